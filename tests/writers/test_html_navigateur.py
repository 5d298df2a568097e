"""The HTML in a validator and in a browser: valid, accessible, silent, no wider than the screen."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from echantillon import echantillon
from hostiles import document_with

from sia_docs.contenu import racine
from sia_docs.writers.html import write_html

TOOLS = Path(__file__).parents[2] / "tools"


def _pages(folder: Path) -> list[Path]:
    sample = echantillon()
    long_words = replace(sample, blocks=sample.blocks + document_with("intraitable" * 900).blocks)
    # A website that takes the fragment takes the house style sheet with it, or has its own.
    site = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Site</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{(racine() / 'templates/house/style.css').read_text(encoding='utf-8')}</style></head>"
        f"<body><main><h1>Site</h1>{write_html(sample, fragment=True)}</main></body></html>"
    )
    pages = {"page": write_html(sample), "mots-longs": write_html(long_words), "site": site}
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return [folder / f"{name}.html" for name in pages]


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("vnu absent : npm ci --ignore-scripts --prefix tools, et Java 17")
    command = ["java", "-jar", str(jar), "--format", "json", *map(str, _pages(tmp_path))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(run.stderr)["messages"]
    assert [(m["type"], m.get("message"), m.get("extract")) for m in messages] == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_and_nothing_overflows_at_320_px(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (TOOLS / "node_modules" / "axe-core").is_dir():
        pytest.skip("axe-core absent : npm ci --ignore-scripts --prefix tools")
    command = ["node", str(TOOLS / "axe.mjs"), *map(str, _pages(tmp_path))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if run.returncode == 2 and "Chromium introuvable" in run.stderr:
        pytest.skip(run.stderr.strip())
    assert run.returncode in (0, 1), run.stderr
    reports = json.loads(run.stdout)
    assert len(reports) == 6
    for report in reports:
        found = {key: report[key] for key in ("violations", "requests", "overflow")}
        assert found == {"violations": [], "requests": [], "overflow": 0}, report["file"]
        assert report["passes"] > 20
