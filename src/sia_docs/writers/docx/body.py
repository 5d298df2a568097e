"""The body of a document as WordprocessingML, written as text (children in schema order)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import takewhile

from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
    Illustrated,
    Inline,
    Layout,
    ListBlock,
    Numbering,
    PageBreak,
    Paragraph,
    Parallel,
    Place,
    Role,
    Signatures,
    Table,
    Text,
    Toc,
    has_boxes,
    headings_of,
    plain,
)
from sia_docs.writers.captions import CAPTION_DASH, caption_word
from sia_docs.writers.docx import layout, opening
from sia_docs.writers.docx.house import House
from sia_docs.writers.docx.inline import BOOKMARK_ID, InlineWriter, number_ids, region
from sia_docs.writers.docx.layout import AFTER_FRAME
from sia_docs.writers.docx.pictures import Pictures
from sia_docs.writers.docx.runs import run_at
from sia_docs.writers.docx.tables import look, table_start, widths_of

_ROLES = {Role.BODY: "body", Role.LEAD: "lead", Role.FORMULA: "formula", Role.NOTE: "note"}
_AFTER_LIST = '<w:spacing w:before="140"/>'
_PAGE_TOP = '<w:spacing w:before="0"/>'
_KEEP_NEXT = "<w:keepNext/>"
_KEEP_NO_NEXT = '<w:keepNext w:val="0"/>'
_LOOSE = re.compile(rf'(<w:p><w:pPr><w:pStyle w:val="[^"]*"/>)(?!{_KEEP_NEXT})')
"""The start of a paragraph that may be parted from the next one."""
_ANNOUNCED = (ListBlock, Table, Signatures, Beside, Illustrated)
"""Blocks that stay with the paragraph that announces them."""
_LAST = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""A paragraph without words at the very end."""
_IMPRINT_RULE = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="8" w:color="8496B0"/></w:pBdr>'
_SPACED = ("heading", "caption", "callout_title")
"""Styles that bring their own space before."""
_SHORT_LIST = 8
"""Items of a list that stays on the page of its picture."""
_SHORT_CHOICE = 4
"""Boxes to tick that stay on one page: the answers to one question."""
_SHORT_FRAME = 10
"""Paragraphs of a frame that stays on one page."""
_SHORT_TABLE = 6
_KEPT_ROWS = 2
"""Rows that the last row of a long table takes along on a new page."""
_LONG_TABLE = 200
_HIGH_TABLE = 280
"""Letters in a column from which even a short table of a leaflet may continue on the next page."""
_HIGH_ROW = 1.7
"""Lines of a row, on average, from which two rows of a leaflet are enough on a new page."""
_FULL_LINE = 94
"""Letters of a table on the whole width of a leaflet."""
_PIECE = 8_000
"""Shortest piece: shorter ones come back more often, but compress less well."""
_CLOSE = '<w:spacing w:after="20"/>'
"""Boxes are higher than the text: their lines are far enough apart."""
_BOX_ROOM = 380
"""A box to tick and the space after it."""
_TOC_OPEN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \n \h \z \u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_TOC_CLOSE = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@lru_cache(maxsize=4096)
def bookmark(heading_id: str) -> str:
    """The bookmark of a heading: stable, 40 characters at most, letters, digits and underscores."""
    name = "_sia_" + re.sub(r"[^A-Za-z0-9]", "_", heading_id)
    if len(name) <= 40 and name[5:].replace("_", "-") == heading_id:
        return name
    # a shortened or altered id could meet another one
    return f"{name[:31]}_{zlib.crc32(heading_id.encode('utf-8')):08x}"


