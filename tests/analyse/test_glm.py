"""Many regressions at once are the same regressions; one that cannot be had is a value."""

from __future__ import annotations

import numpy as np
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from svodka.analyse import glm

Floats = NDArray[np.float64]
WEEKS = 60


def design(weeks: int = WEEKS) -> Floats:
    time = np.arange(weeks, dtype=np.float64) - weeks
    wave = 2 * np.pi * time / 52
    return np.column_stack([np.ones(weeks), time, np.sin(wave), np.cos(wave)])


def test_coefficients_errors_and_dispersion_are_those_of_statsmodels() -> None:
    counts = np.random.default_rng(5).negative_binomial(6, 0.4, (40, WEEKS)).astype(np.float64)
    counts[:, ::9] = np.nan
    held = ~np.isnan(counts[0])
    ours = glm.fit(design(), counts, tolerance=1e-12)
    for row, series in enumerate(counts):
        model = sm.GLM(series[held], design()[held], family=sm.families.Poisson())
        theirs = model.fit(scale="X2", tol=1e-12)
        np.testing.assert_allclose(ours.coefficients[row], theirs.params, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(ours.dispersion[row], theirs.scale, rtol=1e-6)
        error = np.sqrt(np.diag(ours.covariance[row]) * ours.dispersion[row])
        np.testing.assert_allclose(error, theirs.bse, rtol=1e-6)
        leverage = theirs.get_influence().hat_matrix_diag
        np.testing.assert_allclose(ours.leverages[row, held], leverage, rtol=1e-5)


def test_a_peak_of_the_past_weighs_less() -> None:
    counts: Floats = np.tile(np.array([5.0, 6.0, 7.0]), (1, WEEKS // 3))
    counts[0, 30] = 80
    level = np.ones((WEEKS, 1))
    plain = np.exp(glm.fit(level, counts).coefficients[0, 0])
    lowered = np.exp(glm.reweighted(level, counts, 2.58).coefficients[0, 0])
    assert lowered < plain
    assert abs(lowered - 6) < abs(plain - 6) / 2


series = st.lists(
    st.one_of(st.just(np.nan), st.integers(0, 60).map(float)), min_size=WEEKS, max_size=WEEKS
)


@given(st.lists(series, min_size=1, max_size=6))
def test_a_batch_is_its_series_one_by_one(rows: list[list[float]]) -> None:
    counts = np.array(rows)
    together = glm.reweighted(design(), counts, 2.58)
    for row in range(len(counts)):
        alone = glm.reweighted(design(), counts[[row]], 2.58)
        assert together.usable[row] == alone.usable[0]
        if alone.usable[0]:
            np.testing.assert_allclose(
                together.coefficients[row], alone.coefficients[0], rtol=1e-6, atol=1e-7
            )


def test_what_cannot_be_fitted_is_told_and_harms_no_neighbour() -> None:
    honest = np.random.default_rng(1).poisson(7, WEEKS).astype(np.float64)
    few = np.full(WEEKS, np.nan)
    few[:3] = 2
    counts = np.array([honest, np.full(WEEKS, np.nan), few, np.zeros(WEEKS), honest])
    found = glm.fit(design(), counts)
    assert found.usable[[0, 4]].all()
    assert not found.usable[[1, 2]].any()
    np.testing.assert_allclose(found.coefficients[0], found.coefficients[4], rtol=1e-9)
    twice = np.column_stack([design(), design()[:, 1]])
    assert not glm.fit(twice, counts).usable.any()


def test_a_column_that_no_value_touches_gets_nothing() -> None:
    counts = np.random.default_rng(2).poisson(7, (1, WEEKS)).astype(np.float64)
    counts[0, :10] = np.nan
    early = (np.arange(WEEKS) < 10).astype(np.float64)
    found = glm.fit(np.column_stack([np.ones(WEEKS), early]), counts)
    assert found.usable[0]
    assert found.coefficients[0, 1] == 0
    np.testing.assert_allclose(np.exp(found.coefficients[0, 0]), np.nanmean(counts))
