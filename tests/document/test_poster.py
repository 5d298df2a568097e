"""The estimate that chooses the sizes of a poster."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "writers"))

from patients import affiche, p

from sia_docs.document.poster import fits, is_dense


@pytest.mark.parametrize("page", ["A3", "A4"])
def test_short_texts_are_set_large_and_long_ones_dense(page: str) -> None:
    assert not is_dense(affiche(page)) and fits(affiche(page))
    assert is_dense(affiche(page, ugly=True)) and fits(affiche(page, ugly=True))


def test_a_poster_that_cannot_hold_on_a_page_is_known() -> None:
    poster = affiche()
    assert not fits(
        replace(poster, blocks=(*poster.blocks, *(p("Encore une phrase. " * 5) for _ in range(9))))
    )
