"""Lines end where one pauses, whatever the width of the page."""

from __future__ import annotations

import pytest

from sia_docs.document.binding import Open, Slot
from sia_docs.document.nodes import Inline, Strong, Text, plain
from sia_docs.document.pauses import LONGEST, paused, with_pauses


def _lines(*children: Inline) -> list[str]:
    """What no page can cut, piece by piece."""
    return plain(with_pauses(children)).split(" ")


def _spaced(piece: str) -> str:
    return piece.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("Le médecin décide.", ["Le médecin décide."]),
        ("Le logiciel aide, mais le médecin décide.", ["Le logiciel aide,", "mais le médecin décide."]),
        ("Vous pouvez venir avec un proche.", ["Vous pouvez venir", "avec un proche."]),
        (
            "Vous pouvez demander au médecin de vous expliquer le résultat.",
            ["Vous pouvez", "demander", "au médecin", "de vous expliquer", "le résultat."],
        ),
    ],
)
def test_a_line_ends_before_a_pause_never_after_an_article(sentence: str, pieces: list[str]) -> None:
    assert [_spaced(piece) for piece in _lines(Text(sentence))] == pieces


def test_a_group_that_is_never_cut_holds_on_a_narrow_page() -> None:
    sentence = (
        "Le chirurgien orthopédique expérimenté du service regarde attentivement chaque image importante."
    )
    assert max(map(len, _lines(Text(sentence)))) <= LONGEST


def test_only_authored_text_changes_and_the_words_stay_the_same() -> None:
    children = Open((Text("Vous pouvez appeler le "), Slot(0), Strong((Text(" tous les jours."),))))
    made = with_pauses(children)
    assert type(made) is Open and made[1] == Slot(0)
    first, strong = made[0], made[2]
    assert isinstance(first, Text) and isinstance(strong, Strong)
    assert _spaced(first.text + plain(strong.children)) == "Vous pouvez appeler le  tous les jours."
    assert first.text.endswith("le\u00a0")


def test_a_text_without_space_to_bind_is_the_same_object() -> None:
    children = Open((Slot(0),))
    assert with_pauses(children) is children


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        ("L’intelligence artificielle dans vos soins", ["L’intelligence", "artificielle", "dans vos soins"]),
        (
            "Un logiciel rend votre examen plus facile à lire",
            ["Un logiciel", "rend", "votre examen", "plus facile", "à lire"],
        ),
    ],
)
def test_a_title_in_large_letters_keeps_only_its_small_groups(title: str, pieces: list[str]) -> None:
    assert [_spaced(piece) for piece in paused(title).split(" ")] == pieces
