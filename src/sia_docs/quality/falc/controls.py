"""What a check is, and the checks that several rules share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.falc.findings import Ecart, Releve
from sia_docs.quality.falc.reading import Lecture, Phrase
from sia_docs.quality.lexique import words_pattern

Controle = Callable[[Lecture, RegleFalc], Releve]
"""Pure: the same text and the same rule give the same findings."""

Finder = Callable[[Phrase, RegleFalc], Iterable[Ecart]]


def forms(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Words or phrases of the list of the rule, outside its exceptions."""
    return by_sentence(forms_of)(lecture, regle)


def forms_of(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
    """The same in one sentence."""
    return (
        phrase.ecart(*match.span())
        for match in outside(words_pattern(regle.formes), phrase.sans_adresses, regle)
    )


def by_sentence(find: Finder, *, prose: bool = False) -> Controle:
    """A check that looks at each sentence alone; ``prose``: not at the headings."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        phrases = lecture.prose if prose else lecture.phrases
        return Releve(len(phrases), tuple(ecart for phrase in phrases for ecart in find(phrase, regle)))

    return run


def pattern(expression: str, flags: re.RegexFlag = re.IGNORECASE, *, prose: bool = False) -> Controle:
    """A check that finds an expression in each sentence, outside the exceptions of the rule.

    The group « mot » of the expression, when it has one, is what is shown.
    """
    compiled = re.compile(expression, flags)
    named = "mot" in compiled.groupindex

    def find(phrase: Phrase, regle: RegleFalc) -> Iterable[Ecart]:
        for match in outside(compiled, phrase.sans_adresses, regle):
            yield phrase.ecart(*match.span("mot" if named and match["mot"] is not None else 0))

    return by_sentence(find, prose=prose)


def outside(compiled: re.Pattern[str], text: str, regle: RegleFalc) -> Iterable[re.Match[str]]:
    """The matches that no exception of the rule covers."""
    matches = list(compiled.finditer(text))
    if not matches or not regle.sauf:
        return matches
    exempt = [match.span() for match in words_pattern(regle.sauf).finditer(text)]
    return [m for m in matches if not any(start < m.end() and m.start() < end for start, end in exempt)]
