"""Last digits of counts: even where means are large, and refused where they are not."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

# At a mean of 30 no last digit of a Poisson count is further than .0006 from a tenth.
LEAST_MEAN = 30.0
# The exact distribution of the statistic is summed up to so many values; beyond, chi-square.
_EXACT = 60
DIGITS = 10


def last_digit(values: Floats) -> tuple[float, float]:
    """Chi-square of the last digits against even shares, and its upper tail.

    `values` are whole counts, each with a mean of 30 or more; for up to 60 of them the tail is
    summed over every way the digits can fall, beyond that it is chi-square with 9 degrees.

    Source: Beber and Scacco (2012), Political Analysis 20, 211.
    """
    seen = np.bincount(values.astype(np.int64) % DIGITS, minlength=DIGITS)
    count = int(seen.sum())
    squares = int((seen.astype(np.int64) ** 2).sum())
    statistic = DIGITS * squares / count - count
    if count <= _EXACT:
        tail = _squares_at_least(count, DIGITS)
        return statistic, float(min(1.0, tail[squares]))
    return statistic, float(stats.chi2.sf(statistic, DIGITS - 1))


@lru_cache(maxsize=128)
def _squares_at_least(count: int, cells: int) -> Floats:
    """P(sum of squares >= q) for `count` values that fall evenly into `cells`, for every q."""
    ways = np.zeros((count + 1, count * count + 1))
    ways[0, 0] = 1.0
    factorials = np.cumprod([1.0, *range(1, count + 1)])
    for _ in range(cells):
        more = np.zeros_like(ways)
        for here in range(count + 1):
            square = here * here
            more[here:, square:] += (
                ways[: count + 1 - here, : count * count + 1 - square] / factorials[here]
            )
        ways = more
    shares = ways[count] * factorials[count] / float(cells) ** count
    upper: Floats = shares[::-1].cumsum()[::-1]
    return upper


def heaping(values: Floats) -> tuple[float, float]:
    """Share of values that end in 0 or 5, over a fifth, and its exact binomial upper tail."""
    ends = int((values.astype(np.int64) % 5 == 0).sum())
    return 5 * ends / len(values), float(stats.binom.sf(ends - 1, len(values), 0.2))


def whipple(ages: NDArray[np.int64], counts: Floats) -> float:
    """Whipple's index: 1 where ages are stated evenly, 5 where all end in 0 or 5.

    Five times the counts at ages 25, 30 … 60 over those at 23 to 62.

    Source: Shryock and Siegel (1976), The Methods and Materials of Demography, ch. 8.
    """
    near = (ages >= 23) & (ages <= 62)
    heaped = (ages >= 25) & (ages <= 60) & (ages % 5 == 0)
    return float(5 * counts[heaped].sum() / counts[near].sum())
