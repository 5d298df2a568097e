"""The files of a built contract: names, formats, manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sia_docs.document.nodes import Document
from sia_docs.generators.contracts import Contrat
from sia_docs.io.filenames import slug, stem
from sia_docs.io.manifest import fingerprint, fingerprint_of_dossier, manifest_bytes
from sia_docs.models import Dossier, Phase

if TYPE_CHECKING:
    from sia_docs.writers.docx import House

FORMATS = ("docx", "html", "txt", "fragment")


def file_stem(dossier: Dossier, *, definitif: bool, notes: bool = False) -> str:
    """Name of the files. A consultation is named after the need: no brand, even in a file name."""
    system = dossier.systeme
    consultation = dossier.marche.phase is Phase.CONSULTATION
    subject = system.besoin if consultation or not system.nom else system.nom
    parts = [
        "annexe-ia",
        slug(dossier.etablissement.nom, longest=28),
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
    files: dict[str, bytes] = {}
    for kind in formats:
        suffix = "fragment.html" if kind == "fragment" else kind
        files[f"{name}.{suffix}"] = written(contract.document, kind, house)
    files[f"{name}.manifeste.json"] = manifest_bytes(manifest(contract, dossier, files))
    return files


def written(document: Document, kind: str, house: House | None = None) -> bytes:
    """A document in one of the :data:`FORMATS`; only that format's writer is imported.

    Raises:
        ValueError: another format.
    """
    match kind:
        case "docx":
            from sia_docs.writers.docx import write_docx

            return write_docx(document, house)
        case "html" | "fragment":
            from sia_docs.writers.html import write_html

            return write_html(document, fragment=kind == "fragment").encode()
        case "txt":
            from sia_docs.writers.text import write_text

            return write_text(document).encode()
    raise ValueError(f"no writer for the format {kind!r}: {', '.join(FORMATS)}")


def tool_version() -> str:
    """« sia-docs 0.1.0 », or « sia-docs source » when the package is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"sia-docs {version('sia-docs')}"
    except PackageNotFoundError:
        return "sia-docs source"


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
