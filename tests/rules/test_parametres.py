"""Which value a parameter takes, how it prints, and whether it is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from fabrique import donnees
from sia_docs.erreurs import Probleme
from sia_docs.library.load import load_library
from sia_docs.library.schema import Parametre
from sia_docs.models import Dossier
from sia_docs.rules.parametres import Resolu, minutes, parse, printed, resolve

REGISTRY = load_library().parametres
CRITICITES = ("critique", "elevee", "moderee", "faible")

#: The presets by criticality of the fact sheet: what is printed, for each of ``CRITICITES``.
PALIERS = {
    "sla_disponibilite_pct": ("99,9 %", "99,5 %", "99 %", "98 %"),
    "sla_gti_p1": ("30 minutes", "1 heure", "2 heures", "4 heures"),
    "sla_gti_p2": ("2 heures", "4 heures", "1 jour ouvré", "2 jours ouvrés"),
    "sla_gti_p3": ("1 jour ouvré", "2 jours ouvrés", "3 jours ouvrés", "5 jours ouvrés"),
    "sla_gtr_p1": ("4 heures", "8 heures", "1 jour ouvré", "3 jours ouvrés"),
    "sla_gtr_p2": ("8 heures", "1 jour ouvré", "3 jours ouvrés", "5 jours ouvrés"),
    "sla_gtr_p3": ("5 jours ouvrés", "10 jours ouvrés", "20 jours ouvrés", "30 jours ouvrés"),
    "rto_h": ("4 heures", "8 heures", "24 heures", "72 heures"),
    "rpo_h": ("1 heure", "4 heures", "24 heures", "24 heures"),
    "sla_incidents_p1_max_mois": ("1", "2", "3", ""),
    "sla_incidents_p1_max_an": ("4", "6", "10", ""),
    "maint_max_h_mois": ("2 heures", "4 heures", "8 heures", "8 heures"),
    "maint_preavis_jo": ("10 jours ouvrés", "10 jours ouvrés", "5 jours ouvrés", "5 jours ouvrés"),
    "test_restauration_mois": ("6 mois", "12 mois", "12 mois", ""),
}
PLAGES = ("h24", "jours_7h_20h", "ouvres_8h_18h", "ouvres_9h_17h")


def resolus(changes: Mapping[str, Any] | None = None) -> tuple[dict[str, Resolu], list[Probleme]]:
    dossier = Dossier.model_validate(donnees(changes))
    return resolve(REGISTRY, dossier, dossier.date_du_droit)


def lisible(text: str) -> str:
    """Text whose no-break spaces are plain; how they are placed is tested with the typography."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def un(**values: Any) -> Parametre:
    """A parameter made for a test."""
    base = {"nom": "essai", "titre": "Essai", "type": "entier", "nature": "usage", "aide": "Essai."}
    return Parametre.model_validate({**base, **values})


# -------------------------------------------------------------------------------------- defaults


@pytest.mark.parametrize("criticite", CRITICITES)
@pytest.mark.parametrize("name", sorted(PALIERS))
def test_a_default_follows_the_criticality(name: str, criticite: str) -> None:
    found, problems = resolus({"systeme.criticite": criticite})
    assert lisible(found[name].texte).casefold() == PALIERS[name][CRITICITES.index(criticite)]
    assert found[name].origine == "défaut"
    assert not problems


@pytest.mark.parametrize(("criticite", "plage"), list(zip(CRITICITES, PLAGES, strict=True)))
def test_the_service_hours_follow_the_criticality(criticite: str, plage: str) -> None:
    assert resolus({"systeme.criticite": criticite})[0]["sla_psg"].valeur == plage


@pytest.mark.parametrize("name", ["sla_psg", *sorted(PALIERS)])
def test_an_unknown_criticality_leaves_the_level_to_complete(name: str) -> None:
    found = resolus()[0][name]
    assert found.valeur is None and found.texte == "" and found.nombre is None


def test_the_dossier_wins_over_the_default() -> None:
    found, problems = resolus({"systeme.criticite": "critique", "marche.parametres.rto_h": "6"})
    assert lisible(found["rto_h"].texte) == "6 heures"
    assert found["rto_h"].origine == "dossier"
    assert not problems


@pytest.mark.parametrize("text", ["inconnu", "?", "INCONNUE"])
def test_unknown_in_the_dossier_wins_over_the_default(text: str) -> None:
    assert resolus({"marche.parametres.calib_duree_j": text})[0]["calib_duree_j"].valeur is None


def test_the_first_default_whose_condition_holds_wins_and_a_doubt_leaves_it_unknown() -> None:
    options = [{"si": "traite_des_donnees_de_sante", "valeur": "3"}, {"si": "fourni_en_nuage", "valeur": "6"}]
    registry = {"essai": un(defaut="12", defauts_selon=options)}
    for changes, expected in (
        ({"systeme.donnees_sante": "oui", "systeme.mode": "saas"}, 3),
        ({"systeme.donnees_sante": "non", "systeme.mode": "saas"}, 6),
        ({"systeme.donnees_sante": "non", "systeme.mode": "embarque"}, 12),
        ({"systeme.mode": "saas"}, None),
    ):
        dossier = Dossier.model_validate(donnees(changes))
        resolved, _ = resolve(registry, dossier, dossier.date_du_droit)
        assert resolved["essai"].nombre == expected, changes


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_packaged_default_is_allowed_for_every_criticality_and_supply(name: str) -> None:
    for criticite in CRITICITES:
        for mode in ("saas", "on_premise"):
            changes = {"systeme.criticite": criticite, "systeme.mode": mode}
            _, problems = resolus(changes)
            assert not [p for p in problems if p.champ and p.champ.endswith(f".{name}")], (criticite, mode)


