"""``sia-docs falc reponses``: a clear summary, a register kept up to date, one list of errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from relectures import donnees_reponses
from sia_docs.io.relecture_falc import load_register

Commande = Callable[..., tuple[int, str, str]]


@pytest.fixture
def registre(tmp_path: Path) -> Path:
    return tmp_path / "relectures-falc.yaml"


def ecrit(folder: Path, name: str = "reponses.yaml", **changes: Any) -> Path:
    path = folder / name
    path.write_text(yaml.safe_dump(donnees_reponses(**changes), allow_unicode=True), "utf-8")
    return path


def test_a_full_session_is_valid_and_kept(commande: Commande, tmp_path: Path, registre: Path) -> None:
    code, out, err = commande("falc", "reponses", ecrit(tmp_path), "--registre", registre)
    assert (code, err) == (0, "")
    assert "FALC-DROITS, le 20 novembre 2026, ESAT de Trévénec : validé." in out.replace("\u00a0", " ")
    assert "manque" not in out and "reprendre" not in out
    assert load_register(registre).relectures[0].texte_compris is True
    assert registre.read_text("utf-8").startswith("# Relectures des documents FALC")


def test_what_is_to_be_mended_is_told(commande: Commande, tmp_path: Path, registre: Path) -> None:
    lines = donnees_reponses()["lignes"]
    lines[1] |= {"compris": "non", "remarque": "À quoi ?"}
    del lines[2]["compris"]
    path = ecrit(
        tmp_path,
        lignes=lines,
        questions=[{"question": "Qui décide ?", "compris": "non", "reponse": "l'ordinateur"}],
        pictogrammes=[{"idee": "telephone", "vu": "une brique", "compris": "non"}],
        structure="inconnu",
    )
    out = commande("falc", "reponses", path, "--registre", registre)[1]
    for said in (
        "Lignes à reprendre (1) :\n    – ligne 2 : « Vous pouvez dire non. » Remarque : À quoi ?",
        "Questions manquées (1) :\n    – « Qui décide ? » Réponse : l'ordinateur",
        "Images à changer (1) :\n    – telephone : les lecteurs voient « une brique »",
        "Sans réponse (1) : ligne 3.",
        "la structure de relecture manque.",
        "une image n’est pas comprise (telephone).",
    ):
        assert said in out
    assert load_register(registre).relectures[0].texte_compris is False


def test_the_answer_for_a_program(commande: Commande, tmp_path: Path, registre: Path) -> None:
    path = ecrit(tmp_path, compris="inconnu")
    code, out, _ = commande("falc", "reponses", path, "--registre", registre, "--json")
    (told,) = json.loads(out)["relectures"]
    assert (code, told["statut"]) == (0, "incomplete")
    assert told["sans_reponse"][0] == "ligne 1" and told["manques"][0]["champ"] == "texte_compris"


def test_reading_again_gives_the_same_bytes(commande: Commande, tmp_path: Path, registre: Path) -> None:
    path = ecrit(tmp_path)
    commande("falc", "reponses", path, "--registre", registre)
    first = registre.read_bytes()
    commande("falc", "reponses", path, "--registre", registre)
    assert registre.read_bytes() == first


def test_nothing_is_written_when_one_file_is_wrong_and_all_faults_are_told(
    commande: Commande, tmp_path: Path, registre: Path
) -> None:
    good, bad = ecrit(tmp_path), ecrit(tmp_path, "mauvais.yaml", date="hier", langue="français")
    code, out, err = commande("falc", "reponses", good, bad, tmp_path / "absent.yaml", "--registre", registre)
    assert (code, out) == (1, "") and not registre.exists()
    assert "mauvais.yaml, ligne" in err and "une date est attendue" in err and "absent.yaml" in err
    assert "Traceback" not in err


def test_a_wrong_register_is_never_overwritten(commande: Commande, tmp_path: Path, registre: Path) -> None:
    registre.write_text("relectures: oui\n", "utf-8")
    code, _, err = commande("falc", "reponses", ecrit(tmp_path), "--registre", registre)
    assert code == 1 and "relectures-falc.yaml" in err
    assert registre.read_text("utf-8") == "relectures: oui\n"
