"""The inventory of a hospital's AI systems: what its charters are made of.

It names the dossiers of the systems instead of repeating them, so that the charters and the documents for
patients tell the same facts.  It adds what only the charters need: who validated a system and for which
data, which uses are approved and under which conditions, the options of the hospital, who to turn to, and
which bodies were consulted (guide HAS/CNIL 1.1, 1.4, 1.5 and 12.1).

Not to be confused with :mod:`sia_docs.models.charte`, the *look* of a hospital.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sia_docs.models.base import (
    Choix,
    Entier,
    Jour,
    Lien,
    Modele,
    OuiNon,
    Repondant,
    Texte,
    TexteLong,
    champ,
    obligatoire,
)
from sia_docs.models.dossier import Dossier
from sia_docs.models.etablissement import Contact, Etablissement, TypeEtablissement
from sia_docs.models.fournisseur import Fournisseur
from sia_docs.models.systeme import SystemeIA

_A, _C, _D, _R = Repondant.ACHETEUR, Repondant.CLINICIEN, Repondant.DPO, Repondant.RSSI
_I, _J = Repondant.DSI, Repondant.JURISTE

Identifiant = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A short name inside the inventory: lower case, digits and hyphens."""
_Lignes = Annotated[tuple[TexteLong, ...], Field(max_length=50)]


class ClasseDonnees(Choix):
    """A class of data that somebody may want to type into a tool, from the freest to the most protected."""

    PUBLIQUES = "publiques", "informations publiques"
    INTERNES = "internes", "informations internes sans donnée sur une personne"
    ANONYMES = "anonymes", "données anonymes"
    TIERS = "tiers", "documents protégés de tiers"
    PSEUDONYMES = "pseudonymes", "données pseudonymisées"
    PERSONNEL = "personnel", "données sur le personnel"
    VOIX_IMAGES = "voix_images", "voix ou images de personnes"
    PATIENTS = "patients", "données identifiantes ou de santé des patients"
    SECRETS = "secrets", "mots de passe, secrets de sécurité et secrets des affaires"


class Metier(Choix):
    """A job for which the charter gives examples."""

    MEDECIN = "medecin", "médecin"
    INFIRMIER = "infirmier", "infirmier"
    SECRETAIRE = "secretaire", "secrétaire médical"
    ACHETEUR = "acheteur", "acheteur"
    COMMUNICATION = "communication", "chargé de communication"
    INFORMATICIEN = "informaticien", "informaticien"
    RECHERCHE = "recherche", "chercheur"


class StatutValidation(Choix):
    """What the hospital decided about a system."""

    VALIDE = "valide", "validé"
    EN_EXAMEN = "en_examen", "en cours d’examen"
    SUSPENDU = "suspendu", "suspendu"
    REFUSE = "refuse", "refusé"


class StatutUsage(Choix):
    """State of an approved use."""

    OUVERT = "ouvert", "ouvert"
    ESSAI = "essai", "à l’essai"
    A_VENIR = "a_venir", "à venir"
    SUSPENDU = "suspendu", "suspendu"


class Filtrage(Choix):
    """What the outgoing proxy does with tools that are not approved (guide 12.1)."""

    AUCUN = "aucun", "aucun filtrage"
    AVERTISSEMENT = "avertissement", "un avertissement avant l’accès"
    BLOCAGE = "blocage", "un accès bloqué"


class Avis(Choix):
    """What a body answered."""

    FAVORABLE = "favorable", "avis favorable"
    RESERVES = "favorable_avec_reserves", "avis favorable avec réserves"
    DEFAVORABLE = "defavorable", "avis défavorable"
    INFORMATION = "information", "information reçue"
    ATTENDU = "attendu", "avis attendu"


