"""The look of the words of a Word file, once defaults, styles, theme and direct settings are put together.

Sizes in points, lengths in millimetres. Source: ECMA-376 part 1, 17.7 (styles), 17.7.3 (toggle properties).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset(("0", "false", "off"))
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_SMALL = 0.65
"""Word draws a superscript or a subscript at about two thirds of the size."""
SURLIGNAGES = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_THEME = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


def val(element: Element | None, attribute: str = "val") -> str:
    """An attribute of Word, empty when the element or the attribute is absent."""
    return "" if element is None else element.get(W + attribute, "")


def on(element: Element | None) -> bool | None:
    """A setting that is on or off; ``None`` when nothing is said."""
    return None if element is None else val(element) not in _OFF


def whole(text: str, default: int = 0) -> int:
    """A number of a file, which may hold anything."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


@dataclass(frozen=True, slots=True)
class RunLook:
    """The look of a run. ``taille_pt`` in points; ``couleur`` and ``fond`` as « RRGGBB », ``None`` when unknown."""

    taille_pt: float
    police: str
    gras: bool
    italique: bool
    capitales: bool
    petites_capitales: bool
    souligne: bool
    effets: tuple[str, ...]
    espacement_pt: float
    couleur: str | None
    fond: str | None
    barre: bool
    cache: bool


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """The look of a paragraph. Lengths in points."""

    alignement: str
    retrait_pt: float
    avant_pt: float
    apres_pt: float
    contigu: bool
    """No space between two paragraphs of this style."""
    interligne: float | None
    """Multiple of the line; None when it is given in points."""
    sans_coupure: bool
    fond: str | None
    liste: tuple[str, int] | None
    """Number of the list and level, from 0."""
    niveau_titre: int | None
    """Level of the heading from 1, 0 for the title of the document."""
    style: str


