"""Every text of a document with its place, and the French that must not be in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any

from pydantic import BaseModel

from documents.produits import Produit
from sia_docs.document.french import long_date, number
from sia_docs.document.nodes import (
    Block,
    Callout,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Signatures,
    Table,
    Toc,
    plain,
)

DES_DONNEES = frozenset(
    {"pas d’espace insécable avant la ponctuation", "pas d’espace insécable après le guillemet"}
)
"""What a value may hold: it is printed as it was typed, and authored text has its own tests."""


@dataclass(frozen=True)
class Lu:
    """A text, where it stands, and what it is: titre, paragraphe, item, cellule, legende…"""

    place: str
    nature: str
    texte: str
    children: tuple[Inline, ...] = ()
    suivi: Block | None = None
    """The block that follows, for a paragraph."""


def lire(produit: Produit) -> Iterator[Lu]:
    """Read a document in order, cover and imprint included."""
    document = produit.contrat.document
    cover = document.cover
    for text in (cover.kicker, cover.title, cover.subtitle, cover.status):
        yield Lu("couverture", "cadre", text)
    for term, value in cover.facts:
        yield Lu("couverture", "cadre", term)
        yield Lu("couverture", "cadre", plain(value), value)
    place = "début"
    for block, following in zip(document.blocks, [*document.blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            place = f"{block.prefix} {plain(block.children)}".strip()
        yield from _block(block, place, following)
    for line in document.imprint:
        yield Lu("empreinte", "cadre", line)


def _block(block: Block, place: str, following: Block | None = None) -> Iterator[Lu]:
    match block:
        case Heading():
            yield Lu(place, "titre", plain(block.children), block.children)
        case Paragraph():
            yield Lu(place, f"paragraphe.{block.role}", plain(block.children), block.children, following)
        case ListBlock():
            for rank, item in enumerate(block.items):
                last = rank == len(block.items) - 1
                for position, child in enumerate(item):
                    after = item[position + 1] if position + 1 < len(item) else None
                    for lu in _block(child, place, after):
                        own = isinstance(child, Paragraph)
                        nature = ("dernier item" if last else "item") if own else lu.nature
                        yield Lu(place, nature, lu.texte, lu.children, lu.suivi)
        case Table():
            yield Lu(place, "legende", block.caption)
            yield Lu(place, "description", block.description)
            for cell in block.header:
                yield Lu(place, "en-tete", plain(cell.children), cell.children)
            for row in block.rows:
                for cell in row:
                    yield Lu(place, "cellule", plain(cell.children), cell.children)
        case Callout():
            yield Lu(place, "cadre", block.title)
            for child in block.blocks:
                yield from _block(child, place)
        case Signatures():
            for party in block.parties:
                yield Lu(place, "cadre", party.party)
                for line in party.lines:
                    yield Lu(place, "cadre", plain(line), line)
        case Toc():
            yield Lu(place, "cadre", block.title)
        case _:
            return


# ---------------------------------------------------------------------------------- values printed


def valeurs(model: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each scalar that is not empty, with its path; list ranks are left out of the path."""
    for name in type(model).model_fields:
        yield from _valeurs(getattr(model, name), f"{path}.{name}" if path else name)


