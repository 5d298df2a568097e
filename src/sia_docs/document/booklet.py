"""A leaflet cut into pages of A5, and where each goes on the sheets of A4 to fold.

Nothing here lays letters out: heights are estimated from the widths of Arial, a little too high, so that a
page never overflows; the distances are those of ``templates/house/livret.css``.  Lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sia_docs.document.nodes import (
    Block,
    Callout,
    Document,
    Heading,
    Illustrated,
    Inline,
    ListBlock,
    Paragraph,
    plain,
)

WIDTH, HEIGHT = 148.5, 210.0
"""Half a sheet of A4."""
MARGIN, TOP, BOTTOM = 11.0, 10.0, 18.0
"""Around the text; the page number is inside the bottom margin."""
PICTURE, GUTTER = 25.0, 4.0
"""Side of a pictogram, and what separates it from its sentences."""
POINTS = 14
"""Letters of the text."""
_MM = 25.4 / 72
_TEXT = WIDTH - 2 * MARGIN
_ROOM = HEIGHT - TOP - BOTTOM
_LINE = 1.4
_BOLD = 1.08
_CAUTION = 1.01
_OTHER_FONT = 1.15
"""How much wider than those of Arial the letters of a hospital's font may be."""
_BELOW_LINE, _BELOW_BLOCK, _ABOVE_HEADING = 1.8, 4.0, 4.0
_WIDTHS = {
    **dict.fromkeys("ijl'’|", 0.222),
    **dict.fromkeys(" \u00a0.,:;!ftI/[]", 0.278),
    **dict.fromkeys('r-()°"', 0.34),
    **dict.fromkeys("ckvxyzsçJ", 0.5),
    **dict.fromkeys("FTZL", 0.611),
    **dict.fromkeys("ABEKPSVXYÀÂÉÈÊË", 0.667),
    **dict.fromkeys("GOQÔ", 0.778),
    **dict.fromkeys("mM", 0.833),
    "w": 0.722,
    **dict.fromkeys("W%@œŒÆ—…", 1.0),
}
"""Widths of the letters of Arial that are not those of « a », in ems."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of one side of a sheet, from left to right; a page above the last one is blank."""

    left: int
    right: int


def pages_of(document: Document) -> tuple[tuple[Block, ...], ...]:
    """The blocks of each page: an idea is never cut, a heading never ends a page.

    The last lines go with the last idea, unless it fills a page by itself.
    """
    text = _TEXT / (_OTHER_FONT if document.house and document.house.fonts else 1)
    imprint = _imprint(document, text)
    pages: list[list[Block]] = [[]]
    used = _cover(document, text)
    groups = _together(document.blocks)
    for rank, group in enumerate(groups, start=1):
        needed = sum(_height(block, text) for block in group)
        after = imprint if rank == len(groups) and needed + imprint <= _ROOM else -_BELOW_BLOCK
        if used + needed + after > _ROOM and (pages[-1] or len(pages) == 1):
            pages.append([])
            used = -_ABOVE_HEADING if isinstance(group[0], Heading) else 0.0
        pages[-1].extend(group)
        used += needed
    if used + imprint > _ROOM:
        pages.append([])
    return tuple(map(tuple, pages))


def sheets_of(pages: int) -> tuple[Sheet, ...]:
    """The sides of the sheets, front then back, that make a booklet once printed and folded."""
    total = -(-pages // 4) * 4
    sides: list[Sheet] = []
    for rank in range(total // 4):
        sides.append(Sheet(total - 2 * rank, 1 + 2 * rank))
        sides.append(Sheet(2 + 2 * rank, total - 1 - 2 * rank))
    return tuple(sides)


def _together(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks that stay on one page: a heading and what follows it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and isinstance(groups[-1][-1], Heading):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


# --------------------------------------------------------------------------------------- heights


def _cover(document: Document, width: float) -> float:
    cover, house = document.cover, document.house
    height = 16.0 if house and house.logo else 0.0
    height += _words(house.name if house and not house.logo else "", POINTS, width, bold=True)
    height += _words(cover.kicker, POINTS, width, bold=True)
    height += _words(cover.title, 18, width, bold=True) + 6.0
    return height + _words(cover.status, POINTS, width - 9, bold=True) + (10.0 if cover.status else 0.0)


def _imprint(document: Document, width: float) -> float:
    return sum(_words(line, POINTS, width) for line in document.imprint) + 3.0


def _height(block: Block, width: float) -> float:
    """Height of a block and of the space that separates it from the next."""
    match block:
        case Heading():
            return _inlines(block.children, 16, width, bold=True) + _ABOVE_HEADING + 7.0
        case Paragraph():
            return _inlines(block.children, POINTS, width) + _BELOW_LINE
        case ListBlock():
            return sum(_height(child, width - 7) for item in block.items for child in item) + 0.7
        case Illustrated():
            text = sum(_height(child, width - PICTURE - GUTTER) for child in block.blocks)
            return max(PICTURE, text - _BELOW_LINE) + _BELOW_BLOCK
        case Callout():
            inner = sum(_height(child, width - 9) for child in block.blocks)
            return _words(block.title, 16, width - 9, bold=True) + inner + 10.0
        case _:
            return 0.0


def _inlines(children: tuple[Inline, ...], points: int, width: float, *, bold: bool = False) -> float:
    return _words(plain(children), points, width, bold=bold)


def _words(text: str, points: int, width: float, *, bold: bool = False) -> float:
    """Height of a text: its lines, those that it has and those that the page makes."""
    em = points * _MM * (_BOLD if bold else 1) * _CAUTION
    lines = sum(_lines(part.split(" "), width / em) for part in text.split("\n")) if text else 0
    return lines * points * _MM * _LINE


def _lines(words: Sequence[str], room: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        needed = sum(map(_width, word))
        if used and used + needed > room:
            lines, used = lines + 1, 0.0
        lines += int(needed // room)
        used += needed % room + _width(" ")
    return lines


def _width(letter: str) -> float:
    return _WIDTHS.get(letter, 0.722 if letter.isupper() else 0.556)
