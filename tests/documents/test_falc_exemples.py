"""The easy-to-read leaflets of the examples: same text everywhere, valid, accessible, on their pages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import ooxml_integrity
import pytest

from documents.feuillets import etablissements
from documents.lecture import DES_DONNEES, fautes
from documents.produits import EXEMPLES
from outils import audit, axe, ecrites, feuilles_du_pdf, node
from sia_docs.api import build_falc
from sia_docs.document.nodes import Document
from sia_docs.generators.falc import FalcProduit
from sia_docs.generators.falc_files import falc_stem
from sia_docs.generators.pictogram_sheet import pictogram_sheet
from sia_docs.library.falc import load_falc
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.quality.falc.check_file import check_file
from sia_docs.quality.falc.findings import Statut
from sia_docs.quality.falc.look import CONTROLES as ASPECT
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare
from sia_docs.writers.booklet import write_booklet
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html


@cache
def produits() -> dict[str, FalcProduit]:
    """Every leaflet of every hospital of the examples, by its file stem."""
    made = [one for dossiers in etablissements().values() for one in build_falc(dossiers).feuillets]
    found = {falc_stem(one): one for one in made}
    assert len(found) == len(made)
    return found


@cache
def documents() -> dict[str, Document]:
    """The leaflets, on A4, on A5 and in large print; and the sheet of the pictures."""
    found: dict[str, Document] = {
        "pictogrammes": pictogram_sheet(load_pictogrammes(), load_falc().cadre["planche"], {})
    }
    for name, one in produits().items():
        found[name] = one.document
        found[f"{name}_gros-caracteres"] = one.variant(large=True)
        found[f"{name}_a5"] = one.variant(page="A5")
    return found


@pytest.mark.parametrize("nom", documents())
def test_word_and_html_say_the_same_thing(nom: str) -> None:
    document = documents()[nom]
    assert compare(blocks_of_docx(write_docx(document)), blocks_of_html(write_html(document))) == []


@pytest.mark.parametrize("nom", documents())
def test_the_word_file_is_accessible_and_whole(nom: str, tmp_path: Path) -> None:
    data = write_docx(documents()[nom])
    path = tmp_path / "feuillet.docx"
    path.write_bytes(data)
    assert [(c.regle, c.message, c.endroit) for c in verifier_docx(data)] == []
    assert ooxml_integrity.check(str(path)) == []


@pytest.mark.parametrize("nom", [name for name in documents() if name.endswith(("projet", "a5"))][:4])
def test_openxml_audit_finds_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "feuillet.docx"
    path.write_bytes(write_docx(documents()[nom]))
    assert audit(path) == []


@cache
def controles() -> dict[str, Document]:
    """What a hospital prints and has checked: every leaflet at every size, plain and with its logo."""
    found = {name: one for name, one in documents().items() if name != "pictogrammes"}
    for dossiers in etablissements().values():
        made = build_falc(dossiers, charte=EXEMPLES / "charte" / "charte.yaml").feuillets
        found |= {f"{falc_stem(one)}_logo": one.document for one in made}
    return found


@pytest.mark.parametrize("nom", controles())
def test_our_checker_blocks_none_of_our_leaflets(nom: str, tmp_path: Path) -> None:
    word, page = tmp_path / "feuillet.docx", tmp_path / "feuillet.html"
    word.write_bytes(write_docx(controles()[nom]))
    page.write_text(write_html(controles()[nom]), "utf-8")
    assert [(c.regle, c.extrait, c.message) for c in check_file(page).bloquants] == []
    bilan = check_file(word)
    assert [(c.regle, c.extrait, c.message) for c in bilan.bloquants] == []
    # F-L10c counts words by page: only Word knows how many pages it makes.
    look = {s.regle: s.statut for s in bilan.par_regle if s.regle in ASPECT and s.regle != "F-L10c"}
    assert {rule: status for rule, status in look.items() if status is Statut.NON_VERIFIEE} == {}
    assert {rule: status for rule, status in look.items() if status is Statut.ECARTS} == {}


@pytest.mark.parametrize("nom", produits())
def test_the_french_is_french_and_nothing_is_left_over(nom: str) -> None:
    document = produits()[nom].document
    texts = [block.texte for block in blocks_of_html(write_html(document))]
    whole = "\n".join([document.title, *texts])
    assert re.findall(r"\{\{|\}\}|\{%|None\b|[\U000f0000-\U0010fffd]|!\[", whole) == []
    assert [fault for text in texts for fault in fautes(text, sauf=DES_DONNEES)] == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_on_any_page_and_nothing_overflows(tmp_path: Path) -> None:
    pages = {name: write_html(document) for name, document in documents().items() if not name.endswith("_a5")}
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
