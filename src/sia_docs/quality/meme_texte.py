"""Do the Word file and the HTML of a document say the same thing, block by block?

Both are read back from their bytes, with the standard library only and without the writers, so
that a fault of a writer cannot hide itself.  Read our own outputs with it, not a stranger's file.
Numbers that Word computes (« Article 3 ») are not text in Word: HTML marks them ``span.num``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from io import BytesIO
from unicodedata import normalize
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MARK = "\u200e"  # Word needs this mark where HTML has an element: it is not text
_SPACES = re.compile(r"[ \t\r\n]+")  # no-break spaces are text: they stay
_HEADING_STYLE = re.compile(r"heading (\d)")
_TOC_STYLE = re.compile(r"toc (\d)")
_LIST_STYLE = re.compile(r"list (?:bullet|number)(?: (\d))?")


@dataclass(frozen=True, slots=True)
class Bloc:
    """A block of text and what it is.

    ``nature`` is ``titre``, ``titre1``…, ``paragraphe``, ``item1``… (by depth), ``cellule``,
    ``legende``, ``sommaire1``…, or ``champ`` (a field to complete, after the block that holds it).
    """

    nature: str
    texte: str


def compare(a: Sequence[Bloc], b: Sequence[Bloc]) -> list[str]:
    """Differences between two readings, one French line each; an empty list means same text."""
    lines: list[str] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        left, right = a[a1:a2], b[b1:b2]
        paired = min(len(left), len(right))
        for offset in range(paired):
            lines.append(
                f"bloc {a1 + offset + 1} : {_show(left[offset])} dans le premier,"
                f" {_show(right[offset])} dans le second"
            )
        lines.extend(
            f"bloc {a1 + paired + i + 1} : {_show(bloc)} manque dans le second"
            for i, bloc in enumerate(left[paired:])
        )
        lines.extend(
            f"bloc {b1 + paired + i + 1} : {_show(bloc)} manque dans le premier"
            for i, bloc in enumerate(right[paired:])
        )
    return lines


def _show(bloc: Bloc) -> str:
    text = bloc.texte if len(bloc.texte) <= 120 else f"{bloc.texte[:117]}…"
    return f"{bloc.nature} « {text} »"


@dataclass(slots=True)
class _Open:
    """A block whose text is still coming."""

    nature: str
    parts: list[str] = field(default_factory=list)


def _close(blocks: list[_Open]) -> list[Bloc]:
    closed = (
        Bloc(b.nature, _SPACES.sub(" ", normalize("NFC", "".join(b.parts).replace(_MARK, ""))).strip(" "))
        for b in blocks
    )
    return [bloc for bloc in closed if bloc.texte]


# ------------------------------------------------------------------------------------------ Word


def blocks_of_docx(data: bytes) -> list[Bloc]:
    """Read the blocks of the body of a Word file, in order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        document = ElementTree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        styles = archive.read("word/styles.xml") if "word/styles.xml" in names else None
    body = document.find(f"{_W}body")
    if body is None:
        return []
    reader = _DocxReader(_styles(styles))
    reader.walk(body, data_table=False)
    return _close(reader.blocks)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    numbered: bool
    level: int


def _styles(data: bytes | None) -> dict[str, _Style]:
    if data is None:
        return {}
    elements = {
        element.get(f"{_W}styleId", ""): element
        for element in ElementTree.fromstring(data).iter(f"{_W}style")
        if element.get(f"{_W}type") == "paragraph"
    }
    return {style_id: _style(style_id, elements) for style_id in elements}


def _style(style_id: str, elements: dict[str, ElementTree.Element]) -> _Style:
    """A style with the numbering that it inherits."""
    name, seen = "", set[str]()
    current: str | None = style_id
    while current in elements and current not in seen:
        seen.add(current)
        element = elements[current]
        name = name or _value(element.find(f"{_W}name")).lower()
        number = element.find(f"{_W}pPr/{_W}numPr")
        if number is not None:
            return _Style(name, _value(number.find(f"{_W}numId")) != "0", _level(number))
        current = _value(element.find(f"{_W}basedOn")) or None
    return _Style(name, False, 0)


