"""Reading the easy-to-read leaflets: shared blocks, categories, faults with their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sia_docs.erreurs import ContenuInvalide
from sia_docs.library.falc import load_falc, read_falc

TETE = "---\nid: {id}\ntitre: Un titre\nportee: {portee}\n{plus}verifiee_le: 2026-11-22\n---\n{corps}\n"


def _folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "commun").mkdir()
    (tmp_path / "cadre.yaml").write_text("surtitre: x\n", "utf-8")
    for name, text in files.items():
        (tmp_path / f"{name.replace('__', '/')}.md").write_text(text, "utf-8")
    return tmp_path


def _text(id: str, categories: str = "", corps: str = "![](lieu)\nIci.") -> str:
    plus = f"categories: [{categories}]\n" if categories else ""
    return TETE.format(id=id, portee="systeme" if categories else "etablissement", plus=plus, corps=corps)


def test_our_leaflets_can_be_read() -> None:
    library = load_falc()
    assert library.feuillets and {"surtitre", "bandeau", "empreinte", "planche"} <= library.cadre.keys()


def test_a_shared_block_is_put_in_place_of_its_call(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        commun__ici="![](lieu)\nVenez ici.",
        a=_text("FALC-A", corps="## Où ?\n\n@ici\n\n![](accord)\nOui."),
    )
    (leaflet,) = read_falc(folder).feuillets.values()
    assert leaflet.texte == "## Où ?\n\n![](lieu)\nVenez ici.\n\n![](accord)\nOui."


def test_the_leaflets_of_the_hospital_come_first(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a=_text("FALC-A", "scribe"), b=_text("FALC-B"))
    assert list(read_falc(folder).feuillets) == ["FALC-B", "FALC-A"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a": _text("FALC-A", corps="@ailleurs")}, "bloc commun inconnu « ailleurs »"),
        ({"a": _text("FALC-A"), "b": _text("FALC-A")}, "existe déjà"),
        (
            {"a": _text("FALC-A", "scribe"), "b": _text("FALC-B", "scribe")},
            "une catégorie a déjà son feuillet : scribe",
        ),
        ({"a": _text("FALC-A", "robot")}, "catégorie inconnue « robot »"),
        ({"a": _text("N1-A")}, "id"),
        ({"a": _text("FALC-A").replace("etablissement", "systeme")}, "« categories » va avec"),
        ({"a": "rien"}, "l’en-tête"),
    ],
)
def test_a_wrong_file_is_told_with_its_name(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(ContenuInvalide) as refused:
        read_falc(_folder(tmp_path, **files))
    assert said in str(refused.value) and ".md" in str(refused.value)
