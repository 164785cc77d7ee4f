"""Which cells cannot all be true: laws against trying everything, known answers, and bad input."""

from __future__ import annotations

import itertools
import json
import random as dice
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from math import inf, prod
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model.repair import (
    CannotAllBeTrue,
    Domain,
    Relation,
    Repair,
    Rule,
    Verdict,
)
from svodka.reconcile.localise import Search, cannot_all_be_true
from svodka.reconcile.rules import (
    fulfilment,
    part_of_whole,
    sum_of_parts,
    week_of_cumulative,
)

CELLS = "abcde"
HIGHEST = 5
SMALL = Domain(0, HIGHEST)
SIGNS = {relation.value: relation for relation in Relation}
KNOWN = [
    "profit-cost-turnover",
    "weights-decide",
    "fixed-total",
    "swapped-digits",
    "swapped-digits-and-doubled-digit",
    "sign-flip",
]


def changed(repair: Repair) -> frozenset[str]:
    return frozenset(change.cell for change in repair.changes)


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_answer_is_reproduced(name: str, corpus: Callable[[str], Path]) -> None:
    """The test suites of errorlocate 92dc0f75 and deducorrect ff677d24; see the corpus' README."""
    path = corpus("returns") / "error-localisation" / "known_answers.json"
    case = next(one for one in json.loads(path.read_text("utf-8")) if one["id"] == name)
    rules = [
        Rule(
            terms=tuple((cell, float(k)) for cell, k in told.items() if cell not in {"op", "rhs"}),
            relation=SIGNS[told["op"]],
            bound=told["rhs"],
        )
        for told in case["rules"]
    ]
    weights = {c: inf if w == "infinite" else float(w) for c, w in case["weights"].items()}
    found = cannot_all_be_true(rules, case["record"], weights)
    assert [one.ties for one in found] == [1] * len(found)
    changes = [change for one in found for change in one.repairs[0].changes]
    assert sorted(change.cell for change in changes) == sorted(case["change"])
    assert sum(one.repairs[0].weight for one in found) == case["weight"]
    values = {change.cell: change.value for change in changes}
    assert values == (case["value"] or dict.fromkeys(case["change"]))


# ---------------------------------------------------------------- against trying everything


@st.composite
def rules_over(draw: st.DrawFn) -> Rule:
    cells = draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4, unique=True))
    numbers = draw(st.tuples(*[st.sampled_from([-2, -1, -1, 1, 1, 2]) for _ in cells]))
    return Rule(
        terms=tuple((cell, float(number)) for cell, number in zip(cells, numbers, strict=True)),
        relation=draw(st.sampled_from([*[Relation.EQUAL] * 4, *list(Relation)[1:5]])),
        bound=draw(st.sampled_from([0, 0, 0, 1, 3])),
        unless=draw(st.sampled_from(["", "", "", *sorted(set(CELLS) - set(cells))])),
    )


systems = st.lists(rules_over(), min_size=1, max_size=5)
figures = st.fixed_dictionaries(
    {cell: st.one_of(*[st.integers(0, HIGHEST)] * 6, st.none()) for cell in CELLS}
)
weighings = st.fixed_dictionaries({cell: st.sampled_from([1.0, 1.0, 2.0, inf]) for cell in CELLS})
EVEN = dict.fromkeys(CELLS, 1.0)


def all_smallest(
    rules: Sequence[Rule], reported: Mapping[str, int | None], weights: Mapping[str, float]
) -> set[frozenset[str]]:
    """By trying every set of cells and every value: those of the least weight that would do."""
    known = [cell for cell in CELLS if reported[cell] is not None and weights[cell] < inf]
    everything = np.array(list(itertools.product(range(HIGHEST + 1), repeat=len(CELLS))))
    sums = {
        rule: sum(k * everything[:, CELLS.index(cell)] for cell, k in rule.terms) for rule in rules
    }
    holds = {
        Relation.EQUAL: np.equal,
        Relation.AT_LEAST: np.greater_equal,
        Relation.AT_MOST: np.less_equal,
        Relation.MORE: np.greater,
        Relation.LESS: np.less,
    }
    found: dict[float, set[frozenset[str]]] = {}
    for size in range(len(known) + 1):
        for free in itertools.combinations(known, size):
            fits = np.ones(len(everything), dtype=bool)
            for place, cell in enumerate(CELLS):
                if cell not in free and reported[cell] is not None:
                    fits &= everything[:, place] == reported[cell]
            for rule in rules:
                lifted = rule.unless and (rule.unless in free or reported[rule.unless] is None)
                if not lifted:
                    fits &= holds[rule.relation](sums[rule], rule.bound)
            if fits.any():
                weight = sum(weights[cell] for cell in free)
                found.setdefault(weight, set()).add(frozenset(free))
    return found[min(found)] if found else set()


def told(findings: Sequence[CannotAllBeTrue]) -> set[frozenset[str]]:
    """All ways to take one repair of each finding."""
    each = [[changed(repair) for repair in one.repairs] for one in findings]
    return {frozenset().union(*taken) for taken in itertools.product(*each)}


