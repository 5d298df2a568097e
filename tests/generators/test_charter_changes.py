"""What changed is read from the published file itself, edited or not, and told row by row."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from documents.chartes import Piece, inventaire, piece, precedent
from sia_docs.api import build_charters
from sia_docs.document.comparison import Section
from sia_docs.erreurs import DemandeInvalide, FichierIllisible
from sia_docs.generators.charter_changes import sections_of_file, title_of
from sia_docs.generators.charters import COMPARAISON
from sia_docs.quality.falc.page import Bloc, Ecrit, Genre, Role
from sia_docs.quality.falc.read_docx import read_docx
from sia_docs.quality.falc.read_html import read_html
from sia_docs.writers.text import write_text

MOTS = {"champ": "[à compléter]"}


def charte(structure: str = "chu") -> Piece:
    return piece(structure, "CHARTE-COURTE" if structure == "cabinet" else "CHARTE")


def changes(published: Path, structure: str = "chu") -> str:
    """The document about the changes, on one line."""
    (made,) = build_charters(inventaire(structure), precedent=published, ids=[COMPARAISON]).chartes
    return " ".join(write_text(made.document).replace("\u00a0", " ").split())


def edited(docx: bytes, before: str, after: str) -> bytes:
    """The same Word file with a text changed by hand."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode())
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("structure", ["chu", "ght", "cabinet"])
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_charter_compared_with_its_own_file_has_no_change(
    structure: str, kind: str, tmp_path: Path
) -> None:
    one = charte(structure)
    path = tmp_path / f"charte.{kind}"
    path.write_bytes(one.docx if kind == "docx" else one.html.encode())
    assert "Aucun changement dans ce document." in changes(path, structure)


def test_word_and_html_are_cut_into_the_same_sections() -> None:
    one = charte()
    assert sections_of_file(read_docx(one.docx), MOTS) == sections_of_file(read_html(one.html), MOTS)


def test_a_sentence_edited_in_word_is_told_in_its_section(tmp_path: Path) -> None:
    path = tmp_path / "charte.docx"
    path.write_bytes(edited(charte().docx, "les internes, les étudiants", "les internes, les élèves"))
    text = changes(path)
    assert "Passages ajoutés : 0. Retirés : 0. Modifiés : 1." in text
    assert "À qui et à quoi elle s’applique" in text
    assert "Modifié, avant : les internes, les élèves" in text
    assert "Maintenant : les internes, les étudiants" in text


def test_a_row_of_the_catalogue_is_told_with_the_names_of_its_columns(tmp_path: Path) -> None:
    (old,) = build_charters(precedent(), ids=["CHARTE"]).chartes
    path = tmp_path / "charte.docx"
    path.write_bytes(Piece("", "chu", old).docx)
    text = changes(path)
    assert "tel qu’il a été publié" in text and "« charte.docx »" in text
    assert "Ajouté : Écrire ou corriger un programme sans donnée réelle – Outil : Codalis Atelier" in text
    assert "Outil : Plume Valmont, version 1.4" in text and "Outil : Plume Valmont, version 1.8" in text


def test_the_title_of_a_section_counts_and_not_its_number() -> None:
    def written(*titles: str) -> tuple[Section, ...]:
        blocs = [Bloc(Genre.TITRE, title, niveau=2) for title in titles]
        return sections_of_file(Ecrit(tuple(blocs)), MOTS)

    (start, first) = written("3. Se former")
    assert (start.titre, first) == ("", written("12. Se former")[1])
    assert len({section.id for section in written("Cas", "Cas")}) == 3


def test_marks_and_captions_are_not_the_text_and_a_gap_is_named() -> None:
    ecrit = Ecrit(
        (
            Bloc(Genre.TITRE, "Charte", niveau=1),
            Bloc(Genre.PARAGRAPHE, "Projet", role=Role.MENTION),
            Bloc(Genre.PARAGRAPHE, "Écrire à \ufffc."),
            Bloc(Genre.LEGENDE, "Tableau 1 – Cas"),
            Bloc(Genre.CELLULE, "Cas", tableau=1, rangee=1),
            Bloc(Genre.CELLULE, "Réponse", tableau=1, rangee=1),
            Bloc(Genre.CELLULE, "Traduire", tableau=1, rangee=2),
            Bloc(Genre.CELLULE, "Non", tableau=1, rangee=2),
            Bloc(Genre.CELLULE, "Une colonne de plus", tableau=1, rangee=2),
        )
    )
    (section,) = sections_of_file(ecrit, MOTS)
    assert title_of(ecrit) == "Charte"
    assert [passage.texte for passage in section.passages] == [
        "Écrire à [à compléter].",
        "Traduire – Réponse\u00a0: Non – Une colonne de plus",
    ]


def test_a_file_that_is_no_charter_of_the_hospital_is_refused_with_the_title_expected(tmp_path: Path) -> None:
    path = tmp_path / "affiche.docx"
    path.write_bytes(piece("chu", "FAQ").docx)
    with pytest.raises(DemandeInvalide) as caught:
        changes(path)
    (problem,) = caught.value.problemes
    assert problem.fichier == "affiche.docx" and "Charte d’usage de l’IA générative" in problem.remede


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "charte.docx"
    path.write_bytes(b"ceci n'est pas un fichier Word")
    with pytest.raises(FichierIllisible):
        changes(path)
    with pytest.raises(FichierIllisible):
        changes(tmp_path / "absent.docx")
