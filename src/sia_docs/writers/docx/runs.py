"""Runs of simple blocks that come back in document after document, as one object."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from operator import is_

from sia_docs.document.nodes import Block, ListBlock, Paragraph

_SIMPLE = (Paragraph, ListBlock)

#: Runs already met, by the address of their first block.
_RUNS: dict[int, tuple[Block, ...]] = {}
_RUNS_MAX = 2_000


def same(items: Sequence[Block]) -> tuple[Block, ...]:
    """These blocks as one object, the same one when they come back together."""
    known = _RUNS.get(id(items[0]))
    if known and len(known) == len(items) and all(map(is_, known, items)):
        return known
    return _keep(items)


def _keep(blocks: Sequence[Block]) -> tuple[Block, ...]:
    if len(_RUNS) >= _RUNS_MAX:
        _RUNS.clear()
    run = _RUNS[id(blocks[0])] = tuple(blocks)
    return run


def run_at(blocks: Sequence[Block], index: int) -> tuple[Block, ...] | None:
    """The run of paragraphs and simple lists that starts here: the same object when it comes back."""
    if not isinstance(blocks[index], _SIMPLE):
        return None
    known = _RUNS.get(id(blocks[index]))
    if known and index + len(known) <= len(blocks) and all(map(is_, known, islice(blocks, index, None))):
        return known
    end = index
    while end < len(blocks) and isinstance(blocks[end], _SIMPLE):
        end += 1
    if end - index < 2:  # it is as quick alone
        return None
    return _keep(blocks[index:end])
