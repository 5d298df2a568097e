"""What stops the charters: each fault is one clear error, on its field, with its remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fabrique import RACINE, donnees
from inventaires import parc
from sia_docs.erreurs import InventaireInvalide
from sia_docs.io.inventaire import load_inventaire
from sia_docs.models import Dossier
from sia_docs.models.inventaire import Parc
from sia_docs.rules.adoption import a_year_after
from sia_docs.rules.inventaire import controle, refuse_si_fautif
from sia_docs.rules.options_charte import CONTROLES

USAGE = "usages_approuves.0"
EXEMPLES = sorted((RACINE / "examples" / "inventaires").rglob("*.yaml"))


def dossier(**changes: Any) -> Dossier:
    return Dossier.model_validate(
        donnees({name.replace("__", "."): value for name, value in changes.items()})
    )


def faults(found: Parc) -> list[tuple[str, str]]:
    return [(problem.champ, problem.message) for problem in controle(found)]


def test_the_smallest_inventory_has_no_fault() -> None:
    assert faults(parc()) == []


@pytest.mark.parametrize("path", EXEMPLES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_examples_have_no_fault(path: Path) -> None:
    assert faults(load_inventaire(path)) == []


# --------------------------------------------------------------------------- each fault by itself

UNE_FAUTE: dict[str, tuple[dict[str, Any], str, str]] = {
    "no system": ({f"{USAGE}.systeme": "inconnu"}, "usages_approuves.1.systeme", "ne désigne aucun système"),
    "unknown system": (
        {f"{USAGE}.systeme": "asistant"},
        "usages_approuves.1.systeme",
        "désigne un système absent de l’inventaire",
    ),
    "not generative": (
        {"systemes.0.systeme.generatif": "non"},
        "usages_approuves.1.systeme",
        "son système n’est pas génératif",
    ),
    "perhaps not generative": (
        {"systemes.0.systeme.generatif": "inconnu"},
        "usages_approuves.1.systeme",
        "on ne sait pas si son système produit des contenus",
    ),
    "in examination": (
        {"systemes.0.validation.statut": "en_examen"},
        "usages_approuves.1.systeme",
        "n’est pas validé par l’établissement (il est en cours d’examen)",
    ),
    "validation unknown": (
        {"systemes.0.validation.statut": "inconnu"},
        "usages_approuves.1.systeme",
        "n’est pas validé par l’établissement (sa décision est inconnue)",
    ),
    "approved before its system": (
        {f"{USAGE}.approuve_le": "2026-01-04"},
        "usages_approuves.1.approuve_le",
        "approuvé avant la validation de son système",
    ),
    "approved tomorrow": (
        {f"{USAGE}.approuve_le": "2026-11-23"},
        "usages_approuves.1.approuve_le",
        "il est « ouvert », mais approuvé après la date du document",
    ),
    "open on a project": (
        {"systemes.0.systeme.deploiement": "projet"},
        "usages_approuves.1.statut",
        "il est « ouvert », mais son système est « projet »",
    ),
    "open on a trial": (
        {"systemes.0.systeme.deploiement": "pilote"},
        "usages_approuves.1.statut",
        "il est « ouvert », mais son système est à l’essai",
    ),
    "no class of data": (
        {f"{USAGE}.donnees": []},
        "usages_approuves.1.donnees",
        "ne dit pas quelles données il admet",
    ),
    "forbidden data": (
        {f"{USAGE}.donnees": ["publiques"], "donnees_interdites": ["publiques"]},
        "usages_approuves.1.donnees",
        "il admet des données interdites dans tout outil : informations publiques",
    ),
    "secrets are always forbidden": (
        {f"{USAGE}.donnees": ["secrets"], "systemes.0.validation.donnees": ["secrets"]},
        "usages_approuves.1.donnees",
        "il admet des données interdites dans tout outil : mots de passe",
    ),
    "data beyond the validation": (
        {f"{USAGE}.donnees": ["anonymes"]},
        "usages_approuves.1.donnees",
        "pour lesquelles le système n’est pas validé : données anonymes",
    ),
    "validated for nobody knows what": (
        {"systemes.0.validation.donnees": "inconnu"},
        "usages_approuves.1.donnees",
        "on ne sait pas pour quelles données son système est validé",
    ),
    "patients in a system without personal data": (
        {
            f"{USAGE}.donnees": ["patients"],
            "systemes.0.validation.donnees": ["patients"],
            "systemes.0.systeme.donnees_personnelles": "non",
        },
        "usages_approuves.1.donnees",
        "alors que le système ne traite aucune donnée personnelle",
    ),
    "no owner": (
        {f"{USAGE}.responsable": "inconnu"},
        "usages_approuves.1.responsable",
        "il n’a pas de responsable",
    ),
    "an owner without a name": (
        {f"{USAGE}.responsable": {"courriel": "x@chu.exemple"}},
        "usages_approuves.1.responsable",
        "il n’a pas de responsable",
    ),
    "approved and not approved": (
        {"outils_non_approuves": [{"nom": "PLUME"}]},
        "outils_non_approuves.1.nom",
        "dit non approuvé, mais l’usage « résumer un texte » l’approuve",
    ),
    # contacts
    "no desk": (
        {"etablissement.guichet_ia": "inconnu"},
        "etablissement.guichet_ia",
        "personne n’est désigné pour répondre",
    ),
    "no data protection officer": (
        {"etablissement.dpo": {"nom": "M. Idris Lemoine"}},
        "etablissement.dpo",
        "ne peut pas être joint",
    ),
    "nobody for an incident": (
        {"etablissement.rssi": "inconnu"},
        "contacts.incident",
        "pour signaler un incident",
    ),
    # dates
    "no review": (
        {"charte.prochaine_revue": "inconnu"},
        "charte.prochaine_revue",
        "la date de révision de la charte manque",
    ),
    "review after more than a year": (
        {"charte.prochaine_revue": "2027-11-21"},
        "charte.prochaine_revue",
        "plus de douze mois après l’adoption",
    ),
    "review after more than a year of a draft": (
        {"charte.adoptee_le": "inconnu", "charte.prochaine_revue": "2027-11-23"},
        "charte.prochaine_revue",
        "plus de douze mois après la date du document",
    ),
    "review before adoption": (
        {"charte.prochaine_revue": "2026-11-20"},
        "charte.prochaine_revue",
        "est prévue avant l’adoption",
    ),
    "an older version that is younger": (
        {"charte.versions_precedentes": [{"version": "0.9", "adoptee_le": "2026-11-21"}]},
        "charte.versions_precedentes.1.adoptee_le",
        "une version précédente est adoptée après celle-ci",
    ),
    # bodies
    "a body that meets after the decision": (
        {"gouvernance.cse": {"reuni_le": "2026-11-21"}},
        "gouvernance.cse.reuni_le",
        "examine la charte après son adoption",
    ),
    "a body that meets before it is asked": (
        {"gouvernance.cme": {"saisi_le": "2026-10-02", "reuni_le": "2026-10-01"}},
        "gouvernance.cme.reuni_le",
        "se réunit avant d’être saisie",
    ),
    "an opinion still expected": (
        {"gouvernance.cdu": {"avis": "attendu"}},
        "gouvernance.cdu.avis",
        "encore attendu, mais la charte est adoptée",
    ),
    "a body that does not exist": (
        {"gouvernance.f3sct": {"existe": "non", "avis": "favorable"}},
        "gouvernance.f3sct.existe",
        "cette instance n’existe pas",
    ),
    # members
    "members of a hospital": ({"membres": ["CH d’Ormeval"]}, "membres", "seul un groupement"),
}


@pytest.mark.parametrize("name", UNE_FAUTE)
def test_a_fault_is_one_error_on_its_field_with_a_remedy(name: str) -> None:
    changes, champ, said = UNE_FAUTE[name]
    (problem,) = controle(parc(changes))
    assert problem.champ == champ
    assert said in problem.message
    assert problem.remede


def test_a_use_of_a_misspelt_system_is_told_the_right_one() -> None:
    (problem,) = controle(parc({f"{USAGE}.systeme": "asistant"}))
    assert problem.remede == "Vouliez-vous dire « assistant » ?"


def test_a_use_written_twice_is_refused() -> None:
    use = donnees(base=parc().inventaire.model_dump(mode="json"))["usages_approuves"][0]
    (found,) = faults(parc({"usages_approuves": [use, use]}))
    assert found[0] == "usages_approuves.2.usage" and "deux fois" in found[1]


def test_a_system_that_no_document_can_make_lawful_is_in_no_catalogue() -> None:
    unlawful = dossier(
        systeme__generatif="oui",
        systeme__deploiement="usage_courant",
        information__contexte_soins="oui",
        information__decision_sans_humain="oui",
    )
    entry = {
        "id": "assistant",
        "dossier": "x.yaml",
        "validation": {"statut": "valide", "donnees": ["publiques"]},
    }
    found = [m for c, m in faults(parc({"systemes": [entry]}, assistant=unlawful)) if c.endswith("systeme")]
    assert len(found) == 1 and "sans intervention humaine est interdite" in found[0]


def test_every_fault_is_told_at_once() -> None:
    broken = parc(
        {"charte.prochaine_revue": "inconnu", f"{USAGE}.responsable": "inconnu", f"{USAGE}.donnees": []}
    )
    with pytest.raises(InventaireInvalide) as refused:
        refuse_si_fautif(broken)
    assert len(refused.value.problemes) == 3


def test_a_review_a_year_later_to_the_day_is_accepted_even_from_a_29_february() -> None:
    assert faults(parc({"charte.adoptee_le": "2026-11-20", "charte.prochaine_revue": "2027-11-20"})) == []
    assert (
        a_year_after(parc({"date_document": "2028-02-29"}).inventaire.date_document).isoformat()
        == "2029-02-28"
    )


# ------------------------------------------------------------------------------------- structures


def test_a_private_practice_needs_no_officer_but_a_contact() -> None:
    practice = {"etablissement": {"nom": "Cabinet des Lilas", "type": "cabinet"}}
    assert [champ for champ, _ in faults(parc(practice))] == ["etablissement.guichet_ia"]
    reached = {**practice, "charte.referent": {"telephone": "00 00 00 00 40"}}
    assert faults(parc(reached)) == []


def test_a_reachable_referent_stands_for_the_desk() -> None:
    changes = {"etablissement.guichet_ia": "inconnu", "charte.referent": {"courriel": "ref@chu.exemple"}}
    assert faults(parc(changes)) == []


# --------------------------------------------------------------------------------- facts of dossiers

ENTREE = {
    "id": "assistant",
    "dossier": "x.yaml",
    "validation": {"statut": "valide", "donnees": ["publiques"]},
}
GENERATIF = {"systeme__generatif": "oui", "systeme__deploiement": "usage_courant"}


def test_a_contact_that_differs_from_the_dossier_is_refused() -> None:
    other = dossier(**GENERATIF, etablissement__guichet_ia="autre@chu.exemple")
    (found,) = controle(parc({"systemes": [ENTREE]}, assistant=other))
    assert found.champ == "etablissement.guichet_ia" and found.recu == "ia@chu.exemple"
    assert "« autre@chu.exemple »" in found.remede


def test_what_only_one_of_them_knows_is_no_difference() -> None:
    assert faults(parc({"systemes": [ENTREE]}, assistant=dossier(**GENERATIF))) == []


def test_the_dossier_of_another_hospital_is_refused_unless_it_is_a_member() -> None:
    elsewhere = dossier(**GENERATIF, etablissement__nom="CH d’Ormeval")
    (found,) = faults(parc({"systemes": [ENTREE]}, assistant=elsewhere))
    assert found[0] == "systemes.1.dossier" and "autre établissement" in found[1]
    group = {"systemes": [ENTREE], "etablissement.type": "ght", "etablissement.nom": "GHT"}
    (found,) = faults(parc(group, assistant=elsewhere))
    assert "autre établissement" in found[1]
    assert faults(parc({**group, "membres": ["CH d’Ormeval"]}, assistant=elsewhere)) == []


# ------------------------------------------------------------------------------------ options

CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "_sans_filtrage_rien_a_enregistrer": ({"filtrage": "aucun", "journalisation": "oui"}, "journalisation"),
    "_journaux_decrits_sans_journaux": (
        {"journalisation": "non", "duree_journaux": "six mois"},
        "duree_journaux",
    ),
    "_bloque_et_tolere": (
        {"filtrage": "blocage", "usage_hors_catalogue": "oui"},
        "usage_hors_catalogue",
    ),
    "_donnees_tolerees_interdites": (
        {"usage_hors_catalogue": "oui", "donnees_hors_catalogue": ["patients"]},
        "donnees_hors_catalogue",
    ),
    "_donnees_tolerees_sans_tolerance": (
        {"usage_hors_catalogue": "non", "donnees_hors_catalogue": ["publiques"]},
        "donnees_hors_catalogue",
    ),
    "_compte_personnel_sans_tolerance": (
        {"usage_hors_catalogue": "non", "compte_personnel": "oui"},
        "compte_personnel",
    ),
    "_agents_refuses_mais_approuves": ({"agents": "non"}, "agents"),
    "_traduction_refusee_mais_approuvee": ({"traduction": "non"}, "traduction"),
    "_enregistrement_refuse_mais_approuve": ({"enregistrement": "non"}, "enregistrement"),
    "_habilitation_sans_formation": (
        {"habilitation": "oui", "formation_obligatoire": "non"},
        "habilitation",
    ),
    "_annexee_sans_reglement": ({"annexee_au_reglement_interieur": "oui"}, "annexee_au_reglement_interieur"),
    "_annexee_sans_consultation": (
        {"annexee_au_reglement_interieur": "oui"},
        "annexee_au_reglement_interieur",
    ),
}
_AVEC: dict[str, dict[str, Any]] = {
    "_agents_refuses_mais_approuves": {"systemes.0.systeme.agentique": "oui"},
    "_traduction_refusee_mais_approuvee": {
        "systemes.0.systeme.categorie": "traduction",
        "systemes.0.systeme.interaction_patient": "oui",
    },
    "_enregistrement_refuse_mais_approuve": {
        f"{USAGE}.donnees": ["voix_images"],
        "systemes.0.validation.donnees": ["voix_images"],
    },
    "_annexee_sans_reglement": {"etablissement.type": "cabinet"},
}


def test_every_contradiction_is_tested() -> None:
    assert {check.__name__ for check in CONTROLES} == set(CONTRADICTIONS)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_two_contradictory_options_are_one_error(name: str) -> None:
    options, field = CONTRADICTIONS[name]
    changes = {**_AVEC.get(name, {}), "options": options}
    (problem,) = controle(parc(changes))
    assert problem.champ == f"options.{field}" and problem.remede


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_an_unknown_option_contradicts_nothing(name: str) -> None:
    options, _ = CONTRADICTIONS[name]
    for field in options:
        if (name, field) == ("_donnees_tolerees_interdites", "usage_hors_catalogue"):
            continue  # data that no such tool may receive are wrong whether or not it is tolerated
        unknown = {**options, field: "inconnu"}
        assert faults(parc({**_AVEC.get(name, {}), "options": unknown})) == []


def test_a_consulted_committee_lets_the_charter_be_annexed() -> None:
    changes = {
        "options": {"annexee_au_reglement_interieur": "oui"},
        "gouvernance.cse": {"reuni_le": "2026-10-22"},
    }
    assert faults(parc(changes)) == []
