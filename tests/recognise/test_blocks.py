"""What rows, columns and titles of made-up tables say of their cells. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.desk.frames import COLUMNS, frame
from svodka.model import Grid, GridKind, Merge, Observation, PageBox, Reading, Value, plain
from svodka.recognise import method
from svodka.recognise.figures import observations
from tests.recognise.readings import at, blocks_of, rows_of, sheet

REGIONS = ("Тверская область", "Тульская область", "Рязанская область", "Калужская область")


def regions(
    *columns: str, title: str = "Численность работников", unit: str = "человек"
) -> list[Any]:
    return [(title,), (unit,), (None, *columns)]


def test_a_row_of_the_country_is_a_total_of_its_regions() -> None:
    rows = rows_of(
        sheet(
            *regions("2014 год", "2015 год"),
            ("Российская Федерация", 60, 64),
            ("Центральный федеральный округ", 60, 64),
            *((name, 15, 16) for name in REGIONS),
        )
    )
    assert [at(rows, f"B{row}")["role"] for row in (4, 5, 6)] == ["total", "total", "data"]
    assert at(rows, "B6")["area"] == "RU-TVE"
    assert at(rows, "C6")["start"] == "2015-01-01"
    assert at(rows, "C6")["unit"] == "person"


def test_a_region_is_the_total_of_its_okrug_and_its_remainder() -> None:
    rows = rows_of(
        sheet(
            *regions("2014 год", "2015 год"),
            ("Архангельская область", 10, 12),
            ("в том числе Ненецкий авт. округ", 4, 5),
            ("Архангельская область без авт. округа", 6, 7),
            ("Тверская область", 3, 3),
        )
    )
    assert [at(rows, f"B{row}")["role"] for row in (4, 5, 6, 7)] == [
        "total",
        "data",
        "data",
        "data",
    ]
    assert [at(rows, f"B{row}")["area"] for row in (4, 5, 6)] == [
        "RU-ARK",
        "RU-NEN",
        "X-RU-ARK-EXCL-NEN",
    ]


def test_a_name_outside_the_codebook_is_doubted_and_not_guessed() -> None:
    rows = rows_of(
        sheet(
            *regions("2014 год", "2015 год"),
            *((name, 1.5, 2.5) for name in REGIONS),
            ("Заозёрная область", 3.5, 4.5),
        )
    )
    assert (at(rows, "B8")["area"], at(rows, "B8")["doubt"]) == ("", "unknown area")
    assert at(rows, "B7")["doubt"] == ""


def test_a_bare_name_in_a_list_of_regions_is_the_region() -> None:
    rows = rows_of(
        sheet(
            ("Confirmed deaths, persons",),
            ("Region", "2022", "2023"),
            *((name, 3, 4) for name in ("Adygea", "Bashkortostan", "Dagestan", "Kurgan", "Penza")),
            ("Hubei", 5, 6),
        )
    )
    assert [at(rows, f"B{row}")["area"] for row in (3, 6, 7, 8)] == [
        "RU-AD",
        "RU-KGN",
        "RU-PNZ",
        "",
    ]
    assert at(rows, "B8")["doubt"] == "unknown area"
    assert at(rows, "B6")["doubt"] == ""


def test_counties_that_share_the_name_of_a_state_are_not_the_state() -> None:
    counties = ("WASHINGTON", "FRANKLIN", "DODGE", "HASKELL", "UTAH", "MIDDLESEX", "YUBA", "KING",
                "MACOMB", "IMPERIAL", "LARIMER", "PINAL")  # fmt: skip
    rows = rows_of(
        sheet(("Beds",), ("County", "2008", "2009"), *((name, 1.5, 2.5) for name in counties))
    )
    assert {row["area"] for row in rows.values()} == {""}


def test_marks_are_rows_without_value() -> None:
    rows = rows_of(
        sheet(
            *regions("январь 2015", "февраль 2015", "март 2015"),
            (REGIONS[0], "-", 0, 5),
            (REGIONS[1], "…", None, 6),
            (REGIONS[2], 1, 2, "105,9"),
        )
    )
    marks = [at(rows, cell)["mark"] for cell in ("B4", "C4", "B5", "C5")]
    assert marks == ["dash", "stated", "not_available", "blank"]
    assert [at(rows, cell)["value"] for cell in ("B4", "C4", "D6")] == ["", "0", "105.9"]


def test_the_first_month_of_a_cumulative_series_is_cumulative() -> None:
    rows = rows_of(
        sheet(
            *regions("январь", "январь-февраль", "январь-март", title="Ввод жилья в 2015 году"),
            *((name, 1.5, 2.5, 3.5) for name in REGIONS),
        )
    )
    assert at(rows, "B4")["basis"] == "to_date"
    assert (at(rows, "C4")["start"], at(rows, "C4")["end"]) == ("2015-01-01", "2015-02-28")


def test_months_beside_months_are_flows() -> None:
    rows = rows_of(
        sheet(
            *regions("январь", "февраль", "март", title="Ввод жилья в 2015 году"),
            *((name, 1.5, 2.5, 3.5) for name in REGIONS),
        )
    )
    assert at(rows, "B4")["basis"] == "flow"


def test_a_year_in_the_row_and_a_month_in_the_column_make_one_period() -> None:
    rows = rows_of(
        sheet(
            ("Зарегистрировано, человек",),
            ("Год", "январь", "февраль", "март"),
            ("2014 год", 5, 6, 7),
            ("2015 год", 8, 9, 10),
            ("2016 год", 8, 9, 10),
        )
    )
    assert at(rows, "C4")["start"] == "2015-02-01"


def test_a_total_that_differs_is_doubted_where_the_others_hold() -> None:
    rows = rows_of(
        sheet(
            ("Принято, человек",),
            ("Группа", "2011 год", "2012 год", "2013 год", "2014 год", "2015 год", "2016 год"),
            ("первая", 3, 2, 3, 4, 5, 6),
            ("вторая", 10, 20, 30, 40, 50, 60),
            ("третья", 100, 200, 300, 400, 500, 600),
            ("Всего", 113, 222, 333, 444, 565, 666),
        )
    )
    assert "differs" in at(rows, "F6")["doubt"]
    assert at(rows, "E6")["doubt"] == ""
    assert at(rows, "E6")["role"] == "total"


def test_a_line_that_is_the_sum_of_the_next_is_a_total_without_a_word() -> None:
    rows = rows_of(
        sheet(
            ("Принято, человек",),
            ("Группа", "2011 год", "2012 год", "2013 год", "2014 год"),
            ("служащие", 11, 22, 33, 44),
            ("младшие", 1, 2, 3, 4),
            ("старшие", 10, 20, 30, 40),
            ("рабочие", 7, 9, 5, 2),
        )
    )
    assert [at(rows, f"B{row}")["role"] for row in (3, 4, 5, 6)] == [
        "total",
        "data",
        "data",
        "data",
    ]


def test_a_share_whose_operands_stand_beside_it_is_derived() -> None:
    rows = rows_of(
        sheet(
            ("Итоги отбора",),
            ("Группа", "Всего, чел.", "Отобрано, чел.", "Отобрано, %"),
            ("первая", 200, 50, 25.0),
            ("вторая", 80, 20, 25.0),
            ("третья", 300, 90, 30.0),
        )
    )
    assert [at(rows, f"{c}3")["role"] for c in "CD"] == ["data", "derived"]
    assert at(rows, "D3")["unit"] == "percent"


def test_ranges_and_words_have_rows_of_their_own() -> None:
    rows = rows_of(
        sheet(
            ("Проведено бесед за 2023 год",),
            ("Район", "Охвачено, чел.", "Согласились, чел."),
            ("первый", "10–15", 3),
            ("второй", "более 20", 4),
            ("третий", "десятки", 5),
            ("четвёртый", "7", 2),
        )
    )
    first, second = at(rows, "B3"), rows["sheet=%D0%9B%D0%B8%D1%81%D1%821&cell=B3#2"]
    assert [(r["value"], r["qualifier"]) for r in (first, second)] == [("10", ">="), ("15", "<=")]
    assert (at(rows, "B4")["value"], at(rows, "B4")["qualifier"]) == ("20", ">")
    assert (at(rows, "B5")["mark"], at(rows, "B5")["value"]) == ("worded", "")


def test_a_codebook_gives_measures_and_categories_their_codes() -> None:
    rows = rows_of(
        sheet(
            ("Сведения за неделю с 2 по 8 октября 2023 г.",),
            ("Категория", "Проведено консультаций", "Получили консультации", "Заключили контракт"),
            ("Безработные граждане", 12, 9, 1),
            ("Должники по исполнительным производствам", 7, 7, 0),
            ("Банкроты", 3, 2, "-"),
            ("Всего", 22, 18, 1),
        ),
        "letter-2023",
    )
    held, people = at(rows, "B3"), at(rows, "C3")
    assert (held["measure"], held["unit"], held["category"]) == ("consulted", "event", "7")
    assert (people["measure"], people["unit"]) == ("consulted", "person")
    assert (held["start"], held["end"]) == ("2023-10-02", "2023-10-08")
    assert at(rows, "D6")["role"] == "total"
    assert at(rows, "D5")["mark"] == "dash"


def test_a_plan_is_a_target_and_a_count_since_new_year_is_to_date() -> None:
    rows = rows_of(
        sheet(
            ("Сведения о ходе набора на 01.10.2023",),
            ("Район", "План", "Подписали контракт с начала года, чел.", "% выполнения плана"),
            ("Верхний район", 20, 10, 50.0),
            ("Нижний район", 30, 15, 50.0),
            ("Средний район", 50, 10, 20.0),
            ("ИТОГО", 100, 35, 35.0),
        ),
        "letter-2023",
    )
    plan, signed, share = (at(rows, f"{column}3") for column in "BCD")
    assert (plan["basis"], plan["measure"], plan["as_of"]) == ("target", "plan", "2023-10-01")
    assert (signed["start"], signed["end"], signed["basis"]) == (
        "2023-01-01",
        "2023-10-01",
        "to_date",
    )
    assert (share["role"], share["measure"], share["unit"]) == ("derived", "fulfilment", "percent")


def test_a_sheet_named_for_another_year_is_doubted() -> None:
    rows = rows_of(
        sheet(
            *regions("январь 2015 года", "февраль 2015 года"),
            *((name, 1.5, 2.5) for name in REGIONS),
            name="2013",
        )
    )
    assert "another year" in at(rows, "B4")["doubt"]


def test_a_merged_value_is_one_row() -> None:
    rows = rows_of(
        sheet(
            *regions("2014 год", "2015 год", "2016 год"),
            (REGIONS[0], 1.5, None, 4.5),
            *((name, 1.5, 2.5, 3.5) for name in REGIONS[1:]),
            merges=(Merge(3, 1, 3, 2),),
        )
    )
    assert at(rows, "B4")["value"] == "1.5"
    assert not [anchor for anchor in rows if anchor.endswith("cell=C4")]


def _as_row(one: Observation) -> dict[str, object]:
    count, slot = one.count, one.slot
    return {
        "anchor": str(one.anchor),
        "part": one.part,
        "area": slot.area,
        "area_label": one.area_label,
        "as_of": slot.period.as_of.isoformat() if slot.period.as_of else "",
        "end": slot.period.end.isoformat() if slot.period.end else "",
        "basis": slot.basis.value,
        "category": slot.category,
        "category_label": one.category_label,
        "measure": slot.measure,
        "measure_label": one.measure_label,
        "unit": slot.unit,
        "value": "" if count.value is None else plain(count.value),
        "qualifier": "" if count.value is None else count.qualifier.value,
        "mark": count.mark.value,
        "role": one.role.value,
        "raw": one.raw,
        "doubt": "; ".join(one.doubt),
        "method": one.method,
    }


values = st.one_of(
    st.none(),
    st.integers(-10**9, 10**9),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.sampled_from(["-", "…", "x", "12,5", "1 234", "10–15", "около 7", "12,51)", "десятки", "слово", "45%"]),
)  # fmt: skip


@given(st.lists(st.lists(values, min_size=3, max_size=3), min_size=3, max_size=8), st.booleans())
def test_both_renderings_of_a_block_say_the_same(body: list[list[Value]], coded: bool) -> None:
    names = [*REGIONS, "Всего", "Заозёрная область", "Безработные", "Орловская область"]
    reading = sheet(
        *regions("2014 год", "Заключили контракт, чел.", "Доля, %"),
        (names[0], 1.5, 2.5, 60.0),
        *((names[1 + i % 7], *line) for i, line in enumerate(body)),
    )
    book = "letter-2023" if coded else ""
    blocks = blocks_of(reading, book)
    made = frame(reading.document, blocks, [], method=method(reading.reader))
    assert tuple(made.columns) == COLUMNS
    one_by_one = [
        _as_row(one) for one in observations(reading.document, blocks, method(reading.reader))
    ]
    assert [
        {key: row[key] for key in _as_row_keys()} for row in made.iter_rows(named=True)
    ] == one_by_one
    assert len({(row["anchor"], row["part"]) for row in one_by_one}) == len(one_by_one)


def _as_row_keys() -> tuple[str, ...]:
    return (
        "anchor", "part", "area", "area_label", "as_of", "end", "basis", "category", "category_label", "measure",
        "measure_label", "unit", "value", "qualifier", "mark", "role", "raw", "doubt", "method",
    )  # fmt: skip


@pytest.mark.parametrize("number", [0.1, 56834.13650000001, 1e20, -0.0, 3.0, 1e-7])
def test_a_stored_number_is_written_at_fifteen_digits(number: float) -> None:
    rows = rows_of(
        sheet(*regions("2014 год", "2015 год"), *((name, number, 2.5) for name in REGIONS))
    )
    assert at(rows, "B4")["value"] == plain(number)


def test_a_blank_cell_of_a_page_has_a_place() -> None:
    lines: list[list[Value]] = [
        ["Принято, человек", None, None],
        ["Группа", "2014 год", "2015 год"],
        ["первая", 1.5, 2.5],
        ["вторая", None, 4.5],
        ["третья", 5.5, 6.5],
    ]
    boxes = {
        (row, column): PageBox(page=1, left=column * 100, top=row * 10, right=column * 100 + 90, bottom=row * 10 + 9)
        for row, line in enumerate(lines)
        for column, value in enumerate(line)
        if value is not None
    }  # fmt: skip
    grid = Grid(kind=GridKind.PAGE, page=1, rows=tuple(map(tuple, lines)), boxes=boxes)
    reading = Reading(document="0" * 64, media_type="", reader="made-up/1", grids=(grid,))
    blank = [row for row in rows_of(reading).values() if row["mark"] == "blank"]
    assert [row["anchor"] for row in blank] == ["page=1&box=102,34,190,34"]
