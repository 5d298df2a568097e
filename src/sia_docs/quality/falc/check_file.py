"""Check a file: a web page is looked at on a screen, on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sia_docs.document.french import typography
from sia_docs.library.falc_rules import load_falc_rules
from sia_docs.quality.falc import electronic, look, pictures
from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.controls import Controle
from sia_docs.quality.falc.findings import Bilan, Constat, ParRegle, Statut
from sia_docs.quality.falc.read_file import read_everywhere

_SEEN: Mapping[str, Controle] = {**look.CONTROLES, **pictures.CONTROLES, **electronic.CONTROLES}
"""The rules whose answer may change with the medium."""
_WORST = (Statut.ECARTS, Statut.NON_VERIFIEE, Statut.CONFORME)


def check_file(path: str | Path) -> Bilan:
    """Everything that a program can say of a file.

    Raises:
        FichierIllisible: it cannot be read; every reason is told in French.
    """
    (_, first), *others = read_everywhere(path)
    bilan = check(first)
    rules = {name: rule for name, rule in load_falc_rules().items() if name in _SEEN}
    for medium, ecrit in others:
        name = "" if medium is None else medium.nom
        bilan = _joined(bilan, check(ecrit, rules), name)
    return bilan


def _joined(bilan: Bilan, other: Bilan, medium: str) -> Bilan:
    """What the page says elsewhere and did not say yet; its place is told by its words."""
    known = {(c.regle, c.extrait) for c in bilan.constats}
    # The blocks of the two readings may differ (a menu that only a telephone shows): no place is kept.
    new = tuple(
        replace(c, lieu=None, debut=0, fin=0, message=f"{typography(_capital(medium))}, {_small(c.message)}")
        for c in other.constats
        if (c.regle, c.extrait) not in known
    )
    there = {score.regle: score for score in other.par_regle}
    scores = tuple(_worst(score, there.get(score.regle), new) for score in bilan.par_regle)
    return replace(bilan, constats=bilan.constats + new, par_regle=scores)


def _worst(score: ParRegle, other: ParRegle | None, new: tuple[Constat, ...]) -> ParRegle:
    if other is None:
        return score
    added = sum(1 for constat in new if constat.regle == score.regle)
    status = next((s for s in _WORST if s in (score.statut, other.statut)), score.statut)
    reason = score.raison or other.raison if status is Statut.NON_VERIFIEE else ""
    return replace(score, statut=status, ecarts=score.ecarts + added, raison=reason)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
