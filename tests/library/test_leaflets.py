"""The texts for patients are read strictly: a wrong file says its file and line, a stale translation is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sia_docs.erreurs import ContenuInvalide
from sia_docs.law import load_law
from sia_docs.library.leaflets import Feuillets, load_leaflets, read_leaflets
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


def write(
    folder: Path, text: str = "Un texte.", *, language: str = "", version: int = 2, more: str = ""
) -> Path:
    base = folder / language if language else folder
    (base / "niveau1").mkdir(parents=True, exist_ok=True)
    (base / "cadre.yaml").write_text("surtitre: essai\n", "utf-8")
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