def found_in(
    rules: Sequence[Rule], reported: Mapping[str, int | None], weights: Mapping[str, float] = EVEN
) -> tuple[CannotAllBeTrue, ...]:
    return cannot_all_be_true(rules, reported, weights, dict.fromkeys(CELLS, SMALL))


@given(systems, figures, weighings)
def test_every_smallest_repair_is_listed_and_nothing_else(
    rules: list[Rule], reported: dict[str, int | None], weights: dict[str, float]
) -> None:
    expected = all_smallest(rules, reported, weights)
    findings = found_in(rules, reported, weights)
    if expected:
        assert told(findings) == expected
        assert prod(one.ties for one in findings) == len(expected)
    else:
        assert any(one.verdict is Verdict.CONTRADICTION for one in findings)


@given(systems, figures)
def test_a_repair_with_its_values_lets_everything_hold(
    rules: list[Rule], reported: dict[str, int | None]
) -> None:
    for one in found_in(rules, reported):
        for repair in one.repairs:
            if all(change.value is not None for change in repair.changes):
                put = {change.cell: change.value for change in repair.changes}
                kept = [rule for rule in rules if rule.unless not in put]
                again = found_in(kept, reported | put)  # type: ignore[arg-type]
                assert not set(one.broken) & {rule for late in again for rule in late.broken}


@given(systems, figures, st.randoms(use_true_random=False))
def test_the_order_of_cells_and_rules_makes_no_difference(
    rules: list[Rule], reported: dict[str, int | None], random: dice.Random
) -> None:
    shuffled, cells = list(rules), list(reported)
    random.shuffle(shuffled)
    random.shuffle(cells)
    assert found_in(shuffled, {cell: reported[cell] for cell in cells}) == found_in(rules, reported)


