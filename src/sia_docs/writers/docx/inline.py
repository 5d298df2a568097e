"""Runs: text, emphasis, links, cross-references and fields to complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sia_docs.document.direction import MARK, is_rtl, pieces
from sia_docs.document.nodes import (
    BOX,
    CheckBox,
    CrossRef,
    Emphasis,
    Field,
    Inline,
    Link,
    Strong,
    Text,
    plain,
)
from sia_docs.memory import Memory
from sia_docs.writers.docx.package import PIECE_MAX, PIECES_KEPT
from sia_docs.writers.docx.xml import attribute, escape

_BREAKS = re.compile(r"(\r\n|\n|\r|\t)")
_ALLOWED = ("https:", "mailto:", "tel:")
#: Stands for the id of a content control, unique in its document; no text can hold this character.
CONTROL_ID = "\x00"
#: Same for the id of a bookmark, which stands at its start and at its end.
BOOKMARK_ID = "\x01"
_FIRST_CONTROL = 1_000_000
_TAG_LENGTH = 64  # Word refuses longer tags and titles
_REGIONS = {
    "en": "en-GB", "fr": "fr-FR", "de": "de-DE", "es": "es-ES", "it": "it-IT", "la": "la-VA",
    "ar": "ar-SA", "fa": "fa-IR", "he": "he-IL", "ps": "ps-AF", "ur": "ur-PK",
}  # fmt: skip
_BOX_FONT = "MS Gothic"
"""The font that Word itself gives to its boxes."""
_BOX_SIZE = '<w:sz w:val="30"/><w:szCs w:val="30"/>'
"""Large enough for a pen."""


def region(lang: str) -> str:
    """A language with the region that Word expects: « ar » → « ar-SA »."""
    return _REGIONS.get(lang, lang)


@cache
def properties(style: str, bold: bool, italic: bool, lang: str) -> str:
    """Run properties in schema order. A right-to-left script is never slanted: it is underlined instead."""
    rtl = is_rtl(lang)
    told = "bidi" if rtl else "val"
    inner = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic and not rtl else "")
        + ('<w:u w:val="single"/>' if italic and rtl else "")
        + ("<w:rtl/>" if rtl else "")
        + (f'<w:lang w:{told}="{attribute(lang)}"/>' if lang else "")
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def runs(text: str, style: str, bold: bool, italic: bool, lang: str) -> str:
    """Runs of text; in a right-to-left one, what is written from left to right has its own runs."""
    props = properties(style, bold, italic, lang)
    if not is_rtl(lang):
        return run(text, props)
    latin = properties(style, bold, italic, "")
    return "".join(
        run(f"{MARK}{piece}{MARK}", latin) if is_latin else run(piece, props)
        for piece, is_latin in pieces(text)
    )


@lru_cache(maxsize=2048)  # most texts are authored, and come back in every document
def run(text: str, props: str = "") -> str:
    """A run of text; a line feed is a line break, a tabulation is a tabulation."""
    if not text:
        return ""
    clean = escape(text)
    if text.isprintable() or not _BREAKS.search(clean):
        # the attribute only matters at the edges and between spaces: without it, the part is a tenth smaller
        space = "" if clean.strip(" ") == clean and "  " not in clean else ' xml:space="preserve"'
        return f"<w:r>{props}<w:t{space}>{clean}</w:t></w:r>"
    parts = [f"<w:r>{props}"]
    for piece in _BREAKS.split(clean):
        if piece == "\t":
            parts.append("<w:tab/>")
        elif piece in ("\n", "\r", "\r\n"):
            parts.append("<w:br/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{piece}</w:t>')
    parts.append("</w:r>")
    return "".join(parts)


def _field(code: str, result: str, props: str, nested: str = "") -> str:
    """A complex field with its result; ``nested`` is a field inside its code."""
    separator = f'<w:r>{props}<w:fldChar w:fldCharType="separate"/></w:r>' if result else ""
    return (
        f'<w:r>{props}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{props}<w:instrText xml:space="preserve">{code}</w:instrText></w:r>{nested}'
        f'{separator}{result}<w:r>{props}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def number_ids(parts: Iterable[str], first_id: int) -> Iterator[str]:
    """The parts of a body, with the ids of their content controls and of their bookmarks."""
    control, bookmark = first_id + _FIRST_CONTROL + 1, first_id
    for part in parts:
        short = len(part) <= PIECE_MAX
        numbered = (_numbered_once if short else _numbered)(part, control, bookmark)
        control, bookmark = numbered.control, numbered.bookmark
        yield numbered.xml


class _Numbered(NamedTuple):
    xml: str
    control: int
    """The next id of a content control."""
    bookmark: int
    """The next id of a bookmark."""


def _numbered(part: str, control: int, bookmark: int) -> _Numbered:
    if CONTROL_ID in part:
        head, *rest = part.split(CONTROL_ID)
        part = head + "".join([f"{number}{piece}" for number, piece in enumerate(rest, start=control)])
        control += len(rest)
    if BOOKMARK_ID in part:
        head, *rest = part.split(BOOKMARK_ID)  # one id for the two ends
        part = head + "".join([f"{bookmark + end // 2}{piece}" for end, piece in enumerate(rest)])
        bookmark += len(rest) // 2
    return _Numbered(part, control, bookmark)


_numbered_once = lru_cache(maxsize=PIECES_KEPT)(_numbered)


class _Kept(NamedTuple):
    """XML that comes back in document after document, and what it takes for granted.

    Met once, a node is only noted (``xml`` is ``None``): most of what changes with the dossier never comes back.
    """

    node: object
    styles: Mapping[str, str]
    targets: frozenset[str]
    xml: str | None


_MEMORY: Memory[_Kept] = Memory(1_500)


class InlineWriter:
    """Writes inlines; keeps the links of one document."""

    def __init__(self, styles: Mapping[str, str], bookmarks: Mapping[str, str], lang: str) -> None:
        self.styles = styles
        self.bookmarks = bookmarks
        self.lang = lang
        self.rtl = is_rtl(lang)
        self.boxes = False
        """Whether there is a box to tick, which the root of the document must announce."""
        self.links: dict[str, str] = {}
        self._targets: set[str] = set()
        self._own = 0
        """Counts what only this document can print: the relationships of its links."""

    def speak(self, lang: str) -> str:
        """Write in another language from now on (empty: the language of the house); return the former."""
        before, self.lang = self.lang, lang
        self.rtl = is_rtl(lang)
        return before

    def words(self, text: str) -> str:
        """A text as runs."""
        return runs(text, "", False, False, self.lang)

    def write(self, children: Sequence[Inline], *, bold: bool = False) -> str:
        """Inlines as runs."""
        return self._write(children, "", bold, False, self.lang, True)

    def remembered(self, children: Sequence[Inline]) -> str:
        """Same as :meth:`write`, once for inlines that several documents share."""
        return self.once(children, None, lambda: self.write(children))

    def own(self) -> None:
        """What is being written belongs to this document alone: it is not remembered."""
        self._own += 1

    def once(self, node: object, variant: Hashable, make: Callable[[], str]) -> str:
        """The XML of a node, made once if nothing in it belongs to this document alone."""
        key = (id(node), self.lang, variant)
        kept = _MEMORY.get(key)
        # An address may serve again for another object: the objects themselves are compared.
        if (
            kept is not None
            and kept.xml is not None
            and kept.node is node
            and kept.styles is self.styles
            and (not kept.targets or self.bookmarks.keys() >= kept.targets)
        ):
            self._targets |= kept.targets
            return kept.xml
        outer, self._targets, own = self._targets, set(), self._own
        xml = make()
        if self._own == own:
            again = kept is not None and kept.node is node
            _MEMORY.put(key, _Kept(node, self.styles, frozenset(self._targets), xml if again else None))
        self._targets |= outer
        return xml

    def bare(self, children: Sequence[Inline]) -> str:
        """Inlines as runs without links, fields or controls (inside a link)."""
        return self._write(children, "", False, False, self.lang, False)

    def _write(
        self, children: Sequence[Inline], style: str, bold: bool, italic: bool, lang: str, live: bool
    ) -> str:
        props = properties(style, bold, italic, lang)
        rtl = is_rtl(lang)
        if len(children) == 1 and isinstance(children[0], Text) and not rtl:  # most paragraphs
            return run(children[0].text, props)
        parts: list[str] = []
        for child in children:
            match child:
                case Text():
                    text = child.text
                    parts.append(runs(text, style, bold, italic, lang) if rtl else run(text, props))
                case CheckBox() if live:
                    parts.append(self._box(child))
                case Strong():
                    parts.append(self._write(child.children, style, True, italic, lang, live))
                case Emphasis():
                    voice = region(child.lang) if child.lang else lang
                    parts.append(self._write(child.children, style, bold, True, voice, live))
                case CrossRef() if live and child.target in self.bookmarks:
                    parts.append(self._reference(child, style, bold, italic, lang))
                case Link() if live:
                    parts.append(self._link(child, bold, italic, lang))
                case Field() if live:
                    parts.append(self._control(child, bold, italic, lang))
                case Link():
                    parts.append(self._write(child.children, style, bold, italic, lang, live))
                case CrossRef() | Field() | CheckBox():
                    self._own += 1
                    parts.append(runs(plain((child,)), style, bold, italic, lang))
        return "".join(parts)

    def _box(self, box: CheckBox) -> str:
        """A box that a click ticks, with its name for those who do not see it."""
        self.boxes = True
        self._own += 1  # the document must announce the box, even when its text comes back
        faces = "".join(f' w:{face}="{_BOX_FONT}"' for face in ("ascii", "eastAsia", "hAnsi"))
        states = "".join(
            f'<w14:{name} w14:val="{code}" w14:font="{_BOX_FONT}"/>'
            for name, code in (("checkedState", "2612"), ("uncheckedState", "2610"))
        )
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(box.label[:_TAG_LENGTH])}"/>'
            f'<w:tag w:val="{attribute(box.id[:_TAG_LENGTH])}"/><w:id w:val="{CONTROL_ID}"/>'
            f'<w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox></w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:rFonts{faces} w:hint="eastAsia"/>{_BOX_SIZE}</w:rPr><w:t>{BOX}</w:t></w:r>'
            "</w:sdtContent></w:sdt>"
        )

    def _reference(self, ref: CrossRef, style: str, bold: bool, italic: bool, lang: str) -> str:
        props = properties(style, bold, italic, lang)
        before = runs(ref.before, style, bold, italic, lang)
        self._targets.add(ref.target)
        name = self.bookmarks[ref.target]
        code = rf" REF {name} \r \t "
        result = run(ref.number, props)
        if "." in ref.number:
            return f'{before}<w:fldSimple w:instr="{code}\\h ">{result}</w:fldSimple>'
        # « Article 3 »: \t makes Word print « 3 ». LibreOffice ignores \t and would print « l’article
        # Article 3 », but prints the result of QUOTE. The inner field keeps no result of its
        # own, or a program that only gathers the text would read the number twice.
        field = _field(" QUOTE ", result, props, _field(code, "", props))
        field = f'<w:hyperlink w:anchor="{name}" w:history="1">{field}</w:hyperlink>'
        return before + field

    def _link(self, link: Link, bold: bool, italic: bool, lang: str) -> str:
        if not link.href.lower().startswith(_ALLOWED):
            raise ValueError(f"link refused (https:, mailto: and tel: only): {link.href!r}")
        if link.href == plain(link.children):
            # an address is not the name of a link (rule D12): it is there to be read and typed
            return self._write(link.children, "", bold, italic, lang, False)
        self._own += 1
        rid = self.links.setdefault(attribute(link.href), f"rIdSiaLien{len(self.links) + 1}")
        text = self._write(link.children, self.styles["hyperlink"], bold, italic, lang, False)
        return f'<w:hyperlink r:id="{rid}" w:history="1">{text}</w:hyperlink>'

    def _control(self, field: Field, bold: bool, italic: bool, lang: str) -> str:
        text = runs(field.text, self.styles["field"], bold, italic, lang)
        # no run properties for the control itself: what the user types is ordinary text; no w:text:
        # LibreOffice makes a PDF form of a plain text control, and loses its frame
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(field.name[:_TAG_LENGTH])}"/>'
            f'<w:tag w:val="{attribute(field.id[:_TAG_LENGTH])}"/><w:id w:val="{CONTROL_ID}"/>'
            "<w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{text}</w:sdtContent></w:sdt>"
        )
