"""Values that repeat the one before, runs of one value, equal stretches of two series: by chance how often?

The null is independent Poisson counts whose means follow the series smoothly; at small means
repeats are common and mean nothing, which the null itself says.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]

# Half the width of the stretch whose mean stands for the mean of a value.
_HALF = 4
# Counts further from the mean than so many standard deviations are left out of the sums.
_REACH = 9.0


def local_means(values: Floats) -> Floats:
    """The mean of the nine values around each, fewer at the ends, never below one over them."""
    ones = np.ones(2 * _HALF + 1)
    sums = np.convolve(values, ones)[_HALF : _HALF + len(values)]
    held = np.convolve(np.ones(len(values)), ones)[_HALF : _HALF + len(values)]
    means: Floats = np.maximum(sums, 1) / held
    return means


def equal_by_chance(one: Floats, other: Floats) -> Floats:
    """P(X = Y) for independent Poisson counts of these means.

    Source: Skellam (1946), Journal of the Royal Statistical Society 109, 296.
    """
    # ive is scaled by exp(-z), which keeps large means within reach.
    root = np.sqrt(one * other)
    return np.asarray(special.ive(0, 2 * root) * np.exp(2 * root - one - other), dtype=np.float64)


def copied(values: Floats) -> tuple[int, float]:
    """How many values equal the one before, and the chance of so many or more.

    Summed exactly over the chain of values, because copies in a row are not independent.
    """
    copies = int((values[1:] == values[:-1]).sum())
    if copies == 0:
        return 0, 1.0
    shares = _shares(values)
    # reached[v, k]: the last value is v and k copies were seen; the last k gathers all above.
    reached = np.zeros((shares.shape[1], copies + 1))
    reached[:, 0] = shares[0]
    for share in shares[1:]:
        again = reached * share[:, None]
        moved = share[:, None] * reached.sum(axis=0)[None, :] - again
        moved[:, 1:] += again[:, :-1]
        moved[:, -1] += again[:, -1]
        reached = moved
    return copies, float(min(1.0, reached[:, -1].sum()))


def plateau(values: Floats) -> tuple[int, float]:
    """The longest run of one value, and the chance of one so long, summed exactly."""
    longest = _longest(values[1:] == values[:-1]) + 1
    if longest == 1:
        return 1, 1.0
    shares = _shares(values)
    # running[v, r]: the last value is v and stands for the r + 1st time; a run of `longest` leaves.
    running = np.zeros((shares.shape[1], longest - 1))
    running[:, 0] = shares[0]
    done = 0.0
    for share in shares[1:]:
        again = running * share[:, None]
        done += float(again[:, -1].sum())
        fresh = share * running.sum() - again.sum(axis=1)
        running = np.column_stack((fresh, again[:, :-1]))
    return longest, float(min(1.0, done))


def _shares(values: Floats) -> Floats:
    """Poisson shares of every count within reach, one row a value of the series."""
    means = local_means(values)
    spread = _REACH * np.sqrt(means.max()) + _REACH
    low, high = max(0, int(means.min() - spread)), int(means.max() + spread)
    counts = np.arange(low, high + 1)[None, :]
    return np.asarray(stats.poisson.pmf(counts, means[:, None]), dtype=np.float64)


def _longest(equal: NDArray[np.bool_]) -> int:
    """The longest stretch of True."""
    padded = np.concatenate(([False], equal, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0


def equal_stretches(table: Floats) -> list[tuple[int, float]]:
    """For every series its longest stretch equal to another's at the same time, and a bound on its chance.

    `table` is series by periods, NaN where nothing is in hand. The bound multiplies the chance
    of every equal pair of values in the stretch by the number of stretches that there are to
    begin (pairs of series times starts), so it holds whatever ties the series to each other
    beyond their means.
    """
    count, length = table.shape
    means = np.array([_means_with_gaps(row) for row in table])
    best: list[tuple[int, float]] = [(0, 1.0)] * count
    for one in range(count):
        with np.errstate(invalid="ignore"):
            equal = table[one + 1 :] == table[one]
        for offset in np.flatnonzero(equal.any(axis=1)):
            other = one + 1 + int(offset)
            run, chance = _rarest(equal[offset], means[one], means[other])
            bound = min(1.0, chance * count * (count - 1) / 2 * length)
            for series in (one, other):
                if (bound, -run) < (best[series][1], -best[series][0]):
                    best[series] = (run, bound)
    return best


def _means_with_gaps(row: Floats) -> Floats:
    held = ~np.isnan(row)
    means = np.full(len(row), np.nan)
    if held.any():
        means[held] = local_means(row[held])
    return means


def _rarest(equal: NDArray[np.bool_], one: Floats, other: Floats) -> tuple[int, float]:
    """Length and chance of the stretch of equal values that is least likely."""
    padded = np.concatenate(([False], equal, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    best = (0, 1.0)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        chance = float(np.prod(equal_by_chance(one[start:stop], other[start:stop])))
        if chance < best[1]:
            best = (int(stop - start), chance)
    return best
