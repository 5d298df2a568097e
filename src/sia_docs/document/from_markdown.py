"""Markdown with tokens → blocks.

A template is rendered with one *token* for each value (one character of a private plane), the
Markdown is parsed with the tokens in it, and binding puts the values in the tree as text
nodes.  A value can thus never become markup, and a text whose branches are the same is parsed
once for a thousand dossiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.sane_lists import SaneListExtension

from sia_docs.document.binding import Open, Parsed, Slot, is_open
from sia_docs.document.french import typography
from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    CheckBox,
    Emphasis,
    Heading,
    Inline,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Place,
    Role,
    Strong,
    Table,
    Text,
)

FIRST_TOKEN = 0xF0000
LAST_TOKEN = 0x10FFFD
TOKEN = re.compile("([\U000f0000-\U0010fffd])")


def token(index: int) -> str:
    """The character that stands for the value number ``index``.

    Raises:
        ValueError: more values than one text can hold (131,069).
    """
    if index > LAST_TOKEN - FIRST_TOKEN:
        raise ValueError("trop de valeurs dans un seul texte")
    return chr(FIRST_TOKEN + index)


class MarkdownError(ValueError):
    """The authored text uses something that the documents do not have. ``line`` is 1-based, 0 if unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


_ROLES = (("Formule :", Role.FORMULA), ("Note :", Role.NOTE), ("Chapeau :", Role.LEAD))
_FENCE = re.compile(r"^:::\s*(.*?)\s*$")
_PLACE = re.compile(r"^Figure\s*:\s*([a-z][a-z0-9-]*)\s*$")
_NEW_PAGE = re.compile(r"^Nouvelle page\s*$")
_BOX = "[ ]"
_BOXED = re.compile(r"(?=\[ \])")
_NOT_NAME = re.compile(r"[^a-z0-9à-ÿ]+")
_TABLE_META = re.compile(r"^(Tableau|Description|Largeurs)\s*:\s*(.*)$")
_HEADING = re.compile(r"^(#{2,3})\s+(.+?)\s*$")
_RAW_HTML = re.compile(r"<[A-Za-z/!?]")
_IMAGE = re.compile(r"!\[[^\]\n]*\][(\[]")


def parse(text: str, prefix: str) -> Parsed:
    """Parse a tokenised Markdown text. ``prefix`` makes heading ids unique.

    Raises:
        MarkdownError: HTML, image, heading of level 1, table without caption…
    """
    blocks: list[Block] = []
    for title, lines, start in framed(text):
        inside: list[Block] = []
        for kind, chunk, number in _chunks(lines):
            match kind:
                case "heading":
                    inside.append(_heading(chunk[0], prefix, start + number))
                case "table":
                    inside.append(_table(chunk, start + number))
                case "place":
                    inside.append(Place(chunk[0]))
                case "page":
                    inside.append(PageBreak())
                case _:
                    inside.extend(_prose(chunk, start + number))
        blocks.extend([callout(title, inside, start)] if title else inside)
    return tuple(blocks)


# ---------------------------------------------------------------------------------------- frames


def framed(text: str) -> list[tuple[str, list[str], int]]:
    """Split a text at its frames (``::: Title`` … ``:::``): title or nothing, lines, lines before."""
    frames: list[tuple[str, list[str], int]] = [("", [], 0)]
    for number, line in enumerate(text.split("\n"), start=1):
        mark = _FENCE.match(line)
        if mark is None:
            frames[-1][1].append(line)
            continue
        opened, title = bool(frames[-1][0]), mark.group(1)
        if opened == bool(title):
            raise MarkdownError("un encadré s’ouvre par « ::: Titre » et se ferme par « ::: »", number)
        frames.append((title, [], number))
    if frames[-1][0]:
        raise MarkdownError("un encadré n’est pas fermé par « ::: »", frames[-1][2])
    return frames


def callout(title: str, blocks: list[Block], number: int) -> Callout:
    """A frame around blocks. ``MarkdownError`` when its title holds a value, or when it is empty."""
    if TOKEN.search(title):
        raise MarkdownError("le titre d’un encadré ne contient pas de valeur", number)
    if not blocks:
        raise MarkdownError("un encadré ne peut pas être vide", number)
    return Callout(typography(title), Open(blocks) if any(map(is_open, blocks)) else tuple(blocks))


# ---------------------------------------------------------------------------------------- chunks


