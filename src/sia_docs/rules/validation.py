"""Validation rules: what contradicts the law or itself (error), and what deserves a look (warning).

Rule numbers are those of the fact sheet of the clauses (« règles de validation »).  An error stops
the generation: a contract that contradicts the law is worse than none.  What is only unknown is not
an error; it is in the completeness report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sia_docs.document.french import long_date, number, quantity
from sia_docs.erreurs import Probleme
from sia_docs.law import Statut, load_law
from sia_docs.models import Dossier, Phase
from sia_docs.models.fournisseur import TypeHebergement, VersionHDS, ZoneGeographique
from sia_docs.models.systeme import HautRisqueRIA, ModeFourniture, StatutDM
from sia_docs.rules import conditions as c
from sia_docs.rules.conditions import Valeur
from sia_docs.rules.parametres import Resolu, minutes


class Gravite(StrEnum):
    """How bad it is."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Alerte:
    """What a rule found. ``reference`` is the law it rests on, when there is one."""

    regle: str
    gravite: Gravite
    message: str
    champ: str = ""
    remede: str = ""
    reference: str = ""

    def probleme(self, fichier: str = "") -> Probleme:
        """The alert in the common shape of problems."""
        return Probleme(self.message, fichier=fichier, champ=self.champ, remede=self.remede)


@dataclass(frozen=True, slots=True)
class Cas:
    """What a rule reads."""

    dossier: Dossier
    jour: date
    p: Mapping[str, Resolu]

    def oui(self, name: str) -> bool:
        """The condition is certainly true."""
        return c.CONDITIONS[name](self.dossier, self.jour).valeur is Valeur.OUI

    def nombre(self, name: str) -> Decimal | None:
        """The number of a parameter."""
        return self.p[name].nombre if name in self.p else None


Regle = Callable[[Cas], Iterator[Alerte]]
_REGLES: list[Regle] = []


def regle(function: Regle) -> Regle:
    """Register a rule."""
    _REGLES.append(function)
    return function


def check(dossier: Dossier, jour: date, parametres: Mapping[str, Resolu]) -> tuple[Alerte, ...]:
    """All alerts of a dossier, errors first."""
    case = Cas(dossier, jour, parametres)
    found = [alert for rule in _REGLES for alert in rule(case)]
    return tuple(sorted(found, key=lambda a: list(Gravite).index(a.gravite)))


def _erreur(regle_id: str, **kwargs: str) -> Alerte:
    return Alerte(regle_id, Gravite.ERREUR, **kwargs)


def _avis(regle_id: str, **kwargs: str) -> Alerte:
    return Alerte(regle_id, Gravite.AVERTISSEMENT, **kwargs)


# ---------------------------------------------------------------------------------------- dates


@regle
def dates_dans_l_ordre(k: Cas) -> Iterator[Alerte]:
    """The dates of the dossier follow each other."""
    m, d = k.dossier.marche, k.dossier
    if m.debut and m.fin and m.fin <= m.debut:
        yield _erreur(
            "D01",
            message=f"La fin du marché ({long_date(m.fin)}) précède ou égale son début ({long_date(m.debut)}).",
            champ="marche.fin",
            remede="Corrigez l’une des deux dates.",
        )
    hosting = d.fournisseur.hebergement
    cert = hosting.certificat if hosting else None
    if cert and cert.delivre_le and cert.expire_le and cert.expire_le <= cert.delivre_le:
        yield _erreur(
            "D02",
            message="Le certificat HDS expire avant sa délivrance.",
            champ="fournisseur.hebergement.certificat.expire_le",
            remede="Corrigez l’une des deux dates.",
        )
    if cert and cert.expire_le and cert.expire_le < d.date_document:
        yield _erreur(
            "D03",
            message=f"Le certificat HDS est expiré depuis le {long_date(cert.expire_le)}.",
            champ="fournisseur.hebergement.certificat.expire_le",
            remede="Demandez le certificat en cours de validité.",
            reference="csp#R1111-10",
        )
    ce = d.systeme.certificat_ce
    if ce and ce.expire_le and ce.expire_le < d.date_document:
        yield _erreur(
            "D04",
            message=f"Le certificat CE est expiré depuis le {long_date(ce.expire_le)}.",
            champ="systeme.certificat_ce.expire_le",
            remede="Demandez le certificat en cours de validité ou la preuve du régime transitoire.",
        )
    if ce and ce.expire_le and m.fin and d.date_document <= ce.expire_le < m.fin:
        yield _avis(
            "R21",
            message="Le certificat CE expire avant la fin du marché.",
            champ="systeme.certificat_ce.expire_le",
            remede="Prévoyez la preuve du renouvellement.",
        )


# ----------------------------------------------------------------------------------- hosting, RGPD


