"""Leaflets, posters, bilingual and right-to-left documents in the three formats."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import maisons
import pytest
from echantillon import HOSTILES, p, t
from lxml import etree, html
from patients import ARABE, affiche, arabe, bilingue, feuillet, hostile, logo, look, tous

from sia_docs.document.direction import MARK
from sia_docs.document.nodes import (
    BOX,
    Callout,
    Cell,
    CheckBox,
    Figure,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Parallel,
    Table,
    Text,
    headings_of,
    plain,
)
from sia_docs.document.poster import filling
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare
from sia_docs.writers.docx import load_house, write_docx
from sia_docs.writers.html import write_html
from sia_docs.writers.text import write_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
NOMS = list(tous())


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])[0]


def find(data: bytes, path: str) -> Any:
    return body(data).xpath(path, namespaces=NS)


def sizes(data: bytes, style: str) -> float:
    """Size of a style, in points."""
    styles = etree.fromstring(parts(data)["word/styles.xml"])
    (found,) = styles.xpath(f"//w:style[w:name/@w:val='{style}']/w:rPr/w:sz/@w:val", namespaces=NS)
    return int(found) / 2


# --------------------------------------------------------------------------------- all documents


@pytest.mark.parametrize("nom", NOMS)
def test_word_and_html_say_the_same_thing(nom: str) -> None:
    document = tous()[nom]
    word = blocks_of_docx(write_docx(document))
    assert compare(word, blocks_of_html(write_html(document))) == []
    assert compare(word, blocks_of_html(write_html(document, fragment=True))) == []


@pytest.mark.parametrize("nom", NOMS)
def test_the_rules_of_accessibility_hold(nom: str) -> None:
    document = tous()[nom]
    assert verifier_docx(write_docx(document), document.lang) == ()


@pytest.mark.parametrize("nom", NOMS)
def test_the_same_document_gives_the_same_bytes(nom: str) -> None:
    first, second = tous()[nom], tous()[nom]
    assert write_docx(first) == write_docx(second)
    assert write_html(first) == write_html(second)
    assert write_text(first) == write_text(second)


@pytest.mark.parametrize("nom", NOMS)
def test_identifiers_are_unique_and_relationships_lead_somewhere(nom: str) -> None:
    files = parts(write_docx(tous()[nom]))
    root = etree.fromstring(files["word/document.xml"])
    for path in ("//w:bookmarkStart/@w:id", "//w:sdtPr/w:id/@w:val", "//wp:docPr/@id"):
        found = root.xpath(path, namespaces=NS)
        assert len(found) == len(set(found))
    rels = {r.get("Id"): r.get("Target") for r in etree.fromstring(files["word/_rels/document.xml.rels"])}
    for rid in root.xpath("//a:blip/@r:embed", namespaces=NS):
        assert f"word/{rels[rid]}" in files
    assert b'Extension="png"' in files["[Content_Types].xml"]


def test_data_never_become_markup() -> None:
    document = hostile()
    page, text = html.fromstring(write_html(document)), write_text(document)
    words = " ".join(b.texte for b in blocks_of_docx(write_docx(document)))
    alts = page.xpath("//img/@alt") + page.xpath("//span[@class='case']/@aria-label")
    for value in HOSTILES:
        assert alts.count(" ".join(value.split(" "))) >= 1 or value.replace("e\u0301", "é") in alts
    assert "{{ 7*7 }}" in words and "{{ 7*7 }}" in text and "<script>alert(1)</script>" in words
    assert page.xpath("//script | //b | //*[@onclick]") == []
    names = body(write_docx(document)).xpath("//wp:docPr/@descr", namespaces=NS)
    assert "R&D <SAS> et Cie" in names


def test_a_figure_of_a_decision_annex_is_printed_too() -> None:
    annex = replace(feuillet(), layout=type(feuillet().layout).ANNEXE)
    assert compare(blocks_of_docx(write_docx(annex)), blocks_of_html(write_html(annex))) == []


# ------------------------------------------------------------------------------------------ nodes


def test_headings_are_found_in_every_container() -> None:
    assert [h.id for h in headings_of(bilingue().blocks)] == ["fr-utilite", "ar-utilite"]
    assert "question" in [h.id for h in headings_of(affiche().blocks)]


def test_a_picture_has_its_words_its_size_and_its_place_in_the_line() -> None:
    data = write_docx(feuillet())
    (people,) = find(data, "//wp:inline[wp:docPr[starts-with(@descr, 'Sur 100 personnes')]]")
    extent = people.find(f"{{{NS['wp']}}}extent")
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (60 * 36000, 96 * 36000)
    assert find(data, "//wp:anchor") == []
    page = html.fromstring(write_html(feuillet()))
    (image,) = page.xpath("//figure[figcaption]/img")
    assert image.get("alt").startswith("Sur 100 personnes")
    assert (image.get("width"), image.get("height")) == ("227", "363")
    assert "[Image\u00a0: Sur 100 personnes" in write_text(feuillet())


def test_a_decorative_picture_is_hidden_everywhere() -> None:
    data = write_docx(feuillet())
    hidden = find(data, "//wp:docPr[.//*[local-name()='decorative' and @val='1']]/@descr")
    assert hidden == ["", "", ""]
    assert html.fromstring(write_html(feuillet())).xpath("count(//img[@alt=''])") == 3
    assert write_text(feuillet()).count("[Image") == 2


def test_a_picture_that_says_something_without_words_is_refused() -> None:
    document = feuillet((Figure(logo(), " ", 10, 10),))
    with pytest.raises(ValueError, match="alternative"):
        write_docx(document)


def test_what_is_not_a_picture_is_refused() -> None:
    document = feuillet((Figure(b"GIF89a", "x", 10, 10),))
    for write in (write_docx, write_html):
        with pytest.raises(ValueError, match="PNG"):
            write(document)


def test_the_same_picture_is_stored_once() -> None:
    twice = feuillet((Figure(logo(), "Encore le logo", 10, 10),))
    media = [name for name in parts(write_docx(twice)) if "/media/" in name]
    assert len(media) == len([n for n in parts(write_docx(feuillet())) if "/media/" in n])


def test_a_box_is_clickable_in_word_and_named_everywhere() -> None:
    data = write_docx(feuillet())
    (box,) = find(data, "//w:sdt[w:sdtPr/w14:checkbox]")
    assert box.xpath("string(w:sdtPr/w:alias/@w:val)", namespaces=NS) == "Information donnée à l’oral"
    assert box.xpath("string(w:sdtPr/w:tag/@w:val)", namespaces=NS) == "information.orale"
    assert box.xpath("string(w:sdtPr/w14:checkbox/w14:checked/@w14:val)", namespaces=NS) == "0"
    assert "".join(box.itertext()) == BOX
    root = parts(data)["word/document.xml"][:900].decode()
    assert 'Ignorable="w14"' in root
    (shown,) = html.fromstring(write_html(feuillet())).xpath("//span[@class='case']")
    assert (shown.get("role"), shown.get("aria-label"), shown.text) == (
        "img",
        "Information donnée à l’oral",
        BOX,
    )
    assert f"{BOX} Information donnée" in write_text(feuillet())
    assert plain((CheckBox("a", "b"),)) == BOX


def test_boxes_come_back_in_a_second_document() -> None:
    document = feuillet()
    for _ in range(2):
        assert b'Ignorable="w14"' in parts(write_docx(document))["word/document.xml"][:900]


def test_a_document_without_boxes_announces_nothing() -> None:
    assert b"Ignorable" not in parts(write_docx(bilingue()))["word/document.xml"]


def test_boxes_take_the_place_of_bullets_in_a_list_that_stays_a_list() -> None:
    items = tuple((Paragraph((CheckBox(f"c{i}", f"choix {i}"), Text(f" choix {i}"))),) for i in range(3))
    document = replace(feuillet(), blocks=(ListBlock(items), ListBlock(((p("puce"),),))))
    data = write_docx(document)
    (number,) = set(find(data, "//w:p[.//w14:checkbox]/w:pPr/w:numPr/w:numId/@w:val"))
    numbering = etree.fromstring(parts(data)["word/numbering.xml"])
    level = f"//w:num[@w:numId='{number}']/w:lvlOverride/w:lvl"
    assert numbering.xpath(f"{level}/w:numFmt/@w:val", namespaces=NS) == ["none"]
    assert numbering.xpath(f"{level}/w:lvlText/@w:val", namespaces=NS) == [""]
    page = html.fromstring(write_html(document))
    assert [len(ul) for ul in page.xpath("//main//ul[@class='cases']")] == [3]
    assert len(page.xpath("//main//ul[not(@class)]")) == 1
    assert compare(blocks_of_docx(data), blocks_of_html(write_html(document))) == []


def test_phones_and_e_mails_are_links_and_a_printed_page_is_read() -> None:
    links = (
        Link("tel:0299000000", t("02 99 00 00 00")),
        Link("mailto:dpo@chu.exemple", t("dpo@chu.exemple")),
        Link("https://chu.exemple/ia", t("https://chu.exemple/ia")),
    )
    document = replace(feuillet(), blocks=(Paragraph(links),))
    data = write_docx(document)
    assert find(data, "//w:hyperlink//w:t/text()") == ["02 99 00 00 00", "dpo@chu.exemple"]
    assert verifier_docx(data) == () or {c.regle for c in verifier_docx(data)} == {"D5"}
    hrefs = html.fromstring(write_html(document)).xpath("//main//a/@href")
    assert hrefs == [link.href for link in links]
    assert "tel:" not in write_text(document)


def test_a_long_table_of_a_leaflet_may_continue_on_the_next_page() -> None:
    def kept(words: int) -> int:
        rows = tuple((Cell(t("Qui")), Cell(t("mot " * words))) for _ in range(5))
        table = Table("t", "d", (Cell(t("A")), Cell(t("B"))), rows, (1, 2))
        return len(find(write_docx(replace(feuillet(), blocks=(table,))), "//w:tc//w:keepNext"))

    # all its rows in a short table; the last two, with the end of the document, when rows are high
    assert (kept(2), kept(30)) == (5 * 2, 2 * 2)


def test_a_short_frame_of_a_leaflet_is_not_cut_between_two_pages() -> None:
    def kept(lines: int) -> list[int]:
        frame = Callout("Votre droit", tuple(p(f"Ligne {rank}.") for rank in range(lines)))
        document = replace(feuillet(), blocks=(frame, p("Suite.")))
        found = find(write_docx(document), "//w:p[starts-with(string(.), 'Ligne')]")
        return [len(paragraph.xpath(".//w:keepNext", namespaces=NS)) for paragraph in found]

    assert kept(3) == [1, 1, 0]  # the frame stays whole, and is not tied to what follows
    assert kept(30) == [0] * 30


def test_the_last_row_of_two_languages_stays_with_the_last_lines() -> None:
    row = (p("Oui."),), (p("Yes."),)
    document = replace(feuillet(), blocks=(Parallel(("fr", "en"), (row, row)),))
    kept = [
        len(tr.xpath(".//w:keepNext", namespaces=NS))
        for tr in find(write_docx(document), "//w:tr[.//w:t='Oui.']")
    ]
    assert kept == [0, 2]


@pytest.mark.parametrize("bare", [True, False])
def test_the_band_of_a_poster_without_logo_starts_at_the_edge_of_the_paper(bare: bool) -> None:
    document = replace(affiche(), house=None if bare else look())
    header = parts(write_docx(document))["word/header1.xml"].decode()
    kind = find(write_docx(document), "//w:headerReference/@w:type")
    assert (kind == ["first"] and 'w:fill="1F3864"' in header) is bare


# ---------------------------------------------------------------------------------------- leaflet


def test_a_leaflet_starts_its_text_on_the_first_page_without_facts() -> None:
    document = feuillet()
    assert find(write_docx(document), "//w:pageBreakBefore") == []
    for text in (write_html(document), write_text(document)):
        assert "Version" in text and "Version\u00a0: 1" not in text and '<dl class="faits">' not in text


def test_the_logo_and_the_colour_of_the_hospital_are_those_of_its_file() -> None:
    styles = parts(write_docx(feuillet()))["word/styles.xml"].decode()
    assert "00695C" in styles and "1F3A5F" not in styles
    page = write_html(feuillet())
    assert "--nuit: #00695C;" in page and 'alt="Logo du CHU de Trévénec"' in page
    assert "Logo du CHU" not in write_html(feuillet(), fragment=True)


def test_a_leaflet_without_a_house_has_the_packaged_look() -> None:
    document = replace(feuillet(), house=None)
    assert "1F3864" in parts(write_docx(document))["word/styles.xml"].decode()
    assert compare(blocks_of_docx(write_docx(document)), blocks_of_html(write_html(document))) == []


@pytest.mark.parametrize("colour", ["red", "#12345", "#123456;}body{color:red"])
def test_a_colour_never_becomes_a_rule_of_style(colour: str) -> None:
    document = replace(feuillet(), house=replace(look(), primary=colour))
    for write in (write_docx, write_html):
        with pytest.raises(ValueError):
            write(document)


def test_a_font_never_becomes_a_rule_of_style() -> None:
    font = 'Mar"ianne; } body { display: none'
    document = replace(feuillet(), house=replace(look(), fonts=(font,)))
    assert '--police: "Marianne  body  display none", Arial' in write_html(document)
    etree.fromstring(parts(write_docx(document))["word/styles.xml"])


@pytest.mark.parametrize("make", [maisons.minimal, maisons.french])
@pytest.mark.parametrize("nom", ["feuillet", "affiche-a3", "arabe", "bilingue"])
def test_a_house_file_of_the_hospital_is_used_as_it_is(make: Any, nom: str) -> None:
    document = tous()[nom]
    data = write_docx(document, load_house(make()))
    own = blocks_of_docx(make())  # its letterhead
    word = [block for block in blocks_of_docx(data) if block not in own]
    assert compare(word, blocks_of_html(write_html(document))) == []


# ----------------------------------------------------------------------------------------- poster


def test_the_sizes_that_fill_a_poster_win_over_those_of_the_style_sheet() -> None:
    poster = affiche()
    sizes = filling(poster)
    assert sizes is not None
    rules = re.findall(r"\n(\.sia-docs\.affiche\S*) \{[^}]*--corps: ([\d.]+);", write_html(poster))
    assert [selector for selector, _ in rules] == [".sia-docs.affiche.grande"] * 2
    assert float(rules[-1][1]) == sizes.body


@pytest.mark.parametrize(("page", "size"), [("A3", ("16838", "23811")), ("A4", ("11906", "16838"))])
def test_a_poster_has_its_paper(page: str, size: tuple[str, str]) -> None:
    data = write_docx(affiche(page))
    assert (find(data, "string(//w:pgSz/@w:w)"), find(data, "string(//w:pgSz/@w:h)")) == size
    assert f"@page {{\n  size: {page};" in write_html(affiche(page))


@pytest.mark.parametrize("ugly", [False, True])
@pytest.mark.parametrize(("page", "title", "text"), [("A3", 60, 24), ("A4", 40, 18)])
def test_a_poster_is_read_at_two_metres(page: str, title: int, text: int, ugly: bool) -> None:
    data = write_docx(affiche(page, ugly=ugly))
    assert sizes(data, "Title") >= title
    for style in ("Body Text", "SIA Chapeau", "SIA Note", "heading 1", "SIA Tableau texte"):
        assert sizes(data, style) >= text, style


def test_the_band_keeps_its_contrast_with_any_colour() -> None:
    for primary in ("#FFD54F", "#000000", "#FFFFFF", "#777777", "#E2001A"):
        document = affiche(primary=primary)
        assert verifier_docx(write_docx(document)) == ()


def test_the_qr_code_is_at_least_three_centimetres_beside_its_address_and_phone() -> None:
    data = write_docx(affiche("A4"))
    (cell,) = find(data, "//w:tc[.//wp:docPr[starts-with(@descr, 'QR')]]")
    assert int(cell.xpath("string(.//wp:extent/@cx)", namespaces=NS)) >= 30 * 36000
    beside = "".join(cell.getprevious().itertext())
    assert "chu-trevenec.exemple/ia" in beside and "02 99 00 00 00" in beside


# ---------------------------------------------------------------------- two languages, right to left


def test_arabic_paragraphs_have_their_direction_and_no_alignment() -> None:
    data = write_docx(arabe())
    assert find(data, "//w:p[not(w:pPr/w:bidi)]") == []
    assert find(data, "//w:jc") == []
    assert find(data, "//w:tbl[not(w:tblPr/w:bidiVisual)]") == []
    assert len(find(data, "/w:document/w:body/w:sectPr/w:bidi")) == 1
    assert find(data, "//w:i | //w:spacing[@w:val]") == []


def test_only_arabic_runs_are_marked_right_to_left() -> None:
    data = write_docx(arabe())
    for run in find(data, "//w:r[w:t]"):
        text = "".join(run.itertext())
        arabic = re.search("[\u0600-\u06ff]", text) is not None
        marked = run.find(f"{{{W}}}rPr/{{{W}}}rtl") is not None
        latin = re.search("[A-Za-z0-9]", text) is not None
        assert not (arabic and latin)
        if arabic:
            assert marked
            assert run.xpath("string(w:rPr/w:lang/@w:bidi)", namespaces=NS) == "ar-SA"
        if latin:
            assert not marked


def test_a_phone_number_is_one_isolated_piece() -> None:
    runs = ["".join(r.itertext()) for r in find(write_docx(arabe()), "//w:r[w:t]")]
    assert runs.count(f"{MARK}02 99 00 00 00{MARK}") == 2
    page = html.fromstring(write_html(arabe()))
    assert page.xpath("//bdi[@dir='ltr']/text()").count("02 99 00 00 00") == 2
    assert f"{MARK}02 99 00 00 00{MARK}" in write_text(arabe())


def test_a_bold_arabic_run_is_bold_in_its_own_script_and_a_little_larger() -> None:
    data = write_docx(arabe())
    assert find(data, "//w:r[w:rPr/w:b and w:rPr/w:rtl and not(w:rPr/w:bCs)]") == []
    styles = etree.fromstring(parts(data)["word/styles.xml"])
    for style in styles.xpath("//w:rPr[w:sz]", namespaces=NS):
        size, complex_size = (
            int(style.xpath(f"string(w:{n}/@w:val)", namespaces=NS)) for n in ("sz", "szCs")
        )
        assert complex_size == size + 4
    assert min(int(v) for v in styles.xpath("//w:spacing/@w:line", namespaces=NS)) >= 312
    assert styles.xpath("string(//w:docDefaults//w:rFonts/@w:cs)", namespaces=NS)


def test_the_arabic_page_says_its_language_and_direction() -> None:
    page = html.fromstring(write_html(arabe()))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.xpath("string(//a[@class='evitement'])") == "انتقل إلى المحتوى"
    assert page.xpath("//caption")[0].text_content().startswith("جدول")
    assert '<article class="sia-docs feuillet" lang="ar" dir="rtl">' in write_html(arabe(), fragment=True)


def test_each_side_of_a_bilingual_text_has_its_language_and_direction() -> None:
    page = html.fromstring(write_html(bilingue()))
    rows = page.xpath("//div[@class='rangee']")
    assert [[(side.get("lang"), side.get("dir")) for side in row] for row in rows] == [
        [("fr", "ltr"), ("ar", "rtl")]
    ] * 6
    data = write_docx(bilingue())
    (table,) = find(data, "//w:tbl[count(w:tr) = 6]")
    assert table.xpath("string(w:tblPr/w:tblDescription/@w:val)", namespaces=NS) == "mise en page"
    assert table.xpath("w:tblPr/w:bidiVisual", namespaces=NS) == []
    assert table.xpath("w:tr/w:tc[1]//w:bidi | w:tr/w:tc[1]//w:rtl", namespaces=NS) == []
    assert table.xpath("w:tr/w:tc[2]/w:p[not(w:pPr/w:bidi)]", namespaces=NS) == []


def test_a_bilingual_text_is_read_row_by_row() -> None:
    texts = [b.texte for b in blocks_of_docx(write_docx(bilingue()))]
    first = texts.index("Le médecin décide toujours.")
    assert texts[first + 1] == ARABE[1]
    lines = write_text(bilingue())
    assert lines.index("Le médecin décide") < lines.index(ARABE[1]) < lines.index("Contact\u00a0:")


def test_a_heading_and_an_empty_cell_side_by_side() -> None:
    sides = (((Heading(1, t("Titre"), "x"),), ()), ((), (p("مرحبا"),)))
    document = feuillet((Parallel(("fr", "ar"), sides), Parallel(("ar", "fr"), sides[1:])))
    data = write_docx(document)
    assert find(data, "//w:tc[not(w:p)]") == []
    assert compare(blocks_of_docx(data), blocks_of_html(write_html(document))) == []


def test_an_english_document_has_nothing_french_around_it() -> None:
    document = replace(
        feuillet(), lang="en", blocks=(Heading(1, t("Purpose"), "purpose"), Paragraph(t("It helps.")))
    )
    data = write_docx(document)
    assert "Page" not in "".join(etree.fromstring(parts(data)["word/footer1.xml"]).itertext())
    assert verifier_docx(data, "en") == ()
    assert "Skip to content" in write_html(document)


# ------------------------------------------------------------------------------------------ card


def test_a_card_is_printed_on_a6_and_says_its_side() -> None:
    data = write_docx(tous()["carte"])
    (paper,) = find(data, "//w:pgSz")
    assert {key.split("}")[1]: value for key, value in paper.attrib.items()} == {"w": "5953", "h": "8391"}
    assert b"PAGE" in parts(data)["word/footer1.xml"] and not find(data, "//w:titlePg")
    assert "size: 105mm 148mm" in write_html(tous()["carte"])


def test_no_letter_of_a_card_is_smaller_than_nine_points() -> None:
    data = write_docx(tous()["carte"])
    styles = etree.fromstring(parts(data)["word/styles.xml"])
    named = {s.get(f"{{{W}}}styleId"): s for s in styles.iterfind("w:style", NS)}
    for used in set(find(data, "//w:body//w:pStyle/@w:val")):
        sizes_of = named[used].xpath("w:rPr/w:sz/@w:val", namespaces=NS)
        assert all(int(size) >= 18 for size in sizes_of), used
    assert sizes(data, "Body Text") == 12
