"""The files of the charters: names, formats, manifest of the set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sia_docs.generators.charters import CharteProduite, ChartesProduites
from sia_docs.generators.output import file_name, tool_version, written
from sia_docs.generators.set_files import entry, hospital_slug
from sia_docs.io.filenames import stem
from sia_docs.io.manifest import fingerprint_of_dossier, fingerprint_of_inventaire, manifest_bytes
from sia_docs.models.inventaire import Parc


def charter_stem(made: CharteProduite, parc: Parc) -> str:
    """« charte-ia_resume_chu-de-valmont », « …_projet » in a draft."""
    parts = ["charte-ia", made.texte.id, hospital_slug(parc.inventaire.etablissement.nom)]
    return stem(*parts, *(["projet"] if made.document.draft else []))


def charter_files(produced: ChartesProduites, formats: Sequence[str], house: Any = None) -> dict[str, bytes]:
    """Bytes of each file by its name, the manifest of the set last."""
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for made in produced.chartes:
        name, head = charter_stem(made, produced.parc), made.texte.entete
        own = {file_name(name, kind): written(made.document, kind, house) for kind in formats}
        files |= own
        entries.append(entry(head.id, head.version, own, made.manques))
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
    files[f"charte-ia_{hospital_slug(inventory.etablissement.nom)}.manifeste.json"] = manifest_bytes(manifest)
    return files
