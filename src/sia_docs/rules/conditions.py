"""Named conditions: each reads the dossier and answers OUI, NON or INCONNU.

Clause files only name them.  The French docstring is printed by « pourquoi cette clause ? » and in
the reference; the missing fields of an INCONNU go to the completeness report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sia_docs.models import Dossier, Phase
from sia_docs.models.fournisseur import RoleFournisseur, TypeHebergement, ZoneGeographique
from sia_docs.models.systeme import Categorie, Criticite, Finalite, HautRisqueRIA, ModeFourniture, StatutDM


class Valeur(StrEnum):
    """Answer of a condition."""

    OUI = "OUI"
    NON = "NON"
    INCONNU = "INCONNU"


@dataclass(frozen=True, slots=True)
class Reponse:
    """A condition's answer; ``manquants`` are the dossier fields that would settle an INCONNU."""

    valeur: Valeur
    manquants: tuple[str, ...] = ()


Predicat = Callable[[Dossier, date], Reponse]

CONDITIONS: dict[str, Predicat] = {}

OUI, NON = Reponse(Valeur.OUI), Reponse(Valeur.NON)


def inconnu(*champs: str) -> Reponse:
    """We cannot tell without these fields."""
    return Reponse(Valeur.INCONNU, champs)


def condition(predicate: Predicat) -> Predicat:
    """Register a predicate under its own name."""
    CONDITIONS[predicate.__name__] = predicate
    return predicate


def description(name: str) -> str:
    """The French sentence that says what a condition means."""
    return (CONDITIONS[name].__doc__ or "").strip().split("\n")[0]


# ---------------------------------------------------------------------------------------- algebra


def fait(value: bool | None, champ: str) -> Reponse:
    """A yes/no field of the dossier."""
    if value is None:
        return inconnu(champ)
    return OUI if value else NON


def parmi(value: object | None, wanted: tuple[object, ...], champ: str) -> Reponse:
    """A choice field of the dossier is one of the wanted values."""
    if value is None:
        return inconnu(champ)
    return OUI if value in wanted else NON


def une_de(*answers: Reponse) -> Reponse:
    """OUI if one is OUI; NON if all are NON; else INCONNU."""
    if any(a.valeur is Valeur.OUI for a in answers):
        return OUI
    if all(a.valeur is Valeur.NON for a in answers):
        return NON
    return Reponse(Valeur.INCONNU, _manquants(answers))


def toutes(*answers: Reponse) -> Reponse:
    """NON if one is NON; OUI if all are OUI; else INCONNU."""
    if any(a.valeur is Valeur.NON for a in answers):
        return NON
    if all(a.valeur is Valeur.OUI for a in answers):
        return OUI
    return Reponse(Valeur.INCONNU, _manquants(answers))


def contraire(answer: Reponse) -> Reponse:
    """OUI ↔ NON; INCONNU stays."""
    return {Valeur.OUI: NON, Valeur.NON: OUI}.get(answer.valeur, answer)


def _manquants(answers: tuple[Reponse, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for a in answers if a.valeur is Valeur.INCONNU for m in a.manquants))


# ------------------------------------------------------------------------------- buyer and phase


@condition
def acheteur_public(d: Dossier, _: date) -> Reponse:
    """L’établissement est soumis au code de la commande publique."""
    return fait(d.etablissement.acheteur_public, "etablissement.acheteur_public")


@condition
def acheteur_prive(d: Dossier, day: date) -> Reponse:
    """L’établissement n’est pas soumis au code de la commande publique."""
    return contraire(acheteur_public(d, day))


@condition
def phase_consultation(d: Dossier, _: date) -> Reponse:
    """La consultation est en cours : aucun fournisseur n’est choisi."""
    return OUI if d.marche.phase is Phase.CONSULTATION else NON


@condition
def phase_attribution(d: Dossier, day: date) -> Reponse:
    """Le fournisseur est choisi : le contrat est rempli à partir du dossier."""
    return contraire(phase_consultation(d, day))


@condition
def se_refere_au_ccag_tic(d: Dossier, day: date) -> Reponse:
    """Le marché public se réfère au CCAG-TIC de 2021."""
    return toutes(acheteur_public(d, day), fait(d.marche.ccag_tic, "marche.ccag_tic"))


