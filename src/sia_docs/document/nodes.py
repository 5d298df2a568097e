"""The document tree: what every writer prints, and nothing about how.

A :class:`Document` is a sequence of blocks; blocks hold inlines.  The tree is immutable: the same
node may be shared between documents.  Values coming from a dossier are always :class:`Text`
nodes, so that data can never become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from sia_docs.document.inlines import (
    BOX as BOX,
    CANDIDAT as CANDIDAT,
    CheckBox as CheckBox,
    CrossRef as CrossRef,
    Emphasis as Emphasis,
    Field as Field,
    Inline as Inline,
    Link as Link,
    Strong as Strong,
    Text as Text,
    plain as plain,
)

# ---------------------------------------------------------------------------------------- blocks


class Numbering(StrEnum):
    """How a heading is numbered (live in Word, printed in the other formats)."""

    NONE = "none"
    ARTICLE = "article"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is a chapter (article) or an annex, level 2 a clause, level 3 below.

    ``number`` is the printed number without its word (« 3 », « 3.2 »), empty when not numbered.
    ``in_toc`` tells whether the table of contents lists it.  ``note`` is a remark to the reader who
    prepares the document: a comment in Word, a marked aside elsewhere, never part of the text.
    """

    level: int
    children: tuple[Inline, ...]
    id: str
    numbering: Numbering = Numbering.NONE
    number: str = ""
    in_toc: bool = True
    note: str = ""

    @property
    def prefix(self) -> str:
        """The printed number with its word: « Article 3 », « 3.2 », « Annexe 1 », or nothing."""
        if self.numbering is Numbering.NONE:
            return ""
        if self.level > 1:
            return self.number
        word = "Article" if self.numbering is Numbering.ARTICLE else "Annexe"
        return f"{word} {self.number}"


class Role(StrEnum):
    """What a paragraph is for; writers map it to a style."""

    BODY = "body"
    LEAD = "lead"
    FORMULA = "formula"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is a sequence of blocks whose first is a paragraph."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: one paragraph of inlines."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with a header row.

    ``widths`` are relative column widths (same length as ``header``); ``row_header`` tells that
    the first column heads its row (``<th scope="row">``).
    """

    caption: str
    description: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    row_header: bool = True


@dataclass(frozen=True, slots=True)
class Callout:
    """A framed note: never by colour only, it has a title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """One party of a signature block."""

    party: str
    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """A signature block, one column for each party."""

    parties: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class Toc:
    """The table of contents of the document's headings (levels 1 and 2), linked."""

    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text wants a figure, by name; a generator puts it there before writing."""

    name: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG or JPEG bytes), in the line of the text, at its printed size.

    ``alt`` says what the picture says and may not be empty, unless ``decorative``: a decorative picture
    is hidden from screen readers.  ``caption`` is printed below it.
    """

    png: bytes
    alt: str
    width_mm: float
    height_mm: float
    caption: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """A picture and, beside it, the blocks that go with it (a QR code, its address and a phone number).

    Reading order: the blocks first, then the picture, which repeats them for the eyes or a telephone;
    the other way round with ``picture_first`` (the key of a drawing).
    """

    figure: Figure
    blocks: tuple[Block, ...]
    picture_first: bool = False


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same text in two languages, side by side, read row by row.

    Each row is (blocks in ``langs[0]``, blocks in ``langs[1]``); the ids of headings differ on both sides.
    """

    langs: tuple[str, str]
    rows: tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A picture of one idea: a drawing (SVG) for screens, pixels (PNG) for Word.

    One of the two may be missing when a hospital gives its own; a writer that needs it then refuses.
    """

    idea: str
    svg: str = ""
    png: bytes = b""


class Purpose(StrEnum):
    """What a block of an easy-to-read leaflet is for; printed nowhere, kept for styles and checks."""

    ORDINARY = "ordinaire"
    SUBJECT = "objet"
    ESSENTIAL = "essentiel"
    EXPLANATION = "explication"
    EXAMPLE = "exemple"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Illustrated:
    """One idea: its pictogram, then its sentences beside it, one in each paragraph or item.

    The sentences say what the picture says: the picture is decorative.  A text gives the ``idea``; a
    generator puts the ``picture`` there before writing.
    """

    idea: str
    blocks: tuple[Block, ...]
    purpose: Purpose = Purpose.ORDINARY
    picture: Pictogram | None = None

    @property
    def drawn(self) -> Pictogram:
        """The picture. ``ValueError`` when nobody put it there."""
        if self.picture is None:
            raise ValueError(f"no pictogram was put at {self.idea!r}")
        return self.picture


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Callout
    | Signatures
    | Toc
    | Place
    | PageBreak
    | Figure
    | Beside
    | Illustrated
    | Parallel
)

