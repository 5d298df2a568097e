"""The words for patients in another language: only what they read, next to the French of the dossier.

The fields have the names of those of :class:`sia_docs.models.information.Information` that they
translate, so that nobody has to learn two lists; a list has as many lines as the French one.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from sia_docs.models.base import Jour, Modele, Repondant, Texte, TexteLong, champ, obligatoire
from sia_docs.models.etablissement import Contact

_C, _D = Repondant.CLINICIEN, Repondant.DPO
_Lignes = Annotated[tuple[TexteLong, ...], Field(max_length=100)]


class SuperviseurTraduit(Modele):
    """Words about the professional; a name is not translated."""

    fonction: Texte | None = champ("Fonction du professionnel (traduction)", "radiologist, nurse…", repond=_C)


class PerformanceTraduite(Modele):
    """Words of the measured performance."""

    affection: Texte | None = champ(
        "Affection recherchée (traduction)", "Sans article, en mots simples.", repond=_C
    )
    signe: Texte | None = champ(
        "Ce que le système signale (traduction)", "Avec son article, en mots simples.", repond=_C
    )
    examen: Texte | None = champ(
        "Personnes examinées (traduction)", "Suite de « 1 000 personnes ».", repond=_C
    )


class ConservationTraduite(Modele):
    """One row of what is kept, in the order of the French rows."""

    donnees: Texte = obligatoire("Données conservées (traduction)", "Catégorie de données.", repond=_D)
    duree: Texte | None = champ("Durée (traduction)", "Durée ou critère.", repond=_D)


class DestinataireTraduit(Modele):
    """One recipient, in the order of the French rows."""

    qui: Texte = obligatoire("Destinataire (traduction)", "Personne, service ou catégorie.", repond=_D)
    pourquoi: Texte | None = champ("Motif de la transmission (traduction)", "Pour quoi faire.", repond=_D)


class DonneesTraduites(Modele):
    """Words of the notice about the data."""

    finalites: _Lignes | None = champ(
        "Finalités du traitement (traduction)", "Groupes infinitifs ; en anglais, sans « to ».", repond=_D
    )
    sources: _Lignes | None = champ(
        "Sources des données (traduction)", "D’où viennent les données.", repond=_D
    )
    destinataires: Annotated[tuple[DestinataireTraduit, ...], Field(max_length=50)] | None = champ(
        "Destinataires (traduction)", "Personnes et organismes qui reçoivent les données.", repond=_D
    )
    conservation: Annotated[tuple[ConservationTraduite, ...], Field(max_length=50)] | None = champ(
        "Durées de conservation (traduction)", "Une ligne par catégorie de données.", repond=_D
    )
    consequence_refus: TexteLong | None = champ(
        "Conséquence si les données manquent (traduction)", "Ce qui se passe sans ces données.", repond=_D
    )


class EtablissementTraduit(Modele):
    """Words about the hospital; names, addresses and contacts stay as they are."""

    accueil: Texte | None = champ("Lieu d’accueil (traduction)", "Où poser ses questions.", repond=_C)


class Traduction(Modele):
    """The words for patients in one language."""

    langue: Annotated[str, Field(pattern="^[a-z]{2}$")] = obligatoire(
        "Langue (traduction)", "Code à deux lettres : en, ar, es…", repond=_C, exemple="en"
    )
    version_traduite: Texte | None = champ(
        "Version française traduite",
        "Version des documents (publication.version) que cette traduction suit ; refusée si elle n’est plus la bonne.",
        repond=_C,
        exemple="1.0",
    )
    relue_par: Contact | None = champ(
        "Relecture (traduction)", "Personne compétente dans les deux langues.", repond=_C
    )
    relue_le: Jour | None = champ("Date de relecture (traduction)", "Jour de la relecture.", repond=_C)
    etablissement: EtablissementTraduit | None = champ(
        "Établissement (traduction)", "Les mots de l’établissement que lisent les patients.", repond=_C
    )
    nom_public: Texte | None = champ(
        "Nom pour le public (traduction)",
        "Groupe nominal au singulier sans article, en mots simples.",
        repond=_C,
        exemple="software that helps to read scans",
    )
    usage_public: Texte | None = champ(
        "À quoi il sert, pour le public (traduction)",
        "Complète « ce logiciel sert à » ; en anglais, sans « to ».",
        repond=_C,
        exemple="flag the lung scans to read first",
    )
    finalite_mention: Texte | None = champ(
        "Finalité dans la phrase du compte rendu (traduction)", "Groupe nominal.", repond=_C
    )
    population: Texte | None = champ(
        "Patients concernés (traduction)", "À quels patients il sert.", repond=_C
    )
    benefices: _Lignes | None = champ(
        "Bénéfices attendus (traduction)", "Mots simples, sans promesse.", repond=_C
    )
    limites: _Lignes | None = champ(
        "Limites, pour le public (traduction)", "Ce qu’il ne sait pas faire.", repond=_C
    )
    risques: _Lignes | None = champ(
        "Risques, pour le public (traduction)", "Et ce qui est fait pour les éviter.", repond=_C
    )
    exclusions: _Lignes | None = champ(
        "Personnes pour qui il ne convient pas (traduction)", "Âge, grossesse, peau…", repond=_C
    )
    pourquoi: TexteLong | None = champ(
        "Pourquoi il est proposé (traduction)", "En s’adressant au patient.", repond=_C
    )
    controle: TexteLong | None = champ(
        "Contrôle par un professionnel (traduction)", "Qui contrôle le résultat.", repond=_C
    )
    alternatives: _Lignes | None = champ(
        "Autres possibilités (traduction)", "Sans le système, et leurs effets.", repond=_C
    )
    consequences_refus: TexteLong | None = champ(
        "Conséquences d’un refus (traduction)", "Ce qui change si le patient refuse.", repond=_C
    )
    frequence: Texte | None = champ("Fréquence d’utilisation (traduction)", "À quelle échelle.", repond=_C)
    superviseur: SuperviseurTraduit | None = champ(
        "Professionnel responsable (traduction)", "Sa fonction.", repond=_C
    )
    performance: PerformanceTraduite | None = champ(
        "Performance pour le public (traduction)", "Les mots, pas les nombres.", repond=_C
    )
    donnees: DonneesTraduites | None = champ(
        "Données des patients (traduction)", "Les mots de la notice.", repond=_D
    )


PROPRES = frozenset({"langue", "version_traduite", "relue_par", "relue_le", "etablissement"})
"""Fields that translate nothing of ``information``: about the translation, or about the hospital."""


def translated_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields of a model of translation that translate a field of the same name."""
    return tuple(name for name in model.model_fields if name not in PROPRES)
