"""Estimates and origins stand beside what was reported: stated by a person, never mixed in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from svodka.cli import main
from svodka.desk.build import build_case
from svodka.desk.case import Case, open_case
from svodka.desk.estimate_files import stated
from svodka.desk.founding import new_case
from svodka.desk.take import take_in
from svodka.model import BadArgument
from tests.desk.test_build import Silent

Captured = pytest.CaptureFixture[str]
HANDBOOK = Path(__file__).resolve().parent.parent.parent / "docs" / "codebooks.md"
EXAMPLE = re.findall(r"```toml\n(.*?)```", HANDBOOK.read_text("utf-8"), re.DOTALL)[-1]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("estimated") / "case"
    new_case(folder, "communiques")
    samples = resources.files("svodka.desk").joinpath("samples")
    letter = folder.parent / "letter.txt"
    letter.write_text(
        "ОБРАЗЕЦ – вымышленные данные\n\nС 19 сентября по 2 октября 2023 года в Воронежской области на воинский "
        "учёт поставлено 96 человек, контракт заключили 3 человека.\n",
        "utf-8",
    )
    other = folder.parent / "other.txt"
    other.write_text(letter.read_text("utf-8").replace("96", "80"), "utf-8")
    with resources.as_file(samples) as source, open_case(folder) as opened:
        list(take_in(opened, [source / "public" / "payments.docx"], "press", "public"))
        list(take_in(opened, [letter], "official", "public"))
        list(take_in(opened, [other], "press", "public"))
        build_case(opened, 1, None, Silent())
        yield opened


def listed(case: Case, capsys: Captured, *options: str) -> list[dict[str, str]]:
    assert main(["rates", str(case.places.case), "--format", "csv", *options]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_an_estimate_is_listed_by_scenario_with_inputs_bounds_and_what_was_reported(
    case: Case, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "estimates.toml"
    text = EXAMPLE.replace("end = 2024-06-30", "end = 2024-08-01")
    file.write_text(text, "utf-8")
    rows = listed(case, capsys, "--state", str(file))
    assert [(row["value"], row["low"], row["high"]) for row in rows] == [
        ("200000", "200000", "200000"),
        ("133333", "100000", "200000"),
    ]
    assert json.loads(rows[0]["inputs"])[0]["value"] == 39e9
    reported = json.loads(rows[0]["reported"])
    assert {"origin": "press", "value": "640000"}.items() <= reported[0].items()
    assert listed(case, capsys, "--of", "estimates") == rows
    entries = [entry for entry in case.record.entries() if entry.kind == "estimates"]
    assert len(entries) == 1
    assert not any("200000" in row.values() for row in listed(case, capsys))


def test_an_input_may_be_a_figure_of_the_case_and_a_bound_says_so(
    case: Case, tmp_path: Path, capsys: Captured
) -> None:
    paid = "D-0001:chars=122-131"
    file = tmp_path / "estimates.toml"
    over = re.compile(r"over = .*")
    file.write_text(over.sub(f'over = {{ name = "payments", cell = "{paid}" }}', EXAMPLE), "utf-8")
    row = listed(case, capsys, "--state", str(file))[0]
    assert json.loads(row["inputs"])[0]["cell"] == paid
    assert row["refused"] in (f"the figure at {paid} is a bound or about: ~",
                              f"no figure of the case stands at {paid}")  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said_of"),
    [
        ("low = 195_000", "low = 0", "key 'low': expected a number above 0"),
        ("low = 195_000", "low = 999_000", "key 'scenario.low': expected no more"),
        ("as_of = 2024-08-01", 'as_of = "August"', "key 'as_of': expected a date"),
        ("value = 39_000_000_000, ", "", "key 'over': expected either a value or the cell"),
        ('under = "size', 'beneath = "size', "key 'scenario.beneath': expected one of"),
        ("[[estimate.scenario]]", "[[estimate.case]]", "key 'case': expected one of"),
        ("[[estimate]]", "[[guess]]", "holds no"),
        ("name =", "name", "is no TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_key(old: str, new: str, said_of: str) -> None:
    with pytest.raises(BadArgument, match=re.escape(said_of)):
        stated(EXAMPLE.replace(old, new, 1).encode(), "estimates.toml")


def test_origins_stand_side_by_side_with_what_each_can_see(case: Case, capsys: Captured) -> None:
    rows = listed(case, capsys, "--of", "origins")
    registered = next(row for row in rows if row["measure"] == "registered")
    assert (registered["origin"], registered["value"]) == ("official", "96")
    assert (registered["other_origin"], registered["other_value"]) == ("press", "80")
    assert registered["ratio"] == "1.2"
    assert float(registered["low"]) < 1.2 < float(registered["high"])
    assert "official figures show what offices file" in registered["sees"]
    assert [row["area"] for row in rows] == sorted(row["area"] for row in rows)
