"""No supplier, product or brand name in a consultation (R. 2111-7 CCP)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sia_docs.document.nodes import (
    Block,
    Callout,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Signatures,
    Table,
    plain,
)
from sia_docs.erreurs import Probleme
from sia_docs.models import Dossier

_CAMEL = re.compile(r"^(?=.*[a-z][A-Z]|.*[A-Z]{2}|.*\d)[\w-]{4,}$")


def forbidden_names(dossier: Dossier) -> dict[str, str]:
    """Names that a consultation must not print, and the field that holds each."""
    names: dict[str, str] = {}

    def add(value: str | None, path: str) -> None:
        if value and len(value) >= 2:
            names.setdefault(value, path)
            # « BriefCase-Triage for Pulmonary Embolism »: the brand alone is a leak too.
            first = value.split()[0]
            if first != value and _CAMEL.match(first):
                names.setdefault(first, path)

    system, supplier = dossier.systeme, dossier.fournisseur
    add(system.nom, "systeme.nom")
    for rank, name in enumerate(system.autres_noms or (), start=1):
        add(name, f"systeme.autres_noms.{rank}")
    add(system.modele_tiers_nom, "systeme.modele_tiers_nom")
    add(system.udi_di, "systeme.udi_di")
    if system.version and _CAMEL.match(system.version):
        add(system.version, "systeme.version")
    add(supplier.nom, "fournisseur.nom")
    add(supplier.fabricant, "fournisseur.fabricant")
    add(supplier.groupe_ultime, "fournisseur.groupe_ultime")
    if supplier.hebergement and not supplier.hebergement.par_le_titulaire:
        add(supplier.hebergement.nom, "fournisseur.hebergement.nom")
    for rank, further in enumerate(supplier.sous_traitants or (), start=1):
        add(further.nom, f"fournisseur.sous_traitants.{rank}.nom")
    own = {_fold(dossier.etablissement.nom)}
    return {name: path for name, path in names.items() if _fold(name) not in own}


def leaks(document: Document, names: dict[str, str]) -> list[Probleme]:
    """Every forbidden name that the document prints, with its place."""
    patterns = {name: re.compile(rf"(?<!\w){re.escape(_fold(name))}(?!\w)") for name in names if _fold(name)}
    found: dict[str, Probleme] = {}
    for place, text in _texts(document):
        folded = _fold(text)
        for name, pattern in patterns.items():
            if name not in found and pattern.search(folded):
                found[name] = Probleme(
                    f"le nom « {name} » ({names[name]}) paraît dans la consultation : {place}.",
                    remede="Décrivez le besoin sans marque, ou passez en phase « attribution ».",
                )
    return list(found.values())


def _fold(text: str) -> str:
    plain_text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain_text if not unicodedata.combining(c)).casefold()


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield "titre", document.title
    yield "sujet", document.subject
    yield "auteur", document.author
    cover = document.cover
    yield "couverture", " ".join((cover.kicker, cover.title, cover.subtitle, cover.status))
    for term, value in cover.facts:
        yield f"couverture, {term}", f"{term} {plain(value)}"
    for line in (*document.imprint, *document.keywords):
        yield "empreinte", line
    heading = "début"
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = f"{block.prefix} {plain(block.children)}".strip()
        for text in _block_texts(block):
            yield heading, text


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield plain(block.children)
        case ListBlock():
            for item in block.items:
                for child in item:
                    yield from _block_texts(child)
        case Table():
            yield block.caption
            yield block.description
            for row in (block.header, *block.rows):
                for cell in row:
                    yield plain(cell.children)
        case Callout():
            yield block.title
            for child in block.blocks:
                yield from _block_texts(child)
        case Signatures():
            for party in block.parties:
                yield party.party
                for signature in party.lines:
                    yield plain(signature)
        case _:
            return
