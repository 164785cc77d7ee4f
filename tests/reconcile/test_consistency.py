"""Consistency by group: what holds of what could be looked at; our gaps count nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from svodka.model import Area, AreaKind, Category, Codebook, Obligation
from svodka.reconcile import by_agency, consistency, quality
from tests.reconcile.ledgers import ledger, week
from tests.reconcile.test_findings import SQUARE, table

Row = dict[str, Any]


def of_area(rows: list[Row]) -> dict[str, Any]:
    frame = ledger(rows)
    return consistency(frame, frame["area"].to_list().__getitem__)


def weekly(*values: float | None) -> list[Row]:
    return [
        {"area": "A", "value": value, "document": number, **week(number)}
        for number, value in enumerate(values, 1)
        if value is not None
    ]


def test_a_value_is_steady_within_a_third_of_the_three_before() -> None:
    found = of_area(weekly(200, 210, 190, 266, 280, 100))["A"].steady
    assert (found.held, found.of) == (2, 3)


def test_small_counts_and_gaps_are_not_compared_over_time() -> None:
    assert "A" not in of_area(weekly(3, 9, 2, 8, 1))
    assert "A" not in of_area(weekly(200, None, 210, 190, None))


def test_an_extreme_value_needs_a_series_long_enough_to_show_one() -> None:
    twelve = [200, 210, 190, 205, 195, 200, 210, 190, 205, 195, 200, 900]
    found = of_area(weekly(*twelve))["A"].usual
    assert (found.held, found.of) == (11, 12)
    assert of_area(weekly(*twelve[:5]))["A"].usual.of == 0


def test_sums_and_stages_are_counted_where_they_stand() -> None:
    rows = table(SQUARE)
    rows[0]["value"] += 1
    found = of_area(rows)
    assert (found["A0"].sums.held, found["A0"].sums.of) == (0, 1)
    assert (found["A1"].sums.held, found["A1"].sums.of) == (1, 1)
    slot: Row = {"area": "A", "row_path": ["A"], **week(1)}
    stages = [
        {**slot, "value": 3, "column_path": ["approached"]},
        {**slot, "value": 5, "measure": "agreed", "column_path": ["agreed"]},
    ]
    assert (of_area(stages)["A"].stages.held, of_area(stages)["A"].stages.of) == (0, 1)


def test_an_agency_files_through_the_columns_of_its_groups() -> None:
    book = Codebook(
        name="b",
        week_ends=7,
        obligations=(Obligation(code="w", frequency="weekly", since_latest=date(2023, 10, 2)),),
        areas=(Area(code="A", kind=AreaKind.MUNICIPALITY, name_ru="A", name_en="A"),),
        categories=(
            Category(code="4", words=("debtors",), agency="bailiffs"),
            Category(code="8", words=("visitors",), agency="MFC"),
        ),
    )
    rows = [
        {"area": "A", "value": 7, "category": "4", **week(1)},
        {"area": "A", "mark": "dash", "category": "4", "document": 2, **week(2)},
    ]
    lines = by_agency(ledger(rows), book)
    assert [one.state.value for one in lines["bailiffs"]] == ["reported", "blank"]
    assert [one.state.value for one in lines["MFC"]] == ["not_obtained", "not_obtained"]
    (of_mfc,) = quality(lines["MFC"], lambda _: "MFC")
    assert (of_mfc.missing, of_mfc.completeness) == (0, None)
