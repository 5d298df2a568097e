"""Rules of organisation (F-O): what it is about, what matters first, headings, lists, length, contact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.falc.controls import Controle
from sia_docs.quality.falc.findings import NON_VERIFIABLE, Ecart, Releve
from sia_docs.quality.falc.page import GAP, Bloc, Genre, Role
from sia_docs.quality.falc.reading import Lecture, Phrase
from sia_docs.quality.lexique import words_pattern

# ------------------------------------------------------------------------------------ the beginning


def title(lecture: Lecture, regle: RegleFalc) -> Releve:
    """The text starts with its title."""
    if not lecture.blocs:
        return Releve()
    first = lecture.blocs[0]
    return Releve(1, () if first.genre is Genre.TITRE else (Ecart(first, 0, len(first.texte)),))


def subject(lecture: Lecture, regle: RegleFalc) -> Releve:
    """What the document is about is said at its start: by its role, else by words that announce it."""
    if not lecture.prose:
        return Releve()
    start = lecture.phrases[: int(regle.seuils["phrases"])]
    said = words_pattern(regle.formes)
    if _has(lecture, Role.OBJET) or any(said.search(p.texte) for p in start):
        return Releve(1)
    return Releve(1, (lecture.prose[0].ecart(),))


def essential(lecture: Lecture, regle: RegleFalc) -> Releve:
    """What matters most is put forward: a block that says so, else bold characters near the start."""
    if not lecture.prose:
        return Releve()
    if _has(lecture, Role.ESSENTIEL):
        return Releve(1)
    if lecture.ecrit.roles:
        return Releve(1, (Ecart(),))
    start = [b for b in lecture.blocs if b.genre is not Genre.TITRE][: int(regle.seuils["blocs"])]
    known = [run.style.gras for bloc in start for run in bloc.runs if run.style.gras is not None]
    if not known:
        return NON_VERIFIABLE
    return Releve(1, () if any(known) else (Ecart(),))


def _has(lecture: Lecture, role: Role) -> bool:
    return any(bloc.role is role for bloc in lecture.blocs)


# ---------------------------------------------------------------------------------------- sections


def long_section(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A section of many sentences speaks of more than one thing."""
    found = [
        (head or body[0]).ecart(phrases=str(len(body)))
        for head, body in lecture.sections
        if len(body) > regle.seuils["phrases_max"]
    ]
    return Releve(len(lecture.sections), tuple(found))


