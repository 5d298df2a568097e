"""The charters of the example inventories, built once for a test session."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from documents.ecrits import Ecrit
from documents.produits import EXEMPLES
from sia_docs.api import Parc, build_charters, load_inventaire
from sia_docs.document.nodes import Document
from sia_docs.generators.charter_files import charter_stem
from sia_docs.generators.charters import CharteProduite

STRUCTURES = ("chu", "clinique", "ght", "cabinet")


@dataclass(frozen=True)
class Piece(Ecrit):
    """One document of one structure, and its files."""

    nom: str
    structure: str
    produit: CharteProduite

    @property
    def id(self) -> str:
        return self.produit.texte.id

    @property
    def document(self) -> Document:
        return self.produit.document


@cache
def inventaire(structure: str) -> Parc:
    """The example inventory of a structure."""
    return load_inventaire(EXEMPLES / "inventaires" / structure / "inventaire.yaml")


@cache
def precedent() -> Parc:
    """The previous inventory of the CHU."""
    return load_inventaire(EXEMPLES / "inventaires" / "chu" / "inventaire-precedent.yaml")


@cache
def pieces() -> dict[str, Piece]:
    """Every document of every structure, by its file stem; the CHU's with what changed."""
    found: dict[str, Piece] = {}
    for structure in STRUCTURES:
        parc = inventaire(structure)
        produced = build_charters(parc, precedent=precedent() if structure == "chu" else None)
        for made in produced.chartes:
            nom = charter_stem(made, parc)
            assert nom not in found
            found[nom] = Piece(nom, structure, made)
    return found


def noms() -> list[str]:
    """File stems of all the documents."""
    return list(pieces())


def piece(structure: str, ident: str) -> Piece:
    """One document."""
    (found,) = [p for p in pieces().values() if (p.structure, p.id) == (structure, ident)]
    return found


def un_de_chaque() -> list[str]:
    """The longest document of each text: for the slow validators."""
    longest: dict[str, Piece] = {}
    for one in pieces().values():
        if one.id not in longest or len(one.texte) > len(longest[one.id].texte):
            longest[one.id] = one
    return [one.nom for one in longest.values()]
