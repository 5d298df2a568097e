"""The registry of pictograms: one idea, one picture, the same in all documents (rule F-I2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import Field

from sia_docs.contenu import racine
from sia_docs.document.nodes import Pictogram
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.load import text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, Texte

REGISTRE = "registre.yaml"


class EntreePictogramme(Strict):
    """What is known of one picture."""

    idee: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    """The idea, and the name of its files."""
    alt: Texte
    """What the picture shows."""
    source: Texte
    licence: Texte
    teste_falc: bool = False
    """People concerned understood it (rule F-H4)."""


class _Registre(Strict):
    verifiee_le: Jour
    pictogrammes: tuple[EntreePictogramme, ...]


@dataclass(frozen=True, slots=True)
class Pictogrammes:
    """Entries and pictures by idea."""

    verifiee_le: date
    """Day when the registry was last read again."""
    entrees: Mapping[str, EntreePictogramme]
    images: Mapping[str, Pictogram]


@cache
def load_pictogrammes() -> Pictogrammes:
    """The packaged pictograms, read once.

    Raises:
        ContenuInvalide: an idea twice, an idea without its files, a file without idea, a picture for two ideas.
    """
    return read_pictogrammes(racine() / "templates" / "house" / "pictogrammes")


def read_pictogrammes(folder: Traversable) -> Pictogrammes:
    """Read a registry and its pictures; the ideas and the files must match one by one.

    Raises:
        ContenuInvalide: they do not.
    """
    tree = read_text(text_of(folder / REGISTRE), fichier=REGISTRE)
    registry = validate_tree(_Registre, tree, ContenuInvalide)
    entries = registry.pictogrammes
    ideas = [entry.idee for entry in entries]
    present = {entry.name for entry in folder.iterdir()} - {REGISTRE}
    wanted = {f"{idea}.{kind}" for idea in ideas for kind in ("svg", "png")}
    problems = [
        *(f"l’idée « {idea} » est deux fois." for idea in sorted({i for i in ideas if ideas.count(i) > 1})),
        *(f"le fichier {name} manque." for name in sorted(wanted - present)),
        *(f"le fichier {name} n’a pas d’idée." for name in sorted(present - wanted)),
    ]
    if not problems:
        images = {
            idea: Pictogram(idea, text_of(folder / f"{idea}.svg"), (folder / f"{idea}.png").read_bytes())
            for idea in ideas
        }
        drawn: dict[str, str] = {}
        for image in images.values():
            if first := drawn.get(image.svg):
                problems.append(f"la même image dit deux idées : {first} et {image.idea}.")
            drawn.setdefault(image.svg, image.idea)
    if problems:
        raise ContenuInvalide([Probleme(problem, fichier=REGISTRE) for problem in problems])
    return Pictogrammes(registry.verifiee_le, {entry.idee: entry for entry in entries}, images)
