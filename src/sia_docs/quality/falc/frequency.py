"""How often a French word is met, from the extra « falc »: word frequencies (wordfreq) and lemmas (simplemma).

The scale is Zipf's: 3 is once in a million words, 6 once in a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_VERB = re.compile(r"(?<=[^\W\d_]{3})(?:er|ez|ons|ent|ée?s?)$")


@cache
def is_installed() -> bool:
    """Is the extra there? Both packages are imported only when a word is looked up."""
    return all(find_spec(name) is not None for name in ("wordfreq", "simplemma"))


@lru_cache(maxsize=16384)
def zipf(word: str) -> float:
    """The frequency of a word or of its lemma, whichever is higher: « consultez » counts as « consulter ».

    0 is a word that the list does not know.
    """
    frequencies, lemmas = _packages()
    forms = {word, lemmas.lemmatize(word, lang="fr"), *_of_verb(word)}
    return float(max(frequencies.zipf_frequency(form, "fr", wordlist="large") for form in forms))


def _of_verb(word: str) -> Iterator[str]:
    """Infinitive and participle of what looks like a verb: lemmas miss « gardons », lists « fatiguer »."""
    if ending := _VERB.search(word):
        stem = word[: ending.start()]
        yield from (stem + "er", stem + "é")


@cache
def _packages() -> tuple[Any, Any]:
    return import_module("wordfreq"), import_module("simplemma")