class Body:
    """Writes one document; ``nums``, ``links`` and ``notes`` are what its other parts need."""

    def __init__(self, house: House, document: Document) -> None:
        self.house = house
        self.document = document
        self.styles = house.styles
        self.headings = headings_of(document.blocks)
        self.bookmarks: dict[str, str] = {}
        for heading in self.headings:
            if heading.id in self.bookmarks:
                raise ValueError(f"two headings have the id {heading.id!r}")
            self.bookmarks[heading.id] = bookmark(heading.id)
        self.inline = InlineWriter(house.styles, self.bookmarks, self.voice(document.lang))
        self.pictures = Pictures(house)
        self.width = house.width
        """Room for what is being written: the width of the text, or of a cell."""
        self.nums: list[str] = []
        self.notes: list[str] = []
        self.out: list[str] = []
        self.starts: set[int] = set()
        """Where in ``out`` headings start."""
        self.row_start = 0
        """Where in ``out`` the last row of a layout table starts."""
        self.last = document.blocks[-1] if document.blocks and document.imprint else None
        """What the imprint follows: it takes it along on a new page."""
        self.tables = 0
        self.break_before = False
        self.after_table = False
        self.gap = ""
        self.keep_next = False
        self.in_row = False
        """Inside a row of two languages."""
        self.keep_items = False
        self.tied = False
        """Inside a row that stays with the next one."""

    @property
    def links(self) -> dict[str, str]:
        """External links: address to relationship id."""
        return self.inline.links

    def pieces(self) -> Iterator[str]:
        """The XML that takes the place of the marker, cut before headings into pieces that may come back."""
        match self.document.layout:
            case Layout.ANNEXE:
                opening.cover(self, self.document.cover)
                self.break_before = True
            case Layout.FEUILLET | Layout.FALC | Layout.CARTE:
                opening.identity(self, self.document.house)
                opening.cover(self, self.document.cover)
            case Layout.AFFICHE:
                opening.identity(self, self.document.house)
                opening.band(self, self.document.cover)
        self.blocks(self.document.blocks)
        close = self.document.layout in (Layout.FEUILLET, Layout.CARTE) or self.house.compact
        border, space = _IMPRINT_RULE, f'<w:spacing w:before="{140 if close else 360}"/>'
        for rank, line in enumerate(self.document.imprint, start=1):
            self.keep_next = rank < len(self.document.imprint)
            self.paragraph("imprint", self.inline.words(line), border=border, space=space)
            border = space = ""
        if self.after_table:  # Word wants a paragraph after a table: so thin that it never makes a page
            self.paragraph("cell", "", space=_LAST)
        return number_ids(self._pieces(), self.house.first_id)

    def _pieces(self) -> Iterator[str]:
        piece: list[str] = []
        length = 0
        for rank, part in enumerate(self.out):
            if length > _PIECE and rank in self.starts:
                yield "".join(piece)
                piece, length = [], 0
            piece.append(part)
            length += len(part)
        yield "".join(piece)

    # ---------------------------------------------------------------------------------- helpers

    def voice(self, lang: str) -> str:
        """A language as runs tell it: nothing when it is the language of the house."""
        known = self.house.lang.lower()
        return "" if known in (lang.lower(), region(lang).lower()) else region(lang)

    @property
    def bidi(self) -> str:
        """The direction of a paragraph. It is never aligned: right-to-left text starts on the right."""
        return "<w:bidi/>" if self.inline.rtl else ""

    def paragraph(
        self, style: str, content: str, *, num: str = "", border: str = "", space: str = "", indent: str = ""
    ) -> None:
        """One paragraph; its direct properties are given by kind and written in schema order."""
        keep = _KEEP_NEXT if self.keep_next or self.tied else ""
        if self.break_before:
            keep += "<w:pageBreakBefore/>"
            if style.startswith("heading"):
                space = space or _PAGE_TOP
        elif self.gap and not style.startswith(_SPACED):
            space = space or self.gap
        self.keep_next = self.break_before = self.after_table = False
        self.gap = ""
        self.out.append(
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{keep}{num}{border}{self.bidi}'
            f"{space}{indent}</w:pPr>{content}</w:p>"
        )

    def text(self, children: Sequence[Inline]) -> str:
        """Inlines as runs."""
        return self.inline.remembered(children)

    # ------------------------------------------------------------------------------------ blocks

    def blocks(self, blocks: tuple[Block, ...], style: str = "") -> None:
        """Blocks in a row, inside a frame of the given style or at the top."""
        index = 0
        while index < len(blocks):
            opening = isinstance(blocks[index], Heading)
            if opening and not style:
                self.starts.add(len(self.out))
            # the gap goes to the first paragraph, not to a heading
            alone = style or self.break_before or (self.gap and not opening)
            run = None if alone else run_at(blocks, index)
            after = index + len(run or (None,))
            following = blocks[after] if after < len(blocks) else None
            closes = following is None and blocks is self.document.blocks and bool(self.document.imprint)
            announces = closes or isinstance(following, _ANNOUNCED)
            if run:
                self.run(run, announces, isinstance(following, Beside))
            elif isinstance(blocks[index], Beside):
                row = tuple(takewhile(lambda block: isinstance(block, Beside), blocks[index:]))
                layout.besides(self, [block for block in row if isinstance(block, Beside)], style)
                after = index + len(row)
            elif isinstance(blocks[index], Illustrated):
                ideas = tuple(takewhile(lambda block: isinstance(block, Illustrated), blocks[index:]))
                layout.illustrated(self, [block for block in ideas if isinstance(block, Illustrated)])
                after = index + len(ideas)
            else:
                block = blocks[index]
                self.keep_next = _leads(block, following) or (closes and isinstance(block, Paragraph))
                self.keep_items = isinstance(block, ListBlock) and isinstance(following, Beside)
                self.block(block, 0, style)
            index = after
            if index == len(blocks) and blocks is self.document.blocks:
                self.hold(blocks[-1])

    def hold(self, last: Block) -> None:
        """The last row of what only places things stays with the lines that end the document."""
        if self.document.imprint and isinstance(last, Beside | Parallel):
            row = self.out[self.row_start :]
            self.out[self.row_start :] = [_LOOSE.sub(rf"\1{_KEEP_NEXT}", part) for part in row]

    def run(self, run: tuple[Block, ...], announces: bool, drawn: bool) -> None:
        """A heading and the text below it, made once for all the documents that share them.

        ``announces``: it stays with what follows; ``drawn``: a picture of what it says.
        """

        def write() -> None:
            for rank, block in enumerate(run):
                following = run[rank + 1] if rank + 1 < len(run) else None
                last = announces and following is None and isinstance(block, Paragraph)
                self.keep_next = last or _leads(block, following)
                self.keep_items = isinstance(block, ListBlock) and drawn and following is None
                self.block(block)

        self.out.append(self.inline.once(run, (announces, drawn), lambda: self.alone(write)))
        self.keep_next = self.after_table = False
        self.gap = _AFTER_LIST if isinstance(run[-1], ListBlock) else ""

    def block(self, block: Block, depth: int = 0, style: str = "", num: str = "", indent: str = "") -> None:
        """Any block. ``depth`` counts enclosing lists; the rest comes from the container."""
        match block:
            case Paragraph():
                self.paragraph(style or _ROLES[block.role], self.text(block.children), num=num, indent=indent)
            case Heading():
                self.heading(block)
            case ListBlock():
                self.list_block(block, depth, style)
            case Table():
                self.table(block)
            case Callout():
                self.callout(block)
            case Signatures():
                layout.signatures(self, block)
            case Toc():
                self.toc(block)
            case PageBreak():
                self.break_before = True
            case Place():
                raise ValueError(f"no figure was put at {block.name!r}")
            case Figure():
                self.figure(block, style)
            case Beside():
                layout.besides(self, (block,), style)
            case Illustrated():
                layout.illustrated(self, (block,))
            case Parallel():
                layout.parallel(self, block)

    def figure(self, figure: Figure, style: str = "") -> None:
        """A picture in a paragraph of its own, and its caption below."""
        self.inline.own()
        data = self.pictures.run(
            figure.png, figure.alt, figure.width_mm, figure.height_mm, decorative=figure.decorative
        )
        self.keep_next = bool(figure.caption)
        self.paragraph(style or "body", data)
        if figure.caption:
            self.paragraph("note", self.inline.words(figure.caption))

    def alone(self, write: Callable[[], None]) -> str:
        """What a block writes when it owes nothing to its neighbours."""
        state = self.out, self.gap, self.keep_next, self.break_before
        self.out, self.gap, self.keep_next, self.break_before = [], "", False, False
        write()
        xml = "".join(self.out)
        self.out, self.gap, self.keep_next, self.break_before = state
        return xml

    def heading(self, heading: Heading) -> None:
        """A heading, numbered by its style or by its own ``numPr``, inside its bookmark."""
        nums = self.house.numbering
        level = min(heading.level, 4)
        num = indent = ""
        if heading.numbering is Numbering.ANNEX and level == 1:
            num = _num(nums.annexes, 0)
        elif heading.numbering is Numbering.ARTICLE and level <= 3:
            num = _num(nums.articles, level - 1) if nums.direct else ""
        elif level <= 3:
            # numId 0 takes the number away, the indent takes its room away
            num, indent = _num(0, 0), '<w:ind w:left="0" w:firstLine="0"/>'
        content = (
            f'<w:bookmarkStart w:id="{BOOKMARK_ID}" w:name="{self.bookmarks[heading.id]}"/>'
            f'{self.text(heading.children)}<w:bookmarkEnd w:id="{BOOKMARK_ID}"/>'
        )
        if heading.note:
            content = self.commented(content, heading.note)
        self.paragraph(f"heading{level}", content, num=num, indent=indent)

    def commented(self, content: str, note: str) -> str:
        """Content with a comment on it; :mod:`comments` writes what it says."""
        mark = f'w:id="{len(self.notes)}"'
        self.notes.append(note)
        return (
            f"<w:commentRangeStart {mark}/>{content}<w:commentRangeEnd {mark}/>"
            f"<w:r><w:commentReference {mark}/></w:r>"
        )

    def list_block(self, block: ListBlock, depth: int = 0, style: str = "") -> None:
        """A real list: its own ``w:num``, so that it starts again at 1."""
        levels = self.house.numbering.numbers if block.ordered else self.house.numbering.bullets
        level = levels[min(depth, len(levels) - 1)]
        number = self.house.numbering.bullet
        boxes = has_boxes(block) and not block.ordered
        if boxes:
            number = self.box_list(level.abstract, level.level)
        elif block.ordered or depth or style or not _is_flat(block):
            number = self.own_list(level.abstract, level.level if block.ordered else None)
        num, indent, left = _num(number, level.level), "", level.left
        if boxes:
            left = (self.house.frame if style else 0) + _BOX_ROOM
            indent = f'<w:ind w:left="{left}" w:hanging="{_BOX_ROOM}"/>'
        elif style:
            # the lists of a frame start where its text does, so that its bar stays straight
            left = self.house.frame * (depth + 2)
            indent = f'<w:ind w:left="{left}" w:hanging="{self.house.frame}"/>'
        name = style or ("number" if block.ordered else "bullet")
        kept, self.keep_items = self.keep_items and len(block.items) <= _SHORT_LIST, False
        choice = boxes and len(block.items) <= _SHORT_CHOICE
        if boxes and not self.gap:
            indent = _CLOSE + indent
        for rank, item in enumerate(block.items, start=1):
            marker, place = num, indent
            for child in item:
                self.keep_next = kept or (choice and rank < len(block.items))
                self.block(
                    child, depth + 1, name if not isinstance(child, ListBlock) else style, marker, place
                )
                # what follows in the item has no mark of its own, and the same left edge
                marker, place = _num(0, 0), f'<w:ind w:left="{left}" w:firstLine="0"/>'
        if depth == 0:
            self.gap = _AFTER_LIST

    def own_list(self, abstract: int, restart: int | None) -> int:
        """A list of this document alone, which starts again at 1 on the given level."""
        self.inline.own()
        number = self.house.numbering.next_num + len(self.nums)
        start = ""
        if restart is not None:
            start = f'<w:lvlOverride w:ilvl="{restart}"><w:startOverride w:val="1"/></w:lvlOverride>'
        self.nums.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>')
        return number

    def box_list(self, abstract: int, level: int) -> int:
        """A list whose items start with a box to tick: still a list, without any bullet before the box."""
        self.inline.own()
        number = self.house.numbering.next_num + len(self.nums)
        self.nums.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val=""/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_BOX_ROOM}" '
            f'w:hanging="{_BOX_ROOM}"/></w:pPr></w:lvl></w:lvlOverride></w:num>'
        )
        return number

    def callout(self, callout: Callout) -> None:
        """A framed note: consecutive paragraphs with the same frame."""
        # In a row that never breaks, keeping with what follows would only tie the row to the next one.
        loose = _KEEP_NO_NEXT if self.in_row else ""
        ideas = [block for block in callout.blocks if isinstance(block, Illustrated)]
        if ideas and len(ideas) == len(callout.blocks):
            layout.illustrated(self, ideas, callout.title)
            return
        start = len(self.out)
        self.paragraph("callout_title", self.inline.words(callout.title), num=loose)
        self.blocks(callout.blocks, "callout")
        if self.document.layout is Layout.FEUILLET and not self.in_row:
            self.hold_together(start)
        self.gap = AFTER_FRAME

    def hold_together(self, start: int) -> None:
        """A short frame is not cut between two pages: all its paragraphs but the last stay with the next."""
        *kept, last = re.split("(?=<w:p>)", "".join(self.out[start:]))
        if len(kept) < _SHORT_FRAME:
            self.out[start:] = [_LOOSE.sub(rf"\1{_KEEP_NEXT}", "".join(kept)), last]

    def toc(self, toc: Toc) -> None:
        """A table of contents already filled: links, no page numbers, nothing for Word to ask."""
        if toc.title:
            self.paragraph("toc_heading", self.inline.words(toc.title))
        entries = [h for h in self.headings if h.in_toc and h.level <= 2]
        for rank, heading in enumerate(entries):
            write = partial(self.entry, heading, rank == 0, rank == len(entries) - 1)
            if self.break_before or self.gap:
                write()
                continue
            self.after_table = False
            self.out.append(self.inline.once(heading, ("toc", *write.args[1:]), partial(self.alone, write)))

    def entry(self, heading: Heading, first: bool, last: bool) -> None:
        """An entry of the table of contents; the field opens in the first and closes in the last."""
        prefix = f"{heading.prefix} " if heading.prefix else ""
        title = self.inline.bare((Text(prefix), *heading.children))
        link = f'<w:hyperlink w:anchor="{self.bookmarks[heading.id]}" w:history="1">{title}</w:hyperlink>'
        content = (_TOC_OPEN if first else "") + link + (_TOC_CLOSE if last else "")
        self.paragraph(f"toc{heading.level}", content)

    # ------------------------------------------------------------------------------------ tables

    def table(self, table: Table) -> None:
        """A data table, after its caption."""
        self.tables += 1
        number = str(self.tables)
        words = self.inline.words
        caption = (
            words(caption_word(self.inline.lang or self.house.lang))
            + '<w:fldSimple w:instr=" SEQ Tableau \\* ARABIC ">'
            + words(number)
            + "</w:fldSimple>"
            + words(CAPTION_DASH + table.caption)
        )
        self.keep_next = True
        self.paragraph("caption", caption)
        if len(table.rows) > _LONG_TABLE:  # it seldom comes back, and would push out what does
            self.out.append(self.rows(table, remember=False))
        else:
            variant = (self.width, table is self.last, self.document.layout is Layout.ANNEXE)
            xml = self.inline.once(table, variant, lambda: self.rows(table, remember=True))
            self.out.append(xml)
        self.after_table = True
        self.gap = AFTER_FRAME

    def rows(self, table: Table, *, remember: bool) -> str:
        """The table itself. A short one stays on one page; a long one leaves no row alone, first or last.

        When the rows of a leaflet are high, the last one takes a single row along, the first one none.
        """
        widths = widths_of(table.widths, self.width)
        parts = look(True, table.row_header)
        last = len(table.rows) - 1
        letters = [] if self.document.layout is Layout.ANNEXE else _letters(table)
        high = _lines(table, letters) > _HIGH_ROW
        long = max(letters, default=0) >= _HIGH_TABLE
        short = last < _SHORT_TABLE and not long
        first = 0 if short else max(0, last - (1 if high else _KEPT_ROWS))
        tied = set(range(first, last + (table is self.last)))
        if last >= _SHORT_TABLE and not high:
            tied.add(0)

        def row(cells: tuple[Cell, ...], style: str, header: str = "", keep: str = "") -> str:
            if not remember:
                return self.row(cells, widths, style, header, keep)
            variant = (*widths, keep)
            return self.inline.once(cells, variant, lambda: self.row(cells, widths, style, header, keep))

        return "".join(
            [
                table_start(
                    self.styles["table"], widths, parts, table.caption, table.description, rtl=self.inline.rtl
                ),
                row(table.header, "cell_header", "<w:tblHeader/>"),
                *[
                    row(cells, "cell", keep=_KEEP_NEXT if i in tied else "")
                    for i, cells in enumerate(table.rows)
                ],
                "</w:tbl>",
            ]
        )

    def row(
        self, cells: Sequence[Cell], widths: Sequence[int], style: str, header: str = "", keep: str = ""
    ) -> str:
        """A row that does not break across pages."""
        name = self.styles[style]
        write = self.inline.write
        parts = [f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>"]
        for cell, width in zip(cells, widths, strict=True):
            parts.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{keep}{self.bidi}</w:pPr>{write(cell.children)}</w:p></w:tc>'
            )
        parts.append("</w:tr>")
        return "".join(parts)


def _leads(block: Block, following: Block | None) -> bool:
    """Whether a block is a paragraph that stays with what follows: it announces it, or is a note on it."""
    if not isinstance(block, Paragraph):
        return False
    note = block.role is Role.NOTE and isinstance(following, Paragraph | Heading)
    return note or isinstance(following, _ANNOUNCED)


def _letters(table: Table) -> list[int]:
    """How much there is to read in each column: what makes a table high."""
    return [sum(len(plain(cell.children)) for cell in column) for column in zip(*table.rows, strict=True)]


def _lines(table: Table, letters: Sequence[int]) -> float:
    """Average lines of a row, in its highest column."""
    rooms = (_FULL_LINE * width / sum(table.widths) for width in table.widths)
    lines = (read / room for read, room in zip(letters, rooms, strict=False))
    return max(lines, default=0.0) / max(1, len(table.rows))


def _is_flat(block: ListBlock) -> bool:
    return all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)


def _num(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
