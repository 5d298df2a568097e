"""``sia-docs generer mentions``: two files, or none."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

Commande = Callable[..., tuple[int, str, str]]


def test_the_page_and_the_word_template_are_written_together(
    commande: Commande, fabrique_dossier: Callable[..., Path], tmp_path: Path
) -> None:
    paths = [fabrique_dossier("a.yaml"), fabrique_dossier("b.yaml", {"systeme.nom": "Scribia"})]
    out = tmp_path / "out"
    code, printed, _ = commande("generer", "mentions", *paths, "--dans", out, "--json")
    assert code == 0
    assert json.loads(printed)["fichiers"] == [str(out / "mentions-ia.html"), str(out / "mentions-ia.dotx")]
    page = (out / "mentions-ia.html").read_bytes()
    assert b"Poumonia" in page and b"Scribia" in page and b"\r" not in page
    assert zipfile.is_zipfile(out / "mentions-ia.dotx")
    assert sorted(path.name for path in out.iterdir()) == ["mentions-ia.dotx", "mentions-ia.html"]


def test_nothing_is_replaced_without_being_asked(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    command = ("generer", "mentions", dossier_minimal, "--dans", tmp_path / "out")
    assert commande(*command)[0] == 0
    code, _, errors = commande(*command)
    assert code == 3 and "--remplacer" in errors
    assert commande(*command, "--remplacer")[0] == 0


def test_one_wrong_dossier_and_nothing_is_written(
    commande: Commande, fabrique_dossier: Callable[..., Path], tmp_path: Path
) -> None:
    good, bad = fabrique_dossier("a.yaml"), fabrique_dossier("b.yaml", {"systeme.categorie": "magie"})
    code, _, errors = commande("generer", "mentions", good, bad, "--dans", tmp_path / "out")
    assert code == 1 and "systeme.categorie" in errors and "Traceback" not in errors
    assert not (tmp_path / "out").exists()


def test_the_same_system_twice_is_refused(commande: Commande, dossier_minimal: Path, tmp_path: Path) -> None:
    code, _, errors = commande(
        "generer", "mentions", dossier_minimal, dossier_minimal, "--dans", tmp_path / "out"
    )
    assert code == 1 and "même système" in errors
    assert not (tmp_path / "out").exists()
