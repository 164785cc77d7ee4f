"""A bound from the predictive distribution of a count, given past counts of the same Poisson mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import stats

from svodka.analyse import baseline
from svodka.analyse.bounds import SHORT, Bounds, Floats, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Bayes:
    """`b` years back, `w` periods on either side; `act_y` with the `w` periods just before."""

    b: int = 0
    w: int = 6
    act_y: str = "yes"
    alpha: float = 0.05


def bayes(
    counts: Floats, starts: Sequence[date], first: int = 0, how: Bayes | None = None
) -> Bounds:
    """Bounds from `first` on: the 1 − alpha quantile of the next count under Jeffreys' prior.

    The prior Gamma(1/2, 0) of the mean makes the next count negative binomial with size 1/2 plus
    the sum of the n past counts, and probability n / (n + 1). A count above the quantile alarms.

    Source: Höhle (2007), Computational Statistics 22, 571, section 3; Riebler (2004).
    """
    how = how or Bayes()
    ledger = Ledger(counts, first)
    counts = ledger.counts
    for at in range(max(first, 0), counts.shape[1]):
        compared = baseline.reference(
            starts, at, years=how.b, half=how.w, current=how.act_y == "yes"
        )
        if compared is None or len(compared) < 2:
            baseline.nothing(ledger, at)
            continue
        held, short = baseline.least_in_hand(counts[:, compared])
        ledger.history[:, at] = held
        ledger.refuse(at, short, SHORT)
        ledger.open(at)
        sound = ledger.reason[:, at] == 0
        size = np.where(sound, 0.5 + np.nansum(counts[:, compared], axis=1), 0.5)
        number = np.maximum(held, 1)
        upper = stats.nbinom.ppf(1 - how.alpha, size, number / (number + 1))
        ledger.write(at, np.asarray(upper, dtype=np.float64), size / number)
    return ledger.closed()
