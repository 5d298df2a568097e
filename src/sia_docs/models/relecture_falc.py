"""The reading of easy-to-read leaflets by people concerned: the answers of a session, and the record kept.

A reader is named only with their agreement.  That a person has an intellectual disability is health
data: these files stay in the hospital, and no document prints the situation of a reader.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sia_docs.models.base import (
    Choix,
    Entier,
    Jour,
    Modele,
    OuiNon,
    Repondant,
    Texte,
    TexteLong,
    champ,
    obligatoire,
)

_C, _D = Repondant.CLINICIEN, Repondant.DPO

Empreinte = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
"""Digest of the words of a leaflet: see :func:`sia_docs.rules.validation_falc.empreinte_des_mots`."""


class Situation(Choix):
    """Why a reader was there; only the first validates a leaflet."""

    CONCERNEE = "personne_concernee", "personne ayant un handicap intellectuel"
    ACCOMPAGNANTE = "accompagnante", "personne qui accompagne les lecteurs"
    PROFESSIONNELLE = "professionnelle", "professionnel de l’établissement"


class Lecteur(Modele):
    """One person who read the leaflet."""

    nom: Texte | None = champ(
        "Nom à imprimer",
        "Prénom et nom, ou prénom seul, comme la personne le veut. Rien si elle ne veut pas être nommée.",
        repond=_C,
        exemple="Camille Le Goff",
    )
    accord_pour_le_nom: OuiNon = champ(
        "Accord pour le nom",
        "La personne a signé son accord pour que son nom soit écrit dans le document.",
        repond=_C,
    )
    situation: Situation | None = champ("Situation du lecteur", "N’est jamais imprimée.", repond=_C)
    langue_maternelle: OuiNon = champ(
        "Langue maternelle", "La langue du document est la langue maternelle de la personne.", repond=_C
    )


class Accord(Modele):
    """Somebody who checked that the leaflet is still right once simplified."""

    nom: Texte | None = champ("Nom (accord)", "Qui donne son accord.", repond=_C)
    le: Jour | None = champ("Date de l’accord", "Jour de l’accord.", repond=_C)


class Accords(Modele):
    """The two checks of the content (rule F-H5)."""

    dpo: Accord | None = champ(
        "Accord du délégué à la protection des données",
        "Le document dit juste sur les données et sur les droits.",
        repond=_D,
    )
    clinicien: Accord | None = champ("Accord du soignant", "Le document dit juste sur les soins.", repond=_C)


class PictogrammeTeste(Modele):
    """One picture shown alone."""

    numero: Annotated[Entier, Field(ge=1)] | None = champ(
        "Numéro de l’image", "Écrit sous l’image dans la trousse.", repond=_C
    )
    idee: Texte = obligatoire("Idée", "Nom de l’idée que l’image doit dire.", repond=_C, exemple="telephone")
    vu: TexteLong | None = champ("Ce que les lecteurs voient", "Leurs mots.", repond=_C)
    compris: OuiNon = champ("Image comprise", "Les lecteurs y voient cette idée.", repond=_C)


class Remarque(Modele):
    """What was said of a line, and what was done."""

    ligne: Annotated[Entier, Field(ge=1)] | None = champ(
        "Ligne", "Numéro de la ligne ; inconnu pour une remarque sur tout le document.", repond=_C
    )
    texte: TexteLong | None = champ("Texte de la ligne", "La ligne telle qu’elle a été lue.", repond=_C)
    remarque: TexteLong | None = champ("Remarque des lecteurs", "Leurs mots.", repond=_C)
    correction: TexteLong | None = champ("Correction", "Ce qui a été changé.", repond=_C)


class _Lecture(Modele):
    """What answers and record both say: which words, read by whom, where, when."""

    document: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,8}(-[A-Z0-9]+)*$")] = obligatoire(
        "Document lu", "Identifiant du document.", repond=_C, exemple="FALC-DROITS"
    )
    systeme: Texte | None = champ(
        "Système du document", "Nom du système, pour un document sur un seul système.", repond=_C
    )
    langue: Annotated[str, Field(pattern="^[a-z]{2}$")] = Field(
        default="fr",
        title="Langue du document lu",
        description="Code à deux lettres.",
        json_schema_extra={"repond": _C.value},
    )
    empreinte: Empreinte | None = champ(
        "Empreinte des mots lus", "Écrite par le programme : ne la changez pas.", repond=_C
    )
    version: Texte | None = champ("Version lue", "Version du document lu.", repond=_C, exemple="1.0")
    date: Jour | None = champ("Date de la relecture", "Jour de la séance.", repond=_C)
    structure: Texte | None = champ(
        "Structure de relecture",
        "Association, ESAT ou groupe qui a relu.",
        repond=_C,
        exemple="Atelier FALC de l’ESAT de Trévénec",
    )
    lecteurs: Annotated[tuple[Lecteur, ...], Field(max_length=50)] | None = champ(
        "Lecteurs", "Les personnes qui ont relu.", repond=_C
    )
    pictogrammes: Annotated[tuple[PictogrammeTeste, ...], Field(max_length=200)] | None = champ(
        "Pictogrammes montrés", "Chaque image montrée seule.", repond=_C
    )
    accords: Accords | None = champ("Accords sur le contenu", "Après la simplification.", repond=_C)


class RelectureFalc(_Lecture):
    """The validation record of one leaflet (rules F-H2 to F-H5)."""

    texte_compris: OuiNon = champ(
        "Texte compris", "Les lecteurs confirment qu’ils ont compris tout le texte.", repond=_C
    )
    remarques: Annotated[tuple[Remarque, ...], Field(max_length=1000)] | None = champ(
        "Remarques", "Les remarques des lecteurs et les corrections faites.", repond=_C
    )


class RegistreRelectures(Modele):
    """All the validation records of one hospital, one for each session and leaflet."""

    schema_version: Literal["1"] = obligatoire("Version du registre", "Toujours « 1 ».", repond=_C)
    relectures: Annotated[tuple[RelectureFalc, ...], Field(max_length=500)] = obligatoire(
        "Relectures", "Une par document et par séance.", repond=_C
    )


class LigneLue(Modele):
    """One numbered line of the leaflet, and what the readers said of it."""

    ligne: Annotated[Entier, Field(ge=1)] = obligatoire(
        "Numéro de la ligne", "Écrit dans la marge.", repond=_C
    )
    texte: TexteLong = obligatoire("Texte lu", "Écrit par le programme : ne le changez pas.", repond=_C)
    compris: OuiNon = champ("Ligne comprise", "Tous les lecteurs ont compris la ligne.", repond=_C)
    remarque: TexteLong | None = champ("Remarque", "Un mot difficile, une autre façon de dire.", repond=_C)


class QuestionPosee(Modele):
    """One question asked to check what was understood."""

    numero: Annotated[Entier, Field(ge=1)] | None = champ(
        "Numéro de la question", "Écrit dans la trousse.", repond=_C
    )
    question: Texte = obligatoire("Question posée", "Écrite par le programme.", repond=_C)
    compris: OuiNon = champ(
        "Réponse juste", "Les lecteurs répondent juste, avec leurs mots, sans aide.", repond=_C
    )
    reponse: TexteLong | None = champ("Réponse des lecteurs", "Leurs mots.", repond=_C)


class ReponsesFalc(_Lecture):
    """The answers of a reading session, as the facilitator types them."""

    schema_version: Literal["1"] = obligatoire("Version des réponses", "Toujours « 1 ».", repond=_C)
    lignes: Annotated[tuple[LigneLue, ...], Field(max_length=1000)] = obligatoire(
        "Lignes", "Les lignes du document.", repond=_C
    )
    questions: Annotated[tuple[QuestionPosee, ...], Field(max_length=100)] | None = champ(
        "Questions", "Les questions posées aux lecteurs.", repond=_C
    )
    remarques: Annotated[tuple[TexteLong, ...], Field(max_length=100)] | None = champ(
        "Remarques sur tout le document", "Ce qui ne concerne pas une ligne.", repond=_C
    )
