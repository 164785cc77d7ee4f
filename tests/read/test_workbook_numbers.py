"""Plain numbers of a large sheet are what calamine says they are, read ten times as fast."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, UnreadableDocument
from svodka.read import workbook_numbers
from svodka.read.workbook import xlsx_pieces
from tests.read.test_workbook import changed, saved

_FORMATS = (
    "General",
    "0",
    "0.0%",
    "#,##0.00",
    "#,##0 ;[Red](#,##0)",
    '0" чел."',
    '[=0]"-";0',
    "@",
    '0"d"',
    "0\\m",
)
_DATES = ("yyyy", "d.m", "[h]:mm", "[$-419]mmmm", "d")
_NUMBERS = st.one_of(
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, places=3, allow_nan=False).map(float),
)
_OTHERS = st.sampled_from(
    (None, "Участок", "", " два", "5", True, date(2016, 1, 31), "=1+1", "=A1", "#N/A", "x" * 300)
)
_CELLS = st.one_of(
    st.tuples(st.one_of(_NUMBERS, _NUMBERS, _OTHERS), st.sampled_from(_FORMATS)),
    st.tuples(st.integers(1, 60_000), st.sampled_from(_DATES)),
)
_SHEETS = st.lists(st.lists(_CELLS, min_size=1, max_size=6), min_size=1, max_size=8)


def both_ways(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, int]:
    """What a workbook says with the short way and without it, and how often the first was taken."""
    uses = []
    spread = workbook_numbers._spread

    def counted(*given: Any) -> Any:
        uses.append(given)
        return spread(*given)

    monkeypatch.setattr(workbook_numbers, "_spread", counted)
    monkeypatch.setattr(workbook_numbers, "_FEWEST", 1)
    short = _said(data)
    monkeypatch.setattr(workbook_numbers, "_FEWEST", 1 << 60)
    long = _said(data)
    monkeypatch.undo()
    return short, long, len(uses)


def _said(data: bytes) -> str:
    said: list[object] = []
    try:
        for piece in xlsx_pieces(data):
            if isinstance(piece, Grid):
                said.append([[(type(value), value) for value in row] for row in piece.rows])
                said += [piece.top, piece.left, dict(piece.texts), dict(piece.number_formats)]
            else:
                said.append(piece)
    except UnreadableDocument as error:
        said.append(str(error))
    return repr(said)


@given(sheet=_SHEETS, top=st.integers(0, 3), left=st.integers(0, 3))
def test_the_short_way_gives_what_calamine_gives(
    sheet: list[list[tuple[object, str]]], top: int, left: int
) -> None:
    book = openpyxl.Workbook()
    for row, cells in enumerate(sheet, start=top + 1):
        for column, (value, form) in enumerate(cells, start=left + 1):
            cell = book.active.cell(row, column, value)
            cell.number_format = form
    with pytest.MonkeyPatch.context() as patch:
        short, long, _ = both_ways(saved(book), patch)
    assert short == long


@pytest.mark.parametrize(
    "stored",
    [
        "<v>0.1</v>", "<v>-0</v>", "<v>007</v>", "<v>1e5</v>", "<v>1E-7</v>", "<v>1.7976931348623157E308</v>",
        "<v>1e999</v>", "<v>123456789012345678</v>", "<v>0.30000000000000004</v>", "<v>.5</v>", "<v>5.</v>",
        "<v> 5 </v>", "<v/>", "<v>NaN</v>", "<v>1,5</v>", "<v>5</v> ", "<f>2+3</f><v>5</v>", "<v>5</v><extLst/>",
        "<v>999999999999999.9</v>", "<v>+5</v>", "<v>1e-+5</v>", "<v>-e5</v>",
    ],
)  # fmt: skip
def test_whatever_a_cell_holds_both_ways_say_the_same(
    stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for row in range(3):
        book.active.append([row + 0.5, 2, 3, "слово"])
    data = changed(
        saved(book), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1.5</v>", stored)
    )
    short, long, uses = both_ways(data, monkeypatch)
    assert short == long
    assert uses == 1 or "read: " in long


def test_a_sheet_whose_cells_stand_out_of_order_is_left_to_calamine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = openpyxl.Workbook()
    for row in range(3):
        book.active.append([row, 2, 3])
    data = changed(
        saved(book), "xl/worksheets/sheet1.xml", lambda xml: xml.replace('r="B2"', 'r="A2"')
    )
    short, long, uses = both_ways(data, monkeypatch)
    assert short == long
    assert uses == 0
