"""Cite articles in a French sentence: « l’article 28 du RGPD », « des articles 28 et 32 du RGPD »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .model import Article, GroupeNominal, Reference, Texte
from .typography import NBSP

# Word of the unit, plural, gender. Elision follows from the first letter.
_UNITS = {
    "article": ("article", "articles", "m"),
    "clause": ("clause", "clauses", "f"),
    "recommandation": ("recommandation", "recommandations", "f"),
    "exigence": ("exigence", "exigences", "f"),
    "chapitre": ("chapitre", "chapitres", "m"),
    "section": ("section", "sections", "f"),
    "stipulation": ("stipulation", "stipulations", "f"),
}

_CONTRACTED = {
    "le": {"le": "le ", "la": "la ", "l’": "l’", "les": "les ", "": ""},
    "de": {"le": "du ", "la": "de la ", "l’": "de l’", "les": "des ", "": "de "},
    "a": {"le": "au ", "la": "à la ", "l’": "à l’", "les": "aux ", "": "à "},
}


@dataclass(frozen=True, slots=True)
class Groupe:
    """One nominal group of a citation: its definite article, its words, what it belongs to."""

    article: str
    mots: str
    genre: str
    pluriel: bool

    def after(self, preposition: str) -> str:
        """The group after « le », « de » or « a », contracted as French requires."""
        return _CONTRACTED[preposition][self.article] + self.mots


@dataclass(frozen=True, slots=True)
class Citation:
    """References grouped by text (one inner tuple for each), ready for a sentence."""

    textes: tuple[tuple[Groupe, ...], ...]

    @property
    def groupes(self) -> tuple[Groupe, ...]:
        """Every nominal group, in reading order."""
        return tuple(groupe for texte in self.textes for groupe in texte)

    @property
    def pluriel(self) -> bool:
        """Whether the verb that follows is plural."""
        return len(self.groupes) > 1 or self.groupes[0].pluriel

    @property
    def nombre(self) -> str:
        """« singulier » or « pluriel »."""
        return "pluriel" if self.pluriel else "singulier"

    @property
    def genre(self) -> str:
        """« m » or « f »; mixed groups are masculine, as grammar has it."""
        return "f" if all(groupe.genre == "f" for groupe in self.groupes) else "m"

    def le(self) -> str:
        """« l’article 28 du RGPD », « les articles 28 et 32 du RGPD »."""
        return self._joined("le")

    def de(self) -> str:
        """« de l’article 28 du RGPD », « des articles 28 et 32 du RGPD »."""
        return self._joined("de")

    def a(self) -> str:
        """« à l’article 28 du RGPD », « aux articles 28 et 32 du RGPD »."""
        return self._joined("a")

    def __str__(self) -> str:
        return self.le()

    def _joined(self, preposition: str) -> str:
        texts = [_enumerate([groupe.after(preposition) for groupe in texte]) for texte in self.textes]
        if all(len(texte) == 1 for texte in self.textes) or len(texts) == 1:
            return _enumerate(texts)
        # A text that already says « et » needs another joint, or the owners get confused.
        last = texts[-1]
        joint = " ainsi qu’" if last[0] in "aàeé" else " ainsi que "
        return ", ".join(texts[:-1]) + joint + last


def cite(references: Sequence[Reference]) -> Citation:
    """A citation of the references: texts in the order given, articles in the order of their text."""
    if not references:
        raise ValueError("rien à citer")
    by_text: dict[str, list[Article]] = {}
    whole: dict[str, Texte] = {}
    order: list[tuple[str, bool]] = []
    for reference in references:
        key = (reference.id, True) if isinstance(reference, Texte) else (reference.texte.id, False)
        if key not in order:
            order.append(key)
        if isinstance(reference, Texte):
            whole[reference.id] = reference
        elif reference not in by_text.setdefault(reference.texte.id, []):
            by_text[reference.texte.id].append(reference)
    return Citation(
        tuple(
            (_of_text(whole[name].citation),)
            if entire
            else tuple(_of_articles(sorted(by_text[name], key=lambda article: article.rang)))
            for name, entire in order
        )
    )


def label(reference: Reference) -> str:
    """« article L. 1111-8 du code de la santé publique », without a definite article in front."""
    if isinstance(reference, Texte):
        return reference.citation.texte
    word = _UNITS[reference.unite][0]
    owner = _of_text(reference.texte.citation).after("de")
    return f"{word}{NBSP}{_closed(reference.libelle)} {owner}"


def _of_text(name: GroupeNominal) -> Groupe:
    return Groupe(name.article, name.texte, name.genre, name.article == "les")


def _of_articles(articles: list[Article]) -> list[Groupe]:
    """One plural group for plain numbers of a unit; one group each when a label has a comma.

    « les articles 28, paragraphe 3, et 32 » would leave the reader wondering what 32 is.
    """
    owner = _of_text(articles[0].texte.citation).after("de")
    units: dict[str, list[str]] = {}
    for article in articles:
        units.setdefault(article.unite, []).append(article.libelle)
    heads: list[Groupe] = []
    for unit, labels in units.items():
        word, plural, gender = _UNITS[unit]
        plain = [item for item in labels if "," not in item]
        alone = labels
        if len(plain) > 1:
            heads.append(Groupe("les", f"{plural}{NBSP}{_enumerate(plain)}", gender, True))
            alone = [item for item in labels if "," in item]
        definite = "l’" if word[0] in "ae" else ("la" if gender == "f" else "le")
        heads.extend(Groupe(definite, f"{word}{NBSP}{item}", gender, False) for item in alone)
    # The owner is said once, after the last group: « l’article 28, paragraphe 3, et l’article 32 du RGPD ».
    last = heads[-1]
    heads[-1] = Groupe(last.article, f"{_closed(last.mots)} {owner}", last.genre, last.pluriel)
    return heads


def _closed(words: str) -> str:
    """« article 28, paragraphe 2, » : what opens with a comma closes with one, as the Union writes."""
    opened = words.rsplit(" et ", 1)[-1]
    return f"{words}," if re.search(r", (?:paragraphe|point|[IVX]+\b)", opened) else words


def _enumerate(items: Sequence[str]) -> str:
    if len(items) == 1:
        return items[0]
    # An item with its own comma needs one after it, or the reader cannot tell where it ends.
    comma = "," if any(", " in item for item in items[:-1]) else ""
    return f"{', '.join(items[:-1])}{comma} et {items[-1]}"
