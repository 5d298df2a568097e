"""The ground of every model: strict keys, « inconnu », clean text, French titles and help."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

TEXTE_COURT_MAX = 300
TEXTE_LONG_MAX = 20_000
LISTE_MAX = 10_000

#: What a person writes when nobody knows (yet). Distinct from « non » and from an empty list.
INCONNU = frozenset({"", "inconnu", "inconnue", "?"})


class Choix(StrEnum):
    """A closed list of values; ``libelle`` is what a document prints."""

    libelle: str

    def __new__(cls, value: str, libelle: str | None = None) -> Self:
        """Create a member from its key and its printed label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.libelle = value if libelle is None else libelle
        return member


class Repondant(Choix):
    """Who can answer a question of the dossier."""

    ACHETEUR = "acheteur", "le service achats"
    FOURNISSEUR = "fournisseur", "le fournisseur"
    DPO = "dpo", "le délégué à la protection des données"
    RSSI = "rssi", "le responsable de la sécurité des systèmes d’information"
    DSI = "dsi", "la direction des systèmes d’information"
    CLINICIEN = "clinicien", "le référent local"
    JURISTE = "juriste", "le service juridique"


class Modele(BaseModel):
    """A described thing. Unknown keys are refused; « inconnu » and an empty value become ``None``."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, validate_default=False)

    @model_validator(mode="before")
    @classmethod
    def _inconnu_devient_none(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        required = {n for n, f in cls.model_fields.items() if f.is_required()}
        return {
            key: None
            if key not in required and isinstance(value, str) and value.strip().lower() in INCONNU
            else value
            for key, value in data.items()
        }


def champ(titre: str, aide: str, *, repond: Repondant, exemple: str | None = None) -> Any:
    """An optional field (``None`` = inconnu) with its French title, its help and who answers."""
    extra: dict[str, Any] = {"repond": repond.value}
    return Field(
        default=None,
        title=titre,
        description=aide,
        json_schema_extra=extra,
        examples=[exemple] if exemple else None,
    )


def obligatoire(titre: str, aide: str, *, repond: Repondant, exemple: str | None = None) -> Any:
    """A field without which no document can be named."""
    extra: dict[str, Any] = {"repond": repond.value}
    return Field(
        title=titre, description=aide, json_schema_extra=extra, examples=[exemple] if exemple else None
    )


# ---------------------------------------------------------------------------------- clean text

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\u00ad]")
_LIGNES = re.compile("\r\n|[\u2028\u2029]")


def texte_propre(value: str) -> str:
    """NFC text without control characters, direction overrides or invisible characters.

    Raises:
        ValueError: nothing but invisible characters, control character (other than a line feed),
            byte order mark, lone surrogate, noncharacter, direction override; nothing is ever
            dropped silently except zero-width characters, which carry no text.
    """
    value = _LIGNES.sub("\n", value)
    for position, char in enumerate(value, start=1):
        code = ord(char)
        if (code < 32 and char not in "\n\t") or 0x7F <= code < 0xA0:
            raise ValueError(f"caractère de contrôle U+{code:04X} en position {position} : supprimez-le")
        if (
            0xD800 <= code <= 0xDFFF
            or (code & 0xFFFE) == 0xFFFE
            or 0xFDD0 <= code <= 0xFDEF
            or code == 0xFEFF
        ):
            raise ValueError(f"caractère invalide U+{code:04X} en position {position} : supprimez-le")
    if found := _BIDI.search(value):
        raise ValueError(
            f"caractère de changement de sens d’écriture U+{ord(found.group()):04X} "
            f"en position {found.start() + 1} : retapez le texte"
        )
    clean = unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", value))
    if value and not clean.strip():
        raise ValueError("un texte visible est attendu")
    return clean


def _une_ligne(value: str) -> str:
    value = texte_propre(value)
    if "\n" in value or "\t" in value:
        raise ValueError("une seule ligne est attendue, sans tabulation")
    return value


Texte = Annotated[str, Field(min_length=1, max_length=TEXTE_COURT_MAX), AfterValidator(_une_ligne)]
"""Short text: one line, at most 300 characters."""

TexteLong = Annotated[str, Field(min_length=1, max_length=TEXTE_LONG_MAX), AfterValidator(texte_propre)]
"""Long text: line feeds allowed, at most 20,000 characters."""

TexteOuVide = Annotated[str, Field(max_length=TEXTE_COURT_MAX), AfterValidator(_une_ligne)]
"""Short text where an empty value means « inconnu »."""

# ---------------------------------------------------------------------- scalars typed by a person

_OUI = frozenset({"oui", "vrai", "true"})
_NON = frozenset({"non", "faux", "false"})


def _oui_non(value: Any) -> Any:
    if isinstance(value, str):
        key = value.strip().lower()
        if key in _OUI:
            return True
        if key in _NON:
            return False
        if key in INCONNU:
            return None
        raise ValueError("« oui », « non » ou « inconnu » est attendu")
    return value


OuiNon = Annotated[
    bool | None,
    BeforeValidator(_oui_non),
    WithJsonSchema({"enum": ["oui", "non", "inconnu"], "default": "inconnu"}),
]
"""oui (``True``), non (``False``) or inconnu (``None``)."""

_ESPACES = re.compile("[\u0020\u00a0\u202f]")
#: No exponent: « 1e999999 » would be printed with a million digits.
_NOMBRE = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", re.ASCII)


def lire_decimal(value: Any) -> Any:
    """« 93,4 » or « 93.4 » → Decimal. Anything else goes on to Pydantic unchanged.

    Raises:
        ValueError: the text is not a number.
    """
    if isinstance(value, str):
        text = _ESPACES.sub("", value).replace(",", ".")
        if not _NOMBRE.fullmatch(text):
            raise ValueError("un nombre est attendu, par exemple 93,4")
        return Decimal(text)
    return value


def _entier(value: Any) -> Any:
    if isinstance(value, str):
        text = _ESPACES.sub("", value)
        if not re.fullmatch(r"-?\d{1,15}", text):
            raise ValueError("un nombre entier est attendu")
        return int(text)
    return value


Nombre = Annotated[Decimal, BeforeValidator(lire_decimal)]
"""A decimal number; the French comma is accepted."""

Entier = Annotated[int, BeforeValidator(_entier)]
"""A whole number."""


def lire_date(value: Any) -> Any:
    """« 2026-11-22 » or « 22/11/2026 » → date.

    Raises:
        ValueError: the text is not a date of the calendar.
    """
    if isinstance(value, str):
        text = value.strip()
        french = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
        try:
            if french:
                day, month, year = (int(part) for part in french.groups())
                return date(year, month, day)
            if iso:
                return date(*(int(part) for part in iso.groups()))
        except ValueError:
            raise ValueError("cette date n’existe pas dans le calendrier") from None
        raise ValueError("une date est attendue, par exemple 2026-11-22 ou 22/11/2026")
    return value


Jour = Annotated[date, BeforeValidator(lire_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A day, ISO or French."""

_COURRIEL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


def _courriel(value: str) -> str:
    if not _COURRIEL.fullmatch(value):
        raise ValueError("une adresse électronique est attendue, par exemple dpo@chu.exemple")
    return value


Courriel = Annotated[
    Texte, AfterValidator(_courriel), Field(json_schema_extra={"pattern": f"^{_COURRIEL.pattern}$"})
]
"""An e-mail address."""


_LIEN = re.compile(r"https://[^\s<>\"\\]+\.[^\s<>\"\\]+")


def _lien(value: str) -> str:
    if not _LIEN.fullmatch(value):
        raise ValueError("une adresse web en https est attendue, par exemple https://chu.exemple/ia")
    return value


Lien = Annotated[
    Texte,
    AfterValidator(_lien),
    Field(json_schema_extra={"format": "uri", "pattern": f"^{_LIEN.pattern}$"}),
]
"""A web address, https only."""
