"""French as it is printed: articles and contractions, numbers, dates, units, typography.

Everything is written here: « 1er », no-break spaces, elisions.  Only U+00A0 is
used (U+202F is missing from common Word fonts).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

NBSP = "\u00a0"

# ---------------------------------------------------------------------------------- noun phrases


@dataclass(frozen=True, slots=True)
class Nom:
    """A noun phrase and its definite article: « le », « la », « l’ », « les » or none.

    ``str()`` gives the bare name.
    """

    texte: str
    article: str = ""

    def __str__(self) -> str:
        return self.texte


_FEMININS = frozenset(
    {
        "clinique",
        "polyclinique",
        "fondation",
        "maternité",
        "maison",
        "société",
        "association",
        "mutuelle",
        "résidence",
        "sas",
        "sarl",
        "sa",
        "entreprise",
        "compagnie",
    }
)
_MASCULINS = frozenset(
    {
        "chu",
        "ch",
        "chru",
        "chi",
        "ght",
        "centre",
        "groupement",
        "groupe",
        "cabinet",
        "syndicat",
        "gcs",
        "institut",
        "pôle",
    }
)
_PLURIELS = frozenset({"hospices", "hôpitaux", "cliniques", "laboratoires"})
_H_MUET = frozenset({"hôpital", "hospitalisation", "habitation", "humanité", "hôtel", "hôtel-dieu"})


def article_of(name: str) -> str:
    """Article that a hospital's or a company's name takes, guessed from its first word.

    Unknown words (brands) take none: « de Aidoc » is avoided by elision, not by an article.
    """
    first = name.split()[0].lower() if name.split() else ""
    first = first.replace("'", "’")
    if first in _PLURIELS:
        return "les"
    if first in _H_MUET or first in {
        "établissement",
        "institution",
        "union",
        "ap-hp",
        "aphp",
        "espic",
        "association",
    }:
        return "l’"
    if first in _FEMININS:
        return "la" if not _elides(first) else "l’"
    if first in _MASCULINS:
        return "le" if not _elides(first) else "l’"
    return ""


def noun(value: object, article: str | None = None) -> Nom:
    """Make a noun phrase of a name."""
    if isinstance(value, Nom):
        return value
    text = str(value)
    return Nom(text, article_of(text) if article is None else article)


def _elides(word: str) -> bool:
    """Does « de », « le » elide before this word? (vowel, or a mute h of the list)."""
    base = unicodedata.normalize("NFD", word.lower())[:1]
    return base in "aeiou" or word.split()[0].lower().strip(".,") in _H_MUET if word.split() else False


def le(name: Nom) -> str:
    """« le Titulaire », « l’Acheteur », « les Hospices », « Aidoc »."""
    if not name.article:
        return name.texte
    return name.article + ("" if name.article == "l’" else " ") + name.texte


def de(name: Nom) -> str:
    """« du Titulaire », « de l’Acheteur », « des Hospices », « d’Aidoc »."""
    match name.article:
        case "le":
            return f"du {name.texte}"
        case "les":
            return f"des {name.texte}"
        case "la":
            return f"de la {name.texte}"
        case "l’":
            return f"de l’{name.texte}"
        case _:
            return f"d’{name.texte}" if _elides(name.texte) else f"de {name.texte}"


def a(name: Nom) -> str:
    """« au Titulaire », « à l’Acheteur », « aux Hospices », « à Aidoc »."""
    match name.article:
        case "le":
            return f"au {name.texte}"
        case "les":
            return f"aux {name.texte}"
        case "la":
            return f"à la {name.texte}"
        case "l’":
            return f"à l’{name.texte}"
        case _:
            return f"à {name.texte}"


def capital(text: str) -> str:
    """First letter in capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def join_and(items: list[str], word: str = "et") -> str:
    """« a », « a et b », « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


# ---------------------------------------------------------------------- numbers, units and dates

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

#: unit code → (singular, plural)
UNITES: dict[str, tuple[str, str]] = {
    "min": ("minute", "minutes"),
    "h": ("heure", "heures"),
    "j": ("jour", "jours"),
    "jo": ("Jour ouvré", "Jours ouvrés"),
    "mois": ("mois", "mois"),
    "ans": ("an", "ans"),
    "s": ("seconde", "secondes"),
    "pct": ("%", "%"),
    "eur": ("€", "€"),
    "pts": ("point", "points"),
    "cas": ("cas", "cas"),
    "fois": ("fois", "fois"),
}


def number(value: Decimal | int | float) -> str:
    """« 1 500 », « 99,9 » (no-break thousands from 10 000 on and in 1 500, no trailing zero)."""
    amount = Decimal(str(value)) if not isinstance(value, Decimal) else value
    sign = "-" if amount < 0 else ""
    digits = f"{abs(amount):f}"
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    return sign + grouped + (f",{fraction}" if fraction else "")


def quantity(value: Decimal | int | float, unit: str | None) -> str:
    """« 30 jours », « 1 Jour ouvré », « 99,9 % », « 0 € ». Plural from 2 on, as French counts."""
    if not unit:
        return number(value)
    singular, plural = UNITES[unit]
    return f"{number(value)}{NBSP}{plural if abs(Decimal(str(value))) >= 2 else singular}"


def long_date(day: date) -> str:
    """« 1er août 2026 », « 22 novembre 2026 »."""
    rank = "1er" if day.day == 1 else str(day.day)
    return f"{rank}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


# ------------------------------------------------------------------------------------ typography

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'"), "’"),
    (re.compile(r"«[ \u00a0]*"), f"«{NBSP}"),
    (re.compile(r"[ \u00a0]*»"), f"{NBSP}»"),
    (re.compile(r"[ \u00a0]+([;!?:])(?=[ \u00a0\n]|$)"), rf"{NBSP}\1"),
    (
        re.compile(
            r"(\d|[\U000f0000-\U0010fffd]) (?=%|€|‰|°C|h\b|min\b|Mo\b|Go\b|Mio\b|pt\b|ans?\b|mois\b|jours?\b)"
        ),
        rf"\1{NBSP}",
    ),
    (re.compile(r"\((UE|CE)\) (?=n°|\d)"), rf"(\1){NBSP}"),
    (
        re.compile(
            r"\b(article|articles|art\.|annexe|n°|p\.|§|M\.|Mme|Dr|Pr|chapitre|point|L\.|R\.|D\.) (?=[\dA-Z\U000f0000-\U0010fffd])"
        ),
        rf"\1{NBSP}",
    ),
    (re.compile(r"(\d) (?=\d{3}\b)"), rf"\1{NBSP}"),
    (re.compile(r"\.\.\."), "…"),
)


@lru_cache(maxsize=8192)  # authored text only, the same in every document
def typography(text: str) -> str:
    """French typography of *authored* text; idempotent. Never applied to the dossier's values."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
