"""``sia-docs gabarit``: export the default house file, or check the hospital's."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.cli.common import read_house, refuse_existing
from sia_docs.io.atomic import write_all
from sia_docs.writers.docx import default_house_bytes


def run_house(arguments: Namespace) -> int:
    """Export or check."""
    if arguments.vers:
        target = Path(arguments.vers)
        refuse_existing([target], replace=arguments.remplacer)
        write_all({target: default_house_bytes()})
        print(f"Charte écrite : {target}. Adaptez-la dans Word en gardant le paragraphe « {{{{ corps }}}} ».")
        return 0
    house = read_house(arguments.verifier)
    for warning in house.warnings:
        print(f"Avertissement : {warning}")
    print("Charte utilisable.")
    return 0
