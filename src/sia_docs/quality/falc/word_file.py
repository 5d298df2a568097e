"""Open a Word file that may come from anybody: bounded, no entity, nothing followed, nothing run.

Limits of the package are those of :mod:`sia_docs.writers.docx.package`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from sia_docs.erreurs import FichierIllisible, Probleme
from sia_docs.quality.falc.word_styles import W
from sia_docs.writers.docx import HouseError
from sia_docs.writers.docx.package import check_xml, read_parts

ELEMENTS_MAX = 600_000
"""XML elements of a part: about three thousand pages."""
PROFONDEUR_MAX = 256
_REMEDY = "Ouvrez-le dans Word, enregistrez-le au format « Document Word (.docx) » et recommencez."
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_EMPTY = b"<none/>"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of a part to another part, or to an address outside."""

    genre: str
    cible: str
    externe: bool


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts of a Word file, read once."""

    data: Mapping[str, bytes]
    xml: Mapping[str, Element]
    principal: str

    def part(self, kind: str) -> Element | None:
        """The part of the document of a kind (« styles », « numbering », « theme »…)."""
        found = self.parts(kind)
        return found[0][1] if found else None

    def parts(self, kind: str) -> list[tuple[str, Element]]:
        """All parts of the document of a kind, with their names, in the order of the file."""
        named = [
            r.cible for r in self.relations(self.principal).values() if r.genre == kind and not r.externe
        ]
        return [(name, self.xml[name]) for name in dict.fromkeys(named) if name in self.xml]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relations of a part, by their ids."""
        folder = posixpath.dirname(name)
        rels = self.xml.get(f"{folder}/_rels/{posixpath.basename(name)}.rels".lstrip("/"), Element("none"))
        found: dict[str, Relation] = {}
        for item in rels.iter(_RELS + "Relationship"):
            target, outside = item.get("Target", ""), item.get("TargetMode") == "External"
            if not outside:
                target = (
                    posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
                )
            found[item.get("Id", "")] = Relation(item.get("Type", "").rsplit("/", 1)[-1], target, outside)
        return found


def open_word(data: bytes, name: str) -> WordFile:
    """Open a Word file.

    Raises:
        FichierIllisible: encrypted, an old ``.doc``, broken, too large once unpacked, dangerous.
    """
    if data[:5] == b"{\\rtf":
        raise _unreadable(name, "c’est un fichier RTF.")
    try:
        parts = read_parts(data)
        read = {part: _parse(part, raw) for part, raw in parts.items() if part.endswith((".xml", ".rels"))}
    except HouseError as error:
        raise _unreadable(name, error.why) from None
    except (ParseError, ValueError, LookupError) as error:
        told = str(error) if isinstance(error, _TooMuch) else "son contenu est abîmé."
        raise _unreadable(name, told) from None
    main = _principal(read)
    if main is None or read[main].find(W + "body") is None:
        raise _unreadable(name, "ce n’est pas un document Word ordinaire.")
    return WordFile(parts, read, main)


class _TooMuch(ValueError):
    """A part that is too large or too deep."""


def _parse(name: str, data: bytes) -> Element:
    check_xml(name, data)
    if data.count(b"<") - data.count(b"</") > ELEMENTS_MAX:
        raise _TooMuch(f"« {name} » a plus de {ELEMENTS_MAX} éléments.")
    root = ElementTree.fromstring(data or _EMPTY)
    if _deeper(root, PROFONDEUR_MAX):
        raise _TooMuch(f"« {name} » a plus de {PROFONDEUR_MAX} niveaux.")
    return root


def _deeper(root: Element, most: int) -> bool:
    """Level by level, so that a very deep file does not exhaust the stack."""
    level = [root]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _principal(read: Mapping[str, Element]) -> str | None:
    for item in read.get("_rels/.rels", Element("none")).iter(_RELS + "Relationship"):
        target = item.get("Target", "").lstrip("/")
        if item.get("Type", "").endswith("/officeDocument") and target in read:
            return target
    return None


def _unreadable(name: str, message: str) -> FichierIllisible:
    return FichierIllisible(Probleme(message, fichier=name, remede=_REMEDY))
