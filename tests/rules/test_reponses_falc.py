"""The answers of a session become what to mend and a record, and lost lines are noticed."""

from __future__ import annotations

from typing import Any

from relectures import LIGNES, donnees_reponses, relecture, reponses
from sia_docs.rules.reponses_falc import avec_relecture, bilan, faults
from sia_docs.rules.validation_falc import StatutFalc


def _lines(**changes: Any) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = donnees_reponses()["lignes"]
    lines[1].update(changes)
    return lines


def test_good_answers_make_a_valid_record() -> None:
    found = bilan(reponses())
    assert found.etat.statut is StatutFalc.VALIDE
    assert found.relecture == relecture()
    assert not (found.lignes_a_reprendre or found.questions_manquees or found.sans_reponse)


def test_a_line_not_understood_is_to_be_mended_with_its_remark() -> None:
    found = bilan(reponses(lignes=_lines(compris="non", remarque="« dire non » à quoi ?")))
    assert [line.ligne for line in found.lignes_a_reprendre] == [2]
    assert found.relecture.texte_compris is False
    (remark,) = found.relecture.remarques or ()
    assert (remark.ligne, remark.texte, remark.remarque) == (2, LIGNES[1], "« dire non » à quoi ?")


def test_a_remark_on_a_line_that_was_understood_is_kept_too() -> None:
    found = bilan(reponses(lignes=_lines(remarque="C'est bien."), remarques=["Trop long."]))
    assert [(r.ligne, r.remarque) for r in found.relecture.remarques or ()] == [(2, "C'est bien."), (None, "Trop long.")]  # fmt: skip
    assert found.relecture.texte_compris is True and found.lignes_a_reprendre == ()


def test_a_missed_question_says_that_the_text_is_not_understood() -> None:
    found = bilan(reponses(questions=[{"question": "Qui décide ?", "compris": "non"}]))
    assert [q.question for q in found.questions_manquees] == ["Qui décide ?"]
    assert found.relecture.texte_compris is False


def test_nothing_answered_is_told_line_by_line_and_leaves_the_record_incomplete() -> None:
    found = bilan(reponses(compris="inconnu", pictogrammes=[{"idee": "telephone"}]))
    assert found.sans_reponse == ("ligne 1", "ligne 2", "ligne 3", "question 1", "image telephone")
    assert found.relecture.texte_compris is None
    assert found.etat.statut is StatutFalc.INCOMPLETE


def test_a_line_lost_or_changed_is_a_fault() -> None:
    assert faults(reponses()) == ()
    lost = reponses(lignes=donnees_reponses()["lignes"][1:])
    assert [p.champ for p in faults(lost)] == ["lignes.1.ligne", "empreinte"]
    changed = reponses(lignes=_lines(texte="Vous pouvez dire oui."))
    assert [p.champ for p in faults(changed)] == ["empreinte"]


def test_an_idea_twice_is_a_fault() -> None:
    pictures = [{"idee": "lieu", "compris": "oui"}, {"idee": "lieu", "compris": "non"}]
    assert [(p.champ, p.recu) for p in faults(reponses(pictogrammes=pictures))] == [
        ("pictogrammes.2.idee", "lieu")
    ]


def test_a_register_keeps_the_readings_of_each_leaflet() -> None:
    one = avec_relecture(None, relecture())
    two = avec_relecture(one, relecture(document="FALC-IMAGERIE", systeme="Poumonia"))
    three = avec_relecture(two, relecture(document="FALC-IMAGERIE", systeme="Fractura"))
    again = avec_relecture(three, relecture(version="2.0"))
    assert [(r.document, r.systeme, r.version) for r in again.relectures] == [
        ("FALC-DROITS", None, "2.0"), ("FALC-IMAGERIE", "Poumonia", "1.0"), ("FALC-IMAGERIE", "Fractura", "1.0"),
    ]  # fmt: skip


def test_a_former_reading_stays_as_evidence_and_one_without_a_date_waits_for_it() -> None:
    register = avec_relecture(None, relecture(date=None))
    register = avec_relecture(register, relecture())
    assert [r.date and r.date.day for r in register.relectures] == [20]
    register = avec_relecture(register, relecture(date="2026-11-21"))
    register = avec_relecture(register, relecture(empreinte="0" * 16))
    assert [r.date and r.date.day for r in register.relectures] == [20, 21, 20]


def test_reading_the_same_answers_again_keeps_the_corrections_written_since() -> None:
    remark = {"ligne": 2, "texte": LIGNES[1], "remarque": "À quoi ?"}
    register = avec_relecture(None, relecture(remarques=[{**remark, "correction": "Phrase changée."}]))
    again = avec_relecture(register, relecture(remarques=[remark, {"remarque": "Bien."}]))
    assert [r.correction for r in again.relectures[0].remarques or ()] == ["Phrase changée.", None]
