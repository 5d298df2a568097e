"""What patients are told about a system: how it weighs on care, in whose words, with which rights.

The fields follow guide HAS/CNIL chapter 7, RGPD art. 13 and 14, CSP L. 1111-2 and L. 4001-3.
"""

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
from sia_docs.models.traduction import Traduction

_A, _C, _D, _F = Repondant.ACHETEUR, Repondant.CLINICIEN, Repondant.DPO, Repondant.FOURNISSEUR
_Lignes = Annotated[tuple[TexteLong, ...], Field(max_length=100)]


class PartDecision(Choix):
    """Weight of the system's result in the medical decision (guide 7.4)."""

    AUCUNE = "aucune", "aucune part dans la décision"
    ACCESSOIRE = "accessoire", "une part accessoire dans la décision"
    AIDE = "aide", "une aide à la décision"
    MAJORITAIRE = "majoritaire", "une part majoritaire dans la décision"


class BaseLegale(Choix):
    """Legal basis of the processing (RGPD art. 6(1))."""

    MISSION = "mission_interet_public", "l’exécution d’une mission d’intérêt public"
    INTERET = "interet_legitime", "l’intérêt légitime de l’établissement"
    OBLIGATION = "obligation_legale", "le respect d’une obligation légale"
    CONSENTEMENT = "consentement", "le consentement"


class Droit(Choix):
    """A right of RGPD chapter III that a notice may promise."""

    ACCES = "acces", "droit d’accès"
    RECTIFICATION = "rectification", "droit de rectification"
    EFFACEMENT = "effacement", "droit à l’effacement"
    LIMITATION = "limitation", "droit à la limitation"
    OPPOSITION = "opposition", "droit d’opposition"
    PORTABILITE = "portabilite", "droit à la portabilité"
    RETRAIT = "retrait_consentement", "droit de retirer son consentement"


class Titre(Choix):
    """How a professional is called."""

    DR = "Dr", "Dr"
    PR = "Pr", "Pr"
    M = "M.", "M."
    MME = "Mme", "Mme"
    AUCUN = "aucun", ""


class Professionnel(Modele):
    """A professional who checks what the system gives, or supervises its use."""

    titre: Titre | None = champ("Titre", "Dr, Pr, M., Mme ou aucun.", repond=_C)
    nom: Texte | None = champ("Nom du professionnel", "Prénom et nom.", repond=_C)
    fonction: Texte | None = champ(
        "Fonction du professionnel", "Accordée à la personne : radiologue, infirmière…", repond=_C
    )
    present: OuiNon = champ(
        "Présent lors de l’acte",
        "Oui si la personne était présente lors de l’acte : elle seule peut valider le document.",
        repond=_C,
    )


class PerformanceLocale(Modele):
    """What was measured on the patients of the hospital, to be told in lay numbers."""

    affection: Texte | None = champ(
        "Affection recherchée",
        "Groupe nominal sans article, en mots simples.",
        repond=_C,
        exemple="embolie pulmonaire",
    )
    signe: Texte | None = champ(
        "Ce que le système signale",
        "Complément du verbe « signaler », avec son article, en mots simples.",
        repond=_C,
        exemple="une embolie pulmonaire",
    )
    examen: Texte | None = champ(
        "Personnes examinées",
        "Suite de « 1 000 personnes », en mots simples.",
        repond=_C,
        exemple="qui passent un scanner des poumons",
    )
    mesuree_le: Jour | None = champ("Date de la mesure", "Date de l’évaluation.", repond=_C)
    lieu: Texte | None = champ("Lieu de la mesure", "Établissement ou étude.", repond=_C)
    locale: OuiNon = champ(
        "Mesure faite dans l’établissement", "Non : la mesure vient du fournisseur ou d’une étude.", repond=_C
    )
    effectif: Entier | None = champ("Effectif de l’évaluation", "Nombre de personnes.", repond=_C)
    sensibilite_pct: Nombre | None = champ("Sensibilité mesurée (%)", "Entre 0 et 100.", repond=_C)
    specificite_pct: Nombre | None = champ("Spécificité mesurée (%)", "Entre 0 et 100.", repond=_C)
    prevalence_pct: Nombre | None = champ(
        "Prévalence locale (%)",
        "Part des personnes examinées dans l’établissement qui ont l’affection, entre 0 et 100.",
        repond=_C,
    )


