"""What leaflets add to the texts: frames, lead paragraphs, boxes to tick, places of figures."""

from __future__ import annotations

import pytest

from sia_docs.document.binding import bind
from sia_docs.document.from_markdown import MarkdownError, parse, token
from sia_docs.document.nodes import (
    Callout,
    CheckBox,
    ListBlock,
    PageBreak,
    Paragraph,
    Place,
    Role,
    Text,
    plain,
)


def test_a_frame_holds_paragraphs_and_lists() -> None:
    (frame,) = parse("::: Votre droit\nUn texte.\n\n- un\n- deux\n:::", "x")
    assert isinstance(frame, Callout) and frame.title == "Votre droit"
    assert [type(block) for block in frame.blocks] == [Paragraph, ListBlock]


def test_a_value_in_a_frame_comes_out_as_typed() -> None:
    (frame,) = bind(parse(f"::: Contact\nÉcrivez à {token(0)}.\n:::", "x"), [(Text("**a** <b>"),)])
    assert isinstance(frame, Callout)
    (paragraph,) = frame.blocks
    assert isinstance(paragraph, Paragraph) and plain(paragraph.children) == "Écrivez à **a** <b>."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("::: Titre\ntexte", "n’est pas fermé"),
        ("texte\n:::", "s’ouvre par"),
        ("::: A\n::: B\n:::", "s’ouvre par"),
        ("::: Titre\n:::", "vide"),
        (f"::: {token(0)}\ntexte\n:::", "valeur"),
    ],
)
def test_a_wrong_frame_is_refused(text: str, said: str) -> None:
    with pytest.raises(MarkdownError, match=said):
        parse(text, "x")


def test_a_lead_paragraph_has_its_role() -> None:
    (lead,) = parse("Chapeau : En bref.", "x")
    assert lead == Paragraph((Text("En bref."),), Role.LEAD)


def test_a_figure_has_its_place() -> None:
    assert parse("Avant.\nFigure : personnes\nAprès.", "x")[1] == Place("personnes")


def test_boxes_to_tick_say_what_ticking_means() -> None:
    (paragraph,) = parse("Copie remise : [ ] oui [ ] non", "x")
    assert isinstance(paragraph, Paragraph)
    boxes = [child for child in paragraph.children if isinstance(child, CheckBox)]
    assert [box.label for box in boxes] == ["oui", "non"]
    assert plain(paragraph.children) == "Copie remise\u00a0: ☐ oui ☐ non"


def test_a_list_of_boxes() -> None:
    (block,) = parse("- [ ] notice\n- [ ] fiche", "x")
    assert isinstance(block, ListBlock)
    assert [isinstance(item[0], Paragraph) and plain(item[0].children) for item in block.items] == [
        "☐ notice",
        "☐ fiche",
    ]


def test_a_new_page_is_asked_for_on_a_line_of_its_own() -> None:
    before, cut, after = parse("Recto.\n\nNouvelle page\n\nVerso.", "x")
    assert isinstance(before, Paragraph) and isinstance(cut, PageBreak) and isinstance(after, Paragraph)
    (sentence,) = parse("Nouvelle page de la charte.", "x")
    assert isinstance(sentence, Paragraph)
