"""Will a poster hold on one page?  An estimate in points, on A3, from the widths of an ordinary sans-serif.

A poster is set as large as its page allows: huge, else large, else dense, the smallest sizes that are
read at two metres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from sia_docs.document.direction import is_rtl
from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Document,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Parallel,
    Role,
    Table,
    plain,
)

_POINTS = 72 / 25.4
_WIDTH = 245 * _POINTS
_HEIGHT = 420 * _POINTS
_HEIGHT_RTL = 0.85 * _HEIGHT
"""A right-to-left script is set larger, with more room between its lines."""
_A4 = 210 / 297
_LETTER = 0.56
"""Mean width of a letter, in ems, with what is lost at the ends of lines."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of letters on A3, in points, and the room around them."""

    name: float
    kicker: float
    title: float
    subtitle: float
    lead: float
    heading: float
    body: float
    imprint: float
    space: float
    fixed: float
    """Margins of the paper and of the band, and the logo's share."""


HUGE = Sizes(30, 30, 68, 40, 42, 46, 38, 13.5, 14, 260)
"""On A4, 38 points become 27."""
LARGE = Sizes(26, 26, 64, 32, 30, 33, 27, 13.5, 12, 250)
DENSE = Sizes(20, 26, 60, 28, 26, 30, 26, 13.5, 7, 180)
"""On A4, 26 points become 18,4 and 60 become 42,4: still above the least that is read at two metres."""


def is_huge(document: Document) -> bool:
    """Tell whether a poster holds on its page with the largest sizes, those of a text that fills it."""
    return height(document, HUGE) <= (_HEIGHT_RTL if is_rtl(document.lang) else _HEIGHT)


def is_dense(document: Document) -> bool:
    """Tell whether a poster needs the smallest sizes to hold on its page."""
    return height(document, LARGE) > _HEIGHT


def fits(document: Document) -> bool:
    """Tell whether a poster holds on one page; otherwise its texts must be shortened."""
    return height(document, DENSE) <= _HEIGHT


def height(document: Document, sizes: Sizes) -> float:
    """Estimated height of a poster, in points, brought back to A3."""
    scale = 1.0 if document.page == "A3" else _A4
    cover, house = document.cover, document.house
    beside_logo = _WIDTH * (0.6 if house and house.logo else 1)
    total = sizes.fixed
    total += max(
        85.0 if house and house.logo else 0, _text(house.name if house else "", sizes.name, beside_logo)
    )
    total += _text(cover.kicker, sizes.kicker, _WIDTH) + _text(cover.title, sizes.title, _WIDTH, 1.1)
    total += _text(cover.subtitle, sizes.subtitle, _WIDTH) + _text(cover.status, 20, _WIDTH) * 2
    total += _blocks(document.blocks, sizes, _WIDTH, scale)
    total += sum(_text(line, sizes.imprint, _WIDTH) for line in document.imprint)
    return total


def _text(text: str, size: float, width: float, line: float = 1.25) -> float:
    rows = sum(ceil(len(part) * size * _LETTER / width) or 1 for part in text.split("\n")) if text else 0
    return rows * size * line


def _words(children: tuple[Inline, ...], size: float, width: float, space: float) -> float:
    return _text(plain(children) or " ", size, width) + space


def _blocks(blocks: Iterable[Block], sizes: Sizes, width: float, scale: float) -> float:
    return sum(_block(block, sizes, width, scale) for block in blocks)


def _block(block: Block, sizes: Sizes, width: float, scale: float) -> float:
    match block:
        case Heading():
            return _words(block.children, sizes.heading, width, 2 * sizes.space)
        case Paragraph():
            size = sizes.lead if block.role is Role.LEAD else sizes.body
            return _words(block.children, size, width, sizes.space)
        case ListBlock():
            return sum(_blocks(item, sizes, width - 60, scale) for item in block.items)
        case Callout():
            inner = _text(block.title, sizes.body, width - 60) + 2 * sizes.space
            return inner + _blocks(block.blocks, sizes, width - 60, scale)
        case Figure():
            caption = _text(block.caption, sizes.body, width) + sizes.space
            return block.height_mm * _POINTS / scale + caption
        case Beside():
            rest = width - block.figure.width_mm * _POINTS / scale - 40
            text = _blocks(block.blocks, sizes, max(rest, 100), scale)
            return max(text, _block(block.figure, sizes, width, scale))
        case Parallel():
            half = width / 2 - 20
            return sum(max(_blocks(side, sizes, half, scale) for side in row) for row in block.rows)
        case Table():
            share = width / max(1, len(block.header))
            rows = (block.header, *block.rows)
            return sum(max(_words(c.children, sizes.body, share, 12) for c in row) for row in rows)
        case _:
            return 0.0
