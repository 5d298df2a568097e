"""Pictures of a Word file, drawn the modern way or the old one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from sia_docs.quality.falc.image_size import picture_size
from sia_docs.quality.falc.page import Image
from sia_docs.quality.falc.word_file import WordFile
from sia_docs.quality.falc.word_styles import W, whole

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_EMU = 36_000
"""Units of a drawing in a millimetre."""
_VECTORS = frozenset((".svg", ".emf", ".wmf"))


def pictures_in(parent: Element) -> Iterator[Element]:
    """Each drawing that holds a picture, a chart or a diagram; a text box is not one."""
    for element in parent.iter():
        if element.tag in (_WP + "inline", _WP + "anchor"):
            if next(element.iter(W + "txbxContent"), None) is None:
                yield element
        elif (
            element.tag in (W + "pict", W + "object")
            and next(element.iter(_V + "imagedata"), None) is not None
        ):
            yield element


def image_of(drawing: Element, file: WordFile, part: str, *, beside: bool | None) -> Image:
    """What is known of a picture of ``part``; ``beside``: it faces the text that it goes with."""
    properties = next(drawing.iter(_WP + "docPr"), None)
    extent = next(drawing.iter(_WP + "extent"), None)
    blip = next(drawing.iter(_A + "blip"), None)
    vector = next(drawing.iter(_ASVG + "svgBlip"), None)
    old = next(drawing.iter(_V + "imagedata"), None)
    rid = "" if blip is None else blip.get(_R + "embed") or blip.get(_R + "link") or ""
    if old is not None:
        rid = old.get(_R + "id", "")
    relation = file.relations(part).get(rid)
    name = "" if relation is None else relation.cible
    data = file.data.get(name)
    alt = None if properties is None else properties.get("descr") or ""
    if properties is None:
        shape = next(drawing.iter(_V + "shape"), None)
        alt = "" if shape is None else shape.get("alt", "")
    floating = next(drawing.iter(_WP + "anchor"), None) is not None
    return Image(
        nom=name or ("" if properties is None else properties.get("name", "")),
        empreinte=sha256(data).hexdigest() if data else "",
        idee=_idea(properties),
        alt=alt,
        decorative=None if properties is None else any(d.get("val") in ("1", "true") for d in properties.iter(_DECORATIVE)),
        vectorielle=vector is not None or PurePosixPath(name).suffix.lower() in _VECTORS if name else None,
        largeur_mm=None if extent is None else whole(extent.get("cx", "0")) / _EMU,
        hauteur_mm=None if extent is None else whole(extent.get("cy", "0")) / _EMU,
        largeur_px=picture_size(data or b""),
        a_cote=None if floating else beside,
    )  # fmt: skip


def picture_behind(document: Element, around: Iterable[Element]) -> bool:
    """A picture or a pattern lies behind the text: of the page, or anchored in it or ``around`` it."""
    background = document.find(W + "background")
    if background is not None and len(background) and next(background.iter(_V + "fill"), None) is not None:
        return True
    for root in (document, *around):
        if any(a.get("behindDoc") in ("1", "true") for a in root.iter(_WP + "anchor")):
            return True
        if any("z-index:-" in (s.get("style") or "").replace(" ", "") for s in root.iter(_V + "shape")):
            return True
    return False


def _idea(properties: Element | None) -> str | None:
    """The idea of a pictogram of ours, which its name carries."""
    found = re.fullmatch(r"picto-([\w-]+)", "" if properties is None else properties.get("name", ""))
    return found[1] if found else None
