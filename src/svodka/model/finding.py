"""A finding names cells that do not agree or are unusually regular, and what would have held; it corrects nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What kind of thing was found; the values are the words on disk."""

    BROKEN_SUM = "broken sum"
    WEEKS_AGAINST_TOTAL = "weeks against running total"
    FALL = "running total falls"
    FULFILMENT = "fulfilment"
    STAGES = "stage over stage"
    VERSIONS = "versions differ"
    SAME_FIGURES = "same figures again"
    DATES = "dates disagree"
    SOURCES = "sources differ"
    POPULATION = "population swapped"
    WORDS = "words drift"
    SHARES = "shares exceed the whole"
    HEADLINE = "headline differs from text"
    PACE = "forecast against pace"
    METHODS = "methods differ"
    IMPOSSIBLE = "cells cannot all be true"
    REGULARITY = "unusually regular"
    DEFINITION = "definition changes"
    AREA = "area changes"
    CARRIED = "plan carried over"


@dataclass(frozen=True, slots=True, order=True)
class CellName:
    """A figure by working number, anchor and part, as `svodka cell` takes it."""

    document: int
    anchor: str
    part: int = 1

    def __str__(self) -> str:
        name = f"D-{self.document:04d}:{self.anchor}"
        return name if self.part == 1 else f"{name}:{self.part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One test made of some cells. `flagged` where it found something, `refused` says why it could not judge.

    `statistic`, `p` and `among` (how many were tested with it) are set for tests with a null.
    """

    kind: Kind
    words: str
    cells: tuple[CellName, ...]
    area: str = ""
    start: str = ""
    end: str = ""
    category: str = ""
    measure: str = ""
    flagged: bool = True
    refused: str = ""
    statistic: float | None = None
    p: float | None = None
    among: int = 0
    test: str = ""

    def __post_init__(self) -> None:
        if self.flagged and (self.refused or not self.cells):
            raise ValueError(f"a finding leads to its cells: {self.words}")
