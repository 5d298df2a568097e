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
    fields = {line.article.inlines[0] for line in doubts}
    assert [
        number in field.name for field in sorted(fields, key=lambda f: f.id) for number in ("50", "51")
    ] == [
        True,
        False,
        False,
        True,
    ], "chaque numéro incertain est une question"
    assert not any(number in field.text for field in fields for number in ("50", "51"))


def test_a_number_that_the_lawyer_confirmed_is_printed() -> None:
    library = load_library()
    clauses = list(library.clauses.values())
    renvois = {clause.id: Renvoi(clause.id, "article", "1.1") for clause in clauses}
    confirmed = dossier(marche=", references_confirmees: ['ccag-tic-2021#50', 'ccag-tic-2021#51']")
    lines = derogations(clauses, renvois, load_law(), JOUR, confirmed, library.cadre)
    assert not any(isinstance(line.article.inlines[0], Field) for line in lines)


def rows(*cited: str, **changes: str) -> list[tuple[str, str]]:
    return [
        (str(line.citation).replace("\u00a0", " "), str(line.etat).replace("\u00a0", " "))
        for line in textes((), load_law(), JOUR, dossier(**changes), cited)
    ]


def test_an_article_that_a_clause_cites_is_listed_even_for_cases_that_are_not_the_system_s() -> None:
    assert [words for words, _ in rows("ria#27", risque="annexe_I")] == [
        "L’article 27 du règlement (UE) 2024/1689 (systèmes à haut risque de l’annexe III)"
    ]
    assert rows("ria#27", risque="non")


def test_the_state_agrees_with_the_texts_and_names_the_act_that_made_it() -> None:
    assert rows("rgpd#28", "rgpd#32")[0][1] == "applicables depuis le 25 mai 2018"
    assert rows("ria#4")[0][1].endswith("27 juillet 2026 (texte modificatif : règlement (UE) 2026/1744)")
    assert rows("mcc-ai#15", "mcc-ai#17")[0][1].startswith("publiés, ")


def test_a_paragraph_with_a_date_of_its_own_is_taken_out_of_its_article() -> None:
    whole, part = rows("data-act#29", "data-act#29-1")
    assert whole[0] == "L’article 29 du règlement (UE) 2023/2854, à l’exception de l’article 29, paragraphe 1"
    assert part == (
        "L’article 29, paragraphe 1, du règlement (UE) 2023/2854",
        "applicable à compter du 12 janvier 2027",
    )


def test_of_an_uncertain_date_only_the_doubt_is_printed() -> None:
    assert rows("decret-2026-209") == [
        ("Le décret n° 2026-209 du 24 mars 2026", "publié, date d’application à vérifier")
    ]
