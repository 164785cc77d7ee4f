"""The periods of a table: of each row, each column and the whole, and what a document says of its own dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from svodka.lexicon import periods
from svodka.lexicon.folding import fold
from svodka.lexicon.periods import Around, Found
from svodka.lexicon.periods_phrases import Phrase, Shape, phrase
from svodka.model import Basis, Grid, Period, Table

_LAW = re.compile(
    r"\b(?:act|bill|law|appropriations?|закон\w*|приказ\w*|постановлени\w*|распоряжени\w*)\b"
)
_STATED_UP_TO = re.compile(
    r"(?:updated|current|data|reported|as|snapshot)(?: \w+){0,3}? (?:through|as of|of)|по состоянию на|data (?:from|as of)"
)  # fmt: skip
_CURRENTLY = re.compile(
    r"\bcurrent(?:ly)?\b|на отчетную дату|на текущую дату|\bactive (?:\w+ ){0,2}participants|active population"
)
_FEDERAL = re.compile(r"u\.s\.|\bus\b|united states|\busa\b|homeland|\bfederal\b")
_MIDDLE, _END = frozenset({"mid", "middle", "середина"}), frozenset({"end", "конец", "на конец"})
_SEPTEMBER = 9
_OTHER_YEAR = "sheet named for another year"
UNKNOWN_START = "start of fiscal year assumed"


@dataclass(frozen=True, slots=True)
class Dates:
    """What a document says of its dates as a whole.

    `through` is the day up to which most of it says that its data run, `other` other such days;
    `fiscal_start` the month in which its fiscal years begin.
    """

    through: date | None = None
    other: tuple[date, ...] = ()
    fiscal_start: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Periods of a table; None where a row or column says nothing of time."""

    rows: tuple[Found | None, ...]
    columns: tuple[Found | None, ...]
    whole: Found | None


def dates_of(texts: Iterable[str], fiscal_start: int | None = None) -> Dates:
    """What the texts of a document say of its dates; a codebook may say when fiscal years begin."""
    stated: Counter[date] = Counter()
    federal = False
    for text in texts:
        flat = fold(text)
        federal = federal or _FEDERAL.search(flat) is not None
        for cue in _STATED_UP_TO.finditer(flat):
            found = phrase(flat[cue.start() : cue.end() + 30])
            if found and found.year and found.shape in (Shape.DAY, Shape.STOCK):
                stated[date(found.year, found.month, found.day)] += 1
    ranked = [day for day, _ in sorted(stated.items(), key=lambda item: (-item[1], item[0]))]
    start = fiscal_start or (10 if federal else 1)
    return Dates(ranked[0] if ranked else None, tuple(ranked[1:]), start)


def texts_of(grids: Iterable[Grid]) -> Iterable[str]:
    """Every text of the grids that could say something of dates."""
    for grid in grids:
        for row in grid.rows:
            for value in row:
                if type(value) is str and len(value) > 8:
                    yield value


def periods_of(table: Table, dates: Dates) -> Periods:
    """The periods of rows, columns and the table as a whole."""
    around = _around(table, dates)
    columns = _settled([_of_path(path, around, False) for path in table.column_paths])
    columns = _months_by_format(table, columns)
    rows = _settled([_of_path(path, around, True) for path in table.row_paths])
    whole = _whole(table, around, dates)
    if whole is None or whole.shape is Shape.YEARS:
        whole = _corner(table, around) or whole
    return _checked(table, Periods(rows=tuple(rows), columns=tuple(columns), whole=whole))


def _around(table: Table, dates: Dates) -> Around:
    texts = tuple(text for text in (table.grid.name, *table.title) if not _LAW.search(fold(text)))
    start = dates.fiscal_start
    firsts = [found for path in table.column_paths if (found := phrase(path[-1] if path else ""))]
    if firsts and firsts[0].shape is Shape.MONTHS and firsts[0].month == firsts[0].last_month:
        numbers = [found.month for found in firsts[:12] if found.shape is Shape.MONTHS]
        if (
            len(numbers) > 2
            and numbers[1] == numbers[0] % 12 + 1
            and not any(f.year for f in firsts)
        ):
            start = numbers[0]
    return Around(texts=texts, fiscal_start=start, through=dates.through)


def _of_path(path: tuple[str, ...], around: Around, strict: bool) -> Found | None:
    if not path:
        return None
    found = periods.find(path, around, strict=strict)
    if found is None or found.period is None or len(path) < 2:
        return found
    last = fold(path[-1])
    if found.shape is Shape.MONTHS and last in _MIDDLE | _END and found.period.end is not None:
        day = found.period.end if last in _END else found.period.end.replace(day=15)
        return replace(
            found, period=Period(as_of=day), basis=Basis.AS_OF, shape=Shape.STOCK,
            label=f"{found.label} {path[-1]}",
        )  # fmt: skip
    return found


