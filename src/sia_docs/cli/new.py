"""``sia-docs nouveau``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.cli.common import day, refuse_existing
from sia_docs.io.atomic import write_all
from sia_docs.io.nouveau import new_dossier, new_inventaire
from sia_docs.io.schema import model_schema_bytes, schema_bytes
from sia_docs.library.load import load_library
from sia_docs.models.inventaire import Inventaire


def run_new(arguments: Namespace) -> int:
    """Write a commented dossier or inventory, and its schema."""
    kind = "inventaire" if arguments.inventaire else "dossier"
    target = Path(arguments.fichier or f"{kind}.yaml")
    schema = target.parent / f"{kind}.schema.json"
    refuse_existing([target], replace=arguments.remplacer)
    written = day(arguments.date, "--date")
    if arguments.inventaire:
        text, described = new_inventaire(written), model_schema_bytes(Inventaire, "Inventaire sia-docs")
    else:
        registry = load_library().parametres
        text, described = new_dossier(registry, written), schema_bytes(registry)
    write_all({target: text.encode(), schema: described})
    print(f"{kind.capitalize()} à remplir : {target}")
    print(f"Schéma pour l’éditeur : {schema}")
    print(f"Ensuite : sia-docs verifier {target}")
    return 0