def _chunks(lines: list[str]) -> list[tuple[str, list[str], int]]:
    """Split a text into headings, tables (with their caption lines) and prose."""
    chunks: list[tuple[str, list[str], int]] = []
    prose: list[str] = []
    table: list[str] = []
    start = 1

    def flush() -> None:
        nonlocal prose, table
        if table:
            chunks.append(("table", table, start))
        elif any(line.strip() for line in prose):
            chunks.append(("prose", prose, start))
        prose, table = [], []

    for number, line in enumerate(lines, start=1):
        is_table = line.startswith("|") or (_TABLE_META.match(line) is not None)
        if _HEADING.match(line):
            flush()
            chunks.append(("heading", [line], number))
        elif place := _PLACE.match(line):
            flush()
            chunks.append(("place", [place.group(1)], number))
        elif _NEW_PAGE.match(line):
            flush()
            chunks.append(("page", [], number))
        elif is_table:
            if not table:
                flush()
                start = number
            if line.startswith("Tableau") and any(row.startswith("|") for row in table):
                flush()
                start = number
            table.append(line)
        elif table and not line.strip():
            # Blank lines between the caption and its rows, or between the rows of a loop.
            continue
        else:
            if table:
                flush()
            if not prose:
                start = number
            prose.append(line)
    flush()
    return chunks


def _heading(line: str, prefix: str, order: int) -> Heading:
    """A heading; ``order`` makes its id unique (the line of the template)."""
    found = _HEADING.match(line)
    assert found is not None
    return Heading(len(found.group(1)), inlines_of_line(found.group(2)), f"{prefix}-t{order}", in_toc=False)


def _table(lines: list[str], number: int) -> Table:
    meta = {m.group(1): m.group(2).strip() for line in lines if (m := _TABLE_META.match(line))}
    rows = [line for line in lines if line.startswith("|")]
    if "Tableau" not in meta:
        raise MarkdownError("un tableau doit être précédé de « Tableau : légende »", number)
    if len(rows) < 2 or not re.fullmatch(r"[|:\- ]+", rows[1]):
        raise MarkdownError("un tableau commence par une ligne d’en-têtes puis une ligne de tirets", number)
    header = tuple(Cell(inlines_of_line(cell)) for cell in _cells(rows[0]))
    body = []
    for row in rows[2:]:
        cells = _cells(row)
        if len(cells) != len(header):
            raise MarkdownError(
                f"la ligne a {len(cells)} cellules, l’en-tête en a {len(header)} : {row[:60]}", number
            )
        if not all(cell for cell in cells):
            raise MarkdownError(f"une cellule est vide ; écrire « sans objet » : {row[:60]}", number)
        body.append(tuple(Cell(inlines_of_line(cell)) for cell in cells))
    widths = _widths(meta.get("Largeurs", ""), len(header), number)
    caption = typography(meta["Tableau"])
    description = typography(meta.get("Description", "")) or caption
    if TOKEN.search(caption + description):
        raise MarkdownError("la légende et la description d’un tableau ne contiennent pas de valeur", number)
    open_rows = any(type(cell.children) is Open for row in (header, *body) for cell in row)
    return Table(caption, description, header, Open(body) if open_rows else tuple(body), widths)


def _widths(text: str, count: int, number: int) -> tuple[float, ...]:
    if not text:
        return (1.0,) * count
    widths = tuple(float(part.strip()) for part in text.split(","))
    if len(widths) != count:
        raise MarkdownError(f"« Largeurs » donne {len(widths)} nombres pour {count} colonnes", number)
    return widths


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


# ----------------------------------------------------------------------------------------- prose

_SPECIAL = re.compile(r"[*_`\[\]<>!\\&]")


def _parser() -> markdown.Markdown:
    parser = markdown.Markdown(extensions=[SaneListExtension()])
    for name in ("html_block",):
        parser.preprocessors.deregister(name)
    for name in (
        "html",
        "entity",
        "image_link",
        "image_reference",
        "reference",
        "short_reference",
        "short_image_ref",
        "autolink",
        "automail",
        "backtick",
        "linebreak",
    ):
        parser.inlinePatterns.deregister(name)
    for name in ("hashheader", "setextheader", "hr", "quote", "code", "reference"):
        parser.parser.blockprocessors.deregister(name)
    return parser


_MD = _parser()


def _prose(lines: list[str], number: int) -> list[Block]:
    text = "\n".join(lines)
    if _RAW_HTML.search(text):
        raise MarkdownError("le HTML n’est pas admis dans un texte", number)
    if _IMAGE.search(text):
        raise MarkdownError("les images ne sont pas admises dans un texte", number)
    if any(line.startswith("# ") for line in lines):
        raise MarkdownError(
            "le titre de niveau 1 est celui de la clause ; employez « ## » dans une annexe", number
        )
    return [block for child in _tree(text) for block in _block(child)]


def _tree(text: str) -> Element:
    """The Markdown library's element tree, inline patterns applied, nothing serialised."""
    _MD.reset()
    lines = text.split("\n")
    for preprocessor in _MD.preprocessors:
        lines = preprocessor.run(lines)
    root: Element = _MD.parser.parseDocument(lines).getroot()  # type: ignore[assignment]
    for processor in _MD.treeprocessors:
        root = processor.run(root) or root
    return root


