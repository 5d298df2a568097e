"""Accessibility checks on a finished Word file, each with its id (D1 to D25) and a French message.

Rules that need a reader (foreign words, unique information in headers) are not claimed here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"

REGLES: Mapping[str, str] = {
    "D1": "La langue du document n’est pas celle qui est attendue (fr-FR pour le français).",
    "D3": "La propriété « Titre » est vide ou différente du titre imprimé.",
    "D4": "L’auteur, le sujet ou la date de création manque dans les propriétés.",
    "D5": "Les titres ne forment pas un plan : un seul titre de document, aucun niveau sauté.",
    "D6": "Une liste est tapée à la main (tiret ou puce) au lieu d’être une vraie liste.",
    "D7": "Un tableau n’a pas de ligne d’en-tête répétée, ou a des cellules fusionnées ou un en-tête vide.",
    "D8": "Un tableau n’a pas de titre ou de description.",
    "D9": "Un tableau de mise en page est marqué comme un tableau de données.",
    "D10": "Une image n’a pas de texte de remplacement.",
    "D11": "Une image est flottante au lieu d’être dans le texte.",
    "D12": "Le texte d’un lien ne dit pas où il mène.",
    "D13": "Le contraste entre un texte et son fond est inférieur à 4,5 pour 1.",
    "D14": "Le texte courant fait moins de 12 points, ou un texte fait moins de 9 points.",
    "D15": "L’interligne est inférieur à 1,15, ou un paragraphe vide sert d’espacement.",
    "D16": "Un texte est justifié ou n’est pas aligné à gauche.",
    "D17": "La coupure automatique des mots est active.",
    "D18": "Le document contient une zone de texte.",
    "D20": "La page n’est pas au format A4, A3, A5 ou A6, ou une marge fait moins de 2 cm (1,4 cm en A5, 0,8 cm en A6).",
    "D21": "Les pages ne sont pas numérotées (page et nombre de pages).",
    "D22": "Un champ à compléter n’est signalé que par la couleur.",
    "D23": "Un champ à compléter n’a pas de nom ou de titre.",
    "D24": "Le document est long et n’a pas de sommaire.",
    "D25": "Le document s’ouvre en mode de compatibilité.",
}

_MIN_CONTRAST = 4.5
_MIN_BODY = 24  # half-points
_MIN_ANY = 18
_MIN_LINE = 276
_MARGINS = {
    **dict.fromkeys(((11906, 16838), (16838, 11906), (16838, 23811), (23811, 16838)), 1134),
    (8391, 11906): round(1134 * 148 / 210),
    (5953, 8391): 454,
}
"""Least margins by size of paper: two centimetres, reduced with the page on A5 (easy-to-read leaflets); eight
millimetres on A6, a card held in the hand."""
_LONG = 12
"""Headings of the first two levels above which a table of contents is expected."""
_LAYOUT = "mise en page"
_VAGUE = {"cliquez ici", "ici", "lien", "en savoir plus", "lire la suite"}
_TYPED = re.compile(r"^\s*[-–—•*]\s")


@dataclass(frozen=True, slots=True)
class Constat:
    """One rule broken, and where."""

    regle: str
    message: str
    endroit: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    parts: Mapping[str, Element]
    body: Element
    styles: Mapping[str, Element]

    def default(self) -> str:
        found = (
            i for i, s in self.styles.items() if s.get(_W + "default") and s.get(_W + "type") == "paragraph"
        )
        return next(found, "")

    def chain(self, style_id: str) -> Iterator[Element]:
        """A style, then the ones it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = _val(self.styles[style_id].find(_W + "basedOn"))

    def find(self, style_id: str, holder: str, tag: str, attribute: str = "val") -> str:
        """A property of a style, inherited if need be, down to the defaults of the document."""
        path = f"{_W}{holder}/{_W}{tag}"
        for style in self.chain(style_id):
            value = _val(style.find(path), attribute)
            if value:
                return value
        defaults = f"{_W}docDefaults/{_W}{holder}Default/{path}"
        return _val(self.parts["word/styles.xml"].find(defaults), attribute)

    def name(self, style_id: str) -> str:
        return _val(self.styles[style_id].find(_W + "name")).lower() if style_id in self.styles else ""


