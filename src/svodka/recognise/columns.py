"""Which columns of a body hold figures, which name the rows, and which only count them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from svodka.lexicon.patterns import expression
from svodka.model import Grid
from svodka.recognise.kinds import DATE, EMPTY, LOOSE, MARK, NUMBER, TEXT, YEAR, Kinds
from svodka.recognise.labels import words_of
from svodka.recognise.regions import Block

_COUNTS_ROWS = expression(
    r"(?:№|n|#|номер|код(?=\s*стр)|(?:(?:sl|sr|s|ser|lfd)\.?\s*)?n[or])?\s*\.?\s*"
    r"(?:п\s*[/.\\]?\s*п\.?|стр\w*\.?|по порядку)?\.?",
    re.IGNORECASE,
)
_IDENTIFIES = expression(
    r"(?:^|[\s_./-])(?:ids?|codes?|коды?|кода|zip|zipcode|postal|postcode|fips|iso|окато|октмо|окпо|"
    r"оквэд|инн|кпп|огрн|снилс|артикул|[a-z]*nr|sku|okato|oktmo|inn|phone|tel|телефон|тел|уик|№(?!\s*\d)|номер)\.?"
    r"(?:$|[\s_./-])|(?-i:[a-z](?:Id|ID|Code)$)",
    re.IGNORECASE,
)
# Codes of a classification, alone or as a list of them («413,424»).
_CLASSIFIES = expression(
    r"(?:^|[\s_./(-])(?:стать[яи]|nace|naics|isic|sic|isco|icd|cpv|nuts|мкб|оквэд|окпд|тн\s?вэд|окз|код(?:ы|ов)?|codes?)"
    r"\d?(?:$|[\s_./)-])",
    re.IGNORECASE,
)
_LISTED = expression(r"\d+(?:\.\d+)?(?:\s*(?:[,;/–-]|и)\s*\d+(?:\.\d+)?)+")
_IS_YEAR = expression(r"(?:19|20)\d\d")
_NAMES_YEARS = expression(
    r"(?:^|[\s_])(?:год[ыа]?|year|years|yr|fy|период|period|месяц|month)\W*$", re.I
)
_FIRST_YEAR, _LAST_YEAR = 1850, 2060
# How often each of the bands of a dimension (ages, sums) stands in its column, at the least.
_RECURRENCE = 4
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns of a grid by what they are for; a column that is none of these is a remark."""

    values: tuple[int, ...] = ()
    stub: tuple[int, ...] = ()
    numbering: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """One column of a body: where it stands and what its cells are, in rows that hold values.

    Ranges and qualified numbers alone in the first column («10-14», «до 18») are names; so are
    those that recur in every column («18 to 24» of every month and region).
    """

    at: int
    head: str
    filled: int
    texts: int
    numbers: int
    loose: int
    marks: int
    years: int
    dates: int
    leads: bool
    recurs: bool

    @property
    def names(self) -> bool:
        if (self.leads or self.recurs) and self.loose and self.loose == self.numbers:
            return True
        return self.texts + self.dates > self.numbers + self.marks + self.years

    @property
    def holds(self) -> bool:
        return not self.names and self.numbers + self.marks + self.years > 0


def columns_of(grid: Grid, kinds: Kinds, body: Block, head: Sequence[int]) -> Columns:
    """Roles of the columns of a body under the given head rows."""
    part = kinds[body.top : body.bottom, body.left : body.right]
    rows = _rows_of_values(part)
    if not rows.size:
        return Columns()
    columns = _described(grid, kinds, body, head, part[rows])
    numbering = _numbering(grid, body, columns)
    # Where nothing else names the rows, their numbers do.
    named = any(c.names and c.filled for c in columns)
    lines = [c.at for c in columns if named and _counts_lines(grid, body, c)]
    lines = [at for at in lines if at not in numbering]
    numbering += lines
    rest = [column for column in columns if column.at not in numbering]
    values = _values(grid, body, rest)
    if not values and lines:
        # A form with numbered lines in which nothing is filled in is a form all the same.
        empty = [column for column in rest if not column.filled]
        values = _blank_under_head(grid, kinds, head, empty, lines[0])
    if not values:
        return Columns()
    share = np.not_equal(part, EMPTY).mean(axis=0)
    stub = tuple(
        column.at for column in rest if column.at not in values and share[column.at - body.left] > 0
    )
    blank = _blank_under_head(grid, kinds, head, [c for c in rest if not c.filled], values[0])
    return Columns(
        values=tuple(sorted({*values, *blank} - set(stub))), stub=stub, numbering=tuple(numbering)
    )


