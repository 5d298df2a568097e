"""The packaged house style for a leaflet, a poster, a right-to-left text, with the look of a hospital.

A house file given by the hospital is used as it is: only the direction of its pages is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from string import Template

from sia_docs.contenu import racine
from sia_docs.document.colours import is_colour, tint
from sia_docs.document.direction import is_rtl
from sia_docs.document.nodes import Block, Document, HouseLook, Layout, Parallel
from sia_docs.document.poster import Sizes, filling, is_dense
from sia_docs.writers.docx.house import House, build, default_house, default_parts
from sia_docs.writers.docx.inline import region
from sia_docs.writers.docx.xml import DECLARATION, W, attribute

_STYLES, _DOCUMENT, _NUMBERING = "word/styles.xml", "word/document.xml", "word/numbering.xml"
_FOOTER, _HEADER = "word/footer1.xml", "word/header1.xml"
_STYLE = re.compile(r'<w:style\b[^>]*w:styleId="(\w+)".*?</w:style>', re.DOTALL)
_A3 = (16838, 23811)
_A4 = (11906, 16838)
_POSTER_MARGINS = (1300, 1474, 1200, 1474)
_LEAST_MARGIN = 1134
"""Two centimetres."""
_MARGINS = re.compile(r"<w:pgMar [^>]*/>")
_LEAFLET_MARGINS = '<w:pgMar w:top="1247" w:right="1247" w:bottom="1191" w:left="1247" w:header="567" w:footer="567" w:gutter="0"/>'
_FALC_MARGINS = {"A4": (1134, 1134, 1134, 1134, 567), "A5": (802, 802, 850, 802, 397)}
"""Top, right, bottom and left margins, then the place of the footer, of an easy-to-read leaflet."""
_A5, _A6 = (8391, 11906), (5953, 8391)
_LEAST_FALC = 28
"""Half-points below which no letter of an easy-to-read leaflet may be (rule F-L2)."""
_NO_HEADER = f'{DECLARATION}<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'
_CARD_MARGIN, _CARD_FOOTER = 454, 170
"""Eight millimetres; the page number is inside them."""
_LARGE = 18 / 14
"""Large print."""
_CLOSE = ('w:spacing w:before="240" w:after="80"', 'w:spacing w:before="140" w:after="40"')
"""Space around a heading, then the same where the page holds few sentences."""
_SMALL_SHEET = {44: 36, 34: 32, 32: 30}
"""Titles on A5, in half-points."""
_POSTER_FRAME = 640
_POSTER_LIST = 2.2
"""Lists of a poster hang further: its letters are larger."""
_DENSE = {128: 120, 66: 60, 64: 56, 60: 53, 58: 54, 54: 52}
"""Sizes of a poster in half-points, and what they become when its texts are long."""
_RTL_LINE = 312
_RTL_MORE = 4
"""Half-points added to a script whose letters look smaller."""
_SECTION_END = re.compile(r"<w:(?:rtlGutter|docGrid|printerSettings|sectPrChange)\b|</w:sectPr>")


def house_for(document: Document, given: House | None) -> House:
    """The house file that a document is poured into."""
    lang = document.lang if is_rtl(document.lang) else next(_rtl_langs(document.blocks), "")
    whole = is_rtl(document.lang)
    if given is not None:
        return _turned(given) if whole else given
    latin = "" if whole or document.lang.lower().split("-")[0] == "fr" else document.lang
    if document.layout is Layout.ANNEXE and not lang and not latin:
        return default_house()
    look = document.house if document.layout is not Layout.ANNEXE else None
    look = look or HouseLook()
    if not all(map(is_colour, (look.primary, look.on_primary, look.ink))):
        raise ValueError("a colour of the house is not « #RRGGBB »")
    colours = (look.primary, look.on_primary, look.ink)
    dense, sizes, bare = False, None, False
    if document.layout is Layout.AFFICHE:
        sizes = filling(document)
        dense = sizes is None and is_dense(document)
        bare = not (look.name or look.logo)
    return _variant(
        document.layout, document.page, document.large, dense, sizes, bare, colours, look.fonts[:1], lang,
        latin, whole,
    )  # fmt: skip


def _rtl_langs(blocks: Iterable[Block]) -> Iterator[str]:
    """Right-to-left languages of bilingual blocks, which are never inside another."""
    for block in blocks:
        if isinstance(block, Parallel):
            yield from filter(is_rtl, block.langs)


@lru_cache(maxsize=16)
def _variant(
    layout: Layout,
    page: str,
    large: bool,
    dense: bool,
    sizes: Sizes | None,
    bare: bool,
    colours: tuple[str, str, str],
    fonts: tuple[str, ...],
    lang: str,
    latin: str,
    whole: bool,
) -> House:
    primary, on_primary, ink = (colour.lstrip("#").upper() for colour in colours)
    parts = {name: data.decode("utf-8") for name, data in default_parts().items()}
    styles = parts[_STYLES]
    scale = 1.0
    if layout is not Layout.ANNEXE:
        values = {
            "principale": primary,
            "surprincipale": on_primary,
            "encre": ink,
            "voile": _bare(colours[0], 0.08),
        }
        template = Template((racine() / "templates" / "house" / f"{layout.value}.xml").read_text("utf-8"))
        over = template.substitute(values)
        if layout is Layout.AFFICHE:
            size = _A3 if page == "A3" else _A4
            scale = size[0] / _A3[0]
            if dense:
                over = _tightened(over)
            elif sizes:
                over = _resized(over, _filling(sizes))
            over = _scaled(over, scale)
            parts[_DOCUMENT] = _paper(parts[_DOCUMENT], size, scale)
            if bare:
                parts[_DOCUMENT], parts[_HEADER] = _coloured_top(parts[_DOCUMENT], primary)
            parts[_NUMBERING] = _scaled(parts[_NUMBERING], scale * _POSTER_LIST)
        elif layout is Layout.FALC:
            parts[_DOCUMENT] = _falc_paper(parts[_DOCUMENT], page)
            parts[_HEADER] = _NO_HEADER
            if page == "A5":
                over = _resized(over, _SMALL_SHEET)
            if page == "A5" or large:
                over = over.replace(*_CLOSE)
        elif layout is Layout.CARTE:
            parts[_DOCUMENT] = _card_paper(parts[_DOCUMENT])
            parts[_HEADER] = _NO_HEADER
        else:
            parts[_DOCUMENT] = _MARGINS.sub(_LEAFLET_MARGINS, parts[_DOCUMENT])
        styles = _replaced(styles, over)
        if layout is Layout.FALC:
            styles = _easy(styles, over, large=large)
        parts[_NUMBERING] = parts[_NUMBERING].replace("1F3A5F", ink)  # bullets
        styles = styles.replace("1F3A5F", ink).replace("E6ECF3", _bare(colours[0], 0.12))
        styles = styles.replace("EEF2F7", _bare(colours[0], 0.08))
    for font in fonts:
        styles = re.sub(r'w:(ascii|hAnsi|eastAsia)="Arial"', rf'w:\1="{attribute(font)}"', styles)
    if whole:
        styles = styles.replace("<w:pBdr><w:left ", "<w:pBdr><w:right ")  # the bar of a frame
    if lang:
        styles = _airy(styles).replace('w:bidi="ar-SA"', f'w:bidi="{attribute(region(lang))}"')
    if latin:
        own = attribute(region(latin))
        styles = styles.replace('w:val="fr-FR" w:eastAsia="fr-FR"', f'w:val="{own}" w:eastAsia="{own}"')
    if latin or whole:  # « Page 2 sur 3 » is French
        parts[_FOOTER] = parts[_FOOTER].replace(">Page <", "><").replace("> sur <", "> / <")
    parts[_STYLES] = styles
    house = build({name: text.encode("utf-8") for name, text in parts.items()})
    if layout is Layout.AFFICHE:
        house = replace(
            house,
            frame=round(_POSTER_FRAME * scale),
            dense=dense,
            compact=dense or sizes is not None,
            bare=bare,
        )
    if layout is Layout.FALC:
        house = replace(house, purposes=True)
    return _turned(house) if whole else house


def _falc_paper(document: str, page: str) -> str:
    """Paper and margins of an easy-to-read leaflet, and its page number from the first page on."""
    *margins, footer = _FALC_MARGINS[page]
    return _sheet(document, _A5 if page == "A5" else _A4, margins, footer).replace("<w:titlePg/>", "")


def _card_paper(document: str) -> str:
    """Paper and margins of a pocket card, and its page number on both sides."""
    return _sheet(document, _A6, (_CARD_MARGIN,) * 4, _CARD_FOOTER).replace("<w:titlePg/>", "")


def _easy(styles: str, over: str, *, large: bool) -> str:
    """Styles of which none is small or slanted, with those that only easy-to-read leaflets have."""
    known = {found[1] for found in _STYLE.finditer(styles)}
    added = "".join(found[0] for found in _STYLE.finditer(over) if found[1] not in known)
    styles = styles.replace("</w:styles>", f"{added}</w:styles>")
    styles = re.sub(r"<w:i(?:Cs)?/>", "", styles)

    def readable(found: re.Match[str]) -> str:
        size = max(int(found[2]), _LEAST_FALC)
        return f"{found[1]}{round(size * _LARGE) if large else size}{found[3]}"

    return re.sub(r'(<w:sz(?:Cs)? w:val=")(\d+)(")', readable, styles)


def _bare(colour: str, share: float) -> str:
    return tint(colour, share).lstrip("#")


def _replaced(styles: str, over: str) -> str:
    """The styles with those of the layout in place of theirs."""
    own = {found[1]: found[0] for found in _STYLE.finditer(over)}
    return _STYLE.sub(lambda found: own.get(found[1], found[0]), styles)


def _scaled(xml: str, scale: float) -> str:
    """Sizes, spaces and indents multiplied; line spacing is relative and stays."""

    def times(found: re.Match[str]) -> str:
        return f"{found[1]}{round(int(found[2]) * scale)}{found[3]}"

    sized: Callable[[str], str] = partial(re.sub, r'(<w:sz(?:Cs)? w:val=")(\d+)(")', times)
    xml = sized(xml)
    return re.sub(r'(\bw:(?:before|after|left|right|hanging)=")(\d+)(")', times, xml)


def _tightened(over: str) -> str:
    """The smallest sizes of a poster that are read at two metres, and less space between them."""

    def closer(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) * 11 // 20}{found[3]}"

    return re.sub(r'(\bw:(?:before|after)=")(\d+)(")', closer, _resized(over, _DENSE))


def _resized(over: str, sizes: Mapping[int, int]) -> str:
    """Other sizes of letters in place of the ordinary ones."""

    def other(found: re.Match[str]) -> str:
        return f"{found[1]}{sizes.get(int(found[2]), int(found[2]))}{found[3]}"

    return re.sub(r'(<w:sz(?:Cs)? w:val=")(\d+)(")', other, over)


def _filling(sizes: Sizes) -> dict[int, int]:
    """Sizes of a poster in half-points, and what they become when its texts are short."""
    own = round(2 * sizes.body)
    return {
        54: own,
        128: round(2 * sizes.title),
        52: round(2 * sizes.note),
        66: own + 8,
        60: own + 6,
        58: own + 4,
    }


def _coloured_top(document: str, colour: str) -> tuple[str, str]:
    """Document and header of a poster whose band starts at the edge of the paper.

    A margin may not be thinner than two centimetres: a line of the band's colour, in the header of the
    first page, fills it.
    """
    found = re.search(r'w:top="(\d+)" w:right="(\d+)" w:bottom="\d+" w:left="(\d+)"', document)
    assert found is not None
    top, right, left = found.groups()
    document = document.replace('w:header="567"', 'w:header="0"')
    document = document.replace('<w:headerReference w:type="default"', '<w:headerReference w:type="first"')
    return document, (
        f'{DECLARATION}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Normal"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{int(top) + 2}" w:lineRule="exact"/>'
        f'<w:ind w:left="-{left}" w:right="-{right}"/></w:pPr></w:p></w:hdr>'
    )


def _paper(document: str, size: tuple[int, int], scale: float) -> str:
    return _sheet(document, size, [max(round(m * scale), _LEAST_MARGIN) for m in _POSTER_MARGINS], 567)


def _sheet(document: str, size: tuple[int, int], margins: Sequence[int], edge: int) -> str:
    """Another paper, its margins (top, right, bottom, left) and the place of the header and the footer."""
    width, height = size
    top, right, bottom, left = margins
    document = re.sub(r"<w:pgSz [^>]*/>", f'<w:pgSz w:w="{width}" w:h="{height}"/>', document)
    around = f'w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
    return _MARGINS.sub(f'<w:pgMar {around} w:header="{edge}" w:footer="{edge}" w:gutter="0"/>', document)


def _airy(styles: str) -> str:
    """Complex scripts a little larger than Latin, and lines far enough apart for both."""

    def more(found: re.Match[str]) -> str:
        return f'{found[1]}{int(found[2]) + _RTL_MORE}"'

    styles = re.sub(r'(<w:szCs w:val=")(\d+)"', more, styles)
    return re.sub(r'(w:line=")(\d+)"', lambda found: f'{found[1]}{max(int(found[2]), _RTL_LINE)}"', styles)


def _turned(house: House) -> House:
    """The house with its pages turned from right to left."""
    section = house.after.rfind("<w:sectPr")
    found = _SECTION_END.search(house.after, max(section, 0))
    if section < 0 or found is None or "<w:bidi/>" in house.after[section:]:
        return house
    return replace(house, after=f"{house.after[: found.start()]}<w:bidi/>{house.after[found.start() :]}")
