"""A translation of the dossier's words follows its French, or nothing is printed."""

from __future__ import annotations

from typing import Any

import pytest

from fabrique import donnees, texte_yaml
from sia_docs.erreurs import DossierInvalide
from sia_docs.io.dossier import loads_dossier
from sia_docs.models import Dossier
from sia_docs.rules.traductions import refuse_si_perimee, translation_of


def dossier(translation: dict[str, Any], **french: Any) -> Dossier:
    information = {**french, "traductions": [{"langue": "en", **translation}]}
    return loads_dossier(texte_yaml(donnees({"information": information})))


def said(found: Dossier) -> list[tuple[str, str | None]]:
    with pytest.raises(DossierInvalide) as caught:
        refuse_si_perimee(found, "en")
    return [(p.message, p.champ) for p in caught.value.problemes]


def test_lists_of_the_same_length_are_followed() -> None:
    refuse_si_perimee(dossier({"benefices": ["one", "two"]}, benefices=["un", "deux"]), "en")


def test_a_list_of_another_length_is_stale() -> None:
    assert said(dossier({"benefices": ["one"]}, benefices=["un", "deux"])) == [
        (
            "traduction périmée : 1 ligne ici, 2 lignes en français (« information.benefices »).",
            "information.traductions.1.benefices",
        )
    ]


def test_every_fault_is_told_at_once() -> None:
    found = dossier(
        {
            "limites": ["one", "two"],
            "pourquoi": "because",
            "etablissement": {"accueil": "reception"},
            "donnees": {"conservation": [{"donnees": "images", "duree": "12 months"}]},
        },
        limites=["un"],
        donnees={"conservation": [{"donnees": "images"}]},
    )
    assert [champ for _, champ in said(found)] == [
        "information.traductions.1.limites",
        "information.traductions.1.pourquoi",
        "information.traductions.1.donnees.conservation.1.duree",
        "information.traductions.1.etablissement.accueil",
    ]


def test_a_translation_of_an_older_version_is_refused() -> None:
    found = dossier({"version_traduite": "1.0"}, publication={"version": "1.1"})
    assert said(found)[0][0].startswith("traduction périmée (en) : elle suit la version 1.0")
    refuse_si_perimee(dossier({"version_traduite": "1.1"}, publication={"version": "1.1"}), "en")


def test_another_language_is_not_looked_at() -> None:
    refuse_si_perimee(dossier({"benefices": ["one"]}, benefices=["un", "deux"]), "ar")


def test_the_rank_of_a_translation_to_come_follows_the_others() -> None:
    assert translation_of(dossier({}), "ar") == (2, None)


@pytest.mark.parametrize(
    ("codes", "message"),
    [(["fr"], "le français n’est pas une traduction"), (["en", "en"], "cette langue est déjà traduite")],
)
def test_there_is_one_translation_for_each_language_but_french(codes: list[str], message: str) -> None:
    changes = {"information": {"traductions": [{"langue": code} for code in codes]}}
    assert said(loads_dossier(texte_yaml(donnees(changes))))[0][0].startswith(message)
