"""An easy-to-read leaflet as a booklet: a page to print on A4, both sides, and to fold.

The pages follow each other in reading order; only the print style puts each on its sheet (« 4-1 », « 2-3 »).
The whole is for paper: the ordinary page is the one to publish.
"""

from __future__ import annotations

from dataclasses import replace
from string import Template

from sia_docs.document.booklet import pages_of, sheets_of
from sia_docs.document.nodes import Document, Layout
from sia_docs.writers.html import check_characters, house_file, in_html, write_pages


def write_booklet(document: Document) -> str:
    """The booklet, as a stand-alone page.

    Raises:
        ValueError: it is not an easy-to-read leaflet, or holds a control character.
    """
    if document.layout is not Layout.FALC:
        raise ValueError("only an easy-to-read leaflet makes a booklet")
    pages = pages_of(document)
    contents, look = write_pages(replace(document, page="A5"), pages)
    one = Template(house_file("livret_page.html"))
    parts = [
        one.substitute(rang=rank, total=len(pages), contenu=content)
        for rank, content in enumerate(contents, start=1)
    ]
    css = look + "\n" + house_file("livret.css") + _places(len(pages))
    page = Template(house_file("livret.html")).substitute(
        titre=in_html(document.title), css=css.replace("</", "<\\/"), pages="".join(parts)
    )
    check_characters(page)
    return page


def _places(pages: int) -> str:
    """Where the print style puts each page: the row of its side of a sheet, on the left or on the right."""
    rules: list[str] = []
    for row, side in enumerate(sheets_of(pages), start=1):
        new = "    break-before: page;\n" if row > 1 else ""
        for column, page in enumerate((side.left, side.right), start=1):
            if page <= pages:
                rules.append(f"  .livret .page-{page} {{\n    grid-area: {row} / {column};\n{new}  }}\n")
    return "\n@media print {\n" + "\n".join(rules) + "}\n"
