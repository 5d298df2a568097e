"""What a contract annex is made of: what is kept, in which order, under which numbers.

It only depends on the answers of the conditions: in a campaign, most dossiers share one structure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sia_docs.generators.values import Renvoi
from sia_docs.library.load import Library
from sia_docs.library.schema import Bundle, Clause
from sia_docs.models import Dossier
from sia_docs.rules.selection import Answers, Decision, ask, conditions_of, decide


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with the clauses that it keeps, numbered."""

    titre: str
    id: str
    numero: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The chapters and the annexes of a document, and every decision taken."""

    decisions: tuple[Decision, ...]
    kept: Mapping[str, Decision]
    """Decisions of what is printed, by clause id."""
    sections: tuple[Section, ...]
    annexes: tuple[Clause, ...]
    renvois: Mapping[str, Renvoi]
    """Articles and annexes by clause id."""
    listing: frozenset[str]
    """Clauses that list the texts of the document: they come after all that cites one."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The kept clauses and annexes, in order."""
        return tuple(decision.clause for decision in self.kept.values())


def structure_of(library: Library, bundle: str, dossier: Dossier, day: date) -> Structure:
    """The structure of an annex. ``dossier`` is already that of the phase."""
    return _structure(library, bundle, ask(_conditions(library, bundle), dossier, day))


@lru_cache(maxsize=8)
def _clauses(library: Library, bundle: str) -> tuple[Clause, ...]:
    return tuple(library.clauses[ident] for ident in library.bundle(bundle).ids)


@lru_cache(maxsize=8)
def _conditions(library: Library, bundle: str) -> tuple[str, ...]:
    return conditions_of(_clauses(library, bundle))


@lru_cache(maxsize=64)
def _structure(library: Library, bundle: str, answers: Answers) -> Structure:
    plan = library.bundle(bundle)
    decisions = decide(_clauses(library, bundle), answers)
    kept = {decision.clause.id: decision for decision in decisions if decision.retenue}
    sections = tuple(_sections(plan, library, kept))
    annexes = tuple(library.clauses[ident] for ident in plan.annexes if ident in kept)
    return Structure(
        decisions,
        kept,
        sections,
        annexes,
        _renvois(sections, annexes),
        frozenset(ident for ident, decision in kept.items() if "in textes" in decision.clause.texte),
    )


def _sections(plan: Bundle, library: Library, kept: Mapping[str, Decision]) -> list[Section]:
    """Chapters that keep at least one clause, numbered without a gap."""
    sections: list[Section] = []
    for chapter in plan.chapitres:
        clauses = tuple(library.clauses[ident] for ident in chapter.clauses if ident in kept)
        if clauses:
            number = str(len(sections) + 1)
            sections.append(Section(chapter.titre, f"chapitre-{chapter.id}", number, clauses))
    return sections


def _renvois(sections: Iterable[Section], annexes: Iterable[Clause]) -> dict[str, Renvoi]:
    renvois: dict[str, Renvoi] = {}
    for section in sections:
        for rank, clause in enumerate(section.clauses, start=1):
            renvois[clause.id] = Renvoi(clause.id, "article", f"{section.numero}.{rank}")
    for rank, clause in enumerate(annexes, start=1):
        renvois[clause.id] = Renvoi(clause.id, "annexe", str(rank))
    return renvois
