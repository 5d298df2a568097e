"""Reading an inventory and its dossiers: every fault at once, with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fabrique import ecrire
from inventaires import ecrire_inventaire
from sia_docs.erreurs import FichierIllisible, InventaireInvalide
from sia_docs.io.inventaire import is_inventaire, load_inventaire

SYSTEMES = "systemes"


def test_an_inventory_brings_the_dossiers_that_it_names(tmp_path: Path) -> None:
    ecrire(tmp_path / "dossier.yaml")
    path = ecrire_inventaire(
        tmp_path / "inventaire.yaml", {SYSTEMES: [{"id": "p", "dossier": "dossier.yaml"}]}
    )
    parc = load_inventaire(path)
    (entry,) = parc.inventaire.systemes
    system = parc.systeme(entry)
    assert system is not None and system.nom == "Poumonia"


def test_a_system_without_a_dossier_is_described_in_the_inventory(tmp_path: Path) -> None:
    parc = load_inventaire(ecrire_inventaire(tmp_path / "inventaire.yaml"))
    (entry,) = parc.inventaire.systemes
    system = parc.systeme(entry)
    assert system is not None and system.nom == "Plume" and parc.dossier(entry) is None


def test_a_dossier_in_place_of_an_inventory_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(InventaireInvalide) as raised:
        load_inventaire(ecrire(tmp_path / "dossier.yaml"))
    (problem,) = raised.value.problemes
    assert "pas un inventaire" in str(problem) and str(problem).startswith("dossier.yaml, ligne ")


FAUTES: dict[str, tuple[Any, str, str]] = {
    "twice the same id": (
        [{"id": "a", "systeme": {"besoin": "x"}}, {"id": "a", "systeme": {"besoin": "y"}}],
        "systemes.2.id",
        "deux systèmes ont le même identifiant",
    ),
    "not described": ([{"id": "a"}], "systemes.1", "n’est pas décrit"),
    "described twice": (
        [{"id": "a", "dossier": "d.yaml", "systeme": {"besoin": "x"}}],
        "systemes.1",
        "est décrit deux fois",
    ),
    "an absolute path": (
        [{"id": "a", "dossier": "/etc/passwd"}],
        "systemes.1.dossier",
        "doit être relatif à ce fichier",
    ),
    "a Windows path": (
        [{"id": "a", "dossier": "C:\\dossier.yaml"}],
        "systemes.1.dossier",
        "doit être relatif à ce fichier",
    ),
    "a wrong id": ([{"id": "A B", "systeme": {"besoin": "x"}}], "systemes.1.id", "la forme attendue"),
}


@pytest.mark.parametrize("name", FAUTES)
def test_a_system_that_cannot_be_read_is_one_error_with_its_line(name: str, tmp_path: Path) -> None:
    systems, champ, said = FAUTES[name]
    with pytest.raises(InventaireInvalide) as refused:
        load_inventaire(ecrire_inventaire(tmp_path / "inventaire.yaml", {SYSTEMES: systems}))
    (problem,) = refused.value.problemes
    assert problem.champ == champ and said in problem.message
    assert problem.fichier == "inventaire.yaml" and problem.ligne


def test_the_faults_of_every_dossier_are_told_at_once(tmp_path: Path) -> None:
    ecrire(tmp_path / "a.yaml", {"etablissement.type": "hopital"})
    systems = [{"id": "a", "dossier": "a.yaml"}, {"id": "b", "dossier": "absent.yaml"}]
    with pytest.raises(InventaireInvalide) as refused:
        load_inventaire(ecrire_inventaire(tmp_path / "inventaire.yaml", {SYSTEMES: systems}))
    told = [(p.fichier, p.champ) for p in refused.value.problemes]
    assert ("inventaire.yaml", "systemes.1.dossier") in told and ("a.yaml", "etablissement.type") in told
    assert any("n’existe pas" in p.message for p in refused.value.problemes)


def test_an_unknown_key_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(InventaireInvalide, match="Vouliez-vous dire « prochaine_revue »"):
        load_inventaire(ecrire_inventaire(tmp_path / "i.yaml", {"charte.prochaine_revision": "2027-01-01"}))


def test_an_inventory_is_told_from_a_dossier(tmp_path: Path, fabrique_dossier: Callable[..., Path]) -> None:
    assert is_inventaire(ecrire_inventaire(tmp_path / "inventaire.yaml"))
    assert not is_inventaire(fabrique_dossier())
    assert not is_inventaire(tmp_path / "absent.yaml")


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "inventaire.yaml"
    path.write_text("systemes: [", "utf-8")
    with pytest.raises(FichierIllisible):
        load_inventaire(path)
