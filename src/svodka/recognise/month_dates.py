"""Dates that name rows and are months: printed without a day, or one at the same edge of every month."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from svodka.lexicon import periods
from svodka.lexicon.periods import Found
from svodka.lexicon.periods_phrases import Shape
from svodka.model import Basis, Table
from svodka.recognise.calendar import BARE_DATE

_SHOWS_DAY = re.compile("[dд]")
_SERIES = 3


def of_rows(table: Table, found: Sequence[Found | None]) -> tuple[Found | None, ...]:
    """The periods of rows; days that stand for months are months, or doubted where nothing shows it."""
    made = [
        _month(table, row, own) if own is not None and own.shape is Shape.DAY else own
        for row, own in zip(table.body_rows, found, strict=True)
    ]
    days = [f for f in made if f and f.shape is Shape.DAY and f.basis is Basis.UNKNOWN]
    if len(days) < _SERIES or len(days) != sum(f is not None for f in made) or not _at_edges(days):
        return tuple(made)
    return tuple(f and replace(f, doubts=(*f.doubts, BARE_DATE)) for f in made)


def _month(table: Table, row: int, own: Found) -> Found:
    for column in table.stub_columns:
        value = table.grid.rows[row][column]
        shown = table.grid.number_formats.get((row, column), "").lower()
        if isinstance(value, date | datetime) and "m" in shown and not _SHOWS_DAY.search(shown):
            whole = periods.find((f"{value.year}-{value.month:02d}",))
            return replace(whole, label=own.label) if whole else own
    return own


def _at_edges(days: Sequence[Found]) -> bool:
    """Whether days are all the first, or all the last, of months and each of another."""
    stated = {day for f in days if f.period and (day := f.period.end or f.period.as_of)}
    months = {(day.year, day.month) for day in stated}
    first = all(day.day == 1 for day in stated)
    last = all(day.day == monthrange(day.year, day.month)[1] for day in stated)
    return (first or last) and len(stated) == len(months) >= _SERIES
