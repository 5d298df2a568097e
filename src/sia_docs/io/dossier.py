"""Load a dossier: file → text scalars → model, with French errors, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sia_docs.erreurs import DossierInvalide, Probleme, SiaDocsError
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, Chemin, read_file, read_text
from sia_docs.models import Dossier


def load_dossier(path: str | Path) -> Dossier:
    """Read and validate a dossier (YAML or JSON).

    Raises:
        FichierIllisible: the file cannot be read as YAML or JSON.
        DossierInvalide: with every invalid field, its line, what was received and expected.
    """
    return dossier_of(read_file(Path(path)))


def loads_dossier(text: str, *, fichier: str = "dossier", json: bool = False) -> Dossier:
    """Same as :func:`load_dossier`, from text."""
    return dossier_of(read_text(text, fichier=fichier, json=json))


def dossier_of(tree: Arbre) -> Dossier:
    """Turn a located tree into a dossier.

    Raises:
        DossierInvalide: see :func:`load_dossier`.
    """
    return validate_tree(Dossier, tree, DossierInvalide, remede="Partez de « sia-docs nouveau ».")


def locate(problems: Iterable[Probleme], path: str | Path) -> list[Probleme]:
    """The same problems with the file and the line of their field, where they do not have them.

    A rule knows the field that it refuses, not where a person typed it.
    """
    try:
        tree: Arbre | None = read_file(Path(path))
    except SiaDocsError:  # changed or removed since it was read
        tree = None

    def place(problem: Probleme) -> Probleme:
        if problem.fichier:
            return problem
        line = tree.ligne(_path(problem.champ)) if tree and problem.champ else None
        return replace(problem, fichier=Path(path).name, ligne=line)

    return [place(problem) for problem in problems]


def _path(field: str) -> Chemin:
    """« systeme.performances.1.valeur » → (« systeme », « performances », 0, « valeur »)."""
    first = field.split(",")[0]
    return tuple(int(part) - 1 if part.isdigit() else part for part in first.split("."))
