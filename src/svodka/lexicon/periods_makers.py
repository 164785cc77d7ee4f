"""What a matched phrase of time says, made from the groups of its pattern: one function a kind of phrase."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from svodka.lexicon import periods_words as words
from svodka.lexicon.patterns import expression
from svodka.model import Basis

DECEMBER = 12
_FEBRUARY, _SOME_YEAR = 2, 2001
TWO_YEARS = "a year over two calendar years: limits unknown"
_LENGTH = expression(
    r"(?:\d[.,]|(?<!\d)\d\d? ?[-:] ?|(?<![^\W_])(?:свыше|более|менее|больше|меньше|дольше|старше|моложе|до|от|"
    r"срок(?:ом)?|на срок|в течение|через|кажды[ех]|over|under|than|up to|within|at least|at most|every|after) )$"
)
_AND_MORE = expression(r" ?(?:\+|(?:и|or|and) (?:более|больше|старше|more|over|longer))")
EITHER_ORDER = "day and month may stand the other way round"


class Shape(Enum):
    """What kind of stretch a phrase names."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    DAY = "day"
    STOCK = "stock"
    YEAR_END = "year end"
    FISCAL = "fiscal year"
    WEEK = "numbered week"
    LAST_DAYS = "last days"
    SINCE = "since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What one text says of time: months and days may stand without their year.

    `year` and `last_year` are of the first and last day; 0 where nothing says. `label` are the
    words as printed. `basis` is set where words name it.
    """

    shape: Shape
    label: str
    year: int = 0
    last_year: int = 0
    month: int = 1
    last_month: int = DECEMBER
    day: int = 1
    last_day: int = 0
    basis: Basis | None = None
    doubts: tuple[str, ...] = ()

    @property
    def needs_year(self) -> bool:
        return self.year == 0 and self.shape is not Shape.FISCAL


def written_year(text: str | None) -> int:
    """«2023», «23» and none (0) as a year."""
    if not text:
        return 0
    number = int(text[:4])
    if len(text) == 2:
        return number + (2000 if number < 70 else 1900)
    return number


Maker = Callable[[re.Match[str]], Phrase | None]


def days(found: re.Match[str]) -> Phrase | None:
    """«с 19 сентября по 2 октября», «19–25 февраля», "June 3 - 9, 2024"."""
    last_month = words.month(found["m2"])
    month = words.month(found["m1"]) if found["m1"] else last_month
    last = written_year(found["y2"])
    first = written_year(found["y1"]) or (last - (month > last_month) if last else 0)
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=first, last_year=last or (first + (month > last_month) if first else 0),
        month=month, last_month=last_month, day=number(found["d1"]), last_day=number(found["d2"]), basis=Basis.FLOW,
    )  # fmt: skip


def number(text: str) -> int:
    """The digits of a text as one whole number."""
    return int(re.sub(r"\D", "", text))


def english_days(found: re.Match[str]) -> Phrase | None:
    """Days as English prints them, in either order of day and month."""
    month = words.month(found["m1"])
    last_month = words.month(found["m2"]) if found["m2"] else month
    last = written_year(found["y2"])
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=last - (month > last_month) if last else 0, last_year=last, month=month,
        last_month=last_month, day=number(found["d1"]), last_day=number(found["d2"]), basis=Basis.FLOW,
    )  # fmt: skip


def numeric_days(found: re.Match[str]) -> Phrase | None:
    """«19.02–25.02.2009», "06/01/2024 - 06/30/2024": both dates stand in one order."""
    last = written_year(found["by"])
    first_day, month, last_day, last_month = (int(found[name]) for name in ("ad", "am", "bd", "bm"))
    doubts: tuple[str, ...] = ()
    if re.search(r"(?<!\d)\d\d?[/-]\d\d?[/-](?:19|20)?\d\d(?!\d)", found[0]):
        slashes = "/" in found[0]
        told = max(first_day, last_day) > DECEMBER or max(month, last_month) > DECEMBER
        swap = max(month, last_month) > DECEMBER if told else slashes
        if swap:
            first_day, month, last_day, last_month = month, first_day, last_month, last_day
        doubts = () if told else (EITHER_ORDER,)
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=written_year(found["ay"]) or last, last_year=last, month=month,
        last_month=last_month, day=first_day, last_day=last_day, basis=Basis.FLOW, doubts=doubts,
    )  # fmt: skip


def same_month_days(found: re.Match[str]) -> Phrase | None:
    """Two days of one month: both included."""
    month = words.month(found["m2"])
    year = written_year(found["y2"])
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=year, last_year=year, month=month, last_month=month,
        day=number(found["d1"]), last_day=number(found["d2"]), basis=Basis.FLOW,
    )  # fmt: skip


def on_day(found: re.Match[str]) -> Phrase | None:
    """A stock on one day."""
    return day(found, Shape.STOCK)


def bare_day(found: re.Match[str]) -> Phrase | None:
    """A day without a word that says how it is meant."""
    return day(found, Shape.DAY)


def day(found: re.Match[str], shape: Shape) -> Phrase | None:
    """One day as a phrase."""
    names = found.groupdict()
    if names.get("m1"):
        day, month, year = (
            number(found["d1"]),
            words.month(found["m1"]),
            written_year(names.get("y1")),
        )
        doubts: tuple[str, ...] = ()
    else:
        day, month, doubts = ordered(int(found["ad"]), int(found["am"]), found[0])
        year = written_year(found["ay"])
    if not 1 <= month <= DECEMBER or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    basis = Basis.AS_OF if shape is Shape.STOCK else None
    return Phrase(shape=shape, label=found[0], year=year, last_year=year, month=month, last_month=month, day=day,
                  last_day=day, basis=basis, doubts=doubts)  # fmt: skip


def ordered(day: int, month: int, text: str) -> tuple[int, int, tuple[str, ...]]:
    """Day and month of «31.01» and "1/31": slashes print the month first in English."""
    if month > DECEMBER >= day:
        return month, day, ()
    if re.fullmatch(r"\D*\d\d?-\d\d?-\d{4}", text) and day <= DECEMBER:
        return day, month, () if day == month else (EITHER_ORDER,)
    if "/" in text and not re.search(r"\d{4}/", text) and day <= DECEMBER:
        doubts = () if day == month else (EITHER_ORDER,)
        return month, day, doubts
    return day, month, ()


def months(found: re.Match[str]) -> Phrase | None:
    """«январь-июнь», «ноябрь 2015 - январь 2016»."""
    month, last_month = words.month(found["m1"]), words.month(found["m2"])
    last = written_year(found["y2"])
    first = written_year(found["y1"]) or (last - (month > last_month) if last else 0)
    last = last or (first + (month > last_month) if first else 0)
    cumulative = month == 1 and last_month > 1 and first == last
    return Phrase(shape=Shape.MONTHS, label=found[0], year=first, last_year=last, month=month, last_month=last_month,
                  basis=Basis.TO_DATE if cumulative else Basis.FLOW)  # fmt: skip


def one_month(found: re.Match[str]) -> Phrase | None:
    """A calendar month."""
    month = words.month(found["m1"])
    return span(found, month, month)


def quarter(found: re.Match[str]) -> Phrase | None:
    """A calendar quarter, alone or counted from the start of the year."""
    quarter = words.ordinal(found["q1"])
    last = words.ordinal(found["q2"]) if found.groupdict().get("q2") else quarter
    phrase = span(found, 3 * quarter - 2, 3 * last)
    return replace(phrase, basis=Basis.TO_DATE) if quarter == 1 < last else phrase


def half(found: re.Match[str]) -> Phrase | None:
    """A half-year."""
    half = words.ordinal(found["q1"])
    return span(found, 6 * half - 5, 6 * half) if half <= 2 else None


def so_many_months(found: re.Match[str]) -> Phrase | None:
    """So many months from the start of a year; «свыше 3 мес.» and «1,5 мес.» are lengths of time."""
    count = words.NUMERALS.get(found["n"]) or int(found["n"])
    before, after = found.string[: found.start()], found.string[found.end() :]
    if not found["y1"] and (_LENGTH.search(before) or _AND_MORE.match(after)):
        return None
    if not 1 <= count <= DECEMBER:
        return None
    return replace(span(found, 1, count), basis=Basis.TO_DATE)


def span(found: re.Match[str], month: int, last_month: int) -> Phrase:
    """From one month to another, both included."""
    groups = found.groupdict()
    year = written_year(groups.get("y1") or groups.get("y0"))
    return Phrase(shape=Shape.MONTHS, label=found[0], year=year, last_year=year, month=month,
                  last_month=last_month, basis=None)  # fmt: skip


def between(label: str, first: date, last: date) -> Phrase:
    """From one day to another, both included."""
    return Phrase(shape=Shape.DAYS, label=label, year=first.year, last_year=last.year, month=first.month,
                  last_month=last.month, day=first.day, last_day=last.day, basis=Basis.FLOW)  # fmt: skip


def week_ending(found: re.Match[str]) -> Phrase | None:
    """Seven days that end, or begin, on the day printed."""
    day = bare_day(found)
    if day is None:
        return None
    # Without its year a week is the same in any, but for one around the end of February.
    last = date(day.year or _SOME_YEAR, day.month, day.day)
    week = replace(between(found[0], last - timedelta(days=6), last), doubts=day.doubts)
    if day.year:
        return week
    leaps = (week.month, week.last_month) == (_FEBRUARY, _FEBRUARY + 1)
    return None if leaps else replace(week, year=0, last_year=0)


def since(found: re.Match[str]) -> Phrase | None:
    """«с ноября», «с 1 марта 2023 года», "since January 2022"."""
    groups = found.groupdict()
    start = written_year(groups.get("y1")) if groups.get("y1") else 0
    first = int(re.sub(r"\D", "", groups["d1"])) if groups.get("d1") else 1
    month = words.month(groups["m1"]) if groups.get("m1") else 1
    return Phrase(shape=Shape.SINCE, label=found[0].strip(" ("), year=start, last_year=start, month=month,
                  last_month=month, day=first, last_day=first, basis=Basis.TO_DATE)  # fmt: skip


def since_day(found: re.Match[str]) -> Phrase | None:
    """«с 01.09.2023»."""
    day = bare_day(found)
    if day is None:
        return None
    return replace(day, shape=Shape.SINCE, label=found[0].strip(" ("), basis=Basis.TO_DATE)


def fiscal(found: re.Match[str]) -> Phrase | None:
    """A fiscal year by the month in which it starts."""
    first, last = written_year(found["f1"]), written_year(found.groupdict().get("f2"))
    split = len(found.groupdict().get("f2") or "") == 2 and last == first + 1
    doubts = (TWO_YEARS,) if split else ()
    return Phrase(
        shape=Shape.FISCAL, label=found[0], year=first, last_year=last or first, doubts=doubts
    )


def middle_of_year(found: re.Match[str]) -> Phrase | None:
    """A stock in the middle of a year, which is its 30 June."""
    year = written_year(found["y1"])
    return Phrase(shape=Shape.STOCK, label=found[0], year=year, last_year=year, month=6, last_month=6, day=30,
                  last_day=30, basis=Basis.AS_OF)  # fmt: skip


def between_middles(found: re.Match[str]) -> Phrase | None:
    """From the middle of one year to that of another."""
    return Phrase(shape=Shape.DAYS, label=found[0], year=written_year(found["y1"]), last_year=written_year(found["y2"]),
                  month=7, last_month=6, day=1, last_day=30)  # fmt: skip


def edge_of_year(found: re.Match[str]) -> Phrase | None:
    """A stock at the start or the end of a year."""
    groups = found.groupdict()
    year = written_year(groups.get("y1"))
    if found["edge"].startswith(("нач", "beg", "start")):
        return Phrase(shape=Shape.STOCK, label=found[0], year=year, last_year=year, month=1, last_month=1, day=1,
                      last_day=1, basis=Basis.AS_OF)  # fmt: skip
    return Phrase(
        shape=Shape.YEAR_END, label=found[0], year=year, last_year=year, basis=Basis.AS_OF
    )


def edge_of_month(found: re.Match[str]) -> Phrase | None:
    """A stock at the start or the end of a month."""
    month, year = words.month(found["m1"]), written_year(found["y1"])
    last = 1 if found["edge"].startswith("нач") else monthrange(year or 2001, month)[1]
    return Phrase(shape=Shape.STOCK, label=found[0], year=year, last_year=year, month=month, last_month=month,
                  day=last, last_day=last, basis=Basis.AS_OF)  # fmt: skip


def years(found: re.Match[str]) -> Phrase | None:
    """Several calendar years, both ends included."""
    first = written_year(found["y1"])
    second = found["y2"]
    last = written_year(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last < first or last - first > 150:
        return None
    return Phrase(shape=Shape.YEARS, label=found[0], year=first, last_year=last)


def school_year(found: re.Match[str]) -> Phrase | None:
    """A year that begins in one calendar year and ends in the next."""
    phrase = years(found)
    if phrase is None or phrase.last_year != phrase.year + 1:
        return phrase
    return replace(phrase, doubts=(TWO_YEARS,))


def one_year(found: re.Match[str]) -> Phrase | None:
    """A calendar year."""
    year = written_year(found["y1"])
    return Phrase(shape=Shape.YEARS, label=found[0], year=year, last_year=year)


def short_quarter(found: re.Match[str]) -> Phrase | None:
    """A quarter printed as a letter or a Roman numeral."""
    quarter = int(found["q1"] or found["q3"])
    year = written_year(found["y1"] or found["y3"])
    return replace(span(found, 3 * quarter - 2, 3 * quarter), year=year, last_year=year)


def short_month(found: re.Match[str]) -> Phrase | None:
    """A month printed by its number or short name."""
    month = int(found["m"] or found["m2"] or found["m3"])
    year = written_year(found["y0"] or found["y1"] or found["y3"])
    if not 1 <= month <= DECEMBER:
        return None
    return replace(span(found, month, month), year=year, last_year=year)
