"""Notes on headings, as Word comments. Only a document that has notes pays for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sia_docs.writers.docx.house import House
from sia_docs.writers.docx.xml import DECLARATION, R, W, escape, root_end

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def path_in(house: House) -> str:
    """Where the comments go, beside the document."""
    folder, _, _ = house.document_path.rpartition("/")
    return f"{folder}/comments.xml" if folder else "comments.xml"


def part(notes: Sequence[str], author: str, day: date) -> bytes:
    """The comments, in the order of their marks in the text."""
    name, initial = (escape(text).replace('"', "&quot;") for text in (author, author[:1]))
    head = f'w:author="{name}" w:date="{day.isoformat()}T00:00:00Z" w:initials="{initial}"'
    items = "".join(
        f'<w:comment w:id="{rank}" {head}><w:p><w:r><w:t xml:space="preserve">{escape(note)}</w:t></w:r></w:p></w:comment>'
        for rank, note in enumerate(notes)
    )
    return f'{DECLARATION}<w:comments xmlns:w="{W}">{items}</w:comments>'.encode()


def declared(types: bytes, house: House) -> bytes:
    """The content types with the comments' own."""
    added = f'<Override xmlns="{_TYPES}" PartName="/{path_in(house)}" ContentType="{_COMMENTS}"/>'
    end = root_end(types)
    return types[:end] + added.encode() + types[end:]


def related(rels: bytes) -> bytes:
    """The relationships of the document with the comments' own."""
    added = f'<Relationship xmlns="{_RELS}" Id="rIdSiaComments" Type="{R}/comments" Target="comments.xml"/>'
    end = root_end(rels)
    return rels[:end] + added.encode() + rels[end:]
