"""The plain-text writer: nothing lost, readable shapes, reasonable width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import normalize

import pytest
from echantillon import echantillon

from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Signatory,
    Signatures,
    Table,
    Text,
    Toc,
    plain,
)
from sia_docs.writers.text import WIDTH, write_text


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield plain(block.children)
            case ListBlock():
                for item in block.items:
                    yield from _texts(item)
            case Table():
                yield block.caption
                for row in (block.header, *block.rows):
                    yield from (plain(cell.children) for cell in row)
            case Callout():
                yield block.title
                yield from _texts(block.blocks)
            case Signatures():
                for party in block.parties:
                    yield party.party
                    yield from (plain(line) for line in party.lines)
            case Toc():
                yield block.title
            case _:
                pass


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+|[^\w\s]", normalize("NFC", text)))


def _written(*blocks: Block) -> str:
    """What is written between the cover and the imprint."""
    empty = replace(echantillon(), imprint=())
    cover = write_text(replace(empty, blocks=()))
    return write_text(replace(empty, blocks=blocks)).removeprefix(cover.rstrip("\n")).strip("\n")


def _table(*rows: tuple[str, ...]) -> Table:
    cells = [tuple(Cell((Text(text),)) for text in row) for row in rows]
    return Table("Légende", "", cells[0], tuple(cells[1:]), tuple(1.0 for _ in rows[0]))


def test_no_word_of_the_document_is_lost() -> None:
    document = echantillon()
    cover = document.cover
    expected = _words(
        " ".join(
            [
                *(cover.kicker, cover.title, cover.subtitle, cover.status),
                *(f"{term} {plain(value)}" for term, value in cover.facts),
                *_texts(document.blocks),
                *document.imprint,
            ]
        )
    )
    # More may be written: headings are repeated by the contents, table headers by each row.
    assert expected - _words(write_text(document)) == Counter()


def test_lines_keep_a_reasonable_width_except_for_a_longer_word() -> None:
    for line in write_text(echantillon()).splitlines():
        assert len(line) <= WIDTH or max(map(len, line.split())) > WIDTH - 10


def test_headings_are_numbered_and_underlined() -> None:
    text = write_text(echantillon())
    assert "\nArticle 2 – Niveaux de service\n==============================\n" in text
    assert "\n2.1 Disponibilité\n-----------------\n" in text


def test_lists_have_dashes_or_numbers_and_nest() -> None:
    text = write_text(echantillon())
    assert "\n- Résultat : sortie du système, qui comprend :\n  - un score entre 0 et 1 ;\n" in text
    assert "\n2. remet un rapport :\n   1. causes ;\n   2. remèdes.\n" in text


def test_a_short_table_is_aligned() -> None:
    written = _written(_table(("Rang", "Délai"), ("1", "4 heures"), ("2", "1 jour")))
    assert written.splitlines() == [
        "Tableau\u00a01\u00a0– Légende",
        "",
        "Rang   Délai",
        "----   --------",
        "1      4 heures",
        "2      1 jour",
    ]


def test_a_wide_table_becomes_one_line_a_value_with_its_header() -> None:
    written = _written(_table(("Rang", "Texte"), ("1", "mot " * 30)))
    assert written.splitlines()[2:5] == [
        "- Rang\u00a0: 1",
        "  Texte\u00a0: " + " ".join(["mot"] * 19),
        "    " + " ".join(["mot"] * 11),
    ]


def test_a_link_gives_its_address_once() -> None:
    def link(href: str, text: str) -> str:
        children: tuple[Inline, ...] = (Link(href, (Text(text),)),)
        return _written(Paragraph(children))

    assert link("https://exemple.test/", "le site") == "le site (https://exemple.test/)"
    assert link("https://exemple.test/", "https://exemple.test/") == "https://exemple.test/"
    assert link("mailto:dpo@exemple.test", "le DPO") == "le DPO (dpo@exemple.test)"
    assert link("javascript:alert(1)", "cliquez") == "cliquez"


def test_each_party_signs_in_its_own_block() -> None:
    block = Signatures((Signatory("Pour A", ((Text("Le :"),),)), Signatory("Pour B", ((Text("Le :"),),))))
    assert _written(block) == "Pour A\n------\nLe :\n\nPour B\n------\nLe :"


def test_a_callout_keeps_its_frame_on_every_line() -> None:
    written = _written(Callout("Attention", (Paragraph((Text("mot " * 40),)),)))
    assert all(line.startswith("  |") for line in written.splitlines())


def test_no_line_ends_with_a_space_and_the_file_ends_with_one_line_feed() -> None:
    text = write_text(echantillon())
    assert not re.search(r" \n", text)
    assert text.endswith(".\n")


def test_a_control_character_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+0007"):
        _written(Paragraph((Text("a\x07"),)))
