"""Options of a charter that contradict each other, or what the inventory says elsewhere.

Each function is one contradiction; its first line says it.  An unknown option contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sia_docs.erreurs import Probleme
from sia_docs.models.inventaire import (
    ClasseDonnees,
    Droit,
    Filtrage,
    OptionsCharte,
    Parc,
    SystemeInventorie,
    UsageApprouve,
)
from sia_docs.models.systeme import Categorie
from sia_docs.rules.catalogue import interdites

_Controle = Callable[[Parc, OptionsCharte], Iterator[Probleme]]
CONTROLES: list[_Controle] = []
"""The contradictions, in the order of the fields."""

HORS_CATALOGUE_ADMISSIBLES = (ClasseDonnees.PUBLIQUES, ClasseDonnees.INTERNES, ClasseDonnees.ANONYMES)
"""All that a tool the hospital did not approve may ever receive: nothing about a person, nothing of others."""


def _controle(function: _Controle) -> _Controle:
    CONTROLES.append(function)
    return function


def controle_options(parc: Parc) -> Iterator[Probleme]:
    """Every contradiction between the options, one error each."""
    options = parc.inventaire.options or OptionsCharte()
    for check in CONTROLES:
        yield from check(parc, options)


def _contradiction(field: str, message: str, remede: str, recu: str | None = None) -> Probleme:
    return Probleme(message, champ=f"options.{field}", recu=recu, remede=remede)


@_controle
def _sans_filtrage_rien_a_enregistrer(_: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Sans filtrage, aucune connexion n'est enregistrée."""
    if options.filtrage is Filtrage.AUCUN and options.journalisation:
        yield _contradiction(
            "journalisation",
            "le filtrage n’existe pas, mais il enregistrerait les connexions.",
            "Écrivez « journalisation: non », ou décrivez le filtrage.",
            "oui",
        )


