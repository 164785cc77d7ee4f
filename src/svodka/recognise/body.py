"""The body of a table as numbers and texts: each distinct text is read once, each column kept as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

import numpy as np
from numpy.typing import NDArray

from decimal import Decimal
from svodka.model import Count, Grid, Mark, Qualifier, Table, Value, plain
from svodka.recognise import marks, numbers
from svodka.recognise.numbers import Printed, Style
from svodka.recognise.titles import marks_of

Numbers = NDArray[np.float64]
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Simple:
    """A text that is one exact number or one mark and nothing else: `value` as written out."""

    value: str
    mark: str
    number: float


@dataclass(slots=True)
class Texts:
    """Reads the texts of one table by its own style and the keys under it, each text once."""

    how: Style
    keys: dict[str, Mark]
    _seen: dict[str, Simple | Printed | Mark | None] = field(default_factory=dict)

    def read(self, text: str) -> Simple | Printed | Mark | None:
        """What a text of the body is: simple, a figure with more to it, a mark WORDED, or none."""
        if text in self._seen:
            return self._seen[text]
        found = self._read(text)
        self._seen[text] = found
        return found

    def _read(self, text: str) -> Simple | Printed | Mark | None:
        mark = marks.find(text, self.keys)
        if mark is not None:
            return Simple("", mark.value, float("nan"))
        printed = numbers.parse(text, self.how)
        if printed is None:
            return Mark.WORDED if numbers.is_worded(text) else None
        if _is_simple(printed):
            value = printed.counts[0].value
            assert value is not None
            return Simple(plain(value), Mark.STATED.value, float(value))
        return printed


def _is_simple(printed: Printed) -> bool:
    """One exact number without unit, doubt or words; footnotes do not matter."""
    if len(printed.counts) != 1 or printed.derived or printed.doubts or any(printed.units):
        return False
    return printed.counts[0].qualifier is Qualifier.EXACT


def texts_of(table: Table) -> Texts:
    """The reader of the texts of a table's body."""
    grid = table.grid
    sample: list[str] = []
    for row in table.body_rows:
        values = grid.rows[row]
        sample += [v for c in table.body_columns if type(v := values[c]) is str]
        if len(sample) > _SAMPLE:
            break
    words = " ".join(
        [
            *table.title,
            *(t for p in table.row_paths[:5] for t in p),
            *(t for p in table.column_paths[:5] for t in p),
        ]
    )
    cyrillic = any("\u0400" <= char <= "\u04ff" for char in words)
    how = numbers.style(sample, cyrillic, marks_of(table.notes) | _inline_marks(table))
    return Texts(how, dict(marks.keys(table.notes)))


def _inline_marks(table: Table) -> frozenset[str]:
    """Footnotes that stand in one line («1) Оценка. 2) Январь-сентябрь …»)."""
    found: set[str] = set()
    for note in table.notes:
        found.update(numbers.note_numbers(note))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a table: `numbers` is rows × columns, NaN where no single number stands."""

    table: Table
    texts: Texts
    numbers: Numbers

    def rows_of_text(self) -> Iterator[tuple[int, int, str]]:
        """Index of row, index of column and text of every cell of the body that holds text."""
        grid = self.table.grid
        for i, row in enumerate(self.table.body_rows):
            values = grid.rows[row]
            for j, column in enumerate(self.table.body_columns):
                if type(value := values[column]) is str:
                    yield i, j, value


def body_of(table: Table) -> Body:
    """The body of a table, with every number that stands alone in its cell."""
    texts = texts_of(table)
    columns = table.body_columns
    height, width = len(table.body_rows), len(columns)
    made = np.full((height, width), np.nan)
    whole = width == table.grid.width and columns == tuple(range(width))
    read = texts.read
    for i, row in enumerate(table.body_rows):
        values = table.grid.rows[row]
        line = values if whole else [values[c] for c in columns]
        try:
            made[i] = line
        except (TypeError, ValueError):
            made[i] = [_number(value, read) for value in line]
        else:
            if bool in set(map(type, line)):
                made[i] = [_number(value, read) for value in line]
    return Body(table, texts, made)


def _number(value: Value, read: object) -> float:
    kind = type(value)
    if kind is float or kind is int:
        return float(value)  # type: ignore[arg-type]  # its type was just looked at
    if kind is str:
        found = read(value)  # type: ignore[operator]  # a bound method, passed once for speed
        return found.number if type(found) is Simple else float("nan")
    return float("nan")


def covered(grid: Grid) -> frozenset[tuple[int, int]]:
    """Cells that a merge prints as part of another: they hold no figure of their own."""
    return frozenset(
        (row, column)
        for merge in grid.merges
        for row in range(merge.row, merge.last_row + 1)
        for column in range(merge.column, merge.last_column + 1)
        if (row, column) != (merge.row, merge.column)
    )


def is_time(value: Value) -> bool:
    """A date or time stored as such: no figure."""
    return isinstance(value, date | time | timedelta)


def count_of(mark: str, value: str) -> Count:
    """The count that a value and a mark as words on disk make."""
    return Count(Decimal(value) if value else None, Mark(mark))
