"""Read a web page as a browser shows it, without running or fetching anything.

Style sheets inside the page are read; a sheet elsewhere is not, and every rule of look is then told as not
checked. Sizes: CSS pixels become points (96 pixels and 72 points to an inch).
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from xml.etree.ElementTree import Element

import cssselect2
import tinyhtml5

from sia_docs.erreurs import FichierIllisible, Probleme
from sia_docs.quality.falc.css_rules import ECRAN, Feuilles, Medium
from sia_docs.quality.falc.css_style import Style as Look
from sia_docs.quality.falc.css_style import racine_de_page, style_of, targets_of
from sia_docs.quality.falc.css_values import POINT, Sizes, bare, hexadecimal, length, text_of, words
from sia_docs.quality.falc.image_size import picture_size
from sia_docs.quality.falc.page import (
    GAP,
    Alignement,
    Bloc,
    Ecrit,
    Genre,
    Image,
    Lieu,
    MiseEnPage,
    Role,
    Run,
    Source,
    Style,
)

PROFONDEUR_MAX = 256
_MM = 25.4 / 96
"""Millimetres in a pixel."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ALIGN = {
    "left": Alignement.GAUCHE, "start": Alignement.GAUCHE, "-webkit-auto": Alignement.GAUCHE,
    "center": Alignement.CENTRE, "-webkit-center": Alignement.CENTRE, "right": Alignement.DROITE,
    "end": Alignement.DROITE, "justify": Alignement.JUSTIFIE, "justify-all": Alignement.JUSTIFIE,
}  # fmt: skip
_PAPERS = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "a3": (297.0, 420.0), "letter": (215.9, 279.4)}
_INLINE = ("inline", "inline-block", "contents", "inline-flex", "inline-grid", "ruby")
_ROLES = {
    **{f"bloc-{role.value}": role for role in Role},
    "empreinte": Role.MENTION,
    "statut": Role.MENTION,
    "surtitre": Role.MENTION,
    "identite": Role.MENTION,
    "evitement": Role.MENTION,
}
"""Classes of our pages that tell what a block is for."""
_FIELD = frozenset(("a-completer",))


def read_html(text: str, name: str = "", medium: Medium = ECRAN) -> Ecrit:
    """Read a page as it is seen in a medium.

    Raises:
        FichierIllisible: elements nested too deeply.
    """
    root = tinyhtml5.parse(text)
    _check_depth(root, name)
    return _Reader(root, medium).ecrit(name)


def varies(text: str) -> bool:
    """Whether the page may look different on a telephone or on paper."""
    return re.search(r"@media|@page|\d(?:vw|vh|vmin|vmax|vi|vb)\b", text) is not None


def _check_depth(root: Element, name: str) -> None:
    level = [root]
    for _ in range(PROFONDEUR_MAX):
        level = [child for element in level for child in element]
        if not level:
            return
    raise FichierIllisible(
        Probleme(
            f"ses éléments sont imbriqués sur plus de {PROFONDEUR_MAX} niveaux.",
            fichier=name,
            remede="Simplifiez la page, ou enregistrez son texte dans un fichier .docx.",
        )
    )


