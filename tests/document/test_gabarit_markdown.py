"""The Markdown of an author becomes nodes; a value never becomes Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_docs.document.binding import bind
from sia_docs.document.from_markdown import MarkdownError, parse, token
from sia_docs.document.nodes import (
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    Text,
    inlines_of,
    plain,
)

TABLEAU = "Tableau : Légende\nDescription : d\n\n| a | b |\n|---|---|\n| x | {} |\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Un <b>mot</b>.", "HTML"),
        ("<script>alert(1)</script>", "HTML"),
        ("<!-- caché -->", "HTML"),
        ("![x](https://exemple.test/x.png)", "images"),
        ("# Titre", "niveau 1"),
        ("| a |\n|---|\n| b |\n", "légende"),
        ("Tableau : L\n| a |\n| b |\n", "tirets"),
    ],
)
def test_what_the_documents_do_not_have_is_refused(text: str, message: str) -> None:
    with pytest.raises(MarkdownError, match=message):
        parse(text, "x")


def test_each_construct_becomes_its_node() -> None:
    blocks = parse(
        "## Titre\n\nUn **mot** et [lien](https://exemple.test/).\n\n- a\n- b\n\n" + TABLEAU.format("y"), "x"
    )
    assert [type(b) for b in blocks] == [Heading, Paragraph, ListBlock, Table]
    assert any(isinstance(i, Strong) for i in inlines_of(blocks[1]))
    assert any(isinstance(i, Link) for i in inlines_of(blocks[1]))


PLACES = ["{}", "**{}**", "- {}", "1. {}", "## {}", "[{}](https://exemple.test/)", TABLEAU, "_{}_ et {}"]
HOSTILE = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1) | st.sampled_from(
    [
        "# x",
        "- x",
        "**x**",
        "| a | b |",
        "[x](javascript:1)",
        "<b>",
        "\n\n# x\n\n- y",
        "```",
        "    code",
        "\\",
        token(0),
        token(1),
    ]
)


@pytest.mark.parametrize("place", PLACES)
@given(value=HOSTILE)
def test_a_value_is_text_wherever_it_stands(place: str, value: str) -> None:
    def read(text: str) -> tuple[object, ...]:
        return bind(parse(place.format(token(0), token(0)), "x"), [(Text(text),)])

    def inlines(text: str) -> list[object]:
        return [i for block in read(text) for i in inlines_of(block)]  # type: ignore[arg-type]

    assert [type(b) for b in read(value)] == [type(b) for b in read("mot")]
    assert [type(i) for i in inlines(value)] == [type(i) for i in inlines("mot")]
    said = "".join(plain((i,)) for i in inlines(value) if isinstance(i, Text))
    assert said == "".join(plain((i,)) for i in inlines("mot") if isinstance(i, Text)).replace("mot", value)


def test_too_many_values_in_one_text_are_refused() -> None:
    token(0x10FFFD - 0xF0000)
    with pytest.raises(ValueError, match="trop de valeurs"):
        token(0x10FFFD - 0xF0000 + 1)
