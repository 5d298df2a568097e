"""Rules of words (F-W): known, explained, always the same, without marks that stand for words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sia_docs.library.falc_rules import RegleFalc, load_falc_rules
from sia_docs.quality.clarte import negations
from sia_docs.quality.falc import frequency
from sia_docs.quality.falc.controls import Controle, by_sentence, pattern
from sia_docs.quality.falc.explained import defines, is_explained
from sia_docs.quality.falc.findings import NON_VERIFIABLE, Ecart, Releve
from sia_docs.quality.falc.page import Role
from sia_docs.quality.falc.reading import Lecture, Phrase
from sia_docs.quality.lexique import is_admitted, is_expanded, load_lexique, words_pattern, words_to_avoid
from sia_docs.quality.phrases import syllables

# ------------------------------------------------------------------------------------ known words

#: Letters and hyphens only: a word that the frequency list can know.
_COMMON = re.compile(
    r"(?<![\w@.’'-])(?:[cdjlmnst]['’]|(?:qu|jusqu|lorsqu|puisqu)['’])?(?P<mot>[^\W\d_]{3,}(?:-[^\W\d_]+)*)",
    re.IGNORECASE,
)


def rare_words(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Words seldom met, each once, unless they are explained; names (capitals) are not looked up."""
    if not frequency.is_installed():
        return NON_VERIFIABLE
    # Those that another rule already tells are not told twice.
    rules = load_falc_rules()
    told = (
        *regle.sauf,
        *(form for name in ("F-W1b", "F-W4") for form in rules[name].formes),
        *(form for group in rules["F-W2"].groupes for form in group),
    )
    known = frozenset(form.casefold() for form in told)
    limit, reach = regle.seuils["zipf"], int(regle.seuils["voisinage"])
    names = _names(lecture)
    seen: set[str] = set()
    found = []
    for rank, phrase in enumerate(lecture.phrases):
        for place, match in enumerate(_COMMON.finditer(phrase.sans_adresses)):
            typed = match["mot"]
            word = typed.casefold()
            if word in seen or (place and not typed.islower()) or typed.isupper():
                continue
            seen.add(word)
            if word in known or _frequency(word) >= limit:
                continue
            if place == 0 and typed[0].isupper() and (word in names or _frequency(word) == 0):
                continue  # a name at the head of a sentence
            if not is_explained(words_pattern((word,)), lecture, rank, reach):
                found.append(phrase.ecart(*match.span("mot")))
    return Releve(len(seen), tuple(found))


_CAPITAL = re.compile(r"(?<=[^\s.!?:«“-]\s)[A-ZÉÈÀÂÎÔÛ][^\W\d_]{2,}|[A-ZÉÈÀ][^\W\d_]+(?=\s[A-ZÉÈÀ][a-zà-ÿ])")


def _names(lecture: Lecture) -> frozenset[str]:
    """The words that a capital gives as names, inside a sentence or before another name."""
    return frozenset(m.group().casefold() for p in lecture.phrases for m in _CAPITAL.finditer(p.texte))


def _frequency(word: str) -> float:
    """That of the rarest part of a compound word, when the whole is not in the list."""
    whole = frequency.zipf(word)
    if "-" not in word:
        return whole
    return max(whole, min(frequency.zipf(part) for part in word.split("-") if part))


def long_words(phrase: Phrase, regle: RegleFalc) -> Iterator[Ecart]:
    """Words of many syllables."""
    known = frozenset(form.casefold() for form in regle.sauf)
    for match in _COMMON.finditer(phrase.sans_adresses):
        word = match["mot"]
        if syllables(word) > regle.seuils["syllabes"] and word.casefold() not in known:
            yield phrase.ecart(*match.span("mot"), syllabes=str(syllables(word)))


