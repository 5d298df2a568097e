"""The words of the texts for patients: promises refused, words that worry, words to explain.

The words are content (``templates/patient_info/lexique.yaml``); this module reads the file and finds
them.  A form is found whole, whatever its capitals, apostrophes and spaces; its plurals and
agreements are those listed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Literal

from pydantic import Field

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.load import text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, Texte, TexteLong
from sia_docs.rules.validation import Gravite

FICHIER = "lexique.yaml"

Ident = Annotated[str, Field(pattern=r"^[a-z_]+$")]
Formes = Annotated[tuple[Texte, ...], Field(min_length=1)]
Admis = Literal["admis"] | None


class Terme(Strict):
    """Forms of a word to avoid, why, and what to write."""

    formes: Formes
    raison: TexteLong
    suggestion: TexteLong
    si_nie: Admis = None
    si_explique: Admis = None
    sauf: tuple[Texte, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the forms, longest first, outside the exceptions."""
        return words_pattern(self.formes)


class Famille(Strict):
    """Words avoided for one reason."""

    id: Ident
    titre: Texte
    gravite: Gravite
    termes: tuple[Terme, ...]


class Lexique(Strict):
    """The whole lexicon."""

    verifiee_le: Jour
    familles: tuple[Famille, ...]
    sigles: dict[str, Formes]
    sigles_admis: tuple[Texte, ...]

    @cached_property
    def by_first_word(self) -> dict[str, tuple[tuple[Famille, Terme], ...]]:
        """The terms by the first word of their forms: a sentence without it need not be searched."""
        found: dict[str, list[tuple[Famille, Terme]]] = {}
        for family in self.familles:
            for term in family.termes:
                for form in term.formes:
                    entries = found.setdefault(_first_word(form), [])
                    if not any(term is known for _, known in entries):
                        entries.append((family, term))
        return {word: tuple(entries) for word, entries in found.items()}


@dataclass(frozen=True, slots=True)
class MotTrouve:
    """A word to avoid, found in a sentence."""

    famille: Famille
    terme: Terme
    forme: str


@cache
def load_lexique() -> Lexique:
    """The packaged lexicon, read once.

    Raises:
        ContenuInvalide: with every fault of the file.
    """
    return read_lexique(text_of(racine() / "templates" / "patient_info" / FICHIER))


def read_lexique(text: str) -> Lexique:
    """Read and check a lexicon.

    Raises:
        ContenuInvalide: unknown key, empty list, form written twice, expansion of nothing.
    """
    tree = read_text(text, fichier=FICHIER)
    lexique = validate_tree(Lexique, tree, ContenuInvalide)
    seen: dict[str, str] = {}
    problems = []
    for rank, family in enumerate(lexique.familles):
        for place, term in enumerate(family.termes):
            for form in term.formes:
                if _plain(form) in seen:
                    line = tree.ligne(("familles", rank, "termes", place))
                    message = f"« {form} » est déjà dans la famille « {seen[_plain(form)]} »."
                    problems.append(Probleme(message, fichier=FICHIER, ligne=line))
                seen[_plain(form)] = family.id
    if problems:
        raise ContenuInvalide(problems)
    return lexique


# ---------------------------------------------------------------------------------------- finding

_NEGATION = re.compile(
    r"\b(?:ne|n['’]|ni|aucun|aucune|jamais|pas|rien|nul|nulle)(?![^\W_])|\bn['’]", re.IGNORECASE
)
_EXPLAINED = re.compile(
    r"c['’]est[- ]à[- ]dire|c['’]est (?:les?\b|la\b|l['’]|une?\b)|autrement dit|signifie|veut dire|on appelle|s['’]appelle|désigne",
    re.IGNORECASE,
)


def words_to_avoid(sentence: str, lexique: Lexique) -> Iterator[MotTrouve]:
    """The words to avoid of a sentence, each once."""
    index = lexique.by_first_word
    told: list[Terme] = []
    for word in dict.fromkeys(_WORD.findall(sentence.casefold())):
        for family, term in index.get(word, ()):
            if any(term is known for known in told):
                continue
            found = _first(sentence, term)
            if found is not None:
                told.append(term)
                yield MotTrouve(family, term, found)


_WORD = re.compile(r"\w+")


def _first_word(form: str) -> str:
    match = _WORD.search(_plain(form))
    return match.group() if match else ""


def _first(sentence: str, term: Terme) -> str | None:
    exempt = [m.span() for m in words_pattern(term.sauf).finditer(sentence)] if term.sauf else []
    for match in term.pattern.finditer(sentence):
        if any(start <= match.start() and match.end() <= end for start, end in exempt):
            continue
        if term.si_nie and negated(sentence, match.start()):
            continue
        after = sentence[match.end() :].lstrip(" \u00a0")
        quoted = sentence[: match.start()].rstrip(" \u00a0").endswith("«")  # a word told as a word
        if term.si_explique and (quoted or after[:1] in ("(", ":") or _EXPLAINED.search(sentence)):
            continue
        return match.group()
    return None


def negated(sentence: str, position: int) -> bool:
    """Does a negation stand before this position?"""
    return bool(_NEGATION.search(sentence, 0, position))


_SIGLE = re.compile(r"(?<![\w’'@./-])[A-ZÉÈÀ]{2,}s?(?![\w@/-]|\.\w)")
_ROMAN = re.compile("[IVXLCDM]+")


def sigles_of(text: str) -> Iterator[str]:
    """The sigles of a text, in order, once each; roman numerals are not sigles."""
    yield from dict.fromkeys(
        found.removesuffix("s") for found in _SIGLE.findall(_elided(text)) if not _ROMAN.fullmatch(found)
    )


def is_expanded(sigle: str, text: str, lexique: Lexique) -> bool:
    """Is this sigle explained in the text: by its known expansion, or by words in a parenthesis?"""
    known = lexique.sigles.get(sigle)
    if known is not None:
        return bool(words_pattern(known).search(text))
    mark = re.escape(sigle)
    return bool(re.search(rf"[^\W\d_]{{3,}}[ \u00a0]\({mark}\)|\b{mark}[ \u00a0]\([^)]*[a-zà-ÿ]{{3}}", text))


def is_admitted(sigle: str, lexique: Lexique, noms: Collection[str]) -> bool:
    """Everybody reads it, or it belongs to a name of the dossier."""
    return sigle in lexique.sigles_admis or any(sigle in nom for nom in noms)


def _elided(text: str) -> str:
    """« l’IA » → « l IA »: an elided article does not hide the sigle."""
    return re.sub(r"(?<=\w)['’](?=[A-ZÉÈÀ]{2})", " ", text)


@cache
def words_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms as whole words, the longest first, whatever the capitals and apostrophes.

    A form that ends with an apostrophe (« au sein d'») is followed by the word it was elided for.
    """
    ordered = sorted(forms, key=len, reverse=True)
    end = r"(?:(?<=['’])|(?![\w@]))"
    return re.compile(rf"(?<![\w@])(?:{'|'.join(map(_form, ordered))}){end}", re.IGNORECASE)


def _form(form: str) -> str:
    escaped = re.escape(_plain(form)).replace(r"\ ", " ")
    return escaped.replace("'", "['’]").replace(
        " ", "[ \u00a0\u202f]?" if form.endswith("%") else "[ \u00a0]+"
    )


def _plain(form: str) -> str:
    return form.replace("’", "'").casefold()
