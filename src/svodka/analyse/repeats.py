"""Values that repeat the one before, runs of one value, equal stretches of two series: by chance how often?

The null is independent Poisson counts whose means follow the series smoothly; at small means
repeats are common and mean nothing, which the null itself says. A 0 that follows a 0 is no
repeat: where nothing is filed on some days, zeros come in rows.
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
# So many chances at most are held at a time: values times counts within their reach.
_MOST_CHANCES = 20_000_000


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
    copies = int(_again(values).sum())
    if copies == 0:
        return 0, 1.0
    shares, repeats = _shares(values)
    # reached[v, k]: the last value is v and k copies were seen; the last k gathers all above.
    reached = np.zeros((shares.shape[1], copies + 1))
    reached[:, 0] = shares[0]
    for share in shares[1:]:
        again = reached * (share * repeats)[:, None]
        moved = share[:, None] * reached.sum(axis=0)[None, :] - again
        moved[:, 1:] += again[:, :-1]
        moved[:, -1] += again[:, -1]
        reached = moved
    return copies, float(min(1.0, reached[:, -1].sum()))


def plateau(values: Floats) -> tuple[int, float]:
    """The longest run of one value, and the chance of one so long, summed exactly."""
    longest = _longest(_again(values)) + 1
    if longest == 1:
        return 1, 1.0
    shares, repeats = _shares(values)
    # running[v, r]: the last value is v and stands for the r + 1st time; a run of `longest` leaves.
    running = np.zeros((shares.shape[1], longest - 1))
    running[:, 0] = shares[0]
    done = 0.0
    for share in shares[1:]:
        again = running * (share * repeats)[:, None]
        done += float(again[:, -1].sum())
        fresh = share * running.sum() - again.sum(axis=1)
        running = np.column_stack((fresh, again[:, :-1]))
    return longest, float(min(1.0, done))


def equal_to_plan(values: Floats, plans: Floats) -> tuple[int, float]:
    """How many values equal their plan, and the chance of so many if the plan were their mean.

    The chance of each is that of a Poisson count at its own mean; the sum over values is exact.
    """
    chances = np.asarray(stats.poisson.pmf(plans, plans), dtype=np.float64)
    number = int((values == plans).sum())
    reached = np.zeros(len(values) + 2)
    reached[0] = 1.0
    for chance in chances:
        reached[1:] = reached[1:] * (1 - chance) + reached[:-1] * chance
        reached[0] *= 1 - chance
    return number, float(min(1.0, reached[number:].sum()))


def _again(values: Floats) -> NDArray[np.bool_]:
    """Where a value other than 0 equals the one before."""
    again: NDArray[np.bool_] = (values[1:] == values[:-1]) & (values[1:] != 0)
    return again


def within_reach(values: Floats) -> bool:
    """Whether the chances of all counts that a series could have shown fit into memory."""
    low, high = _span(local_means(values))
    return (high - low + 1) * len(values) <= _MOST_CHANCES


def _span(means: Floats) -> tuple[int, int]:
    """The least and the largest count within reach of these means."""
    spread = _REACH * np.sqrt(means.max()) + _REACH
    return max(0, int(means.min() - spread)), int(means.max() + spread)


def _shares(values: Floats) -> tuple[Floats, Floats]:
    """Poisson shares of every count within reach, one row a value of the series; which counts can repeat."""
    means = local_means(values)
    low, high = _span(means)
    counts = np.arange(low, high + 1)
    # What scipy.stats.poisson.pmf computes, without its examination of the arguments, which took longer.
    logs = special.xlogy(counts, means[:, None]) - special.gammaln(counts + 1) - means[:, None]
    shares = np.asarray(np.exp(logs), dtype=np.float64)
    return shares, (counts > 0).astype(np.float64)


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
    stretches = count * (count - 1) / 2 * length
    for one in range(count - 1):
        runs, chances = _rarest(table[one], table[one + 1 :], means[one], means[one + 1 :])
        for offset in np.flatnonzero(chances * stretches < 1):
            found = (int(runs[offset]), float(chances[offset] * stretches))
            for series in (one, one + 1 + int(offset)):
                best[series] = min(best[series], found, key=lambda each: (each[1], -each[0]))
    return best


def _means_with_gaps(row: Floats) -> Floats:
    held = ~np.isnan(row)
    means = np.full(len(row), np.nan)
    if held.any():
        means[held] = local_means(row[held])
    return means


def _rarest(
    row: Floats, others: Floats, mean: Floats, means: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """Length and chance of the least likely equal stretch of one series with each of the others."""
    equal = (others == row) & (row != 0)
    logs = np.zeros_like(others)
    chances = equal_by_chance(np.broadcast_to(mean, means.shape)[equal], means[equal])
    logs[equal] = np.log(np.maximum(chances, np.finfo(np.float64).tiny))
    best, here = np.zeros(len(others)), np.zeros(len(others))
    longest, length = np.zeros(len(others), np.int64), np.zeros(len(others), np.int64)
    for at in range(len(row)):
        here = np.where(equal[:, at], here + logs[:, at], 0.0)
        length = np.where(equal[:, at], length + 1, 0)
        rarer = here < best
        best, longest = np.where(rarer, here, best), np.where(rarer, length, longest)
    return longest, np.exp(best)
