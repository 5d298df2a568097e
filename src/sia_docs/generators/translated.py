"""The dossier's words for patients as a document in another language sees them.

A word that nobody translated is a field to complete: the French is never printed in its place.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sia_docs.generators.values import Vue, is_known, missing_of
from sia_docs.io.validation import model_in
from sia_docs.models import Dossier, Information, Traduction
from sia_docs.models.traduction import EtablissementTraduit, translated_fields
from sia_docs.rules.traductions import translation_of


class VueTraduite(Vue):
    """View of a model whose translatable fields are read from its translation."""

    def __init__(
        self, model: BaseModel, path: str, words: type[BaseModel], done: BaseModel | None, done_path: str
    ) -> None:
        super().__init__(model, path)
        self._words, self._done, self._done_path = words, done, done_path

    def _read(self, name: str) -> Any:
        french = super()._read(name)
        if name not in translated_fields(self._words) or not is_known(french) or french == ():
            return french
        done = None if self._done is None else getattr(self._done, name)
        path, done_path = f"{self._path}.{name}", f"{self._done_path}.{name}"
        words = model_in(self._words.model_fields[name].annotation)
        if words is None:
            return missing_of(self._words, name, self._done_path) if done is None else done
        if isinstance(french, Vue):
            return VueTraduite(getattr(self._model, name), path, words, done, done_path)
        rows = getattr(self._model, name)
        return tuple(
            VueTraduite(row, f"{path}.{rank}", words, done[rank - 1] if done else None, f"{done_path}.{rank}")
            for rank, row in enumerate(rows, start=1)
        )


def information_in(dossier: Dossier, langue: str) -> VueTraduite:
    """The ``information`` of a dossier in a language."""
    rank, done = translation_of(dossier, langue)
    told = dossier.information or Information()
    return VueTraduite(told, "information", Traduction, done, f"information.traductions.{rank}")


def hospital_in(dossier: Dossier, langue: str) -> VueTraduite:
    """The ``etablissement`` of a dossier in a language."""
    rank, done = translation_of(dossier, langue)
    words = done.etablissement if done else None
    path = f"information.traductions.{rank}.etablissement"
    return VueTraduite(dossier.etablissement, "etablissement", EtablissementTraduit, words, path)


def translation_in(dossier: Dossier, langue: str) -> Vue:
    """What is said of the translation itself: who read it again, and when."""
    rank, done = translation_of(dossier, langue)
    return Vue(done or Traduction(langue=langue), f"information.traductions.{rank}")
