"""Lay numbers: « sur 1 000 personnes, 20 ont cette maladie, 19 sont signalées… ».

Percentages of percentages mislead; whole people do not.  The groups are counted on the smallest of
100, 1 000 and 10 000 people where somebody has the condition and where no measure below 100 % looks
perfect, then rounded so that the sums hold in front of the reader:

* ``total = atteints + non_atteints``
* ``atteints = signales_a_raison + manques``
* ``signales_a_tort <= non_atteints``

Who has the condition, who is found and who is rightly left alone are rounded to the nearest (half
goes up); who is missed, wrongly flagged or unaffected are differences.  When even 10 000 people do
not show an imperfect measure, one person is counted against the system; if there is one person only,
the group is not computable.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sia_docs.models.information import PerformanceLocale

TOTAUX = (100, 1_000, 10_000)
_CENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class NombresSimples:
    """Counts of people out of ``total``. None: cannot be computed from what the dossier says."""

    total: int | None = None
    atteints: int | None = None
    signales_a_raison: int | None = None
    manques: int | None = None
    signales_a_tort: int | None = None
    non_atteints: int | None = None


def nombres_simples(performance: PerformanceLocale | None) -> NombresSimples:
    """The lay numbers of a measured performance; a share outside 0 to 100 counts as unknown.

    Without a prevalence of at least one in 10 000 nothing can be counted.  Without the sensitivity
    or the specificity, only the groups that depend on it are None.
    """
    prevalence = _share(performance.prevalence_pct) if performance else None
    if performance is None or prevalence is None:
        return NombresSimples()
    sensitivity, specificity = _share(performance.sensibilite_pct), _share(performance.specificite_pct)
    for total in TOTAUX:
        if total * prevalence < 1:
            continue
        ill = _nearest(total * prevalence)
        well = total - ill
        if total == TOTAUX[-1] or (_shows(ill, sensitivity) and _shows(well, specificity)):
            found, spared = _rightly(ill, sensitivity), _rightly(well, specificity)
            return NombresSimples(
                total=total,
                atteints=ill,
                signales_a_raison=found,
                manques=None if found is None else ill - found,
                signales_a_tort=None if spared is None else well - spared,
                non_atteints=well,
            )
    return NombresSimples()


def _share(percent: Decimal | None) -> Decimal | None:
    return percent / _CENT if percent is not None and 0 <= percent <= 100 else None


def _shows(people: int, share: Decimal | None) -> bool:
    """Do so few people let the reader see that the measure is not perfect?"""
    return share is None or share == 1 or people == 0 or _nearest(people * share) < people


def _rightly(people: int, share: Decimal | None) -> int | None:
    """How many of these people the system classes rightly."""
    if share is None:
        return None
    if _shows(people, share):
        return _nearest(people * share)
    return people - 1 if people > 1 else None


def _nearest(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
