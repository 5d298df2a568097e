"""``sia-docs generer falc``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.api import build_falc
from sia_docs.cli.common import formats_of, read_all, refuse_existing
from sia_docs.cli.generate_information import asked, report
from sia_docs.erreurs import SiaDocsError
from sia_docs.generators.falc_files import falc_files
from sia_docs.io.atomic import remove_old_parts, write_all
from sia_docs.io.dossier import locate
from sia_docs.io.pictogrammes import refuse_without_pixels


def run_falc(arguments: Namespace) -> int:
    """Produce the easy-to-read leaflets of one hospital; nothing is written if a dossier is refused."""
    formats = formats_of(arguments.formats)
    dossiers = read_all(arguments.dossiers)
    try:
        produced = build_falc(
            dossiers,
            ids=asked(arguments.documents),
            charte=arguments.charte,
            pictogrammes=arguments.pictogrammes,
        )
    except SiaDocsError as error:
        one = arguments.dossiers[0] if len(arguments.dossiers) == 1 else ""
        raise type(error)(locate(error.problemes, one) if one else error.problemes) from None
    if "docx" in formats:
        refuse_without_pixels(produced.images)
    made = falc_files(produced, formats, large=arguments.gros_caracteres, booklet=arguments.livret)
    folder = Path(arguments.dans)
    files = {folder / name: data for name, data in made.items()}
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    report(produced, list(files), as_json=arguments.json)
    return 0
