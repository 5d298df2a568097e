"""Easy-to-read texts: one idea, its picture, one sentence on each line; nothing else gets in."""

from __future__ import annotations

import pytest

from sia_docs.document.binding import bind
from sia_docs.document.from_falc import parse_falc
from sia_docs.document.from_markdown import MarkdownError, token
from sia_docs.document.nodes import (
    Callout,
    Heading,
    Illustrated,
    ListBlock,
    Paragraph,
    Purpose,
    Strong,
    Text,
    illustrated_of,
    plain,
)

TEXTE = """![objet](hopital)
Ce document parle de l'hôpital.
Ce document est pour vous.

::: L'essentiel
![](accord)
Le médecin décide.
:::

## Qui décide ?

![contact](lieu)
Vous pouvez venir ici :
- au bureau 3
- à l'accueil
"""


def test_a_block_is_an_idea_its_purpose_and_a_paragraph_for_each_sentence() -> None:
    first, box, heading, place = parse_falc(TEXTE, "T")
    assert isinstance(first, Illustrated) and (first.idea, first.purpose) == ("hopital", Purpose.SUBJECT)
    said = [plain(b.children).replace("\u00a0", " ") for b in first.blocks if isinstance(b, Paragraph)]
    assert said == ["Ce document parle de l’hôpital.", "Ce document est pour vous."]
    assert isinstance(box, Callout) and box.title == "L’essentiel"
    assert [b.purpose for b in illustrated_of([box])] == [Purpose.ESSENTIAL]
    assert isinstance(heading, Heading) and heading.level == 1
    assert isinstance(place, Illustrated) and place.purpose is Purpose.CONTACT
    assert isinstance(place.blocks[1], ListBlock) and len(place.blocks[1].items) == 2


def test_a_value_is_put_where_its_token_is_and_never_becomes_markup() -> None:
    hostile = "Société <Dupont> & fils ![](x) **gras**"
    text = f"![](lieu)\n{token(0)}\n- {token(0)}\nAppelez **{token(0)}** demain.\n"
    (block,) = bind(parse_falc(text, "T"), [(Text(hostile),)])
    assert isinstance(block, Illustrated)
    alone, items, inside = block.blocks
    assert isinstance(alone, Paragraph) and alone.children == (Text(hostile),)
    assert isinstance(items, ListBlock) and items.items[0][0] == Paragraph((Text(hostile),))
    assert isinstance(inside, Paragraph) and isinstance(inside.children[1], Strong)
    assert inside.children[1].children == (Text(hostile),)


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("Une phrase sans image.", "chaque texte vient après son image", 1),
        ("## Qui ?\nUne phrase.", "chaque texte vient après son image", 2),
        ("![](lieu)\n\n## Qui ?", "n’a pas de texte", 1),
        ("![](Lieu)\nIci.", "en minuscules", 1),
        ("![](a.b)\nIci.", "en minuscules", 1),
        ("![titre](lieu)\nIci.", "rôle inconnu « titre »", 1),
        ("![](lieu)\nIci.\n### Là ?", "construction non admise", 3),
        ("![](lieu)\n1. Un", "construction non admise", 2),
        ("![](lieu)\n| a | b |", "construction non admise", 2),
        ("![](lieu)\n- a\n  - b", "construction non admise", 3),
        ("![](lieu)\nUn mot *penché*.", "pas d’italique", 2),
        ("![](lieu)\nUn mot **gras et *penché***.", "pas d’italique", 2),
        ("![](lieu)\nUn <b>mot</b>.", "le HTML n’est pas admis", 2),
        ("::: Titre\n## Qui ?\n:::", "un encadré ne contient pas de titre", 2),
        ("::: Titre\n:::", "ne peut pas être vide", 1),
        ("::: Titre\n![](lieu)\nIci.", "n’est pas fermé", 1),
    ],
)
def test_what_is_not_easy_to_read_is_refused_with_its_line(text: str, said: str, line: int) -> None:
    with pytest.raises(MarkdownError, match=said) as refused:
        parse_falc(text, "T")
    assert refused.value.line == line
