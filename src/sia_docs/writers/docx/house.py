"""The house file: a Word document of the hospital with one paragraph ``{{ corps }}``.

Everything about it is read, checked and compressed once; each document then only writes its body,
its lists, its links and its properties.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from sia_docs.contenu import racine
from sia_docs.writers.docx import numbering, package
from sia_docs.writers.docx.errors import HouseError
from sia_docs.writers.docx.styles import StyleSheet
from sia_docs.writers.docx.xml import DECLARATION, R, W, append_children, root_end, spans

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APP_XML = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>sia-docs</Application></Properties>'
).encode()
_MARKER = re.compile(r"\{\{\s*corps\s*\}\}")
_SECTION = re.compile(rb"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_PAPERS = ((11906, 16838), (16838, 23811), (8391, 11906))
_PRIVATE = re.compile(r"^(customXml/|docProps/(custom|thumbnail)|word/(printerSettings|people|comments))")
"""Parts that tell about people or machines and that no document needs."""
_REVISION = re.compile(rb"<w:(ins|del|moveFrom|moveTo|commentReference)[ />]")


@dataclass(frozen=True, slots=True)
class House:
    """A house file, ready to receive any number of documents."""

    before: str
    after: str
    styles: Mapping[str, str]
    numbering: numbering.Numbering
    rels: bytes
    static: Mapping[str, package.Entry]
    document_path: str
    numbering_path: str
    rels_path: str
    width: int
    lang: str
    first_id: int
    warnings: tuple[str, ...]
    paper: int = 11906
    """Width of the paper, in twentieths of a point."""
    left: int = 1247
    """Left margin."""
    frame: int = 284
    """Where the text of a frame starts."""
    dense: bool = False
    """A poster whose texts are long."""
    compact: bool = False
    """A poster whose words leave little room around them."""
    bare: bool = False
    """A poster without logo: its band starts at the edge of the paper."""
    purposes: bool = False
    """It has the styles of easy-to-read blocks: « FALC objet »…"""


@cache
def default_house() -> House:
    """The packaged house style, loaded once."""
    return build(default_parts())


def default_house_bytes() -> bytes:
    """The packaged house style as a Word file, for a hospital to adapt."""
    parts = default_parts()
    return package.assemble({name: package.compress(name, data) for name, data in parts.items()})


def load_house(source: Path | str | bytes | None) -> House:
    """Read and check a house file (``None``: the packaged one), or raise :class:`HouseError`."""
    if source is None:
        return default_house()
    if isinstance(source, bytes):
        return build(package.read_parts(source))
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise HouseError(
            "Gabarit Word introuvable",
            f"« {source} » ne peut pas être lu.",
            "Vérifiez le chemin, les droits, et que le fichier n’est pas ouvert ailleurs.",
        ) from error
    return build(package.read_parts(data))


def default_parts() -> dict[str, bytes]:
    """The parts of the packaged house style."""
    parts: dict[str, bytes] = {}
    _collect(racine() / "templates" / "house" / "reference", "", parts)
    return parts


def _collect(folder: Traversable, prefix: str, parts: dict[str, bytes]) -> None:
    for child in folder.iterdir():
        if child.is_dir():
            _collect(child, f"{prefix}{child.name}/", parts)
        else:
            # a checkout on Windows may have changed the ends of lines
            parts[prefix + child.name] = child.read_bytes().replace(b"\r\n", b"\n")


# ------------------------------------------------------------------------------------- building


def build(parts: dict[str, bytes]) -> House:
    """Check and prepare the parts of a house file, or raise :class:`HouseError`."""
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            package.check_xml(name, data)
    try:
        return _assemble(parts)
    except (ExpatError, ElementTree.ParseError, KeyError, ValueError) as error:
        if isinstance(error, HouseError):
            raise
        raise HouseError(
            "Gabarit Word illisible",
            f"son contenu est abîmé ({error}).",
            "Ouvrez-le dans Word, enregistrez-le sous un autre nom au format .docx et recommencez.",
        ) from error


def _assemble(parts: dict[str, bytes]) -> House:
    document_path = _main_part(parts)
    _refuse_dangers(parts)
    warnings = _drop_private(parts)
    rels_path = f"{posixpath.dirname(document_path)}/_rels/{posixpath.basename(document_path)}.rels"
    before, after, section = _split(parts[document_path])
    styles_path = _part(parts, document_path, rels_path, "styles", _empty_styles())
    numbering_path = _part(parts, document_path, rels_path, "numbering", numbering.EMPTY)
    sheet = StyleSheet.read(parts[styles_path])
    ids, missing = sheet.complete()
    nums = numbering.prepare(parts[numbering_path], sheet)
    parts[styles_path] = sheet.data
    parts[APP] = _APP_XML if APP in parts else b""
    _add_part(parts, CORE, _CORE_TYPE, "_rels/.rels", _CORE_REL, CORE)
    dynamic = {document_path, numbering_path, rels_path, CORE}
    static = {
        name: package.compress(name, data) for name, data in parts.items() if name not in dynamic and data
    }
    identifiers = [
        int(i) for i in re.findall(r'<w:(?:bookmarkStart|id)\b[^>]*?w:(?:id|val)="(\d{1,9})"', before + after)
    ]
    if sheet.lang.lower() != "fr-fr":
        warnings.append(
            f"La langue du gabarit est « {sheet.lang or 'absente'} » et non fr-FR : le texte la précise."
        )
    if not any(b"compatibilityMode" in data for name, data in parts.items() if name.endswith("settings.xml")):
        warnings.append("Le gabarit s’ouvre en mode de compatibilité : dans Word, Fichier > Convertir.")
    size = _page(section)
    if size[:2] not in _PAPERS:
        warnings.append("Le gabarit n’est pas au format A4 vertical (ou A3 pour une affiche).")
    return House(
        before, after, ids, nums, parts[rels_path], static, document_path, numbering_path, rels_path,
        size[2], sheet.lang, max(identifiers, default=0) + 1, (*missing, *warnings), size[0], size[3],
    )  # fmt: skip


def _main_part(parts: Mapping[str, bytes]) -> str:
    if package.CONTENT_TYPES not in parts or "_rels/.rels" not in parts:
        raise HouseError(
            "Gabarit Word illisible",
            "ce n’est pas un document Word.",
            "Enregistrez le gabarit au format « Document Word (.docx) » et recommencez.",
        )
    types = parts[package.CONTENT_TYPES].decode("utf-8")
    if "macroEnabled" in types or "vbaProject" in types:
        raise HouseError(
            "Gabarit Word refusé",
            "il contient des macros.",
            "Enregistrez-le au format « Document Word (.docx) », sans macro, et recommencez.",
        )
    targets = [
        relation.get("Target", "")
        for relation in ElementTree.fromstring(parts["_rels/.rels"])
        if relation.get("Type", "").endswith("/officeDocument")
    ]
    path = targets[0].lstrip("/") if targets else ""
    if path not in parts or _MAIN not in types or W.encode() not in parts[path]:
        raise HouseError(
            "Gabarit Word refusé",
            "ce n’est pas un document Word ordinaire (modèle .dotx, « Open XML Strict » ou autre fichier).",
            "Enregistrez-le au format « Document Word (.docx) » et recommencez.",
        )
    return path


def _refuse_dangers(parts: Mapping[str, bytes]) -> None:
    for name, data in parts.items():
        if re.search(r"vbaProject|activeX/|embeddings/", name):
            raise HouseError(
                "Gabarit Word refusé",
                f"il contient un objet incorporé ou une macro (« {name} »).",
                "Remplacez l’objet par une image ou supprimez-le, puis recommencez.",
            )
        if not name.endswith(".rels"):
            continue
        for relation in ElementTree.fromstring(data):
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            if relation.get("TargetMode") == "External" and kind == "attachedTemplate":
                raise HouseError(
                    "Gabarit Word refusé",
                    "il est attaché à un modèle externe, dont il révèle l’emplacement.",
                    "Dans Word, Développeur > Modèle de document : choisissez « Normal », puis recommencez.",
                )
            if relation.get("TargetMode") == "External" and kind != "hyperlink":
                raise HouseError(
                    "Gabarit Word refusé",
                    f"il dépend d’un fichier externe ({kind}).",
                    "Insérez l’image ou le fichier dans le gabarit au lieu de le lier, puis recommencez.",
                )


def _drop_private(parts: dict[str, bytes]) -> list[str]:
    """Remove parts that tell about people or machines, with their relationships and types."""
    gone = {name for name in parts if _PRIVATE.match(name)}
    for name in gone:
        del parts[name]
    for name in [n for n in parts if n.endswith(".rels")]:
        folder = posixpath.dirname(posixpath.dirname(name))
        data = parts[name]
        for span in reversed(spans(data)):
            element = ElementTree.fromstring(_standalone(data[span.start : span.end], _RELS))
            target = element.get("Target", "")
            full = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            if element.get("TargetMode") != "External" and full in gone:
                data = data[: span.start] + data[span.end :]
        parts[name] = data
    types = parts[package.CONTENT_TYPES]
    for span in reversed(spans(types)):
        element = ElementTree.fromstring(_standalone(types[span.start : span.end], _TYPES))
        if element.get("PartName", "").lstrip("/") in gone:
            types = types[: span.start] + types[span.end :]
    parts[package.CONTENT_TYPES] = types
    custom = any("custom" in name for name in gone)
    return ["Les propriétés personnalisées du gabarit ne sont pas recopiées."] if custom else []


def _standalone(fragment: bytes, namespace: str) -> bytes:
    """A child element cut out of its part, with a declaration for any prefix it uses."""
    match = re.match(rb"<(?:([\w.-]+):)?[\w.-]+", fragment)
    prefix = match[1] if match else None
    if b"xmlns" in fragment or match is None:
        return fragment
    name = b" xmlns" + (b":" + prefix if prefix else b"") + b'="' + namespace.encode() + b'"'
    return fragment[: match.end()] + name + fragment[match.end() :]


def _split(data: bytes) -> tuple[str, str, bytes]:
    """The document before and after the marker, and the section that receives the body."""
    if _REVISION.search(data):
        raise HouseError(
            "Gabarit Word refusé",
            "il contient des commentaires ou des modifications suivies.",
            "Acceptez les modifications, supprimez les commentaires et recommencez.",
        )
    body = spans(data, 2)
    marks = [s for s in body if s.tag == f"{W} p" and _MARKER.fullmatch("".join(s.text).strip())]
    total = sum(len(_MARKER.findall("".join(s.text))) for s in body)
    if len(marks) != 1 or total != 1:
        found = (
            "aucun repère {{ corps }} n’est seul dans son paragraphe"
            if not marks
            else f"{total} repères {{{{ corps }}}}"
        )
        raise HouseError(
            "Gabarit Word refusé",
            f"{found} (il en faut exactement un, hors tableau et hors zone de texte).",
            "Tapez {{ corps }} seul dans un paragraphe, là où le texte doit venir, et recommencez.",
        )
    mark = marks[0]
    own = _SECTION.search(data[mark.start : mark.end])
    tail = data[mark.end :]
    if own:  # the marker ended a section: an empty paragraph goes on ending it
        tail = b"<w:p><w:pPr>" + own[0] + b"</w:pPr></w:p>" + tail
    section = _SECTION.search(tail)
    head = data[: mark.start].decode("utf-8")
    if f'xmlns:w="{W}"' not in head:
        raise HouseError(
            "Gabarit Word refusé",
            "son XML n’est pas celui de Word.",
            "Ouvrez-le dans Word, enregistrez-le au format .docx et recommencez.",
        )
    if f'xmlns:r="{R}"' not in head:
        head = head.replace(f'xmlns:w="{W}"', f'xmlns:w="{W}" xmlns:r="{R}"', 1)
    return head, tail.decode("utf-8"), section[0] if section else b""


def _page(section: bytes) -> tuple[int, int, int, int]:
    """Page width and height, width of the text, and left margin, in twentieths of a point."""

    def read(tag: bytes, name: bytes, default: int) -> int:
        match = re.search(rb"<w:" + tag + rb"\b[^>]*\bw:" + name + rb'="(\d+)', section)
        return int(match[1]) if match else default

    width, height = read(b"pgSz", b"w", 11906), read(b"pgSz", b"h", 16838)
    left = read(b"pgMar", b"left", 1417)
    text = width - left - read(b"pgMar", b"right", 1417) - read(b"pgMar", b"gutter", 0)
    columns = read(b"cols", b"num", 1)
    if columns > 1:
        text = (text - (columns - 1) * read(b"cols", b"space", 708)) // columns
    return width, height, max(text, 2000), left


def _part(parts: dict[str, bytes], document: str, rels: str, kind: str, empty: bytes) -> str:
    """The path of a part of the document, added when the house has none."""
    folder = posixpath.dirname(document)
    if rels not in parts:
        parts[rels] = f'{DECLARATION}<Relationships xmlns="{_RELS}"></Relationships>'.encode()
    for relation in ElementTree.fromstring(parts[rels]):
        if relation.get("Type") == f"{R}/{kind}":
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    path = f"{folder}/{kind}.xml"
    parts[path] = empty
    _add_part(parts, path, f"{_WORD}{kind}+xml", rels, f"{R}/{kind}", f"{kind}.xml")
    return path


def _add_part(parts: dict[str, bytes], path: str, content: str, rels: str, kind: str, target: str) -> None:
    """Declare a part (content type and relationship) unless it is declared."""
    types = parts[package.CONTENT_TYPES]
    if f'PartName="/{path}"'.encode() not in types:
        override = f'<Override xmlns="{_TYPES}" PartName="/{path}" ContentType="{content}"/>'
        parts[package.CONTENT_TYPES] = append_children(types, override)
    if f'Type="{kind}"'.encode() not in parts[rels]:
        rid = f"rIdSia{kind.rsplit('/', 1)[-1]}"
        relation = f'<Relationship xmlns="{_RELS}" Id="{rid}" Type="{kind}" Target="{target}"/>'
        parts[rels] = append_children(parts[rels], relation)
    parts.setdefault(path, b"")


def _empty_styles() -> bytes:
    return f'{DECLARATION}<w:styles xmlns:w="{W}"></w:styles>'.encode()


def with_links(house: House, links: Mapping[str, str]) -> bytes:
    """Relationships of the document, with its external links."""
    if not links:
        return house.rels
    added = "".join(
        f'<Relationship xmlns="{_RELS}" Id="{rid}" Type="{R}/hyperlink" Target="{href}" '
        'TargetMode="External"/>'
        for href, rid in links.items()
    )
    end = root_end(house.rels)
    return house.rels[:end] + added.encode("utf-8") + house.rels[end:]
