"""A CSV of counts tested for unusual regularity or a rise: read as text, judged by the room that judges."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from svodka.analyse import (
    CAUTIONS,
    METHODS,
    Asked,
    Table,
    regularities,
    signals,
    whipple,
    whole_percent,
    without_holes,
)
from svodka.desk.tidying import file_bytes
from svodka.model import BadArgument, Regularity, Signal, Unread, UnreadableDocument

WHOLE_PERCENT = "whole-percent"
SIGNAL = ("start", "value", "upper", "alarm", "area", "expected", "history", "refused", "test")
SIGNALS = tuple(method.name for method in METHODS)
REGULARITY = ("area", "statistic", "p", "flagged", "judged", "refused", "test")
WHOLE = ("statistic", "expected", "sd", "z", "n", "p", "test")
_MOST_PERIODS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `svodka screen` was asked, by the names of its options."""

    tests: tuple[str, ...]
    area_column: str = "area"
    window: int = 7
    alpha: float = 0.05
    min_windows: int = 15
    min_run: int = 4
    percents: tuple[str, ...] = ()
    least: float = 100.0
    max_percent: float = 99.0
    width: float = 0.1
    null: str = "exact"
    draws: int = 1000
    seed: int = 0
    since: date | None = None
    parameters: tuple[str, ...] = ()

    def asked(self) -> Asked:
        """What a test of regularity is asked with."""
        return Asked(
            window=self.window,
            alpha=self.alpha,
            min_windows=self.min_windows,
            min_run=self.min_run,
            null=self.null,
            draws=self.draws,
            seed=self.seed,
        )


@dataclass(frozen=True, slots=True)
class Lines:
    """A table of text: `columns`, then rows of that many cells, with the line each begins on."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """The cells of a column.

        Raises:
            BadArgument: there is none of that name.
        """
        if name not in self.columns:
            raise BadArgument(
                f"there is no column {name!r}", hint=f"the columns are {', '.join(self.columns)}"
            )
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Screened:
    """Answers as rows of text under `columns`, and the same in words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def screened(path: Path, options: Options) -> tuple[Screened, ...]:
    """Answers of every test that was asked for; those of one form together.

    Raises:
        UnreadableDocument, BadArgument: the file or an option cannot be used.
    """
    lines = lines_of(path)
    found: dict[tuple[str, ...], Screened] = {}
    for test in dict.fromkeys(options.tests):
        answer = _answered(lines, test, options)
        before = found.get(answer.columns, Screened(answer.columns, (), ()))
        found[answer.columns] = Screened(
            answer.columns, before.rows + answer.rows, before.words + answer.words
        )
    return tuple(found.values())


def _answered(lines: Lines, test: str, options: Options) -> Screened:
    if test == WHOLE_PERCENT:
        return whole(lines, options)
    if test in SIGNALS:
        return rising(lines, test, options)
    return regular(lines, test, options.asked(), options.area_column)


def lines_of(path: Path) -> Lines:
    """The CSV at a path; separators comma, semicolon and tab.

    Raises:
        UnreadableDocument: it cannot be opened or is no UTF-8 CSV with a header line.
        BadArgument: its lines differ in length.
    """
    data = file_bytes(path)
    if isinstance(data, Unread):
        raise UnreadableDocument(data.reason, f"{path.name}: {data.detail}", hint=data.hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise BadArgument(
            f"{path.name!r} is not in UTF-8", hint="save it as CSV in UTF-8"
        ) from failure
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=separator) if row]
    if len(rows) < 2:
        raise BadArgument(
            f"{path.name!r} holds no lines under a header",
            hint="the first line names the columns, each further line is one value",
        )
    columns = tuple(name.strip() for name in rows[0])
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            raise BadArgument(
                f"line {number} has {len(row)} cells under {len(columns)} columns",
                hint="mend the file, or export it again",
            )
    return Lines(columns, tuple(rows[1:]))


