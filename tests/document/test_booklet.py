"""The pages of a booklet, and their places on the sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sia_docs.document.booklet import Sheet, pages_of, sheets_of
from sia_docs.document.nodes import Block, Cover, Document, Heading, Illustrated, Layout, Paragraph, Text


def _document(blocks: tuple[Block, ...]) -> Document:
    return Document(
        title="T", subject="", author="", day=date(2026, 11, 22), layout=Layout.FALC, page="A5",
        cover=Cover("", "Un titre", "", (), "Projet."), blocks=blocks, imprint=("Version 1",),
    )  # fmt: skip


def _blocks(count: int) -> tuple[Block, ...]:
    found: list[Block] = []
    for rank in range(count):
        found.append(Heading(1, (Text(f"Question {rank} ?"),), f"q{rank}"))
        found.append(
            Illustrated("lieu", tuple(Paragraph((Text("Une phrase assez courte."),)) for _ in range(3)))
        )
    return tuple(found)


def test_four_pages_make_one_sheet_and_eight_make_two() -> None:
    assert sheets_of(4) == (Sheet(4, 1), Sheet(2, 3))
    assert sheets_of(8) == (Sheet(8, 1), Sheet(2, 7), Sheet(6, 3), Sheet(4, 5))


@pytest.mark.parametrize("pages", range(1, 21))
def test_every_page_is_on_one_side_and_facing_pages_follow_each_other(pages: int) -> None:
    sides = sheets_of(pages)
    total = 2 * len(sides)
    assert len(sides) % 2 == 0 and total - 4 < pages <= total
    assert sorted(page for side in sides for page in (side.left, side.right)) == list(range(1, total + 1))
    assert {side.left + side.right for side in sides} == {total + 1}
    assert all(side.right % 2 == 1 for side in sides)  # an odd page is on the right, as in a book


@pytest.mark.parametrize("count", [0, 1, 5, 12])
def test_nothing_is_lost_and_no_page_ends_with_a_heading(count: int) -> None:
    blocks = _blocks(count)
    pages = pages_of(_document(blocks))
    assert tuple(block for page in pages for block in page) == blocks
    assert not any(page and isinstance(page[-1], Heading) for page in pages)


def test_a_longer_text_makes_more_pages() -> None:
    assert len(pages_of(_document(_blocks(2)))) < len(pages_of(_document(_blocks(12))))


def test_an_imprint_without_room_goes_to_a_page_of_its_own() -> None:
    short = _document(_blocks(1))
    long = replace(short, imprint=("Une ligne du bas de page.",) * 20)
    assert len(pages_of(short)) == 1
    assert len(pages_of(long)) == 2 and pages_of(long)[-1] == ()
