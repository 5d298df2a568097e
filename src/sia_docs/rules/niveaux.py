"""Interim."""

# ruff: noqa
from __future__ import annotations
from dataclasses import dataclass
from datetime import date
from sia_docs.models import Dossier
from sia_docs.rules.conditions import Valeur


CODES = tuple("N1 N2 N3 L4001_3 RGPD REUSE A26_11 A50_1 A50_3 VOIX CRPA".split())


@dataclass(frozen=True)
class Verdict:
    code: str
    valeur: Valeur


@dataclass(frozen=True)
class DecisionInformation:
    verdicts: tuple[Verdict, ...]

    def verdict(self, code: str) -> Verdict:
        return next(v for v in self.verdicts if v.code == code)


def decide(dossier: Dossier, day: date) -> DecisionInformation:
    return DecisionInformation(
        tuple(
            Verdict(c, Valeur.INCONNU)
            for c in "N1 N2 N3 L4001_3 RGPD REUSE A26_11 A50_1 A50_3 VOIX CRPA".split()
        )
    )


def refuse_si_irregulier(d: DecisionInformation) -> None:
    pass
