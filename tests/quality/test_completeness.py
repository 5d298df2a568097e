"""What is missing is counted once, with its places, who answers, and whether it blocks."""

from __future__ import annotations

import pytest

from fabrique import donnees, feuilles, riche, texte_yaml
from sia_docs.api import build_contract, in_phase, loads_dossier
from sia_docs.document.nodes import CANDIDAT, Field, inlines_of
from sia_docs.erreurs import DocumentIncomplet
from sia_docs.models import Dossier, Repondant

MINIMAL = loads_dossier(texte_yaml(donnees()))


@pytest.fixture(params=["consultation", "attribution"])
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return in_phase(MINIMAL, request.param)


def _imprimes(dossier: Dossier) -> set[str]:
    document = build_contract(dossier).document
    inlines = [i for block in document.blocks for i in inlines_of(block)]
    inlines += [i for _, value in document.cover.facts for i in value]
    return {i.id for i in inlines if isinstance(i, Field)}


def test_the_report_lists_every_field_that_the_document_prints_and_no_other(dossier: Dossier) -> None:
    listed = [m.id for m in build_contract(dossier).completude.manques]
    assert len(listed) == len(set(listed)) > 20
    assert set(listed) == _imprimes(dossier)


def test_each_missing_datum_says_what_who_and_where(dossier: Dossier) -> None:
    for missing in build_contract(dossier).completude.manques:
        assert missing.libelle and missing.libelle[0] != " " and "_" not in missing.libelle
        assert missing.qui in {*Repondant, CANDIDAT}
        assert len({(p.target, p.number) for p in missing.ou}) == len(missing.ou)


def test_what_the_candidate_must_say_never_blocks_the_buyer() -> None:
    report = build_contract(in_phase(MINIMAL, "consultation")).completude
    assert any(m.qui == CANDIDAT and m.obligatoire for m in report.manques)
    assert all(m.qui != CANDIDAT and m.obligatoire for m in report.bloquants)
    assert all(m.qui != CANDIDAT for m in build_contract(in_phase(MINIMAL, "attribution")).completude.manques)


def test_a_datum_once_known_is_no_longer_missing_and_nothing_else_appears_for_it() -> None:
    before = {m.id for m in build_contract(MINIMAL).completude.manques}
    known = loads_dossier(
        texte_yaml(donnees({"fournisseur.adresse": "1 rue du Port", "marche.reference": "2026-12"}))
    )
    after = {m.id for m in build_contract(known).completude.manques}
    assert before - after == {"fournisseur.adresse", "marche.reference"} & before != set()
    assert after <= before


def test_a_dossier_with_everything_misses_nothing_that_it_describes() -> None:
    full = loads_dossier(texte_yaml(riche(lambda path: f"texte {path.replace('.', ' ')}")))
    report = build_contract(full).completude
    assert [m.id for m in report.manques if m.id.replace(".1", ".0") in feuilles()] == []
    empty = build_contract(MINIMAL).completude
    assert len(report.manques) < len(empty.manques) / 5


def test_a_final_document_names_every_blocking_datum(dossier: Dossier) -> None:
    expected = {m.id for m in build_contract(dossier).completude.bloquants}
    with pytest.raises(DocumentIncomplet) as caught:
        build_contract(dossier, definitif=True)
    told = {p.champ for p in caught.value.problemes}
    assert told == expected != set()
    assert all(p.remede for p in caught.value.problemes if "manquante" in p.message)


def test_unknown_keeps_every_clause_that_knowing_would_keep() -> None:
    """What nobody knows never removes a mandatory clause (L8)."""
    unknown = {d.clause.id for d in build_contract(MINIMAL).decisions if d.retenue}
    for field in (
        "generatif",
        "donnees_sante",
        "donnees_personnelles",
        "modele_tiers",
        "interaction_patient",
    ):
        known = loads_dossier(texte_yaml(donnees({f"systeme.{field}": "oui"})))
        kept = {d.clause.id for d in build_contract(known).decisions if d.retenue and d.obligatoire}
        assert kept <= unknown, field


def test_the_datum_of_a_sub_processor_is_listed_once_and_named() -> None:
    unknown = donnees()
    unknown["fournisseur"]["sous_traitants"] = [{"nom": "Voisin"}, {"nom": "Autre"}]
    report = build_contract(loads_dossier(texte_yaml(unknown))).completude
    rows = [m for m in report.manques if m.id.endswith("acces_hors_eee") and "sous_traitants" in m.id]
    assert [m.libelle for m in rows] == [
        "accès hors EEE du sous-traitant (Voisin)",
        "accès hors EEE du sous-traitant (Autre)",
    ]
    assert all(len(m.ou) > 1 for m in rows), "l’article à confirmer et l’annexe"