# -------------------------------------------------------------------------------------- document


@dataclass(frozen=True, slots=True)
class Cover:
    """First page: title, subtitle and a list of facts (term, value)."""

    kicker: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, tuple[Inline, ...]], ...]
    status: str


class Layout(StrEnum):
    """How a document starts and fills its pages."""

    ANNEXE = "annexe"
    """A cover page with its facts, then the text on a new page."""
    FEUILLET = "feuillet"
    """Logo and title on the first page and the text at once: no facts, no page break."""
    AFFICHE = "affiche"
    """A poster: one page, read at two metres."""
    FALC = "falc"
    """An easy-to-read leaflet: 14 points at least, a pictogram beside each idea (European rules)."""
    CARTE = "carte"
    """A pocket card: two sides of A6, read from near."""


@dataclass(frozen=True, slots=True)
class HouseLook:
    """What a hospital gives of its look: name, logo, colours, fonts (see ``models/charte.py``).

    Colours are « #rrggbb »; ``on_primary`` is the colour of text on ``primary``, ``ink`` is ``primary``
    when it can be read on white, else black.  ``fonts`` are names in order of preference.
    """

    name: str = ""
    logo: bytes | None = None
    logo_alt: str = ""
    primary: str = "#1F3864"
    on_primary: str = "#FFFFFF"
    ink: str = "#1F3864"
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be written.

    ``imprint`` are the discreet last lines (version, date, fingerprint, disclaimer); ``day`` is the
    date of the document, the only date that a writer may print or store.  ``page`` is the size of a
    poster, of a card or of an easy-to-read leaflet, which ``large`` sets in large print (18 points); ``house``
    is shown by all but ANNEXE.
    """

    title: str
    subject: str
    author: str
    day: date
    cover: Cover
    blocks: tuple[Block, ...]
    imprint: tuple[str, ...]
    lang: str = "fr-FR"
    keywords: tuple[str, ...] = field(default=())
    draft: bool = True
    layout: Layout = Layout.ANNEXE
    page: Literal["A4", "A3", "A5", "A6"] = "A4"
    large: bool = False
    house: HouseLook | None = None


# ---------------------------------------------------------------------------------------- walking


def headings_of(blocks: Iterable[Block]) -> list[Heading]:
    """All headings in reading order, those inside other blocks included."""
    found: list[Heading] = []
    _gather_headings(blocks, found)
    return found


def _gather_headings(blocks: Iterable[Block], found: list[Heading]) -> None:
    for block in blocks:
        match block:
            case Paragraph():
                pass  # most blocks
            case Heading():
                found.append(block)
            case ListBlock():
                for item in block.items:
                    _gather_headings(item, found)
            case Callout() | Beside() | Illustrated():
                _gather_headings(block.blocks, found)
            case Parallel():
                for row in block.rows:
                    for side in row:
                        _gather_headings(side, found)
            case _:
                pass


def illustrated_of(blocks: Iterable[Block]) -> Iterator[Illustrated]:
    """The illustrated blocks in reading order, those inside frames included."""
    for block in blocks:
        match block:
            case Illustrated():
                yield block
            case Callout():
                yield from illustrated_of(block.blocks)
            case _:
                pass


def has_boxes(block: ListBlock) -> bool:
    """Every item starts with a box to tick, which takes the place of the bullet."""
    firsts = [item[0] if item else None for item in block.items]
    return bool(firsts) and all(
        isinstance(first, Paragraph) and first.children and isinstance(first.children[0], CheckBox)
        for first in firsts
    )


def inlines_of(block: Block) -> list[Inline]:
    """All inlines of a block in reading order, nested ones included."""
    found: list[Inline] = []
    _gather_inlines(block, found)
    return found


def _gather_inlines(block: Block, found: list[Inline]) -> None:
    match block:
        case Heading() | Paragraph():
            _flatten(block.children, found)
        case ListBlock():
            for item in block.items:
                for child in item:
                    _gather_inlines(child, found)
        case Table():
            for row in (block.header, *block.rows):
                for cell in row:
                    _flatten(cell.children, found)
        case Callout() | Beside() | Illustrated():
            for child in block.blocks:
                _gather_inlines(child, found)
        case Parallel():
            for pair in block.rows:
                for side in pair:
                    for child in side:
                        _gather_inlines(child, found)
        case Signatures():
            for party in block.parties:
                for line in party.lines:
                    _flatten(line, found)
        case Toc() | Place() | PageBreak() | Figure():
            pass


def _flatten(children: tuple[Inline, ...], found: list[Inline]) -> None:
    for child in children:
        found.append(child)
        if isinstance(child, Strong | Emphasis | Link):
            _flatten(child.children, found)
