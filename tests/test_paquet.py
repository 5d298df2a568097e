"""The wheel carries its content: installed elsewhere, it writes a document from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fabrique import RACINE, ecrire

pytest.importorskip("build", reason="le module « build » manque")
pytest.importorskip("hatchling", reason="le module « hatchling » manque")


def _run(*arguments: object, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        list(map(str, arguments)),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def roue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roue")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, RACINE, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_the_wheel_holds_the_code_the_clauses_the_law_and_the_house_and_nothing_else(roue: Path) -> None:
    names = zipfile.ZipFile(roue).namelist()
    for folder, suffix in (("templates", ".md"), ("templates", ".yaml"), ("references", ".yaml")):
        sources = {
            f"sia_docs/contenu/{p.relative_to(RACINE).as_posix()}"
            for p in (RACINE / folder).rglob(f"*{suffix}")
        }
        assert sources and sources <= set(names)
    assert "sia_docs/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert {t for t in tops if not t.endswith(".dist-info")} == {"sia_docs"}
    assert not [n for n in names if n.endswith((".pyc", ".part")) or "__pycache__" in n]


def test_an_installed_wheel_writes_a_document_from_another_folder(roue: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "installe", tmp_path / "ailleurs"
    elsewhere.mkdir()
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    _run(*pip, "--target", target, roue, cwd=elsewhere)
    where = _run(
        sys.executable,
        "-c",
        "import sia_docs; print(sia_docs.__file__)",
        cwd=elsewhere,
        PYTHONPATH=str(target),
    )
    assert where.strip().startswith(str(target))
    ecrire(elsewhere / "dossier.yaml")
    command = [sys.executable, "-m", "sia_docs"]
    _run(*command, "generer", "contrat", "dossier.yaml", cwd=elsewhere, PYTHONPATH=str(target))
    assert {p.suffix for p in (elsewhere / "out").iterdir()} == {".docx", ".html", ".json"}
    assert "sia-docs 0." in _run(*command, "--version", cwd=elsewhere, PYTHONPATH=str(target))
    script = target / "bin" / "sia-docs"
    assert "nouveau" in _run(sys.executable, script, "--help", cwd=elsewhere, PYTHONPATH=str(target))
