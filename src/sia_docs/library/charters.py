"""The texts of the charters: documents, the sections that the long ones are made of, words by structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import Field

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.load import files_below, read_frame, read_written, text_of
from sia_docs.library.schema import Ecrit, Liste, Strict, Tete
from sia_docs.models import TypeEtablissement
from sia_docs.models.base import Entier, Jour, Texte
from sia_docs.models.inventaire import Droit

FAMILLES = ("personnel", "public", "adoption")
"""Folders of the documents, in their order."""
_Themes = Annotated[tuple[Annotated[Entier, Field(ge=1, le=40)], ...], Field(max_length=40)]
_Structures = tuple[TypeEtablissement, ...]


class Partie(Strict):
    """A part of a document and its sections, in order."""

    titre: Texte
    sections: Annotated[Liste, Field(min_length=1)]


class _Entete(Tete):
    """What documents and sections have in common."""

    titre: Texte
    structures: _Structures = ()
    """Kinds of hospitals that it is for; none: all of them."""
    themes: _Themes = ()
    """Topics of the checklist of the fact sheet (§ 7, 1 to 40) that it answers."""
    exigences: Liste = ()
    references: Liste = ()
    version: Entier = 1
    verifiee_le: Jour

    def concerne(self, structure: TypeEtablissement) -> bool:
        """It is for this kind of hospital."""
        return not self.structures or structure in self.structures


class EnteteCharte(_Entete):
    """Front matter of a document."""

    id: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,12}(-[A-Z0-9]+)*$")]
    sous_titre: Texte | None = None
    famille: Literal["personnel", "public", "adoption"]
    lecteur: Literal["professionnel", "public"] = "professionnel"
    format: Literal["feuillet", "affiche", "carte"] = "feuillet"
    page: Literal["A4", "A3", "A6"] = "A4"
    parties: tuple[Partie, ...] = ()
    option: Literal["engagement_signe", "acceptation_electronique"] | None = None
    """Choice of the hospital without which nobody needs it."""
    clarte: Literal["exigee", "rapport"] = "rapport"


class EnteteSection(_Entete):
    """Front matter of a section."""

    id: Annotated[str, Field(pattern=r"^S-[A-Z0-9]+(-[A-Z0-9]+)*$")]
    moment: Literal["avant", "pendant", "continu", "cadre"]
    avec: tuple[Literal["A", "V", "E", "C"], ...] = ()
    """Letters of A.V.E.C. that it serves (HAS, October 2025)."""


class TexteCharte(Ecrit[EnteteCharte]):
    """A document."""


class SectionCharte(Ecrit[EnteteSection]):
    """A section."""


@dataclass(frozen=True, slots=True)
class Chartes:
    """All the texts of the charters."""

    textes: Mapping[str, TexteCharte]
    """Documents by id, in their order."""
    sections: Mapping[str, SectionCharte]
    mots: Mapping[str, Mapping[Droit, str]]
    """Words by name, then by labour law: « le comité social d’établissement »."""
    cadre: Mapping[str, Any]
    """Words of the frame."""


@cache
def load_charters() -> Chartes:
    """The packaged charters, read once.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    return read_charters(racine() / "templates" / "charters")


def read_charters(folder: Traversable) -> Chartes:
    """Read the charters of a folder.

    Raises:
        ContenuInvalide: a wrong file, an id twice, a part that names no section, a section of no document,
            a word that a structure lacks.
    """
    problems: list[Probleme] = []
    texts: dict[str, TexteCharte] = {}
    sections: dict[str, SectionCharte] = {}
    for family in FAMILLES:
        for entry in files_below(folder / family, ".md"):
            try:
                text = read_charter(text_of(entry), entry.name)
                _check_place(text, family, texts)
                texts[text.id] = text
            except SiaDocsError as error:
                problems.extend(error.problemes)
    for entry in files_below(folder / "sections", ".md"):
        try:
            section = read_section(text_of(entry), entry.name)
            _check_once(section.id, sections, entry.name)
            sections[section.id] = section
        except SiaDocsError as error:
            problems.extend(error.problemes)
    problems.extend(_orphans(texts.values(), sections))
    frame: Any = {}
    words: dict[str, dict[Droit, str]] = {}
    try:
        frame = read_frame(folder)
        words = _words(folder / "mots.yaml")
    except SiaDocsError as error:
        problems.extend(error.problemes)
    if problems:
        raise ContenuInvalide(problems)
    return Chartes(texts, sections, words, frame)


def read_charter(text: str, fichier: str) -> TexteCharte:
    """Read a document.

    Raises:
        ContenuInvalide: no front matter, unknown key, wrong type… with the line.
    """
    return read_written(TexteCharte, EnteteCharte, text, fichier)


def read_section(text: str, fichier: str) -> SectionCharte:
    """Read a section. Its title is in its front matter: its text only has headings below it (« ### »).

    Raises:
        ContenuInvalide: no front matter, unknown key, wrong type, a heading as high as its own title.
    """
    section = read_written(SectionCharte, EnteteSection, text, fichier)
    for line, row in enumerate(section.texte.split("\n"), start=section.ligne):
        if row.startswith("## "):
            message = "une section n’a pas de titre « ## » : employez « ### »."
            raise ContenuInvalide(Probleme(message, fichier=fichier, ligne=line, recu=row))
    return section


def _check_place(text: TexteCharte, family: str, known: Mapping[str, TexteCharte]) -> None:
    _check_once(text.id, known, text.fichier)
    if text.entete.famille != family:
        message = f"« famille : {text.entete.famille} » ne correspond pas au dossier « {family} »."
        raise ContenuInvalide(Probleme(message, fichier=text.fichier, ligne=1))


def _check_once(ident: str, known: Mapping[str, object], fichier: str) -> None:
    if ident in known:
        message = f"l’identifiant « {ident} » existe déjà."
        raise ContenuInvalide(Probleme(message, fichier=fichier, ligne=1))


def _orphans(texts: Iterable[TexteCharte], sections: Mapping[str, SectionCharte]) -> list[Probleme]:
    """Sections that no document has, and parts that name no section."""
    named = {ident for text in texts for part in text.entete.parties for ident in part.sections}
    unknown = [
        Probleme(f"aucune section ne porte l’identifiant « {ident} ».", fichier=text.fichier, ligne=1)
        for text in texts
        for part in text.entete.parties
        for ident in part.sections
        if ident not in sections
    ]
    lost = [
        Probleme(f"aucun document ne contient la section « {ident} ».", fichier=section.fichier, ligne=1)
        for ident, section in sections.items()
        if ident not in named
    ]
    return [*unknown, *lost]


def _words(entry: Traversable) -> dict[str, dict[Droit, str]]:
    """Each word has one form for each labour law, no more and no less."""
    tree = read_text(text_of(entry), fichier=entry.name)
    expected = {droit.value for droit in Droit}
    problems = [
        Probleme(
            f"le mot « {name} » doit avoir une forme pour chacun de : {', '.join(Droit)}.",
            fichier=entry.name,
            ligne=tree.ligne((name,)),
        )
        for name, forms in tree.data.items()
        if not isinstance(forms, dict) or set(forms) != expected
    ]
    if problems:
        raise ContenuInvalide(problems)
    return {name: {Droit(key): form for key, form in forms.items()} for name, forms in tree.data.items()}
