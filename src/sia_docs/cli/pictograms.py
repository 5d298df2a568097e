"""``sia-docs falc pictogrammes``."""

from __future__ import annotations

from argparse import Namespace

from sia_docs.cli.common import formats_of
from sia_docs.cli.produced import print_files, write_in_folder
from sia_docs.generators.output import file_name, written
from sia_docs.generators.pictogram_sheet import pictogram_sheet
from sia_docs.io.pictogrammes import read_own_pictograms, refuse_without_pixels
from sia_docs.library.falc import load_falc
from sia_docs.library.pictogrammes import load_pictogrammes

PLANCHE = "pictogrammes"


def run_pictograms(arguments: Namespace) -> int:
    """Write the sheet of all the pictograms, with those of the hospital in place of ours."""
    formats = formats_of(arguments.formats)
    known = load_pictogrammes()
    own = read_own_pictograms(arguments.pictogrammes, known.images) if arguments.pictogrammes else {}
    if "docx" in formats:
        refuse_without_pixels(own)
    sheet = pictogram_sheet(known, load_falc().cadre["planche"], own)
    named = {file_name(PLANCHE, kind): written(sheet, kind) for kind in formats}
    print_files(write_in_folder(named, arguments))
    return 0
