"""The files of the documents for patients: names, formats, manifest of the set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sia_docs.erreurs import DossierInvalide, Probleme
from sia_docs.generators.output import tool_version, written
from sia_docs.generators.patient_info import FeuilletProduit, InformationProduite
from sia_docs.io.filenames import slug, stem
from sia_docs.io.manifest import fingerprint, fingerprint_of_dossier, manifest_bytes
from sia_docs.library.leaflets import FRANCAIS


def leaflet_stem(made: FeuilletProduit) -> str:
    """« n3-notice_chu-de-valmont_poumonia » ; the language when it is not French, « projet » in a draft."""
    head, first = made.feuillet.entete, made.dossiers[0]
    parts = [head.id, slug(first.etablissement.nom, longest=28)]
    if head.portee == "systeme":
        parts.append(slug(first.systeme.nom or first.systeme.besoin))
    # Not through ``stem``: « fr-en » would lose its last word.
    marks = [made.langue] * (made.langue != FRANCAIS) + ["projet"] * made.document.draft
    return "_".join((stem(*parts), *marks))


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
        name = leaflet_stem(made)
        own: dict[str, bytes] = {}
        for kind in formats:
            file = f"{name}.{'fragment.html' if kind == 'fragment' else kind}"
            if file in files:
                raise DossierInvalide(
                    Probleme(
                        f"deux dossiers donneraient le même fichier « {file} ».",
                        champ="systeme.nom",
                        recu=made.dossiers[0].systeme.nom,
                        remede="Donnez chaque dossier une seule fois, et aux systèmes des noms distincts.",
                    )
                )
            own[file] = files[file] = written(made.document, kind, house)
        entries.append(_entry(made, own))
    hospital = slug(produced.dossiers[0].etablissement.nom, longest=28)
    manifest = {
        "outil": tool_version(),
        "dossiers": [fingerprint_of_dossier(dossier) for dossier in produced.dossiers],
        "decisions": [
            {verdict.code: verdict.valeur.value for verdict in decision.verdicts}
            for decision in produced.decisions
        ],
        "documents": entries,
    }
    files[f"information_{hospital}.manifeste.json"] = manifest_bytes(manifest)
    return files


def _entry(made: FeuilletProduit, files: dict[str, bytes]) -> dict[str, Any]:
    head, first = made.feuillet.entete, made.dossiers[0]
    return {
        "id": head.id,
        "version": head.version,
        "langue": made.langue,
        "date_document": first.date_document.isoformat(),
        "date_du_droit": first.date_du_droit.isoformat(),
        "systemes": [d.systeme.nom or d.systeme.besoin for d in made.dossiers],
        "fichiers": {file: fingerprint(data) for file, data in files.items()},
        "manques": [{"champ": field.id, "repond": field.who} for field in made.manques],
    }
