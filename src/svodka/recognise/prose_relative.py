"""Times told from the day of publication: «вчера», «на прошлой неделе», "last year"; each is inferred."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from svodka.lexicon.patterns import expression
from svodka.model import Basis, Period
from svodka.recognise.prose_moments import PERIOD_INFERRED, PERIOD_UNKNOWN, Now, Time

_Stretch = Callable[[date], tuple[date, date]]


def _days_ago(count: int) -> _Stretch:
    def stretch(today: date) -> tuple[date, date]:
        day = today - timedelta(days=count)
        return day, day

    return stretch


def _last_week(today: date) -> tuple[date, date]:
    end = today - timedelta(days=today.weekday() + 1)
    return end - timedelta(days=6), end


def _this_week(today: date) -> tuple[date, date]:
    return today - timedelta(days=today.weekday()), today


def _last_month(today: date) -> tuple[date, date]:
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def _this_month(today: date) -> tuple[date, date]:
    return today.replace(day=1), today


def _last_year(today: date) -> tuple[date, date]:
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, monthrange(today.year - 1, 12)[1])


def _this_year(today: date) -> tuple[date, date]:
    return date(today.year, 1, 1), today


_B = r"(?<![^\W_])"
_E = r"(?![^\W_])"
_LAST = r"(?:прошл|минувш|прошедш|предыдущ)"
_THIS = r"(?:эт|текущ|нынешн)"
_WORDS: tuple[tuple[re.Pattern[str], _Stretch, Basis], ...] = tuple(
    (expression(_B + pattern + _E), stretch, basis)
    for pattern, stretch, basis in (
        (r"(?:вчера|накануне|yesterday)", _days_ago(1), Basis.FLOW),
        (r"(?:позавчера)", _days_ago(2), Basis.FLOW),
        (r"(?:(?:за )?сегодня|today)", _days_ago(0), Basis.FLOW),
        (rf"(?:на {_LAST}ей|на {_LAST}ой|(?:за|в течение) прошл(?:ую|ой)) недел[еюи]", _last_week, Basis.FLOW),
        (r"(?:(?:during |over )?last week|(?:in|during|over) the previous week)", _last_week, Basis.FLOW),
        (rf"(?:на {_THIS}(?:ой|ей) неделе|(?:with)?in this week|this week)", _this_week, Basis.TO_DATE),
        (rf"(?:в {_LAST}(?:ом|ем) месяце|за прошлый месяц|(?:during )?last month)", _last_month, Basis.FLOW),
        (rf"(?:в {_THIS}(?:ом|ем) месяце|с начала месяца|(?:in )?this month)", _this_month, Basis.TO_DATE),
        (rf"(?:в {_LAST}(?:ом|ем) году|за прошлый год|(?:during )?last year)", _last_year, Basis.FLOW),
        (rf"(?:в {_THIS}(?:ом|ем) году|(?:so far )?this year)", _this_year, Basis.TO_DATE),
    )
)  # fmt: skip
# «в первом полугодии …, во втором – 710»: which noun the ordinal has, the reader knows.
_ORDINAL = expression(r"(?<![^\W_])(?:в|во) (?:перв|втор|трет|четверт)\w{1,3}(?= ?[-:,(] ?| \d)")
_MAYBE = expression(
    r"перв|втор|трет|четверт|вчера|накануне|сегодня|недел|месяц|год|day|week|month|year"
)


def relative(text: str, now: Now) -> tuple[Time, ...]:
    """The times that a folded sentence tells from the day it was published on."""
    if _MAYBE.search(text) is None:
        return ()
    found: list[Time] = []
    for pattern, stretch, basis in _WORDS:
        for match in pattern.finditer(text):
            period, doubt = Period(), PERIOD_UNKNOWN
            if now.published is not None:
                start, end = stretch(now.published)
                period, doubt = Period(start=start, end=end), PERIOD_INFERRED
            found.append(
                Time(
                    start=match.start(),
                    stop=match.end(),
                    period=period,
                    basis=basis,
                    doubts=(doubt,),
                )
            )
    unknown = (PERIOD_UNKNOWN,)
    found.extend(
        Time(start=m.start(), stop=m.end(), period=Period(), basis=Basis.UNKNOWN, doubts=unknown)
        for m in _ORDINAL.finditer(text)
    )
    return tuple(found)
