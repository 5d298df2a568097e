"""Readings of easy-to-read leaflets made for the tests."""

from __future__ import annotations

from typing import Any

from sia_docs.models.relecture_falc import RelectureFalc, ReponsesFalc
from sia_docs.rules.validation_falc import empreinte_des_mots

LIGNES = ("Mes droits", "Vous pouvez dire non.", "Vous pouvez téléphoner au 02 99 00 00 00.")
LECTRICE: dict[str, Any] = {
    "nom": "Camille Le Goff",
    "accord_pour_le_nom": "oui",
    "situation": "personne_concernee",
    "langue_maternelle": "oui",
}


def lecture(**changes: Any) -> dict[str, Any]:
    """What answers and record share, complete, with some fields changed."""
    return {
        "document": "FALC-DROITS",
        "empreinte": empreinte_des_mots(LIGNES),
        "version": "1.0",
        "date": "2026-11-20",
        "structure": "ESAT de Trévénec",
        "lecteurs": [LECTRICE],
        "pictogrammes": [{"idee": "telephone", "vu": "un téléphone", "compris": "oui"}],
        "accords": {
            "dpo": {"nom": "Paul Rey", "le": "2026-11-21"},
            "clinicien": {"nom": "Dr Anne Morel", "le": "2026-11-21"},
        },
        **changes,
    }


def relecture(**changes: Any) -> RelectureFalc:
    """A complete record, with some fields changed."""
    return RelectureFalc.model_validate(lecture(**{"texte_compris": "oui", **changes}))


def reponses(*, compris: str = "oui", **changes: Any) -> ReponsesFalc:
    """Complete answers, with some fields changed."""
    return ReponsesFalc.model_validate(donnees_reponses(compris=compris, **changes))


def donnees_reponses(*, compris: str = "oui", **changes: Any) -> dict[str, Any]:
    """Data of complete answers, with some fields changed."""
    lines = [{"ligne": rank, "texte": text, "compris": compris} for rank, text in enumerate(LIGNES, start=1)]
    asked = [{"question": "Qui peut dire non ?", "compris": compris}]
    return lecture(**{"schema_version": "1", "lignes": lines, "questions": asked, **changes})
