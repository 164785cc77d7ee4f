"""Farrington's bounds are those of the papers and of their reference outputs, series by series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats

from svodka.analyse.baseline import seasons, years_back
from svodka.analyse.bounds import FEW, REASONS, Bounds, Floats
from svodka.analyse.farrington import ORIGINAL, Farrington, farrington
from tests.analyse.surveillance import Corpus, agona, column, lines, newport, weeks

SOURCE = (
    "Salmon, Schumacher and Höhle (2016), Journal of Statistical Software 70(10); R surveillance"
)
A = Farrington(
    b=4,
    periods=1,
    weights_threshold=1,
    past_weeks_not_included=3,
    trend="p<0.05",
    threshold="delta",
    alpha=0.1,
)
B = Farrington(b=4, threshold="nbPlugin", alpha=0.1)
Reference = tuple[list[dict[str, str]], Bounds, slice, Floats]


def judged(corpus: Corpus, letter: str, how: Farrington) -> Reference:
    counts, starts = newport(corpus)
    rows = lines(corpus, f"expected/salmNewport_farringtonFlexible_{letter}.csv")
    first = starts.index(date(2011, 1, 3))
    return rows, farrington(counts, starts, first, how), slice(first, first + len(rows)), counts


@pytest.fixture(scope="module", params=["A", "B"])
def letter(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reference(letter: str, request: pytest.FixtureRequest) -> Reference:
    return judged(request.getfixturevalue("corpus"), letter, A if letter == "A" else B)


def same(ours: Floats, theirs: Floats) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, equal_nan=True)


def test_published_alarms_and_weeks_without_a_bound_come_out(
    letter: str, reference: Reference
) -> None:
    rows, found, span, _ = reference
    assert np.nansum(found.alarm[0, span]) == {"A": 40, "B": 22}[letter], SOURCE
    assert len(rows) == 163
    assert np.isnan(found.upper[0, span]).sum() == 36
    assert set(found.reason[0, span]) == {0, FEW}
    np.testing.assert_array_equal(found.alarm[0, span] == 1, column(rows, "alarm") == 1)


@pytest.mark.parametrize("name", ["upperbound", "expected", "phi", "trend", "pvalue"])
def test_published_values_come_out_week_by_week(name: str, reference: Reference) -> None:
    rows, found, span, _ = reference
    ours = {"upperbound": found.upper, "expected": found.expected} | found.more
    same(ours[name][0, span], column(rows, name))


def test_published_means_and_scores_follow_from_ours(letter: str, reference: Reference) -> None:
    """What the outputs call mu0 and score differs by threshold.

    With `delta` their mu0 is the exponential of the mean plus z standard errors, and the score is
    ours. With `nbPlugin` mu0 is the mean, and their score is counted from its logarithm.
    """
    rows, found, span, counts = reference
    mean, error, limit = (found.more[name][0, span] for name in ("mean", "error", "limit"))
    if letter == "A":
        same(np.exp(mean + stats.norm.ppf(0.9) * error), column(rows, "mu0"))
        same(found.more["score"][0, span], column(rows, "score"))
    else:
        same(mean, column(rows, "mu0"))
        same((counts[0, span] - np.log(mean)) / (limit - np.log(mean)), column(rows, "score"))


def test_the_original_method_gives_its_published_bounds_and_two_alarms(corpus: Corpus) -> None:
    """Farrington et al. (1996) on salmonella.agona, 282 to 312, b 4, w 3, alpha .01."""
    counts, starts = agona(corpus)
    rows = lines(corpus, "expected/agona_farrington.csv")
    found = farrington(counts, starts, 281, replace(ORIGINAL, b=4, alpha=0.01, year="52"))
    same(found.upper[0, 281:], column(rows, "upper"))
    np.testing.assert_array_equal(found.alarm[0, 281:], column(rows, "alarm"))
    assert np.nansum(found.alarm) == 2


def test_the_upper_limit_of_the_mean_gives_no_lower_bound_than_the_mean(corpus: Corpus) -> None:
    _, plugged, span, _ = judged(corpus, "B", B)
    _, raised, _, _ = judged(corpus, "B", replace(B, threshold="muan"))
    known = ~np.isnan(plugged.upper[0, span])
    assert (raised.upper[0, span][known] >= plugged.upper[0, span][known]).all()


def test_the_same_week_of_past_years_is_the_nearest_by_date_also_past_week_53() -> None:
    starts = weeks(400, date(2018, 1, 1))
    at = starts.index(date(2024, 12, 30))
    assert [starts[back] for back in years_back(starts, at, 4)] == [
        date(2024, 1, 1),
        date(2023, 1, 2),
        date(2021, 12, 27),
        date(2020, 12, 28),
    ]
    assert years_back(starts, 10, 2) == [-1, -1]


def test_the_parts_of_a_year_are_one_window_and_nine_of_five_weeks() -> None:
    _, part = seasons([3, 55, 107], 3, 10)
    assert (np.bincount(part[:52]) == [7] + [5] * 9).all()
    assert (np.bincount(seasons([3, 56], 3, 10)[1]) == [14, 6] + [5] * 8).all()


def test_a_short_history_gives_no_bound_and_says_why() -> None:
    counts = np.full((1, 100), 6.0)
    found = farrington(counts, weeks(100))
    assert np.isnan(found.upper).all()
    assert {REASONS[code] for code in found.reason[0]} == {"too little history"}


@pytest.mark.parametrize("mean", [1, 10, 100, 10_000])
@pytest.mark.parametrize("ratio", [1, 2])
def test_honest_counts_alarm_no_more_than_the_level_allows(mean: int, ratio: int) -> None:
    """`muan` at alpha .05: 900 judged weeks each, variance equal to or twice the mean."""
    random = np.random.default_rng(mean + ratio)
    size = (300, 52 * 6 + 12)
    counts = (
        random.poisson(mean, size)
        if ratio == 1
        else random.negative_binomial(mean / (ratio - 1), 1 / ratio, size)
    ).astype(np.float64)
    judged_weeks = []
    for end in (size[1], size[1] - 4, size[1] - 8):
        found = farrington(
            counts[:, :end], weeks(end), end - 1, Farrington(threshold="muan", alpha=0.05)
        )
        judged_weeks.append(np.nan_to_num(found.alarm[:, -1]))
    alarms = int(np.sum(judged_weeks))
    assert stats.binom.sf(alarms - 1, 900, 0.05) > 0.005
