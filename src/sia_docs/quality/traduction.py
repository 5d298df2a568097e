"""T12: a translation has the same parts, the same figures and the same contacts as the French text.

That it reads well, or says the same, only a competent person can tell.  That it translates the
current version of the French text is checked when the texts are read (:mod:`sia_docs.library.leaflets`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Parallel,
    Role,
    Table,
)
from sia_docs.quality.clarte import Constat, passages_of
from sia_docs.quality.coherence import Reperes, load_reperes
from sia_docs.quality.facts import Faits, mails_in, phones_in, urls_in
from sia_docs.quality.lexique import words_pattern
from sia_docs.rules.validation import Gravite

MOTS_FRANCAIS_MAX = 5


def check_translation(
    french: Document, other: Document, faits: Faits, reperes: Reperes | None = None
) -> tuple[Constat, ...]:
    """What the translation lost, added or left in French; names and contacts are the same everywhere."""
    marks = reperes or load_reperes()
    return tuple(
        Constat("T12", Gravite.ERREUR, message, other.title)
        for message in (
            *_structure(french, other),
            *_figures(french, other, marks),
            *_leftovers(other, faits, marks),
        )
    )


def _structure(french: Document, other: Document) -> Iterator[str]:
    ours, theirs = Counter(_shape(french.blocks)), Counter(_shape(other.blocks))
    for what in dict.fromkeys([*ours, *theirs]):
        if ours[what] != theirs[what]:
            yield f"{what} : {theirs[what]} dans la traduction, {ours[what]} en français."


def _shape(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"titres de niveau {block.level}"
            case ListBlock():
                yield "listes"
                for item in block.items:
                    yield "éléments de liste"
                    yield from _shape(item[1:])
            case Table():
                yield "tableaux"
                yield from ("lignes de tableau" for _ in block.rows)
            case Callout():
                yield "encadrés"
                yield from _shape(block.blocks)
            case Beside():
                yield from _shape(block.blocks)
            case Paragraph() | Parallel():
                pass  # a translation may need one paragraph more
            case _:
                pass


_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")


def _figures(french: Document, other: Document, reperes: Reperes) -> Iterator[str]:
    whole = _words(french, reperes), _words(other, reperes)
    # A note says where a quotation comes from: each language names the source in its own way.
    told = _words(_without_notes(french), reperes), _words(_without_notes(other), reperes)
    for what, read, (ours, theirs) in (
        ("téléphone", phones_in, whole),
        ("adresse électronique", mails_in, whole),
        ("adresse web", urls_in, whole),
        ("nombre", _numbers, told),
    ):
        expected, found = Counter(read(ours)), Counter(read(theirs))
        for item in sorted((expected - found).keys()):
            yield f"{what} « {item} » perdu dans la traduction."
        for item in sorted((found - expected).keys()):
            yield f"{what} « {item} » ajouté par la traduction."


def _numbers(text: str) -> list[str]:
    """Numbers without their separators: « 1 000 » is « 1,000 », « 3,5 » is « 3.5 »."""
    return [re.sub(r"\D", "", found).lstrip("0") or "0" for found in _NUMBER.findall(text)]


def _words(document: Document, reperes: Reperes) -> str:
    """The text, block by block, without the French sentences of the guide, which have no translation."""
    quoted = words_pattern(reperes.citations)
    return "\n".join(p.texte for p in passages_of(document) if not quoted.search(p.texte))


def _without_notes(document: Document) -> Document:
    kept = (b for b in document.blocks if not (isinstance(b, Paragraph) and b.role is Role.NOTE))
    return replace(document, blocks=tuple(kept))


_QUOTED = re.compile("«[^»]*»")


def _leftovers(other: Document, faits: Faits, reperes: Reperes) -> Iterator[str]:
    language = other.lang.split("-")[0]
    shared = set(reperes.mots_partages.get(language, ()))
    wanted = tuple(word for word in reperes.mots_francais if word not in shared)
    text = faits.without_names(_words(other, reperes))
    found = words_pattern(wanted).findall(_QUOTED.sub(" ", text))
    if len(found) > MOTS_FRANCAIS_MAX:
        shown = ", ".join(dict.fromkeys(word.lower() for word in found))
        yield f"{len(found)} mots français restent dans la traduction ({shown})."
