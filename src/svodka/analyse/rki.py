"""A bound from a few past values: an exact interval of small counts, two standard deviations of large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from svodka.analyse import baseline
from svodka.analyse.bounds import SHORT, Bounds, Floats, Ledger

LARGEST_SMALL_MEAN = 20
_STEP = 0.01
_PRECISION = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Rki:
    """`b` years back, `w` periods on either side; `act_y` with the `w` periods just before."""

    b: int = 2
    w: int = 4
    act_y: str = "yes"
    alpha: float = 0.05


def rki(counts: Floats, starts: Sequence[date], first: int = 0, how: Rki | None = None) -> Bounds:
    """Bounds from `first` on: Crow and Gardner's upper limit of the whole part of the mean.

    Above a mean of 20 it is the mean and two standard deviations.

    Source: Höhle (2007), Computational Statistics 22, 571; Crow and Gardner (1959).
    """
    how = how or Rki()
    ledger = Ledger(counts, first)
    counts = ledger.counts
    for at in range(max(first, 0), counts.shape[1]):
        compared = baseline.reference(
            starts, at, years=how.b, half=how.w, current=how.act_y == "yes"
        )
        if compared is None or len(compared) < 2:
            baseline.nothing(ledger, at)
            continue
        past = counts[:, compared]
        held, short = baseline.least_in_hand(past)
        ledger.history[:, at] = held
        ledger.refuse(at, short, SHORT)
        ledger.open(at)
        sound = np.where((ledger.reason[:, at] == 0)[:, None], past, np.nan)
        mean = np.nansum(sound, axis=1) / np.maximum(held, 1)
        squares = np.nansum((sound - mean[:, None]) ** 2, axis=1)
        wide = mean + 2 * np.sqrt(squares / np.maximum(held - 1, 1))
        small = [upper_limit(int(value), how.alpha) for value in np.minimum(mean, 20)]
        ledger.write(at, np.where(mean > LARGEST_SMALL_MEAN, wide, small), mean)
        judged = ledger.reason[:, at] == 0
        ledger.alarm[judged, at] = counts[judged, at] >= ledger.upper[judged, at]
    return ledger.closed()


@lru_cache(maxsize=256)
def upper_limit(count: int, alpha: float = 0.05) -> float:
    """The upper limit of a Poisson mean of which `count` were seen, to three decimals.

    Source: Crow and Gardner (1959), Biometrika 46, 441: of the shortest ranges of counts that
    hold 1 − alpha, the one that lies highest; a mean is in the interval of every count in its range.
    """
    means, lowest = _lowest(alpha)
    inside = np.flatnonzero(lowest <= count)[-1]
    low, high = float(means[inside]), float(means[inside + 1])
    while high - low > _PRECISION:
        middle = (low + high) / 2
        if _shortest(np.array([middle]), alpha)[0] <= count:
            low = middle
        else:
            high = middle
    return round(low, 3)


@lru_cache(maxsize=8)
def _lowest(alpha: float) -> tuple[Floats, NDArray[np.int64]]:
    """The lowest count in each mean's range, for means so far as small counts reach."""
    means = np.arange(_STEP, 4 * LARGEST_SMALL_MEAN, _STEP)
    return means, _shortest(means, alpha)


def _shortest(means: Floats, alpha: float) -> NDArray[np.int64]:
    """Where the highest of the shortest ranges of counts with probability 1 - alpha begins."""
    reach = int(2 * means.max() + 40)
    below = np.zeros((len(means), reach + 1))
    below[:, 1:] = stats.poisson.cdf(np.arange(reach)[None, :], means[:, None])
    lowest = np.full(len(means), -1, dtype=np.int64)
    for length in range(1, reach):
        open_ = np.flatnonzero(lowest < 0)
        if not len(open_):
            break
        enough = below[open_, length:] - below[open_, :-length] >= 1 - alpha
        found = enough.any(axis=1)
        lowest[open_[found]] = enough.shape[1] - 1 - enough[found, ::-1].argmax(axis=1)
    return lowest
