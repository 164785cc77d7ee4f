"""Rules into ruled tables: rules that cross belong together, and cells are what they enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from svodka.read.pdf_ink import Rule

_SLACK = 3.0
"""Points: rules nearer than this are one, and rules that miss each other by less do cross."""
_MOST_UNITS = 60_000
_LOWEST = 6.0
"""Points: no row of words is lower."""

Flags = npt.NDArray[np.bool_]


class Region(NamedTuple):
    """A cell in units of the lattice: 0-based, last ones included."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Where rules part a table: `xs` and `ys` are the edges of its columns and rows in points.

    `upright[r, k]` says that a rule stands on `xs[k]` beside unit row r, `level[k, c]` that
    one lies on `ys[k]` over unit column c.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: Flags
    level: Flags

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def unit(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the unit that holds a point, or None outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return row, column
        return None


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap, as one; doubled lines likewise."""
    bands: list[list[Rule]] = []
    for rule in sorted(rules):
        if (
            bands
            and rule.at - bands[-1][-1].at <= _SLACK / 2
            and rule.at - bands[-1][0].at <= _SLACK
        ):
            bands[-1].append(rule)
        else:
            bands.append([rule])
    found = []
    for band in bands:
        if len(band) == 1:
            found.append(band[0])
            continue
        at = sum(rule.at for rule in band) / len(band)
        start, stop = None, 0.0
        for rule in sorted(band, key=lambda one: (one.start, one.stop)):
            if start is not None and rule.start <= stop + _SLACK:
                stop = max(stop, rule.stop)
                continue
            if start is not None:
                found.append(Rule(at, start, stop))
            start, stop = rule.start, rule.stop
        if start is not None:
            found.append(Rule(at, start, stop))
    return found


def lattices(lying: Sequence[Rule], standing: Sequence[Rule]) -> list[Lattice]:
    """The lattices of rules that cross one another, from the top of the page down.

    `lying` and `standing` are merged rules. A lattice has at least two units.
    """
    if not lying or not standing:
        return []
    flat = np.array(lying)
    steep = np.array(standing)
    crossing = (
        (flat[:, None, 1] - _SLACK <= steep[None, :, 0])
        & (steep[None, :, 0] <= flat[:, None, 2] + _SLACK)
        & (steep[None, :, 1] - _SLACK <= flat[:, None, 0])
        & (flat[:, None, 0] <= steep[None, :, 2] + _SLACK)
    )
    found = [
        lattice
        for rows, columns in _groups(crossing)
        if (lattice := _lattice([lying[k] for k in rows], [standing[k] for k in columns]))
    ]
    return sorted(found, key=lambda one: (one.top, one.left))


def _groups(crossing: Flags) -> list[tuple[list[int], list[int]]]:
    """Connected components of the graph in which crossing rules are joined."""
    rows = len(crossing)
    if crossing.all():
        return [(list(range(rows)), list(range(crossing.shape[1])))]
    parent = list(range(rows + crossing.shape[1]))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for row, column in np.argwhere(crossing).tolist():
        parent[root(row)] = root(rows + column)
    members: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for k in range(len(parent)):
        members[root(k)][k >= rows].append(k if k < rows else k - rows)
    return [group for group in members.values() if group[0] and group[1]]


def _edges(positions: Iterable[float], ends: Iterable[float]) -> list[float]:
    """Positions of rules; the furthest ends of the rules across them close an open side."""
    edges: list[float] = []
    for at in sorted(positions):
        if not edges or at - edges[-1] > _SLACK:
            edges.append(at)
    ends = list(ends)
    if edges and min(ends) < edges[0] - 2 * _SLACK:
        edges.insert(0, min(ends))
    if edges and max(ends) > edges[-1] + 2 * _SLACK:
        edges.append(max(ends))
    return edges


def _unseen(lying: Sequence[Rule], standing: Sequence[Rule]) -> list[Rule]:
    """Where several rules begin below a lying one, the edge of the cells that begin with them.

    A side of a cell begins where the cell does: so a group's head is parted from the heads under
    it where no line is drawn between them.
    """
    found = []
    tops = sorted(lying)
    for start in merged(Rule(rule.start, rule.at, rule.at) for rule in standing):
        y = start.at
        place = bisect_right(tops, (y,))
        if not 0 < place < len(tops):
            continue
        if min(y - tops[place - 1].at, tops[place].at - y) < _LOWEST:
            continue
        begun = [rule.at for rule in standing if abs(rule.start - y) <= _SLACK]
        through = [r.at for r in standing if r.start < y - _SLACK and r.stop > y + _SLACK]
        if len(begun) < 2:
            continue
        for left, right in pairwise(sorted(through)):
            if any(left < x < right for x in begun):
                found.append(Rule(y, left, right))
    return found


def _lattice(lying: list[Rule], standing: list[Rule]) -> Lattice | None:
    lying = lying + _unseen(lying, standing)
    xs = _edges((rule.at for rule in standing), (x for rule in lying for x in rule[1:]))
    ys = _edges((rule.at for rule in lying), (y for rule in standing for y in rule[1:]))
    units = (len(xs) - 1) * (len(ys) - 1)
    if units < 2 or units > _MOST_UNITS:
        return None
    return Lattice(
        xs=tuple(xs),
        ys=tuple(ys),
        upright=_covered(standing, xs, ys).T,
        level=_covered(lying, ys, xs),
    )


def _covered(rules: list[Rule], across: list[float], along: list[float]) -> Flags:
    """[k, u]: does a rule at `across[k]` run beside unit u between `along[u]` and the next?"""
    borders = [(a + b) / 2 for a, b in pairwise(across)]
    middles = [(a + b) / 2 for a, b in pairwise(along)]
    flags = np.zeros((len(across), len(middles)), dtype=bool)
    for at, start, stop in rules:
        first, last = bisect_left(middles, start - 1), bisect_right(middles, stop + 1)
        flags[bisect_left(borders, at), first:last] = True
    return flags


def regions(lattice: Lattice) -> list[Region]:
    """What the rules enclose: each region one cell, in reading order.

    Units with no rule between them are one region; one that is no rectangle is cut into rows.
    """
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    upright, level = lattice.upright, lattice.level
    if upright[:, 1:-1].all() and level[1:-1].all():
        return [Region(r, c, r, c) for r in range(height) for c in range(width)]
    label = -np.ones((height, width), np.int64)
    enclosed = (
        _side(upright[:, :-1], 0, 1)
        & _side(upright[:, 1:], -1, 1)
        & _side(level[:-1], 0, 0)
        & _side(level[1:], -1, 0)
    )
    rows, columns = (places.tolist() for places in enclosed.nonzero())
    found = list(map(Region, rows, columns, rows, columns))
    label[enclosed] = 0
    for row, column in np.argwhere(~enclosed).tolist():
        if label[row, column] < 0:
            found.extend(_grown(lattice, label, row, column))
    return sorted(found)


def _side(flags: Flags, edge: int, axis: int) -> Flags:
    """Is there a rule on one side of each unit? The outer edge of the lattice is one."""
    closed = flags.copy()
    if axis:
        closed[:, edge] = True
    else:
        closed[edge] = True
    return closed


def _grown(lattice: Lattice, label: npt.NDArray[np.int64], row: int, column: int) -> list[Region]:
    height, width = label.shape
    stack, members = [(row, column)], set()
    while stack:
        r, c = stack.pop()
        if (r, c) in members or label[r, c] >= 0:
            continue
        members.add((r, c))
        if c + 1 < width and not lattice.upright[r, c + 1]:
            stack.append((r, c + 1))
        if c > 0 and not lattice.upright[r, c]:
            stack.append((r, c - 1))
        if r + 1 < height and not lattice.level[r + 1, c]:
            stack.append((r + 1, c))
        if r > 0 and not lattice.level[r, c]:
            stack.append((r - 1, c))
    for r, c in members:
        label[r, c] = 0
    rows = [r for r, _ in members]
    columns = [c for _, c in members]
    whole = Region(min(rows), min(columns), max(rows), max(columns))
    area = (whole.last_row - whole.row + 1) * (whole.last_column - whole.column + 1)
    return [whole] if area == len(members) else _strips(members)


def _strips(members: set[tuple[int, int]]) -> list[Region]:
    """A region that is no rectangle, cut into the runs of its rows."""
    strips: list[Region] = []
    for row, column in sorted(members):
        last = strips[-1] if strips else None
        if last and last.row == row and last.last_column == column - 1:
            strips[-1] = Region(row, last.column, row, column)
        else:
            strips.append(Region(row, column, row, column))
    return strips