@condition
def achat_mutualise(d: Dossier, _: date) -> Reponse:
    """L’achat bénéficie à plusieurs membres nommés (GHT, centrale d’achat)."""
    return OUI if d.marche.beneficiaires else NON


# ------------------------------------------------------------------------------- supply, hosting

_NUAGE = (ModeFourniture.SAAS, ModeFourniture.CLOUD_PRIVE, ModeFourniture.HYBRIDE)


@condition
def fourni_en_nuage(d: Dossier, _: date) -> Reponse:
    """La Solution est fournie, au moins en partie, comme un service en nuage."""
    return parmi(d.systeme.mode, _NUAGE, "systeme.mode")


@condition
def installe_dans_l_etablissement(d: Dossier, _: date) -> Reponse:
    """La Solution est installée dans l’établissement."""
    return parmi(d.systeme.mode, (ModeFourniture.ON_PREMISE,), "systeme.mode")


@condition
def embarque_dans_un_equipement(d: Dossier, _: date) -> Reponse:
    """La Solution est embarquée dans un équipement."""
    return parmi(d.systeme.mode, (ModeFourniture.EMBARQUE,), "systeme.mode")


@condition
def traite_des_donnees_personnelles(d: Dossier, _: date) -> Reponse:
    """La Solution traite des données de personnes identifiables."""
    if d.systeme.donnees_sante:
        return OUI  # health data are personal data
    return fait(d.systeme.donnees_personnelles, "systeme.donnees_personnelles")


@condition
def traite_des_donnees_de_sante(d: Dossier, _: date) -> Reponse:
    """La Solution traite des données concernant la santé."""
    if d.systeme.donnees_personnelles is False:
        return NON
    return fait(d.systeme.donnees_sante, "systeme.donnees_sante")


@condition
def heberge_par_un_tiers(d: Dossier, _: date) -> Reponse:
    """Les données sont hébergées par un tiers."""
    hosting = d.fournisseur.hebergement
    if hosting and hosting.type:
        return OUI if hosting.type is TypeHebergement.TIERS else NON
    if d.systeme.mode is ModeFourniture.SAAS:
        return OUI  # a service that the supplier runs stores what it processes
    return inconnu("fournisseur.hebergement.type")


@condition
def hebergement_hds_requis(d: Dossier, day: date) -> Reponse:
    """Des données de santé sont hébergées par un tiers : la certification HDS est obligatoire."""
    return toutes(heberge_par_un_tiers(d, day), traite_des_donnees_de_sante(d, day))


@condition
def hebergeur_distinct_du_titulaire(d: Dossier, day: date) -> Reponse:
    """Le cocontractant recourt à un hébergeur certifié distinct de lui."""
    hosting = d.fournisseur.hebergement
    same = hosting.par_le_titulaire if hosting else None
    return toutes(
        heberge_par_un_tiers(d, day),
        contraire(fait(same, "fournisseur.hebergement.par_le_titulaire")),
    )


@condition
def recourt_a_des_sous_traitants(d: Dossier, _: date) -> Reponse:
    """Le cocontractant recourt à des sous-traitants ultérieurs au sens du RGPD."""
    if d.fournisseur.sous_traitants:
        return OUI
    if d.fournisseur.recourt_a_des_sous_traitants is None and d.fournisseur.sous_traitants == ():
        return NON
    return fait(d.fournisseur.recourt_a_des_sous_traitants, "fournisseur.recourt_a_des_sous_traitants")


@condition
def acces_hors_eee(d: Dossier, _: date) -> Reponse:
    """Des données sont stockées hors de l’EEE ou accessibles depuis un pays tiers."""
    hosting = d.fournisseur.hebergement
    if hosting and hosting.zone_stockage is ZoneGeographique.HORS_EEE:
        return OUI
    further = d.fournisseur.sous_traitants or ()
    if any(st.acces_hors_eee for st in further):
        return OUI
    own = fait(d.fournisseur.acces_hors_eee, "fournisseur.acces_hors_eee")
    return une_de(
        own,
        *(
            fait(st.acces_hors_eee, f"fournisseur.sous_traitants.{rank}.acces_hors_eee")
            for rank, st in enumerate(further, start=1)
        ),
    )


