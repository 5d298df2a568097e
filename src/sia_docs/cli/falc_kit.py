"""``sia-docs falc kit``: what a group needs to read the easy-to-read leaflets of a hospital."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from sia_docs.api import build_falc
from sia_docs.cli.common import plural, print_json, read_all, refuse_existing
from sia_docs.cli.generate_information import asked
from sia_docs.document.nodes import Pictogram
from sia_docs.erreurs import DossierInvalide, Probleme, SiaDocsError
from sia_docs.generators.falc import FalcProduits
from sia_docs.generators.falc_kit_files import FORMATS, kit_files
from sia_docs.io.atomic import remove_old_parts, write_all
from sia_docs.io.pictogrammes import read_own_pictograms, refuse_without_pixels
from sia_docs.library.falc_relecture import load_reading_texts
from sia_docs.library.pictogrammes import load_pictogrammes


def run_kit(arguments: Namespace) -> int:
    """Write the kit; nothing is written if a dossier is refused."""
    formats = _formats(arguments.formats)
    produced = build_falc(
        read_all(arguments.dossiers),
        ids=asked(arguments.documents),
        charte=arguments.charte,
        pictogrammes=arguments.pictogrammes,
    )
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
    folder = Path(arguments.dans)
    made = kit_files(produced, load_reading_texts(), pictures, formats, _shown(pictures))
    files = {folder / name: data for name, data in made.items()}
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    _report(produced, list(files), as_json=arguments.json)
    return 0


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if not wanted or not set(wanted) <= set(FORMATS):
        raise SiaDocsError(
            Probleme(
                "format inconnu.",
                champ="--formats",
                recu=text,
                remede=f"Choisissez parmi {', '.join(FORMATS)}.",
            )
        )
    return wanted


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
    for file in files:
        print(f"  {file}")
    if lacking:
        print(
            f"{plural(len(lacking), 'information')} à compléter avant la séance, sinon il faudra relire : "
            f"{', '.join(lacking)}."
        )
