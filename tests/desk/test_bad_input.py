"""Bad input to the judging commands: a clear finding, refusal or error, never an exception of a library."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from svodka.analyse import METHODS, TESTS
from svodka.cli import main

Captured = pytest.CaptureFixture[str]
FIRST = date(2023, 1, 2)
SERIES: dict[str, tuple[Sequence[object], str]] = {
    "one point": ([5], "fewer than|too little history"),
    "all zeros": ([0] * 40, "all zeros|nothing but zeros|too little history"),
    "all missing": ([""] * 40, "fewer than|no window|too little history|no value"),
    "negative": ([*range(20, 40), -4, *range(20, 40)], "negative values"),
    "not whole": ([*range(20, 40), 4.5, *range(20, 40)], "no whole numbers"),
    "too large": ([10**17 + week for week in range(40)], "too large"),
    "too far apart": ([10] * 20 + [10**9] * 20, "too large or too far apart"),
    "gaps": ([week % 7 + 30 if week % 3 else "" for week in range(60)], ""),
}


def written(path: Path, values: Sequence[object]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["area", "start", "end", "value"])
        for week, value in enumerate(values):
            start = FIRST + timedelta(7 * week)
            writer.writerow(["A", start, start + timedelta(6), value])
    return str(path)


@pytest.mark.parametrize("what", SERIES)
def test_every_test_answers_a_bad_series_or_says_why_not(
    what: str, tmp_path: Path, capsys: Captured
) -> None:
    values, why = SERIES[what]
    file = written(tmp_path / "series.csv", values)
    reasons: set[str] = set()
    for test in (*TESTS, *(one.name for one in METHODS)):
        assert main(["screen", file, "--test", test, "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert rows
        for row in rows:
            reasons.add(row["refused"])
            assert not (row["refused"] and (row.get("flagged", row.get("alarm")) == "1"))
    assert not why or any(part in reason for reason in reasons for part in why.split("|"))


@pytest.mark.parametrize(
    ("lines", "said_of"),
    [
        (["A,2023-01-02,2023-01-08,5", "A,2023-01-02,2023-01-08,6"], "line 3: a second value for"),
        (["A,2023-01-02,2023-01-08,-"], "line 2: '-' in column 'value' is no number"),
        (["A,2023-01-02,2023-01-08,1e400"], "line 2: '1e400' in column 'value' is no number"),
        (["A,02.01.2023,2023-01-08,5"], "line 2: '02.01.2023' is no date"),
        ([], "holds no lines under a header"),
    ],
)
def test_a_file_that_cannot_be_counts_is_refused_with_its_line(
    lines: list[str], said_of: str, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "series.csv"
    path.write_text("\n".join(["area,start,end,value", *lines, ""]), "utf-8")
    assert main(["screen", str(path), "--test", "ears-c1"]) == 2
    assert said_of in capsys.readouterr().err
