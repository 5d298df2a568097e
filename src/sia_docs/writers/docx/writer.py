"""Put a document into a house file."""

from __future__ import annotations

from sia_docs.document.nodes import Document
from sia_docs.writers.docx import comments, package
from sia_docs.writers.docx.body import Body
from sia_docs.writers.docx.house import CORE, House, default_house, with_links
from sia_docs.writers.docx.xml import DECLARATION, escape

_CORE_OPEN = (
    f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def write_docx(document: Document, house: House | None = None) -> bytes:
    """The document as a Word file (``house``: the packaged style by default)."""
    house = house or default_house()
    body = Body(house, document)
    main = package.compress_pieces(house.document_path, (house.before, *body.pieces(), house.after))
    dynamic = {
        house.numbering_path: house.numbering.part(body.nums),
        house.rels_path: with_links(house, body.links),
        CORE: _core(document),
    }
    if body.notes:
        dynamic[comments.path_in(house)] = comments.part(body.notes, document.author, document.day)
        dynamic[house.rels_path] = comments.related(dynamic[house.rels_path])
        dynamic[package.CONTENT_TYPES] = comments.declared(house)
    entries = {**house.static, house.document_path: main}
    entries.update((name, package.compress(name, data)) for name, data in dynamic.items())
    return package.assemble(entries)


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
