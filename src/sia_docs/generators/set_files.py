"""What the files of several documents share: their names, each given once, and their entries in the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any

from sia_docs.document.nodes import Field
from sia_docs.erreurs import DossierInvalide, Probleme
from sia_docs.io.filenames import slug, stem
from sia_docs.io.manifest import fingerprint
from sia_docs.models import Dossier

_HOSPITAL_MAX = 28


def hospital_slug(name: str) -> str:
    """The hospital in a file name: short, to leave room for the system."""
    return slug(name, longest=_HOSPITAL_MAX)


def system_name(dossier: Dossier) -> str:
    """The name of the system; before one is chosen, the need."""
    return dossier.systeme.nom or dossier.systeme.besoin


def stem_about(ident: str, dossiers: Sequence[Dossier], *, of_system: bool, marks: Sequence[str] = ()) -> str:
    """« n3-notice_chu-de-valmont_poumonia »; the system only for a document about one of them."""
    parts = [ident, hospital_slug(dossiers[0].etablissement.nom)]
    if of_system:
        parts.append(slug(system_name(dossiers[0])))
    # Marks do not go through ``stem``: « fr-en » would lose its last word.
    return "_".join((stem(*parts), *marks))


def add_once(files: MutableMapping[str, bytes], own: Mapping[str, bytes], system: str) -> None:
    """Add the files of a document to those of the set.

    Raises:
        DossierInvalide: another document has one of the names: two systems are called ``system``.
    """
    if clash := next((name for name in own if name in files), None):
        raise DossierInvalide(
            Probleme(
                f"deux dossiers donneraient le même fichier « {clash} ».",
                champ="systeme.nom",
                recu=system,
                remede="Donnez chaque dossier une seule fois, et aux systèmes des noms distincts.",
            )
        )
    files.update(own)


def entry(
    ident: str, version: int, files: Mapping[str, bytes], lacking: Iterable[Field], **more: object
) -> dict[str, Any]:
    """A document in the manifest: its text, its files, what it lacks, and what is its own."""
    return {
        "id": ident,
        "version": version,
        "fichiers": {file: fingerprint(data) for file, data in files.items()},
        "manques": lacking_as_dicts(lacking),
        **more,
    }


def told_by(dossiers: Sequence[Dossier]) -> dict[str, Any]:
    """The dates and the systems of a document made of dossiers, in the manifest."""
    return {
        "date_document": dossiers[0].date_document.isoformat(),
        "date_du_droit": dossiers[0].date_du_droit.isoformat(),
        "systemes": [system_name(dossier) for dossier in dossiers],
    }


def lacking_as_dicts(fields: Iterable[Field]) -> list[dict[str, str]]:
    """What is left to complete and who answers, for a program."""
    return [{"champ": field.id, "repond": field.who} for field in fields]
