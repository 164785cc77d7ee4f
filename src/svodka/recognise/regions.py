"""A sheet is cut at its gaps into blocks, each of one table or of words alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svodka.model import Grid
from svodka.recognise.kinds import DATE, EMPTY, TEXT, YEAR, Kinds

Flags = NDArray[np.bool_]
_WIDEST_STUB = 3
_MOST_LINES = 6
_WORDS_OF_A_LINE = 2


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Rows and columns of a grid, half open."""

    top: int
    bottom: int
    left: int
    right: int


def covered(grid: Grid, kinds: Kinds) -> Flags:
    """Cells that hold something or lie under a merged range that does."""
    filled: Flags = np.not_equal(kinds, EMPTY)
    for merge in grid.merges:
        inside = merge.row < grid.height and merge.column < grid.width
        if inside and filled[merge.row, merge.column]:
            filled[merge.row : merge.last_row + 1, merge.column : merge.last_column + 1] = True
    return filled


def blocks_of(grid: Grid, kinds: Kinds) -> tuple[Block, ...]:
    """The blocks between blank rows and blank columns, top to bottom, then left to right."""
    if not kinds.size:
        return ()
    filled = covered(grid, kinds)
    whole = Block(0, grid.height, 0, grid.width)
    return tuple(sorted(_cut(filled, kinds, whole)))


def _runs(flags: Flags, start: int) -> list[tuple[int, int]]:
    """Half-open runs of True, shifted by `start`."""
    padded = np.concatenate(([False], flags, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(start + int(a), start + int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _cut(filled: Flags, kinds: Kinds, block: Block) -> Iterator[Block]:
    part = filled[block.top : block.bottom, block.left : block.right]
    bands = _runs(np.any(part, axis=1), block.top)
    for top, bottom in bands:
        groups = _column_groups(filled, kinds, Block(top, bottom, block.left, block.right))
        if len(groups) == 1:
            yield groups[0]
            continue
        for group in groups:
            yield from _cut(filled, kinds, group)


def _column_groups(filled: Flags, kinds: Kinds, band: Block) -> list[Block]:
    """Side-by-side parts of a band; words above or below them alone in their rows cut nothing.

    Nor do lines over both, a word or two each, such as who files the form.
    """
    top, bottom = _core(kinds, band)
    groups = _groups(filled, kinds, band, top, bottom)
    for row in range(top, min(top + _MOST_LINES, bottom - 1)):
        if len(groups) != 1 or not _is_line(kinds[row, band.left : band.right]):
            break
        below = _groups(filled, kinds, band, row + 1, bottom)
        if len(below) > 1:
            groups, top = below, row + 1
    if len(groups) <= 1:
        if not groups:
            return [band]
        inside = np.any(filled[band.top : band.bottom, band.left : band.right], axis=0)
        columns = _runs(inside, band.left)
        return [Block(band.top, band.bottom, columns[0][0], columns[-1][1])]
    parts = [Block(top, bottom, left, right) for left, right in groups]
    loose = [Block(row, row + 1, band.left, band.right) for row in range(band.top, top)]
    loose += [Block(row, row + 1, band.left, band.right) for row in range(bottom, band.bottom)]
    return [_shrunk(filled, part) for part in [*loose, *parts]]


def _groups(
    filled: Flags, kinds: Kinds, band: Block, top: int, bottom: int
) -> list[tuple[int, int]]:
    """Columns between blank columns, those joined again of which one has no stub of its own."""
    core = filled[top:bottom, band.left : band.right]
    groups: list[tuple[int, int]] = []
    for left, right in _runs(np.any(core, axis=0), band.left):
        if groups and not _stands_alone(kinds, Block(top, bottom, left, right), groups[-1][0]):
            groups[-1] = (groups[-1][0], right)
        else:
            groups.append((left, right))
    return groups


def _is_line(cells: Kinds) -> bool:
    """Whether a row holds a word or two and no value."""
    return 0 < int((cells == TEXT).sum()) <= _WORDS_OF_A_LINE and not (cells > TEXT).any()


def _shrunk(filled: Flags, block: Block) -> Block:
    part = filled[block.top : block.bottom, block.left : block.right]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    return Block(
        block.top + int(rows[0]),
        block.top + int(rows[-1]) + 1,
        block.left + int(columns[0]),
        block.left + int(columns[-1]) + 1,
    )


def _core(kinds: Kinds, band: Block) -> tuple[int, int]:
    """The band without rows at its top and bottom that hold one text only."""
    part = kinds[band.top : band.bottom, band.left : band.right]
    lone = ((part != EMPTY).sum(axis=1) == 1) & ((part == TEXT).sum(axis=1) == 1)
    rows = np.flatnonzero(~lone)
    if not rows.size:
        return band.top, band.bottom
    return band.top + int(rows[0]), band.top + int(rows[-1]) + 1


def _stands_alone(kinds: Kinds, block: Block, left_of_group: int) -> bool:
    """Whether a part right of a blank column has a stub of its own, and the part left of it data."""
    before = kinds[block.top : block.bottom, left_of_group : block.left]
    if not (before > TEXT).any():
        return False
    part = kinds[block.top : block.bottom, block.left : block.right]
    if not (part > TEXT).any():
        return bool((part[:, 0] == TEXT).sum() > 1 and part.shape[1] > 1)
    with_values = (part > TEXT).any(axis=1)
    shown = part[with_values]
    named = (shown == TEXT).sum(axis=0) * 2 > shown.shape[0]
    dated = ((shown[:, 0] == YEAR) | (shown[:, 0] == DATE)).sum() * 2 > shown.shape[0]
    return bool(named[:_WIDEST_STUB].any() or dated)
