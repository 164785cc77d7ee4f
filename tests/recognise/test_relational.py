"""Undoing what printing did to a table gives its records back, and records are left alone."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, GridKind
from svodka.recognise.relational import Relation, relational

TOWNS = ("Тверь", "Ржев", "Кимры", "Бежецк", "Осташков", "Торжок", "Старица", "Зубцов")
FOODS = ("bread", "milk", "tea", "salt", "flour", "sugar", "rice", "eggs", "honey")
COUNTS = st.integers(1, 9)


def csv_grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    cells = [tuple(cell or None for cell in row) for row in (header, *rows)]
    return Grid(kind=GridKind.CSV, rows=tuple(cells))


def records(relation: Relation, *names: str) -> Counter[tuple[str, ...]]:
    places = [relation.columns.index(name) for name in names]
    return Counter(tuple(row[place] for place in places) for row in relation.rows)


@st.composite
def panels(draw: st.DrawFn) -> dict[tuple[str, str], str]:
    """A count for every town and year."""
    towns = draw(st.lists(st.sampled_from(TOWNS), min_size=3, max_size=8, unique=True))
    first = draw(st.integers(1990, 2015))
    years = [str(first + step) for step in range(draw(st.integers(3, 7)))]
    return {(town, year): str(draw(st.integers(100, 999))) for town in towns for year in years}


@given(panels())
def test_years_across_come_back_as_records(panel: dict[tuple[str, str], str]) -> None:
    towns = list(dict.fromkeys(town for town, _ in panel))
    years = list(dict.fromkeys(year for _, year in panel))
    wide = [[town, *(panel[town, year] for year in years)] for town in towns]
    relation = relational(csv_grid(["town", *years], wide))
    assert records(relation, "town", "var", "value") == Counter(
        (town, year, value) for (town, year), value in panel.items()
    )
    assert len(relation.steps) == 1


@given(panels())
def test_records_of_a_panel_are_left_alone(panel: dict[tuple[str, str], str]) -> None:
    rows = [[town, year, value] for (town, year), value in panel.items()]
    relation = relational(csv_grid(["town", "year", "count"], rows))
    assert relation.columns == ("town", "year", "count")
    assert relation.rows == tuple(map(tuple, rows))
    assert relation.steps == ()


@given(panels(), st.data())
def test_groups_of_columns_come_back_as_records(
    panel: dict[tuple[str, str], str], data: st.DataObject
) -> None:
    towns = list(dict.fromkeys(town for town, _ in panel))
    years = list(dict.fromkeys(year for _, year in panel))
    kinds = {
        key: data.draw(st.text(string.ascii_lowercase, min_size=4, max_size=6)) for key in panel
    }
    header = ["town", *(f"{name} {year}" for year in years for name in ("count", "kind"))]
    wide = [
        [town, *(cell for year in years for cell in (panel[town, year], kinds[town, year]))]
        for town in towns
    ]
    relation = relational(csv_grid(header, wide))
    assert records(relation, "town", "Var", "count", "kind") == Counter(
        (town, year, value, kinds[town, year]) for (town, year), value in panel.items()
    )


@given(panels())
def test_a_town_printed_once_stands_in_each_of_its_rows(panel: dict[tuple[str, str], str]) -> None:
    rows = []
    before = ""
    for (town, year), value in panel.items():
        rows.append(["" if town == before else town, year, value])
        before = town
    relation = relational(csv_grid(["town", "year", "count"], rows))
    assert relation.rows == tuple((town, year, value) for (town, year), value in panel.items())


@given(panels())
def test_a_town_printed_as_a_title_stands_in_each_row_below(
    panel: dict[tuple[str, str], str],
) -> None:
    rows = []
    before = ""
    for (town, year), value in panel.items():
        if town != before:
            rows.append([town, "", ""])
            before = town
        rows.append([f"in {year}", value, "yes"])
    relation = relational(csv_grid(["when", "count", "checked"], rows))
    assert records(relation, "Subtitle", "when", "count") == Counter(
        (town, f"in {year}", value) for (town, year), value in panel.items()
    )


BASKETS = st.frozensets(st.sampled_from(FOODS), min_size=1, max_size=4)


@given(st.lists(BASKETS, min_size=8, max_size=20, unique=True))
def test_lists_in_cells_come_back_as_rows(baskets: list[frozenset[str]]) -> None:
    lists = [[f"№{index}", ", ".join(sorted(basket))] for index, basket in enumerate(baskets)]
    relation = relational(csv_grid(["basket", "foods"], lists))
    if sum(len(basket) > 1 for basket in baskets) > 3 and len(set(map(len, baskets))) > 1:
        assert records(relation, "basket", "foods") == Counter(
            (f"№{index}", food) for index, basket in enumerate(baskets) for food in basket
        )


@given(st.lists(st.tuples(st.sampled_from(TOWNS), COUNTS, st.dates()), min_size=2, max_size=9))
def test_pairs_under_each_other_come_back_as_one_record_each(
    facts: list[tuple[str, int, object]],
) -> None:
    lines = [
        [name, str(value)]
        for fact in facts
        for name, value in zip(("place", "number", "date"), fact, strict=True)
    ]
    relation = relational(csv_grid(lines[0], lines[1:]))
    assert relation.columns == ("place", "number", "date")
    assert relation.rows == tuple(tuple(map(str, fact)) for fact in facts)


@given(
    st.lists(
        st.tuples(st.dates(), st.sampled_from(TOWNS), st.integers(1000, 9999)),
        min_size=3,
        max_size=8,
    )
)
def test_exchanged_rows_and_columns_change_back(facts: list[tuple[object, str, int]]) -> None:
    names = ("opened", "town", "visitors")
    header = ["house", *(f"house {index}" for index, _ in enumerate(facts))]
    rows = [[name, *(str(fact[row]) for fact in facts)] for row, name in enumerate(names)]
    relation = relational(csv_grid(header, rows))
    assert relation.columns == ("house", *names)
    assert relation.rows == tuple(
        (f"house {index}", *map(str, fact)) for index, fact in enumerate(facts)
    )


def test_a_compound_that_its_header_announces_is_no_list() -> None:
    rows = [[f"day {day}", f"{10 + day} / {7 + day}"] for day in range(12)]
    relation = relational(csv_grid(["day", "air / water"], rows))
    assert relation.rows == tuple(map(tuple, rows))


def test_a_town_and_its_state_are_no_list() -> None:
    states = ("TX", "OH", "NY")
    rows = [[str(index), f"{town}, {states[index % 3]}"] for index, town in enumerate(TOWNS)]
    relation = relational(csv_grid(["office", "address"], rows))
    assert relation.rows == tuple(map(tuple, rows))


def test_grouped_digits_are_no_list() -> None:
    rows = [[town, f"{index + 1},{index}25,000"] for index, town in enumerate(TOWNS)]
    relation = relational(csv_grid(["town", "people"], rows))
    assert relation.rows == tuple(map(tuple, rows))


def test_numbered_twins_of_a_plain_name_are_its_groups() -> None:
    rows = [[town, f"1{at}0", "yes", f"2{at}0", "no"] for at, town in enumerate(TOWNS)]
    relation = relational(csv_grid(["town", "count", "checked", "count.1", "checked.1"], rows))
    assert records(relation, "town", "count", "checked") == Counter(
        record
        for at, town in enumerate(TOWNS)
        for record in ((town, f"1{at}0", "yes"), (town, f"2{at}0", "no"))
    )


def test_a_title_spelt_out_in_every_column_is_a_title() -> None:
    rows = [["2010"] * 3, ["Ржев", "yes", "1"], ["Тверь", "no", "2"]]
    rows += [["2011"] * 3, ["Ржев", "no", "3"], ["Тверь", "no", "5"]]
    relation = relational(csv_grid(["town", "checked", "count"], rows))
    assert relation.rows[0] == ("2010", "Ржев", "yes", "1")
    assert relation.rows[-1] == ("2011", "Тверь", "no", "5")


def test_quarters_of_two_years_are_one_variable() -> None:
    quarters = ["Q1 2019", "Q2 2019", "Q1 2020", "Q2 2020"]
    rows = [[town, *(f"{at}{column}1" for column in range(1, 5))] for at, town in enumerate(TOWNS)]
    relation = relational(csv_grid(["town", *quarters], rows))
    assert set(relation.rows[0]) >= {"Тверь", "Q1 2019"}
    assert len(relation.rows) == 4 * len(TOWNS)


def test_weak_evidence_is_said() -> None:
    rows = [[town, str(index), str(9 - index), str(index % 4)] for index, town in enumerate(TOWNS)]
    relation = relational(csv_grid(["town", "shops", "schools", "banks"], rows))
    assert relation.doubts


def test_a_blank_stays_a_blank_when_columns_become_rows() -> None:
    rows = [["Тверь", "5", "", "7"], ["Ржев", "4", "6", ""], ["Кимры", "", "8", "9"]]
    relation = relational(csv_grid(["town", "2019", "2020", "2021"], rows))
    assert len(relation.rows) == 9
    assert records(relation, "value")[("",)] == 3


def test_heads_of_two_levels_become_two_columns() -> None:
    head = (
        ("Заключено контрактов", None, None, None, None),
        ("Муниципалитет", "2024 год", None, "2025 год", None),
        (None, "январь", "февраль", "январь", "февраль"),
    )
    body = tuple((town, 11 + at, 22 + at, 33 + at, 44 + at) for at, town in enumerate(TOWNS))
    relation = relational(Grid(kind=GridKind.SHEET, name="1", rows=(*head, *body)))
    texts = [set(row) for row in relation.rows]
    assert len(texts) == 4 * len(TOWNS)
    assert any({"Ржев", "2025 год", "январь", "34"} <= row for row in texts)


def test_nothing_gives_nothing() -> None:
    assert relational(Grid(kind=GridKind.CSV, rows=())) == Relation((), ())
    assert relational(csv_grid(["only a header"], [])).rows == ()


def test_a_line_of_a_total_takes_no_label_from_the_line_above_and_gives_none() -> None:
    rows = [
        ["Сбор", "Северный", "А-1", "10"],
        ["", "", "А-2", "20"],
        ["", "Южный", "А-1", "5"],
        ["", "", "А-2", "7"],
        ["", "Всего сбор", "", "42"],
        ["Рейд", "Северный", "А-1", "1"],
        ["", "", "А-2", "2"],
        ["", "Всего рейд", "", "3"],
        ["Итого по видам", "", "", "45"],
    ]
    relation = relational(csv_grid(["вид", "район", "пункт", "число"], rows))
    assert relation.rows[1] == ("Сбор", "Северный", "А-2", "20")
    assert relation.rows[4] == ("Сбор", "Всего сбор", "", "42")
    assert relation.rows[8] == ("Итого по видам", "", "", "45")
