"""Counts that vary less than chance lets counts vary: the index of dispersion and its nulls."""

from __future__ import annotations

from functools import lru_cache
from math import lgamma

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

# So far the conditional null is summed exactly; beyond, chi-square differs from it by under .004.
_EXACT_MEAN = 15
_EXACT_CELLS = 40
_EXACT_TOTAL = 160


def index_of_dispersion(windows: Floats) -> Floats:
    """Sum of squared deviations over the mean, along the last axis; NaN where the mean is 0.

    Source: Fisher, Thornton and Mackenzie (1922), Annals of Applied Biology 9, 325.
    """
    mean = windows.mean(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        index: Floats = ((windows - mean) ** 2).sum(axis=-1) / mean[..., 0]
    index[mean[..., 0] == 0] = np.nan
    return index


def by_chi_square(windows: Floats) -> Floats:
    """Lower tail of the index of dispersion by chi-square with one degree less than values.

    Good where means are not small; at small means use `by_total`.
    """
    index = index_of_dispersion(windows)
    p: Floats = stats.chi2.cdf(index, windows.shape[-1] - 1)
    return p


def by_total(windows: Floats) -> Floats:
    """Lower tail of the index of dispersion given the total: the exact multinomial.

    Given their total, Poisson counts of one mean are multinomial with equal shares, whatever the
    mean; so nothing is estimated. Summed exactly where the total is small, by chi-square above,
    where the two agree to three decimals.
    """
    count = windows.shape[-1]
    p = by_chi_square(windows)
    totals = windows.sum(axis=-1)
    small = (totals > 0) & (totals <= min(_EXACT_MEAN * count, _EXACT_TOTAL))
    if count > _EXACT_CELLS or not small.any():
        return p
    squares = (windows**2).sum(axis=-1)
    largest = int(totals[small].max())
    tails = _tails(count, -(-largest // 32) * 32)
    p[small] = [
        tails[int(total)][min(int(square), tails.shape[1] - 1)]
        for total, square in zip(totals[small], squares[small], strict=True)
    ]
    return p


@lru_cache(maxsize=16)
def _tails(cells: int, largest: int) -> Floats:
    """P(sum of squares <= q) of `cells` equal shares of n, for every n up to `largest` and q in reach.

    Counted by adding one cell after another: the number of ways to reach (n, q), over n!.
    Beyond the last q the tail is 1 as far as a test of evenness is concerned.
    """
    most = largest * largest // cells + 6 * largest
    ways = np.zeros((largest + 1, most + 1))
    ways[0, 0] = 1.0
    for _ in range(cells):
        ways = _one_more(ways)
    scale = np.array([[lgamma(n + 1) - n * np.log(cells)] for n in range(largest + 1)])
    with np.errstate(divide="ignore"):
        tails: Floats = np.exp(np.minimum(np.log(np.cumsum(ways, axis=1)) + scale, 0))
    return tails


def _one_more(ways: Floats) -> Floats:
    """The ways with one cell more, whose count is 0, 1, 2 …; each divided by the count's factorial."""
    total, most = ways.shape[0] - 1, ways.shape[1] - 1
    more = np.zeros_like(ways)
    for count in range(min(total, int(most**0.5)) + 1):
        weight = float(np.exp(-lgamma(count + 1)))
        square = count * count
        more[count:, square:] += weight * ways[: total + 1 - count, : most + 1 - square]
    return more


def lower_quantile(mean: float, length: int, *, draws: int, seed: int, alpha: float) -> float:
    """The `alpha` quantile of the variance of `length` Poisson values of one mean, by simulation.

    NumPy's legacy generator is seeded anew for every mean, so that the order of series makes no
    difference and the published windows come out.

    Source: Kobak (2022), Significance 19(2), https://doi.org/10.1111/1740-9713.01627.
    """
    generator = np.random.RandomState(seed)
    values = generator.poisson(mean, size=(draws, length))
    return float(np.percentile(values.var(axis=1, ddof=1), 100 * alpha))
