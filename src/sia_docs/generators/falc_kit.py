"""The pages of a reading session: what the readers get, and the form of remarks.

The readers' pages are easy to read themselves: same blocks, same pictures, same rules as the leaflet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count

from sia_docs.document.french import NBSP, typography
from sia_docs.document.lines import each_line, illustrated_in, lines_of
from sia_docs.document.nodes import (
    Block,
    Cell,
    Cover,
    Document,
    Heading,
    Illustrated,
    Inline,
    Layout,
    ListBlock,
    PageBreak,
    Paragraph,
    Pictogram,
    Purpose,
    Strong,
    Table,
    Text,
    plain,
)
from sia_docs.generators.falc_reading import FeuilletALire
from sia_docs.generators.templates import render_line
from sia_docs.library.falc_relecture import Consigne, Lecteurs, PageDuNom, Partie, TextesRelecture

Draw = Callable[[str], Pictogram]
"""The picture of an idea."""


def leaflet_to_read(
    document: Document, ident: str, *, systeme: str | None, langue: str, version: str | None
) -> FeuilletALire:
    """What a session must know of a built leaflet."""
    return FeuilletALire(
        document=ident,
        systeme=systeme,
        langue=langue,
        titre=document.title,
        version=version,
        # The no-break spaces of the layout would be hard to tell in a file that a person fills in.
        lignes=tuple(" ".join(line.split()) for line in lines_of(_leaflet(document))),
        idees=tuple(block.idea for block in illustrated_in(document.blocks)),
    )


def _leaflet(document: Document) -> tuple[Block, ...]:
    """The title and the blocks of a leaflet: all that its readers judge."""
    return (Heading(1, (Text(document.cover.title),), "document", in_toc=False), *document.blocks)


def readers_pages(document: Document, leaflet: FeuilletALire, texts: TextesRelecture, draw: Draw) -> Document:
    """What one reader gets: how it goes, the pictures alone, the leaflet with line numbers, the questions,
    and the page where they agree to be named."""
    words = texts.trousse.lecteurs
    title = plain(render_line(words.titre, {"titre": leaflet.titre}))
    blocks = (
        _part(words.objet, draw, Purpose.SUBJECT),
        *_titled(words.regles, draw),
        *_pictures(document, words, draw),
        PageBreak(),
        _heading(words.lecture.titre),
        *_told(words.lecture, words, draw),
        *numbered(_leaflet(document)),
        PageBreak(),
        *_questions(leaflet, texts, draw),
        PageBreak(),
        *_name(words.nom, draw),
    )
    return replace(
        document,
        title=title,
        subject=leaflet.titre,
        cover=Cover(kicker=document.cover.kicker, title=title, subtitle="", facts=(), status=""),
        blocks=tuple(_identified(blocks)),
        draft=False,
        layout=Layout.FALC,
    )


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks, each line after its number: « 12 : »."""
    numbers = count(1)
    return each_line(blocks, lambda children: (Strong((Text(f"{next(numbers)}{NBSP}:{NBSP}"),)), *children))


def remarks_form(document: Document, leaflet: FeuilletALire, texts: TextesRelecture) -> Document:
    """The form of remarks, one row for each line, filled in by whoever helps the readers."""
    words = texts.trousse.lecteurs.remarques
    title = f"{typography(words.titre)}{NBSP}: {leaflet.titre}"
    rows = tuple(
        (_cell(str(rank)), _cell(typography(line)), _cell(""), _cell(""))
        for rank, line in enumerate(leaflet.lignes, start=1)
    )
    return Document(
        title=title,
        subject=leaflet.titre,
        author=document.author,
        day=document.day,
        cover=Cover(
            kicker=document.cover.kicker,
            title=title,
            subtitle=leaflet.systeme or "",
            facts=(),
            status="",
        ),
        blocks=(
            *(Paragraph((Text(typography(line)),)) for line in words.consigne),
            Table(
                typography(words.legende),
                typography(words.description),
                tuple(_cell(typography(column)) for column in words.colonnes),
                rows,
                (1.4, 5, 2, 4),
            ),
        ),
        imprint=(),  # a working sheet: the pages of the readers tell the version
        draft=False,
        layout=Layout.FEUILLET,
        house=document.house,
    )


# ----------------------------------------------------------------------------------------- pieces


def _heading(text: str) -> Heading:
    return Heading(1, (Text(typography(text)),), "", in_toc=False)


def _lines(lines: Iterable[str]) -> tuple[Block, ...]:
    return tuple(_line(line) for line in lines)


def _line(text: str) -> Paragraph:
    return Paragraph((Text(typography(text)),))


def _part(part: Partie, draw: Draw, purpose: Purpose = Purpose.ORDINARY) -> Illustrated:
    return Illustrated(part.idee, _lines(part.lignes), purpose, draw(part.idee))


def _titled(part: Partie, draw: Draw) -> Iterator[Block]:
    if part.titre:
        yield _heading(part.titre)
    yield _part(part, draw)


def _told(part: Consigne, words: Lecteurs, draw: Draw) -> Iterator[Block]:
    yield Illustrated(words.objet.idee, _lines(part.consigne), picture=draw(words.objet.idee))


def _pictures(document: Document, words: Lecteurs, draw: Draw) -> Iterator[Block]:
    """Each picture once, without the sentences that it goes with in the leaflet."""
    shown = illustrated_in(document.blocks)
    if not shown:
        return
    part = words.images
    yield PageBreak()
    yield _heading(part.titre)
    yield from _told(part, words, draw)
    for rank, block in enumerate(shown, start=1):
        asked = (Strong(render_line(part.numero, {"numero": rank})),)
        yield replace(
            block,
            blocks=(Paragraph(asked), _line(part.question), *_lines(words.reponse[1:])),
            purpose=Purpose.ORDINARY,
        )


def _questions(leaflet: FeuilletALire, texts: TextesRelecture, draw: Draw) -> Iterator[Block]:
    words = texts.trousse.lecteurs
    part = words.questions
    yield _heading(part.titre)
    yield from _told(part, words, draw)
    for rank, asked in enumerate(texts.questions.of(leaflet.document), start=1):
        number = (Strong(render_line(part.numero, {"numero": rank})),)
        yield Illustrated(
            part.idee,
            (Paragraph(number), _line(asked.question), *_room(words)),
            picture=draw(part.idee),
        )


def _room(words: Lecteurs) -> tuple[Block, ...]:
    return _lines(words.reponse)


def _name(page: PageDuNom, draw: Draw) -> Iterator[Block]:
    yield _heading(page.titre or "")
    yield _part(page, draw)
    choices = ListBlock(tuple((_line(choice),) for choice in page.choix))
    yield Illustrated(
        page.idee_choix,
        (choices, *_lines((page.nom, page.date, page.signature))),
        picture=draw(page.idee_choix),
    )


def _cell(text: str) -> Cell:
    children: tuple[Inline, ...] = (Text(text),) if text else ()
    return Cell(children)


def _identified(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each heading with an id of its own: those of the leaflet are not alone here."""
    for rank, block in enumerate(blocks, start=1):
        yield replace(block, id=f"partie-{rank}") if isinstance(block, Heading) else block