def _value(element: ElementTree.Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _level(number: ElementTree.Element) -> int:
    level = _value(number.find(f"{_W}ilvl"))
    return int(level) if level.isdigit() else 0


class _DocxReader:
    """Walks the body; complex fields may span paragraphs, hence the state."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self.styles = styles
        self.blocks: list[_Open] = []
        self.fields: list[bool] = []  # one entry a nested field: are we still in its instruction?

    def walk(self, parent: ElementTree.Element, *, data_table: bool) -> None:
        for child in parent:
            match child.tag.removeprefix(_W):
                case "p":
                    self.paragraph(child, cell=data_table)
                case "tbl":
                    # A data table repeats its header row; any other table only lays text out.
                    data = child.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None
                    self.walk(child, data_table=data)
                case "tr" | "tc" | "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag":
                    self.walk(child, data_table=data_table)
                case _:
                    pass

    def paragraph(self, element: ElementTree.Element, *, cell: bool) -> None:
        block = _Open("cellule" if cell else self.nature(element))
        self.blocks.append(block)
        self.inlines(element, [block])

    def nature(self, element: ElementTree.Element) -> str:
        style = self.styles.get(_value(element.find(f"{_W}pPr/{_W}pStyle")), _Style("", False, 0))
        if style.name == "title":
            return "titre"
        if found := _HEADING_STYLE.fullmatch(style.name):
            return f"titre{found[1]}"
        if found := _TOC_STYLE.fullmatch(style.name):
            return f"sommaire{found[1]}"
        if style.name == "caption":
            return "legende"
        number = element.find(f"{_W}pPr/{_W}numPr")
        if number is not None:
            return f"item{_level(number) + 1}" if _value(number.find(f"{_W}numId")) != "0" else "paragraphe"
        if found := _LIST_STYLE.fullmatch(style.name):
            return f"item{found[1] or style.level + 1}"
        return f"item{style.level + 1}" if style.numbered else "paragraphe"

    def inlines(self, parent: ElementTree.Element, into: list[_Open]) -> None:
        """Collect text; ``into`` is the block, and the fields to complete that are open in it."""
        for child in parent:
            match child.tag.removeprefix(_W):
                case "t" if not any(self.fields):
                    self.add(child.text or "", into)
                case "tab" | "br" | "cr" if parent.tag == f"{_W}r" and not any(self.fields):
                    self.add(" ", into)
                case "noBreakHyphen" if not any(self.fields):
                    self.add("\u2011", into)
                case "fldChar":
                    self.field_mark(child.get(f"{_W}fldCharType", ""))
                case "sdt":
                    content = child.find(f"{_W}sdtContent")
                    if content is None:
                        continue
                    if child.find(f"{_W}sdtPr/{_W14}checkbox") is not None:  # a box to tick is only a sign
                        self.inlines(content, into)
                        continue
                    block = _Open("champ")
                    self.blocks.append(block)
                    self.inlines(content, [*into, block])
                case "r" | "hyperlink" | "ins" | "moveTo" | "fldSimple" | "smartTag" | "customXml":
                    self.inlines(child, into)
                case _ if child.tag == f"{_MC}AlternateContent":
                    choice = child.find(f"{_MC}Choice")
                    if choice is not None:
                        self.inlines(choice, into)
                case _:
                    pass  # properties, instructions, deleted text, marks of comments and bookmarks

    def field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    @staticmethod
    def add(text: str, into: list[_Open]) -> None:
        for block in into:
            block.parts.append(text)


# ------------------------------------------------------------------------------------------ HTML

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_SILENT = frozenset(("head", "style", "script", "template"))
_SILENT_CLASSES = frozenset(("num", "evitement"))
_BLOCKS = {
    "p": "paragraphe",
    "th": "cellule",
    "td": "cellule",
    "caption": "legende",
    "figcaption": "paragraphe",
}


def blocks_of_html(html: str) -> list[Bloc]:
    """Read the blocks of a page or of a fragment, in order."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    return _close(reader.blocks)


@dataclass(slots=True)
class _Element:
    tag: str
    silent: bool
    opened: _Open | None


class _HtmlReader(HTMLParser):
    """Attributes text to the innermost open block; text outside any block is reported as such."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Open] = []
        self.stack: list[_Element] = []
        self.title_level: int | None = None  # level of the title: 1 in a page, 2 in a fragment

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            if tag == "br":
                self.handle_data(" ")
            return
        if tag == "dd":
            self.handle_data(" ")
        values = dict(attrs)
        classes = set((values.get("class") or "").split())
        silent = (
            tag in _SILENT
            or "hidden" in values
            or not classes.isdisjoint(_SILENT_CLASSES)
            or bool(self.stack and self.stack[-1].silent)
        )
        nature = "" if silent else self.nature(tag, classes)
        opened = _Open(nature) if nature else None
        if opened:
            self.blocks.append(opened)
        self.stack.append(_Element(tag, silent, opened))

    def nature(self, tag: str, classes: set[str]) -> str:
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1])
            if self.title_level is None:
                self.title_level = level
            return f"titre{level - self.title_level or ''}"
        if tag == "li":
            depth = 1 + sum(element.tag == "li" for element in self.stack)
            return f"sommaire{depth}" if any(e.tag == "nav" for e in self.stack) else f"item{depth}"
        if tag == "div" and self.stack and self.stack[-1].tag == "dl":
            return "paragraphe"  # a fact of the cover: term and value make one paragraph
        if tag == "mark" and "a-completer" in classes:
            return "champ"
        return _BLOCKS.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self.stack) - 1, -1, -1):
            if self.stack[position].tag == tag:
                del self.stack[position:]
                return

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1].silent:
            return
        for block in self.receivers():
            block.parts.append(data)

    def receivers(self) -> Iterator[_Open]:
        """The innermost block and, inside it, the open field."""
        for element in reversed(self.stack):
            if element.opened is None:
                continue
            yield element.opened
            if element.opened.nature != "champ":
                return
        if self.stack and self.stack[-1].tag not in ("html", "body"):
            loose = _Open("hors bloc")
            self.blocks.append(loose)
            yield loose
