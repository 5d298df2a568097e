"""Two other house files, built part by part: a bare one, and one made by a French Word."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
MARKER = "<w:p><w:r><w:t>{{ corps }}</w:t></w:r></w:p>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A package as any program would write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def relations(*items: tuple[str, str, str]) -> str:
    """A relationships part; an external target is recognised by its scheme."""
    rows = "".join(
        f'<Relationship Id="{rid}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if ":" in target else "")
        + "/>"
        for rid, kind, target in items
    )
    return f'{HEAD}<Relationships xmlns="{RELS}">{rows}</Relationships>'


def types(**overrides: str) -> str:
    """The content types part."""
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{rows}</Types>'
    )


def minimal_parts(body: str = MARKER) -> dict[str, str | bytes]:
    """A Word file with no styles, no numbering, no properties, in Letter format."""
    section = (
        '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
        'w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    return {
        "[Content_Types].xml": types(document="document.main"),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}{section}</w:body></w:document>',
    }


def minimal() -> bytes:
    """:func:`minimal_parts` as a file."""
    return zipped(minimal_parts())


def logo() -> bytes:
    """A small purple PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\x5b\x2a\x86" * 60) * 24
    header = struct.pack(">LLBBBBB", 60, 24, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def _style(kind: str, style_id: str, name: str, inner: str = "", default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    based = "" if default or kind != "paragraph" else '<w:basedOn w:val="Normal"/>'
    head = f'<w:style w:type="{kind}"{first} w:styleId="{style_id}"><w:name w:val="{name}"/>'
    return f"{head}{based}{inner}</w:style>"


def _purple(level: int, size: int) -> str:
    return (
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="5B2A86"/><w:sz w:val="{size}"/></w:rPr>'
    )


def _french_styles() -> str:
    num = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr><w:contextualSpacing/></w:pPr>'
    grid = "".join(
        f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = (
        _style("paragraph", "Normal", "Normal", default=True),
        _style("paragraph", "Titre1", "heading 1", _purple(0, 30)),
        _style("paragraph", "Titre2", "heading 2", _purple(1, 26)),
        _style("paragraph", "Titre3", "heading 3", '<w:rPr><w:color w:val="5B2A86"/></w:rPr>'),
        _style("paragraph", "Titre", "Title", '<w:rPr><w:color w:val="5B2A86"/><w:sz w:val="52"/></w:rPr>'),
        _style("paragraph", "Listepuces", "List Bullet", num.format(1)),
        _style("paragraph", "Listenumros", "List Number", num.format(2)),
        _style("paragraph", "Lgende", "caption", "<w:rPr><w:i/></w:rPr>"),
        _style("paragraph", "En-tte", "header"),
        _style("character", "Lienhypertexte", "Hyperlink", '<w:rPr><w:u w:val="single"/></w:rPr>'),
        _style("table", "TableauNormal", "Normal Table", default=True),
        _style(
            "table",
            "Grilledutableau",
            "Table Grid",
            f"<w:tblPr><w:tblBorders>{grid}</w:tblBorders></w:tblPr>",
        ),
    )
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="24"/><w:lang w:val="fr-FR"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
    )
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{"".join(rows)}</w:styles>'


def _french_numbering() -> str:
    levels = (
        ("0", "bullet", "Listepuces", "►", 360),
        ("1", "decimal", "Listenumros", "%1)", 360),
    )
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
        for i, form, style, text, left in levels
    )
    nums = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in (0, 1))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{abstracts}{nums}</w:numbering>'


def _header() -> str:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{wp}"><wp:extent cx="900000" cy="360000"/>'
        '<wp:docPr id="1" name="Logo" descr="Logo du CHU de Trévénec"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}"><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId1"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return (
        f'{HEAD}<w:hdr {NS}><w:p><w:pPr><w:pStyle w:val="En-tte"/></w:pPr><w:r>{drawing}</w:r></w:p></w:hdr>'
    )


def french_parts() -> dict[str, str | bytes]:
    """What a French Word writes: French style ids, English names, a logo in the header, a cover."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1700" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" '
        'w:gutter="0"/></w:sectPr>'
    )
    cover = (
        '<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr><w:bookmarkStart w:id="7" w:name="page_de_garde"/>'
        '<w:r><w:t>CHU de Trévénec</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    )
    # Word cuts what was typed in several runs
    marker = "<w:p><w:r><w:t>{{</w:t></w:r><w:r><w:t> corps</w:t></w:r><w:r><w:t> }}</w:t></w:r></w:p>"
    return {
        "[Content_Types].xml": types(
            document="document.main",
            styles="styles",
            numbering="numbering",
            header1="header",
            settings="settings",
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{cover}{marker}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "numbering", "numbering.xml"),
            ("rId3", "header", "header1.xml"),
            ("rId4", "settings", "settings.xml"),
        ),
        "word/styles.xml": _french_styles(),
        "word/numbering.xml": _french_numbering(),
        "word/header1.xml": _header(),
        "word/settings.xml": SETTINGS,
        "word/_rels/header1.xml.rels": relations(("rId1", "image", "media/logo.png")),
        "word/media/logo.png": logo(),
    }


def french() -> bytes:
    """:func:`french_parts` as a file."""
    return zipped(french_parts())
