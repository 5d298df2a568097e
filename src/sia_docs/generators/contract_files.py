"""The files of a built contract: names, formats, manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sia_docs.generators.contracts import Contrat
from sia_docs.generators.output import file_name, tool_version, written
from sia_docs.generators.set_files import hospital_slug
from sia_docs.io.filenames import slug, stem
from sia_docs.io.manifest import fingerprint, fingerprint_of_dossier, manifest_bytes
from sia_docs.models import Dossier, Phase


def file_stem(dossier: Dossier, *, definitif: bool, notes: bool = False) -> str:
    """Name of the files. A consultation is named after the need: no brand, even in a file name."""
    system = dossier.systeme
    consultation = dossier.marche.phase is Phase.CONSULTATION
    subject = system.besoin if consultation or not system.nom else system.nom
    parts = [
        "annexe-ia",
        hospital_slug(dossier.etablissement.nom),
        slug(subject),
        dossier.marche.phase.value,
    ]
    if not definitif:
        parts.append("projet-annote" if notes else "projet")
    return stem(*parts)


def output_files(
    contract: Contrat, dossier: Dossier, name: str, formats: Sequence[str], house: Any = None
) -> dict[str, bytes]:
    """Bytes of each file, the manifest last."""
    files = {file_name(name, kind): written(contract.document, kind, house) for kind in formats}
    files[f"{name}.manifeste.json"] = manifest_bytes(manifest(contract, dossier, files))
    return files


def manifest(contract: Contrat, dossier: Dossier, files: dict[str, bytes]) -> dict[str, Any]:
    """What the DPO keeps: texts and versions, date of the law, what was missing, hashes."""
    return {
        "outil": tool_version(),
        "date_document": dossier.date_document.isoformat(),
        "date_du_droit": dossier.date_du_droit.isoformat(),
        "phase": dossier.marche.phase.value,
        "dossier_sha256": fingerprint_of_dossier(dossier),
        "fichiers": {file: fingerprint(data) for file, data in files.items()},
        "clauses": [
            {"id": d.clause.id, "version": d.clause.entete.version, "sort": d.sort.value}
            for d in contract.decisions
        ],
        "parametres": {
            name: {"valeur": r.texte or None, "origine": r.origine} for name, r in contract.parametres.items()
        },
        "manques": [
            {"champ": m.id, "repond": m.qui, "obligatoire": m.obligatoire}
            for m in contract.completude.manques
        ],
    }
