"""``python bench/information.py``: all the documents of one system, against docxtpl and its full notice alone.

sia-docs decides, chooses, renders and writes every French document of the sepsis example in Word and HTML,
from a dossier that changes each time.  docxtpl fills the level 3 notice in Word only, from texts that it
receives ready-made, without its picture.  The two alternate in one run; the figures are medians.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from docx import Document as Word
from docxtpl import DocxTemplate

from sia_docs.api import Dossier, build_information, load_dossier
from sia_docs.document.nodes import Block, Document, Heading, ListBlock, Paragraph, Table, plain
from sia_docs.writers.docx import default_house_bytes, write_docx
from sia_docs.writers.html import write_html

ROUNDS = 15
NOTICE = "N3-NOTICE"
DOSSIER = Path(__file__).resolve().parents[1] / "examples" / "alerte-sepsis" / "dossier.yaml"


def variant(dossier: Dossier, number: int) -> Dossier:
    """The same dossier with another product and another purpose: nothing can be taken from memory whole."""
    told = dossier.information
    assert told is not None
    return dossier.model_copy(
        update={
            "systeme": dossier.systeme.model_copy(
                update={"nom": f"Vigiflux {number}", "version": f"2.{number}"}
            ),
            "information": told.model_copy(
                update={"usage_public": f"prévenir l’équipe soignante, essai {number}"}
            ),
        }
    )


def lines(document: Document) -> list[str]:
    """The text of a document, block by block."""

    def of(block: Block) -> Iterator[str]:
        match block:
            case Heading() | Paragraph():
                yield plain(block.children)
            case ListBlock():
                for item in block.items:
                    for child in item:
                        yield from of(child)
            case Table():
                for row in (block.header, *block.rows):
                    yield from (plain(cell.children) for cell in row)
            case _:
                for child in getattr(block, "blocks", ()):
                    yield from of(child)

    return [text for block in document.blocks for text in of(block)]


def template_of(count: int) -> bytes:
    """A Word file with one variable for each line of the notice."""
    word = Word(BytesIO(default_house_bytes()))
    for rank in range(count):
        word.add_paragraph(f"{{{{ t[{rank}] }}}}")
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def timed(action: Callable[[], object]) -> float:
    before = time.process_time()
    action()
    return (time.process_time() - before) * 1000


def main() -> int:
    base = load_dossier(DOSSIER)

    def ours(dossier: Dossier) -> list[bytes]:
        made = build_information([dossier]).feuillets
        return [data for f in made for data in (write_docx(f.document), write_html(f.document).encode())]

    def theirs(template: bytes, texts: list[str]) -> bytes:
        filled = DocxTemplate(BytesIO(template))
        filled.render({"t": texts}, autoescape=True)
        out = BytesIO()
        filled.save(out)
        return out.getvalue()

    count = len(ours(variant(base, 0))) // 2
    found: dict[str, list[float]] = {"sia-docs": [], "docxtpl": []}
    for number in range(1, ROUNDS + 3):
        dossier = variant(base, number)
        (notice,) = build_information([variant(base, 1000 + number)], ids=[NOTICE]).feuillets
        texts = lines(notice.document)
        template = template_of(len(texts))
        times = {
            "sia-docs": timed(lambda d=dossier: ours(d)),
            "docxtpl": timed(lambda a=template, b=texts: theirs(a, b)),
        }
        if number > 2:  # two rounds warm them up
            for name, value in times.items():
                found[name].append(value)
    mean = {name: statistics.median(values) for name, values in found.items()}
    each = mean["sia-docs"] / count
    print(
        f"sia-docs : {count} documents en Word et en HTML, {mean['sia-docs']:.0f} ms (un document : {each:.1f} ms)"
    )
    print(f"docxtpl : la notice de niveau 3 seule, en Word ({len(texts)} lignes), {mean['docxtpl']:.0f} ms")
    print(f"docxtpl ÷ un document de sia-docs : {mean['docxtpl'] / each:.1f}")
    print(f"tous les documents de sia-docs ÷ la notice de docxtpl : {mean['sia-docs'] / mean['docxtpl']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
