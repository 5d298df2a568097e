"""The memory shared by documents is bounded and keeps what serves."""

from __future__ import annotations

from sia_docs.memory import Memory


def test_what_serves_outlives_what_does_not() -> None:
    memory: Memory[str] = Memory(2)
    memory.put("sert", "a")
    for number in range(20):
        memory.put(number, "b")
        assert memory.get("sert") == "a"
    assert memory.get(0) is None


def test_a_memory_is_bounded() -> None:
    memory: Memory[int] = Memory(3)
    for number in range(50):
        memory.put(number, number)
    assert len(memory) <= 6


def test_a_cleared_memory_is_empty() -> None:
    memory: Memory[int] = Memory(3)
    memory.put("a", 1)
    memory.clear()
    assert memory.get("a") is None and len(memory) == 0
