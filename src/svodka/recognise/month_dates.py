"""Dates that name rows or columns and are months: printed so, said so beside them, or each the end of the next."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from svodka.lexicon import periods
from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Found
from svodka.lexicon.periods_phrases import Shape
from svodka.model import Basis, Period, Table
from svodka.recognise.calendar import BARE_DATE
from svodka.recognise.labels import words_of

_SHOWS_DAY = expression("[dд]")
_MONTH = expression(r"(?<![^\W_])(?:months?|monthly|месяц\w*|помесячн\w+|ежемесячн\w+)(?![^\W_])")
_QUARTER = expression(r"(?<![^\W_])(?:qtr|quarters?|quarterly|квартал\w*|поквартальн\w+)(?![^\W_])")
_SERIES = 3
_ON_END = 6


def of_rows(table: Table, found: Sequence[Found | None]) -> tuple[Found | None, ...]:
    """The periods of rows; days that stand for months are months, or doubted where nothing shows it."""
    made = [
        _month(table, row, own) if own is not None and own.shape is Shape.DAY else own
        for row, own in zip(table.body_rows, found, strict=True)
    ]
    days = [f for f in made if f and f.shape is Shape.DAY and f.basis is Basis.UNKNOWN]
    if len(days) < _SERIES or len(days) != sum(f is not None for f in made) or not _at_edges(days):
        return tuple(made)
    if months := _length(table, days):
        return tuple(f and _stretch(f, months) for f in made)
    return tuple(f and replace(f, doubts=(*f.doubts, BARE_DATE)) for f in made)


def of_columns(table: Table, found: Sequence[Found | None]) -> tuple[Found | None, ...]:
    """The periods of columns; a row of last days of months that follow each other is one of months."""
    days = [f for f in found if f and f.shape is Shape.DAY and f.basis is Basis.UNKNOWN]
    if len(days) < _SERIES or not _at_edges(days) or not (months := _length(table, days)):
        return tuple(found)
    return tuple(_stretch(f, months) if f in days else f for f in found)


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
    stated = _stated(days)
    months = {(day.year, day.month) for day in stated}
    first = all(day.day == 1 for day in stated)
    return (first or _at_ends(stated)) and len(stated) == len(months) >= _SERIES


def _stated(days: Sequence[Found]) -> list[date]:
    return sorted({day for f in days if f.period and (day := f.period.end or f.period.as_of)})


def _at_ends(stated: Sequence[date]) -> bool:
    return all(day.day == monthrange(day.year, day.month)[1] for day in stated)


def _length(table: Table, days: Sequence[Found]) -> int:
    """How many months each date stands for; 0 where that stays open.

    The step has to be the same throughout, and the sheet or a head to call it a month or quarter.
    Last days of months without a gap are months of themselves: a stock at the end lies in them.
    """
    stated = _stated(days)
    numbers = [day.year * 12 + day.month for day in stated]
    steps = {after - before for before, after in pairwise(numbers)}
    heads = (words_of(table.grid.rows[r][c]) for r in table.head_rows for c in _all_columns(table))
    said = {fold(text).strip(" .:") for text in heads}
    if steps == {3} and _says(_QUARTER, table.grid.name, said):
        return 3
    if steps != {1}:
        return 0
    named = _says(_MONTH, table.grid.name, said)
    return 1 if named or (_at_ends(stated) and len(stated) >= _ON_END) else 0


def _says(word: re.Pattern[str], sheet: str, heads: Collection[str]) -> bool:
    return bool(word.search(fold(sheet))) or any(word.fullmatch(text) for text in heads)


def _all_columns(table: Table) -> tuple[int, ...]:
    return (*table.stub_columns, *table.body_columns)


def _stretch(found: Found, months: int) -> Found:
    """The months around a day at their edge; whether a sum over them or a stock in them stays open."""
    day = found.period.as_of or found.period.end if found.period else None
    if day is None:
        return found
    number = day.year * 12 + day.month - 1 - (months - 1 if day.day > 1 else 0)
    last = number + months - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    start = date(number // 12, number % 12 + 1, 1)
    doubts = tuple(doubt for doubt in found.doubts if doubt != BARE_DATE)
    return replace(found, period=Period(start=start, end=end), shape=Shape.MONTHS, doubts=doubts)
