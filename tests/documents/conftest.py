"""Each test of this folder runs on every document of ``attendus.yaml``; PDF are made in one go."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1]))

from documents.produits import Produit, cas, produit
from outils import imprimes


@pytest.fixture(params=cas())
def document(request: pytest.FixtureRequest) -> Produit:
    """One produced document."""
    return produit(request.param)


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The Word files printed by LibreOffice, all in one process."""
    made = imprimes(tmp_path_factory.mktemp("pdf"), {produit(nom).court: produit(nom).docx for nom in cas()})
    return {nom: made[produit(nom).court] for nom in cas()}
