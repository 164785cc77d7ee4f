"""What cells count, of when and in what unit, in made-up tables. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from svodka.lexicon.periods import find
from svodka.model import Reading, Value
from svodka.recognise.calendar import BARE_DATE
from svodka.recognise.headings import title_area
from svodka.recognise.shares import _prints_percent
from tests.recognise.readings import at, rows_of, sheet

REGIONS = ("Тверская область", "Тульская область", "Рязанская область", "Калужская область")


def formatted(reading: Reading, formats: dict[tuple[int, int], str]) -> Reading:
    return replace(reading, grids=(replace(reading.grids[0], number_formats=formats),))


def test_a_row_printed_in_percent_holds_shares() -> None:
    made = sheet(
        ("Monthly Bond Statistics",),
        (None, "October", "November"),
        ("Bonds posted", 310, 290),
        ("Average stay (days)", 31, 29),
        ("Bonds posted (%)", 0.0345, 0.0312),
    )
    rows = rows_of(formatted(made, {(4, 1): "0.0%", (4, 2): "0.0%"}))
    assert [at(rows, cell)["unit"] for cell in ("B5", "C5")] == ["share", "share"]
    assert at(rows, "B5")["value"] == "0.0345"
    assert "share" not in {at(rows, cell)["unit"] for cell in ("B3", "C3", "B4", "C4")}


def test_a_cell_printed_in_percent_is_a_share_under_a_unit_of_its_column() -> None:
    made = sheet(
        (None, "Люди, человек", "Суммы, руб."),
        ("Проверено", 310, 290),
        ("Подтверждено", 31, 29),
        ("Доля", 0.1, 100),
    )
    rows = rows_of(formatted(made, {(3, 1): "0%"}))
    assert at(rows, "B4")["unit"] == "share"
    assert (at(rows, "B3")["unit"], at(rows, "C4")["unit"]) == ("person", "rub")


def test_a_number_of_another_size_in_a_column_of_shares_is_none() -> None:
    made = sheet(
        (None, "Итоги, %"),
        *((name, 0.1 + i / 10) for i, name in enumerate(REGIONS)),
        ("Опрошено, человек", 1200),
        ("Тамбовская область", 0.25),
    )
    rows = rows_of(formatted(made, {(row, 1): "0%" for row in range(1, 5)}))
    assert {at(rows, f"B{row}")["unit"] for row in (2, 3, 4, 5, 7)} == {"share"}
    assert at(rows, "B6")["unit"] == "percent"


@pytest.mark.parametrize("code", ["0.0%", "0%;-0%", "[Red]0.00%"])
def test_a_percent_sign_of_a_format_multiplies(code: str) -> None:
    assert _prints_percent(code)


@pytest.mark.parametrize("code", ['0.0"%"', "0.0\\%", "General"])
def test_a_percent_sign_printed_as_it_is_does_not(code: str) -> None:
    assert not _prints_percent(code)


CLAIMS: tuple[tuple[Value, ...], ...] = (
    ("id", "date", "start", "end", "qualifier", "value"),
    ("a", "2023-10-03", "2023-09-01", "2023-09-30", ">=", 500),
    ("b", "2023-10-03", "2023-01-01", "2023-10-03", "не менее", 3350),
    ("c", None, "2023-09-01", "2023-09-30", "=", 500),
    ("d", None, "2023-01-01", None, None, 3250),
)


def test_an_interval_that_a_row_states_wins_over_other_dates_in_it() -> None:
    rows = rows_of(sheet(*CLAIMS))
    assert (at(rows, "F2")["start"], at(rows, "F2")["end"]) == ("2023-09-01", "2023-09-30")
    assert (at(rows, "F3")["start"], at(rows, "F3")["end"]) == ("2023-01-01", "2023-10-03")
    assert at(rows, "F5")["end"] == ""
    assert "last day of the interval" in at(rows, "F5")["doubt"]


def test_a_column_of_qualifiers_qualifies_its_rows() -> None:
    rows = rows_of(sheet(*CLAIMS))
    assert [at(rows, f"F{row}")["qualifier"] for row in range(2, 6)] == [">=", ">=", "=", "="]
    assert not any(">=" in at(rows, f"F{row}")["category_label"] for row in range(2, 6))


def test_from_and_to_of_places_are_no_interval() -> None:
    rows = rows_of(sheet(("from", "to", "год", "value"), ("Тверь", "Тула", "2015 год", 5)))
    assert at(rows, "D2")["start"] == "2015-01-01"


def test_a_date_is_not_filled_down_beside_names_that_tell_rows_apart() -> None:
    rows = rows_of(
        sheet(
            ("id", "date", "place", "value"),
            ("a", "2023-10-03", "Тверь", 5),
            ("b", None, "Тула", 6),
            ("c", None, "Омск", 7),
        )
    )
    assert "2023-10-03" not in at(rows, "D3")["row_path"]
    assert at(rows, "D3")["period_label"] == ""


def test_a_date_is_filled_down_over_rows_that_recur_under_each() -> None:
    rows = rows_of(
        sheet(
            ("Дата", "Отдел", "Число"),
            ("02.10.2023", "первый", 5),
            (None, "второй", 6),
            (None, "третий", 1),
            ("09.10.2023", "первый", 7),
            (None, "второй", 8),
            (None, "третий", 2),
        )
    )
    assert "02.10.2023" in at(rows, "C3")["row_path"]
    assert "09.10.2023" in at(rows, "C7")["row_path"]


def test_the_words_above_the_stub_imply_no_unit() -> None:
    rows = rows_of(
        sheet(
            ("Average In Custody Length of Stay",),
            ("Population", "October", "November"),
            ("Adult", 31.5, 30.2),
            ("Family", 1.5, 3.2),
        )
    )
    assert at(rows, "B3")["unit"] == "day"


def test_a_unit_is_one_per_so_many_people_whichever_line_says_so() -> None:
    rows = rows_of(
        sheet(
            ("ЧИСЛО БОЛЬНИЧНЫХ КОЕК",),
            ("5.1.2. На 10 000 человек населения",),
            ("(на конец года; коек)",),
            (None, "2014", "2015"),
            *((name, 80.5, 79.1) for name in REGIONS),
        )
    )
    assert at(rows, "B5")["unit"] == "place_per_10000"


def test_accounts_and_codes_are_no_figures() -> None:
    rows = rows_of(
        sheet(
            ("Счёт", "Код строки", "Сумма (руб.) с НДС"),
            ("40601810400003000001", "0100", 5),
            ("40601810400003000002", "0200", 6),
            ("40601810400003000003", "1300", 8),
        )
    )
    figures = {anchor[-2:] for anchor, row in rows.items() if row["role"] != "note"}
    assert figures == {"C2", "C3", "C4"}
    assert (at(rows, "C2")["role"], at(rows, "C2")["unit"]) == ("data", "rub")


def test_an_account_among_figures_is_none() -> None:
    rows = rows_of(sheet(("Показатель", "Значение"), ("Сумма", "12"), ("Счёт", "4" * 20)))
    assert [row["value"] for row in rows.values()] == ["12"]


def test_days_as_spreadsheets_count_them_are_notes() -> None:
    rows = rows_of(
        sheet(
            ("Facility", "Contract Start Date", "Beds"),
            ("North", 40360, 21000),
            ("South", 41200, 22000),
        )
    )
    assert [at(rows, "B2")["role"], at(rows, "C2")["role"]] == ["note", "data"]


def test_a_count_that_looks_like_a_year_is_a_figure() -> None:
    rows = rows_of(sheet(("Наименование", "Количество"), ("Листовки", 2100), ("Плакаты", 1900)))
    assert at(rows, "B2")["role"] == "data"


def test_years_beside_names_are_no_figures() -> None:
    rows = rows_of(sheet(("Region", "Year", "Count"), ("A", 2015, 5), ("B", 2016, 7)))
    assert at(rows, "C2")["start"] == "2015-01-01"
    assert at(rows, "C2")["role"] == "data"


def test_a_sum_is_a_total_only_of_columns_that_it_adds_up() -> None:
    head = ("Отдел", "Первый", "Второй", "Сумма")
    adds = rows_of(sheet(head, ("а", 9, 2, 11), ("б", 3, 4, 7), ("в", 5, 6, 11)))
    other = rows_of(sheet(head, ("а", 9, 2, 30), ("б", 3, 4, 70), ("в", 5, 6, 10)))
    assert (at(adds, "D2")["role"], at(other, "D2")["role"]) == ("total", "data")


def test_a_label_that_ends_in_total_is_a_total() -> None:
    rows = rows_of(
        sheet((None, "ICE", "CBP", "Book-Ins Total"), ("October", 3, 4, 7), ("November", 5, 6, 11))
    )
    assert [at(rows, f"{c}2")["role"] for c in "BCD"] == ["data", "data", "total"]


@pytest.mark.parametrize(
    "line",
    [
        "India Meteorological Department",
        "United States Armed Forces",
        "Ministry of Defence of the Russian Federation",
        "Министерство обороны Российской Федерации",
    ],
)
def test_the_name_of_an_office_is_no_area(line: str) -> None:
    assert title_area((line,)) == ("", "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Население России по данным Министерства труда", "RU"),
        ("Управление Росстата по Тверской области", "RU-TVE"),
        ("Deaths in the United States", "US"),
    ],
)
def test_what_a_title_is_about_is_its_area(line: str, code: str) -> None:
    assert title_area((line,))[0] == code


def test_a_place_that_nobody_knows_is_not_the_area_of_the_title() -> None:
    rows = rows_of(
        sheet(
            ("Тверская область",),
            ("Муниципальное образование", "Охвачено"),
            ("Клюквенный округ", 5),
            ("Дальний район", 7),
            ("Итого", 12),
        )
    )
    assert (at(rows, "B3")["area"], at(rows, "B3")["area_label"]) == ("", "Клюквенный округ")
    # No codebook names municipalities, so that none of them is unknown to it.
    assert at(rows, "B3")["doubt"] == ""
    assert (at(rows, "B5")["area"], at(rows, "B5")["doubt"]) == ("RU-TVE", "")


def test_an_area_around_the_area_of_a_row_is_no_category() -> None:
    rows = rows_of(
        sheet(
            (None, "Число"),
            ("Северо-Западный федеральный округ", None),
            ("Архангельская область", 10),
            ("в том числе:", None),
            ("Ненецкий автономный округ", 4),
            ("Вологодская область", 7),
            ("Калининградская область", 8),
        )
    )
    assert at(rows, "B5")["area"] == "RU-NEN"
    assert {row["category_label"] for row in rows.values()} == {""}


def test_goods_of_one_column_stand_in_one_place_however_they_are_packed() -> None:
    rows = rows_of(
        sheet(
            ("Индексы цен, в %",),
            (None, "2014", "2015"),
            ("Говядина, кг", 101.5, 102),
            ("Яйца куриные, 10 шт.", 99.5, 98),
            ("Хлеб", 100.5, 101),
        )
    )
    labels = [at(rows, f"B{row}") for row in (3, 4, 5)]
    assert [row["category_label"] for row in labels] == [
        "Говядина, кг",
        "Яйца куриные, 10 шт.",
        "Хлеб",
    ]
    assert len({row["measure_label"] for row in labels}) == 1


def test_a_head_over_several_columns_implies_their_unit() -> None:
    rows = rows_of(
        sheet(
            ("Facilities",),
            ("Name", "FY20 ADP: Criminality", None, "Inspections"),
            (None, "Male", "Female", "Last year"),
            ("North", 210, 12, 3),
            ("South", 310, 22, 4),
        )
    )
    assert [at(rows, f"{c}4")["unit"] for c in "BCD"] == ["person", "person", ""]


def test_the_title_page_of_a_form_dates_its_sections() -> None:
    cover = sheet(
        ("ВЕДОМСТВЕННОЕ СТАТИСТИЧЕСКОЕ НАБЛЮДЕНИЕ", None, None, None, None),
        ("за", 12, "месяцев", 2015, "г."),
        ("Сроки представления", "15 января и 15 июля", None, None, None),
        name="Титул",
    )
    section = sheet(
        ("Раздел 1. Движение дел",),
        (
            "Виды преступлений",
            "поступило дел",
            "остаток на начало года",
            "на конец отчётного периода",
        ),
        ("Кража", 68, 2, 3),
        ("Грабёж", 14, 1, 2),
        ("из них свыше 1,5 мес. до 3 мес.", 4, 1, 1),
        name="Раздел 1",
    )
    rows = rows_of(replace(cover, grids=(*cover.grids, *section.grids)))
    cells = {anchor.split("cell=")[1]: row for anchor, row in rows.items() if "%201" in anchor}
    assert (cells["B3"]["start"], cells["B3"]["end"]) == ("2015-01-01", "2015-12-31")
    assert cells["B3"]["basis"] == "to_date"
    assert (cells["C3"]["as_of"], cells["D3"]["as_of"]) == ("2015-01-01", "2015-12-31")
    assert cells["B5"]["end"] == "2015-12-31"


def test_percent_of_a_title_is_that_of_the_columns_printed_so() -> None:
    made = sheet(
        ("Percentage of applications processed",),
        (None, "Received", "Completed within target"),
        ("2014 Q2", 5786, 0.872),
        ("2014 Q3", 5486, 0.855),
        ("2014 Q4", 5386, 0),
    )
    rows = rows_of(formatted(made, {(2, 2): "0.0%", (3, 2): "0.0%"}))
    assert [at(rows, f"B{row}")["unit"] for row in (3, 4, 5)] == ["", "", ""]
    assert [at(rows, f"C{row}")["unit"] for row in (3, 4, 5)] == ["share", "share", "share"]


def test_so_many_months_beside_a_quarter_are_no_period() -> None:
    found = find(("2014 Q2", "6 months"))
    assert found is not None
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == ("2014-04-01", "2014-06-30")


def test_a_date_printed_without_a_day_names_a_month() -> None:
    made = sheet(
        ("Month", "Decisions"),
        *((date(2020, month, 1), 2000 + month * 7) for month in (1, 2, 3)),
    )
    rows = rows_of(formatted(made, {(row, 0): "mmm-yy" for row in (1, 2, 3)}))
    assert (at(rows, "B2")["start"], at(rows, "B2")["end"]) == ("2020-01-01", "2020-01-31")
    assert at(rows, "B2")["doubt"] == ""


def test_days_at_the_edges_of_months_leave_open_what_they_date() -> None:
    days = (date(1999, 3, 31), date(1999, 6, 30), date(1999, 9, 30), date(1999, 12, 31))
    rows = rows_of(sheet(("date", "Output"), *((day, 100.5 + i) for i, day in enumerate(days))))
    assert at(rows, "B2")["doubt"] == BARE_DATE


def test_a_bar_over_the_whole_width_is_a_section_though_the_rows_are_counted() -> None:
    rows = rows_of(
        sheet(
            ("S NO", "Subdivision", "Actual (mm)", "Normal (mm)"),
            ("REGION : NORTH", None, None, None),
            (1, "Upper", 11.4, 18.4),
            (2, "Lower", 17.9, 17.1),
            (3, "Middle", 7.2, 37.7),
            ("REGION : SOUTH", None, None, None),
            (1, "Coast", 4.5, 10.6),
            (2, "Isles", 6.7, 14.4),
            (3, "Hills", 2.2, 5.6),
        )
    )
    assert at(rows, "C3")["row_path"] == '["REGION : NORTH", "Upper"]'
    assert at(rows, "D9")["row_path"] == '["REGION : SOUTH", "Hills"]'
