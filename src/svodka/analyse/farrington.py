"""Farrington's bound, flexible (Noufaily) and original: a regression on the same time of past years.

A count is compared with the upper bound of a quasi-Poisson regression in which past peaks weigh
less. Steps and numbers are those of the papers; where papers leave room, the choice that gives the
published reference outputs is taken and said where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from svodka.analyse import baseline, glm
from svodka.analyse.bounds import FEW, PVALUE, SHORT, UNFITTED, ZEROS, Bounds, Flags, Floats, Ledger

LEAST_COUNTS = 5
LAST_PERIODS = 4
LEAST_YEARS_FOR_TREND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Farrington:
    """How the bound is drawn; the defaults are those of Noufaily et al., but for the threshold.

    Honest negative binomial counts pass `nbPlugin` up to twice as often as `alpha` says at means
    below 10, so the default is `muan`, which allows for what the mean is not known well enough.

    `b` years back, `w` periods on either side; `periods` parts of the year, of which one is the
    window; `past_weeks_not_included` periods before the judged one that are left out when the
    parts fill the year. `trend` is kept `always`, or where `p<0.05`, over at least three years,
    and without a mean above all that was seen. `threshold`: `delta` (prediction interval on the
    2/3 power scale), `nbPlugin` (quantile of the negative binomial), `muan` (the same at the
    upper limit of the mean). `alpha` is the chance above the bound, halved where `sides` is 2.
    `error`: by which dispersion standard errors are scaled, `relative` (what gives the
    published outputs of the flexible version) or `pearson`. `year`: `date`, or periods in a year.
    """

    b: int = 5
    w: int = 3
    periods: int = 10
    weights_threshold: float = 2.58
    past_weeks_not_included: int = 26
    trend: str = "always"
    threshold: str = "muan"
    alpha: float = 0.005
    sides: int = 1
    error: str = "relative"
    year: str = baseline.BY_DATE

    @property
    def level(self) -> float:
        """The quantile that the bound is."""
        return 1 - self.alpha / self.sides


ORIGINAL = Farrington(
    periods=1,
    weights_threshold=1.0,
    trend="p<0.05",
    threshold="delta",
    alpha=0.05,
    sides=2,
    error="pearson",
)


def farrington(
    counts: Floats, starts: Sequence[date], first: int = 0, how: Farrington | None = None
) -> Bounds:
    """Bounds from `first` on for every series, with phi, trend, pvalue, score and error besides.

    `pvalue` is the chance of as many or more, `score` how far the count is on the way from the
    expected to the bound, `error` the standard error of the expected, `trend` the change of its
    logarithm per period, NaN where no trend was kept.

    Source: Farrington, Andrews, Beale and Catchpole (1996), Journal of the Royal Statistical
    Society A 159, 547; Noufaily et al. (2013), Statistics in Medicine 32, 1206.
    """
    how = how or Farrington()
    ledger = Ledger(counts, first)
    for at in range(max(first, 0), counts.shape[1]):
        _judge(ledger, starts, at, how)
    return ledger.closed()


def _judge(ledger: Ledger, starts: Sequence[date], at: int, how: Farrington) -> None:
    compared = _compared(starts, at, how)
    if compared is None:
        baseline.nothing(ledger, at)
        return
    periods, part = compared
    past = ledger.counts[:, periods]
    held, short = baseline.least_in_hand(past)
    ledger.history[:, at] = held
    ledger.refuse(at, short | (held <= how.periods + 1), SHORT)
    ledger.refuse(at, np.nansum(past, axis=1) == 0, ZEROS)
    sound = (ledger.reason[:, at] == 0) & ~np.isnan(ledger.counts[:, at])
    found = _expected(past, periods - at, part, sound, how)
    upper = _upper(found, how)
    _note(ledger, at, found, upper, how)
    last = np.nansum(ledger.counts[:, max(at - LAST_PERIODS + 1, 0) : at + 1], axis=1)
    ledger.open(at)
    ledger.refuse(at, last < LEAST_COUNTS, FEW)
    ledger.refuse(at, ~found.usable, UNFITTED)
    ledger.write(at, upper, found.expected)


def _compared(
    starts: Sequence[date], at: int, how: Farrington
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """The periods of the history and the part of the year each is in; None where it is too short."""
    centres = baseline.years_back(starts, at, how.b, how.year)
    if not centres or centres[-1] - how.w < 0:
        return None
    if how.periods == 1:
        periods = baseline.windows(centres, how.w)
        periods = periods[periods < at]
        return periods, np.zeros(len(periods), dtype=np.int64)
    periods, part = baseline.seasons([*reversed(centres), at], how.w, how.periods)
    kept = periods < at - how.past_weeks_not_included
    return periods[kept], part[kept]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the regressions say of the judged period, one entry a series."""

    expected: Floats
    error: Floats
    phi: Floats
    trend: Floats
    usable: Flags


