"""Lines that have their time from the title or from the days beside them: «с начала месяца», «за неделю», plans."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from svodka.lexicon import periods
from svodka.lexicon import periods_words as words
from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Around, Found
from svodka.lexicon.periods_phrases import Shape
from svodka.model import Basis, Period
from svodka.recognise import edges

NO_START = "start unknown"
_EVERY_DAY = expression(
    r"ежедневн|ежесуточн|посуточн|по дням|за (?:прошедшие )?сутки|\bdaily\b|\bper day\b|by day\b"
)
_A_WEEK = 8
_THIRD = expression(rf"(?:за )?({words.ORDINAL}) декад[ауые]")
_LAST_THIRD = 3


def by_title(
    paths: Sequence[tuple[str, ...]], found: list[Found | None], whole: Found | None
) -> list[Found | None]:
    """Lines without a time of their own, whose words say how they take that of the title.

    «с начала года» beside a title of one day or week runs from 1 January to its last day; a plan
    is a target for the title's period.
    """
    if whole is None or whole.period is None:
        return found
    end = _last_of(found) or whole.period.as_of or whole.period.end
    assert end is not None
    target = replace(whole, basis=Basis.TARGET)
    made: list[Found | None] = []
    for path, own in zip(paths, found, strict=True):
        if own is None and any(periods.is_cumulative(text) for text in path):
            own = _counted(path, end, whole)
        elif own is None and periods.is_target(" ".join(path[-1:])):
            own = target
        made.append(own or edges.of_title(path, whole) or _third(path, whole))
    return made


def _third(path: tuple[str, ...], whole: Found) -> Found | None:
    """«1-я декада» under the title of one month."""
    period = whole.period
    found = next((f for text in reversed(path) if (f := _THIRD.fullmatch(fold(text)))), None)
    if found is None or period is None or period.start is None or period.end is None:
        return None
    if period.start.day != 1 or period.end != month_end(period.start):
        return None
    third = words.ordinal(found[1])
    start = period.start.replace(day=10 * third - 9)
    end = period.end if third == _LAST_THIRD else period.start.replace(day=10 * third)
    return replace(whole, period=Period(start=start, end=end), label=path[-1])


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def as_stocks(found: list[Found | None], whole: Found | None) -> list[Found | None]:
    """Bare days over columns of a table that its title calls one of stocks are days of stocks."""
    if whole is None or whole.basis is not Basis.AS_OF:
        return found
    return [
        replace(one, period=Period(as_of=one.period.end), basis=Basis.AS_OF)
        if one and one.period and one.shape is Shape.DAY and one.basis is Basis.UNKNOWN
        else one
        for one in found
    ]


def _counted(path: tuple[str, ...], end: date, whole: Found) -> Found:
    """What is counted up to a day from the beginning that a path names, or from one that nobody states."""
    start = periods.counted_from(path, end)
    doubts = whole.doubts if start else (*whole.doubts, NO_START)
    return replace(whole, period=Period(start=start, end=end), basis=Basis.TO_DATE, doubts=doubts)


def _last_of(found: Sequence[Found | None]) -> date | None:
    """The last of days that lines have one by one: what is counted beside them runs to it."""
    days = [f.period.end for f in found if f and f.period and f.shape is Shape.DAY and f.period.end]
    return max(days) if len(days) > 1 else None


def daily(found: list[Found | None], around: Around) -> list[Found | None]:
    """Lines of one day each: their stretch is that of «за неделю»; a daily report counts what each day had."""
    last = _last_of(found)
    if last is None:
        return found
    days = sorted(
        f.period.end for f in found if f and f.period and f.shape is Shape.DAY and f.period.end
    )
    a_day = any(_EVERY_DAY.search(fold(text)) for text in around.texts)
    made: list[Found | None] = []
    for one in found:
        if one and one.shape is Shape.LAST_DAYS and one.period is None:
            first = days[0] if (last - days[0]).days < _A_WEEK else None
            stretch = Period(start=first, end=last) if first else None
            one = replace(one, period=stretch, doubts=() if stretch else one.doubts)
        elif one and a_day and one.shape is Shape.DAY and one.basis is Basis.UNKNOWN:
            one = replace(one, basis=Basis.FLOW)
        made.append(one)
    return made
