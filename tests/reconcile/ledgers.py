"""Small ledgers written by hand: one line a figure, what is not named is empty."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import polars as pl

TYPES: dict[str, Any] = {
    "document": pl.Int64,
    "part": pl.Int64,
    "value": pl.Float64,
    "start": pl.Date,
    "end": pl.Date,
    "as_of": pl.Date,
}
TEXTS = (
    "voice", "anchor", "area", "area_label", "basis", "category", "category_label", "measure", "measure_label",
    "unit", "qualifier", "mark", "role", "raw", "row_path", "column_path", "title", "doubt", "context",
)  # fmt: skip
SCHEMA = pl.Schema({**TYPES, **dict.fromkeys(TEXTS, pl.String)})
PLAIN = {
    "document": 1,
    "part": 1,
    "voice": "official",
    "basis": "flow",
    "unit": "person",
    "qualifier": "=",
    "mark": "stated",
    "role": "data",
    "measure": "approached",
    "title": "[]",
}


def figure(number: int, **said: Any) -> dict[str, Any]:
    """One figure with what is said of it; its cell is made of its number."""
    row: dict[str, Any] = dict.fromkeys(SCHEMA, "") | dict.fromkeys(TYPES) | PLAIN
    row |= {"anchor": f"cell=A{number}"} | said
    for path in ("row_path", "column_path"):
        row[path] = json.dumps(row[path] or [row["area"] or "x"], ensure_ascii=False)
    if row["mark"] != "stated":
        row["value"] = None
    return row


def ledger(figures: list[dict[str, Any]]) -> pl.DataFrame:
    """Figures as the frame that is reconciled; each gets a cell of its own."""
    rows = [figure(number, **said) for number, said in enumerate(figures, 1)]
    return pl.DataFrame(rows, schema=SCHEMA)


def week(number: int) -> dict[str, date]:
    """Start and end of a week that ends on a Sunday, counted from 2 October 2023."""
    first = date(2023, 10, 2).toordinal() + 7 * (number - 1)
    return {"start": date.fromordinal(first), "end": date.fromordinal(first + 6)}
