"""The texts for patients are read strictly: a wrong file says its file and line, a stale translation is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from sia_docs.erreurs import ContenuInvalide
from sia_docs.law import load_law
from sia_docs.library.leaflets import Feuillets, load_leaflets, read_leaflets
from sia_docs.models import Choix, Dossier
from sia_docs.quality.lint_feuillets import lint_leaflets

HEAD = """---
id: {ident}
titre: Essai
niveau: niveau1
portee: systeme
version: {version}
verifiee_le: 2026-11-22
{more}---
{text}
"""


WORDS = """langue: {language}
region: en-GB
regles: en_GB
mots: {{a_completer: "To complete: ", oui: "yes", non: "no", virgule: ", ", et: " and ", point_virgule: "; ", deux_points: ": "}}
choix: {{}}
"""


def write(
    folder: Path, text: str = "Un texte.", *, language: str = "", version: int = 2, more: str = ""
) -> Path:
    base = folder / language if language else folder
    (base / "niveau1").mkdir(parents=True, exist_ok=True)
    (base / "cadre.yaml").write_text("surtitre: essai\n", "utf-8")
    if language:
        (base / "libelles.yaml").write_text(WORDS.format(language=language), "utf-8")
    path = base / "niveau1" / "N1-ESSAI.md"
    path.write_text(HEAD.format(ident="N1-ESSAI", version=version, more=more, text=text), "utf-8")
    return path


def said(folder: Path) -> str:
    with pytest.raises(ContenuInvalide) as caught:
        read_leaflets(folder)
    return str(caught.value)


def test_a_leaflet_is_read_with_its_text(tmp_path: Path) -> None:
    write(tmp_path)
    leaflet = read_leaflets(tmp_path).par_langue["fr"]["N1-ESSAI"]
    assert leaflet.texte == "Un texte." and leaflet.ligne == 9


def test_an_unknown_key_says_its_line(tmp_path: Path) -> None:
    write(tmp_path, more="nivau: x\n")
    assert "N1-ESSAI.md, ligne 8 – nivau" in said(tmp_path)


def test_a_leaflet_in_the_wrong_folder_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "niveau2").mkdir()
    path.rename(tmp_path / "niveau2" / path.name)
    assert "ne correspond pas au dossier « niveau2 »" in said(tmp_path)


def test_two_files_may_not_share_an_id(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.with_name("N1-AUTRE.md").write_text(path.read_text("utf-8"), "utf-8")
    assert "« N1-ESSAI » existe déjà" in said(tmp_path)


def test_a_translation_of_the_current_text_is_read(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "A text.", language="en", more="langue: en\ntraduit: {version: 2}\n")
    assert read_leaflets(tmp_path).par_langue["en"]["N1-ESSAI"].texte == "A text."


def test_a_stale_translation_is_refused(tmp_path: Path) -> None:
    write(tmp_path, version=3)
    write(tmp_path, "A text.", language="en", more="langue: en\ntraduit: {version: 2}\n")
    assert (
        "traduction périmée : elle traduit la version 2 du texte français, qui en est à la version 3"
        in said(tmp_path)
    )


def test_a_translation_says_what_it_translates(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "A text.", language="en", more="langue: en\n")
    assert "dit la version du texte français" in said(tmp_path)


def test_a_translation_of_nothing_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "A text.", language="en", more="langue: en\ntraduit: {version: 2}\n")
    (tmp_path / "cadre.yaml").write_text("surtitre: essai\n", "utf-8")
    assert "aucun texte français" in said(tmp_path) and path.name in said(tmp_path)


def test_the_packaged_texts_have_no_fault() -> None:
    assert [str(problem) for problem in lint_leaflets(load_leaflets(), load_law())] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{% if concerne("N9") %}x{% endif %}', "niveau ou information inconnu « N9 »"),
        ('{% if si("inconnue_ici") %}x{% endif %}', "condition inconnue « inconnue_ici »"),
        ('{{ cite("rgpd#999") }}', "999"),
        ("Figure : dessin", "figure inconnue « dessin »"),
        ("Depuis le 2 août 2026, vous êtes informé.", "date écrite dans le texte (« 2 août 2026 »)"),
        ("Depuis le 02/08/2026.", "date écrite dans le texte"),
    ],
)
def test_a_slip_in_a_text_is_found_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, f"Bien.\n\n{text}")
    problems = lint_leaflets(read_leaflets(tmp_path), load_law())
    assert [problem.ligne for problem in problems] == [11] and message in str(problems[0])


def test_a_law_named_with_its_date_is_not_a_slip(tmp_path: Path) -> None:
    write(tmp_path, "Selon la loi n° 78-17 du 6 janvier 1978, vous êtes informé.")
    leaflets: Feuillets = read_leaflets(tmp_path)
    assert lint_leaflets(leaflets, load_law()) == []


def test_a_language_without_its_words_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, language="en", more="langue: en\ntraduit: {version: 2}\n")
    (tmp_path / "en" / "libelles.yaml").unlink()
    assert "libelles.yaml : le fichier manque" in said(tmp_path)


def test_the_words_of_another_language_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, language="en", more="langue: en\ntraduit: {version: 2}\n")
    (tmp_path / "en" / "libelles.yaml").write_text(WORDS.format(language="es"), "utf-8")
    assert "ne correspond pas au dossier « en »" in said(tmp_path)


def test_the_spaces_of_a_word_are_kept() -> None:
    assert load_leaflets().libelles["en"].mots.et == " and "


@pytest.mark.parametrize("language", sorted(load_leaflets().libelles))
def test_a_class_of_choices_is_translated_whole(language: str) -> None:
    known = {kind.__name__: kind for kind in _choices(Dossier)}
    for name, labels in load_leaflets().libelles[language].choix.items():
        assert set(labels) == {member.value for member in known[name] if member.libelle}, name


@pytest.mark.parametrize("language", sorted(load_leaflets().libelles))
def test_a_frame_has_the_same_keys_as_the_french_one(language: str) -> None:
    cadres = load_leaflets().cadres
    assert _keys(cadres[language]) == _keys(cadres["fr"])


def _keys(node: object) -> object:
    return {key: _keys(value) for key, value in node.items()} if isinstance(node, dict) else None


def _choices(model: type[BaseModel]) -> Iterator[type[Choix]]:
    for info in model.model_fields.values():
        yield from _choices_in(info.annotation)


def _choices_in(annotation: Any) -> Iterator[type[Choix]]:
    if isinstance(annotation, type) and issubclass(annotation, Choix):
        yield annotation
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _choices(annotation)
    for inner in get_args(annotation):
        yield from _choices_in(inner)
