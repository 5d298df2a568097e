"""The text of every document of the examples, line by line, against the one that was last read.

« make golden » (or ``SIA_DOCS_GOLDEN=1``) writes the texts again: read the difference before keeping it.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent))

from documents.produits import cas, produit

DOSSIER = Path(__file__).parent / "golden"
RAFRAICHIR = bool(os.environ.get("SIA_DOCS_GOLDEN"))
_MARQUE = re.compile(r"(Empreinte des données\s:\s)[0-9a-f]{12}\b")


def normalise(text: str) -> str:
    """No fingerprint (any field of the dossier changes it); no-break spaces shown, so that a diff shows them."""
    return _MARQUE.sub(r"\1<empreinte>", text).replace("\u00a0", "~").replace("\u202f", "~")


@pytest.mark.parametrize("nom", cas())
def test_the_document_reads_as_it_did(nom: str) -> None:
    path = DOSSIER / f"{produit(nom).court}.txt"
    text = normalise(produit(nom).texte)
    assert "<empreinte>" in text
    if RAFRAICHIR:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), "texte de référence absent : « make golden », puis le relire"
    lines = list(
        difflib.unified_diff(
            path.read_text("utf-8").splitlines(),
            text.splitlines(),
            "de référence",
            "produit",
            n=1,
            lineterm="",
        )
    )
    if lines:
        head = f"{nom} : {len(lines)} lignes de différence (« make golden » après relecture)"
        pytest.fail("\n".join([head, *lines[:60]]), pytrace=False)


def test_no_text_is_kept_for_a_document_that_no_longer_exists() -> None:
    assert {p.stem for p in DOSSIER.glob("*.txt")} == {nom.replace("/", "_") for nom in cas()}
