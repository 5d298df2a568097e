"""The pages of the easy-to-read leaflets as LibreOffice and the booklet make them, for every category."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from documents.feuillets import etablissements
from documents.produits import EXEMPLES
from outils import imprimes, pages_du_pdf
from sia_docs.api import build_falc, load_dossier
from sia_docs.document.booklet import pages_of
from sia_docs.document.lines import illustrated_in
from sia_docs.document.nodes import Document, Illustrated, plain
from sia_docs.generators.falc import FalcProduit
from sia_docs.generators.falc_files import falc_stem
from sia_docs.models import Dossier
from sia_docs.models.systeme import Categorie
from sia_docs.writers.docx import write_docx

PAGES_MAX = {"A4": 4, "gros": 6, "A5": 8}
"""Pages of a leaflet: as many sides as a sheet folded in two has, or two sheets."""
AUTRES = (
    Categorie.IMAGERIE,
    Categorie.DEPISTAGE,
    Categorie.AIDE_DECISION,
    Categorie.AUTRE,
    Categorie.TELESURVEILLANCE,
)
"""Categories of no example."""


def _autre(categorie: Categorie) -> Dossier:
    """The fullest dossier, as if its system were of this category."""
    dossier = load_dossier(EXEMPLES / "embolie-pulmonaire" / "dossier.yaml")
    systeme = dossier.systeme.model_copy(update={"categorie": categorie})
    return dossier.model_copy(update={"systeme": systeme})


@cache
def produits() -> dict[str, FalcProduit]:
    """The leaflets of the examples by file stem, then one for each other category."""
    made = [one for dossiers in etablissements().values() for one in build_falc(dossiers).feuillets]
    found = {falc_stem(one): one for one in made}
    for categorie in AUTRES:
        (own,) = [
            one
            for one in build_falc([_autre(categorie)]).feuillets
            if one.feuillet.entete.portee == "systeme"
        ]
        found[f"{categorie.value}"] = own
    return found


def test_every_leaflet_is_here() -> None:
    written = {path.stem for path in Path("templates/patient_info/falc").glob("FALC-*.md")}
    assert {one.feuillet.id for one in produits().values()} == written


def _variantes() -> dict[tuple[str, str], Document]:
    return {
        (name, kind): document
        for name, one in produits().items()
        for kind, document in (
            ("A4", one.document),
            ("gros", one.variant(large=True)),
            ("A5", one.variant(page="A5")),
        )
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], list[str]]:
    """The words of each page of each leaflet, printed by LibreOffice in one process."""
    keys = {f"{rank}": key for rank, key in enumerate(_variantes())}
    files = {rank: write_docx(_variantes()[key]) for rank, key in keys.items()}
    made = imprimes(tmp_path_factory.mktemp("falc"), files)
    return {key: pages_du_pdf(made[rank]) for rank, key in keys.items()}


@pytest.mark.office
def test_no_leaflet_has_too_many_pages(pages: Mapping[tuple[str, str], list[str]]) -> None:
    assert {key: len(found) for key, found in pages.items() if len(found) > PAGES_MAX[key[1]]} == {}


@pytest.mark.office
def test_the_last_page_holds_two_ideas_and_on_a5_one(pages: Mapping[tuple[str, str], list[str]]) -> None:
    wrong = []
    for (name, kind), found in pages.items():
        ideas = produits()[name].document.blocks[-1 if kind == "A5" else -2 :]
        assert all(isinstance(idea, Illustrated) for idea in ideas)
        words = {word for idea in illustrated_in(ideas) for block in idea.blocks for word in _mots(block)}
        if not words <= set(found[-1].replace("\u00a0", " ").split()):
            wrong.append((name, kind))
    assert wrong == []


def _mots(block: object) -> list[str]:
    children = getattr(block, "children", ())
    return plain(children).replace("\u00a0", " ").split()


@pytest.mark.parametrize("nom", produits())
def test_a_booklet_is_made_of_two_sheets_at_most(nom: str) -> None:
    assert len(pages_of(produits()[nom].variant(page="A5"))) <= PAGES_MAX["A5"]
