"""2,000 series × 240 weeks: our batched quasi-Poisson fits against statsmodels' GLM, one by one.

Prints milliseconds of processor time per fit and the largest difference of a coefficient; then what
a judged week of all series costs, two fits, weights and bound included.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray

from svodka.analyse import glm
from svodka.analyse.baseline import seasons
from svodka.analyse.farrington import Farrington, farrington

SERIES, WEEKS, YEARS = 2_000, 240, 5
SAMPLE = 200


def counts(weeks: int) -> NDArray[np.float64]:
    """Seasonal negative binomial counts of means 1 to 50, variance twice the mean."""
    random = np.random.default_rng(2024)
    level = np.exp(random.uniform(0, np.log(50), size=(SERIES, 1)))
    wave = np.exp(0.5 * np.cos(2 * np.pi * np.arange(weeks) / 52.18))
    return random.negative_binomial(level * wave[None, :], 0.5).astype(np.float64)


def design() -> NDArray[np.float64]:
    """Intercept, trend and nine parts of the year beside the window: 11 columns, 240 weeks."""
    periods, part = seasons([3 + 52 * year for year in range(YEARS + 1)], 3, 10)
    lags = (periods - periods[-1]).astype(np.float64)
    parts = (part[:, None] == np.arange(1, 10)[None, :]).astype(np.float64)
    return np.column_stack([np.ones(len(lags)), lags, parts])[:WEEKS]


def seconds(task: Callable[[], object]) -> float:
    """Processor seconds of a task."""
    began = time.process_time()
    task()
    return time.process_time() - began


def measure() -> None:
    """All our fits, a sample of statsmodels' (whose time per fit does not depend on how many)."""
    y, x = counts(WEEKS), design()
    ours = glm.fit(x, y)
    spent = min(seconds(lambda: glm.fit(x, y)) for _ in range(3)) / SERIES
    began = time.process_time()
    theirs = [
        sm.GLM(row, x, family=sm.families.Poisson()).fit(scale="X2").params for row in y[:SAMPLE]
    ]
    peer = (time.process_time() - began) / SAMPLE
    apart = np.abs(ours.coefficients[:SAMPLE] - np.array(theirs)).max()
    weeks = 52 * (YEARS + 1)
    starts = [date(2018, 1, 1) + timedelta(days=7 * week) for week in range(weeks)]
    many = counts(weeks)
    week = seconds(lambda: farrington(many, starts, weeks - 1, Farrington(b=YEARS)))
    lines = (
        f"quasi-Poisson, {SERIES:,} series × {WEEKS} weeks × {x.shape[1]} parameters:",
        f"  svodka, all at once     {1000 * spent:>8.3f} ms a fit",
        f"  statsmodels, one by one {1000 * peer:>8.3f} ms a fit  (svodka is {peer / spent:.0f} times as fast; largest difference of a coefficient {apart:.1e}, {SAMPLE} compared)",
        f"  one judged week of {SERIES:,} series, {weeks} weeks of history: {week:.2f} s",
    )
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> None:
    """Measure in a process of its own on one core: waiting threads of the matrix library count too."""
    environment = os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    subprocess.run([sys.executable, __file__, "measure"], env=environment, check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    else:
        main()
