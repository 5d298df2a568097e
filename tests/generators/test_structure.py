"""Chapters and annexes are numbered without a gap, and only depend on the answers of the conditions."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from sia_docs.api import load_dossier
from sia_docs.generators.structure import Structure, structure_of
from sia_docs.library.load import load_library
from sia_docs.models import Dossier
from sia_docs.rules.selection import pour_la_phase

EXAMPLES = Path(__file__).parents[2] / "examples"


def structure(dossier: Dossier) -> Structure:
    return structure_of(load_library(), "annexe-sia", pour_la_phase(dossier), dossier.date_du_droit)


@pytest.fixture(params=["embolie-pulmonaire", "scribe", "clinique-planification"])
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return load_dossier(EXAMPLES / request.param / "dossier.yaml")


def test_what_is_kept_is_numbered_once_without_a_gap(dossier: Dossier) -> None:
    found = structure(dossier)
    articles = [r.numero.split(".") for r in found.renvois.values() if r.mot == "article"]
    annexes = [r.numero for r in found.renvois.values() if r.mot == "annexe"]
    chapters = {chapter: [rank for _, rank in rows] for chapter, rows in groupby(articles, lambda n: n[0])}
    assert list(chapters) == [section.numero for section in found.sections]
    assert list(chapters) == [str(n + 1) for n in range(len(chapters))]
    assert all(ranks == [str(n + 1) for n in range(len(ranks))] for ranks in chapters.values())
    assert annexes == [str(n + 1) for n in range(len(found.annexes))]
    assert {clause.id for clause in found.clauses} == set(found.renvois) == set(found.kept)


def test_every_clause_of_the_plan_has_its_decision(dossier: Dossier) -> None:
    found = structure(dossier)
    assert [d.clause.id for d in found.decisions] == list(load_library().bundle().ids)
    assert [d.clause.id for d in found.decisions if d.retenue] == list(found.kept)


def test_another_name_keeps_the_structure_and_another_fact_changes_it() -> None:
    dossier = load_dossier(EXAMPLES / "embolie-pulmonaire" / "dossier.yaml")
    renamed = dossier.model_copy(update={"systeme": dossier.systeme.model_copy(update={"nom": "Autre"})})
    assert structure(renamed) is structure(dossier)
    private = dossier.etablissement.model_copy(update={"acheteur_public": False})
    other = structure(dossier.model_copy(update={"etablissement": private}))
    assert set(other.kept) != set(structure(dossier).kept)


def test_only_annexes_and_clauses_that_list_the_texts_come_last(dossier: Dossier) -> None:
    found = structure(dossier)
    assert found.listing
    assert all("in textes" in load_library().clauses[ident].texte for ident in found.listing)
