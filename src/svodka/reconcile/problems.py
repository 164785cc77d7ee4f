"""Conflicts parted into problems that have nothing to do with each other, and put together where they have.

Two problems belong together when their conflicts share a cell, or when one rule reaches cells of
smallest repairs of both. A smallest repair of everything is one of each problem, put together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from svodka.reconcile.conflicts import Conflict, as_array, of_rules
from svodka.reconcile.figures import Figures
from svodka.reconcile.one_cell import one_cell_repairs
from svodka.reconcile.rules import Integers
from svodka.reconcile.values import Deadline, irreducible, values_if


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Broken rules looked at together, and the conflicts that are known of them.

    `near` are all cells of any smallest repair once they are known, `best` is one, of that `weight`;
    `alone` says that each of these cells is a repair by itself; `more` that there may be further
    ones. `tries` counts the sets that were tried. `said` is why it cannot be decided,
    `contradicts` rules that exclude each other.
    """

    broken: frozenset[int]
    conflicts: tuple[Conflict, ...]
    near: frozenset[int] = frozenset()
    best: frozenset[int] = frozenset()
    weight: float = 0
    alone: tuple[int, ...] = ()
    tries: int = 0
    more: bool = False
    said: str = ""
    contradicts: tuple[int, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether there is nothing more to find out."""
        return bool(self.near) or bool(self.said) or bool(self.contradicts)

    @property
    def cells(self) -> frozenset[int]:
        """All cells of its conflicts."""
        return frozenset().union(*(conflict.cells for conflict in self.conflicts))


def first_problems(filed: Figures, deadline: Deadline) -> list[Problem]:
    """One problem for each knot of broken rules that share cells; those of one cell are settled."""
    broken = filed.broken().tolist()
    known = set(broken)
    found = [of_rules(filed, [rule]) for rule in broken]
    found += [of_rules(filed, rules) for rules in _broken_together(filed, known, deadline)]
    started = []
    for group in grouped([conflict.cells for conflict in found]):
        conflicts = tuple(found[index] for index in group)
        rules = frozenset().union(*(conflict.rules for conflict in conflicts))
        alone = one_cell_repairs(filed, rules) if rules <= known else None
        started.append(
            Problem(
                broken=rules,
                conflicts=conflicts,
                near=alone.candidates if alone else frozenset(),
                weight=float(filed.weight[alone.cells[0]]) if alone else 0,
                alone=alone.cells if alone else (),
            )
        )
    return started


def _broken_together(filed: Figures, broken: set[int], deadline: Deadline) -> list[set[int]]:
    """Rules that each could hold, were it not for what another says of a cell that nobody filled in."""
    rules = [
        rule
        for rule in np.flatnonzero(filed.with_unknown() & ~filed.released()).tolist()
        if rule not in broken
    ]
    cells = [filed.system.cells_of(rule) for rule in rules]
    unknown = [frozenset(held[filed.unknown[held]].tolist()) for held in cells]
    found: list[set[int]] = []
    for group in grouped(unknown):
        free = as_array(frozenset().union(*(unknown[index] for index in group)))
        rest: Integers = as_array(rules[index] for index in group)
        while len(rest) and values_if(filed, free, rest, deadline) is None:
            together = irreducible(filed, free, rest, deadline)
            found.append(set(together.tolist()))
            rest = np.setdiff1d(rest, together)
    return found


def grouped(marks: Sequence[Iterable[Hashable]]) -> list[list[int]]:
    """Positions in groups: two that share a mark are in one. A position without marks stands alone."""
    held = [sorted(set(one), key=repr) for one in marks]
    place = {
        mark: index for index, mark in enumerate(dict.fromkeys(m for one in held for m in one))
    }
    row = np.repeat(np.arange(len(held)), [len(one) for one in held])
    column = len(held) + np.array([place[mark] for one in held for mark in one], dtype=np.int64)
    size = len(held) + len(place)
    links = coo_array((np.ones(len(row)), (row, column)), shape=(size, size))
    _, label = connected_components(links, directed=False)
    groups: dict[int, list[int]] = {}
    for index, group in enumerate(label[: len(held)].tolist()):
        groups.setdefault(group, []).append(index)
    return list(groups.values())


def joined(filed: Figures, problems: Sequence[Problem]) -> list[Problem]:
    """The same problems; those that belong together become one, to be looked at again."""
    marks: list[set[tuple[str, int]]] = []
    for one in problems:
        rules = {rule for cell in one.near for rule in filed.system.rules_of(cell).tolist()}
        marks.append({("cell", cell) for cell in one.cells} | {("rule", rule) for rule in rules})
    return [_one([problems[index] for index in group]) for group in grouped(marks)]


def _one(members: list[Problem]) -> Problem:
    if len(members) == 1:
        return members[0]
    conflicts = dict.fromkeys(conflict for member in members for conflict in member.conflicts)
    return Problem(
        broken=frozenset().union(*(member.broken for member in members)),
        conflicts=tuple(conflicts),
        tries=max(member.tries for member in members),
        said=next((member.said for member in members if member.said), ""),
        contradicts=next((member.contradicts for member in members if member.contradicts), ()),
    )
