"""What kind of thing each cell of a grid holds, seen once and kept as one byte a cell."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from svodka.lexicon.patterns import expression
from svodka.model import Grid, Value

Kinds = NDArray[np.uint8]

EMPTY, TEXT, NUMBER, MARK, DATE, YEAR, LOOSE = range(7)

_BY_TYPE: dict[type, int] = {
    type(None): EMPTY,
    float: NUMBER,
    int: NUMBER,
    bool: TEXT,
    date: DATE,
    datetime: DATE,
    time: NUMBER,
    timedelta: NUMBER,
}
_UNKNOWN = 255
_MOST_REMEMBERED = 200_000


class _KindByType(dict[type, int]):
    """Kinds that the type of a value tells; strings and all else must be looked at."""

    def __missing__(self, kind: type) -> int:
        return _UNKNOWN


_KIND_BY_TYPE = _KindByType(_BY_TYPE).__getitem__
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
# Nothing is counted with more digits than a stored number keeps: such digits are an account.
_MOST_DIGITS = 15
_LONG_DIGITS = expression(r"\d{16}")
_YEARS = frozenset(range(_FIRST_YEAR, _LAST_YEAR + 1))

_SPACES = "\\s\u00a0\u2000-\u200b\u202f\u2060\ufeff"
_SPACE = expression(f"[{_SPACES}]+")
_DIGITS = rf"\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+|\d{{1,3}}(?:,\d{{3}}){{2,}}|\d+"
_NUMERAL = rf"(?:{_DIGITS})(?:[.,]\d+)*"
_DECIMAL = expression(r"-?\d+[.,]\d+")
_NUMBER = expression(
    rf"[$€£₽]?[{_SPACES}]*[+\-–−]?[{_SPACES}]*[$€£₽]?(?:{_NUMERAL}|\.\d+)(?:[eE][+-]?\d+)?"
    rf"[{_SPACES}]*[%$€£₽]?"
)
_BRACKETED = expression(rf"\([$€£]?{_NUMERAL}%?\)")
_IDENTIFIER = expression(r"0\d+")
_MARK = expression(
    r"[-–—−_]{1,3}|…|\.{2,4}|[xх]|\*{1,3}|н[/.]?\s?[дп]\.?|нет\s(?:данных|сведений)|"
    r"n[/.]?[aа]\.?|nan|null|конф\.|#n/a|(?:…|\.{2,3}|[-–—])\s?(?:\d{1,2}\)[,;]?)+",
    re.IGNORECASE,
)
_DATE = expression(
    r"\d{4}-\d{1,2}(?:-\d{1,2})?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?|"
    r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2}"
)
_WORDS_OF_SIZE = r"(?:тыс|млн|млрд|трлн|чел|ед|руб|шт|thousand|million|billion|bn|mln)"
_QUALIFIER = (
    r"(?:[<>≤≥~≈±]=?|(?:не\s)?(?:более|менее|меньше|больше|выше|ниже)|свыше|около|почти|порядка|"
    r"примерно|до|от|about|over|under|nearly|almost|at\s(?:least|most)|(?:more|less|fewer)\sthan)"
)
_LOOSE = expression(
    rf"(?:{_QUALIFIER}[{_SPACES}]*)*{_NUMBER.pattern}"
    rf"(?:[{_SPACES}]*(?:[-–—]|до|to)[{_SPACES}]*{_NUMBER.pattern})?"
    rf"(?:[{_SPACES}]*{_WORDS_OF_SIZE}\b\.?)*"
    rf"(?:[{_SPACES},;]*(?:\d{{1,2}}\)|\*{{1,3}}|[¹²³⁴⁵⁶⁷⁸⁹]))*",
    re.IGNORECASE,
)
_WORDED = expression(
    r"(?:несколько\s)?(?:десят(?:ки|ков)|сотни|сотен|тысячи)|треть|половина|кажд\w+\s\w+|"
    r"(?:dozens|hundreds|thousands)",
    re.IGNORECASE,
)
_LONGEST_VALUE = 40
# Letters that some mark, qualifier or word for a number begins with; others begin words.
_STARTING_LETTERS = frozenset("xхnнкмбвсопдтaoumlfdhtXХNНКМБВСОПДТAOUMLFDHT")
_DIGIT = expression(r"\d")
_NOTED_YEAR = expression(r"(\d{4})(?:\*{1,3}\)?|\s?[⁽(]?[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}[⁾)]?|\s\d{1,2}\)|\d\))")


class _Seen(dict[str | None, int]):
    """Kinds of the strings of one grid, each judged when it is first asked for."""

    def __missing__(self, text: str | None) -> int:
        kind = self[text] = kind_of_text(text or "")
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self[None] = EMPTY
        return kind


def kind_of_text(text: str) -> int:
    """The kind of one string as its characters show it; context may overrule YEAR and LOOSE."""
    if text[:1].isalpha() and text[0] not in _STARTING_LETTERS:
        return TEXT
    if text.isdigit() and text.isascii():
        return _kind_of_digits(text)
    if _DECIMAL.fullmatch(text):
        return _kind_of_digits(text[:-2]) if len(text) == 6 and text[-2:] == ".0" else NUMBER
    folded = _SPACE.sub(" ", text).strip(" ")
    if not folded:
        return EMPTY
    if len(folded) > _LONGEST_VALUE:
        return TEXT
    return _kind_of_short(folded)


def _kind_of_digits(text: str) -> int:
    if (len(text) > 1 and text[0] == "0") or len(text) > _MOST_DIGITS:
        return TEXT
    if len(text) == 4 and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return YEAR
    return NUMBER


def _kind_of_short(folded: str) -> int:
    if folded.isascii() and folded.isdigit():
        return _kind_of_digits(folded)
    if _MARK.fullmatch(folded):
        return MARK
    if _LONG_DIGITS.match(folded):
        return TEXT
    if not _DIGIT.search(folded):
        return LOOSE if _WORDED.fullmatch(folded) else TEXT
    if (year := _NOTED_YEAR.fullmatch(folded)) and _kind_of_digits(year[1]) == YEAR:
        return YEAR
    shapes = ((_IDENTIFIER, TEXT), (_DATE, DATE), (_NUMBER, NUMBER), (_BRACKETED, NUMBER))
    for shape, kind in (*shapes, (_LOOSE, LOOSE)):
        if shape.fullmatch(folded):
            return kind
    return TEXT


@lru_cache(maxsize=512)
def _shape(types: tuple[type, ...]) -> tuple[bytes, tuple[int, ...], bool]:
    """By the types of a row's values: their kinds, where only a look tells, and whether all are words."""
    codes = bytes(map(_KIND_BY_TYPE, types))
    unknown = tuple(at for at, code in enumerate(codes) if code == _UNKNOWN)
    return codes, unknown, bool(unknown) and len(unknown) + codes.count(EMPTY) == len(codes)


