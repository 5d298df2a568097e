"""The pages of the examples in a validator and in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from documents.produits import OUTILS, Produit, cas, produit
from sia_docs.contenu import racine


def pages(folder: Path) -> list[Path]:
    """Every page, and a fragment inside a website."""
    files = {produit(name).court: produit(name).html for name in cas()}
    css = (racine() / "templates/house/style.css").read_text(encoding="utf-8")
    files["site"] = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Site</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{css}</style></head>'
        f"<body><main><h1>Site</h1>{produit(cas()[0]).fragment}</main></body></html>"
    )
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return [folder / f"{name}.html" for name in files]


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    jar = OUTILS / "node_modules/vnu-jar/build/dist/vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("vnu absent : npm ci --ignore-scripts --prefix tools, et Java 17")
    command = ["java", "-jar", str(jar), "--format", "json", *map(str, pages(tmp_path))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(run.stderr)["messages"]
    assert [
        (m["url"].rsplit("/", 1)[-1], m["type"], m.get("message"), m.get("extract")) for m in messages
    ] == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_and_nothing_overflows(tmp_path: Path) -> None:
    files = pages(tmp_path)
    run = subprocess.run(
        ["node", str(OUTILS / "axe.mjs"), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    reports = json.loads(run.stdout)
    assert len(reports) == 2 * len(files)
    for report in reports:
        found = {key: report[key] for key in ("violations", "requests", "overflow")}
        assert found == {"violations": [], "requests": [], "overflow": 0}, report["file"]


def test_the_page_asks_for_nothing_outside_itself(document: Produit) -> None:
    for text in (document.html, document.fragment):
        assert re.findall(r"<(?:script|iframe|img|object|embed|link|base|form)\b", text) == []
        assert re.findall(r"url\((?!['\"]?data:)|@import|\ssrc=|\sstyle=|\son\w+=", text) == []
        assert {
            a for a in re.findall(r'href="([^"#][^"]*)"', text) if not a.startswith(("https://", "mailto:"))
        } == set()


@pytest.mark.parametrize("form", ["html", "fragment"])
def test_ids_are_unique_and_each_inner_link_has_its_target(document: Produit, form: str) -> None:
    text = getattr(document, form)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 50
    aimed = re.findall(r'(?:href="#|aria-labelledby="|aria-describedby=")([^"]+)"', text)
    assert set(aimed) <= set(ids)
