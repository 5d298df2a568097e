"""Read a Word file as it is seen: accepted text, text boxes, notes, headers and footers, with effective styles.

What Word decides when it opens the file (pages, line ends) is not known here and stays ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

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
from sia_docs.quality.falc.word_file import WordFile, open_word
from sia_docs.quality.falc.word_pictures import image_of, picture_behind, pictures_in
from sia_docs.quality.falc.word_styles import ParagraphLook, RunLook, W, WordStyles, on, val, whole

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_TWIP = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_LAYOUT = "mise en page"
_ALIGN = {
    "left": Alignement.GAUCHE, "start": Alignement.GAUCHE, "none": Alignement.GAUCHE,
    "center": Alignement.CENTRE, "right": Alignement.DROITE, "end": Alignement.DROITE,
}  # fmt: skip
ROLES: Mapping[str, Role] = {
    "sia mentions": Role.MENTION,
    "sia statut": Role.MENTION,
    "sia surtitre": Role.MENTION,
    **dict.fromkeys(("toc heading", "toc 1", "toc 2", "toc 3"), Role.MENTION),  # as <nav> in a page
    **{f"falc {role.value}": role for role in Role},
}
"""Names of our styles, in lower case, that tell what a block is for."""
_LETTERHEAD_BLOCKS = 3
_LETTERHEAD_WORDS = 12
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange")
_FONT_MARK = re.compile(r"\bPAGE\b"), re.compile(r"\b(?:NUMPAGES|SECTIONPAGES)\b")


def read_docx(data: bytes, name: str = "") -> Ecrit:
    """Read a Word file.

    Raises:
        FichierIllisible: encrypted, an old ``.doc``, broken, too large, dangerous.
    """
    return _Reader(open_word(data, name)).ecrit(name)


@dataclass(slots=True)
class _Pending:
    """A paragraph being read."""

    texte: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    longueur: int = 0

    def add(self, text: str, style: Style) -> None:
        if not text:
            return
        start, self.longueur = self.longueur, self.longueur + len(text)
        self.texte.append(text)
        if self.runs and self.runs[-1].style == style:
            self.runs[-1] = Run(self.runs[-1].debut, self.longueur, style)
        else:
            self.runs.append(Run(start, self.longueur, style))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reading is: the cell or box, what lies behind, the table."""

    genre: Genre | None = None
    fond: str | None = ""
    tableau: int | None = None
    rangee: int | None = None
    style_de_table: str = ""
    vertical: bool = False
    a_cote: bool | None = False
    doute: bool = False
    """The table style colours some cells in a way that is not resolved."""


