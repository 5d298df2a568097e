"""Right-to-left texts keep phone numbers, addresses and product names in their order."""

from __future__ import annotations

import pytest

from sia_docs.document.direction import MARK, is_rtl, marked, pieces


@pytest.mark.parametrize("lang", ["ar", "ar-SA", "fa", "he", "ps", "ur", "AR"])
def test_languages_written_from_right_to_left(lang: str) -> None:
    assert is_rtl(lang)


@pytest.mark.parametrize("lang", ["", "fr", "fr-FR", "en", "tr", "ku"])
def test_languages_written_from_left_to_right(lang: str) -> None:
    assert not is_rtl(lang)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("للاتصال: 02 99 00 00 00، أو", ["02 99 00 00 00"]),
        ("البريد a.b@chu.exemple.", ["a.b@chu.exemple"]),
        ("اسم ResoVision Ultra 4.2 (2026).", ["ResoVision Ultra 4.2 (2026)"]),
        ("الحساسية 92 %", ["92 %"]),
        ("+33 2 99 00 00 00", ["+33 2 99 00 00 00"]),
        ("اسم Re\u0301", ["Re\u0301"]),
        ("الطبيب يقرر", []),
        ("", []),
    ],
)
def test_what_is_written_from_left_to_right_is_one_piece(text: str, latin: list[str]) -> None:
    found = list(pieces(text))
    assert [piece for piece, is_latin in found if is_latin] == latin
    assert "".join(piece for piece, _ in found) == text


def test_marks_stand_around_left_to_right_pieces_only() -> None:
    assert marked("رقم 15.") == f"رقم {MARK}15{MARK}."
