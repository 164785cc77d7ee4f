"""One block read downwards: words above, head, body, words below; a new head begins a new segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from svodka.model import Grid
from svodka.recognise.columns import Columns, columns_of
from svodka.recognise.headrows import first_data, head_rows, numbering_rows
from svodka.recognise.kinds import DATE, EMPTY, TEXT, YEAR, Kinds, is_counting
from svodka.recognise.labels import words_of
from svodka.recognise.notes import is_note
from svodka.recognise.regions import Block

Flags = NDArray[np.bool_]
_NO_COLUMNS = Columns()
_DEEPEST_HEAD = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Rows and columns of one table in a grid, by what they are for.

    `sections` are body rows that hold words alone. `above` and `below` are rows of words;
    `skipped` rows count the columns or repeat the head.
    """

    block: Block
    above: tuple[int, ...] = ()
    head: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    sections: frozenset[int] = frozenset()
    below: tuple[int, ...] = ()
    columns: Columns = _NO_COLUMNS


def segments_of(grid: Grid, kinds: Kinds, block: Block) -> Iterator[Segment]:
    """The segments of a block, top to bottom; a block of words alone is one without a body."""
    top = block.top
    while top < block.bottom:
        segment = _next(grid, kinds, replace(block, top=top))
        yield segment
        top = segment.block.bottom


def _next(grid: Grid, kinds: Kinds, block: Block) -> Segment:
    start = first_data(grid, kinds, block)
    if start == block.bottom:
        return _of_words(kinds, block)
    bottom = _bottom(grid, kinds, replace(block, top=start))
    body = replace(block, top=start, bottom=bottom)
    columns = columns_of(grid, kinds, body, range(block.top, start))
    if not columns.values:
        return _of_words(kinds, block)
    head, skipped, top = _head(grid, kinds, block, start, columns)
    kept, repeated, stop = _body(grid, kinds, replace(body, top=top), head, columns)
    above = tuple(row for row in range(block.top, top) if row not in head and row not in skipped)
    below = tuple(range(bottom, block.bottom)) if stop == bottom else ()
    return Segment(
        block=replace(block, bottom=block.bottom if stop == bottom else stop),
        above=above,
        head=head,
        skipped=skipped + repeated,
        body=kept,
        sections=_words_alone(kinds, block, kept, columns),
        below=below,
        columns=columns,
    )


def _of_words(kinds: Kinds, block: Block) -> Segment:
    """A block without figures: under rows of one text each, a full row is a head, the rest records."""
    part = kinds[block.top : block.bottom, block.left : block.right] != EMPTY
    filled = part.sum(axis=1)
    first = next((i for i, count in enumerate(filled) if count > 1), len(filled))
    rows = range(block.top + first, block.bottom)
    if len(rows) < 2 or (filled[first:] > 1).sum() < 2:
        return Segment(block=block, above=tuple(range(block.top, block.bottom)))
    head = (rows[0],) if filled[first] == filled.max() else ()
    return Segment(
        block=block,
        above=tuple(range(block.top, block.top + first)),
        head=head,
        body=tuple(rows)[len(head) :],
        columns=Columns(stub=tuple(range(block.left, block.right))),
    )


def _bottom(grid: Grid, kinds: Kinds, body: Block) -> int:
    """Where the body ends and words below it begin: rows of one text at the end, if they explain."""
    part = kinds[body.top : body.bottom, body.left : body.right]
    filled = (part != EMPTY).sum(axis=1)
    few = 2 if np.median(filled[filled > 0]) > 3 else 1
    lone = (filled <= few) & ((part > TEXT).sum(axis=1) == 0)
    bottom = body.bottom
    while bottom > body.top and lone[bottom - 1 - body.top]:
        bottom -= 1
    if bottom == body.bottom:
        return bottom
    longest = _longest_label(grid, body, bottom)
    first = bottom
    while first < body.bottom and _is_label(grid, body, first, longest):
        first += 1
    return bottom if first < body.bottom else body.bottom


def _longest_label(grid: Grid, body: Block, bottom: int) -> int:
    return max(
        (len(words_of(grid.rows[row][body.left])) for row in range(body.top, bottom)), default=0
    )


def _is_label(grid: Grid, body: Block, row: int, longest: int) -> bool:
    """Whether words alone in a row below figures look like a row label that has no figures."""
    words = words_of(grid.rows[row][body.left])
    if any(value is not None for value in grid.rows[row][body.left + 1 : body.right]):
        return False
    return 0 < len(words) <= longest and not is_note(words) and not words.endswith((".", ":"))


