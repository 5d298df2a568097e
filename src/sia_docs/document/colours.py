"""Colours: contrast as WCAG 2.2 counts it, and what can be read on what.  All are « #RRGGBB »."""

from __future__ import annotations

import re

WHITE, BLACK = "#FFFFFF", "#000000"
READABLE = 4.5
"""Least contrast of a text with what is behind it (WCAG 2.2, 1.4.3)."""
STRONG = 7.0
"""Least contrast of an easy-to-read text (rule F-L11; WCAG 2.2, 1.4.6)."""
VISIBLE = 3.0
"""Least contrast of a drawing, and of a text in very large letters (WCAG 2.2, 1.4.11)."""

_FORM = re.compile("#[0-9A-Fa-f]{6}")


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour that we accept: « #1F3864 »."""
    return _FORM.fullmatch(text) is not None


def _channels(colour: str) -> tuple[int, int, int]:
    if not is_colour(colour):
        raise ValueError(f"not a colour: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21, in any order."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable_on(background: str) -> str:
    """White or black, whichever is read better: at least 4,58 to 1 on any colour."""
    return max(WHITE, BLACK, key=lambda text: contrast(text, background))


def ink_of(colour: str) -> str:
    """The colour itself when it can be read on white, black otherwise."""
    return colour if contrast(colour, WHITE) >= READABLE else BLACK


def tint(colour: str, share: float = 0.08) -> str:
    """The colour diluted in white: a background on which black is read."""
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02X}" for channel in _channels(colour))
