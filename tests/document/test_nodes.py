"""Walks of the document tree: nothing nested is left out, and the order is that of reading."""

from __future__ import annotations

from sia_docs.document.nodes import Callout, Heading, ListBlock, Paragraph, Text, headings_of, plain


def _heading(text: str) -> Heading:
    return Heading(level=2, children=(Text(text),), id=text)


def test_headings_inside_callouts_and_lists_are_found_in_reading_order() -> None:
    blocks = (
        _heading("un"),
        Callout("Cadre", (Paragraph((Text("texte"),)), _heading("deux"))),
        ListBlock(ordered=False, items=((_heading("trois"), Callout("Cadre", (_heading("quatre"),))),)),
        _heading("cinq"),
    )

    found = [plain(heading.children) for heading in headings_of(blocks)]

    assert found == ["un", "deux", "trois", "quatre", "cinq"]
