"""The hospital's file of the European logo: a picture that can be trusted, or a clear refusal."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sia_docs.erreurs import LogoRefuse
from sia_docs.io.logo_falc import HEAVIEST, read_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/>{}</svg>'


def _png(side: int = 400) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), "#333399").save(out, "PNG")
    return out.getvalue()


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_picture_is_read(tmp_path: Path) -> None:
    with Image.open(BytesIO(read_logo(_written(tmp_path, "logo.PNG", _png())))) as image:
        assert image.size == (400, 400)


def test_a_drawing_goes_with_its_picture(tmp_path: Path) -> None:
    drawing = _written(tmp_path, "logo.svg", SVG.format("").encode())
    with pytest.raises(LogoRefuse, match=r"Placez « logo\.png » à côté"):
        read_logo(drawing)
    _written(tmp_path, "logo.png", _png())
    assert read_logo(drawing) == read_logo(tmp_path / "logo.png")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("logo.png", b"GIF89a", "pas une image PNG"),
        ("logo.png", _png(100), "100 × 100 pixels"),
        ("logo.png", b"\0" * (HEAVIEST + 1), "trop lourd"),
        ("logo.jpg", _png(), "PNG ou SVG"),
        ("logo.svg", SVG.format("<script>1</script>").encode(), "élément interdit"),
        ("logo.svg", SVG.format('<use href="https://x.exemple/a.svg"/>').encode(), "interdit"),
        ("logo.svg", b"<svg", "pas un dessin SVG"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(LogoRefuse, match=said):
        read_logo(_written(tmp_path, name, data))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(LogoRefuse, match="ne peut pas être lu"):
        read_logo(tmp_path / "logo.png")
