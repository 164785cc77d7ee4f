"""Simulated case files with planted defects of twelve kinds, the same for the same seed.

A file is one region: 40 municipalities × 22 categories × 31 weeks, a weekly and a cumulative
table each week, both with row, column and grand totals: 58,466 cells, 33,201 rules. Honest
counts are Poisson, their means gamma (shape 0.8) by municipality and category, a week's
mean 0.5 to 2 times that. A defect changes what is reported, never what was true, and no two
defects of a file change one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from svodka.model.repair import Relation
from svodka.reconcile.rules import Family, System, system_of_families

Integers = NDArray[np.int64]
Random = np.random.Generator

TABLES = ("weekly", "cumulative")
_ALIKE = {"1": "7", "7": "1", "3": "8", "8": "3", "5": "6", "6": "0", "0": "6", "4": "9", "9": "4"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How many municipalities, categories and weeks; totals stand behind both."""

    areas: int = 40
    categories: int = 22
    weeks: int = 31
    regions: int = 1

    @property
    def table(self) -> tuple[int, int, int, int, int]:
        """Regions, tables, weeks, rows and columns, totals included."""
        return self.regions, 2, self.weeks, self.areas + 1, self.categories + 1


WHOLE = Shape()


@dataclass(frozen=True, slots=True)
class Names(Sequence[str]):
    """The name of every cell, made when it is asked for."""

    shape: Shape

    def __len__(self) -> int:
        return int(np.prod(self.shape.table))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        region, table, week, row, column = np.unravel_index(index, self.shape.table)
        return (
            f"{region:02} {TABLES[int(table)]} week {week + 1:02} row {row:02} column {column:02}"
        )


def rules(shape: Shape = WHOLE) -> System:
    """Row, column and grand totals of all tables, and the week as the rise of the running total."""
    places = np.arange(np.prod(shape.table), dtype=np.int64).reshape(shape.table)
    down = places.reshape(-1, shape.areas + 1, shape.categories + 1)
    rows = down.reshape(-1, shape.categories + 1)
    columns = down.transpose(0, 2, 1).reshape(-1, shape.areas + 1)
    weekly, running = places[:, 0], places[:, 1]
    later = np.stack((running[:, 1:], running[:, :-1], weekly[:, 1:]), -1).reshape(-1, 3)
    first = np.stack((running[:, 0], weekly[:, 0]), -1).reshape(-1, 2)
    week = "the week is the rise of the running total"
    return system_of_families(
        Names(shape),
        [
            _family(rows, (*[-1.0] * shape.categories, 1.0), "categories as printed sum to all"),
            _family(columns, (*[-1.0] * shape.areas, 1.0), "municipalities sum to the region"),
            _family(later, (1.0, -1.0, -1.0), week),
            _family(first, (1.0, -1.0), week),
        ],
    )


def _family(cells: Integers, coefficients: tuple[float, ...], why: str) -> Family:
    return Family(cells=cells, coefficients=coefficients, relation=Relation.EQUAL, why=why)


