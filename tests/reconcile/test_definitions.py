"""Headings, areas and plans that change between issues of a return; scribes who differ are no change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from svodka.model import Area, AreaKind, Category, Codebook, Finding, Kind
from svodka.reconcile import apart, arithmetic, carried, changes, defined
from tests.reconcile.ledgers import ledger, week

Row = dict[str, Any]


def issue(
    number: int, label: str = "Проинформировано", unit: str = "person", **more: Any
) -> list[Row]:
    """One weekly document: three districts, one measure."""
    return [
        {
            "document": number, "area": f"A{at}", "area_label": f"{name} район", "row_path": [f"{name} район"],
            "column_path": [label], "measure_label": label, "unit": unit, "value": 10 * number + at,
            "title": f'["Сведения за неделю № {number}"]', **week(number), **more,
        }
        for at, name in enumerate(("Верхний", "Средний", "Нижний"))
    ]  # fmt: skip


def rows(*issues: list[Row]) -> pl.DataFrame:
    return ledger([row for one in issues for row in one])


def found(frame: pl.DataFrame, book: Codebook | None = None) -> list[Finding]:
    return list(defined(frame, book, changes(frame)))


def test_a_heading_that_changes_for_good_is_one_finding_with_a_cell_of_each() -> None:
    frame = rows(issue(1), issue(2), issue(3, "Проведено бесед"), issue(4, "Проведено бесед"))
    (one,) = found(frame)
    assert one.kind is Kind.DEFINITION
    assert "«проинформировано (person)» up to D-0002" in one.words
    assert "«проведено бесед (person)» from D-0003" in one.words
    assert [cell.document for cell in one.cells] == [2, 3]


def test_persons_that_become_events_under_one_heading_are_a_change() -> None:
    (one,) = found(rows(issue(1), issue(2), issue(3, unit="event")))
    assert "(person)" in one.words
    assert "(event)" in one.words


def test_headings_that_come_and_go_or_stand_beside_each_other_are_none() -> None:
    other = "Охвачено"
    assert found(rows(issue(1), issue(2, other), issue(3), issue(4, other))) == []
    assert found(rows(issue(1), issue(2))) == []
    both = [*issue(3), *issue(3, other)]
    assert found(rows(issue(1), issue(2), both)) == []


def test_returns_of_other_rows_or_voices_are_not_compared() -> None:
    press = [{**row, "voice": "press"} for row in issue(2, "Охвачено")]
    assert found(rows(issue(1), press)) == []
    elsewhere = [{**row, "area": f"B{row['area']}"} for row in issue(2, "Охвачено")]
    assert found(rows(issue(1), elsewhere)) == []


def running(number: int, value: int, label: str) -> list[Row]:
    start = week(1)["start"]
    made = issue(number, label, basis="to_date", start=start)
    return [{**row, "value": value} for row in made]


def test_no_difference_is_taken_across_a_changed_heading() -> None:
    same = rows(running(1, 90, "Охвачено"), running(2, 40, "Охвачено"))
    assert len([one for one in arithmetic(same) if one.kind is Kind.FALL and one.flagged]) == 3
    frame = rows(running(1, 90, "Охвачено"), running(2, 40, "Проведено бесед"))
    why = apart(frame, changes(frame))
    assert [one for one in arithmetic(frame, every=False, apart=why) if one.kind is Kind.FALL] == []
    kept = [one for one in arithmetic(frame, apart=why) if one.kind is Kind.FALL]
    assert {one.refused for one in kept} == {"the heading of measure approached changes in between"}


def test_districts_that_become_okrugs_are_named_once() -> None:
    okrugs = [
        {**row, "area_label": str(row["area_label"]).replace("район", "муниципальный округ")}
        for row in issue(3)
    ]
    (one,) = found(rows(issue(1), issue(2), okrugs))
    assert one.kind is Kind.AREA
    assert one.words == "rayon becomes okrug from D-0003 on: A0, A1, A2; borders may differ"


def test_figures_of_an_area_that_did_not_exist_are_named() -> None:
    area = Area(code="A1", kind=AreaKind.MUNICIPALITY, name_ru="A1", name_en="A1")
    young = replace(area, valid_from=week(2)["start"])
    (one,) = found(rows(issue(1), issue(2)), Codebook(name="b", areas=(young,)))
    assert one.words == "D-0001 states figures for A1, which exists 2023-10-09 – … only"
    gone = replace(area, valid_to=date(2023, 1, 1))
    assert len(found(rows(issue(1), issue(2)), Codebook(name="b", areas=(gone,)))) == 2


def test_a_group_that_did_not_exist_yet_is_named_too() -> None:
    frame = rows(issue(1, category="4"), issue(2, category="4"))
    group = Category(code="4", words=("x",), valid_from=week(2)["start"])
    (one,) = found(frame, Codebook(name="b", categories=(group,)))
    assert one.kind is Kind.DEFINITION
    assert one.words == "D-0001 states figures for 4, which exists 2023-10-09 – … only"


def planned(area: str, plans: list[float], agreed: list[float]) -> list[Row]:
    made = []
    for number, (plan, count) in enumerate(zip(plans, agreed, strict=True), 1):
        common = {"area": area, "document": number, **week(number)}
        made.append({**common, "measure": "plan", "basis": "target", "value": plan})
        made.append({**common, "measure": "agreed", "role": "total", "value": count})
    return made


def test_a_plan_that_takes_over_the_shortfall_is_named_and_another_is_not() -> None:
    # A plan of 20 a week: what is left unmet is added to the next.
    rolling = planned("A", [20, 27, 25, 28, 20], [13, 22, 17, 30, 20])
    (one,) = carried(ledger(rolling))
    assert one.words.startswith("in 3 of 3 pairs of periods the plan takes over")
    assert "20 and 7 make 27" in one.words
    assert len(one.cells) == 9 - 2
    flat = planned("A", [20, 20, 20, 20, 20], [13, 22, 17, 19, 20])
    assert list(carried(ledger(flat))) == []
    free = planned("A", [20, 31, 18, 40, 20], [13, 22, 17, 19, 20])
    assert list(carried(ledger(free))) == []