def _valeurs(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    match value:
        case None:
            return
        case BaseModel():
            yield from valeurs(value, path)
        case tuple():
            yield from chain.from_iterable(_valeurs(item, path) for item in value)
        case dict():
            yield from chain.from_iterable(_valeurs(item, f"{path}.{name}") for name, item in value.items())
        case _:
            yield path, value


def formes(value: Any) -> list[str]:
    """How a document may print a value."""
    match value:
        case StrEnum():
            return [getattr(value, "libelle", str(value))]
        case date():
            return [long_date(value)]
        case int() | Decimal():
            return [number(Decimal(value))]
        case _:
            # in a sentence, « a ; b » has no stop after each item
            return [str(value), str(value).rstrip(".")]


def uni(text: str) -> str:
    """One spelling for comparison: spaces, apostrophes and case."""
    return " ".join(text.replace("’", "'").split()).casefold()


def textes(produit: Produit) -> set[str]:
    """The texts of the dossier that are long enough to be recognised."""
    return {str(v) for _, v in valeurs(produit.dossier) if isinstance(v, str) and len(str(v)) > 3}


def masque(produit: Produit) -> re.Pattern[str]:
    """Finds what the dossier says, so that only what we wrote is judged."""
    texts = textes(produit)
    parts = {line.strip().rstrip(".") for text in texts for line in text.split("\n") if len(line.strip()) > 3}
    return re.compile(
        "|".join(re.escape(p) for p in sorted(parts, key=lambda p: (-len(p), p))), re.IGNORECASE
    )


# ------------------------------------------------------------------------------------------ French

_VOYELLE = "aeiouéèêëàâîïôöùûœæAEIOUÉÈÊÀÂÎÔŒ"

FAUTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("double espace", re.compile(r"[ \u00a0\u202f\t]{2}")),
    # « de le signaler », « à les corriger » are right: a pronoun before an infinitive
    ("contraction", re.compile(r"\b(?:de|à) les? (?!lui\b|leur\b|y\b|en\b|\w+(?:er|ir|re)\b)\w+")),
    ("contraction", re.compile(r"\b(?:[Dd]e|[àÀ]) les? [A-ZÉ]")),
    (
        "élision",
        re.compile(
            rf"(?<!-)\b(?:[DdLlJjMmNnSsTt]e|[Ll]a|[Qq]ue|[Ll]orsque|[Pp]uisque|[Jj]usque) (?!onz|oui\b|un\b à\b|uns?\b et\b)[{_VOYELLE}]"
        ),
    ),
    ("élision", re.compile(r"\b[Ss]i ils?\b")),
    (
        "article manquant",
        re.compile(r"\b[Dd]e (?:Acheteur|Titulaire|Client|Prestataire|Marché|Contrat|Solution)\b"),
    ),
    ("élision de trop", re.compile(r"\b(?:[dlnsjmt]|qu)’ ?[bcdfgjklmnpqrstvwxz][a-zé]+")),
    ("ponctuation double", re.compile(r"(?<!\.)\.\.(?!\.)|[,;:][,;:.]|\.[,;:](?!\d)|[.,;] +[.,;](?!\d)")),
    ("espace avant une virgule ou un point", re.compile(r"[ \u00a0][,.](?!\d)(?:[ \u00a0]|$)")),
    (
        "pas d’espace insécable avant la ponctuation",
        re.compile(r"(?<![\u00a0\u202f/\d])[;!?»](?=\s|$)|[^\u00a0\u202f\d]:(?=\s|$)"),
    ),
    ("pas d’espace insécable après le guillemet", re.compile(r"«(?!\u00a0)")),
    ("espace après une apostrophe ou une parenthèse", re.compile(r"’ |\( | \)|\[ ")),
    ("apostrophe droite", re.compile("'")),
    ("guillemets droits", re.compile('"')),
    ("mot répété", re.compile(r"\b(?!nous\b|vous\b)([^\W\d]{2,}) \1\b", re.IGNORECASE)),
    ("gabarit", re.compile(r"\{\{|\{%|\}\}|%\}|\bNone\b|\bundefined\b|\bUndefined\b|\bnan\b|\bNaN\b")),
    ("caractère privé", re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")),
    ("Markdown", re.compile(r"\*\*|(?<!\w)_\w|\]\(|^#|^[-*] ")),
)


def fautes(text: str, *, sauf: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong in a text, with its context."""
    found = []
    for name, pattern in FAUTES:
        if name in sauf:
            continue
        for hit in pattern.finditer(text):
            around = text[max(0, hit.start() - 25) : hit.end() + 25]
            found.append(f"{name} : …{around}…")
    return found
