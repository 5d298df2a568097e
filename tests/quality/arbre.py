"""Small documents for the tests of the words."""

from __future__ import annotations

from datetime import date

from sia_docs.document.from_markdown import parse
from sia_docs.document.nodes import Block, Cover, Document

JOUR = date(2026, 11, 22)


def document(
    *blocks: Block, titre: str = "Vos soins", imprint: tuple[str, ...] = (), lang: str = "fr-FR"
) -> Document:
    """A document made of blocks."""
    cover = Cover("", titre, "", (), "")
    return Document(titre, titre, "CHU de Valmont", JOUR, cover, blocks, imprint, lang=lang)


def de_markdown(
    texte: str, *, titre: str = "Vos soins", imprint: tuple[str, ...] = (), lang: str = "fr-FR"
) -> Document:
    """A document made of Markdown, with the typography of the authored texts."""
    return document(*parse(texte, "x"), titre=titre, imprint=imprint, lang=lang)
