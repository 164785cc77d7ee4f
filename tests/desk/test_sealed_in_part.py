"""A document of which part is people: the rest is read, and where the sealed part stands is said by number."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlwt
from click.testing import CliRunner

from svodka.cli.front import front
from svodka.desk.derive import State, derive
from svodka.desk.tidy import opened
from tests.desk.made_up import LISTS, NAMES, Rows, as_docx

PEOPLE = LISTS["names and birth dates"]
COUNTS: Rows = [("Район", "Всего"), ("Дальний район", "3"), ("Ближний район", "4")]
NOTHING: Rows = []
Sheets = tuple[tuple[Rows, str], ...]


def as_xlsx(sheets: Sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, (rows, state) in enumerate(sheets):
        sheet = book.create_sheet(f"Лист{number}")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(sheets: Sheets) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for number, (rows, state) in enumerate(sheets):
        sheet = book.add_sheet(f"Лист{number}")
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                sheet.write(r, c, text)
        sheet.visibility = ("visible", "hidden", "veryHidden").index(state)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BETWEEN: dict[str, Sheets] = {
    "nothing": (),
    "an empty sheet": ((NOTHING, "visible"),),
    "a hidden sheet": ((COUNTS, "hidden"),),
    "a sheet that no menu shows": ((COUNTS, "veryHidden"),),
    "empty sheets, one hidden": ((NOTHING, "hidden"), (NOTHING, "visible")),
}


@pytest.mark.parametrize("write", [as_xlsx, as_xls])
@pytest.mark.parametrize("between", BETWEEN)
def test_sheets_are_counted_as_the_workbook_holds_them(between: str, write: object) -> None:
    assert callable(write)
    sheets = (
        (COUNTS, "visible"),
        *BETWEEN[between],
        (PEOPLE, "visible"),
        (COUNTS, "visible"),
        (PEOPLE, "hidden"),
    )
    found = opened(write(sheets))
    number = 2 + len(BETWEEN[between])
    assert found.sealed == (f"sheet {number}", f"sheet {number + 2}")


def test_a_document_sealed_in_part_keeps_the_figures_of_the_rest() -> None:
    made = derive(as_xlsx(((COUNTS, "visible"), (PEOPLE, "visible"))), None, "svod.xlsx")
    assert made.state is State.SEALED_PART
    assert made.state.value == "holds people: sealed in part"
    assert made.figures == 2
    assert made.remarks == ("sheet 2",)


def test_a_document_of_people_alone_is_sealed_whole() -> None:
    made = derive(as_xlsx(((NOTHING, "visible"), (PEOPLE, "visible"))), None, "svod.xlsx")
    assert (made.state, made.figures, made.remarks) == (State.SEALED, 0, ("sheet 2",))


def test_a_table_of_a_letter_is_named_by_its_number() -> None:
    assert opened(as_docx(PEOPLE)).sealed == ("table 1",)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "svod.xlsx: holds people: sealed in part: sheet 2; the rest is read"),
        (
            "ru",
            "holds people: sealed in part: sheet 2 (сведения о людях, запечатано; остальное прочитано)",
        ),
    ],
)
def test_tidy_says_what_is_sealed_and_gives_the_rest(
    language: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "svod.xlsx"
    path.write_bytes(as_xlsx(((COUNTS, "visible"), (PEOPLE, "visible"))))
    answer = CliRunner().invoke(front, ["--lang", language, "tidy", str(path), "--format", "csv"])
    assert answer.exit_code == 0
    assert words in answer.stderr
    assert answer.stdout.count("\n") == 1 + 2
    assert not [name for name in NAMES if name in answer.stdout + answer.stderr]


def test_a_case_tells_what_is_sealed_in_part(tmp_path: Path) -> None:
    (tmp_path / "svod.xlsx").write_bytes(as_xlsx(((COUNTS, "visible"), (PEOPLE, "visible"))))
    case, runner = str(tmp_path / "case"), CliRunner()
    said = ""
    for command in (
        ["new", case],
        ["take", case, str(tmp_path / "svod.xlsx")],
        ["build", case, "--jobs", "1"],
        ["status", case],
    ):
        answer = runner.invoke(front, ["--lang", "en", *command])
        said += answer.stdout + answer.stderr
    assert "1 sealed in part" in said
    assert "holds people: sealed in part" in said
    assert "2 figures" in said
    assert not [name for name in NAMES if name in said]
