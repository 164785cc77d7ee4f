"""The texts that stand over each column, outermost first: merged, filled to the right, or plain."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.model import Grid, Merge
from svodka.recognise.kinds import EMPTY, Kinds
from svodka.recognise.spans import lost_spans

Owner = tuple[int, int]


def head_cells(
    grid: Grid, kinds: Kinds, rows: Sequence[int], columns: Sequence[int], left: int
) -> list[tuple[Owner, ...]]:
    """For each column the head cells that govern it, from the top down, each once.

    A merged cell governs what it covers. A cell that is printed once over a run of columns and
    has words under it governs up to the next cell of its own row or of a row above it. `left` is
    the first column of the block: where spans were lost on the way, rows are read from there.
    """
    covering = _covering(grid, rows)
    lines: list[list[Owner | None]] = []
    borders: set[int] = set()
    for position, row in enumerate(rows):
        lower = rows[position + 1 :]
        line = _centred(kinds, row, lower, columns, covering)
        line = line or _line(kinds, row, lower, columns, covering, borders)
        lines.append(line)
    if not _is_natural(lines, len(columns)):
        right = columns[-1] + 1
        spread = lost_spans(grid, kinds, rows, left, right)
        chosen = [[line[column - left] for column in columns] for line in spread or ()]
        if spread is not None and _is_natural(chosen, len(columns)):
            lines = chosen
    paths: list[tuple[Owner, ...]] = []
    for index in range(len(columns)):
        owners = dict.fromkeys(line[index] for line in lines)
        paths.append(tuple(owner for owner in owners if owner is not None))
    return paths


def _is_natural(lines: Sequence[Sequence[Owner | None]], width: int) -> bool:
    """Whether every column has a head and every head over others is over at least two columns."""
    if not lines:
        return True
    under: dict[Owner, int] = {}
    for index in range(width):
        owners = list(dict.fromkeys(line[index] for line in lines if line[index] is not None))
        if not owners:
            return False
        for upper in owners[:-1]:
            if upper is not None:
                under[upper] = under.get(upper, 0) + 1
    return all(count > 1 for count in under.values())


def _covering(grid: Grid, rows: Sequence[int]) -> dict[Owner, Owner]:
    """For each cell under a merge of the head the cell that holds its words."""
    wanted = set(rows)
    covering: dict[Owner, Owner] = {}
    for merge in grid.merges:
        if merge.row in wanted:
            _cover(covering, merge)
    return covering


def _cover(covering: dict[Owner, Owner], merge: Merge) -> None:
    for row in range(merge.row, merge.last_row + 1):
        for column in range(merge.column, merge.last_column + 1):
            covering[row, column] = (merge.row, merge.column)


def _centred(
    kinds: Kinds,
    row: int,
    lower: Sequence[int],
    columns: Sequence[int],
    covering: dict[Owner, Owner],
) -> list[Owner | None]:
    """Groups of equal width whose words stand in the middle of each, not merged; else nothing."""
    words = [at for at, column in enumerate(columns) if kinds[row, column] != EMPTY]
    if not lower or not words or words[0] == 0 or len(columns) % len(words):
        return []
    width = len(columns) // len(words)
    if width < 3 or any(at // width != turn for turn, at in enumerate(words)):
        return []
    if any((row, column) in covering for column in columns):
        return []
    if any(kinds[lower[-1], column] == EMPTY for column in columns):
        return []
    return [(row, columns[words[at // width]]) for at in range(len(columns))]


def _line(
    kinds: Kinds,
    row: int,
    lower: Sequence[int],
    columns: Sequence[int],
    covering: dict[Owner, Owner],
    borders: set[int],
) -> list[Owner | None]:
    """Who governs each column in one head row; `borders` are columns where a group began above."""
    line: list[Owner | None] = []
    open_group: Owner | None = None
    began: set[int] = set()
    for column in columns:
        under = covering.get((row, column))
        if under is not None:
            owner: Owner | None = under if kinds[under] != EMPTY else None
            open_group = None
            if under[1] == column:
                began.add(column)
        elif kinds[row, column] != EMPTY:
            owner = (row, column)
            began.add(column)
            open_group = owner if any(kinds[below, column] != EMPTY for below in lower) else None
        elif open_group is not None and column not in borders:
            owner = open_group
        else:
            owner = open_group = None
        line.append(owner)
    borders |= began
    return line
