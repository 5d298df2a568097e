"""The files of the documents for patients: names, formats, manifest of the set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sia_docs.generators.output import file_name, tool_version, written
from sia_docs.generators.patient_info import FeuilletProduit, InformationProduite
from sia_docs.generators.set_files import add_once, entry, hospital_slug, stem_about, system_name, told_by
from sia_docs.io.manifest import fingerprint_of_dossier, manifest_bytes
from sia_docs.library.leaflets import FRANCAIS


def leaflet_stem(made: FeuilletProduit) -> str:
    """« n3-notice_chu-de-valmont_poumonia » ; the language when it is not French, « projet » in a draft."""
    head = made.feuillet.entete
    marks = [made.langue] * (made.langue != FRANCAIS) + ["projet"] * made.document.draft
    return stem_about(head.id, made.dossiers, of_system=head.portee == "systeme", marks=marks)


def information_files(
    produced: InformationProduite, formats: Sequence[str], house: Any = None
) -> dict[str, bytes]:
    """Bytes of each file by its name, the manifest of the set last.

    Raises:
        DossierInvalide: two systems would give the same file name.
    """
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for made in produced.feuillets:
        name, head = leaflet_stem(made), made.feuillet.entete
        own = {file_name(name, kind): written(made.document, kind, house) for kind in formats}
        add_once(files, own, system_name(made.dossiers[0]))
        about = told_by(made.dossiers)
        entries.append(entry(head.id, head.version, own, made.manques, langue=made.langue, **about))
    manifest = {
        "outil": tool_version(),
        "dossiers": [fingerprint_of_dossier(dossier) for dossier in produced.dossiers],
        "decisions": [
            {verdict.code: verdict.valeur.value for verdict in decision.verdicts}
            for decision in produced.decisions
        ],
        "documents": entries,
    }
    hospital = hospital_slug(produced.dossiers[0].etablissement.nom)
    files[f"information_{hospital}.manifeste.json"] = manifest_bytes(manifest)
    return files
