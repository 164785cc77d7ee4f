"""A block as figures, in two renderings with one content: observations one by one, and sheaves for a million "
"cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from svodka.model import Block, Count, Grid, Mark, Observation, Role, Value, plain
from svodka.recognise import slots
from svodka.recognise.body import Simple, Texts, lines_of, texts_of

Indices = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """The figures of a block that its headings settle, row by row, as equally long lists.

    `rows` and `columns` are indices into `block.rows` and `block.columns`; `values` are written
    out as on disk, `marks` likewise; `raws` are the texts untouched.
    """

    block: Block
    rows: Indices
    columns: Indices
    values: list[str]
    marks: list[str]
    raws: list[str]


def sheaf(block: Block) -> Sheaf:
    """The cells of a block without its exceptions."""
    table = block.table
    texts = texts_of(table)
    left_out = _left_out(block)
    rows: list[Indices] = []
    columns: list[Indices] = []
    written = _Written([], [], [])
    every = np.arange(len(table.body_columns), dtype=np.int32)
    for i, (row, line) in enumerate(zip(table.body_rows, lines_of(table), strict=True)):
        kept = every
        if row in left_out:
            skip = left_out[row]
            at = [j for j, column in enumerate(table.body_columns) if column not in skip]
            kept = np.array(at, dtype=np.int32)
            line = [line[j] for j in at]
        written.add(line, texts)
        rows.append(np.full(len(kept), i, dtype=np.int32))
        columns.append(kept)
    made = Sheaf(
        block=block,
        rows=np.concatenate(rows) if rows else every[:0],
        columns=np.concatenate(columns) if columns else every[:0],
        values=written.values,
        marks=written.marks,
        raws=written.raws,
    )
    if _displays_others(table.grid):
        _as_displayed(made)
    return made


def _left_out(block: Block) -> dict[int, frozenset[int]]:
    """Columns of each grid row that have observations of their own."""
    found: dict[int, set[int]] = {}
    for row, column in block.exceptions:
        found.setdefault(row, set()).add(column)
    return {row: frozenset(columns) for row, columns in found.items()}


_STORED = frozenset((float, int, type(None)))
_STATED, _BLANK = Mark.STATED.value, Mark.BLANK.value
_MOST_KEPT = 100_000
_DIGITS = 15


class _Stored(dict[Value, str]):
    """Stored numbers as written out with up to 15 digits, each distinct one formatted once."""

    def __missing__(self, value: Value) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        text = "%.15g" % value if type(value) is float else str(value)  # noqa: UP031 - a third faster than format
        self[value] = text
        return text


@dataclass(frozen=True, slots=True)
class _Written:
    """Cells written out one after the other."""

    values: list[str]
    marks: list[str]
    raws: list[str]
    stored: _Stored = field(default_factory=lambda: _Stored({None: ""}))

    def add(self, line: Sequence[Value], texts: Texts) -> None:
        """One row more. Rows of stored numbers alone, the great mass, take the short way."""
        kinds = set(map(type, line))
        if kinds <= _STORED:
            self._numbers(line, blanks=type(None) in kinds, whole=int in kinds)
            return
        for value in line:
            kind = type(value)
            if kind is float or kind is int:
                self._one(plain(float(value)), _STATED, self.stored[value])  # type: ignore[arg-type]  # its type is known
            elif value is None:
                self._one("", _BLANK, "")
            else:
                found = texts.read(str(value))
                assert isinstance(found, Simple)
                self._one(found.value, found.mark, str(value))

    def _one(self, value: str, mark: str, raw: str) -> None:
        self.values.append(value)
        self.marks.append(mark)
        self.raws.append(raw)

    def _numbers(self, line: Sequence[Value], *, blanks: bool, whole: bool) -> None:
        stored = self.stored
        written = [stored[value] for value in line]
        self.raws.extend(written)
        joined = "|".join(written)
        long = whole and any(len(text) > _DIGITS for text in written)
        if long or "e" in joined or "-0" in joined or "n" in joined:
            written = ["" if value is None else plain(float(value)) for value in line]  # type: ignore[arg-type]  # its type is known
        self.values.extend(written)
        if blanks:
            self.marks.extend(_BLANK if value is None else _STATED for value in line)
        else:
            self.marks.extend([_STATED] * len(written))


def _displays_others(grid: Grid) -> bool:
    """Whether some cell is displayed in other words than its value; counting words may be slow."""
    return len(grid.number_formats) > 0 or len(grid.texts) > 0


def _as_displayed(made: Sheaf) -> None:
    """Put the untouched words where the file displays others than the value."""
    table = made.block.table
    shown = table.grid.texts
    body_rows, body_columns = table.body_rows, table.body_columns
    for index, (i, j) in enumerate(zip(made.rows.tolist(), made.columns.tolist(), strict=True)):
        text = shown.get((body_rows[i], body_columns[j]))
        if text is not None:
            made.raws[index] = text


def observations(document: str, blocks: Sequence[Block], method: str) -> Iterator[Observation]:
    """Every figure of the blocks, in the order of the document's rows."""
    for block in blocks:
        placed = [
            ((*cell, one.part), one) for cell, found in block.exceptions.items() for one in found
        ]
        placed += _settled(document, block, method)
        yield from (one for _, one in sorted(placed, key=lambda item: item[0]))


def _settled(
    document: str, block: Block, method: str
) -> Iterator[tuple[tuple[int, int, int], Observation]]:
    """The figures that the headings settle, with their places in the grid."""
    table = block.table
    made = sheaf(block)
    cells = zip(
        made.rows.tolist(), made.columns.tolist(), made.values, made.marks, made.raws, strict=True
    )
    for i, j, value, mark, raw in cells:
        heading = slots.cell_heading(block, i, j)
        row, column = table.body_rows[i], table.body_columns[j]
        yield (
            (row, column, 1),
            Observation(
                document=document,
                anchor=table.grid.anchor(row, column),
                slot=slots.slot_of(heading),
                count=Count(Decimal(value) if value else None, Mark(mark)),
                role=heading.role or Role.DATA,
                raw=raw,
                row_path=table.row_paths[i],
                column_path=table.column_paths[j],
                title=table.title,
                area_label=heading.area_label,
                period_label=heading.period_label,
                category_label=heading.category_label,
                measure_label=heading.measure_label,
                doubt=heading.doubts,
                method=method,
            ),
        )
