"""What a file hides stands as figures, each with the doubt that says where it was hidden."""

from __future__ import annotations

import io

import openpyxl
import pytest

from svodka.desk.tidy import figures


def _book(hide: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Область", "Январь", "Февраль"),
        ("Тверская область", 5, 6),
        ("Курская область", 7, 8),
    ):
        sheet.append(row)
    if hide == "hidden row":
        sheet.row_dimensions[3].hidden = True
    elif hide == "hidden column":
        sheet.column_dimensions["C"].hidden = True
    elif hide == "hidden sheet":
        book.create_sheet("видимый")
        sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("hide", "values"),
    [
        ("nothing", []),
        ("hidden row", ["7", "8"]),
        ("hidden column", ["6", "8"]),
        ("hidden sheet", ["5", "6", "7", "8"]),
    ],
)
def test_hidden_figures_stand_and_are_doubted(hide: str, values: list[str]) -> None:
    frame = figures(_book(hide), None).frame
    assert sorted(frame["value"].to_list()) == ["5", "6", "7", "8"]
    doubted = frame.filter(frame["doubt"].str.contains(hide, literal=True))
    assert sorted(doubted["value"].to_list()) == values
