"""Rules of sentences (F-S): short, one idea, one line, active, present, said to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.clarte import passives
from sia_docs.quality.falc.controls import Controle, by_sentence, outside, pattern
from sia_docs.quality.falc.findings import Ecart, Releve
from sia_docs.quality.falc.page import Genre
from sia_docs.quality.falc.reading import Lecture, Phrase
from sia_docs.quality.lexique import words_pattern

# ---------------------------------------------------------------------------------- length and parts


def too_long(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """Sentences of more words than the rule allows, up to its ceiling (another rule takes over above)."""
    count = len(phrase.mots)
    if regle.seuils["mots_max"] < count <= regle.seuils.get("mots_plafond", count):
        yield phrase.ecart(mots=str(count))


def mean_length(lecture: Lecture, regle: RegleFalc) -> Releve:
    """The mean length of the sentences of the whole text."""
    counts = [len(phrase.mots) for phrase in lecture.prose if phrase.mots]
    if len(counts) < regle.seuils["phrases_min"]:
        return Releve()
    mean = sum(counts) / len(counts)
    if mean <= regle.seuils["mots_moyens"]:
        return Releve(1)
    return Releve(1, (Ecart(details={"mots": f"{mean:.1f}".replace(".", ",")}),))


_COMMA = re.compile(r",(?=\s)")


def commas(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """More commas than a sentence of one idea has. An enumeration is for another rule."""
    count = len(_COMMA.findall(phrase.texte))
    told = _LIST.search(phrase.texte) or _ADDRESS.search(phrase.texte)
    if count > regle.seuils["virgules_max"] and not told:
        yield phrase.ecart(virgules=str(count))


#: « 54000 Nancy »: a postal address has its own commas.
_ADDRESS = re.compile(r"\b\d{5}\s[A-ZÉÈ]")
_WORD = r"[^\s,;:.!?]{1,40}"
_ITEM = rf"(?:{_WORD}\s){{0,4}}{_WORD}"
#: « a, b et c », « a, b, etc. », or four short things between commas.
_LIST = re.compile(
    rf"(?<!\S){_WORD}(?:,\s{_ITEM})+?,?\s(?:et|ou|etc)\b(?:\s{_WORD})?"
    rf"|(?<!\S){_WORD}(?:,\s(?:{_WORD}\s){{0,2}}{_WORD}){{3,}}"
)


def in_line_list(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """Three things or more with commas between them: a list with bullets would be read."""
    for match in _LIST.finditer(phrase.texte):
        yield phrase.ecart(*match.span())


#: What asks a question joins nothing: « Qu’est-ce que », « Est-ce qu’ ».
_ASKS = re.compile(r"(?:[«“-]\s?)?(?:qu['’])?est-ce\s+qu(?:e\b|i\b|['’])", re.IGNORECASE)


def subordinators(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """More joining words than a sentence of one idea has."""
    asked = _ASKS.match(phrase.texte) if phrase.question else None
    start = asked.end() if asked else 0
    found = [m.group().strip() for m in words_pattern(regle.formes).finditer(phrase.texte, start)]
    first = phrase.mots[0].casefold() if phrase.mots else ""
    if phrase.question and found and found[0].casefold() == first:
        found = found[1:]  # the word of the question
    if len(found) > regle.seuils["mots_max"]:
        yield phrase.ecart(liens=", ".join(found))


# ------------------------------------------------------------------------------------------- lines


def one_line_each(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A sentence that starts on the line where another ends."""
    phrases = lecture.phrases
    found = [
        phrase.ecart()
        for before, phrase in pairwise(phrases)
        if before.bloc is phrase.bloc
        and phrase.mots
        and "\n" not in phrase.bloc.texte[before.fin : phrase.debut]
    ]
    return Releve(len(phrases), tuple(found))


def line_length(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Sentences of few words that do not fit on one printed line at 14 points, and that no line break parts.

    A long sentence is told once, by its words.
    """
    prose = [p for p in lecture.phrases if p.bloc.genre is not Genre.CELLULE]
    found = [
        phrase.ecart(caracteres=str(length))
        for phrase in prose
        if len(phrase.mots) <= regle.seuils["mots_max"]
        and (length := max(map(len, phrase.bloc.texte[phrase.debut : phrase.fin].split("\n"))))
        > regle.seuils["caracteres_max"]
    ]
    return Releve(len(prose), tuple(found))


def bad_break(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A line that ends on a little word, far from the place where a voice would pause."""
    last = re.compile(
        rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, regle.formes))})[ \u00a0]*$|[ldjnmstcLDJNMSTC]['’]$",
        re.IGNORECASE,
    )
    places, found = 0, []
    for phrase in lecture.phrases:
        typed = phrase.bloc.texte[phrase.debut : phrase.fin]
        start = 0
        for line in typed.split("\n")[:-1]:
            places += 1
            if match := last.search(line):
                found.append(phrase.ecart(start + match.start(), start + match.end()))
            start += len(line) + 1
    return Releve(places, tuple(found))


