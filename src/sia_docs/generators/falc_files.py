"""The files of the easy-to-read leaflets: names, variants, formats, manifest of the set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sia_docs.document.nodes import Document
from sia_docs.generators.falc import FalcProduit, FalcProduits
from sia_docs.generators.output import tool_version, written
from sia_docs.io.filenames import slug, stem
from sia_docs.io.manifest import fingerprint, fingerprint_of_dossier, manifest_bytes


def falc_stem(made: FalcProduit) -> str:
    """« falc-scribe_chu-de-valmont_redaction »; « projet » in a draft."""
    head, first = made.feuillet.entete, made.dossiers[0]
    parts = [head.id, slug(first.etablissement.nom, longest=28)]
    if head.portee == "systeme":
        parts.append(slug(first.systeme.nom or first.systeme.besoin))
    return "_".join((stem(*parts), *["projet"] * made.document.draft))


def falc_files(
    produced: FalcProduits, formats: Sequence[str], *, large: bool = False, booklet: bool = False
) -> dict[str, bytes]:
    """Bytes of each file by its name, the manifest of the set last.

    ``large`` adds each leaflet in large print; ``booklet`` adds it on A5, and a page to print and fold.

    Raises:
        ValueError: two systems would give the same file name.
    """
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for made in produced.feuillets:
        own: dict[str, bytes] = {}
        for file, document, kind in _planned(made, formats, large=large, booklet=booklet):
            if file in files:
                raise ValueError(file)
            own[file] = files[file] = _bytes(document, kind)
        entries.append(_entry(made, own))
    hospital = slug(produced.dossiers[0].etablissement.nom, longest=28)
    manifest = {
        "outil": tool_version(),
        "dossiers": [fingerprint_of_dossier(dossier) for dossier in produced.dossiers],
        "documents": entries,
    }
    files[f"falc_{hospital}.manifeste.json"] = manifest_bytes(manifest)
    return files


def _planned(
    made: FalcProduit, formats: Sequence[str], *, large: bool, booklet: bool
) -> Iterator[tuple[str, Document, str]]:
    """Name, tree and kind of each file of a leaflet."""
    name = falc_stem(made)
    for kind in formats:
        suffix = "fragment.html" if kind == "fragment" else kind
        yield f"{name}.{suffix}", made.document, kind
        if large and kind in ("docx", "html"):
            yield f"{name}_gros-caracteres.{kind}", made.variant(large=True), kind
        if booklet and kind == "docx":
            yield f"{name}_a5.docx", made.variant(page="A5"), kind
        if booklet and kind == "html":
            yield f"{name}_livret.html", made.variant(page="A5"), "livret"


def _bytes(document: Document, kind: str) -> bytes:
    if kind != "livret":
        return written(document, kind)
    from sia_docs.writers.booklet import write_booklet

    return write_booklet(document).encode()


def _entry(made: FalcProduit, files: dict[str, bytes]) -> dict[str, Any]:
    head, first = made.feuillet.entete, made.dossiers[0]
    return {
        "id": head.id,
        "version": head.version,
        "relecture": made.etat.statut.value,
        "date_document": first.date_document.isoformat(),
        "date_du_droit": first.date_du_droit.isoformat(),
        "systemes": [d.systeme.nom or d.systeme.besoin for d in made.dossiers],
        "fichiers": {file: fingerprint(data) for file, data in files.items()},
        "manques": [{"champ": field.id, "repond": field.who} for field in made.manques],
    }
