"""The answers file of a leaflet is read back whole; the facilitator's note tells what to expect."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relectures import LIGNES
from sia_docs.document.nodes import Document, Heading, Table, headings_of, inlines_of, plain
from sia_docs.generators.falc_reading import FeuilletALire, answers_of, facilitator_note
from sia_docs.io.relecture_falc import answers_bytes, load_answers
from sia_docs.library.falc_relecture import load_reading_texts
from sia_docs.rules.reponses_falc import bilan
from sia_docs.rules.validation_falc import StatutFalc

TEXTS = load_reading_texts()
FEUILLET = FeuilletALire("FALC-DROITS", None, "fr", "Mes droits", "1.0", LIGNES, ("telephone", "lieu"))
SYSTEME = FeuilletALire(
    "FALC-IMAGERIE", "Société <Dupont> & {{ 7*7 }}", "fr", "Vos **images**", None, LIGNES, ()
)


def _note() -> Document:
    return facilitator_note(
        [FEUILLET, SYSTEME],
        TEXTS,
        hospital="CHU de Valmont",
        day=date(2026, 11, 22),
        shown={"telephone": "Un combiné"},
    )


def test_the_answers_file_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    for leaflet in (FEUILLET, SYSTEME):
        made = answers_of(leaflet, TEXTS)
        words = TEXTS.trousse.reponses
        path = tmp_path / f"{leaflet.document}.yaml"
        path.write_bytes(answers_bytes(made, words.entete, words.rubriques))
        assert load_answers(path) == made


def test_answers_to_fill_in_say_nothing_yet() -> None:
    made = answers_of(FEUILLET, TEXTS)
    assert made.empreinte == FEUILLET.empreinte
    assert [line.texte for line in made.lignes] == list(LIGNES)
    assert [(p.numero, p.idee) for p in made.pictogrammes or ()] == [(1, "telephone"), (2, "lieu")]
    found = bilan(made)
    assert found.etat.statut is StatutFalc.INCOMPLETE
    asked = len(LIGNES) + len(TEXTS.questions.of("FALC-DROITS")) + len(FEUILLET.idees)
    assert len(found.sans_reponse) == asked


def test_the_note_tells_every_question_with_the_idea_expected() -> None:
    tables = [block for block in _note().blocks if isinstance(block, Table)]
    assert len(tables) == 3  # questions and pictures of the first, questions of the second
    assert len(tables[0].rows) == len(TEXTS.questions.of("FALC-DROITS"))
    told = [tuple(plain(cell.children) for cell in row) for row in tables[1].rows]
    assert told == [("1", "telephone", "Un combiné"), ("2", "lieu", "")]


def test_each_heading_of_the_note_has_its_own_id_and_values_stay_as_typed() -> None:
    note = _note()
    ids = [heading.id for heading in headings_of(note.blocks)]
    assert len(set(ids)) == len(ids)
    titles = [plain(block.children) for block in note.blocks if isinstance(block, Heading)]
    assert any("Vos **images** (Société <Dupont> & {{ 7*7 }})" in title for title in titles)
    assert all(list(inlines_of(block)) for block in note.blocks)
