"""Addresses of the hospital that become links: its page, its e-mails, its phones, wherever a text prints them.

What was typed is what is read; only the spaces of a phone become no-break, so that it stays on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from sia_docs.document.french import NBSP
from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Cell,
    Emphasis,
    Illustrated,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    Text,
)

_PHONE = re.compile(r"\+?\d[\d .()\u00a0\u202f-]{7,24}")
_PHONE_DIGITS = range(9, 16)
_UNSAFE = re.compile(r"[\s\\<>\"]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What to look for in a text, and where each leads."""

    hrefs: Mapping[str, str]
    pattern: re.Pattern[str] | None
    paper: bool = False
    """Nobody clicks on a poster: its phones stay whole, nothing leads anywhere."""
    space: str = NBSP
    """What stands between the groups of a phone."""

    @classmethod
    def of(cls, hospital: BaseModel, *, paper: bool = False, space: str = NBSP) -> Addresses:
        """The addresses of a hospital and of its contacts; the longest is looked for first."""
        hrefs = dict(_found(hospital))
        values = "|".join(re.escape(value) for value in sorted(hrefs, key=len, reverse=True))
        # neither inside a longer address nor inside a longer number
        pattern = re.compile(rf"(?<![\w@+/.-])(?:{values})(?![\w@/-]|\.\w)") if values else None
        return cls(hrefs, pattern, paper, space)

    def linked(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with their addresses as links; a block without address is the same object."""
        return tuple(blocks) if self.pattern is None else tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                children = self._inlines(block.children)
                return block if children is block.children else replace(block, children=children)
            case ListBlock():
                items = tuple(self.linked(item) for item in block.items)
                return block if _same(items, block.items) else replace(block, items=items)
            case Table():
                rows = tuple(tuple(self._cell(cell) for cell in row) for row in block.rows)
                return block if _same(rows, block.rows) else replace(block, rows=rows)
            case Callout() | Beside() | Illustrated():
                inner = self.linked(block.blocks)
                return block if _same((inner,), (block.blocks,)) else replace(block, blocks=inner)
            case _:
                return block

    def _cell(self, cell: Cell) -> Cell:
        children = self._inlines(cell.children)
        return cell if children is cell.children else Cell(children)

    def _inlines(self, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        made = tuple(piece for child in children for piece in self._inline(child))
        return children if _same((made,), (children,)) else made

    def _inline(self, inline: Inline) -> Iterator[Inline]:
        match inline:
            case Text():
                yield from self._text(inline)
            case Strong() | Emphasis():
                inner = self._inlines(inline.children)
                yield inline if inner is inline.children else replace(inline, children=inner)
            case _:
                yield inline

    def _text(self, text: Text) -> Iterator[Inline]:
        assert self.pattern is not None
        end = 0
        for found in self.pattern.finditer(text.text):
            if found.start() > end:
                yield Text(text.text[end : found.start()])
            yield self._address(found[0])
            end = found.end()
        if not end:
            yield text
        elif end < len(text.text):
            yield Text(text.text[end:])

    def _address(self, value: str) -> Inline:
        href = self.hrefs[value]
        label = Text(value.replace(" ", self.space) if href.startswith("tel:") else value)
        return label if self.paper else Link(href, (label,))


def _same(made: tuple[tuple[object, ...], ...], before: tuple[tuple[object, ...], ...]) -> bool:
    """Every object is the one that was there: writers remember objects."""
    return all(
        len(row) == len(old) and all(a is b for a, b in zip(row, old, strict=True))
        for row, old in zip(made, before, strict=True)
    )


def _found(model: BaseModel) -> Iterator[tuple[str, str]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _found(value)
        elif isinstance(value, tuple):
            yield from (pair for item in value if isinstance(item, BaseModel) for pair in _found(item))
        elif isinstance(value, str) and (href := _href(name, value)):
            yield value, href


def _href(name: str, value: str) -> str:
    """Where a value of this field leads, or nothing."""
    match name:
        case "page_ia" | "lien" | "registre_public":
            return "" if _UNSAFE.search(value) else value
        case "courriel" | "guichet_ia":
            return "" if _UNSAFE.search(value) else f"mailto:{value}"
        case "telephone" if _PHONE.fullmatch(value):
            digits = re.sub(r"\D", "", value)
            return f"tel:{'+' * value.startswith('+')}{digits}" if len(digits) in _PHONE_DIGITS else ""
        case _:
            return ""
