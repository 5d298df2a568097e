"""Blocks that a table without a grid puts in their place: pictures beside text, ideas, languages, signatures.

Each function writes into a :class:`~sia_docs.writers.docx.body.Body`.  They are no methods of it, so that the
flow of an ordinary document can be read without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sia_docs.document.direction import is_rtl
from sia_docs.document.images import fitted
from sia_docs.document.nodes import Beside, HouseLook, Illustrated, Parallel, Purpose, Signatures, Text
from sia_docs.writers.docx.tables import LAYOUT, borders, look, table_start, widths_of

if TYPE_CHECKING:
    from sia_docs.writers.docx.body import Body

AFTER_FRAME = '<w:spacing w:before="200"/>'
"""Space of the paragraph below a frame or a table."""
MILLIMETRE = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
MARGIN = 108
"""Margin of a cell on its left and on its right."""
GUTTER = 340
"""Between a picture and the text beside it."""
_PARALLEL_SPACE = '<w:tcMar><w:top w:w="80" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/></w:tcMar>'
_THIN = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
"""A paragraph without words, between two tables."""
_FRAME_LINE = 18
"""Line of a frame of ideas, in eighths of a point."""
_PICTURE_CELL = '<w:tcMar><w:top w:w="60" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/>'
_SENTENCES_CELL = (
    '<w:tcMar><w:top w:w="60" w:type="dxa"/><w:left w:w="220" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/>'
)
_SIGNING_HEIGHT = 3000
_SIGNING_SPACE = '<w:spacing w:before="60" w:after="60"/>'
_SIGNATURE = '<w:spacing w:before="60" w:after="2270"/>'
"""Four centimetres to sign, below what the cell already says."""
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"


def _open(
    body: Body, widths: Sequence[int], frame: str = "", *, rtl: bool | None = None, space: str = ""
) -> None:
    """Open a layout table, apart from a table that would end just above it: the two would merge."""
    if body.after_table or body.break_before:
        body.paragraph("cell", "", space=space)
    rtl = body.inline.rtl if rtl is None else rtl
    body.out.append(
        table_start(body.styles["grid"], widths, look(False, False), "", LAYOUT, rtl=rtl, frame=frame)
    )


def besides(body: Body, blocks: Sequence[Beside], style: str = "") -> None:
    """Pictures beside blocks, in one layout table when they have the same widths."""
    widths: tuple[int, int] | None = None
    rows: list[tuple[Callable[[], None], Callable[[], None]]] = []
    for block in blocks:
        side = round(block.figure.width_mm * MILLIMETRE) + 2 * MARGIN + GUTTER
        text, picture = partial(body.blocks, block.blocks, style), partial(body.figure, block.figure)
        wanted = (side, body.width - side) if block.picture_first else (body.width - side, side)
        if rows and wanted != widths:
            columns(body, widths or wanted, rows)
            rows = []
        widths = wanted
        rows.append((picture, text) if block.picture_first else (text, picture))
    if widths:
        columns(body, widths, rows)
    body.gap = AFTER_FRAME


def illustrated(body: Body, blocks: Sequence[Illustrated], title: str = "") -> None:
    """Ideas, one in each row: the pictogram, then its sentences.  A ``title`` makes them a frame."""
    widths = _picture_columns(body)
    body.inline.own()
    shown = ("top", "left", "bottom", "right") if title else ()
    edge = borders(*shown, colour=_ink(body), size=_FRAME_LINE) if title else borders()
    indent = 0 if title else -MARGIN
    frame = f'<w:tblInd w:w="{indent}" w:type="dxa"/>{edge}'
    _open(body, widths, frame, space=_THIN)
    if title:
        body.out.append(_ROW)
        _cell(
            body,
            sum(widths),
            partial(body.paragraph, "callout_title", body.inline.words(title)),
            '<w:gridSpan w:val="2"/>',
        )
        body.out.append("</w:tr>")
    for rank, block in enumerate(blocks, start=1):
        body.out.append(_ROW)
        # a frame stays on one page; the last idea goes with the imprint, the last two on a page with room
        ends = blocks[-1] is body.last and rank >= len(blocks) - (body.document.page != "A5")
        body.tied = ends or (bool(title) and rank < len(blocks))
        _cell(body, widths[0], partial(_pictogram, body, block), _PICTURE_CELL)
        _cell(body, widths[1], partial(_sentences, body, block), _SENTENCES_CELL)
        body.tied = False
        body.out.append("</w:tr>")
    body.out.append("</w:tbl>")
    body.after_table, body.gap = True, AFTER_FRAME


def _picture_columns(body: Body) -> tuple[int, int]:
    """Widths of a pictogram with its margins, and of its sentences."""
    side = round(_picture_mm(body) * MILLIMETRE) + 2 * MARGIN
    return side, body.width - side


def _picture_mm(body: Body) -> float:
    """Printed side of a pictogram: never less than 25 mm (rule F-I3)."""
    return 25.0 if body.document.page == "A5" else 26.0


def _ink(body: Body) -> str:
    """The colour of lines and titles, without its « # »."""
    return (body.document.house or HouseLook()).ink.lstrip("#").upper()


