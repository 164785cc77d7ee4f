"""Planted defects of twelve kinds in whole case files: found where they are, and nobody else accused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from svodka.model.repair import Relation
from svodka.reconcile.figures import figures
from svodka.reconcile.localise import localise
from svodka.reconcile.rules import Family, System, system_of_families
from tests.reconcile.planted import KINDS, WHOLE, Names, Shape, case_file, honest, rules
from tests.reconcile.simulate import judged


@pytest.fixture(scope="module")
def whole() -> System:
    return rules(WHOLE)


def summed(lines: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Planted, decidable and right."""
    tallies = [tally for line in lines for tally in line["kinds"].values()]
    planted, decidable, right = (sum(tally[place] for tally in tallies) for place in range(3))
    return planted, decidable, right


def test_a_simulated_file_is_the_same_for_the_same_number() -> None:
    one, other = case_file(7), case_file(7)
    assert (one[0] == other[0]).all()
    assert one[1] == other[1]
    assert len(one[1]) == 7


def test_the_honest_table_keeps_all_rules_and_names_its_cells(whole: System) -> None:
    for seed in range(5):
        table = honest(np.random.default_rng(seed))
        assert len(figures(whole, table.ravel().astype(float)).broken()) == 0
    assert Names(WHOLE)[0] == "00 weekly week 01 row 00 column 00"
    assert len({*Names(Shape(3, 2, 2))[:]}) == len(Names(Shape(3, 2, 2)))


def test_defects_in_a_few_files_are_found_and_no_right_cell_is_accused(whole: System) -> None:
    lines = [judged(number, whole) for number in (0, 1, 2, 3, 5, 11, 31)]
    planted, decidable, right = summed(lines)
    assert planted == 22
    assert right == decidable >= 20
    assert sum(int(str(line["false"])) for line in lines) == 0


def test_every_kind_of_defect_is_planted_somewhere() -> None:
    table = honest(np.random.default_rng(3))
    for kind in KINDS.values():
        random = np.random.default_rng(8)
        changes = [kind(table, random) for _ in range(200)]
        assert any(table[at] != value for change in changes for at, value in change.items())


def linked(seed: int, errors: int) -> tuple[System, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """19 × 23 weekly and cumulative tables, 874 cells and 521 equations; what is true, what is reported."""
    random = np.random.default_rng(seed)
    inner = random.poisson([[[30]], [[300]]], (2, 18, 22))
    tables = np.zeros((2, 19, 23), dtype=np.int64)
    tables[:, :-1, :-1] = inner
    tables[:, -1] = tables.sum(axis=1)
    tables[:, :, -1] = tables[:, :, :-1].sum(axis=2)
    week, before = tables
    true = np.stack((week, week + before)).ravel().astype(float)
    places = np.arange(874).reshape(2, 19, 23)
    held = system_of_families(
        [f"{place:03}" for place in range(874)],
        [
            Family(places.reshape(-1, 23), (*[-1.0] * 22, 1.0), Relation.EQUAL),
            Family(places.transpose(0, 2, 1).reshape(-1, 19), (*[-1.0] * 18, 1.0), Relation.EQUAL),
            Family(
                np.stack((places[1].ravel(), places[0].ravel()), 1),
                (1.0, -1.0),
                Relation.EQUAL,
                before.ravel().astype(float),
            ),
        ],
    )
    reported = true.copy()
    wrong = random.choice(874, errors, replace=False)
    reported[wrong] += random.integers(1, 60, errors)
    return held, true, reported


@pytest.mark.parametrize("errors", [1, 3, 10, 30])
def test_random_errors_in_874_linked_cells_are_all_found_and_their_values_known(
    errors: int,
) -> None:
    held, true, reported = linked(errors, errors)
    assert len(held) == 521
    found = localise(figures(held, reported))
    assert all(one.ties == 1 and not one.limit_reached for one in found)
    values = {c.cell: c.value for one in found for c in one.repairs[0].changes}
    assert values == {f"{at:03}": true[at] for at in np.flatnonzero(true != reported)}


@pytest.mark.slow
def test_of_the_thousand_files_decidable_defects_are_found_and_no_clean_case_is_accused(
    whole: System,
) -> None:
    lines = [json.loads(json.dumps(judged(number, whole))) for number in range(1000)]
    planted, decidable, right = summed(lines)
    assert planted == 14_908
    assert right >= 0.99 * decidable
    assert decidable >= 0.9 * planted
    assert sum(line["findings"] for line in lines if not line["planted"]) == 0