class Conservation(Modele):
    """How long one kind of data is kept (RGPD art. 13(2)(a))."""

    donnees: Texte = obligatoire("Données conservées", "Catégorie de données.", repond=_D)
    duree: Texte | None = champ("Durée", "Durée ou critère.", repond=_D)


class Destinataire(Modele):
    """Who receives the data (RGPD art. 13(1)(e))."""

    qui: Texte = obligatoire("Destinataire", "Personne, service ou catégorie.", repond=_D)
    pourquoi: Texte | None = champ("Motif de la transmission", "Pour quoi faire.", repond=_D)


class Reutilisation(Modele):
    """Another use of the data: a separate processing, with its own notice (guide 7, RGPD art. 13(3))."""

    finalite: Texte = obligatoire(
        "Finalité de la réutilisation",
        "Groupe infinitif : améliorer le modèle, mener une étude sur…",
        repond=_D,
    )
    donnees: _Lignes | None = champ("Données réutilisées", "Une ligne par catégorie.", repond=_D)
    base_legale: BaseLegale | None = champ("Base légale de la réutilisation", "Article 6 du RGPD.", repond=_D)
    interet: Texte | None = champ("Intérêt poursuivi", "Seulement pour l’intérêt légitime.", repond=_D)
    responsable: Texte | None = champ(
        "Responsable de la réutilisation",
        "Qui décide de cet usage : le nom de l’établissement si c’est lui.",
        repond=_D,
    )
    adresse: Texte | None = champ(
        "Adresse du responsable de la réutilisation",
        "Et celle de son représentant, s’il est établi hors de l’Union européenne. Inutile pour l’établissement.",
        repond=_D,
    )
    dpo: Texte | None = champ(
        "Délégué à la protection des données du responsable",
        "Comment le joindre, ou « aucun ». Inutile pour l’établissement.",
        repond=_D,
    )
    exception_art9: Texte | None = champ(
        "Exception pour les données de santé",
        "Alinéa du paragraphe 2 de l’article 9 du RGPD, en mots simples.",
        repond=_D,
    )
    sources: _Lignes | None = champ("Sources des données réutilisées", "D’où elles viennent.", repond=_D)
    transferts: _Lignes | None = champ(
        "Transferts de la réutilisation",
        "Hors de l’Espace économique européen : pays et garantie ; liste vide s’il n’y en a aucun.",
        repond=_D,
    )
    decision_sans_humain: OuiNon = champ(
        "Décision automatisée dans la réutilisation",
        "Oui si une décision sur la personne y est prise sans intervention humaine (RGPD art. 22).",
        repond=_D,
    )
    destinataires: _Lignes | None = champ("Destinataires de la réutilisation", "Une ligne chacun.", repond=_D)
    duree: Texte | None = champ("Durée de la réutilisation", "Durée ou critère.", repond=_D)
    formalite: Texte | None = champ(
        "Formalité accomplie", "Référentiel, méthodologie de référence ou autorisation.", repond=_D
    )


