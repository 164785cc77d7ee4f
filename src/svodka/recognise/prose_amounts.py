"""What words and digits for a number amount to: «две тысячи пятьсот», "two hundred and five", «837 тыс. 53»."""

from __future__ import annotations

import re
from decimal import Decimal

from svodka.recognise import prose_words as words

_HUNDRED = Decimal(100)
_AND = re.compile(r" (?:and )?|-")
# «из двух тысяч пять согласились»: two numbers, unless the second is said in the genitive too.
_OF = re.compile(r"(?<![^\W_])(?:из|of) $")
_GENITIVE = ("и", "х", "сот", "ста", "сорока", "девяноста")
# «из 2 тысяч 53 согласились»: digits that a verb follows are of their own.
_DID = re.compile(
    r"(?: (?:уже|же|не))? (?:[^\W\d_]+(?:[аеиуыя]л[иао]?(?:сь|ся)?|лись|лось)|[^\W\d_]{3,}(?:ен|ан|ят)[оы]?)(?![^\W_])"
)
_LOWER = re.compile(r" (\d{1,3}(?: \d{3})*)(?![\d,./-])")


KOPECKS = re.compile(r" ?руб[а-я.]*,? (\d\d?) ?коп(?:е[а-я]+|\.)?")


def with_kopecks(text: str, value: Decimal, stop: int) -> tuple[Decimal, int]:
    """(value, end) of «6378 рублей 27 копеек», which is one sum; the end is -1 where there are none."""
    found = KOPECKS.match(text, stop)
    return (value + Decimal(found[1]) / _HUNDRED, found.end()) if found else (value, -1)


def scale_at(text: str, at: int) -> tuple[Decimal, int]:
    """(factor, end) of a scale word that stands at or one space after an offset."""
    place = at + (text[at : at + 1] in {" ", "-"})
    for pattern, factor in words.SCALES:
        if found := pattern.match(text, place):
            return factor, found.end()
    return Decimal(1), at


def with_lower(
    text: str, value: Decimal, stop: int, factor: Decimal, *, start: int, digits: bool
) -> tuple[Decimal, int]:
    """A number from `start` up to its scale, and the lower parts that follow: «837 тыс. 53», «две тысячи пятьсот».

    `value` is already multiplied by `factor`; each part is smaller than the scale before it.
    """
    whole = _OF.search(text, max(0, start - 4), start) is not None
    while factor > _HUNDRED and value == value.to_integral_value():
        lower = _lower(text, stop, digits=digits)
        if lower is None or (whole and not _goes_on(text, stop, lower[1])):
            break
        part, end = lower
        inner, end = scale_at(text, end)
        if part * inner >= factor:
            break
        value, stop, factor = value + part * inner, end, inner
    return value, stop


def _lower(text: str, at: int, *, digits: bool) -> tuple[Decimal, int] | None:
    """The words for a number (or its digits, after digits) one space or "and" after an offset."""
    if digits and (found := _LOWER.match(text, at)):
        return Decimal(found[1].replace(" ", "")), found.end()
    lead = _AND.match(text, at)
    if lead is None or not (run := words.WORD_RUN.match(text, lead.end())):
        return None
    return None if run[0] in words.COLLECTIVE else hundreds(text, run)


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether words behind "of" a number are its own lower part, and no part of it that did something."""
    said = text[start:stop].strip(" -")
    if said[:1].isdigit():
        return _DID.match(text, stop) is None
    if said.startswith("and ") or "hundred" in said:
        return True
    return said.split(" ")[0].endswith(_GENITIVE)


def hundreds(text: str, found: re.Match[str]) -> tuple[Decimal, int]:
    """Words for numbers below a thousand: «двести двадцать три», "two hundred and five"."""
    value, stop = _run(text, found)
    factor, end = scale_at(text, stop)
    if factor != _HUNDRED:
        return value, stop
    value, stop = value * factor, end
    lead = _AND.match(text, stop)
    if lead and (more := words.WORD_RUN.match(text, lead.end())):
        lower, end = _run(text, more)
        if lower < _HUNDRED and more[0] not in words.COLLECTIVE:
            return value + lower, end
    return value, stop


def _run(text: str, found: re.Match[str]) -> tuple[Decimal, int]:
    """Words for numbers that fall from one to the next: «двести двадцать три»."""
    total = last = words.VALUES[found[0]]
    stop = found.end()
    while (more := words.WORD_RUN.match(text, stop + 1)) and text[stop] in " -":
        value = words.VALUES[more[0]]
        if value >= last:
            break
        total, last, stop = total + value, value, more.end()
    return total, stop