@regle
def hebergement(k: Cas) -> Iterator[Alerte]:
    """HDS: version of the framework, place of storage, coherence of the activities."""
    hosting = k.dossier.fournisseur.hebergement
    if hosting and hosting.type is TypeHebergement.INTERNE and k.dossier.systeme.mode is ModeFourniture.SAAS:
        yield _erreur(
            "D10",
            message="Un service en ligne (SaaS) est hébergé par celui qui le fournit, mais le dossier dit que l’établissement héberge les données.",
            champ="fournisseur.hebergement.type",
            remede="Mettez « tiers » ; si l’établissement héberge vraiment, le mode est « cloud_prive » ou « on_premise ».",
            reference="csp#L1111-8",
        )
    if not hosting or k.dossier.marche.phase is Phase.CONSULTATION or not k.oui("hebergement_hds_requis"):
        return
    cert = hosting.certificat
    if cert and cert.version is VersionHDS.V1:
        yield _erreur(
            "R02",
            message="Un certificat HDS de version 1 n’est plus acceptable.",
            champ="fournisseur.hebergement.certificat.version",
            remede="Exigez un certificat de version 2.",
            reference="hds-v2",
        )
    if hosting.zone_stockage is ZoneGeographique.HORS_EEE:
        yield _erreur(
            "R03",
            message="Les données de santé doivent être stockées exclusivement dans l’Espace économique européen.",
            champ="fournisseur.hebergement.zone_stockage",
            remede="Refusez ce lieu de stockage.",
            reference="hds-v2#EXI-28",
        )
    if cert and cert.activites == ():
        yield _erreur(
            "R01",
            message="Le certificat HDS ne couvre aucune activité.",
            champ="fournisseur.hebergement.certificat.activites",
            remede="Indiquez les activités certifiées, de 1 à 6, ou « inconnu ».",
            reference="csp#R1111-9",
        )


@regle
def acces_de_pays_tiers(k: Cas) -> Iterator[Alerte]:
    """R04, R27, D05, D09: transfers without a ground, third-party model missing, contradictions."""
    f, s = k.dossier.fournisseur, k.dossier.systeme
    if k.dossier.marche.phase is Phase.CONSULTATION:
        return
    if k.oui("acces_hors_eee") and not f.base_transfert:
        yield _avis(
            "R04",
            message="Des données sont accessibles hors EEE sans base de transfert connue : un accès distant est un transfert.",
            champ="fournisseur.base_transfert",
            remede="Obtenez la base (RGPD art. 45 ou 46) et l’analyse d’impact du transfert ; le document définitif la réclame.",
            reference="rgpd#46",
        )
    if s.modele_tiers and f.sous_traitants is not None and not any(t.modele_ia for t in f.sous_traitants):
        yield _erreur(
            "R27",
            message="La Solution s’appuie sur un modèle tiers, mais aucun sous-traitant de la liste ne le fournit.",
            champ="fournisseur.sous_traitants",
            remede="Ajoutez le fournisseur du modèle avec « modele_ia: oui », ou mettez la liste à « inconnu ».",
            reference="rgpd#28-2",
        )
    listed = f.sous_traitants
    if listed is not None and f.recourt_a_des_sous_traitants is (not listed):
        yield _erreur(
            "D05",
            message="Le dossier dit qu’il n’y a aucun sous-traitant ultérieur, mais il en donne la liste."
            if listed
            else "Le dossier dit qu’il y a des sous-traitants ultérieurs, mais sa liste est vide.",
            champ="fournisseur.recourt_a_des_sous_traitants",
            remede="Corrigez l’un des deux champs.",
        )
    outside = f.hebergement is not None and f.hebergement.zone_stockage is ZoneGeographique.HORS_EEE
    if f.acces_hors_eee is False and (outside or any(t.acces_hors_eee for t in listed or ())):
        yield _erreur(
            "D09",
            message="Le dossier dit qu’il n’y a ni stockage ni accès hors de l’Espace économique européen, mais la zone de stockage ou un sous-traitant dit le contraire.",
            champ="fournisseur.acces_hors_eee",
            remede="Mettez « oui », ou corrigez la zone de stockage ou le sous-traitant.",
            reference="rgpd#44",
        )


