"""Every rule has a text that breaks it and one that does not, written for a FALC trainer to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ecrits_falc import DE_FICHIER, ecrit

from sia_docs.library.falc_rules import load_falc_rules
from sia_docs.quality.falc import frequency
from sia_docs.quality.falc.check import CONTROLES, check
from sia_docs.quality.falc.findings import Bilan, Constat, Statut

ICI = Path(__file__).resolve().parents[2] / "situations" / "falc"
SITUATIONS: list[dict[str, Any]] = [
    case for path in sorted(ICI.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]
EXTRA = "F-W1a"


def found(bilan: Bilan, regle: str) -> list[Constat]:
    return [c for c in bilan.constats if c.regle == regle]


@pytest.mark.parametrize("case", SITUATIONS, ids=lambda case: str(case["regle"]))
def test_a_fault_is_found_and_a_right_text_is_not_blamed(case: dict[str, Any]) -> None:
    regle = case["regle"]
    if regle == EXTRA and not frequency.is_installed():
        pytest.skip("les fréquences des mots ne sont pas installées (extra « falc »)")
    wrong = found(check(ecrit(case["faute"], case.get("modifie", ""))), regle)
    assert wrong, "la faute n’est pas trouvée"
    if "montre" in case:
        assert case["montre"] in [c.extrait.replace("’", "'") for c in wrong]
    right = check(ecrit(case["juste"]))
    assert [c.extrait for c in found(right, regle)] == []
    assert next(p.statut for p in right.par_regle if p.regle == regle) in (Statut.CONFORME, Statut.SANS_OBJET)


def test_every_rule_that_a_program_checks_has_its_two_texts() -> None:
    told = [case["regle"] for case in SITUATIONS]
    checked = [r.id for r in load_falc_rules().values() if not r.humain and not r.id.startswith(DE_FICHIER)]
    assert sorted(told) == sorted(checked)


def test_every_rule_has_a_way_to_be_checked_and_every_check_a_rule() -> None:
    rules = load_falc_rules()
    without = [r.id for r in rules.values() if not r.humain and r.id not in CONTROLES and not r.formes]
    assert without == []
    assert [name for name in CONTROLES if name not in rules] == []


def test_there_are_at_least_sixty_rules_without_those_of_people() -> None:
    assert sum(not rule.humain for rule in load_falc_rules().values()) >= 60
