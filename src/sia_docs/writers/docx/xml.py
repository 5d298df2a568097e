"""The little XML the Word writer needs: escape text, and cut a part at its elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


def escape(text: str) -> str:
    """Text as XML character data, or ``ValueError`` for a character XML 1.0 cannot hold."""
    # isprintable() is quick and true for most texts; the exact (slow) question comes second
    if not text.isprintable() and (found := _FORBIDDEN.search(text)):
        raise ValueError(f"character U+{ord(found[0]):04X} cannot be written in a document")
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """Text as an attribute value between double quotes."""
    return escape(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ").replace("\r", " ")


@dataclass(slots=True)
class Span:
    """An element at a given depth: where it starts and ends in the bytes, and its words."""

    tag: str
    start: int
    end: int = 0
    text: list[str] = field(default_factory=list)


def spans(data: bytes, depth: int = 1) -> list[Span]:
    """Elements at ``depth`` (1: children of the root), in order, with the text of their ``w:t``."""
    found: list[Span] = []
    path: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, _attributes: object) -> None:
        if len(path) == depth:
            found.append(Span(tag, parser.CurrentByteIndex))
        path.append(tag)

    def end(tag: str) -> None:
        path.pop()
        if len(path) == depth:
            at = parser.CurrentByteIndex
            found[-1].end = _end(data, found[-1].start, at)

    def characters(text: str) -> None:
        if len(path) > depth and path[-1] == f"{W} t":
            found[-1].text.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(data, True)
    return found


def _end(data: bytes, start: int, at: int) -> int:
    """End of the element whose end event came at ``at``: after an empty tag, before a closing one."""
    opening = _START_TAG.match(data, start)
    if opening and opening.end() == at and opening[0].endswith(b"/>"):
        return at
    return data.index(b">", at) + 1


def append_children(data: bytes, children: str) -> bytes:
    """Add XML before the closing tag of the root element."""
    return insert(data, root_end(data), children) if b"</" in data else _opened(data, children)


def insert(data: bytes, at: int, children: str) -> bytes:
    """Add XML at a place in a part."""
    return data[:at] + children.encode("utf-8") + data[at:]


def root_end(data: bytes) -> int:
    """Where the closing tag of the root element starts."""
    return data.rindex(b"</")


def _opened(data: bytes, children: str) -> bytes:
    """Give children to a root written as one empty tag."""
    close = data.rindex(b"/>")
    name: bytes = re.findall(rb"<([A-Za-z_][\w:.-]*)", data)[0]
    return data[:close] + b">" + children.encode("utf-8") + b"</" + name + b">"
