"""Phrases of time in a sentence, each with its place, period and basis; a year nobody prints is a doubt."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from svodka.lexicon import periods_words
from svodka.lexicon.patterns import expression
from svodka.model import Basis, Period
from svodka.recognise import prose_words as words
from svodka.recognise.prose_moments import (
    END_UNKNOWN,
    PERIOD_INFERRED,
    PERIOD_UNKNOWN,
    START_UNKNOWN,
    YEAR_INFERRED,
    YEAR_UNKNOWN,
    Now,
    Time,
)
from svodka.recognise.prose_relative import relative

_MONTH = periods_words.MONTH
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:-?(?:го|е|ое))?(?!\d)"
_Y = r"(?:19|20)\d\d"
_G = r"(?: ?г(?:\.|од\w*)|(?= ?г(?![а-я])))?"
_PAST = r"прошлого года|минувшего года|last year"
_OY = rf"(?:,? (?P<{{0}}>{_Y}|{_PAST}|текущего года|этого года|нынешнего года){_G})?"
_THIS = expression(r"текущ|эт|нынеш")
_LAST = expression(r"прошл|минувш|last")


def _oy(name: str) -> str:
    return _OY.format(name)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _year(printed: str | None, month: int, day: int, now: Now) -> tuple[int, tuple[str, ...]]:
    """The year of a day or month: as printed, or the last one before publication, or 0."""
    if printed and printed[:1].isdigit():
        return int(printed[:4]), ()
    base = now.published.year if now.published else now.year
    if printed:
        if not base:
            return 0, (YEAR_UNKNOWN,)
        return base - (_LAST.match(printed) is not None), (YEAR_INFERRED,)
    if now.published:
        ahead = (month, day) > (now.published.month, now.published.day)
        return now.published.year - ahead, (YEAR_INFERRED,)
    return (now.year, (YEAR_INFERRED,)) if now.year else (0, (YEAR_UNKNOWN,))


def _days(found: re.Match[str], now: Now) -> Time | None:
    """«с 19 сентября по 2 октября 2023 года», «7–14 июня»."""
    last_month = periods_words.month(found["m2"])
    month = periods_words.month(found["m1"]) if found["m1"] else last_month
    first_day, last_day = _number(found["d1"]), _number(found["d2"])
    printed = found["y2"] or found["y1"]
    year, doubts = _year(printed, last_month, last_day, now)
    if not year:
        return _time(found, Period(), Basis.FLOW, doubts)
    first_year = (
        int(found["y1"][:4]) if (found["y1"] or "")[:1].isdigit() else year - (month > last_month)
    )
    start, end = _day(first_year, month, first_day), _day(year, last_month, last_day)
    if start is None or end is None or start > end:
        return None
    return _time(found, Period(start=start, end=end), Basis.FLOW, doubts)


def _as_of(found: re.Match[str], now: Now) -> Time | None:
    day = _one_day(found, now)
    if day is None:
        return None
    end, doubts = day
    return _time(found, Period(as_of=end) if end else Period(), Basis.AS_OF, doubts)


def _on_day(found: re.Match[str], now: Now) -> Time | None:
    day = _one_day(found, now)
    if day is None:
        return None
    end, doubts = day
    return _time(found, Period(start=end, end=end) if end else Period(), Basis.FLOW, doubts)


def _one_day(found: re.Match[str], now: Now) -> tuple[date | None, tuple[str, ...]] | None:
    names = found.groupdict()
    if names.get("n1"):
        number, month, printed = int(found["n1"]), int(found["n2"]), found["n3"]
        if not 1 <= month <= 12:
            return None
        printed = printed if len(printed) == 4 else f"20{printed}"
    else:
        number, month, printed = _number(found["d1"]), periods_words.month(found["m1"]), found["y1"]
    year, doubts = _year(printed, month, number, now)
    if not year:
        return None, doubts
    day = _day(year, month, number)
    return (day, doubts) if day else None


def _until(found: re.Match[str], now: Now) -> Time | None:
    """«до 27 июня 2024 года»: to date, the start unknown."""
    day = _one_day(found, now)
    if day is None:
        return None
    end, doubts = day
    return _time(
        found, Period(end=end) if end else Period(), Basis.TO_DATE, (*doubts, START_UNKNOWN)
    )


def _since(found: re.Match[str], now: Now) -> Time | None:
    """«с 1 марта 2023 года», «с ноября прошлого года»: to date, up to publication."""
    month = periods_words.month(found["m1"])
    number = _number(found["d1"]) if found["d1"] else 1
    year, doubts = _year(found["y1"], month, number, now)
    start = _day(year, month, number) if year else None
    return _to_published(found, start, doubts, now)


def _new_year(found: re.Match[str], now: Now) -> Time | None:
    """«с начала года», «с начала 2024 года»."""
    printed = found["y1"]
    year, doubts = _year(printed if printed else "текущего", 1, 1, now)
    return _to_published(found, date(year, 1, 1) if year else None, doubts, now)


def _to_published(
    found: re.Match[str], start: date | None, doubts: tuple[str, ...], now: Now
) -> Time:
    if start and now.published and start <= now.published:
        period = Period(start=start, end=now.published)
        return _time(found, period, Basis.TO_DATE, (*doubts, PERIOD_INFERRED))
    return _time(found, Period(), Basis.TO_DATE, (*doubts, END_UNKNOWN))


def _months(found: re.Match[str], now: Now) -> Time | None:
    """«в январе 2024 года», «за январь–июнь», "in January 2024"."""
    last_month = (
        periods_words.month(found["m2"]) if found["m2"] else periods_words.month(found["m1"])
    )
    month = periods_words.month(found["m1"])
    year, doubts = _year(found["y1"], last_month, 1, now)
    cumulative = found["m2"] is not None and month == 1
    basis = Basis.TO_DATE if cumulative else Basis.FLOW
    if not year:
        return _time(found, Period(), basis, doubts)
    return _time(found, _span(year - (month > last_month), month, year, last_month), basis, doubts)


def _years(found: re.Match[str], now: Now) -> Time | None:
    first = int(found["y1"])
    last = int(found["y2"]) if found["y2"] else first
    if last < first:
        return None
    return _time(found, _span(first, 1, last, 12), Basis.FLOW, ())


def _by_year(found: re.Match[str], now: Now) -> Time | None:
    """«к 2020 году», «до 2020 года»: by some day of it or before it, nobody says which."""
    year = int(found["y1"])
    return _time(found, Period(as_of=date(year, 1, 1)), Basis.AS_OF, (PERIOD_INFERRED,))


def _edge_of_year(found: re.Match[str], now: Now) -> Time | None:
    """«на начало 2017 года», «на конец года 2023»: a day."""
    year = int(found["y1"])
    day = date(year, 1, 1) if found["edge"].startswith("н") else date(year, 12, 31)
    return _time(found, Period(as_of=day), Basis.AS_OF, ())


def _by_month(found: re.Match[str], now: Now) -> Time | None:
    """«к декабрю 2023 года»: by some day of it or before it, since nobody says when."""
    return _time(found, Period(), Basis.TO_DATE, (PERIOD_UNKNOWN,))


def _part_of_year(found: re.Match[str], now: Now) -> Time | None:
    """«в I квартале 2024 года», «в первом полугодии», «за девять месяцев 2023 года»."""
    groups = found.groupdict()
    if groups.get("n"):
        count = periods_words.NUMERALS.get(found["n"]) or int(re.sub(r"\D", "", found["n"]) or 0)
        first, last, basis = 1, count, Basis.TO_DATE
    else:
        which = periods_words.ordinal(found["q"])
        size = 3 if found["what"].startswith(("кв", "quarter")) else 6
        first, last, basis = size * (which - 1) + 1, size * which, Basis.FLOW
    if not 1 <= first <= last <= 12:
        return None
    year, doubts = _year(found["y1"], last, 1, now)
    return _time(found, _span(year, first, year, last) if year else Period(), basis, doubts)


def _last(found: re.Match[str], now: Now) -> Time | None:
    """«за неделю», «за последние два дня», «за месяц»: up to the day of publication, inferred."""
    if now.published is None:
        return _time(found, Period(), Basis.FLOW, (PERIOD_UNKNOWN,))
    return _time(found, _back(found, now.published), Basis.FLOW, (PERIOD_INFERRED,))


def _last_to(found: re.Match[str], now: Now) -> Time | None:
    """«за месяц к 27 декабря 2023 года»: up to that day; where it began is inferred."""
    day = _one_day(found, now)
    if day is None:
        return None
    end, doubts = day
    period = _back(found, end) if end else Period()
    return _time(found, period, Basis.FLOW, (*doubts, PERIOD_INFERRED))


def _back(found: re.Match[str], end: date) -> Period:
    """So many days, weeks or months back from a day, that day included."""
    count = found["n"] or "1"
    worded = periods_words.NUMERALS.get(count) or int(words.VALUES.get(count, 1))
    number = int(count) if count.isdigit() else worded
    unit = found["unit"]
    if unit.startswith(("мес", "month")):
        months = end.year * 12 + end.month - 1 - number
        first = date(months // 12, months % 12 + 1, 1)
        day = min(end.day, monthrange(first.year, first.month)[1])
        return Period(start=first.replace(day=day) + timedelta(days=1), end=end)
    days = number * (7 if unit.startswith(("недел", "week")) else 1)
    return Period(start=end - timedelta(days=days - 1), end=end)


def _part_of_month(found: re.Match[str], now: Now) -> Time | None:
    """«в конце октября»: within that month; which days, nobody says."""
    month = periods_words.month(found["m1"])
    year, doubts = _year(found["y1"], month, 1, now)
    period = _span(year, month, year, month) if year else Period()
    return _time(found, period, Basis.FLOW, (*doubts, PERIOD_INFERRED))


def _span(first_year: int, first: int, last_year: int, last: int) -> Period:
    return Period(
        start=date(first_year, first, 1), end=date(last_year, last, monthrange(last_year, last)[1])
    )


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _time(found: re.Match[str], period: Period, basis: Basis, doubts: tuple[str, ...]) -> Time:
    return Time(start=found.start(), stop=found.end(), period=period, basis=basis, doubts=doubts)


_B = r"(?<![^\W_])"
_ON = rf"{_B}(?:по состоянию на|по данным на|на|к|as (?:of|at))"
_NUMERIC = (
    r"(?<![\d.])(?P<n1>[0-3]\d)\.(?P<n2>[01]\d)\.(?P<n3>(?:19|20)\d\d|\d\d)"
    r"(?![\d.]\d)(?: ?г\.?(?![а-я]))?"
)
_ORD = periods_words.ORDINAL
_NUM = (
    r"\d{1,2}|"
    + "|".join(periods_words.NUMERALS)
    + "|двух|трех|четырех|пяти|шести|семи|девяти|десяти|двое|трое|two|four|five|seven|eight|ten"
)
_Maker = Callable[[re.Match[str], Now], Time | None]
# The longest phrases first; a later one never overlaps an earlier one.
_GRAMMAR: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (expression(pattern), make)
    for pattern, make in (
        (rf"{_B}(?:(?:с|со|за период с|за|from) )?(?P<d1>{_DAY})(?: "
         rf"(?P<m1>{_MONTH}){_oy('y1')})? ?(?:по|до|-|to|through|и) ?"
         rf"(?P<d2>{_DAY}) (?P<m2>{_MONTH}){_oy('y2')}", _days),
        (rf"{_B}(?:from )?(?P<m1>{_MONTH}) (?P<d1>{_DAY})(?:,? (?P<y1>{_Y}))? ?(?:-|to|"
         rf"through) ?(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?:,? (?P<y2>{_Y}))?", _days),
        (rf"{_B}between (?P<m1>{_MONTH}) (?P<d1>{_DAY})(?:,? (?P<y1>{_Y}))? and (?P<m2>{_MONTH}) "
         rf"(?P<d2>{_DAY})(?:,? (?P<y2>{_Y}))?", _days),
        (rf"{_B}(?:in the week of |from |on )?(?P<m2>{_MONTH}) (?P<d1>{_DAY}) ?(?:-|to|through) ?"
         rf"(?P<d2>{_DAY})(?:,? (?P<y2>{_Y}))?(?P<m1>)(?P<y1>)", _days),
        (rf"{_B}за (?:(?P<n>{_NUM}) )?(?P<unit>недел[юия]\w*|сутки|дн(?:я|ей)|месяц(?:а|"
         rf"ев)?),? (?:к|до|по) (?P<d1>{_DAY}) (?P<m1>{_MONTH}){_oy('y1')}", _last_to),
        (rf"{_ON} (?P<d1>{_DAY}) (?P<m1>{_MONTH}){_oy('y1')}", _as_of),
        (rf"{_ON} (?P<m1>{_MONTH}) (?P<d1>{_DAY})(?:,? (?P<y1>{_Y}))?", _as_of),
        (rf"{_ON} {_NUMERIC}", _as_of),
        (rf"{_B}(?:с|from|between) (?P<m1>{_MONTH})(?: {_Y})? ?(?:по|до|to|through|and|-) ?(?P<m2>{_MONTH}){_oy('y1')}",
         _months),
        (rf"{_B}(?:до|by|until) (?P<d1>{_DAY}) (?P<m1>{_MONTH}){_oy('y1')}", _until),
        (rf"{_B}(?:by|until) (?P<m1>{_MONTH}) (?P<d1>{_DAY})(?:,? (?P<y1>{_Y}))?", _until),
        (rf"{_B}(?:с|со|начиная с|since) (?:(?P<d1>{_DAY}) )?(?P<m1>{_MONTH}){_oy('y1')}(?! ?(?:по|до|-) )", _since),
        (rf"{_B}(?:с начала|since the (?:beginning|start) of)(?: (?P<y1>{_Y}|текущего|этого|"
         rf"нынешнего))? ?(?:года|the year|this year)?", _new_year),
        (rf"{_B}(?P<d1>{_DAY}) (?P<m1>{_MONTH}){_oy('y1')}", _on_day),
        (rf"{_B}(?:on )?(?P<m1>{_MONTH}) (?P<d1>{_DAY})(?:,? (?P<y1>{_Y}))?", _on_day),
        (rf"{_B}{_NUMERIC}", _on_day),
        (rf"{_B}(?:в|за|in|for|during) (?:the )?(?P<q>{_ORD}) (?P<what>квартал\w*|полугоди\w+|"
         rf"quarter|half)(?: of)?{_oy('y1')}", _part_of_year),
        (rf"{_B}(?:в|к) (?:конц[еу]|начал[еу]|середин[еу]) (?P<m1>{_MONTH}){_oy('y1')}", _part_of_month),
        (rf"{_B}(?:за|in|for) (?:первы[ех] |the first )?(?P<n>{_NUM}) (?:месяц\w*|months)(?: "
         rf"of)?{_oy('y1')}", _part_of_year),
        (rf"{_B}(?:по состоянию )?на (?P<edge>начало|конец) (?P<y1>{_Y}){_G}", _edge_of_year),
        (rf"{_B}(?:к|до|by|until|before) (?P<m1>{_MONTH}) (?P<y1>{_Y}){_G}", _by_month),
        (rf"{_B}(?:(?:в|за|на|in|for|during|на протяжении|в течение) )?(?P<m1>{_MONTH})(?: ?(?:-|и|"
         rf"по) ?(?P<m2>{_MONTH}))? (?P<y1>{_Y}){_G}", _months),
        (rf"{_B}(?:в|за|in|for|during|на протяжении|в течение) (?P<m1>{_MONTH})(?: ?(?:-|и|"
         rf"по) ?(?P<m2>{_MONTH}))?{_oy('y1')}", _months),
        (rf"{_B}(?:в|за|in|for|during|на протяжении|в течение) (?P<y1>{_Y})(?: ?(?:-|и) "
         rf"?(?P<y2>{_Y}))?(?: ?г(?:г?\.|од\w*)|(?![\d ]*\w))", _years),
        (rf"{_B}(?:in|during|throughout) (?P<y1>{_Y})(?P<y2>)(?= (?!{words.PERSON.pattern})[a-z])", _years),
        (rf"{_B}(?:с|from) (?P<y1>{_Y})(?: года)? (?:по|to) (?P<y2>{_Y}) ?(?:гг?\.|год\w*)?", _years),
        (rf"{_B}(?:к|до) (?P<y1>{_Y}) ?(?:г\.|год[ау])", _by_year),
        (rf"{_B}(?:на )?(?P<y1>{_Y})(?: ?- ?(?P<y2>{_Y}))? ?(?:гг?\.|год(?:а|ы|у)?(?![а-я]))", _years),
        (rf"{_B}(?:за|over|in|during|for) (?:(?:эт[уо]т?|the|отчетн\w+|прошедш\w+|истекш\w+|"
         rf"минувш\w+|последн\w+|прошл\w+|last|past) )*(?:(?P<n>{_NUM}) )?"
         r"(?P<unit>недел[юияь]\w*|сутки|суток|день|дн(?:я|ей)|месяц(?:а|ев)?(?! \d)|weeks?|"
         r"days?|months?)(?![^\W_])", _last),
    )
)  # fmt: skip


_MAYBE = expression(
    rf"\d|{_MONTH}|недел|месяц|сут|дн|начал|год|week|month|day|year|since|вчера|накануне|сегодня|yesterday|today"
)
# «от 5 октября» dates a paper, «по сравнению с январем» is the base of a comparison.
_ASIDE = expression(rf"(?:{words.BASE_OF_COMPARISON.pattern})|(?<![^\W_])(?:от|dated) $")


def times(text: str, now: Now) -> tuple[Time, ...]:
    """The times that a folded sentence names, in order, without the bases of comparisons."""
    if _MAYBE.search(text) is None:
        return ()
    found = list(relative(text, now))
    for pattern, make in _GRAMMAR:
        for match in pattern.finditer(text):
            if any(time.start < match.end() and match.start() < time.stop for time in found):
                continue
            made = make(match, now)
            if made is not None:
                found.append(made)
    kept = [
        time
        for time in found
        if not _ASIDE.search(text[: time.start]) and not _is_base(time, text, found)
    ]
    return tuple(sorted((*kept, *_earlier(text)), key=lambda time: time.start))


def _is_base(time: Time, text: str, times: Sequence[Time]) -> bool:
    """«84,3 % к 2016 году», «в 2018 году уменьшится к 2017 году»: what is compared with."""
    if not _TO_YEAR.match(text, time.start):
        return False
    day = time.period.as_of or date.min
    ends = (one.period.as_of or one.period.end for one in times if one is not time)
    return _OF_PERCENT.search(text, 0, time.start) is not None or any(
        end is not None and end.year > day.year for end in ends
    )


_TO_YEAR = expression(rf"к {_Y}")
_OF_PERCENT = expression(r"(?:%|процент\w*|п\. ?п\.) $")


def _earlier(text: str) -> Iterator[Time]:
    for match in words.EARLIER.finditer(text):
        yield Time(
            start=match.start(),
            stop=match.end(),
            period=Period(),
            basis=Basis.UNKNOWN,
            earlier=True,
        )


_AND = expression(r",| (?:и|and) ")


def one_of(time: Time, text: str, place: int, count: int) -> tuple[Time, tuple[str, ...]]:
    """«в 2022 и 2023 годах … 190 и 260 соответственно»: the time of one of so many numbers."""
    printed = text[time.start : time.stop]
    years = [int(year) for year in re.findall(rf"(?<!\d){_Y}(?!\d)", printed)]
    if _AND.search(printed) is None:
        return time, time.doubts
    if len(years) != count:
        return time, (*time.doubts, PERIOD_INFERRED)
    return replace(time, period=_span(years[place], 1, years[place], 12)), time.doubts


def year_before(time: Time) -> Time:
    """The same stretch a year before, as «годом ранее» means; that it does is inferred."""
    moved = {name: _minus_year(getattr(time.period, name)) for name in ("start", "end", "as_of")}
    return replace(time, period=Period(**moved), doubts=(*time.doubts, "a year before, inferred"))


def _minus_year(day: date | None) -> date | None:
    if day is None:
        return None
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def years_printed(text: str) -> tuple[int, ...]:
    """The years that a folded text prints as years, in order."""
    return tuple(
        int(year) for year in re.findall(rf"(?<!\d)({_Y})(?= ?г(?:\.|од)| ?г(?![а-я]))", text)
    )
