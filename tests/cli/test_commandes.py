"""The commands: what they write, what they refuse, their exit codes, their French."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from fabrique import ecrire, environnement
from sia_docs.cli import main
from sia_docs.cli.french_argparse import in_french
from sia_docs.io.dossier import load_dossier
from sia_docs.io.inventaire import load_inventaire

Commande = Callable[..., tuple[int, str, str]]
COMMANDES = [
    [],
    ["nouveau"],
    ["verifier"],
    ["generer"],
    ["generer", "contrat"],
    ["expliquer"],
    ["information"],
    ["mention"],
    ["droit"],
    ["gabarit"],
]
ANGLAIS = re.compile(
    r"\b(usage(?=:)|show|help message|exit|positional|optional|arguments? [a-z-]+:|required|choose|invalid|choice|error"
    r"|expected|unrecognized|ambiguous|could match|not allowed|one of)\b"
)


# --------------------------------------------------------------------------------- help and errors


@pytest.mark.parametrize("command", COMMANDES, ids=" ".join)
def test_help_is_in_french_and_names_its_own_command(command: list[str], commande: Commande) -> None:
    code, out, err = commande(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Utilisation\u00a0: {' '.join(['sia-docs', *command])} ")
    assert out.count("Utilisation") == 1
    assert "affiche cette aide" in out
    assert not ANGLAIS.search(out.replace("--help", ""))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "il manque : COMMANDE"),
        (["generez"], "« generez » n’est pas admis (vouliez-vous dire « generer » ?)"),
        (["generer"], "il manque : DOCUMENT"),
        (["generer", "contrat"], "il manque : DOSSIER"),
        (["verifier"], "il manque : DOSSIER"),
        (["verifier", "d.yaml", "--xyz"], "argument inconnu : --xyz"),
        (["verifier", "d.yaml", "--phase", "signature"], "choisir parmi consultation, attribution"),
        (["verifier", "d.yaml", "--phase"], "--phase : une valeur est attendue"),
        (["verifier", "d.yaml", "--json=x"], "--json n’attend pas de valeur"),
        (["generer", "contrat", "d.yaml", "--d", "x"], "option ambiguë : --d"),
        (["gabarit"], "il faut l’une de ces options : --vers --verifier"),
        (["gabarit", "--vers", "a", "--verifier", "b"], "ne va pas avec"),
        (["droit"], "il manque : --a-la-date"),
    ],
)
def test_a_badly_written_command_is_explained_in_french(
    arguments: list[str], expected: str, commande: Commande
) -> None:
    code, out, err = commande(*arguments)
    assert (code, out) == (2, "")
    assert expected in err
    assert "--help ».\n" in err
    assert not ANGLAIS.search(err.replace("--help", ""))


def test_an_error_of_argparse_that_nobody_foresaw_is_still_in_french() -> None:
    assert in_french("something new: blah") == "commande incomprise"


def test_the_exit_codes_are_in_the_help(commande: Commande) -> None:
    _, out, _ = commande("--help")
    for code in ("0 ", "1 ", "2 ", "3 ", "130 "):
        assert f"\n  {code}" in out


def test_an_interruption_gives_130(
    commande: Commande, monkeypatch: pytest.MonkeyPatch, dossier_minimal: Path
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sia_docs.cli.common.load_dossier", interrupt)
    code, _, err = commande("verifier", dossier_minimal)
    assert code == 130 and "Interrompu" in err


def test_an_output_that_is_not_utf_8_does_not_stop_the_command(
    monkeypatch: pytest.MonkeyPatch, dossier_minimal: Path
) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="ascii"))
    assert main(["verifier", str(dossier_minimal)]) == 0
    sys.stdout.flush()
    assert "à la date" in raw.getvalue().decode("utf-8") or "é" in raw.getvalue().decode("utf-8")


def test_a_closed_pipe_is_not_a_fault(processus: Callable[..., object], dossier_minimal: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "sia_docs", "expliquer", str(dossier_minimal)],
        env=environnement(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None and child.stderr is not None
    child.stdout.close()
    said = child.stderr.read().decode()
    child.stderr.close()
    assert child.wait() == 0
    assert said == ""


# --------------------------------------------------------------------------------------- nouveau


def test_a_new_dossier_loads_checks_and_generates_as_it_is(commande: Commande, tmp_path: Path) -> None:
    target = tmp_path / "mien" / "dossier.yaml"
    assert commande("nouveau", target, "--date", "2026-11-22")[0] == 0
    assert load_dossier(target).date_du_droit.isoformat() == "2026-11-22"
    schema = json.loads((target.parent / "dossier.schema.json").read_text("utf-8"))
    assert schema["title"] == "Dossier sia-docs"
    code, out, err = commande("verifier", target)
    assert (code, err) == (0, "") and out.startswith("Aucune erreur.")
    code, out, err = commande("generer", "contrat", target, "--dans", tmp_path / "out")
    assert (code, err) == (0, "")
    assert sorted(p.suffix for p in (tmp_path / "out").iterdir()) == [".docx", ".html", ".json"]


def test_every_parameter_of_a_new_dossier_is_a_known_one_once_uncommented(
    commande: Commande, tmp_path: Path
) -> None:
    target = tmp_path / "dossier.yaml"
    commande("nouveau", target, "--date", "22/11/2026")
    text = target.read_text("utf-8")
    opened = re.sub(r"(?m)^    # (\w+): …   # .*$", r"    \1: inconnu", text)
    assert opened != text
    target.write_text(opened, "utf-8")
    assert len(load_dossier(target).marche.parametres) > 20
    code, out, _ = commande("verifier", target)
    assert code == 0, out


def test_a_new_inventory_loads_as_it_is_and_says_what_a_charter_needs(
    commande: Commande, tmp_path: Path
) -> None:
    target = tmp_path / "mien" / "inventaire.yaml"
    assert commande("nouveau", target, "--inventaire", "--date", "2026-11-22")[0] == 0
    assert load_inventaire(target).inventaire.date_du_droit.isoformat() == "2026-11-22"
    schema = json.loads((target.parent / "inventaire.schema.json").read_text("utf-8"))
    assert schema["title"] == "Inventaire sia-docs"
    code, out, err = commande("generer", "charte", target, "--dans", tmp_path / "out")
    assert (code, out) == (1, "") and not (tmp_path / "out").exists()
    for field in ("charte.prochaine_revue", "etablissement.guichet_ia", "contacts.incident"):
        assert f"{field} : " in err
    text = target.read_text("utf-8")
    for name, value in (
        ("prochaine_revue", "2027-11-01"),
        ("guichet_ia", "ia@exemple.fr"),
        ("courriel", "a@exemple.fr"),
    ):
        text = re.sub(rf"(?m)^( +{name}): inconnu$", rf"\1: {value}", text)
    target.write_text(text, "utf-8")
    code, out, err = commande("generer", "charte", target, "--dans", tmp_path / "out")
    assert (code, err) == (0, ""), err


def test_a_new_dossier_never_replaces_another(commande: Commande, tmp_path: Path) -> None:
    target = tmp_path / "dossier.yaml"
    target.write_text("à moi", "utf-8")
    code, _, err = commande("nouveau", target)
    assert code == 3 and "existe déjà" in err and "--remplacer" in err
    assert target.read_text("utf-8") == "à moi"
    assert commande("nouveau", target, "--remplacer")[0] == 0


def test_a_date_of_the_command_line_is_checked(commande: Commande, tmp_path: Path) -> None:
    code, _, err = commande("nouveau", tmp_path / "d.yaml", "--date", "31/02/2026")
    assert code == 1 and "--date : cette date n’existe pas" in err
    assert list(tmp_path.iterdir()) == []


# -------------------------------------------------------------------------------------- verifier


def test_verify_lists_what_is_missing_by_who_answers(commande: Commande, dossier_minimal: Path) -> None:
    code, out, _ = commande("verifier", dossier_minimal)
    assert code == 0
    assert "Informations manquantes (" in out
    assert "  Le fournisseur :" in out and "obligatoire" in out


def test_verify_says_the_same_to_a_program(commande: Commande, dossier_minimal: Path) -> None:
    code, out, err = commande("verifier", dossier_minimal, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert set(answer) == {"erreurs", "alertes", "manques", "a_confirmer"}
    assert answer["erreurs"] == [] and answer["manques"]
    assert {"champ", "libelle", "repond", "obligatoire", "ou"} == set(answer["manques"][0])


def test_a_refused_dossier_says_so_to_a_program(commande: Commande, tmp_path: Path) -> None:
    broken = ecrire(tmp_path / "d.yaml", {"marche.phase": "x"})
    code, out, _ = commande("verifier", broken, "--json")
    (problem,) = json.loads(out)["erreurs"]
    assert code == 1 and problem["champ"] == "marche.phase" and problem["ligne"] and problem["recu"] == "x"
    illegal = ecrire(tmp_path / "e.yaml", {"marche.debut": "2030-01-01", "marche.fin": "2029-01-01"})
    code, out, _ = commande("verifier", illegal, "--json")
    assert code == 1 and json.loads(out)["erreurs"][0]["ligne"]


# --------------------------------------------------------------------------------------- generer


def test_generate_refuses_to_replace_and_replaces_when_asked(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert commande("generer", "contrat", dossier_minimal, "--dans", out, "--formats", "txt")[0] == 0
    (produced,) = out.glob("*.txt")
    produced.write_text("relu dans Word", "utf-8")
    code, _, err = commande("generer", "contrat", dossier_minimal, "--dans", out, "--formats", "txt,html")
    assert code == 3 and str(produced) in err and "--remplacer" in err
    assert produced.read_text("utf-8") == "relu dans Word"
    assert not list(out.glob("*.html")), "rien d’autre ne doit avoir été écrit"
    assert (
        commande("generer", "contrat", dossier_minimal, "--dans", out, "--formats", "txt", "--remplacer")[0]
        == 0
    )
    assert "relu dans Word" not in produced.read_text("utf-8")


def test_a_final_document_is_refused_with_the_list_of_what_is_missing(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    code, _, err = commande("generer", "contrat", dossier_minimal, "--definitif", "--dans", tmp_path / "out")
    assert code == 1
    assert err.count("information obligatoire manquante") > 3
    assert "Répond : " in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("formats", ["pdf", "docx,pdf", "", ",", "DOCX;html"])
def test_an_unknown_format_is_refused_with_the_known_ones(
    formats: str, commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    code, _, err = commande(
        "generer", "contrat", dossier_minimal, "--formats", formats, "--dans", tmp_path / "out"
    )
    assert code == 1 and "format inconnu" in err and "docx, html, txt, fragment" in err
    assert not (tmp_path / "out").exists()


def test_one_faulty_dossier_of_several_stops_everything(commande: Commande, tmp_path: Path) -> None:
    good = ecrire(tmp_path / "bon.yaml")
    unread = ecrire(tmp_path / "faux.yaml", {"marche.phase": "x"})
    illegal = ecrire(tmp_path / "illegal.yaml", {"marche.debut": "2030-01-01", "marche.fin": "2029-01-01"})
    out = tmp_path / "out"
    code, _, err = commande("generer", "contrat", good, unread, tmp_path / "absent.yaml", "--dans", out)
    assert code == 1 and "faux.yaml" in err and "absent.yaml" in err and "bon.yaml" not in err
    code, _, err = commande("generer", "contrat", good, illegal, "--dans", out)
    assert code == 1 and "illegal.yaml, ligne" in err
    assert not out.exists()


def test_two_dossiers_with_the_same_name_are_refused(commande: Commande, tmp_path: Path) -> None:
    a, b = ecrire(tmp_path / "a.yaml"), ecrire(tmp_path / "b.yaml", {"systeme.version": "2"})
    code, _, err = commande("generer", "contrat", a, b, "--dans", tmp_path / "out", "--formats", "txt")
    assert code == 1 and "deux dossiers donneraient le même fichier" in err
    assert not (tmp_path / "out").exists()


def test_several_dossiers_are_reported_to_a_program(commande: Commande, tmp_path: Path) -> None:
    paths = [ecrire(tmp_path / f"{n}.yaml", {"systeme.nom": f"Poumonia {n}"}) for n in range(2)]
    code, out, err = commande(
        "generer", "contrat", *paths, "--dans", tmp_path / "out", "--formats", "txt", "--json"
    )
    answer = json.loads(out)
    assert (code, err, len(answer)) == (0, "", 2)
    for entry in answer:
        assert all(Path(f).is_file() for f in entry["fichiers"])


def test_the_folder_of_output_may_be_a_file(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("x")
    code, _, err = commande(
        "generer", "contrat", dossier_minimal, "--dans", tmp_path / "out", "--formats", "txt"
    )
    assert code == 3 and "un fichier porte le nom du dossier" in err and str(tmp_path / "out") in err


def test_a_path_that_the_system_refuses_is_told(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    long = tmp_path / ("é" * 200)
    code, _, err = commande("generer", "contrat", dossier_minimal, "--dans", long, "--formats", "txt")
    assert code == 3 and "le chemin est trop long" in err


def test_a_folder_without_the_right_to_write_is_told(
    commande: Commande, dossier_minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(kwargs.get("dir")))

    monkeypatch.setattr("sia_docs.io.atomic.tempfile.mkstemp", refuse)
    code, _, err = commande(
        "generer", "contrat", dossier_minimal, "--dans", tmp_path / "out", "--formats", "txt"
    )
    assert code == 3 and "l’écriture est refusée" in err and "ouvert dans Word" in err
    assert "denied" not in err and str(tmp_path / "out") in err


def test_the_phase_of_the_command_line_wins(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, *_ = commande(
        "generer", "contrat", dossier_minimal, "--phase", "consultation", "--dans", out, "--formats", "txt"
    )
    (produced,) = out.glob("*.txt")
    assert code == 0 and "consultation" in produced.name
    assert "poumonia" not in produced.name and "Poumonia" not in produced.read_text("utf-8")


def test_a_consultation_that_would_print_a_brand_is_refused(commande: Commande, tmp_path: Path) -> None:
    path = ecrire(
        tmp_path / "d.yaml", {"marche.phase": "consultation", "marche.objet": "Acquisition de POUMONIA"}
    )
    code, _, err = commande("generer", "contrat", path, "--dans", tmp_path / "out")
    assert code == 1 and "le nom « Poumonia » (systeme.nom) paraît dans la consultation" in err
    assert not (tmp_path / "out").exists()


# --------------------------------------------------------------------- expliquer, droit, gabarit


def test_explain_tells_each_clause_and_its_reasons(commande: Commande, dossier_minimal: Path) -> None:
    code, out, _ = commande("expliquer", dossier_minimal)
    assert code == 0 and "RETENUE" in out and "À CONFIRMER" in out and "droit : " in out
    code, out, _ = commande("expliquer", dossier_minimal, "--json")
    clauses = json.loads(out)["clauses"]
    assert code == 0 and {c["sort"] for c in clauses} >= {"retenue"}
    code, detail, _ = commande("expliquer", dossier_minimal, clauses[0]["id"])
    assert code == 0 and clauses[0]["id"] in detail and "vérifié" in detail


def test_an_unknown_clause_gets_its_nearest(commande: Commande, dossier_minimal: Path) -> None:
    code, _, err = commande("expliquer", dossier_minimal, "rgpd-0004")
    assert code == 1 and "clause inconnue" in err and "Vouliez-vous dire « RGPD-00" in err


def test_law_shows_what_changes_and_checks_its_dates(commande: Commande) -> None:
    code, out, _ = commande("droit", "--depuis", "2026-01-01", "--a-la-date", "2028-01-01")
    assert code == 0 and out.replace("\u00a0", " ").startswith(
        "Entre le 1er janvier 2026 et le 1er janvier 2028"
    )
    code, out, _ = commande(
        "droit", "--depuis", "2026-01-01", "--a-la-date", "2028-01-01", "--json", "--tout"
    )
    answer = json.loads(out)
    assert answer["changements"] and answer["depuis"] == "2026-01-01"
    days = [c["le"] for c in answer["changements"]]
    assert days == sorted(days)
    code, _, err = commande("droit", "--depuis", "2026-01-01", "--a-la-date", "2025-01-01")
    assert code == 1 and "précède" in err
    code, _, err = commande("droit", "--a-la-date", "demain")
    assert code == 1 and "une date est attendue" in err


def test_the_house_file_is_exported_checked_and_used(
    commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    house = tmp_path / "charte.docx"
    assert commande("gabarit", "--vers", house)[0] == 0
    code, out, _ = commande("gabarit", "--verifier", house)
    assert code == 0 and "Charte utilisable." in out
    assert commande("gabarit", "--vers", house)[0] == 3
    out_dir = tmp_path / "out"
    assert commande("generer", "contrat", dossier_minimal, "--gabarit", house, "--dans", out_dir)[0] == 0


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 abime", b"pas un zip", b"%PDF-1.7"])
def test_a_house_file_that_is_not_one_is_told_without_a_traceback(
    content: bytes | None, commande: Commande, dossier_minimal: Path, tmp_path: Path
) -> None:
    house = tmp_path / "charte.docx"
    if content is not None:
        house.write_bytes(content)
    for arguments in (
        ["gabarit", "--verifier", house],
        ["generer", "contrat", dossier_minimal, "--gabarit", house, "--dans", tmp_path / "out"],
    ):
        code, _, err = commande(*arguments)
        assert code == 1 and "charte.docx" in err
        assert not (tmp_path / "out").exists()