def kinds_of(grid: Grid) -> Kinds:
    """A byte for every cell, shaped as the grid. Linear: equal strings are judged once."""
    seen = _Seen({None: EMPTY})
    look = seen.__getitem__
    buffer = bytearray()
    for row in grid.rows:
        codes, unknown, words_only = _shape(tuple(map(type, row)))
        if words_only:
            buffer += bytes(map(look, row))  # type: ignore[arg-type]  # only strings and None here
            continue
        start = len(buffer)
        buffer += codes
        for at in unknown:
            value = row[at]
            buffer[start + at] = look(value if isinstance(value, str) else str(value))
    kinds = np.frombuffer(bytes(buffer), dtype=np.uint8).reshape(grid.height, grid.width).copy()
    _see_years(grid, kinds)
    return kinds


def _see_years(grid: Grid, kinds: Kinds) -> None:
    """Stored whole numbers that could be years; most rows hold none and cost one look."""
    for row, values in enumerate(grid.rows):
        if _YEARS.isdisjoint(values):
            continue
        for column, value in enumerate(values):
            if value in _YEARS and kinds[row, column] == NUMBER:
                kinds[row, column] = YEAR


def is_counting(
    grid: Grid, kinds: Kinds, row: int, left: int, right: int, *, by_one: bool = True
) -> bool:
    """Whether the numbers of a row are whole and rise (one by one), at least three of them."""
    values = [grid.rows[row][c] for c in range(left, right) if kinds[row, c] in (NUMBER, YEAR)]
    if len(values) < 3:
        return False
    numbers = [_whole(value) for value in values]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return False
    return all(1 <= after - before <= (1 if by_one else after) for before, after in pairwise(known))


def _whole(value: Value) -> int | None:
    if isinstance(value, str):
        return int(value) if value.strip().isdecimal() else None
    return int(value) if isinstance(value, int | float) and value == int(value) else None
