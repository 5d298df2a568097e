"""What every document made of authored texts goes through: figures, contents, what is left to complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sia_docs.document.french import typography
from sia_docs.document.nodes import (
    Block,
    Callout,
    Field,
    Heading,
    Inline,
    Place,
    Toc,
    inlines_of,
)


def placed(
    blocks: Iterable[Block], figure: Callable[[str], Iterable[Block]], *, raised: int = 1
) -> Iterator[Block]:
    """The blocks with figures where the text wants them, and headings ``raised`` by so many levels.

    « ## » in a text is its first heading: it comes right below the document's title.
    """
    for block in blocks:
        match block:
            case Place():
                yield from figure(block.name)
            case Callout():
                yield replace(block, blocks=tuple(placed(block.blocks, figure, raised=raised)))
            case Heading():
                yield replace(block, level=block.level - raised)
            case _:
                yield block


def with_contents(blocks: tuple[Block, ...], title: str, *, most: int, depth: int = 1) -> tuple[Block, ...]:
    """A document of more than ``most`` headings opens with its table of contents, after its lead."""
    headings = [rank for rank, block in enumerate(blocks) if isinstance(block, Heading)]
    if len(headings) <= most:
        return blocks
    listed = [replace(b, in_toc=b.level <= depth) if isinstance(b, Heading) else b for b in blocks]
    return (*listed[: headings[0]], Toc(typography(title)), *listed[headings[0] :])


def fields_of(lines: Iterable[tuple[Inline, ...]], blocks: Iterable[Block]) -> tuple[Field, ...]:
    """Fields to complete, each once, in reading order."""
    inlines = [i for block in blocks for i in inlines_of(block)] + [i for line in lines for i in line]
    return tuple({i.id: i for i in inlines if isinstance(i, Field)}.values())
