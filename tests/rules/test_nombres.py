"""Lay numbers: whole people whose sums hold, never a perfect system by rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_docs.models.information import PerformanceLocale
from sia_docs.rules.nombres import TOTAUX, NombresSimples, nombres_simples

POURCENT = st.decimals(0, 100, places=2, allow_nan=False)
PEUT_ETRE = st.none() | POURCENT


def nombres(prevalence: object, sensibilite: object, specificite: object) -> NombresSimples:
    return nombres_simples(
        PerformanceLocale.model_validate(
            {"prevalence_pct": prevalence, "sensibilite_pct": sensibilite, "specificite_pct": specificite}
        )
    )


@pytest.mark.parametrize(
    ("taux", "attendu"),
    [
        (("20", "90", "90"), (100, 20, 18, 2, 8, 80)),
        (("15", "90", "95"), (100, 15, 14, 1, 4, 85)),
        (("2", "95", "90"), (1000, 20, 19, 1, 98, 980)),  # on 100 people, nobody would be missed
        (("0,5", "92,4", "94,8"), (10_000, 50, 46, 4, 517, 9950)),
        (("10", "100", "100"), (100, 10, 10, 0, 0, 90)),  # measured perfect: nothing to show
        (("50", "0", "0"), (100, 50, 0, 50, 50, 50)),
        (("100", "90", "90"), (100, 100, 90, 10, 0, 0)),
        (("10", "99,999", "99,999"), (10_000, 1000, 999, 1, 1, 9000)),
    ],
)
def test_percentages_become_people(taux: tuple[str, str, str], attendu: tuple[int, ...]) -> None:
    n = nombres(*taux)
    assert (
        n.total,
        n.atteints,
        n.signales_a_raison,
        n.manques,
        n.signales_a_tort,
        n.non_atteints,
    ) == attendu


@given(POURCENT, PEUT_ETRE, PEUT_ETRE)
def test_the_sums_hold_in_front_of_the_reader(
    prevalence: Decimal, sensibilite: Decimal | None, specificite: Decimal | None
) -> None:
    n = nombres(prevalence, sensibilite, specificite)
    if n.total is None:
        assert n == NombresSimples()
        assert prevalence * 100 < 1
        return
    assert n.total in TOTAUX
    assert n.atteints is not None and n.non_atteints is not None
    assert n.atteints >= 1
    assert n.atteints + n.non_atteints == n.total
    assert (n.signales_a_raison is None) == (n.manques is None)
    if n.signales_a_raison is not None and n.manques is not None:
        assert n.signales_a_raison + n.manques == n.atteints
        assert n.manques >= 0
    if n.signales_a_tort is not None:
        assert 0 <= n.signales_a_tort <= n.non_atteints


@given(POURCENT, POURCENT, POURCENT)
def test_an_imperfect_measure_never_looks_perfect(
    prevalence: Decimal, sensibilite: Decimal, specificite: Decimal
) -> None:
    n = nombres(prevalence, sensibilite, specificite)
    if sensibilite < 100:
        assert n.manques != 0
    if specificite < 100 and n.non_atteints:
        assert n.signales_a_tort != 0


@given(POURCENT, POURCENT, POURCENT)
def test_a_count_is_never_further_than_one_person_from_its_percentage(
    prevalence: Decimal, sensibilite: Decimal, specificite: Decimal
) -> None:
    n = nombres(prevalence, sensibilite, specificite)
    if n.total is None or n.atteints is None or n.non_atteints is None:
        return
    assert abs(n.atteints - n.total * prevalence / 100) <= 1
    if n.signales_a_raison is not None:
        assert abs(n.signales_a_raison - n.atteints * sensibilite / 100) <= 1
    if n.signales_a_tort is not None:
        assert abs(n.signales_a_tort - n.non_atteints * (100 - specificite) / 100) <= 1


@pytest.mark.parametrize("prevalence", [None, "0", "0,005", "-1", "101"])
def test_without_a_usable_prevalence_nothing_is_counted(prevalence: str | None) -> None:
    assert nombres(prevalence, "90", "90") == NombresSimples()


def test_without_any_measure_nothing_is_counted() -> None:
    assert nombres_simples(None) == NombresSimples()


def test_an_unknown_sensitivity_only_hides_what_depends_on_it() -> None:
    n = nombres("20", None, "90")
    assert (n.total, n.atteints, n.signales_a_raison, n.manques, n.signales_a_tort) == (
        100,
        20,
        None,
        None,
        8,
    )


def test_one_affected_person_cannot_tell_an_imperfect_sensitivity() -> None:
    n = nombres("0,01", "95", "90")
    assert (n.total, n.atteints, n.signales_a_raison, n.manques) == (10_000, 1, None, None)
