"""A cumulative sum of what counts exceed their mean, made even by Rossi's transformation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svodka.analyse.baseline import least_in_hand, nothing
from svodka.analyse.bounds import SHORT, ZEROS, Bounds, Floats, Ledger

LEAST_HISTORY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cusum:
    """`k` is what each period is forgiven, `h` where the sum alarms, in standard deviations.

    `trans`: `rossi`, or `standard` (count less mean, over its root). `m` is the mean in
    control; 0 takes that of the periods before the first one judged. `reset`: whether the sum
    begins anew after an alarm; as in the reference outputs it does not.
    """

    k: float = 1.04
    h: float = 2.26
    trans: str = "rossi"
    m: float = 0.0
    reset: str = "no"


def cusum(counts: Floats, first: int = LEAST_HISTORY, how: Cusum | None = None) -> Bounds:
    """Bounds from `first` on: the count that would lift the sum to `h`. A gap leaves the sum as it is.

    Source: Rossi, Lampugnani and Marchi (1999), Statistics in Medicine 18, 2111.
    """
    how = how or Cusum()
    ledger = Ledger(counts, first)
    counts = ledger.counts
    past = counts[:, :first]
    held, short = least_in_hand(past, 0) if first > 0 else (np.zeros(len(counts)), None)
    if how.m <= 0 and (short is None or first < 2):
        for at in range(max(first, 0), counts.shape[1]):
            nothing(ledger, at)
        return ledger.closed()
    mean = np.full(len(counts), how.m)
    if how.m <= 0:
        mean = np.nansum(past, axis=1) / np.maximum(held, 1)
    total = np.zeros(len(counts))
    for at in range(max(first, 0), counts.shape[1]):
        ledger.history[:, at] = held
        if how.m <= 0:
            ledger.refuse(at, held < LEAST_HISTORY, SHORT)
            ledger.refuse(at, mean == 0, ZEROS)
        judged = ledger.open(at)
        upper = _count(how.k + how.h - total, mean, how.trans)
        ledger.write(at, upper, mean)
        ledger.alarm[judged, at] = counts[judged, at] >= upper[judged]
        with np.errstate(invalid="ignore", divide="ignore"):
            rise = np.maximum(total + _even(counts[:, at], mean, how.trans) - how.k, 0)
        total = np.where(judged, rise, total)
        if how.reset == "yes":
            total = np.where(ledger.alarm[:, at] == 1, 0.0, total)
    return ledger.closed()


def _even(counts: Floats, mean: Floats, trans: str) -> Floats:
    """Counts as near to a standard normal as the transformation makes them."""
    if trans == "standard":
        scaled: Floats = (counts - mean) / np.sqrt(mean)
        return scaled
    rossi: Floats = (counts - 3 * mean + 2 * np.sqrt(counts * mean)) / (2 * np.sqrt(mean))
    return rossi


def _count(even: Floats, mean: Floats, trans: str) -> Floats:
    """The count of a transformed value: the inverse of `_even`; 0 where it would be below."""
    if trans == "standard":
        return np.maximum(mean + even * np.sqrt(mean), 0)
    root = np.sqrt(np.maximum(4 * mean + 2 * np.sqrt(mean) * even, 0)) - np.sqrt(mean)
    upper: Floats = np.maximum(root, 0) ** 2
    return upper
