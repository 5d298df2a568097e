"""Each test of this folder runs on every document of ``attendus.yaml``; PDF are made in one go."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1]))

from documents.produits import Produit, cas, produit


@pytest.fixture(params=cas())
def document(request: pytest.FixtureRequest) -> Produit:
    """One produced document."""
    return produit(request.param)


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Path]]:
    """The Word files printed by LibreOffice, all in one process."""
    folder = tmp_path_factory.mktemp("pdf")
    for nom in cas():
        (folder / f"{produit(nom).court}.docx").write_bytes(produit(nom).docx)
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
    command += [str(path) for path in sorted(folder.glob("*.docx"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    made = {nom: folder / f"{produit(nom).court}.pdf" for nom in cas()}
    missing = [nom for nom, path in made.items() if not path.is_file()]
    assert done.returncode == 0 and not missing, f"LibreOffice : {missing} {done.stdout} {done.stderr}"
    yield made
