"""The days of a phrase of time that knows its years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from svodka.lexicon.periods_phrases import DECEMBER, Phrase, Shape
from svodka.model import Period

_OCTOBER = 10


def days_of(core: Phrase, fiscal_start: int = _OCTOBER) -> Period:
    """The days of a phrase that knows its years."""
    if core.shape is Shape.FISCAL:
        return fiscal_years(core.year, core.last_year, fiscal_start)
    if core.shape is Shape.WEEK:
        return _week(core)
    if core.shape is Shape.YEAR_END:
        return Period(as_of=date(core.last_year, DECEMBER, 31))
    last_day = core.last_day or monthrange(core.last_year, core.last_month)[1]
    last = day_of(core.last_year, core.last_month, last_day)
    if core.shape is Shape.STOCK:
        return Period(as_of=last)
    return Period(start=min(day_of(core.year, core.month, core.day), last), end=last)


def _week(core: Phrase) -> Period:
    """The days of a numbered week; the 53rd of a year that has 52 is its last."""
    last = date(core.year, DECEMBER, 28).isocalendar().week
    monday = date.fromisocalendar(core.year, min(core.day, last), 1)
    return Period(start=monday, end=monday + timedelta(days=6))


def day_of(year: int, month: int, day: int) -> date:
    """A day of a month, the last one where the month has none so late."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def fiscal_years(first: int, last: int, starts: int) -> Period:
    """The days of fiscal years that begin on the first of month `starts` (10: in the year before).

    FY2022 of the United States is 1 October 2021 to 30 September 2022 (31 U.S.C. 1102).
    """
    if starts == 1:
        return Period(start=date(first, 1, 1), end=date(last, DECEMBER, 31))
    month = starts - 1
    return Period(
        start=date(first - 1, starts, 1), end=date(last, month, monthrange(last, month)[1])
    )
