"""Shares and rates with their intervals, or in words why two figures do not divide."""

from __future__ import annotations

from dataclasses import dataclass

from scipy import stats

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A value between `low` and `high`, all in the same unit."""

    value: float
    low: float
    high: float


def share(part: int, whole: int, level: float = LEVEL) -> Interval:
    """`part` of `whole` persons, with the Jeffreys interval; 0 and 1 keep their end.

    Source: Brown, Cai and DasGupta (2001), https://doi.org/10.1214/ss/1009213286.
    """
    assert 0 <= part <= whole
    assert whole > 0
    tail = (1 - level) / 2
    posterior = stats.beta(part + 0.5, whole - part + 0.5)
    low = 0.0 if part == 0 else float(posterior.ppf(tail))
    high = 1.0 if part == whole else float(posterior.ppf(1 - tail))
    return Interval(part / whole, low, high)


def count(number: int, level: float = LEVEL) -> Interval:
    """A count as the mean of a Poisson variable, with the exact interval.

    Source: Garwood (1936), Biometrika 28, 437.
    """
    assert number >= 0
    tail = (1 - level) / 2
    low = 0.0 if number == 0 else float(stats.chi2.ppf(tail, 2 * number) / 2)
    return Interval(float(number), low, float(stats.chi2.ppf(1 - tail, 2 * number + 2) / 2))


def ratio(one: int, other: int, level: float = LEVEL) -> Interval | None:
    """The ratio of two Poisson means, exact given their sum; None over a denominator of 0.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313.
    """
    if other == 0:
        return None
    tail = (1 - level) / 2
    whole = one + other
    low = 0.0 if one == 0 else float(stats.beta.ppf(tail, one, other + 1))
    high = float(stats.beta.ppf(1 - tail, one + 1, other))
    return Interval(one / other, low / (1 - low), high / (1 - high) if whole else 0.0)
