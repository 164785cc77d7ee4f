"""Versions of a return side by side: which cells changed, and which tables came again under another date.

Rows are matched by their labels, because rows move. Nothing here says which version is right.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# So many figures above zero must be comparable, and so large a share of them equal, to be the same again.
LEAST = 12
SAME = 0.95
_OVERLAP = 0.8


class Likeness(Enum):
    """How two tables of the same form are related; the values are the words on disk."""

    CHANGED = "changed"
    REISSUED = "reissued"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two tables of one form. `cells` are rows of the ledger: pairs that differ, or that are the same again."""

    earlier: int
    later: int
    likeness: Likeness
    table: str
    compared: int
    equal: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Filed:
    """One table as sorted label codes with their values, and the periods it is of."""

    document: int
    table: str
    codes: Integers
    values: Floats
    rows: Integers
    period: tuple[str, ...]
    last: str


def pairs(ledger: pl.DataFrame) -> Iterator[Pair]:
    """Versions of one period, and tables whose figures stand again under another, by document."""
    groups: dict[tuple[str, ...], list[_Filed]] = defaultdict(list)
    for form, filed in _filed(ledger):
        groups[form].append(filed)
    for _, group in sorted(groups.items()):
        yield from _of_form(group)


def _of_form(group: Sequence[_Filed]) -> Iterator[Pair]:
    ordered = sorted(group, key=lambda one: (one.last, one.document, one.table))
    seen: set[tuple[int, int]] = set()
    periods: dict[tuple[str, ...], list[_Filed]] = defaultdict(list)
    contents: dict[bytes, list[_Filed]] = defaultdict(list)
    for one in ordered:
        periods[one.period].append(one)
        contents[one.codes.tobytes() + one.values.tobytes()].append(one)
    candidates = itertools.chain(
        *(itertools.combinations(same, 2) for same in periods.values()),
        *(itertools.pairwise(same) for same in contents.values()),
        itertools.pairwise(ordered),
    )
    for earlier, later in candidates:
        key = (id(earlier), id(later))
        if key in seen or earlier.document == later.document:
            continue
        seen.add(key)
        found = _compared(earlier, later)
        if found is not None:
            yield found


def _compared(earlier: _Filed, later: _Filed) -> Pair | None:
    _, left, right = np.intersect1d(
        earlier.codes, later.codes, assume_unique=True, return_indices=True
    )
    if len(left) < _OVERLAP * min(len(earlier.codes), len(later.codes)):
        return None
    one, other = earlier.values[left], later.values[right]
    known = ~np.isnan(one) & ~np.isnan(other)
    # A figure that became a mark, or the other way round, changed too.
    different = (known & (one != other)) | (np.isnan(one) ^ np.isnan(other))
    telling = known & ((one != 0) | (other != 0))
    equal = int((telling & ~different).sum())
    same_period = earlier.period == later.period
    if same_period and different.any():
        likeness, chosen = Likeness.CHANGED, different
    elif same_period and telling.any():
        likeness, chosen = Likeness.REISSUED, telling
    elif telling.sum() >= LEAST and equal >= SAME * telling.sum():
        likeness, chosen = Likeness.REPEATED, telling & ~different
    else:
        return None
    cells = zip(earlier.rows[left][chosen], later.rows[right][chosen], strict=True)
    return Pair(
        earlier=earlier.document,
        later=later.document,
        likeness=likeness,
        table=later.table,
        compared=int(telling.sum()),
        equal=equal,
        cells=tuple((int(a), int(b)) for a, b in cells),
    )


def _filed(ledger: pl.DataFrame) -> Iterator[tuple[tuple[str, ...], _Filed]]:
    """Every table under its form: the heads of its columns."""
    table = pl.col("anchor").str.extract(r"^(sheet=[^&]*|table=[^&]*|page=)", 1).fill_null("")
    last = pl.coalesce("end", "as_of")
    framed = (
        ledger.with_row_index("at")
        .filter((pl.col("column_path") != "[]") & (pl.col("role") != "note"))
        .with_columns(
            table=table,
            last=last.cast(pl.String).fill_null(""),
            label=pl.col("row_path") + "\n" + pl.col("column_path"),
            span=pl.concat_str(
                [pl.col(name).cast(pl.String).fill_null("") for name in ("start", "end", "as_of")],
                separator="/",
            ),
        )
    )
    labels = framed["label"].unique(maintain_order=True)
    codes = pl.DataFrame({"label": labels, "code": np.arange(len(labels))})
    framed = framed.join(codes, on="label", how="left", maintain_order="left")
    for (document, name), part in framed.group_by(["document", "table"], maintain_order=True):
        once = part.filter(pl.len().over("code") == 1).sort("code")
        if len(once) < LEAST:
            continue
        yield (
            tuple(sorted(part["column_path"].unique())),
            _Filed(
                document=int(str(document)),
                table=str(name),
                codes=once["code"].to_numpy().astype(np.int64),
                values=once["value"].to_numpy().astype(np.float64),
                rows=once["at"].to_numpy().astype(np.int64),
                period=tuple(sorted(part["span"].unique())),
                last=str(part["last"].max()),
            ),
        )
