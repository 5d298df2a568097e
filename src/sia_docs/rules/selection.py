"""Which clauses a document keeps, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sia_docs.library.schema import ApplicableSi, Clause, Niveau
from sia_docs.models import Dossier, Fournisseur, Phase
from sia_docs.models.fournisseur import Hebergement
from sia_docs.rules.conditions import CONDITIONS, Reponse, Valeur, contraire, toutes, une_de


class Sort(StrEnum):
    """What becomes of a clause."""

    RETENUE = "retenue"
    A_CONFIRMER = "à confirmer"
    ECARTEE = "écartée"


@dataclass(frozen=True, slots=True)
class Raison:
    """One condition of a clause and its answer. ``attendu`` is the answer that keeps the clause."""

    condition: str
    reponse: Reponse
    attendu: Valeur


@dataclass(frozen=True, slots=True)
class Decision:
    """A clause, what becomes of it, and why. INCONNU never removes a clause."""

    clause: Clause
    sort: Sort
    raisons: tuple[Raison, ...]
    manquants: tuple[str, ...]

    @property
    def retenue(self) -> bool:
        """The clause is printed."""
        return self.sort is not Sort.ECARTEE

    @property
    def obligatoire(self) -> bool:
        """The clause rests on a legal obligation."""
        return self.clause.entete.niveau is Niveau.OBLIGATION


def pour_la_phase(dossier: Dossier) -> Dossier:
    """The dossier as the phase allows to know it.

    In *consultation* no supplier is chosen: what only a supplier can say is unknown, even when the
    dossier already holds it.  The kind of hosting stays: it follows from the need.
    """
    if dossier.marche.phase is not Phase.CONSULTATION:
        return dossier
    kind = dossier.fournisseur.hebergement.type if dossier.fournisseur.hebergement else None
    blank = Fournisseur(hebergement=Hebergement(type=kind)) if kind else Fournisseur()
    system = dossier.systeme.model_copy(
        update={"modele_tiers": None, "modele_tiers_nom": None, "auto_apprenant": None}
    )
    return dossier.model_copy(update={"fournisseur": blank, "systeme": system})


Answers = tuple[tuple[str, Reponse], ...]
"""Conditions by name, and their answers."""


def select(clauses: Iterable[Clause], dossier: Dossier, day: date) -> tuple[Decision, ...]:
    """Decide on each clause, in the given order. ``dossier`` is already that of the phase."""
    clauses = tuple(clauses)
    return decide(clauses, ask(conditions_of(clauses), dossier, day))


def conditions_of(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """The conditions that these clauses name, each once."""
    return tuple(dict.fromkeys(name for clause in clauses for name in clause.entete.applicable_si.names))


def ask(conditions: Iterable[str], dossier: Dossier, day: date) -> Answers:
    """The answers of conditions for a dossier, at a date of the law."""
    return tuple([(name, CONDITIONS[name](dossier, day)) for name in conditions])


def decide(clauses: Iterable[Clause], answers: Answers) -> tuple[Decision, ...]:
    """The decision on each clause, which the answers of its conditions alone settle."""
    known = dict(answers)
    return tuple(_decide(clause, clause.entete.applicable_si, known) for clause in clauses)


_SORTS = {Valeur.OUI: Sort.RETENUE, Valeur.NON: Sort.ECARTEE, Valeur.INCONNU: Sort.A_CONFIRMER}


def _decide(clause: Clause, rule: ApplicableSi, answers: Mapping[str, Reponse]) -> Decision:
    parts = [toutes(*(answers[n] for n in rule.toutes))]
    if rule.une_de:
        parts.append(une_de(*(answers[n] for n in rule.une_de)))
    parts.extend(contraire(answers[n]) for n in rule.aucune_de)
    verdict = toutes(*parts)
    reasons = tuple(
        [Raison(n, answers[n], Valeur.OUI) for n in (*rule.toutes, *rule.une_de)]
        + [Raison(n, answers[n], Valeur.NON) for n in rule.aucune_de]
    )
    return Decision(clause, _SORTS[verdict.valeur], reasons, verdict.manquants)
