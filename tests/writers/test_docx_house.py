"""House files: what is kept, what is added, what is refused and how it is said."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import maisons
import pytest
from echantillon import echantillon
from lxml import etree

from sia_docs.writers.docx import HouseError, default_house, default_house_bytes, load_house, write_docx

NS = {"w": maisons.W}
W = f"{{{maisons.W}}}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_packaged_house_has_every_style_and_no_warning() -> None:
    assert default_house().warnings == ()


def test_the_exported_house_gives_the_same_documents_as_the_packaged_one() -> None:
    exported = default_house_bytes()
    assert exported == default_house_bytes()
    assert write_docx(echantillon(), load_house(exported)) == write_docx(echantillon())


def test_header_logo_and_cover_of_the_house_are_untouched() -> None:
    house = maisons.french_parts()
    out = parts(write_docx(echantillon(), load_house(maisons.french())))
    for name in (
        "word/header1.xml",
        "word/media/logo.png",
        "word/_rels/header1.xml.rels",
        "word/settings.xml",
    ):
        kept = house[name]
        assert out[name] == (kept.encode() if isinstance(kept, str) else kept)
    before, after = str(house["word/document.xml"]).split("<w:p><w:r><w:t>{{")
    document = out["word/document.xml"].decode()
    assert document.startswith(before) and document.endswith(after.split("}}</w:t></w:r></w:p>")[1])


def test_styles_are_found_by_name_whatever_their_ids() -> None:
    root = etree.fromstring(
        parts(write_docx(echantillon(), load_house(maisons.french())))["word/document.xml"]
    )
    used = set(root.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NS))
    wanted = {"Titre1", "Titre2", "Titre3", "Titre", "Listepuces", "Listenumros", "Lgende", "Grilledutableau"}
    assert wanted | {"Lienhypertexte"} <= used
    assert not {"Heading1", "Title", "ListBullet", "Caption", "TableGrid"} & used


@pytest.mark.parametrize("house", [maisons.french, maisons.minimal], ids=["francais", "minimal"])
def test_every_style_and_number_used_exists(house: object) -> None:
    out = parts(write_docx(echantillon(), load_house(house())))  # type: ignore[operator]
    root, styles, nums = (etree.fromstring(out[f"word/{n}.xml"]) for n in ("document", "styles", "numbering"))
    ids = styles.xpath("w:style/@w:styleId", namespaces=NS)
    assert len(ids) == len(set(ids))
    assert set(
        root.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NS)
    ) <= set(ids)
    known = nums.xpath("w:num/@w:numId", namespaces=NS)
    assert len(known) == len(set(known))
    used = root.xpath("//w:numId/@w:val", namespaces=NS) + styles.xpath("//w:numId/@w:val", namespaces=NS)
    assert set(used) <= {*known, "0"}
    assert [c.tag for c in nums] == sorted((c.tag for c in nums), key=lambda t: t != f"{W}abstractNum")


def test_a_missing_style_is_added_and_said() -> None:
    warnings = load_house(maisons.minimal()).warnings
    assert any("« Légende » (caption)" in w for w in warnings)
    assert any("A4" in w for w in warnings) and any("compatibilité" in w for w in warnings)


def test_headings_of_a_house_without_numbering_become_numbered_by_their_style() -> None:
    out = parts(write_docx(echantillon(), load_house(maisons.french())))
    styles, nums = etree.fromstring(out["word/styles.xml"]), etree.fromstring(out["word/numbering.xml"])
    for level, style in enumerate(("Titre1", "Titre2", "Titre3")):
        num = styles.xpath(f"w:style[@w:styleId='{style}']/w:pPr/w:numPr", namespaces=NS)[0]
        assert num.find("w:ilvl", NS).get(f"{W}val") == str(level)
        number = num.find("w:numId", NS).get(f"{W}val")
        abstract = nums.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val", namespaces=NS)[0]
        path = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']/w:pStyle/@w:val"
        assert nums.xpath(path, namespaces=NS) == [style]


def test_a_house_with_its_own_heading_numbers_keeps_its_styles_and_articles_number_themselves() -> None:
    own = maisons.french_parts()
    own["word/styles.xml"] = str(own["word/styles.xml"]).replace(
        '<w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>',
        '<w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>'
        '<w:numPr><w:numId w:val="2"/></w:numPr>',
    )
    house = load_house(maisons.zipped(own))
    assert house.numbering.direct
    root = etree.fromstring(parts(write_docx(echantillon(), house))["word/document.xml"])
    numbered = root.xpath("//w:p[w:pPr/w:pStyle/@w:val='Titre1']/w:pPr/w:numPr/w:numId/@w:val", namespaces=NS)
    assert numbered.count(str(house.numbering.articles)) == 3
    assert numbered.count(str(house.numbering.annexes)) == 2 and numbered.count("0") == 2


def test_lists_keep_the_bullets_of_the_house() -> None:
    house = load_house(maisons.french())
    assert house.numbering.bullets[0].abstract == 0 and house.numbering.numbers[0].abstract == 1
    assert house.numbering.bullets[1].abstract not in (0, 1)


def test_tables_take_the_width_of_the_house_page() -> None:
    assert load_house(maisons.french()).width == 11906 - 2 * 1417
    assert load_house(maisons.minimal()).width == 12240 - 2 * 1440


def test_bookmark_ids_do_not_meet_those_of_the_house() -> None:
    root = etree.fromstring(
        parts(write_docx(echantillon(), load_house(maisons.french())))["word/document.xml"]
    )
    ids = root.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    assert len(ids) == len(set(ids)) and "7" in ids


def test_a_marker_that_ends_a_section_leaves_the_section_in_place() -> None:
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    marker = f"<w:p><w:pPr>{section}</w:pPr><w:r><w:t>{{{{corps}}}}</w:t></w:r></w:p>"
    out = parts(write_docx(echantillon(), load_house(maisons.zipped(maisons.minimal_parts(marker)))))
    assert out["word/document.xml"].decode().count(section) == 1


def test_private_parts_of_the_house_are_not_copied() -> None:
    house = maisons.french_parts()
    house["docProps/custom.xml"] = "<Properties/>"
    house["customXml/item1.xml"] = "<a/>"
    house["docProps/thumbnail.jpeg"] = b"x"
    house["_rels/.rels"] = maisons.relations(
        ("rId1", "officeDocument", "word/document.xml"), ("rId2", "custom-properties", "docProps/custom.xml")
    )
    loaded = load_house(maisons.zipped(house))
    out = parts(write_docx(echantillon(), loaded))
    assert not [n for n in out if re.search("custom|thumbnail", n)]
    assert b"custom" not in out["_rels/.rels"]
    assert any("propriétés personnalisées" in w for w in loaded.warnings)


# --------------------------------------------------------------------------------------- refusals


def refused(house: dict[str, str | bytes] | bytes) -> HouseError:
    with pytest.raises(HouseError) as caught:
        load_house(house if isinstance(house, bytes) else maisons.zipped(house))
    assert caught.value.what and caught.value.why and caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>rien</w:t></w:r></w:p>",
        maisons.MARKER * 2,
        "<w:p><w:r><w:t>avant {{ corps }}</w:t></w:r></w:p>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{maisons.MARKER}</w:tc></w:tr></w:tbl>",
    ],
    ids=["absent", "double", "pas seul", "dans un tableau"],
)
def test_the_marker_must_be_alone_and_once(body: str) -> None:
    assert "{{ corps }}" in str(refused(maisons.minimal_parts(body)))


def test_macros_are_refused() -> None:
    house = maisons.minimal_parts()
    house["[Content_Types].xml"] = str(house["[Content_Types].xml"]).replace(
        f"{maisons.WORD}.document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    assert "macros" in str(refused(house))
    house = maisons.minimal_parts()
    house["word/vbaProject.bin"] = b"x"
    assert "macro" in str(refused(house))


@pytest.mark.parametrize(
    ("kind", "target"), [("attachedTemplate", "file:///c:/m.dotx"), ("image", "https://a.fr/i.png")]
)
def test_external_files_are_refused(kind: str, target: str) -> None:
    house = maisons.french_parts()
    house["word/_rels/settings.xml.rels"] = maisons.relations(("rId1", kind, target))
    assert "extern" in str(refused(house))


@pytest.mark.parametrize("dtd", ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!DOCTYPE a>"])
def test_a_dtd_is_refused(dtd: str) -> None:
    house = maisons.minimal_parts()
    house["word/document.xml"] = str(house["word/document.xml"]).replace(
        "<w:document", f"{dtd}<w:document", 1
    )
    assert "DTD" in str(refused(house))


def test_utf_16_is_refused() -> None:
    house = maisons.minimal_parts()
    house["word/document.xml"] = str(house["word/document.xml"]).replace("UTF-8", "UTF-16").encode("utf-16")
    assert "codage" in str(refused(house))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"%PDF-1.7",
        b"<html></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99,
        b"PK\x03\x04",
    ],
)
def test_what_is_not_word_is_refused(data: bytes) -> None:
    assert "Gabarit Word illisible" in str(refused(data))


def test_another_zip_file_is_refused() -> None:
    assert "document Word" in str(refused({"a.txt": "a"}))


def test_a_truncated_file_is_refused_wherever_it_is_cut() -> None:
    data = maisons.french()
    for cut in range(1, len(data), max(1, len(data) // 50)):
        refused(data[:cut])


def test_damaged_bytes_never_escape_as_another_error() -> None:
    data = maisons.french()
    for at in range(0, len(data), 37):
        damaged = bytearray(data)
        damaged[at] ^= 0x5A
        try:
            load_house(bytes(damaged))
        except HouseError:
            continue


@pytest.mark.parametrize("name", ["../evil.xml", "/abs.xml", "word\\a.xml", "c:/a.xml"])
def test_dangerous_names_are_refused(name: str) -> None:
    assert "nom de fichier" in str(refused({**maisons.minimal_parts(), name: "<a/>"}))


def test_bombs_are_refused_before_they_are_parsed() -> None:
    many = {f"word/{i}.txt": "a" for i in range(501)}
    assert "fichiers internes" in str(refused({**maisons.minimal_parts(), **many}))
    assert "compressé" in str(refused({**maisons.minimal_parts(), "word/a.xml": b" " * 200_000}))
    assert "volumineux" in str(refused({**maisons.minimal_parts(), "word/a.xml": b" " * (21 * 1024 * 1024)}))


def test_tracked_changes_and_comments_are_refused() -> None:
    body = maisons.MARKER + '<w:p><w:ins w:id="1" w:author="Mme X"><w:r><w:t>a</w:t></w:r></w:ins></w:p>'
    assert "modifications suivies" in str(refused(maisons.minimal_parts(body)))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(HouseError, match="introuvable"):
        load_house(tmp_path / "absent.docx")
