"""What several commands share: reading a dossier in a phase, dates, JSON, refusing to overwrite."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sia_docs.api import in_phase, load_dossier
from sia_docs.erreurs import EcritureImpossible, Probleme, SiaDocsError, each
from sia_docs.generators.output import FORMATS
from sia_docs.models import Dossier
from sia_docs.models.base import lire_date

if TYPE_CHECKING:
    from sia_docs.writers.docx import House


def read(path: str, arguments: Namespace) -> Dossier:
    """Load a dossier, in the phase asked for."""
    dossier = load_dossier(path)
    return in_phase(dossier, arguments.phase) if arguments.phase else dossier


def read_all(paths: Iterable[str]) -> list[Dossier]:
    """Load several dossiers, with the faults of all of them at once.

    Raises:
        SiaDocsError: one of them cannot be read.
    """
    return each(load_dossier, paths)


def day(text: str | None, option: str) -> date:
    """A date of the command line; today when none is given (the only clock of the program).

    Raises:
        SiaDocsError: not a date.
    """
    if text is None:
        return date.today()
    try:
        value: date = lire_date(text)
    except ValueError as error:
        raise SiaDocsError(Probleme(f"{error}.", champ=option, recu=text)) from None
    return value


def print_json(content: Any) -> None:
    """Print an answer for a program."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def refuse_existing(paths: Iterable[Path], *, replace: bool) -> None:
    """Never lose a file that somebody may have edited in Word.

    Raises:
        EcritureImpossible: a file exists and ``--remplacer`` was not given.
    """
    existing = [path for path in paths if path.exists()]
    if existing and not replace:
        raise EcritureImpossible(
            [
                Probleme(
                    f"« {path} » existe déjà.",
                    remede="Ajoutez --remplacer, ou choisissez un autre dossier avec --dans.",
                )
                for path in existing
            ]
        )


def read_house(path: str) -> House:
    """Read the hospital's Word house file.

    Raises:
        SiaDocsError: it cannot be used.
    """
    from sia_docs.writers.docx import HouseError, load_house

    try:
        return load_house(Path(path))
    except HouseError as error:
        raise SiaDocsError(
            Probleme(f"{error.what} : {error.why}", fichier=path, remede=error.remedy)
        ) from None


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """« 1 champ », « 3 champs »."""
    return f"{count} {singular if count < 2 else plural_form or singular + 's'}"


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list such as « docx, html », each once, without the empty ones."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def identifiers_of(text: str | None) -> tuple[str, ...]:
    """Identifiers of a list such as « n1-web,N2-FICHE », in capitals."""
    return listed((text or "").upper())


def formats_of(text: str, known: Sequence[str] = FORMATS) -> tuple[str, ...]:
    """The formats of a list such as « docx,html », each once.

    Raises:
        SiaDocsError: an unknown format.
    """
    asked = listed(text.lower())
    if not asked or (unknown := [f for f in asked if f not in known]):
        shown = ", ".join(unknown) if asked else text
        raise SiaDocsError(
            Probleme(
                "format inconnu.",
                champ="--formats",
                recu=shown,
                remede=f"Choisissez parmi {', '.join(known)}.",
            )
        )
    return asked
