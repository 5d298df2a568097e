"""A text, and the few marks of Markdown that people type."""

from __future__ import annotations

from sia_docs.quality.falc.page import Genre
from sia_docs.quality.falc.read_text import read_text


def test_an_empty_line_ends_a_block_and_lines_are_kept() -> None:
    read = read_text("Une ligne.\nUne autre.\n\nFin.\r\n").blocs
    assert [(b.texte, b.lieu.ligne) for b in read] == [("Une ligne.\nUne autre.", 1), ("Fin.", 4)]


def test_markdown_tells_headings_items_rows_pictures_and_links() -> None:
    text = "---\nid: x\n---\n# Titre\n- un\n  - deux\n| a | b |\n|---|---|\n![Un médecin](m.svg)\nVoir [le site](https://a.exemple).\n"
    read = read_text(text, markdown=True)
    assert [(b.genre, b.niveau, b.texte) for b in read.blocs if b.image is None] == [
        (Genre.TITRE, 1, "Titre"), (Genre.ELEMENT, 1, "un"), (Genre.ELEMENT, 2, "deux"), (Genre.CELLULE, 0, "a"),
        (Genre.CELLULE, 0, "b"), (Genre.PARAGRAPHE, 0, "\nVoir le site."),
    ]  # fmt: skip
    (image,) = [b.image for b in read.blocs if b.image]
    assert (image.alt, image.vectorielle) == ("Un médecin", True)
    assert [r.style.lien for r in read.blocs[-1].runs if r.style.lien] == ["https://a.exemple"]
    assert read.blocs[0].lieu.ligne == 4 and "en-tête" in read.remarques[0]


def test_bold_and_italic_of_markdown_are_known_and_their_marks_are_not_words() -> None:
    (bloc,) = read_text("Un **mot** et *un autre*, pas 2 * 3 * 4 ni nom_de_champ.", markdown=True).blocs
    assert bloc.texte == "Un mot et un autre, pas 2 * 3 * 4 ni nom_de_champ."
    assert [(bloc.texte[r.debut : r.fin], r.style.gras, r.style.italique) for r in bloc.runs[1:4:2]] == [
        ("mot", True, False), ("un autre", False, True),
    ]  # fmt: skip


def test_in_a_plain_text_marks_are_words() -> None:
    (bloc,) = read_text("# Un **mot**").blocs
    assert bloc.texte == "# Un **mot**" and bloc.genre is Genre.PARAGRAPHE


def test_a_text_of_stars_is_read_in_one_pass() -> None:
    (bloc,) = read_text("*a" * 200_000, markdown=True).blocs
    assert bloc.texte.count("a") == 200_000
