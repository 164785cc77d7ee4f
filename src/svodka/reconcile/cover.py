"""The lightest set of cells that has one of every conflict: an integer programme (HiGHS).

A conflict is a set of cells that cannot all be as reported: those of a broken rule, or of a rule
that follows from several and is broken. Conflicts that follow are made only when a set that has
one of all known so far still does not let the rules hold.

Source: Fellegi and Holt (1976), Journal of the American Statistical Association 71, 17, theorem 1;
conflicts made as needed, as in Garfinkel, Kunnathur and Liepins (1986), Operations Research 34, 744.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from svodka.reconcile.figures import Figures
from svodka.reconcile.rules import Floats
from svodka.reconcile.values import Deadline, answer

Cells = frozenset[int]
# All that steering can add to the weight of a set, as a share of one cell's: too little to matter.
_STEER = 0.5
_SAME = 1e-6


@dataclass(slots=True)
class Cover:
    """Conflicts, and what else is asked of the set; asked again and again as demands are added."""

    filed: Figures
    conflicts: Sequence[Cells]
    deadline: Deadline
    cells: list[int] = field(init=False)
    _place: dict[int, int] = field(init=False)
    _prices: dict[int, float] = field(init=False)
    _demands: list[tuple[list[int], Floats, float, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = sorted(frozenset().union(*self.conflicts))
        self._place = {cell: index for index, cell in enumerate(self.cells)}
        prices = self.filed.weight[np.array(self.cells, dtype=np.int64)].tolist()
        self._prices = dict(zip(self.cells, prices, strict=True))
        self._demands = []
        for conflict in self.conflicts:
            self.demand(conflict, 1, len(conflict))

    def weight(self, cells: Iterable[int]) -> float:
        """What a set weighs."""
        return float(self.filed.weight[np.array(sorted(cells), dtype=np.int64)].sum())

    def demand(self, cells: Iterable[int], least: float, most: float) -> None:
        """Of these cells at least and at most so many are in the set."""
        at = sorted(self._place[cell] for cell in cells if cell in self._place)
        self._demands.append((at, np.ones(len(at)), least, most))

    def not_above(self, weight: float) -> None:
        """The set weighs no more than this."""
        prices = self.filed.weight[np.array(self.cells, dtype=np.int64)]
        self._demands.append((list(range(len(self.cells))), prices, 0, weight + _SAME))

    def never(self, cells: Cells) -> None:
        """Not this very set again, nor one that has all of it."""
        self.demand(cells, 0, len(cells) - 1)

    def lightest(self, steer: Floats | None = None) -> Cells | None:
        """The lightest set; `steer` (a price a cell) decides between equals. None if there is none."""
        if len(self._demands) == len(self.conflicts) and steer is not None:
            common = frozenset.intersection(*self.conflicts)
            prices = {cell: self.filed.weight[cell] for cell in self.cells}
            lightest = min(prices.values(), default=0.0)
            if common and min(prices[cell] for cell in common) <= 2 * lightest - _SAME:
                by = dict(zip(self.cells, steer.tolist(), strict=True))
                return frozenset([min(common, key=lambda cell: (prices[cell], by[cell], cell))])
        cost = self.filed.weight[np.array(self.cells, dtype=np.int64)].astype(float)
        if steer is not None and len(cost) and (cost == cost[0]).all():
            cost = cost + _STEER * cost[0] * steer / (
                1 + np.sort(steer)[::-1][: len(self.conflicts)].sum()
            )
        return self._ask(cost)

    def with_most_of(self, cells: Iterable[int]) -> Cells | None:
        """Any set that meets all demands, with many of these cells, and one at least."""
        wanted = set(cells)
        self.demand(wanted, 1, len(wanted))
        found = self._ask(np.array([-1.0 if cell in wanted else 0.0 for cell in self.cells]), True)
        self._demands.pop()
        return found

    def within(self, weight: float, cells: Collection[int]) -> set[int]:
        """Those of `cells` that a set no heavier than `weight` may have, as far as disjoint conflicts tell.

        Conflicts without a common cell need a cell each; where those that a cell is not in weigh
        as much as the whole set, the cell is one too many.
        """
        order = sorted(self.conflicts, key=len)
        least = [min(map(self._prices.__getitem__, one)) for one in order]
        chosen: dict[int, int] = {}
        for index, conflict in enumerate(order):
            if chosen.keys().isdisjoint(conflict):
                chosen |= dict.fromkeys(conflict, index)
        # In place of a chosen conflict may stand one that shares a cell with no other chosen one.
        instead: dict[int, list[int]] = {}
        for index, conflict in enumerate(order):
            touched = {chosen[cell] for cell in conflict if cell in chosen}
            if len(touched) == 1:
                instead.setdefault(touched.pop(), []).append(index)
        whole = sum(least[index] for index in set(chosen.values()))

        def at_least(cell: int) -> float:
            at = chosen.get(cell)
            if at is None:
                return whole + self._prices[cell]
            others = (least[index] for index in instead[at] if cell not in order[index])
            return whole - least[at] + max(others, default=0.0) + self._prices[cell]

        return {cell for cell in cells if at_least(cell) <= weight + _SAME}

    def _ask(self, cost: Floats, roughly: bool = False) -> Cells | None:
        kept = self._unlike(cost)
        place = {index: at for at, index in enumerate(kept)}
        rows, columns, numbers = [], [], []
        for row, (at, prices, _, _) in enumerate(self._demands):
            for index, price in zip(at, prices.tolist(), strict=True):
                if index in place:
                    rows.append(row)
                    columns.append(place[index])
                    numbers.append(price)
        triples = (np.array(rows, np.int64), np.array(columns, np.int64), np.array(numbers, float))
        least = np.array([least for _, _, least, _ in self._demands], dtype=float)
        most = np.array([most for _, _, _, most in self._demands], dtype=float)
        count = len(kept)
        found = answer(
            cost[kept],
            np.ones(count, dtype=np.int64),
            (np.zeros(count), np.ones(count)),
            (*triples, least, most),
            self.deadline,
            roughly,
        )
        if found is None:
            return None
        return frozenset(self.cells[kept[at]] for at in np.flatnonzero(found > 0.5).tolist())

    def _unlike(self, cost: Floats) -> list[int]:
        """Of cells that every demand asks for alike the cheapest: a smallest set never has two of them."""
        asked: list[list[tuple[int, float]]] = [[] for _ in self.cells]
        for row, (at, prices, _, _) in enumerate(self._demands):
            for index, price in zip(at, prices.tolist(), strict=True):
                asked[index].append((row, price))
        cheapest: dict[tuple[tuple[int, float], ...], int] = {}
        for index in np.argsort(-cost, kind="stable").tolist():
            cheapest[tuple(asked[index])] = index
        return sorted(cheapest.values())
