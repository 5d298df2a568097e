"""The files of rules: every fault is told with its file and its line."""

from __future__ import annotations

import pytest

from sia_docs.erreurs import ContenuInvalide
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.falc_rules import load_falc_rules, read_falc_rules

HEAD = "famille: mots\nverifiee_le: 2026-11-22\nregles:\n"
RULE = '  - {id: F-W1a, titre: "t", gravite: erreur, source: "s", message: "m", remede: "r"}\n'


def problems(*texts: str) -> list[str]:
    with pytest.raises(ContenuInvalide) as error:
        read_falc_rules(read_text(HEAD + text, fichier=f"{rank}.yaml") for rank, text in enumerate(texts))
    return [str(problem) for problem in error.value.problemes]


def test_the_packaged_rules_come_in_the_order_of_their_families_and_numbers() -> None:
    names = list(load_falc_rules())
    assert names.index("F-W9a") < names.index("F-W10a") < names.index("F-N1a") < names.index("F-H1")


def test_every_source_says_where_the_rule_comes_from() -> None:
    known = ("L'information pour tous", "usage", "guide HAS", "conditions du logo")
    unknown = {r.source for r in load_falc_rules().values() if r.id[2] in "WNSH"}
    assert [source for source in unknown if not source.startswith(known)] == []


def test_an_unknown_key_is_refused_with_its_line() -> None:
    assert problems(RULE.replace("titre", "titer"))[0].startswith("0.yaml, ligne 4")


def test_a_rule_written_twice_in_two_files_is_refused() -> None:
    assert problems(RULE, RULE) == ["1.yaml, ligne 4 : cette règle existe déjà. Reçu : « F-W1a »."]


def test_all_the_faults_of_all_the_files_are_told_at_once() -> None:
    assert len(problems(RULE.replace("erreur", "grave"), RULE.replace("F-W1a", "W1"))) == 2


@pytest.mark.parametrize("change", ["humain: oui, ", 'humain: oui, non_verifiee: "x", '])
def test_a_rule_is_checked_by_a_program_or_by_a_person(change: str) -> None:
    assert problems(RULE.replace("gravite", change + "gravite"))


def test_a_rule_of_a_program_has_a_message() -> None:
    assert problems(RULE.replace('message: "m", ', ""))
