"""Figures of one document put back into their tables: which rows and columns are sums, and where each cell is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from svodka.model.cutting import CUT_OFF

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]

# A dash or an empty cell adds nothing to a sum; what is withheld or unreadable adds nobody knows what.
_ADDS_NOTHING = ("dash", "blank")
_MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table. `values` is rows by columns, NaN where unknown; `cells` holds rows of the ledger, -1 for none.

    `stated` tells a printed number from a mark. `unknown` are counts that are there and nobody
    knows: withheld, not available, a bound, or not told apart. `blank` are empty cells, which add
    nothing only where the sum holds without them.
    """

    document: int
    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats
    stated: Mask
    cells: Integers
    total_rows: Mask
    total_columns: Mask
    unknown: Mask
    blank: Mask


def sheets(ledger: pl.DataFrame) -> Iterator[Sheet]:
    """Every table of the ledger, in its order; running text and figures that share both paths are left out."""
    framed = ledger.with_row_index("at").filter(
        (pl.col("row_path") != "[]") & (pl.col("column_path") != "[]") & (pl.col("role") != "note")
    )
    framed = framed.filter(~pl.col("doubt").str.contains(CUT_OFF, literal=True))
    table = pl.col("anchor").str.extract(r"^(sheet=[^&]*|table=[^&]*|page=)", 1).fill_null("")
    framed = framed.with_columns(table=table)
    for (document, name, _), part in framed.group_by(
        ["document", "table", "title"], maintain_order=True
    ):
        sheet = _sheet(int(str(document)), str(name), part)
        if sheet is not None:
            yield sheet


def _sheet(document: int, name: str, part: pl.DataFrame) -> Sheet | None:
    rows = part["row_path"].unique(maintain_order=True)
    columns = part["column_path"].unique(maintain_order=True)
    shape = (len(rows), len(columns))
    if min(shape) < 1 or shape[0] * shape[1] > _MOST_CELLS or max(shape) < 3:
        return None
    row = _codes(part["row_path"], rows)
    column = _codes(part["column_path"], columns)
    values = np.full(shape, np.nan)
    cells = np.full(shape, -1, np.int64)
    stated = np.zeros(shape, np.bool_)
    mark = part["mark"]
    known = part["value"].to_numpy().astype(np.float64)
    exact = (part["qualifier"] == "=").to_numpy() | (mark != "stated").to_numpy()
    number = np.where(mark.is_in(_ADDS_NOTHING).to_numpy(), 0.0, np.where(exact, known, np.nan))
    values[row, column] = number
    stated[row, column] = (mark == "stated").to_numpy()
    blank = np.zeros(shape, np.bool_)
    blank[row, column] = (mark == "blank").to_numpy()
    # Two figures under one pair of paths are not told apart: neither is added to anything.
    times = np.zeros(shape, np.int64)
    np.add.at(times, (row, column), 1)
    cells[row, column] = part["at"].to_numpy()
    cells[times > 1] = -1
    values[times > 1] = np.nan
    total = np.zeros(shape, np.bool_)
    total[row, column] = (part["role"] == "total").to_numpy()
    relative = np.zeros(shape, np.bool_)
    relative[row, column] = ((part["role"] == "derived") | (part["unit"] == "percent")).to_numpy()
    there = times > 0
    counts = there & ~relative
    values[relative] = np.nan
    return Sheet(
        document=document,
        name=name,
        rows=tuple(rows),
        columns=tuple(columns),
        values=values,
        stated=stated,
        cells=cells,
        total_rows=_all_along(total, counts, 1),
        total_columns=_all_along(total, counts, 0),
        unknown=counts & np.isnan(values),
        blank=blank,
    )


def _codes(texts: pl.Series, distinct: pl.Series) -> Integers:
    place = pl.DataFrame({"text": distinct, "code": np.arange(len(distinct))})
    joined = texts.to_frame("text").join(place, on="text", how="left", maintain_order="left")
    return joined["code"].to_numpy().astype(np.int64)


def _all_along(total: Mask, counts: Mask, axis: int) -> Mask:
    """Lines of which every counted cell is a total, and that have at least one."""
    return np.asarray((total | ~counts).all(axis=axis) & counts.any(axis=axis))
