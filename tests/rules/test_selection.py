"""Selection: what is unknown never removes a clause that the law may command."""

from __future__ import annotations

import copy
import types
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from fabrique import donnees
from sia_docs.api import build_contract, explain, verify
from sia_docs.document.nodes import (
    CrossRef,
    Numbering,
    headings_of,
    inlines_of,
)
from sia_docs.models import Dossier, Fournisseur, Marche, Phase, SystemeIA
from sia_docs.models.base import Choix
from sia_docs.models.fournisseur import SousTraitant
from sia_docs.rules.selection import Sort, pour_la_phase

PAYS = "Loi d’un pays tiers"


def _closed(model: type[BaseModel], prefix: str) -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for every yes/no and every closed choice of a model; ``None`` is « inconnu »."""
    found: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in model.model_fields.items():
        kinds = _kinds(info.annotation)
        if bool in kinds:
            found[f"{prefix}.{name}"] = st.sampled_from([None, True, False])
        elif choices := [k for k in kinds if isinstance(k, type) and issubclass(k, Choix)]:
            values = [None, *(member.value for member in choices[0])]
            found[f"{prefix}.{name}"] = st.sampled_from(values if not info.is_required() else values[1:])
    return found


def _kinds(annotation: Any) -> list[Any]:
    if isinstance(annotation, types.UnionType) or get_origin(annotation) is not None:
        if get_origin(annotation) is tuple:
            return []
        return [k for part in get_args(annotation) for k in _kinds(part)]
    return [annotation]


def _further() -> st.SearchStrategy[Any]:
    fields = _closed(SousTraitant, "x")
    one = st.fixed_dictionaries({name.removeprefix("x."): value for name, value in fields.items()})
    return st.none() | st.lists(one.map(lambda data: {"nom": "Zétanuage SAS", **data}), max_size=2)


CHAMPS: dict[str, st.SearchStrategy[Any]] = {
    **_closed(SystemeIA, "systeme"),
    **_closed(Fournisseur, "fournisseur"),
    **_closed(Marche, "marche"),
    "etablissement.acheteur_public": st.sampled_from([None, True, False]),
    "fournisseur.hebergement.type": st.sampled_from([None, "interne", "tiers"]),
    "fournisseur.hebergement.par_le_titulaire": st.sampled_from([None, True, False]),
    "fournisseur.hebergement.zone_stockage": st.sampled_from([None, "france", "ue", "eee", "hors_eee"]),
    "fournisseur.sous_traitants": _further(),
    "fournisseur.lois_extra_ue": st.sampled_from([None, [], [PAYS]]),
    "systeme.finalites": st.sampled_from(
        [None, [], ["clinique"], ["organisationnelle"], ["recherche", "clinique"]]
    ),
    "marche.beneficiaires": st.sampled_from([None, [], ["Membre"]]),
    "marche.calibrage.prevu": st.sampled_from([None, True, False]),
    "marche.calibrage.donnees_reelles": st.sampled_from([None, True, False]),
    "marche.performance.prevue": st.sampled_from([None, True, False]),
}
DOSSIERS = st.fixed_dictionaries(CHAMPS)
#: What the buyer chooses for lack of which nothing is presumed; the phase is always known.
OPTIONS = ("marche.phase", "marche.performance.prevue", "marche.calibrage.prevu")
CALME = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def fait(values: dict[str, Any]) -> Dossier:
    known = {path: value for path, value in values.items() if value is not None}
    return Dossier.model_validate(donnees(copy.deepcopy(known)))


def sorts(dossier: Dossier) -> dict[str, tuple[Sort, bool]]:
    return {d.clause.id: (d.sort, d.obligatoire) for d in explain(dossier)}


def test_the_drawn_fields_cover_what_the_conditions_read() -> None:
    for path in (
        "systeme.mode",
        "systeme.donnees_sante",
        "systeme.statut_dm",
        "systeme.generatif",
        "fournisseur.role",
        "fournisseur.acces_hors_eee",
        "marche.ccag_tic",
        "marche.phase",
        "systeme.criticite",
    ):
        assert path in CHAMPS


@settings(max_examples=400, deadline=None, suppress_health_check=CALME)
@given(values=DOSSIERS, data=st.data())
def test_forgetting_a_fact_never_removes_a_clause_of_the_law(
    values: dict[str, Any], data: st.DataObject
) -> None:
    dossier = fait(values)
    assume(not verify(dossier).erreurs)  # a dossier that contradicts itself is refused anyway
    known = [p for p, v in values.items() if v is not None and p not in OPTIONS]
    forgotten = data.draw(st.sampled_from(known)) if known else ""
    assume(forgotten)
    before = sorts(dossier)
    after = sorts(fait({**values, forgotten: None}))
    lost = [
        ident
        for ident, (sort, legal) in before.items()
        if legal and sort is Sort.RETENUE and after[ident][0] is Sort.ECARTEE
    ]
    assert not lost, f"sans {forgotten} (= {values[forgotten]}), clauses perdues : {lost}"


@settings(max_examples=100, deadline=None, suppress_health_check=CALME)
@given(values=DOSSIERS)
def test_the_answers_of_the_supplier_never_remove_a_clause_in_consultation(values: dict[str, Any]) -> None:
    asked = {**values, "marche.phase": "consultation"}
    silent = {
        p: (None if p.startswith("fournisseur.") and not p.endswith("hebergement.type") else v)
        for p, v in asked.items()
    }
    assert sorts(fait(asked)) == sorts(fait(silent))


@pytest.mark.parametrize("phase", list(Phase))
def test_the_phase_hides_the_supplier_only_in_consultation(phase: Phase) -> None:
    dossier = fait(
        {
            "marche.phase": phase.value,
            "fournisseur.hebergement.type": "tiers",
            "fournisseur.role": "fabricant",
            "systeme.modele_tiers": True,
        }
    )
    seen = pour_la_phase(dossier)
    hosting = seen.fournisseur.hebergement
    assert hosting is not None and hosting.type == "tiers"
    if phase is Phase.CONSULTATION:
        assert (
            seen.fournisseur.nom is None
            and seen.fournisseur.role is None
            and seen.systeme.modele_tiers is None
        )
    else:
        assert seen == dossier


# --------------------------------------------------------------------------------- whole documents


@settings(max_examples=300, deadline=None, suppress_health_check=CALME)
@given(values=DOSSIERS)
def test_no_dossier_makes_the_checks_or_the_selection_fail(values: dict[str, Any]) -> None:
    dossier = fait(values)
    verify(dossier)
    decisions = explain(dossier)
    assert all(bool(d.manquants) == (d.sort is Sort.A_CONFIRMER) for d in decisions)


@settings(max_examples=40, deadline=None, suppress_health_check=CALME)
@given(values=DOSSIERS)
def test_a_contract_is_numbered_without_a_gap_and_refers_only_to_itself(values: dict[str, Any]) -> None:
    dossier = fait(values)
    assume(not verify(dossier).erreurs)
    document = build_contract(dossier).document
    headings = list(headings_of(document.blocks))
    _assert_continuous([h.number for h in headings if h.numbering is Numbering.ARTICLE and h.level == 1])
    _assert_continuous([h.number for h in headings if h.numbering is Numbering.ANNEX and h.level == 1])
    for article in (h for h in headings if h.numbering is Numbering.ARTICLE and h.level == 1):
        under = [
            h.number
            for h in headings
            if h.numbering is Numbering.ARTICLE and h.number.startswith(f"{article.number}.")
        ]
        _assert_continuous([number.rpartition(".")[2] for number in under])
    numbers = {h.id: h.number for h in headings if h.id}
    for reference in (i for block in document.blocks for i in inlines_of(block) if isinstance(i, CrossRef)):
        assert numbers.get(reference.target) == reference.number, f"renvoi orphelin : {reference}"


def _assert_continuous(numbers: list[str]) -> None:
    assert numbers == [str(rank) for rank in range(1, len(numbers) + 1)]
