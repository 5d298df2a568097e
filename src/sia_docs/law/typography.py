"""French typography of citations, so that authors of ``references/`` type ordinary spaces."""

from __future__ import annotations

import re

NBSP = "\u00a0"

# Plain replacements first: they are many times faster than the expression, and most frequent.
_PAIRS = tuple(
    (pair, pair.replace(" ", NBSP))
    for pair in ("« ", " »", " ;", " :", " ?", " !", "n° ", " %", " €", "(UE) ")
)

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# The pattern starts with its space, which lets the engine jump from space to space.
_GLUE = re.compile(
    rf"""\ (?:
    (?=\d)(?:(?<=[LRD]\.\ )|(?<=article\ )|(?<=articles\ )|(?<=paragraphe\ )|(?<=paragraphes\ )
            |(?<=clause\ )|(?<=annexe\ )|(?<=chapitre\ )|(?<=exigence\ )|(?<=exigences\ )
            |(?<=recommandation\ )|(?<=recommandations\ )|(?<=point\ )|(?<=\d\ )(?=\d{{3}}\b))
    | (?=[LRD]\.)(?:(?<=article\ )|(?<=articles\ ))
    | (?=[A-HIVX]+\b)(?:(?<=annexe\ )|(?<=chapitre\ ))
    | (?=[a-z]{{1,2}}\))(?:(?<=point\ )|(?<=points\ ))
    | (?=[a-zéû])(?:(?<=\d\ )|(?<=1er\ ))(?=(?:{_MONTHS}|h|jours?|heures|mois|ans?)\b)
    )""",
    re.VERBOSE,
)


def typographie(text: str) -> str:
    """The text with typographic apostrophes and the no-break spaces that French requires."""
    text = text.replace("'", "’")
    for plain, glued in _PAIRS:
        text = text.replace(plain, glued)
    return _GLUE.sub(NBSP, text)
