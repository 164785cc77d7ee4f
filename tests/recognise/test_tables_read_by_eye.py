"""What reading real tables by eye found, on small made-up sheets. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

import pytest

from svodka.model import Merge
from tests.recognise.readings import Row, at, rows_of, sheet


def paths(rows: dict[str, Row], cell: str) -> str:
    return str(at(rows, cell)["row_path"])


def test_a_total_named_after_its_lines_is_a_total_in_any_column_of_the_stub() -> None:
    rows = rows_of(
        sheet(
            ("Вид", "Район", "Пункт", "Всего"),
            ("Сбор", "Северный", "А-1", 10),
            (None, None, "А-2", 20),
            (None, "Всего сбор по списку", None, 30),
            ("Рейд", "Южный", "Б-1", 5),
            (None, "Дальний", "Б-1", 7),
            (None, "Всего рейд по списку", None, 12),
            ("Все виды", None, None, 42),
        )
    )
    assert [at(rows, f"D{line}")["role"] for line in range(2, 9)] == [
        "data",
        "data",
        "total",
        "data",
        "data",
        "total",
        "total",
    ]


def test_what_is_called_total_and_adds_up_nothing_is_data() -> None:
    rows = rows_of(
        sheet(
            ("Показатель", "Север", "Юг"),
            ("Проверено", 10, 20),
            ("Всего задержанных иностранцев", 4, 7),
        )
    )
    assert at(rows, "B3")["role"] == "data"


def test_all_areas_that_add_up_with_dashes_are_a_total() -> None:
    rows = rows_of(
        sheet(
            ("Район", "Проверено", "Выявлено", "Доставлено"),
            ("Северный", 10.25, "-", 1),
            ("Южный", 20.13, 7, "-"),
            ("Дальний", 5.11, 2, 3),
            ("Все районы", 35.5, 9, 4),
        )
    )
    assert {at(rows, f"{column}5")["role"] for column in "BCD"} == {"total"}
    assert {at(rows, f"{column}4")["role"] for column in "BCD"} == {"data"}


@pytest.mark.parametrize("formula", ["4 = 2 + 3", "4=гр.2+гр.3", "4 (гр. 2 / гр. 3 * 100)"])
def test_a_row_that_counts_the_columns_may_say_how_they_are_made(formula: str) -> None:
    rows = rows_of(
        sheet(
            ("Район", "Проверено", "Выявлено", "Мер"),
            (1, 2, 3, formula),
            ("Северный", 10, 5, 15),
            ("Южный", 20, 7, 27),
        )
    )
    assert at(rows, "B2")["role"] == "note"
    assert at(rows, "D3")["column_path"] == '["Мер"]'
    assert all(row["role"] in ("data", "total", "note") for row in rows.values())


def test_groups_merged_over_rows_are_no_levels_however_they_are_indented() -> None:
    reading = sheet(
        ("Вид", "Район", "Число"),
        ("Сбор", "Северный", 10),
        (None, "Южный", 20),
        ("Рейд", "Северный", 5),
        (None, "Южный", 7),
        merges=(Merge(1, 0, 2, 0), Merge(3, 0, 4, 0)),
    )
    grid = reading.grids[0]
    object.__setattr__(grid, "indents", {(1, 0): 9, (3, 0): 11})
    rows = rows_of(reading)
    assert paths(rows, "C4") == '["Рейд", "Северный"]'
    assert paths(rows, "C5") == '["Рейд", "Южный"]'


def test_parts_of_a_whole_have_the_time_that_a_footnote_gives_the_whole() -> None:
    rows = rows_of(
        sheet(
            ("Показатель", "Август 2023 г.", "Июль 2023 г."),
            ("Проверено, человек", "4551)", 300),
            ("в том числе: в рейдах", 247, 100),
            ("на пунктах", 208, 200),
            ("Выявлено, человек", 30, 20),
            ("1) Данные за июнь 2023 года.",),
        )
    )
    assert [at(rows, f"B{line}")["start"] for line in (2, 3, 4, 5)] == [
        "2023-06-01",
        "2023-06-01",
        "2023-06-01",
        "2023-08-01",
    ]
    assert at(rows, "C3")["start"] == "2023-07-01"


def test_a_unit_over_some_dates_of_a_run_is_the_unit_of_them_all() -> None:
    rows = rows_of(
        sheet(
            (None, "в % к предыдущей дате", None, None, None),
            (
                "Показатель",
                "на 2 октября 2023",
                "на 9 октября 2023",
                "на 16 октября 2023",
                "на 23 октября 2023",
            ),
            ("Проверено", 100.1, 99.5, 100.3, 101.2),
            ("Выявлено", 100.4, 98.5, 100.9, 100.2),
            merges=(Merge(0, 1, 0, 2),),
        )
    )
    assert {at(rows, f"{column}3")["unit"] for column in "BCDE"} == {"percent"}


def test_a_unit_over_some_columns_of_a_kind_of_their_own_is_theirs_alone() -> None:
    rows = rows_of(
        sheet(
            (None, "в % к итогу", None, None, None),
            ("Показатель", "2022 год", "2023 год", "2022 год", "2023 год"),
            ("Проверено", 100.1, 99.5, 300, 400),
            ("Выявлено", 100.4, 98.5, 30, 40),
            merges=(Merge(0, 1, 0, 2),),
        )
    )
    assert at(rows, "B3")["unit"] == "percent"
    assert at(rows, "D3")["unit"] == ""


def test_labels_under_no_head_between_two_groups_of_columns_begin_a_second_table() -> None:
    rows = rows_of(
        sheet(
            (None, "Опознаны", "Не опознаны", "Итого", None, "Депутаты", "Глава", "Итого"),
            ("Явились", 217, 0, 217, "Голоса за", 129, 0, 129),
            ("Отсутствуют", 40, 0, 40, "Голоса против", 65, 0, 65),
        )
    )
    assert paths(rows, "B2") == '["Явились"]'
    assert paths(rows, "H3") == '["Голоса против"]'
    assert not any(row["doubt"] for row in rows.values())


def test_remarks_between_columns_begin_no_second_table() -> None:
    rows = rows_of(
        sheet(
            ("Показатель", "Число", "Ед. изм.", "План"),
            ("Проверено", 217, "чел.", 300),
            ("Рейдов", 40, "шт.", 50),
        )
    )
    assert paths(rows, "D3") == '["Рейдов"]' or paths(rows, "D3") == '["Рейдов", "шт."]'


@pytest.mark.parametrize("label", ["В среднем", "Среднее по областям", "Average"])
def test_a_line_of_averages_is_no_figure_of_an_unknown_area(label: str) -> None:
    rows = rows_of(
        sheet(
            ("Область", "Выявлено", "Доставлено"),
            ("Тверская область", 10, 4),
            ("Тульская область", 20, 6),
            ("Курская область", 30, 8),
            (label, 20, 6),
        )
    )
    mean = at(rows, "B5")
    assert (mean["role"], mean["area"], mean["doubt"]) == ("derived", "", "")
    assert at(rows, "B4")["role"] == "data"


def test_a_bare_name_in_a_list_is_the_area_of_today_not_the_one_that_is_no_more() -> None:
    names = ("Adygea", "Karelia", "Tatarstan", "Altai Krai", "Moscow Oblast", "Perm")
    rows = rows_of(sheet(("region", "deaths"), *((name, 5) for name in names)))
    assert (at(rows, "B7")["area"], at(rows, "B7")["doubt"]) == ("RU-PER", "")


def test_a_register_named_beside_a_year_is_not_lost() -> None:
    rows = rows_of(
        sheet(
            ("Район", "МВД 2022", "ФНС 2022", "МФЦ 2022", "НА 2023 ГОД"),
            ("Северный", 10, 5, 7, 1),
            ("Южный", 20, 7, 8, 2),
        )
    )
    labels = [at(rows, f"{column}2")["measure_label"] for column in "BCD"]
    assert labels == ["МВД 2022", "ФНС 2022", "МФЦ 2022"]
    assert at(rows, "E2")["measure_label"] == ""
    assert at(rows, "B2")["start"] == "2022-01-01"


def test_the_end_of_a_month_is_a_day_in_english_too() -> None:
    rows = rows_of(
        sheet(
            ("Report (as at end-March 2023)",), ("District", "Checked"), ("North", 10), ("South", 5)
        )
    )
    assert at(rows, "B3")["as_of"] == "2023-03-31"


def test_a_title_that_a_line_broke_says_what_is_counted_as_a_whole() -> None:
    rows = rows_of(
        sheet(
            ("Из общей суммы задолженности, задолженность по организациям,",),
            ("находящимся в стадии производства, тыс. рублей",),
            ("Район", "2022 год", "2023 год"),
            ("Северный", 10, 5),
            ("Южный", 20, 7),
        )
    )
    label = at(rows, "B4")["measure_label"]
    assert label.startswith("Из общей суммы")
    assert "находящимся" in label
    assert at(rows, "B4")["unit"] == "thousand_rub"
