"""Labels beside codes are the printed words that gave them. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

import pytest

from svodka.lexicon import codebooks
from svodka.model import Merge
from svodka.recognise.headings import Words, category_of, measure_of
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


def says(label: str, book: str = "letter-2023") -> str:
    words = Words.of(codebooks.load(book))
    found = measure_of(label, words) or category_of(label, words)
    return found.code if found else ""


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("План", "plan"),
        ("План на 2023 год, чел.", "plan"),
        ("Количество заключили контракт", "signed"),
        ("Безработные граждане", "7"),
        ("из них согласились", "agreed"),
        ("Заключили контракт с Минобороны", "signed"),
    ],
)
def test_a_word_of_the_codebook_is_what_the_label_names(label: str, code: str) -> None:
    assert says(label) == code


@pytest.mark.parametrize(
    "label",
    ["План мероприятий по благоустройству", "План-график", "Отклонение от плана, план", "не заключили контракт",
     "Отобрано проб воды"],
)  # fmt: skip
def test_a_word_of_the_codebook_inside_other_words_gives_no_code(label: str) -> None:
    assert says(label) not in ("plan", "signed", "passed")


@pytest.mark.parametrize(
    "label", ["releases of pollutants into water", "threshold for releases", "Number of participants in courses"]
)  # fmt: skip
def test_words_of_other_trades_are_no_words_of_detention(label: str) -> None:
    assert says(label, "detention-us") == ""


def test_a_code_of_a_region_beside_its_name_is_no_category() -> None:
    rows = rows_of(
        sheet(
            ("Region Id", "Sick", "Region Name", "Source"),
            (50, 10, "Московская область", "gov.example"),
            (36, 20, "Воронежская область", "gov.example"),
        )
    )
    assert at(rows, "B2")["area"] == "RU-MOS"
    assert at(rows, "B2")["category_label"] == ""


def test_a_number_that_alone_tells_rows_apart_stays_in_the_label() -> None:
    rows = rows_of(
        sheet(("Район", "УИК", "Избирателей"), ("Лесной", "101", 900), ("Лесной", "102", 800))
    )
    assert at(rows, "C2")["category_label"] != at(rows, "C3")["category_label"]


def test_lists_of_codes_are_no_numbers_with_a_comma() -> None:
    rows = rows_of(
        sheet(("Отрасль", "NACE", "Число"), ("Сталь", "241,242", 5), ("Прочее", "413", 7))
    )
    assert [row["value"] for row in rows.values() if row["role"] != "note"] == ["5", "7"]


def test_the_week_and_the_year_so_far_are_no_categories() -> None:
    rows = rows_of(
        sheet(
            ("Сведения за неделю с 2 по 8 октября 2023 года",),
            ("Район", "Заключили контракт", None),
            (None, "за неделю", "нарастающим итогом с начала года"),
            ("Лесной", 1, 40),
            ("Луговой", 2, 80),
            merges=(Merge(1, 1, 1, 2),),
        ),
        "letter-2023",
    )
    assert [at(rows, f"{c}4")["category_label"] for c in "BC"] == ["", ""]
    assert [at(rows, f"{c}4")["area_label"] for c in "BC"] == ["Лесной", "Лесной"]
    assert [at(rows, f"{c}4")["basis"] for c in "BC"] == ["flow", "to_date"]
