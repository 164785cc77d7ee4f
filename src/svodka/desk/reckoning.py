"""The grid of filings, stages with intervals and rises of a case, each with what of it is in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from svodka.analyse import Interval, ratio, share
from svodka.desk.campaign import book_in_force
from svodka.desk.case import Case
from svodka.desk.derive import State
from svodka.desk.judging import working_copy
from svodka.desk.ledger import ledger_of
from svodka.desk.observations import figures_of
from svodka.lexicon import areas
from svodka.model import AreaKind, Codebook, Filing, Rate
from svodka.reconcile import Stage, filings, origins, stages

GRID = (
    "obligation", "area", "area_label", "start", "end", "due", "state", "late", "version", "versions", "document",
    "filed", "deadline", "reason",
)  # fmt: skip
RATES = (
    "area", "start", "end", "measure", "over", "part", "whole", "value", "low", "high", "level", "coverage",
    "refused", "cells",
)  # fmt: skip
ORIGINS = (
    "area", "start", "end", "basis", "category", "measure", "unit", "origin", "value", "other_origin", "other_value",
    "ratio", "low", "high", "refused", "sees", "cells",
)  # fmt: skip
_LARGE = frozenset({AreaKind.REGION, AreaKind.DISTRICT, AreaKind.COUNTRY, AreaKind.STATE})


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Rows of text under `columns`, in order of names, and a summary for a person."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    working_copy: bool


def grid_of(case: Case, until: date | None) -> Reckoned:
    """Who filed what for when, in five states; nothing is ordered by lateness."""
    book = book_in_force(case)
    found = filings(ledger_of(case), book, until, not_whole(case))
    lines = list(_states(found))
    if book is None or not any(one.frequency for one in book.obligations):
        lines.append("no campaign says what is owed: only what is in hand is listed")
    lines += [
        f"obligation {one.code!r} has no day it began: nothing is owed under it"
        for one in (book.obligations if book else ())
        if one.frequency and not (one.since_earliest or one.since_latest)
    ]
    return Reckoned(GRID, tuple(_filing(one) for one in found), tuple(lines), working_copy(case))


def filed_by(case: Case) -> dict[tuple[int, str, str], str]:
    """Which filing a figure belongs to: obligation, period, version and state, by document, area and last day."""
    return {
        (one.document, one.area, one.end.isoformat()): (
            f"{one.obligation or 'in hand'} {one.start}/{one.end} v{one.version} {one.state.value}"
        )
        for one in filings(ledger_of(case), book_in_force(case), None, not_whole(case))
        if one.document and one.version
    }


def not_whole(case: Case) -> frozenset[int]:
    """Documents that were read in part only: what is not seen in them is our gap."""
    return frozenset(
        one.held.number for one in figures_of(case) if one.part.outcome.state is not State.READ
    )


def _states(found: Sequence[Filing]) -> Iterator[str]:
    """How many filings stand in each state, apart from those owed only if the obligation began early."""
    states = Counter((one.state.value, one.due.value) for one in found)
    for (state, due), times in sorted(states.items()):
        yield f"{times} {state}, due {due}"
    late = sum(one.late is True for one in found)
    further = sum(one.version > 1 for one in found)
    total = sum(bool(one.reason) and bool(one.version) for one in found)
    yield f"{late} late, of {sum(one.late is not None for one in found)} with a known day of filing"
    yield f"{further} further versions of a return in hand"
    if total:
        yield f"{total} with a running total in place of the period"


def _filing(one: Filing) -> tuple[str, ...]:
    return (
        one.obligation,
        one.area,
        one.area_label,
        one.start.isoformat(),
        one.end.isoformat(),
        one.due.value,
        one.state.value,
        "" if one.late is None else str(int(one.late)),
        str(one.version) if one.version else "",
        str(one.versions) if one.versions else "",
        f"D-{one.document:04d}" if one.document else "",
        one.filed.isoformat() if one.filed else "",
        one.deadline.isoformat() if one.deadline else "",
        one.reason,
    )


def number(value: float | None) -> str:
    """A number at six significant digits; empty for none."""
    return "" if value is None else f"{value:.6g}"


def rates_of(case: Case, on: date) -> Reckoned:
    """Stages of the funnel with intervals, or why not; by region and month, eight weeks old.

    Below region and month nothing is shown, and groups are never crossed with areas.
    """
    ledger = ledger_of(case)
    book = book_in_force(case)
    found = [_rate(one) for one in stages(ledger, _regions(ledger, book), on)]
    refused = Counter(one.refused for one in found if one.refused)
    lines = [f"{sum(not one.refused for one in found)} pairs of stages divide"]
    lines += [f"not comparable: {times}, {why}" for why, times in sorted(refused.items())]
    return Reckoned(RATES, tuple(_spelled(one) for one in found), tuple(lines), working_copy(case))


def origins_of(case: Case) -> Reckoned:
    """Slots that several origins state, side by side, with the ratio of exact counts and its interval."""
    rows = []
    for one in origins(ledger_of(case)):
        found = ratio(*one.numbers) if one.numbers is not None else None
        rows.append(
            (
                one.area, one.start, one.end, one.basis, one.category, one.measure, one.unit, one.origin, one.value,
                one.other, one.other_value, *(number(each) for each in _bounds(found)), one.refused, one.sees,
                "; ".join(str(cell) for cell in one.cells),
            )
        )  # fmt: skip
    line = f"{len(rows)} pairs of origins state one slot; agreeing confirms neither"
    return Reckoned(ORIGINS, tuple(rows), (line,), working_copy(case))


def _bounds(found: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (found.value, found.low, found.high) if found is not None else (None, None, None)


def _regions(ledger: pl.DataFrame, book: Codebook | None) -> frozenset[str]:
    """Codes in the ledger of areas that are a region or larger."""
    kinds = {area.code: area.kind for area in areas.all_areas()}
    kinds |= {area.code: area.kind for area in book.areas} if book else {}
    return frozenset(code for code in set(ledger["area"]) if kinds.get(code) in _LARGE)


def _rate(one: Stage) -> Rate:
    common = {
        "area": one.area,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "measure": one.measure,
        "over": one.over,
        "coverage": f"{one.periods} periods in hand" if one.periods else "",
        "cells": one.cells,
    }
    if one.refused:
        return Rate(**common, refused=one.refused)  # type: ignore[arg-type]
    found = share(one.part, one.whole)
    return Rate(
        **common,  # type: ignore[arg-type]
        part=one.part,
        whole=one.whole,
        value=found.value,
        low=found.low,
        high=found.high,
    )


def _spelled(one: Rate) -> tuple[str, ...]:
    return (
        one.area,
        one.start,
        one.end,
        one.measure,
        one.over,
        "" if one.part is None else str(one.part),
        "" if one.whole is None else str(one.whole),
        number(one.value),
        number(one.low),
        number(one.high),
        number(one.level),
        one.coverage,
        one.refused,
        "; ".join(str(cell) for cell in one.cells),
    )