@condition
def soumis_a_un_droit_extra_europeen(d: Dossier, _: date) -> Reponse:
    """Le cocontractant ou un sous-traitant est soumis à une loi d’un pays tiers."""
    laws = d.fournisseur.lois_extra_ue
    return fait(None if laws is None else bool(laws), "fournisseur.lois_extra_ue")


@condition
def s_appuie_sur_un_modele_tiers(d: Dossier, _: date) -> Reponse:
    """La Solution s’appuie sur un modèle ou une API d’IA d’un tiers."""
    if any(st.modele_ia for st in d.fournisseur.sous_traitants or ()):
        return OUI
    return fait(d.systeme.modele_tiers, "systeme.modele_tiers")


@condition
def titulaire_distinct_de_l_editeur(d: Dossier, _: date) -> Reponse:
    """Le cocontractant n’est pas l’éditeur ou le fabricant de la Solution."""
    resellers = (RoleFournisseur.DISTRIBUTEUR, RoleFournisseur.IMPORTATEUR, RoleFournisseur.MANDATAIRE)
    return parmi(d.fournisseur.role, resellers, "fournisseur.role")


@condition
def reutilisation_par_le_fournisseur(d: Dossier, _: date) -> Reponse:
    """Le cocontractant demande à réutiliser des données pour son propre compte."""
    return fait(d.fournisseur.reutilisation_donnees, "fournisseur.reutilisation_donnees")


@condition
def reutilisation_autorisee(d: Dossier, _: date) -> Reponse:
    """L’établissement autorise une réutilisation limitée (paramètre rgpd_reutilisation)."""
    return OUI if d.marche.parametres.get("rgpd_reutilisation") == "limitee" else NON


# ------------------------------------------------------------------------------ status and nature


@condition
def est_dispositif_medical(d: Dossier, _: date) -> Reponse:
    """La Solution est un dispositif médical ou de diagnostic in vitro."""
    return contraire(parmi(d.systeme.statut_dm, (StatutDM.NON,), "systeme.statut_dm"))


@condition
def est_haut_risque_ria(d: Dossier, _: date) -> Reponse:
    """La Solution est à haut risque au sens de l’article 6 du RIA."""
    return contraire(parmi(d.systeme.haut_risque_ria, (HautRisqueRIA.NON,), "systeme.haut_risque_ria"))


@condition
def est_haut_risque_annexe_i(d: Dossier, _: date) -> Reponse:
    """La Solution est à haut risque au titre de l’annexe I du RIA (dispositifs médicaux)."""
    return parmi(d.systeme.haut_risque_ria, (HautRisqueRIA.ANNEXE_I,), "systeme.haut_risque_ria")


@condition
def est_haut_risque_annexe_iii(d: Dossier, _: date) -> Reponse:
    """La Solution est à haut risque au titre de l’annexe III du RIA."""
    return parmi(d.systeme.haut_risque_ria, (HautRisqueRIA.ANNEXE_III,), "systeme.haut_risque_ria")


@condition
def est_generatif(d: Dossier, _: date) -> Reponse:
    """La Solution produit du texte, de l’image, du son ou de la vidéo."""
    return fait(d.systeme.generatif, "systeme.generatif")


@condition
def est_auto_apprenant(d: Dossier, _: date) -> Reponse:
    """La Solution évolue par apprentissage après sa mise en service."""
    return fait(d.systeme.auto_apprenant, "systeme.auto_apprenant")


@condition
def est_agentique(d: Dossier, _: date) -> Reponse:
    """La Solution exécute seule des actions en plusieurs étapes."""
    return fait(d.systeme.agentique, "systeme.agentique")


@condition
def interagit_avec_les_patients(d: Dossier, _: date) -> Reponse:
    """La Solution s’adresse directement aux patients."""
    return fait(d.systeme.interaction_patient, "systeme.interaction_patient")


@condition
def contient_une_ia_embarquee(d: Dossier, _: date) -> Reponse:
    """Une composante d’IA est embarquée dans un équipement ou un logiciel existant."""
    return fait(d.systeme.ia_embarquee_cachee, "systeme.ia_embarquee_cachee")


