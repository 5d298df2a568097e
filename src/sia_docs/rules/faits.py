"""Facts that decide the information of the patients: each reads the dossier, answers OUI, NON or INCONNU.

``templates/patient_info/decision.yaml`` only names them.  The French docstring is printed in the
reference; the fields that a fact reads are printed with the reasons it makes.  The rubric
``information`` of a dossier may be missing: everything it would say is then unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sia_docs.law import load_law
from sia_docs.library.decision import load_decision
from sia_docs.models import Dossier
from sia_docs.models.etablissement import Contact, TypeEtablissement
from sia_docs.models.information import (
    BaseLegale,
    DonneesPatients,
    Droit,
    Information,
    PartDecision,
    Publication,
)
from sia_docs.models.systeme import Categorie, Finalite, HautRisqueRIA, StatutDM
from sia_docs.rules import conditions as c
from sia_docs.rules.conditions import (
    NON,
    OUI,
    Reponse,
    Valeur,
    contraire,
    inconnu,
    parmi,
    toutes,
    une_de,
)
from sia_docs.rules.conditions import (
    fait as _oui_non,
)
from sia_docs.rules.droits import droits_non_dus

MOIS_ENTRE_REVUES = 12
"""A general information is reviewed each year, as the map of the systems is (guide 1.4)."""


@dataclass(frozen=True, slots=True)
class Fait:
    """A fact: its predicate, what it means, the fields that it reads."""

    predicat: c.Predicat
    sens: str
    champs: tuple[str, ...]


FAITS: dict[str, Fait] = {}


def lit(*champs: str) -> Callable[[c.Predicat], c.Predicat]:
    """Register a fact under its own name, with the fields that it reads."""

    def register(predicate: c.Predicat) -> c.Predicat:
        sens = (predicate.__doc__ or "").strip().split("\n")[0]
        FAITS[predicate.__name__] = Fait(predicate, sens, champs)
        return predicate

    return register


def _info(d: Dossier) -> Information:
    return d.information or Information()


def _donnees(d: Dossier) -> DonneesPatients:
    return _info(d).donnees or DonneesPatients()


def _publication(d: Dossier) -> Publication:
    return _info(d).publication or Publication()


def _oui(holds: bool) -> Reponse:
    """A fact that silence denies: nothing is asked, because nothing is owed without it."""
    return OUI if holds else NON


# ------------------------------------------------------------------------------------------- care


@lit("information.contexte_soins", "systeme.finalites")
def utilise_dans_les_soins(d: Dossier, _: date) -> Reponse:
    """Le système est utilisé pour la prévention, le diagnostic ou les soins d’un patient."""
    told = _info(d).contexte_soins
    if told is None and Finalite.CLINIQUE in (d.systeme.finalites or ()):
        return OUI
    return _oui_non(told, "information.contexte_soins")


@lit("information.contexte_soins", "systeme.finalites")
def hors_des_soins(d: Dossier, day: date) -> Reponse:
    """Le système n’est pas utilisé dans les soins."""
    return contraire(utilise_dans_les_soins(d, day))


@lit("information.contexte_soins", "systeme.finalites")
def soins_non_exclus(d: Dossier, day: date) -> Reponse:
    """Rien ne dit que le système est utilisé hors des soins."""
    return _oui(utilise_dans_les_soins(d, day).valeur is not Valeur.NON)


@lit("information.contexte_soins", "systeme.finalites")
def soins_contredits(d: Dossier, _: date) -> Reponse:
    """Le dossier dit une finalité clinique et un usage hors des soins."""
    return _oui(_info(d).contexte_soins is False and Finalite.CLINIQUE in (d.systeme.finalites or ()))


@lit("information.patients_concernes")
def patient_directement_concerne(d: Dossier, _: date) -> Reponse:
    """Le résultat porte sur un patient donné."""
    return _oui_non(_info(d).patients_concernes, "information.patients_concernes")


@lit("information.patients_concernes")
def aucun_patient_concerne(d: Dossier, day: date) -> Reponse:
    """Le résultat ne porte sur aucun patient donné."""
    return contraire(patient_directement_concerne(d, day))


@lit("information.urgence")
def utilise_dans_l_urgence(d: Dossier, _: date) -> Reponse:
    """Le système est utilisé dans l’urgence."""
    return _oui_non(_info(d).urgence, "information.urgence")


# ---------------------------------------------------------------------------------------- category

#: Categories that recommendation 7.2 (specific information) names: screening, diagnosis, decision.
_VISEES = (
    Categorie.IMAGERIE,
    Categorie.DEPISTAGE,
    Categorie.TRIAGE,
    Categorie.APPELS_URGENCE,
    Categorie.TELESURVEILLANCE,
    Categorie.AIDE_DECISION,
    Categorie.SURVEILLANCE,
)
#: Categories that produce words, whatever the field « generatif » says or leaves unknown.
_GENERATIVES = (Categorie.SCRIBE, Categorie.AGENT_CONVERSATIONNEL, Categorie.TRADUCTION)


@lit("systeme.categorie")
def categorie_visee_par_le_guide(d: Dossier, _: date) -> Reponse:
    """Le système aide au dépistage, au diagnostic, à l’orientation, à la surveillance ou à la décision."""
    return parmi(d.systeme.categorie, _VISEES, "systeme.categorie")


@lit("systeme.generatif", "systeme.categorie")
def produit_du_contenu(d: Dossier, day: date) -> Reponse:
    """Le système produit du texte ou un autre contenu (IA générative)."""
    if d.systeme.generatif is None and d.systeme.categorie in _GENERATIVES:
        return OUI
    return c.est_generatif(d, day)


@lit("systeme.categorie")
def systeme_technique(d: Dossier, _: date) -> Reponse:
    """Le système est « technique » : il améliore un signal ou une image."""
    return parmi(d.systeme.categorie, (Categorie.TECHNIQUE,), "systeme.categorie")


@lit("information.niveau2_motif")
def motif_de_niveau_2_ecrit(d: Dossier, _: date) -> Reponse:
    """Le dossier écrit pourquoi un système technique appelle une information spécifique."""
    return _oui(_info(d).niveau2_motif is not None)


@lit("systeme.categorie")
def agent_conversationnel(d: Dossier, _: date) -> Reponse:
    """Le système est un agent conversationnel."""
    return parmi(d.systeme.categorie, (Categorie.AGENT_CONVERSATIONNEL,), "systeme.categorie")


@lit("systeme.personnel_surveille")
def concerne_les_agents(d: Dossier, day: date) -> Reponse:
    """Le système concerne les agents de l’établissement."""
    return c.concerne_les_agents(d, day)


# ---------------------------------------------------------------------------- weight of the result


@lit("information.part_decision")
def prend_part_a_la_decision(d: Dossier, day: date) -> Reponse:
    """Le résultat prend une part, même accessoire, dans une décision."""
    return contraire(aucune_part_a_la_decision(d, day))


@lit("information.part_decision")
def aucune_part_a_la_decision(d: Dossier, _: date) -> Reponse:
    """Le résultat ne prend aucune part dans une décision."""
    return parmi(_info(d).part_decision, (PartDecision.AUCUNE,), "information.part_decision")


@lit("information.risque_specifique")
def risque_specifique(d: Dossier, _: date) -> Reponse:
    """L’utilisation présente un risque spécifique pour la personne."""
    return _oui_non(_info(d).risque_specifique, "information.risque_specifique")


@lit("information.droits_exercables_avant")
def droits_exercables_avant(d: Dossier, _: date) -> Reponse:
    """Informée avant, la personne peut exercer des droits."""
    return _oui_non(_info(d).droits_exercables_avant, "information.droits_exercables_avant")


@lit("information.niveau3_decide")
def notice_de_niveau_3_decidee(d: Dossier, _: date) -> Reponse:
    """L’équipe décide de remettre la notice de niveau 3."""
    return _oui_non(_info(d).niveau3_decide, "information.niveau3_decide")


@lit("information.part_decision", "information.donnees_cliniques_objectivables")
def decision_sur_la_seule_prediction(d: Dossier, _: date) -> Reponse:
    """La décision repose en majorité sur la prédiction, sans autre donnée clinique."""
    major = parmi(_info(d).part_decision, (PartDecision.MAJORITAIRE,), "information.part_decision")
    other = _info(d).donnees_cliniques_objectivables
    return toutes(major, contraire(_oui_non(other, "information.donnees_cliniques_objectivables")))


@lit("information.decision_sans_humain")
def decision_sans_humain(d: Dossier, _: date) -> Reponse:
    """Une décision produit ses effets sans qu’un humain la revoie."""
    return _oui_non(_info(d).decision_sans_humain, "information.decision_sans_humain")


@lit("information.superviseur.present")
def validateur_absent(d: Dossier, _: date) -> Reponse:
    """Le professionnel qui devrait valider n’était pas présent lors de l’acte."""
    supervisor = _info(d).superviseur
    present = supervisor.present if supervisor else None
    return contraire(_oui_non(present, "information.superviseur.present"))


# ------------------------------------------------------------------------------------- the statuses


@lit("systeme.statut_dm")
def dispositif_medical(d: Dossier, day: date) -> Reponse:
    """Le système est un dispositif médical ou de diagnostic in vitro."""
    return c.est_dispositif_medical(d, day)


_IN_VITRO = (StatutDM.A, StatutDM.A_STERILE, StatutDM.B, StatutDM.C, StatutDM.D)


@lit("systeme.statut_dm")
def dispositif_in_vitro(d: Dossier, _: date) -> Reponse:
    """Le système est un dispositif de diagnostic in vitro."""
    return parmi(d.systeme.statut_dm, _IN_VITRO, "systeme.statut_dm")


@lit("information.apprentissage_massif")
def apprentissage_massif(d: Dossier, _: date) -> Reponse:
    """L’algorithme a été entraîné sur des données massives."""
    return _oui_non(_info(d).apprentissage_massif, "information.apprentissage_massif")


@lit("systeme.haut_risque_ria", "systeme.categorie")
def haut_risque_annexe_iii(d: Dossier, day: date) -> Reponse:
    """Le système est à haut risque au titre de l’annexe III du RIA.

    A dossier holds one classification: a medical device for emergencies is of annex I and may be of
    annex III as well (point 5(d)), which we then do not rule out.
    """
    emergency = d.systeme.categorie is Categorie.APPELS_URGENCE
    if emergency and d.systeme.haut_risque_ria is HautRisqueRIA.ANNEXE_I:
        return inconnu("systeme.haut_risque_ria")
    return c.est_haut_risque_annexe_iii(d, day)


@lit("systeme.haut_risque_ria", "systeme.categorie")
def hors_annexe_iii(d: Dossier, day: date) -> Reponse:
    """Le système n’est pas classé à l’annexe III du RIA."""
    return contraire(haut_risque_annexe_iii(d, day))


@lit("systeme.haut_risque_ria")
def classement_ria_inconnu(d: Dossier, _: date) -> Reponse:
    """Personne n’a dit si le système est à haut risque au sens du RIA."""
    return _oui(d.systeme.haut_risque_ria is None)


@lit("systeme.haut_risque_ria", "systeme.categorie")
def tri_de_l_urgence_hors_annexe_iii(d: Dossier, _: date) -> Reponse:
    """Le système trie l’urgence et le dossier ne le classe pas à l’annexe III."""
    emergency = parmi(d.systeme.categorie, (Categorie.APPELS_URGENCE,), "systeme.categorie")
    outside = (HautRisqueRIA.NON, HautRisqueRIA.ANNEXE_I)
    return toutes(emergency, parmi(d.systeme.haut_risque_ria, outside, "systeme.haut_risque_ria"))


@lit("systeme.interaction_patient")
def interagit_avec_le_patient(d: Dossier, day: date) -> Reponse:
    """Le patient s’adresse directement au système."""
    return c.interagit_avec_les_patients(d, day)


@lit("information.emotion_biometrie")
def emotion_ou_biometrie(d: Dossier, _: date) -> Reponse:
    """Le système reconnaît des émotions ou classe des personnes par leur biométrie."""
    return _oui_non(_info(d).emotion_biometrie, "information.emotion_biometrie")


@lit("information.capte_voix_image")
def capte_voix_ou_image(d: Dossier, _: date) -> Reponse:
    """Le système enregistre une voix, une photo ou une vidéo identifiable."""
    return _oui_non(_info(d).capte_voix_image, "information.capte_voix_image")


@lit("information.capte_voix_image", "systeme.donnees_necessaires", "information.donnees.sources")
def enregistrement_nie(d: Dossier, _: date) -> Reponse:
    """Le dossier nie l’enregistrement de la voix ou de l’image, mais ses données le montrent."""
    words = "|".join(re.escape(word) for word in load_decision().mots_voix_image)
    lines = (*(d.systeme.donnees_necessaires or ()), *(_donnees(d).sources or ()))
    named = any(re.search(rf"\b({words})\b", line, re.IGNORECASE) for line in lines)
    return _oui(_info(d).capte_voix_image is False and named)


@lit("systeme.decision_administrative")
def decision_administrative(d: Dossier, _: date) -> Reponse:
    """Le résultat fonde une décision administrative individuelle."""
    return _oui_non(d.systeme.decision_administrative, "systeme.decision_administrative")


_PUBLICS = (TypeEtablissement.CHU, TypeEtablissement.CH, TypeEtablissement.GHT)
_PRIVES = (TypeEtablissement.ESPIC, TypeEtablissement.CLINIQUE, TypeEtablissement.CABINET)


@lit("etablissement.type", "etablissement.acheteur_public")
def structure_publique(d: Dossier, day: date) -> Reponse:
    """L’établissement est public."""
    if d.etablissement.type in _PUBLICS:
        return OUI
    return NON if d.etablissement.type in _PRIVES else c.acheteur_public(d, day)


@lit("etablissement.type", "etablissement.acheteur_public")
def structure_de_service_public(d: Dossier, day: date) -> Reponse:
    """L’établissement est public, ou privé d’intérêt collectif."""
    return une_de(_oui(d.etablissement.type is TypeEtablissement.ESPIC), structure_publique(d, day))


# --------------------------------------------------------------------------------------------- data


@lit("systeme.donnees_personnelles", "systeme.donnees_sante")
def donnees_personnelles(d: Dossier, day: date) -> Reponse:
    """Le système traite des données de personnes identifiables."""
    return c.traite_des_donnees_personnelles(d, day)


@lit("systeme.donnees_personnelles", "systeme.donnees_sante")
def aucune_donnee_personnelle(d: Dossier, day: date) -> Reponse:
    """Le système ne traite aucune donnée personnelle."""
    return contraire(donnees_personnelles(d, day))


@lit("systeme.donnees_personnelles", "systeme.donnees_sante")
def donnees_non_exclues(d: Dossier, day: date) -> Reponse:
    """Rien ne dit que le système ne traite aucune donnée personnelle."""
    return _oui(donnees_personnelles(d, day).valeur is not Valeur.NON)


@lit("information.donnees.patients")
def donnees_des_seuls_agents(d: Dossier, _: date) -> Reponse:
    """Les données ne portent sur aucun patient."""
    return _oui(_donnees(d).patients is False)


@lit("information.donnees.sources_indirectes")
def donnees_recues_d_ailleurs(d: Dossier, _: date) -> Reponse:
    """Des données viennent d’un autre que la personne."""
    return _oui_non(_donnees(d).sources_indirectes, "information.donnees.sources_indirectes")


@lit("information.donnees.reutilisations", "marche.parametres")
def donnees_reutilisees(d: Dossier, day: date) -> Reponse:
    """Des données des patients servent à autre chose que les soins."""
    listed = _donnees(d).reutilisations
    known = _oui_non(None if listed is None else bool(listed), "information.donnees.reutilisations")
    return une_de(known, c.reutilisation_autorisee(d, day))


@lit("information.donnees.base_legale")
def base_consentement(d: Dossier, _: date) -> Reponse:
    """La base légale annoncée est le consentement."""
    return parmi(_donnees(d).base_legale, (BaseLegale.CONSENTEMENT,), "information.donnees.base_legale")


@lit("information.donnees.base_legale")
def base_interet_legitime(d: Dossier, _: date) -> Reponse:
    """La base légale annoncée est l’intérêt légitime."""
    return parmi(_donnees(d).base_legale, (BaseLegale.INTERET,), "information.donnees.base_legale")


def _promises(d: Dossier) -> tuple[Droit, ...]:
    return droits_non_dus(_donnees(d).droits_annonces or (), _donnees(d).base_legale)


@lit("information.donnees.droits_annonces", "information.donnees.base_legale")
def portabilite_promise(d: Dossier, _: date) -> Reponse:
    """La portabilité est annoncée alors que la base légale ne l’ouvre pas."""
    return _oui(Droit.PORTABILITE in _promises(d))


@lit("information.donnees.droits_annonces", "information.donnees.base_legale")
def autre_droit_promis(d: Dossier, _: date) -> Reponse:
    """Un autre droit est annoncé alors que la base légale ne l’ouvre pas."""
    return _oui(any(right is not Droit.PORTABILITE for right in _promises(d)))


@lit(
    "fournisseur.acces_hors_eee",
    "fournisseur.sous_traitants.acces_hors_eee",
    "fournisseur.hebergement.zone_stockage",
)
def donnees_hors_eee(d: Dossier, day: date) -> Reponse:
    """Des données sont stockées ou accessibles hors de l’Espace économique européen."""
    return c.acces_hors_eee(d, day)


@lit("information.donnees.transferts")
def transferts_non_dits(d: Dossier, _: date) -> Reponse:
    """La notice ne dit ni le pays ni la garantie d’un transfert."""
    return _oui(not _donnees(d).transferts)


# ------------------------------------------------------------------------- contacts and publication


def _unreachable(contact: Contact | None) -> Reponse:
    """Somebody is named, and no way to reach that person; a contact wholly unknown is only unknown."""
    if contact is None:
        return NON
    named = bool(contact.nom or contact.fonction)
    return _oui(named and not (contact.courriel or contact.telephone))


@lit("etablissement.dpo")
def dpo_injoignable(d: Dossier, _: date) -> Reponse:
    """Le délégué à la protection des données est nommé sans moyen de le joindre."""
    return _unreachable(d.etablissement.dpo)


@lit("etablissement.usagers")
def usagers_injoignables(d: Dossier, _: date) -> Reponse:
    """Les représentants des usagers sont nommés sans moyen de les joindre."""
    return _unreachable(d.etablissement.usagers)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + MOIS_ENTRE_REVUES // 12)
    except ValueError:  # 29 February
        return day.replace(year=day.year + MOIS_ENTRE_REVUES // 12, day=28)


@lit("information.publication.publiee_le")
def publication_ancienne(d: Dossier, day: date) -> Reponse:
    """Les documents ont été publiés depuis plus de douze mois."""
    published = _publication(d).publiee_le
    return _oui(published is not None and day > _a_year_after(published))


@lit("information.publication.publiee_le", "information.publication.prochaine_revue")
def revue_non_prevue(d: Dossier, _: date) -> Reponse:
    """Les documents sont publiés sans date de révision."""
    p = _publication(d)
    return _oui(p.publiee_le is not None and p.prochaine_revue is None)


@lit("information.publication.publiee_le", "information.publication.prochaine_revue")
def revue_trop_lointaine(d: Dossier, _: date) -> Reponse:
    """La révision est prévue plus de douze mois après la publication."""
    p = _publication(d)
    return _oui(
        p.publiee_le is not None
        and p.prochaine_revue is not None
        and p.prochaine_revue > _a_year_after(p.publiee_le)
    )


@lit("systeme.haut_risque_ria")
def date_du_ria_reportee(_: Dossier, day: date) -> Reponse:
    """Le droit est lu à une date où le report de l’article 26 du RIA n’était pas publié."""
    law = load_law()
    seen = law.at("ria#26-11", day).version
    return _oui(
        seen is not None
        and any(v.reporte == seen.a_compter_du and v.publiee_le > day for v in law.ref("ria#26-11").versions)
    )
