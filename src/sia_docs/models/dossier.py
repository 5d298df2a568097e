"""The dossier: one system, its supplier, the hospital and the purchase, at a date of the law."""

from __future__ import annotations

from typing import Literal

from sia_docs.models.base import Jour, Modele, Repondant, champ, obligatoire
from sia_docs.models.etablissement import Etablissement
from sia_docs.models.fournisseur import Fournisseur
from sia_docs.models.information import Information
from sia_docs.models.marche import Marche
from sia_docs.models.systeme import SystemeIA

_A, _C = Repondant.ACHETEUR, Repondant.CLINICIEN


class Dossier(Modele):
    """Everything that the documents are made of."""

    schema_version: Literal["1"] = obligatoire("Version du schéma", "Toujours « 1 ».", repond=_A)
    date_document: Jour = obligatoire("Date du document", "Date portée sur les documents.", repond=_A)
    date_du_droit: Jour = obligatoire("Date du droit", "Date à laquelle le droit est lu.", repond=_A)
    etablissement: Etablissement = obligatoire("Établissement", "L’hôpital.", repond=_A)
    fournisseur: Fournisseur = obligatoire(
        "Fournisseur", "Le fournisseur ; tout peut être inconnu.", repond=_A
    )
    systeme: SystemeIA = obligatoire("Système", "Le système d’intelligence artificielle.", repond=_A)
    information: Information | None = champ(
        "Information des patients", "Ce qui est dit aux patients ; tout peut être inconnu.", repond=_C
    )
    marche: Marche = obligatoire("Marché", "Le marché ou le contrat.", repond=_A)
