"""A raised digit is a footnote mark for certain, in labels, heads of years and values alike."""

from __future__ import annotations

import pytest

from svodka.model import Grid, GridKind, Reading
from svodka.recognise.kinds import NUMBER, YEAR, kind_of_text
from tests.recognise.readings import Row, at, rows_of

PRINTED = (
    ("Регион", "20141", "2015", "2016"),
    ("Тверская область2", "101,61", "99,5", "12 3341)"),
    ("Курская область", "100,1", "98,3", "3,4"),
)
RAISED = {
    (0, 1): ((4, 5),),
    (1, 0): ((16, 17),),
    (1, 1): ((5, 6),),
    (1, 3): ((6, 8),),
}


def read() -> dict[str, Row]:
    grid = Grid(kind=GridKind.SHEET, name="Лист1", rows=PRINTED, raised=RAISED)
    return rows_of(Reading(document="0" * 64, media_type="", reader="made-up/1", grids=(grid,)))


def test_a_raised_digit_is_no_part_of_a_value() -> None:
    rows = read()
    assert [at(rows, cell)["value"] for cell in ("B2", "D2", "B3")] == ["101.6", "12334", "100.1"]


def test_a_raised_digit_is_no_part_of_a_year_or_a_name() -> None:
    row = at(read(), "B2")
    assert (row["row_path"], row["column_path"]) == ('["Тверская область"]', '["2014"]')
    assert row["start"] == "2014-01-01"


def test_the_text_stays_untouched() -> None:
    rows = read()
    assert [at(rows, cell)["raw"] for cell in ("B1", "B2", "D2")] == ["20141", "101,61", "12 3341)"]


@pytest.mark.parametrize("text", ["2014¹", "2014 ¹", "2023*", "2015 2)", "2015¹)"])
def test_a_year_with_a_mark_is_a_year(text: str) -> None:
    assert kind_of_text(text) == YEAR


def test_a_number_with_a_mark_that_is_no_year_is_a_number_still() -> None:
    assert kind_of_text("9999") == NUMBER
    assert kind_of_text("9999¹") != YEAR