@_controle
def _journaux_decrits_sans_journaux(_: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Des journaux qui n'existent pas n'ont ni durée ni lecteur."""
    described = [f for f in ("duree_journaux", "acces_journaux") if getattr(options, f) is not None]
    if options.journalisation is False and described:
        yield _contradiction(
            described[0],
            "aucune connexion n’est enregistrée, mais des journaux sont décrits.",
            "Supprimez cette ligne, ou écrivez « journalisation: oui ».",
            getattr(options, described[0]),
        )


@_controle
def _bloque_et_tolere(_: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Un outil bloqué ne peut pas être toléré."""
    if options.filtrage is Filtrage.BLOCAGE and options.usage_hors_catalogue:
        yield _contradiction(
            "usage_hors_catalogue",
            "les outils non approuvés sont tolérés, mais le filtrage les bloque.",
            "Choisissez « filtrage: avertissement », ou « usage_hors_catalogue: non ».",
            "oui",
        )


@_controle
def _donnees_tolerees_interdites(parc: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Un outil non approuvé ne reçoit aucune donnée protégée ou interdite."""
    if options.usage_hors_catalogue is False:
        return
    forbidden = interdites(parc)
    for data in options.donnees_hors_catalogue or ():
        if data not in HORS_CATALOGUE_ADMISSIBLES or data in forbidden:
            yield _contradiction(
                "donnees_hors_catalogue",
                f"un outil non approuvé ne peut pas recevoir cette classe : {data.libelle}.",
                f"Gardez seulement {', '.join(c for c in HORS_CATALOGUE_ADMISSIBLES if c not in forbidden)}.",
                data.value,
            )


@_controle
def _donnees_tolerees_sans_tolerance(_: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Sans outil toléré, aucune donnée n'est tolérée."""
    if options.usage_hors_catalogue is False and options.donnees_hors_catalogue:
        yield _contradiction(
            "donnees_hors_catalogue",
            "aucun outil non approuvé n’est toléré, mais des données le sont.",
            "Supprimez cette ligne, ou écrivez « usage_hors_catalogue: oui ».",
            ", ".join(options.donnees_hors_catalogue),
        )


@_controle
def _compte_personnel_sans_tolerance(_: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Sans outil toléré, un compte personnel ne sert à rien."""
    if options.usage_hors_catalogue is False and options.compte_personnel:
        yield _contradiction(
            "compte_personnel",
            "un compte personnel est toléré, mais aucun outil non approuvé ne l’est : les outils du "
            "catalogue s’emploient avec le compte professionnel.",
            "Écrivez « compte_personnel: non », ou « usage_hors_catalogue: oui ».",
            "oui",
        )


@_controle
def _agents_refuses_mais_approuves(parc: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Les agents d'IA sont refusés, mais un usage approuvé en emploie un."""
    yield from _refuse(parc, options, "agents", "un agent d’IA", _agentique)


@_controle
def _traduction_refusee_mais_approuvee(parc: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """La traduction avec un patient est refusée, mais un usage approuvé l'admet."""
    yield from _refuse(parc, options, "traduction", "une traduction automatique", _traduit)


@_controle
def _enregistrement_refuse_mais_approuve(parc: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """L'enregistrement est refusé, mais un usage approuvé enregistre la voix ou l'image."""
    yield from _refuse(
        parc, options, "enregistrement", "un enregistrement de la voix ou de l’image", _enregistre
    )


@_controle
def _habilitation_sans_formation(_: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Un accès ouvert après la formation suppose une formation obligatoire."""
    if options.habilitation and options.formation_obligatoire is False:
        yield _contradiction(
            "habilitation",
            "l’accès est ouvert après la formation, mais la formation n’est pas obligatoire.",
            "Écrivez « formation_obligatoire: oui », ou « habilitation: non ».",
            "oui",
        )


@_controle
def _annexee_sans_reglement(parc: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Un cabinet n'annexe pas la charte à un règlement intérieur."""
    if options.annexee_au_reglement_interieur and parc.droit is Droit.LIBERAL:
        yield _contradiction(
            "annexee_au_reglement_interieur",
            "un cabinet n’a pas de règlement intérieur auquel annexer la charte.",
            "Écrivez « annexee_au_reglement_interieur: non ».",
            "oui",
        )


@_controle
def _annexee_sans_consultation(parc: Parc, options: OptionsCharte) -> Iterator[Probleme]:
    """Annexée au règlement intérieur, la charte a été soumise aux représentants du personnel."""
    bodies = parc.inventaire.gouvernance
    consulted = bodies is not None and bodies.cse is not None and bodies.cse.reuni_le is not None
    if options.annexee_au_reglement_interieur and parc.droit is not Droit.LIBERAL and not consulted:
        yield _contradiction(
            "annexee_au_reglement_interieur",
            "la charte est annexée au règlement intérieur, mais la date de consultation du comité social manque.",
            "Renseignez gouvernance.cse.reuni_le, ou écrivez « non » tant que la consultation n’a pas eu lieu.",
            "oui",
        )


# ----------------------------------------------------------------------------------- approved uses


def _refuse(
    parc: Parc,
    options: OptionsCharte,
    option: str,
    what: str,
    concerns: Callable[[Parc, SystemeInventorie, UsageApprouve], bool],
) -> Iterator[Probleme]:
    if getattr(options, option) is not False:
        return
    for use in parc.inventaire.usages_approuves or ():
        entry = parc.entree(use.systeme)
        if entry is not None and concerns(parc, entry, use):
            yield _contradiction(
                option,
                f"cette option refuse ce que l’usage approuvé « {use.usage} » emploie : {what}.",
                f"Écrivez « {option}: oui », ou retirez l’usage.",
                "non",
            )


def _agentique(parc: Parc, entry: SystemeInventorie, _: UsageApprouve) -> bool:
    system = parc.systeme(entry)
    return bool(system and system.agentique)


def _traduit(parc: Parc, entry: SystemeInventorie, use: UsageApprouve) -> bool:
    system = parc.systeme(entry)
    with_patient = ClasseDonnees.PATIENTS in (use.donnees or ()) or bool(
        system and system.interaction_patient
    )
    return bool(system and system.categorie is Categorie.TRADUCTION and with_patient)


def _enregistre(parc: Parc, entry: SystemeInventorie, use: UsageApprouve) -> bool:
    dossier = parc.dossier(entry)
    told = dossier.information if dossier else None
    recorded = bool(told and told.capte_voix_image)
    return recorded or ClasseDonnees.VOIX_IMAGES in (use.donnees or ())
