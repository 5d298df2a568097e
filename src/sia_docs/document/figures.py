"""Pictures drawn here: a hundred people, and a QR code.  The same arguments give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from sia_docs.document.colours import VISIBLE, WHITE, contrast, tint

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw

PEOPLE = 100
_ROW = 10
_WIDTH, _HEIGHT = 60, 96
"""Size of one person with the space around, in pixels."""
_DETAIL = 4
"""Drawn so many times larger, then reduced: no jagged edges."""
_PAPER = 255
_SHADES = 16


class Person(StrEnum):
    """How a person is drawn: groups differ by their pattern, never by colour alone."""

    FULL = "plein"
    STRIPED = "rayé"
    CROSSED = "barré"
    OUTLINE = "contour"


@lru_cache(maxsize=64)  # a draft is written twice, and a figure serves several documents
def people_png(groups: tuple[tuple[int, Person], ...], *, colour: str = "#1F3864") -> bytes:
    """A hundred people, ten by row, drawn group after group (PNG, 600 by 960 pixels).

    Give the meaning of each pattern in the text beside it (:func:`person_png` draws one for a key).
    ``ValueError`` when the groups do not make a hundred, share a pattern, or would not be seen on white.
    """
    if any(count < 0 for count, _ in groups) or sum(count for count, _ in groups) != PEOPLE:
        raise ValueError(f"the groups must make {PEOPLE} people: {[count for count, _ in groups]}")
    if len({person for _, person in groups}) != len(groups):
        raise ValueError("two groups have the same pattern")
    people = [person for count, person in groups for _ in range(count)]
    return _drawn(people, _ROW, colour)


def person_png(person: Person, *, colour: str = "#1F3864") -> bytes:
    """One person, for the key of the picture."""
    return _drawn([person], 1, colour)


@lru_cache(maxsize=64)
def qr_png(text: str, *, quiet: int = 4) -> bytes:
    """A QR code (level M: readable when a tenth is spoilt), black on white, with its quiet zone."""
    import segno

    out = BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(out, kind="png", scale=8, border=quiet)
    return out.getvalue()


def _drawn(people: Sequence[Person], row: int, colour: str) -> bytes:
    from PIL import Image

    if contrast(colour, WHITE) < VISIBLE:
        raise ValueError(f"{colour} would not be seen on white")
    width, height = _WIDTH * _DETAIL, _HEIGHT * _DETAIL
    drawn = {person: _person(person, width, height) for person in dict.fromkeys(people)}
    sheet = Image.new("L", (row * width, -(-len(people) // row) * height), _PAPER)
    for rank, person in enumerate(people):
        sheet.paste(drawn[person], (rank % row * width, rank // row * height))
    small = sheet.resize((sheet.width // _DETAIL, sheet.height // _DETAIL), Image.Resampling.BOX)
    shades = small.point([round(value * (_SHADES - 1) / _PAPER) for value in range(_PAPER + 1)])
    image = Image.frombytes("P", shades.size, shades.tobytes())
    image.putpalette([channel for shade in range(_SHADES) for channel in _shade(colour, shade)])
    out = BytesIO()
    image.save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


def _shade(colour: str, rank: int) -> bytes:
    """From the colour itself (0) to white."""
    return bytes.fromhex(tint(colour, 1 - rank / (_SHADES - 1)).lstrip("#"))


def _person(person: Person, width: int, height: int) -> Picture:
    """A head and a body, filled as the group wants."""
    from PIL import Image, ImageChops, ImageDraw

    def silhouette(inset: int) -> Picture:
        mask = Image.new("1", (width, height))
        _shape(ImageDraw.Draw(mask), width, height, inset)
        return mask

    whole = silhouette(0)
    inside = silhouette(width // 26)
    tile = Image.new("L", (width, height), _PAPER)
    tile.paste(0, (0, 0, width, height), whole)
    if person is Person.FULL:
        return tile
    tile.paste(_PAPER, (0, 0, width, height), inside)
    pattern = Image.new("1", (width, height))
    draw = ImageDraw.Draw(pattern)
    if person is Person.STRIPED:
        step = height // 11
        for y in range(-width, height + width, step):
            draw.line((0, y + width // 2, width, y - width // 2), fill=1, width=step * 2 // 5)
    elif person is Person.CROSSED:
        top, bottom = height * 42 // 100, height * 66 // 100
        left, right = width * 31 // 100, width * 69 // 100
        thick = width // 13
        draw.line((left, top, right, bottom), fill=1, width=thick)
        draw.line((left, bottom, right, top), fill=1, width=thick)
    tile.paste(0, (0, 0, width, height), ImageChops.logical_and(pattern, inside))
    return tile


def _shape(draw: ImageDraw, width: int, height: int, inset: int) -> None:
    """The silhouette: a round head, shoulders, and legs."""
    radius = width * 21 // 100 - inset
    middle, head = width // 2, height * 20 // 100
    draw.ellipse((middle - radius, head - radius, middle + radius, head + radius), fill=1)
    for left, right, top, bottom in ((17, 83, 37, 70), (27, 73, 50, 95)):
        box = (
            width * left // 100 + inset,
            height * top // 100 + inset,
            width * right // 100 - inset,
            height * bottom // 100 - inset,
        )
        draw.rounded_rectangle(box, radius=width * 16 // 100 - inset // 2, fill=1)
