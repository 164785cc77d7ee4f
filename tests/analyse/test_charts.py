"""Sums and ratios over time: CUSUM as published, the likelihood ratio as anyone may work it out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from svodka.analyse import glr as charts
from svodka.analyse.cusum import Cusum, cusum
from svodka.analyse.glr import Glr, glr
from tests.analyse.surveillance import Corpus, Floats, agona, column, lines, weeks


def test_published_cusum_bounds_and_alarms_come_out(corpus: Corpus) -> None:
    """salmonella.agona, 209 to 312, k 1.04, h 2.26, Rossi; R surveillance 1.20.3, algo.cusum."""
    counts, _ = agona(corpus)
    rows = lines(corpus, "expected/agona_cusum.csv")
    found = cusum(counts, 208)
    np.testing.assert_allclose(found.upper[0, 208:], column(rows, "upper"), rtol=1e-9)
    np.testing.assert_array_equal(found.alarm[0, 208:], column(rows, "alarm"))
    assert np.nansum(found.alarm) == 8


@pytest.mark.parametrize("trans", ["rossi", "standard"])
def test_a_count_at_the_bound_alarms_and_one_below_does_not(trans: str) -> None:
    counts = np.concatenate([np.tile([3.0, 5.0], 15), [6.0, 7.0, 6.0]])[None, :]
    upper = cusum(counts, 30, Cusum(trans=trans)).upper[0, 32]
    for last, alarm in ((np.ceil(upper), 1), (np.ceil(upper) - 1, 0)):
        counts[0, 32] = last
        assert cusum(counts, 30, Cusum(trans=trans)).alarm[0, 32] == alarm


def test_after_an_alarm_the_sum_begins_anew_only_if_asked() -> None:
    counts = np.concatenate([np.tile([3.0, 5.0], 15), [40.0, 4.0]])[None, :]
    assert cusum(counts, 30).upper[0, 31] == 0
    assert cusum(counts, 30, Cusum(reset="yes")).upper[0, 31] > 4


def by_hand(counts: list[float], means: list[float], alpha: float) -> float:
    """The ratio by scipy's own distributions and optimiser."""
    best = 0.0
    for begin in range(len(counts)):
        x, mean = np.array(counts[begin:]), np.array(means[begin:])

        def worse(rise: float, x: Floats = x, mean: Floats = mean) -> float:
            grown = mean * np.exp(rise)
            if alpha == 0:
                return -float(stats.poisson.logpmf(x, grown).sum())
            return -float(stats.nbinom.logpmf(x, 1 / alpha, 1 / (1 + alpha * grown)).sum())

        found = optimize.minimize_scalar(worse, bounds=(0, 8), method="bounded")
        best = max(best, worse(0.0) - float(found.fun))
    return best


@pytest.mark.parametrize("alpha", [0.0, 0.2])
def test_the_ratio_is_that_of_the_likelihoods_themselves(alpha: float) -> None:
    counts, means = [4.0, 9.0, 7.0, 3.0, 11.0], [5.0, 5.0, 4.0, 6.0, 6.0]
    ours = charts._ratio(
        np.array([counts]), np.array([means]), np.array([alpha]), np.array([counts[-1]])
    )
    np.testing.assert_allclose(ours[0], by_hand(counts, means, alpha), rtol=1e-5)


@pytest.mark.parametrize("alpha", [0.0, -1.0, 0.2])
def test_a_rise_is_seen_and_one_count_above_the_bound_alarms(alpha: float) -> None:
    counts = np.random.default_rng(4).poisson(8, (1, 80)).astype(np.float64)
    starts = weeks(80)
    how = Glr(alpha=alpha, s=0)
    upper = glr(counts, starts, 60, how).upper[0, 60]
    for last, alarm in ((upper, 0), (upper + 1, 1)):
        counts[0, 60] = last
        assert glr(counts, starts, 60, how).alarm[0, 60] == alarm
    counts[0, 60:] = counts[0, :20] * 2
    assert np.nansum(glr(counts, starts, 60, how).alarm) > 0


def test_a_dozen_weeks_are_too_few_for_a_mean_in_control() -> None:
    found = glr(np.full((1, 30), 5.0), weeks(30), 12)
    assert np.isnan(found.upper).all()
