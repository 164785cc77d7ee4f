"""Values and marks of one sheet in, its grid and remarks out; addresses stay those of the file.

The used range of a sheet can be far larger than its table: a grid reaches as far as something is
stored, and further only for a merge or a comment that lies just beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from unicodedata import is_normalized, normalize

import numpy as np

from svodka.model import (
    Anchor,
    Grid,
    GridKind,
    Merge,
    Piece,
    Remark,
    SheetCell,
    Value,
)
from svodka.read.sheet_bounds import Bounds, around_all, check_area, laid_out, trimmed
from svodka.read.sheet_formats import GENERAL, sections_of
from svodka.read.sheet_maps import CodedCells, Place, SheetFormulas, ShownCells
from svodka.read.sheet_scan import Scan

SPACES_PER_LEVEL = 3
_T = TypeVar("_T")
_BEYOND = 4096
_COVERED_CHECKED = 10_000
_BLANKS = " \t\u00a0\u2007\u202f"


@dataclass(frozen=True, slots=True)
class Look:
    """What the formatting of a cell says: number format code, indent level, bold."""

    format: str = GENERAL
    indent: int = 0
    bold: bool = False


@dataclass(slots=True, kw_only=True)
class Sheet:
    """All that was read of one sheet; places are 0-based addresses of the file.

    `values` start at (`top`, `left`). `looks` are what `marks.styles` point into. `shown` holds
    words as displayed where the file itself keeps them.
    """

    name: str
    hidden: bool = False
    top: int = 0
    left: int = 0
    values: Iterable[Sequence[Value]] = ()
    marks: Scan
    looks: Sequence[Look] = ()
    comments: Mapping[Place, str] = field(default_factory=dict)
    raised: Mapping[Place, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    shown: Mapping[Place, str] = field(default_factory=dict)


def sheet_pieces(sheet: Sheet) -> Iterator[Piece]:
    """The grid of a sheet, then what a person should know of it.

    Raises:
        UnreadableDocument: the stored cells lie too far apart.
    """
    words = _Words()
    rows = [words.row(number, values) for number, values in enumerate(sheet.values)]
    rows, start = trimmed(rows, (sheet.top, sheet.left))
    bounds = _bounds(sheet, rows, start)
    check_area(sheet.name, bounds.area)
    laid = laid_out(rows, start, bounds, sheet.marks.errors)
    here = _Here(sheet, bounds)
    formats = here.formats()
    changed = here.moved(sheet.shown) | here.moved(words.changed, (sheet.top, sheet.left))
    indents = here.moved(words.indents, (sheet.top, sheet.left))
    grid = Grid(
        kind=GridKind.SHEET,
        name=sheet.name,
        top=bounds.top + 1,
        left=bounds.left + 1,
        rows=laid,
        texts=ShownCells(changed, formats, laid) if formats else changed,
        merges=here.merges(),
        formulas=here.formulas(),
        comments=here.moved(sheet.comments),
        number_formats=formats,
        indents=here.indents(indents, laid),
        bold=here.bold(),
        raised=here.moved(sheet.raised),
        hidden=sheet.hidden,
        hidden_rows=frozenset(
            row - bounds.top
            for row in sheet.marks.hidden_rows
            if bounds.top <= row <= bounds.last_row
        ),
        hidden_columns=here.hidden_columns(),
    )
    yield grid
    yield from _remarks(sheet, bounds, grid)


@dataclass(slots=True)
class _Words:
    """Takes rows of values in; keeps what NFC changes and what leading spaces indent."""

    changed: dict[Place, str] = field(default_factory=dict)
    indents: dict[Place, int] = field(default_factory=dict)

    def row(self, number: int, values: Sequence[Value]) -> Sequence[Value]:
        """The values as a grid holds them: NFC, and None for what is empty or blank."""
        kinds = list(map(type, values))
        texts = kinds.count(str)
        if not texts:
            return values
        kept = list(values)
        column = -1
        for _ in range(texts):
            column = kinds.index(str, column + 1)
            value = kept[column]
            if value == "":
                kept[column] = None
            elif value[0] in _BLANKS or not is_normalized("NFC", value):  # type: ignore[index,arg-type]  # a text
                kept[column] = self._word(number, column, value)  # type: ignore[arg-type]  # a text
        return kept

    def _word(self, number: int, column: int, value: str) -> str | None:
        stripped = value.lstrip(_BLANKS)
        if not stripped:
            self.changed[number, column] = value
            return None
        level = (len(value) - len(stripped) + 1) // SPACES_PER_LEVEL
        if level:
            self.indents[number, column] = level
        if is_normalized("NFC", value):
            return value
        self.changed[number, column] = value
        return normalize("NFC", value)


def _bounds(sheet: Sheet, rows: list[Sequence[Value]], start: Place) -> Bounds:
    width = max(map(len, rows), default=0)
    bounds = Bounds(*start, start[0] + len(rows) - 1, start[1] + width - 1)
    places = [(formula.row, formula.column) for formula in sheet.marks.formulas]
    places.extend(sheet.marks.errors)
    if places:
        far = around_all(places)
        bounds = far if not rows else bounds.around(far)
    if bounds.area <= 0:
        return around_all(list(sheet.comments)) if sheet.comments else Bounds(0, 0, -1, -1)
    room = bounds.area * 2 + _BEYOND
    for near in (
        *(Bounds(row, column, row, column) for row, column in sheet.comments),
        *(
            Bounds(merge.row, merge.column, merge.last_row, merge.last_column)
            for merge in sheet.marks.merges
            if bounds.holds((merge.row, merge.column))
        ),
    ):
        wider = bounds.around(near)
        if wider.area <= room:
            bounds = wider
    return bounds


class _Here:
    """The marks of a sheet with places as indices into the grid."""

    def __init__(self, sheet: Sheet, bounds: Bounds) -> None:
        self._sheet = sheet
        self._bounds = bounds
        marks = sheet.marks
        rows, columns = marks.rows - bounds.top, marks.columns - bounds.left
        within = marks.stored & (rows >= 0) & (rows < bounds.height)
        within &= (columns >= 0) & (columns < bounds.width)
        known = marks.styles < len(sheet.looks)
        self._rows, self._columns = rows[within], columns[within]
        self._styles = np.where(known, marks.styles, 0)[within] if len(sheet.looks) else None

    def moved(self, said: Mapping[Place, _T], start: Place = (0, 0)) -> dict[Place, _T]:
        """What is said of places, as said of indices; what lies outside falls to a remark."""
        down, right = start[0] - self._bounds.top, start[1] - self._bounds.left
        return {
            (row + down, column + right): words
            for (row, column), words in said.items()
            if self._bounds.holds((row + start[0], column + start[1]))
        }

    def formats(self) -> Mapping[Place, str]:
        """Number format codes of the cells that hold something, General left out."""
        if self._styles is None:
            return {}
        codes = tuple(dict.fromkeys(look.format for look in self._sheet.looks))
        words = tuple(code for code in codes if code not in (GENERAL, ""))
        numbers = {code: number for number, code in enumerate(words, start=1)}
        kind = np.uint8 if len(words) < 256 else np.uint16
        by_style = np.array([numbers.get(look.format, 0) for look in self._sheet.looks], kind)
        said = by_style[self._styles]
        if not said.any():
            return {}
        laid = np.zeros((self._bounds.height, self._bounds.width), kind)
        laid[self._rows, self._columns] = said
        return CodedCells(laid, words)

    def indents(
        self, spaces: dict[Place, int], rows: tuple[tuple[Value, ...], ...]
    ) -> dict[Place, int]:
        """Indent levels of texts from formatting, with those that leading spaces print added."""
        found = dict(spaces)
        if self._styles is not None:
            levels = np.array([look.indent for look in self._sheet.looks], np.int64)[self._styles]
            for index in np.flatnonzero(levels).tolist():
                row, column = int(self._rows[index]), int(self._columns[index])
                if isinstance(rows[row][column], str):
                    found[row, column] = found.get((row, column), 0) + int(levels[index])
        return found

    def bold(self) -> frozenset[Place]:
        if self._styles is None:
            return frozenset()
        chosen = np.array([look.bold for look in self._sheet.looks], np.bool_)[self._styles]
        return frozenset(
            zip(self._rows[chosen].tolist(), self._columns[chosen].tolist(), strict=True)
        )

    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges, cut where they reach beyond the grid."""
        bounds = self._bounds
        return tuple(
            Merge(
                max(merge.row - bounds.top, 0),
                max(merge.column - bounds.left, 0),
                min(merge.last_row, bounds.last_row) - bounds.top,
                min(merge.last_column, bounds.last_column) - bounds.left,
            )
            for merge in self._sheet.marks.merges
            if merge.row <= bounds.last_row
            and merge.last_row >= bounds.top
            and merge.column <= bounds.last_column
            and merge.last_column >= bounds.left
        )

    def formulas(self) -> Mapping[Place, str]:
        """Formulas with their sign of equality; shared ones are moved when asked for."""
        own: dict[Place, str] = {}
        shared: dict[Place, str] = {}
        masters: dict[str, tuple[str, Place]] = {}
        for formula in self._sheet.marks.formulas:
            place = (formula.row - self._bounds.top, formula.column - self._bounds.left)
            if formula.words:
                own[place] = formula.words
            if formula.words and formula.shared:
                masters[formula.shared] = (formula.words, place)
            elif formula.shared:
                shared[place] = formula.shared
        shared = {place: name for place, name in shared.items() if name in masters}
        if not shared:
            return own
        return SheetFormulas(own, shared, masters, (self._bounds.top + 1, self._bounds.left + 1))

    def hidden_columns(self) -> frozenset[int]:
        bounds = self._bounds
        return frozenset(
            column - bounds.left
            for first, last in self._sheet.marks.hidden_columns
            for column in range(max(first, bounds.left), min(last, bounds.last_column) + 1)
        )


