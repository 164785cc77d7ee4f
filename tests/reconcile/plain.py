"""A third way to the smallest repairs: the plain programme of Fellegi and Holt, a large constant for every cell.

It looks at the broken rules, all rules of their cells, and nothing beyond; what it leaves out
could only make repairs larger. So what is smallest, and the only one, there, and lets all rules
hold, is so everywhere.

Source: Fellegi and Holt (1976), Journal of the American Statistical Association 71, 17.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, eye_array, hstack, vstack

from svodka.reconcile.figures import Figures
from svodka.reconcile.rules import Floats, Integers

Cells = frozenset[int]
# After so long there is no answer.
_SECONDS = 30.0
# No cell is moved further than so many times what the worst rule is off by; a larger constant
# lets the programme see nothing.
_FURTHEST = 4
_SOLVED, _INFEASIBLE = 0, 2


def smallest(filed: Figures, broken: Iterable[int]) -> list[Cells] | None:
    """Smallest repairs, two at most; None where that was not found out."""
    rules, cells = around(filed, broken)
    first = solved(filed, rules, cells)
    if first is None:
        return None
    second = solved(filed, rules, cells, first)
    if second is None:
        return None
    found = [one for one in (first, second) if one]
    # A set that breaks what was left out would be no repair.
    every = frozenset().union(*found)
    reached = {rule for cell in every for rule in filed.system.rules_of(cell).tolist()}
    return found if reached <= set(rules.tolist()) else None


def around(filed: Figures, broken: Iterable[int]) -> tuple[Integers, Integers]:
    """Broken rules and all rules of their cells; the cells of all these."""
    system = filed.system
    first = set(broken)
    inner = {cell for rule in first for cell in system.cells_of(rule).tolist()}
    rules = first | {rule for cell in inner for rule in system.rules_of(cell).tolist()}
    cells = {cell for rule in rules for cell in system.cells_of(rule).tolist()}
    return np.array(sorted(rules)), np.array(sorted(cells))


def solved(
    filed: Figures, rules: Integers, cells: Integers, but: Cells = frozenset()
) -> Cells | None:
    """One smallest repair; beside `but` another as small, empty where there is none. None if undecided."""
    found = programme(filed, rules, cells, but)
    if found.status == _INFEASIBLE:
        return frozenset()
    if found.status != _SOLVED:
        return None
    return frozenset(cells[np.flatnonzero(found.x[: len(cells)] > 0.5)].tolist())


def programme(
    filed: Figures, rules: Integers, cells: Integers, but: Cells = frozenset()
) -> OptimizeResult:
    """What HiGHS says: first whether each cell differs, then by how much."""
    system, count = filed.system, len(cells)
    inside = [slice(int(system.start[rule]), int(system.start[rule + 1])) for rule in rules]
    row = np.repeat(np.arange(len(rules)), [one.stop - one.start for one in inside])
    column = np.searchsorted(cells, np.concatenate([system.cell[one] for one in inside]))
    number = np.concatenate([system.coefficient[one] for one in inside])
    least, most = (end[rules] - filed.activity[rules] for end in (filed.least, filed.most))
    large = _FURTHEST * float(np.abs(np.clip(0, least, most)).max()) + 1
    demands: list[tuple[coo_array, Sequence[float] | Floats, Sequence[float] | Floats]] = [
        (coo_array((number, (row, column + count)), shape=(len(rules), 2 * count)), least, most),
        (hstack([-large * eye_array(count), eye_array(count)]), [-np.inf] * count, [0.0] * count),
        (hstack([large * eye_array(count), eye_array(count)]), [0.0] * count, [np.inf] * count),
    ]
    if but:
        marks = np.zeros((2, 2 * count))
        marks[0, np.searchsorted(cells, sorted(but))] = 1
        marks[1, :count] = 1
        demands.append((coo_array(marks), [-np.inf] * 2, [len(but) - 1.0, float(len(but))]))
    table, lows, highs = zip(*demands, strict=True)
    return milp(
        np.concatenate((np.ones(count), np.zeros(count))),
        integrality=np.concatenate((np.ones(count), np.zeros(count))),
        bounds=Bounds(
            np.concatenate(
                (np.zeros(count), np.maximum(filed.low[cells] - filed.value[cells], -large))
            ),
            np.concatenate((np.ones(count), np.full(count, large))),
        ),
        constraints=LinearConstraint(
            vstack(table).tocsc(), np.concatenate(lows), np.concatenate(highs)
        ),
        options={"time_limit": _SECONDS},
    )
