"""Write one sentence as HTML: to paste in a report, or as the narrative of a health record."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sia_docs.document.inlines import Field, Inline, plain
from sia_docs.writers.html import check_characters


def sentence_html(inlines: Iterable[Inline]) -> str:
    """« <p lang="fr">…</p> »; what is to be filled in is marked."""
    return f'<p lang="fr">{_marked(inlines, "mark")}</p>'


def sentence_xhtml(inlines: Iterable[Inline]) -> str:
    """The same in the few elements that a FHIR narrative admits (no ``mark``)."""
    return f"<p>{_marked(inlines, 'b')}</p>"


def _marked(inlines: Iterable[Inline], element: str) -> str:
    parts = []
    for inline in inlines:
        text = escape(plain((inline,)), quote=False)
        parts.append(f"<{element}>{text}</{element}>" if isinstance(inline, Field) else text)
    result = "".join(parts)
    check_characters(result)
    return result
