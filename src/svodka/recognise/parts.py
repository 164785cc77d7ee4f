"""Which rows are the parts that «в том числе:» in a row of its own announces, and where they end."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.model import Grid
from svodka.recognise.levels import PARTS_ALONE, TOTAL, begins_small

_MOST_PARTS = 120
_COLUMNS_COMPARED = 6


def part_wholes(
    grid: Grid,
    rows: Sequence[int],
    labels: Sequence[str],
    levels: Sequence[int],
    titles: Sequence[bool],
    columns: Sequence[int],
) -> dict[int, int]:
    """For each row position that is a part, the position of the row that it is part of.

    Parts stand deeper than their whole, or begin with small letters, or add up to it, or end
    with a row that names the whole without something. Where nothing shows the end, a list that
    follows the first row or a total goes on to the end; elsewhere only the first row is a part.
    """
    wholes: dict[int, int] = {}
    for at, label in enumerate(labels):
        if not titles[at] or not PARTS_ALONE.fullmatch(label):
            continue
        whole = next((i for i in range(at - 1, -1, -1) if not titles[i]), None)
        if whole is None:
            continue
        stop = next((i for i in range(at + 1, len(labels)) if titles[i]), len(labels))
        stop = min(stop, at + 1 + _MOST_PARTS)
        end = _end(grid, rows, labels, levels, columns, (whole, at + 1, stop))
        wholes.update(dict.fromkeys(range(at + 1, end), whole))
    return wholes


def _end(
    grid: Grid,
    rows: Sequence[int],
    labels: Sequence[str],
    levels: Sequence[int],
    columns: Sequence[int],
    span: tuple[int, int, int],
) -> int:
    whole, first, stop = span
    if first >= stop:
        return first
    if levels and levels[first] > levels[whole]:
        return _while(first, stop, [level > levels[whole] for level in levels])
    if begins_small(labels[first]):
        return _while(first, stop, [begins_small(label) for label in labels])
    for end in range(first + 1, min(stop, first + 6) + 1):
        named = labels[end - 1]
        if len(named) > len(labels[whole]) and named.startswith(labels[whole]):
            return end
    added = _adding_up(grid, rows, columns, span)
    if added:
        return added
    opening = whole == 0 or bool(TOTAL.fullmatch(labels[whole]))
    return stop if opening else first + 1


def _while(first: int, stop: int, holds: Sequence[bool]) -> int:
    return next((i for i in range(first, stop) if not holds[i]), stop)


def _adding_up(
    grid: Grid, rows: Sequence[int], columns: Sequence[int], span: tuple[int, int, int]
) -> int:
    """Where the rows first add up to their whole in every column compared; 0 if nowhere."""
    whole, first, stop = span
    compared = [
        column
        for column in columns
        if isinstance(grid.rows[rows[whole]][column], int | float)
        and grid.rows[rows[whole]][column]
    ][:_COLUMNS_COMPARED]
    if not compared:
        return 0
    sums = dict.fromkeys(compared, 0.0)
    for at in range(first, stop):
        for column in compared:
            value = grid.rows[rows[at]][column]
            sums[column] += float(value) if isinstance(value, int | float) else 0.0
        if at > first and all(_alike(sums[c], grid.rows[rows[whole]][c]) for c in compared):
            return at + 1
    return 0


def _alike(total: float, whole: object) -> bool:
    return isinstance(whole, int | float) and abs(total - whole) <= max(0.11, abs(whole) * 5e-4)
