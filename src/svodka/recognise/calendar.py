"""The periods of a table: of each row, each column and the whole, and what a document says of its own dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice

from svodka.lexicon import periods
from svodka.lexicon.folding import fold
from svodka.lexicon.numbered import stand_in, stands_in
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Around, Found
from svodka.lexicon.periods_phrases import Shape, phrase
from svodka.model import Basis, Grid, Period, Table, texts_in
from svodka.recognise import by_day, headings, sheet_years
from svodka.recognise.labels import words_of
from svodka.recognise.notes import is_source

_STATED_UP_TO = expression(
    r"(?:updated|current|data|reported|snapshot)(?: \w+){0,3}? (?:through|as of)|\bas of|по состоянию на"
)
_SLASHES = expression(r"(?<![\d/-])(\d\d?)([/-])(\d\d?)\2\d{2}")
_A_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPLIT = expression(r"(?<![\d.,-])((?:19|20)\d\d) ?[-/\u2010-\u2015] ?(\d\d)(?![\d.-]*\d)")
_LABELS_SEEN, _SHORT = 400, 80
_CURRENTLY = expression(
    r"\bcurrent(?:ly)?\b|на отчетную дату|на текущую дату|\bactive (?:\w+ ){0,2}participants|active population"
)
_FEDERAL = expression(r"u\.s\.|\bus\b|united states|\busa\b|homeland|\bfederal\b")
_MIDDLE, _END = frozenset({"mid", "middle", "середина"}), frozenset({"end", "конец", "на конец"})
EDGES = _MIDDLE | _END
_TELLING = expression(
    r"u\.s\.|\bus\b|united states|\busa\b|homeland|federal|through|as of|состоянию|\d/\d|\d-\d\d?-\d{4}",
    re.IGNORECASE,
)
_EXTENT = re.compile(
    r"\s*\((?:from|since|until|before|up to|с|до|начиная с) (?:19|20)\d\d(?: ?(?:года?|г\.))?(?: onwards?)?\)",
    re.IGNORECASE,
)
_SOME_YEAR = Around(texts=("2001",))
_FEW = 2
_TWELVE = 12
_OCTOBER = 10
_CONTEST = 3
BARE_DATE = "a date alone: of that day, of the stretch at whose edge it is, or as of it"


@dataclass(frozen=True, slots=True)
class Dates:
    """What a document says of its dates as a whole.

    `through` is the day up to which most of it says that its data run; `contested` that another
    day is named about as often, `latest` the last of such days. `fiscal_start` is the month in
    which its fiscal years begin, `month_first` how it prints dates with slashes, `named` the one
    year in its name, with its day, `form` the period on the title page of a form.
    """

    through: date | None = None
    latest: date | None = None
    contested: bool = False
    fiscal_start: int = 10
    month_first: bool | None = None
    named: tuple[int, date | None] | None = None
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Periods of a table; None where a row or column says nothing of time."""

    rows: tuple[Found | None, ...]
    columns: tuple[Found | None, ...]
    whole: Found | None


def dates_of(texts: Iterable[str], fiscal_start: int | None = None) -> Dates:
    """What the texts of a document say of its dates; a codebook may say when fiscal years begin."""
    stated: Counter[date] = Counter()
    order: Counter[bool] = Counter()
    federal = False
    for text, times in Counter(texts).items():
        flat = fold(text)
        federal = federal or _FEDERAL.search(flat) is not None
        for first, _, second in _SLASHES.findall(flat):
            if int(first) > _TWELVE or int(second) > _TWELVE:
                order[int(second) > _TWELVE] += times
        for cue in _STATED_UP_TO.finditer(flat):
            found = phrase(flat[cue.start() : cue.end() + 30])
            if found and found.year and found.shape in (Shape.DAY, Shape.STOCK):
                stated[date(found.year, found.month, found.day)] += times
    ranked = sorted(stated.items(), key=lambda item: (-item[1], item[0]))
    rivals = [day for day, times in ranked if times * _CONTEST > ranked[0][1]]
    return Dates(
        through=ranked[0][0] if ranked else None,
        latest=max(rivals, default=None),
        contested=len(rivals) > 1,
        fiscal_start=fiscal_start or (_OCTOBER if federal else 1),
        month_first=order[True] > order[False] if order else None,
    )


