"""``sia-docs nouveau``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.cli.common import day, refuse_existing
from sia_docs.io.atomic import write_all
from sia_docs.io.nouveau import new_dossier
from sia_docs.io.schema import schema_bytes
from sia_docs.library.load import load_library


def run_new(arguments: Namespace) -> int:
    """Write a commented dossier and its schema."""
    target = Path(arguments.fichier)
    schema = target.parent / "dossier.schema.json"
    refuse_existing([target], replace=arguments.remplacer)
    registry = load_library().parametres
    text = new_dossier(registry, day(arguments.date, "--date"))
    write_all({target: text.encode(), schema: schema_bytes(registry)})
    print(f"Dossier à remplir : {target}")
    print(f"Schéma pour l’éditeur : {schema}")
    print(f"Ensuite : sia-docs verifier {target}")
    return 0
