"""Words that every format prints around a document, so that the formats say the same thing."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sia_docs.contenu import racine

CAPTION_DASH = "\u00a0– "


class Words(NamedTuple):
    """Words of a language; empty where it has none of its own."""

    tableau: str
    image: str
    evitement: str


@cache
def words_of(lang: str) -> Words:
    """Words of a language (« fr-FR », « en »), from ``templates/house/mots.yaml``."""
    import yaml

    text = (racine() / "templates" / "house" / "mots.yaml").read_text("utf-8")
    known = yaml.safe_load(text)
    return Words(**known.get(lang.lower().split("-")[0], known["autre"]))


def caption_word(lang: str) -> str:
    """What precedes the number of a table: « Tableau » and a no-break space."""
    word = words_of(lang).tableau
    return f"{word}\u00a0" if word else ""


def caption_prefix(number: int, lang: str) -> str:
    """What precedes a table's caption: « Tableau 1 – ». Tables count from 1 in document order."""
    return f"{caption_word(lang)}{number}{CAPTION_DASH}"
