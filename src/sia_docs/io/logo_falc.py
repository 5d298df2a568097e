"""Read the hospital's file of the European easy-to-read logo: it is never shipped with the program."""

from __future__ import annotations

from pathlib import Path

from sia_docs.erreurs import LogoRefuse, Probleme
from sia_docs.io.pictogrammes import checked_png, checked_svg

HEAVIEST = 2 * 1024 * 1024
"""Bytes of the file."""


def read_logo(path: str | Path) -> bytes:
    """The logo as a PNG, decoded once and written again; of a drawing (SVG), the PNG beside it.

    Raises:
        LogoRefuse: missing, too heavy, neither a PNG nor an SVG, damaged, too small, a drawing that holds a
            program or a link, or a drawing alone.
    """
    file = Path(path)
    kind = file.suffix.lower()
    try:
        data = _bytes(file)
        if kind == ".png":
            return checked_png(data)
        if kind == ".svg":
            checked_svg(data)
            return _beside(file)
    except ValueError as error:
        raise _refused(file, str(error), "Demandez de nouveau le logo, au format PNG.") from None
    raise _refused(file, "le logo est attendu au format PNG ou SVG.", "Demandez le logo au format PNG.")


def _beside(file: Path) -> bytes:
    """Word shows no drawing: the picture of the same name."""
    pixels = file.with_suffix(".png")
    if not pixels.is_file():
        raise _refused(
            file,
            "un document Word demande aussi le logo au format PNG.",
            f"Placez « {pixels.name} » à côté (300 pixels de côté au moins).",
        )
    return checked_png(_bytes(pixels))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(HEAVIEST + 1)
    except OSError:
        raise _refused(file, "le logo ne peut pas être lu.", "Vérifiez le chemin et les droits.") from None
    if len(data) > HEAVIEST:
        raise ValueError("le fichier du logo est trop lourd.")
    return data


def _refused(file: Path, message: str, remedy: str) -> LogoRefuse:
    return LogoRefuse(Probleme(message, fichier=str(file), remede=remedy))
