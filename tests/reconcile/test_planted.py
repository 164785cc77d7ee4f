"""Planted defects of twelve kinds in whole case files: found where they are, and nobody else accused."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy

from svodka.model.repair import Relation
from svodka.reconcile.figures import figures
from svodka.reconcile.localise import localise
from svodka.reconcile.rules import Family, System, system_of_families
from tests.reconcile.planted import KINDS, WHOLE, Names, Shape, case_file, honest, rules
from tests.reconcile.simulate import FILES, Line, judged, read, written

# Files judged in one test of the slow suite.
PIECE = 20


@pytest.fixture(scope="module")
def whole() -> System:
    return rules(WHOLE)


def summed(lines: list[Line]) -> tuple[int, int, int]:
    """Planted, decidable and right."""
    return (
        sum(len(line.planted) for line in lines),
        sum(len(line.decidable) for line in lines),
        sum(len(line.decidable_alone) for line in lines),
    )


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
    assert sum(line.accused for line in lines) == 0


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


def test_of_the_thousand_files_decidable_defects_are_found_and_no_clean_case_is_accused() -> None:
    lines = read()
    assert [line.file for line in lines] == list(range(FILES))
    planted, decidable, right = summed(lines)
    assert planted == 14_908
    assert right >= 0.99 * decidable
    assert decidable >= 0.98 * planted
    assert sum(line.accused for line in lines) <= FILES // 100
    assert sum(line.findings for line in lines if not line.planted) == 0


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, FILES, PIECE))
def test_a_piece_of_the_thousand_comes_out_as_it_was_kept(
    first: int, whole: System, request: pytest.FixtureRequest
) -> None:
    """Files judged once are not judged again while the code is the same: the suite can be stopped."""
    folder = request.config.cache.mkdir(f"planted-{code_digest()}")
    for line in read()[first : first + PIECE]:
        path = folder / f"{line.file:03}.csv"
        if not path.exists():
            path.write_text(written([judged(line.file, whole)]), encoding="utf-8")
        (now,) = read(path)
        assert_alike(now, line)


def assert_alike(now: Line, before: Line) -> None:
    """The method says the same; the independent search, which has a time, contradicts nothing."""
    for how in ("alone", "first", "not"):
        columns = [f"{state}_{how}" for state in ("decidable", "tied", "undecided")]
        assert sorted(now.letters(*columns)) == sorted(before.letters(*columns))
    numbers = ("file", "unseen", "findings", "given_up", "accused", "named")
    assert [getattr(now, one) for one in numbers] == [getattr(before, one) for one in numbers]
    undecided = before.letters("undecided_alone", "undecided_first", "undecided_not")
    assert Counter(now.decidable) <= Counter(before.decidable + undecided)


def code_digest() -> str:
    """Of all code that has a part in what comes out."""
    root = Path(__file__).parents[2]
    paths = [*(root / "src/svodka/reconcile").glob("*.py"), *Path(__file__).parent.glob("*.py")]
    data = b"".join(path.read_bytes() for path in sorted(paths))
    return hashlib.sha256(data + scipy.__version__.encode()).hexdigest()[:16]
