"""The frame of a contract: cover, list of what is missing, signatures, imprint.

All its words are in ``templates/contracts/cadre.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sia_docs.document.french import capital, typography
from sia_docs.document.nodes import (
    CANDIDAT,
    Block,
    Cell,
    Cover,
    Field,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Role,
    Signatory,
    Signatures,
    Table,
    Text,
    plain,
)
from sia_docs.generators.inputs import Read
from sia_docs.generators.rendering import render_words
from sia_docs.generators.templates import render_line
from sia_docs.generators.values import Renvoi, missing_field
from sia_docs.io.manifest import fingerprint_of_dossier
from sia_docs.models import Dossier, Phase, Repondant
from sia_docs.quality.completeness import Completude, Manque
from sia_docs.rules.conditions import CONDITIONS, Valeur
from sia_docs.rules.selection import Decision, Sort

IMPRINT_LENGTH = 12


Row = tuple[Cell, ...]
Facts = tuple[tuple[str, tuple[Inline, ...]], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Renders the words of the frame for one dossier."""

    cadre: Mapping[str, Any]
    dossier: Dossier
    read: Read
    variables: Mapping[str, Any]
    jour: date
    definitif: bool

    # ---------------------------------------------------------------------------------- words

    def word(self, key: str) -> str:
        """A fixed word."""
        return typography(self.cadre[key])

    def _line(self, text: str) -> tuple[Inline, ...]:
        return render_words(text, self.read, self.variables)

    def _plain(self, text: str) -> str:
        return plain(self._line(text))

    @property
    def _consultation(self) -> bool:
        return self.dossier.marche.phase is Phase.CONSULTATION

    def _kind(self) -> str:
        return "prive" if self.dossier.etablissement.acheteur_public is False else "public"

    # ---------------------------------------------------------------------------------- cover

    def author(self) -> str:
        """The hospital: it answers for its contract."""
        return self.dossier.etablissement.nom

    def keywords(self) -> tuple[str, ...]:
        """Keywords of the file."""
        return tuple(typography(word) for word in self.cadre.get("mots_cles", ()))

    def facts(self) -> Facts:
        """The facts of the cover."""
        facts = []
        for fact in self.cadre["couverture"]["faits"]:
            name = fact.get("si")
            if name and CONDITIONS[name](self.dossier, self.jour).valeur is Valeur.NON:
                continue
            facts.append((self._plain(fact["terme"]), self._line(fact["valeur"])))
        return tuple(facts)

    def cover(self, facts: Facts) -> Cover:
        """The first page; its title and subtitle are also those of the file's properties."""
        words = self.cadre["couverture"]
        return Cover(
            kicker=typography(words["surtitre"][self._kind()]),
            title=self._plain(words["titre"]),
            subtitle=self._plain(words["sous_titre"]),
            facts=facts,
            status=typography(words["statut"]["definitif" if self.definitif else "projet"]),
        )

    # --------------------------------------------------------------------------- what is missing

    def to_complete(self, completude: Completude, renvois: Mapping[str, Renvoi]) -> list[Block]:
        """The front lists: what is missing (in a draft), and what the candidate fills in (always)."""
        words = self.cadre["a_completer"]
        own = [m for m in completude.manques if m.qui != CANDIDAT]
        blocks: list[Block] = []
        if own and not self.definitif:
            rows = [_missing_row(m, words["obligatoire"], words["couverture"]) for m in own]
            blocks += self._list("a-completer", words, rows, (3, 2, 2))
        if asked := [m for m in completude.manques if m.qui == CANDIDAT]:
            table = [_asked_row(m, words["couverture"]) for m in asked]
            blocks += self._list("a-completer-candidat", words["candidat"], table, (3, 2))
        if completude.a_confirmer and not self.definitif:
            doubts = [
                (
                    Cell((renvois[d.clause.id].court(), Text(f", {typography(d.clause.entete.titre)}"))),
                    _cell(capital(", ".join(self._missing(path).name for path in d.manquants))),
                )
                for d in completude.a_confirmer
            ]
            blocks += self._list("a-confirmer", words["confirmer"], doubts, (2, 3))
        return [*blocks, PageBreak()] if blocks else []

    def to_confirm(self, decision: Decision) -> tuple[Field, ...]:
        """What would tell whether a clause kept for want of knowing applies, in a draft."""
        if self.definitif or decision.sort is not Sort.A_CONFIRMER:
            return ()
        return tuple(self._missing(path) for path in decision.manquants)

    def _missing(self, path: str) -> Field:
        return missing_field(path, self.dossier, candidat=self._consultation)

    def mark(self, doubts: tuple[Field, ...]) -> list[Block]:
        """The mark under the title of a clause to confirm."""
        if not doubts:
            return []
        mark = self.cadre["a_completer"]["marque_a_confirmer"]["plusieurs" if len(doubts) > 1 else "une"]
        inlines: list[Inline] = [Text(f"{typography(mark)} ")]
        for rank, field in enumerate(doubts):
            if rank:
                inlines.append(Text(" et " if rank == len(doubts) - 1 else ", "))
            inlines.append(field)
        return [Paragraph(tuple(inlines), Role.NOTE)]

    def _list(
        self, ident: str, words: Mapping[str, Any], rows: Sequence[Row], widths: tuple[float, ...]
    ) -> list[Block]:
        header = tuple(_cell(typography(column)) for column in words["colonnes"])
        return [
            Heading(1, (Text(typography(words["titre"])),), ident, in_toc=False),
            Paragraph((Text(typography(words["introduction"])),)),
            Table(
                typography(words["legende"]), typography(words["description"]), header, tuple(rows), widths
            ),
        ]

    # ------------------------------------------------------------------------------- signatures

    def signatures(self) -> list[Block]:
        """The signature block, in the attribution phase only: nobody signs a consultation."""
        if self._consultation:
            return []
        words = self.cadre["signature"]
        parties = []
        for role, described in (("acheteur", "etablissement"), ("titulaire", "fournisseur")):
            view = self.variables[described]
            lines = (
                self._line(f"{{{{ {described}.nom }}}}"),
                render_line(words["nom"], {**self.variables, "signataire": view.representant}),
                self._line(words["fait_a"]),
                self._line(words["mention"]),
            )
            parties.append(Signatory(capital(self._plain(f"{{{{ {role} | le }}}}")), lines))
        return [
            Heading(1, (Text(typography(words["titre"])),), "signatures"),
            Signatures(tuple(parties)),
        ]

    # ---------------------------------------------------------------------------------- imprint

    def imprint(self, original: Dossier) -> tuple[str, ...]:
        """The discreet last lines: date, law, advice, fingerprint of the data."""
        lines = [self._plain(line) for line in self.cadre["empreinte"]]
        mark = fingerprint_of_dossier(original)[:IMPRINT_LENGTH]
        return (*lines, f"{typography(self.cadre['marque'])} {mark}.")


# The same information is missing from dossier to dossier: its row is made once, and so is its XML.


@lru_cache(maxsize=2048)
def _missing_row(missing: Manque, mandatory: str, cover: str) -> Row:
    label = capital(missing.libelle) + (f" ({mandatory})" if missing.obligatoire else "")
    return _cell(label), _cell(capital(_respondent(missing.qui))), _where(missing, cover)


@lru_cache(maxsize=2048)
def _asked_row(missing: Manque, cover: str) -> Row:
    return _cell(capital(missing.libelle)), _where(missing, cover)


def _cell(text: str) -> Cell:
    return Cell((Text(text),))


def _where(missing: Manque, cover: str) -> Cell:
    if not missing.ou:
        return _cell(typography(cover))
    inlines: list[Inline] = []
    for rank, place in enumerate(missing.ou):
        if rank:
            inlines.append(Text(", "))
        inlines.append(place)
    return Cell(tuple(inlines))


def _respondent(who: str) -> str:
    return Repondant(who).libelle if who in set(Repondant) else who
