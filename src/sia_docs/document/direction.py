"""Languages written from right to left, and the words written from left to right inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
MARK = "\u200e"
"""Left-to-right mark: invisible, it keeps the groups of a phone number in their order."""

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# from a Latin letter or a digit to the last one before the next right-to-left letter: « 01 23 45 67 89 »
# and « ResoVision Ultra 4.2 » are each one piece, the full stop after them is not in it
_LATIN = re.compile(
    rf"[+@]?[0-9A-Za-z\u00c0-\u024f](?:[^{_RTL}\n\t]*[0-9A-Za-z\u00c0-\u024f%€°/])?[\u0300-\u036f]*"
)


@cache  # asked at each paragraph
def is_rtl(lang: str) -> bool:
    """Tell whether a language (« ar », « ar-SA ») is written from right to left."""
    return lang.lower().split("-")[0] in RIGHT_TO_LEFT


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a right-to-left text, each with « is it written from left to right »."""
    at = 0
    for found in _LATIN.finditer(text):
        end = found.end()
        if text[end : end + 1] == ")" and found[0].count("(") > found[0].count(")"):
            end += 1  # « ResoVision (2026) »: its last bracket is its own
        if found.start() > at:
            yield text[at : found.start()], False
        yield text[found.start() : end], True
        at = end
    if at < len(text):
        yield text[at:], False


def marked(text: str) -> str:
    """A right-to-left text whose left-to-right pieces stand between marks, for formats without markup."""
    return "".join(f"{MARK}{piece}{MARK}" if latin else piece for piece, latin in pieces(text))
