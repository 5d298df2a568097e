"""Values that a dossier may hold, and a small document with one of them in every text field."""

from __future__ import annotations

from datetime import date

from echantillon import HOSTILES

from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Cover,
    CrossRef,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    Link,
    ListBlock,
    Numbering,
    Paragraph,
    Signatory,
    Signatures,
    Strong,
    Table,
    Text,
    Toc,
)

CORPUS = (
    *HOSTILES,
    "&",
    "<",
    ">",
    '"',
    "'",
    "&lt;",
    "&nbsp;",
    "&#0;",
    "]]>",
    "<!--",
    "-->",
    "<![CDATA[x]]>",
    "<?xml version='1.0'?>",
    "</p>",
    "</td></tr></table>",
    "</title><h1>autre</h1>",
    "</style><style>*{display:none}</style>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    '"><svg onload=alert(1)>',
    "<iframe src=https://exemple.test></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href=//exemple.test>",
    "<meta http-equiv=refresh content=0>",
    "{{7*7}}",
    "{% raw %}",
    "${x}",
    "$titre",
    "$$",
    "$",
    "%s %(x)s {0} {x}",
    "**gras**",
    "_italique_",
    "`code`",
    "[x](javascript:alert(1))",
    "![x](http://exemple.test/x.png)",
    "| a | b |",
    "# titre",
    "- puce",
    "1. rang",
    "> citation",
    "---",
    "a\\b\\n",
    "\u0338 composé seul",
    "e\u0301te\u0301",
    "12\u202f000\u00a0€\u00a0; 50\u00a0%",
    "« cité »",
    "cœur, Œuvre, É, 1er, n°",
    "x" * 10_000,
)
"""At least sixty texts that must come out as they are, and only as text."""


def document_with(value: str) -> Document:
    """A small document with the value in every text field."""
    text: tuple[Inline, ...] = (Text(value),)
    blocks: tuple[Block, ...] = (
        Toc(value),
        Heading(1, text, value, Numbering.ARTICLE, "1"),
        Heading(2, (Text(value), Field("a.b", value, "candidat"), Emphasis(text, "en")), "clause"),
        Paragraph(text),
        Paragraph((Strong(text),)),
        Paragraph((Emphasis(text, lang="en"),)),
        Paragraph((Link("https://exemple.test/", (Text(value), Field("c", value, "dpo"))),)),
        Paragraph((CrossRef(value, value, "1"),)),
        Paragraph((Field(value, value, value),)),
        ListBlock(((Paragraph(text), Paragraph(text)),)),
        Table(value, value, (Cell(text), Cell(text)), ((Cell(text), Cell(text)),), (1, 1)),
        Callout(value, (Paragraph(text), ListBlock(((Paragraph(text),),), ordered=True))),
        Signatures((Signatory(value, (text,)),)),
    )
    cover = Cover(value, value, value, ((value, text),), value)
    return Document(value, value, value, date(2026, 9, 1), cover, blocks, (value,))
