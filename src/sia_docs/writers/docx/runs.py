"""Runs of simple blocks (a heading and its text) that come back in document after document, as one object."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from operator import is_

from sia_docs.document.nodes import Block, Heading, ListBlock, Paragraph

_SIMPLE = (Paragraph, ListBlock)

#: Runs already met, by the address of their first block.
_RUNS: dict[int, tuple[Block, ...]] = {}
_RUNS_MAX = 2_000


def _keep(blocks: Sequence[Block]) -> tuple[Block, ...]:
    if len(_RUNS) >= _RUNS_MAX:
        _RUNS.clear()
    run = _RUNS[id(blocks[0])] = tuple(blocks)
    return run


def run_at(blocks: Sequence[Block], index: int) -> tuple[Block, ...] | None:
    """The run that starts here, up to the next heading or table: the same object when it comes back."""
    first = blocks[index]
    if not isinstance(first, _SIMPLE) and not (isinstance(first, Heading) and not first.note):
        return None
    known = _RUNS.get(id(first))
    if known and index + len(known) <= len(blocks) and all(map(is_, known, islice(blocks, index, None))):
        return known
    end = index + 1
    while end < len(blocks) and isinstance(blocks[end], _SIMPLE):
        end += 1
    if end - index < 2 and not isinstance(first, Heading):  # it is as quick alone
        return None
    return _keep(blocks[index:end])
