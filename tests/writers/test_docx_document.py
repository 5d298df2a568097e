"""What the Word writer writes: text, structure, numbering, fields, tables, properties."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from echantillon import HOSTILES, echantillon
from lxml import etree

from sia_docs.document.nodes import (
    Callout,
    Cell,
    Cover,
    CrossRef,
    Document,
    Field,
    Heading,
    Link,
    ListBlock,
    Numbering,
    Paragraph,
    Role,
    Table,
    Text,
    inlines_of,
    plain,
)
from sia_docs.writers.docx import write_docx

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(document: Document) -> etree._Element:
    return etree.fromstring(parts(write_docx(document))["word/document.xml"])


def small(*blocks: object) -> Document:
    return Document(
        title="T",
        subject="S",
        author="A",
        day=date(2026, 1, 2),
        cover=Cover("", "T", "", (), ""),
        blocks=blocks,  # type: ignore[arg-type]
        imprint=("fin",),
    )


def text_of(element: etree._Element) -> str:
    out = []
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        inside_properties = any(a.tag == f"{W}tabs" for a in node.iterancestors())
        if not inside_properties:
            out.append({f"{W}br": "\n", f"{W}tab": "\t"}.get(node.tag, node.text or ""))
    return "".join(out)


def paragraphs(element: etree._Element) -> list[str]:
    return [text_of(p) for p in element.iter(f"{W}p")]


@pytest.fixture(scope="module")
def sample() -> etree._Element:
    return body(echantillon())


# ------------------------------------------------------------------------------------------ text


@pytest.mark.parametrize("hostile", HOSTILES)
def test_a_hostile_value_is_printed_as_it_is_and_adds_no_paragraph(hostile: str) -> None:
    def document(value: str) -> Document:
        caption = Table(value, value, (Cell((Text(value),)),), ((Cell((Text(value),)),),), (1,))
        frame = Callout(value, (Paragraph((Field("a.b", value, "dpo"),)),))
        return replace(small(Paragraph((Text(value),)), caption, frame), title=value, imprint=(value,))

    found, expected = body(document(hostile)), body(document("simple"))
    assert [e.tag for e in found.iter() if e.tag not in (f"{W}br", f"{W}tab", f"{W}r", f"{W}t")] == [
        e.tag for e in expected.iter() if e.tag not in (f"{W}br", f"{W}tab", f"{W}r", f"{W}t")
    ]
    assert paragraphs(found)[1:] == [line.replace("simple", hostile) for line in paragraphs(expected)[1:]]
    assert found.find(".//w:tblCaption", NS).get(f"{W}val") == re.sub(r"[\n\t]", " ", hostile)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match=r"U\+"):
        write_docx(small(Paragraph((Text(f"a{character}b"),))))


def test_every_inline_of_the_tree_is_in_the_file_in_reading_order(sample: etree._Element) -> None:
    text = "".join(paragraphs(sample))
    at = 0
    for block in echantillon().blocks:
        for inline in inlines_of(block):
            if isinstance(inline, Text | Field):
                at = text.index(plain((inline,)), at)


def test_the_status_is_printed_on_the_cover_of_drafts_and_finals() -> None:
    for draft in (True, False):
        assert "Projet — ne pas signer" in paragraphs(body(echantillon(draft=draft)))


# ------------------------------------------------------------------------------------- structure


def live_numbers(document: Document) -> list[str]:
    """The numbers that Word would compute, from styles and numbering alone."""
    files = parts(write_docx(document))
    root, numbering = (
        etree.fromstring(files["word/document.xml"]),
        etree.fromstring(files["word/numbering.xml"]),
    )
    styles = etree.fromstring(files["word/styles.xml"])
    counters: dict[str, list[int]] = {}
    found = []
    for p in root.iter(f"{W}p"):
        style = p.find("w:pPr/w:pStyle", NS).get(f"{W}val")
        element = styles.xpath(f"w:style[@w:styleId='{style}']", namespaces=NS)[0]
        name = element.find("w:name", NS).get(f"{W}val")
        if not name.startswith("heading"):
            continue
        num = p.find("w:pPr/w:numPr", NS)
        num = element.find("w:pPr/w:numPr", NS) if num is None else num
        number = num.find("w:numId", NS).get(f"{W}val")
        if number == "0":
            found.append("")
            continue
        level = int(num.find("w:ilvl", NS).get(f"{W}val"))
        abstract = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId", namespaces=NS)[0].get(
            f"{W}val"
        )
        text = numbering.xpath(
            f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']/w:lvlText/@w:val",
            namespaces=NS,
        )[0]
        count = counters.setdefault(abstract, [0] * 9)
        count[level] += 1
        count[level + 1 :] = [0] * (8 - level)
        found.append(re.sub(r"%(\d)", lambda m, c=count: str(c[int(m[1]) - 1]), text))
    return found


def test_the_numbers_that_word_computes_are_the_ones_of_the_tree() -> None:
    document = echantillon()
    headings = [b for b in document.blocks if isinstance(b, Heading)]
    assert live_numbers(document) == [h.prefix for h in headings]


def test_the_text_of_a_heading_does_not_hold_its_number(sample: etree._Element) -> None:
    assert "Niveaux de service" in paragraphs(sample)


def test_a_cross_reference_is_a_field_towards_the_bookmark_of_its_heading(sample: etree._Element) -> None:
    names = sample.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    written = [c.text for c in sample.iter(f"{W}instrText")]
    written += [f.get(f"{W}instr") for f in sample.iter(f"{W}fldSimple")]
    codes = [code.split() for code in written if code.strip().startswith("REF")]
    assert len(codes) == 3  # the reference without target is plain text
    assert all(code[1] in names and code[2:4] == ["\\r", "\\t"] for code in codes)
    assert any("de l’article 2.1." in p for p in paragraphs(sample))
    assert any("article 99." in p for p in paragraphs(sample))


def test_bookmarks_are_unique_valid_and_closed(sample: etree._Element) -> None:
    starts = sample.xpath("//w:bookmarkStart", namespaces=NS)
    names = [s.get(f"{W}name") for s in starts]
    assert len(set(names)) == len(names) == sum(isinstance(b, Heading) for b in echantillon().blocks)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in names)
    assert {s.get(f"{W}id") for s in starts} == set(sample.xpath("//w:bookmarkEnd/@w:id", namespaces=NS))


def test_ids_that_look_alike_once_shortened_keep_distinct_bookmarks() -> None:
    ids = ["é" * 60 + "a", "é" * 60 + "b", "a.b", "a-b", "a_b"]
    root = body(small(*(Heading(1, (Text("x"),), i) for i in ids)))
    assert len(set(root.xpath("//w:bookmarkStart/@w:name", namespaces=NS))) == len(ids)


def test_two_headings_with_the_same_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two headings"):
        write_docx(small(Heading(1, (Text("x"),), "a"), Heading(1, (Text("y"),), "a")))


def test_the_table_of_contents_is_filled_linked_and_asks_nothing(sample: etree._Element) -> None:
    links = sample.xpath("//w:hyperlink[@w:anchor][not(.//w:fldChar)]", namespaces=NS)
    headings = [b for b in echantillon().blocks if isinstance(b, Heading) and b.in_toc and b.level <= 2]
    expected = [" ".join(x for x in (h.prefix, plain(h.children)) if x) for h in headings]
    assert [text_of(link) for link in links] == expected
    assert sum("TOC" in c.text and "\\n" in c.text for c in sample.iter(f"{W}instrText")) == 1
    assert b"updateFields" not in parts(write_docx(echantillon()))["word/settings.xml"]


def test_complex_fields_are_balanced(sample: etree._Element) -> None:
    depth = 0
    for char in sample.iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[char.get(f"{W}fldCharType")]
        assert depth >= 0
    assert depth == 0


def test_each_numbered_list_starts_again_at_one() -> None:
    items = ((Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),))
    files = parts(write_docx(small(ListBlock(items, True), ListBlock(items, True), ListBlock(items))))
    root, numbering = (
        etree.fromstring(files["word/document.xml"]),
        etree.fromstring(files["word/numbering.xml"]),
    )
    used = [p.get(f"{W}val") for p in root.xpath("//w:p/w:pPr/w:numPr/w:numId", namespaces=NS)]
    assert used[0] == used[1] != used[2] == used[3] != used[4] == used[5]
    for number, restarts in ((used[0], 1), (used[2], 1), (used[4], 0)):
        found = numbering.xpath(f"w:num[@w:numId='{number}']//w:startOverride[@w:val='1']", namespaces=NS)
        assert len(found) == restarts


def test_a_nested_list_is_one_level_deeper(sample: etree._Element) -> None:
    nested = sample.xpath(
        "//w:p[.//w:t='un score entre 0 et 1 ;']/w:pPr/w:numPr/w:ilvl/@w:val", namespaces=NS
    )
    assert nested == ["1"]


# ---------------------------------------------------------------------------------------- tables


def test_a_table_repeats_its_header_and_has_caption_description_and_exact_widths(
    sample: etree._Element,
) -> None:
    table = sample.findall(".//w:tbl", NS)[0]
    rows = table.findall("w:tr", NS)
    header = rows[0].find("w:trPr/w:tblHeader", NS)
    assert header is not None and not header.attrib
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    assert all(row.find("w:trPr/w:tblHeader", NS) is None for row in rows[1:])
    assert table.find("w:tblPr/w:tblDescription", NS) is not None
    widths = [int(w) for w in table.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=NS)]
    assert sum(widths) == 9412
    for row in rows:
        assert [int(w) for w in row.xpath("w:tc/w:tcPr/w:tcW/@w:w", namespaces=NS)] == widths
    assert text_of(table.getprevious()) == "Tableau\u00a01\u00a0– Niveaux de service par gravité"
    assert all(cell.find("w:p", NS) is not None for cell in sample.iter(f"{W}tc"))


def test_signatures_are_a_layout_table_read_party_after_party(sample: etree._Element) -> None:
    table = sample.findall(".//w:tbl", NS)[-1]
    assert table.find("w:tblPr/w:tblDescription", NS).get(f"{W}val") == "mise en page"
    assert table.find(".//w:tblHeader", NS) is None
    assert paragraphs(table)[:3] == [
        "Pour l’Acheteur",
        "CHU de Trévénec",
        "Le [À\u00a0compléter\u00a0: date]",
    ]


# ----------------------------------------------------------------------------- fields and links


def test_a_field_to_complete_is_a_content_control_framed_and_named() -> None:
    field = Field("fournisseur." + "x" * 80, "libellé « long » " + "y" * 80, "candidat")
    root = body(small(Paragraph((Text("a "), field))))
    control = root.find(".//w:sdt", NS)
    assert control.find("w:sdtPr/w:tag", NS).get(f"{W}val") == field.id[:64]
    assert control.find("w:sdtPr/w:alias", NS).get(f"{W}val") == field.label[:64]
    assert text_of(control) == field.text
    style = control.find(".//w:rStyle", NS).get(f"{W}val")
    styles = etree.fromstring(parts(write_docx(small()))["word/styles.xml"])
    look = styles.xpath(f"w:style[@w:styleId='{style}']/w:rPr", namespaces=NS)[0]
    assert look.find("w:bdr", NS) is not None and look.find("w:shd", NS) is not None


def test_ids_of_content_controls_are_unique(sample: etree._Element) -> None:
    ids = sample.xpath("//w:sdtPr/w:id/@w:val", namespaces=NS)
    assert len(ids) == len(set(ids)) == 6


def test_the_same_address_makes_one_relationship() -> None:
    rels = parts(write_docx(echantillon()))["word/_rels/document.xml.rels"].decode()
    assert rels.count("cnil.fr") == 1 and rels.count('TargetMode="External"') == 2


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "http://a.fr", "file:///c", "\\\\hote\\partage", "//a.fr"]
)
def test_a_dangerous_link_is_never_written(href: str) -> None:
    with pytest.raises(ValueError, match="link refused"):
        write_docx(small(Paragraph((Link(href, (Text("x"),)),))))


def test_a_foreign_word_carries_its_language(sample: etree._Element) -> None:
    assert sample.xpath("//w:r[w:t='machine learning']/w:rPr/w:lang/@w:val", namespaces=NS) == ["en-GB"]


# ------------------------------------------------------------------------- package and properties


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    here = Path(__file__).parent
    code = (
        "import hashlib; from echantillon import echantillon; from sia_docs.writers.docx import write_docx;"
        "print(hashlib.sha256(write_docx(echantillon())).hexdigest())"
    )
    path = os.pathsep.join([str(here), *sys.path])
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati"))
    }
    assert len(found) == 1


def test_entries_are_sorted_dated_1980_and_content_types_come_first() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(echantillon()))) as archive:
        infos = archive.infolist()
    names = [info.filename for info in infos]
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_say_what_the_document_says_and_nothing_about_the_machine() -> None:
    data = write_docx(echantillon())
    document, core = echantillon(), docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.subject, core.author) == (document.title, document.subject, document.author)
    assert core.language == "fr-FR" and core.created.date() == core.modified.date() == document.day
    files = parts(data)
    assert not [n for n in files if re.search(r"custom|thumbnail|people|comments", n)]
    assert not [n for n, d in files.items() if b"w:rsid" in d]
    assert re.findall(rb"<(\w+)>", files["docProps/app.xml"]) == [b"Application"]


def test_no_marker_remains_except_what_the_data_says() -> None:
    text = "\n".join(paragraphs(body(small(Paragraph((Text("texte"),))))))
    assert "{{" not in text


def test_a_reference_to_an_article_of_a_single_number_keeps_its_printed_number() -> None:
    target = Heading(1, (Text("Objet"),), "objet", Numbering.ARTICLE, "1")
    root = body(small(target, Paragraph((Text("voir "), CrossRef("objet", "l’article ", "1")))))
    assert "voir l’article 1" in paragraphs(root)


def test_a_long_table_leaves_no_row_alone_at_the_foot_or_at_the_head_of_a_page() -> None:
    rows = tuple((Cell((Text(f"ligne {n}"),)),) for n in range(12))
    table = body(small(Table("Liste", "Douze lignes.", (Cell((Text("Ligne"),)),), rows, (1,)))).find(
        ".//w:tbl", NS
    )
    kept = [row.find(".//w:keepNext", NS) is not None for row in table.findall("w:tr", NS)]
    assert kept == [False, True] + [False] * 8 + [True, True, True]  # the last one takes the imprint along


def test_a_note_stays_with_the_paragraph_it_is_about() -> None:
    note = Paragraph((Text("À confirmer."),), Role.NOTE)
    texts = [Paragraph((Text(words),)) for words in ("Première phrase.", "Seconde phrase.")]
    kept = {
        text_of(p): p.find(".//w:keepNext", NS) is not None
        for p in body(small(Heading(1, (Text("Titre"),), "a"), note, *texts)).iter(f"{W}p")
    }
    assert kept["À confirmer."] and not kept["Première phrase."]


def test_the_imprint_is_never_alone_on_a_page() -> None:
    document = replace(small(Paragraph((Text("Dernier paragraphe."),))), imprint=("Empreinte.", "Avis."))
    kept = {text_of(p): p.find(".//w:keepNext", NS) is not None for p in body(document).iter(f"{W}p")}
    assert kept["Dernier paragraphe."] and kept["Empreinte."] and not kept["Avis."]


def test_there_is_room_to_sign_below_what_the_cell_says(sample: etree._Element) -> None:
    spaces = [int(s.get(f"{W}after")) for s in sample.iter(f"{W}spacing") if s.get(f"{W}after")]
    assert max(spaces) >= 2268, "quatre centimètres"
