"""The checker as a whole: pure, honest about what it could not check, at ease with a big or strange text."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from ecrits_falc import DE_FICHIER, ecrit

from sia_docs.library.falc_rules import load_falc_rules
from sia_docs.quality.falc import frequency
from sia_docs.quality.falc.check import EXTRAIT_MAX, check
from sia_docs.quality.falc.findings import Bilan, Statut
from sia_docs.quality.falc.page import Bloc, Ecrit, Genre, Lieu, Role
from sia_docs.quality.falc.reading import Lecture
from sia_docs.rules.validation import Gravite

LEAFLET = """# Un logiciel aide à lire vos images

Ce document parle d'un logiciel.
Un logiciel est un programme pour ordinateur.
Vous passez une radio ?
Ce document est pour vous.

**Le soignant décide avec vous.**

## Qui décide ?

Le soignant regarde vos images.
Le soignant décide avec vous.

## À qui parler ?

Appelez le 01 23 45 67 89.
Venez à l'accueil."""


def status(bilan: Bilan, regle: str) -> Statut:
    return next(score.statut for score in bilan.par_regle if score.regle == regle)


def test_a_leaflet_written_as_it_should_has_nothing_to_correct() -> None:
    bilan = check(ecrit(LEAFLET))
    assert [(c.regle, c.extrait) for c in bilan.constats if not c.regle.startswith(DE_FICHIER)] == []


def test_the_numbers_of_the_lines_of_a_kit_do_not_hide_an_explanation() -> None:
    told = "55 : Vous avez un tuteur ?\n56 : C'est une personne qui vous aide à décider."
    assert "F-W2" not in {c.regle for c in check(ecrit(told)).constats}
    assert "F-W2" in {c.regle for c in check(ecrit("55 : Vous avez un tuteur ?\n56 : Il vient.")).constats}


def test_every_rule_has_its_own_score_and_there_is_no_single_one() -> None:
    bilan = check(ecrit(LEAFLET))
    assert [score.regle for score in bilan.par_regle] == list(load_falc_rules())
    assert not hasattr(bilan, "score")


def test_the_same_text_gives_the_same_findings() -> None:
    text = ecrit("Le patient (absent) sera vu par le médecin, etc. Il revient le 01/02/2026.")
    assert check(text) == check(text)


def test_a_finding_shows_exactly_the_characters_it_speaks_of() -> None:
    text = ecrit("# Vos droits\n\nLe médecin (ou l'infirmier) vous parle.\nVenez à 9h30, rue d'En-Haut.")
    for constat in check(text).constats:
        if constat.lieu is None:
            continue
        bloc = text.blocs[constat.lieu.bloc - 1]
        shown = " ".join(bloc.texte[constat.debut : constat.fin].split())
        assert constat.extrait == shown[:EXTRAIT_MAX] + ("…" if len(shown) > EXTRAIT_MAX else "")
        assert shown


def test_findings_come_in_reading_order() -> None:
    bilan = check(ecrit("Il part (loin).\n\nVenez à 9h30, etc."))
    places = [(c.lieu.bloc if c.lieu else 0, c.debut) for c in bilan.constats]
    assert places == sorted(places)


def test_what_only_a_person_can_check_is_never_said_to_conform() -> None:
    bilan = check(ecrit(LEAFLET))
    human = [score for score in bilan.par_regle if score.regle.startswith("F-H")]
    assert len(human) == 7
    assert all(score.statut is Statut.HUMAIN and score.raison for score in human)


def test_without_the_extra_the_rule_of_rare_words_says_that_it_was_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(frequency, "is_installed", lambda: False)
    bilan = check(ecrit("Le cardiomégalique est là."))
    score = next(score for score in bilan.par_regle if score.regle == "F-W1a")
    assert score.statut is Statut.NON_VERIFIEE
    assert "sia-docs[falc]" in score.raison


