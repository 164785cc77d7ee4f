"""Which words look like a value or a mark: only to tell rows of a table from running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_NUMBER = re.compile(
    r"[(\[<>≤≥~≈±+\-–−—*$€£₽]*\d[\d.,:/'’\-–]*(?:[eE][+-]?\d+)?[)\]%‰*†‡¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾a-dр-]{0,6}"
)
_MARK = re.compile(
    r"[-–—−…:*xXхХ•]|\.{2,3}|\([-–—:.]\)|\(\.\)|-{2,3}|(?:n/?[ad]|н/?д|н\.д|na)\.?|[xXхХ]{2}", re.I
)
_INFINITE = "iInN"
"""Letters with which the words begin that are numbers to a machine."""
_KEPT = 4_096
"""The words of a page are asked about several times; the words of the page before, rarely."""


@lru_cache(_KEPT)
def is_value(text: str) -> bool:
    """Is it a number with what clings to numbers, or a mark that stands for one?"""
    if is_numeric(text):
        return True
    bare = text.replace(" ", "")
    return len(bare) < 28 and bool(_MARK.fullmatch(bare))


@lru_cache(_KEPT)
def is_numeric(text: str) -> bool:
    """Is it a number with what clings to numbers?"""
    bare = text.replace(" ", "")
    return len(bare) < 28 and bool(_NUMBER.fullmatch(bare))


def is_group(first: str, second: str) -> bool:
    """May two tokens be one number printed in groups of three digits?"""
    return bool(
        re.fullmatch(r"[(+\-–−]?\d{1,3}", first)
        and re.fullmatch(r"\d{3}(?:[.,]\d+)?\D{0,4}", second)
    )


def plain_number(text: str) -> float | None:
    """The number that a word is, percent or not; None if it is another word."""
    if text[:1].isalpha() and text[:1] not in _INFINITE:
        return None
    try:
        return float(text.replace(",", ".").replace("\u2212", "-").rstrip("%"))
    except ValueError:
        return None


def is_scale(words: Sequence[str]) -> bool:
    """Are they nothing but numbers in equal steps: an axis, years, numbers of columns?"""
    known: list[float] = []
    for word in words:
        number = plain_number(word)
        if number is None:
            return False
        known.append(number)
    if len(known) < 4:
        return False
    steps = {round(b - a, 6) for a, b in pairwise(known)}
    return len(steps) == 1 and steps != {0.0}
