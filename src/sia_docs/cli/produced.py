"""What the commands that produce documents share: writing the files, telling what was made and what is missing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from sia_docs.cli.common import print_json, refuse_existing
from sia_docs.document.nodes import Field
from sia_docs.erreurs import DemandeInvalide, Probleme, SiaDocsError
from sia_docs.generators.set_files import lacking_as_dicts
from sia_docs.io.atomic import remove_old_parts, write_all
from sia_docs.io.dossier import locate
from sia_docs.models import Dossier, Repondant

T = TypeVar("T")


def write_in_folder(named: Mapping[str, bytes], arguments: Namespace) -> list[Path]:
    """Write the files in the folder of ``--dans``, all or nothing, and return their paths.

    Raises:
        EcritureImpossible: a file exists without ``--remplacer``, or cannot be written.
    """
    folder = Path(arguments.dans)
    files = {folder / name: data for name, data in named.items()}
    refuse_existing(files, replace=arguments.remplacer)
    remove_old_parts(folder)
    write_all(files)
    return list(files)


def built_from(
    build: Callable[[Sequence[Dossier]], T],
    dossiers: Sequence[Dossier],
    paths: Sequence[str],
    *,
    elsewhere: tuple[type[SiaDocsError], ...] = (),
) -> T:
    """What ``build`` makes of the dossiers; a refusal says where each thing was typed.

    What cannot be asked for and refusals of the kinds ``elsewhere`` are about no dossier: they are told as
    they come.

    Raises:
        SiaDocsError: what is wrong with each dossier alone, or with the set when each of them is right.
    """
    as_they_come: tuple[type[SiaDocsError], ...] = (DemandeInvalide, *elsewhere)
    try:
        return build(dossiers)
    except as_they_come:
        raise
    except SiaDocsError as error:
        located: dict[Probleme, None] = {}
        for path, dossier in zip(paths, dossiers, strict=True):
            try:
                build([dossier])
            except SiaDocsError as alone:
                located.update(dict.fromkeys(locate(alone.problemes, path)))
        raise type(error)(located or error.problemes) from None


def who_in_words(who: str) -> str:
    """Who answers for a field, in words."""
    return Repondant(who).libelle if who in set(Repondant) else who


def print_set_json(
    documents: Iterable[tuple[str, str, Sequence[Field]]],
    files: Iterable[Path],
    remarks: Iterable[Probleme],
) -> None:
    """Tell a program what was written; each document by its identifier, its title and what it lacks."""
    print_json(
        {
            "fichiers": [str(file) for file in files],
            "avertissements": [problem.as_dict() for problem in remarks],
            "documents": [
                {"id": ident, "titre": title, "manques": lacking_as_dicts(lacking)}
                for ident, title, lacking in documents
            ],
        }
    )


def print_files(files: Iterable[Path], remarks: Iterable[Probleme] = ()) -> None:
    """Tell a person what was written, and first what was changed to write it."""
    for problem in remarks:
        print(f"Remarque : {problem}", file=sys.stderr)
    for file in files:
        print(f"  {file}")