def regular(lines: Lines, test: str, asked: Asked, area_column: str) -> Screened:
    """One answer a series for a test of regularity."""
    if test == "heaping" and {"age", "count"} <= set(lines.columns):
        return _whipple(lines)
    answers = regularities(test, table_of(lines, area_column), asked)
    return Screened(
        REGULARITY,
        tuple(_row(answer) for answer in answers),
        tuple(_summary(test, answers)),
    )


def whole(lines: Lines, options: Options) -> Screened:
    """One answer for a file whose lines are units, with counts and what they are shares of.

    Raises:
        BadArgument: a percentage is not of the form COUNT/BASE, or a column or number is missing.
    """
    pairs = [percent.split("/") for percent in options.percents]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise BadArgument(
            "whole-percent needs the percentages to look at",
            hint="give --percent COUNT/BASE, for example --percent voted/registered",
        )
    found = whole_percent(
        tuple(np.array(_numbers(lines, count)) for count, _ in pairs),
        tuple(np.array(_numbers(lines, base)) for _, base in pairs),
        least=options.least,
        most_percent=options.max_percent,
        bin_width=options.width,
    )
    numbers = (found.statistic, found.expected, found.sd, found.z)
    row = (*(shown(number) for number in numbers), str(found.units), shown(found.p), WHOLE_PERCENT)
    words = (
        f"{found.units} units; whole percentages beyond the number expected: "
        f"{found.statistic:.1f} (expected {found.expected:.1f}, sd {found.sd:.1f}, z {found.z:.1f})"
    )
    return Screened(WHOLE, (row,), (words, *cautions(WHOLE_PERCENT)))


def rising(lines: Lines, test: str, options: Options) -> Screened:
    """One answer a period of each series: how high it may be, and whether it is higher.

    Raises:
        BadArgument: a parameter is not of the form NAME=VALUE or not allowed, or starts are missing.
    """
    table, axis = on_axis(lines, options.area_column)
    found = signals(
        test,
        (table.names, table.counts, axis),
        since=options.since,
        given=given_parameters(options),
    )
    found = tuple(one for one in found if options.since is None or one.start >= options.since)
    alarms = sum(one.alarm for one in found)
    unknown = sum(bool(one.refused) for one in found)
    words = (
        f"{test}: {alarms} of {len(found) - unknown} periods are higher than the method lets them be",
        f"not enough history, or nothing in hand: {unknown} periods",
    )
    return Screened(SIGNAL, tuple(_signal(one, test) for one in found), words)


def given_parameters(options: Options) -> dict[str, str]:
    """The parameters of a method that looks for a rise, by name.

    Raises:
        BadArgument: one is not of the form NAME=VALUE.
    """
    given = [text.partition("=") for text in options.parameters]
    if any(not equals for _, equals, _ in given):
        raise BadArgument("a parameter is given as NAME=VALUE", hint="for example --param b=4")
    return {name: value for name, _, value in given}


def on_axis(lines: Lines, area_column: str) -> tuple[Table, list[date]]:
    """Series by area with the first days of their periods, none left out."""
    starts = [_day(text, number) for number, text in enumerate(lines.column("start"), 2)]
    axis = without_holes(starts)
    place = {day: at for at, day in enumerate(axis)}
    return _spread(lines, area_column, [place[day] for day in starts], len(axis)), list(axis)


def _signal(one: Signal, test: str) -> tuple[str, ...]:
    return (
        one.start.isoformat(),
        shown(one.value),
        shown(one.upper),
        str(int(one.alarm)),
        one.series,
        shown(one.expected),
        str(one.history),
        one.refused,
        test,
    )


def _whipple(lines: Lines) -> Screened:
    ages = np.array(_numbers(lines, "age")).astype(np.int64)
    index = whipple(ages, np.array(_numbers(lines, "count")))
    row = ("", shown(index), "", "0", str(len(ages)), "", "heaping")
    return Screened(REGULARITY, (row,), (f"Whipple's index {index:.4f}: 1 means no heaping",))


