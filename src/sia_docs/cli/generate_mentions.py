"""``sia-docs generer mentions``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.cli.common import print_json, read_all, refuse_existing
from sia_docs.generators.intranet import intranet_page
from sia_docs.generators.mention_blocks import word_template
from sia_docs.io.atomic import remove_old_parts, write_all

PAGE = "mentions-ia.html"
MODELE = "mentions-ia.dotx"


def run_mentions(arguments: Namespace) -> int:
    """Write the page of the intranet and the Word building blocks; nothing if a dossier is refused."""
    dossiers = read_all(arguments.dossiers)
    folder = Path(arguments.dans)
    files = {
        folder / PAGE: intranet_page(dossiers).encode(),
        folder / MODELE: word_template(dossiers),
    }
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    if arguments.json:
        print_json({"fichiers": [str(file) for file in files]})
    else:
        for file in files:
            print(file)
    return 0
