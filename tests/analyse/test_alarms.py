"""Every method by its name: what it may be asked, and that no series is too broken to be answered."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svodka.analyse.alarms import METHODS, Method, bounds, signals, without_holes
from svodka.analyse.bounds import REASONS, Bounds, Floats
from svodka.model import BadArgument
from tests.analyse.surveillance import Corpus, newport, weeks

NAMES = [method.name for method in METHODS]
WEEKS = 125
STARTS = weeks(WEEKS, date(2021, 1, 4))
SHORT_HISTORY = {
    "farrington": {"b": "1", "periods": "4"},
    "farrington-1996": {"b": "1"},
    "rki": {"b": "1"},
    "glr": {"m": "6"},
}

values = st.one_of(
    st.integers(0, 9).map(float),
    st.just(0.0),
    st.just(float("nan")),
    st.sampled_from([1e9, -1.0, 0.5, float("inf")]),
)
rows = st.one_of(
    st.lists(values, min_size=WEEKS, max_size=WEEKS),
    st.lists(st.integers(0, 9).map(float), min_size=WEEKS, max_size=WEEKS),
    values.map(lambda value: [value] * WEEKS),
    st.tuples(values, st.integers(0, WEEKS - 1)).map(
        lambda point: [point[0] if at == point[1] else float("nan") for at in range(WEEKS)]
    ),
)


def judge(name: str, counts: Floats) -> Bounds:
    """By a method that needs no more than one year, the last three weeks only."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return bounds(name, counts, STARTS, since=STARTS[-3], given=SHORT_HISTORY.get(name, {}))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.lists(rows, min_size=1, max_size=3))
def test_any_series_gets_a_bound_or_a_reason_and_a_batch_is_its_series(
    name: str, drawn: list[list[float]]
) -> None:
    counts = np.array(drawn)
    found = judge(name, counts)
    refused = found.reason > 0
    np.testing.assert_array_equal(np.isnan(found.upper), refused)
    np.testing.assert_array_equal(np.isnan(found.alarm), refused)
    assert (found.upper[~refused] >= 0).all()
    for row in range(len(counts)):
        alone = judge(name, counts[[row]])
        np.testing.assert_array_equal(alone.reason[0], found.reason[row])
        np.testing.assert_allclose(alone.upper[0], found.upper[row], rtol=1e-6)
        np.testing.assert_array_equal(alone.alarm[0], found.alarm[row])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (-1.0, "negative values"),
        (2.5, "values that are no whole numbers"),
        (float("inf"), "values that are no whole numbers"),
    ],
)
def test_a_value_that_is_no_count_refuses_its_whole_series_and_no_other(
    name: str, value: float, reason: str
) -> None:
    counts = np.random.default_rng(7).poisson(8, (2, WEEKS)).astype(np.float64)
    counts[0, 3] = value
    found = judge(name, counts)
    assert {REASONS[code] for code in found.reason[0]} == {reason}
    assert (found.reason[1, -3:] == 0).all()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [0, 1, 2, 6])
def test_a_series_of_a_few_points_is_refused_in_words(name: str, size: int) -> None:
    found = bounds(name, np.full((1, size), 3.0), weeks(size))
    answers = signals(name, (["one"], np.full((1, size), 3.0), weeks(size)))
    assert np.isnan(found.upper).all()
    assert len(answers) == size
    assert all(answer.refused and not answer.alarm for answer in answers)


@pytest.mark.parametrize("name", NAMES)
def test_a_gap_is_not_judged_and_is_not_a_zero(name: str) -> None:
    counts = np.random.default_rng(8).poisson(9, (1, WEEKS)).astype(np.float64)
    counts[0, -1] = np.nan
    short = SHORT_HISTORY.get(name, {})
    last = signals(name, (["one"], counts, STARTS), since=STARTS[-1], given=short)[-1]
    assert last.value is None
    assert last.refused == "no value for this period"


