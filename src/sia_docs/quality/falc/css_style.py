"""The look of each element of a page: what the browser's own rules, the sheets and the element say.

Only the properties that the FALC rules need. A value that this reading cannot resolve is named in
``inconnus``: the rule that needed it is then told as not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import cssselect2

from sia_docs.quality.falc.css_rules import Declaration, Feuilles, Medium, inline
from sia_docs.quality.falc.css_values import (
    Colour,
    Sizes,
    Tokens,
    bare,
    colour,
    length,
    over,
    substitute,
    text_of,
    tokens,
    words,
)

BLANC: Colour = (1.0, 1.0, 1.0, 1.0)
NOIR: Colour = (0.0, 0.0, 0.0, 1.0)
_LIEN: Colour = (0.0, 0.0, 0xEE / 255, 1.0)
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
    "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_RESET = frozenset(("initial", "unset", "revert", "revert-layer"))


@dataclass(frozen=True, slots=True)
class Style:
    """The look of an element. Lengths in CSS pixels."""

    taille: float = 16.0
    polices: tuple[str, ...] = ()
    gras: bool = False
    italique: bool = False
    petites_capitales: bool = False
    capitales: bool = False
    souligne: bool = False
    ombre: bool = False
    contour: bool = False
    espacement_lettres: float = 0.0
    interligne: float = 1.15
    """Multiple of the size; browsers leave about this much."""
    alignement: str = "start"
    retrait: float = 0.0
    colonnes: int = 1
    vertical: bool = False
    coupure: bool = False
    couleur: Colour = NOIR
    fond: Colour = BLANC
    image_de_fond: bool = False
    marge_haute: float = 0.0
    marge_basse: float = 0.0
    largeur: float | None = None
    hauteur: float | None = None
    """None: the sheets do not say."""
    ecart: float = 0.0
    """Between the children, in a flex box or a grid."""
    affichage: str = "inline"
    cache: bool = False
    hors_ecran: bool = False
    """Read by screen readers only: cut out, or put far outside the screen."""
    rangee: bool = False
    """Whether the children stand side by side (flex row, or grid)."""
    inconnus: frozenset[str] = frozenset()
    variables: tuple[tuple[str, Tokens], ...] = ()


_INHERITED = (
    "taille", "polices", "gras", "italique", "petites_capitales", "capitales", "souligne", "ombre", "contour",
    "espacement_lettres", "alignement", "retrait", "vertical", "coupure", "couleur", "fond", "image_de_fond",
    "cache", "colonnes", "hors_ecran", "interligne",
)  # fmt: skip
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "li",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "main",
        "header",
        "footer",
        "section",
        "article",
        "aside",
        "nav",
        "form",
        "fieldset",
        "address",
        "hr",
        "table",
        "caption",
        "details",
        "summary",
    ]
)
_HIDDEN = frozenset(["head", "style", "script", "template", "noscript", "title", "meta", "link", "datalist"])
_HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
_SMALLER = frozenset(("small", "sup", "sub"))
_ITALIC = frozenset(("em", "i", "cite", "dfn", "var", "address"))
_BOLD = frozenset(("strong", "b", "th", *_HEADINGS))
_MONO = frozenset(("code", "kbd", "samp", "tt", "pre"))
_SPACED = frozenset(("p", "ul", "ol", "dl", "blockquote", "figure", "pre", *_HEADINGS))

Setter = Callable[["_Cascade", Tokens], None]


def racine_de_page() -> Style:
    """What a page starts from, before its root element."""
    return Style(affichage="block")


def style_of(
    element: cssselect2.ElementWrapper, parent: Style, feuilles: Feuilles, medium: Medium, root: float
) -> Style:
    """The look of an element from that of its parent. ``root`` is the size of the root element, in pixels."""
    cascade = _Cascade(element, parent, medium, root)
    cascade.apply(_declared(element, feuilles))
    return cascade.done()


def _declared(element: cssselect2.ElementWrapper, feuilles: Feuilles) -> list[Declaration]:
    """The declarations for an element, the strongest last."""
    ordered: list[Declaration] = []
    for _, _, pseudo, found in feuilles.matcher.match(element):
        if pseudo is None:
            ordered.extend(found)
    ordered.extend(inline(element.etree_element.get("style") or ""))
    return [d for d in ordered if not d.important] + [d for d in ordered if d.important]


class _Cascade:
    """One element being computed."""

    def __init__(
        self, element: cssselect2.ElementWrapper, parent: Style, medium: Medium, root: float
    ) -> None:
        self.element = element
        self.parent = parent
        self.medium = medium
        self.values: dict[str, Any] = {name: getattr(parent, name) for name in _INHERITED}
        self.values |= {
            "marge_haute": 0.0,
            "marge_basse": 0.0,
            "ecart": 0.0,
            "largeur": None,
            "hauteur": None,
            "affichage": "inline",
            "rangee": False,
        }
        self.unknown = set(parent.inconnus)
        self.variables: dict[str, Tokens] = dict(parent.variables)
        self.root = root
        self._browser()

    # ------------------------------------------------------------------------- what browsers do

    def _browser(self) -> None:
        tag, get = self.element.local_name, self.element.etree_element.get
        values, size = self.values, self.parent.taille
        if tag in _BLOCKS:
            values["affichage"] = "list-item" if tag == "li" else "table" if tag == "table" else "block"
        elif tag in ("td", "th"):
            values["affichage"] = "table-cell"
        if tag in _HIDDEN or get("hidden") is not None:
            values["affichage"] = "none"
        if tag in _HEADINGS:
            values["taille"] = size * _HEADINGS[tag]
        elif tag in _SMALLER:
            values["taille"] = size / 1.2
        elif tag == "big":
            values["taille"] = size * 1.2
        elif tag in _MONO:
            values |= {"polices": ("monospace",), "taille": size * 13 / 16}
        elif tag in ("button", "input", "select", "textarea"):
            values |= {"taille": 40 / 3, "polices": ("system-ui",)}
        values["gras"] = values["gras"] or tag in _BOLD
        values["italique"] = values["italique"] or tag in _ITALIC
        values["souligne"] = values["souligne"] or tag in ("u", "ins")
        if tag == "a" and get("href") is not None:
            values |= {"souligne": True, "couleur": _LIEN}
        if tag == "mark":
            values |= {"fond": (1.0, 1.0, 0.0, 1.0), "couleur": NOIR}
        if tag in ("th", "caption", "center"):
            values["alignement"] = "center"
        if tag in _SPACED:
            values |= {"marge_haute": values["taille"], "marge_basse": values["taille"]}
        self._old_attributes(tag)

    def _old_attributes(self, tag: str) -> None:
        """``align``, ``bgcolor`` and ``<font>``, which pages made by a word processor still carry."""
        get = self.element.etree_element.get
        if get("align") and tag not in ("img", "table"):
            self.values["alignement"] = str(get("align")).lower()
        if get("bgcolor"):
            _background(self, tokens(str(get("bgcolor"))))
        if tag == "font":
            if get("color"):
                _colour(self, tokens(str(get("color"))))
            if get("face"):
                _family(self, tokens(str(get("face"))))
            if get("size"):
                scale = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
                found = scale.get(str(get("size")))
                if found is None:
                    self.unknown.add("taille")
                else:
                    self.values["taille"] = found

    # ------------------------------------------------------------------------------ declarations

    def apply(self, declared: Iterable[Declaration]) -> None:
        """Variables first, then the size (other lengths depend on it), then everything else."""
        listed = list(declared)
        for item in listed:
            if item.nom.startswith("--"):
                self.variables[item.nom] = item.valeur
        for first in (True, False):
            for item in listed:
                if (item.nom in ("font", "font-size")) is first and item.nom in _SETTERS:
                    self._one(item)

    def _one(self, item: Declaration) -> None:
        targets, setter = _SETTERS[item.nom]
        value = substitute(item.valeur, self.variables)
        if value is None:
            self.unknown.update(targets)
            return
        for target in targets:
            self.unknown.discard(target)
        word = text_of(value)
        if word == "inherit":
            for target in targets:
                self.values[target] = getattr(self.parent, target)
        elif word in _RESET:
            fresh = self.parent if word != "initial" else Style()
            for target in targets:
                kept = target in _INHERITED and target not in (
                    "fond",
                    "image_de_fond",
                    "colonnes",
                    "souligne",
                )
                self.values[target] = getattr(
                    fresh if kept else self.parent if target == "fond" else Style(), target
                )
        else:
            setter(self, value)

    def size(self, token: Any, percent: float | None = None) -> float | None:
        """A length of this element, in pixels."""
        em = self.values["taille"]
        return length(token, Sizes(em, self.root, self.medium.largeur, self.medium.hauteur, percent))

    def one_length(
        self, value: Tokens, target: str, *, word: str = "normal", percent: float | None = None
    ) -> None:
        """Set a property made of one length; a word stands for zero."""
        parts = bare(value)
        if len(parts) == 1 and parts[0].type == "ident" and parts[0].lower_value in (word, "auto", "none"):
            self.values[target] = 0.0
            return
        found = self.size(parts[0], percent) if parts else None
        if found is None:
            self.unknown.add(target)
        else:
            self.values[target] = found

    def done(self) -> Style:
        """The look of the element."""
        if self.parent.affichage == "none":
            self.values["affichage"] = "none"
        shown = Style(
            **self.values, inconnus=frozenset(self.unknown), variables=tuple(self.variables.items())
        )
        return (
            replace(shown, variables=self.parent.variables)
            if shown.variables == self.parent.variables
            else shown
        )


# ------------------------------------------------------------------------------------ properties


def _font_size(cascade: _Cascade, value: Tokens) -> None:
    parts = bare(value)
    word = parts[0].lower_value if parts and parts[0].type == "ident" else ""
    size = cascade.parent.taille
    if word in _SIZES:
        cascade.values["taille"] = _SIZES[word]
    elif word in ("smaller", "larger"):
        cascade.values["taille"] = size / 1.2 if word == "smaller" else size * 1.2
    else:
        sizes = Sizes(size, cascade.root, cascade.medium.largeur, cascade.medium.hauteur, size)
        found = length(parts[0], sizes) if parts else None
        if found is None:
            cascade.unknown.add("taille")
        else:
            cascade.values["taille"] = found


def _line_height(cascade: _Cascade, value: Tokens) -> None:
    parts = bare(value)
    if len(parts) == 1 and parts[0].type == "number" and 0 <= parts[0].value < 100:
        cascade.values["interligne"] = float(parts[0].value)
        return
    em = cascade.values["taille"]
    found = cascade.size(parts[0], em) if len(parts) == 1 else None
    if text_of(value) == "normal":
        cascade.values["interligne"] = Style().interligne
    elif found is None or not em:
        cascade.unknown.add("interligne")
    else:
        cascade.values["interligne"] = found / em


def _family(cascade: _Cascade, value: Tokens) -> None:
    names: list[str] = []
    words_: list[str] = []
    for token in [*value, None]:
        if token is None or token == ",":
            if words_:
                names.append(" ".join(words_))
            words_ = []
        elif token.type in ("ident", "string"):
            words_.append(token.value)
    cascade.values["polices"] = tuple(names)


def _font(cascade: _Cascade, value: Tokens) -> None:
    parts = list(value)
    start = next(
        (i for i, t in enumerate(parts) if t.type in ("dimension", "percentage", "function") or (t.type == "ident" and (t.lower_value in _SIZES or t.lower_value in ("smaller", "larger")))),
        None,
    )  # fmt: skip
    if start is None:
        cascade.unknown.update(("taille", "polices"))
        return
    before = words(parts[:start])
    cascade.values |= {
        "italique": "italic" in before or "oblique" in before,
        "petites_capitales": "small-caps" in before,
        "gras": "bold" in before or "bolder" in before,
    }
    _font_size(cascade, [parts[start]])
    rest = parts[start + 1 :]
    cascade.values["interligne"] = Style().interligne
    if (found := bare(rest)) and found[0] == "/":
        _line_height(cascade, found[1:2])
        rest = rest[rest.index(found[1]) + 1 :] if len(found) > 1 else []
    _family(cascade, rest)


def _colour(cascade: _Cascade, value: Tokens) -> None:
    parts = bare(value)
    if parts and parts[0].type == "ident" and parts[0].lower_value == "currentcolor":
        return
    found = colour(parts[0]) if len(parts) == 1 else None
    if found is None:
        cascade.unknown.add("couleur")
    else:
        cascade.values["couleur"] = found


def _background_image(cascade: _Cascade, value: Tokens) -> None:
    colour_below = cascade.values["fond"]
    _background(cascade, value)
    cascade.values["fond"] = colour_below


def _background(cascade: _Cascade, value: Tokens) -> None:
    """The shorthand and the long forms: the colour, and whether a picture is behind the text."""
    cascade.values["fond"] = cascade.parent.fond
    for token in bare(value):
        if token.type == "url" or (
            token.type == "function"
            and ("gradient" in token.lower_name or token.lower_name in ("url", "image", "image-set"))
        ):
            cascade.values["image_de_fond"] = True
            continue
        if token.type == "function" and token.lower_name in ("color-mix", "light-dark", "var"):
            cascade.unknown.add("fond")
            continue
        if token.type == "ident" and token.lower_value == "currentcolor":
            cascade.unknown.add("fond")
            continue
        found = colour(token)
        if found is not None:
            if found[3] == 1:
                cascade.values["image_de_fond"] = False  # an opaque colour hides what is below
            cascade.values["fond"] = over(found, cascade.parent.fond)


def _decoration(cascade: _Cascade, value: Tokens) -> None:
    # Under a word of a link, « none » does not take away the line that its parent drew: it is read as told.
    cascade.values["souligne"] = "underline" in words(value)


def _stroke(cascade: _Cascade, value: Tokens) -> None:
    widths = [cascade.size(token) for token in bare(value) if token.type in ("dimension", "number")]
    cascade.values["contour"] = any(width for width in widths)


def _columns(cascade: _Cascade, value: Tokens) -> None:
    found = [int(t.value) for t in bare(value) if t.type == "number" and t.is_integer]
    sized = any(t.type == "dimension" for t in bare(value))
    cascade.values["colonnes"] = found[0] if found else 1
    if sized and not found:
        cascade.unknown.add("colonnes")


def _margin(cascade: _Cascade, value: Tokens) -> None:
    found = [cascade.size(token) or 0.0 for token in bare(value)]
    if found:
        cascade.values |= {"marge_haute": found[0], "marge_basse": found[2] if len(found) > 2 else found[0]}


def _side(target: str) -> Setter:
    def setter(cascade: _Cascade, value: Tokens) -> None:
        parts = bare(value)
        above = getattr(cascade.parent, target)
        cascade.values[target] = cascade.size(parts[0], above) if len(parts) == 1 else None
        if cascade.values[target] is None and text_of(value) != "auto":
            cascade.unknown.add(target)

    return setter


def _gap(cascade: _Cascade, value: Tokens) -> None:
    found = [cascade.size(token) for token in bare(value)]
    cascade.values["ecart"] = (found[0] if found else None) or 0.0


def _margin_block(cascade: _Cascade, value: Tokens) -> None:
    found = [cascade.size(token) or 0.0 for token in bare(value)]
    if found:
        cascade.values |= {"marge_haute": found[0], "marge_basse": found[-1]}


def _display(cascade: _Cascade, value: Tokens) -> None:
    shown = words(value)
    if shown:
        cascade.values["affichage"] = shown[0]
        cascade.values["rangee"] = shown[0] in ("flex", "inline-flex", "grid", "inline-grid")


def _direction(cascade: _Cascade, value: Tokens) -> None:
    if text_of(value).startswith("column"):
        cascade.values["rangee"] = False


def _opacity(cascade: _Cascade, value: Tokens) -> None:
    found = bare(value)
    if not found or found[0].type not in ("number", "percentage"):
        cascade.unknown.add("couleur")
    elif found[0].type == "number" and found[0].value == 0:
        cascade.values["cache"] = True
    elif found[0].value not in (1, 100) or (found[0].type == "percentage" and found[0].value != 100):
        cascade.unknown.add("couleur")


def _effect(cascade: _Cascade, value: Tokens) -> None:
    if text_of(value) not in ("none", "normal"):
        cascade.unknown.add("couleur")


def _cut_out(cascade: _Cascade, value: Tokens) -> None:
    text = text_of(value).replace(" ", "")
    hidden = ("rect(0,0,0,0)", "rect(0000)", "rect(1px,1px,1px,1px)", "inset(50%)", "inset(100%)")
    if text.replace("px", "") in [h.replace("px", "") for h in hidden]:
        cascade.values["hors_ecran"] = True


def _far(cascade: _Cascade, value: Tokens) -> None:
    found = [cascade.size(token) for token in bare(value)]
    if any(size is not None and size <= _FAR for size in found):
        cascade.values["hors_ecran"] = True


def _set(target: str, test: Callable[[str], Any]) -> Setter:
    def setter(cascade: _Cascade, value: Tokens) -> None:
        cascade.values[target] = test(text_of(value))

    return setter


def _of_length(target: str) -> Setter:
    def setter(cascade: _Cascade, value: Tokens) -> None:
        cascade.one_length(value, target, percent=cascade.medium.largeur)

    return setter


def _heavy(text: str) -> bool:
    return text in ("bold", "bolder") or (text.isdecimal() and int(text) >= 600)


_FAR = -900
"""Pixels to the left of the screen where nobody looks."""
_BACK = ("fond", "image_de_fond")
_SETTERS: Mapping[str, tuple[tuple[str, ...], Setter]] = {
    "font": (("taille", "polices", "italique", "petites_capitales", "gras", "interligne"), _font),
    "font-size": (("taille",), _font_size),
    "font-family": (("polices",), _family),
    "font-style": (("italique",), _set("italique", lambda t: t.startswith(("italic", "oblique")))),
    "font-weight": (("gras",), _set("gras", _heavy)),
    "font-variant": (("petites_capitales",), _set("petites_capitales", lambda t: "caps" in t)),
    "font-variant-caps": (("petites_capitales",), _set("petites_capitales", lambda t: "caps" in t)),
    "text-transform": (("capitales",), _set("capitales", lambda t: "uppercase" in t)),
    "text-decoration": (("souligne",), _decoration),
    "text-decoration-line": (("souligne",), _decoration),
    "text-shadow": (("ombre",), _set("ombre", lambda t: t != "none")),
    "-webkit-text-stroke": (("contour",), _stroke),
    "-webkit-text-stroke-width": (("contour",), _stroke),
    "-webkit-text-fill-color": (("couleur",), _colour),
    "letter-spacing": (("espacement_lettres",), _of_length("espacement_lettres")),
    "line-height": (("interligne",), _line_height),
    "text-align": (("alignement",), _set("alignement", str)),
    "text-indent": (("retrait",), _of_length("retrait")),
    "columns": (("colonnes",), _columns),
    "column-count": (("colonnes",), _columns),
    "column-width": (("colonnes",), _columns),
    "writing-mode": (("vertical",), _set("vertical", lambda t: not t.startswith(("horizontal", "lr", "rl")))),
    "text-orientation": (("vertical",), _set("vertical", lambda t: t in ("upright", "sideways"))),
    "hyphens": (("coupure",), _set("coupure", lambda t: t == "auto")),
    "-webkit-hyphens": (("coupure",), _set("coupure", lambda t: t == "auto")),
    "color": (("couleur",), _colour),
    "background": (_BACK, _background),
    "background-color": (("fond",), _background),
    "background-image": (("image_de_fond",), _background_image),
    "opacity": (("couleur",), _opacity),
    "filter": (("couleur",), _effect),
    "mix-blend-mode": (("couleur",), _effect),
    "margin": (("marge_haute", "marge_basse"), _margin),
    "margin-block": (("marge_haute", "marge_basse"), _margin_block),
    "margin-top": (("marge_haute",), _of_length("marge_haute")),
    "margin-bottom": (("marge_basse",), _of_length("marge_basse")),
    "margin-block-start": (("marge_haute",), _of_length("marge_haute")),
    "margin-block-end": (("marge_basse",), _of_length("marge_basse")),
    "width": (("largeur",), _side("largeur")),
    "height": (("hauteur",), _side("hauteur")),
    "gap": (("ecart",), _gap),
    "row-gap": (("ecart",), _gap),
    "display": (("affichage", "rangee"), _display),
    "flex-direction": (("rangee",), _direction),
    "clip": (("hors_ecran",), _cut_out),
    "clip-path": (("hors_ecran",), _cut_out),
    "left": (("hors_ecran",), _far),
    "inset-inline-start": (("hors_ecran",), _far),
    "visibility": (("cache",), _set("cache", lambda t: t in ("hidden", "collapse"))),
}
"""Which values a property sets, and how."""


def targets_of(properties: Iterable[str]) -> frozenset[str]:
    """The values that some properties set."""
    return frozenset(target for name in properties if name in _SETTERS for target in _SETTERS[name][0])
