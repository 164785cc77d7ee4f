"""Which periods are owed: weeks that end on the campaign's day, from an uncertain start on, shown as uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from svodka.model import BrokenCodebook, Codebook, Due, Obligation

_WEEK = timedelta(days=7)
# Frequencies that are an interval of days; the rest follow the calendar.
_DAYS = {"daily": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14}
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12, "annual": 12}
_TEN_DAYS = "ten-day"
_HALF_MONTH = "half-month"
FREQUENCIES = (*_DAYS, *_MONTHS, _TEN_DAYS, _HALF_MONTH)


@dataclass(frozen=True, slots=True)
class Owed:
    """A period that an obligation asks for, whether it does for certain, and until when."""

    start: date
    end: date
    due: Due
    deadline: date | None = None


def owed(
    obligation: Obligation, book: Codebook, until: date, anchor: date | None = None
) -> tuple[Owed, ...]:
    """Every period of an obligation whose last day is not after `until`, oldest first.

    A period that ends before the latest possible start is owed only if the obligation began
    early: its due is uncertain. Weeks end on the campaign's weekday; where none is stated, on
    that of `anchor`, the last day of a return in hand.

    Raises:
        BrokenCodebook: the earliest start is after the latest one, or the frequency is unknown.
    """
    earliest = obligation.since_earliest or obligation.since_latest
    latest = obligation.since_latest or obligation.since_earliest
    if earliest is None or latest is None:
        return ()
    if earliest > latest:
        raise BrokenCodebook(
            f"obligation {obligation.code!r}: 'since_earliest' is after 'since_latest'",
            hint="swap the two dates, or leave one out",
        )
    wait = timedelta(days=book.due_days) if book.due_days is not None else None
    return tuple(
        Owed(
            start=start,
            end=end,
            due=Due.CERTAIN if end >= latest else Due.UNCERTAIN,
            deadline=end + wait if wait is not None else None,
        )
        for start, end in _periods(obligation, earliest, until, _weekday(book, anchor))
    )


def _weekday(book: Codebook, anchor: date | None) -> int | None:
    if book.week_ends is not None:
        return book.week_ends
    return anchor.isoweekday() if anchor is not None else None


def _periods(
    obligation: Obligation, first: date, until: date, weekday: int | None
) -> Iterator[tuple[date, date]]:
    frequency = obligation.frequency
    if frequency in _DAYS:
        yield from _even(_DAYS[frequency], first, until, weekday)
    elif frequency in _MONTHS:
        yield from _months(_MONTHS[frequency], first, until)
    elif frequency in (_TEN_DAYS, _HALF_MONTH):
        yield from _parts_of_months(frequency, first, until)
    elif frequency:
        raise BrokenCodebook(
            f"obligation {obligation.code!r}: frequency {frequency!r} is not known",
            hint=f"it is one of {', '.join(FREQUENCIES)}",
        )


def _even(days: int, first: date, until: date, weekday: int | None) -> Iterator[tuple[date, date]]:
    """Stretches of so many days; those of a week and longer end on the weekday, if one is known."""
    length = timedelta(days=days)
    end = first
    if days >= _WEEK.days:
        if weekday is None:
            return
        end += timedelta(days=(weekday - first.isoweekday()) % 7)
    while end <= until:
        yield end - length + timedelta(days=1), end
        end += length


def _months(count: int, first: date, until: date) -> Iterator[tuple[date, date]]:
    """Calendar months, quarters, halves and years."""
    start = date(first.year, (first.month - 1) // count * count + 1, 1)
    while (end := _after(start, count) - timedelta(days=1)) <= until:
        yield start, end
        start = _after(start, count)


def _after(start: date, months: int) -> date:
    number = start.year * 12 + start.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _parts_of_months(frequency: str, first: date, until: date) -> Iterator[tuple[date, date]]:
    """Days 1–10, 11–20 and the rest, or 1–15 and the rest, of every month."""
    begins = (1, 11, 21) if frequency == _TEN_DAYS else (1, 16)
    month = first.replace(day=1)
    while month <= until:
        following = _after(month, 1)
        starts = [month.replace(day=day) for day in begins]
        for start, after in zip(starts, [*starts[1:], following], strict=True):
            end = after - timedelta(days=1)
            if end >= first and end <= until:
                yield start, end
        month = following