@dataclass(slots=True)
class _Champ:
    """A complex field: its instruction, then its result."""

    instruction: str = ""
    resultat: bool = False

    def lien(self) -> str:
        """The address of a HYPERLINK field."""
        found = re.match(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', self.instruction)
        return found[1] if found else ""


class _Reader:
    """Walks the body, then the notes, headers and footers."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.document = file.xml[file.principal]
        styles = file.part("styles")
        self.styles = WordStyles.read(
            Element("none") if styles is None else styles, file.part("theme"), file.part("numbering")
        )
        settings = file.part("settings")
        self.settings = Element("none") if settings is None else settings
        self.hyphenation = bool(on(self.settings.find(W + "autoHyphenation")))
        self.paper = self._paper_colour()
        self.blocs: list[Bloc] = []
        self.marges: list[tuple[float, bool, str]] = []  # space before, contextual, style: one a block
        self.fields: list[_Champ] = []
        self.part = file.principal
        self.titre = ""
        self.page = 1
        self.paged = next(self.document.iter(W + "lastRenderedPageBreak"), None) is not None
        self.tables = 0
        self.boxes = 0
        self.hidden = 0
        self.joined: _Pending | None = None
        self.titled = any(
            self.styles.name(self.styles.paragraph_style(p)) == "title" for p in self.document.iter(W + "p")
        )
        self.sections = list(self.document.iter(W + "sectPr"))

    # ------------------------------------------------------------------------------------ whole

    def ecrit(self, name: str) -> Ecrit:
        body = self.document.find(W + "body")
        vertical = any(_is_vertical(val(s.find(W + "textDirection"))) for s in self.sections)
        self.walk(Element("none") if body is None else body, _Place(fond=self.paper, vertical=vertical))
        self._letterhead()
        notes = self._notes()
        instructions = self._edges()
        return Ecrit(
            blocs=tuple(self._spaced()),
            source=Source.DOCX,
            mise_en_page=self._layout(notes, instructions),
            nom=name,
            roles=any(bloc.role not in (None, Role.MENTION) for bloc in self.blocs),
            remarques=tuple(self._remarks()),
        )

    def _letterhead(self) -> None:
        """The logo and the name above the title say whose document it is: they are not its text."""
        title = next((rank for rank, bloc in enumerate(self.blocs) if bloc.genre is Genre.TITRE), 0)
        above = self.blocs[:title]
        if len(above) <= _LETTERHEAD_BLOCKS and all(_is_name(bloc) for bloc in above):
            self.blocs[:title] = [replace(bloc, role=bloc.role or Role.MENTION) for bloc in above]

    def _paper_colour(self) -> str | None:
        """The colour of the page, white unless the file asks for its own to be shown."""
        element = self.document.find(W + "background")
        if element is None or not on(self.settings.find(W + "displayBackgroundShape")):
            return ""
        found = val(element, "color")
        return found.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", found) else None

    def _notes(self) -> int:
        count = 0
        for kind in ("footnotes", "endnotes"):
            for name, root in self.file.parts(kind):
                self.part = name
                for note in root:
                    if val(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
                        continue
                    count += 1
                    self.walk(note, _Place(Genre.NOTE, self.paper))
        self.part = self.file.principal
        return count

    def _edges(self) -> str:
        """Read headers and footers; return the instructions of their fields."""
        codes: list[str] = []
        for kind in ("header", "footer"):
            for name, root in self.file.parts(kind):
                self.part = name
                codes += [val(f, "instr") for f in root.iter(W + "fldSimple")]
                codes += [code.text or "" for code in root.iter(W + "instrText")]
                self.walk(root, _Place(Genre.PIED, self.paper))
        self.part = self.file.principal
        return " ".join(codes)

    def _layout(self, notes: int, instructions: str) -> MiseEnPage:
        sizes = [_page_size(s) for s in self.sections]
        known = [size for size in sizes if size is not None]
        odd = next((size for size in known if not _is_a_page(size)), known[0] if known else None)
        columns = [whole(val(s.find(W + "cols"), "num"), 1) for s in self.sections]
        core = self.file.xml.get("docProps/core.xml", Element("none"))
        pages = self.file.xml.get("docProps/app.xml", Element("none")).findtext(_APP + "Pages") or ""
        lang = self.styles.defaults.find(f"{W}rPrDefault/{W}rPr/{W}lang")
        return MiseEnPage(
            largeur_mm=odd[0] if odd else None,
            hauteur_mm=odd[1] if odd else None,
            colonnes=max(columns, default=1),
            pages=int(pages) if pages.isdecimal() and int(pages) else None,
            numero_de_page=_FONT_MARK[0].search(instructions) is not None,
            nombre_de_pages=_FONT_MARK[1].search(instructions) is not None,
            langue=val(lang) or core.findtext(_DC + "language") or None,
            cesure=self.hyphenation,
            notes=notes,
            zones_de_texte=self.boxes,
            modifications=self._revisions(),
            fond_image=picture_behind(
                self.document, (root for kind in ("header", "footer") for _, root in self.file.parts(kind))
            ),
            titre_document=core.findtext(_DC + "title") or "",
        )

    def _revisions(self) -> int:
        roots = [
            self.document,
            *(root for kind in ("header", "footer", "footnotes") for _, root in self.file.parts(kind)),
        ]
        # A move is told twice, where the words left and where they arrived: it is one change.
        return sum(1 for root in roots for tag in _REVISIONS if tag != "moveTo" for _ in root.iter(W + tag))

    def _remarks(self) -> Iterator[str]:
        if count := self._revisions():
            changes = "1 modification suivie" if count == 1 else f"{count} modifications suivies"
            yield f"Le document contient {changes}. Le texte contrôlé est celui où toutes sont acceptées."
        if self.boxes:
            boxes = (
                "1 zone de texte. Son texte est contrôlé, après le paragraphe qui la porte."
                if self.boxes == 1
                else f"{self.boxes} zones de texte. Leur texte est contrôlé, après le paragraphe qui les porte."
            )
            yield f"Le document contient {boxes}"
        if self.hidden:
            yield "Le document contient du texte masqué. Il n’est pas contrôlé."
        outside = [
            r for r in self.file.relations(self.file.principal).values() if r.externe and r.genre == "image"
        ]
        if outside:
            yield "Une image est liée à un fichier extérieur. Elle n’est pas lue."

    def _spaced(self) -> Iterator[Bloc]:
        """The space below a block is also the one above the next; two items of a same style may have none."""
        for position, bloc in enumerate(self.blocs):
            _, contextual, style = self.marges[position]
            if bloc.espace_apres_pt is not None and position + 1 < len(self.blocs):
                before, _, other = self.marges[position + 1]
                space = 0.0 if contextual and style == other else max(bloc.espace_apres_pt, before)
                yield replace(bloc, espace_apres_pt=space)
            else:
                yield bloc

    # ----------------------------------------------------------------------------------- blocks

    def walk(self, parent: Element, place: _Place) -> None:
        for child in parent:
            match child.tag.removeprefix(W):
                case "p":
                    self.paragraph(child, place)
                case "tbl":
                    self.table(child, place)
                case "sdt":
                    content = child.find(W + "sdtContent")
                    if content is not None:
                        self.walk(content, place)
                case "ins" | "moveTo" | "customXml" | "smartTag" | "sdtContent":
                    self.walk(child, place)
                case _ if child.tag == _MC + "AlternateContent":
                    self.walk(_choice(child), place)
                case _:
                    pass

    def table(self, table: Element, place: _Place) -> None:
        rows = table.findall(W + "tr")
        layout = _is_layout(table, rows)
        if not layout:
            self.tables += 1
        style = val(table.find(f"{W}tblPr/{W}tblStyle"))
        chain = list(self.styles.chain(style))
        doubt = any(s.find(f"{W}tblStylePr//{W}{tag}") is not None for s in chain for tag in ("shd", "color"))
        behind = next(
            (
                f
                for s in chain
                for tag in ("tcPr", "tblPr")
                if (f := self.styles.shade(s.find(W + tag))) != ""
            ),
            place.fond,
        )
        for order, row in enumerate(rows, start=1):
            cells = list(row.iter(W + "tc")) if row.find(W + "sdt") is not None else row.findall(W + "tc")
            drawn = [any(True for _ in pictures_in(cell)) for cell in cells]
            spoken = [bool(_text(cell).strip()) for cell in cells]
            for rank, cell in enumerate(cells):
                properties = cell.find(W + "tcPr")
                own = self.styles.shade(properties)
                direction = "" if properties is None else val(properties.find(W + "textDirection"))
                beside = drawn[rank] and not spoken[rank] and any(spoken[rank + 1 :])
                self.walk(
                    cell,
                    _Place(
                        genre=place.genre or (None if layout else Genre.CELLULE),
                        fond=behind if own == "" else own,
                        tableau=place.tableau if layout else self.tables,
                        rangee=place.rangee if layout else order,
                        style_de_table=style,
                        vertical=place.vertical or _is_vertical(direction),
                        a_cote=beside or place.a_cote,
                        doute=doubt and not layout,
                    ),
                )

    def paragraph(self, element: Element, place: _Place) -> None:
        look = self.styles.paragraph(element)
        behind = place.fond if look.fond == "" else look.fond
        pending = self.joined or _Pending()
        self.joined = None
        images: list[tuple[int, Image]] = []
        boxes: list[Element] = []
        context = _Context(self, element, look, behind, place, pending, images, boxes)
        context.inlines(element, "", link="")
        mark = element.find(f"{W}pPr/{W}rPr/{W}del")
        if mark is not None and not images:
            self.joined = pending  # the end of this paragraph is deleted: the next one goes on
        else:
            self.close(element, look, place, pending, images)
        for box in boxes:
            self.boxes += 1
            self.walk(box, replace(place, genre=Genre.ZONE, tableau=None))

    def close(
        self,
        element: Element,
        look: ParagraphLook,
        place: _Place,
        pending: _Pending,
        images: list[tuple[int, Image]],
    ) -> None:
        """Put the pictures and the words of a paragraph in the order of reading."""
        text = "".join(pending.texte)
        spoken = bool(text.strip())
        first = [image for at, image in images if not text[:at].strip()]
        last = [image for at, image in images if text[:at].strip()]
        for image in first:
            self.add(Bloc(Genre.IMAGE, lieu=self.lieu(), image=image, tableau=place.tableau), look)
        if spoken:
            self.add(self.bloc(element, look, place, text, tuple(pending.runs)), look)
        elif not images and self.blocs and place.genre is not Genre.PIED:
            # An empty paragraph makes room: it is how many authors put space.
            last_one = self.blocs[-1]
            if last_one.espace_apres_pt is not None:
                self.blocs[-1] = replace(last_one, espace_apres_pt=last_one.espace_apres_pt + 12)
        for image in last:
            self.add(Bloc(Genre.IMAGE, lieu=self.lieu(), image=image, tableau=place.tableau), look)

    def add(self, bloc: Bloc, look: ParagraphLook) -> None:
        self.blocs.append(bloc)
        self.marges.append((look.avant_pt, look.contigu, look.style))

    def lieu(self) -> Lieu:
        return Lieu(len(self.blocs) + 1, page=self.page if self.paged else None, titre=self.titre)

    def bloc(
        self, element: Element, look: ParagraphLook, place: _Place, text: str, runs: tuple[Run, ...]
    ) -> Bloc:
        genre, level = place.genre, 0
        lieu = self.lieu()
        if genre is None:
            if look.niveau_titre is not None:
                genre, level = Genre.TITRE, max(1, look.niveau_titre + self.titled)
                self.titre = " ".join(text.split())
            elif look.liste:
                genre, level = Genre.ELEMENT, look.liste[1] + 1
            elif look.style == "caption":
                genre = Genre.LEGENDE
            elif element.find(f"{W}pPr/{W}framePr") is not None:
                genre = Genre.ZONE
                self.boxes += 1
            else:
                genre = Genre.PARAGRAPHE
        return Bloc(
            genre=genre,
            texte=text,
            lieu=lieu,
            niveau=level,
            numero_romain=self.styles.is_roman(look.liste),
            role=Role.MENTION if genre is Genre.PIED else ROLES.get(look.style),
            runs=runs,
            alignement=_ALIGN.get(look.alignement, Alignement.JUSTIFIE),
            retrait_premiere_ligne_mm=look.retrait_pt * 20 / _TWIP,
            espace_apres_pt=look.apres_pt,
            interligne=look.interligne,
            cesure=self.hyphenation and not look.sans_coupure,
            vertical=place.vertical,
            tableau=place.tableau,
            rangee=place.rangee,
        )


@dataclass(slots=True)
class _Context:
    """The inside of one paragraph."""

    reader: _Reader
    element: Element
    look: ParagraphLook
    behind: str | None
    place: _Place
    pending: _Pending
    images: list[tuple[int, Image]]
    boxes: list[Element]

    def inlines(self, parent: Element, tag: str, *, link: str) -> None:
        for child in parent:
            match child.tag.removeprefix(W):
                case "r":
                    self.run(child, link)
                case "hyperlink":
                    self.inlines(child, "hyperlink", link=self.target(child) or link or "#")
                case "fldSimple":
                    self.inlines(child, "fldSimple", link=link)
                case "sdt":
                    self.control(child, link)
                case "ins" | "moveTo" | "smartTag" | "customXml" | "sdtContent" | "dir" | "bdo":
                    self.inlines(child, tag, link=link)
                case _ if child.tag == _MC + "AlternateContent":
                    self.inlines(_choice(child), tag, link=link)
                case _:
                    pass  # properties, deleted words, marks of comments and bookmarks

    def target(self, element: Element) -> str:
        relation = self.reader.file.relations(self.reader.part).get(element.get(_R + "id", ""))
        if relation is not None:
            return relation.cible
        anchor = val(element, "anchor")
        return f"#{anchor}" if anchor else ""

    def control(self, element: Element, link: str) -> None:
        """A content control; one that still shows its placeholder is a gap to complete."""
        content = element.find(W + "sdtContent")
        if content is None:
            return
        if element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            self.inlines(content, "sdt", link=link)
            return
        first = next(content.iter(W + "r"), None)
        if first is not None:
            self.say(GAP, self.style(first, link))

    def run(self, run: Element, link: str) -> None:
        style = self.style(run, link)
        for child in run:
            self.piece(child, style, run)

    def piece(self, child: Element, style: Style | None, run: Element) -> None:
        reader = self.reader
        inside = any(not f.resultat for f in reader.fields)
        match child.tag.removeprefix(W):
            case "t" if not inside:
                self.say(child.text or "", style)
            case "tab" | "ptab" if not inside:
                self.say(" ", style)
            case "br" | "cr" if not inside:
                if val(child, "type") not in ("page", "column"):
                    self.say("\n", style)
            case "lastRenderedPageBreak":
                reader.page += 1
            case "noBreakHyphen":
                self.say("\u2011", style)
            case "softHyphen":
                self.say("\u00ad", style)
            case "sym" if not inside:
                code = whole_hex(val(child, "char"))
                self.say("□" if code is None or 0xE000 <= code <= 0xF8FF else chr(code), style)
            case "fldChar":
                self.mark(child.get(W + "fldCharType", ""))
            case "instrText" if reader.fields:
                reader.fields[-1].instruction += child.text or ""
            case "drawing" | "pict" | "object":
                self.drawing(child)
            case _ if child.tag == _MC + "AlternateContent":
                for inner in _choice(child):
                    self.piece(inner, style, run)
            case _:
                pass

    def say(self, text: str, style: Style | None) -> None:
        if style is None:
            self.reader.hidden += 1
        else:
            self.pending.add(text, style)

    def mark(self, kind: str) -> None:
        fields = self.reader.fields
        if kind == "begin":
            fields.append(_Champ())
        elif kind == "separate" and fields:
            fields[-1].resultat = True
        elif kind == "end" and fields:
            fields.pop()

    def drawing(self, element: Element) -> None:
        if boxes := list(element.iter(W + "txbxContent")):
            self.boxes.extend(boxes)  # the pictures of a box are read with it
            return
        for picture in pictures_in(element):
            self.images.append(
                (
                    self.pending.longueur,
                    image_of(picture, self.reader.file, self.reader.part, beside=self.place.a_cote),
                )
            )

    def style(self, run: Element, link: str) -> Style | None:
        """How the run is drawn, ``None`` when it is hidden."""
        look = self.reader.styles.run(
            run,
            self.reader.styles.paragraph_style(self.element),
            self.behind,
            table_style=self.place.style_de_table,
        )
        if look.cache:
            return None
        address = link or next((f.lien() for f in self.reader.fields if f.resultat and f.lien()), "")
        return _style(look, address, doubt=self.place.doute)


def _style(look: RunLook, link: str, *, doubt: bool) -> Style:
    # The colour behind is "" on plain paper.
    fond = "FFFFFF" if look.fond == "" else look.fond
    return Style(
        police=look.police,
        corps_pt=round(look.taille_pt, 2),
        gras=look.gras,
        italique=look.italique,
        souligne=look.souligne,
        capitales=look.capitales or look.petites_capitales,
        barre=look.barre,
        effet=bool(look.effets),
        espacement_pt=look.espacement_pt,
        couleur=None if doubt or look.couleur is None else f"#{look.couleur.lower()}",
        fond=None if doubt or fond is None else f"#{fond.lower()}",
        lien=link,
    )


def whole_hex(text: str) -> int | None:
    """A code of character, in hexadecimal."""
    return int(text, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", text) and int(text, 16) < 0x110000 else None


def _choice(element: Element) -> Element:
    """What Word shows of two ways of saying the same thing."""
    choice = element.find(_MC + "Choice")
    if choice is None:
        choice = element.find(_MC + "Fallback")
    return Element("none") if choice is None else choice


def _text(parent: Element) -> str:
    return "".join(t.text or "" for t in parent.iter(W + "t"))


def _is_layout(table: Element, rows: list[Element]) -> bool:
    """A table that only lays things out: said so, or one row, or pictures facing their texts."""
    if val(table.find(f"{W}tblPr/{W}tblDescription")) == _LAYOUT:
        return True
    if next(table.iter(W + "tblHeader"), None) is not None:
        return False
    if len(rows) <= 1:
        return True
    return all(
        len(cells := row.findall(W + "tc")) == 2
        and any(True for _ in pictures_in(cells[0]))
        and not _text(cells[0]).strip()
        for row in rows
    )


def _is_name(bloc: Bloc) -> bool:
    """A picture, or a few words that are not a sentence."""
    text = bloc.texte.strip()
    return bloc.image is not None or (
        bloc.genre is Genre.PARAGRAPHE
        and len(text.split()) <= _LETTERHEAD_WORDS
        and not text.endswith((".", "?", "!", ":", "…"))
    )


def _is_vertical(direction: str) -> bool:
    return direction not in ("", "lrTb", "lr", "lrTbV")


def _page_size(section: Element) -> tuple[float, float] | None:
    size = section.find(W + "pgSz")
    if size is None:
        return None
    return whole(val(size, "w")) / _TWIP, whole(val(size, "h")) / _TWIP


def _is_a_page(size: tuple[float, float]) -> bool:
    """A4 or A5, whichever way it is held, to the millimetre."""
    low, high = sorted(size)
    return any(abs(low - a) <= 1 and abs(high - b) <= 1 for a, b in ((210, 297), (148, 210)))
