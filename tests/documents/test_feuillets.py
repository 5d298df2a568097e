"""The documents for patients of the examples: same text everywhere, valid, accessible, French, on their pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from documents.ecrits import defauts_du_word, ecarts, fautes_de_francais, restes
from documents.feuillets import etablissements, noms, pieces, un_de_chaque
from documents.produits import EXEMPLES
from outils import POLITIQUE, audit, avec_validateur, axe, ecrites, imprimes, pages_du_pdf, sdk, vnu
from sia_docs.api import build_information
from sia_docs.generators.leaflet_files import information_files
from sia_docs.library.leaflets import load_leaflets

PAGES_MAX = {"N1-AFFICHE-A3": 1, "N1-AFFICHE-A4": 1, "SCRIBE-AFFICHE": 1, "N2-FICHE": 1}
"""Documents that must fit on so many pages whatever the system."""


def test_every_example_has_its_documents() -> None:
    told = {d.systeme.besoin for dossiers in etablissements().values() for d in dossiers}
    assert len(told) == len(list(EXEMPLES.glob("*/dossier.yaml")))


def test_every_text_is_printed_for_at_least_one_example() -> None:
    texts = {(langue, i) for langue, by_id in load_leaflets().par_langue.items() for i in by_id}
    printed = {(p.produit.langue, p.id) for p in pieces().values()}
    assert texts - printed == set()


@pytest.mark.parametrize("nom", noms())
def test_word_and_html_say_the_same_thing(nom: str) -> None:
    assert ecarts(pieces()[nom]) == []


@pytest.mark.parametrize("nom", noms())
def test_the_french_is_french_and_nothing_is_left_over(nom: str) -> None:
    assert restes(pieces()[nom]) == []
    if pieces()[nom].produit.langue == "fr":
        assert fautes_de_francais(pieces()[nom]) == []


@pytest.mark.parametrize("nom", noms())
def test_the_word_file_is_accessible_and_whole(nom: str, tmp_path: Path) -> None:
    assert defauts_du_word(pieces()[nom], tmp_path) == []


@pytest.mark.parametrize("nom", un_de_chaque())
def test_openxml_audit_finds_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "feuillet.docx"
    path.write_bytes(pieces()[nom].docx)
    assert audit(path) == []


@pytest.mark.validateur
@avec_validateur
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    files = []
    for nom in un_de_chaque():
        files.append(tmp_path / f"{nom}.docx")
        files[-1].write_bytes(pieces()[nom].docx)
    assert sdk(*files) == {}


def test_the_same_dossiers_give_the_same_bytes_and_a_manifest_of_all() -> None:
    for dossiers in etablissements().values():
        once, again = (
            information_files(build_information(dossiers), ("docx", "html", "txt", "fragment"))
            for _ in range(2)
        )
        assert once == again
        (manifest,) = [json.loads(data) for name, data in once.items() if name.endswith(".json")]
        assert {f for d in manifest["documents"] for f in d["fichiers"]} == {
            name for name in once if not name.endswith(".json")
        }


# ------------------------------------------------------------------------------------------ pages


@pytest.fixture(scope="session")
def feuillets_pdf(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """One of each text, and all those that must fit on a page, printed by LibreOffice in one process."""
    wanted = {n: one.docx for n, one in pieces().items() if n in un_de_chaque() or one.id in PAGES_MAX}
    return imprimes(tmp_path_factory.mktemp("feuillets"), wanted)


@pytest.mark.office
def test_no_page_is_empty_or_holds_only_the_imprint(feuillets_pdf: Mapping[str, Path]) -> None:
    wrong = {}
    for nom, path in feuillets_pdf.items():
        found = pages_du_pdf(path)
        imprint = sum(len(line.split()) for line in pieces()[nom].document.imprint)
        header = len(pieces()[nom].document.title.split()) + 4
        # side by side, the imprint of each language ends its column: the last page may hold little else
        parallel = pieces()[nom].produit.feuillet.entete.langue != "fr" or "_fr-" in nom
        if not parallel and any(len(page.split()) < imprint + header + 3 for page in found[1:]):
            wrong[nom] = [len(page.split()) for page in found]
        if "-" not in pieces()[nom].produit.langue and len(found) > PAGES_MAX.get(pieces()[nom].id, 99):
            wrong[nom] = [len(found)]
    assert wrong == {}


# ---------------------------------------------------------------------------------------- browser


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    assert vnu(*ecrites(tmp_path, {nom: piece.html for nom, piece in pieces().items()}), sauf=POLITIQUE) == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_on_any_page_and_nothing_overflows(tmp_path: Path) -> None:
    axe(*ecrites(tmp_path, {nom: piece.html for nom, piece in pieces().items()}))
