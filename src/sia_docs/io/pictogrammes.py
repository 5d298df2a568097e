"""The pictograms of a hospital: a folder whose files have the names of the ideas, ``hopital.svg``, ``hopital.png``.

A drawing can hold a program or call the network: one that does is refused, never cleaned and never copied.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from sia_docs.document.nodes import Pictogram
from sia_docs.erreurs import PictogrammeInvalide, Probleme

LONGEST = 200_000
"""Bytes of a drawing: ours have four thousand."""
HEAVIEST = 2 * 1024 * 1024
"""Bytes of a picture."""
_PIXELS = range(300, 4001)
"""Sides of a picture: sharp at 2.5 cm, and no more than a page can use."""
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
    ]
)
"""All that a drawing needs. No script, no text of another page, no picture inside the picture."""
_TOLD = frozenset(
    [
        "id",
        "class",
        "d",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "width",
        "height",
        "points",
        "viewBox",
        "version",
        "transform",
        "fill",
        "fill-rule",
        "fill-opacity",
        "clip-rule",
        "clip-path",
        "mask",
        "opacity",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "preserveAspectRatio",
        "color",
        "role",
        "aria-hidden",
        "aria-label",
        "focusable",
    ]
)
_INSIDE = re.compile(r"url\(\s*['\"]?#[\w-]+['\"]?\s*\)")
_ELSEWHERE = re.compile(r"url\s*\(|javascript:|data:|https?:", re.IGNORECASE)
_UNSAFE_ROOT = re.compile(r"<!DOCTYPE|<!ENTITY|<\?(?!xml )", re.IGNORECASE)


def read_own_pictograms(folder: str | Path, known: Mapping[str, Pictogram]) -> dict[str, Pictogram]:
    """The pictograms of a folder, by idea; those that it does not have stay ours.

    Raises:
        PictogrammeInvalide: with every fault of every file: a name that is no idea, a file that is neither an
            SVG nor a PNG, a drawing with a program or a link, a picture too small or damaged.
    """
    path = Path(folder)
    if not path.is_dir():
        raise PictogrammeInvalide(
            Probleme(
                "ce dossier de pictogrammes n’existe pas.", fichier=str(path), remede="Vérifiez le chemin."
            )
        )
    problems: list[Probleme] = []
    drawings: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    for file in sorted(path.iterdir()):
        if file.name.startswith("."):
            continue
        if message := _misnamed(file, known):
            problems.append(Probleme(message, fichier=file.name, remede=_names(known)))
            continue
        try:
            data = _bytes_of(file)
            if file.suffix.lower() == ".svg":
                drawings[file.stem] = checked_svg(data)
            else:
                pictures[file.stem] = checked_png(data)
        except ValueError as error:
            problems.append(Probleme(str(error), fichier=file.name, remede="L’image n’est pas copiée."))
    if problems:
        raise PictogrammeInvalide(problems)
    return {
        idea: Pictogram(idea, drawings.get(idea, ""), pictures.get(idea, b""))
        for idea in sorted({*drawings, *pictures})
    }


def refuse_without_pixels(pictures: Mapping[str, Pictogram]) -> None:
    """Refuse drawings that Word cannot show: it needs a PNG of each.

    Raises:
        PictogrammeInvalide: an idea has an SVG and no PNG.
    """
    problems = [
        Probleme(
            "un document Word demande aussi l’image au format PNG.",
            fichier=f"{idea}.svg",
            remede=f"Ajoutez {idea}.png dans le même dossier (300 pixels de côté au moins), "
            "ou demandez seulement le format html.",
        )
        for idea, picture in pictures.items()
        if not picture.png
    ]
    if problems:
        raise PictogrammeInvalide(problems)


def _misnamed(file: Path, known: Mapping[str, Pictogram]) -> str:
    if not file.is_file() or file.suffix.lower() not in (".svg", ".png"):
        return "ce n’est ni un fichier SVG ni un fichier PNG."
    return "" if file.stem in known else "ce nom n’est pas celui d’une idée."


def _names(known: Mapping[str, Pictogram]) -> str:
    return f"Noms attendus, en .svg ou .png : {', '.join(known)}."


def _bytes_of(file: Path) -> bytes:
    limit = LONGEST if file.suffix.lower() == ".svg" else HEAVIEST
    try:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise ValueError(f"le fichier ne peut pas être lu ({error.strerror}).") from None
    if len(data) > limit:
        raise ValueError(f"le fichier est trop lourd ({limit // 1000} ko au plus).")
    return data


# ------------------------------------------------------------------------------------------- SVG


def checked_svg(data: bytes) -> str:
    """A drawing that only draws, written again element by element.

    Raises:
        ValueError: it is not an SVG, or holds something else than shapes.
    """
    try:
        text = data.decode("utf-8-sig")  # another coding could hide what is looked for
    except UnicodeDecodeError:
        raise ValueError("ce dessin n’est pas un fichier SVG enregistré en UTF-8.") from None
    if _UNSAFE_ROOT.search(text):
        raise ValueError("ce dessin contient une définition de type, une entité ou une instruction.")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        raise ValueError("ce n’est pas un dessin SVG, ou il est abîmé.") from None
    if root.tag != f"{_SVG}svg":
        raise ValueError("ce n’est pas un dessin SVG.")
    if faults := list(dict.fromkeys(_faults(root))):
        raise ValueError(f"ce dessin contient {' ; '.join(faults)}.")
    if not root.get("viewBox"):
        raise ValueError("ce dessin n’a pas de cadre (viewBox).")
    return _written(root)


def _faults(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        if name not in _DRAWN:
            yield f"un élément interdit ({name.rpartition('}')[2]})"
        for attribute, value in element.attrib.items():
            short = attribute.rpartition("}")[2]
            if short.lower().startswith("on"):
                yield f"une action ({short})"
            elif short == "href" or _ELSEWHERE.search(_INSIDE.sub("", value)):
                yield f"un lien ({short})"


def _written(root: ElementTree.Element) -> str:
    """Only the elements and the attributes that draw; a style sheet or an editor's mark is left out."""
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    for element in root.iter():
        element.tag = str(element.tag).removeprefix(_SVG)
        element.attrib = {name: value for name, value in element.attrib.items() if name in _TOLD}
        if element.tag not in ("title", "desc"):
            element.text = None
        element.tail = None
    root.set("xmlns", "http://www.w3.org/2000/svg")
    return ElementTree.tostring(root, encoding="unicode") + "\n"


# ------------------------------------------------------------------------------------------- PNG


def checked_png(data: bytes) -> bytes:
    """A picture decoded once, within limits, and written again: nothing hides beside its pixels.

    Raises:
        ValueError: it is not a PNG, is damaged, or is too small or too large.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged below
            with Image.open(BytesIO(data), formats=("PNG",)) as image:
                width, height = image.size
                if width in _PIXELS and height in _PIXELS:
                    shown = image.convert("RGBA")
                    out = BytesIO()
                    shown.save(out, "PNG", optimize=True)
                    return out.getvalue()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError):
        raise ValueError("ce n’est pas une image PNG, ou elle est abîmée.") from None
    raise ValueError(
        f"l’image mesure {width} × {height} pixels ; chaque côté va de {_PIXELS[0]} à {_PIXELS[-1]}."
    )
