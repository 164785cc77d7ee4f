"""Made-up lists of people in every format: nothing of them is printed, written or logged."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from svodka.cli.front import front
from svodka.desk.case import open_case
from svodka.desk.founding import new_case
from tests.desk.made_up import FORMATS, LISTS, NAMES
from tests.desk.made_up_lists import LISTS as MORE_LISTS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", LISTS)
def test_tidy_gives_no_rows_of_a_list_of_people(name: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"list.{form}"
    path.write_bytes(FORMATS[form](LISTS[name]))
    answer = CliRunner().invoke(front, ["tidy", str(path), "--format", "csv"])
    said = answer.stdout + answer.stderr
    assert "holds people: sealed" in answer.stderr
    assert not [word for word in NAMES if word in said]
    assert answer.stdout.count("\n") <= 1, "only the header may be printed"


@pytest.mark.parametrize("index", range(len(MORE_LISTS)))
def test_no_form_of_name_or_number_comes_through_a_command(index: int, tmp_path: Path) -> None:
    forms = [form for form in FORMATS if form not in {"csv", "txt"}]
    form = forms[index % len(forms)]
    rows = list(MORE_LISTS.values())[index]
    path = tmp_path / f"list.{form}"
    path.write_bytes(FORMATS[form](rows))
    said = ""
    for command in (["tidy"], ["tidy", "--as", "table"], ["areas"]):
        answer = CliRunner().invoke(front, [*command, str(path)])
        said += answer.stdout + answer.stderr
    # A head of one row is no list, whatever it is; an area may be told.
    words = {word for row in rows[2:] for text in row for word in text.split() if len(word) > 7}
    assert not [word for word in words if word in said]


def _spelled(path: Path) -> str:
    """All that a file says, uncompressed."""
    if path.suffix == ".parquet":
        return pl.read_parquet(path).write_csv()
    return path.read_bytes().decode("utf-8", "replace")


def test_nothing_of_a_list_of_people_stands_in_what_a_case_derives(tmp_path: Path) -> None:
    heap = tmp_path / "heap"
    heap.mkdir()
    for number, (name, rows) in enumerate(LISTS.items()):
        for form, write in FORMATS.items():
            (heap / f"{number}.{form}").write_bytes(write(rows))
        assert name
    case = tmp_path / "case"
    new_case(case)
    runner = CliRunner()
    said = ""
    for command in (
        ["take", str(case), str(heap)],
        ["build", str(case), "--jobs", "2"],
        ["status", str(case), "--format", "csv"],
        ["observations", str(case), "--format", "csv"],
        ["campaign", str(case), "--draft"],
    ):
        answer = runner.invoke(front, command)
        said += answer.stdout + answer.stderr
    derived = "".join(_spelled(p) for p in sorted((case / "out").rglob("*")) if p.is_file())
    assert not [word for word in NAMES if word in said]
    assert not [word for word in NAMES if word in derived]
    with open_case(case) as opened:
        assert len(opened.holdings().documents) == len(LISTS) * len(FORMATS)
