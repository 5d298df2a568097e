"""``sia-docs generer charte``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.api import ChartesProduites, build_charters, load_inventaire
from sia_docs.cli.common import formats_of, identifiers_of, read_house
from sia_docs.cli.produced import print_files, print_set_json, who_in_words, write_in_folder
from sia_docs.erreurs import DemandeInvalide, SiaDocsError, each
from sia_docs.generators.charter_files import charter_files
from sia_docs.io.dossier import locate

_PUBLISHED = (".docx", ".html", ".htm")
"""Files in which a charter is published; another one is an inventory."""


def run_charters(arguments: Namespace) -> int:
    """Produce the charters of one hospital; nothing is written if its inventory is refused."""
    formats = formats_of(arguments.formats)
    house = read_house(arguments.gabarit) if arguments.gabarit else None
    published = arguments.depuis if Path(arguments.depuis or "").suffix.lower() in _PUBLISHED else None
    inventories = (arguments.inventaire, None if published else arguments.depuis)
    parc, *previous = each(load_inventaire, filter(None, inventories))
    try:
        produced = build_charters(
            parc,
            precedent=published or (previous[0] if previous else None),
            ids=identifiers_of(arguments.documents),
            charte=arguments.charte,
            definitif=arguments.definitif,
        )
    except DemandeInvalide:  # no line of the inventory is at fault
        raise
    except SiaDocsError as error:
        raise type(error)(locate(error.problemes, arguments.inventaire)) from None
    files = write_in_folder(charter_files(produced, formats, house), arguments)
    _report(produced, files, as_json=arguments.json)
    return 0


def _report(produced: ChartesProduites, files: list[Path], *, as_json: bool) -> None:
    if as_json:
        made = ((one.texte.id, one.document.title, one.manques) for one in produced.chartes)
        print_set_json(made, files, produced.avertissements)
        return
    print_files(files, produced.avertissements)
    lacking = {field.id: field for made in produced.chartes for field in made.manques}
    if lacking:
        print("À compléter dans ces documents :")
    for field in lacking.values():
        print(f"  – {field.label} ({field.id} ; répond : {who_in_words(field.who)})")
