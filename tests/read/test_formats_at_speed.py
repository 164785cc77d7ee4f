"""Numbers printed by whole-number arithmetic, and a row at a time, are those printed one by one with decimals."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from svodka.read.sheet_formats import _number, displayed, sections_of
from svodka.read.sheet_maps import CodedCells, ShownCells

CODES = (
    "0",
    "0.0",
    "#,##0.00",
    "0%",
    "0.0%",
    "# ##0.0",
    "00.0",
    "#,##0,",
    "0.0,,",
    '"x"0.0',
    '0.0" чел."',
)
numbers = (
    st.floats(-1e9, 1e9)
    | st.integers(-(10**9), 10**9)
    | st.integers(-(10**7), 10**7).map(lambda n: n / 8)
    | st.integers(-(10**7), 10**7).map(lambda n: n / 1000)
)


@given(st.sampled_from(CODES), numbers)
def test_a_shape_prints_what_decimal_arithmetic_prints(code: str, value: float) -> None:
    (section,) = sections_of(code)
    shape, stored = section.shape, format(value, ".15g")
    assert shape is not None
    if "e" not in stored:
        digits = next(part.words for part in section.parts if part.kind == "number")
        assert shape.printed(stored, bare=False) == _number(value, section, digits)


@given(
    st.lists(st.tuples(numbers, st.sampled_from((0, 1, 2))), min_size=1, max_size=9), st.booleans()
)
def test_a_row_at_once_says_what_its_cells_say(
    cells: list[tuple[float, int]], changed: bool
) -> None:
    codes = CodedCells(np.array([[code for _, code in cells]], np.uint8), ("0.0%", "0.0"))
    own = {(0, 0): "сам"} if changed else {}
    shown = ShownCells(own, codes, (tuple(value for value, _ in cells),))
    assert shown.in_row(0) == [shown.get((0, column)) for column in range(len(cells))]
    assert shown.in_row(0)[1:] == [
        None if code == 0 else displayed(value, ("0.0%", "0.0")[code - 1])
        for value, code in cells[1:]
    ]


@given(st.sampled_from(CODES), st.sampled_from((float("nan"), float("inf"), float("-inf"))))
def test_what_is_no_number_stays_as_it_is_written_under_any_format(code: str, value: float) -> None:
    assert displayed(value, code) is None
