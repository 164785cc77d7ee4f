"""Real workbooks: every figure whose place is known stands at that place, and nothing breaks the reader."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from svodka.model import Grid, Reason, Remark, UnreadableDocument, Value
from svodka.read.office_package import Package
from svodka.read.sheet_scan import place as place_of
from svodka.read.workbook import ods_pieces, xls_pieces, xlsx_pieces

Corpus = Callable[[str], Path]
_READ = {".xls": xls_pieces, ".xlsx": xlsx_pieces, ".xlsm": xlsx_pieces, ".ods": ods_pieces}


@lru_cache(maxsize=32)
def read(path: Path) -> dict[str, Grid]:
    pieces = _READ[path.suffix](path.read_bytes())
    return {piece.name: piece for piece in pieces if isinstance(piece, Grid)}


def at(grid: Grid, cell: str) -> Value:
    """The value at an address of the file."""
    place = place_of(cell)
    assert place is not None
    row, column = place[0] + 1 - grid.top, place[1] + 1 - grid.left
    inside = 0 <= row < grid.height and 0 <= column < grid.width
    return grid.rows[row][column] if inside else None


def number(value: Value) -> float | None:
    if isinstance(value, str) and value.strip().replace(",", "", 1).lstrip("-").isdecimal():
        return float(value.strip().replace(",", "."))
    return value if isinstance(value, int | float) else None


def tab_lines(text: str) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


def test_every_known_figure_of_the_january_2016_books_stands_at_its_address(corpus: Corpus) -> None:
    folder = corpus("ru-official-tables")
    with (folder / "truth.tsv").open(encoding="utf-8") as rules:
        books = {
            rule["truth"]: folder / "rosstat-2016-01" / rule["workbook"]
            for rule in csv.DictReader(rules, delimiter="\t")
        }
    told = subprocess.run(
        [sys.executable, str(folder / "verify_truth.py"), "--cells"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    right = 0
    wrong = []
    for truth, area, start, sheet, cell, want, _ in tab_lines(told.stdout):
        got = number(at(read(books[truth])[sheet], cell))
        if (got is None) if not want else (got is not None and abs(got - float(want)) < 1e-6):
            right += 1
        else:
            wrong.append((truth, area, start, sheet, cell, want, got))
    assert wrong == []
    assert right > 60_000


def test_every_known_figure_of_the_biweekly_books_stands_at_its_address(corpus: Corpus) -> None:
    folder = corpus("detention-returns")
    with (folder / "truth.tsv").open(encoding="utf-8") as lines:
        truth = list(csv.DictReader(lines, delimiter="\t"))
    for line in truth:
        grid = read(folder / "ice-biweekly" / line["file"])[line["sheet"]]
        assert at(grid, line["cell"]) == float(line["value"]), line
    assert len(truth) == 108


@pytest.mark.parametrize("name", ["20220217041740-FY22_detentionStats_02162022.xlsx"])
def test_openpyxl_and_we_agree_on_a_real_book(corpus: Corpus, name: str) -> None:
    path = corpus("detention-returns") / "ice-biweekly" / name
    results = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    grids = read(path)
    assert [sheet.title for sheet in results] == list(grids)
    assert sum(grid.hidden for grid in grids.values()) == 2
    for sheet in results:
        grid = grids[sheet.title]
        assert grid.hidden == (sheet.sheet_state != "visible")
        assert_equal_values(sheet, grid)
        told = {
            cell.coordinate: cell.value
            for row in formulas[sheet.title].iter_rows()
            for cell in row
            if cell.data_type == "f" and isinstance(cell.value, str)
        }
        ours = {
            str(grid.anchor(*place).place).partition("cell=")[2]: words
            for place, words in grid.formulas.items()
        }
        assert ours == told
        assert_equal_marks(sheet, grid)


def assert_equal_values(sheet: Any, grid: Grid) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if isinstance(value, datetime) and value.time() == time():
                value = value.date()
            if isinstance(value, str) and not value.strip():
                value = None
            if isinstance(value, float):
                value = pytest.approx(value)
            assert at(grid, cell.coordinate) == value, cell


def assert_equal_marks(sheet: Any, grid: Grid) -> None:
    hidden = {n - grid.top for n, row in sheet.row_dimensions.items() if row.hidden}
    assert grid.hidden_rows == {n for n in hidden if 0 <= n < grid.height}
    merges = {
        (m.min_row - grid.top, m.min_col - grid.left)
        for m in sheet.merged_cells.ranges
        if m.min_row - grid.top < grid.height and m.min_col - grid.left < grid.width
    }
    assert {(m.row, m.column) for m in grid.merges} == merges
    for (row, column), code in grid.number_formats.items():
        assert sheet.cell(row + grid.top, column + grid.left).number_format == code


def test_calamine_and_we_agree_on_every_cell_of_the_old_books(corpus: Corpus) -> None:
    paths = sorted(corpus("ru-official-tables").glob("rosstat-2016-01/*.xls"))
    assert paths
    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for name, grid in read(path).items():
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for row, values in enumerate(rows, start=grid.top - 1):
                for column, value in enumerate(values):
                    inside = row < grid.height and column < grid.width
                    ours = grid.rows[row][column] if inside else None
                    other = None if isinstance(value, str) and not value.strip() else value
                    assert ours == other or str(ours).strip() == str(other).strip()


def test_superscript_footnote_marks_of_the_old_books_are_kept(corpus: Corpus) -> None:
    path = corpus("ru-official-tables") / "rosstat-2016-01" / "245-250-income.xls"
    for grid in read(path).values():
        assert grid.raised
        for place, stretches in grid.raised.items():
            text = grid.text(*place)
            assert all(text[start:stop].strip(" )").isdecimal() for start, stop in stretches)


def broken_files(folder: Path) -> list[Path]:
    names = ("poi-spreadsheet/*", "tika/*.xls*", "tika/*.ods", "dedoc/*.xls*")
    return sorted(path for name in names for path in folder.glob(name) if path.suffix in _READ)


def test_any_broken_workbook_ends_in_pieces_or_a_typed_failure(corpus: Corpus) -> None:
    ends = {}
    for path in broken_files(corpus("broken-files")):
        ends[path.name] = "read"
        try:
            list(_READ[path.suffix](path.read_bytes()))
        except UnreadableDocument as failure:
            ends[path.name] = failure.reason.name if str(failure) and failure.hint else "unsaid"
    assert "unsaid" not in ends.values()
    assert ends["protected_passtika.xlsx"] == Reason.ENCRYPTED.name
    assert ends["xor-encryption-abc.xls"] == Reason.ENCRYPTED.name
    assert ends["testEXCEL_macro.xlsm"] == "read"
    assert len(ends) > 20


def test_macros_of_a_real_book_are_remarked(corpus: Corpus) -> None:
    data = (corpus("broken-files") / "tika" / "testEXCEL_macro.xlsm").read_bytes()
    assert any(
        p.text == "holds macros: not run" for p in xlsx_pieces(data) if isinstance(p, Remark)
    )


def test_an_external_entity_is_never_opened(corpus: Corpus) -> None:
    data = (corpus("broken-files") / "poi-spreadsheet" / "xxe_in_schema.xlsx").read_bytes()
    assert list(xlsx_pieces(data))
    assert Package(data).names