def unexplained(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Words of the groups of the rule, at their first place, that nothing near explains."""
    reach = int(regle.seuils["voisinage"])
    places, found = 0, []
    for group in regle.groupes:
        words = words_pattern(group)
        first = _first(words, lecture)
        if first is None:
            continue
        places += 1
        rank, phrase, match = first
        if not is_explained(words, lecture, rank, reach):
            found.append(phrase.ecart(*match.span()))
    return Releve(places, tuple(found))


def _first(words: re.Pattern[str], lecture: Lecture) -> tuple[int, Phrase, re.Match[str]] | None:
    for rank, phrase in enumerate(lecture.phrases):
        if match := words.search(phrase.sans_adresses):
            return rank, phrase, match
    return None


# -------------------------------------------------------------------- one word for the same thing

#: « docteur Martin », « centre hospitalier d’Ormeval ».
_NAME_AFTER = re.compile(r"[ \u00a0](?:(?:de|du|des)[ \u00a0](?:la[ \u00a0]|l['’])?|d['’])?[A-ZÉÈÀ]\w")


def same_word(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Words of one group: the most used is kept, the first place of each other is noticed.

    A sentence that defines a word may use another; a title before a name (« docteur Martin ») is not counted.
    """
    places, found = 0, []
    for group in regle.groupes:
        met = {name: list(_uses(words_pattern(_forms(name)), lecture)) for name in group}
        used = {name: uses for name, uses in met.items() if uses}
        places += bool(used)
        if len(used) < 2:
            continue
        kept = max(used, key=lambda name: len(used[name]))
        for name, uses in used.items():
            if name != kept:
                phrase, match = uses[0]
                found.append(phrase.ecart(*match.span(), garde=_forms(kept)[0]))
    return Releve(places, tuple(found))


def _forms(name: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in name.split("/"))


def _uses(words: re.Pattern[str], lecture: Lecture) -> Iterator[tuple[Phrase, re.Match[str]]]:
    for phrase in lecture.phrases:
        if defines(phrase, words):
            continue
        for match in words.finditer(phrase.sans_adresses):
            if not _NAME_AFTER.match(phrase.texte, match.end()):
                yield phrase, match


# ------------------------------------------------------------------------------------------ sigles

_SIGLE = re.compile(r"(?<![\w@./-])(?:[A-ZÉÈÀ]{2,7}\d?)(?=s?(?![\w@/-]|\.\w))")
_ROMAN = re.compile("[IVXLCDM]+")


def sigles(lecture: Lecture, regle: RegleFalc) -> Releve:
    """Each sigle, at its first place, when no sentence near says what it stands for."""
    lexique, reach = load_lexique(), int(regle.seuils["voisinage"])
    seen: set[str] = set()
    found = []
    for rank, phrase in enumerate(lecture.phrases):
        if _shouted(phrase.texte):
            continue
        for match in _SIGLE.finditer(phrase.sans_adresses.replace("’", " ").replace("'", " ")):
            sigle = match.group()
            if sigle in seen or _ROMAN.fullmatch(sigle) or is_admitted(sigle, lexique, ()):
                continue
            seen.add(sigle)
            near = " ".join(p.texte for p in lecture.phrases[max(0, rank - reach) : rank + reach + 1])
            if not is_expanded(sigle, near, lexique) and not _told(sigle, lecture, rank, reach):
                found.append(phrase.ecart(*match.span()))
    return Releve(len(seen), tuple(found))


def _shouted(text: str) -> bool:
    """Written in capitals: its words are not sigles."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 7 and sum(char.isupper() for char in letters) > 0.7 * len(letters)


@cache
def _whole(sigle: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(sigle)}(?!\w)")


def _told(sigle: str, lecture: Lecture, rank: int, reach: int) -> bool:
    return is_explained(_whole(sigle), lecture, rank, reach)


# ------------------------------------------------------------------------------------------- style

_NOUN = re.compile(
    r"\b(?P<mot>[^\W\d_]{3,}(?:[ts]ion|ance|ence|age)s?)\b"
    r"|(?:\b(?:le|la|les|un|une|des|du|de|ce|cet|au|aux|leurs?|votre|vos|son|ses|par|en|sans|avec|pour)\s|\b[ld]['’])"
    r"(?P<nom>[^\W\d_]{3,}ments?)\b",
    re.IGNORECASE,
)


def nominal(phrase: Phrase, regle: RegleFalc) -> Iterator[Ecart]:
    """More nouns made of a verb (« la réalisation de… ») than a sentence should have."""
    known = frozenset(form.casefold() for form in regle.sauf)
    nouns = [
        match[0] if match["mot"] else match["nom"]
        for match in _NOUN.finditer(phrase.sans_adresses)
        if (match["mot"] or match["nom"]).casefold() not in known
    ]
    if len(nouns) > regle.seuils["noms_max"]:
        yield phrase.ecart(noms=", ".join(nouns))


def figurative(phrase: Phrase, regle: RegleFalc) -> Iterator[Ecart]:
    """Words that promise or worry, from the lexicon of the texts for patients."""
    for word in words_to_avoid(phrase.sans_adresses, load_lexique()):
        if word.famille.id in ("promesse", "inquietude", "anonymat"):
            at = phrase.texte.find(word.forme)
            yield phrase.ecart(at, at + len(word.forme))


def example(lecture: Lecture, regle: RegleFalc) -> Releve:
    """At least one example in a text of some length."""
    if lecture.mots < regle.seuils["mots_min"]:
        return Releve()
    shown = words_pattern(regle.formes)
    if any(b.role is Role.EXEMPLE for b in lecture.blocs) or any(
        shown.search(p.texte) for p in lecture.phrases
    ):
        return Releve(1)
    return Releve(1, (Ecart(),))


def informal(lecture: Lecture, regle: RegleFalc) -> Releve:
    """« tu » and its family, unless the reader is a child."""
    if lecture.ecrit.enfant:
        return Releve()
    return pattern(
        r"\b(?:tu|toi|ton|tes)\b(?!-)|\bta(?=\s+(?!ta\b)\w)|\bte\b(?!-)|(?<![-\w])t['’](?=[aeiouyéèêh])"
    )(lecture, regle)


def many_negations(phrase: Phrase, regle: RegleFalc) -> Iterator[Ecart]:
    """More negations than a sentence should have."""
    count = negations(phrase.texte)
    if count > regle.seuils["negations_max"]:
        yield phrase.ecart(nombre=str(count))


def glossary(lecture: Lecture, regle: RegleFalc) -> Releve:
    """A long text has a list of the words explained."""
    pages = lecture.ecrit.mise_en_page.pages if lecture.ecrit.mise_en_page else None
    long = lecture.mots > regle.seuils["mots_max"] or (pages or 0) > regle.seuils["pages_max"]
    if not long:
        return Releve()
    return Releve(1, () if lecture.glossaire else (Ecart(),))


_INCLUSIVE = r"(?<!\w)(?P<mot>[^\W\d_]{2,40}(?:[·•‧][^\W\d_]{1,40}|\((?:e|s|es|ne|nes|trice|trices|euse|euses|ère|ères|le|les|x|ent)\))+)"
_NOT_INCLUSIVE = r"(?!(?:e|s|es|ne|nes|trice|trices|euse|euses|ère|ères|le|les|x|ent)\))"
_SENTENCE: Mapping[str, tuple[str, re.RegexFlag]] = {
    "F-W5d": (r"\b(?:Drs?|Pr|Mmes?|Mlles?)\b|\bMM?\.(?=\s[A-ZÉ])", re.NOFLAG),
    "F-W6b": (r"(?<![\w.])(?:[A-Z]\.){2,}(?:[A-Z](?!\w))?", re.NOFLAG),
    "F-W9a": (
        r"^(?:[«“-]\s?)?(?P<mot>ils?|elles?|cela|ceci|celui-ci|celle-ci|ceux-ci|celles-ci|(?:ce|cette|ces) derni[eè]re?s?)\b"
        r"(?!\s(?:y\sa|n['’]y\sa|faut|ne\sfaut|est\s(?:à\snoter|possible|important|nécessaire|interdit|normal|recommandé|conseillé|prévu|utile)))",
        re.IGNORECASE,
    ),
    "F-W10a": (
        rf"\({_NOT_INCLUSIVE}[^()]{{0,300}}\)?|\[[^\[\]]{{0,300}}\]?|\{{[^{{}}]{{0,300}}\}}?",
        re.IGNORECASE,
    ),
    "F-W10b": (r"(?<!\d)/|/(?!\d)|(?<=h)/(?=\d)", re.IGNORECASE),
    "F-W10c": (r"[&<>=]|(?<!\d)\+(?!\d)", re.NOFLAG),
    "F-W10d": (r"[#*_\\|~^§†‡•¤°](?!\w?\b)|[#§*†‡]|(?<=\w)_(?=\w)", re.NOFLAG),
    "F-W10e": (r"(?<=\s)[–—-](?=\s)|—", re.NOFLAG),
    "F-W10f": (r"…|\.{3,}", re.NOFLAG),
    "F-W10g": (_INCLUSIVE, re.IGNORECASE),
    "F-W10h": (r"(?<![\d/.-])\d+\s?[-–]\s?\d+(?![\d/.-])", re.NOFLAG),
    "F-W10i": (r"[→←⇒⇨↦➔➜►✓✔✗✘☑★]", re.NOFLAG),
    "F-W13b": (
        r"\b(?:ne\b|n['’])(?:(?!\b(?:pas|plus|jamais|rien|aucune?|ni)\b)[^.;:,]){1,40}?\bqu(?:e\b|['’])",
        re.IGNORECASE,
    ),
}

CONTROLES: Mapping[str, Controle] = {
    "F-W1a": rare_words,
    "F-W1c": by_sentence(long_words),
    "F-W2": unexplained,
    "F-W3": same_word,
    "F-W6a": sigles,
    "F-W8": by_sentence(nominal),
    "F-W11": example,
    "F-W12a": informal,
    "F-W13a": by_sentence(many_negations),
    "F-W14": by_sentence(figurative),
    "F-O8b": glossary,
    **{name: pattern(expression, flags) for name, (expression, flags) in _SENTENCE.items()},
}
