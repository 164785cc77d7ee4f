"""Counts over time, one row a series: only what is in hand, a gap where nothing is or versions disagree."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

KEY = ("area", "category", "measure", "unit", "role", "voice")
_WEEK, _MONTH = 7, 28
# Units of things that are counted one by one; a codebook's own units are taken for such.
_MEASURED = frozenset(
    (
        "percent", "promille", "percentage_point", "share", "usd", "eur", "rub", "gbp", "inr", "m2", "m3", "km2",
        "ton_km", "passenger_km", "kwh", "mwh", "gwh", "mw", "kw", "gcal", "celsius", "kg", "ton", "centner", "hectare",
        "km", "mm", "cm", "metre", "litre", "decalitre", "day", "month", "year", "hour", "times", "index", "person_day",
    )
)  # fmt: skip
_SCALED = re.compile(r"^(?:tens?|hundred|thousand|million|billion|trillion|lakh|crore)_|_per_")


def no_count(unit: str) -> str:
    """Why numbers of a unit do not vary as counts do: measured, scaled or a ratio; empty for counts."""
    if unit in _MEASURED or _SCALED.search(unit):
        return f"measured in {unit}, not counted one by one"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Series of one length of period. `counts` is series by periods, NaN for a gap; `cells` are rows of the ledger.

    `starts` rise without a period left out; `days` is the length of a period, 28 for a month and longer.
    """

    days: int
    names: tuple[tuple[str, ...], ...]
    starts: tuple[date, ...]
    counts: NDArray[np.float64]
    cells: NDArray[np.int64]

    def label(self, at: int) -> str:
        """A series in words: area, group, measure."""
        return " · ".join(word for word in self.names[at][:3] if word)

    @property
    def coverage(self) -> str:
        """How many of the slots are in hand."""
        return f"{int((~np.isnan(self.counts)).sum())} of {self.counts.size}"


def bundles(ledger: pl.DataFrame) -> Iterator[Bundle]:
    """The flows of a case by length of their period, series in order of names."""
    flows = ledger.with_row_index("at").filter(
        (pl.col("basis") == "flow")
        & (pl.col("mark") == "stated")
        & (pl.col("qualifier") == "=")
        & pl.col("role").is_in(["data", "total"])
        & (pl.col("unit") != "percent")
        & pl.col("start").is_not_null()
        & ((pl.col("area") != "") | (pl.col("area_label") != ""))
    )
    named = flows.with_columns(
        days=_length(),
        area=_or_label("area"),
        category=_or_label("category"),
        measure=_or_label("measure"),
    )
    for (days,), part in named.sort("days", *KEY, "start", "document", "at").group_by(
        ["days"], maintain_order=True
    ):
        yield _bundle(int(str(days)), part)


def _length() -> pl.Expr:
    """Days of the period; months and longer by how many months they are."""
    days = (pl.col("end") - pl.col("start")).dt.total_days() + 1
    months = (days / 30.4).round().cast(pl.Int64)
    return pl.when(days >= _MONTH).then(months * _MONTH).otherwise(days)


def _or_label(name: str) -> pl.Expr:
    return (
        pl.when(pl.col(name) != "")
        .then(pl.col(name))
        .otherwise(pl.col(f"{name}_label"))
        .alias(name)
    )


def _bundle(days: int, part: pl.DataFrame) -> Bundle:
    axis = _axis(sorted(set(part["start"].to_list())), days)
    row = part.select(pl.struct(KEY).rle_id()).to_series().to_numpy().astype(np.int64)
    names = part.select(KEY)[np.flatnonzero(np.diff(row, prepend=-1))]
    column = np.searchsorted(np.array(axis, "datetime64[D]"), part["start"].to_numpy())
    counts = np.full((len(names), len(axis)), np.nan)
    cells = np.full(counts.shape, -1, np.int64)
    # The rows of one slot follow each other, the last version behind the others.
    first = np.flatnonzero(np.diff(row * len(axis) + column, prepend=-1))
    value = part["value"].to_numpy().astype(np.float64)
    least, most = np.minimum.reduceat(value, first), np.maximum.reduceat(value, first)
    # Versions that disagree are no one count: the slot is a gap, and a finding of its own.
    counts[row[first], column[first]] = np.where(least == most, least, np.nan)
    cells[row, column] = part["at"].to_numpy()
    return Bundle(
        days=days, names=tuple(names.iter_rows()), starts=tuple(axis), counts=counts, cells=cells
    )


def _axis(days: list[date], length: int) -> list[date]:
    """The starts, with those that nobody has in between where periods are of even days."""
    if length >= _MONTH or not days:
        return days
    steps = {(late - early).days % length for early, late in itertools.pairwise(days)}
    if steps - {0}:
        return days
    ordinals = range(days[0].toordinal(), days[-1].toordinal() + 1, length)
    return [date.fromordinal(number) for number in ordinals]
