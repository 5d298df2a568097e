"""Write a document as plain text: for an e-mail, a text field of a tool, or a search index.

Nothing is lost: every word of the tree is printed, and an address follows its link.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from sia_docs.document.direction import is_rtl, marked
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
    Illustrated,
    Inline,
    Layout,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Parallel,
    Place,
    Signatures,
    Strong,
    Table,
    Text,
    Toc,
    headings_of,
)
from sia_docs.writers.captions import caption_prefix, words_of
from sia_docs.writers.html import check_characters, is_safe_href

WIDTH = 88
"""Longest line, except for a word that is longer."""

_UNDERLINE = {0: "=", 1: "=", 2: "-"}
_COLUMN_GAP = "   "


def write_text(document: Document) -> str:
    """Return the document as plain text, ending with a line feed."""
    result = "\n".join(line.rstrip(" ") for line in _Writer(document).lines()).strip("\n") + "\n"
    check_characters(result)
    return result


class _Writer:
    """One pass over one document; every method returns finished lines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tables = 0
        self.lang = document.lang
        """Language of what is being written."""

    def lines(self) -> list[str]:
        lang = self.document.lang
        lines = _directed(self.cover(), lang)
        for block in self.document.blocks:
            found = self.block(block, WIDTH)
            # each side of a bilingual block has already been written in its own direction
            lines += found if isinstance(block, Parallel) else _directed(found, lang)
        if self.document.imprint:
            lines += ["", "-" * WIDTH]
            for line in self.document.imprint:
                lines += _directed(_wrap(line, WIDTH), lang)
        return lines

    def cover(self) -> list[str]:
        cover = self.document.cover
        house = self.document.house
        shown = house is not None and self.document.layout is not Layout.ANNEXE
        lines = _wrap(house.name, WIDTH) if house and shown and house.name else []
        lines += _wrap(cover.kicker, WIDTH) if cover.kicker else []
        lines += ["", *_underlined(cover.title, "=")]
        if cover.subtitle:
            lines += _wrap(cover.subtitle, WIDTH)
        lines.append("")
        for term, value in cover.facts if self.document.layout is Layout.ANNEXE else ():
            lines += _wrap(f"{term}\u00a0: {_plain(value)}", WIDTH, following="  ")
        if cover.status:
            lines += ["", *_wrap(cover.status, WIDTH)]
        return [*lines, ""]

    def block(self, block: Block, width: int) -> list[str]:
        """Lines of a block, with the blank line that precedes it."""
        match block:
            case Heading():
                text = heading_text(block)
                note = ["", *_wrap(f"[{block.note}]", width)] if block.note else []
                if mark := _UNDERLINE.get(block.level):
                    return [*(["", ""] if block.level == 1 else [""]), *_underlined(text, mark), *note]
                return ["", *_wrap(text, width), *note]
            case Paragraph():
                return ["", *_wrap(_plain(block.children), width)]
            case ListBlock():
                return ["", *self.items(block, width)]
            case Table():
                return self.table(block, width)
            case Callout():
                inner = _wrap(block.title, width - 4)
                for child in block.blocks:
                    inner += self.block(child, width - 4)
                return ["", *(f"  | {line}" for line in inner)]
            case Signatures():
                lines: list[str] = []
                for signatory in block.parties:
                    lines += ["", *_underlined(signatory.party, "-")]
                    for line in signatory.lines:
                        lines += _wrap(_plain(line), width)
                return lines
            case Toc():
                return self.toc(block)
            case PageBreak():
                return [""]
            case Place():
                raise ValueError(f"no figure was put at {block.name!r}")
            case Figure():
                word = words_of(self.lang).image
                text = f"[{word}\u00a0: {block.alt}]" if word else f"[{block.alt}]"
                image = [] if block.decorative else ["", *_wrap(text, width)]
                return image + (["", *_wrap(block.caption, width)] if block.caption else [])
            case Beside():
                image = self.block(block.figure, width)
                words = [line for child in block.blocks for line in self.block(child, width)]
                return image + words if block.picture_first else words + image
            case Illustrated():
                # one sentence on each line, no blank line inside an idea
                return ["", *(line for child in block.blocks for line in self.block(child, width)[1:])]
            case Parallel():
                return self.parallel(block, width)

    def parallel(self, block: Parallel, width: int) -> list[str]:
        """Row by row, one language then the other."""
        outer, lines = self.lang, []
        for row in block.rows:
            for lang, side in zip(block.langs, row, strict=True):
                self.lang = lang
                for child in side:
                    lines += _directed(self.block(child, width), lang)
        self.lang = outer
        return lines

    def items(self, block: ListBlock, width: int) -> list[str]:
        lines: list[str] = []
        for rank, item in enumerate(block.items, 1):
            bullet = f"{rank}. " if block.ordered else "- "
            inner: list[str] = []
            for child in item:
                # A list is compact: only what is not a paragraph or a list keeps its blank line.
                compact = isinstance(child, Paragraph | ListBlock)
                child_lines = self.block(child, width - len(bullet))
                inner += child_lines[1:] if compact else child_lines
            indent = " " * len(bullet)
            lines += [(indent if i else bullet) + line for i, line in enumerate(inner or [""])]
        return lines

    def table(self, table: Table, width: int) -> list[str]:
        self.tables += 1
        lines = ["", *_wrap(caption_prefix(self.tables, self.lang) + table.caption, width), ""]
        rows = [[_plain(cell.children) for cell in row] for row in (table.header, *table.rows)]
        return lines + (_columns(rows, width) or _records(rows, width))

    def toc(self, toc: Toc) -> list[str]:
        entries = [h for h in headings_of(self.document.blocks) if h.in_toc and h.level <= 2]
        if not entries:
            return []
        lines = ["", *_underlined(toc.title, "-")]
        for heading in entries:
            indent = "  " * (heading.level - 1)
            text = heading_text(heading)
            lines += [indent + line for line in _wrap(text, WIDTH - len(indent), following="  ")]
        return lines


