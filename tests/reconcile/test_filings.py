"""Who filed what for when: what is not obtained is not missing, and an uncertain start stays uncertain."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Area, AreaKind, BrokenCodebook, Codebook, Due, FilingState, Obligation
from svodka.reconcile import filings, quality
from svodka.reconcile.dues import FREQUENCIES, owed
from tests.reconcile.ledgers import ledger, week


def place(code: str, **dates: Any) -> Area:
    return Area(code=code, kind=AreaKind.MUNICIPALITY, name_ru=code, name_en=code, **dates)


WEEKLY = Obligation(
    code="weekly",
    frequency="weekly",
    since_earliest=date(2023, 9, 18),
    since_latest=date(2023, 10, 3),
)
BOOK = Codebook(
    name="b", week_ends=7, due_days=3, obligations=(WEEKLY,), areas=(place("A"), place("B"))
)


def states(rows: list[dict[str, object]], book: Codebook = BOOK) -> dict[tuple[str, date], str]:
    return {(one.area, one.end): one.state.value for one in filings(ledger(rows), book)}


def test_five_states_of_a_filing() -> None:
    rows = [
        {"area": "A", "value": 7, **week(1)},
        {"area": "B", "value": 0, **week(1)},
        {"area": "A", "mark": "dash", "document": 2, **week(2)},
        {"area": "A", "value": 3, "document": 4, **week(4)},
        {"area": "B", "value": 3, "document": 4, **week(4)},
    ]
    found = states(rows)
    ends = [week(number)["end"] for number in (1, 2, 3, 4)]
    assert [found["A", end] for end in ends] == ["reported", "blank", "not_obtained", "reported"]
    # A return of that week is in hand and has no line for B.
    assert [found["B", end] for end in ends] == ["zero", "missing", "not_obtained", "reported"]


def test_a_dash_is_never_a_zero() -> None:
    rows = [{"area": "A", "mark": "dash", **week(1)}, {"area": "A", "value": 0, **week(1)}]
    assert states(rows)["A", week(1)["end"]] == "zero"
    assert states(rows[:1])["A", week(1)["end"]] == "blank"


def test_weeks_before_the_letter_are_owed_only_if_the_orders_were() -> None:
    found = filings(ledger([{"area": "A", "value": 7, **week(2)}]), BOOK)
    due = {one.end: one.due for one in found if one.area == "A"}
    assert due[date(2023, 9, 24)] is Due.UNCERTAIN
    assert due[date(2023, 10, 1)] is Due.UNCERTAIN
    assert due[date(2023, 10, 8)] is Due.CERTAIN


def test_an_area_owes_nothing_before_it_exists() -> None:
    new = place("B", valid_from=week(2)["start"])
    book = Codebook(name="b", week_ends=7, obligations=(WEEKLY,), areas=(place("A"), new))
    found = filings(ledger([{"area": "A", "value": 7, **week(2)}]), book)
    assert {one.end for one in found if one.area == "B"} == {week(2)["end"]}


def test_versions_stand_side_by_side_and_lateness_needs_the_stamp() -> None:
    stamp = '["Вх. № 12 от 14.10.2023"]'
    rows = [
        {"area": "A", "value": 7, "document": 1, **week(1)},
        {"area": "A", "value": 9, "document": 2, "title": stamp, **week(1)},
    ]
    found = [one for one in filings(ledger(rows), BOOK) if one.start == week(1)["start"]]
    of_a = [one for one in found if one.area == "A"]
    assert [(one.version, one.document, one.late) for one in of_a] == [(1, 2, True), (2, 1, None)]
    assert of_a[0].filed == date(2023, 10, 14)
    assert of_a[0].deadline == date(2023, 10, 11)


def test_a_running_total_up_to_the_week_stands_for_it_and_says_so() -> None:
    rows = [
        {
            "area": "A",
            "value": 30,
            "basis": "to_date",
            "start": week(1)["start"],
            "end": week(3)["end"],
        }
    ]
    (one,) = [one for one in filings(ledger(rows), BOOK) if one.document and one.area == "A"]
    assert (one.end, one.reason) == (week(3)["end"], "a running total in place of the period")


def test_without_a_campaign_only_what_is_in_hand_is_listed() -> None:
    rows = [{"area": "A", "value": 7, **week(1)}, {"area": "B", "value": 0, **week(2)}]
    found = filings(ledger(rows), None)
    assert [(one.area, one.state, one.due) for one in found] == [
        ("A", FilingState.REPORTED, Due.UNSTATED),
        ("B", FilingState.ZERO, Due.UNSTATED),
    ]


def test_our_gap_is_not_their_silence() -> None:
    rows = [
        {"area": "A", "value": 7, **week(1)},
        {"area": "B", "value": 7, **week(1)},
        {"area": "A", "value": 7, "document": 3, **week(3)},
    ]
    of_b = {one.name: one for one in quality(filings(ledger(rows), BOOK), lambda one: one.area)}[
        "B"
    ]
    assert (of_b.owed, of_b.filed, of_b.missing, of_b.not_obtained) == (3, 1, 1, 1)
    assert of_b.completeness == pytest.approx(1 / 2)
    assert of_b.coverage == pytest.approx(2 / 3)


def test_what_we_did_not_read_or_recognise_is_not_missing() -> None:
    rows: list[dict[str, object]] = [{"area": "A", "value": 7, **week(1)}]
    (in_part,) = [
        one
        for one in filings(ledger(rows), BOOK, None, frozenset({1}))
        if one.area == "B" and one.end == week(1)["end"]
    ]
    assert in_part.state is FilingState.NOT_OBTAINED
    rows.append(
        {"area": "", "area_label": "Б. район", "row_path": ["Б. район"], "value": 3, **week(1)}
    )
    assert states(rows)["B", week(1)["end"]] == "not_obtained"


def test_a_return_of_another_week_is_listed_beside_what_is_owed_and_is_no_silence() -> None:
    shifted = {"start": week(2)["start"], "end": date.fromordinal(week(2)["end"].toordinal() + 1)}
    rows = [
        {"area": "A", "value": 7, **week(1)},
        {"area": "B", "value": 7, **week(1)},
        {"area": "A", "value": 9, "document": 2, **shifted},
        {"area": "A", "value": 9, "document": 3, **week(3)},
        {"area": "B", "value": 9, "document": 3, **week(3)},
    ]
    of_a = [one for one in filings(ledger(rows), BOOK) if one.area == "A"]
    (beside,) = [one for one in of_a if one.due is Due.UNSTATED]
    assert (beside.document, beside.end) == (2, shifted["end"])
    assert beside.reason == "no period that is owed ends that day"
    (second,) = [one for one in of_a if one.end == week(2)["end"]]
    assert second.state is FilingState.NOT_OBTAINED
    assert second.reason == "D-0002 covers part of it, from 2023-10-09 to 2023-10-16"
    assert {one.name: one.owed for one in quality(of_a, lambda one: one.area)} == {"A": 3}


def test_contradictory_rules_are_named() -> None:
    swapped = Obligation(
        code="w",
        frequency="weekly",
        since_earliest=date(2023, 10, 3),
        since_latest=date(2023, 3, 1),
    )
    with pytest.raises(BrokenCodebook, match="'w': 'since_earliest' is after"):
        owed(swapped, BOOK, date(2023, 12, 1))
    odd = Obligation(code="w", frequency="now and then", since_latest=date(2023, 3, 1))
    with pytest.raises(BrokenCodebook, match="frequency 'now and then' is not known"):
        owed(odd, BOOK, date(2023, 12, 1))


@given(
    st.sampled_from(FREQUENCIES),
    st.dates(date(2018, 1, 1), date(2024, 12, 31)),
    st.integers(0, 800),
    st.integers(1, 7),
)
def test_periods_owed_follow_each_other_and_never_overlap(
    frequency: str, first: date, days: int, weekday: int
) -> None:
    until = date.fromordinal(first.toordinal() + days)
    one = Obligation(code="w", frequency=frequency, since_latest=first)
    found = owed(one, Codebook(name="b", week_ends=weekday), until)
    for before, after in itertools.pairwise(found):
        assert (after.start - before.end).days == 1
    assert all(one.start <= one.end <= until for one in found)
    if frequency == "weekly":
        assert Counter((one.end - one.start).days for one in found).keys() <= {6}
        assert {one.end.isoweekday() for one in found} <= {weekday}


def test_a_year_of_53_weeks_has_53() -> None:
    weekly = Obligation(code="w", frequency="weekly", since_latest=date(2020, 1, 5))
    found = owed(weekly, Codebook(name="b", week_ends=7), date(2021, 1, 3))
    assert len(found) == 53
