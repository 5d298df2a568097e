"""What a dossier describes: établissement, fournisseur, système, marché."""

from sia_docs.models.base import Choix, Modele, Repondant
from sia_docs.models.dossier import Dossier
from sia_docs.models.etablissement import Contact, Etablissement, TypeEtablissement
from sia_docs.models.fournisseur import CertificatHDS, Fournisseur, Hebergement, SousTraitant
from sia_docs.models.information import (
    BaseLegale,
    Droit,
    Information,
    PartDecision,
    Professionnel,
    Titre,
)
from sia_docs.models.marche import Calibrage, ClausePerformance, Marche, Phase
from sia_docs.models.systeme import Performance, SystemeIA
from sia_docs.models.traduction import Traduction

__all__ = [
    "BaseLegale",
    "Calibrage",
    "CertificatHDS",
    "Choix",
    "ClausePerformance",
    "Contact",
    "Dossier",
    "Droit",
    "Etablissement",
    "Fournisseur",
    "Hebergement",
    "Information",
    "Marche",
    "Modele",
    "PartDecision",
    "Performance",
    "Phase",
    "Professionnel",
    "Repondant",
    "SousTraitant",
    "SystemeIA",
    "Titre",
    "Traduction",
    "TypeEtablissement",
]
