"""Dossiers and professionals for the tests of the report sentence."""

from __future__ import annotations

from typing import Any

from fabrique import donnees
from sia_docs.io.dossier import dossier_of
from sia_docs.io.yaml_lines import Arbre
from sia_docs.models import Dossier, Professionnel

VALIDATEUR = {"titre": "Dr", "nom": "Anne Morel", "fonction": "radiologue", "present": "oui"}


def systeme(nom: str = "Poumonia", version: str = "2.1", **changes: Any) -> Dossier:
    """A dossier of one system; ``information__finalite_mention`` stands for a path."""
    paths = {path.replace("__", "."): value for path, value in changes.items()}
    data = donnees({"systeme.nom": nom, "systeme.version": version, **paths})
    return dossier_of(Arbre(data, {}, "essai.yaml"))


def personne(texte: str, *, present: str = "oui") -> Professionnel:
    """« Dr Anne Morel, radiologue »."""
    who, _, function = texte.partition(", ")
    title, _, rest = who.partition(" ")
    titled = title in ("Dr", "Pr", "M.", "Mme")
    return Professionnel.model_validate(
        {
            "titre": title if titled else "aucun",
            "nom": rest if titled else who,
            "fonction": function,
            "present": present,
        }
    )
