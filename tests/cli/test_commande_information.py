"""The commands that take the dossiers of one hospital: what is refused, what is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Fabrique = Callable[..., Path]
Commande = Callable[..., tuple[int, str, str]]

SCRIBE = Path(__file__).parents[2] / "examples" / "scribe" / "dossier.yaml"


@pytest.mark.parametrize("asked", ["generer information", "generer falc", "falc kit"])
def test_the_same_dossier_twice_is_refused_in_one_line_and_writes_nothing(
    asked: str, commande: Commande, tmp_path: Path
) -> None:
    code, _, err = commande(*asked.split(), SCRIBE, SCRIBE, "--dans", tmp_path / "out")
    assert code == 1 and "Traceback" not in err
    assert "deux dossiers donneraient le même fichier" in err and "une seule fois" in err
    assert not (tmp_path / "out").exists()


def test_what_the_colours_changed_is_told_and_the_documents_are_made(
    commande: Commande, tmp_path: Path
) -> None:
    look = tmp_path / "charte.yaml"
    look.write_text("couleur_principale: '#FFD54F'\n", "utf-8")
    code, _, err = commande(
        "generer", "information", SCRIBE, "--dans", tmp_path / "out", "--documents", "N1-REGISTRE", "--charte", look
    )  # fmt: skip
    assert code == 0
    assert err.startswith("Remarque : charte.yaml") and "écrits en noir" in err
    assert list((tmp_path / "out").glob("*.docx"))


def test_a_fault_that_two_dossiers_share_is_told_once(commande: Commande, tmp_path: Path) -> None:
    missing = tmp_path / "absent.yaml"
    code, _, err = commande("generer", "information", missing, missing, "--dans", tmp_path / "out")
    assert code == 1 and err.count("absent.yaml") == 1


def test_what_is_wrong_in_several_dossiers_names_each_file_and_its_line(
    commande: Commande, fabrique_dossier: Fabrique, tmp_path: Path
) -> None:
    wrong = {"information": {"contexte_soins": "oui", "decision_sans_humain": "oui"}}
    first, second = (fabrique_dossier(f"{name}.yaml", wrong) for name in ("scanner", "triage"))
    code, _, err = commande("generer", "information", SCRIBE, first, second, "--dans", tmp_path / "out")
    assert code == 1
    assert "scanner.yaml, ligne" in err and "triage.yaml, ligne" in err and "scribe" not in err
    assert not (tmp_path / "out").exists()


def test_dossiers_of_two_hospitals_are_refused_together(
    commande: Commande, fabrique_dossier: Fabrique, tmp_path: Path
) -> None:
    code, _, err = commande("generer", "information", SCRIBE, fabrique_dossier(), "--dans", tmp_path / "out")
    assert code == 1 and "établissements différents" in err
