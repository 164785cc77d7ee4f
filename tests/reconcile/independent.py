"""A second way to the smallest repairs, for equalities over counts: trying, bounded by disjoint broken rules.

It shares no step with the programme under test: exact fractions, cells freed one by one, each
freed cell eliminated from its rules, the search cut where more broken rules without a common
cell are left than cells may still be freed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

Numbers = dict[int, Fraction]
Row = tuple[Numbers, Fraction]


@dataclass(slots=True)
class Trying:
    """`rule` gives a rule's numbers and what the changes must sum to; `rules_of` a cell's rules."""

    rule: Callable[[int], tuple[dict[int, int], int]]
    rules_of: Callable[[int], Iterable[int]]
    value: Callable[[int], int]
    nodes: int = 1000
    found: list[frozenset[int]] = field(default_factory=list)

    def smallest(
        self, broken: Iterable[int], impossible: Iterable[int]
    ) -> list[frozenset[int]] | None:
        """All smallest sets of cells, two at most; None where the nodes did not suffice."""
        rows: dict[int, Row] = {}
        for index in broken:
            rows[index] = self._loaded(index)
        pivots: list[tuple[int, Row]] = []
        for cell in sorted(impossible):
            rows, pivots = self._freed(rows, pivots, cell)
        start = len(pivots)
        for size in range(start + self._bound(rows, frozenset()), 2000):
            self._search(rows, pivots, frozenset(), size)
            if self.nodes <= 0:
                return None
            if self.found:
                return self.found
        return None

    def _loaded(self, index: int) -> Row:
        numbers, rest = self.rule(index)
        return {cell: Fraction(number) for cell, number in numbers.items()}, Fraction(rest)

    @staticmethod
    def _bound(rows: dict[int, Row], kept: frozenset[int]) -> int:
        """Broken rules without a common cell: each needs a cell of its own."""
        supports = [numbers.keys() - kept for numbers, rest in rows.values() if rest]
        taken: set[int] = set()
        count = 0
        for support in sorted(supports, key=len):
            if not support:
                return 10**9
            if not support & taken:
                taken |= support
                count += 1
        return count

    def _freed(
        self, rows: dict[int, Row], pivots: list[tuple[int, Row]], cell: int
    ) -> tuple[dict[int, Row], list[tuple[int, Row]]]:
        rows = dict(rows)
        used = self._used(pivots)
        for index in self.rules_of(cell):
            if index not in rows and index not in used:
                rows[index] = self._loaded(index)
        inside = [index for index, (numbers, _) in rows.items() if cell in numbers]
        chosen = min(inside, key=lambda index: (len(rows[index][0]), index))
        pivot, rest = rows.pop(chosen)
        for index in inside:
            if index == chosen:
                continue
            numbers, other = rows[index]
            share = numbers[cell] / pivot[cell]
            left = dict(numbers)
            for name, number in pivot.items():
                value = left.get(name, Fraction(0)) - share * number
                if value:
                    left[name] = value
                else:
                    left.pop(name, None)
            rows[index] = left, other - share * rest
        return rows, [*pivots, (cell, (pivot | {-1 - chosen: Fraction(0)}, rest))]

    @staticmethod
    def _used(pivots: list[tuple[int, Row]]) -> set[int]:
        return {-1 - name for _, (numbers, _) in pivots for name in numbers if name < 0}

    def _search(
        self,
        rows: dict[int, Row],
        pivots: list[tuple[int, Row]],
        kept: frozenset[int],
        size: int,
    ) -> None:
        self.nodes -= 1
        if self.nodes <= 0 or len(self.found) > 1:
            return
        broken = [numbers for numbers, rest in rows.values() if rest]
        if not broken:
            cells = frozenset(cell for cell, _ in pivots)
            if self._possible(pivots) and cells not in self.found:
                self.found.append(cells)
            return
        if len(pivots) + self._bound(rows, kept) > size:
            return
        # Where few cells are left to choose from, and of these the one in most broken rules first.
        support = min((numbers.keys() - kept for numbers in broken), key=len)
        often = {cell: sum(cell in numbers for numbers in broken) for cell in support}
        for cell in sorted(support, key=lambda cell: (-often[cell], cell)):
            self._search(*self._freed(rows, pivots, cell), kept, size)
            kept |= {cell}

    def _possible(self, pivots: list[tuple[int, Row]]) -> bool:
        changes: dict[int, Fraction] = {}
        for cell, (numbers, rest) in reversed(pivots):
            known = sum(
                (number * changes[name] for name, number in numbers.items() if name in changes),
                Fraction(0),
            )
            changes[cell] = (rest - known) / numbers[cell]
        values = [self.value(cell) + change for cell, change in changes.items()]
        return all(value >= 0 and value.denominator == 1 for value in values)
