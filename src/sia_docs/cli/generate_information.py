"""``sia-docs generer information``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sia_docs.api import InformationProduite, build_information
from sia_docs.cli.common import formats_of, print_json, read_all, read_house, refuse_existing
from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.generators.falc import FalcProduits
from sia_docs.generators.leaflet_files import information_files
from sia_docs.io.atomic import remove_old_parts, write_all
from sia_docs.io.dossier import locate
from sia_docs.models import Dossier, Repondant


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
            ids=asked(arguments.documents),
            charte=arguments.charte,
            definitif=arguments.definitif,
        )

    try:
        produced = build(dossiers)
    except SiaDocsError as error:
        problems = located(build, zip(arguments.dossiers, dossiers, strict=True)) or error.problemes
        raise type(error)(problems) from None
    folder = Path(arguments.dans)
    files = {folder / name: data for name, data in information_files(produced, formats, house).items()}
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    report(produced, list(files), as_json=arguments.json)
    return 0


def located(
    build: Callable[[Sequence[Dossier]], object], dossiers: Iterable[tuple[str, Dossier]]
) -> list[Probleme]:
    """What is wrong with each dossier alone, where it was typed; nothing when only the set is wrong."""
    found: dict[Probleme, None] = {}
    for path, dossier in dossiers:
        try:
            build([dossier])
        except SiaDocsError as error:
            found.update(dict.fromkeys(locate(error.problemes, path)))
    return list(found)


def asked(text: str | None) -> tuple[str, ...]:
    """Identifiers of a list such as « N1-WEB,N2-FICHE », in capitals."""
    return tuple(part.strip().upper() for part in (text or "").split(",") if part.strip())


def report(produced: InformationProduite | FalcProduits, files: list[Path], *, as_json: bool) -> None:
    """What was written, and what each document lacks."""
    if as_json:
        print_json(
            {
                "fichiers": [str(file) for file in files],
                "avertissements": [problem.as_dict() for problem in produced.avertissements],
                "documents": [
                    {
                        "id": made.feuillet.id,
                        "titre": made.document.title,
                        "manques": [{"champ": f.id, "repond": f.who} for f in made.manques],
                    }
                    for made in produced.feuillets
                ],
            }
        )
        return
    for problem in produced.avertissements:
        print(f"Remarque : {problem}", file=sys.stderr)
    for file in files:
        print(f"  {file}")
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
        name = first.systeme.nom or first.systeme.besoin if alone else first.etablissement.nom
        for field in made.manques:
            who = Repondant(field.who).libelle if field.who in set(Repondant) else field.who
            found.setdefault(name, {})[field.label] = who
    return found
