"""Stretches named by their two ends or by a part of a month or week, made from the groups of their patterns."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from svodka.lexicon import periods_words as words
from svodka.lexicon.periods_makers import (
    DECEMBER,
    TWO_YEARS,
    Phrase,
    Shape,
    bare_day,
    between,
    number,
    written_year,
)
from svodka.model import Basis

MONTH_OR_YEARS = "a month, or a year and the one named after the dash"
ISO_WEEK = "week counted by ISO 8601"
_WEEK_ENDS = (0, 6)


def split_year(found: re.Match[str]) -> Phrase | None:
    """«1975-79» is five years, «1992-93» one that begins in the first; «2008-09» may be a month."""
    first, second = int(found["y1"]), int(found["s1"])
    last = _last_year(first, second)
    may_be_month = 1 <= second <= DECEMBER
    if may_be_month and (last is None or (last != first + 1)):
        doubts = () if last is None else (MONTH_OR_YEARS,)
        return Phrase(shape=Shape.MONTHS, label=found[0], year=first, last_year=first, month=second,
                      last_month=second, doubts=doubts)  # fmt: skip
    if last is None:
        return None
    doubts = (TWO_YEARS,) if last == first + 1 else ()
    if may_be_month:
        doubts = (MONTH_OR_YEARS, *doubts)
    return Phrase(shape=Shape.YEARS, label=found[0], year=first, last_year=last, doubts=doubts)


def short_split_year(found: re.Match[str]) -> Phrase | None:
    """ "1996/7": a year that begins in the first; the limits are its own."""
    first, last = int(found["y1"]), int(found["y1"]) + 1
    if last % 10 != int(found["s1"]):
        return None
    return Phrase(
        shape=Shape.YEARS, label=found[0], year=first, last_year=last, doubts=(TWO_YEARS,)
    )


def _last_year(first: int, second: int) -> int | None:
    """The year whose last two digits stand after a dash, if it comes after the first."""
    last = first // 100 * 100 + second
    if second == (first + 1) % 100:
        return first + 1
    return last if last > first else None


def as_years(found: Phrase) -> Phrase:
    """A phrase that may be a month or years, read as years."""
    if found.shape is Shape.YEARS:
        doubts = tuple(doubt for doubt in found.doubts if doubt != MONTH_OR_YEARS)
        return replace(found, doubts=doubts)
    last = _last_year(found.year, found.month)
    if last is None:
        return found
    doubts = (TWO_YEARS,) if last == found.year + 1 else ()
    return Phrase(
        shape=Shape.YEARS, label=found.label, year=found.year, last_year=last, doubts=doubts
    )


def as_month(found: Phrase) -> Phrase:
    """A phrase that may be a month or years, read as a month."""
    if found.shape is Shape.MONTHS:
        return replace(found, doubts=())
    month = found.last_year % 100
    return Phrase(shape=Shape.MONTHS, label=found.label, year=found.year, last_year=found.year,
                  month=month, last_month=month)  # fmt: skip


def split_years(found: re.Match[str]) -> Phrase | None:
    """«2004-05 to 2010-11»."""
    first = int(found["y1"])
    last = _last_year(int(found["y2"]), int(found["s2"]))
    if last is None or last <= first or _last_year(first, int(found["s1"])) is None:
        return None
    return Phrase(
        shape=Shape.YEARS, label=found[0], year=first, last_year=last, doubts=(TWO_YEARS,)
    )


def quarters(found: re.Match[str]) -> Phrase | None:
    """«Q2 2006 – Q1 2010», «I квартал 2020 – II квартал 2021», «Q1-Q3 2020»."""
    first, year = _end(found, "a")
    last, last_year = _end(found, "b")
    year = year or (last_year and last_year - (first > last))
    last_year = last_year or (year and year + (first > last))
    basis = Basis.TO_DATE if first == 1 < last and year == last_year else Basis.FLOW
    return Phrase(shape=Shape.MONTHS, label=found[0], year=year, last_year=last_year, month=3 * first - 2,
                  last_month=3 * last, basis=basis)  # fmt: skip


def _end(found: re.Match[str], side: str) -> tuple[int, int]:
    groups = found.groupdict()
    quarter = next(groups[f"{side}{k}"] for k in "qrs" if groups[f"{side}{k}"])
    year = next((groups[f"{side}{k}"] for k in "yzx" if groups[f"{side}{k}"]), None)
    return words.ordinal(quarter), written_year(year)


def third_of_month(found: re.Match[str]) -> Phrase | None:
    """«первая декада октября 2023 г.», «II декада марта»."""
    third = words.ordinal(found["q1"])
    return _within(found, 10 * third - 9, 10 * third if third < 3 else 0) if third <= 3 else None


def half_of_month(found: re.Match[str]) -> Phrase | None:
    """«первая половина октября»."""
    half = words.ordinal(found["q1"])
    return _within(found, 1 if half == 1 else 16, 15 if half == 1 else 0) if half <= 2 else None


def first_days(found: re.Match[str]) -> Phrase | None:
    """«за 10 дней октября 2023 года»."""
    count = words.NUMERALS.get(found["n"]) or number(found["n"])
    return _within(found, 1, count) if 1 <= count <= 31 else None


def _within(found: re.Match[str], first: int, last: int) -> Phrase:
    """Days of one month; `last` 0 for its last day."""
    month, year = words.month(found["m1"]), written_year(found.groupdict().get("y1"))
    last = min(last or 31, monthrange(year or 2001, month)[1])
    return Phrase(shape=Shape.DAYS, label=found[0], year=year, last_year=year, month=month, last_month=month,
                  day=first, last_day=last, basis=Basis.FLOW)  # fmt: skip


def same_month_numeric(found: re.Match[str]) -> Phrase | None:
    """«01-10.04.2023»."""
    day = bare_day(found)
    first = number(found["d0"])
    if day is None or first >= day.day:
        return None
    return replace(day, shape=Shape.DAYS, day=first, basis=Basis.FLOW)


def week_from(found: re.Match[str]) -> Phrase | None:
    """ "week beginning 3 June 2024"; "week of" a day that no week begins with is doubted."""
    day = bare_day(found)
    if day is None or not day.year:
        return None
    first = date(day.year, day.month, day.day)
    unusual = found[0].startswith(("week of", "week-of")) and first.weekday() not in _WEEK_ENDS
    doubts = (*day.doubts, "first day of the week unknown") if unusual else day.doubts
    return replace(between(found[0], first, first + timedelta(days=6)), doubts=doubts)


def week_numbered(found: re.Match[str]) -> Phrase | None:
    """«неделя 8, 2009», "2009-W08", "week 8": its days by ISO 8601, which others than ISO do not use."""
    groups = found.groupdict()
    week = int(groups.get("w") or groups.get("w2") or 0)
    year = written_year(groups.get("y0") or groups.get("y2"))
    if not 1 <= week <= 53:
        return None
    doubts = () if re.search(r"\d-?w\d", found[0]) else (ISO_WEEK,)
    return Phrase(shape=Shape.WEEK, label=found[0], year=year, last_year=year, day=week, basis=Basis.FLOW,
                  doubts=doubts)  # fmt: skip


def last_days(found: re.Match[str]) -> Phrase | None:
    """«за отчётную неделю», «за последние два дня»: so many days up to one that stands elsewhere."""
    groups = found.groupdict()
    count = 7
    if text := groups.get("n"):
        count = words.NUMERALS.get(text) or number(text)
        count *= 7 if groups["unit"].startswith(("нед", "week")) else 1
    return Phrase(shape=Shape.LAST_DAYS, label=found[0], day=count, basis=Basis.FLOW)
