"""Every figure of eight official tables has its area, period and value, checked against published series."""

from __future__ import annotations

import calendar
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from svodka.lexicon import areas
from svodka.model.anchor import column_letters
from tests.recognise.readings import Row, reading_of, rows_of

Corpus = Callable[[str], Path]
MARKS = {"-": "dash", "–": "dash", "…": "not_available", "...": "not_available", "": "blank"}
MONTHS = re.compile(
    r"январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|полугод", re.IGNORECASE
)  # fmt: skip
STEMS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()  # noqa: SIM905 - reads as a calendar


def squeeze(text: object) -> str:
    return re.sub(r"\s+", " ", str(text or "")).strip()


def last_month(label: str) -> int:
    """The month that a column of the source is of: the last that its words name."""
    if "полугод" in label.lower():
        return 6
    stem = MONTHS.findall(label.lower())[-1]
    return next(i for i, name in enumerate(STEMS, 1) if stem.startswith(name))


def name_of(label: str) -> str:
    """A row label of the source as the series spell it."""
    text = re.sub(r"^в том числе:?\s*", "", squeeze(label))
    text = re.sub(r",\s*млн\. кв\. метров", "", text)
    text = re.sub(r"\s*\d+\)?$", "", text)
    text = re.sub(r"(г\.|авт\.)\s*", r"\1 ", text)
    if text.startswith("Тюменская"):
        text = text.replace("без авт. округа", "без авт. округов")
    return re.sub(r"\s*-\s*(Алания|Югра)", r" - \1", text)


def expected(when: date, basis: str) -> tuple[str, str, str, str]:
    end = when.replace(day=calendar.monthrange(when.year, when.month)[1])
    if basis == "as_of":
        return ("", "", when.isoformat(), basis)
    start = when if basis == "flow" else date(when.year, 1, 1)
    return (start.isoformat(), end.isoformat(), "", basis)


def cells(grid: Any, rule: dict[str, str], truth: Path) -> Iterator[tuple[str, date, str, str]]:
    """Name, day, published value and cell of every entry of a series, found by its own labels."""
    top, first = int(rule["year_row"]) - grid.top, int(rule["first_row"]) - grid.top
    columns: dict[date, int] = {}
    year = 0
    for column in range(1, grid.width):
        found = re.match(r"(\d{4}) ?год", squeeze(grid.rows[top][column]))
        year = int(found[1]) if found else year
        label = squeeze(grid.rows[top + 1][column])
        if label:
            columns.setdefault(date(year, last_month(label), 1), column)
    rows: dict[str, int] = {}
    for row in range(first, int(rule["last_row"]) - grid.top + 1):
        rows.setdefault(name_of(squeeze(grid.rows[row][0])), row)
    lines = list(csv.reader(truth.open(encoding="utf-8")))
    for line in lines[1:]:
        when = date.fromisoformat(line[0])
        for name, want in zip(lines[0][2:], line[2:], strict=True):
            row, column = rows[name_of(name)], columns[when]
            cell = f"{column_letters(grid.left + column)}{grid.top + row}"
            yield name, when, want, cell


def is_right(row: Row, name: str, want: str, shown: str) -> bool:
    if row["area"] != areas.find(name) or not row["area"]:
        return False
    if not want:
        return row["mark"] == MARKS.get(squeeze(shown))
    return row["mark"] == "stated" and abs(float(row["value"]) - float(want)) <= 5e-10 * max(
        1.0, abs(float(want))
    )


@pytest.mark.parametrize(
    "workbook",
    [
        "083-088-housing.xls",
        "245-250-income.xls",
        "257-265-wage.xls",
        "320-322-arrears-persons.xls",
    ],
)
def test_figures_have_their_area_period_and_value(
    workbook: str, corpus: Corpus, floors: dict[str, Any]
) -> None:
    folder = corpus("ru-official-tables")
    floor = floors["rosstat-2016-01"]
    reading = reading_of(folder / "rosstat-2016-01" / workbook)
    rows = rows_of(reading)
    grids = {grid.name: grid for grid in reading.grids}
    score: Counter[str] = Counter()
    for rule in csv.DictReader((folder / "truth.tsv").open(encoding="utf-8"), delimiter="\t"):
        if rule["workbook"] != workbook:
            continue
        grid = grids[rule["sheet"]]
        by_cell = {
            anchor.rpartition("=")[2]: row
            for anchor, row in rows.items()
            if row["anchor"].startswith(str(grid.anchor(0, 0)).rpartition("&")[0])
        }
        truth = folder / "rosstat-2016-01" / "truth" / rule["truth"]
        for name, when, want, cell in cells(grid, rule, truth):
            row = by_cell[cell]
            slot = (row["start"], row["end"], row["as_of"], row["basis"])
            right = is_right(row, name, want, row["raw"]) and slot == expected(when, rule["basis"])
            kind = "figure" if want else "blank"
            score[f"{kind} {'right' if right else 'wrong'}"] += 1
            score["right but doubted"] += right and bool(row["doubt"])
            score["wrong without doubt"] += not right and not row["doubt"]
    total = score["figure right"] + score["figure wrong"]
    assert score["figure right"] >= floor["right"] * total, score
    assert score["blank wrong"] == 0, score
    assert score["wrong without doubt"] == 0, score
    assert score["right but doubted"] <= floor["doubted"] * total, score


def test_the_unit_of_a_row_wins_over_that_of_the_title(corpus: Corpus) -> None:
    folder = corpus("ru-official-tables") / "rosstat-2016-01"
    rows = rows_of(reading_of(folder / "083-088-housing.xls"))
    units = {row["area"]: row["unit"] for row in rows.values() if row["unit"] != "percent"}
    assert units["RU"] == "million_m2"
    assert units["RU-TVE"] == "thousand_m2"


def test_totals_of_deaths_are_no_data_and_add_up(corpus: Corpus) -> None:
    rows = rows_of(reading_of(corpus("ru-official-tables") / "rosstat-deaths" / "deaths-2022.xlsx"))
    roles = Counter(row["role"] for row in rows.values())
    assert len(rows) == 96 * 63
    assert roles["total"] >= 3 * 96
    assert not [row for row in rows.values() if row["doubt"]]
    data = sum(int(r["value"]) for r in rows.values() if r["role"] == "data")
    assert data == 2 * 1_898_644, "men and women each by age, and both sexes together"


def test_footnotes_glued_to_values_date_them(corpus: Corpus) -> None:
    path = corpus("ru-official-tables") / "rosstat-isep" / "main-2017-10.csv"
    rows = rows_of(reading_of(path))
    gdp = next(row for row in rows.values() if row["raw"] == "101,61),2)")
    assert (gdp["value"], gdp["start"], gdp["end"]) == ("101.6", "2017-01-01", "2017-09-30")
    wage = next(row for row in rows.values() if row["raw"] == "3827510)")
    assert (wage["value"], wage["unit"], wage["end"]) == ("38275", "rub", "2017-10-31")
