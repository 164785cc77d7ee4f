"""Phrases of time in, period and basis out; a year that a phrase lacks is taken from around it, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from svodka.lexicon import periods_words as words
from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods_days import day_of, days_of
from svodka.lexicon.periods_gates import may_hold_cue
from svodka.lexicon.periods_makers import between
from svodka.lexicon.periods_phrases import DECEMBER, EITHER_ORDER, Phrase, Shape, phrase
from svodka.lexicon.periods_ranges import MONTH_OR_YEARS, as_month, as_years
from svodka.model import Basis, Period

NO_YEAR = "year unknown"
UNKNOWN_END = "last day of the year to date unknown"
NO_END = "end unknown"
INFERRED = "period inferred"
APART = "base of a comparison stands apart"
_COMPARED_YEARS = 2
_SINCE = expression(r"(?<![^\W_])(?:с|since) (?=\d)")
_A_DAY = 24
_WEEK, _SHORTEST_WEEK = 7, 5
_FISCAL = expression(r"\bfy ?\'?\d|\bfiscal year")
_NUMBERED = expression(r"\d\d")
_CUES = (
    words.TO_DATE, words.NEW_YEAR, words.AS_OF, words.TARGET, words.FULFILLED, words.BASE, words.BASE_OPEN,
    words.DATIVE, words.CITED, _FISCAL,
)  # fmt: skip
_OF_A_YEAR = (Shape.MONTHS, Shape.STOCK, Shape.DAY, Shape.DAYS)
_WITHOUT_DATES = (Shape.YEARS, Shape.FISCAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A period that phrases add up to, with its basis, words as printed and doubts.

    `period` is None where a phrase stands whose year nothing names.
    """

    period: Period | None
    basis: Basis
    label: str
    shape: Shape
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a path: titles, the sheet's name; where fiscal years start (a month).

    `through` is the day up to which the document says its data run; `month_first` how it prints
    dates with slashes (None where nothing shows it). `named` is the one year in the name of the
    document, with the day if it names one.
    """

    texts: tuple[str, ...] = ()
    fiscal_start: int = 10
    through: date | None = None
    month_first: bool | None = None
    split_years: bool | None = None
    named: tuple[int, date | None] | None = None


NOTHING_AROUND = Around()


def without_base(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts of a path without the base of a comparison («в % к декабрю 2015 г.») or a cited law."""
    kept: list[str] = []
    skip = False
    for text in texts:
        flat = fold(text)
        if skip:
            skip = False
            if words.DATIVE.match(flat) or phrase(text) is not None:
                continue
        if found := words.BASE_OPEN.search(flat):
            skip = True
            kept.append(flat[: found.start()])
        elif words.BASE.search(flat):
            kept.append(words.BASE.sub(" ", flat))
        else:
            kept.append(uncited(text))
    return tuple(kept)


def uncited(text: str) -> str:
    """A text without the laws, orders and letters that it cites by their day."""
    if not _NUMBERED.search(text) or not may_hold_cue(flat := fold(text)):
        return text
    if not words.CITED.search(flat):
        return text
    return words.CITED.sub(" ", flat)


def is_cumulative(text: str) -> bool:
    """Whether a text says that it counts from the beginning of the year («нарастающим итогом»)."""
    flat = fold(text)
    if not may_hold_cue(flat):
        return False
    return bool(words.NEW_YEAR.search(flat) or words.SINCE_START.search(flat))


