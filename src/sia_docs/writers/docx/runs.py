"""Runs of simple blocks (a heading and its text) that come back in document after document, as one object."""

from __future__ import annotations

from sia_docs.document.nodes import Block, Heading, ListBlock, Paragraph
from sia_docs.memory import Memory

_SIMPLE = (Paragraph, ListBlock)

#: Runs already met, by the address of their first block.
_RUNS: Memory[tuple[Block, ...]] = Memory(300)


def run_at(blocks: tuple[Block, ...], index: int) -> tuple[Block, ...] | None:
    """The run that starts here, up to the next heading or table: the same object when it comes back."""
    first = blocks[index]
    if not isinstance(first, _SIMPLE) and not (isinstance(first, Heading) and not first.note):
        return None
    known = _RUNS.get(id(first))
    if known and blocks[index : index + len(known)] == known:  # the same objects are compared at once
        return known
    end = index + 1
    while end < len(blocks) and isinstance(blocks[end], _SIMPLE):
        end += 1
    if end - index < 2 and not isinstance(first, Heading):  # it is as quick alone
        return None
    return _RUNS.put(id(first), blocks[index:end])
