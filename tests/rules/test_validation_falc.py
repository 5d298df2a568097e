"""A leaflet is said validated only when people concerned read today's words, understood them and are named."""

from __future__ import annotations

from typing import Any

import pytest

from relectures import LECTRICE, LIGNES, relecture
from sia_docs.models.relecture_falc import RegistreRelectures
from sia_docs.rules.validation_falc import (
    EtatFalc,
    StatutFalc,
    empreinte_des_mots,
    etat_du_registre,
    etat_falc,
)

AUJOURD_HUI = empreinte_des_mots(LIGNES)


def etat(**changes: Any) -> EtatFalc:
    return etat_falc(relecture(**changes), AUJOURD_HUI, ["telephone"])


def test_a_complete_record_of_todays_words_is_valid_and_names_its_readers() -> None:
    found = etat()
    assert (found.statut, found.manques, found.reserves) == (StatutFalc.VALIDE, (), ())
    assert found.lecteurs == ("Camille Le Goff",)


def test_nobody_has_read_a_leaflet_without_record() -> None:
    found = etat_falc(None, AUJOURD_HUI)
    assert found.statut is StatutFalc.ABSENTE and not found.valide and found.lecteurs == ()


@pytest.mark.parametrize("field", ["empreinte", "version", "date", "structure", "lecteurs", "texte_compris"])
def test_every_needed_field_is_needed(field: str) -> None:
    found = etat(**{field: None})
    assert found.statut is StatutFalc.INCOMPLETE
    assert [problem.champ for problem in found.manques] == [field]
    assert found.lecteurs == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"situation": "professionnelle"},
            "aucun lecteur n’est une personne ayant un handicap intellectuel.",
        ),
        ({"situation": "inconnu"}, "aucun lecteur n’est une personne ayant un handicap intellectuel."),
        (
            {"langue_maternelle": "non"},
            "aucun lecteur concerné n’a la langue du document pour langue maternelle.",
        ),
        (
            {"accord_pour_le_nom": "inconnu"},
            "aucun lecteur concerné, de cette langue maternelle, n’a accepté d’être nommé.",
        ),
        ({"nom": "inconnu"}, "aucun lecteur concerné, de cette langue maternelle, n’a accepté d’être nommé."),
    ],
)
def test_one_reader_must_be_concerned_native_and_willing_to_be_named(
    change: dict[str, str], said: str
) -> None:
    found = etat(lecteurs=[{**LECTRICE, **change}])
    assert found.statut is StatutFalc.INCOMPLETE
    assert [problem.message for problem in found.manques] == [said]


def test_the_conditions_must_meet_in_one_person() -> None:
    one = {**LECTRICE, "accord_pour_le_nom": "non"}
    other = {**LECTRICE, "nom": "Ali", "langue_maternelle": "non"}
    assert etat(lecteurs=[one, other]).statut is StatutFalc.INCOMPLETE


def test_only_those_who_agreed_are_named_and_helpers_apart() -> None:
    found = etat(
        lecteurs=[
            LECTRICE,
            {**LECTRICE, "nom": "Ali", "accord_pour_le_nom": "non"},
            {**LECTRICE, "nom": "Zoé", "situation": "accompagnante"},
            {**LECTRICE, "nom": "Dr Morel", "situation": "professionnelle"},
        ]
    )
    assert (found.lecteurs, found.accompagnants) == (("Camille Le Goff",), ("Zoé",))


def test_a_changed_word_lapses_the_reading_and_says_so() -> None:
    changed = empreinte_des_mots([*LIGNES[:2], "Vous pouvez téléphoner au 02 99 00 00 01."])
    found = etat_falc(relecture(), changed)
    assert found.statut is StatutFalc.PERIMEE and found.lecteurs == ()
    assert found.manques[0].message == "les mots du document ont changé depuis la relecture."
    assert changed in found.manques[0].remede


def test_a_lapsed_reading_also_tells_what_it_lacks() -> None:
    found = etat_falc(relecture(structure=None), "0" * 16)
    assert found.statut is StatutFalc.PERIMEE
    assert [problem.champ for problem in found.manques] == ["empreinte", "structure"]


def test_what_was_not_understood_stops_the_validation() -> None:
    assert [p.champ for p in etat(texte_compris="non").manques] == ["texte_compris"]
    found = etat(pictogrammes=[{"idee": "telephone", "compris": "non"}])
    assert [(p.champ, p.recu) for p in found.manques] == [("pictogrammes.1.compris", "telephone")]


def test_pictures_not_shown_and_agreements_not_given_are_told_without_stopping() -> None:
    found = etat_falc(relecture(pictogrammes=None, accords={"dpo": {"nom": "P. Rey"}}), AUJOURD_HUI, ["lieu"])
    assert found.valide
    assert [(p.champ, p.recu) for p in found.reserves] == [
        ("pictogrammes", "lieu"), ("accords.dpo", None), ("accords.clinicien", None),
    ]  # fmt: skip


def test_the_digest_reads_words_not_typography_nor_line_breaks() -> None:
    typed = empreinte_des_mots(["L'équipe vous répond : oui."])
    assert empreinte_des_mots(["L’équipe\u00a0vous\nrépond\u00a0: oui.", ""]) == typed
    assert empreinte_des_mots(["L'équipe vous répond : non."]) != typed


def test_the_digest_sees_lines_that_move_or_join() -> None:
    assert len({empreinte_des_mots(lines) for lines in (["a", "b"], ["b", "a"], ["a b"])}) == 3


def of_register(*records: dict[str, Any]) -> EtatFalc:
    readings = tuple(relecture(**changes) for changes in records)
    register = RegistreRelectures(schema_version="1", relectures=readings)
    return etat_du_registre(register, ("FALC-DROITS", None, "fr"), AUJOURD_HUI)


def test_a_register_gives_the_best_state_of_todays_words() -> None:
    lapsed, half = {"empreinte": "0" * 16, "date": "2026-11-25"}, {"structure": None, "date": "2026-11-24"}
    assert of_register(lapsed, {}, half).statut is StatutFalc.VALIDE
    assert of_register(lapsed, half).statut is StatutFalc.INCOMPLETE
    assert of_register(lapsed).statut is StatutFalc.PERIMEE
    assert of_register({"document": "FALC-SCRIBE"}, {"systeme": "Poumonia"}, {"langue": "en"}).statut is StatutFalc.ABSENTE  # fmt: skip
    assert etat_du_registre(None, ("FALC-DROITS", None, "fr"), AUJOURD_HUI).statut is StatutFalc.ABSENTE


def test_the_latest_of_two_valid_readings_is_the_one_that_is_printed() -> None:
    found = of_register({"date": "2026-11-19"}, {"date": "2026-11-21"}, {"date": "2026-11-20"})
    assert found.relecture and found.relecture.date and found.relecture.date.day == 21