@given(systems, figures)
def test_no_rule_can_be_left_out_of_a_contradiction(
    rules: list[Rule], reported: dict[str, int | None]
) -> None:
    for one in found_in(rules, reported):
        for left in one.contradiction:
            rest = [rule for rule in one.contradiction if rule != left]
            assert not any(late.contradiction for late in found_in(rest, reported))


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=30), st.integers(1, 9))
def test_a_table_that_adds_up_accuses_nobody(values: list[int], parts: int) -> None:
    reported: dict[str, int] = {}
    rules = []
    for week, value in enumerate(values):
        shares = [value // (place + 1) for place in range(parts)]
        names = [f"week {week} part {place}" for place in range(parts)]
        reported |= dict(zip(names, shares, strict=True)) | {f"week {week}": sum(shares)}
        before = f"to {week - 1}" if week else ""
        reported[f"to {week}"] = reported.get(before, 0) + sum(shares)
        rules += [sum_of_parts(f"week {week}", names)]
        rules += [week_of_cumulative(f"week {week}", f"to {week}", before)]
        rules += [part_of_whole(f"week {week}", f"to {week}")]
    assert cannot_all_be_true(rules, reported) == ()


# ---------------------------------------------------------------- what a reader is told


def test_a_total_that_fails_may_be_the_total_s_error() -> None:
    (found,) = cannot_all_be_true(
        [sum_of_parts("total", ["one", "other"])], {"total": 52, "one": 12, "other": 13}
    )
    assert found.cells == ("one", "other", "total")
    assert [sorted(changed(repair)) for repair in found.repairs] == [["total"], ["one"], ["other"]]
    assert found.repairs[0].changes[0].slip == "adjacent digits swapped"
    assert [repair.changes[0].value for repair in found.repairs] == [25, 39, 40]


def test_the_likelier_slip_comes_first_whatever_the_names_of_the_cells() -> None:
    for typed, other in (("a", "z"), ("z", "a")):
        rules = [week_of_cumulative(typed, other)]
        (found,) = cannot_all_be_true(rules, {typed: 161, other: 116})
        assert {repair.changes[0].slip for repair in found.repairs} == {"adjacent digits swapped"}
        (found,) = cannot_all_be_true(
            [sum_of_parts(other, [typed, "b"])], {typed: 161, other: 523, "b": 407}
        )
        assert found.repairs[0].changes[0].cell == typed
        assert found.repairs[0].changes[0].value == 116


def test_a_value_copied_from_beside_explains_itself() -> None:
    rules = [sum_of_parts("total", ["one", "other"])]
    beside = {"one": {"last week's value": 40.0}}
    (found,) = cannot_all_be_true(
        rules,
        {"total": 731, "one": 40, "other": 318},
        search=Search(around=lambda cell: beside.get(cell, {})),
    )
    assert found.repairs[0].changes[0].slip == "last week's value"


def test_a_cell_that_a_person_confirmed_is_not_the_first_to_doubt() -> None:
    rules = [sum_of_parts("total", ["one", "other"])]
    reported = {"total": 30, "one": 12, "other": 13}
    (found,) = cannot_all_be_true(rules, reported, {"one": 5, "other": inf})
    assert [changed(repair) for repair in found.repairs] == [{"total"}]
    (found,) = cannot_all_be_true(rules, reported, {"total": inf, "one": inf, "other": inf})
    assert found.verdict is Verdict.CONTRADICTION
    assert [rule.why for rule in found.contradiction] == ["the parts are all there are"]


def test_a_blank_cell_is_no_error_but_still_ties_the_others() -> None:
    rules = [
        sum_of_parts("row", ["a", "blank"]),
        sum_of_parts("column", ["b", "blank"]),
    ]
    assert cannot_all_be_true(rules, {"row": 9, "a": 4, "column": 8, "b": 3}) == ()
    (found,) = cannot_all_be_true(rules, {"row": 9, "a": 4, "column": 8, "b": 4})
    assert found.cells == ("a", "b", "column", "row")
    assert found.ties == 4
    (found,) = cannot_all_be_true(rules[:1], {"row": 3, "a": 4})
    assert found.ties == 2


def test_rules_that_contradict_each_other_are_named_and_no_others() -> None:
    rules = [
        sum_of_parts("total", ["a", "b"], why="the form's own sum"),
        Rule(terms=(("a", 1),), relation=Relation.AT_LEAST, bound=10, why="at least ten of a"),
        Rule(terms=(("total", 1),), relation=Relation.AT_MOST, bound=5, why="at most five in all"),
        Rule(terms=(("b", 1),), relation=Relation.AT_MOST, bound=50, why="harmless"),
    ]
    (found,) = cannot_all_be_true(rules, {"total": 4, "a": 3, "b": 1})
    assert found.verdict is Verdict.CONTRADICTION
    assert sorted(rule.why for rule in found.contradiction) == [
        "at least ten of a",
        "at most five in all",
        "the form's own sum",
    ]


def test_cells_that_cannot_be_whole_are_a_contradiction() -> None:
    halves = Rule(terms=(("a", 2), ("b", -2)), relation=Relation.EQUAL, bound=5, why="no halves")
    (found,) = cannot_all_be_true([halves], {"a": 3, "b": 1})
    assert found.verdict is Verdict.CONTRADICTION
    assert found.contradiction == (halves,)


def test_a_negative_and_a_broken_count_are_findings_even_without_a_rule() -> None:
    found = cannot_all_be_true([], {"a": -3, "b": 2.5, "c": 7})
    assert [one.cells for one in found] == [("a",), ("b",)]
    assert [one.broken[0].why for one in found] == ["it is at least 0", "a count is whole"]
    assert found[0].repairs[0].changes[0].slip == ""


def test_a_printed_share_may_be_the_wrong_one() -> None:
    rules = fulfilment("share", Decimal("66.7"), "done", "plan")
    assert cannot_all_be_true(rules, {"share": 66.7, "done": 2, "plan": 3}, domains=SHARE) == ()
    (found,) = cannot_all_be_true(rules, {"share": 66.7, "done": 22, "plan": 40}, domains=SHARE)
    assert {cell for repair in found.repairs for cell in changed(repair)} >= {"share", "plan"}
    plan = next(repair for repair in found.repairs if changed(repair) == {"plan"}).changes[0]
    assert plan.value == 33


SHARE = {"share": Domain(whole=False)}


def test_more_repairs_than_the_limit_are_said_to_be_more() -> None:
    parts = [f"part {number:02}" for number in range(40)]
    reported = dict.fromkeys(parts, 10) | {"total": 407}
    (found,) = cannot_all_be_true([sum_of_parts("total", parts)], reported, search=Search(limit=7))
    assert found.ties == 7
    assert found.limit_reached


def test_when_the_time_is_over_it_is_said_that_nothing_was_decided() -> None:
    rules = [sum_of_parts("t", ["a", "b"]), sum_of_parts("u", ["c", "d"]), sum_of_parts("t", ["u"])]
    reported = {"t": 10, "a": 9, "b": 9, "u": 11, "c": 2, "d": 2}
    found = cannot_all_be_true(rules, reported, search=Search(seconds=0))
    assert {one.verdict for one in found} == {Verdict.UNDECIDED}
    assert all("time" in one.why for one in found)


def test_large_and_small_figures_stand_side_by_side() -> None:
    rules = [sum_of_parts("t", ["a", "b"]), sum_of_parts("a", ["c", "d"]), sum_of_parts("d", ["e"])]
    reported = {"t": 9_000_000_001, "a": 9_000_000_000, "b": 2, "c": 8_999_999_000, "d": 1000}
    found = cannot_all_be_true(rules, reported | {"e": 1001})
    assert {frozenset(changed(repair)) for one in found for repair in one.repairs} == {
        frozenset({"t"}),
        frozenset({"b"}),
        frozenset({"e"}),
    }


def test_a_rule_that_makes_no_sense_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="without a cell"):
        Rule(terms=(), relation=Relation.EQUAL)
    with pytest.raises(ValueError, match="twice"):
        Rule(terms=(("a", 1), ("a", 1)), relation=Relation.EQUAL)
    with pytest.raises(ValueError, match="not finite"):
        Rule(terms=(("a", inf),), relation=Relation.EQUAL)
    with pytest.raises(ValueError, match="weighs nothing"):
        cannot_all_be_true([sum_of_parts("a", ["b"])], {"a": 1, "b": 2}, {"a": 0})
