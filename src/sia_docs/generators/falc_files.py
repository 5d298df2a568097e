"""The files of the easy-to-read leaflets: names, variants, formats, manifest of the set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sia_docs.document.nodes import Document
from sia_docs.generators.falc import FalcProduit, FalcProduits
from sia_docs.generators.output import file_name, tool_version, written
from sia_docs.generators.set_files import add_once, entry, hospital_slug, stem_about, system_name, told_by
from sia_docs.io.manifest import fingerprint_of_dossier, manifest_bytes


def falc_stem(made: FalcProduit) -> str:
    """« falc-scribe_chu-de-valmont_redaction »; « projet » in a draft."""
    head = made.feuillet.entete
    marks = ["projet"] * made.document.draft
    return stem_about(head.id, made.dossiers, of_system=head.portee == "systeme", marks=marks)


def falc_files(
    produced: FalcProduits, formats: Sequence[str], *, large: bool = False, booklet: bool = False
) -> dict[str, bytes]:
    """Bytes of each file by its name, the manifest of the set last.

    ``large`` adds each leaflet in large print; ``booklet`` adds it on A5, and a page to print and fold.

    Raises:
        DossierInvalide: two systems would give the same file name.
    """
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for made in produced.feuillets:
        head = made.feuillet.entete
        planned = _planned(made, formats, large=large, booklet=booklet)
        own = {file: _bytes(document, kind) for file, document, kind in planned}
        add_once(files, own, system_name(made.dossiers[0]))
        read, about = made.etat.statut.value, told_by(made.dossiers)
        entries.append(entry(head.id, head.version, own, made.manques, relecture=read, **about))
    manifest = {
        "outil": tool_version(),
        "dossiers": [fingerprint_of_dossier(dossier) for dossier in produced.dossiers],
        "documents": entries,
    }
    hospital = hospital_slug(produced.dossiers[0].etablissement.nom)
    files[f"falc_{hospital}.manifeste.json"] = manifest_bytes(manifest)
    return files


def _planned(
    made: FalcProduit, formats: Sequence[str], *, large: bool, booklet: bool
) -> Iterator[tuple[str, Document, str]]:
    """Name, tree and kind of each file of a leaflet."""
    name = falc_stem(made)
    for kind in formats:
        yield file_name(name, kind), made.document, kind
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
