"""What is read but not certain carries its doubt. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.desk.frames import frame
from svodka.model import Reading
from svodka.recognise import method, recognise
from svodka.recognise.calendar import BARE_DATE
from svodka.recognise.exceptions import ZERO_AS_DASH
from svodka.recognise.filenames import FROM_NAME, named, published
from tests.recognise.readings import Row, at, rows_of, sheet

REGIONS = ("Тверская область", "Тульская область", "Рязанская область", "Калужская область")


def called(reading: Reading, name: str) -> dict[str, Row]:
    blocks = recognise(reading, None, name=name)
    made = frame(reading.document, blocks, [], method=method(reading.reader))
    return {row["anchor"]: row for row in made.iter_rows(named=True)}


def table(*heads: str) -> Reading:
    return sheet(
        ("Численность работников, человек",),
        ("Регион", *heads),
        *((name, 3, 4) for name in REGIONS),
    )


@pytest.mark.parametrize(
    ("name", "day", "years"),
    [
        ("2020-05-02.csv", date(2020, 5, 2), {2020}),
        ("отчёт за 20220318 (2).xlsx", date(2022, 3, 18), {2022}),
        ("svod_31.12.2019.xls", date(2019, 12, 31), {2019}),
        ("bulletin_0605.json", None, set()),
        ("tables-2012-2014.xlsx", None, {2012, 2014}),
        ("20251399.csv", None, set()),
        ("/tmp/2001/plain.csv", None, set()),
    ],
)
def test_a_file_name_gives_a_day_only_as_a_whole(
    name: str, day: date | None, years: set[int]
) -> None:
    assert named(name) == (day, frozenset(years))


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("note_2023-10-05.txt", "С 19 сентября по 2 октября", date(2023, 10, 5)),
        ("note_2023-10-05.txt", "С декабря 2022 года", date(2023, 10, 5)),
        ("note_2023-10-05.txt", "В 2018 году", None),
        ("note_2023-10-05.txt", "План на 2025 год", None),
        ("note.txt", "С 19 сентября", None),
    ],
)
def test_the_day_in_a_name_dates_running_text_that_allows_it(
    name: str, text: str, day: date | None
) -> None:
    assert published(name, [text]) == day


def test_a_file_named_for_another_year_is_doubted() -> None:
    rows = called(table("2020 год", "2019 год"), "свод_2021.xlsx")
    assert at(rows, "B3")["doubt"] == "file name says 2021"
    assert at(rows, "B3")["start"] == "2020-01-01"


@pytest.mark.parametrize("name", ["свод_2020.xlsx", "свод.xlsx", "svod_2018_2024.xlsx", ""])
def test_a_file_name_that_contradicts_nothing_is_no_doubt(name: str) -> None:
    rows = called(table("2020 год", "2019 год"), name)
    assert {row["doubt"] for row in rows.values()} == {""}


def test_a_date_of_the_file_name_is_taken_only_where_nothing_tells_the_time() -> None:
    for name, doubt in (("2020-05-02.csv", ""), ("bulletin_2020-05-02_copy.csv", FROM_NAME)):
        row = at(called(table("мужчины", "женщины"), name), "B3")
        assert (row["as_of"], row["basis"], row["doubt"]) == ("2020-05-02", "unknown", doubt)
    dated = called(table("март 2020", "апрель 2020"), "2020-05-02.csv")
    assert at(dated, "B3")["start"] == "2020-03-01"
    assert at(dated, "B3")["doubt"] == ""


@given(st.integers(1, 12), st.integers(1, 28))
def test_numbers_without_a_year_in_a_file_name_are_no_time(month: int, day: int) -> None:
    rows = called(table("мужчины", "женщины"), f"bulletin_{month:02d}{day:02d}.json")
    assert {(row["start"], row["as_of"]) for row in rows.values()} == {("", "")}


def test_a_stored_zero_that_is_printed_as_a_dash_is_doubted() -> None:
    reading = table("2019 год", "2020 год")
    grid = reading.grids[0]
    cells = tuple((*row[:2], 0 if row[0] == REGIONS[0] else row[2]) for row in grid.rows)
    dashed = replace(
        grid, rows=cells, number_formats={(2, 2): '[=0]"-";0', (3, 2): "0"}, texts={(2, 2): "-"}
    )
    rows = rows_of(replace(reading, grids=(dashed,)))
    zero = at(rows, "C3")
    assert (zero["value"], zero["mark"], zero["raw"]) == ("0", "stated", "-")
    assert zero["doubt"] == ZERO_AS_DASH
    assert at(rows, "C4")["doubt"] == ""


def test_a_bare_date_over_a_column_leaves_stock_or_flow_open() -> None:
    rows = rows_of(table("01.01.2016", "01.02.2016"))
    assert at(rows, "B3")["basis"] == "unknown"
    assert at(rows, "B3")["doubt"] == BARE_DATE
    stock = rows_of(table("на 01.01.2016", "на 01.02.2016"))
    assert (at(stock, "B3")["as_of"], at(stock, "B3")["doubt"]) == ("2016-01-01", "")


MONTHS = ("2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30", "2016-05-31", "2016-06-30")


def test_last_days_of_months_without_a_gap_are_months_of_which_nothing_tells_sum_or_stock() -> None:
    rows = rows_of(sheet(("Date", "A"), *((day, 5 + n) for n, day in enumerate(MONTHS))))
    march = at(rows, "B4")
    assert (march["start"], march["end"], march["as_of"]) == ("2016-03-01", "2016-03-31", "")
    assert (march["basis"], march["doubt"]) == ("unknown", "")


def test_last_days_of_quarters_are_quarters_where_a_head_calls_them_so() -> None:
    days = ("2015-12-31", "2016-03-31", "2016-06-30", "2016-09-30")
    body = [(day, n % 4 + 1, 50 + n) for n, day in enumerate(days)]
    said = at(rows_of(sheet(("Date", "Quarter", "A"), *body)), "C3")
    assert (said["start"], said["end"], said["doubt"]) == ("2016-01-01", "2016-03-31", "")
    bare = at(rows_of(sheet(("Date", "B", "A"), *body)), "C3")
    assert bare["doubt"] == BARE_DATE


def test_a_month_and_a_year_with_a_dash_between_are_a_month() -> None:
    row = at(rows_of(sheet(("Checks, November - 2015",), ("", "A", "B"), ("Texas", 5, 6))), "B3")
    assert (row["start"], row["end"]) == ("2015-11-01", "2015-11-30")


def test_sex_and_age_under_a_title_are_no_measure() -> None:
    head = (("", "Мужчины", None), ("", "15-19 лет", "20 лет и старше"))
    rows = rows_of(sheet(("Число умерших за 2022 год",), *head, *((r, 5, 7) for r in REGIONS)))
    row = at(rows, "B4")
    assert row["measure_label"] == "Число умерших за 2022 год"
    assert row["category_label"] == "Мужчины 15-19 лет"


def test_a_union_in_a_list_of_countries_is_named_and_its_extent_is_no_period() -> None:
    names = ("Germany", "France", "Poland", "European Union - 27 countries (from 2020)")
    rows = rows_of(sheet(("Month", *names), ("2017-08", 1, 2, 3, 6.5), ("2017-09", 2, 2, 4, 8.5)))
    row = at(rows, "E2")
    assert (row["area"], row["area_label"], row["doubt"]) == ("", names[3], "")
    assert (row["start"], row["end"]) == ("2017-08-01", "2017-08-31")


def test_the_day_of_an_update_is_neither_measure_nor_period() -> None:
    head = (("Unemployment by sex",), ("Last updated: 19/12/2024 11:00",), ("", "2019", "2020"))
    row = at(rows_of(sheet(*head, ("Germany", 5, 6), ("France", 7, 8))), "B4")
    assert (row["measure_label"], row["start"]) == ("Unemployment by sex", "2019-01-01")


def test_the_middle_of_a_year_is_its_thirtieth_of_june() -> None:
    row = at(rows_of(sheet(("Members, mid-2019",), ("", "Men", "Women"), ("Wales", 5, 6))), "B3")
    assert (row["as_of"], row["basis"], row["area"]) == ("2019-06-30", "as_of", "GB-WLS")


def test_letters_under_a_year_are_marks_and_name_no_row() -> None:
    head = ("", "2000", "2001", "2002", "2003")
    rows = rows_of(sheet(head, ("A", 9, 8, 7, 6), ("B", "Z", "Z", 4, 3), ("C", "Z", "Z", 2, 1)))
    row = at(rows, "B2")
    assert (row["value"], row["start"], row["role"]) == ("9", "2000-01-01", "data")


def test_names_beside_official_codes_of_places_are_places_under_the_area_of_a_title() -> None:
    places = (("E06000047", "County Durham", 5), ("E06000005", "Darlington", 6))
    more = (("E06000001", "Hartlepool", 7), ("E06000002", "Middlesbrough", 8))
    rows = rows_of(sheet(("Members in the UK, 2019",), ("Code", "Name", "All"), *places, *more))
    assert at(rows, "C3")["area_label"] == "County Durham"
    assert (at(rows, "C3")["area"], at(rows, "C3")["doubt"]) == ("", "")


def test_a_stub_headed_year_gives_no_unit() -> None:
    rows = rows_of(
        sheet(("Members",), ("Year", "Men", "Women"), (2001, 5, 6), (2002, 7, 8), (2003, 7, 9))
    )
    assert {row["unit"] for row in rows.values() if row["role"] == "data"} == {""}


def test_split_years_of_one_table_are_no_months() -> None:
    rows = rows_of(table("2010-11", "2011-12"))
    assert (at(rows, "C3")["start"], at(rows, "C3")["end"]) == ("2011-01-01", "2012-12-31")
    months = rows_of(table("2011-11", "2011-12"))
    assert (at(months, "C3")["start"], at(months, "C3")["doubt"]) == ("2011-12-01", "")


def test_the_day_of_a_source_line_ends_its_own_table_and_begins_no_year() -> None:
    rows = rows_of(
        sheet(
            ("U.S. facilities, FY21 YTD",),
            ("Source: a data base, 12/28/2020",),
            ("Name", "FY21 ADP", "Guaranteed minimum"),
            ("First", 20.5, 30),
            ("Second", 40.5, 50),
        )
    )
    for cell in ("B4", "C4"):
        assert (at(rows, cell)["start"], at(rows, cell)["end"]) == ("2020-10-01", "2020-12-28")
        assert at(rows, cell)["basis"] == "to_date"


def test_the_day_of_a_cited_decree_is_no_period() -> None:
    rows = rows_of(
        sheet(
            ("Введено жилья во исполнение Указа Президента от 7 мая 2018 г. № 204 за январь 2021 г.",),
            ("Район", "по постановлению от 05.12.2016 № 1300", "прочее"),
            ("Лесной", 1, 2),
            ("Луговой", 3, 4),
        )
    )  # fmt: skip
    assert {at(rows, cell)["start"] for cell in ("B3", "C3")} == {"2021-01-01"}


def test_months_are_of_the_one_year_that_the_file_is_called_after() -> None:
    reading = sheet(("Район", "январь", "декабрь"), ("Лесной", 1, 2))
    made = {name: _starts(reading, name) for name in ("итоги-2021.xlsx", "итоги.xlsx")}
    assert made == {"итоги-2021.xlsx": ["2021-01-01", "2021-12-01"], "итоги.xlsx": ["", ""]}


def test_a_month_after_the_day_in_the_file_name_has_no_year() -> None:
    reading = sheet(("Район", "январь", "декабрь"), ("Лесной", 1, 2))
    assert _starts(reading, "2021-02-05.xlsx") == ["2021-01-01", ""]


def test_a_first_of_january_may_be_of_the_next_year() -> None:
    reading = sheet(("Район", "на 1 января", "на 1 февраля"), ("Лесной", 1, 2))
    assert _starts(reading, "итоги 2021.xlsx", "as_of") == ["", "2021-02-01"]


def _starts(reading: Reading, name: str, column: str = "start") -> list[str]:
    blocks = recognise(reading, None, name=name)
    return list(frame(reading.document, blocks, [], method=method(reading.reader))[column])