def _pictogram(body: Body, block: Illustrated) -> None:
    """The picture of an idea, fitted in its square."""
    if not block.drawn.png:
        raise ValueError(f"the pictogram {block.idea!r} has no pixels, which Word needs")
    size = fitted(block.drawn.png, _picture_mm(body), _picture_mm(body))
    name = f"picto-{block.idea}"
    body.paragraph("cell", body.pictures.run(block.drawn.png, "", *size, decorative=True, name=name))


def _sentences(body: Body, block: Illustrated) -> None:
    """The sentences of an idea, under the style of its purpose when the house has it."""
    own = body.styles
    if body.house.purposes and block.purpose is not Purpose.ORDINARY:
        body.styles = {**own, "body": f"FALC{block.purpose}"}
    for child in block.blocks:
        body.block(child)
    body.styles = own


def columns(body: Body, widths: Sequence[int], rows: Sequence[Sequence[Callable[[], None]]]) -> None:
    """A layout table without borders."""
    body.inline.own()
    # the edge of a cell is not that of its text: the text starts at the margin
    frame = f'<w:tblInd w:w="{-MARGIN}" w:type="dxa"/>{borders()}'
    _open(body, widths, frame)
    for row in rows:
        body.row_start = len(body.out)
        body.out.append(_ROW)
        for width, write in zip(widths, row, strict=True):
            _cell(body, width, write, '<w:vAlign w:val="center"/>')
        body.out.append("</w:tr>")
    body.out.append("</w:tbl>")
    body.after_table, body.gap = True, ""


def _cell(body: Body, width: int, write: Callable[[], None], more: str = "") -> None:
    """A cell that holds blocks."""
    outer, body.width = body.width, width - 2 * MARGIN
    body.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>')
    body.keep_next = body.after_table = body.break_before = False
    body.gap = ""
    before = len(body.out)
    write()
    if body.after_table or len(body.out) == before:  # a cell ends with a paragraph
        body.paragraph("cell", "")
    body.out.append("</w:tc>")
    body.width = outer


def parallel(body: Body, block: Parallel) -> None:
    """Two languages side by side, each in its own direction; the first stays on the left."""
    body.inline.own()
    widths = widths_of((1.0, 1.0), body.width)
    frame = borders("top", "bottom", "insideH", "insideV")
    _open(body, widths, frame, rtl=is_rtl(block.langs[0]))
    body.in_row = True
    for row in block.rows:
        body.row_start = len(body.out)
        body.out.append(_ROW)
        for lang, width, side in zip(block.langs, widths, row, strict=True):
            before = body.inline.speak(body.voice(lang))
            _cell(body, width, partial(body.blocks, side), _PARALLEL_SPACE)
            body.inline.speak(before)
        body.out.append("</w:tr>")
    body.in_row = False
    body.out.append("</w:tbl>")
    body.after_table, body.gap = True, AFTER_FRAME


def signatures(body: Body, block: Signatures) -> None:
    """A layout table, one cell for each party, read party after party."""
    if not block.parties:
        return
    widths = widths_of((1.0,) * len(block.parties), body.width)
    height = f'<w:trHeight w:val="{_SIGNING_HEIGHT}" w:hRule="atLeast"/>'
    _open(body, widths)
    body.out.append(f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>")
    name = body.styles["cell"]
    for party, width in zip(block.parties, widths, strict=True):
        lines = [body.inline.write((Text(party.party),), bold=True), *map(body.text, party.lines)]
        paragraphs = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{body.bidi}{space}</w:pPr>{line}</w:p>'
            for line, space in zip(lines, [_SIGNING_SPACE] * (len(lines) - 1) + [_SIGNATURE], strict=True)
        )
        body.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>')
    body.out.append("</w:tr></w:tbl>")
    body.after_table = True
    body.gap = AFTER_FRAME
