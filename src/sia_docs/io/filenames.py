"""File names: portable, short, without surprise, the same on each run."""

from __future__ import annotations

import re
import unicodedata

STEM_MAX = 100
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


#: « …-a-la-priorisation-des » reads like an accident: a cut name does not end on a small word.
_SMALL_WORDS = re.compile(r"(?:-(?:d|l|de|des|du|la|le|les|a|au|aux|et|en|pour|par|of|for|and|the))+$")


def slug(text: str, *, longest: int = 40) -> str:
    """« Système d’aide à… » → « systeme-d-aide-a ». Only ``[a-z0-9-]``; never empty nor reserved."""
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae").replace("’", "'"))
    ascii_text = folded.encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if len(words) > longest:
        words = words[: longest + 1].rsplit("-", 1)[0][:longest].strip("-")
    words = _SMALL_WORDS.sub("", words)
    if not words:
        return "document"
    return f"{words}-1" if words in _RESERVED else words


def stem(*parts: str) -> str:
    """Join slugs into the stem of a file name (at most 100 characters)."""
    return "_".join(slug(part) for part in parts)[:STEM_MAX].strip("-_")
