"""A table that goes on from the sheet or page before has from there what it does not repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from svodka.lexicon.patterns import expression
from svodka.model import Table
from svodka.recognise.labels import words_of

_GOES_ON = expression(
    r"[(\[]?\s*(?:продолжение|окончание|continued|continuation|\(?cont(?:['’]?d|\.)?\)?)"
    r"(?:\s*(?:табл\w*\.?|приложени\w*|table|from previous page)?[\s.\dIVXLCа-яёa-z]{0,12})?[)\]]?\s*[:.]?",
    re.IGNORECASE,
)
_PAGE_NUMBER = expression(
    r"\W*(?:(?:стр(?:аница|\.)?|с\.|лист|page|p\.) ?)?\d{1,3}(?: (?:из|of) \d{1,3})?\W*",
    re.IGNORECASE,
)
_FEW = 2


def goes_on(line: str) -> bool:
    """Whether a line says no more than that a table continues."""
    return bool(_GOES_ON.fullmatch(line))


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page, as it stands over what goes on there."""
    return bool(_PAGE_NUMBER.fullmatch(line))


def with_title(table: Table, first: Table | None) -> Table:
    """A follow-on with the title of the table that it continues, its own lines last.

    `first` is the nearest earlier table whose title does not say that it goes on. Its unit lines
    give way to as many lines as the follow-on has of its own.
    """
    own = tuple(line for line in table.title if not (goes_on(line) or is_page_number(line)))
    if first is None:
        return replace(table, title=own)
    kept = max(1, len(first.title) - len(own))
    return replace(table, title=first.title[:kept] + own)


def says_it_goes_on(title: Sequence[str]) -> bool:
    """Whether a line of a title says that the table continues an earlier one."""
    return any(goes_on(line) for line in title)


def with_head(table: Table, before: Table) -> Table:
    """A follow-on without a head under the head of the table before it, column by column.

    A row that only counts the columns, as each page of a long form repeats it, is its head.
    """
    if any(table.column_paths):
        return table
    if len(before.body_columns) != len(table.body_columns):
        return replace(table, doubts=("continues a table of other columns",))
    table = _without_numbering(table)
    return replace(
        table,
        column_paths=before.column_paths,
        column_notes=before.column_notes,
        stub_heads=before.stub_heads or heads_of_stub(before),
        doubts=(),
    )


def heads_of_stub(table: Table) -> tuple[tuple[str, ...], ...]:
    """The words over each column of the stub."""
    rows = table.grid.rows
    return tuple(
        tuple(words_of(rows[row][column]) for row in table.head_rows)
        for column in table.stub_columns
    )


def _without_numbering(table: Table) -> Table:
    if len(table.body_rows) < _FEW or not table.row_paths:
        return table
    first, row = table.body_rows[0], table.grid.rows[table.body_rows[0]]
    said = [text for value in row if (text := words_of(value))]
    numbers = [text for text in said if text.isdecimal()]
    counted = [str(int(numbers[0]) + k) for k in range(len(numbers))] if numbers else []
    letters = [text for text in said if not text.isdecimal()]
    if len(numbers) < _FEW or numbers != counted or any(len(text) > 1 for text in letters):
        return table
    cells = tuple(
        (first, column) for column, value in enumerate(row) if words_of(value).isdecimal()
    )
    return replace(
        table,
        body_rows=table.body_rows[1:],
        row_paths=table.row_paths[1:],
        row_notes=table.row_notes[1:],
        row_depths=table.row_depths[1:],
        outside=tuple(sorted({*table.outside, *cells})),
    )
