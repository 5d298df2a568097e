"""Contrast as WCAG counts it, and a text that is read on any colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_docs.document.colours import (
    BLACK,
    READABLE,
    WHITE,
    contrast,
    ink_of,
    is_colour,
    readable_on,
    tint,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_contrast_of_known_pairs() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast("#365F91", "#FFFFFF") == pytest.approx(6.56, abs=0.02)


@given(colours)
def test_black_or_white_is_read_on_any_colour(colour: str) -> None:
    assert contrast(readable_on(colour), colour) >= READABLE
    assert contrast(ink_of(colour), WHITE) >= READABLE
    assert contrast(BLACK, tint(colour)) >= 15


@pytest.mark.parametrize(
    "text", ["", "#FFF", "red", "#12345G", "#1234567", "#123456; color: red", "１２３４５６"]
)
def test_what_is_not_a_colour(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="not a colour"):
        contrast(text, WHITE)
