"""The law printed in a document: its state at the date, grouped, certain, and only what binds."""

from __future__ import annotations

from datetime import date

import pytest

from sia_docs.document.nodes import Field, Text
from sia_docs.generators.legal import derogations, etats, scope_of, textes
from sia_docs.generators.values import Renvoi
from sia_docs.io.dossier import loads_dossier
from sia_docs.law import load_law
from sia_docs.library.load import load_library
from sia_docs.models import Dossier

JOUR = date(2026, 11, 22)


def dossier(**changes: str) -> Dossier:
    values = {"public": "oui", "risque": "inconnu", "marche": "", **changes}
    return loads_dossier(f"""
schema_version: "1"
date_document: 2026-11-22
date_du_droit: 2026-11-22
etablissement: {{nom: Hôpital d’essai, type: ch, acheteur_public: {values["public"]}}}
fournisseur: {{nom: Essai}}
systeme: {{besoin: système d’essai, haut_risque_ria: {values["risque"]}, generatif: non}}
marche: {{phase: attribution, ccag_tic: oui{values["marche"]}}}
""")


def states(name: str, d: Dossier | None = None, day: date = JOUR) -> list[tuple[str, str]]:
    return [
        (state.regime, state.etat) for state in etats(load_law(), name, day, scope_of(d, day) if d else None)
    ]


def test_annex_iii_duties_start_in_december_2027() -> None:
    assert [e for _, e in states("ria#26@annexe-iii")] == [
        "applicable à compter du 2\u00a0décembre\u00a02027"
    ]


def test_before_the_omnibus_the_old_dates_were_the_known_ones() -> None:
    assert [e for _, e in states("ria#26@annexe-iii", day=date(2026, 6, 1))] == [
        "applicable à compter du 2\u00a0août\u00a02026"
    ]


@pytest.mark.parametrize(
    ("risque", "combien"), [("annexe_I", 1), ("annexe_III", 1), ("non", 0), ("inconnu", 2)]
)
def test_only_the_calendar_that_may_concern_the_system_is_printed(risque: str, combien: int) -> None:
    assert len(states("ria#26", dossier(risque=risque))) == combien


def test_a_private_contract_lists_no_text_of_public_procurement() -> None:
    clauses = load_library().clauses.values()
    law = load_law()
    reserved = {law.textes[name].titre for name in ("ccag-tic-2021", "ccp")}
    public = {line.objet for line in textes(clauses, law, JOUR, dossier())}
    private = {line.objet for line in textes(clauses, law, JOUR, dossier(public="non"))}
    assert reserved <= public
    assert not reserved & private


def test_an_uncertain_article_is_never_listed_as_certain() -> None:
    lines = textes(load_library().clauses.values(), load_law(), JOUR, dossier())
    assert not any("51" in str(line.citation) for line in lines)


def test_derogations_follow_the_order_of_the_ccag_and_doubt_is_a_field() -> None:
    library = load_library()
    clauses = list(library.clauses.values())
    renvois = {clause.id: Renvoi(clause.id, "article", "1.1") for clause in clauses}
    lines = derogations(clauses, renvois, load_law(), JOUR, dossier(), library.cadre)
    first = lines[0].article.inlines[0]
    assert isinstance(first, Text) and first.text == "14"
    doubts = [line for line in lines if isinstance(line.article.inlines[0], Field)]
    assert doubts, "l’article 51 est à confirmer"
    assert "51" in doubts[0].article.inlines[0].label


def test_a_number_that_the_lawyer_confirmed_is_printed() -> None:
    library = load_library()
    clauses = list(library.clauses.values())
    renvois = {clause.id: Renvoi(clause.id, "article", "1.1") for clause in clauses}
    confirmed = dossier(marche=", references_confirmees: ['ccag-tic-2021#51']")
    lines = derogations(clauses, renvois, load_law(), JOUR, confirmed, library.cadre)
    assert not any(isinstance(line.article.inlines[0], Field) for line in lines)
