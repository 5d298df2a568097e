"""The texts for patients: one file for each document and language, its front matter and its Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import Field

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.load import files_below, read_frame, read_written, text_of
from sia_docs.library.schema import Ecrit, Liste, Strict, Tete
from sia_docs.library.words import Libelles
from sia_docs.models.base import Entier, Jour, Texte

NIVEAUX = ("niveau1", "niveau2", "niveau3", "rgpd", "interaction", "professionnels")
"""Folders of the texts, in the order of the documents."""
FRANCAIS = "fr"


class Traduit(Strict):
    """What a translation translates: the version of the French text."""

    version: Entier


class EnteteFeuillet(Tete):
    """Front matter of a leaflet."""

    id: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,8}(-[A-Z0-9]+)*$")]
    titre: Texte
    sous_titre: Texte | None = None
    niveau: Literal["niveau1", "niveau2", "niveau3", "rgpd", "interaction", "professionnels"]
    lecteur: Literal["patient", "professionnel"] = "patient"
    format: Literal["feuillet", "affiche"] = "feuillet"
    page: Literal["A4", "A3"] = "A4"
    portee: Literal["systeme", "etablissement"]
    si: Liste = ()
    """Verdicts of :mod:`sia_docs.rules.niveaux`: the document is made unless one of them is NON."""
    exigences: Liste = ()
    references: Liste = ()
    mentions: Liste = ()
    """Mentions of RGPD art. 13 and 14 that the text carries (R1 to R20)."""
    clarte: Literal["exigee", "rapport"] = "rapport"
    langue: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = FRANCAIS
    traduit: Traduit | None = None
    version: Entier = 1
    verifiee_le: Jour


class Feuillet(Ecrit[EnteteFeuillet]):
    """A leaflet; its identifier is the same in all languages."""


@dataclass(frozen=True, slots=True)
class Feuillets:
    """All the leaflets, by language then by id, in the order of the documents."""

    par_langue: Mapping[str, Mapping[str, Feuillet]]
    cadres: Mapping[str, Mapping[str, Any]]
    """Words of the frame by language."""
    libelles: Mapping[str, Libelles]
    """Words of the engine by language, French apart."""


@cache
def load_leaflets() -> Feuillets:
    """The packaged leaflets, read once.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    return read_leaflets(racine() / "templates" / "patient_info")


def read_leaflets(folder: Traversable) -> Feuillets:
    """Read the leaflets of a folder: ``niveau1/…`` in French, ``en/niveau1/…`` in other languages.

    Raises:
        ContenuInvalide: a wrong file, an id twice, a translation of nothing or of an old version, a language
            without its words.
    """
    problems: list[Probleme] = []
    found: dict[str, dict[str, Feuillet]] = {FRANCAIS: {}}
    cadres: dict[str, Mapping[str, Any]] = {}
    words: dict[str, Libelles] = {}
    languages = [FRANCAIS, *sorted(e.name for e in folder.iterdir() if e.is_dir() and len(e.name) == 2)]
    for language in languages:
        base = folder if language == FRANCAIS else folder / language
        texts = found.setdefault(language, {})
        for level in NIVEAUX:
            for entry in files_below(base / level, ".md"):
                try:
                    leaflet = read_leaflet(text_of(entry), entry.name)
                    _check_place(leaflet, level, language, texts)
                    texts[leaflet.id] = leaflet
                except SiaDocsError as error:
                    problems.extend(error.problemes)
        try:
            cadres[language] = read_frame(base)
            if language != FRANCAIS:
                words[language] = _words(base / "libelles.yaml", language)
        except SiaDocsError as error:
            problems.extend(error.problemes)
    for language, texts in found.items():
        if language != FRANCAIS:
            problems.extend(p for text in texts.values() for p in _stale(text, found[FRANCAIS]))
    if problems:
        raise ContenuInvalide(problems)
    return Feuillets(found, cadres, words)


def read_leaflet(text: str, fichier: str) -> Feuillet:
    """Read one file.

    Raises:
        ContenuInvalide: no front matter, unknown key, wrong type… with the line.
    """
    return read_written(Feuillet, EnteteFeuillet, text, fichier)


def _words(entry: Traversable, language: str) -> Libelles:
    tree = read_text(text_of(entry), fichier=entry.name)
    words = validate_tree(Libelles, tree, ContenuInvalide)
    if words.langue != language:
        message = f"« langue : {words.langue} » ne correspond pas au dossier « {language} »."
        raise ContenuInvalide(Probleme(message, fichier=entry.name, ligne=1))
    return words


def _check_place(leaflet: Feuillet, level: str, language: str, known: Mapping[str, Feuillet]) -> None:
    head = leaflet.entete
    for wrong, message in (
        (head.niveau != level, f"« niveau : {head.niveau} » ne correspond pas au dossier « {level} »."),
        (head.langue != language, f"« langue : {head.langue} » ne correspond pas au dossier « {language} »."),
        (leaflet.id in known, f"l’identifiant « {leaflet.id} » existe déjà."),
    ):
        if wrong:
            raise ContenuInvalide(Probleme(message, fichier=leaflet.fichier, ligne=1))


def _stale(leaflet: Feuillet, french: Mapping[str, Feuillet]) -> list[Probleme]:
    """A translation must say which French version it translates, and it must be today's."""
    source = french.get(leaflet.id)
    done = leaflet.entete.traduit
    if source is None:
        message = f"aucun texte français ne porte l’identifiant « {leaflet.id} »."
    elif done is None:
        message = "une traduction dit la version du texte français qu’elle traduit (traduit : version)."
    elif done.version != source.entete.version:
        message = (
            f"traduction périmée : elle traduit la version {done.version} du texte français, "
            f"qui en est à la version {source.entete.version}."
        )
    else:
        return []
    return [Probleme(message, fichier=leaflet.fichier, ligne=1)]
