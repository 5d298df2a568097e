"""Each accessibility rule finds its own fault, and only it, in a file that has none otherwise."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest

from sia_docs.document.nodes import (
    Cell,
    Cover,
    Document,
    Field,
    Heading,
    Link,
    Numbering,
    Paragraph,
    Table,
    Text,
    Toc,
)
from sia_docs.quality.docx_accessibilite import REGLES, contraste, verifier_docx
from sia_docs.writers.docx import write_docx


def _document() -> Document:
    headings = tuple(
        Heading(1, (Text(f"Titre {i}"),), f"t{i}", Numbering.ARTICLE, str(i)) for i in range(1, 15)
    )
    table = Table("Légende", "Description", (Cell((Text("A"),)),), ((Cell((Text("b"),)),),), (1,))
    link = Link("https://www.has-sante.fr", (Text("le site de la HAS"),))
    text = Paragraph((Text("Texte courant "), link, Field("a.b", "date", "dpo")))
    return Document(
        title="Annexe", subject="Sujet", author="CHU", day=date(2026, 9, 1),
        cover=Cover("", "Annexe", "", (), "Projet"), blocks=(Toc("Sommaire"), *headings, text, table),
        imprint=("Version 1",),
    )  # fmt: skip


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_docx(_document()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rules(parts: dict[str, bytes]) -> set[str]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return {found.regle for found in verifier_docx(buffer.getvalue())}


BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
CORE, FOOTER = "docProps/core.xml", "word/footer1.xml"
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
PICTURE = (
    f'<w:r><w:drawing><wp:{{0}} {WP}><wp:docPr id="1" name="i" descr="{{1}}"/></wp:{{0}}></w:drawing></w:r>'
)
END = "<w:sectPr>"


def _before_end(xml: str) -> tuple[str, str]:
    return END, f"<w:p>{xml}</w:p>{END}"


FAULTS: dict[str, tuple[str, str, str]] = {
    "D1": (STYLES, 'w:lang w:val="fr-FR"', 'w:lang w:val="en-US"'),
    "D3": (CORE, "<dc:title>Annexe</dc:title>", "<dc:title></dc:title>"),
    "D4": (CORE, "<dc:creator>CHU</dc:creator>", ""),
    "D5": (BODY, '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading2"/>'),
    "D6": (BODY, *_before_end("<w:r><w:t>- un point</w:t></w:r>")),
    "D7": (BODY, "<w:tblHeader/>", ""),
    "D8": (BODY, '<w:tblDescription w:val="Description"/>', ""),
    "D9": (BODY, 'w:tblDescription w:val="Description"', 'w:tblDescription w:val="mise en page"'),
    "D10": (BODY, *_before_end("<w:r><w:t>x</w:t></w:r>" + PICTURE.format("inline", ""))),
    "D11": (BODY, *_before_end("<w:r><w:t>x</w:t></w:r>" + PICTURE.format("anchor", "logo"))),
    "D12": (BODY, "le site de la HAS", "https://www.has-sante.fr"),
    "D13": (STYLES, 'w:color w:val="1A1A1A"', 'w:color w:val="8A8A8A"'),
    "D14": (STYLES, '<w:sz w:val="24"/>', '<w:sz w:val="22"/>'),
    "D15": (BODY, *_before_end("")),
    "D16": (BODY, *_before_end('<w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>x</w:t></w:r>')),
    "D17": (SETTINGS, '<w:autoHyphenation w:val="0"/>', "<w:autoHyphenation/>"),
    "D18": (BODY, *_before_end("<w:r><w:t>x</w:t><w:txbxContent/></w:r>")),
    "D20": (BODY, 'w:left="1247"', 'w:left="900"'),
    "D21": (FOOTER, " NUMPAGES ", " DATE "),
    "D22": (BODY, "[À\u00a0compléter\u00a0: date]", "date"),
    "D23": (BODY, '<w:tag w:val="a.b"/>', ""),
    "D24": (BODY, " TOC ", " AUTRE "),
    "D25": (SETTINGS, 'w:val="15"', 'w:val="12"'),
}


def test_a_document_of_ours_breaks_no_rule() -> None:
    assert _rules(_parts()) == set()


def test_every_rule_has_a_faulty_file() -> None:
    assert set(FAULTS) == set(REGLES)


@pytest.mark.parametrize("rule", FAULTS)
def test_each_rule_finds_its_fault_and_no_other_rule_does(rule: str) -> None:
    name, good, bad = FAULTS[rule]
    parts = _parts()
    text = parts[name].decode()
    assert good in text
    # a wrong level for one heading only; elsewhere every occurrence counts
    parts[name] = re.sub(re.escape(good), lambda _: bad, text, count=1 if rule == "D5" else 0).encode()
    assert _rules(parts) == {rule}


def test_contrast_is_the_one_of_the_accessibility_rules() -> None:
    assert contraste("000000", "FFFFFF") == pytest.approx(21)
    assert contraste("365F91", "FFFFFF") == pytest.approx(6.56, abs=0.01)
