"""The state of a reference at a date.

Two dates matter for each version: the day it became *known* (publication) and the day it *applies*.
At a date D only versions published on or before D count. A version published later may postpone one
that had not started: from its publication on, the postponed date no longer exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .model import EtatArticle, Reference, Statut, StatutVersion, Version

_STARTED = {
    StatutVersion.APPLICABLE: Statut.APPLICABLE,
    StatutVersion.PUBLIEE: Statut.PUBLIE,
    StatutVersion.ABROGEE: Statut.ABROGE,
    StatutVersion.NON_TRANSPOSEE: Statut.NON_TRANSPOSE,
    StatutVersion.PROJET: Statut.PROJET,
}


def state_of(reference: Reference, versions: Sequence[Version], le: date, champ: str | None) -> EtatArticle:
    """State among ``versions`` (all of one scope, oldest first)."""
    known = [version for version in versions if version.publiee_le <= le]
    postponed = {version.reporte for version in known if version.reporte is not None}
    alive = [version for version in known if version.a_compter_du not in postponed]
    started = [version for version in alive if version.a_compter_du <= le]
    coming = tuple(version for version in alive if version.a_compter_du > le)
    if started:
        version = started[-1]
        statut = _STARTED[version.statut]
    elif coming:
        version, statut = coming[0], Statut.A_VENIR
    else:
        return EtatArticle(reference, le, champ, Statut.INCONNU_A_CETTE_DATE, reference.certitude)
    return EtatArticle(
        reference=reference,
        le=le,
        champ=champ,
        statut=statut,
        certitude=max(reference.certitude, version.certitude, key=lambda item: item.rank),
        version=version,
        applicable_le=version.a_compter_du if statut is Statut.A_VENIR else None,
        prochaines=coming,
    )