class Validation(Modele):
    """The decision of the hospital on a system."""

    statut: StatutValidation | None = champ(
        "Décision sur le système", "valide, en_examen, suspendu ou refuse.", repond=_I
    )
    le: Jour | None = champ("Date de la décision sur le système", "Jour de la décision.", repond=_I)
    par: Texte | None = champ("Décision prise par", "Instance ou personne qui a décidé.", repond=_I)
    donnees: Annotated[tuple[ClasseDonnees, ...], Field(max_length=9)] | None = champ(
        "Données pour lesquelles le système est validé",
        "Classes de données ; aucun usage ne peut en admettre d’autres.",
        repond=_D,
    )
    aipd_le: Jour | None = champ(
        "Date de l’analyse d’impact", "Analyse d’impact sur la protection des données.", repond=_D
    )


class SystemeInventorie(Modele):
    """A system of the hospital: its dossier, or its description when it has none."""

    id: Identifiant = obligatoire(
        "Identifiant du système",
        "Mot court qui le désigne dans cet inventaire.",
        repond=_I,
        exemple="dictee",
    )
    dossier: Texte | None = champ(
        "Dossier du système",
        "Chemin du dossier, relatif à ce fichier : ses faits sont alors ceux des documents pour les patients.",
        repond=_I,
        exemple="../../scribe/dossier.yaml",
    )
    systeme: SystemeIA | None = champ(
        "Description du système sans dossier",
        "Pour un outil qui n’a pas de dossier : les champs utiles de la section « systeme » d’un dossier.",
        repond=_I,
    )
    fournisseur: Fournisseur | None = champ(
        "Fournisseur du système sans dossier",
        "Pour un outil qui n’a pas de dossier : les champs utiles de la section « fournisseur » d’un dossier.",
        repond=_I,
    )
    validation: Validation | None = champ(
        "Validation du système", "Ce que l’établissement a décidé.", repond=_I
    )


class UsageApprouve(Modele):
    """A row of the catalogue: one use of one validated generative system."""

    usage: Texte = obligatoire(
        "Usage", "Groupe infinitif.", repond=_C, exemple="préparer le compte rendu d’une consultation"
    )
    systeme: Identifiant | None = champ(
        "Système employé", "Identifiant d’un système de cet inventaire.", repond=_I
    )
    metiers: Annotated[tuple[Metier, ...], Field(max_length=7)] | None = champ(
        "Métiers de l’usage", "Métiers concernés ; liste vide : tous.", repond=_C
    )
    donnees: Annotated[tuple[ClasseDonnees, ...], Field(max_length=9)] | None = champ(
        "Données admises dans l’usage", "Classes de données admises dans cet usage.", repond=_D
    )
    conditions: _Lignes | None = champ(
        "Conditions de l’usage", "Une ligne par condition ; liste vide s’il n’y en a aucune.", repond=_C
    )
    verification: TexteLong | None = champ(
        "Vérification attendue", "Ce qu’il faut vérifier avant de se servir du résultat.", repond=_C
    )
    responsable: Contact | None = champ(
        "Responsable de l’usage", "Personne ou service qui en répond.", repond=_I
    )
    approuve_le: Jour | None = champ("Date d’approbation", "Jour de l’approbation de l’usage.", repond=_I)
    statut: StatutUsage | None = champ("État de l’usage", "ouvert, essai, a_venir ou suspendu.", repond=_I)


class OutilNonApprouve(Modele):
    """A tool that people know, and that the hospital did not approve."""

    nom: Texte = obligatoire("Nom de l’outil", "Nom courant de l’outil ou de la famille d’outils.", repond=_I)
    raison: TexteLong | None = champ(
        "Raison de ne pas approuver l’outil", "Pourquoi il n’est pas approuvé.", repond=_R
    )
    remplace_par: Texte | None = champ(
        "Outil à employer à la place", "Ce qu’il faut employer au lieu de cet outil.", repond=_I
    )


