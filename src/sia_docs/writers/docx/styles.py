"""Find the styles of a house file by their built-in names, and add the ones it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from sia_docs.writers.docx.xml import W, append_children

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_GRID = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _BORDERS)
_BOX = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="auto"/>' for side in _BORDERS[:4])
_BAR = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="auto"/></w:pBdr>'
_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


@dataclass(frozen=True, slots=True)
class Wanted:
    """A style the writer needs: its built-in name, its French name, and a sober definition.

    The definition serves when the house file has no such style: structure only, no colour and no
    font, so that what is added looks like the rest of the house.
    """

    name: str
    french: str
    paragraph: str = ""
    run: str = ""
    kind: str = "paragraph"
    ours: bool = False


WANTED: Mapping[str, Wanted] = {
    "title": Wanted("Title", "Titre", _space(0, 200), _BOLD + _size(56)),
    "subtitle": Wanted("Subtitle", "Sous-titre", _space(0, 480), _size(32)),
    "heading1": Wanted(
        "heading 1", "Titre 1", _KEEP + _space(480, 200) + _outline(0), _BOLD + _size(32)
    ),
    "heading2": Wanted(
        "heading 2", "Titre 2", _KEEP + _space(320, 120) + _outline(1), _BOLD + _size(26)
    ),
    "heading3": Wanted(
        "heading 3", "Titre 3", _KEEP + _space(240, 100) + _outline(2), _BOLD + _size(24)
    ),
    "heading4": Wanted(
        "heading 4", "Titre 4", _KEEP + _space(200, 80) + _outline(3), "<w:i/><w:iCs/>" + _size(24)
    ),
    "body": Wanted("Body Text", "Corps de texte", _space(0, 140)),
    "bullet": Wanted("List Bullet", "Liste à puces", _space(0, 80)),
    "number": Wanted("List Number", "Liste à numéros", _space(0, 80)),
    "caption": Wanted("caption", "Légende", _KEEP + _space(240, 100), _BOLD),
    "toc_heading": Wanted("TOC Heading", "Titre du sommaire", _KEEP + _space(0, 240), _BOLD + _size(32)),
    "toc1": Wanted("toc 1", "TM 1", _space(120, 20), _BOLD),
    "toc2": Wanted("toc 2", "TM 2", _space(0, 20) + '<w:ind w:left="340"/>'),
    "hyperlink": Wanted(
        "Hyperlink", "Lien hypertexte", run='<w:color w:val="0B4A8F"/><w:u w:val="single"/>', kind="character"
    ),
    "grid": Wanted("Table Grid", "Grille du tableau", paragraph=_GRID, kind="table"),
    "kicker": Wanted("SIA Surtitre", "", _space(960, 240), _size(26), ours=True),
    "status": Wanted(
        "SIA Statut", "", f"<w:pBdr>{_BOX}</w:pBdr>" + _space(600, 0), _BOLD + _size(26), ours=True
    ),
    "fact": Wanted(
        "SIA Fait",
        "",
        '<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs>'
        + _space(80, 80)
        + '<w:ind w:left="2835" w:hanging="2835"/>',
        ours=True,
    ),
    "lead": Wanted("SIA Chapeau", "", _space(0, 200), _size(26), ours=True),
    "formula": Wanted(
        "SIA Formule", "", "<w:keepLines/>" + _space(60, 200) + '<w:ind w:left="567" w:right="567"/>',
        "<w:i/><w:iCs/>", ours=True,
    ),
    "note": Wanted("SIA Note", "", _space(80, 160), _size(21), ours=True),
    "callout": Wanted(
        "SIA Encadré", "", "<w:keepLines/>" + _BAR + _space(0, 80) + '<w:ind w:left="284" w:right="142"/>',
        ours=True,
    ),
    "callout_title": Wanted(
        "SIA Encadré titre",
        "",
        _KEEP + _BAR + _space(200, 80) + '<w:ind w:left="284" w:right="142"/>',
        _BOLD,
        ours=True,
    ),
    "cell_header": Wanted(
        "SIA Tableau titre", "", "<w:keepNext/>" + _space(40, 40), _BOLD + _size(22), ours=True
    ),
    "cell": Wanted("SIA Tableau texte", "", _space(40, 40), _size(22), ours=True),
    "imprint": Wanted("SIA Mentions", "", "<w:keepLines/>" + _space(0, 60), _size(19), ours=True),
    "field": Wanted(
        "SIA Champ à compléter",
        "",
        run='<w:bdr w:val="single" w:sz="6" w:space="0" w:color="7F6000"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF2B3"/>',
        kind="character",
        ours=True,
    ),
}  # fmt: skip
TABLE_NAME = "sia tableau"
"""A table style of this name, when the house has one, replaces the grid for data tables."""


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Style:
    """What the writer reads in a style of the house."""

    id: str
    kind: str
    num_id: str | None
    level: int


@dataclass(slots=True)
class StyleSheet:
    """The styles of a house file, found by name; ``data`` grows when one is added."""

    data: bytes
    by_name: dict[tuple[str, str], Style]
    default: str
    lang: str

    @classmethod
    def read(cls, data: bytes) -> StyleSheet:
        """Read ``styles.xml`` (already checked: no DTD)."""
        root = ElementTree.fromstring(data)
        found: dict[tuple[str, str], Style] = {}
        default = ""
        for element in root.iter(_w("style")):
            kind = element.get(_w("type"), "paragraph")
            style_id = element.get(_w("styleId"), "")
            name = element.find(_w("name"))
            if name is None:
                continue
            num = element.find(f"{_w('pPr')}/{_w('numPr')}/{_w('numId')}")
            level = element.find(f"{_w('pPr')}/{_w('numPr')}/{_w('ilvl')}")
            found.setdefault(
                (kind, name.get(_w("val"), "").lower()),
                Style(
                    style_id,
                    kind,
                    None if num is None or num.get(_w("val")) == "0" else num.get(_w("val")),
                    0 if level is None else int(level.get(_w("val"), "0")),
                ),
            )
            if kind == "paragraph" and element.get(_w("default")) in ("1", "true", "on"):
                default = style_id
        lang = root.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}/{_w('lang')}")
        return cls(data, found, default, "" if lang is None else lang.get(_w("val"), ""))

    def get(self, key: str) -> Style | None:
        """The house's own style for a need of the writer."""
        wanted = WANTED[key]
        return self.by_name.get((wanted.kind, wanted.name.lower()))

    def complete(self) -> tuple[dict[str, str], list[str]]:
        """Ids of all wanted styles, adding the missing ones, and the warnings to show."""
        ids: dict[str, str] = {}
        added: list[str] = []
        missing: list[str] = []
        taken = {style.id for style in self.by_name.values()}
        for key, wanted in WANTED.items():
            style = self.get(key)
            if style is None:
                base = "".join(
                    letter for letter in wanted.name.title() if letter.isascii() and letter.isalnum()
                )
                while base in taken:
                    base += "Sia"
                taken.add(base)
                style = Style(base, wanted.kind, None, 0)
                self.by_name[wanted.kind, wanted.name.lower()] = style
                added.append(self._definition(wanted, base))
                if not wanted.ours:
                    missing.append(
                        f"Le gabarit n’a pas de style « {wanted.french} » ({wanted.name}) : "
                        "un style simple a été ajouté."
                    )
            ids[key] = style.id
        table = self.by_name.get(("table", TABLE_NAME))
        ids["table"] = table.id if table else ids["grid"]
        self.data = append_children(self.data, "".join(added)) if added else self.data
        return ids, missing

    def _definition(self, wanted: Wanted, style_id: str) -> str:
        custom = ' w:customStyle="1"' if wanted.ours else ""
        based = self.default if wanted.kind == "paragraph" else ""
        head = (
            f'<w:style w:type="{wanted.kind}"{custom} w:styleId="{style_id}"><w:name w:val="{wanted.name}"/>'
        )
        head += f'<w:basedOn w:val="{based}"/>' if based else ""
        if wanted.kind == "table":
            margins = '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            return (
                f"{head}<w:tblPr><w:tblBorders>{wanted.paragraph}</w:tblBorders>"
                f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
            )
        paragraph = f"<w:pPr>{wanted.paragraph}</w:pPr>" if wanted.paragraph else ""
        run = f"<w:rPr>{wanted.run}</w:rPr>" if wanted.run else ""
        return f"{head}<w:qFormat/>{paragraph}{run}</w:style>"

    def number_headings(self, num_id: int) -> None:
        """Link the heading styles 1 to 3 to a numbering: a new heading in Word is then numbered."""
        text = self.data.decode("utf-8")
        for level in (1, 2, 3):
            style = self.by_name["paragraph", f"heading {level}"]
            text = _add_num_pr(text, style.id, level - 1, num_id)
        self.data = text.encode("utf-8")


_BEFORE_NUM_PR = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def _add_num_pr(text: str, style_id: str, level: int, num_id: int) -> str:
    """Insert ``numPr`` at its place in the ``pPr`` of one style, creating ``pPr`` if needed."""
    at = text.index(f'w:styleId="{style_id}"')
    end = text.index("</w:style>", at)
    num_pr = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
    opened = text.find("<w:pPr>", at, end)
    if opened < 0:
        place = text.find("<w:rPr>", at, end)
        place = end if place < 0 else place
        return f"{text[:place]}<w:pPr>{num_pr}</w:pPr>{text[place:]}"
    place = opened + len("<w:pPr>")
    moved = True
    while moved:
        moved = False
        blank = len(text[place:end]) - len(text[place:end].lstrip())
        for name in _BEFORE_NUM_PR:
            if text.startswith((f"<w:{name}/", f"<w:{name} "), place + blank):
                place = text.index(">", place + blank) + 1
                if text[place - 2] != "/":
                    place = text.index(f"</w:{name}>", place) + len(name) + 5
                moved = True
                break
    return text[:place] + num_pr + text[place:]
