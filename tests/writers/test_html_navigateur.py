"""The HTML in a validator and in a browser: valid, accessible, silent, no wider than the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from echantillon import echantillon
from hostiles import document_with

from outils import axe, ecrites, site, vnu
from sia_docs.writers.html import write_html


def _pages(folder: Path) -> list[Path]:
    sample = echantillon()
    long_words = replace(sample, blocks=sample.blocks + document_with("intraitable" * 900).blocks)
    pages = {"page": write_html(sample), "mots-longs": write_html(long_words)}
    return ecrites(folder, pages | {"site": site(write_html(sample, fragment=True))})


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    assert vnu(*_pages(tmp_path)) == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_and_nothing_overflows_at_320_px(tmp_path: Path) -> None:
    for report in axe(*_pages(tmp_path)):
        assert report["passes"] > 20
