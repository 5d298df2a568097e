"""Rules of look (F-L), and what depends on the file: hyphenation, notes, page numbers, date and version.

A value that the file does not tell is counted as unknown: the rule is then told as not checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sia_docs.document.french import number
from sia_docs.library.falc_fonts import load_fonts
from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.docx_accessibilite import contraste
from sia_docs.quality.falc.controls import Controle
from sia_docs.quality.falc.findings import NON_VERIFIABLE, Ecart, Releve
from sia_docs.quality.falc.page import GAP, Alignement, Bloc, Genre, MiseEnPage, Role, Source, Style
from sia_docs.quality.falc.reading import Lecture

Judgement = Mapping[str, str] | None | bool
"""Details of a fault, ``True`` when all is well, ``None`` when it is not known."""

RunTest = Callable[[Style, RegleFalc], Judgement]
BlockTest = Callable[[Bloc, RegleFalc], Judgement]
PageTest = Callable[[MiseEnPage, RegleFalc], Judgement]

_FAULT: Mapping[str, str] = {}
_PAPERS = ((210.0, 297.0), (148.0, 210.0))
"""A4 and A5, in millimetres."""


# --------------------------------------------------------------------------------- ways of looking


def by_run(test: RunTest) -> Controle:
    """A check of each run of characters; runs that follow each other with the same fault make one finding."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        places = unknown = 0
        found: list[Ecart] = []
        for bloc in written(lecture):
            if not bloc.runs:
                unknown += 1
            for piece in bloc.runs:
                if piece.style.masque or not bloc.texte[piece.debut : piece.fin].strip():
                    continue
                told = test(piece.style, regle)
                places += 1
                if told is None:
                    unknown += 1
                elif not isinstance(told, bool):
                    _join(found, Ecart(bloc, piece.debut, piece.fin, dict(told)))
        return Releve(places, tuple(found), unknown)

    return run


def _join(found: list[Ecart], new: Ecart) -> None:
    last = found[-1] if found else None
    same = last is not None and last.bloc is new.bloc and last.details == new.details
    if (
        last is not None
        and new.bloc is not None
        and same
        and not new.bloc.texte[last.fin : new.debut].strip()
    ):
        found[-1] = Ecart(new.bloc, last.debut, new.fin, new.details)
    else:
        found.append(new)


def by_block(test: BlockTest, *genres: Genre) -> Controle:
    """A check of each block of text, of some kinds or of all."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        places = unknown = 0
        found: list[Ecart] = []
        for bloc in written(lecture):
            if bloc.genre not in (genres or Genre):
                continue
            told = test(bloc, regle)
            places += 1
            if told is None:
                unknown += 1
            elif not isinstance(told, bool):
                found.append(Ecart(bloc, 0, len(bloc.texte), dict(told)))
        return Releve(places, tuple(found), unknown)

    return run


def by_page(test: PageTest) -> Controle:
    """A check of the whole document; a plain text has no page to look at."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        page = lecture.ecrit.mise_en_page
        if page is None:
            return NON_VERIFIABLE
        told = test(page, regle)
        if told is None:
            return NON_VERIFIABLE
        return Releve(1, () if isinstance(told, bool) else (Ecart(details=dict(told)),))

    return run


def written(lecture: Lecture) -> Iterator[Bloc]:
    """The blocks with words, page footers and imprints among them."""
    return (bloc for bloc in lecture.ecrit.blocs if bloc.texte.strip() and not _unseen(bloc))


def _unseen(bloc: Bloc) -> bool:
    """Words for screen readers only: nobody looks at them."""
    return bool(bloc.runs) and all(run.style.masque for run in bloc.runs)


def all_of(*controls: Controle) -> Controle:
    """Several checks under one rule."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        done = [control(lecture, regle) for control in controls]
        return Releve(
            sum(r.endroits for r in done),
            tuple(e for r in done for e in r.ecarts),
            sum(r.inconnus for r in done),
        )

    return run


# ------------------------------------------------------------------------------------------ letters


def font(style: Style, regle: RegleFalc) -> Judgement:
    """F-L1."""
    if style.police is None:
        return None
    return True if load_fonts().admise(style.police) else {"police": style.police}


def size(style: Style, regle: RegleFalc) -> Judgement:
    """F-L2: the size, and how tall the letters are beside those of Arial."""
    if style.corps_pt is None:
        return None
    fonts, least = load_fonts(), regle.seuils["corps_pt"] - regle.seuils["tolerance_pt"]
    same = None if style.police is None else fonts.equivalent(style.corps_pt, style.police)
    if (style.corps_pt if same is None else same) >= least:
        return None if same is None else True
    taille = f"{points(style.corps_pt)} points"
    if style.police is not None:
        taille += f" en {style.police}"
    if same is not None and style.police != fonts.reference:
        taille += f", comme {points(same)} points en {fonts.reference}"
    return {"taille": taille}


def fonts_used(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-L3."""
    used: dict[str, str] = {}
    unknown = 0
    for bloc in written(lecture):
        unknown += not bloc.runs
        for run in bloc.runs:
            if run.style.police is None:
                unknown += 1
            elif not run.style.masque and bloc.texte[run.debut : run.fin].strip():
                used.setdefault(run.style.police.casefold(), run.style.police)
    if len(used) > regle.seuils["polices"]:
        return Releve(1, (Ecart(details={"nombre": str(len(used)), "polices": ", ".join(used.values())}),))
    return Releve(1 if used else 0, (), unknown)


