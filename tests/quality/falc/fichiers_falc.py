"""A Word file and a web page that keep every rule of look, to break one thing at a time."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from base64 import b64encode

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TITRE = "Un logiciel aide le médecin"
PHRASE = "Le médecin décide toujours."
BODY, STYLES, SETTINGS, FOOTER, CORE, THEME, NUMBERING, RELS = (
    "word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml", "docProps/core.xml",
    "word/theme/theme1.xml", "word/numbering.xml", "word/_rels/document.xml.rels",
)  # fmt: skip


def png(width: int = 400, height: int = 400, shade: int = 0) -> bytes:
    """A small picture of one colour."""
    rows = (b"\x00" + bytes([shade]) * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def picture(
    name: str = "picto-medecin",
    alt: str = "Un médecin",
    rid: str = "rIdImage",
    mm: int = 30,
    kind: str = "inline",
) -> str:
    """A run that shows a picture."""
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="{mm * 36000}" cy="{mm * 36000}"/>'
        f'<wp:docPr id="1" name="{name}" descr="{alt}"/><a:graphic><a:graphicData uri="x"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{rid}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        f"</wp:{kind}></w:drawing></w:r>"
    )


def paragraph(words: str, *, run: str = "", own: str = "", style: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{own}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def row(left: str, right: str) -> str:
    """A layout table of one row: the picture, then its text."""
    return f"<w:tbl><w:tr><w:tc><w:p>{left}</w:p></w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"


SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:cols w:space="708"/></w:sectPr>'
)
CORPS = (
    paragraph(TITRE, style="Titre")
    + row(picture(), paragraph(PHRASE))
    + paragraph("Version 1, le lundi 2 mars 2026.")
)


def body(content: str = CORPS, section: str = SECTION, before: str = "") -> str:
    """The main part."""
    return f"<w:document {_NS}>{before}<w:body>{content}{section}</w:body></w:document>"


def styles(run: str = "", paragraph_style: str = "", more: str = "") -> str:
    """The styles: Arial 14, left, space after, line of 1,3."""
    return (
        f"<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="28"/><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="312" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:pPr>{paragraph_style}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
        f'<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>{more}</w:styles>'
    )


PIED = (
    f'<w:ftr {_NS}><w:p><w:r><w:t xml:space="preserve">page </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> sur </w:t></w:r>'
    '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{target}"/>'


def relations(more: str = "") -> str:
    """What the main part is related to."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + _relation("rIdStyles", "styles", "styles.xml")
        + _relation("rIdSettings", "settings", "settings.xml")
        + _relation("rIdFooter", "footer", "footer1.xml")
        + _relation("rIdTheme", "theme", "theme/theme1.xml")
        + _relation("rIdNumbering", "numbering", "numbering.xml")
        + _relation("rIdNotes", "footnotes", "footnotes.xml")
        + _relation("rIdImage", "image", "media/image1.png")
        + _relation("rIdAutre", "image", "media/image2.png")
        + more
        + "</Relationships>"
    )


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The parts of a right file."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + _relation("rId1", "officeDocument", "word/document.xml")
        + "</Relationships>",
        RELS: relations(),
        BODY: body(),
        STYLES: styles(),
        SETTINGS: f"<w:settings {_NS}/>",
        FOOTER: PIED,
        CORE: '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITRE}</dc:title></cp:coreProperties>',
        "word/media/image1.png": png(),
        "word/media/image2.png": png(shade=90),
    } | changed


def docx(changed: dict[str, str | bytes] | None = None) -> bytes:
    """A Word file, with some of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts() | (changed or {})).items():
            archive.writestr(name, data)
    return buffer.getvalue()


CSS = (
    "body{font:18.7px/1.4 Arial,sans-serif;color:#111;background:#fff}h1{font-size:2em}"
    ".bloc{display:flex}p{margin:0 0 12px}@page{size:A4;@bottom-center{content:'page ' counter(page) ' sur ' counter(pages)}}"
)


def image(shade: int = 0, *, alt: str | None = "Un médecin", side: int = 113) -> str:
    """A picture inside the page."""
    told = "" if alt is None else f' alt="{alt}"'
    return f'<img src="data:image/png;base64,{b64encode(png(shade=shade)).decode()}"{told} width="{side}" height="{side}">'


def html(content: str = "", css: str = "", *, head: str = "", lang: str = "fr", idea: str = "medecin") -> str:
    """A web page, with rules of style added."""
    inner = content or (
        f'<div class="bloc" data-idee="{idea}">{image()}<div><p>{PHRASE}</p></div></div>'
        "<p>Version 1, le lundi 2 mars 2026.</p>"
    )
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITRE}</title>'
        f"<style>{CSS}{css}</style>{head}</head><body><h1>{TITRE}</h1>{inner}</body></html>"
    )