@dataclass(frozen=True)
class WordStyles:
    """The styles and the theme of a Word file."""

    styles: Mapping[str, Element]
    defaults: Element
    theme: Element
    numbering: Element
    by_type: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, styles: Element, theme: Element | None, numbering: Element | None) -> WordStyles:
        """Prepare the parts of a file."""
        found = {s.get(W + "styleId", ""): s for s in styles.findall(W + "style")}
        defaults = styles.find(W + "docDefaults")
        by_type = {
            s.get(W + "type", ""): name
            for name, s in found.items()
            if s.get(W + "default") in ("1", "true", "on")
        }
        return cls(
            found,
            Element("none") if defaults is None else defaults,
            Element("none") if theme is None else theme,
            Element("none") if numbering is None else numbering,
            by_type,
        )

    # ---------------------------------------------------------------------------------- styles

    def chain(self, style_id: str) -> Iterator[Element]:
        """A style, then the ones it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = val(self.styles[style_id].find(W + "basedOn"))

    def name(self, style_id: str) -> str:
        """The name of a style, in lower case."""
        return val(self.styles[style_id].find(W + "name")).lower() if style_id in self.styles else ""

    def paragraph_style(self, paragraph: Element) -> str:
        """The style of a paragraph."""
        return val(paragraph.find(f"{W}pPr/{W}pStyle")) or self.by_type.get("paragraph", "")

    @cached_property
    def _run_defaults(self) -> list[Element]:
        found = self.defaults.find(f"{W}rPrDefault/{W}rPr")
        return [] if found is None else [found]

    @cached_property
    def _paragraph_defaults(self) -> list[Element]:
        found = self.defaults.find(f"{W}pPrDefault/{W}pPr")
        return [] if found is None else [found]

    def _holders(self, style_id: str, tag: str) -> list[Element]:
        return [p for s in self.chain(style_id) if (p := s.find(W + tag)) is not None]

    # ----------------------------------------------------------------------------------- lists

    @cached_property
    def _abstract(self) -> Mapping[str, Element]:
        by_id = {a.get(W + "abstractNumId", ""): a for a in self.numbering.findall(W + "abstractNum")}
        found: dict[str, Element] = {}
        for num in self.numbering.findall(W + "num"):
            abstract = by_id.get(val(num.find(W + "abstractNumId")))
            if abstract is not None:
                found[num.get(W + "numId", "")] = abstract
        return found

    def number_format(self, num_id: str, level: int) -> str:
        """How a level of a list is numbered (« bullet », « decimal », « upperRoman »…), empty when unknown."""
        abstract = self._abstract.get(num_id)
        if abstract is None:
            return ""
        for found in abstract.findall(W + "lvl"):
            if found.get(W + "ilvl") == str(level):
                return val(found.find(W + "numFmt"))
        return ""

    def is_roman(self, numbered: tuple[str, int] | None) -> bool:
        """Is a paragraph of this list and level numbered « I, II, III »?"""
        return numbered is not None and self.number_format(*numbered) in ("upperRoman", "lowerRoman")

    # --------------------------------------------------------------------------------- colours

    def _colour(self, element: Element | None, attribute: str, theme: str) -> str | None:
        """« RRGGBB », empty for automatic, ``None`` when it cannot be resolved."""
        if element is None:
            return ""
        value, themed = val(element, attribute), val(element, theme)
        if themed:
            base, prefix = self._theme_colour(themed), theme.removesuffix("Color")
            if base:
                return _shaded(base, val(element, prefix + "Tint"), val(element, prefix + "Shade"))
            return value.upper() if _HEX.fullmatch(value) else None
        if value in ("", "auto"):
            return ""
        return value.upper() if _HEX.fullmatch(value) else None

    def _theme_colour(self, name: str) -> str:
        element = self.theme.find(f".//{_A}clrScheme/{_A}{_THEME.get(name, name)}")
        if element is None or not len(element):
            return ""
        found = element[0].get("lastClr") or element[0].get("val") or ""
        return found.upper() if _HEX.fullmatch(found) else ""

    def shade(self, properties: Element | None) -> str | None:
        """The background that some properties set: empty when none, ``None`` when unknown (a pattern)."""
        found = None if properties is None else properties.find(W + "shd")
        if found is None:
            return ""
        if val(found) not in ("clear", "nil", "solid", ""):
            return None
        if val(found) == "solid":
            return self._colour(found, "color", "themeColor")
        return self._colour(found, "fill", "themeFill")

    # ------------------------------------------------------------------------------ paragraphs

    def paragraph(self, paragraph: Element) -> ParagraphLook:
        """The look of a paragraph."""
        style = self.paragraph_style(paragraph)
        own = paragraph.find(W + "pPr")
        layers = [*([] if own is None else [own]), *self._holders(style, "pPr")]
        numbered = self._numbered(layers)
        levels = self._list_layer(numbered)
        at = 1 if own is not None else 0
        layers = [*layers[:at], *levels, *layers[at:], *self._paragraph_defaults]
        indent = _attribute(layers, "ind", ("firstLine", "hanging"))
        spacing = _attribute(layers, "spacing", ("before", "after", "line", "lineRule"))
        fond = next((s for p in layers if (s := self.shade(p)) != ""), "")
        heading = re.fullmatch(r"heading (\d)", self.name(style))
        outline = _attribute(layers, "outlineLvl", ("val",)).get("val", "")
        level = (
            0 if self.name(style) == "title" else int(heading[1]) if heading
            else whole(outline) + 1 if outline.isdecimal() and int(outline) < 9 else None
        )  # fmt: skip
        return ParagraphLook(
            alignement=_first(layers, "jc") or "left",
            retrait_pt=0.0 if numbered else whole(indent.get("firstLine", "0")) / 20,
            avant_pt=whole(spacing.get("before", "0")) / 20,
            apres_pt=whole(spacing.get("after", "0")) / 20,
            contigu=bool(_toggle(layers, "contextualSpacing")),
            interligne=(
                whole(spacing.get("line", "240"), 240) / 240
                if spacing.get("lineRule", "auto") == "auto"
                else None
            ),
            sans_coupure=bool(_toggle(layers, "suppressAutoHyphens")),
            fond=fond,
            liste=numbered,
            niveau_titre=level,
            style=self.name(style),
        )

    def _numbered(self, layers: Sequence[Element]) -> tuple[str, int] | None:
        found = _attribute_of(layers, f"{W}numPr/{W}numId")
        if not found or found == "0":
            return None
        return found, whole(_attribute_of(layers, f"{W}numPr/{W}ilvl") or "0")

    def _list_layer(self, numbered: tuple[str, int] | None) -> list[Element]:
        abstract = self._abstract.get(numbered[0]) if numbered else None
        if abstract is None or numbered is None:
            return []
        levels = (level for level in abstract.findall(W + "lvl") if level.get(W + "ilvl") == str(numbered[1]))
        found = (level.find(W + "pPr") for level in levels)
        return [p for p in found if p is not None]

    # ------------------------------------------------------------------------------------ runs

    def run(
        self, run: Element, paragraph_style: str, behind: str | None, *, table_style: str = ""
    ) -> RunLook:
        """The look of a run. ``behind`` is the background of its paragraph, cell or page."""
        own = run.find(W + "rPr")
        direct = [] if own is None else [own]
        character = self._holders(val(own.find(W + "rStyle")) if own is not None else "", "rPr")
        block = self._holders(paragraph_style, "rPr")
        table = self._holders(table_style, "rPr")
        layers = [*direct, *character, *block, *table, *self._run_defaults]

        def toggled(tag: str) -> bool:
            said = _toggle(direct, tag)
            if said is not None:
                return said
            if _toggle(self._run_defaults, tag):
                return True
            return sum(bool(_toggle(level, tag)) for level in (character, block, table)) % 2 == 1

        fond = next((s for p in layers if (s := self._mark(p)) != ""), behind)
        raised = _first(layers, "vertAlign") in ("superscript", "subscript")
        size = whole(_first(layers, "sz"), 20) / 2
        effects = tuple(
            name for tag, name in _EFFECTS.items() if toggled(tag)
        ) + (("police décorative",) if any(child.tag.startswith(_W14) and child.tag[len(_W14) :] in _ART for p in layers for child in p) else ())  # fmt: skip
        return RunLook(
            taille_pt=size * _SMALL if raised else size,
            police=self._font(layers),
            gras=toggled("b"),
            italique=toggled("i"),
            capitales=toggled("caps"),
            petites_capitales=toggled("smallCaps"),
            souligne=_first(layers, "u") not in ("", "none"),
            effets=effects,
            espacement_pt=whole(_first(layers, "spacing")) / 20,
            couleur=self._ink(layers, fond),
            fond=fond,
            barre=toggled("strike") or toggled("dstrike"),
            cache=toggled("vanish"),
        )

    def _mark(self, properties: Element) -> str | None:
        """Highlighting stands over shading."""
        highlight = val(properties.find(W + "highlight"))
        if highlight and highlight != "none":
            return SURLIGNAGES.get(highlight)
        return self.shade(properties)

    def _ink(self, layers: Sequence[Element], behind: str | None) -> str | None:
        for properties in layers:
            element = properties.find(W + "color")
            if element is not None:
                found = self._colour(element, "val", "themeColor")
                if found != "":
                    return found
                break
        # Automatic: black, or white on a dark background.
        if behind is None:
            return None
        return "FFFFFF" if behind and _is_dark(behind) else "000000"

    def _font(self, layers: Sequence[Element]) -> str:
        for properties in layers:
            element = properties.find(W + "rFonts")
            if element is None:
                continue
            themed = val(element, "asciiTheme") or val(element, "hAnsiTheme")
            if themed:
                kind = "majorFont" if themed.startswith("major") else "minorFont"
                latin = self.theme.find(f".//{_A}fontScheme/{_A}{kind}/{_A}latin")
                if latin is not None and latin.get("typeface"):
                    return latin.get("typeface", "")
            found = val(element, "ascii") or val(element, "hAnsi")
            if found:
                return found
        return "Times New Roman"  # what Word shows when nothing is said


_EFFECTS = {"shadow": "ombre", "outline": "contour", "emboss": "relief", "imprint": "creux"}
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ART = frozenset(("glow", "shadow", "reflection", "textOutline", "textFill", "scene3d", "props3d"))


def _first(layers: Sequence[Element], tag: str) -> str:
    return next((v for p in layers if (v := val(p.find(W + tag)))), "")


def _toggle(layers: Sequence[Element], tag: str) -> bool | None:
    return next((v for p in layers if (v := on(p.find(W + tag))) is not None), None)


def _attribute(layers: Sequence[Element], tag: str, names: Sequence[str]) -> dict[str, str]:
    """The first value of each attribute; layers set them one by one."""
    found: dict[str, str] = {}
    for properties in layers:
        element = properties.find(W + tag)
        for name in names:
            if element is not None and name not in found and val(element, name):
                found[name] = val(element, name)
                if name == "hanging":
                    found.setdefault("firstLine", "0")
    return found


def _attribute_of(layers: Sequence[Element], path: str) -> str:
    return next((v for p in layers if (v := val(p.find(path)))), "")


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 96


def _shaded(colour: str, tint: str, shade: str) -> str:
    """A theme colour made lighter (tint) or darker (shade), in 255ths."""
    channels = [int(colour[i : i + 2], 16) for i in (0, 2, 4)]
    if re.fullmatch(r"[0-9A-Fa-f]{2}", shade):
        channels = [round(c * int(shade, 16) / 255) for c in channels]
    if re.fullmatch(r"[0-9A-Fa-f]{2}", tint):
        part = int(tint, 16) / 255
        channels = [round(c * part + 255 * (1 - part)) for c in channels]
    return "".join(f"{c:02X}" for c in channels)
