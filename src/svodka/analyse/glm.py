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
_LEAST_EIGENVALUE = 1e-10
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
    prior = held if weights is None else np.where(held, weights, 0.0)
    prior = prior.astype(np.float64)
    size, width = len(y), design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), width * width)
    means = y + 0.1
    eta = np.log(means)
    deviance = _deviance(y, means, prior)
    coefficients = np.full((size, width), np.nan)
    working = np.zeros_like(y)
    usable = (prior > 0).sum(axis=1) > width
    active = np.flatnonzero(usable)
    for step in range(MOST_STEPS):
        if not len(active):
            break
        working[active] = prior[active] * means[active]
        answer = eta[active] + (y[active] - means[active]) / means[active]
        normal = _normal(working[active] @ products, width)
        if step == 0:
            sound = _sound(normal)
            usable[active[~sound]] = False
            active, answer, normal = active[sound], answer[sound], normal[sound]
        solved = _solve(normal, (working[active] * answer) @ design)
        coefficients[active] = solved
        eta[active] = np.clip(solved @ design.T, *_ETA)
        means[active] = np.exp(eta[active])
        before = deviance[active]
        deviance[active] = _deviance(y[active], means[active], prior[active])
        change = np.abs(deviance[active] - before) / (np.abs(deviance[active]) + 0.1)
        usable[active[~np.isfinite(solved).all(axis=1)]] = False
        active = active[(change >= tolerance) & usable[active]]
    usable[active] = False
    covariance, leverages = _spread(working, products, usable)
    working *= ((y - means) / means) ** 2
    relative = prior * ((y - means) / means) ** 2
    freedom = np.maximum((prior > 0).sum(axis=1) - width, 1)
    return Fit(
        coefficients,
        means,
        covariance,
        leverages,
        np.where(usable, working.sum(axis=1) / freedom, np.nan),
        np.where(usable, relative.sum(axis=1) / freedom, np.nan),
        usable,
    )


def _spread(working: Floats, products: Floats, usable: Flags) -> tuple[Floats, Floats]:
    """Unscaled covariances, and leverages; of the last step, so nothing is summed anew."""
    width = round(products.shape[1] ** 0.5)
    covariance = np.full((len(working), width, width), np.nan)
    leverages = np.zeros_like(working)
    normal = _normal(working[usable] @ products, width)
    sound = _sound(normal)
    usable[np.flatnonzero(usable)[~sound]] = False
    covariance[usable] = np.linalg.inv(normal[sound])
    leverages[usable] = covariance[usable].reshape(-1, width * width) @ products.T
    return covariance, leverages * working


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


def _deviance(y: Floats, means: Floats, prior: Floats) -> Floats:
    logs = np.log(np.where(y > 0, y, 1.0) / means) * y
    total: Floats = 2 * (prior * (np.where(y > 0, logs, 0.0) - (y - means))).sum(axis=1)
    return total


def _normal(flat: Floats, width: int) -> Floats:
    """The normal matrices; an empty column gets a 1 so that its coefficient comes out as 0."""
    normal = flat.reshape(len(flat), width, width)
    row, column = np.nonzero(np.diagonal(normal, axis1=1, axis2=2) == 0)
    normal[row, column, column] = 1.0
    return normal


def _sound(normal: Floats) -> Flags:
    """Which normal matrices, scaled to a diagonal of 1, are far from singular."""
    scale = np.sqrt(np.diagonal(normal, axis1=1, axis2=2))
    scaled = normal / (scale[:, :, None] * scale[:, None, :])
    sound: Flags = np.isfinite(scaled).all(axis=(1, 2))
    sound[sound] = np.linalg.eigvalsh(scaled[sound])[:, 0] > _LEAST_EIGENVALUE
    return sound


def _solve(normal: Floats, right: Floats) -> Floats:
    """Solutions; NaN where the matrix has become singular on the way."""
    solved = np.full_like(right, np.nan)
    try:
        solved[:] = np.linalg.solve(normal, right[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        sound = _sound(normal)
        solved[sound] = np.linalg.solve(normal[sound], right[sound, :, None])[:, :, 0]
    return solved
