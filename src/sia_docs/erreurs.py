"""One shape for everything that can go wrong: what, where, what was received, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

RECU_MAX = 80

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Probleme:
    """One problem, told to a person who does not program.

    ``champ`` is the path in the dossier (``systeme.performances.1.valeur``, indices from 1).
    """

    message: str
    fichier: str = ""
    ligne: int | None = None
    champ: str = ""
    recu: str | None = None
    remede: str = ""

    def __str__(self) -> str:
        place = self.fichier
        if self.ligne is not None:
            place += f", ligne {self.ligne}" if place else f"ligne {self.ligne}"
        head = " – ".join(part for part in (place, _visible(self.champ)) if part)
        text = f"{head} : {self.message}" if head else self.message
        if self.recu is not None:
            text += f" Reçu : « {abrege(self.recu)} »."
        if self.remede:
            text += f" {self.remede}"
        return text

    def as_dict(self) -> dict[str, object]:
        """For ``--json``."""
        return {
            "fichier": self.fichier,
            "ligne": self.ligne,
            "champ": self.champ,
            "message": self.message,
            "recu": None if self.recu is None else abrege(self.recu),
            "remede": self.remede,
        }


def abrege(value: str) -> str:
    """A received value, short and printable (control characters shown by their code)."""
    shown = _visible(value[: RECU_MAX + 1])
    return shown if len(value) <= RECU_MAX else shown[:RECU_MAX] + "…"


def _visible(text: str) -> str:
    """The text with its invisible characters as codes: a terminal must not obey a value."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


class SiaDocsError(Exception):
    """Base of the errors that the command line prints without a traceback.

    ``problemes`` lists everything that is wrong, not only the first thing.
    """

    def __init__(self, problemes: Iterable[Probleme] | Probleme | str) -> None:
        if isinstance(problemes, str):
            problemes = [Probleme(problemes)]
        elif isinstance(problemes, Probleme):
            problemes = [problemes]
        self.problemes: tuple[Probleme, ...] = tuple(problemes)
        super().__init__("\n".join(str(p) for p in self.problemes))


def each(make: Callable[[T], V], things: Iterable[T]) -> list[V]:
    """Make something of each thing, or tell what is wrong with all of them at once.

    Raises:
        SiaDocsError: at least one was refused; a problem they share is told once.
    """
    made: list[V] = []
    problems: list[Probleme] = []
    for thing in things:
        try:
            made.append(make(thing))
        except SiaDocsError as error:
            problems.extend(error.problemes)
    if problems:
        raise SiaDocsError(dict.fromkeys(problems))
    return made


class FichierIllisible(SiaDocsError):
    """The file cannot be read as YAML or JSON."""


class DossierInvalide(SiaDocsError):
    """The dossier was read but is not valid."""


class InventaireInvalide(SiaDocsError):
    """The inventory of a hospital's AI systems was read but no charter can be made of it."""


class DemandeInvalide(SiaDocsError):
    """What was asked for (a document, a language) does not exist: no file is at fault."""


class CharteInvalide(SiaDocsError):
    """The house style of a hospital (logo, colours, font) was read but is not valid."""


class PictogrammeInvalide(SiaDocsError):
    """A hospital's own pictogram is not a picture that can be trusted."""


class ContenuInvalide(SiaDocsError):
    """A packaged or local content file (clause, parameter, bundle) is not valid."""


class FuiteDeNom(SiaDocsError):
    """A supplier, product or brand name would leak into a consultation (R. 2111-7 CCP)."""


class RelectureInvalide(SiaDocsError):
    """The answers of a reading session, or the register of readings, were read but are not valid."""


class LogoRefuse(SiaDocsError):
    """The European easy-to-read logo may not be printed, or its file cannot be used."""


class DocumentIncomplet(SiaDocsError):
    """A final document was asked for while mandatory information is missing."""


class EcritureImpossible(SiaDocsError):
    """A file could not be written; the previous one is intact."""
