"""The negative binomial CUSUM keeps its promise on honest counts, finds a rise, and is its likelihood ratio."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from svodka.analyse.negative_binomial import NegativeBinomial, nb_cusum
from tests.analyse.surveillance import Floats


def drawn(mean: float, dispersion: float, shape: tuple[int, int], seed: int = 7) -> Floats:
    """Honest counts: the correct generator has size 1 / dispersion."""
    random = np.random.default_rng(seed)
    if dispersion == 0:
        return random.poisson(mean, shape).astype(np.float64)
    size = 1 / dispersion
    return random.negative_binomial(size, size / (size + mean), shape).astype(np.float64)


@pytest.mark.parametrize("mean", [1.0, 10.0, 100.0, 10_000.0])
@pytest.mark.parametrize("dispersion", [0.0, 0.2])
def test_honest_counts_alarm_no_more_often_than_promised(mean: float, dispersion: float) -> None:
    """Known mean and dispersion: less than one alarm in 1,000 periods (Lorden 1971)."""
    counts = drawn(mean, dispersion, (2000, 60))
    # A history that tells the mean to a fifth of a standard error needs 500 periods.
    history = drawn(mean, dispersion, (2000, 500), seed=8)
    found = nb_cusum(np.hstack([history, counts]), 500, NegativeBinomial())
    assert np.nanmean(found.alarm[:, 500:]) <= 0.001


def test_twenty_periods_of_history_cost_a_factor_of_two_at_most() -> None:
    for mean in (1.0, 10.0, 1000.0):
        found = nb_cusum(drawn(mean, 0.2, (4000, 40)), 20)
        assert np.nanmean(found.alarm[:, 20:]) <= 0.0025
        chance = found.more["pvalue"][:, 20:]
        assert np.nanmean(chance <= 0.001) <= 0.001


def test_a_rise_by_half_is_found_within_weeks() -> None:
    counts = drawn(40, 0.02, (500, 60))
    counts[:, 45:] = drawn(60, 0.02, (500, 15), seed=9)
    found = nb_cusum(counts, 30)
    assert np.nanmean(np.nanmax(found.alarm[:, 45:], axis=1)) > 0.9


@pytest.mark.parametrize("dispersion", [0.0, 0.3])
def test_the_sum_is_the_log_likelihood_ratio_by_other_means(dispersion: float) -> None:
    counts = np.array([[4.0, 6.0] * 10 + [9.0, 12.0, 7.0]])
    how = NegativeBinomial(dispersion=dispersion, arl=1e9)
    found = nb_cusum(counts, 20, how)
    total = 0.0
    for number, count in enumerate(counts[0, 20:], 1):
        if dispersion == 0:
            gain = stats.poisson.logpmf(count, 7.5) - stats.poisson.logpmf(count, 5.0)
        else:
            size = 1 / dispersion
            gain = stats.nbinom.logpmf(count, size, size / (size + 7.5)) - stats.nbinom.logpmf(
                count, size, size / (size + 5.0)
            )
        total = max(total + gain, 0.0)
        chance = found.more["pvalue"][0, 19 + number]
        assert chance == pytest.approx(min(number * np.exp(-total), 1.0), rel=1e-9)


@pytest.mark.parametrize("dispersion", [0.0, 0.3])
def test_a_count_above_the_bound_alarms_and_the_bound_itself_does_not(dispersion: float) -> None:
    counts = np.array([[4.0, 6.0] * 10 + [7.0, 7.0]])
    how = NegativeBinomial(dispersion=dispersion, arl=100.0)
    upper = nb_cusum(counts, 20, how).upper[0, 21]
    for last, alarm in ((upper, 0), (upper + 1, 1)):
        counts[0, 21] = last
        assert nb_cusum(counts, 20, how).alarm[0, 21] == alarm


def test_what_cannot_be_judged_says_why() -> None:
    rows = np.array([[0.0] * 25, [3.0] * 24 + [-1.0], [np.nan] * 25, [1e17] * 25])
    found = list(nb_cusum(rows, 20).signals(list("abcd"), [], rows[:, :0]))
    assert found == []
    reasons = [int(code) for code in nb_cusum(rows, 20).reason[:, 24]]
    assert len(set(reasons)) == 4
    assert 0 not in reasons
