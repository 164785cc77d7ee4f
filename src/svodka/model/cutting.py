"""The first rows of a grid as a grid of its own: every cell that is left is the same cell at the same place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from svodka.model.reading import Grid, Merge

# The doubt about a total some of whose parts may stand below the cut.
CUT_OFF = "parts may stand below the last row that was done"

# How much work a table is counts its cells and so many more a row; measured on tables of two and
# of ten columns. Of more than this much only the first rows are worked on.
ROW_WORK = 20
MOST_WORK = 3_000_000

T = TypeVar("T")


def most_rows(width: int, work: int = MOST_WORK) -> int:
    """How many rows of a table of some width are so much work; at least one."""
    return max(1, work // (width + ROW_WORK))


def first_rows(grid: Grid, count: int) -> Grid:
    """The grid without what stands below its first `count` rows; the grid itself if that is all.

    Law: every cell of it equals that of the whole, anchor included. Only a merge that goes on
    below ends at the cut, and the words `after` the grid, which stand below, are gone.
    """
    if count >= grid.height:
        return grid
    count = max(0, count)
    return replace(
        grid,
        rows=grid.rows[:count],
        texts=above(grid.texts, count),
        boxes=above(grid.boxes, count),
        spans=above(grid.spans, count),
        merges=tuple(_ending(merge, count) for merge in grid.merges if merge.row < count),
        formulas=above(grid.formulas, count),
        comments=above(grid.comments, count),
        number_formats=above(grid.number_formats, count),
        indents=above(grid.indents, count),
        bold=frozenset(at for at in grid.bold if at[0] < count),
        raised=above(grid.raised, count),
        overlaid=frozenset(at for at in grid.overlaid if at[0] < count),
        hidden_rows=frozenset(row for row in grid.hidden_rows if row < count),
        after=(),
    )


def above(known: Mapping[tuple[int, int], T], count: int) -> Mapping[tuple[int, int], T]:
    """A map from cells without the rows from `count` on."""
    # A map that is no dictionary (a byte a cell) knows how to end earlier itself.
    if (shorter := getattr(known, "first_rows", None)) is not None:
        made: Mapping[tuple[int, int], T] = shorter(count)
        return made
    return {at: value for at, value in known.items() if at[0] < count}


def _ending(merge: Merge, count: int) -> Merge:
    return merge if merge.last_row < count else replace(merge, last_row=count - 1)