def _expected(
    past: Floats, lags: NDArray[np.int64], part: NDArray[np.int64], sound: Flags, how: Farrington
) -> _Found:
    """Expected counts; time counts from the judged period, so its mean is the intercept."""
    size = len(past)
    found = _Found(
        np.full(size, np.nan),
        np.full(size, np.nan),
        np.full(size, np.nan),
        np.full(size, np.nan),
        np.zeros(size, dtype=np.bool_),
    )
    seasonal = (part[:, None] == np.arange(1, how.periods)[None, :]).astype(np.float64)
    flat = np.column_stack([np.ones(len(lags)), seasonal])
    sloped = np.column_stack([np.ones(len(lags)), lags.astype(np.float64), seasonal])
    rows = np.flatnonzero(sound)
    fitted = glm.reweighted(sloped, past[rows], how.weights_threshold)
    kept = fitted.usable & _keeps_trend(fitted, past[rows], how)
    _put(found, rows[kept], fitted, kept, how)
    found.trend[rows[kept]] = fitted.coefficients[kept, 1]
    rest = rows[~kept]
    if how.trend != "always" and len(rest):
        level = glm.reweighted(flat, past[rest], how.weights_threshold)
        _put(found, rest[level.usable], level, level.usable, how)
    return found


def _put(
    found: _Found, rows: NDArray[np.int64], fitted: glm.Fit, kept: Flags, how: Farrington
) -> None:
    expected = np.exp(fitted.coefficients[kept, 0])
    found.expected[rows] = expected
    found.error[rows] = expected * np.sqrt(
        fitted.covariance[kept, 0, 0] * _scale(fitted, how)[kept]
    )
    found.phi[rows] = np.maximum(fitted.dispersion[kept], 1.0)
    found.usable[rows] = True


def _scale(fitted: glm.Fit, how: Farrington) -> Floats:
    if how.error == "relative":
        return fitted.relative
    return np.maximum(fitted.dispersion, 1.0)


def _keeps_trend(fitted: glm.Fit, past: Floats, how: Farrington) -> Flags:
    """Where the trend stays: always, or if it is sure, long enough and leads not above the past."""
    if how.trend == "always":
        return np.ones(len(past), dtype=np.bool_)
    if how.b < LEAST_YEARS_FOR_TREND:
        return np.zeros(len(past), dtype=np.bool_)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(fitted.covariance[:, 1, 1] * _scale(fitted, how))
        ratio = np.abs(fitted.coefficients[:, 1]) / error
    freedom = (~np.isnan(past)).sum(axis=1) - fitted.coefficients.shape[1]
    sure = 2 * stats.t.sf(ratio, np.maximum(freedom, 1)) < 0.05
    with np.errstate(over="ignore", invalid="ignore"):
        below = np.exp(fitted.coefficients[:, 0]) <= np.nanmax(past, axis=1, initial=0)
    kept: Flags = sure & below
    return kept


def _upper(found: _Found, how: Farrington) -> Floats:
    """The bound, by the threshold asked for."""
    z = stats.norm.ppf(how.level)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        if how.threshold == "delta":
            spread = np.sqrt(found.phi + found.error**2 / found.expected)
            upper: Floats = (
                found.expected * (1 + 2 / 3 * z * spread / np.sqrt(found.expected)) ** 1.5
            )
            return upper
        mean = found.expected
        if how.threshold == "muan":
            mean = mean * np.exp(z * found.error / found.expected)
        return _quantile(how.level, mean, found.phi)


def _quantile(level: float, mean: Floats, phi: Floats) -> Floats:
    """The quantile of counts with variance phi times the mean: negative binomial, or Poisson at 1."""
    wide = phi > 1
    size = np.where(wide, mean / np.where(wide, phi - 1, 1.0), 1.0)
    return np.where(wide, stats.nbinom.ppf(level, size, 1 / phi), stats.poisson.ppf(level, mean))


def _tail(counts: Floats, found: _Found, how: Farrington) -> Floats:
    """The chance of as many or more as were reported."""
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        if how.threshold == "delta":
            spread = np.sqrt(found.expected * found.phi + found.error**2)
            rise = counts ** (2 / 3) - found.expected ** (2 / 3)
            tail: Floats = stats.norm.sf(1.5 * rise * found.expected ** (1 / 3) / spread)
            return tail
        wide = found.phi > 1
        size = np.where(wide, found.expected / np.where(wide, found.phi - 1, 1.0), 1.0)
        negative = stats.nbinom.sf(counts - 1, size, 1 / found.phi)
        return np.where(wide, negative, stats.poisson.sf(counts - 1, found.expected))


def _note(ledger: Ledger, at: int, found: _Found, upper: Floats, how: Farrington) -> None:
    value = ledger.counts[:, at]
    ledger.note("mean", at, found.expected)
    ledger.note("error", at, found.error)
    ledger.note("phi", at, found.phi)
    ledger.note("trend", at, found.trend)
    ledger.note(PVALUE, at, _tail(value, found, how))
    with np.errstate(invalid="ignore", divide="ignore"):
        ledger.note("score", at, (value - found.expected) / (upper - found.expected))
    ledger.note("limit", at, upper)
