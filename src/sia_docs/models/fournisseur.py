"""The supplier, its hosting and its sub-processors."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sia_docs.models.base import (
    LISTE_MAX,
    Choix,
    Entier,
    Jour,
    Modele,
    OuiNon,
    Repondant,
    Texte,
    TexteLong,
    champ,
)
from sia_docs.models.etablissement import ArticleDefini, Contact

_F = Repondant.FOURNISSEUR


class RoleFournisseur(Choix):
    """Role of the contracting party in the chain (RIA art. 3, MDR art. 2)."""

    FOURNISSEUR = "fournisseur", "fournisseur du système"
    FABRICANT = "fabricant", "fabricant du dispositif médical et fournisseur du système"
    DISTRIBUTEUR = "distributeur", "distributeur"
    IMPORTATEUR = "importateur", "importateur"
    MANDATAIRE = "mandataire", "mandataire"


class TypeHebergement(Choix):
    """Who stores the data (L. 1111-8 CSP)."""

    INTERNE = "interne", "hébergement par l’établissement lui-même"
    TIERS = "tiers", "hébergement par un tiers"


class ZoneGeographique(Choix):
    """Where data are stored or accessed."""

    FRANCE = "france", "France"
    UE = "ue", "Union européenne"
    EEE = "eee", "Espace économique européen"
    HORS_EEE = "hors_eee", "hors de l’Espace économique européen"


class VersionHDS(Choix):
    """Version of the HDS certification framework."""

    V1 = "v1", "version 1 (2018)"
    V2 = "v2", "version 2 (2024)"


class CertificatHDS(Modele):
    """HDS certificate (R. 1111-10 CSP)."""

    numero: Texte | None = champ("Numéro du certificat HDS", "Numéro porté sur le certificat.", repond=_F)
    version: VersionHDS | None = champ("Version du référentiel HDS", "v1 ou v2.", repond=_F)
    organisme: Texte | None = champ("Organisme certificateur", "Organisme accrédité.", repond=_F)
    perimetre: TexteLong | None = champ(
        "Périmètre du certificat HDS", "Périmètre tel qu’écrit au certificat.", repond=_F
    )
    activites: Annotated[tuple[Annotated[Entier, Field(ge=1, le=6)], ...], Field(max_length=6)] | None = (
        champ("Activités HDS certifiées", "Numéros de 1 à 6 de l’article R. 1111-9 du CSP.", repond=_F)
    )
    delivre_le: Jour | None = champ("Date de délivrance du certificat HDS", "Date de délivrance.", repond=_F)
    expire_le: Jour | None = champ("Date de fin de validité du certificat HDS", "Date de fin.", repond=_F)


class Hebergement(Modele):
    """Where and by whom the data are stored."""

    type: TypeHebergement | None = champ("Type d’hébergement", "interne ou tiers.", repond=_F)
    nom: Texte | None = champ("Nom de l’hébergeur", "Raison sociale de l’hébergeur.", repond=_F)
    par_le_titulaire: OuiNon = champ(
        "Hébergement assuré par le cocontractant lui-même",
        "Oui si le cocontractant héberge lui-même ; non s’il recourt à un hébergeur (R. 1111-11, II CSP).",
        repond=_F,
    )
    certificat: CertificatHDS | None = champ("Certificat HDS", "Certificat de l’hébergeur.", repond=_F)
    lieux: Annotated[tuple[Texte, ...], Field(max_length=50)] | None = champ(
        "Lieux d’hébergement", "Ville et pays de chaque site.", repond=_F, exemple="Roubaix, France"
    )
    zone_stockage: ZoneGeographique | None = champ(
        "Zone de stockage des données", "Zone où toutes les données de santé sont stockées.", repond=_F
    )


class SousTraitant(Modele):
    """A further processor (RGPD art. 28(2) and (4))."""

    nom: Texte | None = champ("Nom du sous-traitant", "Raison sociale.", repond=_F)
    siren: Texte | None = champ("Immatriculation du sous-traitant", "SIREN ou registre étranger.", repond=_F)
    pays: Texte | None = champ("Pays du siège du sous-traitant", "Pays d’établissement.", repond=_F)
    groupe_ultime: Texte | None = champ(
        "Société de tête du groupe du sous-traitant", "Société mère ultime et son pays.", repond=_F
    )
    tache: TexteLong | None = champ("Tâche confiée au sous-traitant", "Ce qu’il fait.", repond=_F)
    donnees: TexteLong | None = champ(
        "Données confiées au sous-traitant", "Catégories de données.", repond=_F
    )
    lieu_stockage: Texte | None = champ("Lieu de stockage du sous-traitant", "Ville et pays.", repond=_F)
    lieux_acces: Texte | None = champ(
        "Lieux d’accès du sous-traitant", "Pays d’où les données sont accessibles.", repond=_F
    )
    acces_hors_eee: OuiNon = champ(
        "Accès hors EEE du sous-traitant",
        "Un accès distant depuis un pays tiers est un transfert.",
        repond=_F,
    )
    certifications: Texte | None = champ("Certifications du sous-traitant", "HDS, ISO 27001…", repond=_F)
    modele_ia: OuiNon = champ(
        "Fourniture d’un modèle d’IA par le sous-traitant",
        "Oui si ce sous-traitant fournit un modèle ou une API d’IA.",
        repond=_F,
    )


class Fournisseur(Modele):
    """The contracting supplier. Everything but its name may still be unknown."""

    nom: Texte | None = champ("Nom du fournisseur", "Raison sociale.", repond=_F)
    article: ArticleDefini | None = champ("Article devant le nom", "le, la, l’, les ou aucun.", repond=_F)
    role: RoleFournisseur | None = champ(
        "Rôle du fournisseur", "Place dans la chaîne de fourniture.", repond=_F
    )
    fabricant: Texte | None = champ("Fabricant ou éditeur", "S’il est distinct du cocontractant.", repond=_F)
    accord_amont: OuiNon = champ(
        "Existence d’un accord écrit avec l’éditeur",
        "Pour un distributeur : accord couvrant les obligations (RIA art. 25).",
        repond=_F,
    )
    siren: Texte | None = champ("Immatriculation du fournisseur", "SIREN ou registre étranger.", repond=_F)
    adresse: Texte | None = champ("Adresse du fournisseur", "Siège social.", repond=_F)
    pays: Texte | None = champ("Pays du siège du fournisseur", "Pays du siège.", repond=_F)
    groupe_ultime: Texte | None = champ(
        "Société de tête du groupe du fournisseur", "Société mère ultime et son pays.", repond=_F
    )
    representant: Contact | None = champ("Représentant du fournisseur", "Personne qui signe.", repond=_F)
    contact: Contact | None = champ("Contact du fournisseur", "Contact courant.", repond=_F)
    dpo: Contact | None = champ(
        "Délégué à la protection des données du fournisseur",
        "Délégué à la protection des données.",
        repond=_F,
    )
    contact_incident: Contact | None = champ(
        "Contact du fournisseur en cas d’incident", "Joignable pendant la plage de service.", repond=_F
    )
    support: Texte | None = champ(
        "Coordonnées du support",
        "Téléphone, et portail ou messagerie qui horodate les signalements.",
        repond=_F,
    )
    hebergement: Hebergement | None = champ("Hébergement", "Hébergement des données.", repond=_F)
    recourt_a_des_sous_traitants: OuiNon = champ(
        "Recours à des sous-traitants ultérieurs", "Oui, non ou inconnu.", repond=_F
    )
    sous_traitants: Annotated[tuple[SousTraitant, ...], Field(max_length=LISTE_MAX)] | None = champ(
        "Sous-traitants ultérieurs", "Liste complète ; une liste vide dit qu’il n’y en a aucun.", repond=_F
    )
    acces_hors_eee: OuiNon = champ(
        "Stockage ou accès hors EEE",
        "Oui si des données sont stockées hors EEE ou accessibles d’un pays tiers.",
        repond=_F,
    )
    lois_extra_ue: Annotated[tuple[Texte, ...], Field(max_length=50)] | None = champ(
        "Lois de pays tiers applicables",
        "Lois permettant un accès aux données ; liste vide s’il n’y en a pas.",
        repond=_F,
    )
    base_transfert: TexteLong | None = champ(
        "Fondement des transferts hors EEE",
        "Adéquation ou garanties (RGPD art. 45 ou 46) et analyse d’impact du transfert.",
        repond=_F,
    )
    risques_residuels: TexteLong | None = champ(
        "Risques résiduels d’accès", "Risques restants malgré les mesures.", repond=_F
    )
    reutilisation_donnees: OuiNon = champ(
        "Réutilisation des données demandée",
        "Oui si le fournisseur veut réutiliser des données pour son compte.",
        repond=_F,
    )
    finalites_reutilisation: Annotated[tuple[Texte, ...], Field(max_length=50)] | None = champ(
        "Finalités de réutilisation", "Liste précise et limitative.", repond=_F
    )
    mesures_securite: Annotated[tuple[TexteLong, ...], Field(max_length=100)] | None = champ(
        "Mesures techniques et organisationnelles", "Mesures de sécurité (RGPD art. 32).", repond=_F
    )
