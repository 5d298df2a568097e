"""Two languages side by side, so that a professional can follow with the patient (French first)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from sia_docs.document.nodes import Beside, Block, Callout, Document, Figure, Heading, ListBlock, Parallel


def side_by_side(french: Document, other: Document) -> Document:
    """The French document with its translation beside it, paragraph by paragraph when they match.

    The title, the imprint and the figures are printed once; the translation's own title heads its side.
    """
    left, right = french.blocks, _renamed(other.blocks, f"{other.lang.split('-')[0]}-")
    langs = (french.lang, other.lang)
    if not _alike(left, right):
        return _with(french, other, (Parallel(langs, ((left, right),)),))
    blocks: list[Block] = []
    for ours, theirs in zip(left, right, strict=True):
        if isinstance(ours, Figure | Beside):
            blocks.append(ours)
        elif blocks and isinstance(last := blocks[-1], Parallel):
            blocks[-1] = Parallel(langs, (*last.rows, ((ours,), (theirs,))))
        else:
            blocks.append(Parallel(langs, (((ours,), (theirs,)),)))
    return _with(french, other, tuple(blocks))


def _with(french: Document, other: Document, blocks: tuple[Block, ...]) -> Document:
    return replace(
        french,
        title=f"{french.title} – {other.title}",
        cover=replace(french.cover, subtitle=_both(french.cover.subtitle, other)),
        blocks=blocks,
        imprint=(*french.imprint, *other.imprint),
        draft=french.draft or other.draft,
    )


def _both(subtitle: str, other: Document) -> str:
    return "\n".join(part for part in (subtitle, other.cover.title) if part)


def _alike(left: Sequence[Block], right: Sequence[Block]) -> bool:
    return all(type(a) is type(b) for a, b in zip_longest(left, right))


def _renamed(blocks: Sequence[Block], prefix: str) -> tuple[Block, ...]:
    """The same blocks with other heading ids: both languages live in one document."""
    return tuple(_rename(block, prefix) for block in blocks)


def _rename(block: Block, prefix: str) -> Block:
    match block:
        case Heading():
            return replace(block, id=prefix + block.id)
        case ListBlock():
            return replace(block, items=tuple(_renamed(item, prefix) for item in block.items))
        case Callout() | Beside():
            return replace(block, blocks=_renamed(block.blocks, prefix))
        case _:
            return block
