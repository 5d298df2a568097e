"""Where a line of an easy-to-read text may end: where one would pause when speaking (rule F-S4).

Spaces inside a short group of words become no-break spaces; the ones left are pauses.  A page of any
width then breaks its lines there by itself, in Word as in HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sia_docs.document.binding import Open, Slot
from sia_docs.document.french import NBSP
from sia_docs.document.nodes import Inline, Link, Strong, Text

LONGEST = 26
"""Letters of a group that is never cut: it holds beside its pictogram on A5, in large print, on a telephone."""
_LARGER = 16
"""The same in a title."""
_END = 18
"""Letters of the last two words of a group, which stay together: no line of one short word."""
_BEFORE = frozenset(
    [
        "et",
        "ou",
        "mais",
        "pour",
        "avec",
        "sans",
        "dans",
        "sur",
        "par",
        "chez",
        "qui",
        "que",
        "qu’il",
        "qu’elle",
        "quand",
        "parce",
        "si",
        "car",
        "afin",
        "comme",
    ]
)
"""Words before which one pauses."""
_AFTER = (",", ":", ";", ".", "?", "!", "»")
_TIED = frozenset(
    [
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "au",
        "aux",
        "à",
        "ce",
        "cet",
        "cette",
        "ces",
        "votre",
        "vos",
        "notre",
        "nos",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "mon",
        "ma",
        "mes",
        "ne",
        "en",
        "y",
        "se",
        "je",
        "vous",
        "nous",
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "est",
        "sont",
        "plusieurs",
        "chaque",
        "pas",
        "très",
        "plus",
        "le",
        "n°",
        "dr",
        "pr",
        "m.",
        "mme",
    ]
)
"""Words that are never left alone at the end of a line, even in a group too long to hold on one."""
_VALUE = "\ufffc"
"""Stands for a value whose length is not known yet."""
_WORD = re.compile(r"[^ ]+")


def with_pauses(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same inlines, their lines ending at pauses.  Only authored text is changed, never a value."""
    bound = set(_bound("".join(_letters(children)), LONGEST))
    return _rebuilt(children, bound, 0)[0] if bound else children


def paused(text: str) -> str:
    """A title or a banner, in letters larger than the text: only its smallest groups are never cut."""
    bound = set(_bound(text, _LARGER))
    return "".join(NBSP if rank in bound else letter for rank, letter in enumerate(text))


def _letters(children: Sequence[Inline]) -> Iterator[str]:
    for child in children:
        match child:
            case Text():
                yield child.text
            case Strong() | Link():
                yield from _letters(child.children)
            case _:
                yield _VALUE


def _bound(text: str, longest: int) -> Iterator[int]:
    """Places of the spaces that must not end a line; a group of ``longest`` letters is never cut."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]
    group: list[tuple[int, int, str]] = []
    for word in words:
        if group and (_opens(word[2]) or group[-1][2].endswith(_AFTER)):
            yield from _tied(group, longest)
            group = []
        group.append(word)
    yield from _tied(group, longest)


def _opens(word: str) -> bool:
    return word.lstrip(f"«{NBSP}").casefold() in _BEFORE


def _tied(group: Sequence[tuple[int, int, str]], longest: int) -> Iterator[int]:
    if not group:
        return
    short = group[-1][1] - group[0][0] <= longest and not any(_VALUE in word for *_, word in group)
    for rank, (_, end, word) in enumerate(group[:-1], start=2):
        last = rank == len(group) and len(word) + len(group[-1][2]) < _END
        if short or last or word.casefold() in _TIED:
            yield end


def _rebuilt(children: Sequence[Inline], bound: set[int], at: int) -> tuple[tuple[Inline, ...], int]:
    made: list[Inline] = []
    for child in children:
        match child:
            case Text():
                letters = (
                    NBSP if rank in bound else letter for rank, letter in enumerate(child.text, start=at)
                )
                made.append(Text("".join(letters)))
                at += len(child.text)
            case Strong() | Link():
                inner, at = _rebuilt(child.children, bound, at)
                made.append(replace(child, children=inner))
            case _:
                made.append(child)
                at += 1
    kept = Open(made) if type(children) is Open or any(isinstance(c, Slot) for c in made) else tuple(made)
    return kept, at
