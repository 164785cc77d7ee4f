"""EARS bounds are the published ones; drawn exactly, honest counts do not pass them too often."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from svodka.analyse.bounds import REASONS, Bounds, Floats
from svodka.analyse.ears import Ears, c1, c2, c3
from tests.analyse.surveillance import Corpus, agona, column, lines


@pytest.mark.parametrize(("name", "method", "alarms"), [("C1", c1, 16), ("C3", c3, 23)])
def test_published_bounds_and_alarms_come_out(
    name: str, method: Callable[[Floats, int], Bounds], alarms: int, corpus: Corpus
) -> None:
    """salmonella.agona, weeks 20 to 312, alpha .001; R surveillance 1.20.3, earsC."""
    counts, _ = agona(corpus)
    rows = lines(corpus, f"expected/agona_ears{name}.csv")
    found = method(counts, 19)
    np.testing.assert_allclose(found.upper[0, 19:], column(rows, "upper"), rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(found.alarm[0, 19:], column(rows, "alarm"))
    assert np.nansum(found.alarm) == alarms


def test_c2_is_c1_of_two_periods_before() -> None:
    counts = np.random.default_rng(3).poisson(9, (4, 60)).astype(np.float64)
    np.testing.assert_array_equal(c2(counts).upper[:, 9:], c1(counts).upper[:, 7:-2])


def test_a_bound_by_the_total_is_the_exact_test_of_two_poisson_counts() -> None:
    counts = np.array([[2.0, 0.0, 3.0, 1.0, 1.0, 0.0, 2.0, 9.0]])
    upper = c1(counts, 7, Ears(alpha=0.01, quantile="exact")).upper[0, 7]
    student = c1(counts, 7, Ears(alpha=0.01, quantile="student")).upper[0, 7]
    total = int(counts[0, :7].sum())
    largest = max(
        x for x in range(200) if stats.binomtest(x, total + x, 1 / 8, "greater").pvalue > 0.01
    )
    assert upper == max(largest, student)


@pytest.mark.parametrize("mean", [1, 3, 10, 100, 10_000])
@pytest.mark.parametrize("alpha", [0.05, 0.001])
def test_honest_poisson_counts_pass_an_exact_bound_no_more_than_it_says(
    mean: int, alpha: float
) -> None:
    counts = np.random.default_rng(mean).poisson(mean, (500, 80)).astype(np.float64)
    found = c1(counts, 7, Ears(alpha=alpha, quantile="exact"))
    number = int((found.reason[:, 7:] == 0).sum())
    assert number == 500 * 73
    assert stats.binom.sf(np.nansum(found.alarm) - 1, number, alpha) > 0.01


def test_a_history_that_does_not_vary_gives_no_bound_but_an_exact_one() -> None:
    counts = np.array([[4.0] * 8, [0.0] * 8, [4.0, 3.0, np.nan, np.nan, np.nan, 5.0, 3.0, 4.0]])
    found = c1(counts)
    assert [REASONS[code] for code in found.reason[:, 7]] == [
        "no variation in the history",
        "nothing but zeros in the history",
        "too little history",
    ]
    exact = c1(counts[:2], 0, Ears(quantile="exact"))
    assert (exact.reason[:, 7] == 0).all()


def test_a_gap_of_one_week_leaves_a_bound_from_the_six_in_hand() -> None:
    counts = np.array([[4.0, 3.0, np.nan, 6.0, 5.0, 3.0, 4.0, 5.0]])
    found = c1(counts)
    held = counts[0, [0, 1, 3, 4, 5, 6]]
    assert found.history[0, 7] == 6
    np.testing.assert_allclose(
        found.upper[0, 7], held.mean() + stats.norm.ppf(0.999) * held.std(ddof=1)
    )
