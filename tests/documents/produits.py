"""The documents of the examples, built once for a test session, as a user would get them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml import etree, html

from sia_docs.api import Contrat, Dossier, build_contract, in_phase, load_dossier
from sia_docs.document.nodes import Heading, headings_of
from sia_docs.generators.contract_files import file_stem, output_files
from sia_docs.generators.output import FORMATS
from sia_docs.quality.meme_texte import Bloc, blocks_of_docx, blocks_of_html

RACINE = Path(__file__).resolve().parents[2]
EXEMPLES = RACINE / "examples"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}


@cache
def attendus() -> dict[str, dict[str, Any]]:
    """What we note about each document: pages, and whether a final version must be refused."""
    text = (Path(__file__).parent / "attendus.yaml").read_text("utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return data


def cas() -> list[str]:
    """« exemple/phase » or « exemple/phase/definitif », in the order of ``attendus.yaml``."""
    return list(attendus()["documents"])


@dataclass(frozen=True)
class Produit:
    """One built document and its files."""

    nom: str
    dossier: Dossier
    contrat: Contrat
    fichiers: dict[str, bytes]
    _memo: dict[str, Any] = field(default_factory=dict, repr=False)

    def _file(self, end: str) -> bytes:
        found = [data for name, data in self.fichiers.items() if name.endswith(end)]
        if end == ".html":
            found = [d for n, d in self.fichiers.items() if n.endswith(end) and ".fragment" not in n]
        (data,) = found
        return data

    @property
    def court(self) -> str:
        """A file name without « / »."""
        return self.nom.replace("/", "_")

    @property
    def docx(self) -> bytes:
        return self._file(".docx")

    @property
    def html(self) -> str:
        return self._file(".html").decode()

    @property
    def fragment(self) -> str:
        return self._file(".fragment.html").decode()

    @property
    def texte(self) -> str:
        return self._file(".txt").decode()

    @property
    def manifeste(self) -> str:
        return self._file(".manifeste.json").decode()

    @property
    def page(self) -> Any:
        """The parsed page."""
        if "page" not in self._memo:
            self._memo["page"] = html.fromstring(self.html.encode())
        return self._memo["page"]

    @property
    def blocs_html(self) -> list[Bloc]:
        if "html" not in self._memo:
            self._memo["html"] = blocks_of_html(self.html)
        return list(self._memo["html"])

    @property
    def blocs_docx(self) -> list[Bloc]:
        if "docx" not in self._memo:
            self._memo["docx"] = blocks_of_docx(self.docx)
        return list(self._memo["docx"])

    @property
    def titres(self) -> list[Heading]:
        """The headings of the document, in order."""
        return list(headings_of(self.contrat.document.blocks))


@cache
def produit(nom: str) -> Produit:
    """Build one document with all its formats. Cached: a session builds each once."""
    exemple, phase, *reste = nom.split("/")
    definitif = reste == ["definitif"]
    dossier = in_phase(load_dossier(EXEMPLES / exemple / "dossier.yaml"), phase)
    contrat = build_contract(dossier, definitif=definitif)
    stem = file_stem(dossier, definitif=definitif)
    return Produit(nom, dossier, contrat, output_files(contrat, dossier, stem, FORMATS))


def xml(data: bytes) -> Any:
    """Parse a part of our own Word files."""
    return etree.fromstring(data)
