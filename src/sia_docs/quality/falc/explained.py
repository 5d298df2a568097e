"""Is a word explained where it is met? Shared by the rules of difficult words and of sigles."""

from __future__ import annotations

import re

from sia_docs.quality.falc.page import Role
from sia_docs.quality.falc.reading import Lecture, Phrase

#: What follows a word that is being defined: « … est un… », « … veut dire… ».
_DEFINES = re.compile(
    r"^[^.!?]{0,40}?\b(?:(?:est|sont|était)\s+(?:un|une|des|le|la|les|quand|comme)\b|(?:est|sont)\s+l['’]"
    r"|veu(?:t|lent)\s+dire\b|signifient?\b|c['’]est\b|ce\s+sont\b)|^\s?:",
    re.IGNORECASE,
)
#: What follows a word whose use is told, which explains it too: « … sert à… », « … contient… ».
_TELLS = re.compile(
    r"^[^.!?]{0,40}?\b(?:serve?n?t?\s+à|sert\s+à|permet(?:tent)?\s+de|fait|contient|contiennent|dit\s+ce|regarde|soigne"
    r"|touche|protège|s['’]occupe|veille|répond)\b",
    re.IGNORECASE,
)
#: What comes before a word that is being defined: « on appelle cela une IRM ».
_NAMES = re.compile(
    r"\b(?:appel(?:le|ons|lent|ée?s?)|s['’]appellent?|autrement dit)\b[^.!?]{0,40}$", re.IGNORECASE
)
#: How the sentence after a word goes on about it; a reading kit numbers its lines (« 56 : C'est… »).
_CONTINUES = re.compile(
    r"^(?:\d{1,3}\s?:\s)?(?:c['’]est\b|ce sont\b|(?:cela|ça)\s(?:veut dire|signifie|permet|sert)\b"
    r"|(?:ils?|elles?)\s(?:est|sont|sert|servent|permet|permettent|montre|montrent|regarde)\b"
    r"|(?:cet?|cette|ces)\s[^\W\d_]+(?:\s[^\W\d_]+)?\s(?:(?:est|sont)\s(?:un|une|des|le|la|les)|sert|servent|permet|permettent|montre|montrent)\b)",
    re.IGNORECASE,
)
#: Characters looked at on each side of the word.
_REACH = 80


def is_explained(word: re.Pattern[str], lecture: Lecture, first: int, reach: int) -> bool:
    """Is a word explained at most ``reach`` sentences from the sentence of rank ``first``, or in a word list?

    An explanation is a sentence that holds the word and defines (« … est un… », « … veut dire… »), or
    the sentence after the word when it goes on about it (« C'est… », « Il sert à… »).
    """
    near = lecture.phrases[max(0, first - reach) : first + reach + 1]
    for phrase, after in zip(near, (*near[1:], None), strict=False):
        if not word.search(phrase.texte):
            continue
        if phrase.bloc.role is Role.EXPLICATION or defines(phrase, word) or _tells(phrase, word):
            return True
        if after is not None and _CONTINUES.search(after.texte[:200]):
            return True
    return any(word.search(phrase.texte) for phrase in lecture.glossaire)


def defines(phrase: Phrase, word: re.Pattern[str]) -> bool:
    """Does this sentence say what the word means?"""
    return any(
        _DEFINES.search(phrase.texte[match.end() : match.end() + _REACH])
        or _NAMES.search(phrase.texte[max(0, match.start() - _REACH) : match.start()])
        for match in word.finditer(phrase.texte)
    )


def _tells(phrase: Phrase, word: re.Pattern[str]) -> bool:
    return any(
        _TELLS.search(phrase.texte[match.end() : match.end() + _REACH])
        for match in word.finditer(phrase.texte)
    )
