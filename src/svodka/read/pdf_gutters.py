"""Lines parted as cells stand apart, and the columns that the gutters between many rows leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from svodka.read.pdf_abutting import cell_starts
from svodka.read.pdf_ink import Floats, Token
from svodka.read.pdf_lines import Phrase, gaps, lines, phrase, phrases
from svodka.read.pdf_values import is_group, is_numeric, is_scale, is_value

_TIGHT = 0.35
"""Of the line height: two values further apart than this are two, be they no further."""
_MOST_CROSSING = 0.12


@dataclass(slots=True, eq=False)
class Line:
    """A line of a page as phrases from left to right; a data line has a value beside a label.

    `starts` are the left sides of phrases that begin a cell close to the one before.
    """

    parts: tuple[Phrase, ...]
    top: float
    bottom: float
    size: float
    data: bool
    starts: tuple[float, ...] = ()

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Column(NamedTuple):
    """What stands between two gutters, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines `first` to `last` of a page that share columns; `data` are those that showed them."""

    first: int
    last: int
    columns: tuple[Column, ...]
    data: tuple[int, ...]


def page_lines(rows: Sequence[Sequence[Phrase]]) -> list[Line]:
    """The lines of a page with phrases parted as values and cells stand apart."""
    begins = cell_starts([[token for part in row for token in part.tokens] for row in rows])
    found = []
    for row in rows:
        parts: list[Phrase] = []
        for wide in row:
            if len(wide.tokens) == 1:
                parts.append(wide)
            else:
                parts += _cells_apart(wide, begins)
        data = len(parts) >= 3 or (len(parts) == 2 and is_value(parts[1].text))
        starts = [part.left for part in parts if part.tokens[0].order in begins] if begins else ()
        found.append(
            line_of(parts, data=data and not is_scale([part.text for part in parts]), starts=starts)
        )
    return found


def line_of(parts: Sequence[Phrase], *, data: bool, starts: Sequence[float] = ()) -> Line:
    """The line that phrases from left to right are."""
    top, bottom, size = parts[0].top, parts[0].bottom, parts[0].size
    for part in parts:
        if part.top < top:
            top = part.top
        if part.bottom > bottom:
            bottom = part.bottom
        if part.size > size:
            size = part.size
    return Line(tuple(parts), top, bottom, size, data, tuple(starts))


def _cells_apart(wide: Phrase, begins: set[int]) -> list[Phrase]:
    tokens = wide.tokens
    cuts = [
        k
        for k in range(1, len(tokens))
        if tokens[k].order in begins or _stands_apart(tokens[k - 1], tokens[k])
    ]
    if not cuts:
        return [wide]
    return [phrase(tokens[a:b]) for a, b in zip([0, *cuts], [*cuts, len(tokens)], strict=True)]


def _stands_apart(before: Token, token: Token) -> bool:
    """Is it a value after another value, or after the dots that lead to it?"""
    if not is_value(token.text):
        return False
    if not before.text.strip("."):
        return is_numeric(token.text)
    gap = token.left - before.right
    return (
        gap > _TIGHT * token.size
        and is_value(before.text)
        and not is_group(before.text, token.text)
    )


def overlaps(part: Phrase, column: Column) -> bool:
    """Does a phrase stand over a column by more than a point?"""
    return part.left < column.right - 1 and part.right > column.left + 1


def shared_columns(run: Sequence[Line]) -> list[Column]:
    """The columns that the gutters leave; a few lines may cross one, as a spanning head does."""
    best: list[Column] = []
    lefts = np.array([part.left for line in run for part in line.parts])
    rights = np.array([part.right for line in run for part in line.parts])
    sides = np.concatenate((lefts, rights - 0.01))
    steps = np.repeat((1, -1), len(lefts))
    order = np.lexsort((steps, sides))
    sides = sides[order]
    # How many phrases there are after each side, and before it.
    after = steps[order].cumsum()
    before = after - steps[order]
    for most in sorted({0, int(len(run) > 4), int(_MOST_CROSSING * len(run))}):
        begun = sides[(before <= most) & (most < after)].tolist()
        ended = sides[(before > most) & (most >= after)].tolist()
        columns = _wide_apart(list(map(Column, begun, ended)), run)
        columns = _with_sparse(columns, lefts, rights) if most else columns
        if len(columns) > len(best):
            best = columns
    return best


def _wide_apart(columns: list[Column], run: Sequence[Line]) -> list[Column]:
    least = 0.25 * sorted(line.size for line in run)[len(run) // 2]
    found: list[Column] = []
    starts = [x for line in run for x in line.starts]
    for column in columns:
        begins = sum(abs(x - column.left) < 1.5 for x in starts) >= 2
        if found and not begins and column.left - found[-1].right < least:
            found[-1] = Column(found[-1].left, column.right)
        else:
            found.append(column)
    return found


def both_sided(near: Sequence[Line], columns: list[Column]) -> list[Column]:
    """One column for two that no line fills both of: words set to the left, numbers to the right.

    A spreadsheet sets them so in one column; two columns would have a head each.
    """
    found: list[Column] = []
    for column in columns:
        if len(found) > 1 and _is_one(near, found[-1], column):
            found[-1] = Column(found[-1].left, column.right)
        else:
            found.append(column)
    return found


def _is_one(near: Sequence[Line], left: Column, right: Column) -> bool:
    words: list[Phrase] = []
    numbers: list[Phrase] = []
    for line in near:
        mine = [part for part in line.parts if overlaps(part, left)]
        theirs = [part for part in line.parts if overlaps(part, right)]
        if any(part not in mine for part in theirs) and mine:
            return False
        words += [part for part in mine if part not in theirs]
        numbers += [part for part in theirs if part not in mine]
    if not words or not numbers:
        return False
    slack = 0.2 * words[0].size
    return (
        max(part.left for part in words) - left.left < slack
        and right.right - min(part.right for part in numbers) < slack
        and all(is_numeric(part.text) for part in numbers)
        and not all(is_numeric(part.text) for part in words)
    )


def _with_sparse(columns: list[Column], lefts: Floats, rights: Floats) -> list[Column]:
    """Also the columns that so few lines fill that they were taken for crossings: of the phrases,
    whose sides are given, those that stand over none."""
    starts = np.array([left + 1 for left, _ in columns])
    stops = np.array([right - 1 for _, right in columns])
    alone = starts.searchsorted(rights, "left") <= stops.searchsorted(lefts, "right")
    lonely = sorted(zip(lefts[alone].tolist(), rights[alone].tolist(), strict=True))
    found = list(columns)
    for left, right in lonely:
        if found and found[-1] not in columns and left < found[-1].right:
            found[-1] = Column(found[-1].left, max(right, found[-1].right))
        else:
            found.append(Column(left, right))
    return sorted(found, key=lambda column: column.left)


def several_values(tokens: Sequence[Token]) -> tuple[int, int]:
    """How many lines of a cell hold two values that are not one number in groups, or a value far
    from the words before it; and all its lines."""
    found = lines(tokens)
    return sum(map(_holds_several, found)), len(found)


def _holds_several(line: Sequence[Token]) -> bool:
    if len(line) < 2:
        return False
    if gaps(line, 2.0) and any(is_numeric(part.text) for part in phrases(line, 2.0)[1:]):
        return True
    return all(is_numeric(token.text) for token in line) and all(
        b.left - a.right > _TIGHT * b.size and not is_group(a.text, b.text)
        for a, b in pairwise(line)
    )
