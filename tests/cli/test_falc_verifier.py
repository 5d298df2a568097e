"""``sia-docs falc verifier``: findings by rule, a report, one error for each file that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Commande = Callable[..., tuple[int, str, str]]
FAUTIF = "Le logiciel aide 50 % des patients.\n"


def ecrit(folder: Path, name: str, text: str = FAUTIF) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_fault_is_told_with_its_rule_its_place_and_what_to_do(commande: Commande, tmp_path: Path) -> None:
    code, out, err = commande("falc", "verifier", ecrit(tmp_path, "a.txt"))
    assert (code, err) == (1, "")
    assert "a.txt" in out and "À corriger" in out and "F-N3" in out and "ligne 1" in out
    assert "un texte sans mise en forme" in out and "F-H2" in out and "reste un projet" in out


def test_a_program_reads_the_same_answer(commande: Commande, tmp_path: Path) -> None:
    code, out, _ = commande("falc", "verifier", ecrit(tmp_path, "a.txt"), "--json")
    (file,) = json.loads(out)["fichiers"]
    assert code == 1 and file["fichier"] == "a.txt" and file["bloquants"] > 0
    assert {"regle", "gravite", "bloc", "ligne", "page", "titre", "extrait", "message", "remede"} == set(
        file["constats"][0]
    )
    assert {"conforme", "écarts", "non vérifiée", "à vérifier par une personne"} <= {
        r["statut"] for r in file["regles"]
    }


def test_the_report_is_written_and_never_over_another_file(commande: Commande, tmp_path: Path) -> None:
    source, report = ecrit(tmp_path, "a.txt"), tmp_path / "r.html"
    code, out, _ = commande("falc", "verifier", source, "--rapport", report)
    assert code == 1 and "Rapport" in out and report.read_text("utf-8").startswith("<!doctype html>")
    code, _, err = commande("falc", "verifier", source, "--rapport", report)
    assert code == 3 and "existe déjà" in err
    assert commande("falc", "verifier", source, "--rapport", report, "--remplacer")[0] == 1


def test_several_files_are_checked_and_a_report_is_of_one(commande: Commande, tmp_path: Path) -> None:
    files = [ecrit(tmp_path, "a.txt"), ecrit(tmp_path, "b.txt")]
    out = commande("falc", "verifier", *files)[1]
    assert "a.txt" in out and "b.txt" in out
    code, _, err = commande("falc", "verifier", *files, "--rapport", tmp_path / "r.html")
    assert code == 1 and "un seul fichier" in err


def test_all_unreadable_files_are_told_at_once(commande: Commande, tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(b"rien")
    code, out, err = commande("falc", "verifier", tmp_path / "absent.txt", tmp_path / "b.docx")
    assert (code, out) == (1, "")
    assert "absent.txt : le fichier n’existe pas" in err and "b.docx" in err and "Traceback" not in err
