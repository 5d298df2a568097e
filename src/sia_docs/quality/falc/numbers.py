"""Rules of numbers (F-N): digits, no percentages, dates in full, telephones in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.falc.controls import Controle, by_sentence, pattern
from sia_docs.quality.falc.findings import Ecart, Releve
from sia_docs.quality.falc.reading import Lecture, Phrase

_SPACE = "[ \u00a0\u202f]"
_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_PHONE = re.compile(
    rf"(?<![\d.,])(?:\+33{_SPACE}?(?:\(0\))?{_SPACE}?|0)[1-9](?:[ \u00a0\u202f.-]?\d{{2}}){{4}}(?!\d)"
)


def large(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """Numbers of many digits; years, telephones and postcodes (five digits before a town) have their own form."""
    text = _PHONE.sub(lambda found: " " * len(found.group()), phrase.sans_adresses)
    digits_max = regle.seuils["chiffres_max"]
    for match in re.finditer(
        r"(?<![\d.,/-])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|(?<![\d.,/-])\d+(?![\d/])", text
    ):
        digits = sum(char.isdigit() for char in match.group())
        town = re.match(rf"{_SPACE}[A-ZÉÈ]", text[match.end() : match.end() + 2])
        box = re.search(r"(?:BP|CS|TSA) ?$", text[: match.start()].replace("\u00a0", " "))
        if digits > digits_max and not box and not (digits == 5 and town):
            yield phrase.ecart(*match.span())


def telephone(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """Telephone numbers not written in separate pairs."""
    good = re.compile(rf"0\d(?:{_SPACE}\d\d){{4}}")
    for match in _PHONE.finditer(phrase.sans_adresses):
        if not match.group().startswith("+") and not good.fullmatch(match.group()):
            yield phrase.ecart(*match.span())


#: Roman numerals: typed, in a sentence.
_TYPED_ROMAN = pattern(
    r"(?<![\w.’'@/-])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?=e?\b)(?![\w@-])"
    r"|\b(?:chapitre|partie|annexe|titre|article|livre|tome)\s(?P<mot>I|V|X)\b",
    re.NOFLAG,
)


def roman(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Roman numerals that somebody typed, and those that a list or the headings make."""
    typed = _TYPED_ROMAN(lecture, regle)
    made = tuple(Ecart(bloc, 0, len(bloc.texte)) for bloc in lecture.blocs if bloc.numero_romain)
    return Releve(typed.endroits + len(made), typed.ecarts + made)


_SENTENCE: Mapping[str, tuple[str, re.RegexFlag]] = {
    "F-N1b": (
        r"\b(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz|vingt|trent|cent)ièmes?\b",
        re.IGNORECASE,
    ),
    "F-N3a": (rf"\d+(?:[.,]\d+)?{_SPACE}?[%‰]|[%‰]", re.NOFLAG),
    "F-N3c": (r"(?<![\d/])\d{1,3}/\d{1,3}(?![\d/])|[½⅓⅔¼¾]", re.NOFLAG),
    "F-N3d": (r"(?<![\d.,])\d+,\d+(?![\d,])", re.NOFLAG),
    "F-N5a": (
        r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/-])",
        re.NOFLAG,
    ),
    "F-N5b": (r"\b\d{1,2}\s(?:janv|févr?|avr|juil|sept|oct|nov|déc)\b\.?", re.IGNORECASE),
    "F-N5c": (
        rf"(?<!\w)(?<!(?:lun|mar|jeu)di\s)(?<!mercredi\s)(?<!vendredi\s)(?<!samedi\s)(?<!dimanche\s)(?:1er|\d{{1,2}})\s(?:{_MONTH})\s\d{{4}}\b",
        re.IGNORECASE,
    ),
    "F-N5d": (rf"\b(?P<mot>(?:1er|\d{{1,2}})\s(?:{_MONTH}))\b(?!\s\d{{4}})", re.IGNORECASE),
    "F-N6b": (rf"\+33{_SPACE}?(?:\(0\))?{_SPACE}?[1-9](?:[ \u00a0\u202f.-]?\d{{2}}){{4}}", re.NOFLAG),
    "F-N7": (rf"\b(?:[01]?\d|2[0-4]){_SPACE}?(?:h{_SPACE}?[0-5]\d|h\b|:[0-5]\d)(?!\w|/)", re.IGNORECASE),
    "F-N9": (r"\b\d+(?:ème|eme|ième|nde?|è)s?\b", re.IGNORECASE),
    "F-N10": (
        rf"\b\d+(?:[.,]\d+)?{_SPACE}?(?:km|cm|mm|kg|mg|mL|ml|min|mn|sec|ko|Mo|Go|°C|k€|M€)\b",
        re.NOFLAG,
    ),
}


CONTROLES: Mapping[str, Controle] = {
    "F-N2": roman,
    "F-N4a": by_sentence(large),
    "F-N6a": by_sentence(telephone),
    **{name: pattern(expression, flags) for name, (expression, flags) in _SENTENCE.items()},
}
