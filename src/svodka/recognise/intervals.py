"""Columns of a flat table that state of each row from when to when it holds, and how exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.lexicon import periods
from svodka.lexicon.folding import fold
from svodka.lexicon.periods import Found
from svodka.lexicon.periods_phrases import Shape
from svodka.model import Basis, Period, Qualifier, Table
from svodka.recognise.labels import words_of

NO_START = "first day of the interval not stated"
NO_END = "last day of the interval not stated"
REVERSED = "the interval ends before it starts"
_STARTS = frozenset(
    [
        "start",
        "start date",
        "date start",
        "start_date",
        "date_start",
        "starts",
        "begin",
        "begin date",
        "from",
        "date from",
        "from date",
        "date_from",
        "period start",
        "с",
        "с даты",
        "начало",
        "начало периода",
        "дата начала",
        "дата с",
        "период с",
    ]
)
_ENDS = frozenset(
    [
        "end",
        "end date",
        "date end",
        "end_date",
        "date_end",
        "ends",
        "to",
        "until",
        "through",
        "date to",
        "to date",
        "date_to",
        "period end",
        "по",
        "по дату",
        "конец",
        "конец периода",
        "окончание",
        "дата окончания",
        "дата по",
        "период по",
    ]
)
_QUALIFIES = frozenset(["qualifier", "qualification", "sign", "квалификатор", "оговорка", "знак"])
_SIGNS = {
    **{sign.value: sign for sign in Qualifier},
    "": Qualifier.EXACT,
    "≥": Qualifier.AT_LEAST,
    "≤": Qualifier.AT_MOST,
    "≈": Qualifier.ABOUT,
    "at least": Qualifier.AT_LEAST,
    "at most": Qualifier.AT_MOST,
    "up to": Qualifier.AT_MOST,
    "about": Qualifier.ABOUT,
    "more than": Qualifier.MORE,
    "over": Qualifier.MORE,
    "less than": Qualifier.LESS,
    "не менее": Qualifier.AT_LEAST,
    "не более": Qualifier.AT_MOST,
    "до": Qualifier.AT_MOST,
    "около": Qualifier.ABOUT,
    "более": Qualifier.MORE,
    "свыше": Qualifier.MORE,
    "менее": Qualifier.LESS,
}


def stated(table: Table, found: Sequence[Found | None]) -> tuple[Found | None, ...]:
    """The periods of the rows; an interval that columns state stands before any other date there."""
    first, last = _headed(table, _STARTS), _headed(table, _ENDS)
    if first is None or last is None:
        return tuple(found)
    return tuple(
        _interval(words_of(cells[first]), words_of(cells[last])) or own
        for own, cells in (
            (f, table.grid.rows[r]) for f, r in zip(found, table.body_rows, strict=True)
        )
    )


def qualifiers(table: Table) -> dict[int, Qualifier]:
    """For each row, by its index, the qualifier that a column of such signs or words states."""
    column = _headed(table, _QUALIFIES)
    if column is None:
        return {}
    said = [fold(words_of(table.grid.rows[row][column])) for row in table.body_rows]
    if not set(said) <= _SIGNS.keys():
        return {}
    return {i: _SIGNS[text] for i, text in enumerate(said) if _SIGNS[text] is not Qualifier.EXACT}


def without_signs(table: Table, paths: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """Row paths without the signs of such a column, which name nothing."""
    if not qualifiers(table):
        return paths
    return [tuple(text for text in path if fold(text) not in _SIGNS) for path in paths]


def _headed(table: Table, heads: frozenset[str]) -> int | None:
    """The one column beside the figures that is headed by one of these words."""
    rows = table.grid.rows
    found = [
        column
        for column in table.stub_columns
        if any(fold(words_of(rows[row][column])).strip(" .:") in heads for row in table.head_rows)
    ]
    return found[0] if len(found) == 1 else None


def _interval(first: str, last: str) -> Found | None:
    """What two dates say together, None where neither is one."""
    start, end = _day(first), _day(last)
    if start is None and end is None:
        return None
    one = start or end
    assert one is not None
    label = " – ".join(filter(None, (first, last)))
    found = Found(period=None, basis=Basis.UNKNOWN, label=label, shape=Shape.DAY, doubts=one.doubts)
    begins = start and start.period and (start.period.start or start.period.as_of)
    stops = end and end.period and (end.period.end or end.period.as_of)
    if not stops:
        return replace(found, doubts=(*found.doubts, NO_END))
    if begins and begins > stops:
        return replace(found, doubts=(*found.doubts, REVERSED))
    if not begins:
        doubts = (*found.doubts, NO_START)
        return replace(found, period=Period(end=stops), basis=Basis.TO_DATE, doubts=doubts)
    doubts = tuple(dict.fromkeys((*found.doubts, *(end.doubts if end else ()))))
    return replace(found, period=Period(start=begins, end=stops), basis=Basis.FLOW, doubts=doubts)


def _day(text: str) -> Found | None:
    found = periods.find((text,), strict=True) if text else None
    return found if found and found.period else None
