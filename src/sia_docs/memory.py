"""A bounded memory: what was made for a document may serve the next one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Memory(Generic[V]):
    """Values by key, in two generations: what served lately outlives what did not.

    ``get`` answers the value kept under a key, or ``None`` when it is not there any more.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._young: _Young[V] = _Young(self)
        self._old: dict[Hashable, V | None] = {}
        self.get = self._young.__getitem__  # asked thousands of times for one document: no call in between

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def put(self, key: Hashable, value: V) -> V:
        """Keep a value; at most twice ``size`` are kept."""
        if len(self._young) >= self.size:
            self._old = dict(self._young)
            self._young.clear()
        self._young[key] = value
        return value

    def found_again(self, key: Hashable) -> V | None:
        """A value of the old generation, which becomes young again."""
        kept = self._old.pop(key, None)
        return None if kept is None else self.put(key, kept)

    def clear(self) -> None:
        """Forget everything."""
        self._young.clear()
        self._old.clear()


class _Young(dict[Hashable, V | None]):
    def __init__(self, memory: Memory[V]) -> None:
        super().__init__()
        self._memory = memory

    def __missing__(self, key: Hashable) -> V | None:
        return self._memory.found_again(key)
