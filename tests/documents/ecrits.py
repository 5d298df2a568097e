"""A document and its files, each written once; what is asked of every family of documents."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

import ooxml_integrity

from documents.lecture import DES_DONNEES, fautes
from sia_docs.document.nodes import Document, Place
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html
from sia_docs.writers.text import write_text


class Ecrit:
    """A document and its files."""

    @property
    def document(self) -> Document:
        raise NotImplementedError

    @cached_property
    def docx(self) -> bytes:
        return write_docx(self.document)

    @cached_property
    def html(self) -> str:
        return write_html(self.document)

    @cached_property
    def fragment(self) -> str:
        return write_html(self.document, fragment=True)

    @cached_property
    def texte(self) -> str:
        return write_text(self.document)


def ecarts(one: Ecrit) -> list[str]:
    """Where Word and HTML do not say the same thing."""
    return compare(blocks_of_docx(one.docx), blocks_of_html(one.html))


def restes(one: Ecrit) -> list[object]:
    """What a text should have turned into something else: variables, markup, places of figures."""
    texts = [block.texte for block in blocks_of_html(one.html)]
    whole = "\n".join([one.document.title, *texts, *one.document.imprint])
    left = re.findall(r"\{\{|\}\}|\{%|None\b|Traceback|!\[|[\U000f0000-\U0010fffd]", whole)
    return [*left, *(block for block in one.document.blocks if isinstance(block, Place))]


def fautes_de_francais(one: Ecrit) -> list[str]:
    """Faults of French and of typography, but for what a person typed in a dossier."""
    return [fault for b in blocks_of_html(one.html) for fault in fautes(b.texte, sauf=DES_DONNEES)]


def defauts_du_word(one: Ecrit, folder: Path) -> list[object]:
    """What makes the Word file hard to use, or broken."""
    path = folder / "document.docx"
    path.write_bytes(one.docx)
    found = verifier_docx(one.docx, one.document.lang)
    return [*((c.regle, c.message, c.endroit) for c in found), *ooxml_integrity.check(str(path))]
