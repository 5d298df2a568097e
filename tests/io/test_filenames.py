"""File names are portable, short, unsurprising, and never leave their folder (W1, W2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique import donnees, texte_yaml
from sia_docs.api import in_phase, loads_dossier
from sia_docs.generators.contract_files import file_stem
from sia_docs.io.filenames import STEM_MAX, slug, stem

PIEGES = [
    "../../etc/x",
    "..",
    ".",
    "/etc/passwd",
    "C:\\Windows\\x",
    "\\\\serveur\\partage",
    "CON",
    "con.txt",
    "NUL",
    "com1",
    "a/b",
    "a:b",
    "a*b?",
    "nom\u202egnp.exe",
    "é" * 200,
    "",
    " ",
    "...",
    "x.",
    "-rf",
    "~",
    "$HOME",
    "%TEMP%",
    "a\nb",
    "漢字",
]
PORTABLE = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
RESERVES = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


def _verifie(name: str) -> None:
    assert PORTABLE.fullmatch(name), name
    assert name not in RESERVES
    assert len(name.encode()) <= STEM_MAX


@pytest.mark.parametrize("trap", PIEGES)
def test_a_trap_becomes_a_portable_name_inside_the_folder(trap: str, tmp_path: Path) -> None:
    _verifie(slug(trap))
    assert (tmp_path / f"{stem('annexe', trap)}.docx").resolve().parent == tmp_path.resolve()


@given(st.text(), st.integers(10, 60))
def test_any_text_becomes_a_portable_name(text: str, longest: int) -> None:
    _verifie(slug(text, longest=longest))


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_any_parts_become_a_portable_stem(parts: list[str]) -> None:
    _verifie(stem(*parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Système d’aide à l’œil", "systeme-d-aide-a-l-oeil"),
        ("CHU de Trévénec", "chu-de-trevenec"),
        ("R&D <SAS>", "r-d-sas"),
        ("CON", "con-1"),
        ("漢字", "document"),
        ("un mot " * 20, "un-mot-un-mot-un-mot-un-mot-un-mot-un"),
    ],
)
def test_a_name_stays_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_consultation_is_named_after_the_need_and_a_draft_says_so() -> None:
    dossier = loads_dossier(texte_yaml(donnees()))
    assert "poumonia" in file_stem(dossier, definitif=True)
    assert file_stem(dossier, definitif=False).endswith("_projet")
    assert "poumonia" not in file_stem(in_phase(dossier, "consultation"), definitif=False)


def test_the_longest_names_keep_the_phase_and_the_mark_of_a_draft() -> None:
    changes = {"etablissement.nom": "mot " * 70 + "fin", "systeme.nom": "nom " * 70 + "fin"}
    name = file_stem(loads_dossier(texte_yaml(donnees(changes))), definitif=False)
    assert name.endswith("_attribution_projet") and len(name) <= STEM_MAX
