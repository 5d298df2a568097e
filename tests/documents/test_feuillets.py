"""The documents for patients of the examples: same text everywhere, valid, accessible, French, on their pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import ooxml_integrity
import pytest

from documents.feuillets import etablissements, noms, pieces, un_de_chaque
from documents.lecture import fautes
from documents.produits import EXEMPLES, OUTILS
from documents.test_documents_docx import VALIDATEUR, audit, sdk
from sia_docs.api import build_information
from sia_docs.document.nodes import Place
from sia_docs.generators.leaflet_files import information_files
from sia_docs.library.leaflets import load_leaflets
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare

DES_DONNEES = frozenset(
    {"pas d’espace insécable avant la ponctuation", "pas d’espace insécable après le guillemet"}
)
"""What a value may hold: it is printed as it was typed, and authored text has its own tests."""
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
    piece = pieces()[nom]
    assert compare(blocks_of_docx(piece.docx), blocks_of_html(piece.html)) == []


@pytest.mark.parametrize("nom", noms())
def test_the_french_is_french_and_nothing_is_left_over(nom: str) -> None:
    piece = pieces()[nom]
    texts = [block.texte for block in blocks_of_html(piece.html)]
    assert not any(isinstance(block, Place) for block in piece.document.blocks)
    whole = "\n".join([piece.document.title, *texts, *piece.document.imprint])
    assert re.findall(r"\{\{|\}\}|\{%|None\b|Traceback|[\U000f0000-\U0010fffd]", whole) == []
    if piece.produit.langue == "fr":
        assert [fault for text in texts for fault in fautes(text, sauf=DES_DONNEES)] == []


@pytest.mark.parametrize("nom", noms())
def test_the_word_file_is_accessible_and_whole(nom: str, tmp_path: Path) -> None:
    piece = pieces()[nom]
    path = tmp_path / "feuillet.docx"
    path.write_bytes(piece.docx)
    assert [(c.regle, c.message, c.endroit) for c in verifier_docx(piece.docx, piece.document.lang)] == []
    assert ooxml_integrity.check(str(path)) == []


@pytest.mark.parametrize("nom", un_de_chaque())
def test_openxml_audit_finds_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "feuillet.docx"
    path.write_bytes(pieces()[nom].docx)
    assert audit(path) == []


@pytest.mark.validateur
@pytest.mark.skipif(not VALIDATEUR.is_file(), reason="validateur Open XML SDK absent")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    files = []
    for nom in un_de_chaque():
        files.append(tmp_path / f"{nom}.docx")
        files[-1].write_bytes(pieces()[nom].docx)
    assert {name: errors for name, errors in sdk(*files).items() if errors} == {}


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
def feuillets_pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Path]]:
    """One of each text, and all those that must fit on a page, printed by LibreOffice in one process."""
    folder = tmp_path_factory.mktemp("feuillets")
    wanted = [n for n in noms() if n in un_de_chaque() or pieces()[n].id in PAGES_MAX]
    for nom in wanted:
        (folder / f"{nom}.docx").write_bytes(pieces()[nom].docx)
    profile = (tmp_path_factory.mktemp("profil") / "lo").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *(str(folder / f"{nom}.docx") for nom in wanted)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    made = {nom: folder / f"{nom}.pdf" for nom in wanted}
    missing = [nom for nom, path in made.items() if not path.is_file()]
    assert done.returncode == 0 and not missing, f"LibreOffice : {missing} {done.stderr}"
    yield made


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext absent")
def test_no_page_is_empty_or_holds_only_the_imprint(feuillets_pdf: Mapping[str, Path]) -> None:
    wrong = {}
    for nom, path in feuillets_pdf.items():
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        found = done.stdout.decode().rstrip("\f").split("\f")
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


def _written(folder: Path) -> list[Path]:
    for nom, piece in pieces().items():
        (folder / f"{nom}.html").write_text(piece.html, encoding="utf-8")
    return [folder / f"{nom}.html" for nom in pieces()]


@pytest.mark.navigateur
def test_the_nu_validator_has_nothing_to_say(tmp_path: Path) -> None:
    jar = OUTILS / "node_modules/vnu-jar/build/dist/vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("vnu absent : npm ci --ignore-scripts --prefix tools, et Java 17")
    command = ["java", "-jar", str(jar), "--format", "json", *map(str, _written(tmp_path))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert [
        (m["url"].rsplit("/", 1)[-1], m["type"], m.get("message"), m.get("extract"))
        for m in json.loads(run.stderr)["messages"]
        # it says so of any picture in the page, even when the policy allows it; a browser shows it
        if "Content Security Policy" not in m["message"]
    ] == []


@pytest.mark.navigateur
def test_axe_finds_no_violation_on_any_page_and_nothing_overflows(tmp_path: Path) -> None:
    files = _written(tmp_path)
    run = subprocess.run(
        ["node", str(OUTILS / "axe.mjs"), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    reports = json.loads(run.stdout)
    assert len(reports) == 2 * len(files)
    wrong = [r for r in reports if r["violations"] or r["requests"] or r["overflow"]]
    assert wrong == []
