"""``sia-docs generer charte``."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sia_docs.api import ChartesProduites, Parc, build_charters, load_inventaire
from sia_docs.cli.common import formats_of, print_json, read_house, refuse_existing
from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.generators.charter_files import charter_files
from sia_docs.io.atomic import remove_old_parts, write_all
from sia_docs.io.dossier import locate
from sia_docs.models import Repondant


def run_charters(arguments: Namespace) -> int:
    """Produce the charters of one hospital; nothing is written if its inventory is refused."""
    formats = formats_of(arguments.formats)
    house = read_house(arguments.gabarit) if arguments.gabarit else None
    parc, precedent = _read(arguments)
    try:
        produced = build_charters(
            parc,
            precedent=precedent,
            ids=_asked(arguments.documents),
            charte=arguments.charte,
            definitif=arguments.definitif,
        )
    except SiaDocsError as error:
        raise type(error)(locate(error.problemes, arguments.inventaire)) from None
    folder = Path(arguments.dans)
    files = {folder / name: data for name, data in charter_files(produced, formats, house).items()}
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    _report(produced, list(files), as_json=arguments.json)
    return 0


def _read(arguments: Namespace) -> tuple[Parc, Parc | None]:
    """The inventory and the previous one, with the faults of both."""
    problems: list[Probleme] = []
    read: list[Parc] = []
    for path in filter(None, (arguments.inventaire, arguments.depuis)):
        try:
            read.append(load_inventaire(path))
        except SiaDocsError as error:
            problems.extend(error.problemes)
    if problems:
        raise SiaDocsError(problems)
    return read[0], read[1] if len(read) > 1 else None


def _asked(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in (text or "").split(",") if part.strip())


def _report(produced: ChartesProduites, files: list[Path], *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "fichiers": [str(file) for file in files],
                "documents": [
                    {
                        "id": made.texte.id,
                        "titre": made.document.title,
                        "manques": [{"champ": f.id, "repond": f.who} for f in made.manques],
                    }
                    for made in produced.chartes
                ],
                "avertissements": [problem.as_dict() for problem in produced.avertissements],
            }
        )
        return
    for problem in produced.avertissements:
        print(f"Remarque : {problem}", file=sys.stderr)
    for file in files:
        print(f"  {file}")
    lacking = {field.id: field for made in produced.chartes for field in made.manques}
    if lacking:
        print("À compléter dans ces documents :")
    for field in lacking.values():
        who = Repondant(field.who).libelle if field.who in set(Repondant) else field.who
        print(f"  – {field.label} ({field.id} ; répond : {who})")
