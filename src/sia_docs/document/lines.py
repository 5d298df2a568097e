"""The lines of an easy-to-read leaflet: its titles and its sentences, one by one, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Heading,
    Illustrated,
    Inline,
    ListBlock,
    Paragraph,
    Text,
    plain,
)

Line = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]
"""What becomes of one line."""


def each_line(blocks: Iterable[Block], change: Line) -> tuple[Block, ...]:
    """The same blocks, every line changed, in reading order; what has no line is left alone."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Line) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, children=change(block.children))
        case ListBlock():
            return replace(block, items=tuple(each_line(item, change) for item in block.items))
        case Callout():
            title = plain(change((Text(block.title),)))
            return replace(block, title=title, blocks=each_line(block.blocks, change))
        case Illustrated() | Beside():
            return replace(block, blocks=each_line(block.blocks, change))
        case _:
            return block


def lines_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The text of each line."""
    found: list[str] = []

    def read(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        found.append(plain(children))
        return children

    each_line(blocks, read)
    return tuple(found)


def illustrated_in(blocks: Iterable[Block]) -> tuple[Illustrated, ...]:
    """The first block of each idea, in reading order."""
    found: dict[str, Illustrated] = {}
    for block in blocks:
        match block:
            case Illustrated():
                found.setdefault(block.idea, block)
            case Callout() | Beside():
                for inner in illustrated_in(block.blocks):
                    found.setdefault(inner.idea, inner)
            case _:
                pass
    return tuple(found.values())