def honest(random: Random, shape: Shape = WHOLE) -> Integers:
    """What was true: regions × tables × weeks × rows × columns."""
    size = (shape.regions, 1, shape.areas, shape.categories)
    means = random.gamma(0.8, 15.0, size) * random.uniform(0.5, 2.0, (1, shape.weeks, 1, 1))
    inner = random.poisson(means).astype(np.int64)
    table = np.zeros(shape.table, dtype=np.int64)
    table[:, 0, :, :-1, :-1] = inner
    table[:, 0, :, -1, :-1] = inner.sum(axis=2)
    table[:, 0, :, :, -1] = table[:, 0].sum(axis=-1)
    table[:, 1] = table[:, 0].cumsum(axis=1)
    return table


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind and the cells that it changed, by position."""

    kind: str
    cells: frozenset[int]


Change = dict[tuple[int, ...], int]
Slip = Callable[[Integers, Random], Change]


def _cell(table: Integers, random: Random, tables: int = 2) -> tuple[int, ...]:
    regions, _, *rest = table.shape
    return tuple(int(random.integers(size)) for size in (regions, tables, *rest))


def _digits(change: Callable[[str, Random], str]) -> Slip:
    def slip(table: Integers, random: Random) -> Change:
        at = _cell(table, random)
        text = change(str(table[at]), random)
        return {at: int(text)} if text else {}

    return slip


def _swap(text: str, random: Random) -> str:
    if len(text) < 2:
        return ""
    at = int(random.integers(len(text) - 1))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _double(text: str, random: Random) -> str:
    at = int(random.integers(len(text)))
    return text[: at + 1] + text[at:]


def _drop(text: str, random: Random) -> str:
    at = int(random.integers(len(text)))
    return text[:at] + text[at + 1 :] if len(text) > 1 else ""


def _misread(text: str, random: Random) -> str:
    at = int(random.integers(len(text)))
    return text[:at] + _ALIKE.get(text[at], "") + text[at + 1 :] if text[at] in _ALIKE else ""


def _neighbour(table: Integers, random: Random) -> Change:
    at = _cell(table, random)
    axis = int(random.integers(3, 5))
    step = 1 if at[axis] + 1 < table.shape[axis] else -1
    beside = tuple(place + step * (index == axis) for index, place in enumerate(at))
    return {at: int(table[beside])}


def _last_week(table: Integers, random: Random) -> Change:
    region, kind, week, row, column = _cell(table, random)
    if week == 0:
        return {}
    return {(region, kind, week, row, column): int(table[region, kind, week - 1, row, column])}


def _running(table: Integers, random: Random) -> Change:
    region, _, week, row, column = _cell(table, random)
    return {(region, 0, week, row, column): int(table[region, 1, week, row, column])}


def _zero(table: Integers, random: Random) -> Change:
    return {_cell(table, random, tables=1): 0}


def _shifted(table: Integers, random: Random) -> Change:
    region, kind, week, row, _ = _cell(table, random)
    inside = table[region, kind, week, row, :-1]
    return {
        (region, kind, week, row, column): int(value)
        for column, value in enumerate(np.roll(inside, 1))
    }


def _stale(table: Integers, random: Random) -> Change:
    region, kind, week, row, _ = _cell(table, random)
    rise = int(random.integers(1, 20))
    column = table.shape[-1] - 1
    change = {(region, kind, week, row, column): int(table[region, kind, week, row, column]) - rise}
    if random.random() < 0.5 and row < table.shape[-2] - 1:
        grand = (region, kind, week, table.shape[-2] - 1, column)
        change[grand] = int(table[grand]) - rise
    return {at: value for at, value in change.items() if value >= 0}


def _columns(table: Integers, random: Random) -> Change:
    region, kind, week, *_ = _cell(table, random)
    one, other = random.choice(table.shape[-1] - 1, 2, replace=False).tolist()
    inside = table[region, kind, week]
    return {
        (region, kind, week, row, column): int(inside[row, place])
        for row in range(table.shape[-2])
        for column, place in ((one, other), (other, one))
    }


def _sign(table: Integers, random: Random) -> Change:
    at = _cell(table, random)
    return {at: int(table[at]) * (-1 if random.random() < 0.5 else 1000)}


KINDS: dict[str, Slip] = {
    "digits swapped": _digits(_swap),
    "digit doubled": _digits(_double),
    "digit dropped": _digits(_drop),
    "digit misread": _digits(_misread),
    "neighbour's value": _neighbour,
    "last week's value": _last_week,
    "running total for the week": _running,
    "blank taken as zero": _zero,
    "row shifted": _shifted,
    "total not updated": _stale,
    "columns swapped": _columns,
    "sign or thousands": _sign,
}


def planted(
    table: Integers, count: int, random: Random, kinds: Sequence[str] = tuple(KINDS)
) -> tuple[Integers, list[Defect]]:
    """What is reported, and what was planted; a slip that changes nothing is tried elsewhere."""
    reported, taken = table.copy(), set[int]()
    defects: list[Defect] = []
    while len(defects) < count:
        kind = kinds[int(random.integers(len(kinds)))]
        change = {at: v for at, v in KINDS[kind](table, random).items() if table[at] != v}
        cells = {int(np.ravel_multi_index(at, table.shape)) for at in change}
        if not cells or cells & taken:
            continue
        for at, value in change.items():
            reported[at] = value
        taken |= cells
        defects.append(Defect(kind, frozenset(cells)))
    return reported, defects


def case_file(number: int, shape: Shape = WHOLE) -> tuple[Integers, list[Defect]]:
    """File `number` of the thousand, with number modulo 31 defects."""
    random = np.random.default_rng([20231003, number])
    return planted(honest(random, shape), number % 31, random)
