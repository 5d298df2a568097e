"""The Word files as LibreOffice prints them: numbers, pages, margins."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from documents.produits import attendus, cas, produit
from outils import texte_du_pdf
from sia_docs.document.nodes import Heading, plain

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext absent"),
]
XHTML = {"x": "http://www.w3.org/1999/xhtml"}
POINTS = 72 / 25.4
LARGEUR, HAUTEUR = 210 * POINTS, 297 * POINTS
MARGE = 20 * POINTS
"""Nothing is printed in the first 20 mm of a side (rule D20)."""


def titre(heading: Heading) -> str:
    return " ".join(f"{heading.prefix} {plain(heading.children)}".split())


@pytest.mark.parametrize("nom", cas())
def test_articles_and_annexes_are_printed_with_their_numbers(nom: str, pdfs: Mapping[str, Path]) -> None:
    words = " ".join(texte_du_pdf(pdfs[nom]).split())
    at = 0
    for heading in produit(nom).titres:
        if not heading.prefix:
            continue
        found = words.find(titre(heading), at)
        assert found >= 0, titre(heading)
        at = found
    assert "Error" not in words and "introuvable" not in words  # a broken reference of LibreOffice


@pytest.mark.parametrize("nom", cas())
def test_the_number_of_pages_is_the_noted_one_within_a_tenth(nom: str, pdfs: Mapping[str, Path]) -> None:
    pages = texte_du_pdf(pdfs[nom]).rstrip("\f").split("\f")
    noted = attendus()["documents"][nom]["pages"]
    assert noted * 0.9 <= len(pages) <= noted * 1.1
    footer = re.compile(rf"Page\s+\d+\s+sur\s+{len(pages)}")
    # the cover has no number; every other page says which it is, and holds something else
    silent = [n for n, page in enumerate(pages[1:], 2) if not footer.search(page)]
    empty = [n for n, page in enumerate(pages, 1) if len(footer.sub("", page).split()) < 12]
    assert (silent, empty) == ([], [])


@pytest.mark.parametrize("nom", cas())
def test_no_word_goes_over_the_margins(nom: str, pdfs: Mapping[str, Path]) -> None:
    bounds = texte_du_pdf(pdfs[nom], "-bbox").encode()
    root = etree.fromstring(bounds, etree.XMLParser(recover=True))
    pages = root.xpath("//x:page", namespaces=XHTML)
    assert len(pages) > 20
    over = []
    for rank, page in enumerate(pages, 1):
        assert abs(float(page.get("width")) - LARGEUR) < 1 and abs(float(page.get("height")) - HAUTEUR) < 1
        for word in page.iterfind("x:word", XHTML):
            left, right = float(word.get("xMin")), float(word.get("xMax"))
            if (
                right > LARGEUR - MARGE + 2
                or left < MARGE - 2
                or float(word.get("yMax")) > HAUTEUR - 8 * POINTS
            ):
                over.append((rank, word.text, round(right)))
    assert over == []


@pytest.mark.parametrize("nom", cas())
def test_headings_are_not_alone_at_the_bottom_of_a_page(nom: str, pdfs: Mapping[str, Path]) -> None:
    titles = {titre(h) for h in produit(nom).titres} | {
        " ".join(plain(h.children).split()) for h in produit(nom).titres
    }
    orphans = []
    for rank, page in enumerate(texte_du_pdf(pdfs[nom]).rstrip("\f").split("\f")[1:], 2):
        lines = [
            line for line in page.splitlines() if line.strip() and not re.match(r"Page\s+\d+\s+sur", line)
        ]
        # the table of contents is made of titles
        if lines and " ".join(lines[-1].split()) in titles and " ".join(lines[-2].split()) not in titles:
            orphans.append((rank, lines[-1]))
    # LibreOffice leaves one now and then, though every heading keeps with what follows (checked on the Word file)
    assert len(orphans) <= 1, orphans
