"""One block read downwards: words above, head, body, words below; a new head begins a new segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from svodka.model import Grid
from svodka.recognise.kinds import DATE, EMPTY, LOOSE, MARK, NUMBER, TEXT, YEAR, Kinds, is_counting
from svodka.recognise.labels import words_of
from svodka.recognise.regions import Block

_MOST_HEAD_ROWS = 15
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Rows and columns of one table in a grid, by what they are for.

    `sections` are body rows that hold words alone; `outside` rows hold numbers that count the
    columns or repeat the head; `numbering` are stub columns that count the rows.
    """

    block: Block
    above: tuple[int, ...] = ()
    head: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    sections: frozenset[int] = frozenset()
    below: tuple[int, ...] = ()
    stub: tuple[int, ...] = ()
    numbering: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Counts by kind for every row of a block, relative to its top."""

    filled: Counts
    texts: Counts
    values: Counts
    years: Counts

    def lone(self, row: int) -> bool:
        return bool(self.filled[row] == 1 and self.texts[row] == 1)


def _count(part: Kinds) -> _Rows:
    return _Rows(
        filled=(part != EMPTY).sum(axis=1),
        texts=(part == TEXT).sum(axis=1),
        values=((part == NUMBER) | (part == MARK) | (part == LOOSE)).sum(axis=1),
        years=((part == YEAR) | (part == DATE)).sum(axis=1),
    )


def segments_of(grid: Grid, kinds: Kinds, block: Block) -> Iterator[Segment]:
    """The segments of a block, top to bottom; a block of words alone is one without a body."""
    rows = _count(kinds[block.top : block.bottom, block.left : block.right])
    height = block.bottom - block.top
    first, last = 0, height
    while first < last and rows.lone(first):
        first += 1
    while last > first and rows.lone(last - 1):
        last -= 1
    above = tuple(range(block.top, block.top + first))
    below = tuple(range(block.top + last, block.bottom))
    if first == last:
        yield Segment(block=block, above=above)
        return
    core = Block(block.top + first, block.top + last, block.left, block.right)
    for segment in _in_core(grid, kinds, core):
        lead = above if segment.block.top == core.top else ()
        tail = below if segment.block.bottom == core.bottom else ()
        yield replace(segment, above=lead + segment.above, below=segment.below + tail)


def _in_core(grid: Grid, kinds: Kinds, core: Block) -> Iterator[Segment]:
    part = kinds[core.top : core.bottom, core.left : core.right]
    rows = _count(part)
    start = _first_data(grid, kinds, core, rows)
    columns = _value_columns(grid, kinds, replace(core, top=start)) if start < core.bottom else ()
    if not columns:
        yield _of_words(kinds, core)
        return
    head, body_top = _head(grid, kinds, core, start, columns)
    numbering = tuple(
        row for row in range(core.top, start) if _counts_columns(grid, kinds, core, row)
    )
    head = tuple(row for row in head if row not in numbering)
    stub = _stub_columns(kinds, Block(body_top, core.bottom, core.left, core.right), columns)
    body, repeated, stop = _body(
        grid, kinds, Block(body_top, core.bottom, core.left, core.right), head, columns
    )
    above = tuple(
        row for row in range(core.top, body_top) if row not in head and row not in numbering
    )
    sections = frozenset(row for row in body if not _has_values(kinds, row, columns))
    yield Segment(
        block=Block(core.top, stop, core.left, core.right),
        above=above,
        head=head,
        outside=numbering + repeated,
        body=body,
        sections=sections,
        stub=stub,
        columns=columns,
    )
    if stop < core.bottom:
        yield from segments_of(grid, kinds, Block(stop, core.bottom, core.left, core.right))


def _of_words(kinds: Kinds, core: Block) -> Segment:
    """A block without figures: its first row is a head if it is full, the rest are records."""
    width = core.right - core.left
    rows = range(core.top, core.bottom)
    part = kinds[core.top : core.bottom, core.left : core.right]
    if width < 2 or len(rows) < 2:
        return Segment(block=core, above=tuple(rows))
    head = (core.top,) if (part[0] == TEXT).all() else ()
    return Segment(
        block=core,
        head=head,
        body=tuple(rows)[len(head) :],
        stub=tuple(range(core.left, core.right)),
    )


def _first_data(grid: Grid, kinds: Kinds, core: Block, rows: _Rows) -> int:
    """The first row whose values are no head: not years over columns, not a count of columns."""
    for offset in range(core.bottom - core.top):
        row = core.top + offset
        if not rows.values[offset] and not rows.years[offset]:
            continue
        if offset < _MOST_HEAD_ROWS and _is_head_of_numbers(grid, kinds, core, row):
            continue
        return row
    return core.bottom


def _is_head_of_numbers(grid: Grid, kinds: Kinds, core: Block, row: int) -> bool:
    line = kinds[row, core.left : core.right]
    values = (line == NUMBER) | (line == MARK) | (line == LOOSE)
    years = (line == YEAR) | (line == DATE)
    if row + 1 >= core.bottom:
        return False
    below = kinds[row + 1, core.left : core.right]
    if years.any() and not values.any():
        if years.sum() == 1 and line[0] != EMPTY:
            return False
        return bool((below[years] != YEAR).any() or (below == EMPTY).all()) and line[0] not in (
            YEAR,
            DATE,
        )
    if _counts_columns(grid, kinds, core, row):
        return True
    return (
        is_counting(grid, kinds, row, core.left, core.right)
        and not is_counting(grid, kinds, row + 1, core.left, core.right)
        and line[0] in (TEXT, EMPTY)
    )


def _counts_columns(grid: Grid, kinds: Kinds, core: Block, row: int) -> bool:
    """Whether a row under words counts the columns («А, 1, 2, 3», «1, 2, 3»)."""
    if row == core.top:
        return False
    values = [grid.rows[row][c] for c in range(core.left, core.right) if kinds[row, c] != EMPTY]
    words = [words_of(value) for value in values]
    letters = 0
    while (
        letters < len(words)
        and len(words[letters].strip(" ().")) == 1
        and words[letters].strip(" ().").isalpha()
    ):
        letters += 1
    counted = [word.strip(" ().") for word in words[letters:]]
    if len(counted) < 2 or not all(word.isdecimal() for word in counted):
        return False
    first = int(counted[0])
    return first in (1, 2, 3) and all(
        int(word) == first + step for step, word in enumerate(counted)
    )


def _value_columns(grid: Grid, kinds: Kinds, body: Block) -> tuple[int, ...]:
    """Columns whose cells in the body are mostly numbers or marks, and blank ones under a head."""
    part = kinds[body.top : body.bottom, body.left : body.right]
    texts = (part == TEXT).sum(axis=0)
    numbers = ((part == NUMBER) | (part == LOOSE)).sum(axis=0)
    marks = (part == MARK).sum(axis=0)
    years = (part == YEAR).sum(axis=0)
    values = (numbers + marks + years > texts) & (numbers + marks + years > 0)
    columns = [int(column) for column in np.flatnonzero(values)]
    columns = _without_stub(grid, part, body, columns, numbers + marks)
    if not columns:
        return ()
    blank = (part == EMPTY).all(axis=0)
    blank[: columns[0]] = False
    return tuple(sorted(body.left + c for c in {*columns, *map(int, np.flatnonzero(blank))}))


def _without_stub(
    grid: Grid, part: Kinds, body: Block, columns: list[int], values: Counts
) -> list[int]:
    """Value columns without leading ones that name the rows: years, or a count of the rows."""
    while len(columns) > 1:
        column = columns[0]
        line = part[:, column]
        years_only = bool((line == YEAR).sum() > 0 and not values[column])
        rising = column == 0 and _rises(grid, body, column)
        if not (years_only or rising):
            break
        columns = columns[1:]
    return columns


def _rises(grid: Grid, body: Block, column: int) -> bool:
    """Whether a column holds whole numbers, each greater than the one above it."""
    before = -np.inf
    count = 0
    for row in range(body.top, body.bottom):
        value = grid.rows[row][body.left + column]
        if value is None:
            continue
        text = words_of(value)
        if not text.isdecimal():
            return False
        if int(text) <= before:
            return False
        before = int(text)
        count += 1
    return count > 1


def _has_values(kinds: Kinds, row: int, columns: tuple[int, ...]) -> bool:
    line = kinds[row, list(columns)]
    return bool((line > TEXT).any())


def _head(
    grid: Grid, kinds: Kinds, core: Block, start: int, columns: tuple[int, ...]
) -> tuple[tuple[int, ...], int]:
    """Head rows and the first row of the body: the head ends with words over a value column."""
    stop = start
    picked = list(columns)
    while stop > core.top and not (kinds[stop - 1, picked] != EMPTY).any():
        stop -= 1
    if stop == core.top:
        return (), start
    return tuple(range(core.top, stop)), stop


def _stub_columns(kinds: Kinds, body: Block, columns: tuple[int, ...]) -> tuple[int, ...]:
    part = kinds[body.top : body.bottom, body.left : body.right] != EMPTY
    share = part.mean(axis=0) if part.size else np.zeros(body.right - body.left)
    return tuple(
        column
        for column in range(body.left, body.right)
        if column not in columns
        and share[column - body.left] > 0
        and (column < columns[0] or share[column - body.left] >= 0.5)
    )


def _body(
    grid: Grid, kinds: Kinds, body: Block, head: tuple[int, ...], columns: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Body rows, repeated head rows among them, and where the next head begins."""
    known = {_line(grid, row, columns) for row in head}
    part = kinds[body.top : body.bottom, list(columns)]
    texts = (part == TEXT).sum(axis=1)
    filled = (kinds[body.top : body.bottom, body.left : body.right] != EMPTY).any(axis=1)
    values = ((part > TEXT) & (part != YEAR) & (part != DATE)).any(axis=1)
    kept: list[int] = []
    repeated: list[int] = []
    for offset in range(body.bottom - body.top):
        row = body.top + offset
        if not filled[offset]:
            continue
        if not values[offset] and (texts[offset] or (part[offset] != EMPTY).any()):
            if _line(grid, row, columns) in known:
                repeated.append(row)
                continue
            if (
                texts[offset] * 2 > len(columns)
                and len(columns) > 1
                and kept
                and row + 1 < body.bottom
            ):
                return tuple(kept), tuple(repeated), row
        kept.append(row)
    return tuple(kept), tuple(repeated), body.bottom


def _line(grid: Grid, row: int, columns: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(words_of(grid.rows[row][column]) for column in columns)
