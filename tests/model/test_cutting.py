"""A grid cut at a row is the first rows of the whole, cell by cell, at the same anchors."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from svodka.model import Grid, GridKind, Merge, PageBox, Span
from svodka.model.cutting import first_rows
from svodka.read.sheet_maps import CodedCells, SheetFormulas, ShownCells

WIDTH, HEIGHT = 3, 6
BY_CELL = (
    "texts", "boxes", "spans", "formulas", "comments", "number_formats", "indents", "raised", "bold", "overlaid",
)  # fmt: skip
PLACES = [(row, column) for row in range(HEIGHT) for column in range(WIDTH)]


def _grid(kind: GridKind) -> Grid:
    rows = tuple(
        tuple(float(row * WIDTH + column) for column in range(WIDTH)) for row in range(HEIGHT)
    )
    codes = np.array([[(r + c) % 2 for c in range(WIDTH)] for r in range(HEIGHT)], np.uint8)
    formats = CodedCells(codes, ("0.00",))
    return Grid(
        kind=kind,
        name="S",
        table=(2,) if kind is GridKind.TABLE else (),
        top=4,
        left=2,
        rows=rows,
        texts=ShownCells({(1, 1): "one", (5, 1): "five"}, formats, rows),
        boxes={
            (r, c): PageBox(page=1, left=c * 10, top=r * 10, right=c * 10 + 9, bottom=r * 10 + 9)
            for r, c in PLACES
        },
        spans={at: Span(index * 2, index * 2 + 1) for index, at in enumerate(PLACES)},
        merges=(Merge(0, 0, 0, 2), Merge(2, 0, 4, 0), Merge(5, 1, 5, 2)),
        formulas=SheetFormulas(
            {(0, 1): "A1+1"},
            {(1, 2): "0", (5, 2): "0"},
            {"0": ("A2+1", (1, 2))},
            (1, 1),
        ),
        comments={(1, 0): "why", (5, 0): "late"},
        number_formats=formats,
        indents={(r, 0): r for r in range(HEIGHT)},
        bold=frozenset({(0, 0), (4, 1)}),
        raised={(0, 0): ((0, 1),), (5, 0): ((0, 1),)},
        overlaid=frozenset({(1, 0), (5, 2)}),
        hidden_rows=frozenset({1, 5}),
        hidden_columns=frozenset({2}),
        before=("above",),
        after=("below",),
    )


@pytest.mark.parametrize("kind", GridKind)
@pytest.mark.parametrize("count", range(1, HEIGHT + 2))
def test_the_cut_grid_equals_the_first_rows_of_the_whole_with_anchors_unchanged(
    kind: GridKind, count: int
) -> None:
    whole = _grid(kind)
    cut = first_rows(whole, count)
    assert cut.height == min(count, HEIGHT)
    for row, column in PLACES:
        if row >= count:
            continue
        old, new = whole.cell(row, column), cut.cell(row, column)
        for field in fields(old):
            if field.name != "merge":
                assert getattr(old, field.name) == getattr(new, field.name)
        assert (old.merge is None) == (new.merge is None)
        if old.merge and new.merge:
            assert new.merge.last_row == min(old.merge.last_row, count - 1)
        assert cut.indents.get((row, column)) == whole.indents.get((row, column))
        assert cut.raised.get((row, column)) == whole.raised.get((row, column))
        assert ((row, column) in cut.bold) == ((row, column) in whole.bold)
        assert ((row, column) in cut.overlaid) == ((row, column) in whole.overlaid)


@pytest.mark.parametrize("count", range(HEIGHT))
def test_nothing_in_a_cut_grid_is_said_of_a_row_below(count: int) -> None:
    cut = first_rows(_grid(GridKind.SHEET), count)
    by_cell = [getattr(cut, field.name) for field in fields(Grid) if field.name in BY_CELL]
    assert len(by_cell) == len(BY_CELL)
    assert all(row < count for known in by_cell for row, _ in known)
    assert all(merge.last_row < count for merge in cut.merges)
    assert all(row < count for row in cut.hidden_rows)
    assert cut.after == ()


def test_a_grid_that_is_short_enough_is_itself() -> None:
    whole = _grid(GridKind.SHEET)
    assert first_rows(whole, HEIGHT) is whole
