"""Put a document into a house file."""

from __future__ import annotations

import re
import zlib

from sia_docs.document.nodes import Document
from sia_docs.writers.docx import comments, package
from sia_docs.writers.docx.body import Body
from sia_docs.writers.docx.house import CORE, House, with_links
from sia_docs.writers.docx.variants import house_for
from sia_docs.writers.docx.xml import DECLARATION, escape

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_CORE_OPEN = (
    f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def write_docx(document: Document, house: House | None = None) -> bytes:
    """The document as a Word file (``house``: the packaged style of its layout by default)."""
    house = house_for(document, house)
    body = Body(house, document)
    pieces = tuple(body.pieces())
    before = _with_boxes(house.before) if body.inline.boxes else house.before
    main = package.compress_pieces(house.document_path, (before, *pieces, house.after))
    dynamic = {
        house.numbering_path: house.numbering.part(body.nums),
        house.rels_path: with_links(house, body.links),
        CORE: _core(document),
    }
    if body.notes or body.pictures.parts:
        types = zlib.decompress(house.static[package.CONTENT_TYPES].raw, -15)
        dynamic[package.CONTENT_TYPES] = body.pictures.declared(types)
    if body.notes:
        dynamic[comments.path_in(house)] = comments.part(body.notes, document.author, document.day)
        dynamic[house.rels_path] = comments.related(dynamic[house.rels_path])
        types = dynamic[package.CONTENT_TYPES]
        dynamic[package.CONTENT_TYPES] = comments.declared(types, house)
    if body.pictures.parts:
        dynamic |= body.pictures.parts
        dynamic[house.rels_path] = body.pictures.related(dynamic[house.rels_path])
    entries = {**house.static, house.document_path: main}
    entries.update((name, package.compress(name, data)) for name, data in dynamic.items())
    return package.assemble(entries)


def _with_boxes(head: str) -> str:
    """The root of the document with the namespace of boxes to tick, announced to older programs."""
    start = head.index("<", head.index("?>") if head.startswith("<?") else 0)
    end = head.index(">", start)
    root, rest = head[start:end], head[end:]
    for prefix, uri in (("mc", _MC), ("w14", _W14)):
        if f"xmlns:{prefix}=" not in root:
            root += f' xmlns:{prefix}="{uri}"'
    found = re.search(r'mc:Ignorable="([^"]*)"', root)
    if found is None:
        root += ' mc:Ignorable="w14"'
    elif "w14" not in found[1].split():
        root = f"{root[: found.start(1)]}{f'{found[1]} w14'.strip()}{root[found.end(1) :]}"
    return head[:start] + root + rest


def _core(document: Document) -> bytes:
    moment = f"{document.day.isoformat()}T00:00:00Z"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f"{_CORE_OPEN}<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subject)}</dc:subject>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<cp:keywords>{escape('; '.join(document.keywords))}</cp:keywords>"
        f"<dc:language>{escape(document.lang)}</dc:language>{dates}</cp:coreProperties>"
    ).encode()
