"""From a file, whatever it is, to what is checked. Nothing in the file is followed or run.

Sizes are bounded before anything is opened. Every rule reads every sentence: half a million characters (about
250 pages) take about half a minute, two million take two. A leaflet has four pages: more is refused at once.
"""

from __future__ import annotations

import re
from pathlib import Path

from sia_docs.document.french import number
from sia_docs.erreurs import FichierIllisible, Probleme
from sia_docs.quality.falc.css_rules import ECRAN, MEDIUMS, Medium
from sia_docs.quality.falc.page import Ecrit
from sia_docs.quality.falc.read_text import read_text

FICHIER_MAX = 20 * 1024 * 1024
"""Bytes of a file, pictures included."""
TEXTE_MAX = 500_000
"""Characters of words."""
PAGE_MAX = 2_000_000
"""Characters of a page, tags and style sheets included, without the pictures inside it."""
FORMATS = (".docx", ".html", ".htm", ".md", ".txt")
_EMBEDDED = re.compile(r"data:[\w/+.;-]{1,100},[\w+/=%.-]*")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = {
    b"%PDF": "c’est un fichier PDF.",
    b"PK\x03\x04": "c’est un fichier compressé (.docx, .odt, .zip…), pas un texte.",
    b"{\\rtf": "c’est un fichier RTF.",
    _OLD: "c’est un ancien fichier .doc, ou un fichier protégé par un mot de passe.",
    b"\x89PNG": "c’est une image.",
    b"\xff\xd8\xff": "c’est une image.",
    b"GIF8": "c’est une image.",
}
_WORD_REMEDY = "Ouvrez-le dans Word, enregistrez-le au format « Document Word (.docx) » et recommencez."
_TEXT_REMEDY = "Enregistrez-le au format « Document Word (.docx) », ou en texte codé en UTF-8."


def read_written(path: str | Path) -> Ecrit:
    """The text of a file, with its look.

    Raises:
        FichierIllisible: unknown format, missing, too large, protected, broken, empty, not UTF-8.
    """
    return read_in(path, (ECRAN,))[0]


def read_everywhere(path: str | Path) -> tuple[tuple[Medium | None, Ecrit], ...]:
    """The same, and a web page once for each way of looking at it (screen, telephone, paper).

    Raises:
        FichierIllisible: as :func:`read_written`.
    """
    read = read_in(path, MEDIUMS)
    names: tuple[Medium | None, ...] = MEDIUMS if len(read) > 1 else (None,)
    return tuple(zip(names, read, strict=True))


def read_in(path: str | Path, mediums: tuple[Medium, ...]) -> tuple[Ecrit, ...]:
    """Read a file; a page whose look does not change with the medium is read once."""
    file = Path(path)
    kind = file.suffix.lower()
    if kind == ".doc":
        raise _unreadable(file, "c’est un ancien fichier .doc.", _WORD_REMEDY)
    if kind not in FORMATS:
        raise _unreadable(file, "ce format n’est pas lu.", f"Formats lus : {', '.join(FORMATS)}.")
    data = _bytes(file)
    if kind == ".docx":
        from sia_docs.quality.falc.read_docx import read_docx

        return (_checked(file, read_docx(data, file.name)),)
    text = _text(file, data)
    if kind in (".md", ".txt"):
        _short_enough(file, len(text), TEXTE_MAX)
        return (_checked(file, read_text(text, file.name, markdown=kind == ".md")),)
    from sia_docs.quality.falc.read_html import read_html, varies

    _short_enough(file, len(_EMBEDDED.sub("", text)), PAGE_MAX)
    wanted = mediums if varies(text) else mediums[:1]
    return tuple(_checked(file, read_html(text, file.name, medium)) for medium in wanted)


def _checked(file: Path, ecrit: Ecrit) -> Ecrit:
    length = sum(len(bloc.texte) for bloc in ecrit.blocs)
    if not length and any(bloc.image for bloc in ecrit.blocs):
        raise _unreadable(
            file, "le fichier ne contient que des images.", "Donnez le texte lui-même, pas son image."
        )
    if not length:
        raise _unreadable(file, "le fichier ne contient aucun texte.", "Vérifiez que c’est le bon fichier.")
    _short_enough(file, length, TEXTE_MAX)
    return ecrit


def _short_enough(file: Path, length: int, most: int) -> None:
    if length > most:
        raise _unreadable(
            file,
            f"le texte a {number(length)} signes ; le contrôle en lit {number(most)} au plus.",
            "Coupez le texte : un document facile à lire est court.",
        )


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise _unreadable(file, "le fichier n’existe pas.", "Vérifiez le nom et le dossier.")
        if file.stat().st_size > FICHIER_MAX:
            raise _unreadable(
                file, f"le fichier dépasse {FICHIER_MAX // 1024**2} Mio.", "Allégez ses images."
            )
        data = file.read_bytes()
    except OSError:
        raise _unreadable(file, "le fichier ne peut pas être lu.", "Vérifiez les droits d’accès.") from None
    if not data:
        raise _unreadable(file, "le fichier est vide.", "Vérifiez que c’est le bon fichier.")
    return data


def _text(file: Path, data: bytes) -> str:
    for sign, message in _SIGNS.items():
        if data.startswith(sign):
            raise _unreadable(file, message, _TEXT_REMEDY)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _unreadable(file, "le fichier est codé en UTF-16.", "Enregistrez-le de nouveau en UTF-8.")
    if b"\x00" in data:
        raise _unreadable(file, "le fichier n’est pas un texte.", _TEXT_REMEDY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(
            file, "le fichier n’est pas enregistré en UTF-8.", "Enregistrez-le de nouveau en UTF-8."
        ) from None


def _unreadable(file: Path, message: str, remedy: str) -> FichierIllisible:
    return FichierIllisible(Probleme(message, fichier=file.name, remede=remedy))
