"""The words to avoid: found whole, whatever the typing, and spared where they are right."""

from __future__ import annotations

import pytest

from sia_docs.erreurs import ContenuInvalide
from sia_docs.quality.lexique import (
    load_lexique,
    read_lexique,
    sigles_of,
    words_pattern,
    words_to_avoid,
)

LEXIQUE = load_lexique()

PETIT = """\
verifiee_le: 2026-11-22
familles:
  - id: promesse
    titre: promesse
    gravite: erreur
    termes:
      - formes: [infaillible]
        raison: "Rien ne l'est."
        suggestion: "peut se tromper"
sigles:
  IA: ["intelligence artificielle"]
sigles_admis: [CHU]
"""


def trouves(phrase: str) -> list[tuple[str, str]]:
    return [(word.famille.id, word.forme) for word in words_to_avoid(phrase, LEXIQUE)]


@pytest.mark.parametrize(
    ("phrase", "attendu"),
    [
        ("Ce logiciel est infaillible.", [("promesse", "infaillible")]),
        ("Des outils INFAILLIBLES.", [("promesse", "INFAILLIBLES")]),
        ("Il est fiable à 100\u00a0%.", [("promesse", "100\u00a0%")]),
        ("Il est fiable à 100%.", [("promesse", "100%")]),
        ("C’est sans risque.", [("promesse", "sans risque")]),
        ("L'IA décide seule.", [("inquietude", "L'IA décide")]),
        ("L’IA décide seule.", [("inquietude", "L’IA décide")]),
        ("Vos données sont anonymes.", [("anonymat", "anonymes")]),
        ("Une boîte noire.", [("inquietude", "boîte noire")]),
        ("Un algorithme aide.", [("jargon", "algorithme")]),
        ("Le RDV est pris.", [("abreviation", "RDV")]),
        ("Des images, des sons, etc.", [("abreviation", "etc")]),
    ],
)
def test_a_word_to_avoid_is_found_however_it_is_typed(phrase: str, attendu: list[tuple[str, str]]) -> None:
    assert trouves(phrase) == attendu


@pytest.mark.parametrize(
    "phrase",
    [
        "Ce logiciel n’est pas infaillible.",
        "Aucun outil n’est sans risque.",
        "Il ne garantit rien.",
        "Un examen, le texte, un exemple.",
        "Écrivez à cf@chu.exemple.",
        "L’autorité de surveillance du marché répond.",
        "Un algorithme (une suite de calculs) aide.",
        "Un algorithme, c’est-à-dire une suite de calculs, aide.",
        "La parfumerie ferme.",
    ],
)
def test_a_word_is_spared_where_it_is_right(phrase: str) -> None:
    assert trouves(phrase) == []


def test_a_negation_after_the_promise_does_not_save_it() -> None:
    assert trouves("Il est infaillible et ne coûte rien.") == [("promesse", "infaillible")]


def test_every_entry_says_why_and_what_to_write() -> None:
    for family in LEXIQUE.familles:
        for term in family.termes:
            assert term.raison.endswith(".") and term.suggestion


def test_a_sigle_is_found_after_an_elision_and_not_in_an_address() -> None:
    assert list(sigles_of("L’IA, la CNIL et l'IRM ; voir WWW.CHU.FR, a@CHU.fr, article III, les SIAs.")) == [
        "IA",
        "CNIL",
        "IRM",
        "SIA",
    ]


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("formes: [infaillible]", "formes: []", "."),
        ("formes: [infaillible]", "formes: [infaillible, Infaillible]", "est déjà dans la famille"),
        ("raison:", "motif:", "clé inconnue"),
        ("gravite: erreur", "gravite: grave", "valeur non admise"),
        ('["intelligence artificielle"]', "[]", "."),
    ],
)
def test_a_fault_of_the_lexicon_is_told_with_its_line(avant: str, apres: str, message: str) -> None:
    with pytest.raises(ContenuInvalide, match=message) as caught:
        read_lexique(PETIT.replace(avant, apres))
    assert all(problem.ligne for problem in caught.value.problemes)


def test_a_form_that_ends_with_an_apostrophe_is_found_before_its_word() -> None:
    found = words_pattern(("au sein d'", "afin de"))
    assert [m.group() for m in found.finditer("au sein d’un service, afin de voir, afin demain")] == [
        "au sein d’",
        "afin de",
    ]
