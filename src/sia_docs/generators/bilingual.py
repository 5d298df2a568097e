"""Two languages side by side, so that a professional can follow with the patient (French first)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from sia_docs.document.lines import each_line
from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Document,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Parallel,
    Role,
    Strong,
    Text,
    Toc,
)

_Row = tuple[tuple[Block, ...], tuple[Block, ...]]
_DOTS = re.compile("…{15,}")
_HALF = "…" * 14
"""A dotted line to write on, in half a page."""


def side_by_side(french: Document, other: Document) -> Document:
    """The French document with its translation beside it, paragraph by paragraph when they match.

    The translation stays on its side, its title and imprint included, so that every word is marked with
    its language and its direction; figures are printed once, and the table of contents is left out.
    """
    left = tuple(
        replace(b, in_toc=b.level == 1) if isinstance(b, Heading) else b
        for b in each_line(_without_contents(french.blocks), _narrow)
    )
    right = _renamed(each_line(_without_contents(other.blocks), _narrow), f"{other.lang.split('-')[0]}-")
    langs = (french.lang, other.lang)
    rows: list[_Row | Block] = [_titles(french, other)]
    if _alike(left, right):
        for block, beside in zip(left, right, strict=True):
            rows.append(block if isinstance(block, Figure | Beside) else ((block,), (beside,)))
    else:
        rows.append((left, right))
    # the imprints come last: below the last words of each language, or below a figure that both share
    last = rows[-1]
    ours, theirs = last if isinstance(last, tuple) else ((), ())
    kept = rows[:-1] if isinstance(last, tuple) else rows
    signed = (*ours, *_notes(french.imprint[1:])), (*theirs, *_notes(other.imprint))
    return replace(
        french,
        cover=replace(french.cover, subtitle=""),
        blocks=tuple(_gathered((*kept, signed), langs)),
        imprint=french.imprint[:1],
        draft=french.draft or other.draft,
    )


def _gathered(rows: Iterable[_Row | Block], langs: tuple[str, str]) -> Iterator[Block]:
    """Rows that follow each other make one table."""
    pairs: list[_Row] = []
    for row in rows:
        if isinstance(row, tuple):
            pairs.append(row)
            continue
        if pairs:
            yield Parallel(langs, tuple(pairs))
            pairs = []
        yield row
    if pairs:
        yield Parallel(langs, tuple(pairs))


def _titles(french: Document, other: Document) -> _Row:
    """The cover shows the French title: below it, its subtitle, and the title and subtitle of the translation."""
    ours = french.cover.subtitle or french.cover.title
    theirs: list[Block] = [Paragraph((Strong((Text(other.cover.title),)),))]
    if other.cover.subtitle:
        theirs.append(Paragraph((Text(other.cover.subtitle),)))
    return (Paragraph((Text(ours),)),), tuple(theirs)


def _notes(lines: Sequence[str]) -> tuple[Block, ...]:
    """Lines of an imprint on their side: half a page wide, one paragraph is shorter."""
    return (Paragraph((Text(" ".join(lines)),), Role.NOTE),) if lines else ()


def _narrow(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same line, its dots in half a page."""
    return tuple(
        replace(child, text=_DOTS.sub(_HALF, child.text)) if isinstance(child, Text) else child
        for child in children
    )


def _without_contents(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not isinstance(block, Toc))


def _alike(left: Sequence[Block], right: Sequence[Block]) -> bool:
    return all(type(a) is type(b) for a, b in zip_longest(left, right))


def _renamed(blocks: Sequence[Block], prefix: str) -> tuple[Block, ...]:
    """The same blocks with other heading ids: both languages live in one document."""
    return tuple(_rename(block, prefix) for block in blocks)


def _rename(block: Block, prefix: str) -> Block:
    match block:
        case Heading():
            return replace(block, id=prefix + block.id, in_toc=False)  # the French headings are listed
        case ListBlock():
            return replace(block, items=tuple(_renamed(item, prefix) for item in block.items))
        case Callout() | Beside():
            return replace(block, blocks=_renamed(block.blocks, prefix))
        case _:
            return block
