"""Easy-to-read leaflets, as files: nothing small, slanted or cut; the picture, then its sentences."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, Literal
from unicodedata import normalize

import pytest
from echantillon import HOSTILES
from lxml import etree, html

from sia_docs.document.nodes import (
    Callout,
    Cover,
    Document,
    Field,
    Heading,
    HouseLook,
    Illustrated,
    Layout,
    Link,
    ListBlock,
    Paragraph,
    Pictogram,
    Purpose,
    Strong,
    Text,
)
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare
from sia_docs.writers.booklet import write_booklet
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html
from sia_docs.writers.text import write_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
IMAGES = load_pictogrammes().images
HOSTILE = "Société <Dupont> & fils {{ 7*7 }} **gras** </style> ![](x)"
VARIANTES: tuple[tuple[Literal["A4", "A5"], bool], ...] = (("A4", False), ("A4", True), ("A5", False))


def _p(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(text),)) for text in texts)


def document(**changes: Any) -> Document:
    blocks = (
        Illustrated(
            "hopital", _p("Ce document parle d’un logiciel.", HOSTILE), Purpose.SUBJECT, IMAGES["hopital"]
        ),
        Callout(
            "L’essentiel",
            (
                Illustrated("accord", _p("Le médecin décide."), Purpose.ESSENTIAL, IMAGES["accord"]),
                Illustrated("refuser", _p("Vous pouvez dire non."), Purpose.ESSENTIAL, IMAGES["refuser"]),
            ),
        ),
        Heading(1, (Text("À qui parler ?"),), "q1"),
        Illustrated(
            "telephone",
            (
                Paragraph(
                    (Text("Appelez le "), Link("tel:0000000010", (Text("00 00 00 00 10"),)), Text("."))
                ),
                ListBlock(((Paragraph((Strong((Text("Demandez l’accueil."),)),)),),)),
                Paragraph((Field("etablissement.accueil", "lieu d’accueil", "acheteur"),)),
            ),
            Purpose.CONTACT,
            IMAGES["telephone"],
        ),
        Illustrated("hopital", _p("Encore l’hôpital."), picture=IMAGES["hopital"]),
    )
    base = Document(
        title="Un logiciel", subject="Un logiciel", author="CHU", day=date(2026, 11, 22), layout=Layout.FALC,
        cover=Cover("CHU", "Un logiciel", "", (), "Projet.\nPas encore relu."), blocks=blocks,
        imprint=("Version 1.0", "Du 22 novembre 2026"),
    )  # fmt: skip
    return replace(base, **changes)


def _parts(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")
        }


def _chain(styles: Any, name: str) -> list[Any]:
    """A style and those that it is based on, then the defaults."""
    by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    found = []
    while name:
        found.append(by_id[name])
        based = by_id[name].find(f"{W}basedOn")
        name = "" if based is None else based.get(f"{W}val")
    return [*found, styles.find(f"{W}docDefaults")]


def _size(run: Any, styles: Any) -> int:
    """Half-points of a run, once everything that it inherits is resolved."""
    paragraph = next(run.iterancestors(f"{W}p"))
    named = [run.find(f"{W}rPr/{W}rStyle"), paragraph.find(f"{W}pPr/{W}pStyle")]
    sources = [run]
    for style in named:
        if style is not None:
            sources += _chain(styles, style.get(f"{W}val"))[:-1]
    sources += _chain(styles, "Normal")
    for source in sources:
        size = source.find(f".//{W}rPr/{W}sz")
        if size is not None:
            return int(size.get(f"{W}val"))
    raise AssertionError("a run without a size")


# ------------------------------------------------------------------------------------------- Word


@pytest.mark.parametrize(("page", "large"), VARIANTES)
def test_every_run_has_at_least_14_points_the_footer_too(page: Literal["A4", "A5"], large: bool) -> None:
    parts = _parts(write_docx(document(page=page, large=large)))
    styles = parts["word/styles.xml"]
    runs = [run for name in ("word/document.xml", "word/footer1.xml") for run in parts[name].iter(f"{W}r")]
    least = min(_size(run, styles) for run in runs)
    assert len(runs) > 20 and least == (36 if large else 28)


def test_nothing_is_slanted_in_capitals_hyphenated_justified_or_underlined() -> None:
    parts = _parts(write_docx(document()))
    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        for tag in ("i", "iCs", "caps", "smallCaps", "shadow", "outline", "emboss", "imprint"):
            assert parts[name].find(f".//{W}{tag}") is None, (name, tag)
    underlined = [
        style.get(f"{W}styleId") for style in parts["word/styles.xml"].iter(f"{W}style")
        if style.find(f".//{W}u") is not None
    ]  # fmt: skip
    assert underlined == ["Hyperlink"] and parts["word/document.xml"].find(f".//{W}u") is None
    justified = {jc.get(f"{W}val") for name in parts for jc in parts[name].iter(f"{W}jc")}
    assert justified <= {"left", "start"}
    assert parts["word/settings.xml"].find(f"{W}autoHyphenation").get(f"{W}val") == "0"


def test_the_page_number_is_on_every_page_with_the_number_of_pages() -> None:
    parts = _parts(write_docx(document()))
    section = parts["word/document.xml"].find(f".//{W}sectPr")
    assert section.find(f"{W}titlePg") is None
    fields = [field.get(f"{W}instr").strip() for field in parts["word/footer1.xml"].iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("page", "size"), [("A4", ("11906", "16838")), ("A5", ("8391", "11906"))])
def test_the_paper_is_the_one_asked_for(page: Literal["A4", "A5"], size: tuple[str, str]) -> None:
    paper = _parts(write_docx(document(page=page)))["word/document.xml"].find(f".//{W}pgSz")
    assert (paper.get(f"{W}w"), paper.get(f"{W}h")) == size


@pytest.mark.parametrize(("page", "large"), VARIANTES)
def test_the_picture_comes_before_its_sentences_large_enough_and_hidden_from_screen_readers(
    page: Literal["A4", "A5"], large: bool
) -> None:
    body = _parts(write_docx(document(page=page, large=large)))["word/document.xml"]
    rows = [row for row in body.iter(f"{W}tr") if row.find(f".//{W}drawing") is not None]
    assert len(rows) == 5
    for row in rows:
        picture, words = row.findall(f"{W}tc")
        assert picture.find(f".//{W}drawing") is not None and words.find(f".//{W}drawing") is None
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
        (extent,) = picture.iter("{*}extent")
        assert int(extent.get("cx")) >= 25 * 36_000
        (told,) = picture.iter("{*}docPr")
        assert told.get("descr") == "" and told.get("name").startswith("picto-")
        assert next(told.iter("{*}decorative")).get("val") == "1"


def test_one_idea_is_one_picture_of_the_file() -> None:
    with zipfile.ZipFile(BytesIO(write_docx(document()))) as archive:
        assert len([name for name in archive.namelist() if "/media/" in name]) == 4


def test_the_purpose_of_a_block_is_the_style_of_its_sentences() -> None:
    parts = _parts(write_docx(document()))
    names = {
        s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val")
        for s in parts["word/styles.xml"].iter(f"{W}style")
    }
    used = [
        names[p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
        for p in parts["word/document.xml"].iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle") is not None
    ]
    assert {"FALC objet", "FALC essentiel", "FALC contact", "Body Text"} <= set(used)


def test_a_frame_stays_on_one_page() -> None:
    body = _parts(write_docx(document()))["word/document.xml"]
    (first, *_) = [r for r in body.iter(f"{W}tr") if "Le médecin" in "".join(r.itertext())]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in first.iter(f"{W}p"))


@pytest.mark.parametrize(("page", "large"), VARIANTES)
def test_the_word_file_is_accessible(page: Literal["A4", "A5"], large: bool) -> None:
    assert verifier_docx(write_docx(document(page=page, large=large))) == ()


# ------------------------------------------------------------------------------------------- HTML


@pytest.mark.parametrize("large", [False, True])
def test_word_and_html_say_the_same_thing(large: bool) -> None:
    made = document(large=large)
    for page in (write_html(made), write_html(made, fragment=True)):
        assert compare(blocks_of_docx(write_docx(made)), blocks_of_html(page)) == []


def test_a_block_is_a_hidden_drawing_then_its_sentences() -> None:
    page = html.fromstring(write_html(document()).encode())
    blocks = page.find_class("bloc")
    assert [b.get("data-idee") for b in blocks] == ["hopital", "accord", "refuser", "telephone", "hopital"]
    assert [b.get("class").split()[1] for b in blocks] == [
        "bloc-objet", "bloc-essentiel", "bloc-essentiel", "bloc-contact", "bloc-ordinaire",
    ]  # fmt: skip
    for block in blocks:
        picture, words = block
        (drawing,) = picture
        assert drawing.tag == "svg" and drawing.get("aria-hidden") == "true"
        assert words.text_content().strip()


def test_the_style_sheet_cuts_no_word_and_slants_nothing() -> None:
    page = write_html(document())
    css = re.sub(r"/\*.*?\*/", "", page.partition("<style>")[2].partition("</style>")[0], flags=re.DOTALL)
    assert "hyphens: none" in css and "text-align: left" in css
    assert not re.search(
        r"italic|oblique|text-transform|small-caps|justify|hyphens: auto|letter-spacing", css
    )
    points = [float(size) for size in re.findall(r"(?:font-size|font):\s*([\d.]+)pt", css)]
    shares = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)em", css)]
    assert points and min(points) >= 14 and min(shares) >= 1
    assert not re.search(r"font-size:\s*[\d.]+(?:px|rem|%)", css)
    assert "counter(page)" in css and "counter(pages)" in css


def test_the_large_print_page_says_so() -> None:
    assert 'class="sia-docs sia-docs-page falc falc-gros"' in write_html(document(large=True))


def test_a_drawing_with_ids_is_not_repeated_in_the_page() -> None:
    drawing = '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path id="a" d="M0 0h9v9z"/></svg>'
    own = Pictogram("hopital", drawing)
    page = write_html(document(blocks=(Illustrated("hopital", _p("Un."), picture=own),) * 2))
    assert page.count('<img src="data:image/svg+xml;base64,') == 2 and 'id="a"' not in page


def test_a_picture_without_drawing_is_shown_by_its_pixels_and_the_reverse_is_refused_in_word() -> None:
    pixels = Pictogram("hopital", png=IMAGES["hopital"].png)
    assert 'alt="">' in write_html(document(blocks=(Illustrated("hopital", _p("Un."), picture=pixels),)))
    for picture in (Pictogram("hopital", svg="<svg/>"), None):
        with pytest.raises(ValueError, match="hopital"):
            write_docx(document(blocks=(Illustrated("hopital", _p("Un."), picture=picture),)))


# --------------------------------------------------------------------------------- text, booklet


@pytest.mark.parametrize("value", HOSTILES)
def test_a_value_comes_out_exactly_as_typed(value: str) -> None:
    made = document(blocks=(Illustrated("hopital", _p(value), picture=IMAGES["hopital"]),), title=value)
    said = [block.texte for block in blocks_of_docx(write_docx(made))]
    assert said == [block.texte for block in blocks_of_html(write_html(made))]
    assert re.sub(r"[ \t\r\n]+", " ", normalize("NFC", value)).strip(" ") in said
    assert "<script" not in write_booklet(made).lower()


def test_text_has_one_sentence_on_each_line() -> None:
    lines = write_text(document()).splitlines()
    place = lines.index("Ce document parle d’un logiciel.")
    assert lines[place + 1] == HOSTILE


def test_the_booklet_reads_in_order_and_prints_on_its_sheets() -> None:
    page = html.fromstring(write_booklet(document()).encode())
    pages = page.find_class("page")
    folios = [p.find_class("folio")[0].text_content() for p in pages]
    assert folios == [f"Page {rank} sur {len(pages)}" for rank in range(1, len(pages) + 1)]
    css = page.findtext(".//style")
    assert "size: A4 landscape" in css and re.search(r"\.livret \.page-1 \{\s*grid-area: 1 / 2;", css)
    ordinary = [b.texte for b in blocks_of_html(write_html(document()))]
    booklet = [b.texte for b in blocks_of_html(write_booklet(document()))]
    said = [text for text in booklet[1:] if not text.startswith("Page ")]
    assert said == ordinary


def test_only_an_easy_to_read_leaflet_makes_a_booklet() -> None:
    with pytest.raises(ValueError, match="booklet"):
        write_booklet(document(layout=Layout.FEUILLET))


def test_the_same_tree_gives_the_same_bytes() -> None:
    assert write_docx(document()) == write_docx(document())
    assert write_booklet(document()) == write_booklet(document())


def test_a_pale_house_colour_still_prints() -> None:
    look = HouseLook(name="CHU <A> & B", primary="#FFDD00", on_primary="#000000", ink="#000000")
    made = document(house=look)
    assert compare(blocks_of_docx(write_docx(made)), blocks_of_html(write_html(made))) == []


def test_the_last_idea_goes_with_the_imprint_on_a_new_page() -> None:
    body = _parts(write_docx(document()))["word/document.xml"]
    *_, last = body.iter(f"{W}tr")
    assert "Encore" in "".join(last.itertext())
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in last.iter(f"{W}p"))
