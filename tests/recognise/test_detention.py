"""A biweekly return of many issues: each figure has its day, its unit and its place; totals equal their parts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from svodka.model import Role
from svodka.recognise.roles import TOTAL_DIFFERS
from tests.recognise.readings import blocks_of, reading_of, rows_of

Corpus = Callable[[str], Path]
EARLY, LATE = (
    "20210113002029-FY21-detentionstats.xlsx",
    "20220318014755-FY22_detentionStats03172022b.xlsx",
)


def truth(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "truth.tsv").open(encoding="utf-8"), delimiter="\t"))


def score(folder: Path, names: list[str]) -> Counter[str]:
    made: Counter[str] = Counter()
    for name in names:
        rows = rows_of(reading_of(folder / "ice-biweekly" / name), "detention-us")
        for want in truth(folder):
            if want["file"] != name:
                continue
            row = rows[f"sheet={quote(want['sheet'], safe='')}&cell={want['cell']}"]
            stated = (row["value"], row["as_of"], row["basis"], row["unit"], row["role"])
            right = stated == (want["value"], want["as_of"], "as_of", "person", "data")
            made["right" if right else "wrong"] += 1
            made["wrong without doubt"] += not right and not row["doubt"]
    return made


def test_the_figures_of_two_captures(corpus: Corpus) -> None:
    made = score(corpus("detention-returns"), [EARLY, LATE])
    assert made == Counter(right=12, **{"wrong without doubt": 0})


@pytest.mark.slow
def test_the_figures_of_every_capture(corpus: Corpus, floors: dict[str, Any]) -> None:
    folder = corpus("detention-returns")
    made = score(folder, sorted({row["file"] for row in truth(folder)}))
    assert made["right"] >= floors["detention-returns"]["right"]
    assert made["wrong without doubt"] == 0


def test_month_columns_are_of_the_fiscal_year(corpus: Corpus) -> None:
    rows = rows_of(reading_of(corpus("detention-returns") / "ice-biweekly" / LATE))
    october = rows["sheet=Detention%20FY22&cell=J20"]
    assert (october["start"], october["end"]) == ("2021-10-01", "2021-10-31")
    march = rows["sheet=Detention%20FY22&cell=P20"]
    assert march["role"] == "note", "a month after the last day of the data is printed as 0"


def test_shares_beside_counts_are_derived(corpus: Corpus) -> None:
    rows = rows_of(reading_of(corpus("detention-returns") / "ice-biweekly" / LATE))
    assert rows["sheet=Detention%20FY22&cell=C21"]["role"] == "derived"
    assert rows["sheet=Detention%20FY22&cell=F21"]["role"] == "total"
    assert rows["sheet=Detention%20FY22&cell=B21"]["role"] == "data"


def test_totals_equal_their_parts_on_every_sheet(corpus: Corpus) -> None:
    for name in (EARLY, LATE):
        blocks = blocks_of(reading_of(corpus("detention-returns") / "ice-biweekly" / name))
        totals = [h for b in blocks for h in (*b.rows, *b.columns) if h.role is Role.TOTAL]
        found = [one for b in blocks for some in b.exceptions.values() for one in some]
        broken = [one for one in found if any(TOTAL_DIFFERS in doubt for doubt in one.doubt)]
        assert len(totals) > 10
        assert not broken
