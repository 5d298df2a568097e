"""Load a dossier: file → text scalars → model, with French errors, all at once."""

from __future__ import annotations

from pathlib import Path

from sia_docs.erreurs import DossierInvalide
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_file, read_text
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
