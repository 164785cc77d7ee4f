"""Head rows whose spans a file has lost are spread again over the columns that they stood over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from svodka.model import Grid
from svodka.recognise.kinds import EMPTY, Kinds

Owner = tuple[int, int]
_WIDEST = 60


def lost_spans(
    grid: Grid, kinds: Kinds, rows: Sequence[int], left: int, right: int
) -> list[list[Owner | None]] | None:
    """Who governs each column of each head row, where wide cells were written as one cell each.

    A table copied out of a document keeps the cells of a row but not how wide they were: an upper
    row is then shorter than the one below it. The last row is taken as it stands. None where the
    rows do not come out even in just one way, or where nothing was lost.
    """
    if (
        len(rows) < 2
        or right - left > _WIDEST
        or any(merge.row in set(rows) for merge in grid.merges)
    ):
        return None
    width = right - left
    lines = [_cells(kinds, row, left, right) for row in rows]
    if len(lines[0]) >= width or any(len(a) > len(b) for a, b in pairwise(lines)):
        return None
    lowest: list[Owner | None] = [*lines[-1], *[None] * (width - len(lines[-1]))]
    spread = [lowest]
    widths = [1] * width
    for cells, lower in zip(reversed(lines[:-1]), reversed(lines[1:]), strict=True):
        below = [*lower, *[None] * (len(widths) - len(lower))]
        counts = _shares(cells, below, widths)
        if counts is None:
            return None
        merged = _regroup(widths, counts)
        spread.insert(0, [cell for cell, n in zip(cells, merged, strict=True) for _ in range(n)])
        widths = merged
    return spread


def _cells(kinds: Kinds, row: int, left: int, right: int) -> list[Owner | None]:
    """The cells of a row up to its last word; blanks before it belong to cells above."""
    cells: list[Owner | None] = [
        (row, column) if kinds[row, column] != EMPTY else None for column in range(left, right)
    ]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _shares(
    cells: Sequence[Owner | None], below: Sequence[Owner | None], widths: Sequence[int]
) -> list[int] | None:
    """How many cells of the lower row stand under each cell of the upper one, if only one way fits.

    A cell stands over one blank, or over cells with words that are at least two columns wide.
    """
    ends: dict[tuple[int, int], list[list[int]]] = {(len(cells), len(below)): [[]]}
    for index in range(len(cells) - 1, -1, -1):
        for position in range(len(below) - 1, -1, -1):
            ways = [
                [count, *rest]
                for count in _counts(cells[index], below, position, widths)
                for rest in ends.get((index + 1, position + count), ())
            ]
            if ways:
                ends[index, position] = ways[:2]
    ways = ends.get((0, 0), [])
    return ways[0] if len(ways) == 1 else None


def _counts(
    cell: Owner | None, below: Sequence[Owner | None], position: int, widths: Sequence[int]
) -> range:
    """The numbers of lower cells that an upper cell may cover from a position on."""
    if below[position] is None:
        return range(1, 2)
    run = 0
    while position + run < len(below) and below[position + run] is not None:
        run += 1
    least = 1 if widths[position] > 1 else 2
    return range(least, run + 1) if cell is not None else range(0)


def _regroup(widths: Sequence[int], counts: Sequence[int]) -> list[int]:
    merged: list[int] = []
    position = 0
    for count in counts:
        merged.append(sum(widths[position : position + count]))
        position += count
    return merged
