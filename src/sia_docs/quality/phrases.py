"""Sentences, words and syllables of French, without any dictionary.

A word is what a word processor counts: « l’hôpital » is one (its lexical part is « hôpital »: the
elided article has no syllable of its own), « compte-rendu », « 1 000 », « 3,5 » and an address too.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACE = "[ \u00a0\u202f]"

#: Words whose full stop does not end a sentence, in lower case.
_ABREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "dr",
        "drs",
        "pr",
        "me",
        "st",
        "ste",
        "art",
        "al",
        "ch",
        "chap",
        "p",
        "pp",
        "cf",
        "ex",
        "fig",
        "éd",
        "réf",
        "tél",
        "vol",
        "av",
        "bd",
        "env",
        "n",
        "no",
        "num",
        "app",
        "max",
        "min",
        "l",
        "r",
        "d",
        "lt",
        "boul",
    ]
)
#: After an initial (« A. »), these words begin a sentence; anything else is a name (« A. Morel »).
_DEBUTS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "ce",
        "cet",
        "cette",
        "ces",
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "nous",
        "vous",
        "je",
        "votre",
        "vos",
        "notre",
        "nos",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "en",
        "si",
        "pour",
        "par",
        "dans",
        "sur",
        "avec",
        "sans",
        "à",
        "au",
        "aux",
        "qui",
        "que",
        "quand",
        "comment",
        "pourquoi",
        "est",
        "ainsi",
        "mais",
        "or",
        "donc",
        "aucun",
        "aucune",
        "tout",
        "toute",
        "tous",
        "toutes",
        "chaque",
        "après",
        "avant",
    ]
)
_END = re.compile(rf"[.!?…]+(?:{_SPACE}?[»”\")\]])*(?=\s|$)")
_BEFORE = re.compile(r"([^\W\d_]+)$")
_OPENING = "«“\"'(–—-[☐" + "\u00a0 "


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line feed always ends one.

    A full stop does not when an abbreviation, an initial or a list number carries it, or when what
    follows starts in lower case.
    """
    return [sentence for line in text.splitlines() for sentence in _of_line(line)]


@lru_cache(maxsize=4096)  # every check cuts the same lines
def _of_line(line: str) -> tuple[str, ...]:
    found, start = [], 0
    for end in _END.finditer(line):
        if _ends(line, end, start):
            found.append(line[start : end.end()].strip())
            start = end.end()
    found.append(line[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def _ends(line: str, end: re.Match[str], start: int) -> bool:
    after = line[end.end() :].lstrip(_OPENING)
    if after and after[0].islower():
        return False
    if end.group() != "." or not after:
        return True
    before = line[start : end.start()]
    word = _BEFORE.search(before)
    if word is None:
        return not before.strip().isdigit()  # « 1. Titre »
    name = word.group(1)
    if name.lower() in _ABREVIATIONS:
        return False
    initial = len(name) == 1 and name.isupper()
    following = re.match(r"[^\W_]*", after)
    return not initial or (following is not None and following.group().lower() in _DEBUTS)


# ------------------------------------------------------------------------------------------ words

_WORD = re.compile(
    r"https?://\S+|www\.\S+|[^\s@<>«»()]{1,64}@[^\s@<>«»()]{1,255}\.\w+"  # addresses
    r"|\d{2}(?:[ .\u00a0\u202f]\d{2}){4}"  # a telephone number
    r"|\d+(?:[\u00a0\u202f ]\d{3}\b)+(?:[.,]\d+)?"  # 1 000
    r"|\d+(?:[.,/:-]\d+)*[^\W\d_]*"  # 3,5 2.1 1111-2 1er
    r"|[^\W\d_][^\W_]*(?:['’-][^\W_]+)*"
)
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[^\W_])", re.IGNORECASE)


def words(sentence: str) -> list[str]:
    """The lexical words of a sentence, elided articles and pronouns taken off."""
    return [_ELISION.sub("", found.group(), count=1) for found in _WORD.finditer(sentence)]


def letters(word: str) -> int:
    """How many letters a word has."""
    return sum(char.isalpha() for char in word)


# -------------------------------------------------------------------------------------- syllables

_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_GROUP = re.compile(f"[{_VOWELS}]+")
#: Two neighbouring vowels heard apart: « aé-rien », « cré-a », « mo-yen », « ou-bli-er ».
_HIATUS = re.compile(
    f"(?<=[aeoé])[éï]|é[aâoiu]|(?<=[aoue])y(?=[{_VOWELS}])|(?<=[bcdfgptv][lr])i(?=[{_VOWELS}])"
)
_MUTE = re.compile(f"[^{_VOWELS}](?:e|es|ent)$")
#: « -ent » is heard in these endings; elsewhere it marks a plural verb (« ils peuvent »).
_ENT_HEARD = re.compile(
    "(?:m|souv|arg|ag|urg|ccid|cid|sid|évid|prés|abs|cont|différ|récip|tal|excell|llig|viol|prud)ent$"
)


@lru_cache(maxsize=8192)  # few words make most of a text
def syllables(word: str) -> int:
    """How many syllables are heard, about (right for 97 % of the forms of Lexique 3.83, 99 % of running words)."""
    total = 0
    for part in re.split(r"['’-]", word.lower()):
        if any(char.isalpha() for char in part):
            total += _of_part(part)
    return max(total, 1)


def _of_part(part: str) -> int:
    part = re.sub("gu(?=[eéèêiy])", "g", part.replace("qu", "q"))
    groups = _GROUP.findall(part)
    count = len(groups) + len(_HIATUS.findall(part))
    if len(groups) > 1 and _MUTE.search(part) and not _ENT_HEARD.search(part):
        count -= 1
    return max(count, 1)
