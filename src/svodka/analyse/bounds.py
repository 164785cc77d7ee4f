"""Upper bounds of many series at once, alarms above them, and in words why there is no bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from svodka.model.signal import Signal

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

REASONS = (
    "",
    "not judged: before the first period asked for",
    "no value for this period",
    "too little history",
    "too few counts in the last periods",
    "negative values",
    "values that are no whole numbers",
    "nothing but zeros in the history",
    "no variation in the history",
    "the model cannot be fitted to the history",
    "values too large to be counts",
)
(
    JUDGED,
    NOT_ASKED,
    GAP,
    SHORT,
    FEW,
    NEGATIVE,
    BROKEN,
    ZEROS,
    STILL,
    UNFITTED,
    LARGE,
) = range(len(REASONS))


@dataclass(frozen=True, slots=True)
class Bounds:
    """One row a series, one column a period; NaN where `reason` (a place in `REASONS`) is not 0.

    `alarm` is 1, 0 or NaN. `history` counts periods in hand. `more` holds what a method knows
    besides, by name, in the same shape.
    """

    upper: Floats
    alarm: Floats
    expected: Floats
    history: Integers
    reason: Integers
    more: dict[str, Floats] = field(default_factory=dict)

    def signals(
        self, names: Sequence[str], starts: Sequence[date], counts: Floats
    ) -> Iterable[Signal]:
        """Every series' periods in turn, each with its bound or the reason why there is none."""
        chances = self.more.get(PVALUE, np.full(counts.shape, np.nan))
        for row, name in enumerate(names):
            for column, start in enumerate(starts):
                reason = REASONS[self.reason[row, column]]
                yield Signal(
                    series=name,
                    start=start,
                    value=_known(counts[row, column]),
                    upper=None if reason else float(self.upper[row, column]),
                    expected=None if reason else _known(self.expected[row, column]),
                    alarm=not reason and bool(self.alarm[row, column] == 1),
                    history=int(self.history[row, column]),
                    p=None if reason else _known(chances[row, column]),
                    refused=reason,
                )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


# Under this name a method notes the chance of as much or more where nothing rises.
PVALUE = "pvalue"
# More than there are people: a sum of money, an identifier, a slip.
LARGEST = 1e10


class Ledger:
    """Bounds in the making: all periods begin as not asked for and are written column by column.

    A series that holds a negative or broken value is refused as a whole: what else is wrong
    with it cannot be known. `counts` is what is left, NaN for the rest.
    """

    def __init__(self, counts: Floats, first: int) -> None:
        if counts.ndim != 2:
            raise ValueError("one row of counts a series")
        broken = unfit(counts)
        self.counts = np.where(broken[:, None] > 0, np.nan, counts)
        self.upper = np.full(counts.shape, np.nan)
        self.alarm = np.full(counts.shape, np.nan)
        self.expected = np.full(counts.shape, np.nan)
        self.history = np.zeros(counts.shape, dtype=np.int64)
        self.reason = np.full(counts.shape, NOT_ASKED, dtype=np.int64)
        self.reason[:, first:] = JUDGED
        self.more: dict[str, Floats] = {}
        self.reason[broken > 0] = broken[broken > 0, None]

    def refuse(self, at: int, where: Flags, code: int) -> None:
        """Refuse one period where nothing has refused it before."""
        column = self.reason[:, at]
        column[where & (column == JUDGED)] = code

    def open(self, at: int) -> Flags:
        """The series in which a period is still to be judged; those with a gap here are not."""
        self.refuse(at, np.isnan(self.counts[:, at]), GAP)
        judged: Flags = self.reason[:, at] == JUDGED
        return judged

    def note(self, name: str, at: int, values: Floats) -> None:
        """Keep what a method knows besides bounds."""
        if name not in self.more:
            self.more[name] = np.full(self.counts.shape, np.nan)
        self.more[name][:, at] = values

    def write(self, at: int, upper: Floats, expected: Floats) -> None:
        """The bounds of one period; one that is no number is a fit that failed."""
        self.refuse(at, ~np.isfinite(upper), UNFITTED)
        judged = self.reason[:, at] == JUDGED
        self.upper[judged, at] = upper[judged]
        self.expected[judged, at] = expected[judged]
        self.alarm[judged, at] = self.counts[judged, at] > upper[judged]

    def closed(self) -> Bounds:
        """What was written; nothing is known of what was refused."""
        return Bounds(
            self.upper, self.alarm, self.expected, self.history, self.reason, dict(self.more)
        )


def unfit(counts: Floats) -> Integers:
    """Why a series cannot be counts, 0 where it can; gaps (NaN) are no reason."""
    codes = np.zeros(len(counts), dtype=np.int64)
    known = ~np.isnan(counts)
    whole = np.where(known, counts, 0.0)
    codes[(whole > LARGEST).any(axis=1)] = LARGE
    codes[((whole != np.floor(whole)) | np.isinf(whole)).any(axis=1)] = BROKEN
    codes[(whole < 0).any(axis=1)] = NEGATIVE
    return codes
