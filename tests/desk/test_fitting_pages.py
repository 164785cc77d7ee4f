"""What has too many pages for its time is done in its first ones: never a page in part, never in silence."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from svodka import jail, read
from svodka.cli import main
from svodka.desk import fitting, fitting_pages, tidy
from svodka.desk.derive import State, derive
from svodka.model import (
    Anchor,
    Grid,
    GridKind,
    PageBox,
    Passage,
    Piece,
    Reason,
    Remark,
    Unread,
)
from svodka.model.cutting import CUT_OFF
from tests.read.pdf_writer import Sheet, pdf

LIMITS = jail.Limits(total=3.0, per_item=3.0)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting_pages, "SURELY_PAGES", 12)
    monkeypatch.setattr(fitting_pages, "FIRST_PAGES", 10)


def _grid(page: int) -> Grid:
    return Grid(kind=GridKind.PAGE, page=page, rows=(("a",),))


def _words(page: int) -> Passage:
    return Passage(raw="words", anchor=Anchor(PageBox(page=page, left=0, top=0, right=9, bottom=9)))


def _document(pages: int) -> list[Piece]:
    return [piece for page in range(1, pages + 1) for piece in (_words(page), _grid(page))]


def _slow(seconds: float, pieces: Sequence[Piece]) -> Iterator[int]:
    for piece in pieces:
        time.sleep(seconds)
        if isinstance(piece, Grid):
            yield piece.page


def test_what_says_no_page_goes_with_what_stands_before_it() -> None:
    silent = Remark("page 2 cannot be read: damaged")
    pieces: list[Piece] = [_grid(1), silent, _grid(3), Remark("of page 3"), _words(4)]
    assert fitting_pages.first_pages(pieces, 2) == tuple(pieces[:2])
    assert fitting_pages.first_pages(pieces, 3) == tuple(pieces[:4])
    assert fitting_pages.last_page(pieces) == 4


@pytest.mark.usefixtures("small")
def test_pages_that_fit_are_all_done() -> None:
    fit = fitting_pages.fitted(_document(40), lambda some: _slow(0, some), LIMITS)
    assert fit.outcome.items == tuple(range(1, 41))
    assert fitting.where_cut(fit) is None


@pytest.mark.usefixtures("small")
def test_pages_that_do_not_fit_are_left_out_with_all_that_stands_on_them() -> None:
    def whole_or_nothing(pieces: Sequence[Piece]) -> Iterator[int]:
        yield from list(_slow(0.02, pieces))

    fit = fitting_pages.fitted(_document(400), whole_or_nothing, LIMITS)
    last = fit.outcome.items[-1]
    assert fit.outcome.items == tuple(range(1, last + 1))
    assert 10 < last < 200
    assert fitting_pages.last_page(fit.pieces) == last
    cut = fitting.where_cut(fit)
    assert cut is not None
    assert (cut.reason, cut.detail) == (Reason.TIME, f"done up to page {last}")


@pytest.mark.usefixtures("small")
def test_where_all_pages_fail_half_of_them_are_tried_and_the_first_ones_stand() -> None:
    def dying(most: int, pieces: Sequence[Piece]) -> Iterator[int]:
        if fitting_pages.last_page(pieces) > most:
            raise MemoryError
        yield from _slow(0, pieces)

    for most, done in ((25, 20), (10, 10)):
        fit = fitting_pages.fitted(_document(40), partial(dying, most), LIMITS)
        assert fit.outcome.items == tuple(range(1, done + 1))
        cut = fitting.where_cut(fit)
        assert cut is not None
        assert (cut.reason, cut.detail) == (Reason.MEMORY, f"done up to page {done}")


def test_of_a_reader_that_was_stopped_the_page_it_was_at_is_left_out() -> None:
    late = Unread(reason=Reason.TIME, detail="stopped after 600 seconds")
    read = fitting_pages.read_whole(jail.Outcome(tuple(_document(7)), late))
    assert fitting_pages.last_page(read.items) == 6
    assert read.unread is not None
    assert read.unread.detail == "stopped after 600 seconds; read up to page 6"


def test_of_a_reader_that_stopped_by_itself_everything_stands() -> None:
    own = Unread(reason=Reason.TOO_LARGE, detail="6000 pages, of which 5000 were read")
    outcome = jail.Outcome(tuple(_document(7)), own)
    assert fitting_pages.read_whole(outcome) == outcome


def _pages(count: int) -> bytes:
    sheets = []
    for page in range(count):
        sheet = Sheet()
        rows = [["District", "2013", "2014"]]
        rows += [[f"Place {page} {row}", str(row), str(2 * row)] for row in range(1, 9)]
        sheet.table([*rows, ["Total", "36", "72"]])
        sheet.write(60, 60, "Made up, no real figures.")
        sheets.append(sheet)
    return pdf(sheets)


def test_a_document_of_too_many_pages_gives_its_first_ones_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long, out, whole = tmp_path / "long.pdf", tmp_path / "out.csv", tmp_path / "whole.csv"
    long.write_bytes(_pages(9))
    assert main(["tidy", str(long), "--out", str(whole)]) == 0
    monkeypatch.setattr(fitting_pages, "SURELY_PAGES", 4)
    monkeypatch.setattr(fitting_pages, "FIRST_PAGES", 3)
    monkeypatch.setattr(fitting_pages, "PART_SHARE", 1e-9)
    monkeypatch.setattr(fitting_pages, "WHOLE_SHARE", 1e-9)
    capsys.readouterr()
    assert main(["tidy", str(long), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "long.pdf: recognised only in part: out of time (done up to page 3)" in said
    found, known = pl.read_csv(out), pl.read_csv(whole)
    a_page = known.height // 9
    assert found["anchor"].to_list() == known["anchor"].to_list()[: 3 * a_page]
    assert found["value"].to_list() == known["value"].to_list()[: 3 * a_page]
    assert main(["tidy", str(long), "--as", "table", "--out", str(tmp_path / "t.csv")]) == 1
    assert "only in part: out of time (done up to page 3)" in capsys.readouterr().err
    made = derive(long.read_bytes(), None, "long.pdf")
    assert (made.state, made.figures) == (State.READ, known.height)


def test_a_total_whose_parts_may_stand_on_a_page_that_was_not_read_is_doubted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late = Unread(reason=Reason.TIME, detail="stopped after 600 seconds")
    sheets = []
    for page in range(3):
        sheet = Sheet()
        top = [["District", "2013", "2014"]] + ([["Total", "84", "168"]] if not page else [])
        rows = [[f"Place {page} {row}", str(row), str(2 * row)] for row in range(1, 8)]
        sheet.table([*top, *rows], at=(60, 800))
        sheets.append(sheet)
    data = pdf(sheets)
    assert not any(CUT_OFF in doubt for doubt in tidy.figures(data, None).frame["doubt"])
    real = jail.run

    def stopped(function, bytes_, limits=None, known=()):  # type: ignore[no-untyped-def]
        outcome = real(function, bytes_, limits, known)
        return jail.Outcome(outcome.items, late) if function is read.pieces else outcome

    monkeypatch.setattr(jail, "run", stopped)
    found = tidy.figures(data, None)
    assert found.unread is not None
    assert found.unread.detail == "stopped after 600 seconds; read up to page 2"
    doubted = found.frame.filter(pl.col("doubt").str.contains(CUT_OFF, literal=True))
    assert set(doubted["role"]) == {"total"}
    assert found.frame.filter(pl.col("role") == "total").height == doubted.height
