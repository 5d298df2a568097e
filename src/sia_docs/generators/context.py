"""The variables and functions that a contract template may use (docs/guides/redaction.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sia_docs.document.french import Nom, quantity
from sia_docs.generators.dated import DroitDate
from sia_docs.generators.values import GabaritError, Lecture, Manquant, Renvoi, Vue
from sia_docs.law import Law
from sia_docs.models import Dossier, Information, Phase
from sia_docs.models.base import Modele
from sia_docs.rules.conditions import CONDITIONS, Valeur
from sia_docs.rules.parametres import Resolu, minutes

_MOTS = {
    "public": {
        "acheteur": Nom("Acheteur", "l’"),
        "titulaire": Nom("Titulaire", "le"),
        "contrat": Nom("Marché", "le"),
    },
    "prive": {
        "acheteur": Nom("Client", "le"),
        "titulaire": Nom("Prestataire", "le"),
        "contrat": Nom("Contrat", "le"),
    },
}


def vocabulary(dossier: Dossier) -> dict[str, Nom]:
    """The words for the parties and the contract. Public words until we know better."""
    return _MOTS["prive" if dossier.etablissement.acheteur_public is False else "public"]


class Parametres(Lecture):
    """``p.nom``: the resolved parameters."""

    def __init__(self, resolved: Mapping[str, Resolu]) -> None:
        self._resolved = resolved

    def __getattr__(self, name: str) -> Resolu:
        try:
            return self._resolved[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True, slots=True)
class Calcul(Lecture):
    """Figures computed from the parameters; each may be missing."""

    psg_minutes_mois: Any
    indisponibilite_max_min: Any
    indisponibilite_max_texte: Any
    ratio_gtr_p1: Any


#: Parameters that ``calcul`` reads.
CALCULES = ("sla_psg", "sla_disponibilite_pct", "sla_gtr_p1")


def compute(resolved: Mapping[str, Resolu]) -> Calcul:
    """Minutes of outage that the availability allows each month, and how the P1 recovery compares.

    ``D(%) = 100 × (T_ref − T_excl − T_indispo) / (T_ref − T_excl)``: with no excluded minute the
    budget is ``T_ref × (100 − D) / 100``.
    """

    def missing(name: str, label: str) -> Manquant:
        return Manquant(f"marche.parametres.{name}", label, "acheteur")

    psg, rate, gtr = (resolved.get(n) for n in CALCULES)
    if psg is None or psg.valeur is None:
        gap = missing("sla_psg", "plage de service garantie")
        return Calcul(gap, gap, gap, gap)
    service = Decimal(psg.parametre.minutes_mois[str(psg.valeur)])
    if rate is None or rate.nombre is None:
        gap = missing("sla_disponibilite_pct", "disponibilité mensuelle garantie")
        return Calcul(service, gap, gap, gap)
    budget = (service * (100 - rate.nombre) / 100).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    day = Decimal(psg.parametre.minutes_jour.get(str(psg.valeur), 600))
    recovery = minutes(gtr.valeur, day) if gtr else None
    ratio: Any = missing("sla_gtr_p1", "délai de rétablissement P1")
    if recovery is not None and budget:
        ratio = (recovery / budget).quantize(Decimal("0.1"))
    return Calcul(service, budget, quantity(budget, "min"), ratio)


@dataclass(frozen=True, slots=True)
class Ligne(Lecture):
    """A row given to a template: its columns are attributes."""

    article: Any = ""
    objet: Any = ""
    renvoi: Any = ""
    citation: Any = ""
    etat: Any = ""


@dataclass(frozen=True, slots=True)
class Contexte:
    """Everything a template needs, for one document."""

    dossier: Dossier
    jour: date
    law: Law
    renvois: Mapping[str, Renvoi]
    """Articles and annexes of the document by clause id."""
    parametres: Mapping[str, Resolu]
    derogations: tuple[Ligne, ...]
    textes: tuple[Ligne, ...]
    _answers: dict[str, Valeur] = field(default_factory=dict, init=False, repr=False, compare=False)

    def answer(self, name: str) -> Valeur:
        """The answer of a condition, asked once for a document."""
        if name not in self._answers:
            self._answers[name] = CONDITIONS[name](self.dossier, self.jour).valeur
        return self._answers[name]

    def variables(self) -> dict[str, Any]:
        """The variables and functions by their name in the templates."""
        dossier = self.dossier
        consultation = dossier.marche.phase is Phase.CONSULTATION

        def vue(name: str) -> Vue:
            model: Modele = getattr(dossier, name)
            return Vue(model, name, candidat=consultation)

        told = dossier.information or Information()

        return {
            **vocabulary(dossier),
            "etablissement": vue("etablissement"),
            "fournisseur": vue("fournisseur"),
            "systeme": vue("systeme"),
            "information": Vue(told, "information", candidat=consultation),
            "marche": vue("marche"),
            "date_document": dossier.date_document,
            "date_du_droit": self.jour,
            "p": Parametres(self.parametres),
            "calcul": compute(self.parametres),
            "derogations": self.derogations,
            "textes": self.textes,
            "si": self._si,
            "etabli": self._etabli,
            "retenue": self._retenue,
            "article": self._renvoi,
            "annexe": self._renvoi,
            **DroitDate(self.law, self.jour).variables(),
        }

    def _si(self, name: str) -> bool:
        if name not in CONDITIONS:
            raise GabaritError(f"condition inconnue « {name} »")
        return self.answer(name) is not Valeur.NON

    def _etabli(self, name: str) -> bool:
        if name not in CONDITIONS:
            raise GabaritError(f"condition inconnue « {name} »")
        return self.answer(name) is Valeur.OUI

    def _retenue(self, ident: str) -> bool:
        return ident in self.renvois

    def _renvoi(self, ident: str) -> Renvoi:
        try:
            return self.renvois[ident]
        except KeyError:
            raise GabaritError(
                f"renvoi à « {ident} », qui n’est pas dans le document : tester retenue(…)"
            ) from None
