"""The files of a reading: written, read back the same, and every fault told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from relectures import LECTRICE, donnees_reponses, relecture, reponses
from sia_docs.erreurs import FichierIllisible, RelectureInvalide
from sia_docs.io.relecture_falc import (
    answers_bytes,
    load_answers,
    load_register,
    register_bytes,
    register_if_any,
)
from sia_docs.models.relecture_falc import RegistreRelectures, ReponsesFalc


def _register(*records: Any) -> RegistreRelectures:
    return RegistreRelectures(schema_version="1", relectures=records)


def _faults(path: Path, data: Any) -> list[str]:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    with pytest.raises(RelectureInvalide) as caught:
        load_answers(path)
    return [str(problem) for problem in caught.value.problemes]


def test_a_register_comes_back_as_it_was_written(tmp_path: Path) -> None:
    register = _register(
        relecture(),
        relecture(document="FALC-SCRIBE", systeme="Scribe <Dupont> & fils", texte_compris="non", lecteurs=[
            {**LECTRICE, "nom": "{{ 7*7 }} **Zoé** : #1", "accord_pour_le_nom": None}
        ]),
    )  # fmt: skip
    path = tmp_path / "relectures.yaml"
    path.write_bytes(register_bytes(register, "Relectures.\nNe pas publier."))
    assert path.read_text("utf-8").startswith("# Relectures.\n# Ne pas publier.\n")
    assert load_register(path) == register
    assert register_bytes(register) == register_bytes(load_register(path))


def test_answers_come_back_as_they_were_written(tmp_path: Path) -> None:
    answers = reponses(remarques=["Trop long.\nVraiment."], structure="inconnu")
    path = tmp_path / "reponses.yaml"
    path.write_bytes(answers_bytes(answers, "Tête.", dict.fromkeys(ReponsesFalc.model_fields, "Aide.")))
    assert load_answers(path) == answers
    assert "structure: inconnu" in path.read_text("utf-8")


def test_there_may_be_no_register_yet(tmp_path: Path) -> None:
    assert register_if_any(tmp_path / "relectures.yaml") is None
    with pytest.raises(FichierIllisible, match="n’existe pas"):
        load_register(tmp_path / "relectures.yaml")


def test_a_session_twice_in_a_register_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "relectures.yaml"
    path.write_bytes(register_bytes(_register(relecture(), relecture(version="2.0"))))
    with pytest.raises(RelectureInvalide, match="déjà plus haut") as caught:
        load_register(path)
    assert (caught.value.problemes[0].ligne or 0) > 2


def test_bad_answers_are_told_all_at_once_in_french(tmp_path: Path) -> None:
    data = donnees_reponses(date="31/02/2026", document="droits", mot="x")
    data["lignes"][0]["compris"] = "peut-être"
    data["lecteurs"] = [{**LECTRICE, "situation": "patient"}]
    said = _faults(tmp_path / "r.yaml", data)
    assert len(said) == 5
    for part in ("« oui », « non » ou « inconnu » est attendu", "cette date n’existe pas", "clé inconnue", "personne_concernee", "la forme attendue"):  # fmt: skip
        assert any(part in line for line in said), part
    assert all("r.yaml, ligne " in line for line in said)


def test_a_line_that_was_changed_is_told_with_its_line(tmp_path: Path) -> None:
    data = donnees_reponses()
    data["lignes"][1]["texte"] = "Vous pouvez dire oui."
    (said,) = _faults(tmp_path / "r.yaml", data)
    assert "r.yaml, ligne 2 – empreinte : les textes des lignes ne sont plus ceux du document lu." in said


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "oui\n"])
def test_something_else_than_answers_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises((RelectureInvalide, FichierIllisible)):
        load_answers(path)
