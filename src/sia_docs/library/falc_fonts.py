"""Reading of ``templates/falc/polices.yaml``: plain fonts, and how tall their small letters are."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.load import text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, Texte

CHEMIN = ("templates", "falc", "polices.yaml")


class Police(Strict):
    """A plain font. ``hauteur_x``: height of its « x » at size 1, None when it was not measured."""

    nom: Texte
    hauteur_x: Annotated[float, Field(gt=0, lt=1)] | None = None


class Polices(Strict):
    """The fonts that a leaflet may use."""

    verifiee_le: Jour
    reference: Texte
    polices: tuple[Police, ...]

    @model_validator(mode="after")
    def _measured(self) -> Polices:
        if not self.hauteur(self.reference):
            raise ValueError("la police de référence n’est pas mesurée")
        return self

    def admise(self, nom: str) -> bool:
        """Is this font plain enough?"""
        return any(police.nom.casefold() == nom.casefold() for police in self.polices)

    def hauteur(self, nom: str) -> float | None:
        """Height of the « x » of a font, None when it is not known."""
        found = (p.hauteur_x for p in self.polices if p.nom.casefold() == nom.casefold())
        return next(found, None)

    def equivalent(self, corps: float, nom: str) -> float | None:
        """The size at which the font of reference has letters as tall; None when it is not known."""
        own, reference = self.hauteur(nom), self.hauteur(self.reference)
        return None if own is None or reference is None else corps * own / reference


@cache
def load_fonts() -> Polices:
    """The packaged list, read once.

    Raises:
        ContenuInvalide: with every fault.
    """
    entry = racine().joinpath(*CHEMIN)
    return validate_tree(Polices, read_text(text_of(entry), fichier=entry.name), ContenuInvalide)
