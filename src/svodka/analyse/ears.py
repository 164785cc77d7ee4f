"""EARS C1, C2 and C3: a bound from the seven periods before, for series that have little history.

As published the bound takes the spread of seven values for the true one, so honest counts pass it
more often than `alpha` says: of Poisson counts at alpha .001, 3 in 100 at a mean of 1, 2 at 10 and
1.5 at 10,000. `student` allows for that where counts are not small, `exact` at every size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from svodka.analyse.baseline import least_in_hand, nothing
from svodka.analyse.bounds import SHORT, STILL, ZEROS, Bounds, Floats, Integers, Ledger

LAG = 2
LEAST_SHARE = 5 / 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """`alpha` is the chance above the bound; `baseline` how many periods it is drawn from.

    `quantile`: `normal` as published; `student`, which allows for a mean and a spread known
    from few values; `exact`, the higher of that and of what Poisson counts with this total pass
    with probability `alpha` at most, which judges histories of zeros too (C3: `student`).
    `about` (C3 only): the bound stands about the `value` itself, as in the reference outputs, so
    that C3 tells what the two periods before leave over; or about the `mean`.
    """

    alpha: float = 0.001
    baseline: int = 7
    quantile: str = "normal"
    about: str = "value"


def c1(counts: Floats, first: int = 0, how: Ears | None = None) -> Bounds:
    """Mean of the seven periods just before, and z of their standard deviations.

    Source: Hutwagner, Thompson, Seeman and Treadwell (2003), Journal of Urban Health 80, i89.
    """
    return _ears(counts, first, how or Ears(), lag=0, carry=False)


def c2(counts: Floats, first: int = 0, how: Ears | None = None) -> Bounds:
    """As C1 with two periods left out in between, so that a slow rise does not lift its own bound.

    Source: Hutwagner, Thompson, Seeman and Treadwell (2003), Journal of Urban Health 80, i89.
    """
    return _ears(counts, first, how or Ears(), lag=LAG, carry=False)


def c3(counts: Floats, first: int = 0, how: Ears | None = None) -> Bounds:
    """As C2, lowered by what the C2 statistics of the two periods before exceed 1.

    Source: Hutwagner, Thompson, Seeman and Treadwell (2003), Journal of Urban Health 80, i89;
    reference outputs as in Salmon, Schumacher and Höhle (2016), Journal of Statistical Software 70.
    """
    return _ears(counts, first, how or Ears(), lag=LAG, carry=True)


def _ears(counts: Floats, first: int, how: Ears, *, lag: int, carry: bool) -> Bounds:
    ledger = Ledger(counts, first)
    counts = ledger.counts
    mean, spread, held = _moments(counts, how.baseline, lag)
    with np.errstate(invalid="ignore", divide="ignore"):
        excess = np.maximum(np.nan_to_num((counts - mean) / spread, posinf=0.0) - 1, 0.0)
    reach = _reach(held, how)
    for at in range(max(first, 0), counts.shape[1]):
        if at < how.baseline + lag:
            nothing(ledger, at)
            continue
        past = counts[:, at - how.baseline - lag : at - lag]
        ledger.history[:, at], short = least_in_hand(past, LEAST_SHARE)
        ledger.refuse(at, short, SHORT)
        ledger.open(at)
        exact = np.bool_(how.quantile == "exact" and not carry)
        ledger.refuse(at, ~exact & (np.nansum(past, axis=1) == 0), ZEROS)
        ledger.refuse(at, ~exact & (spread[:, at] == 0), STILL)
        upper = mean[:, at] + reach[:, at] * spread[:, at]
        if exact:
            upper = np.maximum(upper, _by_total(past, how.alpha))
        if carry:
            centre = counts[:, at] if how.about == "value" else mean[:, at]
            left = reach[:, at] - excess[:, at - 2 : at].sum(axis=1)
            upper = np.maximum(centre + spread[:, at] * left, 0)
        ledger.write(at, upper, mean[:, at])
    return ledger.closed()


def _reach(held: Integers, how: Ears) -> Floats:
    """How many standard deviations the bound stands above the mean."""
    if how.quantile == "normal":
        return np.full(held.shape, stats.norm.ppf(1 - how.alpha))
    known = np.maximum(held, 2)
    reach: Floats = stats.t.ppf(1 - how.alpha, known - 1) * np.sqrt(1 + 1 / known)
    return reach


def _by_total(past: Floats, alpha: float) -> Floats:
    """The largest count that is not too rare, given what it and the n past counts sum to.

    Given their total Poisson counts of one mean are binomial; the least count whose tail is
    within `alpha` is then one above a quantile of the negative binomial with size total + 1.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313.
    """
    held = np.maximum((~np.isnan(past)).sum(axis=1), 1)
    size = np.maximum(np.nansum(past, axis=1), 0) + 1
    return np.asarray(stats.nbinom.ppf(1 - alpha, size, held / (held + 1)), dtype=np.float64)


def _moments(counts: Floats, length: int, lag: int) -> tuple[Floats, Floats, Integers]:
    """Mean, standard deviation and number of values in hand of each period's baseline."""
    mean, spread = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    held = np.zeros(counts.shape, dtype=np.int64)
    if counts.shape[1] <= length + lag:
        return mean, spread, held
    past = np.lib.stride_tricks.sliding_window_view(counts, length, axis=1)
    past = past[:, : counts.shape[1] - length - lag]
    number = (~np.isnan(past)).sum(axis=2)
    centre = np.nansum(past, axis=2) / np.maximum(number, 1)
    squares = np.nansum((past - centre[:, :, None]) ** 2, axis=2)
    begin = length + lag
    held[:, begin:] = number
    mean[:, begin:] = np.where(number > 0, centre, np.nan)
    spread[:, begin:] = np.where(number > 1, np.sqrt(squares / np.maximum(number - 1, 1)), np.nan)
    return mean, spread, held
