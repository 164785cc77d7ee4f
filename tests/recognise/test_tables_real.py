"""Real workbooks: the heads a person reads, every number accounted for, and in good time."""

from __future__ import annotations

import csv
import random
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from svodka.model import Grid, GridKind, Table, Value
from svodka.model.anchor import column_number
from svodka.read import pieces
from svodka.recognise.kinds import LOOSE, NUMBER, YEAR, kinds_of
from svodka.recognise.tables import tables

Corpus = Callable[[str], Path]


@cache
def grids_of(path: Path) -> tuple[Grid, ...]:
    return tuple(piece for piece in pieces(path.read_bytes()) if isinstance(piece, Grid))


@cache
def tables_of(path: Path) -> tuple[Table, ...]:
    return tables(grids_of(path))


def paths_at(path: Path, sheet: str, cell: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The paths of a cell in every table that has it in its body."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert found
    paths = []
    for table in tables_of(path):
        row = int(found[2]) - table.grid.top
        column = column_number(found[1]) - table.grid.left
        if table.grid.name == sheet and row in table.body_rows and column in table.body_columns:
            at, over = table.body_rows.index(row), table.body_columns.index(column)
            paths.append((table.row_paths[at], table.column_paths[over]))
    return paths


def test_detention_cells_stand_under_their_heads(corpus: Corpus, floors: dict[str, Any]) -> None:
    folder = corpus("detention-returns")
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as lines:
        truth = list(csv.DictReader(lines, delimiter="\t"))
    right = sum(
        paths_at(folder / "ice-biweekly" / line["file"], line["sheet"], line["cell"])
        == [((line["criminality"],), (line["arresting_agency"],))]
        for line in truth
    )
    assert right / len(truth) >= floors["structure"]["detention_heads"]


RUSSIAN_CELLS = {
    ("rosstat-2016-01/320-322-arrears-persons.xls", "всего ", "CI21"): (
        ("Тверская область",),
        ("2016 год", "на 1 февраля"),
    ),
    ("rosstat-2016-01/131-139-exports.xlsx", "Всего", "AB5"): (
        ("Российская Федерация",),
        ("2015 год", "январь-сентябрь"),
    ),
    ("rosstat-2016-01/083-088-housing.xls", "к соотв. периоду", "D6"): (
        ("Центральный федеральный округ",),
        ("2009 год", "январь-март"),
    ),
    ("rosstat-deaths/deaths-hiv.xlsx", "Лист1", "C105"): (("Неизвестно",), ("2006", "Мужчины")),
    ("rosstat-deaths/external-deaths.xlsx", "Лист1", "B3"): (("2000",), ("Мужчины и женщины",)),
    ("rosstat-yearbook/section-21-prices.xlsx", "21.1.", "B32"): (
        ("Архангельская область", "Ненецкий автономный округ"),
        ("2000",),
    ),
    ("rosstat-yearbook/section-21-prices.xlsx", "21.1.", "B34"): (
        ("Вологодская область",),
        ("2000",),
    ),
    ("rosstat-weekly-cpi/nedel_ipc_2023.xlsx", "2022", "B5"): (
        ("Говядина (кроме бескостного мяса), кг",),
        ("на 10 января",),
    ),
}


@pytest.mark.parametrize("place", RUSSIAN_CELLS, ids=lambda place: f"{place[0]}:{place[2]}")
def test_russian_cells_stand_under_their_heads(corpus: Corpus, place: tuple[str, str, str]) -> None:
    file, sheet, cell = place
    assert paths_at(corpus("ru-official-tables") / file, sheet, cell) == [RUSSIAN_CELLS[place]]


def test_a_follow_on_sheet_has_the_title_of_its_book(corpus: Corpus) -> None:
    book = corpus("ru-official-tables") / "rosstat-2016-01" / "257-265-wage.xls"
    first, *others = tables_of(book)
    assert all(table.title[0] == first.title[0] for table in others)
    assert [table.title[1] for table in others] == [
        "В % к предыдущему месяцу",
        "В % к соответствующему месяцу предыдущего года",
    ]


def test_no_number_of_a_real_workbook_vanishes(corpus: Corpus) -> None:
    books = [
        *sorted((corpus("ru-official-tables")).glob("rosstat-*/*.xls*")),
        *sorted((corpus("detention-returns")).glob("ice-*/*.xls*"))[::4],
    ]
    for book in books:
        found = tables_of(book)
        for grid in grids_of(book):
            if not grid.rows or not grid.width:
                continue
            kinds = kinds_of(grid)
            for table in found:
                if table.grid.name == grid.name:
                    for row, column in table.outside:
                        assert kinds[row, column] in (NUMBER, YEAR, LOOSE), "a number stands once"
                        kinds[row, column] = 0
                    for row in table.body_rows:
                        kinds[row, list(table.body_columns)] = 0
            left = (kinds == NUMBER) | (kinds == YEAR) | (kinds == LOOSE)
            assert not left.any(), f"{book.name}: {grid.name}"


def test_real_workbooks_are_hardly_ever_doubted(corpus: Corpus) -> None:
    books = sorted(corpus("ru-official-tables").glob("rosstat-*/*.xls*"))
    books += sorted(corpus("detention-returns").glob("ice-biweekly/*.xlsx"))[::4]
    found = [table for book in books for table in tables_of(book) if table.body_columns]
    doubted = [table for table in found if table.doubts]
    assert len(doubted) <= len(found) / 100


def test_a_million_cells_take_seconds_not_minutes() -> None:
    dice = random.Random(1)
    head: tuple[Value, ...] = (None, *(f"{2000 + column // 12} год" for column in range(199)))
    rows: list[tuple[Value, ...]] = [
        (f"Район {row}", *(dice.random() * 1000 for _ in range(199))) for row in range(5000)
    ]
    grid = Grid(kind=GridKind.SHEET, rows=(head, *rows))
    started = time.process_time()
    (table,) = tables([grid])
    assert time.process_time() - started < 3
    assert len(table.body_rows) == 5000
