"""What must be known of a picture to place it: its kind and its size, read from its first bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
"""Markers of a JPEG that hold its size."""


class Picture(NamedTuple):
    """« png » or « jpeg », and the size in pixels."""

    kind: str
    width: int
    height: int


@lru_cache(maxsize=64)
def picture(data: bytes) -> Picture:
    """Kind and size of a picture, or ``ValueError`` when it is neither a PNG nor a JPEG."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        found = Picture("png", int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    elif data.startswith(b"\xff\xd8\xff"):
        found = _jpeg(data)
    else:
        raise ValueError("neither a PNG nor a JPEG picture")
    if not found.width or not found.height:
        raise ValueError("a picture without width or height")
    return found


def _jpeg(data: bytes) -> Picture:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _SIZES:
            height, width = int.from_bytes(data[at + 5 : at + 7]), int.from_bytes(data[at + 7 : at + 9])
            return Picture("jpeg", width, height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    raise ValueError("a JPEG picture without its size")


def fitted(data: bytes, width_mm: float, height_mm: float) -> tuple[float, float]:
    """Size in millimetres of a picture that keeps its proportions inside a box."""
    _, width, height = picture(data)
    scale = min(width_mm / width, height_mm / height)
    return round(width * scale, 2), round(height * scale, 2)
