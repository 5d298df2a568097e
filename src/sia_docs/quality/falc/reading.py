"""The sentences of a text to check, with their place: what every check of words reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sia_docs.quality.falc.findings import Ecart
from sia_docs.quality.falc.page import GAP, Bloc, Ecrit, Genre, Role
from sia_docs.quality.phrases import sentences, words

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.IGNORECASE)

_GLOSSARY = re.compile(
    r"\b(?:mots? (?:difficiles?|compliqués?|expliqués?)|lexique|glossaire|vocabulaire)\b", re.IGNORECASE
)

#: Read by the look rules only: page numbers, imprint and credits are not sentences of the leaflet.
_NOT_TEXT = frozenset({Genre.PIED})


@dataclass(frozen=True)
class Phrase:
    """A sentence: ``texte`` on one line, characters ``debut`` to ``fin`` of its block."""

    bloc: Bloc
    debut: int
    fin: int
    texte: str

    @cached_property
    def mots(self) -> tuple[str, ...]:
        """Its words, as a word processor counts them."""
        return tuple(words(self.texte.replace(GAP, " ")))

    @cached_property
    def sans_adresses(self) -> str:
        """Its text, same length, with blanks for the web and e-mail addresses: their marks are not typed."""
        return _ADDRESS.sub(lambda found: " " * len(found.group()), self.texte)

    @property
    def question(self) -> bool:
        """It asks something."""
        return self.texte.rstrip(" \u00a0»").endswith("?")

    def ecart(self, debut: int = 0, fin: int | None = None, /, **details: str) -> Ecart:
        """A finding at these characters of the sentence."""
        end = len(self.texte) if fin is None else fin
        return Ecart(self.bloc, self.debut + debut, self.debut + end, details)


@dataclass(frozen=True)
class Lecture:
    """A text and what is read of it."""

    ecrit: Ecrit

    @cached_property
    def blocs(self) -> tuple[Bloc, ...]:
        """The blocks whose words are judged, in reading order."""
        return tuple(b for b in self.ecrit.blocs if is_text(b))

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """All the sentences, in reading order."""
        return tuple(phrase for bloc in self.blocs for phrase in sentences_of(bloc))

    @cached_property
    def prose(self) -> tuple[Phrase, ...]:
        """The sentences that are not headings."""
        return tuple(p for p in self.phrases if p.bloc.genre is not Genre.TITRE)

    @cached_property
    def sections(self) -> tuple[tuple[Phrase | None, tuple[Phrase, ...]], ...]:
        """Each heading and the sentences below it; the first may have no heading."""
        found: list[tuple[Phrase | None, list[Phrase]]] = [(None, [])]
        for phrase in self.phrases:
            if phrase.bloc.genre is Genre.TITRE:
                found.append((phrase, []))
            else:
                found[-1][1].append(phrase)
        return tuple((head, tuple(body)) for head, body in found if head is not None or body)

    @cached_property
    def glossaire(self) -> tuple[Phrase, ...]:
        """The sentences of the list of words explained, when there is one."""
        return tuple(
            phrase
            for head, body in self.sections
            for phrase in body
            if (head is not None and _GLOSSARY.search(head.texte)) or phrase.bloc.role is Role.GLOSSAIRE
        )

    @cached_property
    def mots(self) -> int:
        """How many words the text has."""
        return sum(len(phrase.mots) for phrase in self.phrases)


def is_text(bloc: Bloc) -> bool:
    """Are the words of this block those of the leaflet?"""
    return bloc.genre not in _NOT_TEXT and bloc.role is not Role.MENTION and bool(bloc.texte.strip())


#: Longest line given to the splitter and longest sentence given to the checks, in characters: nobody writes
#: such a sentence, and every check reads it in a time that its length bounds.
_LINE_MAX, _SENTENCE_MAX = 4000, 800


def sentences_of(bloc: Bloc) -> Iterator[Phrase]:
    """The sentences of a block. A line break inside a sentence does not end it."""
    text = _joined(bloc.texte)
    for line_at, line in _pieces(text, _LINE_MAX):
        at = 0
        for sentence in sentences(line):
            at = line.index(sentence, at)
            for start, piece in _pieces(sentence, _SENTENCE_MAX):
                debut = line_at + at + start
                yield Phrase(bloc, debut, debut + len(piece), piece)
            at += len(sentence)


def _pieces(text: str, size: int) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most ``size`` characters, cut at a space or a line break, with their places."""
    start = 0
    while len(text) - start > size:
        cut = max(text.rfind("\n", start + 1, start + size), text.rfind(" ", start + size // 2, start + size))
        end = cut if cut > start else start + size
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _joined(text: str) -> str:
    """The same text, same length, where a line that goes on with a small letter is not cut."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    parts = [lines[0]]
    for before, line in pairwise(lines):
        goes_on = line.lstrip()[:1].islower() and not before.rstrip().endswith((".", "!", "?", ":", ";"))
        parts.append((" " if goes_on else "\n") + line)
    return "".join(parts)
