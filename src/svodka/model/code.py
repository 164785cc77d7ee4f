"""A codebook is data: what is counted in a campaign, by whom, in which words and units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from svodka.model.area import Area


class Unit(Enum):
    """What one is one of. Events and persons never divide into each other."""

    PERSON = "person"
    EVENT = "event"
    PERCENT = "percent"


class Route(Enum):
    """The way into the army that a figure concerns; a contract is not conscription."""

    CONTRACT = "contract"
    CONSCRIPTION = "conscription"
    MOBILISATION = "mobilisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One stage of the funnel. `words` are folded forms that print it; stages never merge."""

    code: str
    unit: str
    words: tuple[str, ...]
    stage: str = ""
    derived: bool = False
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A group that the form counts. Categories overlap: their total is not a number of people."""

    code: str
    words: tuple[str, ...]
    agency: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    overlaps: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Who owes which return to whom, how often, since when; dates may be uncertain (a range)."""

    code: str
    issuer: str = ""
    addressees: str = ""
    frequency: str = ""
    since_earliest: date | None = None
    since_latest: date | None = None
    basis_stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A campaign as data. `week_ends` is an ISO weekday (1 Monday … 7 Sunday) or None.

    `areas` are codebook municipalities and the like, each with the words that print it in
    `area_words` (code → folded forms). `totals` names measures or categories whose parts are an
    exhaustive list. `default_measure` and `default_unit` apply where a table names neither.
    """

    name: str
    title: str = ""
    route: Route | None = None
    week_ends: int | None = None
    due_days: int | None = None
    obligations: tuple[Obligation, ...] = ()
    areas: tuple[Area, ...] = ()
    area_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    categories: tuple[Category, ...] = ()
    measures: tuple[Measure, ...] = ()
    unknown_categories: tuple[str, ...] = ()
    fiscal_year_starts: int = 1
    default_measure: str = ""
    default_unit: str = ""
