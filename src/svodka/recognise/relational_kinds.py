"""What kind of value a text is: a number, a date, a name; and how alike two columns are in that."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from svodka.lexicon.patterns import expression

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|"
    "январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|"
    "октябр[ья]|ноябр[ья]|декабр[ья]|янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек"
)
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|"
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс"
)
MONTH = expression(rf"(?:{_MONTHS})\.?", re.IGNORECASE)
WEEKDAY = expression(rf"(?:{_WEEKDAYS})\.?", re.IGNORECASE)
_DATE = expression(
    rf"""(?:
      \d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})
    | \d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}
    | (?:\w{{2,9}},?\s+)?\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:{_MONTHS})\.?(?:[\s,-]+\d{{2,4}})?(?:\s*г\.?)?
    | (?:{_MONTHS})\.?[\s-]+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s*\d{{4}})?
    | (?:{_MONTHS})\.?[\s,-]*\d{{2,4}}
    | \d{{4}}[\s-](?:{_MONTHS})
    )(?:[\sT]\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d)?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = expression(r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_NUMBER = expression(
    r"\(?[-+−–]?\s?([$€£¥₽])?\s?[-+−–]?"
    r"(?:\d{1,3}(?:[,\s\u00a0\u202f]\d{3})+|\d+)?(?:[.,]\d+)?(?:e[-+]?\d+)?"
    r"\s?([%€₽]|million|billion|thousand|тыс\.?|млн\.?|млрд\.?)?\)?",
    re.IGNORECASE,
)
_ADDRESS = expression(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_CODE = expression(r"(?=\S*\d)(?=\S*[^\W\d])\S+")
_BLANK = frozenset({"", "-", "--", "–", "—", "nan", "n/a", "na", "none", "null", ".", "…", "..."})
_LONG = 60


@lru_cache(maxsize=65536)
def kind_of(text: str) -> str:
    """One of blank, number, money, percent, date, time, address, code, text, prose."""
    text = text.strip()
    if text.lower() in _BLANK:
        return "blank"
    if len(text) > _LONG:
        return "address" if _ADDRESS.fullmatch(text) else "prose"
    if any(character.isdigit() for character in text):
        if found := _NUMBER.fullmatch(text):
            if found[2] == "%":
                return "percent"
            return "money" if found[1] else "number"
        if _DATE.fullmatch(text):
            return "date"
        if _TIME.fullmatch(text):
            return "time"
    if _ADDRESS.fullmatch(text):
        return "address"
    return "code" if _CODE.fullmatch(text) else "text"


NUMERIC = frozenset({"number", "money", "percent"})


@lru_cache(maxsize=65536)
def number_of(text: str) -> float | None:
    """The magnitude that a number, sum of money or percentage prints; for comparing scales only."""
    if kind_of(text) not in NUMERIC:
        return None
    digits = re.sub(r"[^\d.,e]", "", text.lower())
    digits = re.sub(r",(?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    return -value if text.strip()[0] in "-−–(" else value


@dataclass(frozen=True, slots=True)
class Profile:
    """What a line of cells holds: shares of kinds among filled cells, scale, length, variety."""

    filled: int
    blank: int
    kinds: dict[str, float]
    scale: float
    spread: float
    whole: float
    length: float
    distinct: float
    values: frozenset[str]

    @property
    def kind(self) -> str:
        """The commonest kind; blank for an empty line."""
        return max(self.kinds, key=lambda kind: (self.kinds[kind], kind), default="blank")

    @property
    def purity(self) -> float:
        """Share of the commonest kind among filled cells."""
        return max(self.kinds.values(), default=1.0)

    @property
    def numeric(self) -> float:
        """Share of numbers, money and percentages among filled cells."""
        return sum(share for kind, share in self.kinds.items() if kind in NUMERIC)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def profile(cells: Sequence[str]) -> Profile:
    """Measure one line of cells. Scale and spread are of log10(1 + |number|)."""
    kinds = Counter(kind_of(cell) for cell in cells)
    blank = kinds.pop("blank", 0)
    filled = len(cells) - blank
    values = [cell.strip() for cell in cells if kind_of(cell) != "blank"]
    numbers = [number for cell in values if (number := number_of(cell)) is not None]
    logs = [math.log10(1 + abs(number)) for number in numbers]
    scale = _middle(logs)
    return Profile(
        filled=filled,
        blank=blank,
        kinds={kind: count / filled for kind, count in sorted(kinds.items())},
        scale=scale,
        spread=_middle([abs(log - scale) for log in logs]),
        whole=sum(number == int(number) for number in numbers) / len(numbers) if numbers else 0.0,
        length=sum(map(len, values)) / filled if filled else 0.0,
        distinct=len(set(values)) / filled if filled else 0.0,
        values=frozenset(values),
    )


def likeness(one: Profile, other: Profile) -> float:
    """How far two columns could be one, in [0, 1]: kinds, then scale of numbers or words."""
    if not one.filled or not other.filled:
        return 0.7
    kinds = sum(min(share, other.kinds.get(kind, 0.0)) for kind, share in one.kinds.items())
    if one.numeric > 0.5 and other.numeric > 0.5:
        gap = abs(one.scale - other.scale)
        whole = abs(one.whole - other.whole)
        return kinds * max(0.0, 1.0 - 0.3 * gap) * (1.0 - 0.3 * whole)
    if one.kind == other.kind and one.kind in ("text", "prose", "code"):
        shared = len(one.values & other.values) / max(1, min(len(one.values), len(other.values)))
        ratio = min(one.length, other.length) / max(one.length, other.length, 1.0)
        return kinds * (0.35 + 0.65 * max(shared, 0.7 * ratio))
    return kinds
