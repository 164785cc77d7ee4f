"""A total is compared with its parts only where they are all its parts. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from tests.recognise.readings import at, rows_of, sheet

REGIONS = ("Тверская область", "Тульская область", "Рязанская область", "Калужская область")


def test_a_total_beside_its_categories_is_compared_with_their_sum() -> None:
    rows = rows_of(
        sheet(
            ("Численность, человек",),
            ("Регион", "Всего", "Мужчины", "Женщины"),
            *((name, 10 + k, 4 + k, 6) for k, name in enumerate(REGIONS)),
            ("Псковская область", 99, 40, 50),
        )
    )
    assert "differs from the sum of its parts 90" in at(rows, "B7")["doubt"]
    assert at(rows, "B3")["doubt"] == ""


def test_parts_that_need_not_be_all_are_no_sum() -> None:
    rows = rows_of(
        sheet(
            ("Численность, человек",),
            ("Показатель", "2020 год"),
            ("Всего", 100),
            ("из них: мужчины", 50),
            ("женщины", 40),
            ("дети", 5),
        )
    )
    assert [at(rows, f"B{row}")["role"] for row in (3, 4)] == ["total", "data"]
    assert {row["doubt"] for row in rows.values()} == {""}


def test_a_district_is_compared_with_its_regions() -> None:
    rows = rows_of(
        sheet(
            ("Численность, человек",),
            ("Регион", "2020 год", "2021 год"),
            ("Российская Федерация", 100, 120),
            ("Центральный федеральный округ", 60, 70),
            ("Тверская область", 30, 30),
            ("Тульская область", 30, 41),
            ("Северо-Западный федеральный округ", 40, 50),
            ("Псковская область", 20, 25),
            ("Новгородская область", 20, 25),
        )
    )
    assert "sum of its parts 71" in at(rows, "C4")["doubt"]
    assert at(rows, "C3")["doubt"] == ""
    assert at(rows, "B4")["doubt"] == ""


def test_percentages_are_never_added_up() -> None:
    rows = rows_of(
        sheet(
            ("Уровень занятости, в процентах",),
            ("Регион", "Всего", "Мужчины", "Женщины"),
            *((name, 50.0, 25.0, 25.0) for name in REGIONS),
            ("Псковская область", 61.0, 25.0, 25.0),
        )
    )
    assert {row["doubt"] for row in rows.values()} == {""}
