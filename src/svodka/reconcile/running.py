"""Weeks against running totals: a total that falls, and weeks that do not make up its growth."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

import polars as pl

_DAY = timedelta(days=1)
_MOST_CHOICES = 64
SERIES = ("area", "category", "measure", "unit", "voice")
_FAMILY = ("category", "measure", "unit", "voice")
# A count that nobody calls cumulative is one by its course when so many changes are almost all rises.
_LEAST_CHANGES = 100
_RISES = 0.99


@dataclass(frozen=True, slots=True)
class Stated:
    """One stated figure of a series: its row in the ledger, document, period and value."""

    at: int
    document: int
    start: date | None
    end: date
    value: float


@dataclass(frozen=True, slots=True)
class Step:
    """Two running totals one after the other, and the weeks between them that are in hand.

    `grown` is what the total grew by, `counted` what the weeks make, None where not all are in
    hand; `least` is what those in hand make. `cells` are rows of the ledger.
    """

    cells: tuple[int, ...]
    earlier: Stated | None
    later: Stated
    grown: float
    counted: float | None
    least: float
    falls: bool
    holds: bool
    versions: bool


def steps(ledger: pl.DataFrame) -> Iterator[Step]:
    """Every step of every running total, series by series in order of their names, whether it holds or not."""
    framed = (
        ledger.with_row_index("at")
        .filter(
            (pl.col("mark") == "stated")
            & (pl.col("qualifier") == "=")
            & pl.col("role").is_in(["data", "total"])
            & (pl.col("end").is_not_null() | pl.col("as_of").is_not_null())
            & (pl.col("unit") != "percent")
            & ((pl.col("area") != "") | (pl.col("area_label") != ""))
        )
        .with_columns(
            area=_or_label("area"), category=_or_label("category"), measure=_or_label("measure")
        )
    )
    framed = _with_counters(framed)
    running = framed.filter(pl.col("basis") == "to_date")
    if running.is_empty():
        return
    framed = framed.join(running.select(SERIES).unique(), on=SERIES, how="semi")
    columns = ("at", "document", "start", "end", "value", "basis")
    ordered = framed.sort(*SERIES, "end", "document", "at").select(*SERIES, *columns)
    for _, rows in itertools.groupby(ordered.iter_rows(), key=itemgetter(slice(len(SERIES)))):
        totals: dict[date | None, list[Stated]] = defaultdict(list)
        weeks: dict[date, list[Stated]] = defaultdict(list)
        for *_, at, document, start, end, value, basis in rows:
            one = Stated(at, document, start, end, value)
            if basis == "to_date":
                totals[start].append(one)
            elif start is not None:
                weeks[start].append(one)
        in_order = _Weeks(weeks, sorted(weeks), any(len(held) > 1 for held in weeks.values()))
        for start in sorted(totals, key=lambda day: day or date.min):
            yield from _of(start, totals[start], in_order)


def _with_counters(framed: pl.DataFrame) -> pl.DataFrame:
    """Counts as of a day that only ever grow, a few falls apart, as running totals up to that day."""
    dated = framed.filter(
        pl.col("as_of").is_not_null() & pl.col("basis").is_in(["unknown", "as_of", "to_date"])
    ).with_columns(end=pl.col("as_of"), start=pl.lit(None, pl.Date))
    change = pl.col("value").diff().over(SERIES, order_by=["end", "document", "at"])
    course = (
        dated.with_columns(change=change)
        .filter(pl.col("change") != 0)
        .group_by(_FAMILY)
        .agg(changes=pl.len(), rises=(pl.col("change") > 0).mean())
        .filter((pl.col("changes") >= _LEAST_CHANGES) & (pl.col("rises") >= _RISES))
    )
    counters = dated.join(course.select(_FAMILY), on=_FAMILY, how="semi").with_columns(
        basis=pl.lit("to_date")
    )
    stated = framed.filter(pl.col("basis").is_in(["flow", "to_date"]) & pl.col("end").is_not_null())
    return pl.concat([stated, counters])


def _or_label(name: str) -> pl.Expr:
    """The code, or the words where there is no code."""
    return (
        pl.when(pl.col(name) != "")
        .then(pl.col(name))
        .otherwise(pl.col(f"{name}_label"))
        .alias(name)
    )


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The weeks of a series by first day, these days in order, and whether one stands in versions."""

    held: Mapping[date, Sequence[Stated]]
    starts: Sequence[date]
    several: bool


