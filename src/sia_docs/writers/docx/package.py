"""Read an untrusted Word package within limits, and write one that is the same on each run."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from sia_docs.writers.docx.errors import HouseError

MAX_ENTRIES = 500
MAX_PART = 20 * 1024 * 1024
MAX_TOTAL = 50 * 1024 * 1024
MAX_RATIO = 100
RATIO_FROM = 100 * 1024
"""Small parts may compress very well without harm; the ratio is checked above this size."""

CONTENT_TYPES = "[Content_Types].xml"
_LEVEL = 1  # a quarter less time than level 3, for a tenth more bytes
_PIECE_LEVEL = 3  # a piece comes back: it is worth a little more time
PIECE_MAX = 64_000
"""A longer piece of a part seldom comes back, and would push out those that do."""
PIECES_KEPT = 96
_NO_MORE = b"\x03\x00"
"""The last block of a deflate stream, empty."""
_DOS_DATE = (1 << 5) | 1  # 1980-01-01, as Word writes
_UTF8_NAMES = 0x800
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")

_NOT_WORD = "Enregistrez le gabarit au format « Document Word (.docx) » et recommencez."


@dataclass(frozen=True, slots=True)
class Entry:
    """A part, already compressed."""

    name: bytes
    raw: bytes
    crc: int
    size: int
    local: bytes


def compress(name: str, data: bytes) -> Entry:
    """Compress a part once; the result may go into any number of packages."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    raw = deflate.compress(data) + deflate.flush()
    return _entry(name, raw, zlib.crc32(data), len(data))


def compress_pieces(name: str, pieces: Iterable[str]) -> Entry:
    """A part made of pieces, those that come back in document after document being compressed once.

    Each piece is compressed apart: the bytes depend on where the pieces start, never on what came before.
    """
    done = [(_remembered if len(piece) <= PIECE_MAX else _deflate)(piece) for piece in pieces]
    crc = 0
    for data, _ in done:
        crc = zlib.crc32(data, crc)
    raw = b"".join([*(raw for _, raw in done), _NO_MORE])
    return _entry(name, raw, crc, sum(len(data) for data, _ in done))


def _deflate(piece: str) -> tuple[bytes, bytes]:
    """A piece in UTF-8, and compressed up to a byte boundary."""
    data = piece.encode("utf-8")
    deflate = zlib.compressobj(_PIECE_LEVEL, zlib.DEFLATED, -15)
    return data, deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH)


_remembered = lru_cache(maxsize=PIECES_KEPT)(_deflate)


def _entry(name: str, raw: bytes, crc: int, size: int) -> Entry:
    coded = name.encode("utf-8")
    head = _LOCAL.pack(b"PK\x03\x04", 20, _UTF8_NAMES, 8, 0, _DOS_DATE, crc, len(raw), size, len(coded), 0)
    return Entry(coded, raw, crc, size, head + coded)


def order(name: str) -> tuple[bool, str]:
    """Sort key of the entries: the content types first, then by name."""
    return (name != CONTENT_TYPES, name)


def assemble(entries: Mapping[str, Entry]) -> bytes:
    """Build the ZIP file from its compressed parts."""
    body: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for name in sorted(entries, key=order):
        entry = entries[name]
        body += (entry.local, entry.raw)
        central.append(
            _CENTRAL.pack(
                b"PK\x01\x02", 20, 20, _UTF8_NAMES, 8, 0, _DOS_DATE, entry.crc, len(entry.raw),
                entry.size, len(entry.name), 0, 0, 0, 0, 0, offset,
            )
            + entry.name
        )  # fmt: skip
        offset += len(entry.local) + len(entry.raw)
    directory = b"".join(central)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return b"".join((*body, directory, end))


def read_parts(data: bytes) -> dict[str, bytes]:
    """All parts of a package, or :class:`HouseError` before anything dangerous is unpacked."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise HouseError(
            "Gabarit Word illisible",
            "le fichier est protégé par un mot de passe, ou c’est un ancien fichier .doc.",
            "Retirez la protection et enregistrez-le au format « Document Word (.docx) ».",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_entries(archive)
    except HouseError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise HouseError(
            "Gabarit Word illisible", "ce n’est pas un fichier .docx, ou il est abîmé.", _NOT_WORD
        ) from error
    except NotImplementedError as error:  # pragma: no cover - exotic compression
        raise HouseError("Gabarit Word illisible", "sa compression est inconnue.", _NOT_WORD) from error


def _read_entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise _too_big(f"il contient {len(infos)} fichiers internes ({MAX_ENTRIES} au plus).")
    parts: dict[str, bytes] = {}
    total = 0
    for info in infos:
        if info.is_dir():
            continue
        _check_name(info.filename, parts)
        with archive.open(info) as stream:
            # never trust the size announced in the header: count what really comes out
            content = stream.read(MAX_PART + 1)
        total += len(content)
        if len(content) > MAX_PART or total > MAX_TOTAL:
            raise _too_big(f"« {info.filename} » est trop volumineux une fois décompressé.")
        if len(content) > RATIO_FROM and len(content) > MAX_RATIO * max(info.compress_size, 1):
            raise _too_big(f"« {info.filename} » est compressé de façon anormale.")
        parts[info.filename] = content
    return parts


def _check_name(name: str, seen: Mapping[str, bytes]) -> None:
    path = PurePosixPath(name)
    unsafe = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if unsafe or name in seen:
        raise HouseError(
            "Gabarit Word refusé",
            f"le nom de fichier interne « {name} » est en double ou dangereux.",
            "Ouvrez le gabarit dans Word, enregistrez-le sous un autre nom et recommencez.",
        )


def _too_big(why: str) -> HouseError:
    return HouseError(
        "Gabarit Word refusé", why, "Allégez le gabarit (images, objets insérés) et recommencez."
    )


def check_xml(name: str, data: bytes) -> None:
    """Refuse what no Word file needs and an attack does: a DTD, entities, an unusual encoding."""
    coding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    odd = b"\x00" in data or (coding is not None and coding[1].lower() not in (b"utf-8", b"us-ascii"))
    if odd or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise HouseError(
            "Gabarit Word refusé",
            f"« {name} » contient une définition de type (DTD) ou un codage interdit.",
            "Ouvrez le gabarit dans Word, enregistrez-le de nouveau et recommencez.",
        )
