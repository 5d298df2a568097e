"""An easy-to-read text → blocks: one idea, its pictogram, then one sentence on each line of the file.

The text is tokenised like the others (:mod:`sia_docs.document.from_markdown`); it only knows headings of
one level, illustrated blocks, bullets, bold words and links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sia_docs.document.binding import Open, Parsed, is_open
from sia_docs.document.from_markdown import MarkdownError, callout, framed, inlines_of_line
from sia_docs.document.nodes import (
    Block,
    Emphasis,
    Heading,
    Illustrated,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Purpose,
    Strong,
)
from sia_docs.document.pauses import with_pauses

_HEADING = re.compile(r"^## +(.+?)\s*$")
_PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)]*)\)\s*$")
_IDEA = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NOT_HERE = re.compile(r"^(?:#|\||>|\d+[.)] |[*+] |\s+- )")


def parse_falc(text: str, prefix: str) -> Parsed:
    """Parse a tokenised easy-to-read text. ``prefix`` makes heading ids unique.

    Raises:
        MarkdownError: words outside a block, a second level of heading, a numbered list, a table, italics…
    """
    blocks: list[Block] = []
    for title, lines, before in framed(text):
        purpose = Purpose.ESSENTIAL if title else Purpose.ORDINARY
        inside = _blocks(lines, before, prefix, purpose)
        blocks.extend([callout(title, inside, before)] if title else inside)
    return tuple(blocks)


def _blocks(lines: Sequence[str], before: int, prefix: str, purpose: Purpose) -> list[Block]:
    """Headings and illustrated blocks of a frame, or of what is between frames."""
    found: list[Block] = []
    current: _Block | None = None
    for number, line in enumerate(lines, start=before + 1):
        if not line.strip():
            continue
        heading, picture = _HEADING.match(line), _PICTURE.match(line)
        if (heading or picture) and current:
            found.append(current.done())
            current = None
        if heading:
            if purpose is Purpose.ESSENTIAL:
                raise MarkdownError("un encadré ne contient pas de titre", number)
            found.append(Heading(1, _sentence(heading[1], number), f"{prefix}-t{number}", in_toc=False))
        elif picture:
            current = _Block(picture[2], _purpose(picture[1], purpose, number), number)
        elif current is None:
            raise MarkdownError("chaque texte vient après son image : « ![](idee) »", number)
        else:
            current.add(line, number)
    if current:
        found.append(current.done())
    return found


def _purpose(word: str, around: Purpose, number: int) -> Purpose:
    if not word:
        return around
    try:
        return Purpose(word)
    except ValueError:
        known = ", ".join(purpose.value for purpose in Purpose)
        raise MarkdownError(f"rôle inconnu « {word} » ({known})", number) from None


class _Block:
    """An illustrated block whose sentences are still coming."""

    def __init__(self, idea: str, purpose: Purpose, number: int) -> None:
        if not _IDEA.fullmatch(idea):
            raise MarkdownError(f"une idée s’écrit en minuscules et sans accent : « {idea} »", number)
        self.idea, self.purpose, self.number = idea, purpose, number
        self.blocks: list[Block] = []
        self.items: list[tuple[Block, ...]] = []

    def add(self, line: str, number: int) -> None:
        if _NOT_HERE.match(line):
            raise MarkdownError(
                f"construction non admise dans un texte FALC : « {line.strip()[:40]} »", number
            )
        if line.startswith("- "):
            self.items.append((Paragraph(_sentence(line[2:], number)),))
            return
        self.close_list()
        self.blocks.append(Paragraph(_sentence(line, number)))

    def close_list(self) -> None:
        if self.items:
            to_come = any(is_open(block) for item in self.items for block in item)
            self.blocks.append(ListBlock(Open(self.items) if to_come else tuple(self.items)))
            self.items = []

    def done(self) -> Illustrated:
        self.close_list()
        if not self.blocks:
            raise MarkdownError(f"l’image « {self.idea} » n’a pas de texte", self.number)
        to_come = any(map(is_open, self.blocks))
        return Illustrated(self.idea, Open(self.blocks) if to_come else tuple(self.blocks), self.purpose)


def _sentence(line: str, number: int) -> tuple[Inline, ...]:
    try:
        children = inlines_of_line(line.strip())
    except MarkdownError as error:
        raise MarkdownError(str(error), number) from None
    if any(map(_is_slanted, children)):
        raise MarkdownError("pas d’italique dans un texte FALC : employez le gras", number)
    return with_pauses(children)


def _is_slanted(inline: Inline) -> bool:
    if isinstance(inline, Strong | Link):
        return any(map(_is_slanted, inline.children))
    return isinstance(inline, Emphasis)
