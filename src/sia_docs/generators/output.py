"""A document in its formats, and the names of the formats: what every set of files starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sia_docs.document.nodes import Document

if TYPE_CHECKING:
    from sia_docs.quality.falc.page import Ecrit
    from sia_docs.writers.docx import House

FORMATS = ("docx", "html", "txt", "fragment")


def file_name(stem: str, kind: str) -> str:
    """« charte.docx »; a fragment is HTML too."""
    return f"{stem}.{'fragment.html' if kind == 'fragment' else kind}"


def written(document: Document, kind: str, house: House | None = None) -> bytes:
    """A document in one of the :data:`FORMATS`; only that format's writer is imported.

    Raises:
        ValueError: another format.
    """
    match kind:
        case "docx":
            from sia_docs.writers.docx import write_docx

            return write_docx(document, house)
        case "html" | "fragment":
            from sia_docs.writers.html import write_html

            return write_html(document, fragment=kind == "fragment").encode()
        case "txt":
            from sia_docs.writers.text import write_text

            return write_text(document).encode()
    raise ValueError(f"no writer for the format {kind!r}: {', '.join(FORMATS)}")


def read_back(document: Document) -> Ecrit:
    """A document as its Word file is read, to compare it with a file."""
    from sia_docs.quality.falc.read_docx import read_docx

    return read_docx(written(document, "docx"))


def tool_version() -> str:
    """« sia-docs 0.1.0 », or « sia-docs source » when the package is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"sia-docs {version('sia-docs')}"
    except PackageNotFoundError:
        return "sia-docs source"