def long_paragraph(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Paragraphs of many sentences."""
    counts: dict[int, list[Phrase]] = {}
    for phrase in lecture.prose:
        counts.setdefault(id(phrase.bloc), []).append(phrase)
    found = [
        phrases[0].ecart(phrases=str(len(phrases)))
        for phrases in counts.values()
        if len(phrases) > regle.seuils["phrases_max"]
    ]
    return Releve(len(counts), tuple(found))


def no_heading(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A text of some length has headings inside, beside its title."""
    if len(lecture.prose) <= regle.seuils["phrases_max"]:
        return Releve()
    inside = any(bloc.genre is Genre.TITRE for bloc in lecture.blocs[1:])
    return Releve(1, () if inside else (Ecart(),))


def _headings(lecture: Lecture) -> Iterator[Bloc]:
    """The headings, but the title of the document."""
    for rank, bloc in enumerate(lecture.blocs):
        if bloc.genre is Genre.TITRE and rank:
            yield bloc


def questions(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Headings that are not questions."""
    heads = list(_headings(lecture))
    known = words_pattern(regle.sauf) if regle.sauf else None
    found = [_whole(b) for b in heads if not _asks(b) and not (known is not None and known.search(b.texte))]
    return Releve(len(heads), tuple(found))


def _asks(bloc: Bloc) -> bool:
    return bloc.texte.rstrip(" \u00a0»\n").endswith("?")


def depth(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Headings below the level allowed."""
    heads = [b for b in lecture.blocs if b.genre is Genre.TITRE]
    return Releve(
        len(heads),
        tuple(_whole(b, niveau=str(b.niveau)) for b in heads if b.niveau > regle.seuils["niveau_max"]),
    )


def long_heading(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Headings of many words."""
    heads = [p for p in lecture.phrases if p.bloc.genre is Genre.TITRE]
    found = [p.ecart(mots=str(len(p.mots))) for p in heads if len(p.mots) > regle.seuils["mots_max"]]
    return Releve(len(heads), tuple(found))


def skipped_level(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A heading two levels or more below the one before it."""
    heads = [b for b in lecture.blocs if b.genre is Genre.TITRE and b.niveau]
    found = [_whole(after) for before, after in pairwise(heads) if after.niveau > before.niveau + 1]
    return Releve(len(heads), tuple(found))


# ------------------------------------------------------------------------------- lists and tables


def nested(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Lists inside lists."""
    items = [b for b in lecture.blocs if b.genre is Genre.ELEMENT]
    return Releve(len(items), tuple(_whole(b) for b in items if b.niveau > 1))


def long_list(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Lists of many items."""
    lists = list(_lists(lecture.blocs))
    found = [
        _whole(items[0], elements=str(len(items)))
        for items in lists
        if len(items) > regle.seuils["elements_max"]
    ]
    return Releve(len(lists), tuple(found))


def _lists(blocs: Iterable[Bloc]) -> Iterator[list[Bloc]]:
    items: list[Bloc] = []
    for bloc in blocs:
        if bloc.genre is Genre.ELEMENT:
            items.append(bloc)
        elif items:
            yield items
            items = []
    if items:
        yield items


def tables(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Data tables that nobody has justified, each at its first cell."""
    seen: dict[int, Bloc] = {}
    for bloc in lecture.ecrit.blocs:
        if bloc.tableau is not None:
            seen.setdefault(bloc.tableau, bloc)
    return Releve(len(seen), tuple(_whole(b) for b in seen.values() if not b.tableau_justifie))


# ------------------------------------------------------------------------------- length and contact


def too_many_pages(lecture: Lecture, regle: RegleFalc) -> Releve:
    """More pages than a leaflet has, else more words than those pages hold."""
    pages = lecture.ecrit.mise_en_page.pages if lecture.ecrit.mise_en_page else None
    if not lecture.blocs:
        return Releve()
    long = lecture.mots > regle.seuils["mots_max"] if pages is None else pages > regle.seuils["pages_max"]
    size = f"{lecture.mots} mots" if pages is None else f"{pages} pages"
    return Releve(1, (Ecart(details={"taille": size}),) if long else ())


_PHONE = re.compile(r"(?<!\d)(?:0|\+33 ?)\d(?:[ \u00a0\u202f.-]?\d\d){4}(?!\d)")
#: « le 15 », « le 3114 »: only beside a word that calls.
_SHORT = re.compile(r"\b(?:3\d{3}|3\d \d\d|1\d{1,2}|1[01]\d)\b")


def phone(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A telephone number to get help."""
    calls = words_pattern(regle.formes)

    def found(text: str) -> bool:
        return bool(_PHONE.search(text) or (_SHORT.search(text) and calls.search(text)))

    return _contact(lecture, found)


def place(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A place to go to."""
    said = words_pattern(regle.formes)
    return _contact(lecture, lambda text: said.search(text) is not None)


def _contact(lecture: Lecture, found: Callable[[str], bool]) -> Releve:
    """Is it said anywhere? A contact still to complete is not a fault of the words: the dossier lacks it."""
    if not lecture.phrases or any(GAP in p.texte for p in lecture.phrases if p.bloc.role is Role.CONTACT):
        return Releve()
    return Releve(1, () if any(found(p.texte) for p in lecture.phrases) else (Ecart(),))


def _whole(bloc: Bloc, **details: str) -> Ecart:
    return Ecart(bloc, 0, len(bloc.texte), details)


# ------------------------------------------------------------------------------------------ addresses

_URL = re.compile(r"(?:https?://|www\.)[^\s<>«»]+", re.IGNORECASE)


def long_address(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Web addresses too long to be copied by hand."""
    met = [(phrase, match) for phrase in lecture.phrases for match in _URL.finditer(phrase.texte)]
    found = [p.ecart(*m.span()) for p, m in met if len(m.group()) > regle.seuils["caracteres_max"]]
    return Releve(len(met), tuple(found))


CONTROLES: Mapping[str, Controle] = {
    "F-O1a": title,
    "F-O1b": subject,
    "F-O2": essential,
    "F-O3a": long_section,
    "F-O3b": no_heading,
    "F-O3c": long_paragraph,
    "F-O4a": questions,
    "F-O4b": depth,
    "F-O4c": long_heading,
    "F-O4d": skipped_level,
    "F-O5b": nested,
    "F-O5c": long_list,
    "F-O7": tables,
    "F-O8a": too_many_pages,
    "F-O9a": phone,
    "F-O9b": place,
    "F-E1a": long_address,
}
