"""What every document made of authored texts goes through: figures, contents, what is left to complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal, Protocol

from sia_docs.document.french import typography
from sia_docs.document.nodes import (
    Block,
    Callout,
    Cover,
    Document,
    Field,
    Heading,
    HouseLook,
    Inline,
    Layout,
    Place,
    Toc,
    inlines_of,
    plain,
)
from sia_docs.generators.templates import render_line

FRENCH = "fr-FR"


class Headed(Protocol):
    """What the front matter of an authored text says of its document."""

    @property
    def titre(self) -> str:
        """Title, with variables."""

    @property
    def sous_titre(self) -> str | None:
        """Subtitle, with variables."""

    @property
    def format(self) -> Literal["feuillet", "affiche", "carte"]:
        """A leaflet, a poster or a pocket card."""

    @property
    def page(self) -> Literal["A4", "A3", "A6"]:
        """Paper."""


def assembled(
    head: Headed,
    cadre: Mapping[str, Any],
    names: Mapping[str, Any],
    write: Callable[[Mapping[str, Any]], tuple[Block, ...]],
    imprint: Sequence[str],
    *,
    author: str,
    day: date,
    house: HouseLook | None,
    lang: str = FRENCH,
) -> tuple[Document, tuple[Field, ...]]:
    """The document of an authored text and what it lacks: a draft as long as it lacks something.

    ``write`` makes the blocks from the variables, « projet » among them.
    """
    title, subtitle = render_line(head.titre, names), render_line(head.sous_titre or "", names)
    kicker = render_line(cadre["surtitre"], names)

    def written(*, projet: bool) -> tuple[tuple[Block, ...], list[tuple[Inline, ...]]]:
        known = {**names, "projet": projet}
        return write(known), [render_line(line, known) for line in imprint]

    blocks, last = written(projet=False)
    lacking = fields_of((title, subtitle, *last), blocks)
    if lacking:  # what it lacks is known once it is written; a draft says « publication prévue »
        blocks, last = written(projet=True)
    document = Document(
        title=plain(title),
        subject=plain(subtitle) or plain(title),
        author=author,
        day=day,
        cover=Cover(
            kicker="" if house and house.name else plain(kicker),  # written once, beside the logo
            title=plain(title),
            subtitle=plain(subtitle),
            facts=(),
            status=typography(cadre["statut"]["projet"]) if lacking else "",
        ),
        blocks=blocks,
        imprint=tuple(plain(line) for line in last),
        lang=lang,
        draft=bool(lacking),
        layout=Layout(head.format),
        page=head.page,
        house=house,
    )
    return document, lacking


def placed(
    blocks: Iterable[Block], figure: Callable[[str], Iterable[Block]], *, raised: int = 1
) -> Iterator[Block]:
    """The blocks with figures where the text wants them, and headings ``raised`` by so many levels.

    « ## » in a text is its first heading: it comes right below the document's title.
    """
    for block in blocks:
        match block:
            case Place():
                yield from figure(block.name)
            case Callout():
                yield replace(block, blocks=tuple(placed(block.blocks, figure, raised=raised)))
            case Heading():
                yield replace(block, level=block.level - raised)
            case _:
                yield block


def with_contents(blocks: tuple[Block, ...], title: str, *, most: int, depth: int = 1) -> tuple[Block, ...]:
    """A document of more than ``most`` headings opens with its table of contents, after its lead."""
    headings = [rank for rank, block in enumerate(blocks) if isinstance(block, Heading)]
    if len(headings) <= most:
        return blocks
    listed = [replace(b, in_toc=b.level <= depth) if isinstance(b, Heading) else b for b in blocks]
    return (*listed[: headings[0]], Toc(typography(title)), *listed[headings[0] :])


def fields_of(lines: Iterable[tuple[Inline, ...]], blocks: Iterable[Block]) -> tuple[Field, ...]:
    """Fields to complete, each once, in reading order."""
    inlines = [i for block in blocks for i in inlines_of(block)] + [i for line in lines for i in line]
    return tuple({i.id: i for i in inlines if isinstance(i, Field)}.values())
