"""Stages of the funnel brought to a region and a month or longer, or why two of them do not divide.

A conversion shown small is a map of where pressure works: nothing below region and month, nothing
younger than eight weeks, never an area crossed with a group, and in order of names only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from svodka.model import CellName

AGE = timedelta(weeks=8)
LEAST_DAYS = 28
STAGES = (
    ("approached", "agreed"),
    ("consulted", "agreed"),
    ("agreed", "signed"),
    ("signed", "sent"),
    ("checked", "found"),
    ("checked", "registered"),
    ("registered", "signed"),
    ("consulted", "passed"),
    ("visited", "consulted"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Two stages of one area over one stretch of time, or `refused`."""

    area: str
    start: date
    end: date
    over: str
    measure: str
    part: int = 0
    whole: int = 0
    periods: int = 0
    expected: int = 0
    refused: str = ""
    cells: tuple[CellName, ...] = ()


def stages(ledger: pl.DataFrame, regions: frozenset[str], on: date) -> tuple[Stage, ...]:
    """Pairs of stages by region and calendar month, in order of area, month and stage.

    `regions` are the codes of areas that are a region or larger; `on` is the day that ages are
    counted from. A figure enters where its own words state it for the whole region: figures of
    municipalities are never shown, and are not added up here.
    """
    framed = ledger.with_row_index("at").filter(
        pl.col("measure").is_in(sorted({name for pair in STAGES for name in pair}))
        & (pl.col("basis") != "target")
        & pl.col("role").is_in(["data", "total"])
        & pl.col("area").is_in(sorted(regions))
        & pl.col("start").is_not_null()
    )
    framed = framed.filter((pl.col("category") == "") & (pl.col("category_label").is_in(_ALL)))
    found: list[Stage] = []
    for (area,), part in framed.sort("area", "start", "end", "document", "at").group_by(
        ["area"], maintain_order=True
    ):
        found.extend(_of_area(str(area), part, on))
    return tuple(
        sorted(found, key=lambda one: (one.area, one.start, one.end, one.over, one.measure))
    )


# Words of a column that stands for all groups together.
_ALL = ("", "Всего", "всего", "Итого", "итого", "Total", "total")


def _of_area(area: str, part: pl.DataFrame, on: date) -> Iterator[Stage]:
    names = (
        "at",
        "document",
        "anchor",
        "part",
        "measure",
        "unit",
        "start",
        "end",
        "value",
        "mark",
        "qualifier",
    )
    spans: dict[tuple[date, date], list[dict[str, object]]] = defaultdict(list)
    for row in part.select(names).iter_rows(named=True):
        spans[_stretch(row["start"], row["end"])].append(row)
    for (start, end), rows in sorted(spans.items()):
        by_stage: dict[str, list[dict[str, object]]] = defaultdict(list)
        for row in rows:
            by_stage[str(row["measure"])].append(row)
        for over, measure in STAGES:
            if over in by_stage and measure in by_stage:
                yield _pair(
                    area, (start, end), (over, measure), (by_stage[over], by_stage[measure]), on
                )


def _stretch(start: date, end: date) -> tuple[date, date]:
    """The calendar month of a shorter period, by its last day; a longer period stands for itself."""
    if (end - start).days + 1 >= LEAST_DAYS:
        return start, end
    first = end.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def _pair(
    area: str,
    span: tuple[date, date],
    stage: tuple[str, str],
    rows: tuple[Sequence[dict[str, object]], Sequence[dict[str, object]]],
    on: date,
) -> Stage:
    over, measure = stage
    whole, part = rows
    why = _why_not(whole, part, span, on)
    cells = tuple(_name(row) for row in (*part, *whole))
    common = {"area": area, "start": span[0], "end": span[1], "over": over, "measure": measure}
    if why:
        return Stage(**common, refused=why, cells=cells)  # type: ignore[arg-type]
    return Stage(
        **common,  # type: ignore[arg-type]
        part=sum(int(float(str(row["value"]))) for row in part),
        whole=sum(int(float(str(row["value"]))) for row in whole),
        periods=len(whole),
        cells=cells,
    )


def _name(row: dict[str, object]) -> CellName:
    return CellName(int(str(row["document"])), str(row["anchor"]), int(str(row["part"])))


def _why_not(
    whole: Sequence[dict[str, object]],
    part: Sequence[dict[str, object]],
    span: tuple[date, date],
    on: date,
) -> str:
    if span[1] + AGE > on:
        return "younger than eight weeks"
    units = {str(row["unit"]) for row in (*whole, *part)}
    ours, theirs = [[(row["start"], row["end"]) for row in rows] for rows in (whole, part)]
    reasons = {
        "units differ, or count no persons": units != {"person"},
        "a figure is a mark, no number": any(row["mark"] != "stated" for row in (*whole, *part)),
        "a figure is a bound or about, no exact count": any(
            row["qualifier"] != "=" for row in (*whole, *part)
        ),
        "the two stages are of different periods": sorted(map(str, ours))
        != sorted(map(str, theirs)),
        "several versions of one period: judge one at a time": len(set(ours)) < len(ours),
        "periods that overlap would be counted twice": _overlap(ours),
    }
    return next((words for words, applies in reasons.items() if applies), "") or _no_share(
        [float(str(row["value"])) for row in whole], [float(str(row["value"])) for row in part]
    )


def _overlap(spans: Sequence[tuple[object, object]]) -> bool:
    """Whether one period begins before the one before it is over."""
    ordered = sorted((str(start), str(end)) for start, end in spans)
    return any(late[0] <= early[1] for early, late in pairwise(ordered))


def _no_share(whole: Sequence[float], part: Sequence[float]) -> str:
    if any(value % 1 for value in (*whole, *part)):
        return "a figure is no whole number"
    if not sum(whole):
        return "nobody at the earlier stage: there is nothing to divide by"
    if sum(part) > sum(whole):
        return "more at the later stage than at the earlier"
    return ""
