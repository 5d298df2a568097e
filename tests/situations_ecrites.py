"""Situations that a lawyer can read, one file for each subject: ``situations/**.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sia_docs.io.yaml_lines import read_file


@dataclass(frozen=True)
class SituationEcrite:
    """One situation, and where it is written."""

    fichier: str
    ligne: int | None
    data: dict[str, Any]

    @property
    def ou(self) -> str:
        return f"{self.fichier}, ligne {self.ligne}, « {self.data['titre']} » ({self.data['pourquoi']})"

    @property
    def attendu(self) -> dict[str, Any]:
        found: dict[str, Any] = self.data["attendu"]
        return found


S = TypeVar("S", bound=SituationEcrite)


def lues(kind: type[S], files: Iterable[Path]) -> tuple[S, ...]:
    """The situations of the files, in their order."""
    found: list[S] = []
    for path in files:
        tree = read_file(path)
        found += [kind(path.name, tree.ligne((rank,)), data) for rank, data in enumerate(tree.data)]
    return tuple(found)


def nom(value: Any) -> str:
    """The name of a situation among the tests."""
    return f"{value.fichier}:{value.data['titre']}" if isinstance(value, SituationEcrite) else str(value)
