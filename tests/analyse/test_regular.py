"""Every test of regularity has its null: honest counts are flagged no more often than the level says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.analyse import TESTS, Asked, Table, regularities
from svodka.analyse.evenness import by_chi_square, by_total
from svodka.analyse.regular import highest_flagged
from svodka.analyse.repeats import copied, equal_by_chance, plateau

SIZES = (1, 3, 10, 30, 100, 1_000, 10_000)


def honest(mean: float, series: int = 400, periods: int = 31) -> Table:
    """Independent Poisson counts whose mean moves by a third over the periods."""
    draw = np.random.default_rng(int(mean)).poisson
    means = mean * np.exp(0.3 * np.sin(np.arange(periods) / 5))
    counts = draw(means[None, :], size=(series, periods)).astype(float)
    return Table(tuple(str(number) for number in range(series)), counts)


@pytest.mark.parametrize("mean", SIZES)
@pytest.mark.parametrize("test", sorted(set(TESTS) - {"underdispersion"}))
def test_of_honest_series_no_more_are_flagged_than_the_level_says(test: str, mean: float) -> None:
    answers = regularities(test, honest(mean), Asked())
    p = np.array([answer.p for answer in answers if answer.p is not None])
    # Three standard errors over the level, of all that were judged.
    assert (p <= 0.05).sum() <= 0.05 * len(p) + 3 * (0.05 * 0.95 * max(len(p), 1)) ** 0.5
    assert sum(answer.flagged for answer in answers) <= 1
    assert all(answer.refused for answer in answers if answer.p is None)


@pytest.mark.parametrize("mean", SIZES)
def test_honest_windows_are_too_even_no_more_often_than_the_level_says(mean: float) -> None:
    windows = np.random.default_rng(7).poisson(mean, size=(4000, 7)).astype(float)
    with np.errstate(invalid="ignore"):
        assert (by_total(windows) <= 0.05).mean() <= 0.05 + 3 * (0.05 * 0.95 / 4000) ** 0.5


def test_the_two_weeks_of_the_paper() -> None:
    # Kobak (2022), quoted in corpora/returns/README.md.
    weeks = np.array(
        [[792, 795, 790, 798, 799, 796, 793], [1461, 1185, 1202, 1795, 2010, 2003, 1942]], float
    )
    assert weeks.mean(axis=1) == pytest.approx([794.71, 1656.9], abs=0.05)
    assert weeks.var(axis=1, ddof=1) == pytest.approx([10.571, 135_469.8], abs=0.05)
    assert by_chi_square(weeks) == pytest.approx([1.03e-5, 1.0], rel=0.01)


@pytest.mark.parametrize(
    ("mean", "chance"), [(1, 0.31), (5, 0.13), (10, 0.09), (20, 0.063), (50, 0.040)]
)
def test_the_chance_that_two_counts_are_equal(mean: float, chance: float) -> None:
    # judging.md, section 5.
    found = equal_by_chance(np.array([mean], float), np.array([mean], float))
    assert found == pytest.approx([chance], abs=0.005)


def test_a_copied_series_is_flagged_and_a_frozen_one_too() -> None:
    table = honest(40)
    counts = table.counts.copy()
    counts[3, 5:20] = np.repeat(counts[3, 5:20:3], 3)
    counts[8, 10:17] = counts[8, 10]
    counts[11, 4:12] = counts[200, 4:12]
    changed = Table(table.names, counts)
    assert flagged("copied", changed) == {"3"}
    assert flagged("plateau", changed) == {"8"}
    assert flagged("duplicate-blocks", changed) == {"11", "200"}


def test_too_round_and_too_even_series_are_flagged() -> None:
    table = honest(200)
    counts = table.counts.copy()
    counts[2] = np.round(counts[2] / 5) * 5
    counts[5] = 200 + np.arange(31) % 3
    changed = Table(table.names, counts)
    assert flagged("heaping", changed) == {"2"}
    assert "2" in flagged("last-digit", changed)
    even = regularities("underdispersion", changed, Asked(window=31, min_windows=1, alpha=1e-6))
    assert {answer.series for answer in even if answer.flagged} == {"5"}


def flagged(test: str, table: Table) -> set[str]:
    return {answer.series for answer in regularities(test, table, Asked()) if answer.flagged}


values = st.lists(
    st.one_of(st.integers(-5, 10**7).map(float), st.just(float("nan")), st.floats(0, 1e6)),
    min_size=1,
    max_size=40,
)


@given(st.sampled_from(sorted(TESTS)), values, st.sampled_from(["exact", "conditional"]))
def test_any_series_is_judged_or_refused_in_words(test: str, row: list[float], null: str) -> None:
    answers = regularities(test, Table(("a", "b"), np.array([row, row[::-1]])), Asked(null=null))
    assert [answer.series for answer in answers] == ["a", "b"]
    for answer in answers:
        assert (answer.p is None) == bool(answer.refused)


@given(st.lists(st.integers(0, 60), min_size=8, max_size=20))
def test_copies_and_runs_by_simulation_are_what_the_sums_say(row: list[int]) -> None:
    values = np.array(row, float)
    for judge in (copied, plateau):
        _, p = judge(values)
        assert 0 <= p <= 1


def test_the_chain_of_copies_agrees_with_simulation() -> None:
    draws = np.random.default_rng(5).poisson(4.0, size=(20_000, 12)).astype(float)
    same = ((draws[:, 1:] == draws[:, :-1]) & (draws[:, 1:] != 0)).sum(axis=1)
    series = np.array([4, 4, 4, 3, 5, 4, 4, 4, 4, 3, 5, 4], float)
    count, p = copied(series)
    assert p == pytest.approx((same >= count).mean(), abs=0.01)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50), st.floats(0.001, 0.2))
def test_flags_stand_in_order_of_p(p: list[float], level: float) -> None:
    bound = highest_flagged(np.array(p), level)
    ordered = sorted(p)
    number = sum(one <= bound for one in p)
    assert number == 0 or ordered[number - 1] <= level * number / len(p)
    for more in range(number + 1, len(p) + 1):
        assert ordered[more - 1] > level * more / len(p)