class OptionsCharte(Modele):
    """What the hospital chose; each choice changes the text of the charter."""

    filtrage: Filtrage | None = champ(
        "Filtrage sortant", "aucun, avertissement ou blocage des outils non approuvés.", repond=_R
    )
    journalisation: OuiNon = champ(
        "Connexions enregistrées", "Le filtrage garde la trace des connexions.", repond=_R
    )
    duree_journaux: Texte | None = champ(
        "Durée de conservation des journaux", "Durée pendant laquelle la trace est gardée.", repond=_R
    )
    acces_journaux: Texte | None = champ(
        "Accès aux journaux", "Qui peut lire la trace, et dans quel cas.", repond=_R
    )
    usage_hors_catalogue: OuiNon = champ(
        "Outil non approuvé toléré",
        "Un outil hors du catalogue peut servir, sur les seules données listées ensuite.",
        repond=_R,
    )
    donnees_hors_catalogue: Annotated[tuple[ClasseDonnees, ...], Field(max_length=9)] | None = champ(
        "Données tolérées hors du catalogue", "Classes de données admises dans un tel outil.", repond=_D
    )
    compte_personnel: OuiNon = champ(
        "Compte personnel toléré", "Un compte personnel peut servir pour le travail.", repond=_R
    )
    appareil_personnel: OuiNon = champ(
        "Appareil personnel toléré", "Un téléphone ou un ordinateur personnel peut servir.", repond=_R
    )
    agents: OuiNon = champ(
        "Agents d’IA admis", "Des systèmes qui agissent eux-mêmes dans les logiciels sont admis.", repond=_R
    )
    traduction: OuiNon = champ(
        "Traduction automatique avec un patient", "Admise avec un outil approuvé.", repond=_C
    )
    enregistrement: OuiNon = champ(
        "Enregistrement de la voix", "Admis avec un outil approuvé et l’accord des personnes.", repond=_D
    )
    code: OuiNon = champ("Code généré", "Du code informatique produit par une IA est admis.", repond=_R)
    images: OuiNon = champ("Images générées", "Des images produites par une IA sont admises.", repond=_A)
    entrainement_interdit: OuiNon = champ(
        "Entraînement interdit aux fournisseurs",
        "Les contrats interdisent d’entraîner un modèle sur les données de l’établissement.",
        repond=_A,
    )
    conservation_demandes: Texte | None = champ(
        "Conservation des demandes et des réponses", "Durée, et où elles sont gardées.", repond=_D
    )
    formation_obligatoire: OuiNon = champ(
        "Formation obligatoire", "Une formation précède l’usage.", repond=_I
    )
    habilitation: OuiNon = champ(
        "Accès sur habilitation", "L’accès est ouvert à la personne après sa formation.", repond=_I
    )
    engagement_signe: OuiNon = champ("Engagement signé", "Chaque personne signe l’engagement.", repond=_J)
    acceptation_electronique: OuiNon = champ(
        "Acceptation électronique", "La charte est acceptée à l’écran.", repond=_I
    )
    annexee_au_reglement_interieur: OuiNon = champ(
        "Annexée au règlement intérieur",
        "Oui seulement après la procédure de consultation ; change ce que la charte dit des sanctions.",
        repond=_J,
    )


class ContactsCharte(Modele):
    """Whom to turn to, besides the contacts of the hospital itself."""

    support: Contact | None = champ("Assistance informatique", "Aide à l’emploi des outils.", repond=_I)
    incident: Contact | None = champ(
        "Signalement d’un incident", "À défaut : le référent incident ou le RSSI.", repond=_R
    )
    vigilance: Contact | None = champ(
        "Vigilances", "Correspondant de matériovigilance ou gestion des risques.", repond=_C
    )
    communication: Contact | None = champ("Communication", "Service de la communication.", repond=_A)
    formation: Contact | None = champ("Formation", "Service de la formation.", repond=_I)
    interprete: Contact | None = champ("Interprètes", "Interprétariat professionnel.", repond=_C)