def counted_from(texts: Sequence[str], end: date) -> date | None:
    """The first day of what is counted «с начала месяца», … «нарастающим итогом», up to `end`.

    None where the beginning is that of something else («с начала призыва»), which nobody states.
    """
    found = words.SINCE_START.search(" ; ".join(map(fold, texts)))
    since = (found[1] or found[2]) if found else "год"
    if since.startswith(("год", "year", "19", "20")):
        return date(end.year, 1, 1)
    if since.startswith(("мес", "month")):
        return end.replace(day=1)
    if since.startswith(("кварт", "quarter")):
        return date(end.year, 3 * ((end.month - 1) // 3) + 1, 1)
    return None


def is_target(text: str) -> bool:
    """Whether a text names a plan, and not how far one is fulfilled."""
    flat = fold(text)
    if not may_hold_cue(flat):
        return False
    return words.TARGET.search(flat) is not None and words.FULFILLED.search(flat) is None


def is_base(text: str) -> bool:
    """Whether a text names the base of a comparison («в % к концу предыдущего года»)."""
    flat = fold(text)
    return words.BASE.search(flat) is not None or words.BASE_OPEN.search(flat) is not None


def is_compared(path: Sequence[str]) -> bool:
    """Whether a path ends with «… в % к» and, inside it, what with: it is whole in itself."""
    if len(path) < 2:
        return False
    return bool(words.BASE_OPEN.search(fold(path[-2])) and words.DATIVE.match(fold(path[-1])))


def stated_by_note(note: str) -> tuple[Found, ...]:
    """The periods that a footnote gives the figures it marks: «2) Январь-сентябрь 2017г. в % к …».

    Only where the note begins with them: what it says of dates later concerns something else.
    """
    made: list[Found] = []
    for printed in re.split(r"(?<=г\.) и |(?<=\d) и | and ", words.NOTE_LEAD.sub("", note)):
        found, part = find((printed,)), fold(printed)
        if found is None or found.period is None or not part.startswith(fold(found.label)):
            break
        if part[len(found.label) :].lstrip(" .")[:2] == "- ":
            break
        made.append(found)
    return tuple(made)


def telling(path: Sequence[str]) -> tuple[str, ...]:
    """The texts of a path that can change what `find` makes of it: phrases of time, words of basis.

    Most records of a long list differ only in others, and need not be looked at one by one.
    """
    tells = tuple(text for text in path if _tells(text))
    if any(words.BASE_OPEN.search(fold(text)) for text in tells):
        return tuple(path)
    return tells


@lru_cache(maxsize=1 << 17)
def _tells(text: str) -> bool:
    flat = fold(text)
    cued = may_hold_cue(flat) and any(cue.search(flat) for cue in _CUES)
    return cued or phrase(text) is not None


def _without_lengths(phrases: list[Phrase]) -> list[Phrase]:
    """«2014 Q2» beside «6 months»: what is dated within a year already says how long, not when."""
    dated = any(p.year and p.shape is Shape.MONTHS for p in phrases)
    return [
        p
        for p in phrases
        if not (dated and p.shape is Shape.MONTHS and p.basis is Basis.TO_DATE and not p.year)
    ]


def find(
    path: Sequence[str], around: Around = NOTHING_AROUND, *, strict: bool = False
) -> Found | None:
    """The period that the texts of a path state, outermost first; None where they state none.

    «2015 год» above «январь» is January 2015; a year that the path lacks is looked for in
    `around`. `strict` as in `phrase`.
    """
    texts = without_base(path)
    phrases = [_ordered(found, around) for text in texts if (found := phrase(text, strict=strict))]
    phrases = _without_lengths(phrases)
    if not phrases:
        return None
    outer = [found for text in without_base(around.texts) if (found := phrase(text))]
    core = _core(phrases)
    if core.shape is Shape.YEARS and core.year == core.last_year:
        core = _dated_by_title(core, outer)
    if core.shape is Shape.LAST_DAYS:
        core = _up_to_a_day(core, [*phrases, *outer[::-1]], around)
    if core.shape is Shape.SINCE and around.through is None:
        around = replace(around, through=_lastday_of(outer))
    if core.needs_year and core.shape is not Shape.LAST_DAYS:
        core = _with_year(core, [p for p in phrases[::-1] if p is not core], outer, around)
    if core.needs_year and around.named and core.shape is not Shape.LAST_DAYS:
        core = _in_named_year(core, *around.named)
    cues = " ; ".join(fold(text) for text in (*around.texts, *texts))
    label = " ".join(dict.fromkeys(p.label for p in phrases))
    if any(words.DATIVE.fullmatch(fold(text)) for text in texts):
        core = replace(core, doubts=(*core.doubts, APART))
    return _settle(core, cues, " ; ".join(map(fold, texts)), label, around)


def _ordered(found: Phrase, around: Around) -> Phrase:
    """A phrase of two readings in the way in which the document prints others."""
    if MONTH_OR_YEARS in found.doubts and around.split_years is not None:
        return as_years(found) if around.split_years else as_month(found)
    if around.month_first is None or EITHER_ORDER not in found.doubts:
        return found
    found = replace(found, doubts=tuple(doubt for doubt in found.doubts if doubt != EITHER_ORDER))
    if around.month_first == ("/" in found.label):
        return found
    return replace(
        found,
        month=found.day,
        last_month=found.last_day,
        day=found.month,
        last_day=found.last_month,
    )


def _core(phrases: Sequence[Phrase]) -> Phrase:
    """The innermost phrase that says more than a year, else the innermost."""
    for found in reversed(phrases):
        if found.shape not in _WITHOUT_DATES:
            return found
    return phrases[-1]


def _dated_by_title(core: Phrase, outer: Sequence[Phrase]) -> Phrase:
    """A column «2015» under «(на конец года)» or «в январе-сентябре 2016 г.» is that stretch of 2015."""
    for found in reversed(outer):
        if found.shape in _WITHOUT_DATES:
            continue
        part = found.shape is Shape.MONTHS and (found.month, found.last_month) != (1, DECEMBER)
        near = found.year == found.last_year and 0 <= found.year - core.year <= _COMPARED_YEARS
        if found.needs_year or (part and near):
            return _in_year(found, core.year)
    return core


def _in_year(found: Phrase, year: int) -> Phrase:
    turn = found.month > found.last_month
    return replace(found, year=year - turn, last_year=year)


def _up_to_a_day(core: Phrase, others: Sequence[Phrase], around: Around) -> Phrase:
    """«за отчётную неделю» is the stretch of so many days, or ends on the day, that the title names."""
    for found in others:
        if found.shape is Shape.DAYS and found.year and _is_of_length(found, core.day):
            return replace(found, label=core.label)
    dates = [p for p in others if p.shape in (Shape.DAY, Shape.STOCK) and p.year]
    last = date(dates[0].year, dates[0].month, dates[0].day) if dates else around.through
    if last is None:
        return core
    first = last - timedelta(days=core.day - 1)
    return replace(between(core.label, first, last), doubts=(*core.doubts, INFERRED))


def _is_of_length(found: Phrase, count: int) -> bool:
    """Whether a stretch has so many days; a week may lack its days off or have a holiday more."""
    days = days_of(found)
    if days.start is None or days.end is None:
        return False
    length = (days.end - days.start).days + 1
    return length == count or (count == _WEEK and _SHORTEST_WEEK <= length <= _WEEK + 1)


def _lastday_of(outer: Sequence[Phrase]) -> date | None:
    """The last day of what the nearest dated line of a title names."""
    dated = (Shape.DAY, Shape.STOCK, Shape.DAYS, Shape.MONTHS)
    for found in reversed(outer):
        if found.shape in dated and found.year:
            days = days_of(found)
            return days.end or days.as_of
    return None


def _with_year(
    core: Phrase, inner: Sequence[Phrase], outer: Sequence[Phrase], around: Around
) -> Phrase:
    """`core` with the year of the nearest phrase that names exactly one."""
    for found in (*inner, *outer[::-1]):
        if found.shape is Shape.FISCAL and found.year == found.last_year:
            return _in_year(core, found.year - (core.month >= around.fiscal_start > 1))
        if found.year and found.year == found.last_year:
            return _in_year(core, found.year)
    return core


def _in_named_year(core: Phrase, year: int, day: date | None) -> Phrase:
    """A month in the one year that the document is called after.

    Not a stock of January, which may begin or end the year, nor what comes after the day named.
    """
    if core.shape is Shape.STOCK and core.month == 1:
        return core
    late = day is not None and date(year, core.last_month or 1, core.last_day or 1) > day
    return core if late or core.shape not in _OF_A_YEAR else _in_year(core, year)


def _settle(core: Phrase, cues: str, own: str, label: str, around: Around) -> Found:
    """Period and basis of a phrase, by its shape and by the words of basis around it."""
    doubts = core.doubts
    target = is_target(own)
    cumulative = words.TO_DATE.search(own if core.shape is Shape.MONTHS else cues) is not None
    cumulative = cumulative or words.NEW_YEAR.search(cues) is not None
    stock = words.AS_OF.search(cues) is not None
    if core.shape is Shape.SINCE:
        return _since(core, label, around)
    if core.needs_year:
        basis = core.basis or Basis.FLOW
        return Found(
            period=None,
            basis=basis,
            label=label,
            shape=core.shape,
            doubts=(*doubts, NO_END if core.shape is Shape.LAST_DAYS else NO_YEAR),
        )
    period = days_of(core, around.fiscal_start)
    basis = core.basis or (Basis.UNKNOWN if core.shape is Shape.DAY else Basis.FLOW)
    if core.shape is Shape.DAY and stock:
        period, basis = Period(as_of=period.end), Basis.AS_OF
    elif target and basis is not Basis.AS_OF:
        basis = Basis.TARGET
    elif core.shape is Shape.FISCAL:
        period, basis, doubts = _fiscal(period, cumulative, doubts, around)
    elif cumulative and core.shape is Shape.STOCK and words.NEW_YEAR.search(own):
        period, basis = Period(start=_counted_since(own, period), end=period.as_of), Basis.TO_DATE
    elif cumulative and core.shape is Shape.YEARS and words.NEW_YEAR.search(own):
        period, basis, doubts = _year_to_date(period, doubts, around)
    elif cumulative and basis is not Basis.AS_OF and period.end is not None:
        fiscal = around.fiscal_start if _FISCAL.search(cues) else 1
        period, basis = _from_new_year(core, period, fiscal)
    return Found(period=period, basis=basis, label=label, shape=core.shape, doubts=doubts)


def _year_to_date(
    period: Period, doubts: tuple[str, ...], around: Around
) -> tuple[Period, Basis, tuple[str, ...]]:
    """«за истекший период 2023 года» runs to the last day of the data, if the document names one."""
    through = around.through
    assert period.start is not None
    assert period.end is not None
    if through is not None and period.start <= through <= period.end:
        return Period(start=period.start, end=through), Basis.TO_DATE, doubts
    return period, Basis.TO_DATE, (*doubts, UNKNOWN_END)


def _since(core: Phrase, label: str, around: Around) -> Found:
    """«с ноября 2022 года» runs to the last day of the data, if the document names one."""
    period, doubts = None, (*core.doubts, UNKNOWN_END if core.year else NO_YEAR)
    if core.year and around.through and date(core.year, core.month, core.day) <= around.through:
        start = day_of(core.year, core.month, core.day)
        period, doubts = Period(start=start, end=around.through), core.doubts
    return Found(period=period, basis=Basis.TO_DATE, label=label, shape=core.shape, doubts=doubts)


def _from_new_year(core: Phrase, period: Period, starts: int) -> tuple[Period, Basis]:
    """A cumulative month, quarter or day runs from the first of month `starts`; a stated stretch stays."""
    assert period.end is not None
    if core.shape is Shape.DAYS or (
        core.shape is Shape.MONTHS and core.last_month - core.month > 2
    ):
        return period, Basis.TO_DATE
    year = period.end.year - (period.end.month < starts)
    return Period(start=date(year, starts, 1), end=period.end), Basis.TO_DATE


def _counted_since(own: str, period: Period) -> date:
    """«нарастающим итогом с 1 сентября 2023 г.» begins on its own day, else on 1 January."""
    day = period.as_of
    assert day is not None
    for cue in _SINCE.finditer(own):
        found = phrase(own[cue.start() : cue.start() + _A_DAY])
        if found and found.shape is Shape.SINCE and (found.year or day.year) <= day.year:
            start = day_of(found.year or day.year, found.month, found.day)
            return min(start, day)
    return _new_year(day)


def _new_year(day: date | None) -> date:
    assert day is not None
    return date(day.year, 1, 1)


def _fiscal(
    period: Period, cumulative: bool, doubts: tuple[str, ...], around: Around
) -> tuple[Period, Basis, tuple[str, ...]]:
    """A fiscal year that the data do not fill yet is a year to date."""
    through = around.through
    assert period.start is not None
    assert period.end is not None
    if through is not None and period.start <= through < period.end:
        return Period(start=period.start, end=through), Basis.TO_DATE, doubts
    if cumulative and (through is None or through < period.start):
        return period, Basis.TO_DATE, (*doubts, UNKNOWN_END)
    return period, Basis.FLOW, doubts
