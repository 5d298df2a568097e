"""Write a document as HTML: a stand-alone page, or a fragment to paste into a website.

The page has no script, no external resource and no inline style: its look is ``templates/house/style.css``
and its frame is ``templates/house/page.html``, two files that a hospital may replace.  Strings are
assembled directly: every datum goes through :func:`_escape`, and nothing else does.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from string import Template
from unicodedata import is_normalized, normalize

from sia_docs.contenu import racine
from sia_docs.document.colours import is_colour, tint
from sia_docs.document.direction import is_rtl, pieces
from sia_docs.document.images import fitted, picture
from sia_docs.document.nodes import (
    BOX,
    Beside,
    Block,
    Callout,
    CheckBox,
    CrossRef,
    Document,
    Emphasis,
    Field,
    Figure,
    Heading,
    HouseLook,
    Illustrated,
    Inline,
    Layout,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Parallel,
    Pictogram,
    Place,
    Role,
    Signatures,
    Strong,
    Table,
    Text,
    Toc,
    has_boxes,
    headings_of,
    plain,
)
from sia_docs.document.poster import filling, is_dense
from sia_docs.writers.captions import caption_prefix, words_of
from sia_docs.writers.logo import LOGO_MM

_ROLE_CLASS = {Role.LEAD: "chapeau", Role.FORMULA: "formule", Role.NOTE: "note"}
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_-]+")
_UNSAFE_FONT = re.compile(r"[^\w .-]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SAFE_HREF = re.compile(r"(?:https://|mailto:)[^\s\\<>\"]+|tel:\+?\d{3,15}", re.IGNORECASE)
_PIXELS = 96 / 25.4
"""Pixels of a page in a millimetre."""
_A4_OF_A3 = 210 / 297
_SHORT_ADDRESS = 20  # letters that hold on one line of 320 px, in a list inside a frame
_WIDE = 3  # from this number of columns, a table may not fit in 320 px and its frame can scroll


def write_html(document: Document, *, fragment: bool = False, css: str | None = None) -> str:
    """Return the document as a stand-alone page, or as an ``<article>`` for a website.

    A fragment starts at ``<h2>`` (the website's page owns the ``<h1>``), carries no style and
    prefixes its ids; ``css`` replaces the house style sheet of a page.  A control character raises
    :class:`ValueError`: HTML cannot hold it and dropping it would be silent.
    """
    writer = _Writer(document, fragment=fragment)
    result = writer.fragment() if fragment else writer.page(css)
    check_characters(result)
    return result


def write_pages(document: Document, pages: Sequence[Sequence[Block]]) -> tuple[tuple[str, ...], str]:
    """The blocks of a document page by page, its titles on the first and its imprint on the last, and the style."""
    writer = _Writer(document, fragment=False)
    made = ["".join(writer.blocks(blocks)) for blocks in pages]
    made[0] = writer.cover() + made[0]
    made[-1] += writer.imprint()
    return tuple(made), writer.look()


def in_html(text: str) -> str:
    """A text that is never markup."""
    return _escape(text)


def check_characters(text: str) -> None:
    """Refuse the characters that no output format can hold (the models refuse them first)."""
    if found := _CONTROL.search(text):
        raise ValueError(f"caractère de contrôle interdit dans un document : U+{ord(found[0]):04X}")


def is_safe_href(href: str) -> bool:
    """Tell whether an address may become a link: ``https:``, ``mailto:`` or ``tel:``, nothing else."""
    return _SAFE_HREF.fullmatch(href) is not None


@cache
def house_file(name: str) -> str:
    """A file of the house style, read once."""
    return (racine() / "templates" / "house" / name).read_text(encoding="utf-8")


class _Writer:
    """One pass over one document; holds what must be known beforehand: ids and table numbers."""

    def __init__(self, document: Document, *, fragment: bool) -> None:
        self.document = document
        self.lang = document.lang.split("-")[0]
        self.rtl = is_rtl(self.lang)
        self.base = 2 if fragment else 1
        self.prefix = f"sia-{_fingerprint(document)}-" if fragment else ""
        self.used: set[str] = set()
        self.contents = self.new_id("contenu")
        self.headings = headings_of(document.blocks)
        # The first heading wins a duplicated id, as a browser would; each keeps an id of its own.
        self.heading_ids = [self.new_id(heading.id) for heading in self.headings]
        self.targets: dict[str, str] = {}
        for heading, html_id in zip(self.headings, self.heading_ids, strict=True):
            self.targets.setdefault(heading.id, html_id)
        self.next_heading = 0
        self.level = 0
        self.tables = 0

    # ------------------------------------------------------------------------------------ frames

    def page(self, css: str | None) -> str:
        blocks, layout = self.document.blocks, self.document.layout
        # A table of contents that opens the document is a landmark of the page, beside <main>.
        opening = blocks[0] if blocks and isinstance(blocks[0], Toc) else None
        # An easy-to-read page has a sheet of its own, where nothing is small.
        sheet = "" if layout is Layout.FALC else house_file("style.css")
        style = (sheet if css is None else css) + self.look()
        return Template(
            house_file("page.html")
        ).substitute(
            langue=_escape(self.lang),
            sens="rtl" if self.rtl else "ltr",
            genre=self.kind(),
            titre=_escape(self.document.title),
            metas="".join(self.metas()),
            css=style.replace("</", "<\\/"),  # nothing in a style sheet can close its element
            ancre=self.contents,
            evitement=self.skip(),
            couverture=self.cover(),
            sommaire=self.toc(opening) if opening else "",
            contenu="".join(self.blocks(blocks[1:] if opening else blocks)),
            empreinte=self.imprint(),
        )

    def skip(self) -> str:
        """The words of the link that skips the cover, in the language of the page or in French."""
        own = words_of(self.lang).evitement
        return _escape(own) if own else f'<span lang="fr">{_escape(words_of("fr").evitement)}</span>'

    def fragment(self) -> str:
        body = "".join(self.blocks(self.document.blocks))
        direction = ' dir="rtl"' if self.rtl else ""
        return (
            f'<article class="sia-docs{self.kind()}" lang="{_escape(self.lang)}"{direction}>\n'
            f"{self.cover()}{body}{self.imprint()}</article>\n"
        )

    def kind(self) -> str:
        """Classes of the layout."""
        layout = self.document.layout
        if layout is Layout.ANNEXE:
            return ""
        if layout is not Layout.AFFICHE:
            shared = " feuillet" if layout is Layout.CARTE else ""
            return f"{shared} {layout.value}{' falc-gros' if self.document.large else ''}"
        return f" affiche affiche-{self.document.page}{_size(self.document)}"

    def look(self) -> str:
        """Style rules of the layout, then the colours and fonts of the hospital."""
        layout, house = self.document.layout, self.document.house
        rules = "" if layout is Layout.ANNEXE else "\n" + house_file(f"{layout.value}.css")
        if layout is Layout.CARTE:  # a leaflet on small paper
            rules = "\n" + house_file("feuillet.css") + rules
        if layout is Layout.AFFICHE:
            rules += f"\n@page {{\n  size: {self.document.page};\n  margin: 0;\n}}\n"
            if sizes := filling(self.document):
                own = f"--corps: {sizes.body:g};\n  --titre: {sizes.title:g};\n  --note: {sizes.note:g};"
                rules += f"\n.sia-docs.affiche.grande {{\n  {own}\n}}\n"
        return rules + (_variables(house) if house else "")

    def identity(self) -> str:
        """Logo and name of the hospital. A website that takes a fragment already shows the logo."""
        house = self.document.house
        if house is None or self.document.layout is Layout.ANNEXE:
            return ""
        inner = ""
        if house.logo and self.base == 1:
            scale = _A4_OF_A3 if self.document.page == "A4" and self.document.layout is Layout.AFFICHE else 1
            width, height = fitted(house.logo, *(scale * side for side in LOGO_MM[self.document.layout]))
            inner += _image(house.logo, house.logo_alt, width, height)
        if house.name:
            inner += f"<p>{self.words(house.name)}</p>"
        return f'<div class="identite">{inner}</div>\n' if inner else ""

    def metas(self) -> Iterator[str]:
        for name, content in (("description", self.document.subject), ("author", self.document.author)):
            if content.strip():
                yield f'<meta name="{name}" content="{_escape(content)}">\n'

    def cover(self) -> str:
        cover = self.document.cover
        parts = ['<header class="couverture">\n', self.identity()]
        if self.document.layout is Layout.AFFICHE:
            parts.append('<div class="bandeau">\n')
        if cover.kicker:
            parts.append(f'<p class="surtitre">{self.words(cover.kicker)}</p>\n')
        parts.append(f'<h{self.base} class="titre">{self.words(cover.title)}</h{self.base}>\n')
        if cover.subtitle:
            parts.append(f'<p class="sous-titre">{self.words(cover.subtitle)}</p>\n')
        if self.document.layout is Layout.AFFICHE:
            parts.append("</div>\n")
        if cover.facts and self.document.layout is Layout.ANNEXE:
            parts.append('<dl class="faits">\n')
            parts.extend(
                f"<div><dt>{self.words(term)}</dt><dd>{self.inlines(value)}</dd></div>\n"
                for term, value in cover.facts
            )
            parts.append("</dl>\n")
        if cover.status:
            parts.append(f'<p class="statut">{self.words(cover.status)}</p>\n')
        parts.append("</header>\n")
        return "".join(parts)

    def imprint(self) -> str:
        if not self.document.imprint:
            return ""
        lines = "".join(f"<p>{self.words(line)}</p>\n" for line in self.document.imprint)
        return f'<footer class="empreinte">\n{lines}</footer>\n'

    # ------------------------------------------------------------------------------------ blocks

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield self.block(block)

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                name = _ROLE_CLASS.get(block.role)
                attribute = f' class="{name}"' if name else ""
                return f"<p{attribute}>{self.inlines(block.children)}</p>\n"
            case ListBlock():
                tag = "ol" if block.ordered else "ul"
                name = ' class="cases"' if has_boxes(block) else ""
                items = "".join(f"<li>{self.item(item)}</li>\n" for item in block.items)
                return f"<{tag}{name}>\n{items}</{tag}>\n" if items else ""
            case Table():
                return self.table(block)
            case Callout():
                title = self.new_id("encadre")
                return (
                    f'<aside class="encadre" role="note" aria-labelledby="{title}">\n'
                    f'<p class="encadre-titre" id="{title}">{self.words(block.title)}</p>\n'
                    f"{''.join(self.blocks(block.blocks))}</aside>\n"
                )
            case Signatures():
                return self.signatures(block)
            case Toc():
                return self.toc(block)
            case PageBreak():
                return '<div class="saut-de-page"></div>\n'
            case Place():
                raise ValueError(f"no figure was put at {block.name!r}")
            case Figure():
                return self.figure(block)
            case Beside():
                text = f'<div class="texte">\n{"".join(self.blocks(block.blocks))}</div>\n'
                image = self.figure(block.figure)
                return f'<div class="cote-a-cote">\n{image + text if block.picture_first else text + image}</div>\n'
            case Illustrated():
                return (
                    f'<div class="bloc bloc-{block.purpose}" data-idee="{_escape(block.idea)}">\n'
                    f'<div class="picto">{_pictogram(block.drawn)}</div>\n'
                    f'<div class="texte">\n{"".join(self.blocks(block.blocks))}</div>\n</div>\n'
                )
            case Parallel():
                return self.parallel(block)

    def figure(self, figure: Figure) -> str:
        image = _image(figure.png, "" if figure.decorative else figure.alt, figure.width_mm, figure.height_mm)
        caption = f"<figcaption>{self.words(figure.caption)}</figcaption>" if figure.caption else ""
        return f'<figure class="figure">{image}{caption}</figure>\n'

    def parallel(self, block: Parallel) -> str:
        """Two columns, one below the other on a small screen; the source order is the reading order."""
        outer = self.lang, self.rtl
        parts = ['<div class="parallele">\n']
        for row in block.rows:
            parts.append('<div class="rangee">\n')
            level = self.level
            for lang, side in zip(block.langs, row, strict=True):
                self.level = level  # each side has its own plan
                self.lang, self.rtl = lang.split("-")[0], is_rtl(lang)
                direction = "rtl" if self.rtl else "ltr"
                content = "".join(self.blocks(side))
                parts.append(f'<div lang="{_escape(self.lang)}" dir="{direction}">\n{content}</div>\n')
            parts.append("</div>\n")
        self.lang, self.rtl = outer
        return "".join(parts) + "</div>\n"

    def heading(self, heading: Heading) -> str:
        html_id = self.heading_ids[self.next_heading]
        self.next_heading += 1
        # A level may not be skipped, whatever the tree says: a screen reader would announce a hole.
        self.level = max(1, min(heading.level, self.level + 1))
        tag = f"h{min(self.base + self.level, 6)}"
        number = f'<span class="num">{_escape(heading.prefix)}</span> ' if heading.prefix else ""
        return (
            f'<{tag} id="{html_id}" class="niveau-{self.level}">{number}'
            f"{self.inlines(heading.children)}</{tag}>\n{_note(heading.note)}"
        )

    def item(self, item: tuple[Block, ...]) -> str:
        first, *rest = item or (Paragraph(()),)
        head = self.inlines(first.children) if isinstance(first, Paragraph) else self.block(first)
        return head + ("\n" + "".join(self.blocks(rest)) if rest else "")

    def table(self, table: Table) -> str:
        self.tables += 1
        caption_id = self.new_id(f"tableau-{self.tables}")
        caption = self.words(caption_prefix(self.tables, self.lang)) + self.words(table.caption)
        described, description = "", ""
        if table.description:
            described_id = self.new_id(f"tableau-{self.tables}-description")
            described = f' aria-describedby="{described_id}"'
            description = f'<p id="{described_id}" hidden>{self.words(table.description)}</p>\n'
        columns = len(table.header)
        wide = columns >= _WIDE
        region = f' role="region" aria-labelledby="{caption_id}" tabindex="0"' if wide else ""
        parts = [
            f'<div class="tableau"{region}>\n<table class="colonnes-{min(columns, 8)}"{described}>\n',
            f'<caption id="{caption_id}"><span>{caption}</span></caption>\n',
            "<colgroup>",
            *(f'<col class="l{width}">' for width in _widths(table.widths)),
            "</colgroup>\n<thead>\n<tr>",
            *(f'<th scope="col">{self.inlines(cell.children)}</th>' for cell in table.header),
            "</tr>\n</thead>\n",
        ]
        if table.rows:
            parts.append("<tbody>\n")
            for row in table.rows:
                parts.append("<tr>")
                for position, cell in enumerate(row):
                    content = self.inlines(cell.children)
                    heads = table.row_header and position == 0
                    parts.append(f'<th scope="row">{content}</th>' if heads else f"<td>{content}</td>")
                parts.append("</tr>\n")
            parts.append("</tbody>\n")
        parts.append(f"</table>\n{description}</div>\n")
        return "".join(parts)

    def signatures(self, block: Signatures) -> str:
        parts = ['<div class="signatures">\n']
        for signatory in block.parties:
            name = self.new_id("signataire")
            parts.append(f'<div class="signature" role="group" aria-labelledby="{name}">\n')
            parts.append(f'<p class="partie" id="{name}">{self.words(signatory.party)}</p>\n')
            parts.extend(f"<p>{self.inlines(line)}</p>\n" for line in signatory.lines)
            parts.append("</div>\n")
        parts.append("</div>\n")
        return "".join(parts)

    def toc(self, toc: Toc) -> str:
        title = self.new_id("sommaire")
        parts = [
            f'<nav class="sommaire" aria-labelledby="{title}">\n',
            f'<p class="sommaire-titre" id="{title}">{self.words(toc.title)}</p>\n<ol>\n',
        ]
        entries = [
            (heading, html_id)
            for heading, html_id in zip(self.headings, self.heading_ids, strict=True)
            if heading.in_toc and heading.level <= 2
        ]
        if not entries:
            return ""
        opened, nested = False, False
        for heading, html_id in entries:
            prefix = heading.prefix
            number = f'<span class="numero">{_escape(prefix)}</span> ' if prefix else ""
            link = (
                f'<a href="#{html_id}">{number}<span>{self.inlines(heading.children, live=False)}</span></a>'
            )
            if heading.level > 1 and opened:
                parts.append(f"<li>{link}</li>\n" if nested else f"\n<ol>\n<li>{link}</li>\n")
                nested = True
                continue
            if opened:
                parts.append("</ol></li>\n" if nested else "</li>\n")
            parts.append(f"<li>{link}")
            opened, nested = True, False
        parts.append("</ol></li>\n" if nested else "</li>\n")
        parts.append("</ol>\n</nav>\n")
        return "".join(parts)

    # ----------------------------------------------------------------------------------- inlines

    def inlines(self, children: tuple[Inline, ...], *, live: bool = True) -> str:
        """Render inlines; inside a link (not ``live``) there is no other link, and a field is only text."""
        parts: list[str] = []
        for child in children:
            match child:
                case Text():
                    parts.append(self.words(child.text) if self.rtl else _lines(child.text))
                case CheckBox():
                    name = _escape(child.label)
                    parts.append(f'<span class="case" role="img" aria-label="{name}">{BOX}</span>')
                case Strong():
                    parts.append(f"<strong>{self.inlines(child.children, live=live)}</strong>")
                case Emphasis():
                    lang = f' lang="{_escape(child.lang)}"' if child.lang else ""
                    parts.append(f"<em{lang}>{self.inlines(child.children, live=live)}</em>")
                case Link():
                    parts.append(self.link(child, live=live))
                case CrossRef():
                    text = self.words(child.before + child.number)
                    target = self.targets.get(child.target) if live else None
                    parts.append(f'<a class="renvoi" href="#{target}">{text}</a>' if target else text)
                case Field() if not live:
                    parts.append(self.words(child.text))
                case Field():
                    parts.append(
                        f'<mark class="a-completer" data-champ="{_escape(child.id)}"'
                        f' data-qui="{_escape(child.who)}">{self.words(child.text)}</mark>'
                    )
        return "".join(parts)

    def words(self, text: str) -> str:
        """A text; inside a right-to-left one, what is written from left to right stands apart."""
        if not self.rtl:
            return _lines(text)
        return "".join(
            f'<bdi dir="ltr">{_lines(piece)}</bdi>' if latin else _lines(piece)
            for piece, latin in pieces(text)
        )

    def link(self, link: Link, *, live: bool) -> str:
        content = self.inlines(link.children, live=False)
        if not live or not is_safe_href(link.href):
            return content
        # Printed on paper, a link shows its address, except where its text already is the address.
        scheme, address = link.href.split(":", 1)
        text = plain(link.children).strip()
        bare = scheme == "tel" or text in (link.href, address.strip("/"))
        name = "lien" + " adresse" * bare + " court" * (bare and len(text) <= _SHORT_ADDRESS)
        return f'<a class="{name}" href="{_escape(link.href)}" rel="noreferrer">{content}</a>'

    # --------------------------------------------------------------------------------------- ids

    def new_id(self, wanted: str) -> str:
        """Return a valid id, unique in the document."""
        stem = self.prefix + (_UNSAFE_ID.sub("-", wanted).strip("-") or "repere")
        if not stem[0].isalpha():
            stem = f"r-{stem}"
        candidate, rank = stem, 1
        while candidate in self.used:
            rank += 1
            candidate = f"{stem}-{rank}"
        self.used.add(candidate)
        return candidate


def _escape(text: str) -> str:
    # Composed datum by datum: composing the whole page would let a lone U+0338 swallow the « > » of a tag.
    return escape(text if is_normalized("NFC", text) else normalize("NFC", text))


def _lines(text: str) -> str:
    escaped = _escape(text)
    return escaped.replace("\n", "<br>") if "\n" in escaped else escaped


def _image(data: bytes, alt: str, width_mm: float, height_mm: float) -> str:
    """A picture inside the page, at its printed size; an empty ``alt`` hides it from screen readers."""
    coded = b64encode(data).decode("ascii")
    width, height = round(width_mm * _PIXELS), round(height_mm * _PIXELS)
    return (
        f'<img src="data:image/{picture(data).kind};base64,{coded}" alt="{_escape(alt)}"'
        f' width="{width}" height="{height}">'
    )


@cache
def _pictogram(picture: Pictogram) -> str:
    """A decorative picture: drawn in the page, except one whose ids another copy would repeat."""
    if picture.svg and " id=" not in picture.svg:
        return picture.svg.strip().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    data, kind = (picture.svg.encode(), "svg+xml") if picture.svg else (picture.png, "png")
    if not data:
        raise ValueError(f"the pictogram {picture.idea!r} has neither a drawing nor pixels")
    return f'<img src="data:image/{kind};base64,{b64encode(data).decode("ascii")}" alt="">'


def _size(poster: Document) -> str:
    """Class of the sizes of a poster, nothing for the ordinary ones."""
    return " grande" if filling(poster) else " dense" if is_dense(poster) else ""


def _variables(house: HouseLook) -> str:
    """Colours and fonts of the hospital, in place of those of the style sheet."""
    if not all(map(is_colour, (house.primary, house.on_primary, house.ink))):
        raise ValueError("a colour of the house is not « #RRGGBB »")
    values = {
        "--principale": house.primary,
        "--sur-principale": house.on_primary,
        "--nuit": house.ink,
        "--voile": tint(house.primary),
    }
    if house.fonts:
        named = ", ".join('"{}"'.format(_UNSAFE_FONT.sub("", font)) for font in house.fonts)
        values["--police"] = f'{named}, Arial, "Liberation Sans", sans-serif'
    lines = "".join(f"  {name}: {value};\n" for name, value in values.items())
    return f"\n.sia-docs {{\n{lines}}}\n"


def _note(note: str) -> str:
    """A remark to whoever prepares the document."""
    return f'<p class="note-preparation" role="note">{_escape(note)}</p>\n' if note else ""


def _widths(widths: tuple[float, ...]) -> list[int]:
    """Relative widths as percentages in steps of five: classes of the style sheet, no inline style."""
    total = sum(widths) or 1.0
    return [min(95, max(5, 5 * round(20 * width / total))) for width in widths]


def _fingerprint(document: Document) -> str:
    """A short name of the document, so that two fragments may share a page."""
    facts = [f"{term}={plain(value)}" for term, value in document.cover.facts]
    seed = "\x1f".join([document.title, document.subject, document.cover.title, *facts])
    return sha256(seed.encode("utf-8", "replace")).hexdigest()[:6]
