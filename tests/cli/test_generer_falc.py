"""``sia-docs generer falc`` and ``sia-docs falc pictogrammes``: files, report, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique import RACINE
from sia_docs.library.pictogrammes import load_pictogrammes

Commande = Callable[..., tuple[int, str, str]]
EMBOLIE = RACINE / "examples" / "embolie-pulmonaire" / "dossier.yaml"
DESSIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'


def test_each_leaflet_has_its_files_and_a_second_run_asks_before_replacing(
    commande: Commande, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, printed, err = commande("generer", "falc", EMBOLIE, "--dans", out, "--livret", "--gros-caracteres")
    assert (code, err) == (0, "")
    names = [path.name for path in out.iterdir()]
    assert any(name.endswith("_projet.docx") for name in names)
    assert any(name.endswith("_projet_livret.html") for name in names)
    assert any(name.endswith("_projet_gros-caracteres.docx") for name in names)
    assert all(name in printed for name in names)
    code, _, err = commande("generer", "falc", EMBOLIE, "--dans", out)
    assert code == 3 and "existe déjà" in err
    assert commande("generer", "falc", EMBOLIE, "--dans", out, "--remplacer")[0] == 0


def test_json_gives_the_files_and_what_each_document_lacks(
    commande: Commande, fabrique_dossier: Callable[..., Path], tmp_path: Path
) -> None:
    path = fabrique_dossier(changes={"information": {"contexte_soins": "oui"}, "systeme.categorie": "triage"})
    code, printed, _ = commande(
        "generer", "falc", path, "--dans", tmp_path / "o", "--formats", "txt", "--json"
    )
    assert code == 0
    documents = json.loads(printed)["documents"]
    lacking = {m["champ"] for document in documents for m in document["manques"]}
    assert documents and "information.publication.version" in lacking


def test_the_look_of_the_hospital_is_taken(commande: Commande, tmp_path: Path) -> None:
    charte = tmp_path / "charte.yaml"
    charte.write_text('nom: CHU de Valmont\ncouleur_principale: "#FFDD00"\n', "utf-8")
    out = tmp_path / "out"
    assert (
        commande("generer", "falc", EMBOLIE, "--dans", out, "--formats", "html", "--charte", charte)[0] == 0
    )
    pages = [path.read_text("utf-8") for path in out.glob("*.html")]
    # a pale colour is not read on white: the titles are black
    assert pages and all("--nuit: #000000;" in page and "<p>CHU de Valmont</p>" in page for page in pages)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--formats", "pdf"), 1, "format inconnu"),
        (("--documents", "FALC-RIEN"), 1, "document inconnu"),
        (("--pictogrammes", "absent"), 1, "n’existe pas"),
        (("--inconnu",), 2, "--inconnu"),
    ],
)
def test_a_wrong_option_is_told_and_writes_nothing(
    commande: Commande, tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    out = tmp_path / "out"
    found, _, err = commande("generer", "falc", EMBOLIE, "--dans", out, *options)
    assert found == code and said in err and not out.exists()


def _own(tmp_path: Path, drawing: str = DESSIN) -> Path:
    folder = tmp_path / "images"
    folder.mkdir()
    for idea in load_pictogrammes().images:
        (folder / f"{idea}.svg").write_text(drawing, "utf-8")
    return folder


def test_the_pictures_of_the_hospital_take_the_place_of_ours(commande: Commande, tmp_path: Path) -> None:
    options = ("--pictogrammes", _own(tmp_path), "--dans", tmp_path / "out")
    assert commande("generer", "falc", EMBOLIE, *options, "--formats", "html")[0] == 0
    pages = [path.read_text("utf-8") for path in (tmp_path / "out").glob("*.html")]
    assert pages and all('d="M1 1h7v7z"' in page for page in pages)


def test_word_asks_for_the_pixels_of_a_drawing(commande: Commande, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, err = commande("generer", "falc", EMBOLIE, "--pictogrammes", _own(tmp_path), "--dans", out)
    assert code == 1 and "format PNG" in err and not out.exists()


def test_a_drawing_with_a_script_is_never_copied(commande: Commande, tmp_path: Path) -> None:
    out = tmp_path / "out"
    own = _own(tmp_path, DESSIN.replace("<path", "<script>alert(1)</script><path"))
    for command in (("generer", "falc", EMBOLIE), ("falc", "pictogrammes")):
        code, _, err = commande(*command, "--pictogrammes", own, "--dans", out, "--formats", "html")
        assert code == 1 and "(script)" in err and not out.exists()


def test_the_sheet_shows_every_picture_with_its_source(commande: Commande, tmp_path: Path) -> None:
    code, printed, _ = commande("falc", "pictogrammes", "--dans", tmp_path, "--formats", "html,docx,txt")
    assert code == 0 and "pictogrammes.html" in printed
    page = (tmp_path / "pictogrammes.html").read_text("utf-8")
    text = (tmp_path / "pictogrammes.txt").read_text("utf-8")
    for entry in load_pictogrammes().entrees.values():
        assert f'data-idee="{entry.idee}"' in page
        assert entry.idee in text
    assert text.count("MIT") == len(load_pictogrammes().entrees)


def test_a_picture_of_the_hospital_does_not_bear_our_source(commande: Commande, tmp_path: Path) -> None:
    code, _, _ = commande("falc", "pictogrammes", "--dans", tmp_path, "--pictogrammes", _own(tmp_path))
    assert code == 0 and "MIT" not in (tmp_path / "pictogrammes.html").read_text("utf-8")
