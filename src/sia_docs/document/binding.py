"""Put the values of a dossier in a parsed text: as text nodes, sharing all that no value changes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Emphasis,
    Heading,
    Illustrated,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    Text,
)
from sia_docs.memory import Memory


@dataclass(frozen=True, slots=True)
class Slot:
    """Place of a value in a parsed text."""

    index: int


class Open(tuple[Any, ...]):
    """Nodes with a value to come somewhere in them: the only ones that binding has to copy."""

    __slots__ = ()


_T = TypeVar("_T", bound=Hashable)

_SAME: Memory[Any] = Memory(700)


def _same(bound: _T) -> _T:
    """What was bound lately if it is equal: one object in all documents, and writers remember objects."""
    known: _T | None = _SAME.get(bound)
    if known is None:
        _SAME.put(bound, bound)
        return bound
    return known


Parsed = tuple[Block, ...]
_Values = Sequence[tuple[Inline, ...]]


def bind(blocks: Parsed, values: _Values) -> Parsed:
    """Put the values in a parsed text. What holds no value is shared, not copied."""
    return tuple(_bind_block(block, values) for block in blocks) if values else blocks


def is_open(block: Block) -> bool:
    """A value is to come somewhere in the block."""
    match block:
        case Paragraph() | Heading():
            return type(block.children) is Open
        case ListBlock():
            return type(block.items) is Open
        case Table():
            return type(block.rows) is Open
        case Callout() | Illustrated():
            return type(block.blocks) is Open
        case _:
            return False


def _bind_block(block: Block, values: _Values) -> Block:
    if not is_open(block):
        return block
    match block:
        case Paragraph():
            return _same(Paragraph(_bind(block.children, values), block.role))
        case ListBlock():
            return ListBlock(
                tuple(tuple(_bind_block(b, values) for b in item) for item in block.items), block.ordered
            )
        case Table():
            rows = tuple(_bind_row(row, values) for row in block.rows)
            header = _bind_row(block.header, values)
            return Table(block.caption, block.description, header, rows, block.widths, block.row_header)
        case Callout():
            return Callout(block.title, tuple(_bind_block(b, values) for b in block.blocks))
        case Illustrated():
            inner = tuple(_bind_block(b, values) for b in block.blocks)
            return Illustrated(block.idea, inner, block.purpose, block.picture)
        case Heading():
            return Heading(
                block.level,
                _bind(block.children, values),
                block.id,
                block.numbering,
                block.number,
                block.in_toc,
            )
        case _:
            return block


def _bind_row(row: tuple[Cell, ...], values: _Values) -> tuple[Cell, ...]:
    bound = tuple(
        [Cell(_bind(cell.children, values)) if type(cell.children) is Open else cell for cell in row]
    )
    return _same(bound)


def _bind(children: tuple[Inline, ...], values: _Values) -> tuple[Inline, ...]:
    if type(children) is not Open:
        return children
    bound: list[Inline] = []
    text = ""  # neighbouring texts become one, so that Word gets one run
    for child in children:
        for piece in values[child.index] if type(child) is Slot else (child,):
            if type(piece) is Text:
                text += piece.text
                continue
            if text:
                bound.append(Text(text))
                text = ""
            bound.append(_bind_inline(piece, values))
    if text:
        bound.append(Text(text))
    return tuple(bound)


def _bind_inline(inline: Inline, values: _Values) -> Inline:
    match inline:
        case Strong():
            return Strong(_bind(inline.children, values))
        case Emphasis():
            return Emphasis(_bind(inline.children, values), inline.lang)
        case Link():
            return Link(inline.href, _bind(inline.children, values))
        case _:
            return inline
