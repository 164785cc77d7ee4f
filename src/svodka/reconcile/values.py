"""Could these rules hold if only these cells differed, with which values, and which rules exclude each other?"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from svodka.model.repair import Relation
from svodka.reconcile.elimination import allowed, as_values, eliminated
from svodka.reconcile.figures import Figures
from svodka.reconcile.rules import Floats, Integers, never_whole

Truths = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

# Answers of scipy.optimize.milp.
_SOLVED, _INFEASIBLE = 0, 2
# Branches after which there is no answer: a limit that does not depend on the machine, as time does.
_NODES = 20_000
_ROUGH = 50
# Larger tables are not asked which of their values are forced.
_DENSE = 10**6
_EQUAL = 1e-3
_NOTHING = 1e-9


class NotDecided(Exception):
    """The time was over before the programme had an answer."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock after which nothing new is begun."""

    moment: float

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            NotDecided: none are.
        """
        seconds = self.moment - time.monotonic()
        if seconds <= 0:
            raise NotDecided
        return seconds


@dataclass(frozen=True, slots=True)
class Local:
    """A few cells and rules cut out of the whole: whatever stands outside stays as reported.

    `rows`, `columns` and `numbers` are the triples of the matrix; `least` and `most` bound what
    the changes of the cells must sum to, rule by rule.
    """

    cells: Integers
    rules: Integers
    rows: Integers
    columns: Integers
    numbers: Floats
    least: Floats
    most: Floats


def local(figures: Figures, cells: Integers, rules: Integers) -> Local:
    """Cut out `rules` over `cells`, both positions, sorted."""
    system = figures.system
    starts, stops = system.start[rules], system.start[rules + 1]
    lengths = stops - starts
    rows = np.repeat(np.arange(len(rules)), lengths)
    first = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    inside = first + np.arange(len(rows)) if len(rows) else np.zeros(0, dtype=np.int64)
    global_cells = system.cell[inside]
    columns = np.searchsorted(cells, global_cells)
    columns[columns == len(cells)] = 0
    known = cells[columns] == global_cells if len(cells) else np.zeros(len(rows), dtype=bool)
    slack = figures.slack[rules]
    return Local(
        cells=cells,
        rules=rules,
        rows=rows[known],
        columns=columns[known],
        numbers=system.coefficient[inside][known],
        least=figures.least[rules] - figures.activity[rules] - slack,
        most=figures.most[rules] - figures.activity[rules] + slack,
    )


def values_if(
    figures: Figures, free: Integers, rules: Integers, deadline: Deadline
) -> tuple[Floats, Truths] | None:
    """Values that let `rules` hold if only the cells `free` differed, and which of them are forced.

    None where there are no such values. Unknown cells among the rules belong into `free`.
    """
    rules = rules[~_released(figures, rules, free)]
    quick = eliminated(figures, free.tolist(), rules.tolist())
    if quick.wrong():
        return None
    changes = quick.changes(free.tolist())
    if changes is not None:
        if not allowed(figures, changes, rules.tolist()):
            return None
        values = np.array(as_values(figures, changes, free.tolist()), dtype=float)
        return values, np.ones(len(free), dtype=bool)
    cut = local(figures, free, rules)
    for index, rule in enumerate(rules):
        inside = cut.rows == index
        if figures.system.words[figures.system.family[rule]][0] is Relation.EQUAL and never_whole(
            np.where(figures.whole[free[cut.columns[inside]]], cut.numbers[inside], 0.5),
            round(float(cut.least[index] + cut.most[index]) / 2, 6),
        ):
            return None
    result = answer(
        np.zeros(len(free)),
        figures.whole[free].astype(int),
        (figures.low[free] - figures.value[free], figures.high[free] - figures.value[free]),
        (cut.rows, cut.columns, cut.numbers, cut.least, cut.most),
        deadline,
    )
    if result is None:
        return None
    values = figures.value[free] + result
    values = np.where(figures.whole[free], np.round(values), values)
    return values, _forced(cut, len(free))


def _forced(cut: Local, count: int) -> Truths:
    """Which values the equalities leave no choice: those that no direction of freedom moves."""
    if len(cut.rules) * count > _DENSE:
        return np.zeros(count, dtype=bool)
    matrix = np.zeros((len(cut.rules), count))
    matrix[cut.rows, cut.columns] = cut.numbers
    equal = matrix[cut.most - cut.least < _EQUAL]
    if not len(equal):
        return np.zeros(count, dtype=bool)
    _, singular, right = np.linalg.svd(equal)
    rank = int((singular > _NOTHING).sum())
    return np.asarray((np.abs(right[rank:]) < _NOTHING).all(axis=0), dtype=bool)


def _released(figures: Figures, rules: Integers, free: Integers) -> Truths:
    """Rules whose condition is free or unknown ask nothing."""
    condition = figures.system.unless[rules]
    asked = np.isin(condition, free) | figures.unknown[condition]
    return np.asarray((condition >= 0) & asked, dtype=bool)


def answer(
    cost: Floats,
    integral: Integers,
    bounds: tuple[Floats, Floats],
    rows: tuple[Integers, Integers, Floats, Floats, Floats],
    deadline: Deadline,
    roughly: bool = False,
) -> Floats | None:
    """What HiGHS answers; None where nothing satisfies all rows.

    `roughly` is content with any answer within half of the best, and looks no further than that
    many branches whatever the machine.

    Raises:
        NotDecided: it stopped before it knew.
    """
    row, column, number, least, most = rows
    if not len(cost):
        return np.zeros(0) if ((least <= 0) & (most >= 0)).all() else None
    matrix = coo_array((number, (row, column)), shape=(len(least), len(cost))).tocsc()
    result = milp(
        cost,
        integrality=integral,
        bounds=Bounds(*bounds),
        constraints=LinearConstraint(matrix, least, most) if len(least) else None,
        options={
            "time_limit": deadline.left(),
            "mip_rel_gap": 0.5 if roughly else 0.0,
            "node_limit": _ROUGH if roughly else _NODES,
        },
    )
    if result.status == _SOLVED or (roughly and result.x is not None):
        return np.asarray(result.x, dtype=np.float64)
    if result.status == _INFEASIBLE:
        return None
    raise NotDecided


def irreducible(figures: Figures, free: Integers, rules: Integers, deadline: Deadline) -> Integers:
    """Rules that contradict each other whatever the cells `free` hold; none can be left out.

    Leaves out halves, quarters … as long as the rest still contradicts.
    """
    kept = list(rules)
    size = max(1, len(kept) // 2)
    while True:
        at = 0
        while at < len(kept):
            rest = np.array(kept[:at] + kept[at + size :], dtype=np.int64)
            if len(rest) and values_if(figures, free, rest, deadline) is None:
                kept = list(rest)
            else:
                at += size
        if size == 1:
            return np.array(kept, dtype=np.int64)
        size = max(1, size // 2)
