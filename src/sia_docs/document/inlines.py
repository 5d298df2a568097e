"""The inlines of the document tree: text, emphasis, links, references, fields to complete.

They stand apart from the blocks so that a single sentence does not pay for the whole tree
(:mod:`sia_docs.generators.mention`); :mod:`sia_docs.document.nodes` gives them all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text. A line feed inside means a line break, nothing else is interpreted."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with another voice (a foreign word, a title)."""

    children: tuple[Inline, ...]
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``href`` is ``https:``, ``mailto:`` or ``tel:`` (a text may only give the first two)."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CrossRef:
    """« l’article 3.2 »: ``before`` + ``number``, pointing to the heading whose id is ``target``."""

    target: str
    before: str
    number: str


#: ``Field.who`` of what a candidate fills in during a consultation.
CANDIDAT = "candidat"


@dataclass(frozen=True, slots=True)
class Field:
    """Information still to be filled in, printed « [À compléter : label] » and counted.

    ``id`` is stable (path of the datum, e.g. ``fournisseur.hebergement.certificat.numero``), ``who``
    names who answers (``acheteur``, ``candidat``, ``fournisseur``, ``dpo``, ``rssi``…).  ``item`` tells of
    which item of a list it is said: its row tells it in the text, a list of fields has to.  ``ask`` is what
    stands before the label in a document that is not in French; the label, a name of the dossier, stays.
    """

    id: str
    label: str
    who: str
    item: str = ""
    ask: str = ""

    @property
    def name(self) -> str:
        """The label away from its place: « effectif de la mesure (Sensibilité) »."""
        return f"{self.label} ({self.item})" if self.item else self.label

    @property
    def text(self) -> str:
        """What the reader sees, the same in every format."""
        if self.ask:
            return f"[{self.ask}{self.label}]"
        verb = "À\u00a0compléter par le candidat" if self.who == CANDIDAT else "À\u00a0compléter"
        return f"[{verb}\u00a0: {self.label}]"


#: What a reader sees of an unticked box, the same in every format.
BOX = "\u2610"


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A box to tick, unticked: clickable in Word, a drawn box elsewhere.

    ``id`` is stable, ``label`` is its accessible name (what ticking means, in the language around it).
    """

    id: str
    label: str


Inline = Text | Strong | Emphasis | Link | CrossRef | Field | CheckBox


def plain(children: tuple[Inline, ...]) -> str:
    """The text of inlines, as every writer prints it."""
    parts: list[str] = []
    for child in children:
        match child:
            case Text():
                parts.append(child.text)
            case Strong() | Emphasis() | Link():
                parts.append(plain(child.children))
            case CrossRef():
                parts.append(child.before + child.number)
            case Field():
                parts.append(child.text)
            case CheckBox():
                parts.append(BOX)
    return "".join(parts)