def table_of(lines: Lines, area_column: str) -> Table:
    """Series by area over the periods of the file, NaN where a period is not there.

    Raises:
        BadArgument: a date or number cannot be read, or one area has two values for a period.
    """
    where = _places(lines, _areas(lines, area_column))
    return _spread(lines, area_column, where, max(where) + 1)


def _areas(lines: Lines, area_column: str) -> list[str]:
    named = area_column in lines.columns
    return lines.column(area_column) if named else [""] * len(lines.rows)


def _spread(lines: Lines, area_column: str, where: Sequence[int], periods: int) -> Table:
    values = _numbers(lines, "value")
    areas = _areas(lines, area_column)
    names = tuple(dict.fromkeys(areas))
    at = {name: row for row, name in enumerate(names)}
    counts = np.full((len(names), periods), np.nan)
    seen: set[tuple[str, int]] = set()
    for number, (area, place, value) in enumerate(zip(areas, where, values, strict=True), 2):
        if (area, place) in seen:
            raise BadArgument(
                f"line {number}: a second value for {area or 'one period'!r} and the same start",
                hint="one line an area and period; judge versions one at a time",
            )
        seen.add((area, place))
        counts[at[area], place] = value
    return Table(names, counts)


def _places(lines: Lines, areas: Sequence[str]) -> list[int]:
    """Which period each line is of: by its start, or by its order within the area."""
    if "start" not in lines.columns:
        seen: Counter[str] = Counter()
        places = []
        for area in areas:
            places.append(seen[area])
            seen[area] += 1
        return places
    starts = [_day(text, number) for number, text in enumerate(lines.column("start"), 2)]
    axis = _axis(starts)
    return [axis[day] for day in starts]


def _axis(starts: Iterable[date]) -> Mapping[date, int]:
    """The place of every start; days that nobody has count as places where the step is even."""
    days = sorted(set(starts))
    steps = [(after - before).days for before, after in itertools.pairwise(days)]
    usual = Counter(steps).most_common(1)[0][0] if steps else 1
    if any(step % usual for step in steps) or sum(steps) // usual > _MOST_PERIODS:
        return {day: place for place, day in enumerate(days)}
    return {day: (day - days[0]) // timedelta(days=usual) for day in days}


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadArgument(
            f"line {number}: {text!r} is no date", hint="dates are written 2023-10-02"
        ) from None


def _numbers(lines: Lines, name: str) -> list[float]:
    """The numbers of a column; an empty cell is NaN, a gap."""
    numbers = []
    for number, text in enumerate(lines.column(name), 2):
        bare = text.strip()
        try:
            value = float(bare) if bare else np.nan
        except ValueError:
            value = np.inf
        if np.isinf(value):
            raise BadArgument(
                f"line {number}: {text!r} in column {name!r} is no number",
                hint="leave the cell empty where nothing is in hand",
            )
        numbers.append(value)
    return numbers


def _row(answer: Regularity) -> tuple[str, ...]:
    return (
        answer.series,
        shown(answer.statistic),
        shown(answer.p),
        str(int(answer.flagged)),
        str(answer.judged),
        answer.refused,
        answer.test,
    )


def shown(number: float | None) -> str:
    """A number at ten significant digits; empty for none."""
    return "" if number is None or np.isnan(number) else f"{number:.10g}"


def _summary(test: str, answers: Sequence[Regularity]) -> Iterable[str]:
    judged = [answer for answer in answers if not answer.refused]
    flagged = sum(answer.flagged for answer in judged)
    yield f"{test}: {flagged} of {len(judged)} series unusually regular"
    reasons = Counter(answer.refused for answer in answers if answer.refused)
    for reason, times in sorted(reasons.items()):
        yield f"not judged: {times} series, {reason}"
    yield from cautions(test)


def cautions(test: str) -> Iterable[str]:
    """What the test assumes, and what else can give the same sign."""
    caution = CAUTIONS[test]
    yield f"by chance would mean: {caution.null}"
    yield f"innocent causes: {caution.harmless}"
    yield f"would settle it: {caution.settles}"
