"""Percentages that are whole more often than counting would make them: sums of exact binomial shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]

# Counts further than so many standard deviations from the one observed add under 1e-15.
_REACH = 8.5
_AT_ONCE = 4_000_000
# A bin's edge is compared in floating point: a percentage exactly on it is inside.
_EDGE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePercent:
    """Units with a whole percentage beyond the number expected, over `units` that counted."""

    statistic: float
    expected: float
    sd: float
    units: int

    @property
    def z(self) -> float:
        """The surplus in standard deviations; 0 where there is none to speak of."""
        return self.statistic / self.sd if self.sd else 0.0

    @property
    def p(self) -> float:
        """The upper tail of z."""
        return float(stats.norm.sf(self.z))


def whole_percent(
    counts: tuple[Floats, ...],
    bases: tuple[Floats, ...],
    *,
    least: float = 100,
    most_percent: float = 99,
    bin_width: float = 0.1,
) -> WholePercent:
    """How many units have one of their percentages within half a bin of a whole number, beyond chance.

    One pair of arrays a percentage. A unit counts when its first base is at least `least`, the
    others are above 0 and no percentage is above `most_percent`. Its counts are binomial with
    the shares observed, independent of each other; expected number and variance are summed over
    units without simulation.

    Source: Kobak, Shpilkin and Pshenichnikov (2016), Annals of Applied Statistics 10, 54.
    """
    used = bases[0] >= least
    for count, base in zip(counts, bases, strict=True):
        with np.errstate(invalid="ignore", divide="ignore"):
            used &= (base > 0) & (count >= 0) & (count <= base)
            used &= 100 * count / base <= most_percent
    whole = np.zeros(int(used.sum()), dtype=np.bool_)
    none = np.ones(int(used.sum()))
    for count, base in zip(counts, bases, strict=True):
        whole |= _is_whole(count[used], base[used], bin_width)
        none *= 1 - chance_of_whole(count[used], base[used], bin_width)
    chance = 1 - none
    return WholePercent(
        statistic=float(whole.sum() - chance.sum()),
        expected=float(chance.sum()),
        sd=float(np.sqrt((chance * none).sum())),
        units=len(chance),
    )


def _is_whole(count: Floats, base: Floats, bin_width: float) -> NDArray[np.bool_]:
    percent = 100 * count / base
    near: NDArray[np.bool_] = np.abs(percent - np.round(percent)) <= bin_width / 2 + _EDGE
    return near


def chance_of_whole(count: Floats, base: Floats, bin_width: float) -> Floats:
    """P(the percentage is whole to within half a bin) of a binomial with `base` draws, share `count / base`."""
    if not len(count):
        return np.zeros(0)
    share = count / base
    reach = np.ceil(_REACH * np.sqrt(base * share * (1 - share)) + _REACH)
    low = np.maximum(0, count - reach).astype(np.int64)
    high = np.minimum(base, count + reach).astype(np.int64)
    widths = high - low + 1
    chance = np.zeros(len(count))
    edges = np.searchsorted(np.cumsum(widths), np.arange(0, widths.sum(), _AT_ONCE))
    logs = special.gammaln(np.arange(int(base.max(initial=0)) + 2, dtype=np.float64) + 1)
    for start, stop in zip(edges, [*edges[1:], len(count)], strict=True):
        part = slice(int(start), int(stop))
        chance[part] = _summed(low[part], widths[part], base[part], share[part], bin_width, logs)
    return chance


def _summed(
    low: NDArray[np.int64],
    widths: NDArray[np.int64],
    base: Floats,
    share: Floats,
    bin_width: float,
    logs: Floats,
) -> Floats:
    """The binomial shares of all whole percentages within reach, unit by unit in one flat array."""
    unit = np.repeat(np.arange(len(low)), widths)
    starts = np.cumsum(widths) - widths
    k = np.arange(len(unit)) - np.repeat(starts - low, widths)
    n: NDArray[np.int64] = base.astype(np.int64)[unit]
    percent = 100.0 * k / n
    hit = np.abs(percent - np.round(percent)) <= bin_width / 2 + _EDGE
    unit, k, n = unit[hit], k[hit], n[hit]
    p = share[unit]
    logarithm = logs[n] - logs[k] - logs[n - k] + special.xlogy(k, p) + special.xlog1py(n - k, -p)
    summed = np.bincount(unit, weights=np.exp(logarithm), minlength=len(low)).astype(np.float64)
    return np.minimum(summed, 1.0)