def _remarks(sheet: Sheet, bounds: Bounds, grid: Grid) -> Iterator[Remark]:
    marks = sheet.marks
    blank = [(f.row, f.column) for f in marks.formulas if not f.cached]
    covered = list(_covered(grid, bounds))
    outside = [place for place in sheet.comments if not bounds.holds(place)]
    unseen = list(_unseen(grid, bounds))
    for places, words in (
        (blank, "formulas without a stored result"),
        (list(marks.errors), "cells that hold an error"),
        (covered, "values under a merged cell"),
        (unseen, "values that their number format hides"),
    ):
        if places:
            yield Remark(f"{len(places)} {words}, the first here", _anchor(sheet, min(places)))
    for place in outside:
        yield Remark(f"comment: {sheet.comments[place]!r}", _anchor(sheet, place))


def _covered(grid: Grid, bounds: Bounds) -> Iterator[Place]:
    left = _COVERED_CHECKED
    for merge in grid.merges:
        for row in range(merge.row, merge.last_row + 1):
            line = grid.rows[row][merge.column : merge.last_column + 1]
            left -= len(line)
            for column, value in enumerate(line, start=merge.column):
                if value is not None and (row, column) != (merge.row, merge.column):
                    yield row + bounds.top, column + bounds.left
            if left < 0:
                return


def _unseen(grid: Grid, bounds: Bounds) -> Iterator[Place]:
    formats = grid.number_formats
    if not isinstance(formats, CodedCells) or not any(map(_hides, formats.words)):
        return
    for row, column in formats:
        if grid.rows[row][column] is not None and _hides(formats[row, column]):
            yield row + bounds.top, column + bounds.left


def _hides(code: str) -> bool:
    """Does a format print nothing for every number (`;;;`)?"""
    sections = sections_of(code)
    return len(sections) > 1 and not any(section.parts for section in sections)


def _anchor(sheet: Sheet, place: Place) -> Anchor:
    return Anchor(SheetCell(sheet.name, place[0] + 1, place[1] + 1))