@dataclass(slots=True)
class _Open:
    """A block whose words are still coming."""

    genre: Genre
    look: Look
    niveau: int = 0
    role: Role | None = None
    tableau: int | None = None
    rangee: int | None = None
    romain: bool = False
    ligne: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    longueur: int = 0
    fin: str = "\n"
    """Last character, to bring several spaces down to one."""

    def say(self, text: str, style: Style) -> None:
        if self.fin in " \n" and text[:1] == " ":
            text = text[1:]
        if not text:
            return
        start, self.longueur = self.longueur, self.longueur + len(text)
        self.ligne.append(text)
        self.fin = text[-1]
        if self.runs and self.runs[-1].style == style:
            self.runs[-1] = Run(self.runs[-1].debut, self.longueur, style)
        else:
            self.runs.append(Run(start, self.longueur, style))


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around tell."""

    look: Look
    role: Role | None = None
    genre: Genre = Genre.PARAGRAPHE
    niveau: int = 0
    tableau: int | None = None
    rangee: int | None = None
    lien: str = ""
    idee: str | None = None
    profondeur: int = 0
    """How many lists are open."""
    romain: bool = False
    """The list that is open numbers its items « I, II, III »."""
    a_cote: bool | None = False


class _Reader:
    """Walks the page in the order of its source, which is the order of reading."""

    def __init__(self, root: Element, medium: Medium) -> None:
        self.root = cssselect2.ElementWrapper.from_html_root(root)
        self.medium = medium
        self.feuilles = Feuilles()
        self.remarques: list[str] = []
        self._sheets()
        self.doutes = targets_of(self.feuilles.doutes)
        self.blocs: list[Bloc] = []
        self.marges: list[float] = []
        self.haut = 0.0  # margins of the blocks that opened since the last words
        self.open: _Open | None = None
        self.titre = ""
        self.tables = self.rows = 0
        self.columns = 1
        self.columns_known = True
        self.picture_behind = False
        self.size = 16.0  # of the root element, in pixels

    def _sheets(self) -> None:
        scripts = False
        for element in self.root.iter_subtree():
            tag, get = element.local_name, element.etree_element.get
            if tag == "style" and _speaks_to(get("media"), self.medium):
                self.feuilles.add("".join(element.etree_element.itertext()), self.medium)
            elif tag == "link" and "stylesheet" in (get("rel") or "").lower().split():
                if _speaks_to(get("media"), self.medium):
                    self.feuilles.illisible = True
                    self.feuilles.non_lues.append("une feuille de style extérieure")
            elif tag == "script" and (get("type") or "").lower() in ("", "module", "text/javascript"):
                scripts = True
        if self.feuilles.non_lues:
            told = ", ".join(dict.fromkeys(self.feuilles.non_lues))
            self.remarques.append(f"Ce qui n’est pas lu du style de la page : {told}.")
        if scripts:
            self.remarques.append("La page contient un programme (script). Elle est contrôlée sans lui.")
        if self.feuilles.ajouts:
            self.remarques.append(
                "La feuille de style ajoute du texte à la page. Ce texte n’est pas contrôlé."
            )

    def ecrit(self, name: str) -> Ecrit:
        self.element(self.root, _Place(racine_de_page()))
        self.flush()
        return Ecrit(
            blocs=tuple(self._spaced()),
            source=Source.HTML,
            mise_en_page=self._layout(),
            nom=name,
            roles=any(bloc.role not in (None, Role.MENTION) for bloc in self.blocs),
            remarques=tuple(self.remarques),
        )

    def _layout(self) -> MiseEnPage:
        paper = self._paper()
        counters = " ".join(text_of(d.valeur) for d in self.feuilles.page if d.nom == "content")
        title = next((e for e in self.root.iter_subtree() if e.local_name == "title"), None)
        known = not self.feuilles.illisible
        return MiseEnPage(
            largeur_mm=paper[0] if paper else None,
            hauteur_mm=paper[1] if paper else None,
            colonnes=self.columns if known and self.columns_known and "colonnes" not in self.doutes else None,
            numero_de_page=True if re.search(r"counter\(\s*page\s*[,)]", counters) else None,
            nombre_de_pages=True if "counter(pages" in counters.replace(" ", "") else None,
            langue=self.root.etree_element.get("lang") or None,
            notes=0,
            zones_de_texte=0,
            modifications=0,
            fond_image=self.picture_behind if known else None,
            titre_document="" if title is None else "".join(title.etree_element.itertext()).strip(),
        )

    def _paper(self) -> tuple[float, float] | None:
        """The paper that ``@page`` asks for, in millimetres."""
        for declared in reversed(self.feuilles.page):
            if declared.nom != "size":
                continue
            named = [_PAPERS[w] for w in words(declared.valeur) if w in _PAPERS]
            if named:
                return named[0]
            sizes = [length(t, Sizes(16, 16, 0, 0)) for t in bare(declared.valeur) if t.type == "dimension"]
            if sizes and sizes[0] and sizes[-1]:
                return sizes[0] * _MM, sizes[-1] * _MM
        return None

    def _spaced(self) -> Iterator[Bloc]:
        """Two margins that touch make one: the larger."""
        for position, bloc in enumerate(self.blocs):
            if bloc.espace_apres_pt is not None and position + 1 < len(self.blocs):
                yield replace(bloc, espace_apres_pt=max(bloc.espace_apres_pt, self.marges[position + 1]))
            else:
                yield bloc

    # --------------------------------------------------------------------------------- elements

    def element(self, element: cssselect2.ElementWrapper, place: _Place) -> None:
        look = style_of(element, place.look, self.feuilles, self.medium, self.size)
        tag = element.local_name
        if tag == "html":
            self.size = look.taille
        if look.affichage == "none":
            return
        self._whole_page(look)
        if tag == "br":
            self.line()
            return
        if tag in ("img", "svg", "picture", "canvas", "object", "input"):
            self.replaced(element, look, place)
            return
        inner = self.inside(element, tag, look, place)
        starts = look.affichage not in _INLINE
        if starts:
            self.flush()
            self.haut = max(self.haut, look.marge_haute)
        before = len(self.blocs)
        if _FIELD & element.classes:
            self.say(GAP, inner)
        else:
            self.content(element, inner)
        if starts:
            self.flush()
            self.space(before, look.marge_basse)

    def space(self, before: int, pixels: float) -> None:
        """Room below the last block, when it was added since: the margins of its parents touch its own."""
        if len(self.blocs) > before and (last := self.blocs[-1]).espace_apres_pt is not None:
            self.blocs[-1] = replace(last, espace_apres_pt=max(last.espace_apres_pt, pixels / POINT))

    def _whole_page(self, look: Look) -> None:
        self.columns = max(self.columns, look.colonnes)
        self.columns_known = self.columns_known and "colonnes" not in look.inconnus
        self.picture_behind = self.picture_behind or look.image_de_fond

    def content(self, element: cssselect2.ElementWrapper, inner: _Place) -> None:
        source = element.etree_element
        self.text(source.text, inner)
        children = list(element.iter_children())
        drawn = [_is_picture(child) for child in children]
        for rank, child in enumerate(children):
            beside: bool | None = inner.a_cote
            if inner.look.rangee:
                said = any(_words(c.etree_element) for c in children[rank + 1 :])
                beside = (drawn[rank] and said) or inner.a_cote
            before = len(self.blocs)
            self.element(child, replace(inner, a_cote=beside))
            self.space(before, inner.look.ecart)
            self.text(child.etree_element.tail, inner)

    def inside(self, element: cssselect2.ElementWrapper, tag: str, look: Look, place: _Place) -> _Place:
        """What an element tells to what it holds."""
        role = next((_ROLES[c] for c in sorted(element.classes) if c in _ROLES), place.role)
        idea = element.etree_element.get("data-idee") or place.idee
        inner = replace(place, look=look, role=role, idee=idea)
        if re.fullmatch("h[1-6]", tag):
            return replace(inner, genre=Genre.TITRE, niveau=int(tag[1]))
        if element.etree_element.get("role") == "heading":
            level = element.etree_element.get("aria-level") or "2"
            return replace(inner, genre=Genre.TITRE, niveau=int(level) if level.isdecimal() else 2)
        match tag:
            case "ul" | "ol" | "dl":
                return replace(inner, profondeur=place.profondeur + (tag != "dl"), romain=_is_roman(element))
            case "li":
                return replace(inner, genre=Genre.ELEMENT, niveau=max(1, place.profondeur))
            case "table" if _is_data(element):
                self.tables += 1
                self.rows = 0
                return replace(inner, tableau=self.tables)
            case "tr" if place.tableau is not None:
                self.rows += 1
                return replace(inner, rangee=self.rows)
            case "td" | "th" if place.tableau is not None:
                return replace(inner, genre=Genre.CELLULE)
            case "tr":
                return replace(inner, look=replace(look, rangee=True))
            case "caption" | "figcaption":
                return replace(inner, genre=Genre.LEGENDE)
            case "footer" | "nav":
                return replace(inner, role=role or Role.MENTION)
            case "a" if element.etree_element.get("href") is not None:
                return replace(inner, lien=element.etree_element.get("href") or "#")
            case _:
                return inner

    # ------------------------------------------------------------------------------------ words

    def text(self, text: str | None, place: _Place) -> None:
        if text:
            self.say(_SPACES.sub(" ", text), place)

    def say(self, text: str, place: _Place) -> None:
        if place.look.cache:
            return
        if self.open is None:
            if not text.strip(" "):
                return
            roman = place.romain and place.genre is Genre.ELEMENT
            self.open = _Open(
                place.genre, place.look, place.niveau, place.role, place.tableau, place.rangee, roman
            )
        self.open.say(text, self.style(place))

    def line(self) -> None:
        if self.open is not None and self.open.runs:
            self.open.say("\n", self.open.runs[-1].style)

    def flush(self) -> None:
        """End the block that is open."""
        done, self.open = self.open, None
        if done is None:
            return
        text = "".join(done.ligne)
        kept = text.rstrip(" \n")
        if not kept:
            return
        runs = tuple(
            Run(run.debut, min(run.fin, len(kept)), run.style) for run in done.runs if run.debut < len(kept)
        )
        lieu = self.lieu()
        if done.genre is Genre.TITRE:
            self.titre = " ".join(kept.split())
        self.add(self.bloc(done, kept, runs, lieu))

    def lieu(self) -> Lieu:
        return Lieu(len(self.blocs) + 1, titre=self.titre)

    def add(self, bloc: Bloc) -> None:
        self.blocs.append(bloc)
        self.marges.append(self.haut / POINT)
        self.haut = 0.0

    def bloc(self, done: _Open, text: str, runs: tuple[Run, ...], lieu: Lieu) -> Bloc:
        look = done.look
        unknown = self.unknown(look)
        return Bloc(
            genre=done.genre,
            texte=text,
            lieu=lieu,
            niveau=done.niveau,
            numero_romain=done.romain,
            role=done.role,
            runs=runs,
            alignement=None if "alignement" in unknown else _ALIGN.get(look.alignement),
            retrait_premiere_ligne_mm=None if "retrait" in unknown else look.retrait * _MM,
            espace_apres_pt=None if "marge_basse" in unknown else look.marge_basse / POINT,
            interligne=None if "interligne" in unknown else look.interligne,
            cesure=None if "coupure" in unknown else look.coupure,
            vertical=None if "vertical" in unknown else look.vertical,
            tableau=done.tableau,
            rangee=done.rangee,
        )

    def unknown(self, look: Look) -> frozenset[str]:
        """The values that could not be resolved: all of them when a sheet was not read."""
        return _ALL if self.feuilles.illisible else look.inconnus | self.doutes

    def style(self, place: _Place) -> Style:
        look = place.look
        unknown = self.unknown(look)

        def known(name: str, value: object) -> bool | None:
            return None if name in unknown else bool(value)

        behind = not ({"fond", "image_de_fond"} & unknown) and not look.image_de_fond
        capitals = {"capitales", "petites_capitales"} & unknown
        return Style(
            police=None if "polices" in unknown else (look.polices[0] if look.polices else "Times New Roman"),
            corps_pt=None if "taille" in unknown else round(look.taille / POINT, 2),
            gras=known("gras", look.gras),
            italique=known("italique", look.italique),
            souligne=known("souligne", look.souligne),
            capitales=None if capitals else look.capitales or look.petites_capitales,
            barre=False,
            effet=None if {"ombre", "contour"} & unknown else look.ombre or look.contour,
            espacement_pt=None if "espacement_lettres" in unknown else look.espacement_lettres / POINT,
            couleur=None
            if "couleur" in unknown or look.couleur[3] < 1
            else f"#{hexadecimal(look.couleur).lower()}",
            fond=f"#{hexadecimal(look.fond).lower()}" if behind else None,
            lien=place.lien,
            masque=look.hors_ecran,
        )

    # --------------------------------------------------------------------------------- pictures

    def replaced(self, element: cssselect2.ElementWrapper, look: Look, place: _Place) -> None:
        """A picture is a block of its own, at its place in the order of reading."""
        if look.cache or (element.local_name == "input" and element.etree_element.get("type") != "image"):
            return
        held = self.open
        self.flush()
        self.add(
            Bloc(
                Genre.IMAGE,
                lieu=self.lieu(),
                role=place.role,
                image=_image(element, place, look, self.unknown(look)),
                tableau=place.tableau,
            )
        )
        if held is not None:  # the words after the picture go on in the same block
            self.open = replace(held, ligne=[], runs=[], longueur=0, fin="\n")


_ALL = frozenset(Look.__dataclass_fields__)


def _speaks_to(media: str | None, medium: Medium) -> bool:
    from sia_docs.quality.falc.css_rules import matches

    return matches((media or "").lower().strip(), medium)


def _words(element: Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _is_picture(element: cssselect2.ElementWrapper) -> bool:
    """An element that shows a picture and says nothing."""
    source = element.etree_element
    if _words(source) and element.local_name != "svg":
        return False
    return any(e.local_name in ("img", "svg", "picture") for e in element.iter_subtree())


_ROMAN_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]{0,60}\b(?:upper|lower)-roman\b", re.IGNORECASE)


def _is_roman(element: cssselect2.ElementWrapper) -> bool:
    """Does a list say, on itself, that it numbers « I, II, III »? Style sheets are not looked at for this."""
    source = element.etree_element
    numbered = element.local_name == "ol" and source.get("type") in ("I", "i")
    return numbered or bool(_ROMAN_STYLE.search(source.get("style") or ""))


def _is_data(element: cssselect2.ElementWrapper) -> bool:
    """A table of data: several rows, and not said to be for presentation."""
    if element.etree_element.get("role") in ("presentation", "none"):
        return False
    tags = [e.local_name for e in element.iter_subtree()]
    return "th" in tags or "caption" in tags or tags.count("tr") > 1


def _image(element: cssselect2.ElementWrapper, place: _Place, look: Look, unknown: frozenset[str]) -> Image:
    source = element.etree_element
    if element.local_name == "picture":
        found = next((e for e in element.iter_subtree() if e.local_name == "img"), element)
        return _image(found, place, look, unknown) if found is not element else Image()
    hidden = source.get("aria-hidden") == "true" or source.get("role") in ("presentation", "none")
    name, data, vector = _address(source, element.local_name)
    size = picture_size(data)
    label = source.get("aria-label") or source.get("title") or ""
    if element.local_name == "svg" and not label:
        label = next(
            ("".join(e.etree_element.itertext()) for e in element.iter_children() if e.local_name == "title"),
            "",
        )
    alt = source.get("alt")
    return Image(
        nom=name,
        empreinte=sha256(data).hexdigest() if data else "",
        idee=source.get("data-idee") or place.idee,
        alt=alt if alt is not None else label,
        decorative=hidden or (alt == "" and element.local_name == "img"),
        vectorielle=vector,
        largeur_mm=None if "largeur" in unknown else _side(source, "width", look.largeur),
        hauteur_mm=None if "hauteur" in unknown else _side(source, "height", look.hauteur),
        largeur_px=size,
        a_cote=place.a_cote,
    )


def _side(source: Element, name: str, pixels: float | None) -> float | None:
    """The size that the sheets give, or else the attribute."""
    if pixels is not None:
        return pixels * _MM
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", source.get(name) or "")
    return float(found[1]) * _MM if found else None


def _address(source: Element, tag: str) -> tuple[str, bytes, bool | None]:
    """The name of a picture, its bytes when the page carries them, and whether it is a drawing."""
    if tag == "svg":
        return "", repr([(e.tag, sorted(e.attrib.items())) for e in source.iter()]).encode(), True
    address = source.get("src") or source.get("data") or ""
    embedded = re.match(r"data:image/([a-z0-9.+-]+)(;base64)?,", address)
    if embedded is None:
        kind = address.lower().partition("?")[0]
        return address, b"", kind.endswith(".svg") if address else None
    body = address[embedded.end() :]
    try:
        data = b64decode(body, validate=False) if embedded[2] else body.encode()
    except (Base64Error, ValueError):
        data = body.encode()
    return "", data, embedded[1].startswith("svg")
