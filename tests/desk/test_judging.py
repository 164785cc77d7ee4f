"""A case of eight weekly returns with planted defects: each comes out with its cells, and nothing is ranked."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from svodka.cli import main
from svodka.desk.build import build_case
from svodka.desk.campaign import adopt_codebook
from svodka.desk.case import Case, open_case
from svodka.desk.founding import new_case
from svodka.desk.judging import RECORDED, checked
from svodka.desk.quality import quality_of
from svodka.desk.reckoning import RATES, grid_of, rates_of
from svodka.desk.rising import signals_of
from svodka.desk.take import take_in
from svodka.model import Finding, Kind
from tests.desk.test_build import Silent

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("judged") / "case"
    new_case(folder)
    samples = resources.files("svodka.desk").joinpath("samples")
    with resources.as_file(samples) as source, open_case(folder) as opened:
        adopt_codebook(opened, str(source / "zaozerye.toml"))
        list(take_in(opened, [source / "letter"], "official", "obtained"))
        build_case(opened, 1, None, Silent())
        yield opened


@pytest.fixture(scope="module")
def findings(case: Case) -> list[Finding]:
    return [one for one in checked(case).findings if one.flagged]


def of_kind(findings: list[Finding], kind: Kind) -> list[Finding]:
    return [one for one in findings if one.kind is kind]


def test_the_planted_defects_come_out_and_nothing_else(findings: list[Finding]) -> None:
    assert {one.kind for one in findings} == {
        Kind.BROKEN_SUM,
        Kind.IMPOSSIBLE,
        Kind.SAME_FIGURES,
        Kind.VERSIONS,
    }


def test_a_total_that_is_wrong_breaks_two_sums_and_is_the_one_cell_named(
    findings: list[Finding],
) -> None:
    broken = of_kind(findings, Kind.BROKEN_SUM)
    assert [one.words for one in broken] == ["total 1015 differs from the sum of its parts 915"] * 2
    (knot,) = of_kind(findings, Kind.IMPOSSIBLE)
    assert str(knot.cells[0]).endswith("cell=H20")
    assert "settle it: 1:" in knot.words


def test_a_copied_week_and_a_corrected_one_are_told_apart(findings: list[Finding]) -> None:
    (again,) = of_kind(findings, Kind.SAME_FIGURES)
    assert "stand again in D-0008, of another period" in again.words
    (changed,) = of_kind(findings, Kind.VERSIONS)
    assert changed.words == "4 figures differ between D-0004 and D-0005, of one period"


def test_the_family_of_tests_is_recorded_once_before_it_is_shown(case: Case) -> None:
    for _ in range(2):
        checked(case)
    recorded = [entry for entry in case.record.entries() if entry.kind == RECORDED]
    assert len(recorded) == 1
    assert recorded[0].payload is not None
    assert "evenness" in str(recorded[0].payload["tests"])


def test_every_test_made_is_listed_also_what_holds_and_what_was_refused(case: Case) -> None:
    some, every = checked(case), checked(case, every=True)
    assert all(one.flagged for one in some.findings)
    assert [one for one in every.findings if one.flagged] == list(some.findings)
    assert any(one.refused for one in every.findings)
    assert some.lines == every.lines


def test_the_grid_has_one_line_that_is_missing_and_versions_side_by_side(case: Case) -> None:
    rows = [
        dict(zip(found.columns, row, strict=True))
        for found in [grid_of(case, None)]
        for row in found.rows
    ]
    (missing,) = [row for row in rows if row["state"] == "missing"]
    assert (missing["area"], missing["start"]) == ("ZAO-MOH", "2023-11-13")
    assert {row["due"] for row in rows if row["state"] == "not_obtained"} == {"uncertain"}
    assert {row["late"] for row in rows if row["start"] == "2023-10-09"} == {"1"}
    assert {row["version"] for row in rows if row["start"] == "2023-10-16"} == {"1", "2"}
    assert [row["area"] for row in rows] == sorted(row["area"] for row in rows)


def test_quality_leaves_out_weeks_that_may_not_be_owed(case: Case) -> None:
    found = quality_of(case, None, "period")
    rows = {row[0]: dict(zip(found.columns, row, strict=True)) for row in found.rows}
    assert len([row for row in rows.values() if row["owed"]]) == 8
    assert rows["2023-10-30/2023-11-05"]["sums_hold"] == "0.942857"
    assert rows["2023-11-13/2023-11-19"]["completeness"] == "0.923077"
    assert rows["2023-10-02/2023-10-08"]["coverage"] == "1"


def test_an_agency_whose_columns_are_not_in_hand_is_our_gap(case: Case) -> None:
    found = quality_of(case, None, "agency")
    rows = {row[0]: dict(zip(found.columns, row, strict=True)) for row in found.rows}
    assert rows["bailiffs"]["completeness"] == "0.990385"
    assert (rows["prison service"]["missing"], rows["prison service"]["coverage"]) == ("0", "0")
    assert list(rows) == sorted(rows)


def test_rates_are_of_the_region_and_a_month_and_old_enough(case: Case) -> None:
    old = [dict(zip(RATES, row, strict=True)) for row in rates_of(case, date(2024, 6, 1)).rows]
    assert {row["area"] for row in old} == {"X-ZAO"}
    november = next(row for row in old if row["start"] == "2023-11-01")
    assert (november["part"], november["whole"]) == ("190", "3707")
    assert float(november["low"]) < float(november["value"]) < float(november["high"])
    young = [dict(zip(RATES, row, strict=True)) for row in rates_of(case, date(2023, 12, 1)).rows]
    assert {row["refused"] for row in young} == {"younger than eight weeks"}


def test_too_little_history_is_said_and_is_no_silence(case: Case) -> None:
    found = signals_of(case, None)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert all(bool(row["refused"]) != bool(row["upper"]) for row in rows)
    assert {row["method"] for row in rows} >= {"ears-c1", "cusum", "nb-cusum", "glr"}
    assert all(bool(row["p"]) == bool(row["flagged"]) == bool(row["among"]) for row in rows)
    assert not any(row["flagged"] == "1" and row["alarm"] == "0" for row in rows)
    recorded = [entry for entry in case.record.entries() if entry.kind == "signals"]
    assert len(recorded) == 1
    assert any("too little history" in row["refused"] for row in rows)


@pytest.mark.parametrize(
    "command",
    [
        ["grid"],
        ["grid", "--by", "area"],
        ["grid", "--by", "period"],
        ["grid", "--by", "agency"],
        ["checks"],
        ["checks", "--all"],
        ["rates", "--on-date", "2024-06-01"],
        ["signals"],
    ],
    ids=" ".join,
)
def test_no_listing_ranks_areas_or_groups(command: list[str], case: Case, capsys: Captured) -> None:
    name, *options = command
    assert main([name, str(case.places.case), "--format", "csv", *options]) == 0
    notice, text = capsys.readouterr().out.split("\n", 1)
    assert notice == "WORKING COPY – NOT CHECKED FOR PUBLICATION"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    # Within whatever stands before it, the area comes in order of its name, never of a number.
    before = [column for column in ("kind", "test", "obligation") if column in rows[0]]
    for _, part in itertools.groupby(rows, key=lambda row: [row[column] for column in before]):
        names = [row.get("area", row.get("name", "")) for row in part]
        assert names == sorted(names)
    forbidden = {"rank", "score", "yield", "best", "worst", "conversion"}
    assert not forbidden & set(rows[0])
    if name != "rates":
        return
    assert not any(row["area"].startswith("ZAO-") for row in rows)
    assert "category" not in rows[0]


def test_a_figure_names_the_filing_it_belongs_to(case: Case, capsys: Captured) -> None:
    assert main(["observations", str(case.places.case), "--format", "csv"]) == 0
    text = capsys.readouterr().out.split("\n", 1)[1]
    filed = {row["filing"] for row in csv.DictReader(io.StringIO(text))}
    assert "weekly-return 2023-10-16/2023-10-22 v2 reported" in filed
    assert "" not in filed


def test_judging_again_gives_the_same(case: Case) -> None:
    assert checked(case) == checked(case)


def test_a_count_that_only_grows_is_a_running_total_by_its_course(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    new_case(folder)
    days = [date(2020, 3, 20).fromordinal(date(2020, 3, 20).toordinal() + day) for day in range(30)]
    heap = tmp_path / "heap"
    heap.mkdir()
    regions = ["Тверская область", "Псковская область", "Курская область", "Орловская область"]
    for number, day in enumerate(days):
        rows = [
            f"{name},{10 * (at + 1) + 3 * number - (7 if (at, number) == (2, 11) else 0)}"
            for at, name in enumerate(regions)
        ]
        (heap / f"{day}.csv").write_text("\n".join(["Регион,Заболело", *rows, ""]), "utf-8")
    with open_case(folder) as opened:
        list(take_in(opened, [heap], "official", "public"))
        build_case(opened, 1, None, Silent())
        falls = [one for one in checked(opened).findings if one.kind is Kind.FALL and one.flagged]
    assert [(one.area, one.start, one.words) for one in falls] == [
        ("RU-KRS", "2020-03-31", "the running total falls from 60 to 56")
    ]


# corpora/ru-covid-bulletins/README.md: the complete list of falls.
FALLS = {
    ("UA-43", "2020-03-30", "20 to 15"),
    ("RU-AMU", "2020-04-13", "17 to 6"),
    ("RU-ALT", "2020-04-27", "2 to 1"),
    ("RU-OMS", "2020-04-27", "2 to 1"),
    ("RU-ME", "2020-04-29", "3 to 2"),
    ("RU-LIP", "2020-04-29", "4 to 2"),
    ("RU-ARK", "2020-05-02", "5 to 1"),
    ("RU-YAN", "2020-10-11", "112 to 106"),
}


@pytest.mark.slow
def test_the_bulletins_have_eight_falls_and_no_broken_sum(
    corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    new_case(tmp_path / "case", "regions-ru")
    with open_case(tmp_path / "case") as opened:
        list(take_in(opened, [corpus("ru-covid-bulletins") / "hq-daily"], "official", "public"))
        build_case(opened, 2, None, Silent())
        found = [one for one in checked(opened).findings if one.flagged]
    falls = {
        (one.area, one.start, one.words.split("from ")[1]) for one in of_kind(found, Kind.FALL)
    }
    assert falls == FALLS
    others = [one for one in found if one.kind not in (Kind.FALL, Kind.REGULARITY)]
    assert {one.kind for one in others} == {Kind.SAME_FIGURES}


@pytest.mark.slow
def test_re_issues_and_date_slips_of_the_detention_returns_are_listed(
    corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    new_case(tmp_path / "case", "detention-us")
    with open_case(tmp_path / "case") as opened:
        heap = corpus("detention-returns") / "ice-biweekly"
        list(take_in(opened, [heap], "official", "public"))
        build_case(opened, 2, None, Silent())
        found = [one for one in checked(opened).findings if one.flagged]
    same = [one.words for one in of_kind(found, Kind.SAME_FIGURES)]
    assert sum("came under 2 paths" in words for words in same) == 2
    assert any(words.startswith("no figure differs between") for words in same)
    (slip,) = of_kind(found, Kind.DATES)
    assert "ATD%20FY20%20YTD" in str(slip.cells[0])
