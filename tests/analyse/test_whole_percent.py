"""Whole percentages beyond chance: exact sums against brute force and published figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from svodka.analyse import whole_percent
from svodka.analyse.whole_percent import chance_of_whole


def by_hand(count: int, base: int, width: float) -> float:
    k = np.arange(base + 1)
    percent = 100 * k / base
    near = np.abs(percent - np.round(percent)) <= width / 2 + 1e-9
    return float(stats.binom.pmf(k, base, count / base)[near].sum())


@given(st.integers(1, 3000), st.floats(0, 1), st.sampled_from([0.1, 0.5]))
def test_the_chance_is_the_sum_over_all_whole_percentages(
    base: int, share: float, width: float
) -> None:
    count = round(base * share)
    found = chance_of_whole(np.array([float(count)]), np.array([float(base)]), width)
    assert found[0] == pytest.approx(by_hand(count, base, width), abs=1e-9)


def test_honest_stations_have_no_surplus_and_rounded_ones_have() -> None:
    draw = np.random.default_rng(11)
    listed = draw.integers(100, 3000, size=20_000).astype(float)
    voted = draw.binomial(listed.astype(int), draw.uniform(0.3, 0.9, 20_000)).astype(float)
    honest = whole_percent((voted,), (listed,))
    assert abs(honest.z) < 4
    rounded = np.where(
        np.arange(20_000) % 20 == 0, np.round(np.round(voted / listed, 2) * listed), voted
    )
    assert whole_percent((rounded,), (listed,)).z > 10


def test_no_units_is_no_surplus() -> None:
    none = whole_percent((np.zeros(0),), (np.zeros(0),))
    assert (none.units, none.statistic, none.z) == (0, 0.0, 0.0)
