"""Bounds from a handful of past values: Crow and Gardner's intervals, and Bayes' prediction."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from svodka.analyse.bayes import Bayes, bayes
from svodka.analyse.rki import rki, upper_limit
from tests.analyse.surveillance import Corpus, agona, column, lines, weeks


def test_published_bounds_of_small_counts_and_five_alarms_come_out(corpus: Corpus) -> None:
    """salmonella.agona, 209 to 312, b 2, w 4, actY; R surveillance 1.20.3, algo.rki."""
    counts, starts = agona(corpus)
    rows = lines(corpus, "expected/agona_rki.csv")
    found = rki(counts, starts, 208)
    np.testing.assert_array_equal(found.upper[0, 208:], column(rows, "upper"))
    np.testing.assert_array_equal(found.alarm[0, 208:], column(rows, "alarm"))
    assert np.nansum(found.alarm) == 5


def test_upper_limits_of_nothing_to_five_are_those_crow_and_gardner_printed() -> None:
    """Biometrika 46 (1959), 441, the 95 per cent column."""
    printed = [3.285, 5.323, 6.686, 8.102, 9.598, 11.177]
    assert [upper_limit(count) for count in range(6)] == printed


def test_a_limit_covers_at_least_what_it_says() -> None:
    limits = [upper_limit(count) for count in range(25)]
    assert limits == sorted(limits)
    for mean in np.arange(0.25, 20, 0.25):
        missed = sum(stats.poisson.pmf(count, mean) for count in range(25) if limits[count] < mean)
        assert missed <= 0.05


def test_large_means_are_bounded_by_two_standard_deviations() -> None:
    counts = np.random.default_rng(1).poisson(50, (1, 130)).astype(np.float64)
    found = rki(counts, weeks(130), 129)
    past = np.r_[counts[0, 125:129], counts[0, 73:82], counts[0, 21:30]]
    np.testing.assert_allclose(found.upper[0, 129], past.mean() + 2 * past.std(ddof=1), rtol=0.05)


@pytest.mark.parametrize("mean", [1, 3, 10, 100, 10_000])
def test_honest_poisson_counts_pass_the_predicted_bound_no_more_than_it_says(mean: int) -> None:
    counts = np.random.default_rng(mean).poisson(mean, (400, 60)).astype(np.float64)
    found = bayes(counts, weeks(60), 6, Bayes(alpha=0.05))
    number = int((found.reason[:, 6:] == 0).sum())
    assert number == 400 * 54
    assert stats.binom.sf(np.nansum(found.alarm) - 1, number, 0.05) > 0.01


def test_the_prediction_is_that_of_a_mean_drawn_from_its_posterior() -> None:
    counts = np.array([[3.0, 5.0, 2.0, 4.0, 6.0, 1.0, 0.0]])
    upper = bayes(counts, weeks(7), 6, Bayes(alpha=0.05)).upper[0, 6]
    draws = np.random.default_rng(0)
    means = draws.gamma(0.5 + counts[0, :6].sum(), 1 / 6, 400_000)
    assert upper == np.quantile(draws.poisson(means), 0.95)