def _rows_of_values(part: Kinds) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Rows with as many values as most rows that have any: those that show what columns are for."""
    counts = ((part == NUMBER) | (part == MARK) | (part == LOOSE) | (part == YEAR)).sum(axis=1)
    some = counts[counts > 0]
    if not some.size:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(counts * 2 >= max(1, int(np.median(some))))


def _described(
    grid: Grid, kinds: Kinds, body: Block, head: Sequence[int], part: Kinds
) -> list[_Column]:
    sums = {kind: (part == kind).sum(axis=0) for kind in (TEXT, NUMBER, LOOSE, MARK, YEAR, DATE)}
    filled = (part != EMPTY).sum(axis=0)
    leading = int(np.argmax(filled > 0))
    found = []
    for offset in range(part.shape[1]):
        at = body.left + offset
        words = [words_of(grid.rows[row][at]) for row in head if kinds[row, at] != EMPTY]
        found.append(
            _Column(
                at=at,
                head=_said(words),
                filled=int(filled[offset]),
                texts=int(sums[TEXT][offset]),
                numbers=int(sums[NUMBER][offset] + sums[LOOSE][offset]),
                loose=int(sums[LOOSE][offset]),
                marks=int(sums[MARK][offset]),
                years=int(sums[YEAR][offset]),
                dates=int(sums[DATE][offset]),
                leads=offset == leading < part.shape[1] - 1,
                recurs=bool(sums[LOOSE][offset]) and _recurs(grid, body, at),
            )
        )
    return found


def _said(words: Sequence[str]) -> str:
    """The innermost words of a head, without the number or letter that counts its column."""
    last = words[-1] if words else ""
    counts = (last.isdecimal() and len(last) < _YEAR_DIGITS) or (len(last) == 1 and last.isalpha())
    return words[-2] if counts and len(words) > 1 else last


def _recurs(grid: Grid, body: Block, column: int) -> bool:
    """Whether a column says few different things again and again, each of them in words."""
    said = [value for row in range(body.top, body.bottom) if (value := grid.rows[row][column])]
    return 1 < len(set(said)) * _RECURRENCE <= len(said)


def _numbering(grid: Grid, body: Block, columns: Sequence[_Column]) -> list[int]:
    """A column before the stub that counts the rows from 1; section rows may interrupt it."""
    for column, following in pairwise(columns):
        if not column.filled:
            continue
        if column.names and not _COUNTS_ROWS.fullmatch(column.head or "-"):
            return []
        if not (following.names or following.years == following.filled):
            return []
        counted = [
            words_of(grid.rows[row][column.at]).rstrip(".) ")
            for row in range(body.top, body.bottom)
        ]
        return [column.at] if _counts_up([word for word in counted if word]) else []
    return []


def _counts_lines(grid: Grid, body: Block, column: _Column) -> bool:
    """Whether a column is headed as the numbers of lines («№ стр.») and they rise, wherever it stands."""
    if not column.head or not _COUNTS_ROWS.fullmatch(column.head):
        return False
    said = [words_of(grid.rows[row][column.at]) for row in range(body.top, body.bottom)]
    wholes = [int(word) for word in said if word.isdecimal()]
    others = sum(bool(word) and not word.isdecimal() for word in said)
    rising = sum(before < after for before, after in pairwise(wholes))
    return len(wholes) > 1 + others and rising * 5 >= (len(wholes) - 1) * 4


def _counts_up(words: Sequence[str]) -> bool:
    """Whether words are 1, 2, 3 … with at most a few restarts or sublevels («2.1»)."""
    if len(words) < 2 or words[0] not in ("1", "01", "I"):
        return False
    before, breaks = 0, 0
    for word in words:
        head = word.split(".")[0]
        if not head.isdecimal():
            breaks += 1
            continue
        if int(head) not in (before, before + 1, 1):
            breaks += 1
        before = int(head)
    return breaks * 5 <= len(words)


def _values(grid: Grid, body: Block, columns: Sequence[_Column]) -> list[int]:
    """Columns of figures: those that hold numbers, without those whose numbers name the rows."""
    holding = [column for column in columns if column.holds and not _codes(grid, body, column.at)]
    last_name = max(
        (c.at for c in columns if c.names and c.filled * 2 >= _most(columns)), default=-1
    )
    kept: list[int] = []
    for column in holding:
        others = len(holding) > 1
        if others and _lists_codes(grid, body, column):
            continue
        if others and _names_rows(
            grid,
            body,
            column,
            named=last_name >= 0,
            before_name=column.at < last_name,
            first=not kept,
        ):
            continue
        kept.append(column.at)
    kept = sorted({*kept, *_of_years(columns, kept)})
    return kept or [column.at for column in holding[-1:] if not _lists_years(column, columns)]


def _of_years(columns: Sequence[_Column], kept: Sequence[int]) -> list[int]:
    """Columns of a year beside figures of other years: letters in them are marks, and name no row."""
    years = {column.at: column for column in columns if _IS_YEAR.fullmatch(column.head)}
    if not years.keys() & set(kept):
        return []
    return [at for at, column in years.items() if column.numbers and at not in kept]


def _lists_years(column: _Column, columns: Sequence[_Column]) -> bool:
    """Whether the only numbers of a table are years under a word for years, beside its names."""
    named = any(other.names and other.filled for other in columns)
    return named and not column.numbers and bool(_NAMES_YEARS.search(column.head))


def _most(columns: Sequence[_Column]) -> int:
    return max(column.filled for column in columns)


def _names_rows(
    grid: Grid, body: Block, column: _Column, *, named: bool, before_name: bool, first: bool
) -> bool:
    """Whether the numbers of a column are years, codes or counts that name its rows."""
    if not column.numbers and not column.marks:
        if _NAMES_YEARS.search(column.head):
            return True
        return first and (column.at == body.left or _are_several(grid, body, column.at))
    if _IDENTIFIES.search(column.head) and (first or before_name):
        return _are_whole(grid, body, column.at)
    if not first or column.head.isdecimal():
        return False
    if before_name:
        return column.at == body.left and _are_distinct(grid, body, column.at)
    return not named and column.at == body.left and _rise(grid, body, column.at)


def _lists_codes(grid: Grid, body: Block, column: _Column) -> bool:
    """Whether a column headed as codes holds whole ones and, in some cells, lists of them."""
    if not _CLASSIFIES.search(column.head):
        return False
    texts = [words_of(grid.rows[row][column.at]) for row in range(body.top, body.bottom)]
    said = [text for text in texts if text]
    lists = sum(_LISTED.fullmatch(text) is not None for text in said)
    single = sum(text.replace(".", "").isdecimal() for text in said)
    return lists > 0 and (lists + single) * 4 >= len(said) * 3


def _wholes(grid: Grid, body: Block, column: int) -> list[int] | None:
    """The whole numbers of a column, or None where one is no whole number."""
    found: list[int] = []
    for row in range(body.top, body.bottom):
        text = words_of(grid.rows[row][column])
        if not text:
            continue
        if not text.isdecimal():
            return None
        found.append(int(text))
    return found


def _are_whole(grid: Grid, body: Block, column: int) -> bool:
    return _wholes(grid, body, column) is not None


def _are_distinct(grid: Grid, body: Block, column: int) -> bool:
    wholes = _wholes(grid, body, column)
    return wholes is not None and len(set(wholes)) == len(wholes) > 1


def _codes(grid: Grid, body: Block, column: int) -> bool:
    """Whether a column holds strings of digits of one length, some with a leading zero: codes."""
    said: list[str] = []
    for cells in grid.rows[body.top : body.bottom]:
        value = cells[column]
        if isinstance(value, str):
            said.append(value)
        elif value:
            return False
    words = [words_of(value) for value in said if value]
    zeros = sum(word[:1] == "0" and len(word) > 1 for word in words)
    return zeros > 0 and all(map(str.isdecimal, words)) and len(set(map(len, words))) == 1


def _are_several(grid: Grid, body: Block, column: int) -> bool:
    """Whether whole numbers that could be years are several, and of a time that is counted."""
    wholes = _wholes(grid, body, column) or []
    return len(set(wholes)) > 1 and all(_FIRST_YEAR <= year <= _LAST_YEAR for year in wholes)


def _rise(grid: Grid, body: Block, column: int) -> bool:
    wholes = _wholes(grid, body, column)
    return (
        wholes is not None
        and len(wholes) > 2
        and all(before < after for before, after in pairwise(wholes))
    )


def _blank_under_head(
    grid: Grid, kinds: Kinds, head: Sequence[int], blank: Sequence[_Column], first: int
) -> list[int]:
    """Columns without a value whose head is their own: figures not filled in, not a merged width."""
    return [
        column.at
        for column in blank
        if column.at > first and any(kinds[row, column.at] != EMPTY for row in head[-1:])
    ]
