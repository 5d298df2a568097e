"""A bounded memory: what was made for a document may serve the next one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Memory(Generic[V]):
    """Values by key, in two generations: what served lately outlives what did not."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._young: dict[Hashable, V] = {}
        self._old: dict[Hashable, V] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: Hashable) -> V | None:
        """The value kept under a key, if it is still there."""
        kept = self._young.get(key)
        if kept is None and (kept := self._old.pop(key, None)) is not None:
            self.put(key, kept)
        return kept

    def put(self, key: Hashable, value: V) -> V:
        """Keep a value; at most twice ``size`` are kept."""
        if len(self._young) >= self.size:
            self._young, self._old = {}, self._young
        self._young[key] = value
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = {}, {}