def _settled(found: Sequence[Found | None]) -> list[Found | None]:
    """«январь» beside «январь-февраль», «I квартал» beside «I полугодие» are years to date.

    So are stretches of which all begin the year and one at least says that it is cumulative.
    """
    spans = [f for f in found if f and f.period and f.period.end and f.shape is Shape.MONTHS]
    if not spans or any(f.basis not in (Basis.FLOW, Basis.TO_DATE) for f in spans):
        return list(found)
    periods_seen = {f.period for f in spans if f.period}
    if any(p.start is None or (p.start.month, p.start.day) != (1, 1) for p in periods_seen):
        return list(found)
    by_year: dict[int, set[date]] = {}
    for period in periods_seen:
        assert period.end is not None
        by_year.setdefault(period.end.year, set()).add(period.end)
    cumulative = any(f.basis is Basis.TO_DATE for f in spans)
    overlapping = any(len(ends) > 1 for ends in by_year.values())
    if not (cumulative or overlapping):
        return list(found)
    return [
        replace(f, basis=Basis.TO_DATE) if f and f.shape is Shape.MONTHS and f.period else f
        for f in found
    ]


def _months_by_format(table: Table, found: list[Found | None]) -> list[Found | None]:
    """Dates in the head whose format shows no day are months."""
    result = list(found)
    for index, (column, period) in enumerate(zip(table.body_columns, found, strict=True)):
        if period is None or period.shape is not Shape.DAY or period.period is None:
            continue
        for row in table.head_rows:
            value = table.grid.rows[row][column]
            shown = table.grid.number_formats.get((row, column), "").lower()
            if isinstance(value, date | datetime) and shown and not re.search("[dд]", shown):
                month = phrase(f"{value.year}-{value.month:02d}")
                assert month is not None
                whole = periods.find((f"{value.year}-{value.month:02d}",))
                result[index] = replace(whole, label=period.label) if whole else period
    return result


def _whole(table: Table, around: Around, dates: Dates) -> Found | None:
    """The period that the title states, its nearest line first; else the name of the sheet."""
    flat = " ".join(map(fold, table.title))
    if dates.through and _CURRENTLY.search(flat):
        stated = _stated(around)
        if stated is not None:
            return stated
        doubts = ("the document states several dates",) if dates.other else ()
        return Found(period=Period(as_of=dates.through), basis=Basis.AS_OF, label="", shape=Shape.STOCK,
                     doubts=doubts)  # fmt: skip
    for index in range(len(around.texts) - 1, -1, -1):
        outer = replace(around, texts=around.texts[:index])
        found = periods.find((around.texts[index],), outer)
        if found is not None and (found.period is not None or found.basis is Basis.AS_OF):
            return found
    return None


def _stated(around: Around) -> Found | None:
    """A day that the title itself states."""
    for text in reversed(around.texts):
        found = periods.find((text,), around)
        if found and found.period and found.shape in (Shape.DAY, Shape.STOCK):
            day = found.period.as_of or found.period.end
            return replace(found, period=Period(as_of=day), basis=Basis.AS_OF)
    return None


def _corner(table: Table, around: Around) -> Found | None:
    """A period in the head above the stub."""
    for row in table.head_rows:
        for column in table.stub_columns:
            value = table.grid.rows[row][column]
            if isinstance(value, str) and (found := periods.find((value,), around, strict=True)):
                return found if found.period else None
    return None


def _checked(table: Table, found: Periods) -> Periods:
    """A sheet that is named for one year only, and not of any year in its head or title: doubt."""
    named = phrase(table.grid.name)
    if named is None or not named.year or named.year != named.last_year:
        return found
    years = {
        y
        for f in (*found.columns, *found.rows, found.whole)
        if f and f.period
        for y in _years(f.period)
    }
    around = [p for text in table.title if not _LAW.search(fold(text)) and (p := phrase(text))]
    titled = {y for p in around if p.year for y in range(p.year, p.last_year + 1)}
    if not titled and not any(found.columns) and not any(found.rows):
        return found
    if named.year in years | titled or named.year - 1 in years or not years | titled:
        if not titled or named.year in titled or named.shape is not Shape.FISCAL:
            return found
    doubted = found.whole and replace(found.whole, doubts=(*found.whole.doubts, _OTHER_YEAR))
    return Periods(
        rows=found.rows,
        columns=tuple(f and replace(f, doubts=(*f.doubts, _OTHER_YEAR)) for f in found.columns),
        whole=doubted,
    )


def _years(period: Period) -> range:
    if period.as_of is not None:
        return range(period.as_of.year, period.as_of.year + 1)
    assert period.end is not None
    return range((period.start or period.end).year, period.end.year + 1)


def joined(row: Sequence[str], column: Sequence[str], around: Around) -> Found | None:
    """The period that a row and a column give together: a year in one, a month in the other."""
    return periods.find((*row, *column), around)


def around_of(table: Table, dates: Dates) -> Around:
    """What stands around the paths of a table."""
    return _around(table, dates)


def in_order(found: Sequence[Phrase]) -> bool:
    """Whether phrases follow one another month by month."""
    return all(b.month == a.month % 12 + 1 for a, b in pairwise(found))
