"""Quasi-Poisson regressions of many series on one design, all at once; a failed fit is a value.

Every series has the same design (it follows from the dates), so one step of all regressions is two
products of matrices. A series leaves the batch when it has converged: what comes out does not
depend on its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE = 1e-8
MOST_STEPS = 25
_STEP = 1e-10
_MOST_INFLATION = 1e10
_BLOCK = 128
_ETA = (-60.0, 60.0)


@dataclass(frozen=True, slots=True)
class Fit:
    """Regressions, one a row. `usable` is False where the design is deficient or steps run away.

    `covariance` is unscaled. `dispersion` is Pearson's. `relative` is the mean square of relative
    residuals (y − mu) / mu, by which some published bounds scale their standard errors. Both
    are over the degrees of freedom, without a floor.
    """

    coefficients: Floats
    means: Floats
    covariance: Floats
    leverages: Floats
    dispersion: Floats
    relative: Floats
    usable: Flags


def fit(
    design: Floats, counts: Floats, weights: Floats | None = None, tolerance: float = TOLERANCE
) -> Fit:
    """Log-linear regressions of `counts` (series, n; NaN for a gap) on `design` (n, parameters).

    `weights` (series, n) default to 1. A series has converged when its deviance changes by less
    than `tolerance`, relative. A column that no value in hand touches gets the coefficient 0.

    Source: McCullagh and Nelder (1989), Generalized Linear Models, chapters 2 and 9.
    """
    held = ~np.isnan(counts)
    y = np.where(held, counts, 0.0)
    prior = np.where(held, 1.0 if weights is None else weights, 0.0)
    room = _room(len(y), len(design), design.shape[1])
    for begin in range(0, len(y), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        _steps(_Design(design), y[block], prior[block], _part(room, block), tolerance)
    return room


def _room(size: int, length: int, width: int) -> Fit:
    return Fit(
        np.full((size, width), np.nan),
        np.ones((size, length)),
        np.full((size, width, width), np.nan),
        np.zeros((size, length)),
        np.full(size, np.nan),
        np.full(size, np.nan),
        np.zeros(size, dtype=np.bool_),
    )


def _part(room: Fit, block: slice) -> Fit:
    return Fit(*(getattr(room, name)[block] for name in Fit.__slots__))


class _Design:
    """A design and the products of its columns, of which one triangle says all."""

    def __init__(self, columns: Floats) -> None:
        self.columns = columns
        self.across = np.ascontiguousarray(columns.T)
        self.width = columns.shape[1]
        self.upper = np.triu_indices(self.width)
        self.products = np.ascontiguousarray(columns[:, self.upper[0]] * columns[:, self.upper[1]])
        self.twice = np.where(self.upper[0] == self.upper[1], 1.0, 2.0)

    def normal(self, working: Floats) -> Floats:
        """The normal matrices; an empty column gets a 1 so that its coefficient comes out as 0."""
        flat = working @ self.products
        normal = np.empty((len(working), self.width, self.width))
        normal[:, self.upper[0], self.upper[1]] = flat
        normal[:, self.upper[1], self.upper[0]] = flat
        row, column = np.nonzero(np.diagonal(normal, axis1=1, axis2=2) == 0)
        normal[row, column, column] = 1.0
        return normal

    def leverage(self, covariance: Floats) -> Floats:
        """x' C x for every row x of the design and every covariance C."""
        upper = covariance[:, self.upper[0], self.upper[1]] * self.twice
        spread: Floats = upper @ self.products.T
        return spread


def _steps(design: _Design, y: Floats, prior: Floats, out: Fit, tolerance: float) -> None:
    """Iterated weighted least squares of a block; a series' last step is written out when it is done."""
    rows = np.flatnonzero((prior > 0).sum(axis=1) > design.width)
    y, prior = y[rows], prior[rows]
    means = y + 0.1
    eta = np.log(means)
    logs = np.log(np.where(y > 0, y, 1.0))
    deviance = _deviance(y, logs, eta, means, prior)
    for _ in range(MOST_STEPS):
        if not len(rows):
            break
        working = prior * means
        normal = design.normal(working)
        right = (working * eta + prior * (y - means)) @ design.columns
        solved = _solve(normal, right)
        eta = np.clip(solved @ design.across, *_ETA)
        means = np.exp(eta)
        before, deviance = deviance, _deviance(y, logs, eta, means, prior)
        change = np.abs(deviance - before) / (np.abs(deviance) + 0.1)
        still = np.abs(solved - out.coefficients[rows]).max(axis=1) < _STEP
        out.coefficients[rows] = solved
        done = (change < tolerance) | still
        if done.any():
            _write(design, (y, prior, means, working, normal), rows, done, out)
        going = ~done & np.isfinite(solved).all(axis=1)
        if not going.all():
            rows, y, prior, logs = rows[going], y[going], prior[going], logs[going]
            means, eta, deviance = means[going], eta[going], deviance[going]


