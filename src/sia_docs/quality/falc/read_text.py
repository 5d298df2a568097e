"""Read a plain text, or the few marks of Markdown that people type: headings, lists, bold, links, pictures.

Nothing is interpreted beyond them: HTML tags, tables and code are words like the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sia_docs.quality.falc.page import Bloc, Ecrit, Genre, Image, Lieu, Run, Source, Style

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•–—]|\d{1,3}[.)])[ \t]+(.*)")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}")
_FRONT = re.compile(r"---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_INLINE = re.compile(
    r"!\[(?P<alt>[^\]\n]{0,500})\]\((?P<source>[^)\s]{0,2000})\)"
    r"|\[(?P<words>[^\]\n]{1,500})\]\((?P<target>[^)\s]{1,2000})\)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>[^\n]{1,500}?)(?<=\S)(?P=strong)"
    r"|(?<![\w*_])(?P<light>[*_])(?=[^\s*_])(?P<italic>[^*_\n]{1,500}?)(?<=\S)(?P=light)(?![\w*_])"
)


def read_text(text: str, name: str = "", *, markdown: bool = False) -> Ecrit:
    """Read a text. An empty line ends a block; in Markdown, a heading, an item or a row is a block."""
    told: list[str] = []
    start = 1
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if markdown and (front := _FRONT.match(text)):
        start += front[0].count("\n")
        text = text[front.end() :]
        told.append("L’en-tête du fichier, entre deux lignes « --- », n’est pas contrôlé.")
    reader = _Reader(markdown)
    for line, content in enumerate(text.split("\n"), start=start):
        reader.line(content, line)
    reader.flush()
    return Ecrit(tuple(reader.blocs), Source.TEXTE, None, name, remarques=tuple(told))


@dataclass(slots=True)
class _Open:
    genre: Genre
    niveau: int
    ligne: int
    texte: list[str] = field(default_factory=list)
    tableau: int | None = None


class _Reader:
    """Line by line."""

    def __init__(self, markdown: bool) -> None:
        self.markdown = markdown
        self.blocs: list[Bloc] = []
        self.open: _Open | None = None
        self.titre = ""
        self.tables = 0
        self.in_table = False

    def line(self, content: str, line: int) -> None:
        if not content.strip():
            self.flush()
            self.in_table = False
            return
        if self.markdown and (heading := _HEADING.fullmatch(content)):
            self.alone(Genre.TITRE, len(heading[1]), heading[2], line)
        elif self.markdown and _RULE.fullmatch(content):
            self.flush()
        elif self.markdown and _ROW.fullmatch(content):
            self.row(content, line)
        elif item := _ITEM.fullmatch(content):
            depth = 1 + len(item[1].expandtabs(4)) // 2
            self.alone(Genre.ELEMENT, depth, item[2], line, keep=True)
        else:
            if self.open is None:
                self.open = _Open(Genre.PARAGRAPHE, 0, line)
            self.open.texte.append(content.strip() if self.markdown else content.rstrip())

    def alone(self, genre: Genre, level: int, text: str, line: int, *, keep: bool = False) -> None:
        """A line that starts a block; ``keep``: the next lines go on with it."""
        self.flush()
        self.open = _Open(genre, level, line, [text])
        if not keep:
            self.flush()

    def row(self, content: str, line: int) -> None:
        self.flush()
        if not self.in_table:
            self.tables += 1
            self.in_table = True
        for cell in content.strip().strip("|").split("|"):
            if cell.strip(" \t:-"):
                self.open = _Open(Genre.CELLULE, 0, line, [cell.strip()], self.tables)
                self.flush()

    def flush(self) -> None:
        """End the block that is open."""
        done, self.open = self.open, None
        if done is None:
            return
        typed = "\n".join(done.texte)
        text, runs, images = _marks(typed) if self.markdown else (typed, (), ())
        lieu = Lieu(len(self.blocs) + 1, ligne=done.ligne, titre=self.titre)
        for image in images:
            self.blocs.append(Bloc(Genre.IMAGE, lieu=lieu, image=image))
            lieu = Lieu(len(self.blocs) + 1, ligne=done.ligne, titre=self.titre)
        if text.strip():
            self.blocs.append(Bloc(done.genre, text, lieu, done.niveau, runs=runs, tableau=done.tableau))
        if done.genre is Genre.TITRE:
            self.titre = " ".join(text.split())


def _marks(typed: str) -> tuple[str, tuple[Run, ...], tuple[Image, ...]]:
    """The words without their marks; the marks tell bold, italic and links, and nothing of fonts."""
    parts: list[tuple[str, Style]] = []
    images: list[Image] = []
    at = 0
    for match in _INLINE.finditer(typed):
        parts.append((typed[at : match.start()], _PLAIN))
        at = match.end()
        if match["alt"] is not None:
            images.append(
                Image(nom=match["source"], alt=match["alt"], vectorielle=match["source"].endswith(".svg"))
            )
        else:
            parts.append(_marked(match))
    parts.append((typed[at:], _PLAIN))
    return "".join(text for text, _ in parts), tuple(_runs(parts)), tuple(images)


_PLAIN = Style(gras=False, italique=False, lien="")


def _marked(match: re.Match[str]) -> tuple[str, Style]:
    if match["words"] is not None:
        return match["words"], Style(gras=False, italique=False, lien=match["target"])
    if match["bold"] is not None:
        return match["bold"], Style(gras=True, italique=False, lien="")
    return match["italic"], Style(gras=False, italique=True, lien="")


def _runs(parts: list[tuple[str, Style]]) -> Iterator[Run]:
    at = 0
    for text, style in parts:
        if text:
            yield Run(at, at + len(text), style)
            at += len(text)
