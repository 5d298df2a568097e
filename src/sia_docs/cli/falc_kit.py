"""``sia-docs falc kit``: what a group needs to read the easy-to-read leaflets of a hospital."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from sia_docs.api import build_falc
from sia_docs.cli.common import formats_of, identifiers_of, plural, print_json, read_all
from sia_docs.cli.produced import built_from, print_files, write_in_folder
from sia_docs.document.nodes import Pictogram
from sia_docs.erreurs import DossierInvalide, PictogrammeInvalide, Probleme
from sia_docs.generators.falc import FalcProduits
from sia_docs.generators.falc_kit_files import FORMATS, kit_files
from sia_docs.io.pictogrammes import read_own_pictograms, refuse_without_pixels
from sia_docs.library.falc_relecture import load_reading_texts
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.models import Dossier


def run_kit(arguments: Namespace) -> int:
    """Write the kit; nothing is written if a dossier is refused."""
    formats = formats_of(arguments.formats, FORMATS)

    def build(chosen: Sequence[Dossier]) -> FalcProduits:
        return build_falc(
            chosen,
            ids=identifiers_of(arguments.documents),
            charte=arguments.charte,
            pictogrammes=arguments.pictogrammes,
        )

    dossiers = read_all(arguments.dossiers)
    produced = built_from(build, dossiers, arguments.dossiers, elsewhere=(PictogrammeInvalide,))
    if not produced.feuillets:
        raise DossierInvalide(
            Probleme(
                "aucun document FALC pour ces dossiers.",
                remede="« sia-docs information » dit quelle information est due, et pourquoi.",
            )
        )
    pictures = _pictures(arguments.pictogrammes)
    if "docx" in formats:
        refuse_without_pixels(pictures)
    made = kit_files(produced, load_reading_texts(), pictures, formats, _shown(pictures))
    files = write_in_folder(made, arguments)
    _report(produced, files, as_json=arguments.json)
    return 0


def _pictures(folder: str | None) -> dict[str, Pictogram]:
    """All the pictograms: the pages of the readers have their own ideas."""
    ours = load_pictogrammes().images
    return {**ours, **(read_own_pictograms(folder, ours) if folder else {})}


def _shown(pictures: Mapping[str, Pictogram]) -> dict[str, str]:
    """What each of our pictures shows; nobody told what those of the hospital do."""
    ours = load_pictogrammes()
    return {idea: entry.alt for idea, entry in ours.entrees.items() if pictures[idea] == ours.images[idea]}


def _report(produced: FalcProduits, files: list[Path], *, as_json: bool) -> None:
    lacking = {field.label: None for made in produced.feuillets for field in made.manques}
    if as_json:
        print_json({"fichiers": [str(file) for file in files], "a_completer": list(lacking)})
        return
    print_files(files)
    if lacking:
        print(
            f"{plural(len(lacking), 'information')} à compléter avant la séance, sinon il faudra relire : "
            f"{', '.join(lacking)}."
        )
