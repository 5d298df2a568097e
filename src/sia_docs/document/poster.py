"""Will a poster hold on one page?  An estimate in points, on A3, from the widths of an ordinary sans-serif.

A poster is set as large as its page allows: filling, else large, else dense, the smallest sizes that are
read at two metres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    Strong,
    Table,
    plain,
)

_POINTS = 72 / 25.4
_WIDTH = 240 * _POINTS
_HEIGHT = 420 * _POINTS
_HEIGHT_RTL = 0.85 * _HEIGHT
"""A right-to-left script is set larger, with more room between its lines."""
_A4 = 210 / 297
_MARGINS_A4 = 40
"""What two centimetres of margin take on A4 beyond those of A3 reduced."""
_BARE_A3 = 45
"""What the top of an A3 page gives back when it has no logo and no name of a hospital."""
_PACKAGED = (0.98, 0.92)
"""Widths of bold and of ordinary letters in the packaged font, beside those of :func:`_width`."""
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’!|()[]-/ \u00a0"), frozenset("mwMW@%—–…«»")
_LINE = 1.34
"""Height of a line of text, in ems, with the spacing of our styles; a little less for a title."""


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
    note: float
    imprint: float
    space: float
    fixed: float
    """Margins of the paper and of the band, and the logo's share."""
    widths: tuple[float, float] = (1.0, 1.0)
    """Widths of bold and of ordinary letters, beside those of :func:`_width`."""


def _filling(body: float) -> Sizes:
    """Above 40 points, titles and notes grow with the text."""
    more = max(1.0, body / 40)
    return Sizes(20, 26 * more, 62 * more, 32, body + 3, body + 4, body, 26 * more, 13.5, 10, 210)


FILLING = tuple(_filling(body) for body in range(56, 27, -1))
"""What short texts are set in, largest first: 37 points and more on A3 are 26 and more on A4."""
LARGE = Sizes(26, 26, 64, 32, 30, 33, 27, 26, 13.5, 12, 250)
DENSE = Sizes(20, 26, 60, 28, 26, 30, 26, 26, 13.5, 7, 180)
"""On A4, 26 points become 18,4 and 60 become 42,4: still above the least that is read at two metres."""


def filling(document: Document) -> Sizes | None:
    """The largest sizes with which a poster fills its page; nothing when its texts are too long for them."""
    room = _HEIGHT_RTL if is_rtl(document.lang) else _HEIGHT
    note = _one_line(document.blocks)
    fitted = (replace(sizes, note=max(LARGE.note, min(sizes.note, note))) for sizes in FILLING)
    return next((sizes for sizes in fitted if height(document, sizes) <= room), None)


def _one_line(blocks: Iterable[Block]) -> float:
    """The largest size at which no line of a note is cut: an address in two parts is badly copied."""
    notes = [b for b in blocks if isinstance(b, Paragraph) and b.role is Role.NOTE]
    lines = [line for note in notes for line in plain(note.children).split("\n")]
    return _WIDTH / max((sum(map(_width, line)) for line in lines), default=1.0)


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
    bare = not (house and (house.name or house.logo))
    if not (house and house.fonts):  # the hospital's own font may be wider
        sizes = replace(sizes, widths=_PACKAGED)
    total = sizes.fixed + (-_BARE_A3 * bare if document.page == "A3" else _MARGINS_A4)
    total += max(
        85.0 if house and house.logo else 0, _text(house.name if house else "", sizes.name, beside_logo)
    )
    total += _text(cover.kicker, sizes.kicker, _WIDTH) + _text(cover.title, sizes.title, _WIDTH, 1.2)
    total += _text(cover.subtitle, sizes.subtitle, _WIDTH) + _text(cover.status, 20, _WIDTH) * 2
    total += _blocks(document.blocks, sizes, _WIDTH, scale)
    total += sum(_text(line, sizes.imprint, _WIDTH) for line in document.imprint)
    return total


def _text(text: str, size: float, width: float, line: float = _LINE) -> float:
    rows = sum(_rows(part, width / size) for part in text.split("\n")) if text else 0
    return rows * size * line


def _rows(text: str, room: float) -> int:
    """Lines that a text takes when ``room`` ems hold on one: words stay whole, except one longer than a line."""
    rows, used = 1, 0.0
    for word in text.split(" "):
        needed = sum(map(_width, word))
        if used and used + needed > room:
            rows, used = rows + 1, 0.0
        rows += int(used + needed > room) * int(needed // room)
        used += needed % room + _width(" ") if needed > room else needed + _width(" ")
    return rows


def _width(letter: str) -> float:
    """Width of a letter in ems, those of a bold sans-serif for safety."""
    if letter in _NARROW:
        return 0.33
    return 0.9 if letter in _WIDE else 0.74 if letter.isupper() else 0.59


def _words(children: tuple[Inline, ...], size: float, width: float, space: float, sizes: Sizes) -> float:
    text, (bold, ordinary) = plain(children) or " ", sizes.widths
    share = sum(len(plain((child,))) for child in children if isinstance(child, Strong)) / len(text)
    return _text(text, size, width / (share * bold + (1 - share) * ordinary)) + space


def _blocks(blocks: Iterable[Block], sizes: Sizes, width: float, scale: float) -> float:
    return sum(_block(block, sizes, width, scale) for block in blocks)


def _block(block: Block, sizes: Sizes, width: float, scale: float) -> float:
    match block:
        case Heading():
            return _words(block.children, sizes.heading, width, 2 * sizes.space, sizes)
        case Paragraph():
            size = {Role.LEAD: sizes.lead, Role.NOTE: sizes.note}.get(block.role, sizes.body)
            return _words(block.children, size, width, sizes.space, sizes)
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
            return max(text, _block(block.figure, sizes, width, scale)) + 2 * sizes.space
        case Parallel():
            half = width / 2 - 20
            return sum(max(_blocks(side, sizes, half, scale) for side in row) for row in block.rows)
        case Table():
            share = width / max(1, len(block.header))
            rows = (block.header, *block.rows)
            return sum(max(_words(c.children, sizes.body, share, 12, sizes) for c in row) for row in rows)
        case _:
            return 0.0
