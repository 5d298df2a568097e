"""Notes on headings become Word comments, and only then does the file carry that part."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

from echantillon import echantillon

from sia_docs.document.nodes import Document, Heading
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html
from sia_docs.writers.text import write_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE = "Note à l’acheteur : fixez le seuil < 5 % & gardez ]]> tel quel."


def annotated() -> Document:
    document = echantillon()
    blocks = list(document.blocks)
    rank = next(i for i, block in enumerate(blocks) if isinstance(block, Heading))
    heading = blocks[rank]
    assert isinstance(heading, Heading)
    blocks[rank] = replace(heading, note=NOTE)
    return replace(document, author='Hôpital "Saint" <Exemple>', blocks=tuple(blocks))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_document_without_notes_has_no_comments_part() -> None:
    assert "word/comments.xml" not in parts(write_docx(echantillon()))


def test_a_note_is_a_comment_anchored_on_its_heading() -> None:
    files = parts(write_docx(annotated()))
    comments = ElementTree.fromstring(files["word/comments.xml"])
    assert ["".join(c.itertext()) for c in comments] == [NOTE]
    assert comments[0].get(f"{W}author") == 'Hôpital "Saint" <Exemple>'
    body = ElementTree.fromstring(files["word/document.xml"])
    assert [e.get(f"{W}id") for e in body.iter(f"{W}commentReference")] == ["0"]
    paragraph = next(p for p in body.iter(f"{W}p") if p.find(f".//{W}commentReference") is not None)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    assert style is not None and (style.get(f"{W}val") or "").startswith("Heading")


def test_the_comments_part_is_declared_and_related() -> None:
    files = parts(write_docx(annotated()))
    assert b'PartName="/word/comments.xml"' in files["[Content_Types].xml"]
    assert b'Target="comments.xml"' in files["word/_rels/document.xml.rels"]


def test_a_note_stays_out_of_the_text_of_the_document() -> None:
    assert b"fixez le seuil" not in parts(write_docx(annotated()))["word/document.xml"]


def test_a_note_is_marked_as_such_in_html_and_text() -> None:
    html = write_html(annotated())
    assert 'class="note-preparation"' in html
    assert "fixez le seuil &lt; 5 % &amp; gardez ]]&gt; tel quel." in html
    assert "[Note à l’acheteur" in write_text(annotated())
