"""``sia-docs information``: what it prints, its JSON, its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique import RACINE
from sia_docs.rules.niveaux import CODES

Commande = Callable[..., tuple[int, str, str]]
Fabrique = Callable[..., Path]
IRM = RACINE / "examples" / "irm-debruitage" / "dossier.yaml"
SAMU = RACINE / "examples" / "appels-urgence" / "dossier.yaml"


def test_each_level_and_overlay_has_its_line_its_reason_and_its_source(commande: Commande) -> None:
    code, out, err = commande("information", IRM)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    heads = [line for line in lines if line.startswith(("OUI", "NON", "À CONFIRMER"))]
    assert len(heads) == len(CODES)
    assert "NON         Niveau 2 – Information spécifique des patients concernés" in heads
    reason = lines[lines.index(heads[1]) + 1]
    assert "sauf motif écrit" in reason and "[recommandation\u00a07.2 (information spécifique)" in reason


def test_several_systems_are_told_one_after_the_other(commande: Commande) -> None:
    code, out, _ = commande("information", IRM, SAMU)
    assert code == 0
    assert out.index("=== ClairIRM Net") < out.index("=== Régulis Priorité")
    assert "Obligatoire à compter du 2\u00a0décembre\u00a02027" in out.partition("=== Régulis")[2]


def test_another_date_reads_another_law(commande: Commande) -> None:
    _, out, _ = commande("information", SAMU, "--a-la-date", "2027-12-02")
    assert "Droit lu au 2\u00a0décembre\u00a02027." in out and "Obligatoire à compter" not in out
    code, _, err = commande("information", SAMU, "--a-la-date", "demain")
    assert code == 1 and "une date est attendue" in err


def test_what_is_missing_is_told_by_who_must_answer(commande: Commande, dossier_minimal: Path) -> None:
    code, out, _ = commande("information", dossier_minimal)
    assert code == 0 and out.count("À CONFIRMER") == len(CODES)
    missing = out.partition("Informations qui trancheraient")[2]
    clinician = missing.partition("Le référent local")[2].partition("\n  L")[0]
    assert "(information.contexte_soins)" in clinician and "systeme.statut_dm" not in clinician


def test_what_nothing_can_regularise_stops_with_its_reason(
    commande: Commande, fabrique_dossier: Fabrique
) -> None:
    path = fabrique_dossier(changes={"information": {"contexte_soins": "oui", "decision_sans_humain": "oui"}})
    code, out, _ = commande("information", path)
    assert code == 1
    assert "Aucune information ne peut régulariser cet usage" in out
    assert "E1 dossier.yaml, ligne" in out and "[article\u00a022 du RGPD]" in out
    assert "Niveau 1" not in out


def test_an_error_is_located_and_gives_1_with_the_levels(
    commande: Commande, fabrique_dossier: Fabrique
) -> None:
    path = fabrique_dossier(changes={"information": {"donnees": {"base_legale": "consentement"}}})
    code, out, _ = commande("information", path)
    assert code == 1
    assert "1 erreur (aucun document n’est produit)" in out
    assert "E2 dossier.yaml, ligne" in out and "Niveau 1" in out


def test_json_says_the_same_for_a_program(commande: Commande, fabrique_dossier: Fabrique) -> None:
    path = fabrique_dossier(
        changes={
            "information": {"contexte_soins": "oui", "donnees": {"base_legale": "interet_legitime"}},
        }
    )
    code, out, _ = commande("information", path, IRM, "--json")
    assert code == 0
    first, second = json.loads(out)
    assert [v["code"] for v in first["verdicts"]] == list(CODES)
    assert first["verdicts"][0]["valeur"] == "OUI" and first["verdicts"][1]["valeur"] == "INCONNU"
    assert first["verdicts"][1]["manquants"]
    (warning,) = first["avertissements"]
    assert (warning["regle"], warning["champ"]) == ("W1", "information.donnees.base_legale")
    assert warning["fichier"] == "dossier.yaml" and warning["ligne"] and warning["source"]
    assert first["erreurs"] == [] and first["arret"] is False
    assert {"champ", "libelle", "repond"} == first["manques"][0].keys()
    assert second["systeme"] == "ClairIRM Net"


def test_all_the_dossiers_that_cannot_be_read_are_told(commande: Commande, tmp_path: Path) -> None:
    code, out, err = commande("information", tmp_path / "a.yaml", IRM, tmp_path / "b.yaml")
    assert (code, out) == (1, "")
    assert "a.yaml" in err and "b.yaml" in err


def test_a_value_of_the_dossier_does_not_command_the_terminal(
    commande: Commande, fabrique_dossier: Fabrique
) -> None:
    name = "Société <Dupont> & fils {{ 7*7 }} **gras** {date}"
    code, out, _ = commande("information", fabrique_dossier(changes={"systeme.nom": name}))
    assert code == 0 and f"=== {name} (" in out


@pytest.mark.parametrize("path", sorted(RACINE.glob("examples/*/dossier.yaml")), ids=lambda p: p.parent.name)
def test_an_example_has_no_error(path: Path, commande: Commande) -> None:
    code, out, err = commande("information", path)
    assert (code, err) == (0, ""), out
