"""A rate or an estimate stands beside reported figures with its bounds and inputs, never among them."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.model.finding import CellName


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One stage of the funnel over another, in one area and period; groups are never crossed with areas.

    `value`, `low` and `high` are shares in [0, 1], None where `refused` says why the two do not
    divide. `coverage` says how many of the periods that it is made of are in hand.
    """

    area: str
    start: str
    end: str
    measure: str
    over: str
    part: int | None = None
    whole: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    coverage: str = ""
    refused: str = ""
    cells: tuple[CellName, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.refused):
            raise ValueError("a rate is a number or says why it is none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number that nobody reported: inputs, formula, one scenario, bounds and the day it holds for."""

    name: str
    formula: str
    scenario: str
    inputs: tuple[tuple[str, float], ...]
    value: float
    low: float
    high: float
    as_of: str
    source: str = ""
