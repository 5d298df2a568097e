"""The Word template of automatic texts: one entry for each system and sentence, and how to use them.

Its words are in ``templates/patient_info/niveau2/intranet.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sia_docs.document.french import NBSP, capital, typography
from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Cover,
    Document,
    Field,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Role,
    Table,
    Text,
)
from sia_docs.generators.mention import NON, toutes_les_mentions
from sia_docs.generators.mention_pieces import (
    PERSONNES,
    Patrons,
    Reponse,
    answers,
    fields_of,
    item_of,
    patterns,
    preposition,
    refuse_twins,
    typed_titles,
    words,
)
from sia_docs.generators.mention_pieces import (
    Piece as Pattern,
)
from sia_docs.library.mentions import load_mentions
from sia_docs.models import Dossier
from sia_docs.writers.docx.building_blocks import (
    NAME_MAX,
    BuildingBlock,
    Choice,
    Piece,
    write_building_blocks,
)

if TYPE_CHECKING:
    from sia_docs.library.mentions_schema import TypeDocument
    from sia_docs.writers.docx import House

_PERSON = "professionnel."
SYSTEM_MAX = 16
"""What an entry's name keeps of the system's: half of what Word allows."""


def word_template(dossiers: Sequence[Dossier], house: House | None = None) -> bytes:
    """``mentions-ia.dotx`` for these systems: its entries, and the page that lists them.

    Raises:
        DossierInvalide: no system, or two dossiers for the same one.
    """
    refuse_twins(dossiers)
    sections = _sections(dossiers)
    blocks = [block for section in sections for block in section.blocks]
    return write_building_blocks(_document(dossiers, sections), blocks, house)


# ---------------------------------------------------------------------------------------- entries


@dataclass(frozen=True, slots=True)
class _Section:
    """The sentences of one system (or of none)."""

    title: str
    blocks: tuple[BuildingBlock, ...]


class DocumentPlace(NamedTuple):
    """The place of the document in a sentence: first, with a capital, or not."""

    first: bool


Segment = Pattern | DocumentPlace


@dataclass(frozen=True, slots=True)
class _Agreement:
    """The sentence with a list in place of the document, and the documents that agree alike."""

    pieces: tuple[Piece, ...]
    documents: tuple[TypeDocument, ...]


def _sections(dossiers: Sequence[Dossier]) -> list[_Section]:
    patrons = patterns(dossiers[0])
    taken: set[str] = set()
    sections = []
    for dossier in dossiers:
        out = {p.code for p in toutes_les_mentions(dossier) if p.convient == NON}
        suited = [a for a in answers() if not a.variante.sans_systeme and a.variante.code not in out]
        short = _cut(dossier.systeme.nom or dossier.systeme.besoin, SYSTEM_MAX)
        title = dossier.systeme.nom or dossier.systeme.besoin
        sections.append(_Section(title, tuple(_blocks(dossier, suited, short, title, patrons, taken))))
    without = [a for a in answers() if a.variante.sans_systeme]
    nobody = str(words()["word"]["sans_systeme"])
    sections.append(_Section(nobody, tuple(_blocks(dossiers[0], without, "", nobody, patrons, taken))))
    return [section for section in sections if section.blocks]


def _blocks(
    dossier: Dossier,
    asked: Iterable[Reponse],
    short: str,
    category: str,
    patrons: Patrons,
    taken: set[str],
) -> Iterator[BuildingBlock]:
    word = words()["word"]
    for answer in asked:
        told = word["description"].replace("{question}", answer.question)
        for agreement in _agreements(dossier, answer, patrons):
            first = agreement.documents[0]
            alone = len(agreement.documents) == len(load_mentions().documents)
            accord = "" if alone else word["accords"][first.genre + first.nombre]
            name = _unique(" ".join(part for part in (short, answer.court, accord) if part), taken)
            yield BuildingBlock(
                name,
                _cut(category, NAME_MAX),
                told if answer.role == "present" else answer.question,
                agreement.pieces,
            )


def _agreements(dossier: Dossier, answer: Reponse, patrons: Patrons) -> Iterator[_Agreement]:
    """One sentence for each way of agreeing: the documents of a list can replace each other."""
    groups: dict[tuple[Segment, ...], list[TypeDocument]] = {}
    for kind in load_mentions().documents:
        pattern = patrons.phrases[answer.variante.code, kind.id, False]
        groups.setdefault(tuple(_without_document(pattern, kind)), []).append(kind)
    items = item_of(dossier, patrons)
    fields = fields_of(dossier)
    for segments, kinds in groups.items():
        pieces: list[Piece] = []
        for part in segments:
            if isinstance(part, str):
                pieces.append(Text(part))
            elif isinstance(part, DocumentPlace):
                pieces.append(_document_choice(kinds, first=part.first))
            elif part[0] == PERSONNES:
                pieces += _person(answer, patrons)
            else:
                pieces += _with_fields(items[part[0]], fields)
        yield _Agreement(tuple(pieces), tuple(kinds))


def _called(kind: TypeDocument, *, first: bool) -> str:
    text = typography(f"{kind.determinant} {kind.nom}")
    return capital(text) if first else text


def _without_document(pattern: Iterable[Pattern], kind: TypeDocument) -> Iterator[Segment]:
    """The pattern with a place for the document, wherever its words name it."""
    for part in pattern:
        if not isinstance(part, str):
            yield part
            continue
        for first in (True, False):
            before, found, after = part.partition(_called(kind, first=first))
            if found:
                yield from (piece for piece in (before, DocumentPlace(first), after) if piece)
                break
        else:
            yield part


def _document_choice(kinds: Sequence[TypeDocument], *, first: bool) -> Choice:
    options = tuple(_called(kind, first=first) for kind in kinds)
    return Choice("mention.document", words()["word"]["champ_document"], options, options[0])


def _person(answer: Reponse, patrons: Patrons) -> Iterator[Piece]:
    word = words()["word"]
    formes = patrons.formes[preposition(answer.variante)]
    titles = tuple(formes[title].avant.rstrip() for title in typed_titles())
    yield Choice(f"{_PERSON}titre", word["champ_titre"], titles)
    yield Text(NBSP)
    yield Field(f"{_PERSON}nom", word["champ_nom"], "clinicien")
    yield Text(formes[typed_titles()[0]].entre)
    yield Field(f"{_PERSON}fonction", word["champ_fonction"], "clinicien")


def _with_fields(text: str, fields: Sequence[Field]) -> Iterator[Piece]:
    """What the dossier does not say stays a field, that can be filled once inserted."""
    for field in fields:
        before, found, after = text.partition(field.text)
        if found:
            yield from _with_fields(before, fields)
            yield field
            yield from _with_fields(after, fields)
            return
    if text:
        yield Text(text)


def _cut(text: str, longest: int) -> str:
    """A short name, cut between words if that leaves something."""
    if len(text) <= longest:
        return text
    whole = text[: longest + 1].rpartition(" ")[0].strip()
    return whole or text[:longest]


def _unique(name: str, taken: set[str]) -> str:
    """The name, or the name and a number; Word does not tell capitals apart."""
    candidate, rank = name[:NAME_MAX], 1
    while candidate.casefold() in taken:
        rank += 1
        end = f" {rank}"
        candidate = name[: NAME_MAX - len(end)] + end
    taken.add(candidate.casefold())
    return candidate


# --------------------------------------------------------------------------------------- document


def _document(dossiers: Sequence[Dossier], sections: Sequence[_Section]) -> Document:
    word = words()["word"]
    hospital = " – ".join(dict.fromkeys(d.etablissement.nom for d in dossiers))
    return Document(
        title=word["titre"],
        subject=word["sujet"],
        author=hospital,
        day=max(d.date_document for d in dossiers),
        cover=Cover(f"{word['surtitre']} – {hospital}", word["titre"], word["sous_titre"], (), ""),
        blocks=tuple(_blocks_of(word, sections)),
        imprint=tuple(word["mentions"]),
        draft=False,
    )


def _blocks_of(word: dict[str, Any], sections: Sequence[_Section]) -> Iterator[Block]:
    yield Paragraph((Text(word["chapeau"]),), Role.LEAD)
    for part in ("installer", "inserer"):
        yield _heading(word[f"{part}_titre"], part)
        yield ListBlock(tuple((Paragraph((Text(line),)),) for line in word[part]), ordered=True)
    yield Callout(word["presence_titre"], (Paragraph((Text(word["presence"]),)),))
    for rank, section in enumerate(sections, start=1):
        name = section.title
        alone = name == word["sans_systeme"]
        yield _heading(name if alone else word["systeme_titre"].replace("{systeme}", name), f"phrases-{rank}")
        yield Table(
            caption=word["tableau"].replace("{systeme}", name),
            description=word["tableau_description"],
            header=tuple(Cell((Text(column),)) for column in word["colonnes"]),
            rows=tuple(
                (Cell((Text(block.name),)), Cell(tuple(_shown(block.pieces)))) for block in section.blocks
            ),
            widths=(1.0, 2.6),
        )


def _heading(text: str, anchor: str) -> Heading:
    return Heading(1, (Text(text),), anchor)


def _shown(pieces: Iterable[Piece]) -> Iterator[Inline]:
    """The sentence to read: what is chosen or typed once inserted stands between brackets, nothing to fill here."""
    for piece in pieces:
        if isinstance(piece, Choice):
            yield Text(piece.chosen or piece.prompt)
        elif isinstance(piece, Field) and piece.id.startswith(_PERSON):
            yield Text(f"[{piece.label}]")
        else:
            yield piece
