"""Charts of the generalised likelihood ratio: how much better a rise explains the last counts.

For every period it is asked from which earlier period on the mean may have risen by one factor, and
how much likelier the counts then are than under the mean in control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from svodka.analyse import glm
from svodka.analyse.bounds import SHORT, UNFITTED, ZEROS, Bounds, Floats, Ledger

LEAST_HISTORY = 20
DAYS_OF_YEAR = 365.25
_NEWTON_STEPS = 25
_LARGEST_FACTOR = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Glr:
    """`c_arl` is where the ratio alarms; a rise may have begun at most `m` periods before.

    The mean in control is fitted to the periods before the first one judged, with `s` pairs of
    waves a year and, if `trend` is `yes`, a trend. `alpha` is the dispersion of negative binomial
    counts (variance mean + alpha · mean²), 0 for Poisson counts; -1 takes it from the same fit.
    After an alarm the chart begins anew, as in the paper.
    """

    c_arl: float = 5.0
    m: int = 26
    s: int = 1
    trend: str = "no"
    alpha: float = -1.0


def glr(
    counts: Floats, starts: Sequence[date], first: int = LEAST_HISTORY, how: Glr | None = None
) -> Bounds:
    """Bounds from `first` on: the largest count without an alarm. A gap is passed over.

    Source: Höhle and Paul (2008), Computational Statistics and Data Analysis 52, 4357.
    """
    how = how or Glr()
    ledger = Ledger(counts, first)
    counts = ledger.counts
    past = counts[:, : max(first, 0)]
    held = (~np.isnan(past)).sum(axis=1)
    means, alpha, usable = _in_control(counts, starts, max(first, 0), how)
    begun = np.full(len(counts), max(first, 0))
    for at in range(max(first, 0), counts.shape[1]):
        ledger.history[:, at] = held
        ledger.refuse(at, held < LEAST_HISTORY, SHORT)
        ledger.refuse(at, np.nansum(past, axis=1) == 0, ZEROS)
        ledger.refuse(at, ~usable, UNFITTED)
        rows = np.flatnonzero(ledger.open(at))
        upper = np.full(len(counts), np.nan)
        begin = max(int(begun.min()), at - how.m)
        window = slice(begin, at + 1)
        fresh = np.arange(begin, at + 1)[None, :] < begun[rows, None]
        seen = np.where(fresh, np.nan, counts[rows, window])
        upper[rows] = _largest(seen, means[rows, window], alpha[rows], how.c_arl)
        ledger.write(at, upper, means[:, at])
        begun[ledger.alarm[:, at] == 1] = at + 1
    return ledger.closed()


def _in_control(
    counts: Floats, starts: Sequence[date], first: int, how: Glr
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The mean of every period in control, the dispersion, and where a fit was to be had."""
    days = np.array([start.toordinal() for start in starts], dtype=np.float64)
    columns = [np.ones(len(days))]
    for wave in range(1, how.s + 1):
        angle = 2 * np.pi * wave * days / DAYS_OF_YEAR
        columns += [np.sin(angle), np.cos(angle)]
    if how.trend == "yes":
        columns.append((days - days[:1]) / DAYS_OF_YEAR)
    design = np.column_stack(columns)
    fitted = glm.fit(design[:first], counts[:, :first])
    with np.errstate(over="ignore", invalid="ignore"):
        means = np.exp(np.clip(fitted.coefficients @ design.T, -50, 50))
    if how.alpha >= 0:
        return means, np.full(len(counts), how.alpha), fitted.usable
    seen = counts[:, :first]
    excess = np.nansum((seen - means[:, :first]) ** 2 - means[:, :first], axis=1)
    squares = np.where(np.isnan(seen), 0.0, means[:, :first] ** 2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = np.maximum(excess / squares, 0)
    return means, alpha, fitted.usable


def _largest(seen: Floats, means: Floats, alpha: Floats, limit: float) -> Floats:
    """The largest last count whose ratio stays below the limit; ratios rise with the count."""
    low = np.zeros(len(seen))
    high = np.ceil(np.maximum(means[:, -1], 1) * 2 + 16)
    with np.errstate(invalid="ignore"):
        while (short := _ratio(seen, means, alpha, high) < limit).any() and high.max() < 1e15:
            high = np.where(short, 2 * high, high)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            below = _ratio(seen, means, alpha, middle) < limit
            low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def _ratio(seen: Floats, means: Floats, alpha: Floats, last: Floats) -> Floats:
    """The largest log likelihood ratio over all beginnings of a rise, if the last count were so."""
    counts = np.concatenate([seen[:, :-1], last[:, None]], axis=1)
    held = ~np.isnan(counts)
    counts, means = np.where(held, counts, 0.0), np.where(held, means, 0.0)
    ratio = _poisson(_from(counts), _from(means))
    wide = alpha > 1e-9
    if wide.any():
        ratio[wide] = _negative(counts[wide], means[wide], alpha[wide])
    best: Floats = ratio.max(axis=1)
    return best


def _from(values: Floats) -> Floats:
    """Sums from each place to the end."""
    return np.cumsum(values[:, ::-1], axis=1)[:, ::-1]


def _poisson(counts: Floats, means: Floats) -> Floats:
    """The ratio of Poisson counts at the factor that fits best, if that is a rise."""
    rise = (counts > means) & (means > 0)
    factor = np.log(np.where(rise, counts, 1.0) / np.where(rise, means, 1.0))
    return np.where(rise, counts * factor - (counts - means), 0.0)


def _negative(counts: Floats, means: Floats, alpha: Floats) -> Floats:
    """The ratio of negative binomial counts at the factor that fits best, found by Newton's steps."""
    size = counts.shape[1]
    later = np.triu(np.ones((size, size)))[None, :, :]
    x, mean, wide = counts[:, None, :], means[:, None, :], alpha[:, None, None]
    level = np.zeros((len(counts), size))
    for _ in range(_NEWTON_STEPS):
        grown = mean * np.exp(level)[:, :, None]
        slope = ((x - grown) / (1 + wide * grown) * later).sum(axis=2)
        bend = (grown * (1 + wide * x) / (1 + wide * grown) ** 2 * later).sum(axis=2)
        step = np.divide(slope, bend, out=np.zeros_like(slope), where=bend > 0)
        level = np.clip(level + np.clip(step, -2, 2), 0, _LARGEST_FACTOR)
        if np.abs(step[level > 0]).max(initial=0) < 1e-9:
            break
    grown = mean * np.exp(level)[:, :, None]
    gain = x * level[:, :, None] - (x + 1 / wide) * np.log((1 + wide * grown) / (1 + wide * mean))
    ratio: Floats = (gain * later).sum(axis=2)
    return np.where(level > 0, ratio, 0.0)
