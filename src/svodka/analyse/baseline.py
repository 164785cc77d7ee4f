"""Which past periods a period is compared with: the same time of earlier years, and the time between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from svodka.analyse.bounds import SHORT, Floats, Integers, Ledger

Starts = Sequence[date]
BY_DATE = "date"


def years_back(starts: Starts, at: int, years: int, year: str = BY_DATE) -> list[int]:
    """Where the same time of each earlier year lies, latest first; -1 where before the series.

    By date: the period whose start is nearest to the same day of that year (29 February: 1
    March), so week 53 shifts nothing. `year` may also be a number of periods, as in series
    without dates.
    """
    if year != BY_DATE:
        return [max(at - int(year) * back, -1) for back in range(1, years + 1)]
    return [_nearest(starts, _earlier(starts[at], back)) for back in range(1, years + 1)]


def _earlier(day: date, years: int) -> date:
    if day.year <= years:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _nearest(starts: Starts, day: date) -> int:
    after = bisect_left(starts, day)
    if after == 0:
        step = (starts[1] - starts[0]).days if len(starts) > 1 else 0
        return 0 if 2 * (starts[0] - day).days <= step else -1
    if after == len(starts):
        return after - 1
    before = after - 1
    return before if day - starts[before] <= starts[after] - day else after


def windows(centres: Sequence[int], half: int) -> NDArray[np.int64]:
    """The periods within `half` of each centre, in order, each once."""
    return np.unique([at for centre in centres for at in range(centre - half, centre + half + 1)])


def seasons(
    centres: Sequence[int], half: int, parts: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every period from the first window to the last, and which part of the year it is in.

    Part 0 is within `half` of a centre. The time between two windows is cut into `parts` - 1 of
    equal length; where that leaves a rest, the first ones are a period longer.

    Source: Noufaily et al. (2013), Statistics in Medicine 32, 1206, section 3.2.
    """
    periods = np.arange(centres[0] - half, centres[-1] + half + 1)
    part = np.zeros(len(periods), dtype=np.int64)
    for left, right in pairwise(centres):
        length = max(right - left - 2 * half - 1, 0)
        long, rest = divmod(length, parts - 1)
        sizes = [long + (place < rest) for place in range(parts - 1)]
        begin = left + half + 1 - periods[0]
        part[begin : begin + length] = np.repeat(np.arange(1, parts), sizes)
    return periods, part


def reference(starts: Starts, at: int, *, years: int, half: int, current: bool) -> Integers | None:
    """The last `half` periods (if `current`) and windows in earlier years; None where too early.

    Source: the sets of reference values in Höhle (2007), Computational Statistics 22, 571.
    """
    centres = years_back(starts, at, years) if years else []
    if (centres and centres[-1] - half < 0) or (current and at < half):
        return None
    recent = np.arange(at - half, at) if current else np.zeros(0, dtype=np.int64)
    past = windows(centres, half) if centres else recent[:0]
    return np.unique(np.concatenate([recent, past[past < at]]))


def least_in_hand(counts: Floats, needed: float = 0.5) -> tuple[Integers, NDArray[np.bool_]]:
    """How many values each series has in hand, and whether that is less than `needed` of them."""
    held = (~np.isnan(counts)).sum(axis=1)
    return held, held < max(needed * counts.shape[1], 2)


def nothing(ledger: Ledger, at: int) -> None:
    """No period can be compared: all series are refused at this one."""
    ledger.refuse(at, np.ones(len(ledger.counts), dtype=np.bool_), SHORT)
