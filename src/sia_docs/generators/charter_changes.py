"""What changed since the previous version of the charters, told to a person.

The previous version is an inventory, from which its texts are written again with our words of today, or the
file that was published: only the file shows what was changed by hand, or by a newer version of our own texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sia_docs.document.comparison import (
    Changement,
    Nature,
    Passage,
    Section,
    marked,
    on_one_line,
    row_passage,
)
from sia_docs.document.french import typography
from sia_docs.document.nodes import Block, Heading, Inline, ListBlock, Paragraph, Strong, Text
from sia_docs.quality.falc.page import GAP, Bloc, Ecrit, Genre, Role

_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes of one document."""

    id: str
    titre: tuple[Inline, ...]
    changements: tuple[Changement, ...]


def counts(comparisons: Iterable[Comparison]) -> dict[str, int]:
    """How many passages were added, removed, changed."""
    natures = [change.nature for one in comparisons for change in one.changements]
    return {
        "ajoutes": natures.count(Nature.AJOUTE),
        "retires": natures.count(Nature.RETIRE),
        "modifies": natures.count(Nature.MODIFIE),
    }


def told(comparisons: Iterable[Comparison], ident: str, words: Mapping[str, str]) -> Iterator[Block]:
    """Section by section, what each passage was and is: a list is read on paper, aloud and on a phone.

    ``ident`` starts the ids of the headings; ``words`` are those of the frame (``comparaison``).
    """
    for one in comparisons:
        yield Heading(1, one.titre, f"{ident}-{one.id}")
        if not one.changements:
            yield Paragraph((Text(typography(words["identique"])),))
        for rank, (section, group) in enumerate(groupby(one.changements, key=lambda change: change.section)):
            title = section or typography(words["debut"])
            yield Heading(2, (Text(title),), f"{ident}-{one.id}-{rank}")
            yield ListBlock(tuple(_change(change, words) for change in group))


def _change(change: Changement, words: Mapping[str, str]) -> tuple[Block, ...]:
    def line(name: str, text: tuple[Inline, ...]) -> Paragraph:
        return Paragraph((Strong((Text(typography(words[name])),)), Text(" "), *text))

    match change.nature:
        case Nature.AJOUTE:
            return (line("ajoute", (Text(change.apres),)),)
        case Nature.RETIRE:
            return (line("retire", (Text(change.avant),)),)
        case Nature.MODIFIE:
            before, after = marked(change.avant, change.apres)
            return line("avant", before), line("maintenant", after)


# --------------------------------------------------------------------------- a published file


def title_of(ecrit: Ecrit) -> str:
    """The title of a published file, or nothing."""
    return next((b.texte.strip() for b in ecrit.blocs if b.genre is Genre.TITRE and b.niveau == 1), "")


def sections_of_file(ecrit: Ecrit, words: Mapping[str, str]) -> tuple[Section, ...]:
    """The text of a file, heading by heading, without its title, its imprint and its captions.

    A section is known by its title: its number changes when another one is added before it.
    """
    found: list[tuple[str, list[Passage]]] = [("", [])]
    header: list[str] = []
    spoken = [b for b in ecrit.blocs if b.texte.strip() and b.role is not Role.MENTION]
    for (table, rank), blocs in groupby(spoken, key=lambda bloc: (bloc.tableau, bloc.rangee)):
        if table is None:
            for bloc in blocs:
                if bloc.genre is Genre.TITRE:
                    if bloc.niveau > 1:
                        found.append((_NUMBER.sub("", _words(bloc, words)), []))
                elif bloc.genre not in (Genre.LEGENDE, Genre.PIED):
                    found[-1][1].append(Passage(_words(bloc, words)))
        elif row := [_words(bloc, words) for bloc in blocs if bloc.genre is Genre.CELLULE]:
            if rank == 1:  # the names of the columns
                header = row
            else:
                found[-1][1].append(row_passage(header, row))
    met: Counter[str] = Counter()
    sections: list[Section] = []
    for title, texts in found:
        met[title.casefold()] += 1  # two sections may have one title
        sections.append(Section(f"{title.casefold()} {met[title.casefold()]}", title, tuple(texts)))
    return tuple(sections)


def _words(bloc: Bloc, words: Mapping[str, str]) -> str:
    return on_one_line(bloc.texte.strip()).replace(GAP, typography(words["champ"]))
