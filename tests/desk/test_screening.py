"""Published answers come out of `svodka screen`; what cannot be judged is said, never raised by a library."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from svodka.cli import main
from svodka.desk.screening import Options, screened
from svodka.model import BadArgument

Corpus = Callable[[str], Path]


def written(path: Path, header: str, rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return path


def flagged(path: Path, test: str, **options: object) -> list[str]:
    (answers,) = screened(path, Options(tests=(test,), **options))  # type: ignore[arg-type]
    return [row[0] for row in answers.rows if row[3] == "1"]


def regions(corpus: Corpus, kind: str, tmp_path: Path) -> Path:
    text = (corpus("returns") / "underdispersion" / "mediazona_data.json").read_text("utf-8")
    first = date(2020, 3, 2)
    rows = [
        (region["name"], first + timedelta(day), first + timedelta(day), value)
        for region in json.loads(text)["data"]
        for day, value in enumerate(region[kind][:280])
    ]
    return written(tmp_path / f"{kind}.csv", "area,start,end,value", rows)


@pytest.mark.parametrize(
    ("kind", "null", "number"),
    [
        # corpora/returns/README.md after Kobak (2022): 40 whole weeks of 85 regions.
        ("confirmed", "exact", 64),
        ("confirmed", "monte-carlo", 65),
        ("dead", "exact", 11),
        ("dead", "monte-carlo", 11),
    ],
)
def test_too_even_weeks_of_85_regions(
    kind: str, null: str, number: int, corpus: Corpus, tmp_path: Path
) -> None:
    path = regions(corpus, kind, tmp_path)
    assert len(flagged(path, "underdispersion", null=null, draws=1000, seed=42)) == number


@pytest.mark.parametrize("column", ["new_case", "new_death"])
def test_the_control_has_no_too_even_jurisdiction(
    column: str, corpus: Corpus, tmp_path: Path
) -> None:
    packed = (corpus("returns") / "underdispersion" / "us-states-cdc.csv.gz").read_bytes()
    rows = []
    for line in csv.DictReader(io.StringIO(gzip.decompress(packed).decode())):
        month, day, year = map(int, line["submission_date"].split("/"))
        on = date(year, month, day)
        if date(2020, 3, 2) <= on <= date(2022, 1, 30):
            rows.append((line["state"], on, on, line[column].replace(",", "")))
    path = written(tmp_path / "us.csv", "area,start,end,value", rows)
    (answers,) = screened(path, Options(tests=("underdispersion",)))
    assert len(answers.rows) == 60
    assert flagged(path, "underdispersion") == []


def test_whole_percentages_of_the_vote_of_2020(corpus: Corpus, tmp_path: Path) -> None:
    # corpora/ru-elections/README.md after Kobak, Shpilkin and Pshenichnikov.
    with zipfile.ZipFile(corpus("ru-elections") / "2020.csv.zip") as packed:
        text = packed.read(packed.namelist()[0]).decode()
    rows = [(row[4], row[6], row[8]) for row in list(csv.reader(io.StringIO(text)))[1:]]
    path = written(tmp_path / "stations.csv", "registered,ballots,votes", rows)
    options = Options(tests=("whole-percent",), percents=("ballots/registered", "votes/ballots"))
    ((statistic, _, sd, z, units, *_),) = screened(path, options)[0].rows
    assert units == "90633"
    assert float(statistic) == pytest.approx(3604.9, abs=0.05)
    assert float(sd) == pytest.approx(117.0, abs=0.05)
    assert float(z) == pytest.approx(30.8, abs=0.05)


def test_whipples_index_of_the_pasex_males(corpus: Corpus) -> None:
    path = corpus("returns") / "heaping" / "pop1m_pasex.csv"
    (answers,) = screened(path, Options(tests=("heaping",)))
    assert float(answers.rows[0][1]) == pytest.approx(2.3387, abs=5e-5)


def test_days_without_a_line_are_gaps_and_no_window_spans_them(tmp_path: Path) -> None:
    first = date(2023, 1, 2)
    rows = [("a", first + timedelta(day), "", 9) for day in range(70) if day not in {8, 30}]
    path = written(tmp_path / "a.csv", "area,start,end,value", rows)
    (answers,) = screened(path, Options(tests=("underdispersion",)))
    assert answers.rows[0][4] == "8"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "holds no lines"),
        ("area,start,value\n", "holds no lines"),
        ("area,start,value\na,2023-13-01,4\n", "line 2: '2023-13-01' is no date"),
        ("area,start,value\na,2023-01-01,four\n", "line 2: 'four' in column 'value' is no number"),
        ("area,start,value\na,2023-01-01,inf\n", "is no number"),
        ("area,start,number\na,2023-01-01,4\n", "there is no column 'value'"),
        ("area,start,value\na,2023-01-01,4\na,2023-01-01,5\n", "line 3: a second value for 'a'"),
        ("area,start,value\na,2023-01-01\n", "line 2 has 2 cells under 3 columns"),
    ],
)
def test_a_file_that_cannot_be_screened_says_why(lines: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(lines, "utf-8")
    with pytest.raises(BadArgument, match=said):
        screened(path, Options(tests=("copied",)))


@pytest.mark.parametrize("values", [[1], [0] * 30, [""] * 30, [-3] * 30, [1.5] * 30, [5, ""] * 3])
def test_a_series_that_cannot_be_judged_is_refused_in_words(
    values: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = date(2023, 1, 2)
    rows = [("a", first + timedelta(7 * week), "", value) for week, value in enumerate(values)]
    path = written(tmp_path / "a.csv", "area,start,end,value", rows)
    tests = ["copied", "plateau", "last-digit", "heaping", "duplicate-blocks"]
    assert main(["screen", str(path), *(f"--test={test}" for test in tests)]) == 0
    answers = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [answer["test"] for answer in answers] == tests
    assert all(answer["refused"] and answer["flagged"] == "0" for answer in answers)


SET_A = (
    "periods=1",
    "weights-threshold=1",
    "past-weeks-not-included=3",
    "trend=p<0.05",
    "threshold=delta",
)
SET_B = (
    "periods=10",
    "weights-threshold=2.58",
    "past-weeks-not-included=26",
    "trend=always",
    "threshold=nbPlugin",
)


@pytest.mark.parametrize(("given", "alarms"), [(SET_A, 40), (SET_B, 22)])
def test_alarms_of_the_salmonella_series_come_out_of_the_command(
    given: tuple[str, ...], alarms: int, corpus: Corpus, tmp_path: Path
) -> None:
    source = corpus("returns") / "surveillance" / "salmNewport_all.csv"
    with source.open(encoding="utf-8") as file:
        rows = [(line["epoch"], "", line["observed"]) for line in csv.DictReader(file)]
    path = written(tmp_path / "weeks.csv", "start,end,value", rows)
    options = Options(
        tests=("farrington",),
        since=date(2011, 1, 3),
        parameters=("b=4", "w=3", "alpha=0.1", *given),
    )
    (answers,) = screened(path, options)
    assert len(answers.rows) == 163
    assert sum(row[3] == "1" for row in answers.rows) == alarms
    assert sum(row[2] == "" for row in answers.rows) == 36
