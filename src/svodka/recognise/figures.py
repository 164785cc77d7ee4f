"""A block as figures, in two renderings with one content: observations one by one, and sheaves for a million "
"cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, pairwise
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from svodka.lexicon.patterns import expression
from svodka.model import Block, Count, Grid, Mark, Observation, Role, Table, Value, plain
from svodka.recognise import slots
from svodka.recognise.body import Simple, Texts, lines_of, texts_of

Indices = NDArray[np.int32]


@runtime_checkable
class ByRows(Protocol):
    """A map from cells to words that gives those of a whole row at once."""

    def in_row(self, row: int) -> list[str | None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """The figures of a block that its headings settle, row by row, each distinct one written once.

    `rows`, `columns` and `codes` are equally long: indices into `block.rows`, `block.columns` and
    the three equally long lists. Of these `values` are written out as on disk, `marks` likewise;
    `raws` are the texts untouched.
    """

    block: Block
    rows: Indices
    columns: Indices
    codes: Indices
    values: list[str]
    marks: list[str]
    raws: list[str]


def sheaf(block: Block) -> Sheaf:
    """The cells of a block without its exceptions."""
    table = block.table
    codes = _Codes(texts_of(table))
    left_out = _left_out(block)
    kept = np.ones((len(table.body_rows), len(table.body_columns)), dtype=np.bool_)
    for i, skipped in left_out.items():
        kept[i, skipped] = False
    rows, columns = np.nonzero(kept)
    lines = (
        line if i not in left_out else [line[j] for j in np.flatnonzero(kept[i]).tolist()]
        for i, line in enumerate(lines_of(table))
    )
    cells = map(codes.__getitem__, chain.from_iterable(lines))
    made = Sheaf(
        block=block,
        rows=rows.astype(np.int32),
        columns=columns.astype(np.int32),
        codes=np.fromiter(cells, dtype=np.int32, count=len(rows)),
        values=codes.written,
        marks=codes.marks,
        raws=codes.raws,
    )
    return _as_displayed(made) if _displays_others(table.grid) else made


def _left_out(block: Block) -> dict[int, list[int]]:
    """Of each body row the columns that have observations of their own, both as indices."""
    table = block.table
    at_row = {row: i for i, row in enumerate(table.body_rows)}
    at_column = {column: j for j, column in enumerate(table.body_columns)}
    found: dict[int, list[int]] = {}
    for row, column in block.exceptions:
        if row in at_row and column in at_column:
            found.setdefault(at_row[row], []).append(at_column[column])
    return found


_STATED, _BLANK = Mark.STATED.value, Mark.BLANK.value
# A power, no number, a negative nought: what is not written as it is stored.
_ODD = expression(r"[a-z]|^-0$")


class _Codes(dict[Value, int]):
    """Cells as the number of what is written for them, each distinct one written when first met."""

    __slots__ = ("marks", "raws", "texts", "written")

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.written: list[str] = []
        self.marks: list[str] = []
        self.raws: list[str] = []

    def __missing__(self, value: Value) -> int:
        code = self[value] = len(self.raws)
        if isinstance(value, float):
            raw = "%.15g" % value  # noqa: UP031 - a third faster than format
            self._add(plain(value) if _ODD.search(raw) else raw, _STATED, raw)
        elif isinstance(value, int):
            self._add(plain(float(value)), _STATED, str(value))
        elif value is None:
            self._add("", _BLANK, "")
        else:
            found = self.texts.read(str(value))
            assert isinstance(found, Simple)
            self._add(found.value, found.mark, str(value))
        return code

    def _add(self, value: str, mark: str, raw: str) -> None:
        # One object where both are alike, as they mostly are.
        self.written.append(raw if value == raw else value)
        self.marks.append(mark)
        self.raws.append(raw)


def _displays_others(grid: Grid) -> bool:
    """Whether some cell is displayed in other words than its value; counting words may be slow."""
    return len(grid.number_formats) > 0 or len(grid.texts) > 0


def _as_displayed(made: Sheaf) -> Sheaf:
    """With the untouched words where the file displays others than the value."""
    table = made.block.table
    values, marks, raws = list(made.values), list(made.marks), list(made.raws)
    codes = made.codes.copy()
    known: dict[tuple[int, str], int] = {}
    starts = np.flatnonzero(np.diff(made.rows, prepend=-1)).tolist()
    for start, stop in pairwise([*starts, len(made.rows)]):
        row = table.body_rows[int(made.rows[start])]
        words = _words_of_row(table, row)
        if not any(words):
            continue
        line = zip(made.columns[start:stop].tolist(), made.codes[start:stop].tolist(), strict=True)
        for index, (j, code) in enumerate(line, start):
            text = words[j]
            if text is None:
                continue
            at = known.setdefault((code, text), len(raws))
            if at == len(raws):
                values.append(values[code])
                marks.append(marks[code])
                raws.append(text)
            codes[index] = at
    return replace(made, codes=codes, values=values, marks=marks, raws=raws)


def _words_of_row(table: Table, row: int) -> list[str | None]:
    """What the cells of a body row are displayed as, by column of the body; None for the value itself."""
    shown = table.grid.texts
    if isinstance(shown, ByRows):
        words = shown.in_row(row)
        return [words[column] for column in table.body_columns]
    return [shown.get((row, column)) for column in table.body_columns]


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
    cells = zip(made.rows.tolist(), made.columns.tolist(), made.codes.tolist(), strict=True)
    for i, j, code in cells:
        value, mark, raw = made.values[code], made.marks[code], made.raws[code]
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
