"""The hospital that buys or uses the system."""

from __future__ import annotations

from sia_docs.models.base import Choix, Courriel, Lien, Modele, OuiNon, Repondant, Texte, champ, obligatoire

_A, _D, _R = Repondant.ACHETEUR, Repondant.DPO, Repondant.RSSI


class TypeEtablissement(Choix):
    """Kind of structure."""

    CHU = "chu", "centre hospitalier universitaire"
    CH = "ch", "centre hospitalier"
    GHT = "ght", "groupement hospitalier de territoire"
    ESPIC = "espic", "établissement de santé privé d’intérêt collectif"
    CLINIQUE = "clinique", "clinique privée"
    CABINET = "cabinet", "cabinet libéral"
    AUTRE = "autre", "structure de santé"


class ArticleDefini(Choix):
    """Article before a proper name: « du CHU », « de l’hôpital », « des Hospices »."""

    LE = "le", "le"
    LA = "la", "la"
    ELISION = "l’", "l’"
    LES = "les", "les"
    AUCUN = "aucun", ""


class Contact(Modele):
    """Somebody to call."""

    nom: Texte | None = champ("Nom", "Nom de la personne ou du service.", repond=_A)
    fonction: Texte | None = champ("Fonction", "Fonction de la personne.", repond=_A)
    courriel: Courriel | None = champ("Courriel", "Adresse électronique.", repond=_A)
    telephone: Texte | None = champ("Téléphone", "Numéro de téléphone.", repond=_A)


class Etablissement(Modele):
    """The hospital, as buyer, deployer (RIA art. 3(4)) and controller (RGPD art. 4(7))."""

    nom: Texte = obligatoire("Nom", "Nom d’usage, tel qu’il s’imprime.", repond=_A, exemple="CHU de Valmont")
    type: TypeEtablissement = obligatoire("Type de structure", "Un CHU, une clinique, un cabinet…", repond=_A)
    article: ArticleDefini | None = champ(
        "Article devant le nom",
        "Seulement si le nom n’est pas accordé correctement : le, la, l’, les ou aucun.",
        repond=_A,
    )
    acheteur_public: OuiNon = champ(
        "Acheteur soumis au code de la commande publique",
        "Oui pour un établissement public ou un pouvoir adjudicateur ; commande les mots du contrat.",
        repond=_A,
    )
    adresse: Texte | None = champ("Adresse de l’établissement", "Adresse du siège.", repond=_A)
    siret: Texte | None = champ("Numéro SIRET de l’établissement", "Numéro SIRET du siège.", repond=_A)
    finess: Texte | None = champ("Numéro FINESS de l’établissement", "Numéro FINESS juridique.", repond=_A)
    representant: Contact | None = champ(
        "Représentant légal", "Personne qui signe et sa fonction.", repond=_A
    )
    dpo: Contact | None = champ(
        "Délégué à la protection des données", "Contact du DPO (RGPD art. 37).", repond=_D
    )
    rssi: Contact | None = champ("Responsable de la sécurité du SI", "Contact du RSSI.", repond=_R)
    referent_incident: Contact | None = champ(
        "Référent à prévenir en cas d’incident",
        "Référent contractuel à contacter pour un incident touchant les données (R. 1111-11 CSP, 5°).",
        repond=_R,
    )
    telephone: Texte | None = champ("Téléphone de l’accueil", "Numéro que les patients appellent.", repond=_A)
    page_ia: Lien | None = champ(
        "Page web sur l’IA",
        "Adresse courte de la page où les patients s’informent, en https.",
        repond=_A,
        exemple="https://chu-valmont.exemple/ia",
    )
    accueil: Texte | None = champ(
        "Lieu d’accueil", "Où s’adresser sur place : accueil, bureau des usagers…", repond=_A
    )
    usagers: Contact | None = champ(
        "Représentants des usagers", "Commission des usagers (CDU) et ses représentants.", repond=_A
    )
    guichet_ia: Courriel | None = champ(
        "Guichet unique IA", "Adresse du guichet de contact pour les SIA (reco. 1.5).", repond=_A
    )
    autorite_marche: Texte | None = champ(
        "Autorité de surveillance du marché",
        "Nom et adresse de l’autorité française qui reçoit les réclamations sur l’IA (RIA art. 85).",
        repond=_D,
    )