@regle
def donnees(k: Cas) -> Iterator[Alerte]:
    """R18, R19: reuse and training need limited purposes, which only the chosen supplier can list."""
    f, s = k.dossier.fournisseur, k.dossier.systeme
    if s.donnees_sante and s.donnees_personnelles is False:
        yield _erreur(
            "D06",
            message="Des données de santé sont des données personnelles : le dossier dit le contraire.",
            champ="systeme.donnees_personnelles",
            remede="Mettez « oui », ou « non » à « donnees_sante ».",
            reference="rgpd#9",
        )
    chosen = k.dossier.marche.phase is Phase.ATTRIBUTION
    training = k.p.get("rgpd_entrainement_autorise")
    if training and training.valeur == "oui" and not f.finalites_reutilisation and chosen:
        yield _erreur(
            "R18",
            message="L’entraînement sur les données est autorisé sans liste limitative de finalités.",
            champ="fournisseur.finalites_reutilisation",
            remede="Listez les finalités, ou interdisez l’entraînement.",
            reference="guide-has-cnil",
        )
    if k.oui("reutilisation_autorisee") and not f.finalites_reutilisation and chosen:
        yield _erreur(
            "R19",
            message="Une réutilisation limitée est autorisée sans liste limitative de finalités.",
            champ="fournisseur.finalites_reutilisation",
            remede="Listez les finalités, ou mettez rgpd_reutilisation à « interdite ».",
        )
    delay = k.nombre("rgpd_violation_delai_h")
    if delay is not None and delay > 72:
        yield _erreur(
            "R11",
            message="Le délai de notification d’une violation dépasse les 72 heures dont dispose l’établissement.",
            champ="marche.parametres.rgpd_violation_delai_h",
            remede="Choisissez 48 heures ou moins.",
            reference="rgpd#33",
        )
    elif delay is not None and delay > 48:
        yield _avis(
            "R11",
            message="Le délai de notification d’une violation laisse peu de temps à l’établissement (72 heures en tout).",
            champ="marche.parametres.rgpd_violation_delai_h",
            reference="rgpd#33",
        )


# ----------------------------------------------------------------------------------- service level


@regle
def delais_de_service(k: Cas) -> Iterator[Alerte]:
    """R12, R13: recovery after intervention, P1 before P2; the budget that a single outage eats."""
    psg = k.p.get("sla_psg")
    day = (
        Decimal(psg.parametre.minutes_jour.get(str(psg.valeur), 600)) if psg and psg.valeur else Decimal(600)
    )

    def length(name: str) -> Decimal | None:
        return minutes(k.p[name].valeur, day) if name in k.p else None

    for kind, label in (("gti", "d’intervention"), ("gtr", "de rétablissement")):
        for better, worse in ((1, 2), (2, 3), (3, 4)):
            first, second = length(f"sla_{kind}_p{better}"), length(f"sla_{kind}_p{worse}")
            if first is not None and second is not None and first > second:
                yield _erreur(
                    "R12",
                    message=f"Le délai {label} P{better} ({k.p[f'sla_{kind}_p{better}'].texte}) est plus long que celui de P{worse} ({k.p[f'sla_{kind}_p{worse}'].texte}).",
                    champ=f"marche.parametres.sla_{kind}_p{better}",
                    remede="Le niveau le plus grave a le délai le plus court.",
                )
    for level in range(1, 5):
        gti, gtr = length(f"sla_gti_p{level}"), length(f"sla_gtr_p{level}")
        if gti is not None and gtr is not None and gtr < gti:
            yield _erreur(
                "R12",
                message=f"La garantie de rétablissement P{level} ({k.p[f'sla_gtr_p{level}'].texte}) est plus courte que la garantie d’intervention ({k.p[f'sla_gti_p{level}'].texte}).",
                champ=f"marche.parametres.sla_gtr_p{level}",
                remede="Le rétablissement ne peut pas précéder l’intervention.",
            )
    rate, gtr1 = k.nombre("sla_disponibilite_pct"), length("sla_gtr_p1")
    if psg and psg.valeur and rate is not None and gtr1 is not None and rate < 100:
        budget = Decimal(psg.parametre.minutes_mois[str(psg.valeur)]) * (100 - rate) / 100
        if budget and gtr1 > budget:
            ratio = (gtr1 / budget).quantize(Decimal("0.1"))
            yield Alerte(
                "R13",
                Gravite.INFORMATION,
                message=f"Une seule panne P1 rétablie au dernier moment consomme {number(ratio)} fois le budget mensuel d’indisponibilité ({quantity(budget.quantize(Decimal('0.1')), 'min')}).",
                champ="marche.parametres.sla_gtr_p1",
            )
    if (
        k.oui("criticite_critique")
        and k.dossier.marche.phase is Phase.ATTRIBUTION
        and not k.dossier.systeme.mode_degrade
    ):
        yield _avis(
            "R31",
            message="Un système critique doit avoir un mode dégradé décrit.",
            champ="systeme.mode_degrade",
            remede="Décrivez-le avec le fournisseur.",
        )


# ----------------------------------------------------------------------------------- leaving a cloud


