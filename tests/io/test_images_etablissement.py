"""The pictograms of a hospital: what is refused, and what is taken."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sia_docs.document.nodes import Pictogram
from sia_docs.erreurs import PictogrammeInvalide
from sia_docs.io.pictogrammes import LONGEST, read_own_pictograms, refuse_without_pixels

CONNUES = {idea: Pictogram(idea, "<svg/>", b"png") for idea in ("hopital", "lieu")}
BON = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M0 0h24v24z"/></svg>'


def _svg(inside: str, root: str = "") -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 24 24" {root}><path d="M0 0h24v24z"/>{inside}</svg>'
    ).encode()


def _png(side: int = 400, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), "#123456").save(out, kind)
    return out.getvalue()


def _read(folder: Path, name: str, data: bytes) -> dict[str, Pictogram]:
    (folder / name).write_bytes(data)
    return read_own_pictograms(folder, CONNUES)


def test_a_drawing_takes_the_place_of_ours_without_its_size(tmp_path: Path) -> None:
    found = _read(tmp_path, "hopital.svg", BON.encode())
    assert list(found) == ["hopital"]
    assert found["hopital"].svg.startswith("<svg ") and 'viewBox="0 0 24 24"' in found["hopital"].svg
    assert "width" not in found["hopital"].svg and '<path d="M0 0h24v24z"' in found["hopital"].svg


def test_what_does_not_draw_is_left_out(tmp_path: Path) -> None:
    data = _svg(
        '<g xmlns:e="urn:editor" e:label="note" data-x="1" style="fill:red"><circle r="2" fill="red"/>mot</g>'
    )
    drawing = _read(tmp_path, "lieu.svg", data)["lieu"].svg
    assert '<circle r="2" fill="red"' in drawing
    assert not any(word in drawing for word in ("editor", "note", "data-x", "style", "mot"))


def test_a_picture_is_written_again(tmp_path: Path) -> None:
    hidden = _png() + b"<script>alert(1)</script>"
    found = _read(tmp_path, "lieu.png", hidden)["lieu"]
    assert found.png.startswith(b"\x89PNG") and b"script" not in found.png and found.svg == ""


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "un élément interdit (script)"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "(foreignObject)"),
        ('<image href="https://exemple.fr/a.png"/>', "(image)"),
        ('<image xlink:href="data:image/png;base64,AAAA"/>', "(image)"),
        ('<use href="#a"/>', "(use)"),
        ('<use xlink:href="https://exemple.fr/a.svg#a"/>', "(use)"),
        ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', "(a)"),
        ("<style>@import url(https://exemple.fr/a.css);</style>", "(style)"),
        ('<animate attributeName="href" values="javascript:alert(1)"/>', "(animate)"),
        ("<set/>", "(set)"),
        ("<text>Bonjour</text>", "(text)"),
        ('<path onclick="alert(1)"/>', "une action (onclick)"),
        ('<path ONLOAD="alert(1)"/>', "une action (ONLOAD)"),
        ('<path fill="url(https://exemple.fr/a#b)"/>', "un lien (fill)"),
        ('<path style="fill:url(//exemple.fr/a)"/>', "un lien (style)"),
        ('<path style="background:URL( http://x )"/>', "un lien (style)"),
        ('<path fill="url(data:image/svg+xml,x)"/>', "un lien (fill)"),
    ],
)
def test_a_drawing_that_acts_or_calls_is_refused(tmp_path: Path, inside: str, said: str) -> None:
    with pytest.raises(PictogrammeInvalide) as refused:
        _read(tmp_path, "hopital.svg", _svg(inside))
    told = str(refused.value)
    assert said in told and told.startswith("hopital.svg") and "n’est pas copiée" in told


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_svg("", 'onload="alert(1)"'), "une action (onload)"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + BON.encode(), "une définition de type"),
        (b"<!doctype svg>" + BON.encode(), "une définition de type"),
        (b'<?xml-stylesheet href="https://exemple.fr/a.css"?>' + BON.encode(), "une instruction"),
        (BON.replace(' viewBox="0 0 24 24"', "").encode(), "n’a pas de cadre"),
        (BON.replace("http://www.w3.org/2000/svg", "urn:x").encode(), "n’est pas un dessin SVG"),
        (b"<html><body>x</body></html>", "n’est pas un dessin SVG"),
        (_png(), "n’est pas un fichier SVG"),
        (BON.encode()[:-3], "abîmé"),
        (b"", "abîmé"),
        (BON.encode("utf-16"), "enregistré en UTF-8"),
        (_svg(f"<desc>{'x' * LONGEST}</desc>"), "trop lourd"),
    ],
)
def test_what_is_not_a_plain_drawing_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(PictogrammeInvalide) as refused:
        _read(tmp_path, "hopital.svg", data)
    assert said in str(refused.value)


def test_utf_16_hides_nothing(tmp_path: Path) -> None:
    for data in (
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + BON).encode("utf-16"),
        BON.replace("<path", "<script>x</script><path").encode("utf-16"),
    ):
        with pytest.raises(PictogrammeInvalide):
            _read(tmp_path, "hopital.svg", data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "n’est pas une image PNG"),
        (_png(kind="JPEG"), "n’est pas une image PNG"),
        (_png()[:100], "abîmée"),
        (_png(32), "32 × 32 pixels"),
        (BON.encode(), "n’est pas une image PNG"),
    ],
)
def test_what_is_not_a_large_enough_picture_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(PictogrammeInvalide) as refused:
        _read(tmp_path, "hopital.png", data)
    assert said in str(refused.value)


def test_all_the_files_are_judged_at_once(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    (tmp_path / "chat.svg").write_text(BON, "utf-8")
    (tmp_path / "lieu.svg").write_bytes(_svg("<script/>"))
    (tmp_path / ".DS_Store").write_text("x", "utf-8")
    (tmp_path / "dossier.svg").mkdir()
    with pytest.raises(PictogrammeInvalide) as refused:
        read_own_pictograms(tmp_path, CONNUES)
    told = [str(problem) for problem in refused.value.problemes]
    assert len(told) == 4
    assert any("notes.txt" in line and "ni un fichier SVG ni un fichier PNG" in line for line in told)
    assert any("chat.svg" in line and "hopital, lieu" in line for line in told)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PictogrammeInvalide, match="n’existe pas"):
        read_own_pictograms(tmp_path / "absent", CONNUES)


def test_word_needs_pixels() -> None:
    with pytest.raises(PictogrammeInvalide, match=r"lieu\.png") as refused:
        refuse_without_pixels({**CONNUES, "lieu": Pictogram("lieu", BON)})
    assert len(refused.value.problemes) == 1
    refuse_without_pixels(CONNUES)
