"""``sia-docs couverture``: the register of requirements and what answers each row."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from fabrique import RACINE
from sia_docs.library.exigences import FAMILLES, load_requirements

Commande = Callable[..., tuple[int, str, str]]


def test_a_family_whose_rows_are_all_answered_is_a_success(commande: Commande) -> None:
    code, out, err = commande("couverture", "--famille", "mention")
    assert (code, err) == (0, "")
    assert "P7.L2-01" in out and "mention GUIDE_1" in out and "règle N2" in out
    assert "C2.0-01" not in out and "dont aucune sans réponse" in out


def test_a_row_without_answer_is_said_and_fails(commande: Commande, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sia_docs.cli.coverage.load_answers", lambda: ())
    code, out, _ = commande("couverture", "--famille", "mention,falc")
    assert code == 1
    assert out.count("    → sans réponse\n") == 6 and out.endswith("6 exigences, dont 6 sans réponse.\n")


def test_without_option_all_the_families_are_shown_in_their_order(commande: Commande) -> None:
    out = commande("couverture")[1]
    heads = [line.split(" : ")[0] for line in out.splitlines() if line.endswith("avec réponse")]
    assert heads == list(FAMILLES.values())


def test_the_answer_for_a_program_has_every_row(commande: Commande) -> None:
    code, out, _ = commande("couverture", "--json")
    answer = json.loads(out)
    rows = answer["exigences"]
    assert sorted(row["id"] for row in rows) == sorted(load_requirements())
    alone = sum(not row["reponses"] for row in rows)
    assert (code, answer["sans_reponse"]) == (int(alone > 0), alone)
    web = next(row for row in rows if row["id"] == "P7.L1-03")
    assert {"id": "N1-WEB", "nature": "feuillet", "fichier": "N1-WEB.md"} in web["reponses"]


def test_an_unknown_family_says_which_exist(commande: Commande) -> None:
    code, _, err = commande("couverture", "--famille", "patients,charte")
    assert code == 1
    assert "patients" in err and "charte-publique" in err


def test_the_reference_page_names_every_family() -> None:
    page = (RACINE / "docs" / "reference" / "commandes.md").read_text("utf-8")
    assert ", ".join(FAMILLES.values()) in page
