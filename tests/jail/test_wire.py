"""What leaves a child comes out equal outside, and nothing else can come out."""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.jail import run
from svodka.jail.parts import NonsenseReceived, maker
from svodka.jail.wire import END, ITEM, Inbox, Outbox
from svodka.model import (
    Anchor,
    Basis,
    Count,
    Grid,
    GridKind,
    Merge,
    Passage,
    Period,
    Remark,
    SheetCell,
    Span,
)
from svodka.read.sheet_maps import CodedCells

CELLS: tuple[st.SearchStrategy[Any], ...] = (
    st.none(),
    st.text(max_size=5),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
)
cells = st.one_of(*CELLS)
values = st.recursive(
    cells | st.decimals(allow_nan=False) | st.timedeltas() | st.binary(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
)


class Pipe(io.BytesIO):
    """A sink that takes a few bytes at a time, as a full pipe does."""

    def write(self, frame: Any, /) -> int:
        return super().write(bytes(frame[:70_000]))


def crossed(value: Any, known: tuple[Any, ...] = ()) -> Any:
    pipe = Pipe()
    Outbox(pipe, known).send(ITEM, value)
    pipe.seek(0)
    tag, received = Inbox(pipe, known).receive()
    assert tag == ITEM
    assert pipe.read() == b""
    return received


@given(values)
def test_plain_values_cross_unchanged(value: Any) -> None:
    assert crossed(value) == value


@given(st.lists(st.tuples(cells, cells), min_size=1), st.lists(st.text(max_size=4), max_size=3))
def test_grids_cross_unchanged(rows: list[tuple[Any, Any]], before: list[str]) -> None:
    grid = Grid(
        kind=GridKind.SHEET,
        name="Лист",
        rows=tuple(rows),
        texts={(0, 1): "1 234"},
        merges=(Merge(0, 0, 1, 1),),
        bold=frozenset(((0, 0),)),
        hidden_rows=frozenset((1,)),
        before=tuple(before),
    )
    assert crossed(grid) == grid


@pytest.mark.parametrize(
    "value",
    [
        Passage(raw="слово", anchor=Anchor(Span(1, 6)), kind="heading"),
        Remark("hidden", Anchor(SheetCell("Лист 1", 3, 4))),
        Count(Decimal("12.50")),
        Period(start=date(2026, 1, 1), end=date(2026, 1, 7)),
        Basis.TO_DATE,
        (datetime(2026, 1, 1, 12), time(1, 2), timedelta(3)),  # noqa: DTZ001 – files know no zone
    ],
)
def test_values_of_the_model_cross_unchanged(value: Any) -> None:
    assert crossed(value) == value


def test_a_value_is_made_by_its_constructor_which_checks_it() -> None:
    make = maker("svodka.model.period:Period")
    assert make(date(2026, 1, 1), date(2026, 1, 7), None).end == date(2026, 1, 7)
    with pytest.raises(ValueError, match="must end"):
        make(date(2026, 1, 1), None, None)


def test_a_map_of_ours_with_arrays_crosses() -> None:
    codes = np.array([[0, 1], [2, 0]], dtype=np.uint16)
    sent = CodedCells(codes, ("а", "б"))
    assert dict(crossed(sent)) == {(0, 1): "а", (1, 0): "б"}


def test_what_grid_and_map_share_stays_shared() -> None:
    rows = ((1.0, 2.0),) * 3
    grid = Grid(kind=GridKind.SHEET, rows=rows, before=rows)  # type: ignore[arg-type]  # any tuple that is shared
    received = crossed(grid)
    assert received.rows is received.before


def test_a_known_object_comes_back_as_itself() -> None:
    grid = Grid(kind=GridKind.CSV, rows=(("a",),))
    received = crossed(("figure", [grid, grid]), known=(Remark("other"), grid))
    assert received[1][0] is grid
    assert received[1][1] is grid

    def refers(_: bytes) -> Iterator[tuple[str, Grid]]:
        yield "block", grid

    ((_, returned),) = run(refers, b"", known=(grid,)).items
    assert returned is grid


@pytest.mark.parametrize(
    "name",
    [
        "os:system",
        "builtins:eval",
        "svodka.jail.wire:pickle",
        "svodka.jail.wire:Inbox",
        "svodka.jail:run",
        "svodka.__main__:x",
        "svodka.model.anchor:column_letters",
        "svodka.model:Grid",
        "svodka.nowhere:Grid",
        "",
    ],
)
def test_nothing_else_can_be_made(name: str) -> None:
    with pytest.raises((NonsenseReceived, ModuleNotFoundError)):
        maker(name)


@pytest.mark.parametrize("kind", ["|O8", "<U4", "<M8[s]", "V8", "object"])
def test_an_array_holds_only_numbers(kind: str) -> None:
    with pytest.raises(NonsenseReceived):
        maker("array")(kind, (1,), bytes(8))


@given(st.binary(max_size=300))
def test_no_bytes_make_the_inbox_raise_anything_else(data: bytes) -> None:
    for start in (b"", b"\x80\x05", pickle.dumps((ITEM, Remark("a")))[:20]):
        with suppress(NonsenseReceived, EOFError):
            assert Inbox(io.BytesIO(start + data)).receive()[0] in (ITEM, END)


def test_a_million_cells_cross_in_little_time() -> None:
    rows = tuple(tuple(f"{row}.{column}" for column in range(20)) for row in range(50_000))
    grid = Grid(kind=GridKind.CSV, rows=rows)

    def again(_: bytes) -> Iterator[Grid]:
        yield grid

    before = os.times()
    (received,) = run(again, b"").items
    after = os.times()
    assert received == grid
    # Processor time of both processes: about 0.3 s, and the walls overlap.
    assert sum(after[:4]) - sum(before[:4]) < 1.5
