"""The Word template of automatic texts: what Word needs to find, insert and fill its entries."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import ooxml_integrity
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from sia_docs.document.nodes import Cover, Document, Field, Paragraph, Text
from sia_docs.writers.docx.building_blocks import NAME_MAX, BuildingBlock, Choice, write_building_blocks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
HOSTILE = 'Société <Dupont> & fils, "{{ 7*7 }}", **gras**'
TITLE = Choice("professionnel.titre", "titre", ("le Dr", "Mme"))
NAME = Field("professionnel.nom", "prénom et nom", "clinicien")


def document() -> Document:
    return Document(
        "Phrases", "Phrases", "sia-docs", date(2026, 11, 22), Cover("", "Phrases", "", (), ""),
        (Paragraph((Text("Mode d’emploi"),)),), (),
    )  # fmt: skip


def block(name: str = "Poumonia assistance", system: str = "Poumonia") -> BuildingBlock:
    return BuildingBlock(
        name, system, f"Pour {system}", (Text(f"{system}, validé par "), TITLE, NAME, Text("."))
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def glossary(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/glossary/document.xml"])


def value(node: etree._Element, path: str) -> str:
    (found,) = node.xpath(f"{path}/@w:val", namespaces=NS)
    return str(found)


def test_each_sentence_is_an_automatic_text_with_its_category_and_description() -> None:
    root = glossary(write_building_blocks(document(), [block(), block("Scribe rédaction", HOSTILE)]))
    entries = root.xpath("//w:docPart[.//w:gallery/@w:val='autoTxt']", namespaces=NS)
    assert [value(e, "w:docPartPr/w:name") for e in entries] == ["Poumonia assistance", "Scribe rédaction"]
    assert value(entries[1], "w:docPartPr/w:category/w:name") == HOSTILE
    assert value(entries[1], "w:docPartPr/w:description") == f"Pour {HOSTILE}"
    assert value(entries[1], "w:docPartPr/w:behaviors/w:behavior") == "content"
    assert "".join(entries[1].itertext()) == f"{HOSTILE}, validé par [le Dr…]{NAME.text}."


def test_each_field_is_a_control_whose_prompt_comes_back_when_it_is_emptied() -> None:
    root = glossary(write_building_blocks(document(), [block(), block("Autre")]))
    prompts = {
        value(e, "w:docPartPr/w:name"): "".join(e.itertext())
        for e in root.xpath("//w:docPart[.//w:gallery/@w:val='placeholder']", namespaces=NS)
    }
    controls = root.xpath("//w:sdt", namespaces=NS)
    assert len(controls) == 4 and sorted(prompts.values()) == sorted(["[le Dr…]", NAME.text])
    for control in controls:
        assert prompts[value(control, "w:sdtPr/w:placeholder/w:docPart")] == "".join(control.itertext())
    ids = root.xpath("//w:sdtPr/w:id/@w:val", namespaces=NS)
    assert len(set(ids)) == len(ids)
    options = root.xpath("//w:dropDownList[1]/w:listItem/@w:displayText", namespaces=NS)
    assert options[:2] == ["le Dr", "Mme"]


def test_the_file_is_a_template_whose_glossary_has_all_the_parts_that_word_asks_for() -> None:
    files = parts(write_building_blocks(document(), [block()]))
    types = files["[Content_Types].xml"].decode()
    assert "wordprocessingml.template.main+xml" in types and "document.main+xml" not in types
    assert 'Target="glossary/document.xml"' in files["word/_rels/document.xml.rels"].decode()
    targets = re.findall(r'Target="([^"]+)"', files["word/glossary/_rels/document.xml.rels"].decode())
    assert sorted(targets) == ["fontTable.xml", "settings.xml", "styles.xml", "webSettings.xml"]
    for target in (*targets, "document.xml"):
        assert f"word/glossary/{target}" in files
        assert f'PartName="/word/glossary/{target}"' in types


@pytest.mark.parametrize(
    "names", [("",), ("x" * (NAME_MAX + 1),), ("Poumonia", "poumonia")], ids=["empty", "long", "twice"]
)
def test_a_name_that_word_would_drop_or_confuse_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="building block"):
        write_building_blocks(document(), [block(name) for name in names])


def test_the_same_sentences_give_the_same_bytes() -> None:
    assert write_building_blocks(document(), [block()]) == write_building_blocks(document(), [block()])


def test_the_validators_find_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mentions.dotx"
    path.write_bytes(write_building_blocks(document(), [block("Hostile", HOSTILE)]))
    found = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    # openxml-audit looks for the type of an entry among the types of a section (ISO 29500-1, 17.18.10),
    # for the styles of the glossary among those of the document, and for numId 0, which names nothing
    wrong = (
        "docPartPr[1]/types[1]",
        "/word/glossary/document.xml: Style 'PlaceholderText'",
        "definition '0'",
    )
    assert [error for error in found if not any(text in error for text in wrong)] == []
    assert ooxml_integrity.check(str(path)) == []