@condition
def modifie_par_l_etablissement(d: Dossier, _: date) -> Reponse:
    """L’établissement modifie la Solution ou en change la destination."""
    return fait(d.systeme.modifie_par_hopital, "systeme.modifie_par_hopital")


@condition
def concerne_les_agents(d: Dossier, _: date) -> Reponse:
    """La Solution concerne les agents de l’établissement."""
    return fait(d.systeme.personnel_surveille, "systeme.personnel_surveille")


_NON_CLINIQUES = (Categorie.ORGANISATION,)


@condition
def a_un_usage_clinique(d: Dossier, _: date) -> Reponse:
    """La Solution intervient dans la prise en charge des patients."""
    if d.systeme.finalites is not None:
        return OUI if Finalite.CLINIQUE in d.systeme.finalites else NON
    if d.systeme.statut_dm not in (None, StatutDM.NON):
        return OUI
    return contraire(parmi(d.systeme.categorie, _NON_CLINIQUES, "systeme.finalites"))


def _criticite(d: Dossier, *wanted: Criticite) -> Reponse:
    return parmi(d.systeme.criticite, wanted, "systeme.criticite")


@condition
def criticite_critique(d: Dossier, _: date) -> Reponse:
    """La criticité clinique est « critique »."""
    return _criticite(d, Criticite.CRITIQUE)


@condition
def criticite_elevee(d: Dossier, _: date) -> Reponse:
    """La criticité clinique est « élevée »."""
    return _criticite(d, Criticite.ELEVEE)


@condition
def criticite_moderee(d: Dossier, _: date) -> Reponse:
    """La criticité clinique est « modérée »."""
    return _criticite(d, Criticite.MODEREE)


@condition
def criticite_faible(d: Dossier, _: date) -> Reponse:
    """La criticité clinique est « faible »."""
    return _criticite(d, Criticite.FAIBLE)


@condition
def criticite_au_moins_elevee(d: Dossier, _: date) -> Reponse:
    """La criticité clinique est « élevée » ou « critique »."""
    return _criticite(d, Criticite.CRITIQUE, Criticite.ELEVEE)


# --------------------------------------------------------------------------------------- options


@condition
def calibrage_prevu(d: Dossier, day: date) -> Reponse:
    """Une période de calibrage est prévue ; sans choix exprimé, elle l’est pour un usage clinique."""
    planned = d.marche.calibrage.prevu if d.marche.calibrage else None
    if planned is not None:
        return OUI if planned else NON
    clinical = a_un_usage_clinique(d, day)
    return clinical if clinical.valeur is Valeur.OUI else inconnu("marche.calibrage.prevu")


@condition
def calibrage_sur_donnees_reelles(d: Dossier, day: date) -> Reponse:
    """Le calibrage emploie des données réelles de patients."""
    real = d.marche.calibrage.donnees_reelles if d.marche.calibrage else None
    return toutes(calibrage_prevu(d, day), fait(real, "marche.calibrage.donnees_reelles"))


@condition
def paiement_a_la_performance(d: Dossier, _: date) -> Reponse:
    """Une part du prix dépend d’un seuil de performance (option, jamais présumée)."""
    return OUI if d.marche.performance and d.marche.performance.prevue else NON


def _au_dessus(d: Dossier, name: str, limit: float) -> bool:
    text = d.marche.parametres.get(name, "").replace(",", ".")
    try:
        return float(text) > limit
    except ValueError:
        return False


@condition
def penalites_plus_severes_que_le_ccag(d: Dossier, day: date) -> Reponse:
    """Le régime de pénalités du contrat s’écarte de celui de l’article 14 du CCAG-TIC."""
    return se_refere_au_ccag_tic(d, day)


@condition
def transition_longue_prevue(d: Dossier, _: date) -> Reponse:
    """Une période transitoire longue est prévue en fin de contrat (système critique)."""
    if "rev_transition_longue_mois" in d.marche.parametres:
        return OUI if _au_dessus(d, "rev_transition_longue_mois", 0) else NON
    return _criticite(d, Criticite.CRITIQUE)
