"""Is a word explained where it is met? Shared by the rules of difficult words and of sigles."""

from __future__ import annotations

import re

from sia_docs.quality.falc.page import Genre, Role
from sia_docs.quality.falc.reading import Lecture, Phrase

_DEFINES = re.compile(
    r"\b(?:est|sont|était)\s+(?:un|une|des|le|la|les|quand|comme)\b|\b(?:est|sont)\s+l['’]"
    r"|\bc['’]est|\bce sont\b|\bveut dire|\bveulent dire|\bsignifient?\b|\bs['’]appellent?\b|\bappel(?:le|ons|lent|ée?s?)\b"
    r"|\bserve?n?t? à\b|\bsert à\b|\bautrement dit\b|\bpar exemple\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^(?:c['’]est|ce sont|cela|ça|il|elle|ils|elles|cette?|ces?)\b.{0,60}?"
    r"\b(?:est|sont|c['’]est|veut dire|signifie|sert|servent|permet|permettent|montre|regarde|aide|fait|font)\b|^c['’]est\b|^ce sont\b",
    re.IGNORECASE,
)
_GLOSSARY = re.compile(
    r"\b(?:mots? (?:difficiles?|compliqués?|expliqués?)|lexique|glossaire|vocabulaire)\b", re.IGNORECASE
)


def is_explained(word: re.Pattern[str], lecture: Lecture, first: int, reach: int) -> bool:
    """Is a word explained at most ``reach`` sentences from the sentence of rank ``first``, or in a word list?

    An explanation is a sentence that holds the word and defines (« … est un… », « … veut dire… »), or
    the sentence after the word when it goes on about it (« C'est… », « Il sert à… »).
    """
    near = lecture.phrases[max(0, first - reach) : first + reach + 1]
    for phrase, after in zip(near, (*near[1:], None), strict=False):
        if not word.search(phrase.texte):
            continue
        if phrase.bloc.role is Role.EXPLICATION or defines(phrase):
            return True
        if after is not None and _CONTINUES.search(after.texte[:200]):
            return True
    return any(word.search(phrase.texte) for phrase in _glossary(lecture))


def defines(phrase: Phrase) -> bool:
    """Does this sentence say what a word means?"""
    return _DEFINES.search(phrase.texte) is not None


def _glossary(lecture: Lecture) -> list[Phrase]:
    found = []
    for head, body in lecture.sections:
        listed = head is not None and head.bloc.genre is Genre.TITRE and _GLOSSARY.search(head.texte)
        found += [p for p in body if listed or p.bloc.role is Role.GLOSSAIRE]
    return found


def has_glossary(lecture: Lecture) -> bool:
    """Is there a list of words explained?"""
    return bool(_glossary(lecture))
