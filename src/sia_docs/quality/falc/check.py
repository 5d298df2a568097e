"""Run every rule on a text."""

from __future__ import annotations

from collections.abc import Mapping

from sia_docs.document.french import typography
from sia_docs.library.falc_rules import RegleFalc, Regles, load_falc_rules
from sia_docs.quality.falc import electronic, look, numbers, organisation, pictures, sentences, words
from sia_docs.quality.falc.controls import Controle, forms
from sia_docs.quality.falc.findings import Bilan, Constat, Ecart, ParRegle, Releve, Statut
from sia_docs.quality.falc.page import Ecrit
from sia_docs.quality.falc.reading import Lecture

CONTROLES: Mapping[str, Controle] = {
    **words.CONTROLES,
    **numbers.CONTROLES,
    **sentences.CONTROLES,
    **organisation.CONTROLES,
    **look.CONTROLES,
    **pictures.CONTROLES,
    **electronic.CONTROLES,
}
"""The checks that are more than a list of words, by id of rule."""

EXTRAIT_MAX = 120


def check(ecrit: Ecrit, regles: Regles | None = None) -> Bilan:
    """Everything that a program can say of a text against the rules of easy-to-read.

    Raises:
        ContenuInvalide: the packaged rules are not valid.
    """
    lecture = Lecture(ecrit)
    rank = {id(bloc): place for place, bloc in enumerate(ecrit.blocs)}
    found: list[tuple[tuple[int, int], Constat]] = []
    scores: list[ParRegle] = []
    for regle in (regles or load_falc_rules()).values():
        releve = None if regle.humain else (CONTROLES.get(regle.id) or forms)(lecture, regle)
        scores.append(_score(regle, releve))
        for ecart in releve.ecarts if releve else ():
            order = (rank.get(id(ecart.bloc), -1), ecart.debut)
            found.append((order, _constat(regle, ecart)))
    found.sort(key=lambda pair: pair[0])
    return Bilan(ecrit, tuple(constat for _, constat in found), tuple(scores))


def _score(regle: RegleFalc, releve: Releve | None) -> ParRegle:
    if releve is None:
        status, places, faults = Statut.HUMAIN, 0, 0
    else:
        status, places, faults = _status(releve), releve.endroits, len(releve.ecarts)
    told = status in (Statut.HUMAIN, Statut.NON_VERIFIEE)
    reason = typography(regle.non_verifiee or "") if told else ""
    return ParRegle(regle.id, typography(regle.titre), regle.gravite, status, places, faults, reason)


def _status(releve: Releve) -> Statut:
    if releve.ecarts:
        return Statut.ECARTS
    if releve.inconnus:
        return Statut.NON_VERIFIEE
    return Statut.CONFORME if releve.endroits else Statut.SANS_OBJET


def _constat(regle: RegleFalc, ecart: Ecart) -> Constat:
    extract = "" if ecart.bloc is None else " ".join(ecart.bloc.texte[ecart.debut : ecart.fin].split())
    shown = extract if len(extract) <= EXTRAIT_MAX else extract[:EXTRAIT_MAX] + "…"
    return Constat(
        regle=regle.id,
        gravite=regle.gravite,
        lieu=None if ecart.bloc is None else ecart.bloc.lieu,
        extrait=shown,
        debut=ecart.debut,
        fin=ecart.fin,
        message=_message(regle, {**ecart.details, "extrait": shown}),
        remede=typography(regle.remede),
    )


def _message(regle: RegleFalc, details: Mapping[str, str]) -> str:
    """The message with its slots filled; values are put in after the typography, exactly as typed."""
    return typography(regle.message or "").format_map(details)
