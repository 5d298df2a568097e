"""The comparison between Word and HTML must see what changes, and only that."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from sia_docs.quality.meme_texte import Bloc, blocks_of_docx, blocks_of_html, compare

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Lgende"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Listepuces2"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Maison"><w:name w:val="Puce maison"/>
  <w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Maison2"><w:name w:val="Puce bis"/>
  <w:basedOn w:val="Maison"/></w:style>
</w:styles>"""


def p(style: str, *runs: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + result + mark("end")


def control(text: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="a.b"/></w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>'


def docx(*body: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>',
        )
    return out.getvalue()


def row(*cells: str, header: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{properties}{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in cells)}</w:tr>"


WORD = docx(
    p("Titre", r("Annexe")),
    control(p("TM1", mark("begin"), "<w:r><w:instrText> TOC </w:instrText></w:r>", mark("separate"))),
    p("TM1", f'<w:hyperlink w:anchor="a">{r("Article 1 ")}{r("Objet")}</w:hyperlink>'),
    p("TM1", mark("end")),
    p("Titre1", r("Objet")),
    p(
        "",
        r("Le délai est de "),
        control(r("[À\u00a0compléter\u00a0: délai]")),
        r(" selon "),
        field("REF a", r("2.1")),
    ),
    p("Listepuces2", r("deux")),
    p("Maison2", r("un")),
    p("Lgende", r("Tableau\u00a0"), field("SEQ Tableau", r("1")), r("\u00a0– Délais")),
    f"<w:tbl>{row(p('', r('Rang')), header=True)}{row(p('', r('4 heures')))}</w:tbl>",
    f"<w:tbl>{row(p('', r('Pour A')), p('', r('Pour B')))}</w:tbl>",
)
HTML = """<header><h1>Annexe</h1></header>
<nav><ol><li><a href="#a"><span class="numero">Article 1</span> <span>Objet</span></a></li></ol></nav>
<main><h2 id="a"><span class="num">Article 1</span> Objet</h2>
<p>Le délai est de <mark class="a-completer">[À\u00a0compléter\u00a0: délai]</mark> selon <a href="#b">2.1</a></p>
<ul><li>zéro<ul><li>deux</li></ul></li><li>un</li></ul>
<table><caption>Tableau\u00a01\u00a0– Délais</caption><thead><tr><th>Rang</th></tr></thead>
<tbody><tr><td>4 heures</td></tr></tbody></table><p hidden>description</p>
<div><p>Pour A</p></div><div><p>Pour B</p></div></main>""".replace("<li>zéro<ul>", "<li><ul>")

BLOCKS = [
    Bloc("titre", "Annexe"),
    Bloc("sommaire1", "Article 1 Objet"),
    Bloc("titre1", "Objet"),
    Bloc("paragraphe", "Le délai est de [À\u00a0compléter\u00a0: délai] selon 2.1"),
    Bloc("champ", "[À\u00a0compléter\u00a0: délai]"),
    Bloc("item2", "deux"),
    Bloc("item1", "un"),
    Bloc("legende", "Tableau\u00a01\u00a0– Délais"),
    Bloc("cellule", "Rang"),
    Bloc("cellule", "4 heures"),
    Bloc("paragraphe", "Pour A"),
    Bloc("paragraphe", "Pour B"),
]


def test_word_is_read_with_its_fields_controls_lists_and_tables() -> None:
    assert blocks_of_docx(WORD) == BLOCKS


def test_html_is_read_into_the_same_blocks() -> None:
    assert blocks_of_html(HTML) == BLOCKS


def test_the_same_text_has_no_difference() -> None:
    assert compare(blocks_of_docx(WORD), blocks_of_html(HTML)) == []


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("4 heures", "5 heures", "cellule « 4 heures » dans le premier, cellule « 5 heures » dans le second"),
        ("<p>Pour B</p>", "", "paragraphe « Pour B » manque dans le second"),
        ("<td>4 heures</td>", "", "cellule « 4 heures » manque dans le second"),
        ("<li>un</li>", "<li>un</li><li>trois</li>", "item1 « trois » manque dans le premier"),
        ("<p>Pour A</p>", "<ul><li>Pour A</li></ul>", "item1 « Pour A » dans le second"),
        ("h2", "h3", "titre1 « Objet » dans le premier, titre2 « Objet » dans le second"),
        ("Pour A", "Pour\u00a0A", "paragraphe « Pour\u00a0A » dans le second"),
        ("<p>Pour A</p>", "Pour A", "hors bloc « Pour A » dans le second"),
        ('class="a-completer"', "", "champ « [À\u00a0compléter\u00a0: délai] » manque dans le second"),
        (
            "Article 1</span> <span>",
            "Article 2</span> <span>",
            "sommaire1 « Article 2 Objet » dans le second",
        ),
    ],
)
def test_a_change_is_found_and_shown(before: str, after: str, shown: str) -> None:
    assert before in HTML
    differences = compare(blocks_of_docx(WORD), blocks_of_html(HTML.replace(before, after)))
    assert len(differences) == 1
    assert shown in differences[0]


def test_a_fact_of_the_cover_is_one_paragraph() -> None:
    word = docx(p("", r("Système"), "<w:r><w:tab/></w:r>", r("Ostéo")))
    html = "<dl><div><dt>Système</dt><dd>Ostéo</dd></div></dl>"
    assert blocks_of_docx(word) == blocks_of_html(html) == [Bloc("paragraphe", "Système Ostéo")]


def test_a_move_of_a_block_is_found() -> None:
    moved = [*BLOCKS[:-2], BLOCKS[-1], BLOCKS[-2]]
    assert len(compare(BLOCKS, moved)) == 2


def test_a_long_text_is_cut_in_the_message_only() -> None:
    long = [replace(BLOCKS[3], texte="x" * 10_000)]
    assert max(map(len, compare(long, []))) < 200


def test_deleted_text_of_word_is_not_read_and_inserted_text_is() -> None:
    revised = p("", f"<w:del><w:r><w:delText>vieux</w:delText></w:r></w:del><w:ins>{r('neuf')}</w:ins>")
    assert blocks_of_docx(docx(revised)) == [Bloc("paragraphe", "neuf")]


def test_letters_are_compared_once_composed() -> None:
    assert blocks_of_html("<p>e\u0301te\u0301</p>") == blocks_of_html("<p>\u00e9t\u00e9</p>")
