"""An observation is a figure about a slot, with the cell it came from; without one it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from svodka.model.anchor import Anchor
from svodka.model.count import Count
from svodka.model.period import Basis, Period

NO_PERIOD = Period()


class Role(Enum):
    """What a number is in its table; a total is never data."""

    DATA = "data"
    TOTAL = "total"
    DERIVED = "derived"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What observations join on; empty codes where the words are not in the codebook."""

    area: str = ""
    period: Period = NO_PERIOD
    category: str = ""
    measure: str = ""
    unit: str = ""
    basis: Basis = Basis.UNKNOWN


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person should look, at which place, and what it might be."""

    reason: str
    anchor: Anchor | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure. (document, anchor, part) is its identity, whoever read it with what version.

    `raw` is the text untouched; the four labels are the words as printed.
    """

    document: str
    anchor: Anchor
    part: int = 1
    slot: Slot
    count: Count
    role: Role
    raw: str
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    area_label: str = ""
    period_label: str = ""
    category_label: str = ""
    measure_label: str = ""
    doubt: tuple[str, ...] = ()
    method: str
