"""A cumulative sum for counts that vary more than Poisson counts: how much likelier is a rise by one factor?

Its limit is a promise: where nothing rises and the history tells the true mean and dispersion, the
sum reaches ln(arl) less than once in `arl` periods.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svodka.analyse.bounds import PVALUE, SHORT, ZEROS, Bounds, Floats, Ledger

LEAST_HISTORY = 20
# Below this dispersion counts are taken for Poisson counts, of which they are the limit.
_POISSON = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeBinomial:
    """`factor` is the rise looked for, `arl` the periods to the first false alarm at least.

    `dispersion` is that of variance mean + dispersion · mean², 0 for Poisson counts; -1 takes it
    from the periods before the first one judged, by moments. After an alarm the sum begins anew.
    """

    factor: float = 1.5
    arl: float = 1000.0
    dispersion: float = -1.0


def nb_cusum(
    counts: Floats, first: int = LEAST_HISTORY, how: NegativeBinomial | None = None
) -> Bounds:
    """Bounds from `first` on: the largest count without an alarm. A gap leaves the sum as it is.

    The sum adds up the logarithm of the likelihood of each count under the raised mean over that
    under the mean of the history, and never falls below 0. Its chance is bounded by the number of
    periods judged so far times the exponent of the sum, each of them being a possible beginning.

    Source: Hawkins and Olwell (1998), Cumulative Sum Charts and Charting for Quality Improvement,
    chapter 6; the limit by Lorden (1971), Annals of Mathematical Statistics 42, 1897, theorem 2.
    """
    how = how or NegativeBinomial()
    ledger = Ledger(counts, first)
    counts = ledger.counts
    past = counts[:, : max(first, 0)]
    held = (~np.isnan(past)).sum(axis=1)
    mean = np.nansum(past, axis=1) / np.maximum(held, 1)
    slope, fall = _likelihood(mean, _dispersion(past, mean, held, how), how.factor)
    limit = float(np.log(how.arl))
    total, judged_so_far = np.zeros(len(counts)), np.zeros(len(counts))
    for at in range(max(first, 0), counts.shape[1]):
        ledger.history[:, at] = held
        ledger.refuse(at, held < LEAST_HISTORY, SHORT)
        ledger.refuse(at, mean == 0, ZEROS)
        judged = ledger.open(at)
        with np.errstate(invalid="ignore", divide="ignore"):
            upper = np.maximum(np.ceil((limit - total + fall) / slope) - 1, 0)
            rise = np.maximum(total + counts[:, at] * slope - fall, 0)
        ledger.write(at, upper, mean)
        judged_so_far += judged
        total = np.where(judged, rise, total)
        with np.errstate(over="ignore"):
            ledger.note(PVALUE, at, np.minimum(judged_so_far * np.exp(-total), 1.0))
        total = np.where(ledger.alarm[:, at] == 1, 0.0, total)
    return ledger.closed()


def _dispersion(past: Floats, mean: Floats, held: Floats, how: NegativeBinomial) -> Floats:
    """The dispersion asked for, or that by which the history varies more than its mean."""
    if how.dispersion >= 0:
        return np.full(len(past), how.dispersion)
    squares = np.nansum((past - mean[:, None]) ** 2, axis=1)
    variance = squares / np.maximum(held - 1, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        excess: Floats = np.maximum((variance - mean) / mean**2, 0)
    return np.nan_to_num(excess)


def _likelihood(mean: Floats, dispersion: Floats, factor: float) -> tuple[Floats, Floats]:
    """What one more of a count adds to the log likelihood ratio, and what a count of 0 takes off it."""
    wide = dispersion > _POISSON
    alpha = np.where(wide, dispersion, 1.0)
    grown = np.log((1 + alpha * factor * mean) / (1 + alpha * mean))
    slope = np.log(factor) - np.where(wide, grown, 0.0)
    return slope, np.where(wide, grown / alpha, (factor - 1) * mean)
