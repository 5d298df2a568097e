"""What a reading session needs besides the leaflet: the answers file and the facilitator's note.

The words are those of ``templates/patient_info/falc_relecture``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sia_docs.document.french import typography
from sia_docs.document.nodes import (
    Block,
    Cell,
    Cover,
    Document,
    Heading,
    HouseLook,
    Layout,
    ListBlock,
    Paragraph,
    Table,
    Text,
    plain,
)
from sia_docs.generators.templates import render_line
from sia_docs.library.falc_relecture import Animateur, Attendus, PartieAnimateur, Tableau, TextesRelecture
from sia_docs.models.relecture_falc import (
    Accord,
    Accords,
    Lecteur,
    LigneLue,
    PictogrammeTeste,
    QuestionPosee,
    ReponsesFalc,
)
from sia_docs.rules.validation_falc import empreinte_des_mots

_READERS = 2
"""Readers that the answers file has room for: at least two people are advised (rule F-H1)."""


@dataclass(frozen=True, slots=True)
class FeuilletALire:
    """What a session must know of a leaflet."""

    document: str
    """Identifier: « FALC-DROITS »."""
    systeme: str | None
    """Name of the system, for a leaflet about one."""
    langue: str
    titre: str
    version: str | None
    lignes: tuple[str, ...]
    """Titles and sentences, as they are numbered."""
    idees: tuple[str, ...]
    """Ideas of the pictures, each once, as they are numbered."""

    @property
    def empreinte(self) -> str:
        """Digest of its words."""
        return empreinte_des_mots(self.lignes)


def answers_of(leaflet: FeuilletALire, texts: TextesRelecture) -> ReponsesFalc:
    """The answers of a session that has not taken place yet: everything is to be said."""
    return ReponsesFalc(
        schema_version="1",
        document=leaflet.document,
        systeme=leaflet.systeme,
        langue=leaflet.langue,
        empreinte=leaflet.empreinte,
        version=leaflet.version,
        lecteurs=(Lecteur(),) * _READERS,
        lignes=tuple(LigneLue(ligne=rank, texte=line) for rank, line in enumerate(leaflet.lignes, start=1)),
        questions=tuple(
            QuestionPosee(numero=rank, question=typography(asked.question))
            for rank, asked in enumerate(texts.questions.of(leaflet.document), start=1)
        ),
        pictogrammes=tuple(
            PictogrammeTeste(numero=rank, idee=idea) for rank, idea in enumerate(leaflet.idees, start=1)
        ),
        accords=Accords(dpo=Accord(), clinicien=Accord()),
    )


def facilitator_note(
    leaflets: Sequence[FeuilletALire],
    texts: TextesRelecture,
    *,
    hospital: str,
    day: date,
    shown: Mapping[str, str] | None = None,
    house: HouseLook | None = None,
) -> Document:
    """How to run the session, then the answers expected for each leaflet: never shown to the readers.

    ``shown`` tells what the picture of an idea shows.
    """
    words = texts.trousse.animateur
    blocks = [block for part in words.parties for block in _part(part)]
    for leaflet in leaflets:
        blocks += _expected(leaflet, texts, words.attendus, shown or {})
    versions = ", ".join(dict.fromkeys(leaflet.version for leaflet in leaflets if leaflet.version))
    title, subtitle = typography(words.titre), typography(words.sous_titre)
    return Document(
        title=title,
        subject=subtitle,
        author=hospital,
        day=day,
        cover=Cover(
            kicker="" if house and house.name else hospital,
            title=title,
            subtitle=subtitle,
            facts=(),
            status="",
        ),
        blocks=tuple(_identified(blocks)),
        imprint=(_imprint(words, hospital, versions),),
        draft=False,
        layout=Layout.FEUILLET,
        house=house,
    )


def _imprint(words: Animateur, hospital: str, versions: str) -> str:
    return plain(render_line(words.empreinte, {"hopital": hospital, "version": versions or "–"}))


def _part(part: PartieAnimateur) -> Iterator[Block]:
    yield Heading(1, (Text(typography(part.titre)),), "")
    for text in part.textes:
        yield _paragraph(text)
    if part.points:
        yield ListBlock(tuple((_paragraph(point),) for point in part.points))


def _expected(
    leaflet: FeuilletALire, texts: TextesRelecture, words: Attendus, shown: Mapping[str, str]
) -> Iterator[Block]:
    title = f"{leaflet.titre} ({leaflet.systeme})" if leaflet.systeme else leaflet.titre
    yield Heading(1, render_line(words.titre, {"titre": title}), "")
    questions = texts.questions.of(leaflet.document)
    yield _table(
        words,
        (
            (str(number), typography(asked.question), typography(asked.attendu))
            for number, asked in enumerate(questions, start=1)
        ),
        (1, 3, 4),
    )
    if leaflet.idees:
        rows = (
            (str(number), idea, typography(shown.get(idea, "")))
            for number, idea in enumerate(leaflet.idees, start=1)
        )
        yield _table(words.images, rows, (1, 3, 4))


def _table(words: Tableau, rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]) -> Table:
    return Table(
        typography(words.legende),
        typography(words.description),
        tuple(_cell(typography(column)) for column in words.colonnes),
        tuple(tuple(_cell(text) for text in row) for row in rows),
        widths,
    )


def _cell(text: str) -> Cell:
    return Cell((Text(text),) if text else ())


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(typography(text)),))


def _identified(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each heading with an id of its own."""
    for rank, block in enumerate(blocks, start=1):
        yield Heading(block.level, block.children, f"partie-{rank}") if isinstance(block, Heading) else block
