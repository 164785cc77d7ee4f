"""Gaussian elimination of the cells that may differ, on the few rules that touch them, without dense tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from svodka.reconcile.figures import Figures

_NOTHING = 1e-9
_WRONG = 1e-6


@dataclass(slots=True)
class Row:
    """Numbers by cell, what their changes must sum to, and the rules it was made of."""

    numbers: dict[int, float]
    rest: float
    rules: frozenset[int]


@dataclass(frozen=True, slots=True)
class Eliminated:
    """`left` has no free cell; `pivots` gives each free cell that an equality settles, in order."""

    left: list[Row]
    pivots: list[tuple[int, Row]]

    def wrong(self) -> list[Row]:
        """What cannot hold, whatever the free cells are."""
        return [row for row in self.left if abs(row.rest) > _WRONG]

    def beyond(self, filed: Figures, free: Collection[int]) -> list[Row]:
        """What leaves a free cell no value that it can have, whatever the other free cells are."""
        wanted = frozenset(free)
        return [
            row
            for cell, row in self._settled()
            if len(row.numbers.keys() & wanted) == 1
            and not can_be(filed, cell, filed.value[cell] + row.rest / row.numbers[cell])
        ]

    def _settled(self) -> Iterator[tuple[int, Row]]:
        """Each pivot with the pivots behind it put into its row, which then has no other free cell."""
        known: dict[int, Row] = {}
        for cell, row in reversed(self.pivots):
            own = Row(dict(row.numbers), row.rest, row.rules)
            for other in [one for one in own.numbers if one in known and one != cell]:
                _subtract(own, known[other], other)
            known[cell] = own
            yield cell, own

    def changes(self, free: Collection[int]) -> dict[int, float] | None:
        """By how much each free cell must differ; None where the equalities leave a choice."""
        if len(self.pivots) < len(free):
            return None
        found: dict[int, float] = {}
        for cell, row in reversed(self.pivots):
            rest = row.rest
            rest -= sum(row.numbers[c] * found[c] for c in row.numbers.keys() & found.keys())
            value = rest / row.numbers[cell]
            found[cell] = float(round(value)) if abs(value - round(value)) < _WRONG else value
        return found


def eliminated(filed: Figures, free: Collection[int], rules: Iterable[int]) -> Eliminated:
    """Take every free cell out of all equalities but one that settles it, the shortest there is."""
    wanted = frozenset(free)
    rows = _equalities(filed, wanted, sorted(rules))
    where: dict[int, set[int]] = {cell: set() for cell in wanted}
    for index, row in rows.items():
        for cell in row.numbers.keys() & wanted:
            where[cell].add(index)
    pivots = []
    for cell in sorted(wanted):
        if not where[cell]:
            continue
        chosen = min(where[cell], key=lambda index: (len(rows[index].numbers), index))
        pivot = rows.pop(chosen)
        inside = pivot.numbers.keys() & wanted
        for other in inside:
            where[other].discard(chosen)
        for index in sorted(where[cell]):
            _subtract(rows[index], pivot, cell)
            for other in inside:
                mark = where[other].add if other in rows[index].numbers else where[other].discard
                mark(index)
        pivots.append((cell, pivot))
    return Eliminated(list(rows.values()), pivots)


def _equalities(filed: Figures, free: frozenset[int], rules: list[int]) -> dict[int, Row]:
    system, rows = filed.system, {}
    for rule in rules:
        condition = int(system.unless[rule])
        if not filed.most[rule] - filed.least[rule] < _NOTHING:
            continue
        if condition >= 0 and (condition in free or filed.unknown[condition]):
            continue
        inside = slice(int(system.start[rule]), int(system.start[rule + 1]))
        pairs = zip(system.cell[inside].tolist(), system.coefficient[inside].tolist(), strict=True)
        rest = float(filed.least[rule] - filed.activity[rule])
        rest = 0.0 if abs(rest) <= filed.slack[rule] else rest
        numbers = {cell: number for cell, number in pairs if number}
        rows[rule] = Row(numbers, rest, frozenset([rule]))
    return rows


def _subtract(row: Row, pivot: Row, cell: int) -> None:
    share = row.numbers[cell] / pivot.numbers[cell]
    for other, number in pivot.numbers.items():
        left = row.numbers.get(other, 0.0) - share * number
        if abs(left) < _NOTHING or other == cell:
            row.numbers.pop(other, None)
        else:
            row.numbers[other] = left
    row.rest -= share * pivot.rest
    row.rules |= pivot.rules


def can_be(filed: Figures, cell: int, value: float) -> bool:
    """Whether a cell can have this value at all."""
    if not filed.low[cell] - _WRONG <= value <= filed.high[cell] + _WRONG:
        return False
    return not filed.whole[cell] or abs(value - round(value)) <= _WRONG


def allowed(filed: Figures, changes: dict[int, float], rules: Iterable[int]) -> bool:
    """Whether these changes leave every cell a value that it can have, and every rule holding."""
    system = filed.system
    for cell, change in changes.items():
        if not can_be(filed, cell, float(filed.value[cell]) + change):
            return False
    for rule in rules:
        condition = int(system.unless[rule])
        if condition >= 0 and (condition in changes or filed.unknown[condition]):
            continue
        inside = slice(int(system.start[rule]), int(system.start[rule + 1]))
        pairs = zip(system.cell[inside].tolist(), system.coefficient[inside].tolist(), strict=True)
        moved = sum(number * changes.get(cell, 0.0) for cell, number in pairs)
        room = float(filed.slack[rule]) + _WRONG * min(1.0, abs(moved))
        reached = float(filed.activity[rule]) + moved
        if not filed.least[rule] - room <= reached <= filed.most[rule] + room:
            return False
    return True


def as_values(filed: Figures, changes: dict[int, float], free: Iterable[int]) -> list[float]:
    """What the free cells would hold, in their order."""
    return [float(np.round(filed.value[cell] + changes[cell], 9)) for cell in free]
