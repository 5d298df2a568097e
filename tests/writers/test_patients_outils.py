"""Patient documents in validators, in a browser and in a word processor: valid, accessible, on one page."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import ooxml_integrity
import pytest
from patients import tous

from outils import (
    POLITIQUE,
    audit,
    avec_validateur,
    axe,
    ecrites,
    feuilles_du_pdf,
    imprimes,
    node,
    sdk,
    site,
    texte_du_pdf,
    vnu,
)  # fmt: skip
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html

NOMS = list(tous())
AFFICHES = [nom for nom in NOMS if nom.startswith("affiche")]
PAPIER = {"a3": (842, 1191), "a4": (595, 842)}


def _pages(folder: Path) -> list[Path]:
    pages = {nom: write_html(document) for nom, document in tous().items()}
    pages["site"] = site(*(write_html(tous()[nom], fragment=True) for nom in ("feuillet", "arabe")))
    return ecrites(folder, pages)


@pytest.mark.parametrize("nom", NOMS)
def test_openxml_audit_and_ooxml_integrity_find_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(write_docx(tous()[nom]))
    assert audit(path) == []
    assert ooxml_integrity.check(str(path)) == []


@pytest.mark.validateur
@avec_validateur
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    paths = [tmp_path / f"{nom}.docx" for nom in NOMS]
    for path in paths:
        path.write_bytes(write_docx(tous()[path.stem]))
    assert sdk(*paths) == {}


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    assert vnu(*_pages(tmp_path), sauf=POLITIQUE) == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_and_nothing_overflows_at_320_px(tmp_path: Path) -> None:
    axe(*_pages(tmp_path))


@pytest.mark.navigateur
@pytest.mark.parametrize("nom", AFFICHES)
def test_a_poster_is_one_page_of_its_paper_in_a_browser(nom: str, tmp_path: Path) -> None:
    if shutil.which("pdfimages") is None:
        pytest.skip("poppler absent")
    page, pdf = tmp_path / "affiche.html", tmp_path / "affiche.pdf"
    page.write_text(write_html(tous()[nom]), "utf-8")
    node("capture.mjs", page, pdf)
    count, size = feuilles_du_pdf(pdf)
    assert count == 1
    assert all(abs(a - b) <= 1 for a, b in zip(size, PAPIER[nom.split("-")[1]], strict=True))
    images = subprocess.run(["pdfimages", "-list", str(pdf)], capture_output=True, text=True, check=True)
    assert len(images.stdout.splitlines()) >= 2 + 2  # a logo and a QR code, below two lines of heading


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The Word files printed by LibreOffice, all in one process."""
    folder = tmp_path_factory.mktemp("pdf")
    return imprimes(folder, {nom: write_docx(document) for nom, document in tous().items()})


@pytest.mark.office
@pytest.mark.parametrize("nom", AFFICHES)
def test_a_poster_is_one_page_of_its_paper_in_a_word_processor(nom: str, pdfs: Mapping[str, Path]) -> None:
    assert feuilles_du_pdf(pdfs[nom]) == (1, PAPIER[nom.split("-")[1]])


@pytest.mark.office
def test_a_leaflet_prints_all_its_text(pdfs: Mapping[str, Path]) -> None:
    printed = texte_du_pdf(pdfs["feuillet"], "-layout")
    words = ("CHU de Trévénec", "À quoi sert ce logiciel", "12 alertes pour rien", "02 99 00 00 00", "☐")
    assert [word for word in words if word not in printed] == []
