"""Content files: each fault has its file and line, and all come at once (T4)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, SiaDocsError
from sia_docs.library.load import load_library, read_clause, read_library

ENTETE = """---
id: TST-001
titre: Essai
famille: essai
niveau: usage
version: 1
verifiee_le: 2026-11-22
{}---

Le texte.
"""
AJOUT = 8  # line of the added key

FAUTES = [
    ("titer: x\n", AJOUT, "clé inconnue. Vouliez-vous dire « titre » ?"),
    ("titre: double\n", AJOUT, "la clé « titre » est écrite deux fois (déjà ligne 3)"),
    ("note_acheteur: *a\n", AJOUT, "les alias YAML"),
    ("fiche: &a x\nexigences: [*a]\n", AJOUT + 1, "les alias YAML"),
    ("\tfiche: x\n", AJOUT, "une tabulation sert de retrait"),
    ("fiche: !!python/name:os.system x\n", AJOUT, "les étiquettes YAML"),
    ("exigences: oui\n", AJOUT, "une liste est attendue"),
    ("exigences: yes\n", AJOUT, "une liste est attendue"),
    ("piece: CCTPP\n", AJOUT, "attendu : CCAP, CCTP ou annexe"),
    ("applicable_si: [a]\n", AJOUT, "une rubrique avec des clés est attendue"),
    ("applicable_si:\n  touts: [a]\n", AJOUT + 1, "clé inconnue. Vouliez-vous dire « toutes » ?"),
    ("derogations_ccag:\n- article: 1\n", AJOUT + 1, "ce champ est obligatoire"),
    ("fiche: 'ouvert\n", AJOUT, "n’est pas fermé"),
    ('fiche: "a\\u202Eb"\n', AJOUT, "changement de sens"),
]
REMPLACES = [
    ("version: 1", "version: deux", 6, "un nombre entier est attendu"),
    ("version: 1", "version: yes", 6, "un nombre entier est attendu"),
    ("verifiee_le: 2026-11-22", "verifiee_le: hier", 7, "une date est attendue"),
    ("verifiee_le: 2026-11-22", "verifiee_le: 2026-02-30", 7, "n’existe pas dans le calendrier"),
    ("id: TST-001", "id: tst_1", 2, "la forme attendue"),
    ("niveau: usage", "niveau: loi", 5, "valeur non admise"),
]


@pytest.mark.parametrize(("added", "line", "expected"), FAUTES)
def test_a_fault_in_a_front_matter_is_told_with_its_line(added: str, line: int, expected: str) -> None:
    with pytest.raises(SiaDocsError) as caught:
        read_clause(ENTETE.format(added), "TST-001_essai.md")
    problem = caught.value.problemes[0]
    assert expected in problem.message + " " + problem.remede
    assert (problem.fichier, problem.ligne) == ("TST-001_essai.md", line)


@pytest.mark.parametrize(("right", "wrong", "line", "expected"), REMPLACES)
def test_a_wrong_value_in_a_front_matter_is_told_with_its_line(
    right: str, wrong: str, line: int, expected: str
) -> None:
    with pytest.raises(ContenuInvalide) as caught:
        read_clause(ENTETE.format("").replace(right, wrong), "x.md")
    (problem,) = caught.value.problemes
    assert expected in problem.message and problem.ligne == line


@pytest.mark.parametrize("text", ["", "Le texte.", "---\nid: A\n", "--- \nid: A\n---\n"])
def test_a_clause_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(ContenuInvalide, match="ligne 1 : l’en-tête"):
        read_clause(text, "x.md")


def test_a_word_like_yes_stays_the_word_that_was_typed() -> None:
    assert read_clause(ENTETE.format("references: [yes, no, 1.10]\n"), "x").entete.references == (
        "yes",
        "no",
        "1.10",
    )


@pytest.mark.parametrize("change", [lambda t: t, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_ends_of_lines_and_a_byte_order_mark_change_nothing(change: object) -> None:
    clause = read_clause(change(ENTETE.format("")), "x.md")  # type: ignore[operator]
    assert clause.texte == "Le texte."
    assert ENTETE.format("").split("\n")[clause.ligne - 1] == "Le texte."


def test_a_rule_of_dashes_in_the_text_does_not_end_the_text() -> None:
    assert read_clause(ENTETE.format("") + "\n---\n\nSuite.\n", "x.md").texte.endswith("Suite.")


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    target = tmp_path / "contracts"
    shutil.copytree(str(racine() / "templates" / "contracts"), target)
    return target


def test_the_packaged_library_is_valid_and_read_once() -> None:
    assert load_library() is load_library()
    assert len(load_library().clauses) > 50


def test_all_the_faults_of_all_the_files_come_at_once(copie: Path) -> None:
    clauses = sorted((copie / "clauses").rglob("*.md"))[:2]
    clauses[0].write_text("sans en-tête", "utf-8")
    clauses[1].write_bytes("Hôpital".encode("cp1252"))
    parameters = sorted((copie / "parametres").glob("*.yaml"))
    parameters[0].write_text("- nom: [", "utf-8")
    (copie / "parametres" / "zz_double.yaml").write_bytes(parameters[1].read_bytes())
    (copie / "cadre.yaml").write_text("a: 1\na: 2\n", "utf-8")
    with pytest.raises(ContenuInvalide) as caught:
        read_library(copie)
    told = {p.fichier for p in caught.value.problemes}
    assert {clauses[0].name, clauses[1].name, parameters[0].name, "zz_double.yaml", "cadre.yaml"} <= told


def test_two_clauses_with_the_same_id_are_refused(copie: Path) -> None:
    first = sorted((copie / "clauses").rglob("*.md"))[0]
    shutil.copy(first, first.with_name("zz_copie.md"))
    with pytest.raises(ContenuInvalide, match=rf"existe déjà dans {first.name}"):
        read_library(copie)


def test_a_missing_frame_is_told(copie: Path) -> None:
    (copie / "cadre.yaml").unlink()
    with pytest.raises(ContenuInvalide, match=r"cadre\.yaml : le fichier manque"):
        read_library(copie)
