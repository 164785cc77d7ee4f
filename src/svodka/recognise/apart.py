"""Two cells of one table with the same slot and the same words of head and stub: each is doubted, naming another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from svodka.lexicon.periods import Found
from svodka.model import Block, Heading, Period, Role, Slot
from svodka.recognise import slots
from svodka.recognise.body import Body

NOT_APART = "shares every label with the"
LOOK = "look at both in the document, then name in a codebook what parts them"
NO_ROW = "row without a name: look in the document whose it is"
NO_COLUMN = "column without a head: look in the document what it counts"
JOIN = "; "
Cell = tuple[int, int]
Key = tuple[Period | None, Slot, str, str, str]
_Paths = Sequence[tuple[str, ...]]
_Filled = NDArray[np.bool_]


def with_doubts(
    block: Block, body: Body, joint: Mapping[Cell, Found]
) -> tuple[Block, dict[Cell, str]]:
    """The block with rows and columns doubted that nothing tells from another; and single cells.

    A line without any figure casts no doubt on another, but is doubted itself. `joint` are the
    periods that row and column give only together.
    """
    block = _named(block)
    table = block.table
    rows = _groups(table.row_paths, block.rows)
    columns = _groups(table.column_paths, block.columns)
    if not (rows or columns) or not (table.body_rows and table.body_columns):
        return block, {}
    filled = _filled(body)
    cells = _Cells(block, joint).alike(rows, columns)
    at, top, left = table.grid.anchor, table.body_rows[0], table.body_columns[0]
    down = [str(at(row, left)) for row in table.body_rows] if rows else []
    across = [str(at(top, column)) for column in table.body_columns] if columns else []
    row_doubts = _doubts(rows, block.rows, [bool(line.any()) for line in filled], "row", down)
    some = [bool(line.any()) for line in filled.T]
    column_doubts = _doubts(columns, block.columns, some, "column", across)
    made = replace(
        block,
        rows=_with(block.rows, row_doubts),
        columns=_with(block.columns, column_doubts),
    )
    return made, cells


def _named(block: Block) -> Block:
    """The block with doubts on lines without words among lines that have them, and of its structure.

    A line that sums says what it is; one that only holds a time is named by it.
    """
    table = block.table
    rows = _nameless(table.row_paths, block.rows, NO_ROW)
    columns = _nameless(table.column_paths, block.columns, NO_COLUMN)
    for j in range(len(block.columns)) if table.doubts else ():
        columns[j] = JOIN.join((*table.doubts, *filter(None, (columns.get(j),))))
    if not (rows or columns):
        return block
    return replace(block, rows=_with(block.rows, rows), columns=_with(block.columns, columns))


def _nameless(paths: _Paths, lines: Sequence[Heading], doubt: str) -> dict[int, str]:
    if not any(paths):
        return {}
    return {
        index: doubt
        for index, (path, line) in enumerate(zip(paths, lines, strict=True))
        if not any(path) and line.role is None and not slots.has_period(line)
    }


def _filled(body: Body) -> _Filled:
    """Where anything stands but nothing."""
    filled = ~np.isnan(body.numbers)
    rows, columns = body.table.grid.rows, body.table.body_columns
    for i in body.mixed:
        line = rows[body.table.body_rows[i]]
        filled[i] |= [line[column] not in (None, "") for column in columns]
    return filled


def _groups(paths: _Paths, lines: Sequence[Heading]) -> list[list[int]]:
    """Lines with the same path, where there are several."""
    if len(set(paths)) == len(paths):
        return []
    found: dict[tuple[str, ...], list[int]] = {}
    for index, path in enumerate(paths):
        if lines[index].role is not Role.NOTE:
            found.setdefault(path, []).append(index)
    return [group for group in found.values() if len(group) > 1]


def _doubts(
    groups: Iterable[Sequence[int]],
    lines: Sequence[Heading],
    filled: Sequence[bool],
    what: str,
    anchors: Sequence[str],
) -> dict[int, str]:
    """Doubts of whole lines: those that say the very same."""
    made: dict[int, str] = {}
    for group in groups:
        for same in _alike(group, lambda index: _said(lines[index])):
            telling = [index for index in same if filled[index]] or same
            for index in same:
                other = next((one for one in telling if one != index), None)
                if other is not None:
                    made[index] = f"{NOT_APART} {what} at {anchors[other]}: {LOOK}"
    return made


def _alike(group: Sequence[int], key: Callable[[int], Hashable]) -> list[list[int]]:
    found: dict[Hashable, list[int]] = {}
    for index in group:
        found.setdefault(key(index), []).append(index)
    return [same for same in found.values() if len(same) > 1]


def _said(heading: Heading) -> Heading:
    return replace(heading, role=None, doubts=())


def _with(lines: tuple[Heading, ...], doubts: dict[int, str]) -> tuple[Heading, ...]:
    if not doubts:
        return lines
    return tuple(
        replace(line, doubts=(*line.doubts, doubts[index])) if index in doubts else line
        for index, line in enumerate(lines)
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Single cells with one key although their lines say different things.

    A row of another year below the same words is told apart only where the column names no time.
    """

    block: Block
    joint: Mapping[Cell, Found]

    def alike(
        self, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]
    ) -> dict[Cell, str]:
        """The cells of such lines, each with the words that name another one."""
        made: dict[Cell, str] = {}
        several = [g for g in columns if len({_said(self.block.columns[j]) for j in g}) > 1]
        # Rows of one path differ in their time alone, which only a column with its own time hides.
        alone = [[j] for j, column in enumerate(self.block.columns) if slots.has_period(column)]
        for down in rows:
            if len({_said(self.block.rows[i]) for i in down}) > 1:
                for across in (*several, *alone):
                    made |= self._of(down, across)
        if several:
            for i in range(len(self.block.rows)):
                for across in several:
                    made |= self._of([i], across)
        return made

    def _of(self, rows: Sequence[int], columns: Sequence[int]) -> dict[Cell, str]:
        found: dict[Key, list[Cell]] = {}
        for cell in ((i, j) for i in rows for j in columns):
            if self.block.columns[cell[1]].role is not Role.NOTE:
                found.setdefault(self._key(cell), []).append(cell)
        table = self.block.table
        made: dict[Cell, str] = {}
        for same in found.values():
            for cell in same[: len(same) * (len(same) > 1)]:
                i, j = next(one for one in same if one != cell)
                place = table.grid.anchor(table.body_rows[i], table.body_columns[j])
                made[cell] = f"{NOT_APART} figure at {place}: {LOOK}"
        return made

    def _key(self, cell: Cell) -> Key:
        one = slots.cell_heading(self.block, *cell)
        period = self.joint[cell].period if cell in self.joint else None
        labels = (one.area_label, one.category_label, one.measure_label)
        return (period, slots.slot_of(one), *labels)
