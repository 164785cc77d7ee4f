"""One text in, the phrase of time that it prints out; months and days may stand without their year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from svodka.lexicon import periods_words as words
from svodka.lexicon.folding import fold
from svodka.model import Basis

DECEMBER = 12
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
    TEN_DAYS = "days without month"


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


_Y = words.YEAR
_YW = words.YEAR_WORD
_M = words.MONTH
_ENGLISH = words.ENGLISH_MONTH
_PLAIN_YEAR = r"(?:19|20)\d\d"
_D = words.DAY
_TO = words.TO
_OPT_YEAR = rf"(?:,? ?(?:of )?(?P<{{0}}>{_Y}){_YW}?)?"
_NUMERIC = (
    r"(?<![\d.])(?P<{0}d>[0-3]?\d)[./](?P<{0}m>[0-3]?\d)"
    r"(?:[./](?P<{0}y>(?:19|20)\d\d|\d\d)(?![\d.]\d))?(?![\d/])"
)
_ISO = r"(?<!\d)(?P<{0}y>(?:19|20)\d\d)[-./](?P<{0}m>[01]\d)[-./](?P<{0}d>[0-3]\d)(?:[ t]00:00(?::00)?)?(?!\d)"
_ON = (
    r"(?<![^\W_])(?:по состоянию на|по данным на|на|as (?:of|at|on)|at|on|updated through|through)"
)


def _at(template: str, *names: str) -> str:
    return template.format(*names)


def _year(text: str | None) -> int:
    if not text:
        return 0
    number = int(text[:4])
    if len(text) == 2:
        return number + (2000 if number < 70 else 1900)
    return number


_Maker = Callable[[re.Match[str]], Phrase | None]


def _days(found: re.Match[str]) -> Phrase | None:
    """«с 19 сентября по 2 октября», «19–25 февраля», "June 3 - 9, 2024"."""
    last_month = words.month(found["m2"])
    month = words.month(found["m1"]) if found["m1"] else last_month
    last = _year(found["y2"])
    first = _year(found["y1"]) or (last - (month > last_month) if last else 0)
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=first, last_year=last or (first + (month > last_month) if first else 0),
        month=month, last_month=last_month, day=_number(found["d1"]), last_day=_number(found["d2"]), basis=Basis.FLOW,
    )  # fmt: skip


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _english_days(found: re.Match[str]) -> Phrase | None:
    month = words.month(found["m1"])
    last_month = words.month(found["m2"]) if found["m2"] else month
    last = _year(found["y2"])
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=last - (month > last_month) if last else 0, last_year=last, month=month,
        last_month=last_month, day=_number(found["d1"]), last_day=_number(found["d2"]), basis=Basis.FLOW,
    )  # fmt: skip


def _numeric_days(found: re.Match[str]) -> Phrase | None:
    last = _year(found["by"])
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=_year(found["ay"]) or last, last_year=last, month=int(found["am"]),
        last_month=int(found["bm"]), day=int(found["ad"]), last_day=int(found["bd"]), basis=Basis.FLOW,
    )  # fmt: skip


def _same_month_days(found: re.Match[str]) -> Phrase | None:
    month = words.month(found["m2"])
    year = _year(found["y2"])
    return Phrase(
        shape=Shape.DAYS, label=found[0], year=year, last_year=year, month=month, last_month=month,
        day=_number(found["d1"]), last_day=_number(found["d2"]), basis=Basis.FLOW,
    )  # fmt: skip


def _on_day(found: re.Match[str]) -> Phrase | None:
    return _day(found, Shape.STOCK)


def _bare_day(found: re.Match[str]) -> Phrase | None:
    return _day(found, Shape.DAY)


def _day(found: re.Match[str], shape: Shape) -> Phrase | None:
    names = found.groupdict()
    if names.get("m1"):
        day, month, year = _number(found["d1"]), words.month(found["m1"]), _year(names.get("y1"))
        doubts: tuple[str, ...] = ()
    else:
        day, month, doubts = _ordered(int(found["ad"]), int(found["am"]), found[0])
        year = _year(found["ay"])
    if not 1 <= month <= DECEMBER or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    basis = Basis.AS_OF if shape is Shape.STOCK else None
    return Phrase(shape=shape, label=found[0], year=year, last_year=year, month=month, last_month=month, day=day,
                  last_day=day, basis=basis, doubts=doubts)  # fmt: skip


def _ordered(day: int, month: int, text: str) -> tuple[int, int, tuple[str, ...]]:
    """Day and month of «31.01» and "1/31": slashes print the month first in English."""
    if month > DECEMBER >= day:
        return month, day, ()
    if "/" in text and not re.search(r"\d{4}/", text) and day <= DECEMBER:
        doubts = () if day == month else (EITHER_ORDER,)
        return month, day, doubts
    return day, month, ()


def _months(found: re.Match[str]) -> Phrase | None:
    """«январь-июнь», «ноябрь 2015 - январь 2016»."""
    month, last_month = words.month(found["m1"]), words.month(found["m2"])
    last = _year(found["y2"])
    first = _year(found["y1"]) or (last - (month > last_month) if last else 0)
    last = last or (first + (month > last_month) if first else 0)
    cumulative = month == 1 and last_month > 1 and first == last
    return Phrase(shape=Shape.MONTHS, label=found[0], year=first, last_year=last, month=month, last_month=last_month,
                  basis=Basis.TO_DATE if cumulative else Basis.FLOW)  # fmt: skip


def _one_month(found: re.Match[str]) -> Phrase | None:
    month = words.month(found["m1"])
    return _span(found, month, month)


def _quarter(found: re.Match[str]) -> Phrase | None:
    quarter = words.ordinal(found["q1"])
    last = words.ordinal(found["q2"]) if found.groupdict().get("q2") else quarter
    phrase = _span(found, 3 * quarter - 2, 3 * last)
    return replace(phrase, basis=Basis.TO_DATE) if quarter == 1 < last else phrase


def _half(found: re.Match[str]) -> Phrase | None:
    half = words.ordinal(found["q1"])
    return _span(found, 6 * half - 5, 6 * half) if half <= 2 else None


def _so_many_months(found: re.Match[str]) -> Phrase | None:
    count = words.NUMERALS.get(found["n"]) or int(found["n"])
    if not 1 <= count <= DECEMBER:
        return None
    return replace(_span(found, 1, count), basis=Basis.TO_DATE)


def _span(found: re.Match[str], month: int, last_month: int) -> Phrase:
    groups = found.groupdict()
    year = _year(groups.get("y1") or groups.get("y0"))
    return Phrase(shape=Shape.MONTHS, label=found[0], year=year, last_year=year, month=month,
                  last_month=last_month, basis=None)  # fmt: skip


def _between(label: str, first: date, last: date) -> Phrase:
    return Phrase(shape=Shape.DAYS, label=label, year=first.year, last_year=last.year, month=first.month,
                  last_month=last.month, day=first.day, last_day=last.day, basis=Basis.FLOW)  # fmt: skip


def _week_ending(found: re.Match[str]) -> Phrase | None:
    day = _bare_day(found)
    if day is None or not day.year:
        return None
    last = date(day.year, day.month, day.day)
    return replace(_between(found[0], last - timedelta(days=6), last), doubts=day.doubts)


def _fiscal(found: re.Match[str]) -> Phrase | None:
    first, last = _year(found["f1"]), _year(found.groupdict().get("f2"))
    return Phrase(shape=Shape.FISCAL, label=found[0], year=first, last_year=last or first)


def _edge_of_year(found: re.Match[str]) -> Phrase | None:
    groups = found.groupdict()
    year = _year(groups.get("y1"))
    if found["edge"].startswith(("нач", "beg", "start")):
        return Phrase(shape=Shape.STOCK, label=found[0], year=year, last_year=year, month=1, last_month=1, day=1,
                      last_day=1, basis=Basis.AS_OF)  # fmt: skip
    return Phrase(
        shape=Shape.YEAR_END, label=found[0], year=year, last_year=year, basis=Basis.AS_OF
    )


def _edge_of_month(found: re.Match[str]) -> Phrase | None:
    month, year = words.month(found["m1"]), _year(found["y1"])
    last = 1 if found["edge"].startswith("нач") else monthrange(year or 2001, month)[1]
    return Phrase(shape=Shape.STOCK, label=found[0], year=year, last_year=year, month=month, last_month=month,
                  day=last, last_day=last, basis=Basis.AS_OF)  # fmt: skip


def _years(found: re.Match[str]) -> Phrase | None:
    first = _year(found["y1"])
    second = found["y2"]
    last = _year(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last < first or last - first > 150:
        return None
    return Phrase(shape=Shape.YEARS, label=found[0], year=first, last_year=last)


def _school_year(found: re.Match[str]) -> Phrase | None:
    phrase = _years(found)
    if phrase is None or phrase.last_year != phrase.year + 1:
        return phrase
    return replace(phrase, doubts=("a year over two calendar years: limits unknown",))


def _one_year(found: re.Match[str]) -> Phrase | None:
    year = _year(found["y1"])
    return Phrase(shape=Shape.YEARS, label=found[0], year=year, last_year=year)


def _week_any(found: re.Match[str]) -> Phrase | None:
    year, week = found["y0"] or found["y2"], found["w"] or found["w2"]
    if not year or not 1 <= int(week) <= 53:
        return None
    try:
        monday = date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None
    return _between(found[0], monday, monday + timedelta(days=6))


def _short_quarter(found: re.Match[str]) -> Phrase | None:
    quarter = int(found["q1"] or found["q3"])
    year = _year(found["y1"] or found["y3"])
    return replace(_span(found, 3 * quarter - 2, 3 * quarter), year=year, last_year=year)


def _short_month(found: re.Match[str]) -> Phrase | None:
    month = int(found["m"] or found["m2"] or found["m3"])
    year = _year(found["y0"] or found["y1"] or found["y3"])
    if not 1 <= month <= DECEMBER:
        return None
    return replace(_span(found, month, month), year=year, last_year=year)


_OY1, _OY2 = _at(_OPT_YEAR, "y1"), _at(_OPT_YEAR, "y2")
# Most telling first; "loose" ones need a text that says nothing else or a word beside.
_GRAMMAR: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(pattern), maker)
    for pattern, maker in (
        (rf"{_at(_ISO, 'a')}{_TO}{_at(_ISO, 'b')}", _numeric_days),
        (rf"(?:с |from )?{_at(_NUMERIC, 'a')}{_TO}{_at(_NUMERIC, 'b')}", _numeric_days),
        (rf"(?:с |from |за )?(?P<d1>{_D}) (?P<m1>{_M}){_OY1},?{_TO}(?P<d2>{_D}) (?P<m2>{_M}){_OY2}", _days),
        (rf"(?:с |from |за )?(?P<d1>{_D}){_TO}(?P<d2>{_D}) (?P<m2>{_M}){_OY2}", _same_month_days),
        (rf"(?P<m1>{_M}) (?P<d1>{_D}){_TO}(?:(?P<m2>{_M}) )?(?P<d2>{_D}){_OY2}", _english_days),
        (rf"week[- ](?:ending|ended)(?: on)? (?P<m1>{_M}) (?P<d1>{_D}){_OY1}", _week_ending),
        (rf"(?:week[- ](?:ending|ended)(?: on)?|неделю?,? (?:по|закончивш\w+)) (?P<d1>{_D}) (?P<m1>{_M}){_OY1}", _week_ending),
        (rf"(?:week[- ](?:ending|ended)(?: on)?|w/e) {_at(_NUMERIC, 'a')}", _week_ending),
        (rf"(?P<y0>{_PLAIN_YEAR})[- ]?w(?:eek)?[- ]?(?P<w>\d\d?)\b|\b(?:w(?:ee)?k?|недел[яию])[- №]{{0,2}}(?P<w2>\d\d?)\b(?:,? (?:of )?(?P<y2>{_Y}))?", _week_any),
        (rf"(?P<w>(?P<w2>\d\d?))(?:-?[яй])? недел[яию],? ?(?P<y0>(?P<y2>{_Y}))", _week_any),
        (rf"{_ON} (?P<edge>конец|начало|end(?: of)?|beginning(?: of)?|start(?: of)?) (?P<m1>{_M}){_OY1}", _edge_of_month),
        (rf"(?:{_ON} )?(?<![^\W_])(?P<edge>конец|начало|end[- ](?:of )?|beginning of|start of)[- ]?(?:(?P<y1>{_Y}){_YW}?|(?:отчетного )?года|(?:the )?year)",
         _edge_of_year),
        (rf"{_ON} (?P<d1>{_D}) (?P<m1>{_M}){_OY1}", _on_day),
        (rf"{_ON} (?P<m1>{_M}) (?P<d1>{_D}){_OY1}", _on_day),
        (rf"{_ON} {_at(_ISO, 'a')}", _on_day),
        (rf"{_ON} {_at(_NUMERIC, 'a')}", _on_day),
        (rf"(?:с |from )?(?P<m1>{_M}){_OY1}{_TO}(?P<m2>{_M}){_OY2}", _months),
        (rf"(?P<q1>{words.ORDINAL})-(?P<q2>{words.ORDINAL}) (?:квартал\w*|кв\.?|quarters?){_OY1}", _quarter),
        (rf"(?<![^\W_])(?P<q1>{words.ORDINAL}) ?(?:квартал\w*|кв(?![^\W\d_])\.?|quarter)(?: of)?{_OY1}", _quarter),
        (rf"(?P<y0>{_PLAIN_YEAR})[- ]?q(?P<q1>[1-4])\b", _quarter),
        (rf"\bq(?P<q1>[1-4])(?!\d(?!\d\d\d))[- ]?(?P<y1>{_Y})?|\b(?P<q3>[1-4])q(?![a-z])[- ]?(?P<y3>{_Y})?", _short_quarter),
        (rf"(?<![^\W_])(?P<q1>{words.ORDINAL}) ?(?:полугоди\w+|half(?:[- ]year)?)(?: of)?{_OY1}", _half),
        (rf"\bh(?P<q1>[12])\b[- ]?(?P<y1>{_Y})?", _half),
        (rf"(?<![^\W_])(?P<n>\d\d?|{'|'.join(words.NUMERALS)})[- ](?:месяц\w*|мес(?![^\W\d_])\.?|months)(?: of)?{_OY1}", _so_many_months),
        (rf"(?:fy|fiscal year|фин\w+ год) ?'?(?P<f1>(?:20|19)\d\d|\d\d)(?:{_TO}(?:fy|fiscal year)? ?'?(?P<f2>20\d\d|\d\d))?(?!\d)", _fiscal),
        (rf"(?P<d1>{_D}) (?P<m1>{_M}){_OY1}", _bare_day),
        (rf"(?P<m1>{_ENGLISH}) (?P<d1>{_D})(?:,? (?P<y1>{_Y}))?(?! ?-)", _bare_day),
        (_at(_ISO, "a"), _bare_day),
        (rf"(?<![\d.])(?P<ad>[0-3]?\d)[./](?P<am>[0-3]?\d)[./](?P<ay>(?:19|20)\d\d|\d\d)(?!\d)", _bare_day),
        (rf"(?P<y0>{_Y}){_YW}?[ ,:]+(?P<m1>{_M})", _one_month),
        (rf"(?P<m1>{_M})(?:-|(?<=\.) ?|')'?(?P<y1>\d\d)(?!\d)", _one_month),
        (rf"(?P<m1>{_M}),? (?:of )?(?P<y1>{_Y}){_YW}?", _one_month),
        (rf"(?P<y0>{_PLAIN_YEAR})m(?P<m>[01]\d)|(?<![\d.-])(?P<y1>{_PLAIN_YEAR})[-./](?P<m2>[01]\d)(?![\d.-])|(?<![\d.])(?P<m3>[01]\d)[./](?P<y3>{_PLAIN_YEAR})",
         _short_month),
        (rf"(?:за |в |in |for )?(?P<m1>{_M})", _one_month),
        (rf"(?P<y1>{_Y}){_YW}?{_TO}(?P<y2>(?:19|20)\d\d){_YW}?", _years),
        (rf"(?P<y1>{_Y})/(?P<y2>(?:19|20)?\d\d)(?!\d)", _school_year),
        (rf"(?P<y1>{_Y}){_YW}?", _one_year),
    )
)  # fmt: skip


_LONG = 30
_CUED = re.compile(r"(?:^|[\s(,;:])(?:в|за|на|in|for|during|of|from|с|по)$")
_WHOLE = re.compile(r"[\s(\[]*$"), re.compile(r"\.?(?:[\s)\]*.,:]|\d{1,2}\))*\s?\d{0,2}$")
_LOOSE = frozenset({_one_month, _one_year})


@lru_cache(maxsize=16384)
def phrase(text: str, *, strict: bool = False) -> Phrase | None:
    """The phrase of time in `text`, if one stands there; the most telling one of several.

    A lone month or year counts only where the text is short or a word says that it is a time;
    under `strict` (labels of rows, which may name a thing) only where it is the whole text.
    """
    flat = _LAW.sub(" ", fold(text))
    if not _ANY.search(flat):
        return None
    for pattern, make in _GRAMMAR:
        for found in pattern.finditer(flat):
            if make in _LOOSE and not _is_time(flat, found, strict):
                continue
            made = make(found)
            if made is not None and _is_possible(made):
                return replace(made, label=_printed(text, made.label))
    return None


def _is_possible(made: Phrase) -> bool:
    """Whether the days exist, in order; both years are known or neither is."""
    if bool(made.year) != bool(made.last_year) or made.year > made.last_year:
        return False
    months_exist = 1 <= made.month <= DECEMBER and 1 <= made.last_month <= DECEMBER
    if not months_exist or made.shape in (Shape.YEARS, Shape.FISCAL, Shape.YEAR_END):
        return months_exist
    first = (made.year, made.month, made.day)
    last = (made.last_year, made.last_month, made.last_day or 31)
    return made.day <= 31 and (first <= last or not made.year)


# «от 27 декабря 2011 г. № 560-ФЗ» dates a law, not a figure.
_LAW = re.compile(rf"\bот (?:{_D} {_M} {_Y}|\d\d?\.\d\d?\.\d{{4}}){_YW}? ?№ ?\S+")
_ANY = re.compile(
    rf"(?:19|20)\d\d|\d[./-]\d|{_M}|конец|начал|\bend\b|beginning|start of|квартал|полугоди|месяц|\bмес\b|недел|week"
    r"|\bfy|fiscal|\bq[1-4]|[1-4]q|\bh[12]\b|half|quarter|months|\bw\d"
)


def _is_time(flat: str, found: re.Match[str], strict: bool) -> bool:
    """Whether a lone month or year is one: «may», 2000 and 1987 also stand for other things."""
    before, after = flat[: found.start()], flat[found.end() :]
    if _WHOLE[0].match(before) and _WHOLE[1].match(after):
        return True
    if found[0].endswith("may"):
        return False
    has_word = re.search(rf"{_YW}$", found[0]) is not None
    if strict:
        return has_word
    if has_word or _CUED.search(before.rstrip()) or found[0][:3] in ("за ", "in "):
        return True
    edge = not after.strip(" .,;)*") or not before.strip(" (")
    return len(flat) <= _LONG or (edge and found[0][:2] in ("19", "20") and before[-1:] in " (,")


def _printed(text: str, label: str) -> str:
    """The words of `text` that folded to `label`; the folded ones where they cannot be found."""
    pattern = (
        re.escape(label).replace(r"\ ", r"\s*").replace(r"\-", r"\s*[-\u2010-\u2015\u2212]\s*")
    )
    found = re.search(pattern.replace("е", "[её]"), text, re.IGNORECASE)
    return " ".join(found[0].split()) if found else label
