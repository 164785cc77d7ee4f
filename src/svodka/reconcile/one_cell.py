"""Broken rules that one cell could explain are settled by exact reasoning, without a programme.

Every smallest repair has a cell of each broken rule. Where one cell stands in all of them and
some value of it lets all its rules hold, no two cells are lighter, unless weights differ much.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from svodka.reconcile.figures import Figures

# Two cells that weigh so little more than one are left to the programme.
_CLEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class OneCell:
    """`cells` are the smallest repairs, one cell each; `candidates` all that could have been."""

    cells: tuple[int, ...]
    candidates: frozenset[int]


def one_cell_repairs(filed: Figures, broken: frozenset[int]) -> OneCell | None:
    """The single cells that repair these broken rules; None where that is not the whole answer."""
    held = [set(filed.system.cells_of(rule).tolist()) for rule in sorted(broken)]
    near = np.array(sorted(set().union(*held)), dtype=np.int64)
    common = sorted(set.intersection(*held))
    may = [cell for cell in common if np.isfinite(filed.weight[cell])]
    if filed.unknown[near].any() or not may:
        return None
    found = []
    for cell in may:
        values = values_of(filed, cell)
        if values is None:
            return None
        if values[0] <= values[1]:
            found.append(cell)
    if not found:
        return None
    lightest = min(float(filed.weight[cell]) for cell in found)
    weights = filed.weight[near][np.isfinite(filed.weight[near])]
    if lightest >= 2 * weights.min() - _CLEARLY:
        return None
    even = bool((weights == weights[0]).all())
    return OneCell(
        cells=tuple(cell for cell in found if filed.weight[cell] <= lightest + _CLEARLY),
        candidates=frozenset(may if even else near.tolist()),
    )


def values_of(filed: Figures, cell: int) -> tuple[float, float] | None:
    """Between which values a cell lets all its rules hold, the others as reported; empty if low > high.

    None where a cell that nobody filled in stands in one of its rules.
    """
    system = filed.system
    low, high = float(filed.low[cell]), float(filed.high[cell])
    for rule in system.rules_of(cell).tolist():
        inside = slice(system.start[rule], system.start[rule + 1])
        cells = system.cell[inside]
        if system.unless[rule] == cell or (
            system.unless[rule] >= 0 and filed.unknown[system.unless[rule]]
        ):
            continue
        if filed.unknown[cells].any():
            return None
        number = float(system.coefficient[inside][cells == cell][0])
        if number == 0:
            continue
        rest = float(filed.activity[rule]) - number * float(filed.value[cell])
        slack = float(filed.slack[rule])
        ends = sorted(
            (
                (float(filed.least[rule]) - slack - rest) / number,
                (float(filed.most[rule]) + slack - rest) / number,
            )
        )
        low, high = max(low, ends[0]), min(high, ends[1])
    if filed.whole[cell]:
        low = ceil(low - 1e-6) if np.isfinite(low) else low
        high = floor(high + 1e-6) if np.isfinite(high) else high
    return low, high
