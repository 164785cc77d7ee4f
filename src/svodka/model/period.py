"""A period is a closed interval or a day; a bare week number cannot be written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Basis(Enum):
    """What a figure covers; the values are the words on disk."""

    FLOW = "flow"
    TO_DATE = "to_date"
    AS_OF = "as_of"
    TARGET = "target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Period:
    """`start` … `end`, both included, or `as_of` for a stock.

    A `to_date` whose start nobody states has only `end`. The printed label and the rule that
    read it stand in the observation, so that one week printed in two ways is one period.
    """

    start: date | None = None
    end: date | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.as_of is not None and (self.start is not None or self.end is not None):
            raise ValueError("a stock has no start or end")
        if self.start is not None and self.end is None:
            raise ValueError("a period that starts must end")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"{self.start} is after {self.end}")
