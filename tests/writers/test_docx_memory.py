"""What the Word writer remembers never shows: the bytes are those of a writer that starts afresh."""

from __future__ import annotations

from pathlib import Path

import pytest
from maisons import french

from sia_docs.api import build_contract, in_phase, load_dossier
from sia_docs.document.nodes import Document
from sia_docs.writers.docx import inline, load_house, package, runs, write_docx

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = [
    (name, phase)
    for name in ("embolie-pulmonaire", "scribe", "clinique-planification")
    for phase in ("consultation", "attribution")
]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [
        build_contract(in_phase(load_dossier(EXAMPLES / name / "dossier.yaml"), phase)).document
        for name, phase in CASES
    ]


def afresh(document: Document, house: bytes | None = None) -> bytes:
    inline._MEMORY.clear()
    package._remembered.cache_clear()
    runs._RUNS.clear()
    return write_docx(document, load_house(house))


def test_documents_written_after_others_are_the_same(documents: list[Document]) -> None:
    remembered = [write_docx(document) for document in (*documents, *reversed(documents))]
    for document, first, again in zip(documents, remembered, reversed(remembered), strict=False):
        assert first == again == afresh(document)


def test_another_house_does_not_get_the_styles_of_the_first(documents: list[Document]) -> None:
    write_docx(documents[0])
    other = french()
    assert write_docx(documents[0], load_house(other)) == afresh(documents[0], other)


def test_memories_are_bounded() -> None:
    assert len(inline._MEMORY) <= 2 * inline._MEMORY.size
    assert len(runs._RUNS) <= 2 * runs._RUNS.size
