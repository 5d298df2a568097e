"""The four engines, each as a function from a prepared job to bytes. Nothing is imported before use.

All start from the same Word file (the default house file of sia-docs), so that none is slowed down
by the size of its styles.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

Job = Callable[[], int]
"""Makes one document and returns its size."""


def sia_docs(folder: Path, *, html: bool = False) -> Callable[[int], Job]:
    """Verification, selection, rendering, writing in bytes."""
    from content import base_dossier, variant

    from sia_docs.api import build_contract
    from sia_docs.writers.docx import write_docx

    dossier = base_dossier()
    if html:
        from sia_docs.writers.html import write_html

    def prepare(number: int) -> Job:
        changed = variant(dossier, number)

        def job() -> int:
            document = build_contract(changed).document
            size = len(write_docx(document))
            return size + len(write_html(document).encode()) if html else size

        return job

    return prepare


def sia_docs_rows(folder: Path) -> Callable[[int], Job]:
    """``number`` is the number of sub-processors."""
    from content import base_dossier, with_rows

    from sia_docs.api import build_contract
    from sia_docs.writers.docx import write_docx

    dossier = base_dossier()

    def prepare(number: int) -> Job:
        changed = with_rows(dossier, number)
        return lambda: len(write_docx(build_contract(changed).document))

    return prepare


def docxtpl(folder: Path, *, prefix: str = "document") -> Callable[[int], Job]:
    """Open the template, render, save: what its documentation shows, with ``autoescape=True``."""
    from docxtpl import DocxTemplate

    def prepare(number: int) -> Job:
        context = json.loads((folder / f"{prefix}-{number}.context.json").read_text("utf-8"))

        def job() -> int:
            template = DocxTemplate(folder / "gabarit.docx")
            template.render(context, autoescape=True)
            out = BytesIO()
            template.save(out)
            return len(out.getvalue())

        return job

    return prepare


def docxtpl_rows(folder: Path) -> Callable[[int], Job]:
    return docxtpl(folder, prefix="lignes")


def python_docx(folder: Path) -> Callable[[int], Job]:
    """Paragraph by paragraph."""

    def prepare(number: int) -> Job:
        items = json.loads((folder / f"document-{number}.blocs.json").read_text("utf-8"))
        return lambda: len(build_docx(items, folder / "charte.docx"))

    return prepare


def pandoc(folder: Path) -> Callable[[int], Job]:
    """One process for each document."""

    def prepare(number: int) -> Job:
        def job() -> int:
            out = folder / f"pandoc-{number}.docx"
            subprocess.run(
                ["pandoc", "-f", "html", "-t", "docx", f"--reference-doc={folder / 'charte.docx'}", "-o", out,
                 folder / f"document-{number}.html"],
                check=True,
            )  # fmt: skip
            return len(out.read_bytes())

        return job

    return prepare


ENGINES: dict[str, Callable[[Path], Callable[[int], Job]]] = {
    "sia-docs": sia_docs,
    "sia-docs-html": lambda folder: sia_docs(folder, html=True),
    "sia-docs-lignes": sia_docs_rows,
    "docxtpl": docxtpl,
    "docxtpl-lignes": docxtpl_rows,
    "python-docx": python_docx,
    "pandoc": pandoc,
}


def build_docx(items: list[dict[str, Any]], house: Path, *, loops: bool = False) -> bytes:
    """A Word file made with python-docx. ``loops`` writes docxtpl's row loops instead of rows."""
    import docx

    document = docx.Document(str(house))
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    tables = 0
    for item in items:
        if "runs" in item:
            paragraph = document.add_paragraph(style=item["style"])
            for text, bold, italic in item["runs"]:
                run = paragraph.add_run(text)
                if bold:
                    run.bold = True
                if italic:
                    run.italic = True
            continue
        document.add_paragraph(item["caption"], style="Caption")
        columns = len(item["header"])
        rows = item["rows"]
        if loops:
            tags = [f"{{{{ r[{column}] }}}}" for column in range(columns)]
            rows = [[f"{{%tr for r in t{tables} %}}"], tags, ["{%tr endfor %}"]]
        tables += 1
        table = document.add_table(rows=1 + len(rows), cols=columns)
        cells = table._cells  # read once: table.cell() walks the whole table each time
        for rank, row in enumerate((item["header"], *rows)):
            for column, text in enumerate(row):
                cells[rank * columns + column].text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()
