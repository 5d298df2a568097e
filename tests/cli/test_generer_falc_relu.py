"""``sia-docs generer falc`` with a register of readings and the European logo."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fabrique import RACINE
from relectures import relecture
from sia_docs.api import build_falc
from sia_docs.generators.falc_validation import read_by
from sia_docs.io.dossier import load_dossier
from sia_docs.io.relecture_falc import register_bytes
from sia_docs.library import falc
from sia_docs.models.relecture_falc import RegistreRelectures

Commande = Callable[..., tuple[int, str, str]]
DOSSIER = RACINE / "examples" / "embolie-pulmonaire" / "dossier.yaml"


@pytest.fixture(scope="module")
def registre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """FALC-DROITS is validated, FALC-TRIAGE has lapsed, FALC-GENERAL was never read."""
    records = []
    for made in build_falc([load_dossier(DOSSIER)], ids=["FALC-DROITS", "FALC-TRIAGE"]).feuillets:
        about = read_by(made)
        digest = about.empreinte if about.document == "FALC-DROITS" else "0" * 16
        records.append(relecture(document=about.document, systeme=about.systeme, empreinte=digest, pictogrammes=None))  # fmt: skip
    path = tmp_path_factory.mktemp("registre") / "relectures-falc.yaml"
    path.write_bytes(register_bytes(RegistreRelectures(schema_version="1", relectures=tuple(records))))
    return path


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    out = BytesIO()
    Image.new("RGB", (400, 400), "#333399").save(out, "PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(out.getvalue())
    return path


def test_a_validated_leaflet_loses_its_banner_and_the_others_say_why_they_keep_it(
    commande: Commande, tmp_path: Path, registre: Path
) -> None:
    code, out, err = commande("generer", "falc", DOSSIER, "--dans", tmp_path, "--formats", "txt", "--relectures", registre)  # fmt: skip
    assert (code, err) == (0, "")
    assert ": validé.\n" in out and ": relecture périmée.\n" in out and ": pas encore relu.\n" in out
    assert "les mots du document ont changé depuis la relecture." in out
    files = {path.name.partition("_")[0]: path for path in tmp_path.glob("*.txt")}
    assert not files["falc-droits"].name.endswith("_projet.txt")
    assert files["falc-general"].name.endswith("_projet.txt")
    assert "a été relu par Camille Le Goff" in files["falc-droits"].read_text("utf-8").replace("\u00a0", " ")
    assert "Ce document a changé." in files["falc-triage"].read_text("utf-8").replace("\u00a0", " ")
    manifest = json.loads(next(tmp_path.glob("*.manifeste.json")).read_text("utf-8"))
    assert {d["id"]: d["relecture"] for d in manifest["documents"]} == {
        "FALC-DROITS": "valide", "FALC-GENERAL": "absente", "FALC-TRIAGE": "perimee",
    }  # fmt: skip


def test_the_logo_comes_with_a_validated_leaflet(
    commande: Commande, tmp_path: Path, registre: Path, logo: Path
) -> None:
    code, _, err = commande("generer", "falc", DOSSIER, "--documents", "FALC-DROITS", "--dans", tmp_path / "out", "--relectures", registre, "--logo-facile-a-lire", logo)  # fmt: skip
    assert (code, err) == (0, "")
    page = next((tmp_path / "out").glob("*.html")).read_text("utf-8")
    assert "Logo européen Facile à lire" in page and "inclusion-europe.eu/easy-to-read" in page


@pytest.mark.parametrize("known", [True, False])
def test_the_logo_is_refused_on_a_set_that_is_not_all_validated(
    commande: Commande, tmp_path: Path, registre: Path, logo: Path, known: bool
) -> None:
    more = ("--relectures", registre) if known else ()
    code, out, err = commande("generer", "falc", DOSSIER, "--dans", tmp_path / "out", *more, "--logo-facile-a-lire", logo)  # fmt: skip
    assert (code, out) == (1, "") and not (tmp_path / "out").exists()
    assert "FALC-GENERAL" in err and "pas encore relu" in err
    assert ("FALC-DROITS" in err) is not known and ("relecture périmée" in err) is known
    assert "dossier.yaml" not in err and "Traceback" not in err


def test_a_wrong_register_is_told(commande: Commande, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("schema_version: '1'\nrelectures: [{document: x}]\n", "utf-8")
    code, _, err = commande("generer", "falc", DOSSIER, "--dans", tmp_path / "out", "--relectures", tmp_path / "r.yaml")  # fmt: skip
    assert code == 1 and "r.yaml, ligne 2" in err


def test_a_leaflet_that_contradicts_the_dossier_is_not_written(
    commande: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = falc.load_falc()
    leaflet = library.feuillets["FALC-DROITS"]
    text = leaflet.texte.replace("Le soignant décide avec vous.", "Le logiciel décide.")
    assert text != leaflet.texte
    wrong = leaflet.model_copy(update={"texte": text})
    changed = replace(library, feuillets={**library.feuillets, "FALC-DROITS": wrong})
    monkeypatch.setattr(falc, "load_falc", lambda: changed)
    code, _, err = commande("generer", "falc", DOSSIER, "--dans", tmp_path / "out")
    assert code == 1 and not (tmp_path / "out").exists()
    assert "« Le logiciel décide. »" in err and "le dossier dit qu’une personne décide." in err
