"""Words that every format prints around a table, so that the formats say the same thing."""

from __future__ import annotations

CAPTION_WORD = "Tableau\u00a0"
CAPTION_DASH = "\u00a0– "


def caption_prefix(number: int) -> str:
    """What precedes a table's caption: « Tableau 1 – ». Tables count from 1 in document order."""
    return f"{CAPTION_WORD}{number}{CAPTION_DASH}"
