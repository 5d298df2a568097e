"""The files of the charters: names, formats, manifest of the set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sia_docs.generators.charters import CharteProduite, ChartesProduites
from sia_docs.generators.output import tool_version, written
from sia_docs.io.filenames import slug, stem
from sia_docs.io.manifest import (
    fingerprint,
    fingerprint_of_dossier,
    fingerprint_of_inventaire,
    manifest_bytes,
)
from sia_docs.models.inventaire import Parc


def charter_stem(made: CharteProduite, parc: Parc) -> str:
    """« charte-ia_resume_chu-de-valmont », « …_projet » in a draft."""
    parts = ["charte-ia", made.texte.id, slug(parc.inventaire.etablissement.nom, longest=28)]
    return stem(*parts, *(["projet"] if made.document.draft else []))


def charter_files(produced: ChartesProduites, formats: Sequence[str], house: Any = None) -> dict[str, bytes]:
    """Bytes of each file by its name, the manifest of the set last."""
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for made in produced.chartes:
        name = charter_stem(made, produced.parc)
        own = {
            f"{name}.{'fragment.html' if kind == 'fragment' else kind}": written(made.document, kind, house)
            for kind in formats
        }
        files |= own
        entries.append(_entry(made, own))
    inventory = produced.parc.inventaire
    manifest = {
        "outil": tool_version(),
        "date_document": inventory.date_document.isoformat(),
        "date_du_droit": inventory.date_du_droit.isoformat(),
        "inventaire_sha256": fingerprint_of_inventaire(inventory),
        "dossiers": {
            ident: fingerprint_of_dossier(dossier) for ident, dossier in produced.parc.dossiers.items()
        },
        "documents": entries,
    }
    hospital = slug(inventory.etablissement.nom, longest=28)
    files[f"charte-ia_{hospital}.manifeste.json"] = manifest_bytes(manifest)
    return files


def _entry(made: CharteProduite, files: dict[str, bytes]) -> dict[str, Any]:
    head = made.texte.entete
    return {
        "id": head.id,
        "version": head.version,
        "fichiers": {file: fingerprint(data) for file, data in files.items()},
        "manques": [{"champ": field.id, "repond": field.who} for field in made.manques],
    }
