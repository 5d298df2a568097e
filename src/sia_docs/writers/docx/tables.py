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


def table_start(style: str, widths: Sequence[int], parts: str, caption: str, description: str) -> str:
    """The opening of a fixed-layout table, with its alternative text; ``parts`` comes from :func:`look`."""
    named = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    described = f'<w:tblDescription w:val="{attribute(description)}"/>' if description else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{parts}'
        f"{named}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
