"""Write one report sentence: authored words, agreements, and data that stay data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sia_docs.document.french import NBSP, capital, de, noun, typography
from sia_docs.document.inlines import Field, Inline, Text
from sia_docs.library.mentions import load_mentions

if TYPE_CHECKING:
    from sia_docs.library.mentions_schema import Prepositions, TypeDocument, Variante

#: Where each missing word is in the dossier, and who knows it.
CHAMPS = {
    "nom": ("systeme.nom", "fournisseur"),
    "version": ("systeme.version", "fournisseur"),
    "finalite": ("information.finalite_mention", "clinicien"),
    "professionnel": ("information.superviseur.nom", "clinicien"),
    "fonction": ("information.superviseur.fonction", "clinicien"),
}

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANK = {("m", "s"): 0, ("f", "s"): 1, ("m", "p"): 2, ("f", "p"): 3}


@dataclass(frozen=True, slots=True)
class SystemeCite:
    """A system named in a sentence; ``None`` is unknown."""

    nom: str | None
    version: str | None
    fabricant: str | None = None


@dataclass(frozen=True, slots=True)
class PersonneCitee:
    """A professional named in a sentence; ``None`` is unknown."""

    titre: str
    nom: str | None
    fonction: str | None

    @property
    def affiche(self) -> str:
        """« Dr Anne Morel », or nothing when nobody knows the name."""
        return f"{self.titre}{NBSP}{self.nom}" if self.titre and self.nom else self.nom or ""


class Sentence:
    """One sentence being written."""

    def __init__(
        self,
        variante: Variante,
        document: TypeDocument,
        systemes: Sequence[SystemeCite],
        personnes: Sequence[PersonneCitee],
        finalites: Sequence[str | None],
    ) -> None:
        self.words = load_mentions()
        self.template = variante.texte_pluriel if len(systemes) > 1 else variante.texte
        self.document = document
        self.systems = systemes
        self.people = personnes or (PersonneCitee("", None, None),)
        self.purposes = finalites

    def inlines(self) -> tuple[Inline, ...]:
        """The sentence; neighbouring texts are one."""
        made: list[Inline] = []
        for part in self._parts():
            if isinstance(part, Text) and made and isinstance(made[-1], Text):
                made[-1] = Text(made[-1].text + part.text)
            else:
                made.append(part)
        return tuple(made)

    def _parts(self) -> Iterator[Inline]:
        for rank, piece in enumerate(_SLOT.split(self.template)):
            if rank % 2:
                yield from self._slot(piece)
            elif piece:
                yield Text(typography(piece))

    def _slot(self, name: str) -> Iterator[Inline]:
        document = self.document
        match name:
            case "Ce document":
                yield Text(typography(f"{capital(document.determinant)} {document.nom}"))
            case "ce document":
                yield Text(typography(f"{document.determinant} {document.nom}"))
            case "systemes":
                yield from self._listed([self._system(system) for system in self.systems], ", ")
            case "de finalites":
                yield from self._listed([self._purpose(purpose) for purpose in self.purposes], " ")
            case "par" | "de":
                yield from self._listed([self._person(person, name) for person in self.people], ", ")
            case _:
                yield Text(self._agreed(name.split("|")))

    def _agreed(self, forms: Sequence[str]) -> str:
        """« établi{|e|s|es} » (gender and number) or « {a|ont} » (number)."""
        genre, nombre = self.document.genre, self.document.nombre
        return forms[_RANK[genre, nombre]] if len(forms) == 4 else forms[nombre == "p"]

    def _listed(self, items: Sequence[Sequence[Inline]], before_and: str) -> Iterator[Inline]:
        """« a, version 1, b, version 2, et c, version 3 »."""
        last = len(items) - 1
        for rank, item in enumerate(items):
            if rank:
                yield Text(f"{before_and}{self.words.mots.et} " if rank == last else ", ")
            yield from item

    def _system(self, system: SystemeCite) -> list[Inline]:
        return [
            self._known("nom", system.nom),
            Text(f", {self.words.mots.version}{NBSP}"),
            self._known("version", system.version),
        ]

    def _purpose(self, purpose: str | None) -> list[Inline]:
        if purpose:
            return [Text(de(noun(purpose, "")))]
        return [Text(f"{self.words.titres.aucun.de} "), self._known("finalite", None)]

    def _person(self, person: PersonneCitee, preposition: str) -> list[Inline]:
        words = self._prepositions(person.titre)
        before = typography(words.de if preposition == "de" else words.par)
        name: list[Inline]
        if not person.nom:
            # A title alone would name nobody.
            bare = self.words.titres.aucun
            name = [
                Text(f"{bare.de if preposition == 'de' else bare.par} "),
                self._known("professionnel", None),
            ]
        elif preposition == "de" and not person.titre:
            name = [Text(de(noun(person.nom, "")))]
        else:
            name = [Text(f"{before}{NBSP if person.titre else ' '}{person.nom}")]
        return [*name, Text(", "), self._known("fonction", person.fonction)]

    def _prepositions(self, title: str) -> Prepositions:
        key = title.lower().removesuffix(".") or "aucun"
        found: Prepositions = getattr(self.words.titres, key)
        return found

    def _known(self, what: str, value: str | None) -> Inline:
        if value:
            return Text(value)
        path, who = CHAMPS[what]
        return Field(path, typography(getattr(self.words.a_completer, what)), who)
