"""The algebra of conditions; what each condition answers is in ``situations/conditions.yaml``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique import donnees
from sia_docs.library.load import load_library
from sia_docs.models import Dossier
from sia_docs.rules.conditions import (
    CONDITIONS,
    NON,
    OUI,
    Reponse,
    Valeur,
    contraire,
    description,
    fait,
    inconnu,
    parmi,
    toutes,
    une_de,
)

ANSWERS = st.sampled_from([OUI, NON, inconnu("a"), inconnu("b"), inconnu("a", "c")])
MANY = st.lists(ANSWERS, max_size=6)
A, B = inconnu("a"), inconnu("b")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), Valeur.OUI),
        ((OUI, OUI), Valeur.OUI),
        ((OUI, A), Valeur.INCONNU),
        ((A, NON), Valeur.NON),
        ((NON, OUI), Valeur.NON),
    ],
)
def test_all_is_no_as_soon_as_one_is_no(answers: tuple[Reponse, ...], expected: Valeur) -> None:
    assert toutes(*answers).valeur is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), Valeur.NON),
        ((NON, NON), Valeur.NON),
        ((NON, A), Valeur.INCONNU),
        ((A, OUI), Valeur.OUI),
        ((OUI, NON), Valeur.OUI),
    ],
)
def test_one_of_is_yes_as_soon_as_one_is_yes(answers: tuple[Reponse, ...], expected: Valeur) -> None:
    assert une_de(*answers).valeur is expected


@given(MANY)
def test_the_contrary_of_all_is_one_of_the_contraries(answers: list[Reponse]) -> None:
    assert contraire(toutes(*answers)) == une_de(*(contraire(a) for a in answers))


@given(ANSWERS)
def test_the_contrary_of_the_contrary_is_the_answer(answer: Reponse) -> None:
    assert contraire(contraire(answer)) == answer


@given(MANY)
def test_the_order_of_answers_does_not_change_the_value(answers: list[Reponse]) -> None:
    assert toutes(*answers).valeur is toutes(*reversed(answers)).valeur
    assert une_de(*answers).valeur is une_de(*reversed(answers)).valeur


@given(MANY)
def test_only_an_unknown_names_missing_fields(answers: list[Reponse]) -> None:
    for found in (toutes(*answers), une_de(*answers)):
        assert bool(found.manquants) == (found.valeur is Valeur.INCONNU)
        assert len(found.manquants) == len(set(found.manquants))


def test_missing_fields_are_gathered_once_in_order() -> None:
    assert toutes(B, OUI, A, B).manquants == ("b", "a")


def test_a_settled_answer_does_not_name_the_fields_it_no_longer_needs() -> None:
    assert toutes(A, NON).manquants == ()
    assert une_de(A, OUI).manquants == ()


@pytest.mark.parametrize(("value", "expected"), [(True, OUI), (False, NON), (None, inconnu("champ"))])
def test_a_fact_is_yes_no_or_unknown(value: bool | None, expected: Reponse) -> None:
    assert fait(value, "champ") == expected


def test_a_choice_is_among_the_wanted_values_or_not_or_unknown() -> None:
    assert parmi("x", ("x", "y"), "champ") == OUI
    assert parmi("z", ("x", "y"), "champ") == NON
    assert parmi(None, ("x", "y"), "champ") == inconnu("champ")


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_a_condition_says_what_it_means_in_a_sentence(name: str) -> None:
    text = description(name)
    assert text.endswith(".") and text[0].isupper() and len(text) > 15, text


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_the_missing_fields_of_an_unknown_exist_in_the_model(name: str) -> None:
    dossier = Dossier.model_validate(
        donnees(
            {"etablissement": {"nom": "H", "type": "autre"}, "fournisseur": {}, "systeme": {"besoin": "b"}}
        )
    )
    for path in CONDITIONS[name](dossier, dossier.date_du_droit).manquants:
        head, _, rest = path.partition(".")
        part = type(getattr(dossier, head)).model_fields
        assert rest.split(".")[0] in part, path


def test_the_clauses_name_only_known_conditions() -> None:
    library = load_library()
    named = {n for c in library.clauses.values() for n in c.entete.applicable_si.names}
    named |= {d.si for c in library.clauses.values() for d in c.entete.derogations_ccag if d.si}
    for parametre in library.parametres.values():
        named |= {option.si for option in (*parametre.defauts_selon, *parametre.bornes_selon)}
    assert not named - CONDITIONS.keys()