def cut_word(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Soft hyphens, and words typed over two lines."""
    expression = re.compile(
        r"[^\W\d_]{0,40}\u00ad[^\W_]{0,40}|[^\W\d_]{2,40}-[ \u00a0]*\n[ \u00a0]*[a-zà-ÿ]+"
    )
    found = [Ecart(b, *m.span()) for b in lecture.blocs for m in expression.finditer(b.texte)]
    return Releve(len(lecture.blocs), tuple(found))


# ---------------------------------------------------------------------------------- verbs and voice


def passive(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """Verbs in the passive voice, outside the exceptions."""
    exempt = words_pattern(regle.sauf) if regle.sauf else None
    at = 0
    for verb, _ in passives(phrase.texte):
        at = phrase.texte.index(verb, at)
        if exempt is None or not exempt.search(verb):
            yield phrase.ecart(at, at + len(verb))
        at += len(verb)


_YOU = re.compile(r"\b(?:vous|votre|vos|vôtres?)\b|\b[^\W\d_]+ez\b", re.IGNORECASE)


def to_the_reader(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Sections that never speak to the reader."""
    places, found = 0, []
    for head, body in lecture.sections:
        if sum(len(p.mots) for p in body) < regle.seuils["mots_min"]:
            continue
        places += 1
        said = (*((head,) if head else ()), *body)
        if not any(_YOU.search(p.texte) for p in said):
            found.append((head or body[0]).ecart())
    return Releve(places, tuple(found))


def condition(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """A sentence that starts with a condition."""
    if match := re.match(r"(?:[«“-]\s?)?(?P<mot>si|s['’]ils?)\b", phrase.texte, re.IGNORECASE):
        yield phrase.ecart(*match.span("mot"))


_IRREGULAR = (
    "ser|aur|ir|fer|pourr|voudr|devr|verr|saur|viendr|deviendr|reviendr|tiendr|obtiendr|faudr|vaudr|recevr|prendr|comprendr"
    "|apprendr|mettr|permettr|transmettr|rendr|attendr|entendr|répondr|perdr|écrir|lir|dir|conduir|suivr|croir|connaîtr|enverr|mourr|courr|vivr|boir"
)
_STEM = rf"(?:(?:{_IRREGULAR})|[^\W\d_]{{2,}}(?:er|[bcdfghlmnrstuvz]ir))"

_SENTENCE: Mapping[str, tuple[str, re.RegexFlag]] = {
    "F-S1a": (r";", re.NOFLAG),
    "F-S1e": (r"[^\W\d_]{2,}[ \u00a0]?(?P<mot>:)\s+(?=[a-zà-ÿ«])", re.NOFLAG),
    "F-S8a": (rf"\b{_STEM}(?:ai|as|a|ons|ez|ont)\b", re.IGNORECASE),
    "F-S8b": (rf"\b{_STEM}(?:ais|ait|ions|iez|aient)\b", re.IGNORECASE),
    "F-S8c": (
        r"\b(?:fut|furent|fit|firent|vint|vinrent|eut|eurent|put|purent|prit|prirent|mit|mirent|dut|durent|alla|allèrent"
        r"|[^\W\d_]{2,}(?:[âîû]mes|[âîû]tes|èrent))\b",
        re.IGNORECASE,
    ),
    "F-S8d": (
        r"\b(?:ét|av|fais|pouv|dev|dis|all|voul|sav|ven|pren|mett|recev|fall)(?:ais|ait|ions|iez|aient)\b|\b[^\W\d_]{2,}[^r\W\d_]aient\b",
        re.IGNORECASE,
    ),
    "F-S8e": (
        r"\b(?:avons|avez|ont|ai|a|sera|aura|seront|auront)\sété\b|\b(?:avais|avait|avions|aviez|avaient)\s[^\W\d_]{2,}(?:é|i|u)e?s?\b",
        re.IGNORECASE,
    ),
    "F-S10a": (r"^(?P<mot>(?:en\s)?[^\W\d_]{2,}ant)\b(?!\s(?:que|donc|ce\b))[^.!?]{3,}", re.IGNORECASE),
    "F-S12b": (r"[¹²³⁴⁵⁶⁷⁸⁹]|(?<=\w)\[\d{1,3}\]|(?<=\w)\((?:\d{1,2})\)(?=\s*[.,;]|$)", re.NOFLAG),
    "F-S13": (r"!{2,}|\?{2,}|[!?]{2,}", re.NOFLAG),
}


def detour(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """A sentence that starts with one of the forms of the rule."""
    for match in outside(words_pattern(regle.formes), phrase.texte, regle):
        if not phrase.texte[: match.start()].strip("«“- \u00a0"):
            yield phrase.ecart(*match.span())


_INVERSION = re.compile(r"(?:^|[\s,])([^\W\d_]{2,}-(?:t-)?(?:il|elle|ils|elles|on))\b", re.IGNORECASE)


def inversion(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """The verb before its subject, outside a question."""
    if not phrase.question:
        yield from (phrase.ecart(*match.span(1)) for match in _INVERSION.finditer(phrase.texte))


CONTROLES: Mapping[str, Controle] = {
    **{name: pattern(expression, flags) for name, (expression, flags) in _SENTENCE.items()},
    "F-S1b": by_sentence(commas),
    "F-S1c": by_sentence(subordinators),
    "F-S2a": by_sentence(too_long),
    "F-S2b": by_sentence(too_long),
    "F-S2c": mean_length,
    "F-S3": one_line_each,
    "F-S4a": line_length,
    "F-S4b": bad_break,
    "F-S5a": cut_word,
    "F-S6": by_sentence(passive, prose=True),
    "F-S7a": to_the_reader,
    "F-S9": by_sentence(condition, prose=True),
    "F-S10b": by_sentence(detour, prose=True),
    "F-S10c": by_sentence(inversion),
    "F-O5a": by_sentence(in_line_list),
}
