"""Shape of ``templates/patient_info/niveau2/mentions.yaml``, and its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, OuiNon, Texte
from sia_docs.models.systeme import Categorie

_SLOT = r"\{(Ce document|ce document|systemes|de finalites|par|de|[a-zé]*(\|[a-zé]*){1,3})\}"
Phrase = Annotated[str, Field(min_length=1, max_length=300, pattern=rf"^([^{{}}]|{_SLOT})+$")]
"""A sentence with its slots; the head of the file says what they are."""

Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,9}$")]
RoleSysteme = Literal["redaction", "images", "echanges", "consultation"]
RoleHumain = Literal["validation", "supervision", "conclusion"]


class Guide(Strict):
    """The text that is quoted, and the version of it that was read."""

    titre: Texte
    version: Texte
    reference: Texte


class Convient(Strict):
    """The systems that a variant suits; ``sauf`` wins."""

    categories: tuple[Categorie, ...] = ()
    generatif: OuiNon = None
    sauf: tuple[Categorie, ...] = ()


class Citation(Strict):
    """A sentence of the guide, word for word, with its brackets."""

    code: Code
    titre: Texte
    texte: Texte
    source: Texte
    exigences: tuple[Texte, ...] = ()
    convient: Convient | None = None
    """``None``: every system."""


class Variante(Strict):
    """One of our sentences."""

    code: Code
    titre: Texte
    quand: Texte
    texte: Phrase
    texte_pluriel: Phrase
    source: Texte
    exigences: tuple[Texte, ...] = ()
    validateur: Literal["present", "signataire", "aucun"]
    """``present``: nobody may be named who was not there (rule E3). ``signataire``: somebody must be named,
    and never by default."""
    convient: Convient | None = None
    """``None``: every system."""
    sans_systeme: OuiNon = None
    etiquette_ia: OuiNon
    role_systeme: RoleSysteme | None = None
    role_humain: RoleHumain | None = None


class TypeDocument(Strict):
    """A kind of document and how it agrees."""

    id: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    nom: Texte
    determinant: Literal["ce", "cet", "cette", "ces"]
    genre: Literal["m", "f"]
    nombre: Literal["s", "p"]
    aussi: tuple[Texte, ...] = ()
    """Other names that are understood."""


class Prepositions(Strict):
    """« par le Dr », « du Dr »."""

    par: Texte
    de: Texte
    aussi: tuple[Texte, ...] = ()
    """Other ways to type the title, in small letters."""


class Titres(Strict):
    """The words before a professional's name, for each title."""

    dr: Prepositions
    pr: Prepositions
    m: Prepositions
    mme: Prepositions
    aucun: Prepositions


class Mots(Strict):
    """Words between the parts of a list, and the title of the section that holds the sentence."""

    version: Texte
    et: Texte
    section: Texte


class ACompleter(Strict):
    """What a field to complete asks for."""

    nom: Texte
    version: Texte
    finalite: Texte
    professionnel: Texte
    fonction: Texte


class Role(Strict):
    """What an agent did, as a HL7 code when one fits, and in words."""

    code: Annotated[str, Field(pattern=r"^[a-z]+$")] | None = None
    texte: Texte


class Roles(Strict):
    """Every role that a variant may name."""

    redaction: Role
    images: Role
    echanges: Role
    consultation: Role
    validation: Role
    supervision: Role
    conclusion: Role


class Mentions(Strict):
    """All the words of the sentence."""

    version: Literal["1"]
    verifiee_le: Jour
    guide: Guide
    citations: tuple[Citation, ...]
    variantes: tuple[Variante, ...]
    documents: tuple[TypeDocument, ...]
    titres: Titres
    mots: Mots
    a_completer: ACompleter
    roles: Roles


def mentions_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors and for the quick reading of it."""
    return {**Mentions.model_json_schema(mode="validation"), "title": "Phrases du compte rendu"}
