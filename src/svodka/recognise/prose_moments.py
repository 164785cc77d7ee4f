"""A time that words name, and what a bare day or month is dated by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svodka.model import Basis, Period

YEAR_UNKNOWN = "year unknown"
YEAR_INFERRED = "year inferred"
PERIOD_INFERRED = "period inferred"
PERIOD_UNKNOWN = "period unknown"
START_UNKNOWN = "start unknown"
END_UNKNOWN = "end unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A stretch or day that words name, at a place in folded text."""

    start: int
    stop: int
    period: Period
    basis: Basis
    doubts: tuple[str, ...] = ()
    earlier: bool = False  # the figure of a year ago that stands beside the new one


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What a bare day or month is dated by: the day of publication, a year printed before."""

    published: date | None = None
    year: int = 0