def test_a_plain_text_does_not_tell_what_is_bold() -> None:
    bilan = check(
        Ecrit((Bloc(Genre.TITRE, "Vos droits", Lieu(1), 1), Bloc(Genre.PARAGRAPHE, "Venez.", Lieu(2))))
    )
    assert status(bilan, "F-O2") is Statut.NON_VERIFIEE


def test_a_child_may_be_told_tu() -> None:
    assert status(check(ecrit("Tu peux dire non.", enfant=True)), "F-W12a") is Statut.SANS_OBJET


def test_an_empty_text_breaks_nothing() -> None:
    assert [c for c in check(Ecrit(())).constats if not c.regle.startswith(DE_FICHIER)] == []


def test_the_imprint_is_not_judged_as_sentences_of_the_leaflet() -> None:
    imprint = Bloc(
        Genre.PARAGRAPHE, "Document relu par le CHU (version 2) ; etc.", Lieu(1), role=Role.MENTION
    )
    assert [c for c in check(Ecrit((imprint,))).constats if c.lieu] == []


def test_a_line_break_inside_a_sentence_does_not_end_it() -> None:
    lecture = Lecture(ecrit("Le soignant regarde\nvos images.\nVous pouvez dire non."))
    assert [p.texte for p in lecture.phrases] == ["Le soignant regarde vos images.", "Vous pouvez dire non."]


def test_a_value_is_shown_as_it_was_typed() -> None:
    typed = "Appelez {nom} & <b>fils</b> **vite** {{ 7*7 }}, etc."
    told = [c.message for c in check(ecrit(typed)).constats if c.regle == "F-W10a"]
    assert any("{nom}" in message for message in told)
    assert any("{ 7*7 }" in message for message in told)


def test_names_are_not_rare_words() -> None:
    if not frequency.is_installed():
        pytest.skip("les fréquences des mots ne sont pas installées (extra « falc »)")
    bilan = check(ecrit("Léonie Valmontier vous reçoit.\nDemandez madame Valmontier.\nValmontier est là."))
    assert [c.extrait for c in bilan.constats if c.regle == "F-W1a"] == []


@pytest.mark.parametrize(
    "piece",
    [
        "a, ",
        "aaaaa-",
        "(",
        "1 000 ",
        "ne ",
        "est ",
        "A.",
        "IA ",
        "été ",
        "http://a.",
        "00 ",
        "« ",
        "le médecin, ",
        "\n",
    ],
)
def test_a_text_made_to_slow_it_down_is_read_in_steps_of_its_length(piece: str) -> None:
    """Reads 12 000 characters of one piece: a regular expression that goes back and forth would never end."""
    bilan = check(Ecrit((Bloc(Genre.PARAGRAPHE, piece * (12_000 // len(piece)), Lieu(1)),)))
    assert bilan.par_regle


def test_every_message_ends_as_a_sentence() -> None:
    told = chain.from_iterable(
        (r.message or "", r.remede, r.non_verifiee or "") for r in load_falc_rules().values()
    )
    assert [text for text in told if text and not re.search(r"[.?…][ \u00a0]?»?$", text)] == []


def test_blocking_findings_are_the_errors() -> None:
    bilan = check(ecrit("Venez le 01/02/2026.\nIl part."))
    assert {c.gravite for c in bilan.bloquants} == {Gravite.ERREUR}
    assert len(bilan.bloquants) < len(bilan.constats)


def test_the_words_that_ask_a_question_join_nothing() -> None:
    for question in (
        "Qu’est-ce que ce logiciel ?",
        "Est-ce que le médecin décide ?",
        "Que fait ce logiciel ?",
    ):
        assert "F-S1c" not in {c.regle for c in check(ecrit(question)).constats}, question
    told = check(ecrit("Le médecin pense qu’il faut attendre parce que c’est mieux.")).constats
    assert "F-S1c" in {c.regle for c in told}


def test_an_impersonal_turn_is_told_as_such_and_its_pronoun_stands_for_nobody() -> None:
    told = {c.regle for c in check(ecrit("Il est recommandé d’appeler le secrétariat.")).constats}
    assert "F-S7d" in told and "F-W9a" not in told
