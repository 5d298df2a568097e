"""Read the passages of a file that the hospital wrote: Word, HTML, Markdown or plain text.

The file is a stranger's: its size is bounded before it is opened, nothing in it is followed or run.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError

from sia_docs.erreurs import FichierIllisible, Probleme
from sia_docs.quality.clarte import Genre, Passage, passages_of_text
from sia_docs.quality.meme_texte import Bloc, blocks_of_docx, blocks_of_html

TAILLE_MAX = 20 * 1024 * 1024
#: Of an opened Word part: a file of a few kilobytes may hide gigabytes.
PARTIE_MAX = 50 * 1024 * 1024
FORMATS = (".docx", ".html", ".htm", ".md", ".txt")


def passages_of_file(path: str | Path) -> tuple[Passage, ...]:
    """The passages of a file, in order.

    Raises:
        FichierIllisible: unknown format, missing, too large, not UTF-8, not a Word file.
    """
    file = Path(path)
    kind = file.suffix.lower()
    if kind not in FORMATS:
        raise _unreadable(file, "ce format n’est pas lu.", f"Formats lus : {', '.join(FORMATS)}.")
    data = _bytes(file)
    if kind == ".docx":
        return _of_blocks(_word(file, data))
    text = _text(file, data)
    if kind in (".html", ".htm"):
        return _of_blocks(blocks_of_html(text))
    return passages_of_text(_MARKER.sub("\n\n", text))


#: A list item or a heading of Markdown starts its own passage.
_MARKER = re.compile(r"(?:^|\n)[ \t]*(?:[-*+•][ \t]+|#{1,6}[ \t]+|\d+\.[ \t]+)")


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > TAILLE_MAX:
            raise _unreadable(file, f"le fichier dépasse {TAILLE_MAX // 1024**2} Mio.")
        return file.read_bytes()
    except OSError:
        raise _unreadable(
            file, "le fichier n’existe pas ou ne peut pas être lu.", "Vérifiez le nom et les droits d’accès."
        ) from None


def _text(file: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _unreadable(
            file, "le fichier n’est pas enregistré en UTF-8.", "Enregistrez-le de nouveau en UTF-8."
        ) from None


def _word(file: Path, data: bytes) -> list[Bloc]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in ("word/document.xml", "word/styles.xml"):
                if name in archive.namelist() and archive.getinfo(name).file_size > PARTIE_MAX:
                    raise _unreadable(file, f"son contenu dépasse {PARTIE_MAX // 1024**2} Mio.")
            if b"<!DOCTYPE" in archive.read("word/document.xml")[:2000]:
                raise _unreadable(file, "ce n’est pas un document Word.")
        return blocks_of_docx(data)
    except (
        zipfile.BadZipFile,
        KeyError,
        ParseError,
        RecursionError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ):
        raise _unreadable(
            file, "ce n’est pas un document Word.", "Enregistrez-le de nouveau au format .docx."
        ) from None


def _of_blocks(blocks: list[Bloc]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    where = ""
    for block in blocks:
        genre = _genre(block.nature)
        if genre is None:
            continue
        if genre is Genre.TITRE:
            where = block.texte
        found.append(Passage(block.texte, genre, where))
    return tuple(found)


def _genre(nature: str) -> Genre | None:
    if nature == "champ" or nature.startswith("sommaire"):
        return None
    if nature.startswith("titre"):
        return Genre.TITRE
    if nature.startswith("item"):
        return Genre.ELEMENT
    return {"cellule": Genre.CELLULE, "legende": Genre.LEGENDE}.get(nature, Genre.PARAGRAPHE)


def _unreadable(file: Path, message: str, remedy: str = "") -> FichierIllisible:
    return FichierIllisible(Probleme(message, fichier=file.name, remede=remedy))
