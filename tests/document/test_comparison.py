"""Two versions compared: what a person calls added, removed and changed."""

from __future__ import annotations

from sia_docs.document.comparison import Changement, Nature, compare, marked, sections_of
from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Heading,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    Text,
    Toc,
    plain,
)


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def h(title: str, ident: str = "") -> Heading:
    return Heading(1, (Text(title),), ident or title)


def rows(*cells: tuple[str, ...]) -> Table:
    header, *body = (tuple(Cell((Text(cell),)) for cell in row) for row in cells)
    return Table("t", "t", header, tuple(body), (1.0,) * len(header))


def changes(before: list[Block], after: list[Block]) -> list[tuple[str, str, str, str]]:
    found = compare(sections_of(before), sections_of(after))
    return [(c.nature.value, c.section, c.avant, c.apres) for c in found]


def test_the_same_text_has_no_change() -> None:
    blocks: list[Block] = [p("chapeau"), h("A"), ListBlock(((p("un"),), (p("deux"),)))]
    assert changes(blocks, list(blocks)) == []


def test_a_passage_is_added_removed_or_changed_in_its_section() -> None:
    before: list[Block] = [h("A"), p("La charte est revue chaque année."), p("Ancien outil.")]
    after: list[Block] = [h("A"), p("La charte est revue chaque semestre."), h("B"), p("Tout nouveau.")]
    assert changes(before, after) == [
        ("modifie", "A", "La charte est revue chaque année.", "La charte est revue chaque semestre."),
        ("retire", "A", "Ancien outil.", ""),
        ("ajoute", "B", "", "Tout nouveau."),
    ]


def test_a_section_that_disappears_is_told_last() -> None:
    before: list[Block] = [h("A"), p("un"), h("B"), p("deux")]
    after: list[Block] = [h("B"), p("trois tout autre")]
    assert [(c[0], c[1]) for c in changes(before, after)] == [
        ("ajoute", "B"),
        ("retire", "B"),
        ("retire", "A"),
    ]


def test_a_section_that_moves_is_unchanged_and_one_that_is_renamed_is_changed() -> None:
    before: list[Block] = [h("A"), p("un"), h("B", "b"), p("deux")]
    after: list[Block] = [h("B bis", "b"), p("deux"), h("A"), p("un")]
    assert changes(before, after) == [("modifie", "B bis", "B", "B bis")]


def test_a_row_is_recognised_by_its_first_cell_and_told_with_its_columns() -> None:
    header = ("Usage", "Outil", "Données")
    before: list[Block] = [rows(header, ("Résumer", "Plume 1.4", "publiques"), ("Traduire", "P", "patients"))]
    after: list[Block] = [
        rows(header, ("Écrire", "Plume 1.4", "publiques"), ("Résumer", "Plume 1.8", "publiques\ninternes"))
    ]
    assert changes(before, after) == [
        ("ajoute", "", "", "Écrire – Outil\u00a0: Plume 1.4 – Données\u00a0: publiques"),
        (
            "modifie",
            "",
            "Résumer – Outil\u00a0: Plume 1.4 – Données\u00a0: publiques",
            "Résumer – Outil\u00a0: Plume 1.8 – Données\u00a0: publiques, internes",
        ),
        ("retire", "", "Traduire – Outil\u00a0: P – Données\u00a0: patients", ""),
    ]


def test_a_frame_and_the_contents_are_read_for_their_text() -> None:
    sections = sections_of([Toc("Sommaire"), Callout("Attention", (p("Vérifiez."),))])
    assert [[passage.texte for passage in s.passages] for s in sections] == [["Vérifiez."]]


def test_the_words_that_differ_are_in_bold_on_both_sides() -> None:
    before, after = marked("outil version 1.4 ouvert", "outil version 1.8 ouvert à tous")
    assert [plain((i,)) for i in before if isinstance(i, Strong)] == ["1.4"]
    assert [plain((i,)) for i in after if isinstance(i, Strong)] == ["1.8", "à tous"]
    assert plain(before) == "outil version 1.4 ouvert" and plain(after) == "outil version 1.8 ouvert à tous"


def test_a_change_keeps_both_texts() -> None:
    assert Changement(Nature.RETIRE, "A", avant="x").apres == ""
