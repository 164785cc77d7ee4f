"""Grids in, tables out: where head, stub and body lie, and the words that govern each cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from svodka.model import Grid, Table
from svodka.recognise.continuation import says_it_goes_on, with_title
from svodka.recognise.heads import head_cells
from svodka.recognise.kinds import LOOSE, NUMBER, YEAR, Kinds, kinds_of
from svodka.recognise.labels import Footnotes, endings_of, tidy_words, words_of
from svodka.recognise.regions import Block, blocks_of
from svodka.recognise.segments import Segment, segments_of
from svodka.recognise.stubs import row_heads
from svodka.recognise.titles import is_note, marks_of


def tables(grids: Sequence[Grid]) -> tuple[Table, ...]:
    """The tables of a document, in its order. What a follow-on lacks it has from the one before."""
    found: list[Table] = []
    first: Table | None = None
    for grid in grids:
        for table in _in_grid(grid):
            if says_it_goes_on(table.title):
                found.append(with_title(table, first))
            else:
                first = table
                found.append(table)
    return tuple(found)


def _in_grid(grid: Grid) -> list[Table]:
    if not grid.rows or not grid.width:
        return []
    kinds = kinds_of(grid)
    segments = [s for block in blocks_of(grid, kinds) for s in segments_of(grid, kinds, block)]
    title: list[str] = list(map(tidy_words, grid.before))
    pending: list[str] = []
    result: list[Table] = []
    owners: list[tuple[Segment, tuple[str, ...]]] = []
    notes: dict[int, list[str]] = {}
    for segment in segments:
        above = _lines(grid, kinds, segment.block, segment.above)
        if not segment.body:
            for line in above:
                if owners and (is_note(line) or notes.get(len(owners) - 1)):
                    notes.setdefault(len(owners) - 1, []).append(line)
                elif owners:
                    pending.append(line)
                else:
                    title.append(line)
            continue
        owners.append((segment, tuple(title + pending + above)))
        pending = []
        for line in _lines(grid, kinds, segment.block, segment.below, wide=True):
            notes.setdefault(len(owners) - 1, []).append(line)
    if owners and (pending or grid.after):
        notes.setdefault(len(owners) - 1, []).extend([*pending, *map(tidy_words, grid.after)])
    everything = marks_of(line for lines in notes.values() for line in lines)
    bases = _bases(grid, kinds, owners)
    for index, (segment, lines) in enumerate(owners):
        own = tuple(notes.get(index, ()))
        footnotes = Footnotes(near=marks_of(own), far=everything, bases=bases)
        result.append(_table(grid, kinds, segment, lines, own, footnotes))
    return result


def _bases(
    grid: Grid, kinds: Kinds, owners: list[tuple[Segment, tuple[str, ...]]]
) -> dict[str, set[str]]:
    words: set[str] = set()
    for segment, _ in owners:
        for row in segment.head:
            words.update(words_of(grid.rows[row][column]) for column in segment.columns.values)
        for column in segment.columns.stub:
            words.update(words_of(grid.rows[row][column]) for row in segment.body)
    words.discard("")
    return endings_of(words)


def _lines(
    grid: Grid, kinds: Kinds, block: Block, rows: Sequence[int], *, wide: bool = False
) -> list[str]:
    lines = []
    for row in rows:
        words = [words_of(grid.rows[row][c]) for c in range(block.left, block.right)]
        line = " ".join(word for word in words if word)
        if line:
            lines.append(line)
    return lines


def _table(
    grid: Grid,
    kinds: Kinds,
    segment: Segment,
    title: tuple[str, ...],
    notes: tuple[str, ...],
    footnotes: Footnotes,
) -> Table:
    stubs = row_heads(grid, segment, footnotes)
    paths: list[tuple[str, ...]] = []
    marks: list[tuple[str, ...]] = []
    for owners in head_cells(grid, kinds, segment.head, segment.columns.values):
        parted = [footnotes.part(words_of(grid.rows[row][column])) for row, column in owners]
        paths.append(tuple(text for text, _ in parted))
        marks.append(tuple(mark for _, found in parted for mark in found))
    return Table(
        grid=grid,
        body_rows=stubs.rows,
        body_columns=segment.columns.values,
        row_paths=stubs.paths,
        column_paths=tuple(paths),
        row_notes=stubs.notes,
        column_notes=tuple(marks),
        row_depths=stubs.depths,
        head_rows=segment.head,
        stub_columns=segment.columns.stub,
        title=title,
        notes=notes,
        outside=_outside(kinds, segment),
    )


def _outside(kinds: Kinds, segment: Segment) -> tuple[tuple[int, int], ...]:
    """Cells of the table's rectangle that hold numbers but lie outside its body."""
    block = segment.block
    part = kinds[block.top : block.bottom, block.left : block.right]
    numbers = (part == NUMBER) | (part == YEAR) | (part == LOOSE)
    rows = np.asarray(segment.body, dtype=np.intp) - block.top
    columns = np.asarray(segment.columns.values, dtype=np.intp) - block.left
    if rows.size and columns.size:
        numbers[np.ix_(rows, columns)] = False
    return tuple((block.top + int(row), block.left + int(c)) for row, c in np.argwhere(numbers))
