"""Labels beside codes are the printed words that gave them. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from tests.recognise.readings import at, rows_of, sheet


def test_labels_of_codes_are_the_words_that_gave_them() -> None:
    rows = rows_of(
        sheet(
            ("Сведения за неделю с 2 по 8 октября 2023 года",),
            ("Территория", "Должники", None, "Студенты", None),
            (None, "Проинформировано", "Заключили контракт", "Проинформировано", "Заключили контракт"),
            ("Псковская область", 5, 1, 6, 2),
            ("Тверская область", 7, 1, 8, 3),
        ),
        "letter-2023",
    )  # fmt: skip
    row = at(rows, "B4")
    assert row["measure_label"] == "Проинформировано"
    assert row["measure"]
    if row["category"]:
        assert row["category_label"] == "Должники"


def test_without_a_code_columns_say_what_is_counted_and_rows_of_whom() -> None:
    rows = rows_of(
        sheet(
            ("Итоги 2021 года, единиц",),
            ("Группа", "Принято", "Выбыло"),
            ("Сварщики", 5, 1),
            ("Токари", 7, 2),
            ("Слесари", 8, 3),
        )
    )
    row = at(rows, "C4")
    assert (row["measure_label"], row["category_label"]) == ("Выбыло", "Токари")


def test_times_areas_and_units_are_no_labels_of_measures() -> None:
    rows = rows_of(
        sheet(
            ("Введено жилья",),
            ("Регион", "2020 год", "2021 год"),
            ("Тверская область, тыс. кв. метров", 5, 1),
            ("Тульская область", 7, 2),
        )
    )
    row = at(rows, "B4")
    assert (row["measure_label"], row["category_label"]) == ("Введено жилья", "")
