"""``sia-docs generer mentions``."""

from __future__ import annotations

from argparse import Namespace

from sia_docs.cli.common import print_json, read_all
from sia_docs.cli.produced import write_in_folder
from sia_docs.generators.intranet import intranet_page
from sia_docs.generators.mention_blocks import word_template

PAGE = "mentions-ia.html"
MODELE = "mentions-ia.dotx"


def run_mentions(arguments: Namespace) -> int:
    """Write the page of the intranet and the Word building blocks; nothing if a dossier is refused."""
    dossiers = read_all(arguments.dossiers)
    named = {PAGE: intranet_page(dossiers).encode(), MODELE: word_template(dossiers)}
    files = write_in_folder(named, arguments)
    if arguments.json:
        print_json({"fichiers": [str(file) for file in files]})
    else:
        for file in files:
            print(file)
    return 0
