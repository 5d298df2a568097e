"""Checks on the easy-to-read leaflets of one system: the same facts as its other documents.

The leaflets are written apart and never derived from the notices, so they go through the rules of
:mod:`sia_docs.quality.coherence`, and through three of their own: who decides (T17), which rights and
choices (T18), whom to call (T19).  What is looked for is content (``coherence.yaml``, « falc »).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sia_docs.document.nodes import Document, Field, inlines_of
from sia_docs.erreurs import DossierInvalide, Probleme
from sia_docs.law import Law
from sia_docs.library.leaflets import EnteteFeuillet
from sia_docs.models import Dossier, Information
from sia_docs.quality.clarte import Constat, passages_of
from sia_docs.quality.coherence import Piece, Reperes, ReperesFalc, check_set, load_reperes
from sia_docs.quality.facts import Faits, faits_of, phones_in
from sia_docs.quality.lexique import negated, words_pattern
from sia_docs.quality.phrases import sentences
from sia_docs.rules.validation import Gravite

E = Gravite.ERREUR


@dataclass(frozen=True, slots=True)
class PieceFalc:
    """One built easy-to-read leaflet."""

    id: str
    portee: Literal["systeme", "etablissement"]
    document: Document
    dossiers: tuple[Dossier, ...]
    """One for a leaflet about a system, all of them for one of the hospital."""

    def as_piece(self) -> Piece:
        """As the other documents for patients are checked: a text of the second level of information."""
        head = EnteteFeuillet(
            id=self.id,
            titre=self.document.title,
            niveau="niveau2" if self.portee == "systeme" else "niveau1",
            portee=self.portee,
            verifiee_le=self.document.day,
        )
        return Piece(head, self.document)


@dataclass(frozen=True, slots=True)
class _Cas:
    """One leaflet, the facts of its first system, and the marks."""

    piece: PieceFalc
    faits: Faits
    reperes: ReperesFalc

    @property
    def informations(self) -> tuple[Information, ...]:
        """What is known of each system that it tells about."""
        return tuple(dossier.information or Information() for dossier in self.piece.dossiers)

    @property
    def phrases(self) -> tuple[str, ...]:
        passages = passages_of(self.piece.document)
        return tuple(_plain(s) for passage in passages for s in sentences(passage.texte))

    def says(self, *forms: str) -> str:
        """The first sentence that says one of these, or nothing."""
        pattern = words_pattern(forms)
        return next((sentence for sentence in self.phrases if pattern.search(sentence)), "")

    def fault(self, rule: str, message: str, sentence: str = "") -> Constat:
        where = f"{self.piece.id} – « {sentence} »" if sentence else self.piece.id
        return Constat(rule, E, message, where)


def check_falc(
    pieces: Iterable[PieceFalc], law: Law | None = None, reperes: Reperes | None = None
) -> tuple[Constat, ...]:
    """Everything wrong in the easy-to-read leaflets of a hospital; nothing is what is wanted."""
    marks = reperes or load_reperes()
    found: list[Constat] = []
    for piece in pieces:
        facts = faits_of(piece.dossiers[0], law)
        case = _Cas(piece, facts, marks.falc)
        found += check_set([piece.as_piece()], facts, marks)
        found += [*_who_decides(case), *_same_rights(case), *_same_contacts(case)]
    return tuple(dict.fromkeys(found))


def refuse_si_incoherent(pieces: Iterable[PieceFalc], law: Law | None = None) -> None:
    """Stop before printing a leaflet that says something else than the dossier.

    Raises:
        DossierInvalide: every error of :func:`check_falc`.
    """
    problems = [
        Probleme(
            f"{constat.texte} ({constat.regle})",
            champ=constat.ou,
            remede="Corrigez le dossier, ou le texte du document.",
        )
        for constat in check_falc(pieces, law)
        if constat.gravite is E
    ]
    if problems:
        raise DossierInvalide(problems)


def _who_decides(c: _Cas) -> Iterator[Constat]:
    """T17: a person decides, unless the dossier says that a decision is taken without anybody."""
    automated = any(one.decision_sans_humain for one in c.informations)
    human, machine = words_pattern(c.reperes.humain_decide), words_pattern(c.reperes.logiciel_decide)
    told = False
    for sentence in c.phrases:
        by_human = human.search(sentence)
        told = told or bool(by_human)
        by_machine = machine.search(sentence)
        denied = by_machine and negated(sentence, by_machine.end())
        if automated and (by_human or denied):
            message = "le dossier dit qu’une décision est prise sans intervention humaine."
            yield c.fault("T17", message, sentence)
        elif by_machine and not denied and not automated:
            yield c.fault("T17", "le dossier dit qu’une personne décide.", sentence)
    if not told and not automated:
        yield c.fault("T17", "le document ne dit pas qui décide.")


def _same_rights(c: _Cas) -> Iterator[Constat]:
    """T18: the right to object is told when it exists (T4: only then); so is the choice to say no."""
    if c.piece.portee != "systeme":
        return  # told of all the systems together
    about_data = c.says(*c.reperes.donnees)
    objection = c.says(*c.reperes.opposition)
    due = "opposition" in c.faits.droits
    if due and about_data and not objection:
        yield c.fault("T18", "le droit d’opposition n’est pas dit.")
    refusal = c.says(*c.reperes.refus)
    before = c.informations[0].droits_exercables_avant
    if refusal and before is False:
        yield c.fault("T18", "le dossier dit que les droits ne s’exercent pas avant.", refusal)
    if before and not refusal:
        yield c.fault("T18", "le document ne dit pas que l’on peut refuser.")


def _same_contacts(c: _Cas) -> Iterator[Constat]:
    """T19: the leaflet gives the contacts of the dossier, or the field to complete."""
    text = _plain(" ".join(passage.texte for passage in passages_of(c.piece.document))).casefold()
    fields = {
        inline.id
        for block in c.piece.document.blocks
        for inline in inlines_of(block)
        if isinstance(inline, Field)
    }
    phones = phones_in(text)
    for path in c.reperes.contacts:
        value = c.faits.valeurs.get(path)
        if value is None:
            shown = path in fields
        else:
            shown = _plain(value).casefold() in text or any(phone in phones for phone in phones_in(value))
        if not shown:
            yield c.fault("T19", f"le contact « {path} » du dossier n’y est pas.")


def _plain(text: str) -> str:
    """The text without the no-break spaces of its layout."""
    return " ".join(text.split())
