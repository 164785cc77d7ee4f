"""How many, or the mark that stands instead; a mark is never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

SIGNIFICANT_DIGITS = 15


class Mark(Enum):
    """What is printed where a number could stand; the values are the words on disk."""

    STATED = "stated"
    DASH = "dash"
    BLANK = "blank"
    WITHHELD = "withheld"
    NOT_AVAILABLE = "not_available"
    UNREADABLE = "unreadable"
    WORDED = "worded"


class Qualifier(Enum):
    """How a stated value relates to the true one; the values are the signs on disk."""

    EXACT = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"
    MORE = ">"
    LESS = "<"


@dataclass(frozen=True, slots=True)
class Count:
    """How many. `value` is None exactly when the mark is not STATED."""

    value: Decimal | None
    mark: Mark = Mark.STATED
    qualifier: Qualifier = Qualifier.EXACT

    def __post_init__(self) -> None:
        if (self.value is None) == (self.mark is Mark.STATED):
            raise ValueError(f"a {self.mark.value} count cannot hold {self.value}")


def plain(value: Decimal | float) -> str:
    """The number at up to 15 significant digits: decimal point, no grouping, no trailing zeros.

    15 digits are what a binary double keeps of any decimal, and what spreadsheets show
    (ECMA-376 part 1, 18.8.31): float noise disappears, no printed digit does.
    """
    text = format(value, f".{SIGNIFICANT_DIGITS}g")
    mantissa, _, exponent = text.partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    if mantissa == "-0":
        mantissa = "0"
    return f"{mantissa}E{exponent}" if exponent else mantissa
