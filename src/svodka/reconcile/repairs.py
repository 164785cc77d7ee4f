"""Sets of cells into findings: the value each would need, the slip that explains it, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf

import numpy as np

from svodka.model.repair import CannotAllBeTrue, Change, Repair, Verdict
from svodka.reconcile.figures import Figures
from svodka.reconcile.one_cell import values_of
from svodka.reconcile.rules import Integers
from svodka.reconcile.slips import explained
from svodka.reconcile.values import Deadline, values_if

# Values that may have been copied into a cell in place of its own, each with the words for it.
Around = Mapping[str, float]


def nothing_around(cell: str) -> Around:
    """Of a bare cell nothing is known but its value."""
    del cell
    return {}


def repaired(
    filed: Figures,
    broken: Sequence[int],
    repairs: Sequence[Repair],
    limit: int,
    more: bool,
) -> CannotAllBeTrue:
    """The finding: the likeliest slip first, places in no order but their names'."""
    ordered = sorted(
        repairs, key=lambda one: (round(one.bits, 6), [change.cell for change in one.changes])
    )
    return CannotAllBeTrue(
        cells=_cells(filed, broken),
        broken=tuple(filed.system.rule(rule) for rule in broken),
        verdict=Verdict.REPAIRS,
        repairs=tuple(ordered[:limit]),
        limit_reached=more or len(ordered) > limit,
    )


def contradicting(filed: Figures, broken: Sequence[int], rules: Iterable[int]) -> CannotAllBeTrue:
    """No change of the cells that may differ lets these rules hold together."""
    told = tuple(filed.system.rule(int(rule)) for rule in rules)
    return CannotAllBeTrue(
        cells=_cells(filed, broken),
        broken=tuple(filed.system.rule(rule) for rule in broken),
        verdict=Verdict.CONTRADICTION,
        contradiction=told,
        why=f"{len(told)} rules contradict each other, whatever the cells that may differ hold",
    )


def undecided(filed: Figures, broken: Sequence[int], why: str) -> CannotAllBeTrue:
    """The rules are broken; which cells are wrong was not found out."""
    return CannotAllBeTrue(
        cells=_cells(filed, broken),
        broken=tuple(filed.system.rule(rule) for rule in broken),
        verdict=Verdict.UNDECIDED,
        why=why,
    )


def _cells(filed: Figures, rules: Iterable[int]) -> tuple[str, ...]:
    """The reported cells of these rules; one that nobody filled in says nothing that could be untrue."""
    held = {int(cell) for rule in rules for cell in filed.system.cells_of(rule)}
    return tuple(sorted(filed.system.names[cell] for cell in held if not filed.unknown[cell]))


def one_cell_repair(filed: Figures, cell: int, around: Callable[[str], Around]) -> Repair:
    """One cell that by itself lets all its rules hold."""
    low, high = values_of(filed, cell) or (-inf, inf)
    change = _change(filed, cell, (low if low == high else None, low, high), around)
    return Repair(changes=(change[0],), weight=float(filed.weight[cell]), bits=change[1])


def repair_of(
    filed: Figures,
    cells: Integers,
    rules: Integers,
    around: Callable[[str], Around],
    deadline: Deadline,
) -> Repair | None:
    """Some cells that together let `rules` hold; None where they do not."""
    unknown = unknown_in(filed, rules)
    free = np.union1d(cells, unknown)
    held = values_if(filed, free, rules, deadline)
    if held is None:
        return None
    values, forced = held
    conditions = set(filed.system.unless[rules].tolist())
    changes = []
    for cell, value, sure in zip(free.tolist(), values.tolist(), forced.tolist(), strict=True):
        if filed.unknown[cell]:
            continue
        known = sure and cell not in conditions
        told = (value, value, value) if known else (None, -inf, inf)
        changes.append(_change(filed, cell, told, around))
    changes.sort(key=lambda pair: pair[0].cell)
    return Repair(
        changes=tuple(change for change, _ in changes),
        weight=float(filed.weight[cells].sum()),
        bits=sum(bits for _, bits in changes),
    )


def unknown_in(filed: Figures, rules: Integers) -> Integers:
    """The cells of these rules that nobody filled in."""
    cells = [filed.system.cells_of(int(rule)) for rule in rules]
    held = np.unique(np.concatenate(cells)) if cells else np.zeros(0, dtype=np.int64)
    return np.asarray(held[filed.unknown[held]], dtype=np.int64)


def _change(
    filed: Figures,
    cell: int,
    told: tuple[float | None, float, float],
    around: Callable[[str], Around],
) -> tuple[Change, float]:
    value, low, high = told
    name, reported = filed.system.names[cell], float(filed.value[cell])
    slip = explained(reported, value, around(name))
    change = Change(cell=name, reported=reported, value=value, low=low, high=high, slip=slip.kind)
    return change, slip.bits
