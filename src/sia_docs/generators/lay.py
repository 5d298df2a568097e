"""What the texts for patients may use besides the variables of the contracts (docs/guides/redaction.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sia_docs.document.french import NBSP, Nom
from sia_docs.document.nodes import Inline, Text
from sia_docs.generators.context import Contexte
from sia_docs.generators.labels import label_of, respondent_of
from sia_docs.generators.speech import Speech
from sia_docs.generators.templates import SPEECH, inlines_in
from sia_docs.generators.translated import hospital_in, information_in, translation_in
from sia_docs.generators.values import Fragment, GabaritError, Lecture, Manquant, Vue, is_known
from sia_docs.law import Law
from sia_docs.models import Dossier, Information, Professionnel, Titre
from sia_docs.models.systeme import Categorie, Deploiement
from sia_docs.rules.conditions import Valeur
from sia_docs.rules.droits import droits_de
from sia_docs.rules.niveaux import DecisionInformation
from sia_docs.rules.nombres import NombresSimples, nombres_simples

_SUPERVISEUR = "information.superviseur"
_PERFORMANCE = "information.performance"
_AVEC_LE = (Titre.DR, Titre.PR)


@dataclass(frozen=True, slots=True)
class SystemeDecrit(Lecture):
    """One of the hospital's systems, in a document about all of them."""

    systeme: Vue
    fournisseur: Vue
    information: Vue
    decision: DecisionInformation
    superviseur: Any
    nombres: Any

    def concerne(self, code: str) -> bool:
        """The level or overlay applies, or may apply."""
        return concerne(self.decision, code)

    def est(self, *categories: str) -> bool:
        """The system is of one of these categories; one whose category is unknown is of none."""
        return self.systeme.categorie in _categories(categories)

    @property
    def en_service(self) -> bool:
        """Used or on trial; nobody says that a system of unknown state is not used."""
        return self.systeme.deploiement not in (Deploiement.PROJET, Deploiement.RETIRE)

    @property
    def en_projet(self) -> bool:
        """Bought or to be bought, not used yet."""
        return bool(self.systeme.deploiement == Deploiement.PROJET)

    @property
    def a_l_essai(self) -> bool:
        """Used on trial."""
        return bool(self.systeme.deploiement == Deploiement.PILOTE)


def _categories(names: Sequence[str]) -> tuple[Categorie, ...]:
    try:
        return tuple(Categorie(name) for name in names)
    except ValueError:
        raise GabaritError(f"catégorie inconnue parmi « {', '.join(names)} »") from None


def concerne(decision: DecisionInformation, code: str) -> bool:
    """The level or overlay applies, or nobody knows that it does not."""
    return decision.verdict(code).valeur is not Valeur.NON


def variables(
    dossiers: Sequence[Dossier],
    decisions: Sequence[DecisionInformation],
    law: Law,
    speech: Speech | None = None,
) -> dict[str, Any]:
    """Variables of a leaflet: those of the first dossier, and all the systems in ``systemes``.

    ``speech`` is the language of the document (none: French): the words for patients are then those of
    the dossiers' translations.
    """
    first, decision = dossiers[0], decisions[0]

    def verdict(code: str) -> Valeur:
        try:
            return decision.verdict(code).valeur
        except KeyError:
            raise GabaritError(f"niveau ou information inconnu « {code} »") from None

    donnees = first.information.donnees if first.information else None
    in_care = concerne(decision, "N1")
    described = tuple(_described(d, v, speech) for d, v in zip(dossiers, decisions, strict=True))
    return {
        **_of_contract(first, law),
        **({} if speech is None else _spoken(first, speech)),
        "concerne": lambda code: verdict(code) is not Valeur.NON,
        "certain": lambda code: verdict(code) is Valeur.OUI,
        "droits": droits_de(donnees.base_legale if donnees else None, soins=in_care),
        "nombres": _nombres(first.information),
        "superviseur": _named(first, speech),
        "donnees_utilisees": _used(described[0]),
        "est": lambda *categories: any(one.est(*categories) for one in described),
        "systemes": described,
        "en_service": tuple(one for one in described if one.en_service),
        "en_projet": tuple(one for one in described if one.en_projet),
    }


