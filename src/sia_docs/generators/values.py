"""What a template sees: views of the dossier, missing data, references to other articles.

A view never gives ``None``: an unknown datum is a :class:`Manquant`, which prints a field to
complete.  Testing it as a boolean is an error, so that a text is never dropped by accident.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from sia_docs.document.french import Nom, capital, noun
from sia_docs.document.nodes import CANDIDAT, CrossRef, Field, Inline, Text
from sia_docs.generators.labels import label_of, respondent, respondent_of
from sia_docs.io.validation import model_in
from sia_docs.models import Contact, Dossier, Repondant
from sia_docs.models.inventaire import Instance

_OF_SOMEBODY = (Contact, Instance)
"""Models whose fields are named after whom they describe."""


class GabaritError(ValueError):
    """A template uses a value in a way that would print something wrong."""


class Lecture:
    """What a template may read by name: it holds data only, and nothing in it can be changed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """Inlines made by a filter (« de » + a field to complete, a reference to an article…)."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Manquant:
    """An unknown datum, printed as a field to complete."""

    id: str
    label: str
    who: str
    item: type[BaseModel] | None = None
    liste: bool = False
    de: str = ""
    """The item of a list that it describes."""

    @property
    def field(self) -> Field:
        """The node to print."""
        return Field(self.id, self.label, self.who, self.de)

    def __bool__(self) -> bool:
        raise GabaritError(f"« {self.id} » est inconnu : tester connu(…) ou si(…)")

    def __iter__(self) -> Iterator[Any]:
        """One row to complete for an unknown list."""
        if not self.liste:
            raise GabaritError(f"« {self.id} » n’est pas une liste")
        yield (
            VueManquante(self.item, self.id, self.who)
            if self.item
            else Manquant(self.id, self.label, self.who)
        )

    def __len__(self) -> int:
        return 1


class VueManquante(Lecture):
    """View of an object nobody described yet: every field of it is missing."""

    __slots__ = ("_id", "_model", "_who")

    def __init__(self, model: type[BaseModel], path: str, who: str = "") -> None:
        self._model, self._id, self._who = model, path, who

    def __getattr__(self, name: str) -> Any:
        return _missing(self._model, name, self._id, self._who == CANDIDAT, self._who)

    def whole(self) -> Manquant:
        """The object itself, when a text prints it as one piece of information."""
        return Manquant(self._id, label_of(self._id), self._who)


class Vue(Lecture):
    """View of a model: a value, a nested view, or what is missing."""

    def __init__(self, model: BaseModel, path: str, *, candidat: bool = False) -> None:
        self._model, self._path, self._candidat = model, path, candidat

    def proper_noun(self) -> Nom | Manquant:
        """The name with its article: « du CHU de Valmont »."""
        name = self.nom
        if isinstance(name, Manquant):
            return name
        article = getattr(self._model, "article", None)
        return noun(name, None if article is None else article.libelle)

    def printed(self, *, function: bool = True) -> str | Manquant:
        """The object as one piece of information: a contact's known parts, or a name.

        A contact's ``function`` is in French: another language says itself whom the contact is.
        """
        model = self._model
        if isinstance(model, Contact):
            parts = [model.nom, model.fonction if function else None, model.courriel, model.telephone]
            known = ", ".join(part for part in parts if part)
            who = CANDIDAT if self._candidat else respondent_of(self._path)
            return known or Manquant(self._path, label_of(self._path), who)
        name: str | Manquant = self.nom
        return name

    def __getattr__(self, name: str) -> Any:
        # Called once for each datum: from then on it is an ordinary attribute of the view.
        value = self.__dict__[name] = self._read(name)
        return value

    def _read(self, name: str) -> Any:
        model = self._model
        info = type(model).model_fields.get(name)
        if info is None:
            raise AttributeError(name)
        value = getattr(model, name)
        if value is None or (self._candidat and respondent(info) == Repondant.FOURNISSEUR):
            return self._identified(_missing(type(model), name, self._path, self._candidat))
        path = f"{self._path}.{name}"
        if isinstance(value, BaseModel):
            return Vue(value, path, candidat=self._candidat)
        if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            return tuple(
                Vue(item, f"{path}.{rank}", candidat=self._candidat)
                for rank, item in enumerate(value, start=1)
            )
        return value

    def _identified(self, missing: Any) -> Any:
        """« effectif (Sensibilité) »: in a list, the label alone would not say of which item."""
        if not isinstance(missing, Manquant) or self._candidat or not self._path[-1].isdigit():
            return missing
        return replace(missing, de=_identity(self._model))


def _identity(item: object) -> str:
    return str(getattr(item, "indicateur", None) or getattr(item, "nom", None) or "")


@lru_cache(maxsize=4096)  # reading an annotation is slow, and the answer only depends on the arguments
def _missing(model: type[BaseModel], name: str, path: str, candidat: bool, asked: str = "") -> Any:
    """What is missing; ``asked`` is who answers for the whole object, when it is known."""
    info = model.model_fields.get(name)
    if info is None:
        raise AttributeError(name)
    # A contact's name is asked of whoever answers for that contact.
    who = asked or (respondent_of(path) if model is Contact else respondent(info))
    if candidat and who == Repondant.FOURNISSEUR:
        who = CANDIDAT
    ident = f"{path}.{name}"
    inner = model_in(info.annotation)
    is_list = "tuple[" in str(info.annotation)
    if inner is not None and not is_list:
        return VueManquante(inner, ident, who)
    label = label_of(ident)
    if model in _OF_SOMEBODY:
        label = f"{label_of(path)} ({label})"  # « nom » alone would not say whose
    return Manquant(ident, label, who, inner, is_list)


def missing_of(model: type[BaseModel], name: str, path: str) -> Any:
    """What prints for an unknown field of a model found at ``path``."""
    return _missing(model, name, path, False)


def missing_field(path: str, dossier: Dossier, *, candidat: bool) -> Field:
    """The field to complete for a path of the dossier; away from its row, an item of a list is named."""
    who = respondent_of(path)
    if candidat and who == Repondant.FOURNISSEUR:
        who = CANDIDAT
    holder, _, _ = path.rpartition(".")
    of_list = holder.rpartition(".")[2].isdigit()
    return Field(path, label_of(path), who, _identity(_at(dossier, holder)) if of_list else "")


def _at(dossier: Dossier, path: str) -> object:
    """What stands at a path; items of a list are counted from 1."""
    found: Any = dossier
    for part in path.split("."):
        found = found[int(part) - 1] if part.isdigit() else getattr(found, part)
    return found


# ------------------------------------------------------------------------------------ references


@dataclass(frozen=True, slots=True)
class Renvoi:
    """A reference to an article or an annex of the same document."""

    cible: str
    mot: str
    numero: str

    def inlines(self, before: str) -> tuple[Inline, ...]:
        """« de l’article 3.2 » with a live number."""
        return (CrossRef(self.cible, before, self.numero),)

    def court(self) -> CrossRef:
        """« article 3.2 », for a table."""
        return CrossRef(self.cible, f"{self.mot}\u00a0", self.numero)

    def le(self) -> tuple[Inline, ...]:
        """« l’article 3.2 »."""
        return self.inlines(f"l’{self.mot}\u00a0")

    def de(self) -> tuple[Inline, ...]:
        """« de l’article 3.2 »."""
        return self.inlines(f"de l’{self.mot}\u00a0")

    def a(self) -> tuple[Inline, ...]:
        """« à l’article 3.2 »."""
        return self.inlines(f"à l’{self.mot}\u00a0")


def is_known(value: object) -> bool:
    """The datum is known and may be printed in this phase."""
    return not isinstance(value, Manquant | VueManquante)


def text_fragment(text: str) -> Fragment:
    """A fragment of plain text."""
    return Fragment((Text(text),))


def capitalised(fragment: Fragment) -> Fragment:
    """The same fragment with a capital."""
    first, *rest = fragment.inlines
    match first:
        case Text():
            return Fragment((Text(capital(first.text)), *rest))
        case CrossRef():
            return Fragment((CrossRef(first.target, capital(first.before), first.number), *rest))
        case _:
            return fragment
