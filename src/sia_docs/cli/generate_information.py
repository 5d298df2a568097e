"""``sia-docs generer information``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sia_docs.api import InformationProduite, build_information
from sia_docs.cli.common import formats_of, identifiers_of, read_all, read_house
from sia_docs.cli.produced import built_from, print_files, print_set_json, who_in_words, write_in_folder
from sia_docs.generators.falc import FalcProduits
from sia_docs.generators.leaflet_files import information_files
from sia_docs.generators.set_files import system_name
from sia_docs.models import Dossier


def run_information(arguments: Namespace) -> int:
    """Produce the documents for patients of one hospital; nothing is written if a dossier is refused."""
    formats = formats_of(arguments.formats)
    house = read_house(arguments.gabarit) if arguments.gabarit else None
    dossiers = read_all(arguments.dossiers)

    def build(chosen: Sequence[Dossier]) -> InformationProduite:
        return build_information(
            chosen,
            langue=arguments.langue,
            bilingue=arguments.bilingue,
            ids=identifiers_of(arguments.documents),
            charte=arguments.charte,
            definitif=arguments.definitif,
        )

    produced = built_from(build, dossiers, arguments.dossiers)
    files = write_in_folder(information_files(produced, formats, house), arguments)
    report(produced, files, as_json=arguments.json)
    return 0


def report(produced: InformationProduite | FalcProduits, files: list[Path], *, as_json: bool) -> None:
    """What was written, and what each document lacks."""
    if as_json:
        made = ((one.feuillet.id, one.document.title, one.manques) for one in produced.feuillets)
        print_set_json(made, files, produced.avertissements)
        return
    print_files(files, produced.avertissements)
    lacking = _lacking(produced)
    if lacking:
        print("À compléter dans ces documents :")
    for system, labels in lacking.items():
        print(f"  {system} :")
        for label, who in labels.items():
            print(f"    – {label} (répond : {who})")


def _lacking(produced: InformationProduite | FalcProduits) -> dict[str, dict[str, str]]:
    """What is missing and who answers, system by system; what concerns the hospital comes under its name."""
    found: dict[str, dict[str, str]] = {}
    for made in produced.feuillets:
        first = made.dossiers[0]
        alone = made.feuillet.entete.portee == "systeme" or len(made.dossiers) == 1
        name = system_name(first) if alone else first.etablissement.nom
        for field in made.manques:
            found.setdefault(name, {})[field.label] = who_in_words(field.who)
    return found