def texts_of(grids: Iterable[Grid]) -> Iterable[str]:
    """Every text of the grids that could say something of dates."""
    for grid in grids:
        for row in grid.rows:
            yield from (text for text in texts_in(row) if _may_date(stand_in(text)))


@lru_cache(maxsize=1 << 14)
def _may_date(text: str) -> bool: return len(text) > _FEW and bool(_TELLING.search(text))  # fmt: skip


def of_table(table: Table, dates: Dates) -> Dates:
    """The dates of a document for one table: its own source line, if it is dated, goes before."""
    lines = [line for line in (*table.title, *table.notes) if is_source(line)]
    found = [p for line in lines if (p := phrase(line)) and p.year and p.shape is Shape.DAY]
    days = {date(p.year, p.month, p.day) for p in found}
    return (
        replace(dates, through=(day := days.pop()), latest=day, contested=False)
        if len(days) == 1
        else dates
    )


def periods_of(table: Table, dates: Dates) -> Periods:
    """The periods of rows, columns and the table as a whole."""
    around = _around(table, dates)
    columns = _settled([_of_path(path, around, False) for path in table.column_paths])
    columns = _compared(table, columns)
    rows = _settled([_of_path(path, around, True) for path in timed_row_paths(table)])
    whole = _whole(table, around, dates)
    if whole is None or whole.shape is Shape.YEARS:
        whole = _corner(table, around) or whole
    columns = by_day.as_stocks(_months_by_format(table, columns), whole)
    columns = [_undecided(found) for found in columns]
    rows, columns = by_day.daily(rows, around), by_day.daily(columns, around)
    columns = by_day.by_title(table.column_paths, columns, whole)
    rows = by_day.by_title(table.row_paths, rows, whole)
    other = sheet_years.is_other(table, (*columns, *rows))
    return Periods(
        rows=tuple(rows),
        columns=tuple(sheet_years.doubted(f) if other else f for f in columns),
        whole=sheet_years.doubted(whole) if other else whole,
    )


def timed_row_paths(table: Table) -> tuple[tuple[str, ...], ...]:
    """Row paths without what stands in columns of the stub that only describe the row.

    A list of facilities prints dates of inspections beside names: they are not when its figures
    hold. A column of the stub tells the time if its head says so, or if there are at most two.
    """
    if len(table.stub_columns) <= _FEW:
        return table.row_paths
    grid = table.grid
    mute = [column for column in table.stub_columns if not _tells_time(table, column)]
    paths = []
    for row, path in zip(table.body_rows, table.row_paths, strict=True):
        drop = {words_of(grid.rows[row][column]) for column in mute}
        paths.append(tuple(text for text in path if text not in drop))
    return tuple(paths)


def _tells_time(table: Table, column: int) -> bool:
    heads = [words_of(table.grid.rows[row][column]) for row in table.head_rows]
    return any(headings.is_period_column(text) or headings.is_year_column(text) for text in heads)


def _around(table: Table, dates: Dates) -> Around:
    around = (
        dates.form,
        table.grid.name,
        *(periods.uncited(t) for t in table.title if not is_source(t)),
    )
    texts = tuple(text for text in around if text and not sheet_years.is_law(text))
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
    return Around(
        texts=texts,
        fiscal_start=start,
        through=dates.through,
        month_first=dates.month_first,
        split_years=_split_years(table),
        named=dates.named if _names_no_other_year(table, dates.named) else None,
    )


def _names_no_other_year(table: Table, named: tuple[int, date | None] | None) -> bool:
    """Whether no year but that of the document's name is printed over or under a table."""
    if named is None:
        return False
    texts = (table.grid.name, *table.title, *table.notes, *chain(*table.column_paths))
    return all(int(year) == named[0] for text in texts for year in _A_YEAR.findall(text))