def italic(style: Style, regle: RegleFalc) -> Judgement:
    """F-L4."""
    return None if style.italique is None else _FAULT if style.italique else True


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def typed_capitals(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-L5: words typed in capitals. Initials (short and alone) belong to another rule."""
    alone, together = int(regle.seuils["lettres"]), int(regle.seuils["lettres_suite"])
    places, found = 0, []
    for bloc in written(lecture):
        places += 1
        for group in _groups(bloc.texte):
            letters = sum(len(word[0]) for word in group)
            if group[0][0] in regle.sauf or letters <= (alone if len(group) == 1 else together):
                continue
            found.append(Ecart(bloc, group[0].start(), group[-1].end()))
    return Releve(places, tuple(found))


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Words in capitals, those that only a space parts being together."""
    group: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        high = word[0].isupper() and len(word[0]) > 1
        if group and not (high and text[group[-1].end() : word.start()].isspace()):
            yield group
            group = []
        if high:
            group.append(word)
    if group:
        yield group


def styled_capitals(style: Style, regle: RegleFalc) -> Judgement:
    """F-L5: capitals that the style draws."""
    return None if style.capitales is None else _FAULT if style.capitales else True


def underline(style: Style, regle: RegleFalc) -> Judgement:
    """F-L6."""
    if style.souligne is None or (style.souligne and style.lien is None):
        return None
    return _FAULT if style.souligne and not style.lien else True


def effects(style: Style, regle: RegleFalc) -> Judgement:
    """F-L7."""
    return None if style.effet is None else _FAULT if style.effet else True


def letter_space(style: Style, regle: RegleFalc) -> Judgement:
    """F-L7b."""
    if style.espacement_pt is None:
        return None
    if abs(style.espacement_pt) < regle.seuils["points"]:
        return True
    way = "écartées" if style.espacement_pt > 0 else "serrées"
    return {"sens": way, "points": points(abs(style.espacement_pt))}


def struck(style: Style, regle: RegleFalc) -> Judgement:
    """F-L7c."""
    return None if style.barre is None else _FAULT if style.barre else True


def contrast(style: Style, regle: RegleFalc) -> Judgement:
    """F-L11."""
    if style.couleur is None or style.fond is None:
        return None
    ratio = contraste(style.couleur[1:], style.fond[1:])
    if ratio >= regle.seuils["rapport"]:
        return True
    return {"rapport": points(ratio), "couleur": style.couleur, "fond": style.fond}


def dark_on_light(style: Style, regle: RegleFalc) -> Judgement:
    """F-L11b."""
    if style.couleur is None or style.fond is None:
        return None
    return True if contraste(style.couleur[1:], "FFFFFF") >= contraste(style.fond[1:], "FFFFFF") else _FAULT


# --------------------------------------------------------------------------------------- paragraphs


def alignment(bloc: Bloc, regle: RegleFalc) -> Judgement:
    """F-L8."""
    if bloc.alignement is None:
        return None
    names = {
        Alignement.CENTRE: "centré",
        Alignement.DROITE: "aligné à droite",
        Alignement.JUSTIFIE: "justifié",
    }
    return True if bloc.alignement is Alignement.GAUCHE else {"alignement": names[bloc.alignement]}


def indent(bloc: Bloc, regle: RegleFalc) -> Judgement:
    """F-L10."""
    if bloc.retrait_premiere_ligne_mm is None:
        return None
    if bloc.retrait_premiere_ligne_mm < regle.seuils["mm"]:
        return True
    return {"mm": points(bloc.retrait_premiere_ligne_mm)}


def space_after(bloc: Bloc, regle: RegleFalc) -> Judgement:
    """F-L10b: the lines of an imprint and the name of a frame hold together."""
    if bloc.role is Role.MENTION or (bloc.runs and all(run.style.gras for run in bloc.runs)):
        return True
    if bloc.espace_apres_pt is None:
        return None
    if bloc.espace_apres_pt >= regle.seuils["points"] - 0.05:
        return True
    return {"points": points(bloc.espace_apres_pt)}


def line_space(bloc: Bloc, regle: RegleFalc) -> Judgement:
    """F-L16."""
    if bloc.interligne is None:
        return None
    return (
        True
        if bloc.interligne >= regle.seuils["interligne"] - 0.01
        else {"interligne": number(round(bloc.interligne, 2))}
    )


def vertical(bloc: Bloc, regle: RegleFalc) -> Judgement:
    """F-L9b."""
    return None if bloc.vertical is None else _FAULT if bloc.vertical else True


def hyphenation(bloc: Bloc, regle: RegleFalc) -> Judgement:
    """F-S5b."""
    return None if bloc.cesure is None else _FAULT if bloc.cesure else True


def text_boxes(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-L15."""
    page = lecture.ecrit.mise_en_page
    if page is None or page.zones_de_texte is None:
        return NON_VERIFIABLE
    boxes = [bloc for bloc in lecture.ecrit.blocs if bloc.genre is Genre.ZONE and bloc.texte.strip()]
    found = tuple(Ecart(bloc, 0, len(bloc.texte)) for bloc in boxes)
    return Releve(max(1, page.zones_de_texte), found or (() if not page.zones_de_texte else (Ecart(),)))


# --------------------------------------------------------------------------------------------- pages


def columns(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-L9."""
    if page.colonnes is None:
        return None
    return True if page.colonnes <= 1 else {"nombre": str(page.colonnes)}


def picture_behind(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-L11c."""
    return None if page.fond_image is None else _FAULT if page.fond_image else True


def paper(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-L13: A4 or A5, whichever way it is held."""
    if page.largeur_mm is None or page.hauteur_mm is None:
        return None
    low, high = sorted((page.largeur_mm, page.hauteur_mm))
    room = regle.seuils["tolerance_mm"]
    if any(abs(low - a) <= room and abs(high - b) <= room for a, b in _PAPERS):
        return True
    return {"largeur": number(round(page.largeur_mm)), "hauteur": number(round(page.hauteur_mm))}


def fullness(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-L10c."""
    page = lecture.ecrit.mise_en_page
    if page is None or not page.pages:
        return NON_VERIFIABLE
    words = round(lecture.mots / page.pages)
    return Releve(1, (Ecart(details={"mots": str(words)}),) if words > regle.seuils["mots"] else ())


def notes(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-S12a."""
    if page.notes is None:
        return None
    return True if not page.notes else {"nombre": str(page.notes)}


def page_numbers(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-O10."""
    if page.numero_de_page is None or page.nombre_de_pages is None:
        return None
    absent = [
        name
        for name, there in (
            ("le numéro de page", page.numero_de_page),
            ("le nombre de pages", page.nombre_de_pages),
        )
        if not there
    ]
    return {"manque": " et ".join(absent)} if absent else True


_DATE = re.compile(
    r"\b(?:1er|[12]?\d|3[01])\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
    r"\s\d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\bversion\b[^.\n]{0,20}\d", re.IGNORECASE)


def dated(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-O11: a plain text may receive its date when it is laid out."""
    text = "\n".join(bloc.texte for bloc in written(lecture))
    gap = re.search(rf"\bversion\b[^.\n]{{0,20}}{GAP}", text, re.IGNORECASE)
    absent = [
        name
        for name, there in (("la date", _DATE.search(text)), ("la version", _VERSION.search(text) or gap))
        if there is None
    ]
    if not text or (absent and lecture.ecrit.mise_en_page is None):
        return NON_VERIFIABLE
    return Releve(1, (Ecart(details={"manque": " et ".join(absent)}),) if absent else ())


def points(value: float) -> str:
    """A measure, one decimal at most."""
    return number(round(value, 1))


def _not_on_screen(control: Controle) -> Controle:
    """A rule of paper: a page of a website that says nothing of paper is not judged."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        page = lecture.ecrit.mise_en_page
        if lecture.ecrit.source is Source.HTML and page is not None and page.largeur_mm is None:
            return NON_VERIFIABLE
        return control(lecture, regle)

    return run


_TEXT = (Genre.PARAGRAPHE, Genre.ELEMENT)
_ALIGNED = tuple(genre for genre in Genre if genre is not Genre.PIED)
"""A page number may stand on the right."""

CONTROLES: Mapping[str, Controle] = {
    "F-L1": by_run(font),
    "F-L2": by_run(size),
    "F-L3": fonts_used,
    "F-L4": by_run(italic),
    "F-L5": all_of(by_run(styled_capitals), typed_capitals),
    "F-L6": by_run(underline),
    "F-L7": by_run(effects),
    "F-L7b": by_run(letter_space),
    "F-L7c": by_run(struck),
    "F-L8": by_block(alignment, *_ALIGNED),
    "F-L9": by_page(columns),
    "F-L9b": by_block(vertical),
    "F-L10": by_block(indent),
    "F-L10b": by_block(space_after, *_TEXT),
    "F-L10c": fullness,
    "F-L11": by_run(contrast),
    "F-L11b": by_run(dark_on_light),
    "F-L11c": by_page(picture_behind),
    "F-L13": _not_on_screen(by_page(paper)),
    "F-L15": text_boxes,
    "F-L16": by_block(line_space, *_TEXT),
    "F-S5b": by_block(hyphenation),
    "F-S12a": by_page(notes),
    "F-O10": by_page(page_numbers),
    "F-O11": dated,
}
"""The checks of look, by id of rule. F-L12 is a list of words."""
