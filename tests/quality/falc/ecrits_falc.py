"""Texts to check, typed with a few marks (see ``situations/falc/mots.yaml``)."""

from __future__ import annotations

import re

from sia_docs.quality.falc.page import Bloc, Ecrit, Genre, Lieu, MiseEnPage, Run, Style

#: Rules of the files (DOCX, HTML), tested with files.
DE_FICHIER = ("F-L", "F-I", "F-O10", "F-O11", "F-S5b", "F-S12a", "F-E2", "F-E3", "F-E4")

_MARKS = {"#": Genre.TITRE, "-": Genre.ELEMENT, "|": Genre.CELLULE}


def ecrit(texte: str, modifie: str = "", *, enfant: bool = False) -> Ecrit:
    """A text of blocks parted by empty lines; every run of it is known to be bold or not."""
    blocs = tuple(
        _bloc(part, rank, bold=modifie != "sans gras") for rank, part in enumerate(texte.split("\n\n"), 1)
    )
    pages = re.fullmatch(r"(\d+) pages", modifie)
    mise_en_page = MiseEnPage(pages=int(pages[1])) if pages else None
    return Ecrit(blocs, mise_en_page=mise_en_page, enfant=enfant)


def _bloc(part: str, rank: int, *, bold: bool) -> Bloc:
    mark = re.match(r"([#|]+|-+)[ ]", part)
    text = part[mark.end() :] if mark else part
    strong = text.startswith("**")
    text = text.strip("*") if strong else text
    genre = _MARKS[mark[1][0]] if mark else Genre.PARAGRAPHE
    return Bloc(
        genre=genre,
        texte=text,
        lieu=Lieu(rank),
        niveau=len(mark[1]) if mark else 0,
        runs=(Run(0, len(text), Style(gras=strong and bold)),),
        tableau=1 if genre is Genre.CELLULE else None,
    )