def verifier_docx(data: bytes, langue: str = "fr-FR") -> tuple[Constat, ...]:
    """All rules broken by a Word file written in ``langue``, in the order of the rules."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: ElementTree.fromstring(archive.read(name))
            for name in sorted(archive.namelist())
            if name.endswith((".xml", ".rels"))
        }
    parts.setdefault("word/styles.xml", Element(_W + "styles"))
    parts.setdefault("word/settings.xml", Element(_W + "settings"))
    body = parts["word/document.xml"].find(_W + "body")
    if body is None:
        raise ValueError("no body in the document")
    styles = {s.get(_W + "styleId", ""): s for s in parts["word/styles.xml"].findall(_W + "style")}
    file = _File(parts, body, styles)
    checks: dict[str, Callable[[_File], Iterator[str]]] = {**_CHECKS, "D1": partial(_d1, langue=langue)}
    return tuple(
        Constat(rule, REGLES[rule], place) for rule, check in checks.items() for place in check(file)
    )


# --------------------------------------------------------------------------------------- helpers


def _val(element: Element | None, attribute: str = "val") -> str:
    return "" if element is None else element.get(_W + attribute, "")


def _text(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(_W + "t"))


def _style(paragraph: Element, file: _File) -> str:
    return _val(paragraph.find(f"{_W}pPr/{_W}pStyle")) or file.default()


def _used(file: _File) -> list[str]:
    """Styles that the document uses, in order of first use."""
    found: dict[str, None] = {}
    for tag in ("pStyle", "rStyle"):
        for element in file.body.iter(_W + tag):
            found.setdefault(_val(element))
    return list(found)


def _headings(file: _File) -> Iterator[tuple[int, Element]]:
    for paragraph in file.body.iter(_W + "p"):
        match = re.fullmatch(r"heading (\d)", file.name(_style(paragraph, file)))
        if match:
            yield int(match[1]), paragraph


def _tables(file: _File, layout: bool) -> Iterator[Element]:
    for table in file.body.iter(_W + "tbl"):
        if (_val(table.find(f"{_W}tblPr/{_W}tblDescription")) == _LAYOUT) is layout:
            yield table


def _core(file: _File, tag: str) -> str:
    element = file.parts.get("docProps/core.xml", Element("none")).find(tag)
    return (element.text or "").strip() if element is not None else ""


def _controls(file: _File) -> Iterator[tuple[Element, str]]:
    for control in file.body.iter(_W + "sdt"):
        properties = control.find(_W + "sdtPr")
        if properties is not None and properties.find(_W + "showingPlcHdr") is not None:
            yield properties, _text(control)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contraste(texte: str, fond: str) -> float:
    """Contrast ratio of two colours written « RRGGBB »."""
    high, low = sorted((_luminance(texte), _luminance(fond)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _colour(value: str, default: str) -> str:
    return value if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else default


# ----------------------------------------------------------------------------------------- rules


def _d1(file: _File, langue: str = "fr-FR") -> Iterator[str]:
    """The language is told by the properties, and by the defaults of the styles or by the runs of text."""
    core = _core(file, _DC + "language")
    if core.lower() != langue.lower():
        yield core or "aucune langue"
        return
    short = langue.lower().split("-")[0]
    defaults = file.parts["word/styles.xml"].find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    if short == "fr":
        if _val(defaults).lower() != langue.lower():
            yield _val(defaults) or "aucune langue"
        return
    runs = (r.find(f"{_W}rPr/{_W}lang") for r in file.body.iter(_W + "r") if r.find(_W + "t") is not None)
    told = [_val(defaults), *(_val(tag, kind) for tag in runs for kind in ("val", "bidi"))]
    if not any(tag.lower().split("-")[0] == short for tag in told):
        yield langue


def _d3(file: _File) -> Iterator[str]:
    titles = [_text(p) for p in file.body.iter(_W + "p") if file.name(_style(p, file)) == "title"]
    title = _core(file, _DC + "title")
    if not title or (titles and title.split() not in map(str.split, titles)):  # whatever its no-break spaces
        yield title


def _d4(file: _File) -> Iterator[str]:
    for name, tag in (
        ("auteur", _DC + "creator"),
        ("sujet", _DC + "subject"),
        ("date", _DCTERMS + "created"),
    ):
        if not _core(file, tag):
            yield name


def _d5(file: _File) -> Iterator[str]:
    level = 0
    for found, paragraph in _headings(file):
        if found > level + 1:
            yield _text(paragraph)
        level = found
    titled = any(file.name(_style(p, file)) == "title" for p in file.body.iter(_W + "p"))
    if not level and not titled:  # a poster has a title and nothing below it
        yield "aucun titre"


def _d6(file: _File) -> Iterator[str]:
    for paragraph in file.body.iter(_W + "p"):
        if _TYPED.match(_text(paragraph)) and paragraph.find(f"{_W}pPr/{_W}numPr") is None:
            yield _text(paragraph)[:60]


def _d7(file: _File) -> Iterator[str]:
    for table in _tables(file, layout=False):
        rows = table.findall(_W + "tr")
        first = rows[0] if rows else Element("none")
        merged = any(table.find(f".//{_W}{tag}") is not None for tag in ("gridSpan", "vMerge", "hMerge"))
        split = any(row.find(f"{_W}trPr/{_W}cantSplit") is None for row in rows)
        blank = any(not _text(cell).strip() for cell in first.findall(_W + "tc"))
        if first.find(f"{_W}trPr/{_W}tblHeader") is None or merged or blank or split:
            yield _text(first)


def _d8(file: _File) -> Iterator[str]:
    for table in _tables(file, layout=False):
        wanted = (table.find(f"{_W}tblPr/{_W}{tag}") for tag in ("tblCaption", "tblDescription"))
        if not all(_val(element).strip() for element in wanted):
            yield _text(table)[:60]


def _d9(file: _File) -> Iterator[str]:
    for table in _tables(file, layout=True):
        if table.find(f".//{_W}tblHeader") is not None:
            yield _text(table)[:60]


def _d10(file: _File) -> Iterator[str]:
    for part in file.parts.values():
        for picture in part.iter(_WP + "docPr"):
            decorative = any(e.tag.endswith("}decorative") and e.get("val") == "1" for e in picture.iter())
            if not picture.get("descr", "").strip() and not decorative:
                yield picture.get("name", "")


def _d11(file: _File) -> Iterator[str]:
    yield from ("image" for _ in file.body.iter(_WP + "anchor"))


def _d12(file: _File) -> Iterator[str]:
    for link in file.body.iter(_W + "hyperlink"):
        text = _text(link).strip()
        bare = re.match(r"(https?://|www\.|mailto:)", text.lower())
        external = link.get(_R + "id") is not None
        if not text or (external and (text.lower() in _VAGUE or bare)):
            yield text


def _d13(file: _File) -> Iterator[str]:
    for style in _used(file):
        text = _colour(file.find(style, "rPr", "color"), "000000")
        paper = file.find(style, "rPr", "shd", "fill") or file.find(style, "pPr", "shd", "fill")
        if contraste(text, _colour(paper, "FFFFFF")) < _MIN_CONTRAST:
            yield file.name(style)


def _d14(file: _File) -> Iterator[str]:
    for style in _used(file):
        size = float(file.find(style, "rPr", "sz") or 20)
        name = file.name(style)
        least = _MIN_BODY if name in ("normal", "body text") else _MIN_ANY
        if file.styles.get(style, Element("none")).get(_W + "type") == "paragraph" and size < least:
            yield name
    for element in file.body.iter(_W + "sz"):
        if float(_val(element) or 0) < _MIN_ANY:
            yield f"{_val(element)} demi-points"


def _d15(file: _File) -> Iterator[str]:
    body = next((i for i in file.styles if file.name(i) == "body text"), file.default())
    line = file.find(body, "pPr", "spacing", "line")
    if float(line or 240) < _MIN_LINE:
        yield "interligne"
    children = [None, *file.body, None]
    for before, paragraph, after in zip(children, children[1:], children[2:], strict=False):
        if paragraph is None or paragraph.tag != _W + "p" or _text(paragraph).strip():
            continue
        marks = paragraph.find(f".//{_W}drawing") is not None or paragraph.find(f".//{_W}sectPr") is not None
        # without a paragraph between them, two tables would become one
        between = all(e is not None and e.tag == _W + "tbl" for e in (before, after))
        if not marks and not between:
            yield "paragraphe vide"


def _d16(file: _File) -> Iterator[str]:
    for style in _used(file):
        if file.find(style, "pPr", "jc") not in ("", "left", "start"):
            yield file.name(style)
    for paragraph in file.body.iter(_W + "p"):
        if _val(paragraph.find(f"{_W}pPr/{_W}jc")) not in ("", "left", "start"):
            yield _text(paragraph)[:60]


def _d17(file: _File) -> Iterator[str]:
    element = file.parts["word/settings.xml"].find(_W + "autoHyphenation")
    if element is not None and _val(element) not in ("0", "false", "off"):
        yield ""


def _d18(file: _File) -> Iterator[str]:
    yield from (_text(box)[:60] for box in file.body.iter(_W + "txbxContent"))


def _d20(file: _File) -> Iterator[str]:
    for section in file.body.iter(_W + "sectPr"):
        size = section.find(_W + "pgSz")
        paper = (int(_val(size, "w") or 0), int(_val(size, "h") or 0))
        if paper not in _MARGINS:
            yield "format"
        least = _MARGINS.get(paper, max(_MARGINS.values()))
        margins = section.find(_W + "pgMar")
        if any(abs(int(_val(margins, side) or 0)) < least for side in ("top", "right", "bottom", "left")):
            yield "marges"


def _d21(file: _File) -> Iterator[str]:
    codes: list[str] = []
    for name, part in file.parts.items():
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            codes += [_val(field, "instr") for field in part.iter(_W + "fldSimple")]
            codes += [code.text or "" for code in part.iter(_W + "instrText")]
    words = {word for code in codes for word in code.split()}
    if not {"PAGE", "NUMPAGES"} <= words and not {"PAGE", "SECTIONPAGES"} <= words:
        yield ""


def _d22(file: _File) -> Iterator[str]:
    for _, text in _controls(file):
        if not (text.startswith("[") and text.endswith("]")):
            yield text


def _d23(file: _File) -> Iterator[str]:
    for properties, text in _controls(file):
        if not _val(properties.find(_W + "tag")) or not _val(properties.find(_W + "alias")):
            yield text


def _d24(file: _File) -> Iterator[str]:
    count = sum(1 for level, _ in _headings(file) if level <= 2)
    toc = any((code.text or "").split()[:1] == ["TOC"] for code in file.body.iter(_W + "instrText"))
    if count > _LONG and not toc:
        yield f"{count} titres"


def _d25(file: _File) -> Iterator[str]:
    settings = file.parts["word/settings.xml"].iter(_W + "compatSetting")
    modes = [_val(s) for s in settings if _val(s, "name") == "compatibilityMode"]
    if modes != ["15"]:
        yield modes[0] if modes else "absent"


_CHECKS: Mapping[str, Callable[[_File], Iterator[str]]] = {
    "D1": _d1, "D3": _d3, "D4": _d4, "D5": _d5, "D6": _d6, "D7": _d7, "D8": _d8, "D9": _d9, "D10": _d10,
    "D11": _d11, "D12": _d12, "D13": _d13, "D14": _d14, "D15": _d15, "D16": _d16, "D17": _d17, "D18": _d18,
    "D20": _d20, "D21": _d21, "D22": _d22, "D23": _d23, "D24": _d24, "D25": _d25,
}  # fmt: skip
