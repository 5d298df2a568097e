"""The facts of a system, and how they are read in a text."""

from __future__ import annotations

from datetime import date

import pytest

from fabrique import donnees
from sia_docs.models import Dossier
from sia_docs.quality.facts import Faits, dates_in, faits_of, mails_in, phones_in, urls_in


def faits(**changes: object) -> Faits:
    return faits_of(Dossier.model_validate(donnees({k.replace("__", "."): v for k, v in changes.items()})))


@pytest.mark.parametrize(
    ("texte", "jours"),
    [
        ("Le 1er\u00a0août\u00a02026 et le 22 novembre 2026.", [date(2026, 8, 1), date(2026, 11, 22)]),
        ("La loi n° 78-17 du 6 janvier 1978 s’applique.", []),
        ("Le règlement (UE) 2016/679 du 27 avril 2016.", []),
        ("Depuis le 12 avril 2016.", [date(2016, 4, 12)]),
        ("Le 31 février 2026.", []),
        ("En août 2026.", []),
    ],
)
def test_dates_are_read_and_names_of_laws_spared(texte: str, jours: list[date]) -> None:
    assert dates_in(texte) == jours


@pytest.mark.parametrize(
    "ecrit",
    [
        "01 23 45 67 89",
        "01\u00a023\u00a045\u00a067\u00a089",
        "0123456789",
        "+33 1 23 45 67 89",
        "01.23.45.67.89",
    ],
)
def test_a_telephone_is_the_same_however_it_is_typed(ecrit: str) -> None:
    assert phones_in(f"Appelez le {ecrit}.") == ["0123456789"]


def test_a_number_is_not_a_telephone() -> None:
    assert phones_in("SIRET 123 456 789 00012, 1 000 personnes, 75334 Paris cedex 07, le 15") == []


def test_addresses_are_read_without_their_punctuation() -> None:
    assert mails_in("Écrivez à DPO@chu.exemple.") == ["dpo@chu.exemple"]
    assert urls_in("Voir https://chu.exemple/ia, ou www.cnil.fr.") == ["chu.exemple/ia", "www.cnil.fr"]


def test_the_dates_of_the_ai_act_are_those_that_hold_at_the_date_of_the_law() -> None:
    before, after = faits(date_du_droit="2026-03-01").jours_ria, faits(date_du_droit="2026-11-22").jours_ria
    assert date(2026, 8, 2) in before and date(2027, 12, 2) not in before
    assert date(2027, 12, 2) in after and date(2028, 8, 2) in after


def test_the_duties_of_annex_iii_have_their_own_dates() -> None:
    assert faits(date_du_droit="2026-11-22").jours_annexe_iii == {date(2027, 12, 2)}
    assert faits(date_du_droit="2026-03-01").jours_annexe_iii == {date(2026, 8, 2)}


def test_unknown_data_owe_every_mention_but_those_of_consent() -> None:
    assert faits().mentions == {f"R{n}" for n in range(1, 21)} - {"R2", "R12"}


def test_mentions_follow_the_basis_and_the_uses_of_the_data() -> None:
    known = faits(
        information__donnees__base_legale="mission_interet_public",
        information__donnees__sources_indirectes="non",
        information__donnees__reutilisations=[],
        information__donnees__coresponsables=[],
    )
    assert not {"R6", "R16", "R17", "R19"} & known.mentions
    assert "R6" in faits(information__donnees__base_legale="interet_legitime").mentions


def test_what_was_typed_in_the_dossier_can_be_set_apart() -> None:
    known = faits(information__usage_public="lire les images")
    assert "images" not in known.without_values("Il sert à lire les images.")
    assert "Il sert à" in known.without_values("Il sert à lire les images.")


def test_the_sigles_of_a_name_are_admitted_and_not_those_of_a_text() -> None:
    known = faits(systeme__nom="XPR", information__usage_public="lire les IRM")
    assert "XPR" in known.noms and not any("IRM" in name for name in known.noms)
