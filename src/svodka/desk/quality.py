"""Completeness, timeliness and consistency of a case by area, agency, period or obligation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from svodka.desk.campaign import book_in_force
from svodka.desk.case import Case
from svodka.desk.judging import working_copy
from svodka.desk.ledger import ledger_of
from svodka.desk.reckoning import Reckoned, not_whole, number
from svodka.model import Codebook, Filing
from svodka.reconcile import (
    Consistency,
    Quality,
    Share,
    by_agency,
    consistency,
    filings,
    quality,
)

QUALITY = (
    "name", "owed", "filed", "zero", "missing", "not_obtained", "completeness", "coverage",
    "timeliness_of_dated", "timeliness_of_expected", "sums", "sums_hold", "stages", "stages_hold", "compared",
    "steady", "judged", "usual",
)  # fmt: skip
_BY: dict[str, Callable[[Filing], str]] = {
    "area": lambda one: one.area,
    "period": lambda one: f"{one.start}/{one.end}",
    "obligation": lambda one: one.obligation,
}


def quality_of(case: Case, until: date | None, by: str) -> Reckoned:
    """One row a name, in order of names; a share stands beside what it is a share of."""
    book = book_in_force(case)
    ledger = ledger_of(case)
    in_part = not_whole(case)
    if by == "agency":
        held = by_agency(ledger, book, until, in_part) if book is not None else {}
        complete = [one for name in held for one in quality(held[name], _named(name))]
    else:
        complete = list(quality(filings(ledger, book, until, in_part), _BY[by]))
    consistent = consistency(ledger, _place(ledger, book, by))
    owing = {one.name: one for one in complete}
    rows = tuple(
        _row(name, owing.get(name), consistent.get(name, Consistency()))
        for name in sorted(owing.keys() | consistent.keys())
    )
    return Reckoned(QUALITY, rows, tuple(_lines(book, by)), working_copy(case))


def _named(name: str) -> Callable[[Filing], str]:
    return lambda _: name


def _lines(book: Codebook | None, by: str) -> list[str]:
    if by == "agency" and not any(one.agency for one in (book.categories if book else ())):
        return ["no campaign says which agency holds which register"]
    return []


def _place(ledger: pl.DataFrame, book: Codebook | None, by: str) -> Callable[[int], str]:
    """The group of each row of the ledger."""
    if by == "obligation":
        codes = [one.code for one in (book.obligations if book else ()) if one.frequency]
        # Of several obligations nobody says which of them a figure was filed under.
        return _named_row(codes[0] if len(codes) == 1 else "")
    if by == "area":
        areas = ledger.select(
            pl.when(pl.col("area") != "").then("area").otherwise("area_label").alias("name")
        )
        return areas["name"].to_list().__getitem__
    if by == "period":
        last = pl.coalesce("end", "as_of").cast(pl.String)
        spans = ledger.select(
            name=pl.coalesce("start", "as_of", "end").cast(pl.String) + "/" + last
        )
        return spans["name"].fill_null("").to_list().__getitem__
    agencies = {one.code: one.agency for one in (book.categories if book else ())}
    names = [agencies.get(code, "") for code in ledger["category"].to_list()]
    return names.__getitem__


def _named_row(name: str) -> Callable[[int], str]:
    return lambda _: name


def _row(name: str, one: Quality | None, how: Consistency) -> tuple[str, ...]:
    numbers: tuple[str, ...] = ("",) * 9
    if one is not None:
        shares = (
            one.completeness,
            one.coverage,
            one.timeliness_of_dated,
            one.timeliness_of_expected,
        )
        counts = (one.owed, one.filed, one.zero, one.missing, one.not_obtained)
        numbers = (*map(str, counts), *(number(share) for share in shares))
    held = (how.sums, how.stages, how.steady, how.usual)
    return (name, *numbers, *(text for share in held for text in _share(share)))


def _share(one: Share) -> tuple[str, str]:
    return str(one.of), number(one.held / one.of) if one.of else ""