def _split_years(table: Table) -> bool | None:
    """Whether the labels of a table that look like «2008-09» are years; None where nothing tells.

    Two months of one year, or a month that no later year ends with, are months; years that
    follow each other without a gap of months are years.
    """
    paths = chain(table.column_paths, islice(table.row_paths, _LABELS_SEEN))
    texts = {text for path in paths for text in path if len(text) < _SHORT}
    pairs = {(int(y), int(s)) for text in texts for y, s in _SPLIT.findall(text)}
    if any(second > _TWELVE or second == 0 for _, second in pairs):
        return True
    firsts = [first for first, _ in pairs]
    following = [(first + 1) % 100 == second for first, second in pairs]
    if len(set(firsts)) < len(firsts) or any(second <= first % 100 for first, second in pairs):
        return False
    return True if len(pairs) > 1 and all(following) else None


@lru_cache(maxsize=1 << 14)
def _find(path: tuple[str, ...], around: Around, strict: bool) -> Found | None:
    return periods.find(path, around, strict=strict)


@lru_cache(maxsize=1 << 14)
def _tells_of_time(path: tuple[str, ...]) -> bool:
    return bool(periods.telling(tuple(_EXTENT.sub("", text) for text in path)))


def _of_path(path: tuple[str, ...], around: Around, strict: bool) -> Found | None:
    if not _tells_of_time(stands_in(path)):
        return None
    telling = periods.telling(tuple(_EXTENT.sub("", text) for text in path))
    if not telling:
        return None
    found = _find(telling, around, strict)
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


def _compared(table: Table, found: list[Found | None]) -> list[Found | None]:
    """A column that names only what it compares with («в % к | октябрю 2016г.») is of the period left of it."""
    result = list(found)
    for index, path in enumerate(table.column_paths):
        if found[index] is None and index and any(periods.is_base(text) for text in path):
            if not any(phrase(text) for text in path):
                continue
            result[index] = result[index - 1]
    apart = [i for i, f in enumerate(result) if f and periods.APART in f.doubts]
    if apart:
        # A base without its «в % к» shows that the heads have moved from their columns.
        for index in range(apart[0], len(result)):
            if periods.is_compared(table.column_paths[index]):
                continue
            moved = result[index] or Found(
                period=None, basis=Basis.UNKNOWN, label="", shape=Shape.YEARS
            )
            result[index] = replace(
                moved, doubts=tuple(dict.fromkeys((*moved.doubts, periods.APART)))
            )
    return result


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


def _undecided(found: Found | None) -> Found | None:
    """A date alone over a column leaves open whether it counts that day or stands as of it."""
    if found is None or found.shape is not Shape.DAY or found.basis is not Basis.UNKNOWN:
        return found
    return replace(found, doubts=(*found.doubts, BARE_DATE))


def _whole(table: Table, around: Around, dates: Dates) -> Found | None:
    """The period that the title states, its nearest line first; else the name of the sheet."""
    flat = " ".join(map(fold, table.title))
    if dates.through and _CURRENTLY.search(flat):
        stated = _stated(around)
        if stated is not None:
            return stated
        doubts = ("the document states several dates",) if dates.contested else ()
        return Found(period=Period(as_of=dates.through), basis=Basis.AS_OF, label="", shape=Shape.STOCK,
                     doubts=doubts)  # fmt: skip
    since: Found | None = None
    for index in range(len(around.texts) - 1, -1, -1):
        outer = replace(around, texts=around.texts[:index])
        found = periods.find((around.texts[index],), outer)
        if found is not None and (found.period is not None or found.basis is Basis.AS_OF):
            return found
        if found is not None and found.shape is Shape.SINCE:
            since = since or found
    # «с 1 января 2024 года» without a last day: the figures run to a day that nobody states.
    return since


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


def joined(row: Sequence[str], column: Sequence[str], around: Around) -> Found | None:
    """The period that a row and a column give together: a year in one, a month in the other."""
    return periods.find((*row, *column), around)


def spans(paths: Sequence[tuple[str, ...]], found: Sequence[Found | None]) -> list[Period | None]:
    """The stretch of each line; one that lacks its year as it would lie in some year."""
    made: list[Period | None] = []
    for path, its in zip(paths, found, strict=True):
        lacking = its is not None and its.period is None
        dated = periods.find(path, _SOME_YEAR) if lacking else its
        made.append(dated.period if dated else None)
    return made


def around_of(table: Table, dates: Dates) -> Around:
    """What stands around the paths of a table."""
    return _around(table, dates)