def _head(
    grid: Grid, kinds: Kinds, block: Block, start: int, columns: Columns
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Head rows, rows that count the columns, and the first row of the body."""
    skipped = numbering_rows(grid, kinds, block, start)
    head, top = head_rows(grid, kinds, replace(block, bottom=start), columns)
    pairs = frozenset(row for row in head if _is_pair(grid, kinds, block, row))
    head = tuple(row for row in head if row not in skipped and row not in pairs)
    return head, skipped, max([top, *(row + 1 for row in skipped)])


def _is_pair(grid: Grid, kinds: Kinds, block: Block, row: int) -> bool:
    """Whether a row of words above figures says one thing of all of them («Период:» and a month)."""
    cells = np.flatnonzero(kinds[row, block.left : block.right] != EMPTY)
    return len(cells) == 2 and words_of(grid.rows[row][block.left + int(cells[0])]).endswith(":")


def _body(
    grid: Grid, kinds: Kinds, body: Block, head: tuple[int, ...], columns: Columns
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Body rows, repeated head rows among them, and where the next head begins."""
    values = list(columns.values)
    part = kinds[body.top : body.bottom, values]
    figures: Flags = ((part > TEXT) & (part != YEAR) & (part != DATE)).any(axis=1)
    wordy: Flags = ~figures & (part != EMPTY).any(axis=1)
    filled: Flags = (kinds[body.top : body.bottom, body.left : body.right] != EMPTY).any(axis=1)
    known = {_line(grid, row, values) for row in head}
    corners = {_corner(grid, row, columns) for row in head} | {()}
    kept: list[int] = []
    repeated: list[int] = []
    for offset in np.flatnonzero(filled):
        row = body.top + int(offset)
        if wordy[offset] and _line(grid, row, values) in known:
            repeated.append(row)
        elif (
            wordy[offset]
            and kept
            and row + 1 < body.bottom
            and _begins_head(grid, kinds, row, columns, corners, alone=kept[-1])
        ):
            stop = _with_words_above(kinds, body, row, columns)
            return tuple(r for r in kept if r < stop), tuple(repeated), stop
        else:
            kept.append(row)
    return tuple(kept), tuple(repeated), body.bottom


def _words_alone(
    kinds: Kinds, block: Block, rows: tuple[int, ...], columns: Columns
) -> frozenset[int]:
    """Rows that hold one text and nothing over the columns of figures but words."""
    part = kinds[list(rows), block.left : block.right].copy()
    # A bar over the whole width begins in the column that counts the rows.
    several = (part != EMPTY).sum(axis=1) > 1
    # A line of a form that has its number behind its words is one, if nothing is filled in.
    for column in columns.numbering:
        if not columns.stub or column < columns.stub[0]:
            part[several, column - block.left] = EMPTY
    one = ((part != EMPTY).sum(axis=1) == 1) & ((part > TEXT).sum(axis=1) == 0)
    return frozenset(rows[int(i)] for i in np.flatnonzero(one))


def _begins_head(
    grid: Grid,
    kinds: Kinds,
    row: int,
    columns: Columns,
    corners: set[tuple[str, ...]],
    *,
    alone: int,
) -> bool:
    """Whether words over the value columns inside a body are a new head, not a row of words."""
    line = kinds[row, list(columns.values)]
    texts = int((line == TEXT).sum())
    corner = _corner(grid, row, columns)
    if texts and corner and corner in corners:
        return bool((kinds[row + 1 : row + _DEEPEST_HEAD, list(columns.values)] > TEXT).any())
    words = texts + int((line == YEAR).sum() + (line == DATE).sum())
    if words * 2 <= len(columns.values) or words < 2 <= len(columns.values):
        return False
    counting = is_counting(grid, kinds, row, columns.values[0], columns.values[-1] + 1)
    if not texts and not counting and not (corner and corner in corners):
        return False
    if not (kinds[row + 1 : row + 4, list(columns.values)] > TEXT).any():
        return False
    above = kinds[alone, list(columns.values)]
    return corner in corners or bool((above == EMPTY).all())


def _with_words_above(kinds: Kinds, body: Block, row: int, columns: Columns) -> int:
    """The first of the rows of one text that stand directly above a new head."""
    while row - 1 > body.top and (kinds[row - 1, body.left : body.right] != EMPTY).sum() == 1:
        if (kinds[row - 1, list(columns.values)] > TEXT).any():
            break
        row -= 1
    return row


def _corner(grid: Grid, row: int, columns: Columns) -> tuple[str, ...]:
    words = (words_of(grid.rows[row][column]) for column in columns.stub)
    return tuple(word for word in words if word)


def _line(grid: Grid, row: int, columns: Sequence[int]) -> tuple[str, ...]:
    return tuple(words_of(grid.rows[row][column]) for column in columns)
