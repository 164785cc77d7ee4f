"""A filing is what an area owes for a period, in one of five states; our gap is never called their silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class FilingState(Enum):
    """Whether and how something was filed; the values are the words on disk."""

    REPORTED = "reported"
    ZERO = "zero"
    BLANK = "blank"
    MISSING = "missing"
    NOT_OBTAINED = "not_obtained"


class Due(Enum):
    """Whether a period was owed: certainly, only if the obligation began early, or as far as anyone says not."""

    CERTAIN = "certain"
    UNCERTAIN = "uncertain"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One area, period, obligation and version. `document` is 0 where nothing is in hand.

    `filed` is the day the recipient stamped, None where no stamp is seen; our own day of receipt
    never stands there. `late` is None while the day of filing or of the deadline is unknown.
    """

    area: str
    area_label: str
    start: date
    end: date
    obligation: str
    due: Due
    state: FilingState
    document: int = 0
    version: int = 0
    versions: int = 0
    filed: date | None = None
    deadline: date | None = None
    late: bool | None = None
    reason: str = ""
