"""The purchase: phase, dates, options and parameters of the clauses."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from sia_docs.models.base import (
    Choix,
    Entier,
    Jour,
    Modele,
    OuiNon,
    Repondant,
    Texte,
    TexteLong,
    TexteOuVide,
    champ,
    obligatoire,
)

_A, _C, _J = Repondant.ACHETEUR, Repondant.CLINICIEN, Repondant.JURISTE


def _vide(value: Any) -> Any:
    """A heading with nothing under it: its lines are all commented out."""
    return {} if value is None else value


def _joint(value: Any) -> Any:
    """A list of values is one text, its elements parted by « ; »."""
    return " ; ".join(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value


class Phase(Choix):
    """Phase of the purchase."""

    CONSULTATION = "consultation", "consultation"
    ATTRIBUTION = "attribution", "attribution"


class Calibrage(Modele):
    """Local validation period (guide 2.5)."""

    prevu: OuiNon = champ("Période de calibrage", "Oui, non ou inconnu.", repond=_A)
    donnees_reelles: OuiNon = champ("Calibrage sur données réelles", "Données de patients réels.", repond=_C)
    indicateurs: Annotated[tuple[Texte, ...], Field(max_length=20)] | None = champ(
        "Indicateurs du calibrage", "Indicateurs mesurés, sans marque.", repond=_C
    )
    population: TexteLong | None = champ(
        "Population du jeu local", "Population et cas atypiques du jeu local.", repond=_C
    )


class ClausePerformance(Modele):
    """Performance clause (guide 2.6)."""

    prevue: OuiNon = champ("Clause de performance", "Oui, non ou inconnu.", repond=_A)
    indicateur: Texte | None = champ(
        "Indicateur de performance", "Indicateur qui commande la part variable.", repond=_C
    )
    methode: TexteLong | None = champ(
        "Méthode de mesure de l’indicateur", "Source, méthode et fréquence.", repond=_C
    )


class Marche(Modele):
    """The contract to be signed, public or private."""

    phase: Phase = obligatoire("Phase de l’achat", "consultation ou attribution.", repond=_A)
    objet: Texte | None = champ(
        "Objet du marché ou du contrat", "Objet du marché ou du contrat, sans marque.", repond=_A
    )
    reference: Texte | None = champ(
        "Référence de la consultation ou du contrat", "Numéro de consultation ou de contrat.", repond=_A
    )
    ccag_tic: OuiNon = champ(
        "Référence au CCAG-TIC", "Le marché se réfère-t-il au CCAG-TIC 2021 ?", repond=_A
    )
    debut: Jour | None = champ("Date de début d’exécution", "Date de notification ou d’effet.", repond=_A)
    fin: Jour | None = champ(
        "Date de fin, reconductions comprises", "Fin, reconductions comprises.", repond=_A
    )
    duree_mois: Entier | None = champ("Durée en mois", "Durée, reconductions comprises.", repond=_A)
    beneficiaires: Annotated[tuple[Texte, ...], Field(max_length=200)] | None = champ(
        "Membres bénéficiaires", "Achat mutualisé (GHT, centrale) : membres bénéficiaires.", repond=_A
    )
    references_confirmees: Annotated[tuple[Texte, ...], Field(max_length=200)] | None = champ(
        "Références confirmées",
        "Références marquées « à confirmer » que le service juridique a vérifiées.",
        repond=_J,
        exemple="ccag-tic-2021#51",
    )
    calibrage: Calibrage | None = champ("Calibrage", "Période de validation locale.", repond=_A)
    performance: ClausePerformance | None = champ("Performance", "Clause de performance.", repond=_A)
    parametres: Annotated[
        dict[str, Annotated[TexteOuVide, BeforeValidator(_joint)]], BeforeValidator(_vide)
    ] = Field(
        default_factory=dict,
        title="Paramètres des clauses",
        description="Valeurs qui remplacent les défauts ; voir « sia-docs nouveau » pour la liste.",
    )
    justifications: Annotated[dict[str, TexteLong], BeforeValidator(_vide)] = Field(
        default_factory=dict,
        title="Justifications",
        description="Motif écrit d’une valeur hors usage, par nom de paramètre.",
    )
