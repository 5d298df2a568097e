"""What the texts of the charters may use: the hospital's facts, its catalogue, its options, its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sia_docs.document.french import Nom, typography
from sia_docs.generators.dated import DroitDate
from sia_docs.generators.labels import label_of, respondent_of
from sia_docs.generators.values import GabaritError, Lecture, Manquant, Vue, VueManquante
from sia_docs.io.validation import model_in
from sia_docs.law import Law
from sia_docs.models import Information, TypeEtablissement
from sia_docs.models.fournisseur import Fournisseur
from sia_docs.models.inventaire import (
    ClasseDonnees,
    Droit,
    Inventaire,
    Metier,
    Parc,
    StatutUsage,
    StatutValidation,
    SystemeInventorie,
    UsageApprouve,
    Validation,
)
from sia_docs.models.systeme import Categorie, Deploiement, SystemeIA
from sia_docs.rules.catalogue import TOUJOURS_INTERDITES, interdites

_ARTICLE = re.compile(r"(le|la|les) |(l)[’']")


@dataclass(frozen=True, slots=True)
class SystemeRetenu(Lecture):
    """A system of the inventory. A question that nobody answered is answered « no » by its booleans."""

    id: str
    systeme: Any
    fournisseur: Any
    information: Any
    validation: Any

    @property
    def nom(self) -> Any:
        """Its name."""
        return self.systeme.nom

    @property
    def version(self) -> Any:
        """Its version."""
        return self.systeme.version

    @property
    def valide(self) -> bool:
        """The hospital validated it."""
        return bool(self.validation.statut == StatutValidation.VALIDE)

    @property
    def generatif(self) -> bool:
        """It makes texts, pictures, sounds or films."""
        return self.systeme.generatif is True

    @property
    def agentique(self) -> bool:
        """It acts by itself in other software."""
        return self.systeme.agentique is True

    @property
    def enregistre_la_voix(self) -> bool:
        """It records a voice or a picture of somebody."""
        recorded = self.information.capte_voix_image is True
        allowed = self.validation.donnees
        return recorded or (isinstance(allowed, tuple) and ClasseDonnees.VOIX_IMAGES in allowed)

    @property
    def traduction(self) -> bool:
        """It translates."""
        return bool(self.systeme.categorie == Categorie.TRADUCTION)

    @property
    def parle_au_patient(self) -> bool:
        """Patients talk or write to it."""
        return self.systeme.interaction_patient is True

    @property
    def en_service(self) -> bool:
        """Used in the hospital."""
        return bool(self.systeme.deploiement == Deploiement.COURANT)

    @property
    def a_l_essai(self) -> bool:
        """Used on trial."""
        return bool(self.systeme.deploiement == Deploiement.PILOTE)

    @property
    def en_projet(self) -> bool:
        """Not used yet."""
        return bool(self.systeme.deploiement == Deploiement.PROJET)


@dataclass(frozen=True, slots=True)
class UsageDecrit(Lecture):
    """A row of the catalogue, with its system."""

    vue: Any
    systeme: Any
    """A :class:`SystemeRetenu`, or the view of a system that nobody described."""

    def __getattr__(self, name: str) -> Any:
        # Every other field of the row: usage, donnees, conditions, responsable…
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.vue, name)

    def pour(self, metier: str) -> bool:
        """The use is for this job: named, or left to all, or not said."""
        asked, jobs = _of(Metier, metier), self.vue.metiers
        return not isinstance(jobs, tuple) or not jobs or asked in jobs

    @property
    def en_cours(self) -> bool:
        """Open, or on trial."""
        return self.vue.statut in (StatutUsage.OUVERT, StatutUsage.ESSAI)


def variables(parc: Parc, law: Law, mots: Mapping[str, Mapping[Droit, str]]) -> dict[str, Any]:
    """Variables of every text of the charters, by name (docs/guides/redaction.md)."""
    inventory = parc.inventaire
    systems = tuple(_system(parc, entry, rank) for rank, entry in enumerate(inventory.systemes, start=1))
    by_id = {system.id: system for system in systems}
    uses = _uses(inventory, by_id)
    kept = tuple(s for s in systems if s.generatif and s.valide)
    return {
        **DroitDate(law, inventory.date_du_droit).variables(),
        **{name: _part(inventory, name) for name in _PARTS},
        "etablissement": Vue(inventory.etablissement, "etablissement"),
        "date_document": inventory.date_document,
        "date_du_droit": inventory.date_du_droit,
        "registre_public": _top(inventory, "registre_public"),
        "membres": _top(inventory, "membres"),
        "outils_non_approuves": _top(inventory, "outils_non_approuves"),
        **_structure(parc),
        "mots": Mots({name: _noun(forms[parc.droit]) for name, forms in mots.items()}),
        "systemes": systems,
        "generatifs": kept,
        "avec_agent": any(s.agentique for s in kept),
        "avec_enregistrement": any(s.enregistre_la_voix for s in kept),
        "avec_traduction": any(s.traduction for s in kept),
        "avec_agent_conversationnel": any(s.parle_au_patient for s in kept),
        "usages": uses,
        "usages_ouverts": tuple(use for use in uses if use.en_cours),
        "usages_pour": lambda metier: tuple(use for use in uses if use.pour(metier)),
        "classes": tuple(ClasseDonnees),
        "interdites": interdites(parc),
        "toujours_interdites": TOUJOURS_INTERDITES,
        "oui": lambda value: value is True,
        "non": lambda value: value is False,
    }


_PARTS = ("charte", "options", "contacts", "formation", "gouvernance")


class Mots(Lecture):
    """``mots.cse``: the words of the structure, as nouns."""

    def __init__(self, words: Mapping[str, Nom]) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Nom:
        try:
            return self._words[name]
        except KeyError:
            raise AttributeError(name) from None


def _noun(form: str) -> Nom:
    """« le comité social » → the noun and its article; « un agent » has none that contracts."""
    text = typography(form)
    found = _ARTICLE.match(text)
    if found is None:
        return Nom(text)
    return Nom(text[found.end() :], found.group(1) or "l’")


def _structure(parc: Parc) -> dict[str, Any]:
    kind = parc.inventaire.etablissement.type
    return {
        "public": parc.droit is Droit.PUBLIC,
        "prive": parc.droit is Droit.PRIVE,
        "liberal": parc.droit is Droit.LIBERAL,
        "groupement": kind is TypeEtablissement.GHT,
        "est_structure": lambda *names: kind in [_of(TypeEtablissement, name) for name in names],
    }


def _of(kind: Any, name: str) -> Any:
    try:
        return kind(name)
    except ValueError:
        raise GabaritError(f"« {name} » n’est pas parmi {', '.join(kind)}") from None


# ----------------------------------------------------------------------------------------- views


def _part(inventory: Inventaire, name: str) -> Vue | VueManquante:
    """A section of the inventory; each of its fields is missing when nobody wrote it."""
    value = getattr(inventory, name)
    if value is not None:
        return Vue(value, name)
    model = model_in(Inventaire.model_fields[name].annotation)
    assert model is not None
    return VueManquante(model, name)


def _top(inventory: Inventaire, name: str) -> Any:
    """A value or a list that stands by itself in the inventory."""
    value = getattr(inventory, name)
    info = Inventaire.model_fields[name].annotation
    model = model_in(info)
    if value is None:
        return Manquant(name, label_of(name), respondent_of(name), model, "tuple[" in str(info))
    if model is not None:
        return tuple(Vue(item, f"{name}.{rank}") for rank, item in enumerate(value, start=1))
    return value


def _system(parc: Parc, entry: SystemeInventorie, rank: int) -> SystemeRetenu:
    path = f"systemes.{rank}"
    dossier = parc.dossier(entry)
    system = parc.systeme(entry)
    supplier = dossier.fournisseur if dossier else entry.fournisseur
    told = dossier.information if dossier else None
    return SystemeRetenu(
        id=entry.id,
        systeme=_vue(system, f"{path}.systeme", SystemeIA),
        fournisseur=_vue(supplier, f"{path}.fournisseur", Fournisseur),
        information=_vue(told, "information", Information),
        validation=_vue(entry.validation, f"{path}.validation", Validation),
    )


def _vue(model: Any, path: str, kind: Any) -> Vue | VueManquante:
    return VueManquante(kind, path) if model is None else Vue(model, path)


def _uses(inventory: Inventaire, systems: Mapping[str, SystemeRetenu]) -> tuple[UsageDecrit, ...]:
    """The catalogue; one that nobody wrote is one row to complete."""
    unknown = VueManquante(SystemeIA, "systemes.systeme")
    if inventory.usages_approuves is None:
        return (UsageDecrit(VueManquante(UsageApprouve, "usages_approuves"), unknown),)
    return tuple(
        UsageDecrit(Vue(use, f"usages_approuves.{rank}"), systems.get(use.systeme or "", unknown))
        for rank, use in enumerate(inventory.usages_approuves, start=1)
    )
