"""How consistent what was filed is, within itself, over time and between stages, by area, agency or period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from svodka.reconcile.findings import staged
from svodka.reconcile.series import Bundle, bundles, no_count
from svodka.reconcile.sums import sums
from svodka.reconcile.tables import sheets

WITHIN = 0.33
BEFORE = 3
# At a mean of 100 chance alone moves 4 counts in 1,000 by a third; at 30 already one in ten.
LEAST_MEAN = 100.0
EXTREME = 3.0
LEAST_VALUES = 12

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Share:
    """How many of how many hold."""

    held: int = 0
    of: int = 0

    def add(self, *, holds: bool) -> None:
        """One more was looked at."""
        self.held += holds
        self.of += 1


@dataclass(frozen=True, slots=True)
class Consistency:
    """Four shares of one group; each is of what could be looked at, never of what should be there."""

    sums: Share = field(default_factory=Share)
    stages: Share = field(default_factory=Share)
    steady: Share = field(default_factory=Share)
    usual: Share = field(default_factory=Share)


def consistency(ledger: pl.DataFrame, place: Callable[[int], str]) -> dict[str, Consistency]:
    """Consistency of every group; `place` gives the group of a row of the ledger, empty for none.

    `sums`: totals that equal their parts (DHIS2: validation rules that hold). `stages`:
    consistency between indicators, a later stage that does not exceed the earlier one in its slot.
    `steady`: consistency over time, values within 33 % of the mean of the three periods before.
    `usual`: values within three standard deviations of their series' mean, the rest being extreme
    outliers. The standard takes years for consistency over time; here its periods are those of
    the return, as the DHIS2 tool allows, and only means of 100 or more are looked at, because
    smaller counts of people move by a third by chance. Slots that are not in hand count nowhere.

    Source: WHO (2017), Data quality review, module 2: desk review of data quality, metrics 2.1
    (outliers), 2.2 (consistency over time), 2.3 (between indicators); DHIS2 WHO Data Quality Tool.
    """
    found: dict[str, Consistency] = defaultdict(Consistency)
    for one in (one for sheet in sheets(ledger) for one in sums(sheet)):
        found[place(one.whole)].sums.add(holds=one.holds)
    for _, _, joined in staged(ledger):
        pairs = joined.select("at", "value", "before").iter_rows()
        for at, value, before in pairs:
            found[place(at)].stages.add(holds=value <= before)
    for bundle in bundles(ledger):
        _over_time(bundle, place, found)
    found.pop("", None)
    return found


def _over_time(bundle: Bundle, place: Callable[[int], str], found: dict[str, Consistency]) -> None:
    counted = np.array([not no_count(name[3]) for name in bundle.names])
    steady, compared = _steady(bundle)
    usual, judged = _usual(bundle)
    for row, column in zip(*np.nonzero(compared & counted[:, None]), strict=True):
        found[place(int(bundle.cells[row, column]))].steady.add(holds=bool(steady[row, column]))
    for row, column in zip(*np.nonzero(judged & counted[:, None]), strict=True):
        found[place(int(bundle.cells[row, column]))].usual.add(holds=bool(usual[row, column]))


def _steady(bundle: Bundle) -> tuple[Mask, Mask]:
    """Which values lie within a third of the mean of the three before, and which have such a mean."""
    counts = bundle.counts
    compared = np.zeros(counts.shape, dtype=np.bool_)
    steady = compared.copy()
    if counts.shape[1] <= BEFORE:
        return steady, compared
    windows = np.lib.stride_tricks.sliding_window_view(counts, BEFORE, axis=1)[:, :-1]
    mean = windows.mean(axis=2)
    now = counts[:, BEFORE:]
    with np.errstate(invalid="ignore"):
        compared[:, BEFORE:] = ~np.isnan(now) & (mean >= LEAST_MEAN)
        steady[:, BEFORE:] = np.abs(now - mean) <= WITHIN * mean
    return steady, compared


def _usual(bundle: Bundle) -> tuple[Mask, Mask]:
    """Which values are no extreme outliers of their series, and which series are long enough to say."""
    counts = bundle.counts
    held = ~np.isnan(counts)
    number = held.sum(axis=1)
    mean = np.nansum(counts, axis=1) / np.maximum(number, 1)
    squares = np.nansum((counts - mean[:, None]) ** 2, axis=1)
    spread = np.sqrt(squares / np.maximum(number - 1, 1))
    long_enough = (number >= LEAST_VALUES) & (spread > 0)
    with np.errstate(invalid="ignore"):
        usual = np.abs(counts - mean[:, None]) < EXTREME * spread[:, None]
    return usual, held & long_enough[:, None]
