"""``sia-docs generer contrat``."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sia_docs.api import Contrat, build_contract
from sia_docs.cli.common import formats_of, plural, print_json, read, read_house, refuse_existing
from sia_docs.erreurs import Probleme, SiaDocsError, each
from sia_docs.generators.contract_files import file_stem, output_files
from sia_docs.io.atomic import remove_old_parts, write_all
from sia_docs.io.dossier import locate


def run_contract(arguments: Namespace) -> int:
    """Produce the annex of each dossier; nothing is written if one of them is refused."""
    formats = formats_of(arguments.formats)
    if arguments.notes and arguments.definitif:
        raise SiaDocsError(
            Probleme(
                "une version définitive ne porte pas de conseils à l’acheteur.",
                champ="--notes",
                remede="Retirez --notes ou --definitif.",
            )
        )
    folder = Path(arguments.dans)
    house = read_house(arguments.gabarit) if arguments.gabarit else None
    dossiers = each(lambda path: (path, read(path, arguments)), arguments.dossiers)
    problems: list[Probleme] = []
    files: dict[Path, bytes] = {}
    built: list[tuple[str, Contrat, list[Path]]] = []
    for rank, (path, dossier) in enumerate(dossiers, start=1):
        if len(dossiers) > 1 and not arguments.json:
            print(f"[{rank}/{len(dossiers)}] {path}", file=sys.stderr)
        try:
            contract = build_contract(dossier, definitif=arguments.definitif, notes=arguments.notes)
        except SiaDocsError as error:
            problems.extend(locate(error.problemes, path))
            continue
        stem = file_stem(dossier, definitif=arguments.definitif, notes=arguments.notes)
        produced = {
            folder / name: data
            for name, data in output_files(contract, dossier, stem, formats, house).items()
        }
        if clash := set(produced) & set(files):
            raise SiaDocsError(
                Probleme(
                    f"deux dossiers donneraient le même fichier « {min(clash)} ».",
                    remede="Donnez-leur des références ou des besoins distincts.",
                )
            )
        files.update(produced)
        built.append((path, contract, list(produced)))
    if problems:
        raise SiaDocsError(problems)
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    _report(built, as_json=arguments.json)
    return 0


def _report(built: list[tuple[str, Contrat, list[Path]]], *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "dossier": path,
                    "fichiers": [str(f) for f in files],
                    "manques": len(c.completude.manques),
                    "obligatoires": len(c.completude.bloquants),
                    "a_confirmer": len(c.completude.a_confirmer),
                }
                for path, c, files in built
            ]
        )
        return
    for path, contract, files in built:
        print(f"{path} :")
        for file in files:
            print(f"  {file}")
        done = contract.completude
        if done.manques:
            print(
                f"  {plural(len(done.manques), 'information')} à compléter, dont {plural(len(done.bloquants), 'obligatoire')} avant la version définitive."
            )
        if done.a_confirmer:
            print(f"  {plural(len(done.a_confirmer), 'clause')} à confirmer.")
        print(f"  Pour savoir qui doit répondre : sia-docs verifier {path}")