@regle
def frais_de_changement(k: Cas) -> Iterator[Alerte]:
    """R08: no charge for leaving a cloud service once the prohibition applies."""
    price, end = k.nombre("rev_cout_export_eur"), k.dossier.marche.fin
    if not price or not k.oui("fourni_en_nuage"):
        return
    if end is None or load_law().at("data-act#29-1", end).statut is Statut.APPLICABLE:
        # Without an end date we cannot say that the contract ends before the prohibition.
        make = _erreur if end else _avis
        yield make(
            "R08",
            message="Quitter un service en nuage ne peut plus être facturé à la fin de ce marché.",
            champ="marche.parametres.rev_cout_export_eur",
            remede="Mettez 0 ; seule une prestation distincte et facultative peut se payer.",
            reference="data-act#29-1",
        )


# ------------------------------------------------------------------------------ options, statistics


@regle
def options(k: Cas) -> Iterator[Alerte]:
    """R10, R29, R30: retention of logs, small samples, part of the price that depends on results."""
    logs = k.nombre("log_conservation_mois")
    if logs is not None and logs > 12 and "log_conservation_mois" not in k.dossier.marche.justifications:
        yield _avis(
            "R10",
            message="Une conservation des journaux de plus de douze mois se justifie par écrit.",
            champ="marche.parametres.log_conservation_mois",
            remede="Ajoutez le motif dans marche.justifications.",
            reference="cnil-journalisation",
        )
    positives, rule = k.nombre("calib_n_positifs"), k.p.get("calib_regle_ic")
    if positives is not None and positives < 30 and rule and rule.valeur == "estimation":
        yield _avis(
            "R29",
            message="Moins de trente cas positifs jugés sur l’estimation seule ne prouvent rien.",
            champ="marche.parametres.calib_n_positifs",
            remede="Augmentez l’effectif ou jugez sur la borne basse de l’intervalle.",
        )
    share = k.nombre("perf_part_variable_pct")
    if k.oui("paiement_a_la_performance") and share and k.oui("acheteur_public"):
        yield _avis(
            "R30",
            message="Une part variable ne doit pas devenir un paiement différé, à faire vérifier par le service juridique.",
            champ="marche.performance.prevue",
            remede="Prévoyez une part variable, une prime ou une réfaction après service fait.",
        )
    floor, target = k.nombre("perf_seuil_plancher"), k.nombre("perf_cible")
    if floor is not None and target is not None and floor > target:
        yield _erreur(
            "D07",
            message="Le seuil plancher de performance dépasse la cible.",
            champ="marche.parametres.perf_seuil_plancher",
            remede="Le plancher est inférieur ou égal à la cible.",
        )


# -------------------------------------------------------------------------------------- status


@regle
def statut(k: Cas) -> Iterator[Alerte]:
    """R22, R28, R34, R36, R37: in-house, requalification, staff, transition, distributor."""
    s = k.dossier.systeme
    chosen = k.dossier.marche.phase is Phase.ATTRIBUTION
    if s.statut_dm is StatutDM.IN_HOUSE and k.dossier.marche.beneficiaires:
        yield _avis(
            "R22",
            message="Un dispositif fabriqué par l’établissement ne peut pas être transféré à une autre entité juridique : un GHT n’en est pas une seule.",
            champ="marche.beneficiaires",
            reference="mdr#5-5",
        )
    if s.modifie_par_hopital:
        yield _avis(
            "R28",
            message="En modifiant le système, l’établissement peut devenir fournisseur au sens du RIA, et fabricant au sens du règlement sur les dispositifs médicaux.",
            champ="systeme.modifie_par_hopital",
            remede="Faites qualifier la modification avant de la faire.",
            reference="ria#25-1",
        )
    if s.personnel_surveille:
        yield _avis(
            "R34",
            message="Le système concerne les agents : information des travailleurs et de leurs représentants, consultation des instances.",
            champ="systeme.personnel_surveille",
            reference="ria#26-7",
        )
    if chosen and s.haut_risque_ria not in (None, HautRisqueRIA.NON) and s.date_mise_sur_marche is None:
        yield _avis(
            "R36",
            message="La date de première mise sur le marché est inconnue : le régime transitoire du RIA ne peut pas être déterminé.",
            champ="systeme.date_mise_sur_marche",
            remede="Demandez-la au fournisseur.",
        )
    if k.oui("titulaire_distinct_de_l_editeur") and k.dossier.fournisseur.accord_amont is not True:
        yield _avis(
            "R37",
            message="Le cocontractant n’est pas l’éditeur et aucun accord écrit avec celui-ci n’est établi.",
            champ="fournisseur.accord_amont",
            remede="Demandez l’accord qui lui permet de tenir ses obligations.",
            reference="ria#25-4",
        )
    if k.dossier.etablissement.acheteur_public is None:
        yield _avis(
            "D08",
            message="On ne sait pas si l’acheteur est public : les mots du marché public sont employés.",
            champ="etablissement.acheteur_public",
            remede="Répondez « oui » ou « non ».",
        )