def _of_contract(dossier: Dossier, law: Law) -> dict[str, Any]:
    context = Contexte(dossier, dossier.date_du_droit, law, {}, {}, (), ())
    return context.variables()


def _spoken(dossier: Dossier, speech: Speech) -> dict[str, Any]:
    return {
        SPEECH: speech,
        "etablissement": hospital_in(dossier, speech.langue),
        "information": information_in(dossier, speech.langue),
        "traduction": translation_in(dossier, speech.langue),
    }


def _described(dossier: Dossier, decision: DecisionInformation, speech: Speech | None) -> SystemeDecrit:
    french = Vue(dossier.information or Information(), "information")
    return SystemeDecrit(
        systeme=Vue(dossier.systeme, "systeme"),
        fournisseur=Vue(dossier.fournisseur, "fournisseur"),
        information=french if speech is None else information_in(dossier, speech.langue),
        decision=decision,
        superviseur=_named(dossier, speech),
        nombres=_nombres(dossier.information),
    )


def _used(described: SystemeDecrit) -> Any:
    """The data in words for the public, else as the contract names them."""
    lay = described.information.donnees.categories
    return lay if is_known(lay) else described.systeme.donnees_necessaires


# ---------------------------------------------------------------------------------- professional


def _superviseur(dossier: Dossier) -> Professionnel | None:
    return dossier.information.superviseur if dossier.information else None


def _named(dossier: Dossier, speech: Speech | None) -> Nom | Manquant | Fragment:
    person = _superviseur(dossier)
    if speech is None or person is None or person.nom is None:
        return professionnel(person)
    title = (speech.choice(person.titre), Text(NBSP)) if person.titre and person.titre.libelle else ()
    function = information_in(dossier, speech.langue).superviseur.fonction if person.fonction else ""
    return Fragment((*title, Text(person.nom), *_after_a_comma(function, speech)))


def _after_a_comma(value: Any, speech: Speech) -> tuple[Inline, ...]:
    return (Text(speech.comma), *inlines_in(speech, value)) if value != "" else ()


def professionnel(person: Professionnel | None) -> Nom | Manquant:
    """« le Dr Anne Morel, radiologue », « Mme Ève Roy, infirmière », or the field to complete.

    A noun phrase: ``| de`` gives « du Dr Anne Morel, radiologue ».
    """
    if person is None or person.nom is None:
        return missing(_SUPERVISEUR)
    named = (
        f"{person.titre.libelle}{NBSP}{person.nom}" if person.titre and person.titre.libelle else person.nom
    )
    article = "le" if person.titre in _AVEC_LE else ""
    return Nom(named + (f", {person.fonction}" if person.fonction else ""), article)


def missing(path: str) -> Manquant:
    """The field to complete for a path of the dossier."""
    return Manquant(path, label_of(path), respondent_of(path))


# -------------------------------------------------------------------------------------- numbers


@dataclass(frozen=True, slots=True)
class Nombres(Lecture):
    """Counts of people out of ``total``; each may be missing (:mod:`sia_docs.rules.nombres`)."""

    total: Any
    atteints: Any
    signales_a_raison: Any
    manques: Any
    signales_a_tort: Any
    non_atteints: Any
    alertes: Any
    """People flagged, rightly or not."""


_DEPEND_DE = {
    "signales_a_raison": "sensibilite_pct",
    "manques": "sensibilite_pct",
    "signales_a_tort": "specificite_pct",
}


def _nombres(information: Information | None) -> Nombres:
    performance = information.performance if information else None
    counts = nombres_simples(performance)
    found: dict[str, Any] = {}
    for field in fields(NombresSimples):
        value = getattr(counts, field.name)
        needs = _DEPEND_DE.get(field.name, "prevalence_pct") if counts.total else "prevalence_pct"
        found[field.name] = missing(f"{_PERFORMANCE}.{needs}") if value is None else value
    flagged = found["signales_a_raison"], found["signales_a_tort"]
    lacking = next((count for count in flagged if not is_known(count)), None)
    return Nombres(**found, alertes=sum(flagged) if lacking is None else lacking)