def heading_text(heading: Heading) -> str:
    """« Article 3 – Objet », « 3.2 Objet »: the number and the title on one line."""
    title = _plain(heading.children)
    if not heading.prefix:
        return title
    return f"{heading.prefix} – {title}" if heading.level == 1 else f"{heading.prefix} {title}"


def _plain(children: Iterable[Inline]) -> str:
    """Text of inlines; the address of a link follows its words."""
    parts: list[str] = []
    for child in children:
        match child:
            case Text() | Field():
                parts.append(child.text)
            case CheckBox():
                parts.append(BOX)
            case Strong() | Emphasis():
                parts.append(_plain(child.children))
            case CrossRef():
                parts.append(child.before + child.number)
            case Link():
                text = _plain(child.children)
                address = child.href.removeprefix("mailto:")
                known = address in text or child.href.startswith("tel:") or not is_safe_href(child.href)
                parts.append(text if known else f"{text} ({address})")
    return "".join(parts)


def _directed(lines: list[str], lang: str) -> list[str]:
    """Lines of a right-to-left text keep phone numbers and product names in their order."""
    return [marked(line) for line in lines] if is_rtl(lang) else lines


def _wrap(text: str, width: int, *, following: str = "") -> list[str]:
    """Wrap each line of the text at ASCII spaces; a long word or a no-break space is never cut."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += wrap(
            line,
            width,
            subsequent_indent=following,
            break_long_words=False,
            break_on_hyphens=False,
            expand_tabs=False,
            replace_whitespace=False,
        ) or [""]
    return lines


def _underlined(text: str, mark: str) -> list[str]:
    lines = _wrap(text, WIDTH)
    return [*lines, mark * min(WIDTH, max(map(len, lines)))]


def _columns(rows: list[list[str]], width: int) -> list[str]:
    """Aligned columns, or nothing when the table is too wide to stay readable."""
    if any("\n" in cell or "\t" in cell for row in rows for cell in row):
        return []
    count = max(map(len, rows))
    sizes = [max(len(row[i]) if i < len(row) else 0 for row in rows) for i in range(count)]
    if sum(sizes) + len(_COLUMN_GAP) * (count - 1) > width:
        return []
    padded = [
        _COLUMN_GAP.join(cell.ljust(size) for cell, size in zip(row, sizes, strict=False)) for row in rows
    ]
    return [padded[0], _COLUMN_GAP.join("-" * size for size in sizes), *padded[1:]]


def _records(rows: list[list[str]], width: int) -> list[str]:
    """One « heading: value » line a cell, one dash a row."""
    header, *body = rows
    if not body:
        return _wrap(" ; ".join(header), width)
    lines: list[str] = []
    for row in body:
        cells: list[str] = []
        for position, cell in enumerate(row):
            head = header[position] if position < len(header) else ""
            cells += _wrap(f"{head}\u00a0: {cell}" if head else cell, width - 2, following="  ")
        lines += [("  " if i else "- ") + line for i, line in enumerate(cells)]
    return lines
