"""``sia-docs clarte``: the report of a text that the hospital wrote."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Commande = Callable[..., tuple[int, str, str]]

CLAIR = "L’hôpital utilise un logiciel.\n\nLe médecin décide toujours.\n"
CONFUS = "Ce logiciel infaillible " + "et vraiment remarquable " * 12 + "aide le médecin.\n"


def ecrit(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_plain_text_passes(commande: Commande, tmp_path: Path) -> None:
    code, out, err = commande("clarte", ecrit(tmp_path, "texte.txt", CLAIR))
    assert (code, err) == (0, "")
    assert "Phrases : 2" in out and "ne prouvent pas" in out and "À corriger" not in out


def test_a_text_to_correct_says_why(commande: Commande, tmp_path: Path) -> None:
    code, out, _ = commande("clarte", ecrit(tmp_path, "texte.txt", CONFUS))
    assert code == 1
    assert "phrase de 42 mots" in out and "promesse « infaillible »" in out


def test_a_long_notice_has_other_targets(commande: Commande, tmp_path: Path) -> None:
    path = ecrit(tmp_path, "texte.txt", CONFUS.replace("infaillible", "utile"))
    assert commande("clarte", path)[0] == 1
    assert commande("clarte", path, "--profil", "notice")[0] == 0


def test_the_answer_for_a_program(commande: Commande, tmp_path: Path) -> None:
    code, out, _ = commande("clarte", ecrit(tmp_path, "texte.txt", CONFUS), "--json")
    answer = json.loads(out)
    assert code == 1 and answer["mesure"]["phrases"] == 1
    assert {"regle", "gravite", "texte", "ou"} == set(answer["constats"][0])


def test_markdown_and_html_are_read_block_by_block(commande: Commande, tmp_path: Path) -> None:
    for name, text in (
        ("a.md", "# Vos soins\n- un médecin décide\n- vous choisissez\n"),
        ("a.html", "<h1>Vos soins</h1><ul><li>un médecin décide</li><li>vous choisissez</li></ul>"),
    ):
        assert "Phrases : 3" in commande("clarte", ecrit(tmp_path, name, text))[1]


def test_a_word_file_is_read(commande: Commande, tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_heading("Vos soins", 1)
    made.add_paragraph("Le médecin décide.")
    made.save(str(tmp_path / "a.docx"))
    code, out, _ = commande("clarte", tmp_path / "a.docx")
    assert code == 0 and "Phrases : 2" in out


@pytest.mark.parametrize(
    ("nom", "contenu", "message"),
    [
        ("a.pdf", b"%PDF", "ce format n’est pas lu"),
        ("a.docx", b"pas un zip", "ce n’est pas un document Word"),
        ("a.txt", b"\xff\xfe\x00", "UTF-8"),
        ("a.txt", b"", "aucun texte"),
        ("absent/a.txt", None, "n’existe pas"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(
    nom: str, contenu: bytes | None, message: str, commande: Commande, tmp_path: Path
) -> None:
    path = tmp_path / nom
    if contenu is not None:
        path.write_bytes(contenu)
    code, out, err = commande("clarte", path)
    assert (code, out) == (1, "") and message in err and "Traceback" not in err


def _word(path: Path, xml: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return path


def test_a_hostile_word_file_is_refused_before_it_is_opened(commande: Commande, tmp_path: Path) -> None:
    bomb = _word(tmp_path / "bombe.docx", b" " * (51 * 1024 * 1024))
    assert "50 Mio" in commande("clarte", bomb)[2]
    entity = _word(tmp_path / "entite.docx", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert "document Word" in commande("clarte", entity)[2]
    broken = _word(tmp_path / "casse.docx", b"<x")
    assert "document Word" in commande("clarte", broken)[2]
