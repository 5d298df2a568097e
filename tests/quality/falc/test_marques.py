"""The checker finds what a person marked in public texts: figures of ``docs/reference/falc.md``."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType
from typing import Any

import pytest
import yaml

from fabrique import RACINE
from sia_docs.quality.falc import frequency

MARQUES: dict[str, Any] = yaml.safe_load((RACINE / "tests/fixtures/falc/marques.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_falc", RACINE / "bench" / "falc.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


def test_each_mark_is_a_quotation_of_its_passage_and_a_short_one() -> None:
    for passage in MARQUES["passages"]:
        assert len(passage["texte"].split()) <= 40, passage["texte"]
        assert passage["source"] in MARQUES["sources"]
        for mark in passage["marques"]:
            assert mark["cite"] == "tout" or mark["cite"] in passage["texte"]
            assert re.fullmatch(r"F-[A-Z]\d+", mark["regle"])


def test_more_than_forty_places_are_marked() -> None:
    assert sum(len(passage["marques"]) for passage in MARQUES["passages"]) >= 40


def _told_as_measured(bench: ModuleType, marques: dict[str, Any], rows: dict[str, str]) -> None:
    """The documentation gives, for each source, the figures that its marks measure."""
    if not frequency.is_installed():
        pytest.skip("les fréquences des mots ne sont pas installées (extra « falc »)")
    page = (RACINE / "docs/reference/falc.md").read_text("utf-8")
    for source, told in bench.measure(marques).items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {rows[source]}"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1] == str(len(told.trouvees) + len(told.manquees))
        assert cells[4:] == [
            f"{told.rappel:.0%}".replace("%", " %"),
            f"{told.precision:.0%}".replace("%", " %"),
        ]


def test_the_figures_of_the_documentation_are_those_measured(bench: ModuleType) -> None:
    rows = {"nancy": "CHRU de Nancy", "guide": "Guide HAS", "avec": "HAS, communiqué"}
    _told_as_measured(bench, MARQUES, rows)


SECONDES: dict[str, Any] = yaml.safe_load((RACINE / "tests/fixtures/falc/marques_2.yaml").read_text("utf-8"))


def test_the_second_reading_quotes_other_passages_than_the_first() -> None:
    first = {passage["texte"] for passage in MARQUES["passages"]}
    for passage in SECONDES["passages"]:
        assert passage["texte"] not in first
        for mark in passage["marques"]:
            assert mark["cite"] == "tout" or mark["cite"] in passage["texte"]
    for again in SECONDES["relecture"]:
        assert sum(text.startswith(again["debut"]) for text in first) == 1


def test_the_figures_of_the_second_reading_are_those_measured(bench: ModuleType) -> None:
    rows = {"nancy": "Note de Nancy, autres", "guide": "Guide, chapitre 7, autres"}
    _told_as_measured(bench, SECONDES, rows)
