"""Inventories made for the tests: the smallest one from which charters are made, and its changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fabrique import donnees, ecrire
from sia_docs.models import Dossier
from sia_docs.models.inventaire import Inventaire, Parc

INVENTAIRE: dict[str, Any] = {
    "schema_version": "1",
    "date_document": "2026-11-22",
    "date_du_droit": "2026-11-22",
    "etablissement": {
        "nom": "CHU de Valmont",
        "type": "chu",
        "dpo": {"courriel": "dpo@chu.exemple"},
        "rssi": {"courriel": "rssi@chu.exemple"},
        "guichet_ia": "ia@chu.exemple",
    },
    "charte": {"version": "1.0", "adoptee_le": "2026-11-20", "prochaine_revue": "2027-11-20"},
    "systemes": [
        {
            "id": "assistant",
            "systeme": {
                "nom": "Plume",
                "version": "1.8",
                "besoin": "assistant de rédaction",
                "generatif": "oui",
                "deploiement": "usage_courant",
            },
            "validation": {"statut": "valide", "le": "2026-01-05", "donnees": ["publiques", "internes"]},
        }
    ],
    "usages_approuves": [
        {
            "usage": "résumer un texte",
            "systeme": "assistant",
            "metiers": [],
            "donnees": ["publiques"],
            "conditions": [],
            "responsable": {"nom": "Mme Sarah Kéravel"},
            "approuve_le": "2026-02-02",
            "statut": "ouvert",
        }
    ],
}
"""The smallest inventory worth a charter."""


def inventaire(changes: Mapping[str, Any] | None = None) -> Inventaire:
    """The smallest inventory with some paths changed (indices from 0)."""
    return Inventaire.model_validate(donnees(changes, base=INVENTAIRE))


def parc(changes: Mapping[str, Any] | None = None, **dossiers: Dossier) -> Parc:
    """The same, with dossiers by the id of their system."""
    return Parc(inventaire(changes), dossiers)


def ecrire_inventaire(path: Path, changes: Mapping[str, Any] | None = None) -> Path:
    """Write an inventory."""
    return ecrire(path, changes, base=INVENTAIRE)
