"""The pages of the examples in a validator and in a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.produits import Produit, cas, produit
from outils import axe, ecrites, site, vnu


def pages(folder: Path) -> list[Path]:
    """Every page, and a fragment inside a website."""
    files = {produit(name).court: produit(name).html for name in cas()}
    return ecrites(folder, files | {"site": site(produit(cas()[0]).fragment)})


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    assert vnu(*pages(tmp_path)) == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_and_nothing_overflows(tmp_path: Path) -> None:
    axe(*pages(tmp_path))


def test_the_page_asks_for_nothing_outside_itself(document: Produit) -> None:
    for text in (document.html, document.fragment):
        assert re.findall(r"<(?:script|iframe|img|object|embed|link|base|form)\b", text) == []
        assert re.findall(r"url\((?!['\"]?data:)|@import|\ssrc=|\sstyle=|\son\w+=", text) == []
        assert {
            a for a in re.findall(r'href="([^"#][^"]*)"', text) if not a.startswith(("https://", "mailto:"))
        } == set()


@pytest.mark.parametrize("form", ["html", "fragment"])
def test_ids_are_unique_and_each_inner_link_has_its_target(document: Produit, form: str) -> None:
    text = getattr(document, form)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 50
    aimed = re.findall(r'(?:href="#|aria-labelledby="|aria-describedby=")([^"]+)"', text)
    assert set(aimed) <= set(ids)
