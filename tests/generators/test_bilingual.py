"""A document in two languages keeps every word of both, in order."""

from __future__ import annotations

from datetime import date

from sia_docs.document.nodes import (
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Paragraph,
    Parallel,
    Text,
    headings_of,
    inlines_of,
    plain,
)
from sia_docs.generators.bilingual import side_by_side


def _document(lang: str, *blocks: Block) -> Document:
    cover = Cover("CHU", f"Titre {lang}", "", (), "")
    return Document(
        f"Titre {lang}", "", "CHU", date(2026, 11, 22), cover, blocks, (f"pied {lang}",), lang=lang
    )


def _p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _told(document: Document) -> list[str]:
    """The words of the text, without those of the titles and imprints."""
    words = [plain((inline,)) for block in document.blocks for inline in inlines_of(block)]
    return [word for word in words if not word.startswith(("Titre", "pied"))]


def test_matching_texts_go_row_by_row() -> None:
    french = _document("fr-FR", Heading(2, (Text("Droits"),), "a"), _p("Vous pouvez refuser."))
    english = _document("en-GB", Heading(2, (Text("Rights"),), "a"), _p("You may refuse."))
    both = side_by_side(french, english)
    (parallel,) = both.blocks
    assert isinstance(parallel, Parallel) and parallel.langs == ("fr-FR", "en-GB")
    assert _told(both) == ["Droits", "Rights", "Vous pouvez refuser.", "You may refuse."]


def test_heading_ids_stay_unique() -> None:
    french, english = (_document(lang, Heading(2, (Text("x"),), "a")) for lang in ("fr-FR", "en-GB"))
    ids = [heading.id for heading in headings_of(side_by_side(french, english).blocks)]
    assert len(ids) == len(set(ids)) == 2


def test_texts_that_do_not_match_stand_whole_side_by_side() -> None:
    both = side_by_side(_document("fr-FR", _p("un"), _p("deux")), _document("en-GB", _p("one")))
    (parallel,) = both.blocks
    assert isinstance(parallel, Parallel) and len(parallel.rows) == 2
    assert _told(both) == ["un", "deux", "one"]


def test_a_figure_is_printed_once() -> None:
    figure = Figure(b"png", "un dessin", 10, 10)
    both = side_by_side(_document("fr-FR", _p("un"), figure), _document("en-GB", _p("one"), figure))
    assert [type(block) for block in both.blocks] == [Parallel, Figure, Parallel]
    assert "pied en-GB" in "".join(plain((i,)) for i in inlines_of(both.blocks[-1]))


def test_dots_to_write_on_fit_in_half_a_page() -> None:
    both = side_by_side(_document("fr-FR", _p("Nom : " + "…" * 20)), _document("en-GB", _p("Name: ……")))
    assert _told(both) == ["Nom : " + "…" * 14, "Name: ……"]


def test_titles_and_imprints_stand_on_the_side_of_their_language() -> None:
    both = side_by_side(_document("fr-FR", _p("un")), _document("en-GB", _p("one")))
    assert both.title == both.cover.title == "Titre fr-FR"
    (parallel,) = both.blocks
    assert isinstance(parallel, Parallel)
    sides = [
        "".join(plain((i,)) for row in parallel.rows for b in row[side] for i in inlines_of(b))
        for side in (0, 1)
    ]
    assert sides == ["Titre fr-FRun", "Titre en-GBTitre en-GBonepied en-GB"]
    assert both.imprint == ("pied fr-FR",)
