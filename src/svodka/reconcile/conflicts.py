"""If only these cells differed, what would still be wrong? Each answer is a set of cells of which one must.

Eliminating the free cells from their rules, as in Gaussian elimination, leaves rules without any
of them: where such a rule is broken, one of its own cells must differ, whatever the free ones hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from svodka.reconcile.elimination import Row, eliminated
from svodka.reconcile.figures import Figures
from svodka.reconcile.rules import Integers
from svodka.reconcile.values import Deadline, irreducible, values_if


@dataclass(frozen=True, slots=True)
class Conflict:
    """Cells of which one at least must differ, and the rules from which that follows."""

    cells: frozenset[int]
    rules: frozenset[int]


def of_rules(filed: Figures, rules: Iterable[int], free: frozenset[int] = frozenset()) -> Conflict:
    """What broken rules say by themselves: one of their cells that may differ must."""
    held = frozenset(rules)
    cells = {cell for rule in held for cell in filed.system.cells_of(rule).tolist()}
    return Conflict(_may(filed, cells - free), held)


def _may(filed: Figures, cells: Iterable[int]) -> frozenset[int]:
    return frozenset(
        cell for cell in cells if np.isfinite(filed.weight[cell]) and not filed.unknown[cell]
    )


def touching(filed: Figures, cells: Iterable[int]) -> tuple[set[int], set[int]]:
    """The rules of these cells and of all unknown cells that they lead to; and those unknown cells."""
    rules: set[int] = set()
    waiting = sorted(set(cells))
    unknown: set[int] = set()
    while waiting:
        fresh = set(filed.system.rules_of(waiting.pop()).tolist()) - rules
        rules |= fresh
        for rule in fresh:
            for cell in filed.system.cells_of(rule).tolist():
                if filed.unknown[cell] and cell not in unknown:
                    unknown.add(cell)
                    waiting.append(cell)
    return rules, unknown


def conflicts_left(filed: Figures, cells: frozenset[int], deadline: Deadline) -> list[Conflict]:
    """Why everything could not hold if only `cells` differed; nothing where it could."""
    rules, unknown = touching(filed, cells)
    free = cells | unknown
    quick = eliminated(filed, free, rules)
    wrong = [*quick.wrong(), *quick.beyond(filed, free)]
    if wrong:
        return [_of_row(filed, row, free) for row in wrong]
    numbers = np.array(sorted(free), dtype=np.int64)
    held = np.array(sorted(rules), dtype=np.int64)
    if values_if(filed, numbers, held, deadline) is not None:
        return []
    together = irreducible(filed, numbers, held, deadline)
    return [of_rules(filed, together.tolist(), frozenset(free))]


def _of_row(filed: Figures, row: Row, free: Collection[int]) -> Conflict:
    cells = (row.numbers.keys() - free) | _conditions(filed, row.rules)
    return Conflict(_may(filed, cells), row.rules)


def _conditions(filed: Figures, rules: Iterable[int]) -> set[int]:
    return {int(filed.system.unless[rule]) for rule in rules if filed.system.unless[rule] >= 0}


def as_array(cells: Iterable[int]) -> Integers:
    """Positions as a sorted array."""
    return np.array(sorted(cells), dtype=np.int64)
