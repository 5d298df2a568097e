"""Every row of the register that this project promises to answer has its answer, and keeps it."""

from __future__ import annotations

from functools import cache

import pytest

from sia_docs.library.exigences import FAMILLES, Exigence, load_requirements
from sia_docs.library.reponses import Nature, Reponse, load_answers
from sia_docs.quality.couverture import coverage

PROMISES = ("charter", "charter_public", "patient", "mention", "falc")


@cache
def answered() -> frozenset[str]:
    return frozenset(
        row.exigence.id for row in coverage(load_requirements().values(), load_answers()) if row.reponses
    )


@pytest.mark.parametrize(
    "ident",
    [row.id for row in load_requirements().values() if row.famille in PROMISES],
)
def test_a_promised_row_has_an_answer(ident: str) -> None:
    assert ident in answered()


def test_every_family_of_the_register_has_a_name_and_every_name_a_family() -> None:
    assert {row.famille for row in load_requirements().values()} == set(FAMILLES)


def test_a_row_lists_its_answers_once_each_and_a_row_without_any_stays() -> None:
    rows = [Exigence(name, "Guide", "recommandation", "patient", name) for name in ("P-1", "P-2")]
    clause = Reponse("REV-001", Nature.CLAUSE, "REV-001.md", ("P-1", "P-1"))
    leaflet = Reponse("N1-WEB", Nature.FEUILLET, "N1-WEB.md", ("P-1",))
    found = [(row.exigence.id, row.reponses) for row in coverage(rows, (clause, leaflet))]
    assert found == [("P-1", (clause, leaflet)), ("P-2", ())]