class Formation(Modele):
    """The training that goes with the charter (guide 4.1, RIA art. 4)."""

    intitule: Texte | None = champ("Intitulé de la formation", "Nom du module.", repond=_I)
    duree: Texte | None = champ("Durée de la formation", "Durée du module.", repond=_I)
    periodicite: Texte | None = champ("Périodicité de la formation", "Quand la refaire.", repond=_I)
    lien: Lien | None = champ("Adresse de la formation", "Adresse web en https.", repond=_I)
    registre: Texte | None = champ("Registre de formation", "Où la réussite est notée.", repond=_I)
    reussite: Annotated[Entier, Field(ge=1, le=10)] | None = champ(
        "Réussite au questionnaire", "Nombre de bonnes réponses attendu, sur dix.", repond=_I
    )


class Instance(Modele):
    """A body that is consulted or informed."""

    existe: OuiNon = champ(
        "Existence de l’instance",
        "Non : la structure n’a pas cette instance, et les documents n’en parlent pas.",
        repond=_J,
    )
    nom: Texte | None = champ("Nom de l’instance", "Nom d’usage dans l’établissement.", repond=_J)
    contact: Contact | None = champ("Contact de l’instance", "Secrétariat ou présidence.", repond=_J)
    saisi_le: Jour | None = champ("Date de saisine", "Jour de l’envoi du dossier.", repond=_J)
    reuni_le: Jour | None = champ("Date de la réunion", "Jour où la charte a été examinée.", repond=_J)
    avis: Avis | None = champ("Avis", "Ce que l’instance a répondu.", repond=_J)


class Gouvernance(Modele):
    """The bodies that follow AI, and those that the adoption of a charter goes through (guide 1.1)."""

    comite_ia: Instance | None = champ("Comité IA", "Comité ou référent chargé de l’IA.", repond=_I)
    comite_ethique: Instance | None = champ("Comité d’éthique", "Comité ou espace éthique.", repond=_C)
    cme: Instance | None = champ(
        "Instance médicale", "Commission ou conférence médicale (CME, CMG).", repond=_C
    )
    soins: Instance | None = champ("Instance des soins", "Commission des soins infirmiers.", repond=_C)
    cse: Instance | None = champ("Comité social", "Représentants du personnel (CSE).", repond=_J)
    f3sct: Instance | None = champ(
        "Formation santé, sécurité et conditions de travail", "F3SCT ou CSSCT.", repond=_J
    )
    cdu: Instance | None = champ("Commission des usagers", "Commission des usagers (CDU).", repond=_A)


class VersionPrecedente(Modele):
    """An earlier version of the charter."""

    version: Texte = obligatoire("Version précédente", "Son numéro.", repond=_J)
    adoptee_le: Jour | None = champ("Adoption de la version précédente", "Son jour d’adoption.", repond=_J)
    resume: TexteLong | None = champ("Résumé de la version précédente", "En une phrase.", repond=_J)


class VersionCharte(Modele):
    """The charter itself: version, adoption, review, where to read it."""

    version: Texte | None = champ("Version de la charte", "Par exemple 1.0.", repond=_J)
    adoptee_le: Jour | None = champ("Date d’adoption", "Jour de la décision.", repond=_J)
    adoptee_par: Texte | None = champ(
        "Adoptée par", "Qui signe la décision.", repond=_J, exemple="le directeur général"
    )
    prochaine_revue: Jour | None = champ(
        "Prochaine révision de la charte", "Au plus douze mois après l’adoption.", repond=_J
    )
    referent: Contact | None = champ(
        "Référent de la charte", "Qui la tient à jour et répond aux questions.", repond=_I
    )
    derogations: Contact | None = champ(
        "Qui accorde les exceptions", "Personne ou instance qui accorde une exception.", repond=_I
    )
    lieu: Texte | None = champ("Où lire la charte", "Intranet, affichage…", repond=_I)
    lien: Lien | None = champ("Adresse de la charte", "Adresse web en https.", repond=_I)
    versions_precedentes: Annotated[tuple[VersionPrecedente, ...], Field(max_length=50)] | None = champ(
        "Versions précédentes", "Liste vide pour une première version.", repond=_J
    )