def test_a_signal_says_value_bound_expected_and_history() -> None:
    counts = np.random.default_rng(9).poisson(9, (1, 30)).astype(np.float64)
    counts[0, -1] = 60
    answer = signals("ears-c1", (["one"], counts, weeks(30)))[-1]
    assert answer.alarm
    assert answer.value == 60
    assert answer.history == 7
    assert answer.expected is not None
    assert answer.upper is not None
    assert answer.expected < answer.upper < 60


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_every_default_is_a_value_that_may_be_asked_for(method: Method) -> None:
    given_all = {parameter.name: str(parameter.default) for parameter in method.parameters}
    assert method.asked(given_all) == method.defaults


def test_the_parameters_of_the_contract_are_there() -> None:
    names = {method.name: {p.name for p in method.parameters} for method in METHODS}
    contract = "b w periods weights-threshold past-weeks-not-included trend threshold alpha"
    assert set(contract.split()) <= names["farrington"]
    assert all("alpha" in names[f"ears-c{number}"] for number in (1, 2, 3))
    assert set(names) >= {"cusum", "glr", "rki", "bayes"}


@pytest.mark.parametrize(
    ("asked", "alarms"),
    [
        (
            "b=4 w=3 periods=1 weights-threshold=1 past-weeks-not-included=3 trend=p<0.05"
            " threshold=delta alpha=0.1",
            40,
        ),
        (
            "b=4 w=3 periods=10 weights-threshold=2.58 past-weeks-not-included=26 trend=always"
            " threshold=nbPlugin alpha=0.1",
            22,
        ),
    ],
)
def test_published_alarms_come_out_as_a_user_asks_for_them(
    asked: str, alarms: int, corpus: Corpus
) -> None:
    counts, starts = newport(corpus)
    parameters = dict(word.split("=", 1) for word in asked.split())
    found = bounds("farrington", counts, starts, since=date(2011, 1, 3), given=parameters)
    assert np.nansum(found.alarm[0, starts.index(date(2011, 1, 3)) :][:163]) == alarms


@pytest.mark.parametrize(
    ("name", "wrong", "hint"),
    [
        ("farrington", {"thresholds": "delta"}, "threshold"),
        ("farrington", {"threshold": "Delta"}, "nbPlugin"),
        ("farrington", {"b": "four"}, "whole number"),
        ("farrington", {"b": "2.5"}, "whole number"),
        ("farrington", {"b": "0"}, "from 1"),
        ("ears-c1", {"alpha": "2"}, "0.5"),
        ("ears-c1", {"alpha": "nan"}, "0.5"),
        ("prophet", {}, "farrington"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(
    name: str, wrong: dict[str, str], hint: str
) -> None:
    with pytest.raises(BadArgument) as told:
        bounds(name, np.ones((1, 9)), weeks(9), given=wrong)
    assert hint in told.value.hint


def test_periods_that_do_not_follow_each_other_are_refused() -> None:
    with pytest.raises(BadArgument):
        bounds("ears-c1", np.ones((1, 2)), [date(2024, 1, 8), date(2024, 1, 1)])


@given(st.sets(st.integers(1, 58)), st.sampled_from([1, 7, 10, 14]))
def test_left_out_weeks_and_days_are_gaps(left_out: set[int], step: int) -> None:
    whole = tuple(date(2023, 9, 28) + timedelta(days=step * at) for at in range(60))
    kept = [start for at, start in enumerate(whole) if at not in left_out]
    pairs = sum(1 for a, b in pairwise(kept) if (b - a).days == step)
    if pairs > len(kept) / 2:
        assert without_holes(kept) == whole


def test_left_out_months_are_gaps_of_months() -> None:
    months = [date(2020 + at // 12, at % 12 + 1, 1) for at in range(30)]
    kept = [*months[:5], *months[6:14], *months[16:]]
    assert without_holes(kept) == tuple(months)
    assert without_holes(()) == ()
