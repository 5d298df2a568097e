"""``sia-docs falc kit``: everything for a session; its answers come back and validate the leaflet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique import RACINE
from sia_docs.io.relecture_falc import load_answers, load_register
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html

Commande = Callable[..., tuple[int, str, str]]
SCRIBE = RACINE / "examples" / "scribe" / "dossier.yaml"


@pytest.fixture
def trousse(commande: Commande, tmp_path: Path) -> Path:
    code, _, err = commande("falc", "kit", SCRIBE, "--documents", "falc-droits", "--dans", tmp_path / "out")
    assert (code, err) == (0, "")
    return tmp_path / "out"


def _one(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_a_kit_has_all_that_a_session_needs(trousse: Path) -> None:
    names = sorted(file.name for file in trousse.iterdir())
    assert [re.sub("_(?!falc).*?[.]", ".", name) for name in names] == [
        "animer-la-relecture.docx", "animer-la-relecture.html",
        "relecture_falc-droits.docx", "relecture_falc-droits.html",
        "remarques_falc-droits.docx", "remarques_falc-droits.html",
        "reponses_falc-droits.yaml",
    ]  # fmt: skip


def test_word_and_html_say_the_same(trousse: Path) -> None:
    for kind in ("relecture", "remarques", "animer"):
        word = blocks_of_docx(_one(trousse, f"{kind}*.docx").read_bytes())
        page = blocks_of_html(_one(trousse, f"{kind}*.html").read_text("utf-8"))
        assert [" ".join(block.texte.split()) for block in word] == [
            " ".join(block.texte.split()) for block in page
        ]


def test_every_line_of_the_answers_is_numbered_in_the_pages_and_in_the_form(trousse: Path) -> None:
    answers = load_answers(_one(trousse, "reponses*.yaml"))
    told = {
        kind: "\n".join(
            " ".join(b.texte.split()) for b in blocks_of_docx(_one(trousse, f"{kind}*.docx").read_bytes())
        )
        for kind in ("relecture", "remarques")
    }
    assert len(answers.lignes) > 20
    for line in answers.lignes:
        assert f"{line.ligne} : {line.texte}" in told["relecture"]
        assert line.texte in told["remarques"]
    for number in range(1, len(answers.pictogrammes or ()) + 1):
        assert f"Image {number}\n" in told["relecture"]


def test_a_session_goes_round(commande: Commande, trousse: Path, tmp_path: Path) -> None:
    path, registre = _one(trousse, "reponses*.yaml"), tmp_path / "relectures.yaml"
    assert "relecture incomplète" in commande("falc", "reponses", path, "--registre", registre)[1]
    text = path.read_text("utf-8").replace("compris: inconnu", "compris: oui")
    for before, after in (
        ("date: inconnu", "date: 20/11/2026"),
        ("structure: inconnu", "structure: ESAT"),
        ("nom: inconnu", "nom: Camille"),
        ("accord_pour_le_nom: inconnu", "accord_pour_le_nom: oui"),
        ("situation: inconnu", "situation: personne_concernee"),
        ("langue_maternelle: inconnu", "langue_maternelle: oui"),
    ):
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")
    assert ": validé." in commande("falc", "reponses", path, "--registre", registre)[1]
    (record,) = load_register(registre).relectures
    assert record.document == "FALC-DROITS" and record.empreinte == load_answers(path).empreinte


def test_a_kit_is_the_same_each_time(commande: Commande, trousse: Path, tmp_path: Path) -> None:
    commande("falc", "kit", SCRIBE, "--documents", "FALC-DROITS", "--dans", tmp_path / "encore")
    for file in trousse.iterdir():
        assert (tmp_path / "encore" / file.name).read_bytes() == file.read_bytes(), file.name


def test_what_is_to_be_completed_before_the_session_is_told(commande: Commande, tmp_path: Path) -> None:
    out = commande("falc", "kit", SCRIBE, "--documents", "FALC-SCRIBE", "--dans", tmp_path, "--formats", "html")[1]  # fmt: skip
    assert "à compléter avant la séance" in out
    out = commande("falc", "kit", SCRIBE, "--documents", "FALC-SCRIBE", "--dans", tmp_path, "--formats", "html", "--remplacer", "--json")[1]  # fmt: skip
    assert json.loads(out)["a_completer"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--formats", "pdf"), "format inconnu"),
        (("--documents", "FALC-RIEN"), "document inconnu"),
        (("--pictogrammes", "absent"), "n’existe pas"),
    ],
)
def test_a_wrong_option_is_told(
    commande: Commande, tmp_path: Path, options: tuple[str, str], said: str
) -> None:
    code, out, err = commande("falc", "kit", SCRIBE, "--dans", tmp_path / "out", *options)
    assert (code, out) == (1, "") and said in err and not (tmp_path / "out").exists()


def test_a_system_away_from_care_has_nothing_to_read(commande: Commande, tmp_path: Path) -> None:
    code, _, err = commande("falc", "kit", RACINE / "examples" / "gestion-lits" / "dossier.yaml", "--dans", tmp_path)  # fmt: skip
    assert code == 1 and "aucun document FALC pour ces dossiers" in err


def test_a_kit_is_not_overwritten(commande: Commande, trousse: Path) -> None:
    code, _, err = commande("falc", "kit", SCRIBE, "--documents", "FALC-DROITS", "--dans", trousse)
    assert code == 3 and "existe déjà" in err
