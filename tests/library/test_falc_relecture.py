"""The words of a reading are read strictly, and the answers file can never lack a field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fabrique import RACINE
from sia_docs.erreurs import ContenuInvalide
from sia_docs.library.falc_relecture import load_reading_texts, read_reading_texts

FOLDER = RACINE / "templates" / "patient_info" / "falc_relecture"


def _changed(folder: Path, name: str, before: str, after: str) -> list[str]:
    copy = folder / "textes"
    shutil.copytree(FOLDER, copy)
    text = (copy / name).read_text("utf-8")
    assert before in text
    (copy / name).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ContenuInvalide) as caught:
        read_reading_texts(copy)
    return [str(problem) for problem in caught.value.problemes]


def test_the_packaged_words_are_valid() -> None:
    texts = load_reading_texts()
    assert texts.questions.of("FALC-DROITS")[: len(texts.questions.communes)] == texts.questions.communes
    assert texts.questions.of("FALC-INCONNU") == texts.questions.communes


def test_a_heading_that_is_missing_or_unknown_is_told(tmp_path: Path) -> None:
    said = _changed(tmp_path, "kit.yaml", "    structure: ", "    structures: ")
    assert said == [
        "kit.yaml – reponses.rubriques.structure : cette rubrique manque.",
        "kit.yaml – reponses.rubriques.structures : cette rubrique n’existe pas.",
    ]


def test_a_wrong_key_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    (said,) = _changed(tmp_path, "questions.yaml", "attendu:", "attente:")[:1]
    assert said.startswith("questions.yaml, ligne ")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "kit.yaml", tmp_path)
    with pytest.raises(ContenuInvalide) as caught:
        read_reading_texts(tmp_path)
    assert [p.fichier for p in caught.value.problemes] == ["questions.yaml", "validation.yaml"]
