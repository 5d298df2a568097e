"""Word building blocks: a template whose sentences Word offers under « Insertion automatique ».

How Word behaves: the entries of a template live in its *glossary document*, a small document with its own
styles, settings and fonts (Word drops the whole glossary when one of these parts is missing).  An entry of
the gallery ``autoTxt`` is inserted from the menu, or by typing its name and F3.  What is left to fill is a content control;
the prompt it shows while empty is itself an entry, of the gallery ``placeholder``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID, uuid5

from sia_docs.contenu import racine
from sia_docs.document.nodes import Document, Field, Text
from sia_docs.writers.docx import package
from sia_docs.writers.docx.house import House
from sia_docs.writers.docx.inline import CONTROL_ID, number_ids, run
from sia_docs.writers.docx.writer import write_docx
from sia_docs.writers.docx.xml import DECLARATION, R, W, append_children, attribute

NAME_MAX = 32
"""Word's own limit for the name of an automatic text, spaces included."""
DESCRIPTION_MAX = 255

_FOLDER = "word/glossary"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_COMPANIONS = ("styles", "settings", "webSettings", "fontTable")
_NAMESPACE = UUID("9a2c3c4e-6f6b-5c53-9a0e-3f5f0e6d7b10")  # any fixed one: the same entry keeps its identity
_PROMPT = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
_TAG_LENGTH = 64  # Word refuses longer tags and titles


@dataclass(frozen=True, slots=True)
class Choice:
    """Words to choose in a list; ``chosen`` shows first, or a prompt when it is empty."""

    id: str
    label: str
    options: tuple[str, ...]
    chosen: str = ""

    @property
    def prompt(self) -> str:
        """What shows while nothing is chosen: « [par le Dr…] »."""
        return f"[{self.options[0]}…]"


Piece = Text | Field | Choice


@dataclass(frozen=True, slots=True)
class BuildingBlock:
    """One sentence that Word inserts. ``name`` is unique, at most :data:`NAME_MAX` characters."""

    name: str
    category: str
    description: str
    pieces: tuple[Piece, ...]


def write_building_blocks(
    document: Document, blocks: Sequence[BuildingBlock], house: House | None = None
) -> bytes:
    """A ``.dotx``: ``document`` is what shows when it is opened, ``blocks`` what it lets Word insert.

    Raises:
        ValueError: a name is empty, too long or taken twice (Word would drop or confuse the entry).
    """
    _check_names(blocks)
    parts = package.read_parts(write_docx(document, house))
    main = parts[package.CONTENT_TYPES].replace(
        f"{_WORD}document.main+xml".encode(), f"{_WORD}template.main+xml".encode()
    )
    overrides = [("document", "document.glossary"), *((name, name) for name in _COMPANIONS)]
    parts[package.CONTENT_TYPES] = append_children(
        main,
        "".join(
            f'<Override xmlns="{_TYPES}" PartName="/{_FOLDER}/{name}.xml" ContentType="{_WORD}{kind}+xml"/>'
            for name, kind in overrides
        ),
    )
    rels = "word/_rels/document.xml.rels"
    parts[rels] = append_children(parts[rels], _relation("glossaryDocument", "glossary/document.xml"))
    parts[f"{_FOLDER}/document.xml"] = _glossary(blocks)
    parts[f"{_FOLDER}/_rels/document.xml.rels"] = (
        f'{DECLARATION}<Relationships xmlns="{_RELS}">'
        f"{''.join(_relation(name, f'{name}.xml') for name in _COMPANIONS)}</Relationships>"
    ).encode()
    for name in _COMPANIONS:
        parts[f"{_FOLDER}/{name}.xml"] = _companion(name)
    return package.assemble({name: package.compress(name, data) for name, data in parts.items()})


def _check_names(blocks: Sequence[BuildingBlock]) -> None:
    seen: set[str] = set()
    for block in blocks:
        key = block.name.casefold()  # Word finds a name whatever its capitals
        if not block.name.strip() or len(block.name) > NAME_MAX or key in seen:
            raise ValueError(f"name refused for a building block: {block.name!r}")
        seen.add(key)


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationship xmlns="{_RELS}" Id="rIdSia{kind[0].upper()}{kind[1:]}" '
        f'Type="{R}/{kind}" Target="{target}"/>'
    )


@cache
def _companion(name: str) -> bytes:
    # a checkout on Windows may have changed the ends of lines
    return (
        (racine() / "templates" / "house" / "glossary" / f"{name}.xml").read_bytes().replace(b"\r\n", b"\n")
    )


def _glossary(blocks: Iterable[BuildingBlock]) -> bytes:
    prompts: dict[str, str] = {}
    entries = [_entry(block, prompts) for block in blocks]
    entries += [
        _part(name, "Général", "placeholder", run(text, _PROMPT), types="bbPlcHdr")
        for text, name in prompts.items()
    ]
    body = "".join(number_ids(entries, 0))
    return (
        f'{DECLARATION}<w:glossaryDocument xmlns:w="{W}" xmlns:r="{R}">'
        f"<w:docParts>{body}</w:docParts></w:glossaryDocument>"
    ).encode()


def _entry(block: BuildingBlock, prompts: dict[str, str]) -> str:
    content = "".join(_pieces(block.pieces, prompts))
    return _part(block.name, block.category, "autoTxt", content, description=block.description)


def _part(
    name: str, category: str, gallery: str, content: str, *, types: str = "", description: str = ""
) -> str:
    guid = str(uuid5(_NAMESPACE, f"{gallery}/{name}")).upper()
    kinds = f'<w:types><w:type w:val="{types}"/></w:types>' if types else ""
    told = f'<w:description w:val="{attribute(description[:DESCRIPTION_MAX])}"/>' if description else ""
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{attribute(name)}"/>'
        f'<w:category><w:name w:val="{attribute(category)}"/><w:gallery w:val="{gallery}"/></w:category>{kinds}'
        f'<w:behaviors><w:behavior w:val="content"/></w:behaviors>{told}<w:guid w:val="{{{guid}}}"/>'
        f"</w:docPartPr><w:docPartBody><w:p>{content}</w:p></w:docPartBody></w:docPart>"
    )


def _pieces(pieces: Iterable[Piece], prompts: dict[str, str]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Text):
            yield run(piece.text)
            continue
        yield _control(piece, prompts)


def _control(piece: Field | Choice, prompts: dict[str, str]) -> str:
    if isinstance(piece, Field):
        prompt, chosen, kind = piece.text, "", "<w:text/>"
    else:
        prompt, chosen, kind = piece.prompt, piece.chosen, _list(piece.options)
    entry = prompts.setdefault(prompt, f"SIA invite {len(prompts) + 1}")
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(piece.label[:_TAG_LENGTH])}"/>'
        f'<w:tag w:val="{attribute(piece.id[:_TAG_LENGTH])}"/><w:id w:val="{CONTROL_ID}"/>'
        f'<w:placeholder><w:docPart w:val="{entry}"/></w:placeholder>'
        f"{'' if chosen else '<w:showingPlcHdr/>'}{kind}</w:sdtPr>"
        f"<w:sdtContent>{run(chosen) if chosen else run(prompt, _PROMPT)}</w:sdtContent></w:sdt>"
    )


def _list(options: Sequence[str]) -> str:
    items = "".join(
        f'<w:listItem w:displayText="{attribute(option)}" w:value="{attribute(option)}"/>'
        for option in options
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"
