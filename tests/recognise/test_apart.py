"""Two cells of one table never come out as one slot unless each says so; heads that differ tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Merge, Reading, Value
from svodka.recognise import method
from svodka.recognise.apart import NO_ROW, NOT_APART
from svodka.recognise.figures import observations
from tests.recognise.readings import at, blocks_of, reading_of, rows_of, sheet

Corpus = Callable[[str], Path]
words = st.sampled_from(
    ["", "Всего", "Мужчины", "Женщины", "Доля, %", "Орловская область", "2015 год", "январь", "Год",
     "в % к", "маю 2015г."]
)  # fmt: skip
figures = st.one_of(
    st.none(),
    st.integers(0, 3000),
    st.sampled_from([2014, 2015, "-", "…", "12,5", "45%", "10–15", ""]),
)


def silent_twins(reading: Reading, codebook: str = "") -> list[list[str]]:
    """Anchors of figures of one block with one slot, one row and one column, none of them doubted."""
    found: dict[object, set[str]] = defaultdict(set)
    for number, block in enumerate(blocks_of(reading, codebook)):
        for one in observations(reading.document, [block], method(reading.reader)):
            if one.role.value != "note" and not one.doubt and one.count.mark.value != "blank":
                found[number, one.slot, one.row_path, one.column_path].add(str(one.anchor))
    return [sorted(same) for same in found.values() if len(same) > 1]


@given(
    st.lists(st.tuples(words, words, words, words, words), min_size=1, max_size=3),
    st.lists(st.tuples(words, words, figures, figures, figures), min_size=2, max_size=6),
)
def test_no_two_figures_are_one_slot_without_a_doubt(
    heads: list[tuple[Value, ...]], body: list[tuple[Value, ...]]
) -> None:
    assert not silent_twins(sheet(*heads, *body))


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["ru-official-tables", "table-ocr"])
def test_no_two_figures_of_real_tables_are_one_slot_without_a_doubt(
    topic: str, corpus: Corpus
) -> None:
    files = [*corpus(topic).rglob("eu-0*.pdf"), *corpus(topic).rglob("*.xlsx")]
    files += [*corpus(topic).rglob("*isep/*.csv"), *corpus(topic).rglob("camelot/*.pdf")]
    for path in files:
        assert not silent_twins(reading_of(path)), path.name


def test_a_row_printed_twice_names_its_twin() -> None:
    rows = rows_of(sheet(("Район", "Всего"), ("Лесной", 1), ("Луговой", 2), ("Лесной", 3)))
    assert at(rows, "B2")["doubt"].startswith(NOT_APART)
    assert "cell=B4: " in at(rows, "B2")["doubt"]
    assert "cell=B2: " in at(rows, "B4")["doubt"]
    assert not at(rows, "B3")["doubt"]


def test_an_empty_line_casts_no_doubt_on_a_full_one() -> None:
    rows = rows_of(
        sheet(("Район", "Всего"), ("Лесной", 1), ("Луговой", 2), ("Лесной", None), ("Дол", 3))
    )
    assert not at(rows, "B2")["doubt"]
    assert at(rows, "B4")["doubt"]


def test_words_above_the_innermost_head_stay_in_the_labels() -> None:
    rows = rows_of(
        sheet(
            ("Район", "Занятые", "Безработные"),
            (None, "За ноябрь 2015 - январь 2016 г. (в среднем за период)",
             "За ноябрь 2015 - январь 2016 г. (в среднем за период)"),
            ("Лесной", 10, 1),
            ("Луговой", 20, 2),
        )
    )  # fmt: skip
    assert (at(rows, "B3")["measure_label"], at(rows, "C3")["measure_label"]) == (
        "Занятые",
        "Безработные",
    )
    assert at(rows, "B3")["start"] == "2015-11-01"


def test_the_base_of_a_percentage_is_part_of_what_is_measured() -> None:
    rows = rows_of(
        sheet(
            ("Показатель", "Май 2016г.", "В % к", None),
            (None, None, "маю 2015г.", "апрелю 2016г."),
            ("Продукция, млрд.рублей", 327.9, 102.6, 112.7),
            ("Грузооборот, млрд.т-км", 416.8, 100.6, 101.1),
        )
    )
    year, month = at(rows, "C3")["measure_label"], at(rows, "D3")["measure_label"]
    assert year.endswith("В % к маю 2015г.")
    assert month.endswith("В % к апрелю 2016г.")
    assert at(rows, "C3")["unit"] == at(rows, "D3")["unit"] == "percent"


def test_who_arrested_is_told_from_who_is_held() -> None:
    rows = rows_of(
        sheet(
            ("Currently Detained by Criminality and Arresting Agency",),
            ("Criminality", "ICE", "CBP", "Total"),
            ("Convicted Criminal", 5, 2, 7),
            ("Other Immigration Violator", 1, 3, 4),
        ),
        "detention-us",
    )
    labels = [at(rows, f"{column}3")["category_label"] for column in "BCD"]
    assert labels == ["Convicted Criminal; ICE", "Convicted Criminal; CBP", "Convicted Criminal"]


def test_a_unit_that_one_column_has_is_not_that_of_its_neighbours() -> None:
    rows = rows_of(
        sheet(
            ("Active Participants and Average Length in Program",),
            ("Status", "Count", "Average Length in Program"),
            ("First", 5, 120.5),
            ("Second", 7, 340.25),
        )
    )
    assert (at(rows, "B3")["unit"], at(rows, "C3")["unit"]) == ("person", "day")


def test_an_amount_of_money_is_not_the_event_that_the_title_counts() -> None:
    rows = rows_of(
        sheet(
            ("Releases and ALOS by month",),
            ("Metric", "January 2021", "February 2021"),
            ("Final Releases", 5, 7),
            ("Average Bond Amount ($)", 1200.5, 1100.5),
            ("ALOS (Days)", 30.5, 31.5),
        ),
        "detention-us",
    )
    assert [(at(rows, f"B{k}")["measure"], at(rows, f"B{k}")["unit"]) for k in (3, 4, 5)] == [
        ("releases", "event"),
        ("", "usd"),
        ("average_length_of_stay", "day"),
    ]


def test_ranges_of_age_over_figures_are_a_head() -> None:
    rows = rows_of(
        sheet(
            (None, "Мужчины", None, "Женщины", None),
            (None, "Всего", "15-24", "Всего", "15-24"),
            ("Лесной", 10, 1, 20, 2),
            ("Луговой", 30, 3, 40, 4),
            ("Озёрный", 50, 5, 60, 6),
            merges=(Merge(0, 1, 0, 2), Merge(0, 3, 0, 4)),
        )
    )
    assert at(rows, "C3")["column_path"] == '["Мужчины", "15-24"]'
    assert not [row for row in rows.values() if row["doubt"]]


def test_a_total_set_in_from_the_last_row_is_not_the_only_part_of_it() -> None:
    rows = rows_of(sheet(("Район", "Всего"), ("Лесной", 1), ("Луговой", 2), ("  Итого", 3)))
    assert at(rows, "B4")["row_path"] == '["Итого"]'


def test_a_first_row_of_a_range_beside_its_name_is_no_head() -> None:
    rows = rows_of(sheet(("Район", "Всего"), ("Лесной", "10-15"), ("Луговой", 2), ("Озёрный", 3)))
    assert at(rows, "B2")["row_path"] == '["Лесной"]'


def test_a_source_line_between_bands_and_columns_leaves_the_bands_in_the_head() -> None:
    rows = rows_of(
        sheet(
            ("Facilities FY21",),
            (None, "By level", None, "By threat", None),
            ("Source: a data base",),
            ("Name", "A", "B", "A", "B"),
            ("First", 1, 2, 3, 4),
            ("Second", 5, 6, 7, 8),
            merges=(Merge(1, 1, 1, 2), Merge(1, 3, 1, 4)),
        )
    )
    assert at(rows, "E5")["column_path"] == '["By threat", "B"]'
    assert not at(rows, "B5")["doubt"]


def test_a_unit_alone_over_the_last_column_is_that_of_the_table() -> None:
    rows = rows_of(
        sheet(
            (None, "Outlay", None, "(Rs. in 000)"),
            (None, "Health", "Welfare", "Others"),
            ("First", 10, 20, 30),
            ("Second", 40, 50, 60),
            merges=(Merge(0, 1, 0, 2),),
        )
    )
    assert {at(rows, f"{column}3")["unit"] for column in "BCD"} == {"thousand_inr"}


def test_a_year_over_two_calendar_years_in_short_is_doubted() -> None:
    rows = rows_of(sheet((None, "Outlets 1996/7 (000)", "Staff"), ("A", 15, 2), ("B", 13, 4)))
    assert (at(rows, "B2")["start"], at(rows, "B2")["end"]) == ("1996-01-01", "1997-12-31")
    assert at(rows, "B2")["doubt"]


def test_a_row_without_a_name_among_rows_with_names_is_doubted() -> None:
    rows = rows_of(
        sheet(("Район", "Всего"), ("Лесной", 10), ("Луговой", 25), ("Озёрный", 7), (None, 11))
    )
    assert at(rows, "B5")["doubt"] == NO_ROW
    assert not at(rows, "B2")["doubt"]


def test_a_line_that_sums_needs_no_name() -> None:
    rows = rows_of(
        sheet(
            ("Район", "Всего", "Мужчины", "Женщины", "Прочие"),
            (None, 60, 30, 24, 6),
            ("Лесной", 10, 5, 3, 2),
            ("Луговой", 20, 10, 9, 1),
            ("Озёрный", 30, 15, 12, 3),
        )
    )
    assert (at(rows, "B2")["role"], at(rows, "B2")["doubt"]) == ("total", "")


def test_a_follow_on_of_other_columns_says_so() -> None:
    first = sheet(("Таблица 1",), ("Район", "Всего", "Муж"), ("Лесной", 10, 5), ("Луговой", 20, 7))
    second = sheet(
        ("Продолжение таблицы 1",), ("Озёрный", 11, 5, 3), ("Дальний", 21, 7, 2), name="2"
    )
    rows = rows_of(replace(first, grids=(*first.grids, *second.grids)))
    assert "other columns" in next(r for a, r in rows.items() if a.startswith("sheet=2"))["doubt"]
