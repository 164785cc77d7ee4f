"""Which lines of a table are sums of which others is shown by arithmetic; where it fails is a finding.

Only an exhaustive breakdown gives sum = total, and most cells of a line must show it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from svodka.reconcile.tables import Floats, Integers, Mask, Sheet

# In so large a share of its cells a line is the sum of others before the rest are called broken.
_SAME = 0.75
_FEW = 4
_NEAR = 0.25


@dataclass(frozen=True, slots=True)
class Sum:
    """One total and its parts, as rows of the ledger; `seen` is the total, `parts_sum` what its parts make."""

    whole: int
    parts: tuple[int, ...]
    seen: float
    parts_sum: float
    holds: bool


def sums(sheet: Sheet) -> Iterator[Sum]:
    """Every sum that a table claims, whether it holds or not, down its columns and along its rows."""
    down = _Lines(sheet.values, sheet.stated, sheet.unknown, sheet.blank)
    yield from _down(down, sheet.cells, sheet.total_rows, sheet.rows)
    yield from _down(down.turned(), sheet.cells.T, sheet.total_columns, sheet.columns)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The values of a table line by line, and what is known of each."""

    values: Floats
    stated: Mask
    unknown: Mask
    blank: Mask

    def turned(self) -> _Lines:
        """The same with columns as lines."""
        return _Lines(self.values.T, self.stated.T, self.unknown.T, self.blank.T)


def _down(lines: _Lines, cells: Integers, totals: Mask, labels: tuple[str, ...]) -> Iterator[Sum]:
    values = lines.values
    paths = [tuple(json.loads(label)) for label in labels] if totals.any() else []
    for whole in np.flatnonzero(totals):
        chosen = _chosen(lines, totals, int(whole), _akin(paths, int(whole), totals))
        if chosen is None:
            continue
        parts, usable, same, made = chosen
        for line in np.flatnonzero(usable):
            held = [int(cell) for cell in cells[parts, line] if cell >= 0]
            yield Sum(
                whole=int(cells[whole, line]),
                parts=tuple(held),
                seen=float(values[whole, line]),
                parts_sum=float(made[line]),
                holds=bool(same[line]),
            )


def _akin(paths: list[tuple[str, ...]], whole: int, totals: Mask) -> Iterator[Integers]:
    """Lines whose path differs from the total's at one level only: the same measure of other groups."""
    mine = paths[whole]
    for level in range(len(mine)):
        rest = (*mine[:level], *mine[level + 1 :])
        yield np.array(
            [
                at
                for at, path in enumerate(paths)
                if not totals[at]
                and len(path) == len(mine)
                and (*path[:level], *path[level + 1 :]) == rest
            ],
            dtype=np.int64,
        )


def _chosen(
    lines: _Lines, totals: Mask, whole: int, akin: Iterator[Integers]
) -> tuple[Integers, Mask, Mask, Floats] | None:
    """The parts that most cells of a total line are the sum of, if there are such."""
    best = None
    best_share = 0.0
    values = lines.values
    for parts in itertools.chain(_candidates(totals, whole), akin):
        if len(parts) < 2:
            continue
        block = values[parts]
        there = ~np.isnan(block)
        # A cell that is not there adds nothing; one that nobody knows leaves no sum to compare.
        usable = lines.stated[whole] & ~np.isnan(values[whole]) & there.any(axis=0)
        usable &= ~lines.unknown[parts].any(axis=0)
        made = np.nansum(block, axis=0)
        same = usable & (np.abs(made - values[whole]) <= _slack(block, values[whole]))
        # What an empty cell would have said may be the difference.
        usable &= same | ~lines.blank[parts].any(axis=0)
        telling = usable & (values[whole] != 0)
        if not telling.any():
            continue
        share = float((same & telling).sum() / telling.sum())
        if share > best_share and _believed(made, values[whole], telling, same, share):
            best, best_share = (parts, usable, same, made), share
    return best


def _believed(made: Floats, total: Floats, telling: Mask, same: Mask, share: float) -> bool:
    if share >= _SAME:
        return True
    if telling.sum() > _FEW:
        return share >= 0.5 and _near(made, total, telling)
    return bool((same & telling).any()) and _near(made, total, telling)


def _near(made: Floats, total: Floats, telling: Mask) -> bool:
    return bool((np.abs(made - total)[telling] <= _NEAR * np.abs(total)[telling]).all())


def _candidates(totals: Mask, whole: int) -> Iterator[Integers]:
    """Lines that a total may be the sum of: those beside it up to the next total, or all of a kind."""
    others = np.flatnonzero(~totals)
    before = np.flatnonzero(totals[:whole])
    after = np.flatnonzero(totals[whole + 1 :])
    above = int(before[-1]) if len(before) else -1
    below = whole + 1 + int(after[0]) if len(after) else len(totals)
    yield others[(others > whole) & (others < below)]
    yield others[(others < whole) & (others > above)]
    yield others
    wholes = np.flatnonzero(totals)
    yield wholes[wholes != whole]
    yield others[others > whole]
    yield others[others < whole]


def _slack(block: Floats, total: Floats) -> Floats:
    """Rounding: whole numbers add up exactly, printed decimals to half a last digit each."""
    whole = np.all((block == np.round(block)) | np.isnan(block), axis=0) & (
        total == np.round(total)
    )
    return np.where(whole, 0.0, np.maximum(0.06 * len(block), 1e-6 * np.abs(total)))
