"""One document to the relational form of each of its tables; people stay sealed here too."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from svodka.desk import fitting, fitting_pages
from svodka.desk.tidy import not_recognised, opened, time_left, writing
from svodka.model import Grid, Piece, Remark, Unread
from svodka.recognise.relational import relational

# column names, one record a tuple, steps, doubts: plain values, so that they may come out of a child
_Plain = tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A frame of texts for every table of one document, with the steps taken and what is doubtful."""

    frames: tuple[pl.DataFrame, ...]
    steps: tuple[tuple[str, ...], ...]
    doubts: tuple[tuple[str, ...], ...]
    remarks: tuple[Remark, ...]
    unread: Unread | None
    sealed: tuple[str, ...]


def related(data: bytes, began: float | None = None) -> Related:
    """The relational form of every table in a document, in its order; its time as in `figures`."""
    began = time.monotonic() if began is None else began
    document = opened(data, began)

    def relations(pieces: Sequence[Piece]) -> Iterator[_Plain]:
        for grid in (piece for piece in pieces if isinstance(piece, Grid)):
            relation = relational(grid)
            yield relation.columns, relation.rows, relation.steps, relation.doubts

    reading = document.reading
    left = time_left(began, reading)
    fit = fitting_pages.fitted(reading.grids, relations, left, writing(reading))
    outcome = fit.outcome
    found = [item for item in outcome.items if item[0]]
    return Related(
        frames=tuple(_frame(columns, rows) for columns, rows, _, _ in found),
        steps=tuple(steps for _, _, steps, _ in found),
        doubts=tuple(doubts for _, _, _, doubts in found),
        remarks=reading.remarks,
        unread=not_recognised(outcome.unread or fitting.where_cut(fit))
        or document.cut
        or reading.unread,
        sealed=document.sealed,
    )


def _frame(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> pl.DataFrame:
    """Texts only; a column name that stands twice gets its position added."""
    names: list[str] = []
    for position, name in enumerate(columns, 1):
        names.append(name if name not in names else f"{name}.{position}")
    return pl.DataFrame(
        {name: [row[i] for row in rows] for i, name in enumerate(names)},
        schema=dict.fromkeys(names, pl.String),
    )
