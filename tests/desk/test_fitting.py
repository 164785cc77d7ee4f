"""What is too long for its time is done in part: never more than fits, never without saying so."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from svodka import jail
from svodka.desk import fitting, pace
from svodka.desk.derive import State, derive
from svodka.model import Grid, GridKind, Piece, Reason, Remark

LIMITS = jail.Limits(total=3.0, per_item=0)
WORDS = Remark("stays")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "SURELY_A_SECOND", 600)
    monkeypatch.setattr(fitting, "FIRST", 21 * 20)


def _grid(height: int) -> Grid:
    return Grid(kind=GridKind.CSV, rows=tuple((f"r{row}",) for row in range(height)))


def _heights(pieces: Sequence[Piece]) -> list[int]:
    return [piece.height for piece in pieces if isinstance(piece, Grid)]


def _slow(seconds: float, pieces: Sequence[Piece]) -> Iterator[int]:
    for height in _heights(pieces):
        time.sleep(seconds * height)
        yield height


def test_what_fits_is_done_whole() -> None:
    enough = jail.Limits(total=60.0, per_item=0)
    fit = fitting.fitted([_grid(5000), WORDS], lambda some: _slow(0, some), enough)
    assert fit.outcome.items == (5000,)
    assert fitting.where_cut(fit) is None


def test_what_does_not_fit_is_cut_so_that_it_is_over_in_time() -> None:
    began = time.monotonic()
    pieces: list[Piece] = [_grid(40), WORDS, _grid(2000), _grid(10)]
    fit = fitting.fitted(pieces, lambda some: _slow(0.004, some), LIMITS)
    assert time.monotonic() - began < LIMITS.total
    first, last = fit.outcome.items
    assert (first, WORDS in fit.pieces) == (40, True)
    assert 50 < last < 700
    cut = fitting.where_cut(fit)
    assert cut is not None
    assert (cut.reason, cut.detail) == (Reason.TIME, f"done up to table 2, row {last}")


def test_what_is_still_to_be_done_with_the_rows_is_left_time_for() -> None:
    fit = fitting.fitted([_grid(2000)], lambda some: _slow(0, some), LIMITS, after=6.0)
    assert _heights(fit.pieces)[0] < 1100
    assert fit.cut == 0


def test_where_the_rest_fails_the_first_rows_stand() -> None:
    def dying(pieces: Sequence[Piece]) -> Iterator[int]:
        if max(_heights(pieces)) > 20:
            raise MemoryError
        yield from _heights(pieces)

    fit = fitting.fitted([_grid(500)], dying, LIMITS)
    assert fit.outcome.items == (20,)
    cut = fitting.where_cut(fit)
    assert cut is not None
    assert (cut.reason, cut.detail) == (Reason.MEMORY, "done up to row 20")


def test_in_a_case_such_a_document_is_partly_read(monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(pace.IN_A_CASE, most=22 * 300)
    monkeypatch.setattr(pace, "IN_A_CASE", few)
    rows = "".join(f"Place {row},{row}\n" for row in range(1000))
    made = derive(f"Place,Count\n{rows}".encode(), None, "long.csv")
    assert (made.state, made.reason) == (State.PARTLY, "too large")
    assert made.detail == "done up to row 300"
    assert f"partial: {made.detail}" in made.remarks
    assert made.figures == 299
    assert derive(f"Place,Count\n{rows}".encode(), None, "long.csv") == made


def test_where_a_table_that_would_do_in_its_time_takes_too_much_memory_its_first_rows_stand() -> (
    None
):
    def dying(pieces: Sequence[Piece]) -> Iterator[int]:
        if max(_heights(pieces)) > 20:
            raise MemoryError
        yield from _heights(pieces)

    enough = jail.Limits(total=60.0, per_item=0)
    fit = fitting.fitted([_grid(500)], dying, enough)
    assert (fit.outcome.items, fit.why) == ((20,), Reason.MEMORY)