def _write(
    design: _Design,
    last: tuple[Floats, Floats, Floats, Floats, Floats],
    rows: NDArray[np.int64],
    done: Flags,
    out: Fit,
) -> None:
    """What a converged series gives; one whose parameters cannot be told apart stays unusable."""
    y, prior, means, working, normal = (array[done] for array in last)
    covariance = _solve(normal, np.broadcast_to(np.eye(design.width), normal.shape))
    scale = np.diagonal(covariance, axis1=1, axis2=2) * np.diagonal(normal, axis1=1, axis2=2)
    sound = (np.isfinite(scale) & (scale > 0) & (scale < _MOST_INFLATION)).all(axis=1)
    relative = ((y - means) / means) ** 2
    freedom = (prior > 0).sum(axis=1) - design.width
    at = rows[done]
    out.means[at] = means
    out.covariance[at] = covariance
    out.leverages[at] = design.leverage(covariance) * working
    out.dispersion[at] = (working * relative).sum(axis=1) / freedom
    out.relative[at] = (prior * relative).sum(axis=1) / freedom
    out.usable[at] = sound


def reweighted(
    design: Floats, counts: Floats, threshold: float, tolerance: float = TOLERANCE
) -> Fit:
    """As `fit`, but past peaks weigh less: refitted with weights from Anscombe residuals.

    A residual s above `threshold` weighs 1 / s², and the weights of a series sum to their number.

    Source: Farrington et al. (1996), Journal of the Royal Statistical Society A 159, 547, section
    3.6 (threshold 1); Noufaily et al. (2013), Statistics in Medicine 32, 1206 (threshold 2.58).
    """
    first = fit(design, counts, tolerance=tolerance)
    residuals = anscombe(first, counts)
    weights = np.where(residuals > threshold, np.maximum(residuals, threshold) ** -2.0, 1.0)
    weights[np.isnan(counts)] = 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        weights *= (weights > 0).sum(axis=1, keepdims=True) / weights.sum(axis=1, keepdims=True)
    again = fit(design, counts, np.nan_to_num(weights), tolerance)
    again.usable[~first.usable] = False
    return again


def anscombe(fitted: Fit, counts: Floats) -> Floats:
    """Standardised Anscombe residuals of Poisson counts; 0 for a gap or where a value fits itself.

    Source: McCullagh and Nelder (1989), section 2.4.2.
    """
    means = np.where(fitted.usable[:, None], fitted.means, 1.0)
    dispersion = np.maximum(np.nan_to_num(fitted.dispersion, nan=1.0), 1.0)[:, None]
    spread = dispersion * (1 - fitted.leverages)
    loose = (spread > 1e-12) & ~np.isnan(counts) & fitted.usable[:, None]
    residuals = 1.5 * (np.nan_to_num(counts) ** (2 / 3) - means ** (2 / 3))
    scaled: Floats = residuals / (means ** (1 / 6) * np.sqrt(np.where(loose, spread, 1.0)))
    return np.where(loose, scaled, 0.0)


def _deviance(y: Floats, logs: Floats, eta: Floats, means: Floats, prior: Floats) -> Floats:
    total: Floats = 2 * (prior * (y * (logs - eta) - (y - means))).sum(axis=1)
    return total


def _solve(normal: Floats, right: Floats) -> Floats:
    """Solutions for vectors or matrices on the right; NaN where a matrix is singular."""
    stacked = right if right.ndim == 3 else right[:, :, None]
    solved = np.full(stacked.shape, np.nan)
    try:
        solved[:] = np.linalg.solve(normal, stacked)
    except np.linalg.LinAlgError:
        sound: Flags = np.atleast_1d(np.isfinite(normal).all(axis=(1, 2)))
        sound[sound] = np.linalg.matrix_rank(normal[sound], hermitian=True) == normal.shape[1]
        solved[sound] = np.linalg.solve(normal[sound], stacked[sound])
    return solved if right.ndim == 3 else solved[:, :, 0]