# ------------------------------------------------------------------------------- bounds of the law

BORNES = [
    ("rev_preavis_j", "60", "61", "data-act#25-2-d"),
    ("rev_transition_j", "30", "31", "data-act#25-2-a"),
    ("rev_recuperation_j", "30", "29", "data-act#25-2-g"),
]


@pytest.mark.parametrize(("name", "allowed", "refused", "ground"), BORNES)
@pytest.mark.parametrize("mode", ["saas", "cloud_prive", "hybride", "inconnu"])
def test_a_cloud_service_keeps_within_the_bounds_of_the_law(
    name: str, allowed: str, refused: str, ground: str, mode: str
) -> None:
    _, fine = resolus({"systeme.mode": mode, f"marche.parametres.{name}": allowed})
    _, wrong = resolus({"systeme.mode": mode, f"marche.parametres.{name}": refused})
    assert not fine
    assert [p.champ for p in wrong] == [f"marche.parametres.{name}"]
    assert ground in wrong[0].message and wrong[0].recu == refused


@pytest.mark.parametrize(("name", "allowed", "refused", "ground"), BORNES)
@pytest.mark.parametrize("mode", ["on_premise", "embarque"])
def test_installed_software_is_not_bound_by_the_cloud_rules(
    name: str, allowed: str, refused: str, ground: str, mode: str
) -> None:
    assert not resolus({"systeme.mode": mode, f"marche.parametres.{name}": refused})[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rev_impossibilite_jo", "15"),
        ("rev_impossibilite_max_mois", "8"),
        ("hds_audit_age_max_ans", "4"),
        ("calib_penalite_sortie", "1"),
        ("vsr_duree_j", "29"),
        ("rgpd_violation_delai_h", "73"),
    ],
)
def test_a_value_beyond_the_range_is_refused(name: str, value: str) -> None:
    _, problems = resolus({f"marche.parametres.{name}": value})
    assert [p.champ for p in problems] == [f"marche.parametres.{name}"]


def test_a_duration_beyond_the_range_is_refused_whatever_its_unit() -> None:
    assert resolus({"marche.parametres.sla_gti_p1": "4 min"})[1]
    assert resolus({"marche.parametres.sla_gtr_p1": "3 mois"})[1]
    assert not resolus({"marche.parametres.sla_gtr_p1": "2 jo"})[1]


# --------------------------------------------------------------------------------- faults, reading


def test_an_unknown_parameter_suggests_the_nearest() -> None:
    _, (problem,) = resolus({"marche.parametres.rev_preavi_j": "30"})
    assert "rev_preavis_j" in str(problem)


def test_the_justification_of_an_unknown_parameter_is_refused() -> None:
    assert resolus({"marche.justifications.nexiste_pas": "Motif."})[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("calib_duree_j", "trente"),
        ("calib_duree_j", "30,5"),
        ("sla_gti_p1", "30"),
        ("sla_gti_p1", "-1 h"),
        ("sla_psg", "toujours"),
        ("rgpd_entrainement_autorise", "peut-être"),
        ("sla_disponibilite_pct", "NaN"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_and_left_unknown(name: str, value: str) -> None:
    found, problems = resolus({f"marche.parametres.{name}": value})
    assert [p.champ for p in problems] == [f"marche.parametres.{name}"]
    assert found[name].valeur is None


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("entier", "60", Decimal(60)),
        ("entier", "1 000", Decimal(1000)),
        ("decimal", "99,95", Decimal("99.95")),
        ("decimal", "99.95", Decimal("99.95")),
        ("duree", "30 min", (Decimal(30), "min")),
        ("duree", "1,5 H", (Decimal("1.5"), "h")),
        ("duree", "1 an", (Decimal(1), "ans")),
        ("booleen", "oui", True),
        ("booleen", "Non", False),
        ("liste", "DICOM ; CSV;", ("DICOM", "CSV")),
        ("texte", "la nuit", "la nuit"),
    ],
)
def test_a_value_is_read_in_french(kind: str, raw: str, expected: object) -> None:
    assert parse(un(type=kind), raw) == expected


@pytest.mark.parametrize(
    ("values", "value", "text"),
    [
        ({"unite": "pct"}, Decimal("99.9"), "99,9 %"),
        ({"unite": "jo"}, Decimal(1), "1 Jour ouvré"),
        ({"unite": "h"}, Decimal(48), "48 heures"),
        ({"unite": "eur"}, Decimal(1000), "1 000 €"),
        ({"type": "duree"}, (Decimal(3), "mois"), "3 mois"),
        ({"type": "booleen"}, True, "oui"),
        ({"type": "liste"}, ("DICOM", "CSV", "PDF/A"), "DICOM, CSV et PDF/A"),
        ({"type": "liste"}, (), "aucun"),
        ({"type": "choix", "valeurs": {"a": "l'un"}}, "a", "l’un"),
    ],
)
def test_a_value_prints_with_its_unit(values: dict[str, Any], value: Any, text: str) -> None:
    assert lisible(printed(un(**values), value)) == text


def test_a_working_day_lasts_as_long_as_the_service() -> None:
    assert minutes((Decimal(2), "jo"), Decimal(480)) == 960
    assert minutes((Decimal(2), "h"), Decimal(480)) == 120
    assert minutes(None, Decimal(480)) is None


def test_a_duration_in_working_days_is_not_counted_in_hours() -> None:
    faible, critique = (resolus({"systeme.criticite": c})[0]["sla_gtr_p1"] for c in ("faible", "critique"))
    assert faible.en_jours and not critique.en_jours
