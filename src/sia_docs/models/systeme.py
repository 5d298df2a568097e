"""The AI system (SIA): identity, status, data, performance, limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sia_docs.models.base import (
    Choix,
    Entier,
    Jour,
    Modele,
    Nombre,
    OuiNon,
    Repondant,
    Texte,
    TexteLong,
    champ,
    obligatoire,
)
from sia_docs.models.etablissement import Contact

_F, _A, _C, _D = Repondant.FOURNISSEUR, Repondant.ACHETEUR, Repondant.CLINICIEN, Repondant.DPO


class Categorie(Choix):
    """What the system does."""

    IMAGERIE = "imagerie", "aide à l’interprétation d’images"
    DEPISTAGE = "depistage", "aide au dépistage"
    TRIAGE = "triage", "priorisation ou orientation des patients"
    APPELS_URGENCE = "appels_urgence", "tri des appels ou des patients en urgence"
    TELESURVEILLANCE = "telesurveillance", "télésurveillance"
    SCRIBE = "scribe", "aide à la rédaction de comptes rendus"
    AGENT_CONVERSATIONNEL = "agent_conversationnel", "agent conversationnel"
    AIDE_DECISION = "aide_decision", "aide à la décision clinique"
    SURVEILLANCE = "surveillance", "surveillance et alerte"
    TRADUCTION = "traduction", "traduction"
    TECHNIQUE = "technique", "traitement technique du signal ou de l’image"
    ORGANISATION = "organisation", "organisation et gestion"
    AUTRE = "autre", "autre usage"


class Finalite(Choix):
    """Purpose (guide 1.4)."""

    CLINIQUE = "clinique", "clinique"
    ORGANISATIONNELLE = "organisationnelle", "organisationnelle"
    ADMINISTRATIVE = "administrative", "administrative"
    RECHERCHE = "recherche", "recherche"


class ModeFourniture(Choix):
    """How the system is supplied."""

    ON_PREMISE = "on_premise", "logiciel installé dans l’établissement"
    SAAS = "saas", "service en ligne (SaaS)"
    CLOUD_PRIVE = "cloud_prive", "service en nuage privé"
    HYBRIDE = "hybride", "service hybride, en partie en nuage"
    EMBARQUE = "embarque", "logiciel embarqué dans un équipement"


class StatutDM(Choix):
    """Status under the MDR or IVDR."""

    NON = "non", "n’est pas un dispositif médical"
    I = "I", "dispositif médical de classe I"  # noqa: E741
    I_S_M_R = "I_s_m_r", "dispositif médical de classe I stérile, de mesurage ou réutilisable"
    IIA = "IIa", "dispositif médical de classe IIa"
    IIB = "IIb", "dispositif médical de classe IIb"
    III = "III", "dispositif médical de classe III"
    A = "A", "dispositif médical de diagnostic in vitro de classe A"
    A_STERILE = "A_sterile", "dispositif médical de diagnostic in vitro de classe A stérile"
    B = "B", "dispositif médical de diagnostic in vitro de classe B"
    C = "C", "dispositif médical de diagnostic in vitro de classe C"
    D = "D", "dispositif médical de diagnostic in vitro de classe D"
    IN_HOUSE = "in_house", "dispositif fabriqué et utilisé dans l’établissement"


class HautRisqueRIA(Choix):
    """Classification under RIA art. 6."""

    NON = "non", "système qui n’est pas à haut risque"
    ANNEXE_I = "annexe_I", "système à haut risque au titre de l’annexe I"
    ANNEXE_III = "annexe_III", "système à haut risque au titre de l’annexe III"


class Criticite(Choix):
    """Clinical impact of an outage."""

    CRITIQUE = "critique", "critique"
    ELEVEE = "elevee", "élevée"
    MODEREE = "moderee", "modérée"
    FAIBLE = "faible", "faible"


class Deploiement(Choix):
    """Deployment state (guide 1.4)."""

    PROJET = "projet", "projet"
    PILOTE = "pilote", "pilote"
    COURANT = "usage_courant", "usage courant"
    RETIRE = "retire", "retiré"


class CertificatCE(Modele):
    """Certificate of a notified body (MDR annex IX to XI)."""

    numero: Texte | None = champ("Numéro du certificat CE", "Numéro du certificat.", repond=_F)
    organisme_notifie: Texte | None = champ(
        "Organisme notifié", "Nom et numéro à quatre chiffres.", repond=_F
    )
    perimetre: TexteLong | None = champ(
        "Périmètre du certificat CE", "Périmètre et version logicielle couverte.", repond=_F
    )
    expire_le: Jour | None = champ("Échéance du certificat CE", "Date de fin de validité.", repond=_F)


class Performance(Modele):
    """One measured result."""

    indicateur: Texte = obligatoire("Indicateur mesuré", "Sensibilité, spécificité…", repond=_F)
    valeur: Nombre | None = champ("Valeur mesurée", "Valeur mesurée.", repond=_F)
    unite: Texte | None = champ("Unité", "%, secondes…", repond=_F)
    ic_bas: Nombre | None = champ(
        "Borne basse de l’intervalle de confiance à 95 %", "Borne basse.", repond=_F
    )
    ic_haut: Nombre | None = champ(
        "Borne haute de l’intervalle de confiance à 95 %", "Borne haute.", repond=_F
    )
    effectif: Entier | None = champ("Effectif de la mesure", "Nombre de cas.", repond=_F)
    contexte: Texte | None = champ("Contexte de mesure", "Type d’étude, sites, population.", repond=_F)


_Liste = Annotated[tuple[TexteLong, ...], Field(max_length=500)]


class SystemeIA(Modele):
    """The AI system, as the inventory of guide 1.4 and the contract need it."""

    nom: Texte | None = champ(
        "Nom commercial du système", "Nom du produit (jamais imprimé en consultation).", repond=_F
    )
    version: Texte | None = champ("Version du système", "Version exacte.", repond=_F)
    autres_noms: Annotated[tuple[Texte, ...], Field(max_length=50)] | None = champ(
        "Autres noms et marques",
        "Noms de gamme ou marques qui ne doivent pas paraître en consultation.",
        repond=_A,
    )
    besoin: Texte = obligatoire(
        "Besoin, sans marque",
        "Groupe nominal au singulier, sans article ni marque, qui décrit le système attendu.",
        repond=_A,
        exemple="système d’aide à la priorisation des angioscanners thoraciques",
    )
    categorie: Categorie | None = champ("Catégorie du système", "Ce que fait le système.", repond=_A)
    description: TexteLong | None = champ(
        "Description générale du système", "Ce que fait le système, en quelques phrases.", repond=_F
    )
    fonctionnalites: _Liste | None = champ(
        "Fonctions assurées par le système", "Une ligne par fonction.", repond=_F
    )
    exigences_fonctionnelles: _Liste | None = champ(
        "Fonctions attendues",
        "Besoin de l’acheteur, sans marque : une ligne par fonction attendue.",
        repond=_A,
    )
    finalites: Annotated[tuple[Finalite, ...], Field(max_length=4)] | None = champ(
        "Finalités", "clinique, organisationnelle…", repond=_A
    )
    destination: TexteLong | None = champ(
        "Destination déclarée par le fabricant", "Destination d’usage déclarée par le fabricant.", repond=_F
    )
    usage_prevu: TexteLong | None = champ(
        "Usage prévu dans l’établissement", "Place dans le parcours de soins, sans marque.", repond=_C
    )
    criticite: Criticite | None = champ(
        "Criticité pour les soins", "Impact d’un arrêt sur les soins.", repond=_C
    )
    deploiement: Deploiement | None = champ(
        "Niveau de déploiement", "projet, pilote, usage courant, retiré.", repond=_A
    )
    services: Annotated[tuple[Texte, ...], Field(max_length=100)] | None = champ(
        "Services utilisateurs", "Services de l’établissement.", repond=_A
    )
    referent: Contact | None = champ("Référent local", "Professionnel référent du système.", repond=_A)
    mode: ModeFourniture | None = champ("Mode de fourniture", "saas, on_premise…", repond=_A)
    # -- statut
    statut_dm: StatutDM | None = champ(
        "Statut de dispositif médical", "Classe MDR ou IVDR, ou non.", repond=_F
    )
    certificat_ce: CertificatCE | None = champ(
        "Certificat CE", "Certificat de l’organisme notifié.", repond=_F
    )
    udi_di: Texte | None = champ("UDI-DI de base", "Identifiant du dispositif.", repond=_F)
    haut_risque_ria: HautRisqueRIA | None = champ(
        "Niveau de risque au sens du RIA", "Classification de l’article 6.", repond=_F
    )
    date_mise_sur_marche: Jour | None = champ(
        "Date de première mise sur le marché",
        "Dans l’Union européenne (régime transitoire du RIA).",
        repond=_F,
    )
    # -- nature
    generatif: OuiNon = champ(
        "Production de contenus par le système",
        "Produit du texte, de l’image, du son ou de la vidéo.",
        repond=_F,
    )
    interaction_patient: OuiNon = champ(
        "Interaction directe avec les patients", "Agent conversationnel, serveur vocal…", repond=_A
    )
    auto_apprenant: OuiNon = champ(
        "Apprentissage après la mise en service", "Évolue après sa mise en service.", repond=_F
    )
    agentique: OuiNon = champ(
        "Exécution d’actions sans intervention humaine",
        "Actions en plusieurs étapes, écriture dans le SI.",
        repond=_F,
    )
    modele_tiers: OuiNon = champ(
        "Recours à un modèle tiers",
        "S’appuie sur un modèle d’usage général ou une API d’un tiers.",
        repond=_F,
    )
    modele_tiers_nom: Texte | None = champ(
        "Nom et version du modèle tiers", "Nom, version et fournisseur du modèle amont.", repond=_F
    )
    ia_embarquee_cachee: OuiNon = champ(
        "IA embarquée", "IA ajoutée dans un équipement ou logiciel existant.", repond=_F
    )
    decision_administrative: OuiNon = champ(
        "Décision administrative individuelle", "Fonde une décision de l’administration.", repond=_A
    )
    personnel_surveille: OuiNon = champ(
        "Concerne les agents", "Plannings, évaluation du personnel.", repond=_A
    )
    modifie_par_hopital: OuiNon = champ(
        "Modifié par l’établissement", "Affinage, changement de destination, marque propre.", repond=_A
    )
    # -- données
    donnees_personnelles: OuiNon = champ(
        "Données personnelles", "Traite des données de personnes identifiables.", repond=_D
    )
    donnees_sante: OuiNon = champ("Données de santé", "Données concernant la santé (RGPD art. 9).", repond=_D)
    donnees_necessaires: _Liste | None = champ(
        "Données nécessaires", "Catégories de données nécessaires.", repond=_D
    )
    donnees_exclues: _Liste | None = champ(
        "Données non nécessaires", "Catégories à ne pas transmettre.", repond=_D
    )
    personnes_concernees: _Liste | None = champ(
        "Personnes concernées", "Patients, professionnels…", repond=_D
    )
    volume_annuel: Entier | None = champ("Personnes concernées par an", "Nombre approximatif.", repond=_A)
    duree_conservation: Texte | None = champ(
        "Durée de conservation", "Durée de conservation chez le cocontractant.", repond=_D
    )
    flux: TexteLong | None = champ(
        "Circuit des données", "De la source au résultat, moteurs tiers compris.", repond=_F
    )
    # -- dossier technique (guide 2.1)
    principe: TexteLong | None = champ(
        "Principe de fonctionnement", "Principe algorithmique, compréhensible.", repond=_F
    )
    donnees_entrainement: TexteLong | None = champ(
        "Données d’entraînement", "Origine, nature, période, volume.", repond=_F
    )
    methode_evaluation: TexteLong | None = champ(
        "Méthode d’évaluation", "Modalités d’évaluation algorithmique.", repond=_F
    )
    biais: TexteLong | None = champ("Biais et atténuation", "Biais identifiés et mesures.", repond=_F)
    performances: Annotated[tuple[Performance, ...], Field(max_length=200)] | None = champ(
        "Performances déclarées", "Résultats chiffrés.", repond=_F
    )
    contexte_validation: TexteLong | None = champ(
        "Contexte de validation", "Interne, externe indépendante, clinique.", repond=_F
    )
    limites: TexteLong | None = champ("Limites connues", "Limites et cas d’échec.", repond=_F)
    populations_eligibles: TexteLong | None = champ(
        "Populations éligibles", "Patients pour qui le système est prévu.", repond=_F
    )
    populations_validees: TexteLong | None = champ(
        "Populations validées", "Populations sur lesquelles la performance est démontrée.", repond=_F
    )
    populations_non_validees: TexteLong | None = champ(
        "Populations non validées", "Populations exclues ou non testées.", repond=_F
    )
    controle_humain: TexteLong | None = champ(
        "Contrôle humain minimal", "Mesures attendues de l’établissement.", repond=_F
    )
    prerequis: TexteLong | None = champ("Prérequis techniques", "Données, matériel, réseau.", repond=_F)
    mode_degrade: TexteLong | None = champ(
        "Fonctionnement dégradé", "Ce qui se passe sans réseau ou sans service.", repond=_F
    )
    procedures_incident: TexteLong | None = champ(
        "Procédures en cas d’incident", "Procédures du fournisseur.", repond=_F
    )
    formation: TexteLong | None = champ(
        "Accompagnement à la formation", "Formation initiale et continue.", repond=_F
    )
    interoperabilite: TexteLong | None = champ(
        "Interopérabilité", "Interfaces DPI, RIS, PACS et standards.", repond=_F
    )
    impact_environnemental: TexteLong | None = champ(
        "Impact environnemental", "Consommation et empreinte, méthode.", repond=_F
    )