def _of(start: date | None, totals: Sequence[Stated], weeks: _Weeks) -> Iterator[Step]:
    ends: dict[date, list[Stated]] = defaultdict(list)
    for one in totals:
        ends[one.end].append(one)
    days = sorted(ends)
    if start is not None:
        for later in ends[days[0]]:
            yield from _step(None, later, start, weeks, len(ends[days[0]]) > 1)
    for before, after in itertools.pairwise(days):
        several = len(ends[before]) > 1 or len(ends[after]) > 1
        for earlier, later in itertools.product(ends[before], ends[after]):
            yield from _step(earlier, later, before + _DAY, weeks, several)


def _step(
    earlier: Stated | None,
    later: Stated,
    first: date,
    weeks: _Weeks,
    several: bool,
) -> Iterator[Step]:
    grown = later.value - (earlier.value if earlier else 0.0)
    near = weeks.starts[bisect_left(weeks.starts, first) : bisect_right(weeks.starts, later.end)]
    within = [one for start in near for one in weeks.held[start] if one.end <= later.end]
    ends = [cell.at for cell in (earlier, later) if cell is not None]
    if earlier is None and not within:
        return
    falls = grown < 0
    choices = _choices(first, later.end, weeks.held)
    counted = _nearest(choices, grown)
    least = min((_sum(one) for one in _partly(within)), default=0.0)
    holds = not falls and (abs(counted[0] - grown) < 1e-6 if counted else least <= grown + 1e-6)
    used = counted[1] if counted else [one.at for one in within]
    yield Step(
        cells=(*ends, *used),
        earlier=earlier,
        later=later,
        grown=grown,
        counted=counted[0] if counted else None,
        least=least,
        falls=falls,
        holds=holds,
        versions=several or weeks.several,
    )


def _choices(
    first: date, last: date, weeks: Mapping[date, Sequence[Stated]]
) -> list[tuple[Stated, ...]]:
    """Every way to fill the days from `first` to `last` with weeks in hand, one version of each."""
    found: list[tuple[Stated, ...]] = []
    open_ends: list[tuple[date, tuple[Stated, ...]]] = [(first, ())]
    while open_ends and len(found) < _MOST_CHOICES:
        day, taken = open_ends.pop()
        if day > last:
            found.append(taken)
            continue
        fitting = (one for one in weeks.get(day, ()) if one.end <= last)
        open_ends.extend((one.end + _DAY, (*taken, one)) for one in fitting)
    return found


def _nearest(choices: Sequence[tuple[Stated, ...]], grown: float) -> tuple[float, list[int]] | None:
    """The choice of versions that comes nearest to what the total grew by."""
    if not choices:
        return None
    best = min(choices, key=lambda one: (abs(_sum(one) - grown), [each.at for each in one]))
    return _sum(best), [each.at for each in best]


def _partly(within: Sequence[Stated]) -> list[tuple[Stated, ...]]:
    """Of weeks with versions the smallest of each, so that less cannot have been counted."""
    smallest: dict[date | None, Stated] = {}
    last: date | None = None
    for one in sorted(within, key=lambda each: (each.start or date.min, each.value)):
        if one.start in smallest or (
            last is not None and one.start is not None and one.start <= last
        ):
            continue
        smallest[one.start] = one
        last = one.end
    return [tuple(smallest.values())] if smallest else []


def _sum(weeks: Sequence[Stated]) -> float:
    return sum(one.value for one in weeks)
