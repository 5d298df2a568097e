"""A page is read as a browser shows it; what a still reading cannot know stays unknown."""

from __future__ import annotations

import fichiers_falc as f
import pytest
from hostiles import CORPUS

from sia_docs.erreurs import FichierIllisible
from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.css_rules import ECRAN, PAPIER, TELEPHONE
from sia_docs.quality.falc.page import GAP, Bloc, Genre, Role, Style
from sia_docs.quality.falc.read_html import read_html, varies


def blocs(content: str, css: str = "") -> tuple[Bloc, ...]:
    return read_html(f"<html><head><style>{css}</style></head><body>{content}</body></html>").blocs


def style(content: str, css: str = "") -> Style:
    return blocs(content, css)[0].runs[0].style


def test_blocks_follow_the_source_and_spaces_are_those_that_show() -> None:
    read = blocs("<h1> Un\n titre </h1>loin<p>a <b> b</b>  c<br>d</p><ul><li>x<ul><li>y</li></ul></li></ul>")
    assert [(b.genre, b.niveau, b.texte) for b in read] == [
        (Genre.TITRE, 1, "Un titre"), (Genre.PARAGRAPHE, 0, "loin"), (Genre.PARAGRAPHE, 0, "a b c\nd"),
        (Genre.ELEMENT, 1, "x"), (Genre.ELEMENT, 2, "y"),
    ]  # fmt: skip


def test_what_is_not_shown_is_not_read() -> None:
    shown = "<p hidden>a</p><p style='display:none'>b</p><script>c</script><template>d</template><p style='visibility:hidden'>e</p>"
    assert blocs(shown + "<p>vu</p>")[0].texte == "vu" and len(blocs(shown + "<p>vu</p>")) == 1


@pytest.mark.parametrize(
    "css",
    [
        "p{position:absolute;left:-9999px}",
        "p{clip:rect(0 0 0 0)}",
        "p{clip-path:inset(50%)}",
    ],
)
def test_words_for_screen_readers_only_are_marked(css: str) -> None:
    assert style("<p>Aller au texte</p>", css).masque


def test_a_gap_to_complete_is_a_mark() -> None:
    assert blocs('<p>Voir <mark class="a-completer">[le nom]</mark>.</p>')[0].texte == f"Voir {GAP}."


@pytest.mark.parametrize(("css", "points"), [
    ("p{font-size:14pt}", 14.0),
    ("p{font-size:20px}", 15.0),
    ("html{font-size:125%}p{font-size:1.2rem}", 18.0),
    ("div{font-size:2em}p{font-size:.5em}", 12.0),
    ("p{--t:20px;font-size:calc(var(--t) * 2 - 4px)}", 27.0),
    ("p{font-size:clamp(10px, 2vw, 24px)}", 18.0),
    ("p{font-size:var(--inconnue, 16px)}", 12.0),
    ("p{font:italic 24px/1.5 Arial}", 18.0),
    ("p{font-size:large}", 13.5),
    ("p{font-size:16px}#a{font-size:24px}p{font-size:12px}", 18.0),
    ("p{font-size:24px !important}#a{font-size:12px}", 18.0),
])  # fmt: skip
def test_sizes_are_resolved_as_a_browser_does(css: str, points: float) -> None:
    assert style('<div><p id="a">x</p></div>', css).corps_pt == points


@pytest.mark.parametrize("value", ["var(--nulle)", "calc(1px +)", "1foo", "var(--boucle)", "calc(1px / 0)"])
def test_a_size_that_cannot_be_resolved_is_unknown(value: str) -> None:
    assert style("<p>x</p>", f"p{{--boucle:var(--boucle);font-size:{value}}}").corps_pt is None


def test_colours_lie_over_each_other() -> None:
    found = style(
        "<div><p>x</p></div>", "div{background:#000}p{background:rgb(255 255 255 / 50%);color:hsl(0 0% 100%)}"
    )
    assert (found.couleur, found.fond) == ("#ffffff", "#808080")


def test_a_picture_or_a_gradient_behind_hides_the_colour() -> None:
    assert style("<div><p>x</p></div>", "div{background:#fff url(i.png)}").fond is None
    assert style("<div><p>x</p></div>", "div{background:url(i.png)}p{background:#fff}").fond == "#ffffff"


@pytest.mark.parametrize(
    "css", ["p{opacity:.6}", "p{filter:contrast(.5)}", "p{color:color-mix(in srgb, red, blue)}"]
)
def test_a_colour_that_cannot_be_resolved_is_unknown(css: str) -> None:
    assert style("<p>x</p>", css).couleur is None


def test_an_unknown_selector_or_layer_leaves_only_its_properties_unknown() -> None:
    found = style("<p>x</p>", "p:nth-match(2){font-style:italic}p{color:#000}")
    assert (found.italique, found.couleur) == (None, "#000000")
    layered = style("<p>x</p>", "@layer a{p{text-decoration:none}}")
    assert (layered.souligne, layered.italique) == (None, False)


@pytest.mark.parametrize("head", [
    '<link rel="stylesheet" href="https://a.exemple/s.css">',
    "<style>@import url(https://a.exemple/s.css);</style>",
])  # fmt: skip
def test_a_sheet_that_must_be_fetched_is_not_and_no_look_is_known(head: str) -> None:
    read = read_html(f.html(head=head))
    found = read.blocs[0].runs[0].style
    assert (found.police, found.corps_pt, found.italique, found.couleur, found.fond) == (None,) * 5
    assert read.blocs[0].alignement is None and "n’est pas lu" in read.remarques[0]


