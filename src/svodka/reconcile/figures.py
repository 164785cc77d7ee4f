"""What was reported, cell by cell, beside the rules: which rules does it break as it stands?"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from svodka.model.repair import Relation, Rule
from svodka.reconcile.rules import ROUNDING, TOLERANCE, Floats, Integers, System, with_domains

Truths = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One value, weight and domain a cell; an unknown cell has value 0 here and costs nothing.

    `weight` is infinite for a cell that may not differ. `activity` is the sum of each rule as
    reported, `slack` what rounding of doubles may add, `least` and `most` what it must lie between.
    """

    system: System
    value: Floats
    unknown: Truths
    weight: Floats
    low: Floats
    high: Floats
    whole: Truths
    activity: Floats
    slack: Floats
    least: Floats
    most: Floats

    def outside(self, cells: Integers) -> Truths:
        """Whether a cell has a value that it cannot have at all."""
        value = self.value[cells]
        bad = (value < self.low[cells]) | (value > self.high[cells])
        bad |= self.whole[cells] & (value % 1 != 0)
        return np.asarray(bad & ~self.unknown[cells], dtype=bool)

    def with_unknown(self) -> Truths:
        """Whether a rule has a cell that nobody filled in, so that it cannot be checked by itself."""
        return _any(self.unknown[self.system.cell], self.system.start)

    def broken(self) -> Integers:
        """The rules that what is reported breaks, each by itself."""
        wrong = (self.activity < self.least - self.slack) | (self.activity > self.most + self.slack)
        code = [relation is Relation.WHOLE for relation, _, _ in self.system.words]
        if any(code):
            wrong |= np.array(code)[self.system.family]
        wrong &= ~self.with_unknown() & ~self.released()
        return np.flatnonzero(wrong)

    def released(self) -> Truths:
        """Whether the condition of a rule is a cell that nobody filled in."""
        condition = self.system.unless
        return np.asarray((condition >= 0) & self.unknown[condition], dtype=bool)


def _any(marks: Truths, start: Integers) -> Truths:
    if len(start) == 1:
        return np.zeros(0, dtype=bool)
    return np.asarray(np.logical_or.reduceat(marks, start[:-1]), dtype=bool)


def figures(
    system: System,
    reported: Floats,
    weight: Floats | None = None,
    low: Floats | float = 0.0,
    high: Floats | float = inf,
    whole: Truths | bool = True,
) -> Figures:
    """`reported` has NaN where a cell is blank, a dash or unreadable: no statement, so no error.

    A cell whose value no count can have gets a rule that says so, and breaks it.
    """
    count = len(system.names)
    unknown = np.isnan(reported)
    value = np.where(unknown, 0.0, reported)
    lows = np.broadcast_to(np.asarray(low, dtype=float), count)
    highs = np.broadcast_to(np.asarray(high, dtype=float), count)
    wholes = np.broadcast_to(np.asarray(whole, dtype=bool), count)
    system = with_domains(system, _impossible(system, value, unknown, (lows, highs, wholes)))
    products = system.coefficient * value[system.cell]
    activity = np.add.reduceat(products, system.start[:-1]) if len(system) else np.zeros(0)
    size = np.add.reduceat(np.abs(products), system.start[:-1]) if len(system) else np.zeros(0)
    least, most = system.limits(wholes)
    return Figures(
        system=system,
        value=value,
        unknown=unknown,
        weight=np.ones(count) if weight is None else weight,
        low=lows,
        high=highs,
        whole=wholes,
        activity=activity,
        slack=TOLERANCE + ROUNDING * size,
        least=least,
        most=most,
    )


def _impossible(
    system: System, value: Floats, unknown: Truths, domain: tuple[Floats, Floats, Truths]
) -> list[tuple[int, Rule]]:
    low, high, whole = domain
    wrong = (
        (Relation.AT_LEAST, value < low, low),
        (Relation.AT_MOST, value > high, high),
        (Relation.WHOLE, whole & (value % 1 != 0), np.zeros(len(value))),
    )
    return [
        (int(cell), _only(system, int(cell), relation, float(bounds[cell])))
        for relation, marks, bounds in wrong
        for cell in np.flatnonzero(marks & ~unknown)
    ]


def _only(system: System, cell: int, relation: Relation, bound: float) -> Rule:
    words = {
        Relation.AT_LEAST: f"it is at least {bound:g}",
        Relation.AT_MOST: f"it is at most {bound:g}",
        Relation.WHOLE: "a count is whole",
    }
    return Rule(
        terms=((system.names[cell], 1.0),), relation=relation, bound=bound, why=words[relation]
    )
