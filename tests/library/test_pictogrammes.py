"""The registry of pictograms: one idea, one picture, pixels that match the drawing, nothing dangerous."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fabrique import RACINE
from sia_docs.erreurs import ContenuInvalide
from sia_docs.io.pictogrammes import checked_svg
from sia_docs.library.pictogrammes import load_pictogrammes, read_pictogrammes

IDEES = sorted(load_pictogrammes().images)
ENTREE = "  - {{idee: {0}, alt: Une image, source: ici, licence: MIT}}\n"


def _registry(folder: Path, *ideas: str, drawn: dict[str, str] | None = None) -> Path:
    lines = "".join(ENTREE.format(idea) for idea in ideas)
    (folder / "registre.yaml").write_text(f"verifiee_le: 2026-11-22\npictogrammes:\n{lines}", "utf-8")
    for idea, drawing in (drawn or {}).items():
        (folder / f"{idea}.svg").write_text(drawing, "utf-8")
        (folder / f"{idea}.png").write_bytes(b"png")
    return folder


@pytest.mark.parametrize("idea", IDEES)
def test_the_pixels_are_those_of_the_drawing(idea: str) -> None:
    """« python tools/pictogrammes.py » draws them again."""
    picture = load_pictogrammes().images[idea]
    with Image.open(BytesIO(picture.png)) as image:
        assert image.info["svg-sha256"] == sha256(picture.svg.encode()).hexdigest()
        assert image.size == (600, 600)
        grey = image.convert("L")
    low, high = grey.getextrema()
    assert low < 60 and high == 255  # something is drawn, dark on white


@pytest.mark.parametrize("idea", IDEES)
def test_our_drawings_only_draw_and_keep_the_colour_of_the_text(idea: str) -> None:
    drawing = load_pictogrammes().images[idea].svg
    assert checked_svg(drawing.encode())
    assert "currentColor" in drawing and " id=" not in drawing and "spark" not in drawing


def test_every_source_has_its_licence_in_the_list() -> None:
    told = (RACINE / "THIRD_PARTY.md").read_text("utf-8")
    for entry in load_pictogrammes().entrees.values():
        for source in entry.source.split(", "):
            if " : " in source:
                assert source.partition(" : ")[0] in told
        assert entry.licence in told


def test_nobody_has_tested_them_yet() -> None:
    assert not any(entry.teste_falc for entry in load_pictogrammes().entrees.values())


@pytest.mark.parametrize(
    ("ideas", "drawn", "said"),
    [
        (("a", "a"), {"a": "x"}, "l’idée « a » est deux fois"),
        (("a", "b"), {"a": "x"}, "le fichier b.png manque"),
        (("a",), {"a": "x", "b": "y"}, "le fichier b.svg n’a pas d’idée"),
        (("a", "b"), {"a": "x", "b": "x"}, "la même image dit deux idées : a et b"),
    ],
)
def test_ideas_and_files_match_one_by_one(
    tmp_path: Path, ideas: tuple[str, ...], drawn: dict[str, str], said: str
) -> None:
    with pytest.raises(ContenuInvalide, match=said):
        read_pictogrammes(_registry(tmp_path, *ideas, drawn=drawn))
