"""What is missing, who must answer, where it is printed, and whether it blocks a final document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sia_docs.document.nodes import CANDIDAT, CrossRef, Field
from sia_docs.rules.selection import Decision, Sort


@dataclass(frozen=True, slots=True)
class Manque:
    """One piece of missing information. ``obligatoire`` blocks a final document."""

    id: str
    libelle: str
    qui: str
    ou: tuple[CrossRef, ...]
    obligatoire: bool


@dataclass(frozen=True, slots=True)
class Completude:
    """The completeness of a document."""

    manques: tuple[Manque, ...]
    a_confirmer: tuple[Decision, ...]
    """Clauses kept because a condition could not be settled."""

    @property
    def bloquants(self) -> tuple[Manque, ...]:
        """What the buyer's side must still fill in before a final document."""
        return tuple(m for m in self.manques if m.obligatoire and m.qui != CANDIDAT)


def measure(
    printed: Iterable[tuple[Decision, Sequence[Field]]],
    cover: Sequence[Field],
    decisions: Iterable[Decision],
    renvoi_of: Callable[[str], CrossRef],
) -> Completude:
    """Collect the fields to complete, each once, with every place where it stands.

    A field is mandatory when a clause that rests on a legal obligation prints it, or the cover, or
    when it tells whether a clause applies.
    """
    labels: dict[str, Field] = {}
    places: dict[str, list[CrossRef]] = {}
    mandatory: set[str] = set()
    for field in cover:
        labels.setdefault(field.id, field)
        places.setdefault(field.id, [])
        mandatory.add(field.id)
    for decision, fields in printed:
        for field in fields:
            labels.setdefault(field.id, field)
            where = places.setdefault(field.id, [])
            renvoi = renvoi_of(decision.clause.id)
            if renvoi not in where:
                where.append(renvoi)
            if decision.obligatoire:
                mandatory.add(field.id)
    doubtful = tuple(d for d in decisions if d.sort is Sort.A_CONFIRMER)
    # What settles whether a clause applies blocks a final document as much as what it prints.
    mandatory.update(path for decision in doubtful for path in decision.manquants)
    missing = tuple(
        Manque(ident, field.name, field.who, tuple(places[ident]), ident in mandatory)
        for ident, field in labels.items()
    )
    return Completude(missing, doubtful)
