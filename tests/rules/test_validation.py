"""What the rules say; which situation raises which rule is in ``situations/alertes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from fabrique import donnees
from sia_docs.api import Verification, verify
from sia_docs.law import load_law
from sia_docs.library.schema import Parametre
from sia_docs.models import Dossier
from sia_docs.rules.parametres import Resolu, resolve
from sia_docs.rules.validation import Alerte, Gravite, check

EN_LIGNE = {"systeme.mode": "saas", "systeme.donnees_sante": "oui"}


def dossier(changes: Mapping[str, Any] | None = None) -> Dossier:
    return Dossier.model_validate(donnees(changes))


def controle(changes: Mapping[str, Any] | None = None) -> Verification:
    return verify(dossier(changes))


def regles(changes: Mapping[str, Any] | None = None) -> dict[str, Alerte]:
    return {a.regle: a for a in controle(changes).alertes}


def test_errors_come_first() -> None:
    found = controle(
        {
            **EN_LIGNE,
            "fournisseur.hebergement.zone_stockage": "hors_eee",
            "systeme.modifie_par_hopital": "oui",
            "systeme.criticite": "elevee",
        }
    ).alertes
    grades = [list(Gravite).index(a.gravite) for a in found]
    assert grades == sorted(grades) and len(set(grades)) == 3


@pytest.mark.parametrize(
    ("rule", "grade", "changes"),
    [
        ("R02", Gravite.ERREUR, {**EN_LIGNE, "fournisseur.hebergement.certificat.version": "v1"}),
        ("R04", Gravite.AVERTISSEMENT, {"fournisseur.acces_hors_eee": "oui"}),
        ("R13", Gravite.INFORMATION, {"systeme.criticite": "elevee"}),
        ("R31", Gravite.AVERTISSEMENT, {"systeme.criticite": "critique"}),
        ("D10", Gravite.ERREUR, {**EN_LIGNE, "fournisseur.hebergement.type": "interne"}),
    ],
)
def test_a_rule_has_its_gravity(rule: str, grade: Gravite, changes: dict[str, Any]) -> None:
    assert regles(changes)[rule].gravite is grade


def test_only_errors_stop_the_generation() -> None:
    assert controle({"systeme.modifie_par_hopital": "oui"}).erreurs == ()
    assert controle({**EN_LIGNE, "fournisseur.hebergement.type": "interne"}).erreurs


def test_a_violation_notified_after_60_hours_is_a_warning_and_after_80_an_error() -> None:
    name = "marche.parametres.rgpd_violation_delai_h"
    assert regles({name: "60"})["R11"].gravite is Gravite.AVERTISSEMENT
    assert regles({name: "80"})["R11"].gravite is Gravite.ERREUR


def test_a_charge_for_leaving_is_an_error_when_the_end_is_known_and_a_warning_otherwise() -> None:
    base = {"systeme.mode": "saas", "marche.parametres.rev_cout_export_eur": "500"}
    assert regles({**base, "marche.fin": "2027-01-12"})["R08"].gravite is Gravite.ERREUR
    assert regles(base)["R08"].gravite is Gravite.AVERTISSEMENT
    assert "R08" not in regles({**base, "marche.fin": "2027-01-11"})


def test_a_market_that_ends_the_day_it_begins_is_refused() -> None:
    assert "D01" in regles({"marche.debut": "2027-01-01", "marche.fin": "2027-01-01"})
    assert "D01" not in regles({"marche.debut": "2027-01-01", "marche.fin": "2027-01-02"})


def test_each_contradiction_about_further_processors_says_which() -> None:
    empty = regles({"fournisseur.recourt_a_des_sous_traitants": "oui", "fournisseur.sous_traitants": []})
    listed = regles(
        {"fournisseur.recourt_a_des_sous_traitants": "non", "fournisseur.sous_traitants": [{"nom": "A"}]}
    )
    assert empty["D05"].message != listed["D05"].message
    for consistent in (
        {"fournisseur.sous_traitants": []},
        {"fournisseur.recourt_a_des_sous_traitants": "oui"},
    ):
        assert "D05" not in regles(consistent)


def test_the_budget_of_an_outage_counts_working_days_as_long_as_the_service() -> None:
    # 2 JO of 10 h (1,200 min) against 12,600 min x 1 %: 9.5 times the budget.
    changes = {"systeme.criticite": "moderee", "marche.parametres.sla_gtr_p1": "2 jo"}
    assert "9,5 fois" in regles(changes)["R13"].message


def _journaux(mois: str, changes: Mapping[str, Any] | None = None) -> set[str]:
    """Alerts with a parameter on logs made for the test."""
    spec = Parametre.model_validate(
        {
            "nom": "log_conservation_mois",
            "titre": "Journaux",
            "type": "entier",
            "unite": "mois",
            "defaut": mois,
            "nature": "loi",
            "aide": "Conservation des journaux.",
        }
    )
    made = dossier(changes)
    resolved: dict[str, Resolu] = resolve({spec.nom: spec}, made, made.date_du_droit)[0]
    return {a.regle for a in check(made, made.date_du_droit, resolved)}


def test_logs_kept_more_than_a_year_need_a_written_reason() -> None:
    reason = {"marche.justifications.log_conservation_mois": "Contentieux en cours."}
    assert "R10" in _journaux("13")
    assert "R10" not in _journaux("12")
    assert "R10" not in _journaux("13", reason)


ALERTES = {
    **regles(
        {
            **EN_LIGNE,
            "fournisseur.hebergement.certificat": {"version": "v1", "activites": []},
            "fournisseur.hebergement.zone_stockage": "hors_eee",
            "systeme.modele_tiers": "oui",
            "fournisseur.sous_traitants": [{"nom": "A", "modele_ia": "non"}],
            "systeme.personnel_surveille": "oui",
            "fournisseur.role": "distributeur",
            "systeme.modifie_par_hopital": "oui",
            "systeme.statut_dm": "in_house",
            "marche.beneficiaires": ["A"],
            "marche.parametres.rev_cout_export_eur": "5",
            "marche.parametres.rgpd_entrainement_autorise": "oui",
            "systeme.haut_risque_ria": "annexe_I",
        }
    ),
}


@pytest.mark.parametrize("rule", sorted(ALERTES))
def test_an_alert_says_where_what_and_on_what_law(rule: str) -> None:
    alert = ALERTES[rule]
    assert alert.champ.split(".")[0] in Dossier.model_fields
    assert alert.message.endswith(".") and "  " not in alert.message
    if alert.reference:
        load_law().ref(alert.reference)


def test_the_alerts_above_are_many_enough_to_mean_something() -> None:
    assert len(ALERTES) >= 12
