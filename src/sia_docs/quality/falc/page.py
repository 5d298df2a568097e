"""What is checked: a text as a person sees it, block by block, whatever the file it was read from.

Readers (DOCX, HTML, text, tree) fill an :class:`Ecrit`; the checks only know it.  ``None`` always
means « the file does not tell »: a check that needs it says that it was not run, it never passes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

GAP = "\ufffc"
"""Stands in a text for a field to complete: neither a word nor a fault."""


class Source(StrEnum):
    """The kind of file that was read."""

    TEXTE = "texte"
    DOCX = "docx"
    HTML = "html"
    ARBRE = "arbre"


class Genre(StrEnum):
    """What a block is in its document."""

    TITRE = "titre"
    PARAGRAPHE = "paragraphe"
    ELEMENT = "élément de liste"
    CELLULE = "cellule de tableau"
    LEGENDE = "légende"
    IMAGE = "image"
    PIED = "en-tête ou pied de page"
    NOTE = "note"
    ZONE = "zone de texte"


class Role(StrEnum):
    """What a block is for, when the file says so (our own leaflets do, by their styles or classes)."""

    OBJET = "objet"
    """What the document is about and for whom."""
    ESSENTIEL = "essentiel"
    EXPLICATION = "explication"
    """Explains a difficult word."""
    EXEMPLE = "exemple"
    CONTACT = "contact"
    GLOSSAIRE = "glossaire"
    MENTION = "mention"
    """Imprint, banner, credit lines: read by the look rules, not judged as sentences of the leaflet."""


class Alignement(StrEnum):
    """How the lines of a block are aligned."""

    GAUCHE = "gauche"
    DROITE = "droite"
    CENTRE = "centre"
    JUSTIFIE = "justifie"


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of characters is drawn, once everything it inherits is resolved.

    Sizes in points, colours « #rrggbb ».
    """

    police: str | None = None
    corps_pt: float | None = None
    gras: bool | None = None
    italique: bool | None = None
    souligne: bool | None = None
    capitales: bool | None = None
    """Capitals drawn by the style (caps, small caps, text-transform), not typed ones."""
    barre: bool | None = None
    effet: bool | None = None
    """Shadow, outline, emboss, engrave, glow, gradient."""
    espacement_pt: float | None = None
    """Space added between letters; 0 is normal."""
    couleur: str | None = None
    fond: str | None = None
    """Colour behind the characters; None when it is not known (an image, a gradient)."""
    lien: str | None = None
    """Target of the hyperlink; "" when the run is certainly not one."""
    masque: bool = False
    """Read by screen readers only."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters ``debut`` to ``fin`` (excluded) of the text of a block, and how they are drawn."""

    debut: int
    fin: int
    style: Style


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. ``idee`` is its name in the registry of pictograms when the file carries it."""

    nom: str = ""
    """File name or relation; tells two pictures apart."""
    empreinte: str = ""
    """SHA-256 of its bytes: the same picture, whatever its name."""
    idee: str | None = None
    alt: str | None = None
    """"" : no alternative text written; None: the file cannot tell."""
    decorative: bool | None = None
    vectorielle: bool | None = None
    largeur_mm: float | None = None
    hauteur_mm: float | None = None
    largeur_px: int | None = None
    """Points of a picture that is not a drawing, across its width."""
    a_cote: bool | None = None
    """Beside its text, before it in reading order."""


@dataclass(frozen=True, slots=True)
class Lieu:
    """Where a block is. Numbers start at 1; a page is None when the file is not paged."""

    bloc: int
    ligne: int | None = None
    """Line of the file, for a text."""
    page: int | None = None
    titre: str = ""
    """The heading above it."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """A paragraph, a heading, a list item, a cell, a picture… A sentence never goes over its end.

    ``texte`` keeps the line breaks that a person typed (``\\n``), and none of those that a page makes.
    A gap to complete is the character U+FFFC: neither a word nor a fault.
    """

    genre: Genre
    texte: str = ""
    lieu: Lieu = field(default_factory=lambda: Lieu(1))
    niveau: int = 0
    """Level of a heading (1 is the highest) or of a nested list item (1 is not nested)."""
    numero_romain: bool = False
    """The list, or the headings, number it with roman numerals that nobody typed."""
    role: Role | None = None
    runs: tuple[Run, ...] = ()
    """In order, covering the text; empty when the file has no styles."""
    image: Image | None = None
    alignement: Alignement | None = None
    retrait_premiere_ligne_mm: float | None = None
    espace_apres_pt: float | None = None
    interligne: float | None = None
    """Multiple of the size of the font."""
    cesure: bool | None = None
    """May a word be cut at the end of a line?"""
    vertical: bool | None = None
    tableau: int | None = None
    """Number of the data table that the block belongs to (a layout table of one row is not one)."""
    rangee: int | None = None
    """Row of that table, from 1."""
    tableau_justifie: bool = False
    """The author says that the table is simpler than a text."""


@dataclass(frozen=True, slots=True)
class MiseEnPage:
    """How the pages are made. None: the file does not tell."""

    largeur_mm: float | None = None
    hauteur_mm: float | None = None
    colonnes: int | None = None
    pages: int | None = None
    numero_de_page: bool | None = None
    """A field prints the number of each page."""
    nombre_de_pages: bool | None = None
    """A field prints how many pages there are."""
    langue: str | None = None
    cesure: bool | None = None
    notes: int | None = None
    """Footnotes and endnotes."""
    zones_de_texte: int | None = None
    modifications: int | None = None
    """Tracked changes; the text checked is the one with all of them accepted."""
    fond_image: bool | None = None
    """A picture or a pattern lies behind the text."""
    titre_document: str | None = None
    """Title in the properties of the file."""


@dataclass(frozen=True, slots=True)
class Ecrit:
    """A whole text to check."""

    blocs: tuple[Bloc, ...]
    source: Source = Source.TEXTE
    mise_en_page: MiseEnPage | None = None
    """None: the file has no page at all (plain text)."""
    nom: str = ""
    """Name of the file, for the report."""
    enfant: bool = False
    """Written for children: « tu » is right."""
    roles: bool = False
    """The file says the roles of its blocks: a missing one is missing, not unknown."""
    remarques: tuple[str, ...] = ()
    """What the reader of the file has to say (« 3 modifications suivies : … »)."""
