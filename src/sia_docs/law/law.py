"""The dated law: look up a reference, its state at a date, what changes between two dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from sia_docs.contenu import racine

from .changes import changes_between
from .citation import Citation, cite, label
from .errors import LawError, ScopeError, UnknownReference
from .model import Article, Changement, EtatArticle, Perimee, Reference, Statut, Texte
from .reading import read_text
from .states import state_of


@dataclass(frozen=True, eq=False)  # compared by identity, so that its answers can be remembered
class Law:
    """All texts of ``references/``, immutable; every question takes its date as an argument."""

    textes: dict[str, Texte]
    articles: dict[str, Article]

    # ------------------------------------------------------------------------------ looking up

    def ref(self, reference: str) -> Reference:
        """The text (``rgpd``) or article (``rgpd#28``); :class:`UnknownReference` with a suggestion."""
        found = self.articles.get(reference) or self.textes.get(reference)
        if found is None:
            raise UnknownReference(reference, self._closest(reference))
        return found

    def references(self) -> Iterator[Reference]:
        """Every text followed by its articles, in a stable order."""
        for texte in self.textes.values():
            yield texte
            yield from self.articles_of(texte.id)

    def articles_of(self, texte: str) -> tuple[Article, ...]:
        """Articles of a text in the order of its file."""
        return tuple(article for article in self.articles.values() if article.texte.id == texte)

    def url(self, reference: str) -> str:
        """The closest link known: that of the article, otherwise that of its text."""
        return self.ref(reference).url

    # ---------------------------------------------------------------------------------- dating

    def at(self, reference: str, le: date, champ: str | None = None) -> EtatArticle:
        """The state of a reference at a date, with what was known *at that date*.

        ``champ`` is required when dates differ by scope (:class:`ScopeError` otherwise); an article
        that does not concern the scope answers ``SANS_OBJET``. Before the first known version the
        answer is ``INCONNU_A_CETTE_DATE``, never the nearest version.
        """
        return _at(self, reference, le, champ)

    def states(self, reference: str, le: date) -> tuple[EtatArticle, ...]:
        """One state per scope of the reference (a single one when dates do not differ by scope)."""
        found = self.ref(reference)
        scopes: tuple[str | None, ...] = found.champs if isinstance(found, Article) else ()
        return tuple(self.at(reference, le, champ) for champ in (scopes or (None,)))

    def changes(self, du: date, au: date) -> list[Changement]:
        """What is published, postponed, or starts after ``du`` and until ``au`` included, sorted."""
        return changes_between(self.textes.values(), self.articles_of, du, au)

    def stale(self, le: date, months: int = 12) -> list[Perimee]:
        """References checked more than ``months`` months before ``le``, oldest first.

        An article is listed on its own only when its date differs from that of its text.
        """
        limit = _months_before(le, months)
        late = [
            Perimee(item.reference, item.titre, item.verifie_le, item.url)
            for item in self.references()
            if item.verifie_le < limit
            and (isinstance(item, Texte) or item.verifie_le != item.texte.verifie_le)
        ]
        return sorted(late, key=lambda item: (item.verifie_le, item.reference))

    # ---------------------------------------------------------------------------------- citing

    def label(self, reference: str) -> str:
        """« article L. 1111-8 du code de la santé publique »."""
        return label(self.ref(reference))

    def cite(self, *references: str) -> Citation:
        """A citation to place in a sentence, see :class:`Citation`."""
        return _cite(self, references)

    # --------------------------------------------------------------------------------- private

    def _closest(self, reference: str) -> str | None:
        every = [*self.articles, *self.textes]
        text, mark, _ = reference.partition("#")
        if mark and text in self.textes:
            # The text is right: the nearest article of this text is a better hint than any other.
            every = [key for key in self.articles if key.startswith(f"{text}#")]
        lowered = {key.lower(): key for key in every}
        match = get_close_matches(reference.lower(), lowered, n=1, cutoff=0.6)
        return lowered[match[0]] if match else None


# Every contract asks the same questions at the same date, hundreds of times.


@lru_cache(maxsize=8192)
def _at(law: Law, reference: str, le: date, champ: str | None) -> EtatArticle:
    found = law.ref(reference)
    if isinstance(found, Texte):
        if champ is not None and champ not in found.champs:
            raise ScopeError(reference, champ, found.champs)
        return state_of(found, found.versions, le, None)
    known = found.texte.champs
    if champ is not None and champ not in known:
        raise ScopeError(reference, champ, known)
    if not found.champs:
        return state_of(found, found.versions, le, champ)
    if champ is None:
        if len(found.champs) > 1:
            raise ScopeError(reference, None, found.champs)
        champ = found.champs[0]
    if champ not in found.champs:
        return EtatArticle(found, le, champ, Statut.SANS_OBJET, found.certitude)
    return state_of(found, tuple(v for v in found.versions if v.champ == champ), le, champ)


@lru_cache(maxsize=8192)
def _cite(law: Law, references: tuple[str, ...]) -> Citation:
    return cite([law.ref(reference) for reference in references])


def load_law(root: Traversable | Path | None = None) -> Law:
    """The law of ``root/references`` (the packaged content by default), read once per folder."""
    folder = racine() if root is None else root
    key = str(folder)
    if key not in _LOADED:
        _LOADED[key] = _load(folder)
    return _LOADED[key]


_LOADED: dict[str, Law] = {}  # by path: a Traversable is not always hashable


def _load(root: Traversable | Path) -> Law:
    folder = root / "references"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda f: f.name)
    textes: dict[str, Texte] = {}
    articles: dict[str, Article] = {}
    for file in files:
        path = f"references/{file.name}"
        try:
            content = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise LawError(path, None, "le fichier n’est pas encodé en UTF-8") from None
        texte, parts = read_text(content, path)
        if file.name != f"{texte.id}.yaml":
            raise LawError(path, 1, f"le fichier doit s’appeler {texte.id}.yaml, comme son « id »")
        textes[texte.id] = texte
        articles.update((article.reference, article) for article in parts)
    return Law(textes, articles)


def _months_before(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    # The 31st of a shorter month is its last day: 31 March minus one month is 28 or 29 February.
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