class Inventaire(Modele):
    """Everything that the charters of a hospital are made of."""

    schema_version: Literal["1"] = obligatoire("Version du schéma", "Toujours « 1 ».", repond=_I)
    date_document: Jour = obligatoire("Date du document", "Date portée sur les documents.", repond=_I)
    date_du_droit: Jour = obligatoire("Date du droit", "Date à laquelle le droit est lu.", repond=_I)
    etablissement: Etablissement = obligatoire(
        "Établissement", "L’hôpital, avec les mêmes contacts que dans les dossiers.", repond=_A
    )
    membres: Annotated[tuple[Texte, ...], Field(max_length=100)] | None = champ(
        "Établissements membres",
        "D’un groupement seulement : noms des établissements dont viennent les dossiers.",
        repond=_A,
    )
    registre_public: Lien | None = champ(
        "Liste publique des systèmes", "Adresse web de la liste publique, en https.", repond=_D
    )
    charte: VersionCharte | None = champ("Charte", "Version, adoption, révision, où la lire.", repond=_J)
    systemes: Annotated[tuple[SystemeInventorie, ...], Field(max_length=200)] = obligatoire(
        "Systèmes", "Les systèmes d’IA de l’établissement.", repond=_I
    )
    usages_approuves: Annotated[tuple[UsageApprouve, ...], Field(max_length=200)] | None = champ(
        "Usages approuvés", "Le catalogue ; liste vide tant qu’aucun usage n’est approuvé.", repond=_I
    )
    outils_non_approuves: Annotated[tuple[OutilNonApprouve, ...], Field(max_length=100)] | None = champ(
        "Outils connus et non approuvés", "Liste vide s’il n’y en a aucun.", repond=_R
    )
    donnees_interdites: Annotated[tuple[ClasseDonnees, ...], Field(max_length=9)] | None = champ(
        "Données interdites dans tout outil",
        "Classes de données ; les secrets le sont toujours.",
        repond=_D,
    )
    options: OptionsCharte | None = champ("Options", "Choix de l’établissement.", repond=_J)
    contacts: ContactsCharte | None = champ("Contacts de la charte", "À qui s’adresser.", repond=_I)
    formation: Formation | None = champ("Formation à l’IA", "La formation du personnel.", repond=_I)
    gouvernance: Gouvernance | None = champ("Gouvernance", "Instances et dates.", repond=_J)


PUBLICS = (TypeEtablissement.CHU, TypeEtablissement.CH, TypeEtablissement.GHT)
PRIVES = (TypeEtablissement.ESPIC, TypeEtablissement.CLINIQUE)


class Droit(Choix):
    """Whose labour law the staff is under; it chooses words and bodies."""

    PUBLIC = "public", "droit public"
    PRIVE = "prive", "droit privé"
    LIBERAL = "liberal", "exercice libéral"
    AUTRE = "autre", "droit non précisé"


@dataclass(frozen=True, slots=True)
class Parc:
    """An inventory and the dossiers that it names."""

    inventaire: Inventaire
    dossiers: Mapping[str, Dossier]
    """By the id of the system in the inventory."""

    def dossier(self, entry: SystemeInventorie) -> Dossier | None:
        """The dossier of a system, when it has one."""
        return self.dossiers.get(entry.id)

    def systeme(self, entry: SystemeInventorie) -> SystemeIA | None:
        """The system itself, from its dossier or from the inventory."""
        dossier = self.dossier(entry)
        return entry.systeme if dossier is None else dossier.systeme

    def entree(self, ident: str | None) -> SystemeInventorie | None:
        """The system of this id."""
        return next((entry for entry in self.inventaire.systemes if entry.id == ident), None)

    @property
    def droit(self) -> Droit:
        """Public, private or liberal; « autre » when nobody says it."""
        hospital = self.inventaire.etablissement
        if hospital.type in PUBLICS:
            return Droit.PUBLIC
        if hospital.type in PRIVES:
            return Droit.PRIVE
        return Droit.LIBERAL if hospital.type is TypeEtablissement.CABINET else Droit.AUTRE
