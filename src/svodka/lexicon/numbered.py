"""Labels that differ only in a running number say the same of unit, time and total: one is judged for all.

A list of half a million households, sites or accounts has few labels but for their numbers. What may
mean something keeps its figures: a number of one or two digits, one that may hold a year, a round
one as bases of rates are, one that begins with a nought, and any behind words that may speak of time.
"""

from __future__ import annotations

from functools import lru_cache

from svodka.lexicon.folding import fold
from svodka.lexicon.periods_gates import may_say_time

_LEAST_DIGITS = 3
# Begins of years, and of codes.
_MEANING = frozenset(("19", "20", *(f"0{digit}" for digit in range(10))))
_ROUND = "00"
_ANY = "7"
_MOST_REMEMBERED = 1 << 20


class _Seen(dict[str, str]):
    """Labels with those that stand for them, each looked at when it is first asked for."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        made = self[text] = _stand_in(text)
        return made


_SEEN = _Seen().__getitem__


def stand_in(text: str) -> str:
    """The label that stands for this one and for all others of its words with such a number."""
    return _SEEN(text)


def stands_in(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same of every text of a path."""
    return tuple(map(_SEEN, path))


class _ByDigits(dict[int, str]):
    """The labels that stand for those of some words, by how many digits their number has."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, digits: int) -> str:
        made = self[digits] = f"{self._words} {_ANY * digits}"
        return made


@lru_cache(maxsize=1 << 14)
def _stand_ins(words: str) -> _ByDigits | None:
    return _ByDigits(words) if words[-1:].isalpha() and not may_say_time(fold(words)) else None


def _stand_in(text: str) -> str:
    if not text[-_LEAST_DIGITS:].isdigit():
        return text
    words, _, number = text.rpartition(" ")
    known = _stand_ins(words)
    if known is None or not (number.isdigit() and number.isascii()):
        return text
    if number[:2] in _MEANING or number[-2:] == _ROUND or len(number) < _LEAST_DIGITS:
        return text
    return known[len(number)]
