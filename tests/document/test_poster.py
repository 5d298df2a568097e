"""The estimate that chooses the sizes of a poster."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "writers"))

from patients import affiche, p

from sia_docs.document.poster import FILLING, _filling, filling, fits, height, is_dense


@pytest.mark.parametrize("page", ["A3", "A4"])
def test_short_texts_are_set_large_and_long_ones_dense(page: str) -> None:
    assert not is_dense(affiche(page)) and fits(affiche(page))
    assert is_dense(affiche(page, ugly=True)) and fits(affiche(page, ugly=True))


def test_a_poster_that_cannot_hold_on_a_page_is_known() -> None:
    poster = affiche()
    assert not fits(
        replace(poster, blocks=(*poster.blocks, *(p("Encore une phrase. " * 5) for _ in range(9))))
    )


@pytest.mark.parametrize("page", ["A3", "A4"])
def test_the_shorter_the_text_the_larger_the_letters(page: str) -> None:
    poster = affiche(page)
    short = replace(poster, blocks=poster.blocks[1:2])
    largest, ordinary = filling(short), filling(poster)
    assert largest is not None and largest.body > 50
    assert ordinary is None or ordinary.body < 40
    assert filling(affiche(page, ugly=True)) is None


def test_a_right_to_left_poster_keeps_more_room() -> None:
    poster = replace(affiche(), blocks=affiche().blocks[1:])
    french, arabic = filling(poster), filling(replace(poster, lang="ar-SA"))
    assert french is not None
    assert arabic is None or arabic.body < french.body


def test_titles_and_notes_grow_with_letters_above_forty_points() -> None:
    grown, ordinary = _filling(50), _filling(36)
    assert (grown.title / 50, grown.note / 50) == (ordinary.title / 40, ordinary.note / 40)


def test_the_packaged_font_and_a_bare_top_leave_more_room() -> None:
    poster = replace(
        affiche(), blocks=tuple(p("Un texte de deux lignes à peine. " * n) for n in range(1, 12))
    )
    assert poster.house is not None
    plain_font = replace(poster, house=replace(poster.house, fonts=()))
    own_font = replace(poster, house=replace(poster.house, fonts=("Verdana",)))
    bare = replace(poster, house=None)
    assert height(bare, FILLING[-1]) < height(plain_font, FILLING[-1]) < height(own_font, FILLING[-1])
