"""How a language other than French prints a value: dates and numbers by Babel, words by its content file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sia_docs.document.french import NBSP
from sia_docs.document.nodes import Field, Text
from sia_docs.library.words import Libelles
from sia_docs.models import Choix

_SPACES = re.compile("[ \u202f\u2009]")
#: Directions come from the text and its writer, never from an invisible character.
_MARKS = re.compile("[\u200e\u200f\u061c]")


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One language: what the engine itself writes around and inside the values."""

    langue: str
    locale: str
    ask: str
    """Before the label of a field to complete."""
    yes: str
    no: str
    comma: str
    last: str
    semicolon: str
    colon: str
    choices: Mapping[str, Mapping[str, str]]

    def number(self, value: Decimal | int) -> str:
        """« 1,840 », « 3.5 »: the separators of the language, no-break U+00A0 only."""
        from babel.numbers import format_decimal  # French never pays for it

        exact = Decimal(value)
        pattern = f"#,##0.{'#' * 15}"  # as many decimals as were typed
        return _clean(format_decimal(exact, format=pattern, locale=self.locale, numbering_system="latn"))

    def day(self, day: date) -> str:
        """« 22 November 2026 », in one piece."""
        from babel.dates import format_date

        return _clean(format_date(day, format="long", locale=self.locale))

    def choice(self, value: Choix) -> Text | Field:
        """The label in this language; a field to complete, never the French word, when there is none."""
        kind = type(value).__name__
        label = self.choices.get(kind, {}).get(value.value)
        if label is None:
            return Field(f"libelles.{kind}.{value.value}", f"« {value.libelle} »", "acheteur", ask=self.ask)
        return Text(label)


def speech_of(words: Libelles) -> Speech:
    """The speech of a language, from its content file."""
    told = words.mots
    return Speech(
        langue=words.langue,
        locale=words.regles,
        ask=told.a_completer,
        yes=told.oui,
        no=told.non,
        comma=told.virgule,
        last=told.et,
        semicolon=told.point_virgule,
        colon=told.deux_points,
        choices=words.choix,
    )


def _clean(text: str) -> str:
    return _SPACES.sub(NBSP, _MARKS.sub("", text))
