"""The easy-to-read leaflets of the examples: same text everywhere, valid, accessible, on their pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from documents.ecrits import Ecrit, defauts_du_word, ecarts, fautes_de_francais, restes
from documents.feuillets import etablissements
from documents.produits import EXEMPLES
from outils import audit, axe, ecrites, feuilles_du_pdf, node
from sia_docs.api import build_falc
from sia_docs.document.nodes import Document
from sia_docs.generators.falc import FalcProduit
from sia_docs.generators.falc_files import falc_stem
from sia_docs.generators.pictogram_sheet import pictogram_sheet
from sia_docs.library.falc import load_falc
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.quality.falc.check_file import check_file
from sia_docs.quality.falc.findings import Statut
from sia_docs.quality.falc.look import CONTROLES as ASPECT
from sia_docs.writers.booklet import write_booklet


@dataclass(frozen=True)
class Feuille(Ecrit):
    """A leaflet of one size, or the sheet of the pictures, and its files."""

    contenu: Document

    @property
    def document(self) -> Document:
        return self.contenu


@cache
def produits() -> dict[str, FalcProduit]:
    """Every leaflet of every hospital of the examples, by its file stem."""
    made = [one for dossiers in etablissements().values() for one in build_falc(dossiers).feuillets]
    found = {falc_stem(one): one for one in made}
    assert len(found) == len(made)
    return found


@cache
def feuilles() -> dict[str, Feuille]:
    """The leaflets, on A4, on A5 and in large print; and the sheet of the pictures."""
    found = {"pictogrammes": pictogram_sheet(load_pictogrammes(), load_falc().cadre["planche"], {})}
    for name, one in produits().items():
        found[name] = one.document
        found[f"{name}_gros-caracteres"] = one.variant(large=True)
        found[f"{name}_a5"] = one.variant(page="A5")
    return {name: Feuille(document) for name, document in found.items()}


@pytest.mark.parametrize("nom", feuilles())
def test_word_and_html_say_the_same_thing(nom: str) -> None:
    assert ecarts(feuilles()[nom]) == []


@pytest.mark.parametrize("nom", feuilles())
def test_the_word_file_is_accessible_and_whole(nom: str, tmp_path: Path) -> None:
    assert defauts_du_word(feuilles()[nom], tmp_path) == []


@pytest.mark.parametrize("nom", [name for name in feuilles() if name.endswith(("projet", "a5"))][:4])
def test_openxml_audit_finds_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "feuillet.docx"
    path.write_bytes(feuilles()[nom].docx)
    assert audit(path) == []


@cache
def controles() -> dict[str, Feuille]:
    """What a hospital prints and has checked: every leaflet at every size, plain and with its logo."""
    found = {name: one for name, one in feuilles().items() if name != "pictogrammes"}
    for dossiers in etablissements().values():
        made = build_falc(dossiers, charte=EXEMPLES / "charte" / "charte.yaml").feuillets
        found |= {f"{falc_stem(one)}_logo": Feuille(one.document) for one in made}
    return found


@pytest.mark.parametrize("nom", controles())
def test_our_checker_blocks_none_of_our_leaflets(nom: str, tmp_path: Path) -> None:
    word, page = tmp_path / "feuillet.docx", tmp_path / "feuillet.html"
    word.write_bytes(controles()[nom].docx)
    page.write_text(controles()[nom].html, "utf-8")
    assert [(c.regle, c.extrait, c.message) for c in check_file(page).bloquants] == []
    bilan = check_file(word)
    assert [(c.regle, c.extrait, c.message) for c in bilan.bloquants] == []
    # F-L10c counts words by page: only Word knows how many pages it makes.
    look = {s.regle: s.statut for s in bilan.par_regle if s.regle in ASPECT and s.regle != "F-L10c"}
    assert {rule: status for rule, status in look.items() if status is Statut.NON_VERIFIEE} == {}
    assert {rule: status for rule, status in look.items() if status is Statut.ECARTS} == {}


@pytest.mark.parametrize("nom", produits())
def test_the_french_is_french_and_nothing_is_left_over(nom: str) -> None:
    assert restes(feuilles()[nom]) == []
    assert fautes_de_francais(feuilles()[nom]) == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_on_any_page_and_nothing_overflows(tmp_path: Path) -> None:
    pages = {name: one.html for name, one in feuilles().items() if not name.endswith("_a5")}
    pages |= {f"{name}_livret": write_booklet(one.variant(page="A5")) for name, one in produits().items()}
    axe(*ecrites(tmp_path, pages))


@pytest.mark.navigateur
@pytest.mark.parametrize("nom", list(produits())[:2])
def test_the_booklet_prints_on_its_sheets_and_no_page_overflows(nom: str, tmp_path: Path) -> None:
    source, printed = tmp_path / "livret.html", tmp_path / "livret.pdf"
    page = write_booklet(produits()[nom].variant(page="A5"))
    source.write_text(page, "utf-8")
    node("capture.mjs", source, printed)
    pages = page.count('<p class="folio">')
    assert feuilles_du_pdf(printed) == (-(-pages // 4) * 2, (842, 595))
