"""The heads of the texts say which requirements they answer, in whatever folder they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide
from sia_docs.library.reponses import DOSSIERS, Nature, load_answers, read_answers


def write(folder: Path, place: str, ident: str, exigences: str) -> None:
    path = folder / place / f"{ident}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nid: {ident}\nfamille: autre\nexigences: {exigences}\n---\nTexte.\n", "utf-8")


@pytest.mark.parametrize(("place", "nature"), DOSSIERS.items())
def test_a_text_of_every_folder_answers(tmp_path: Path, place: str, nature: Nature) -> None:
    write(tmp_path, f"{place}/sous-dossier", "ESSAI", "[F-01, F-02]")
    (answer,) = read_answers(tmp_path)
    assert (answer.id, answer.nature, answer.exigences) == ("ESSAI", nature, ("F-01", "F-02"))


def test_a_text_without_requirement_and_a_piece_without_head_answer_nothing(tmp_path: Path) -> None:
    write(tmp_path, "charters/sections", "S-EQUITE", "[]")
    piece = tmp_path / "patient_info" / "falc" / "commun" / "definition.md"
    piece.parent.mkdir(parents=True)
    piece.write_text("Un logiciel.\n", "utf-8")
    assert read_answers(tmp_path) == ()


def test_translations_answer_nothing_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "patient_info/en/niveau1", "N1-WEB", "[P7.L1-03]")
    assert read_answers(tmp_path) == ()


def test_unknown_requirements_are_all_refused_at_once(tmp_path: Path) -> None:
    write(tmp_path, "contracts/clauses/sla", "SLA-001", "[C9.9-99]")
    write(tmp_path, "charters/personnel", "CHARTE", "[H12.1-01, H99]")
    with pytest.raises(ContenuInvalide) as caught:
        read_answers(tmp_path)
    assert [(p.fichier, p.recu) for p in caught.value.problemes] == [
        ("SLA-001.md", "C9.9-99"),
        ("CHARTE.md", "H99"),
    ]


def test_a_head_that_cannot_be_read_is_said_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "charters").mkdir()
    (tmp_path / "charters" / "CHARTE.md").write_text("---\nid: CHARTE\n", "utf-8")
    with pytest.raises(ContenuInvalide, match=r"CHARTE\.md"):
        read_answers(tmp_path)


def test_the_sentences_and_the_rules_of_the_information_answer_too() -> None:
    found = {(answer.nature, answer.id) for answer in load_answers()}
    assert {(Nature.MENTION, "GUIDE_1"), (Nature.REGLE, "N2"), (Nature.REGLE, "E1")} <= found


def test_every_folder_of_french_texts_is_read() -> None:
    """A folder whose texts name requirements and that nobody lists would answer in vain."""
    templates = racine() / "templates"
    written = {
        path.relative_to(Path(str(templates))).as_posix()
        for path in Path(str(templates)).rglob("*.md")
        if "\nexigences: [" in path.read_text("utf-8")
    }
    foreign = ("patient_info/en/", "patient_info/ar/")
    listed = tuple(f"{place}/" for place in DOSSIERS)
    assert [name for name in sorted(written) if not name.startswith((*listed, *foreign))] == []
