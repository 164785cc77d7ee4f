"""A table is drawn anew around one cell: row and column names as the file has them, the cell in a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from PIL import Image, ImageDraw

from svodka.desk.picture import BOX, HEAD, INK, PALE, PAPER, RULE, letters, wrapped
from svodka.model import Grid, GridKind, Merge
from svodka.model.anchor import column_letters

_SIZE = 13
_LINE = 17
_PAD = 5
_NARROW, _WIDE = 46, 230
_TALL = 4
_HEADS, _ROWS_AROUND = 12, 5
_STUBS, _COLUMNS_AROUND = 1, 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """One cell as drawn; `pale` for words that stand elsewhere in its merged range or are hidden.

    `span` counts the columns that its words may run across: its own and empty ones to the right.
    """

    text: str
    right: bool
    pale: bool
    span: int = 1


def draw_table(grid: Grid, row: int, column: int) -> Image.Image:
    """The rows and columns around a cell (0-based), with the head and stub of the grid."""
    rows = _around(row, grid.height, _head(grid), _ROWS_AROUND)
    columns = _around(column, grid.width, _STUBS, _COLUMNS_AROUND)
    anchors = {(merge.row, merge.column): merge for merge in grid.merges}
    shown = {
        at: cell
        for r in rows
        for at, cell in _row(grid, r, columns, anchors, (rows, columns)).items()
    }
    widths = {c: _width([shown[r, c] for r in rows]) for c in columns}
    return _Sheet(grid, rows, columns, widths, shown).drawn((row, column))


def _head(grid: Grid) -> int:
    """How many rows stand above the second row of numbers: titles, the head, header numbering."""
    numbers = 0
    for index, row in enumerate(grid.rows[: _HEADS + 2]):
        numbers += sum(isinstance(value, int | float) for value in row) > 1
        if numbers > 1:
            return min(index, _HEADS)
    return min(_HEADS, 6)


def _around(here: int, size: int, first: int, around: int) -> list[int]:
    low, high = max(0, here - around), min(size, here + around + 1)
    return sorted({*range(min(first, size)), *range(low, high)})


def _row(
    grid: Grid,
    row: int,
    columns: Sequence[int],
    anchors: dict[tuple[int, int], Merge],
    window: tuple[Sequence[int], Sequence[int]],
) -> dict[tuple[int, int], _Shown]:
    """The cells of one row, each knowing how far its words may run."""
    cells = {column: _shown(grid, row, column, anchors, window) for column in columns}
    span, spans = 1, {}
    for column in reversed(columns):
        spans[column] = 1 if cells[column].right else span
        span = 1 if cells[column].text else span + 1
    return {(row, column): replace(cell, span=spans[column]) for column, cell in cells.items()}


def _shown(
    grid: Grid,
    row: int,
    column: int,
    anchors: dict[tuple[int, int], Merge],
    window: tuple[Sequence[int], Sequence[int]],
) -> _Shown:
    value = grid.rows[row][column]
    text = grid.text(row, column)
    pale = False
    if not text:
        merge = next((m for m in anchors.values() if _covers(m, row, column)), None)
        first = merge is not None and _first_visible(merge, window) == (row, column)
        if merge is not None and first and (merge.row, merge.column) != (row, column):
            text, pale = grid.text(merge.row, merge.column), True
    hidden = row in grid.hidden_rows or column in grid.hidden_columns
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return _Shown(" ".join(text.split()), right=number, pale=pale or hidden)


def _covers(merge: Merge, row: int, column: int) -> bool:
    return merge.row <= row <= merge.last_row and merge.column <= column <= merge.last_column


def _first_visible(
    merge: Merge, window: tuple[Sequence[int], Sequence[int]]
) -> tuple[int, int] | None:
    rows, columns = window
    row = next((r for r in rows if merge.row <= r <= merge.last_row), None)
    column = next((c for c in columns if merge.column <= c <= merge.last_column), None)
    return None if row is None or column is None else (row, column)


def _width(cells: Sequence[_Shown]) -> int:
    """Wide enough for the words that have only this column, within limits."""
    font = letters(_SIZE)
    longest = max((font.getlength(cell.text) for cell in cells if cell.span == 1), default=0)
    return min(max(ceil(longest) + 2 * _PAD + 1, _NARROW), _WIDE)


class _Sheet:
    """The rectangle of cells being drawn, with the place of every row and column."""

    def __init__(
        self,
        grid: Grid,
        rows: list[int],
        columns: list[int],
        widths: dict[int, int],
        shown: dict[tuple[int, int], _Shown],
    ) -> None:
        self._grid = grid
        self._rows, self._columns, self._widths, self._shown = rows, columns, widths, shown
        font = letters(_SIZE)
        self._left = int(max(font.getlength(self._row_name(row)) for row in rows)) + 2 * _PAD
        self._top = _LINE + 2 * _PAD
        self._x = self._places(columns, widths, self._left)
        self._lines = {
            at: wrapped(
                cell.text, font, self._right(at, cell.span) - self._x[at[1]] - 2 * _PAD, _TALL
            )
            for at, cell in shown.items()
        }
        self._heights = {
            row: _LINE * max(1, *(len(self._lines[row, column]) for column in columns)) + 2 * _PAD
            for row in rows
        }
        self._y = self._places(rows, self._heights, self._top)

    def _right(self, at: tuple[int, int], span: int) -> int:
        """Where words end that run across `span` columns."""
        last = self._columns[self._columns.index(at[1]) + span - 1]
        return self._x[last] + self._widths[last]

    @staticmethod
    def _places(indices: list[int], sizes: dict[int, int], start: int) -> dict[int, int]:
        places, at, before = {}, start, -1
        for index in indices:
            at += 14 if index != before + 1 and before >= 0 else 0
            places[index] = at
            at += sizes[index]
            before = index
        return places

    def _row_name(self, row: int) -> str:
        return str(self._grid.top + row)

    def _column_name(self, column: int) -> str:
        number = self._grid.left + column
        lettered = self._grid.kind in (GridKind.SHEET, GridKind.CSV)
        return column_letters(number) if lettered else str(number)

    def drawn(self, boxed: tuple[int, int]) -> Image.Image:
        """The picture, with a box around the cell at `boxed`."""
        last_row, last_column = self._rows[-1], self._columns[-1]
        width = self._x[last_column] + self._widths[last_column] + 2
        height = self._y[last_row] + self._heights[last_row] + 2
        picture = Image.new("RGB", (width, height), PAPER)
        draw = ImageDraw.Draw(picture)
        self._names(draw, width, height)
        self._gaps(draw)
        for row, column in self._shown:
            left, top = self._x[column], self._y[row]
            corner = (left + self._widths[column], top + self._heights[row])
            draw.rectangle((left, top, *corner), outline=RULE)
        for at, cell in self._shown.items():
            self._words(draw, at, cell)
        left, top = self._x[boxed[1]], self._y[boxed[0]]
        right, bottom = left + self._widths[boxed[1]], top + self._heights[boxed[0]]
        draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), outline=BOX, width=3)
        return picture

    def _names(self, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        font = letters(_SIZE)
        draw.rectangle((0, 0, width, self._top - 1), fill=HEAD)
        draw.rectangle((0, 0, self._left - 1, height), fill=HEAD)
        for column, x in self._x.items():
            middle = x + self._widths[column] // 2
            draw.text((middle, self._top // 2), self._column_name(column), PALE, font, anchor="mm")
        for row, y in self._y.items():
            middle = y + self._heights[row] // 2
            draw.text((self._left - _PAD, middle), self._row_name(row), PALE, font, anchor="rm")

    def _gaps(self, draw: ImageDraw.ImageDraw) -> None:
        """Dots where rows or columns are left out."""
        font = letters(_SIZE)
        for before, after in zip(self._rows, self._rows[1:], strict=False):
            if after != before + 1:
                draw.text((self._left // 2, self._y[after] - 7), "⋮", PALE, font, anchor="mm")
        for before, after in zip(self._columns, self._columns[1:], strict=False):
            if after != before + 1:
                draw.text((self._x[after] - 7, self._top // 2), "⋯", PALE, font, anchor="mm")

    def _words(self, draw: ImageDraw.ImageDraw, at: tuple[int, int], cell: _Shown) -> None:
        left, top = self._x[at[1]], self._y[at[0]]
        right = left + self._widths[at[1]]
        font = letters(_SIZE)
        lines = self._lines[at]
        longest = max((int(font.getlength(line)) for line in lines), default=0)
        if left + _PAD + longest > right:  # over the rules of the empty cells that it runs across
            bottom = top + self._heights[at[0]] - 1
            draw.rectangle((left + 1, top + 1, left + _PAD + longest + 2, bottom), fill=PAPER)
        for index, line in enumerate(lines):
            y = top + _PAD + index * _LINE
            colour = PALE if cell.pale else INK
            if cell.right:
                draw.text((right - _PAD, y), line, colour, font, anchor="ra")
            else:
                draw.text((left + _PAD, y), line, colour, font)
