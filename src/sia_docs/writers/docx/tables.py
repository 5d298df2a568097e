"""Parts of a table that do not depend on its cells: widths, style parts, opening."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sia_docs.writers.docx.xml import attribute


def widths_of(shares: Sequence[float], total: int) -> list[int]:
    """Column widths that add up to the width of the text, whatever the rounding."""
    whole = sum(shares)
    edges = [0]
    running = 0.0
    for share in shares:
        running += share
        edges.append(round(total * running / whole))
    return [right - left for left, right in pairwise(edges)]


def look(first_row: bool, first_column: bool) -> str:
    """Which parts of the table style apply, in both notations."""
    bits = 0x0600 | (0x0020 if first_row else 0) | (0x0080 if first_column else 0)
    return (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{int(first_row)}" w:lastRow="0" '
        f'w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


LAYOUT = "mise en page"
"""The description of a table that only places things: a screen reader may skip it."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def borders(*shown: str, colour: str = "B4BECB", size: int = 4) -> str:
    """Borders on the given sides (``size`` in eighths of a point), none on the others."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        if side in shown
        else f'<w:{side} w:val="nil"/>'
        for side in _SIDES
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def table_start(
    style: str,
    widths: Sequence[int],
    parts: str,
    caption: str,
    description: str,
    *,
    rtl: bool = False,
    frame: str = "",
) -> str:
    """The opening of a fixed-layout table, with its alternative text; ``parts`` comes from :func:`look`.

    ``frame`` is what comes between its width and its layout: indent and borders.
    """
    direction = "<w:bidiVisual/>" if rtl else ""
    named = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    described = f'<w:tblDescription w:val="{attribute(description)}"/>' if description else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{direction}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{frame}<w:tblLayout w:type="fixed"/>{parts}'
        f"{named}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
