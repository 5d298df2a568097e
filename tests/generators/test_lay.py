"""What the texts for patients may ask about the systems: category, use, numbers, data in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from fabrique import donnees
from sia_docs.generators.lay import variables
from sia_docs.generators.values import GabaritError, Manquant
from sia_docs.law import load_law
from sia_docs.models import Dossier
from sia_docs.rules.niveaux import decide

MESURE = {"sensibilite_pct": "82.4", "specificite_pct": "89.7", "prevalence_pct": 5}


def names(*changes: dict[str, Any]) -> dict[str, Any]:
    dossiers = [Dossier.model_validate(donnees({"information.contexte_soins": "oui"} | c)) for c in changes]
    return variables(dossiers, [decide(d, d.date_du_droit) for d in dossiers], load_law())


def needs(systems: Iterable[Any]) -> list[str]:
    return [one.systeme.besoin for one in systems]


def test_a_text_about_several_systems_asks_whether_one_is_of_a_category() -> None:
    found = names({"systeme.categorie": "scribe"}, {"systeme.categorie": "imagerie"})
    assert found["est"]("imagerie") and found["est"]("traduction", "scribe")
    assert not found["est"]("technique")
    assert [one.est("scribe") for one in found["systemes"]] == [True, False]


def test_an_unknown_category_is_none_of_them_and_a_wrong_word_is_an_error() -> None:
    found = names({"systeme.categorie": "inconnu"})
    assert not found["est"]("scribe")
    with pytest.raises(GabaritError, match="catégorie inconnue"):
        found["est"]("scribes")


def test_systems_in_use_are_told_apart_from_projects_and_from_those_withdrawn() -> None:
    states = ("usage_courant", "pilote", "inconnu", "projet", "retire")
    found = names(*({"systeme.deploiement": s, "systeme.besoin": f"système {s}"} for s in states))
    assert needs(found["en_service"]) == ["système usage_courant", "système pilote", "système inconnu"]
    assert needs(found["en_projet"]) == ["système projet"]
    assert needs(one for one in found["systemes"] if one.a_l_essai) == ["système pilote"]


def test_alerts_are_those_that_are_right_and_those_that_are_wrong() -> None:
    numbers = names({"information.performance": MESURE})["nombres"]
    assert (numbers.signales_a_raison, numbers.signales_a_tort, numbers.alertes) == (4, 10, 14)


@pytest.mark.parametrize("lacking", sorted(MESURE))
def test_alerts_are_asked_for_when_a_measure_is_lacking(lacking: str) -> None:
    measured = {k: v for k, v in MESURE.items() if k != lacking}
    alerts = names({"information.performance": measured})["nombres"].alertes
    assert isinstance(alerts, Manquant) and alerts.id == f"information.performance.{lacking}"


def test_data_are_told_in_plain_words_else_as_the_contract_names_them() -> None:
    technical = {"systeme.donnees_necessaires": ["Images DICOM."]}
    plain = {"information.donnees.categories": ["Les images de votre scanner."]}
    assert names(technical | plain)["donnees_utilisees"] == ("Les images de votre scanner.",)
    assert names(technical)["donnees_utilisees"] == ("Images DICOM.",)
    assert isinstance(names({"systeme.donnees_necessaires": "inconnu"})["donnees_utilisees"], Manquant)