class DonneesPatients(Modele):
    """What the RGPD notice needs and that the rest of the dossier does not say."""

    patients: OuiNon = champ(
        "Données sur des patients",
        "Non : les données ne portent que sur des agents ; aucune notice n’est due aux patients.",
        repond=_D,
    )
    categories: _Lignes | None = champ(
        "Données utilisées, pour le public",
        "En mots simples, une ligne par catégorie ; à défaut, les données nécessaires du système.",
        repond=_D,
        exemple="les images de votre scanner",
    )
    finalites: _Lignes | None = champ(
        "Finalités du traitement", "Groupes infinitifs, en mots simples : une finalité par ligne.", repond=_D
    )
    base_legale: BaseLegale | None = champ(
        "Base légale du traitement",
        "mission_interet_public pour un établissement public ; jamais le consentement pour les soins.",
        repond=_D,
    )
    interet: Texte | None = champ(
        "Intérêt légitime poursuivi", "Seulement si la base légale est l’intérêt légitime.", repond=_D
    )
    sources_indirectes: OuiNon = champ(
        "Données reçues d’ailleurs",
        "Oui si des données viennent d’un autre que la personne : imagerie de ville, DMP… (RGPD art. 14).",
        repond=_D,
    )
    sources: _Lignes | None = champ("Sources des données", "D’où viennent les données.", repond=_D)
    destinataires: Annotated[tuple[Destinataire, ...], Field(max_length=50)] | None = champ(
        "Destinataires", "Personnes et organismes qui reçoivent les données.", repond=_D
    )
    conservation: Annotated[tuple[Conservation, ...], Field(max_length=50)] | None = champ(
        "Durées de conservation", "Une ligne par catégorie de données.", repond=_D
    )
    dossier_medical: OuiNon = champ(
        "Résultat versé au dossier médical",
        "Oui si ce que produit le système y est gardé : il suit alors la durée du dossier (R. 1112-7 CSP).",
        repond=_D,
    )
    transferts: _Lignes | None = champ(
        "Transferts hors de l’Espace économique européen",
        "Pays et garantie ; liste vide s’il n’y en a aucun. Un accès à distance est un transfert.",
        repond=_D,
    )
    obligatoire: OuiNon = champ(
        "Fourniture obligatoire des données", "La personne est-elle tenue de les fournir ?", repond=_D
    )
    consequence_refus: TexteLong | None = champ(
        "Conséquence si les données manquent", "Ce qui se passe sans ces données.", repond=_D
    )
    coresponsables: _Lignes | None = champ(
        "Responsables conjoints", "Liste vide s’il n’y en a aucun (RGPD art. 26).", repond=_D
    )
    droits_annonces: Annotated[tuple[Droit, ...], Field(max_length=10)] | None = champ(
        "Droits annoncés",
        "À laisser inconnu : les droits suivent de la base légale. Sinon ils sont contrôlés.",
        repond=_D,
    )
    reutilisations: Annotated[tuple[Reutilisation, ...], Field(max_length=20)] | None = champ(
        "Réutilisations des données", "Liste vide s’il n’y en a aucune.", repond=_D
    )


class Publication(Modele):
    """Version of the patient documents, and who answers for them."""

    version: Texte | None = champ("Version des documents", "Par exemple 1.0.", repond=_D)
    publiee_le: Jour | None = champ("Date de publication", "Jour de la mise à disposition.", repond=_D)
    prochaine_revue: Jour | None = champ(
        "Prochaine révision", "Au plus un an après la publication.", repond=_D
    )
    valide_par: Contact | None = champ("Validation", "Personne qui a validé les textes.", repond=_D)
    usagers_consultes_le: Jour | None = champ(
        "Représentants des usagers consultés le", "Date d’avis de la commission des usagers.", repond=_D
    )


_Traductions = Annotated[tuple[Traduction, ...], Field(max_length=20)]


