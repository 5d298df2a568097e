"""The coverage of the register: for each requirement, what answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sia_docs.library.exigences import Exigence
from sia_docs.library.reponses import Reponse


@dataclass(frozen=True, slots=True)
class Ligne:
    """A requirement and its answers; none: « sans réponse »."""

    exigence: Exigence
    reponses: tuple[Reponse, ...]


def coverage(register: Iterable[Exigence], answers: Iterable[Reponse]) -> tuple[Ligne, ...]:
    """One row for each requirement, in the order of the register."""
    by_name: dict[str, list[Reponse]] = {}
    for answer in answers:
        for name in dict.fromkeys(answer.exigences):
            by_name.setdefault(name, []).append(answer)
    return tuple(Ligne(asked, tuple(by_name.get(asked.id, ()))) for asked in register)
