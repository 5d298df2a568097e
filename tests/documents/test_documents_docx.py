"""The Word files of the examples: valid, accessible, complete, and poured into a house file unharmed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import maisons
import ooxml_integrity
import pytest

from documents.produits import NS, Produit, W, cas, produit, xml
from outils import audit, avec_validateur, sdk
from sia_docs.document.nodes import CrossRef, Numbering, inlines_of
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.writers.docx import default_house_bytes, load_house, write_docx

MAISONS: dict[str, Callable[[], bytes]] = {
    "defaut": default_house_bytes,
    "minimal": maisons.minimal,
    "francais": maisons.french,
}
#: Poured into each house: a draft full of fields, with signatures.
VERSE = "embolie-pulmonaire/attribution"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_openxml_audit_and_ooxml_integrity_find_nothing(document: Produit, tmp_path: Path) -> None:
    path = tmp_path / "annexe.docx"
    path.write_bytes(document.docx)
    assert audit(path) == []
    assert ooxml_integrity.check(str(path)) == []


@pytest.mark.validateur
@avec_validateur
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    files = []
    for name in cas():
        files.append(tmp_path / f"{produit(name).court}.docx")
        files[-1].write_bytes(produit(name).docx)
    for name, make in MAISONS.items():
        files.append(tmp_path / f"maison-{name}.docx")
        files[-1].write_bytes(write_docx(produit(VERSE).contrat.document, load_house(make())))
    assert sdk(*files) == {}


def test_the_word_file_is_accessible(document: Produit) -> None:
    assert [(c.regle, c.message, c.endroit) for c in verifier_docx(document.docx)] == []


# ------------------------------------------------------------------------- references and contents


def test_each_reference_leads_to_a_bookmark_of_a_heading(document: Produit) -> None:
    root = xml(parts(document.docx)["word/document.xml"])
    names = root.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    ids = root.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    assert len(set(names)) == len(names) and len(set(ids)) == len(ids)
    assert sorted(root.xpath("//w:bookmarkEnd/@w:id", namespaces=NS)) == sorted(ids)
    targets = [
        code.split()[1]
        for code in root.xpath("//w:instrText/text() | //w:fldSimple/@w:instr", namespaces=NS)
        if code.strip().startswith("REF ")
    ]
    expected = [
        inline
        for block in document.contrat.document.blocks
        for inline in inlines_of(block)
        if isinstance(inline, CrossRef)
    ]
    assert len(targets) == len(expected) > 20
    assert set(targets) | set(root.xpath("//w:hyperlink/@w:anchor", namespaces=NS)) <= set(names)
    controls = root.xpath("//w:sdtPr/w:id/@w:val", namespaces=NS)
    assert len(set(controls)) == len(controls)


def test_headings_are_numbered_by_word_and_not_by_hand(document: Produit) -> None:
    wanted = sum(h.numbering is not Numbering.NONE for h in document.titres)
    titles = [b for b in document.blocs_docx if re.fullmatch("titre[1-4]", b.nature)]
    assert len(titles) == len(document.titres) and wanted > 50
    assert [b.texte for b in titles if re.match(r"(?:Article|Annexe)\s\d|\d+\.\d", b.texte)] == []


def test_every_heading_and_caption_keeps_with_what_follows(document: Produit) -> None:
    files = parts(document.docx)
    styles = xml(files["word/styles.xml"])
    for paragraph in xml(files["word/document.xml"]).xpath("//w:p[w:pPr/w:pStyle]", namespaces=NS):
        (style,) = paragraph.xpath("w:pPr/w:pStyle/@w:val", namespaces=NS)
        (name,) = styles.xpath("//w:style[@w:styleId=$i]/w:name/@w:val", namespaces=NS, i=style)
        if not re.fullmatch(r"heading \d|caption", name.lower()):
            continue
        kept = paragraph.xpath("w:pPr/w:keepNext", namespaces=NS) or styles.xpath(
            "//w:style[@w:styleId=$i]/w:pPr/w:keepNext", namespaces=NS, i=style
        )
        assert kept, "".join(paragraph.itertext())


def test_no_paragraph_and_no_cell_is_empty(document: Produit) -> None:
    body = xml(parts(document.docx)["word/document.xml"])[0]
    empty = []
    for paragraph in body.iter(f"{{{W}}}p"):
        if "".join(paragraph.itertext(f"{{{W}}}t")).strip():
            continue
        around = paragraph.getprevious()
        last = paragraph.getnext() is not None and paragraph.getnext().tag == f"{{{W}}}sectPr"
        after_table = around is not None and around.tag == f"{{{W}}}tbl"
        before_table = paragraph.getnext() is not None and paragraph.getnext().tag == f"{{{W}}}tbl"
        if not ((last and after_table) or before_table):  # Word wants these
            empty.append(around if around is None else "".join(around.itertext())[-80:])
    assert empty == []
    assert body.xpath(".//w:tc[not(.//w:t)]", namespaces=NS) == []


# ------------------------------------------------------------------------------------ house files


@pytest.mark.parametrize("name", MAISONS)
def test_the_annex_poured_into_a_house_file_is_valid(name: str, tmp_path: Path) -> None:
    path = tmp_path / "annexe.docx"
    path.write_bytes(write_docx(produit(VERSE).contrat.document, load_house(MAISONS[name]())))
    assert audit(path, bare_house=name != "defaut") == []
    assert ooxml_integrity.check(str(path)) == []


@pytest.mark.parametrize("name", MAISONS)
def test_the_house_keeps_its_header_logo_and_settings_byte_for_byte(name: str) -> None:
    before, after = (
        parts(MAISONS[name]()),
        parts(write_docx(produit(VERSE).contrat.document, load_house(MAISONS[name]()))),
    )
    kept = [n for n in before if re.search(r"header|footer|media/|theme|fontTable|settings", n)]
    assert [n for n in kept if after[n] != before[n]] == []
    assert (name != "francais") or "word/media/logo.png" in kept