class Information(Modele):
    """Information of the patients about the system."""

    # -- ce qui décide du niveau (guide 7.2 à 7.4)
    contexte_soins: OuiNon = champ(
        "Utilisé dans les soins", "Prévention, diagnostic ou soins d’un patient.", repond=_C
    )
    patients_concernes: OuiNon = champ(
        "Patients directement concernés", "Le résultat porte sur un patient donné.", repond=_C
    )
    part_decision: PartDecision | None = champ(
        "Part dans la décision", "aucune, accessoire, aide ou majoritaire.", repond=_C
    )
    decision_sans_humain: OuiNon = champ(
        "Décision sans intervention humaine", "Une décision produit ses effets sans être revue.", repond=_C
    )
    donnees_cliniques_objectivables: OuiNon = champ(
        "Autres données cliniques",
        "Un humain dispose d’autres données cliniques pour vérifier le résultat.",
        repond=_C,
    )
    risque_specifique: OuiNon = champ("Risque spécifique", "Risque particulier pour la personne.", repond=_C)
    droits_exercables_avant: OuiNon = champ(
        "Droits exerçables avant l’utilisation",
        "Informée avant, la personne peut s’opposer ou choisir autre chose.",
        repond=_C,
    )
    niveau3_decide: OuiNon = champ(
        "Notice de niveau 3 remise",
        "L’équipe décide de remettre la notice de niveau 3 avant l’utilisation : le guide dit qu’elle « peut » l’être.",
        repond=_C,
    )
    urgence: OuiNon = champ(
        "Utilisé dans l’urgence", "L’information préalable y est souvent impossible.", repond=_C
    )
    apprentissage_massif: OuiNon = champ(
        "Apprentissage sur des données massives",
        "L’algorithme a été entraîné sur des données massives (L. 4001-3 CSP).",
        repond=_F,
    )
    capte_voix_image: OuiNon = champ(
        "Enregistrement de la voix ou de l’image", "Voix, photo ou vidéo identifiable.", repond=_C
    )
    emotion_biometrie: OuiNon = champ(
        "Émotions ou catégories biométriques",
        "Reconnaissance d’émotions, catégorisation (RIA art. 50).",
        repond=_F,
    )
    niveau2_motif: TexteLong | None = champ(
        "Motif d’information de niveau 2",
        "Pour un système technique seulement : motif d’une information spécifique malgré l’exception du guide.",
        repond=_C,
    )
    # -- ce qu'on dit aux patients
    nom_public: Texte | None = champ(
        "Nom pour le public",
        "Groupe nominal au singulier sans article, en mots simples.",
        repond=_C,
        exemple="logiciel d’aide à la lecture des scanners",
    )
    usage_public: Texte | None = champ(
        "À quoi il sert, pour le public",
        "Groupe infinitif, en mots simples.",
        repond=_C,
        exemple="repérer plus vite une embolie pulmonaire sur un scanner",
    )
    finalite_falc: Texte | None = champ(
        "À quoi il sert, en facile à lire",
        "Complète « Ce logiciel sert à » : un verbe, des mots de tous les jours, moins de dix mots. Facultatif.",
        repond=_C,
        exemple="repérer une infection grave",
    )
    finalite_mention: Texte | None = champ(
        "Finalité dans la phrase du compte rendu",
        "Complète « peut être utilisé comme » : aide au diagnostic, aide à la décision médicale…",
        repond=_C,
        exemple="aide au diagnostic",
    )
    population: Texte | None = champ("Patients concernés", "À quels patients il sert.", repond=_C)
    benefices: _Lignes | None = champ("Bénéfices attendus", "Mots simples, sans promesse.", repond=_C)
    limites: _Lignes | None = champ("Limites, pour le public", "Ce qu’il ne sait pas faire.", repond=_C)
    risques: _Lignes | None = champ(
        "Risques, pour le public", "Et ce qui est fait pour les éviter.", repond=_C
    )
    exclusions: _Lignes | None = champ(
        "Personnes pour qui il ne convient pas",
        "Âge, grossesse, peau… ; liste vide s’il n’y en a pas.",
        repond=_C,
    )
    pourquoi: TexteLong | None = champ(
        "Pourquoi il est proposé", "Pourquoi il est proposé au patient, en s’adressant à lui.", repond=_C
    )
    controle: TexteLong | None = champ(
        "Contrôle par un professionnel", "Qui contrôle le résultat, quand et comment.", repond=_C
    )
    alternatives: _Lignes | None = champ(
        "Autres possibilités", "Sans le système, et leurs effets.", repond=_C
    )
    consequences_refus: TexteLong | None = champ(
        "Conséquences d’un refus", "Ce qui change si le patient refuse.", repond=_C
    )
    frequence: Texte | None = champ("Fréquence d’utilisation", "À quelle échelle.", repond=_C)
    superviseur: Professionnel | None = champ(
        "Professionnel responsable", "Professionnel qui supervise l’utilisation.", repond=_C
    )
    performance: PerformanceLocale | None = champ(
        "Performance pour le public", "Mesure dite en nombres simples.", repond=_C
    )
    donnees: DonneesPatients | None = champ("Données des patients", "Mentions du RGPD.", repond=_D)
    publication: Publication | None = champ("Publication", "Version et validation des documents.", repond=_D)
    traductions: _Traductions | None = champ(
        "Traductions",
        "Les mots pour les patients dans d’autres langues ; les listes ont autant de lignes qu’en français.",
        repond=_C,
    )
