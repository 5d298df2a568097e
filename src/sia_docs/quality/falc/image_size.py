"""How many points a picture has across, for the ones whose first bytes say it."""

from __future__ import annotations

from sia_docs.document.images import picture


def picture_size(data: bytes) -> int | None:
    """Width in points, ``None`` for a drawing or a format that is not read."""
    try:
        return picture(data).width
    except (ValueError, IndexError):
        return None
