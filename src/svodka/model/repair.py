"""Cells that cannot all be true: the rules they break, and every smallest set that would have to change.

A repair is a question to ask, never a correction: the evidence stays as it was filed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import inf


class Relation(Enum):
    """How the two sides of a rule relate; the values are the signs on disk.

    `WHOLE` has no right side: the sum is a whole number.
    """

    EQUAL = "=="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"
    WHOLE = "whole"


class Sureness(Enum):
    """Why a rule is believed; the values are the words on disk."""

    STATED = "stated"
    READ = "read"
    ASSUMED = "assumed"


class Verdict(Enum):
    """What can be said of cells that cannot all be true; the values are the words on disk."""

    REPAIRS = "repairs"
    CONTRADICTION = "contradiction"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A linear rule: the sum of coefficient × cell stands in `relation` to `bound`.

    `why` says in words why it holds. A rule with `unless` holds while that cell is as reported:
    a printed share ties its two counts to each other only as long as the share is true.
    """

    terms: tuple[tuple[str, float], ...]
    relation: Relation
    bound: float = 0
    why: str = ""
    sure: Sureness = Sureness.STATED
    unless: str = ""

    def __post_init__(self) -> None:
        cells = [cell for cell, _ in self.terms]
        if not cells:
            raise ValueError("a rule without a cell says nothing of a return")
        if len({*cells, self.unless}) <= len(cells):
            raise ValueError(f"a cell stands twice in one rule: {cells}")
        if not all(abs(number) < inf for _, number in self.terms) or not abs(self.bound) < inf:
            raise ValueError("a coefficient or the bound of a rule is not finite")


@dataclass(frozen=True, slots=True)
class Domain:
    """Which values a cell can have at all; a count is whole and not negative."""

    low: float = 0
    high: float = inf
    whole: bool = True

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"no value is at least {self.low} and at most {self.high}")


COUNT = Domain()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell of a repair. `value` is what would let everything hold, None where several would do.

    `low` and `high` bound the values that would do where they are known. `slip` names the way of
    erring that turns `value` into what is reported; it is empty where none of those known does.
    """

    cell: str
    reported: float
    value: float | None = None
    low: float = -inf
    high: float = inf
    slip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A smallest set of cells such that, if those differed, everything could hold.

    `bits` is the length of the shortest description of the slips; the likelier one is shorter.
    """

    changes: tuple[Change, ...]
    weight: float
    bits: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotAllBeTrue:
    """These cells cannot all be true, because they break these rules.

    `repairs` holds every smallest repair, likeliest slip first, unless `limit_reached`: then
    there are more than are listed. Under `CONTRADICTION` no change of the cells that may differ
    helps, and `contradiction` is a set of rules of which none can be left out. Under `UNDECIDED`
    the time was over or the cells were too many; `why` says so.
    """

    cells: tuple[str, ...]
    broken: tuple[Rule, ...]
    verdict: Verdict
    repairs: tuple[Repair, ...] = ()
    limit_reached: bool = False
    contradiction: tuple[Rule, ...] = ()
    why: str = ""

    @property
    def ties(self) -> int:
        """How many repairs are equally small, as far as they are listed."""
        return len(self.repairs)
