"""A table written with given paths in any usual layout gives these paths back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.recognise.tables import tables
from tests.recognise.drawn import Figures, Layout, Sheet, draw, read_back

GROUPS = {
    "Северный край": ("Город Верхний", "Посёлок Дальний", "Село Среднее"),
    "Южный край": ("Город Нижний", "Село Крайнее"),
    "Западный край": ("Хутор Тихий", "Город Новый", "Станица Старая"),
}
PERIODS = ("январь", "февраль", "март", "апрель")

layouts = st.builds(
    Layout,
    merged=st.booleans(),
    stub=st.sampled_from(["plain", "sections", "indents", "parts", "filled"]),
    numeric_years=st.booleans(),
    numbered_rows=st.booleans(),
    numbered_columns=st.booleans(),
    top=st.integers(0, 3),
    left=st.integers(0, 3),
    title=st.sampled_from([(), ("Численность по образцу",), ("Численность по образцу", "человек")]),
    gap=st.integers(0, 1),
    notes=st.sampled_from(
        [(), ("1) ОБРАЗЕЦ – вымышленные данные",), ("* Образец", "Источник: образец")]
    ),
)
values = st.lists(
    st.one_of(
        st.integers(0, 10**6).map(float),
        st.floats(0, 10**6, allow_nan=False).map(lambda number: round(number, 2)),
    ),
    min_size=7,
    max_size=30,
)
heads = st.integers(1, 3).flatmap(
    lambda years: st.fixed_dictionaries(
        {
            str(2010 + year): st.integers(2, 4).map(lambda count: PERIODS[:count])
            for year in range(years)
        }
    )
)


@given(layout=layouts, columns=heads, values=values)
def test_any_layout_gives_its_paths_back(
    layout: Layout, columns: dict[str, tuple[str, ...]], values: list[float]
) -> None:
    sheet = Sheet()
    figures = draw(sheet, layout, GROUPS, columns, values)
    found = tables([sheet.grid()])
    assert read_back(found) == figures
    assert not any(table.doubts for table in found)
    assert found[0].title == layout.title


@given(layout=layouts, other=layouts, values=values, below=st.booleans())
def test_two_tables_on_one_sheet_do_not_mix(
    layout: Layout, other: Layout, values: list[float], below: bool
) -> None:
    sheet = Sheet()
    layout = replace(layout, left=0, top=0)
    figures = draw(sheet, layout, GROUPS, {"2020": PERIODS[:2], "2021": PERIODS[:3]}, values)
    bottom = max(row for row, _ in sheet.cells) + 2
    right = max(column for _, column in sheet.cells) + 2
    top, left = (bottom, 0) if below else (0, right)
    other = replace(other, title=("Другая таблица",), top=top, left=left)
    groups = {"Область Новая": ("Район Первый", "Район Второй"), "Область Иная": ("Район Третий",)}
    more = draw(sheet, other, groups, {"2015": PERIODS[1:3], "2016": PERIODS[1:4]}, values)
    assert read_back(tables([sheet.grid()])) == {**figures, **more}


@given(layout=layouts, values=values)
def test_a_follow_on_without_a_head_goes_on_under_the_head_before_it(
    layout: Layout, values: list[float]
) -> None:
    first, second = Sheet(), Sheet()
    layout = replace(
        layout, numbered_columns=False, numbered_rows=False, stub="plain", left=0, top=0
    )
    figures = draw(
        first, replace(layout, title=("Число по образцу",)), GROUPS, {"2020": PERIODS}, values
    )
    second.put(0, 0, "продолжение")
    more: Figures = {}
    for row, label in enumerate(["Район Дальний", "Район Ближний"], start=1):
        second.put(row, 0, label)
        for column, period in enumerate(PERIODS, start=1):
            second.put(row, column, float(row * 100 + column))
            year = "2020" if layout.numeric_years else "2020 год"
            more[(label,), (year, period)] = float(row * 100 + column)
    found = tables([first.grid(), second.grid(name="Лист2")])
    assert read_back(found) == {**figures, **more}
    assert found[1].title == ("Число по образцу",)


@pytest.mark.parametrize("kind", ["plain", "sections", "filled"])
def test_every_number_is_in_a_body_or_outside_of_it(kind: str) -> None:
    sheet = Sheet()
    layout = Layout(stub=kind, numbered_rows=True, numbered_columns=True, numeric_years=True)
    draw(sheet, layout, GROUPS, {"2020": PERIODS, "2021": PERIODS}, [5.5, 7.25, 1900.0])
    sheet.put(40, 12, 77.0)
    found = tables([sheet.grid()])
    numbers = {at for at, value in sheet.cells.items() if isinstance(value, float)}
    bodies = {
        (row, column) for table in found for row in table.body_rows for column in table.body_columns
    }
    outside = {at for table in found for at in table.outside}
    assert numbers <= bodies | outside
    assert not bodies & outside
    assert (40, 12) in outside