def test_a_script_is_told_and_never_run() -> None:
    read = read_html(f.html(head="<script>document.body.innerHTML=''</script>"))
    assert read.blocs[0].texte == f.TITRE and any("script" in note for note in read.remarques)


def test_words_added_by_the_sheet_are_told() -> None:
    assert any(
        "ajoute du texte" in note
        for note in read_html(f.html(css="p::before{content:'Attention'}")).remarques
    )


def test_a_page_is_looked_at_on_each_medium() -> None:
    text = f.html(css="@media print{p{font-size:9pt}}@media (max-width:600px){p{font-style:italic}}")
    assert varies(text)
    by = {m.nom: read_html(text, "", m).blocs[2].runs[0].style for m in (ECRAN, TELEPHONE, PAPIER)}
    assert [(s.corps_pt == 9, s.italique) for s in by.values()] == [
        (False, False),
        (False, True),
        (True, False),
    ]


def test_a_table_of_data_is_one_and_a_table_for_layout_is_not() -> None:
    data = blocs("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>")
    assert [(b.genre, b.tableau) for b in data] == [(Genre.CELLULE, 1)] * 2
    layout = blocs('<table role="presentation"><tr><td><img src="a.png" alt="x"></td><td>b</td></tr></table>')
    assert (
        [b.tableau for b in layout] == [None, None] and layout[0].image is not None and layout[0].image.a_cote
    )


def test_roles_and_ideas_come_from_our_classes() -> None:
    read = blocs(
        '<section class="bloc bloc-contact" data-idee="telephone" style="display:flex"><span><svg aria-hidden="true">'
        '<path d="M0 0"/></svg></span><div><p>Appelez.</p></div></section><footer class="empreinte"><p>Version 1</p></footer>'
    )
    image = read[0].image
    assert image is not None and (image.idee, image.decorative, image.vectorielle, image.a_cote) == (
        "telephone",
        True,
        True,
        True,
    )
    assert [b.role for b in read] == [Role.CONTACT, Role.CONTACT, Role.MENTION]


def test_pictures_tell_their_words_their_size_and_whether_they_are_drawings() -> None:
    (bloc,) = blocs(f.image(alt=None))
    image = bloc.image
    assert image is not None and (image.alt, image.decorative, image.vectorielle, image.largeur_px) == (
        "",
        False,
        False,
        400,
    )
    assert image.largeur_mm == pytest.approx(29.9, abs=0.1)
    (empty,) = blocs('<img src="a.svg" alt="">')
    assert empty.image is not None and empty.image.decorative and empty.image.vectorielle


def test_paper_and_page_numbers_come_from_the_page_rule() -> None:
    page = read_html(f.html()).mise_en_page
    assert page is not None and (page.largeur_mm, page.numero_de_page, page.nombre_de_pages) == (
        210.0,
        True,
        True,
    )
    bare = read_html("<p>x</p>").mise_en_page
    assert bare is not None and (bare.largeur_mm, bare.numero_de_page) == (None, None)


@pytest.mark.parametrize("words", CORPUS)
def test_hostile_words_are_read_as_typed(words: str) -> None:
    from html import escape

    read = blocs(f"<p>{escape(words)}</p>")
    assert "".join(b.texte for b in read).split() == words.split()


def test_a_page_nested_too_deeply_is_refused() -> None:
    with pytest.raises(FichierIllisible, match="imbriqués"):
        read_html("<div>" * 400 + "x", "a.html")


@pytest.mark.parametrize(
    "text", ["", "<", "<p", "</p></p>", "<p style='font:;;{'>x", "<style>{}}}</style>x", "<!--", "\x00x"]
)
def test_a_broken_page_is_still_read(text: str) -> None:
    assert len(read_html(text).blocs) <= 1


def test_the_size_of_a_drawing_comes_from_the_sheet_before_its_attributes() -> None:
    (bloc,) = blocs(
        '<span class="p"><svg width="48" height="48"></svg></span>',
        ".p,.p>svg{width:27mm;height:50%}.p{height:40mm}",
    )
    assert bloc.image is not None
    assert (bloc.image.largeur_mm, bloc.image.hauteur_mm) == (pytest.approx(27), pytest.approx(20))


VALEURS = [
    "",
    "-1px",
    "1e999px",
    "-1e999px",
    "²",
    "url(",
    "#12",
    "50%",
    "0/0",
    "calc(",
    "nan",
    "auto auto auto",
    "inherit",
    "initial",
]


@pytest.mark.parametrize("value", VALEURS)
def test_any_value_of_any_property_is_read_or_unknown(value: str) -> None:
    names = [
        "font",
        "font-size",
        "letter-spacing",
        "line-height",
        "color",
        "background",
        "columns",
        "margin",
        "width",
        "text-indent",
    ]
    ecrit = read_html(
        f"<html><head><style>p{{{''.join(f'{n}:{value};' for n in names)}}}</style></head><p>Un mot.</p></html>"
    )
    assert ecrit.blocs[0].texte == "Un mot." and "F-L2" in {p.regle for p in check(ecrit).par_regle}


@pytest.mark.parametrize(
    ("start", "roman"),
    [
        ("ol type='I'", True),
        ("ol style='list-style: inside lower-roman'", True),
        ("ol", False),
        ("ol type='1'", False),
    ],
)
def test_a_list_numbered_in_roman_breaks_the_rule_of_roman_numerals(start: str, roman: bool) -> None:
    page = f"<{start}><li>Venez.<ul><li>Dites non.</li></ul></li></ol>"
    assert [b.texte for b in blocs(page) if b.numero_romain] == (["Venez."] if roman else [])
