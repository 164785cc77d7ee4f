"""Grids in, tables out: where head, stub and body lie, and the words that govern each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from svodka.model import Grid, Table
from svodka.recognise.continuation import is_page_number, says_it_goes_on, with_head, with_title
from svodka.recognise.head_lines import lines_of_heads
from svodka.recognise.heads import head_cells
from svodka.recognise.joints import joined
from svodka.recognise.kinds import LOOSE, NUMBER, YEAR, Kinds, kinds_of
from svodka.recognise.labels import Footnotes, endings_of, tidy_words, words_of
from svodka.recognise.panels import unfolded
from svodka.recognise.raised import with_marks
from svodka.recognise.regions import blocks_of
from svodka.recognise.segments import Segment, segments_of
from svodka.recognise.stubs import Walk, row_heads
from svodka.recognise.titles import form_heads_as_words, marks_of, words_around
from svodka.recognise.transposed import is_transposed

NO_HEAD = "no head found: look in the document what its columns count"
# Digits that the number of a column has at most; four are a year.
_COUNTED = 2


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """One grid with its parts, and what was said around each of them."""

    grid: Grid
    kinds: Kinds
    segments: list[Segment]
    titles: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[tuple[str, ...]] = field(default_factory=list)


def tables(grids: Sequence[Grid]) -> tuple[Table, ...]:
    """The tables of a document, in its order. What a follow-on lacks it has from the one before.

    Every cell that holds a number is in the body of one table or in the `outside` of one.
    """
    sheets = [_sheet(with_marks(grid)) for grid in grids if grid.rows and grid.width]
    far = marks_of(line for sheet in sheets for lines in sheet.notes for line in lines)
    named = frozenset(label for sheet in sheets for label in _labels_with_figures(sheet))
    words = [_words(sheet) for sheet in sheets]
    plain = frozenset().union(*words)
    found: list[Table] = []
    first: Table | None = None
    walk: Walk | None = None
    for sheet, labels in zip(sheets, words, strict=True):
        bases = endings_of(labels)
        here: list[Table] = []
        for index, segment in enumerate(sheet.segments):
            if not segment.body:
                continue
            near = marks_of(sheet.notes[index])
            footnotes = Footnotes(near=near, far=far, bases=bases, plain=plain)
            before = found[-1] if found and not here and _goes_on(sheet, index) else None
            table, walk = _table(sheet, index, footnotes, named, walk if before else None)
            if before is not None:
                table = with_head(table, before)
            if says_it_goes_on(table.title) or (
                before is not None and all(map(is_page_number, table.title))
            ):
                table = with_title(table, first)
            elif table.body_columns:
                first = table
            here.append(table)
        found.extend(_with_strays(sheet, here))
    return tuple(found)


def _goes_on(sheet: _Sheet, index: int) -> bool:
    """Whether the first table of a grid has no head and is said to continue the one before it."""
    segment = sheet.segments[index]
    said = sheet.grid.continues or says_it_goes_on(sheet.titles[index])
    return said and bool(segment.columns.values)


def _sheet(grid: Grid) -> _Sheet:
    kinds = kinds_of(grid)
    parts = [s for block in blocks_of(grid, kinds) for s in segments_of(grid, kinds, block)]
    segments = [p for s in joined(grid, kinds, parts) for p in unfolded(grid, kinds, s)]
    if any(segment.columns.values and not _is_stray(grid, segment) for segment in segments):
        segments = [
            Segment(block=segment.block, above=segment.above + segment.head)
            if _is_stray(grid, segment)
            else segment
            for segment in segments
        ]
    segments = form_heads_as_words(grid, segments)
    sheet = _Sheet(grid=grid, kinds=kinds, segments=segments)
    sheet.titles, sheet.notes = words_around(grid, sheet.segments)
    return sheet


def _is_stray(grid: Grid, segment: Segment) -> bool:
    """Whether a segment is a number or two without any word: no table beside others.

    Nor is one merged over several columns, as a line of a title is: a formula that found no words.
    """
    columns = segment.columns
    figures = len(segment.body) * len(columns.values)
    if not 0 < figures <= 2 or columns.stub:
        return False
    wide = {(m.row, m.column) for m in grid.merges if m.last_column - m.column > 1}
    cells = {(row, column) for row in segment.body for column in columns.values}
    return not (segment.head or segment.above) or cells <= wide


def _labels_with_figures(sheet: _Sheet) -> Iterable[str]:
    for segment in sheet.segments:
        if segment.columns.values and len(segment.columns.stub) == 1:
            column = segment.columns.stub[0]
            for row in segment.body:
                if row not in segment.sections:
                    yield words_of(sheet.grid.rows[row][column])


def _words(sheet: _Sheet) -> set[str]:
    """The words of heads and stubs: how else a label is printed tells marks from names."""
    rows, words = sheet.grid.rows, set[str]()
    for segment in sheet.segments:
        for row in segment.head:
            words.update(words_of(rows[row][column]) for column in segment.columns.values)
        for column in segment.columns.stub:
            words.update(words_of(rows[row][column]) for row in segment.body)
    words.discard("")
    return words


def _table(
    sheet: _Sheet, index: int, footnotes: Footnotes, named: frozenset[str], walk: Walk | None
) -> tuple[Table, Walk]:
    segment, grid = sheet.segments[index], sheet.grid
    stubs = row_heads(grid, segment, footnotes, named, walk)
    paths: list[tuple[str, ...]] = []
    marks: list[tuple[str, ...]] = []
    left = segment.block.left
    heads = head_cells(grid, sheet.kinds, segment.head, segment.columns.values, left)
    for groups in lines_of_heads(grid, sheet.kinds, heads):
        parted = [footnotes.part(_words_in(grid, cells)) for cells in groups]
        paths.append(tuple(text for text, _ in parted if text))
        marks.append(tuple(mark for _, found in parted for mark in found))
    # A row that only counts the columns is no head: its words stand elsewhere or were lost.
    headless = len(paths) > 1 and not any(
        text for path in paths for text in path if not text.isdecimal() or len(text) > _COUNTED
    )
    table = Table(
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
        title=sheet.titles[index],
        notes=sheet.notes[index],
        outside=_outside(sheet.kinds, segment),
        transposed=is_transposed(stubs.paths, paths),
        doubts=(NO_HEAD,) if headless else (),
    )
    return table, stubs.walk


def _words_in(grid: Grid, cells: Sequence[tuple[int, int]]) -> str:
    if len(cells) == 1:
        return words_of(grid.rows[cells[0][0]][cells[0][1]])
    lines = (words_of(grid.rows[row][column]) for row, column in cells)
    return tidy_words("\n".join(line for line in lines if line))


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


def _with_strays(sheet: _Sheet, here: list[Table]) -> list[Table]:
    """Each number in one table only: no table's `outside` holds what is in the body of another.

    Numbers in no table's rectangle go to the `outside` of the nearest, or of a table of words.
    """
    kinds = sheet.kinds
    numbers = (kinds == NUMBER) | (kinds == YEAR) | (kinds == LOOSE)
    for table in here:
        if table.body_rows and table.body_columns:
            numbers[np.ix_(table.body_rows, table.body_columns)] = False
    outside: list[list[tuple[int, int]]] = []
    for table in here:
        own = [at for at in table.outside if numbers[at]]
        for at in own:
            numbers[at] = False
        outside.append(own)
    strays = [(int(row), int(column)) for row, column in np.argwhere(numbers)]
    if strays and not here:
        empty = Table(grid=sheet.grid, body_rows=(), body_columns=(), row_paths=(), column_paths=())
        return [replace(empty, outside=tuple(strays), doubts=(NO_HEAD,))]
    for row, column in strays:
        outside[_nearest(here, row)].append((row, column))
    return [replace(table, outside=tuple(sorted(outside[i]))) for i, table in enumerate(here)]


def _nearest(here: Sequence[Table], row: int) -> int:
    def distance(table: Table) -> int:
        rows = table.head_rows + table.body_rows
        return max(rows[0] - row, row - rows[-1], 0) if rows else len(table.grid.rows)

    return min(range(len(here)), key=lambda i: (distance(here[i]), i))
