"""Plans that take over what the plan before left unmet: such plans are not to be added up over their periods."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from svodka.model import Finding, Kind
from svodka.reconcile.findings import Cells, shown

# Of one area so many periods, or of one period so many areas, must show it before it is called so.
_LEAST = 3
_MOST = 0.75
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Next:
    """A plan, what of it was agreed, and the plan of the period after; `own` is the next without the shortfall."""

    area: str
    start: str
    end: str
    plan: float
    short: float
    after: float
    rows: tuple[int, int, int]

    @property
    def own(self) -> float:
        return self.after - self.short


def carried(ledger: pl.DataFrame) -> Iterator[Finding]:
    """One finding where plans are the usual plan of the area and the shortfall before, exactly, and mostly so.

    The usual plan is the commonest of what is left of an area's plans when the shortfall before is
    taken off, or its plan before. A shortfall of 0 shows nothing.
    """
    names = Cells(ledger)
    by_area: dict[str, list[_Next]] = defaultdict(list)
    for one in _pairs(ledger):
        by_area[one.area].append(one)
    shows: list[_Next] = []
    tested = 0
    for pairs in by_area.values():
        tested += len(pairs)
        shows += _showing(pairs)
    if len(shows) < _LEAST or len(shows) < _MOST * tested:
        return
    first = shows[0]
    yield Finding(
        kind=Kind.CARRIED,
        words=f"in {len(shows)} of {tested} pairs of periods the plan takes over what the one before left unmet, as "
        f"in {first.area}: {shown(first.own)} and {shown(first.short)} make {shown(first.after)}; such plans do not "
        f"add up over periods",
        cells=names.names(row for one in shows for row in one.rows),
        start=first.start,
        end=shows[-1].end,
        measure="plan",
        among=tested,
    )


def _showing(pairs: Sequence[_Next]) -> list[_Next]:
    own = Counter(one.own for one in pairs)
    usual, times = own.most_common(1)[0]
    return [
        one for one in pairs if one.own == one.plan or (times >= _LEAST - 1 and one.own == usual)
    ]


def _pairs(ledger: pl.DataFrame) -> Iterator[_Next]:
    """Plans that follow each other in an area, with the total agreed under the earlier one; each stated one way."""
    keys = ("area", "start", "end")
    stated = ledger.with_row_index("at").filter(
        pl.col("value").is_not_null()
        & (pl.col("qualifier") == "=")
        & (pl.col("area") != "")
        & pl.col("start").is_not_null()
        & pl.col("category").eq("")
    )
    plans = _once(stated.filter((pl.col("measure") == "plan") & (pl.col("basis") == "target")))
    agreed = _once(
        stated.filter(
            (pl.col("measure") == "agreed")
            & (pl.col("basis") == "flow")
            & ((pl.col("role") == "total") | (pl.col("category_label") == ""))
        )
    )
    both = plans.join(
        agreed.select(*keys, agreed="value", agreed_at="at"), on=keys, how="inner"
    ).with_columns(next=pl.col("end") + _DAY)
    after = plans.select("area", next="start", after="value", after_at="at")
    joined = both.join(after, on=["area", "next"], how="inner").sort("area", "start")
    for row in joined.iter_rows(named=True):
        short = row["value"] - row["agreed"]
        if short > 0:
            yield _Next(
                row["area"], str(row["start"]), str(row["end"]), row["value"], short, row["after"],
                (row["at"], row["agreed_at"], row["after_at"]),
            )  # fmt: skip


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an area and period where all that state it agree."""
    keys = ["area", "start", "end"]
    return (
        rows.filter(pl.col("value").n_unique().over(keys) == 1)
        .sort("at")
        .unique(keys, keep="first", maintain_order=True)
        .select(*keys, "value", "at")
    )
