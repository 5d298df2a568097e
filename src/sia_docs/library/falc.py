"""The easy-to-read leaflets: ``templates/patient_info/falc``, their shared blocks and the words of their frame."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import Field

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.library.load import read_frame, read_written, text_of
from sia_docs.library.schema import Ecrit, Liste, Tete
from sia_docs.models.base import Entier, Jour, Texte
from sia_docs.models.systeme import Categorie

INCONNUE = "inconnue"
"""Stands for a system whose category nobody said."""
CATEGORIES = (*(category.value for category in Categorie), INCONNUE)
_SHARED = "commun"
_CALL = re.compile(r"^@([a-z0-9-]+)[ \t]*$", re.MULTILINE)


class EnteteFalc(Tete):
    """Front matter of an easy-to-read leaflet."""

    id: Annotated[str, Field(pattern=r"^FALC(-[A-Z0-9]+)+$")]
    titre: Texte
    portee: Literal["systeme", "etablissement"]
    categories: Annotated[tuple[str, ...], Field(max_length=len(CATEGORIES))] = ()
    """Categories of the systems that it tells about, for a leaflet about one system."""
    si: Liste = ()
    """Verdicts of :mod:`sia_docs.rules.niveaux`: the document is made unless one of them is NON."""
    exigences: Liste = ()
    references: Liste = ()
    version: Entier = 1
    verifiee_le: Jour


class FeuilletFalc(Ecrit[EnteteFalc]):
    """A leaflet; its text has the shared blocks in it."""


@dataclass(frozen=True, slots=True)
class BibliothequeFalc:
    """All the easy-to-read leaflets by id, and the words of their frame."""

    feuillets: Mapping[str, FeuilletFalc]
    cadre: Mapping[str, Any]


@cache
def load_falc() -> BibliothequeFalc:
    """The packaged leaflets, read once.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    return read_falc(racine() / "templates" / "patient_info" / "falc")


def read_falc(folder: Traversable) -> BibliothequeFalc:
    """Read the leaflets of a folder, those of the hospital first, then by file name.

    Raises:
        ContenuInvalide: a wrong file, an id or a category twice, a shared block that does not exist.
    """
    problems: list[Probleme] = []
    shared = {
        entry.name.removesuffix(".md"): text_of(entry).strip("\n")
        for entry in _sorted(folder / _SHARED)
        if entry.name.endswith(".md")
    }
    found: dict[str, FeuilletFalc] = {}
    told: dict[str, str] = {}
    for entry in _sorted(folder):
        if not entry.name.endswith(".md"):
            continue
        try:
            leaflet = _read(text_of(entry), entry.name, shared)
            _check(leaflet, found, told)
        except SiaDocsError as error:
            problems.extend(error.problemes)
            continue
        found[leaflet.id] = leaflet
        told |= dict.fromkeys(leaflet.entete.categories, leaflet.id)
    cadre: Mapping[str, Any] = {}
    try:
        cadre = read_frame(folder)
    except SiaDocsError as error:
        problems.extend(error.problemes)
    if problems:
        raise ContenuInvalide(problems)
    in_order = sorted(found.values(), key=lambda leaflet: leaflet.entete.portee == "systeme")
    return BibliothequeFalc({leaflet.id: leaflet for leaflet in in_order}, cadre)


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []


def _read(text: str, fichier: str, shared: Mapping[str, str]) -> FeuilletFalc:
    written = read_written(FeuilletFalc, EnteteFalc, text, fichier)
    unknown = [name for name in _CALL.findall(written.texte) if name not in shared]
    if unknown:
        raise ContenuInvalide(
            Probleme(
                f"bloc commun inconnu « {', '.join(unknown)} ».",
                fichier=fichier,
                remede=f"Blocs communs : {', '.join(shared) or 'aucun'}.",
            )
        )
    whole = _CALL.sub(lambda call: shared[call[1]], written.texte)
    return written.model_copy(update={"texte": whole})


def _check(leaflet: FeuilletFalc, found: Mapping[str, FeuilletFalc], told: Mapping[str, str]) -> None:
    head = leaflet.entete
    twice = [f"{name} ({told[name]})" for name in head.categories if name in told]
    unknown = [name for name in head.categories if name not in CATEGORIES]
    of_system = head.portee == "systeme"
    for wrong, message in (
        (leaflet.id in found, f"l’identifiant « {leaflet.id} » existe déjà."),
        (bool(unknown), f"catégorie inconnue « {', '.join(unknown)} »."),
        (bool(twice), f"une catégorie a déjà son feuillet : {', '.join(twice)}."),
        (
            of_system != bool(head.categories),
            "« categories » va avec « portee : systeme », et seulement avec elle.",
        ),
    ):
        if wrong:
            raise ContenuInvalide(Probleme(message, fichier=leaflet.fichier, ligne=1))
