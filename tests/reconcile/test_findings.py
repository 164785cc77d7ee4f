"""Sums, running totals, versions and stages: what does not hold is found with its cells, what holds is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Finding, Kind
from svodka.reconcile import arithmetic, impossible, sheets, stages, sums
from tests.reconcile.ledgers import ledger, week

Row = dict[str, Any]


def table(values: list[list[int]], document: int = 1, number: int = 1) -> list[Row]:
    """Areas down, groups across, a total row and a total column; the values are of the inner cells."""
    inner = np.array(values)
    whole = np.vstack([inner, inner.sum(axis=0)])
    whole = np.column_stack([whole, whole.sum(axis=1)])
    rows = []
    for r, line in enumerate(whole.tolist()):
        for c, value in enumerate(line):
            total = r == len(values) or c == len(values[0])
            rows.append(
                {
                    "document": document,
                    "area": f"A{r}" if r < len(values) else "REG",
                    "category": f"c{c}" if c < len(values[0]) else "",
                    "category_label": "" if c < len(values[0]) else "Всего",
                    "value": value,
                    "role": "total" if total else "data",
                    "row_path": [f"A{r}" if r < len(values) else "Итого"],
                    "column_path": [f"c{c}" if c < len(values[0]) else "Всего"],
                    **week(number),
                }
            )
    return rows


def found(rows: list[Row], kind: Kind) -> list[Finding]:
    return [one for one in arithmetic(ledger(rows)) if one.kind is kind and one.flagged]


SQUARE = [[11, 12, 13], [21, 22, 23], [31, 32, 33], [41, 42, 47]]


def test_a_table_that_adds_up_is_no_finding() -> None:
    assert [one for one in arithmetic(ledger(table(SQUARE))) if one.flagged] == []
    kept = [one for one in arithmetic(ledger(table(SQUARE))) if one.kind is Kind.BROKEN_SUM]
    assert len(kept) == 4 + 5


def test_a_wrong_cell_breaks_its_row_and_its_column_and_is_the_one_repair() -> None:
    rows = table(SQUARE)
    wrong = next(at for at, row in enumerate(rows) if row["value"] == 32)
    rows[wrong]["value"] = 23
    broken = found(rows, Kind.BROKEN_SUM)
    assert len(broken) == 2
    frame = ledger(rows)
    claimed = [one for sheet in sheets(frame) for one in sums(sheet)]
    (knot,) = impossible(frame, claimed)
    assert str(knot.cells[0]) == f"D-0001:cell=A{wrong + 1}"
    assert "smallest sets that would settle it: 1:" in knot.words
    assert "would be 32" in knot.words


def test_a_return_of_decimals_is_not_localised_and_says_so() -> None:
    rows = [{**row, "value": row["value"] * 1.25} for row in table(SQUARE)]
    rows[0]["value"] += 9
    frame = ledger(rows)
    claimed = [one for sheet in sheets(frame) for one in sums(sheet)]
    assert [one.holds for one in claimed].count(False) == 2
    (one,) = impossible(frame, claimed)
    assert not one.flagged
    assert "no whole numbers" in one.refused


@given(st.integers(0, 11), st.integers(1, 400))
def test_any_single_wrong_cell_is_found(at: int, off: int) -> None:
    rows = table(SQUARE)
    inner = [index for index, row in enumerate(rows) if row["role"] == "data"]
    rows[inner[at]]["value"] += off
    frame = ledger(rows)
    claimed = [one for sheet in sheets(frame) for one in sums(sheet)]
    (knot,) = impossible(frame, claimed)
    assert str(knot.cells[0]) == f"D-0001:cell=A{inner[at] + 1}"


def test_marks_add_nothing_and_unknown_cells_are_not_summed() -> None:
    rows = table(SQUARE)
    rows[0] |= {"mark": "withheld", "value": None}
    assert found(rows, Kind.BROKEN_SUM) == []


@pytest.mark.parametrize("mark", ["withheld", "not_available", "blank", "unreadable"])
def test_a_line_that_nobody_knows_accuses_no_total(mark: str) -> None:
    rows = [
        {**row, "mark": mark, "value": None} if row["row_path"] == ["A1"] else row
        for row in table(SQUARE)
    ]
    assert found(rows, Kind.BROKEN_SUM) == []
    frame = ledger(rows)
    claimed = [one for sheet in sheets(frame) for one in sums(sheet)]
    assert list(impossible(frame, claimed)) == []


def test_a_total_that_is_a_mark_is_compared_with_nothing() -> None:
    rows = table(SQUARE)
    rows[-1] |= {"mark": "dash", "value": None}
    assert found(rows, Kind.BROKEN_SUM) == []


def running(*values: float, start: date | None = date(2023, 10, 2)) -> list[Row]:
    return [
        {
            "area": "A",
            "basis": "to_date",
            "value": value,
            "document": number,
            "start": start,
            "end": week(number)["end"],
        }
        for number, value in enumerate(values, 1)
    ]


def weekly(*values: float, first: int = 20) -> list[Row]:
    return [
        {"area": "A", "value": value, "document": first + number, **week(number)}
        for number, value in enumerate(values, 1)
    ]


def test_a_running_total_that_falls_is_found_with_both_cells() -> None:
    (fall,) = found(running(10, 30, 25, 40), Kind.FALL)
    assert fall.words == "the running total falls from 30 to 25"
    assert [str(cell) for cell in fall.cells] == ["D-0002:cell=A2", "D-0003:cell=A3"]


def test_weeks_make_up_the_growth_of_the_total_or_are_found() -> None:
    assert found(running(10, 30, 45) + weekly(10, 20, 15), Kind.WEEKS_AGAINST_TOTAL) == []
    (one,) = found(running(10, 30, 45) + weekly(10, 19, 15), Kind.WEEKS_AGAINST_TOTAL)
    assert one.words == "the running total grows by 20, its weeks make 19"


def test_a_week_that_is_not_in_hand_leaves_a_bound_and_no_accusation() -> None:
    first, _, third = weekly(10, 20, 15)
    without = [*running(10, 30, 45), first, third]
    assert found(without, Kind.WEEKS_AGAINST_TOTAL) == []
    more = [*running(10, 45), {"area": "A", "value": 60, "document": 30, **week(2)}]
    assert len(found(more, Kind.WEEKS_AGAINST_TOTAL)) == 1


def test_of_two_versions_of_a_week_one_that_fits_will_do() -> None:
    rows = (
        running(10, 30) + weekly(10, 19) + [{"area": "A", "value": 20, "document": 40, **week(2)}]
    )
    assert found(rows, Kind.WEEKS_AGAINST_TOTAL) == []


def test_versions_are_told_apart_and_a_copied_week_is_found() -> None:
    first, second = table(SQUARE, document=1), table(SQUARE, document=2)
    second[0]["value"] += 9
    (changed,) = found(first + second, Kind.VERSIONS)
    assert changed.words == "1 figures differ between D-0001 and D-0002, of one period"
    again = table(SQUARE, document=2, number=2)
    (copy,) = found(first + again, Kind.SAME_FIGURES)
    assert copy.words == "20 of 20 figures of D-0001 stand again in D-0002, of another period"
    other = table((np.array(SQUARE) + 5).tolist(), document=2, number=2)
    assert found(first + other, Kind.SAME_FIGURES) == []


def test_more_agreed_than_approached_is_found_only_in_one_slot() -> None:
    slot: Row = {"area": "A", "row_path": ["A"], **week(1)}
    rows = [
        {**slot, "value": 3, "column_path": ["approached"]},
        {**slot, "value": 5, "measure": "agreed", "column_path": ["agreed"]},
    ]
    (one,) = found(rows, Kind.STAGES)
    assert one.words == "agreed 5, more than approached 3"
    events = [{**rows[0], "unit": "event"}, rows[1]]
    assert found(events, Kind.STAGES) == []


def test_fulfilment_is_compared_to_the_digits_printed() -> None:
    slot: Row = {"area": "A", "row_path": ["A"], **week(1)}
    rows = [
        {**slot, "value": 3, "measure": "agreed", "role": "total", "column_path": ["agreed"]},
        {**slot, "value": 7, "measure": "plan", "basis": "target", "column_path": ["plan"]},
        {
            **slot, "value": 42.9, "raw": "42,9", "measure": "fulfilment", "role": "derived",
            "unit": "percent", "column_path": ["%"],
        },
    ]  # fmt: skip
    assert found(rows, Kind.FULFILMENT) == []
    rows[2] |= {"value": 49.2, "raw": "49,2"}
    (one,) = found(rows, Kind.FULFILMENT)
    assert one.words == "printed 49.2 % differs from 42.86 % of the plan"
    rows[1] |= {"value": 0}
    refused = [one for one in arithmetic(ledger(rows)) if one.kind is Kind.FULFILMENT]
    assert [one.refused for one in refused] == ["a plan of 0"]


LONG_AGO = date(2024, 6, 1)
MONTH = {"start": date(2023, 11, 1), "end": date(2023, 11, 30)}


def funnel(**second: Any) -> list[Row]:
    return [
        {"area": "RU-TVE", "value": 200, **MONTH},
        {"area": "RU-TVE", "value": 12, "measure": "agreed", **MONTH, **second},
    ]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({}, ""),
        ({"unit": "event"}, "units differ, or count no persons"),
        ({"mark": "dash"}, "a figure is a mark, no number"),
        ({"qualifier": "~"}, "a figure is a bound or about, no exact count"),
        ({"value": 201}, "more at the later stage than at the earlier"),
        ({"value": 1.5}, "a figure is no whole number"),
    ],
)
def test_two_stages_divide_or_say_why_not(second: Row, why: str) -> None:
    (one,) = stages(ledger(funnel(**second)), frozenset({"RU-TVE"}), LONG_AGO)
    assert one.refused == why


def test_conversions_are_of_regions_and_months_eight_weeks_old_and_never_of_groups() -> None:
    young = stages(ledger(funnel()), frozenset({"RU-TVE"}), date(2024, 1, 10))
    assert [one.refused for one in young] == ["younger than eight weeks"]
    assert stages(ledger(funnel()), frozenset(), LONG_AGO) == ()
    of_groups = [{**row, "category": "4"} for row in funnel()]
    assert stages(ledger(of_groups), frozenset({"RU-TVE"}), LONG_AGO) == ()


def test_a_running_total_beside_its_weeks_is_not_counted_twice() -> None:
    whole = {"start": week(1)["start"], "end": week(3)["end"], "basis": "to_date"}
    rows = [{**row, **span} for span in (week(2), whole) for row in funnel()]
    (one,) = stages(ledger(rows), frozenset({"RU-TVE"}), LONG_AGO)
    assert one.refused == "periods that overlap would be counted twice"


def test_stages_come_in_order_of_names_whatever_they_amount_to() -> None:
    rows = [{**row, "area": area} for area in ("RU-YAR", "RU-BEL", "RU-TVE") for row in funnel()]
    codes = frozenset({"RU-YAR", "RU-BEL", "RU-TVE"})
    assert [one.area for one in stages(ledger(rows), codes, LONG_AGO)] == [
        "RU-BEL",
        "RU-TVE",
        "RU-YAR",
    ]
