"""Intervals that are exact, and estimates that move with their assumptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from svodka.analyse import count, ratio, share
from svodka.analyse.estimates import quotient
from svodka.model import BadArgument


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_share_lies_in_its_interval_and_between_0_and_1(part: int, more: int) -> None:
    found = share(part, part + more)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_a_share_of_none_and_of_all_keeps_its_end() -> None:
    assert (share(0, 20).low, share(20, 20).high) == (0.0, 1.0)
    # Brown, Cai and DasGupta (2001): Jeffreys interval of 5 of 10, by its definition.
    assert share(5, 10).low == pytest.approx(stats.beta.ppf(0.025, 5.5, 5.5))


def test_the_interval_of_a_count_is_garwoods() -> None:
    found = count(10)
    assert [found.low, found.high] == pytest.approx([4.795, 18.390], abs=1e-3)
    assert count(0).low == 0
    assert count(0).high == pytest.approx(3.689, abs=1e-3)


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_ratio_lies_in_its_interval_and_turns_with_it(one: int, other: int) -> None:
    found = ratio(one, other)
    assert found is not None
    assert found.low <= found.value <= found.high
    turned = ratio(other, one)
    if turned is not None:
        assert turned.high == pytest.approx(1 / found.low)


def test_nothing_is_divided_by_nobody() -> None:
    assert ratio(3, 0) is None


def test_names_over_coverage_as_published() -> None:
    # judging.md, section 9: 90,019 names, coverage .45 to .65.
    found = quotient(
        "deaths", ("names", 90_019), ("coverage", 0.45, 0.65), scenario="published", as_of="2024-12"
    )
    assert (round(found.low), round(found.high)) == (138_491, 200_042)
    narrower = quotient(
        "deaths", ("names", 90_019), ("coverage", 0.55, 0.65), scenario="narrow", as_of="2024-12"
    )
    assert narrower.high < found.high


def test_bounds_that_are_none_are_refused() -> None:
    with pytest.raises(BadArgument):
        quotient("x", ("a", 1), ("b", 0.5, 0.4), scenario="s", as_of="2024")
