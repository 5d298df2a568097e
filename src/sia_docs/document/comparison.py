"""Two versions of a document, compared for a person: what was added, removed or changed, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Parallel,
    Signatures,
    Strong,
    Table,
    Text,
    plain,
)

_ALIKE = 0.5
"""Share of the characters in common from which two texts are one text that changed."""
_CELLS = " – "
"""Between the cells of a row, which are told with the names of their columns."""


class Nature(StrEnum):
    """What happened to a passage."""

    AJOUTE = "ajoute"
    RETIRE = "retire"
    MODIFIE = "modifie"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list or a row of a table."""

    texte: str
    cle: str = ""
    """What identifies a row, its first cell: a row is the same whatever its other cells say."""


@dataclass(frozen=True, slots=True)
class Section:
    """The passages below a heading; no title for what comes before the first one."""

    id: str
    titre: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Changement:
    """One passage that changed; ``avant`` or ``apres`` is empty when it was added or removed."""

    nature: Nature
    section: str
    avant: str = ""
    apres: str = ""


def sections_of(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The text of a document, heading by heading; figures and the table of contents are not its text."""
    found: list[tuple[str, str, list[Passage]]] = [("", "", [])]
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block.id, plain(block.children), []))
        else:
            found[-1][2].extend(_passages(block))
    return tuple(Section(ident, title, tuple(texts)) for ident, title, texts in found if ident or texts)


def _passages(block: Block) -> Iterator[Passage]:
    match block:
        case Paragraph() | Heading():
            yield Passage(plain(block.children))
        case ListBlock():
            for item in block.items:
                yield Passage(" ".join(told.texte for child in item for told in _passages(child)))
        case Table():
            names = [plain(cell.children) for cell in block.header]
            for row in block.rows:
                yield row_passage(names, [on_one_line(plain(cell.children)) for cell in row])
        case Callout() | Beside():
            for child in block.blocks:
                yield from _passages(child)
        case Parallel():
            for pair in block.rows:
                for side in pair:
                    for child in side:
                        yield from _passages(child)
        case Signatures():
            for party in block.parties:
                yield from (Passage(plain(line)) for line in party.lines)
        case _:
            return


def row_passage(names: Sequence[str], cells: Sequence[str]) -> Passage:
    """A row of a table: its first cell, then the others with the names of their columns, when they have one."""
    first, *others = cells
    told = zip_longest(names[1 : len(cells)], others, fillvalue="")
    return Passage(_CELLS.join((first, *(f"{n}\u00a0: {cell}" if n else cell for n, cell in told))), first)


def on_one_line(text: str) -> str:
    """The lines of a cell in a row: « a, b », and sentences one after the other."""
    return re.sub(r"(?<![.!?;,:])\n", ", ", text).replace("\n", " ")


def compare(before: Sequence[Section], after: Sequence[Section]) -> tuple[Changement, ...]:
    """What changed, in the order of the new text; sections that disappeared come last.

    Sections are the same when they have the same id, whatever their title and their place.
    """
    old = {section.id: section for section in before}
    kept = {section.id for section in after}
    changes: list[Changement] = []
    for section in after:
        known = old.get(section.id)
        if known is not None and known.titre != section.titre:
            changes.append(Changement(Nature.MODIFIE, section.titre, known.titre, section.titre))
        changes += _compare_passages(section.titre, known.passages if known else (), section.passages)
    for section in before:
        if section.id not in kept:
            changes += _compare_passages(section.titre, section.passages, ())
    return tuple(changes)


def _compare_passages(
    title: str, before: Sequence[Passage], after: Sequence[Passage]
) -> Iterator[Changement]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(title, list(before[i1:i2]), after[j1:j2])


def _paired(title: str, before: list[Passage], after: Sequence[Passage]) -> Iterator[Changement]:
    """A passage that still looks like itself is « changed »; the others are added, then removed."""
    left = list(before)
    for new in after:
        old = max(left, key=lambda known: _likeness(known, new), default=None)
        if old is None or _likeness(old, new) < _ALIKE:
            yield Changement(Nature.AJOUTE, title, apres=new.texte)
        else:
            left.remove(old)
            yield Changement(Nature.MODIFIE, title, old.texte, new.texte)
    for old in left:
        yield Changement(Nature.RETIRE, title, avant=old.texte)


def _likeness(one: Passage, other: Passage) -> float:
    """From 0 to 1. A row is like the row of the same first cell, and like nothing else."""
    if one.cle or other.cle:
        return float(one.cle == other.cle)
    return SequenceMatcher(None, one.texte, other.texte, autojunk=False).ratio()


def marked(before: str, after: str) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Both texts with their different words in bold: the eye goes to what changed, without colour."""
    old, new = before.split(" "), after.split(" ")
    left: list[Inline] = []
    right: list[Inline] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for words, side in ((old[i1:i2], left), (new[j1:j2], right)):
            if words:
                text = Text(" ".join(words))
                if side:
                    side.append(Text(" "))
                side.append(text if tag == "equal" else Strong((text,)))
    return tuple(left), tuple(right)
