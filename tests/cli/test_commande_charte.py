"""« sia-docs generer charte » and « verifier » on an inventory, as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique import RACINE
from inventaires import ecrire_inventaire

Commande = Callable[..., tuple[int, str, str]]
EXEMPLES = RACINE / "examples" / "inventaires"


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    """The smallest inventory, on disk."""
    return ecrire_inventaire(tmp_path / "inventaire.yaml")


def test_the_asked_documents_are_written_with_a_manifest(
    commande: Commande, chemin: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, said, _ = commande(
        "generer", "charte", chemin, "--dans", out, "--documents", "charte", "--formats", "html,txt"
    )
    assert code == 0
    written = {path.name for path in out.iterdir()}
    assert written == {
        "charte-ia_charte_chu-de-valmont_projet.html",
        "charte-ia_charte_chu-de-valmont_projet.txt",
        "charte-ia_chu-de-valmont.manifeste.json",
    }
    assert "À compléter dans ces documents" in said and "répond :" in said


def test_a_faulty_inventory_writes_nothing_and_tells_every_fault_with_its_line(
    commande: Commande, tmp_path: Path
) -> None:
    path = ecrire_inventaire(
        tmp_path / "inventaire.yaml",
        {"charte.prochaine_revue": "2028-01-01", "usages_approuves.0.responsable": "inconnu"},
    )
    code, _, err = commande("generer", "charte", path, "--dans", tmp_path / "out")
    assert code == 1 and not (tmp_path / "out").exists()
    assert "inventaire.yaml, ligne" in err
    assert "plus de douze mois après l’adoption" in err and "il n’a pas de responsable" in err


def test_files_are_never_lost_without_asking(commande: Commande, chemin: Path, tmp_path: Path) -> None:
    ask = ("generer", "charte", chemin, "--dans", tmp_path / "out", "--documents", "FAQ", "--formats", "txt")
    assert commande(*ask)[0] == 0
    code, _, err = commande(*ask)
    assert code == 3 and "--remplacer" in err
    assert commande(*ask, "--remplacer")[0] == 0


def test_an_unknown_document_is_a_fault_of_the_command_line_not_of_the_inventory(
    commande: Commande, chemin: Path, tmp_path: Path
) -> None:
    code, _, err = commande("generer", "charte", chemin, "--dans", tmp_path / "out", "--documents", "charta")
    assert code == 1 and "--documents : document inconnu. Reçu : « CHARTA »" in err
    assert "Vouliez-vous dire « CHARTE » ? Documents : " in err and "ligne" not in err


def test_a_document_that_a_structure_does_not_have_is_refused(commande: Commande, tmp_path: Path) -> None:
    practice = EXEMPLES / "cabinet" / "inventaire.yaml"
    code, _, err = commande(
        "generer", "charte", practice, "--dans", tmp_path / "out", "--documents", "faq,adoption"
    )
    assert code == 1 and "« ADOPTION »" in err and "écarte ce document" in err
    assert "FAQ" in err and not (tmp_path / "out").exists()


def test_a_comparison_needs_a_previous_version(commande: Commande, chemin: Path, tmp_path: Path) -> None:
    code, _, err = commande(
        "generer", "charte", chemin, "--dans", tmp_path / "out", "--documents", "changements"
    )
    assert code == 1 and "--depuis" in err


def test_the_previous_inventory_gives_the_comparison(commande: Commande, tmp_path: Path) -> None:
    code, said, _ = commande(
        "generer", "charte", EXEMPLES / "chu" / "inventaire.yaml", "--depuis", EXEMPLES / "chu" / "inventaire-precedent.yaml",
        "--dans", tmp_path / "out", "--documents", "CHANGEMENTS", "--formats", "txt", "--json",
    )  # fmt: skip
    answer = json.loads(said)
    assert code == 0 and [d["id"] for d in answer["documents"]] == ["CHANGEMENTS"]


def test_the_faults_of_both_inventories_are_told(commande: Commande, tmp_path: Path) -> None:
    one = ecrire_inventaire(tmp_path / "un.yaml", {"etablissement.type": "hopital"})
    two = ecrire_inventaire(tmp_path / "deux.yaml", {"systemes": []})
    two.write_text("systemes: [", "utf-8")
    code, _, err = commande("generer", "charte", one, "--depuis", two, "--dans", tmp_path / "out")
    assert code == 1 and "un.yaml" in err and "deux.yaml" in err


def test_a_final_charter_refuses_what_is_missing(commande: Commande, chemin: Path, tmp_path: Path) -> None:
    code, _, err = commande("generer", "charte", chemin, "--dans", tmp_path / "out", "--definitif")
    assert code == 1 and "information manquante" in err and not (tmp_path / "out").exists()


def test_the_house_style_gives_its_look_and_its_contacts(commande: Commande, tmp_path: Path) -> None:
    path = ecrire_inventaire(tmp_path / "inventaire.yaml", {"etablissement.nom": "CHU de Trévénec"})
    style = tmp_path / "style.yaml"
    style.write_text('nom: CHU de Trévénec\ncouleur_principale: "#00695C"\n', "utf-8")
    code, _, err = commande(
        "generer", "charte", path, "--charte", style, "--dans", tmp_path / "out", "--documents", "PUBLIQUE", "--formats", "html"
    )  # fmt: skip
    assert code == 0, err
    (page,) = (tmp_path / "out").glob("*.html")
    assert "#00695C" in page.read_text("utf-8")


# ------------------------------------------------------------------------------------- verifier


@pytest.mark.parametrize("structure", ["chu", "clinique", "ght", "cabinet"])
def test_the_example_inventories_are_verified_without_error(commande: Commande, structure: str) -> None:
    code, said, _ = commande("verifier", EXEMPLES / structure / "inventaire.yaml")
    assert code == 0 and said.startswith("Aucune erreur.")


def test_verifying_a_faulty_inventory_tells_every_fault(commande: Commande, tmp_path: Path) -> None:
    path = ecrire_inventaire(
        tmp_path / "i.yaml", {"charte.prochaine_revue": "inconnu", "etablissement.dpo": "inconnu"}
    )
    code, said, _ = commande("verifier", path)
    assert code == 1 and said.startswith("2 erreurs (la génération est refusée) :")
    code, said, _ = commande("verifier", path, "--json")
    assert code == 1 and {p["champ"] for p in json.loads(said)["erreurs"]} == {
        "charte.prochaine_revue",
        "etablissement.dpo",
    }


def test_what_is_missing_is_told_by_who_answers(commande: Commande, chemin: Path) -> None:
    code, said, _ = commande("verifier", chemin)
    assert (
        code == 0 and "Informations manquantes" in said and "Le délégué à la protection des données :" in said
    )
