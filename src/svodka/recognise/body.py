"""The body of a table as numbers and texts: each distinct text is read once, each column kept as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Found, stated_by_note
from svodka.model import Grid, Mark, Qualifier, Table, Value, plain
from svodka.recognise import marks, number_notes, numbers
from svodka.recognise.number_notes import Style
from svodka.recognise.numbers import Printed
from svodka.recognise.titles import marks_of

Numbers = NDArray[np.float64]
_SAMPLE = 5_000
_NUMBERS = frozenset((float, int))
# Digits that can be read in one way only: no mark, no thousands, no footnote, no unit.
_AS_STORED = expression(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?")


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
    dated: dict[str, tuple[Found, ...]]
    _seen: dict[str, Simple | Printed | Mark | None] = field(default_factory=dict)

    def read(self, text: str) -> Simple | Printed | Mark | None:
        """What a text of the body is: simple, a figure with more to it, a mark WORDED, or none."""
        if text in self._seen:
            return self._seen[text]
        found = self._read(text)
        self._seen[text] = found
        return found

    def _read(self, text: str) -> Simple | Printed | Mark | None:
        if _AS_STORED.fullmatch(text):
            number = Decimal(text)
            return Simple(plain(number), Mark.STATED.value, float(number))
        mark = marks.find(text, self.keys)
        if mark is not None:
            return Simple("", mark.value, float("nan"))
        printed = numbers.parse(text, self.how)
        if printed is None:
            return Mark.WORDED if numbers.is_worded(text) else None
        if _is_simple(printed) and not any(note in self.dated for note in printed.notes):
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
    sample: list[str] = []
    for line in lines_of(table):
        if str in set(map(type, line)):
            sample += [value for value in line if type(value) is str]
            if len(sample) > _SAMPLE:
                break
    return _texts(table, sample)


def _texts(table: Table, sample: Sequence[str]) -> Texts:
    heads = (*table.title, *chain(*table.row_paths[:5]), *chain(*table.column_paths[:5]))
    cyrillic = any("\u0400" <= char <= "\u04ff" for char in " ".join(heads))
    how = numbers.style(
        dict.fromkeys(sample), cyrillic, marks_of(table.notes) | _inline_marks(table)
    )
    return Texts(how, dict(marks.keys(table.notes)), _dated_notes(table.notes))


def _dated_notes(notes: Sequence[str]) -> dict[str, tuple[Found, ...]]:
    """Footnotes that give the figure they mark a period of its own."""
    lines = {mark: text for note in notes for mark, text in number_notes.defined_notes(note)}
    return {mark: found for mark, text in lines.items() if (found := stated_by_note(text))}


def lines_of(table: Table) -> Iterator[Sequence[Value]]:
    """The values of each body row in the body's columns."""
    columns, rows = table.body_columns, table.grid.rows
    if columns and columns == tuple(range(columns[0], columns[-1] + 1)):
        start, stop = columns[0], columns[-1] + 1
        yield from (rows[row][start:stop] for row in table.body_rows)
    else:
        yield from ([rows[row][column] for column in columns] for row in table.body_rows)


def _inline_marks(table: Table) -> frozenset[str]:
    """Footnotes that stand in one line («1) Оценка. 2) Январь-сентябрь …»)."""
    found: set[str] = set()
    for note in table.notes:
        found.update(number_notes.note_numbers(note))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a table: `numbers` is rows × columns, NaN where no single number stands.

    `mixed` are the indices of the rows that hold something else than stored numbers and blanks.
    """

    table: Table
    texts: Texts
    numbers: Numbers
    mixed: tuple[int, ...]


_PLAIN = frozenset((float, int, type(None)))


def body_of(table: Table) -> Body:
    """The body of a table, with every number that stands alone in its cell."""
    lines = list(lines_of(table))
    kinds = [set(map(type, line)) for line in lines]
    mixed = tuple(i for i, its in enumerate(kinds) if not its <= _PLAIN)
    sample = [value for i in mixed[:_SAMPLE] for value in lines[i] if type(value) is str]
    texts = _texts(table, sample[:_SAMPLE])
    made = np.full((len(lines), len(table.body_columns)), np.nan)
    read = texts.read
    for i, (line, its) in enumerate(zip(lines, kinds, strict=True)):
        made[i] = line if its <= _NUMBERS else [_number(value, read) for value in line]
    return Body(table, texts, made, mixed)


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
