"""The files as other programs see them: two validators, Word's library, LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import maisons
import ooxml_integrity
import pytest
from echantillon import echantillon

from outils import audit, avec_validateur, convertis, sdk, texte_du_pdf
from sia_docs.writers.docx import default_house_bytes, load_house, write_docx

HOUSES: dict[str, Callable[[], bytes]] = {
    "defaut": default_house_bytes,
    "francais": maisons.french,
    "minimal": maisons.minimal,
}


@pytest.fixture(params=HOUSES)
def produced(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    path = tmp_path / "sortie.docx"
    path.write_bytes(write_docx(echantillon(), load_house(HOUSES[request.param]())))
    return request.param, path


def test_openxml_audit_finds_no_error(produced: tuple[str, Path]) -> None:
    name, path = produced
    assert audit(path, bare_house=name != "defaut") == []


def test_ooxml_integrity_finds_nothing(produced: tuple[str, Path]) -> None:
    assert ooxml_integrity.check(str(produced[1])) == []


@pytest.mark.validateur
@avec_validateur
def test_the_open_xml_sdk_finds_no_error(produced: tuple[str, Path]) -> None:
    assert sdk(produced[1]) == {}


def test_python_docx_reads_headings_and_tables() -> None:
    document = docx.Document(io.BytesIO(write_docx(echantillon())))
    names = [p.style.name for p in document.paragraphs]
    assert names.count("Heading 1") == 7 and names.count("Heading 2") == 5 and "Title" in names
    assert document.tables[0].cell(1, 1).text == "30 minutes"


@pytest.mark.office
def test_libreoffice_prints_the_same_numbers(produced: tuple[str, Path]) -> None:
    printed = convertis([produced[1]])["sortie"]
    words = " ".join(texte_du_pdf(printed).split())
    for line in (
        "Article 2 Niveaux de service",
        "2.1 Disponibilité",
        "Annexe 1 Description du système",
        "Tableau 1 – Niveaux de service par gravité",
        "décrit à l’annexe 1, selon les niveaux de service de l’article 2.1.",
    ):
        assert line in words