def _block(element: Element) -> list[Block]:
    match element.tag:
        case "p":
            return [_paragraph(_children(element))]
        case "ul" | "ol":
            items = tuple(_item(child) for child in element)
            open_items = any(is_open(block) for item in items for block in item)
            return [ListBlock(Open(items) if open_items else items, ordered=element.tag == "ol")]
        case _:
            raise MarkdownError(f"construction Markdown non admise ({element.tag})")


def _item(element: Element) -> tuple[Block, ...]:
    """A list item: its own text, then nested blocks."""
    blocks: list[Block] = []
    own = Element("p")
    own.text = element.text
    for child in element:
        if child.tag in ("p", "ul", "ol"):
            if _has_text(own):
                blocks.append(_paragraph(_children(own)))
                own = Element("p")
            blocks.extend(_block(child))
            if child.tail and child.tail.strip():
                own.text = child.tail
        else:
            own.append(child)
    if _has_text(own):
        blocks.append(_paragraph(_children(own)))
    return tuple(blocks)


def _has_text(element: Element) -> bool:
    return bool("".join(element.itertext()).strip())


def _paragraph(children: tuple[Inline, ...]) -> Paragraph:
    if children and isinstance(children[0], Text):
        for mark, role in _ROLES:
            # Typography may have put a no-break space before the colon.
            head = children[0].text.replace("\u00a0", " ")
            if head.startswith(mark):
                rest = children[0].text[len(mark) :].lstrip()
                return Paragraph(_marked((Text(rest), *children[1:]) if rest else children[1:]), role)
    return Paragraph(children)


def _children(element: Element) -> tuple[Inline, ...]:
    inlines: list[Inline] = list(_text(element.text))
    for child in element:
        inner = _children(child)
        match child.tag:
            case "strong":
                inlines.append(Strong(inner))
            case "em":
                inlines.append(Emphasis(inner))
            case "a":
                inlines.append(Link(_href(child.get("href", "")), inner))
            case _:
                raise MarkdownError(f"construction Markdown non admise ({child.tag})")
        inlines.extend(_text(child.tail))
    return _trim(inlines)


def _href(href: str) -> str:
    if not href.startswith(("https://", "mailto:")) or TOKEN.search(href):
        raise MarkdownError(f"lien non admis (https: ou mailto: seulement) : {href[:60]}")
    return href


def _trim(inlines: list[Inline]) -> tuple[Inline, ...]:
    if inlines and isinstance(inlines[0], Text):
        inlines[0] = Text(inlines[0].text.lstrip(" \n"))
    if inlines and isinstance(inlines[-1], Text):
        inlines[-1] = Text(inlines[-1].text.rstrip(" \n"))
    return _marked(i for i in inlines if not (isinstance(i, Text) and not i.text))


def _marked(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same inlines, as an :class:`Open` tuple when a value is to come in them."""
    children = tuple(inlines)
    to_come = any(
        isinstance(child, Slot)
        or (isinstance(child, Strong | Emphasis | Link) and type(child.children) is Open)
        for child in children
    )
    return Open(children) if to_come else children


@lru_cache(maxsize=4096)
def _typed(text: str) -> str:
    return typography(re.sub(r"[ \t]*\n[ \t]*", " ", text))


def _text(text: str | None) -> list[Inline]:
    """Authored text with French typography, tokens cut out as slots."""
    if not text:
        return []
    typed = _typed(text)
    if _BOX in typed:
        return [inline for piece in _BOXED.split(typed) for inline in _boxed(piece)]
    return _slots(typed)


def _boxed(piece: str) -> list[Inline]:
    """Text, or a box to tick with what ticking it means: the words that follow."""
    if not piece.startswith(_BOX):
        return _slots(piece)
    rest = piece.removeprefix(_BOX)
    label = TOKEN.sub("", rest).strip(" \u00a0,;.")
    return [CheckBox("case-" + _NOT_NAME.sub("-", label.lower()).strip("-")[:50], label), *_slots(rest)]


def _slots(typed: str) -> list[Inline]:
    parts = TOKEN.split(typed)
    return [
        Slot(ord(part) - FIRST_TOKEN) if odd else Text(part)  # type: ignore[misc]
        for odd, part in zip(
            _ODD[: len(parts)] if len(parts) <= len(_ODD) else _odd(len(parts)), parts, strict=False
        )
        if part
    ]


def _odd(count: int) -> list[int]:
    return [index % 2 for index in range(count)]


_ODD = _odd(64)


def inlines_of_line(text: str) -> tuple[Inline, ...]:
    """Inlines of one line (table cell, heading); no Markdown parser when there is no mark in it."""
    if len(text) == 1 and TOKEN.match(text):  # a cell that holds one value, as in long tables
        return Open((Slot(ord(text) - FIRST_TOKEN),))
    if not _SPECIAL.search(text):
        return _marked(_text(text))
    blocks = _prose([text], 0)
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        raise MarkdownError(f"une seule ligne de texte est attendue : {text[:60]}")
    return blocks[0].children
