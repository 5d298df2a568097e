"""What opens a document: its titles, the facts of its cover, the logo and the band of a leaflet or a poster."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sia_docs.document.images import fitted
from sia_docs.document.nodes import Cover, HouseLook, Layout, Text
from sia_docs.writers.docx.inline import properties, run
from sia_docs.writers.docx.layout import GUTTER, MILLIMETRE, columns
from sia_docs.writers.docx.tables import LAYOUT, borders, look, table_start
from sia_docs.writers.logo import LOGO_MM

if TYPE_CHECKING:
    from sia_docs.writers.docx.body import Body

_NAME_SIZE = {
    "A3": '<w:sz w:val="40"/><w:szCs w:val="40"/>',
    "A4": '<w:sz w:val="28"/><w:szCs w:val="28"/>',
}
_BAND_SPACE = 560
"""Above and below the words of the band of a poster."""


def cover(body: Body, cover: Cover) -> None:
    """First page, or top of the first page. A leaflet has no facts."""
    _titles(body, cover)
    for term, value in cover.facts if body.document.layout is Layout.ANNEXE else ():
        head = body.inline.write((Text(term),), bold=True)
        body.paragraph(
            "fact",
            f"{head}{run(chr(9), properties('', False, False, body.inline.lang))}{body.text(value)}",
        )
    if cover.status:
        body.paragraph("status", body.inline.words(cover.status))


def _titles(body: Body, cover: Cover) -> None:
    """What the document is called."""
    for style, text in (("kicker", cover.kicker), ("title", cover.title), ("subtitle", cover.subtitle)):
        if text or style == "title":
            body.paragraph(style, body.inline.words(text))


def identity(body: Body, house: HouseLook | None) -> None:
    """Logo and name of the hospital, side by side above the title."""
    if house is None:
        return
    logo = ""
    width = 0
    if house.logo:
        scale = body.house.paper / 16838 if body.document.layout is Layout.AFFICHE else 1
        room, high = LOGO_MM[body.document.layout]
        room = 62 if body.house.compact else room
        size = fitted(house.logo, room * scale, high * scale)
        logo = body.pictures.run(house.logo, house.logo_alt, *size, decorative=not house.logo_alt)
        width = round(size[0] * MILLIMETRE)
    name = body.inline.write((Text(house.name),), bold=True) if house.name else ""
    if name and body.house.compact:  # the name is read from near: it leaves its room to the text
        name = name.replace("<w:bCs/>", f"<w:bCs/>{_NAME_SIZE[body.document.page]}")
    if logo and name:
        columns(
            body,
            (width + GUTTER, body.width - width - GUTTER),
            [(partial(body.paragraph, "cell", logo), partial(body.paragraph, "cell", name))],
        )
    elif logo or name:
        body.paragraph("cell", logo or name)


def band(body: Body, cover: Cover) -> None:
    """The titles of a poster on the colour of the hospital, from one edge of the paper to the other."""
    if body.after_table:
        body.paragraph("imprint", "")
    left, paper = body.house.left, body.house.paper
    frame = f'<w:tblInd w:w="{-left}" w:type="dxa"/>{borders()}'
    start = table_start(
        body.styles["grid"], (paper,), look(False, False), "", LAYOUT, rtl=body.inline.rtl, frame=frame
    )
    space = round(_BAND_SPACE * paper / 16838 * (0.5 if body.house.compact else 1))
    sides = (
        ("top", space // 4 if body.house.bare else space),
        ("left", left),
        ("bottom", space),
        ("right", left),
    )
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    body.out.append(
        f'{start}<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{paper}" w:type="dxa"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_primary(body)}"/><w:tcMar>{margins}</w:tcMar></w:tcPr>'
    )
    _titles(body, cover)
    body.out.append("</w:tc></w:tr></w:tbl>")
    body.after_table, body.gap = True, f'<w:spacing w:before="{space}"/>'
    if cover.status:
        body.paragraph("status", body.inline.words(cover.status))


def _primary(body: Body) -> str:
    """The colour of the band, without its « # »."""
    return (body.document.house or HouseLook()).primary.lstrip("#").upper()
