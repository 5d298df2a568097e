"""The documents for patients of all the examples, built once for a test session, hospital by hospital."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from documents.ecrits import Ecrit
from documents.produits import EXEMPLES
from sia_docs.api import Dossier, build_information, load_dossier
from sia_docs.document.nodes import Document
from sia_docs.generators.leaflet_files import leaflet_stem
from sia_docs.generators.patient_info import FeuilletProduit
from sia_docs.library.leaflets import FRANCAIS, load_leaflets

LANGUES = tuple(load_leaflets().par_langue)


@dataclass(frozen=True)
class Piece(Ecrit):
    """One document and its files."""

    nom: str
    produit: FeuilletProduit

    @property
    def id(self) -> str:
        return self.produit.feuillet.id

    @property
    def document(self) -> Document:
        return self.produit.document


@cache
def etablissements() -> dict[str, tuple[Dossier, ...]]:
    """The dossiers of each hospital of the examples."""
    found: dict[str, list[Dossier]] = {}
    for path in sorted(EXEMPLES.glob("*/dossier.yaml")):
        dossier = load_dossier(path)
        found.setdefault(dossier.etablissement.nom, []).append(dossier)
    return {name: tuple(dossiers) for name, dossiers in found.items()}


@cache
def pieces() -> dict[str, Piece]:
    """Every document of every hospital in every language, alone and beside the French, by its file stem."""
    found: dict[str, Piece] = {}
    for dossiers in etablissements().values():
        made = [build_information(dossiers, langue=langue) for langue in LANGUES]
        made += [build_information(dossiers, bilingue=langue) for langue in LANGUES if langue != FRANCAIS]
        for produit in (one for set_ in made for one in set_.feuillets):
            nom = leaflet_stem(produit)
            assert nom not in found
            found[nom] = Piece(nom, produit)
    return found


def noms() -> list[str]:
    """File stems of all the documents."""
    return list(pieces())


def un_de_chaque() -> list[str]:
    """The longest document of each text and language: for the slow validators."""
    longest: dict[tuple[str, str], Piece] = {}
    for piece in pieces().values():
        key = (piece.id, piece.produit.langue)
        if key not in longest or len(piece.texte) > len(longest[key].texte):
            longest[key] = piece
    return [piece.nom for piece in longest.values()]
