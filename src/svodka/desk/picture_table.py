"""A table is drawn anew around one cell: row and column names as the file has them, the cell in a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from svodka.desk.picture import BOX, HEAD, INK, PALE, PAPER, RULE, letters, wrapped
from svodka.model import Grid, GridKind, Merge
from svodka.model.anchor import column_letters

_SIZE = 13
_LINE = 17
_PAD = 5
_NARROW, _WIDE = 46, 230
_TALL = 4
_HEADS, _ROWS_AROUND = 6, 5
_STUBS, _COLUMNS_AROUND = 1, 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """One cell as drawn; `pale` for words that stand elsewhere in its merged range."""

    lines: tuple[str, ...]
    right: bool
    pale: bool


def draw_table(grid: Grid, row: int, column: int) -> Image.Image:
    """The rows and columns around a cell (0-based), with the head and stub of the grid."""
    rows = _around(row, grid.height, _HEADS, _ROWS_AROUND)
    columns = _around(column, grid.width, _STUBS, _COLUMNS_AROUND)
    anchors = {(merge.row, merge.column): merge for merge in grid.merges}
    shown = {(r, c): _shown(grid, r, c, anchors, (rows, columns)) for r in rows for c in columns}
    widths = {c: _width([shown[r, c] for r in rows]) for c in columns}
    heights = {r: _LINE * max(len(shown[r, c].lines) for c in columns) + 2 * _PAD for r in rows}
    return _Sheet(grid, rows, columns, widths, heights).drawn(shown, (row, column))


def _around(here: int, size: int, first: int, around: int) -> list[int]:
    low, high = max(0, here - around), min(size, here + around + 1)
    return sorted({*range(min(first, size)), *range(low, high)})


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
    lines = wrapped(text, letters(_SIZE), _WIDE - 2 * _PAD, _TALL)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return _Shown(tuple(lines) or ("",), right=number, pale=pale or hidden)


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
    font = letters(_SIZE)
    longest = max(font.getlength(line) for cell in cells for line in cell.lines)
    return int(min(max(longest + 2 * _PAD, _NARROW), _WIDE))


class _Sheet:
    """The rectangle of cells being drawn, with the place of every row and column."""

    def __init__(
        self,
        grid: Grid,
        rows: list[int],
        columns: list[int],
        widths: dict[int, int],
        heights: dict[int, int],
    ) -> None:
        self._grid = grid
        self._rows, self._columns = rows, columns
        self._widths, self._heights = widths, heights
        font = letters(_SIZE)
        self._left = int(max(font.getlength(self._row_name(row)) for row in rows)) + 2 * _PAD
        self._top = _LINE + 2 * _PAD
        self._x = self._places(columns, widths, self._left)
        self._y = self._places(rows, heights, self._top)

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

    def drawn(self, shown: dict[tuple[int, int], _Shown], boxed: tuple[int, int]) -> Image.Image:
        last_row, last_column = self._rows[-1], self._columns[-1]
        width = self._x[last_column] + self._widths[last_column] + 2
        height = self._y[last_row] + self._heights[last_row] + 2
        picture = Image.new("RGB", (width, height), PAPER)
        draw = ImageDraw.Draw(picture)
        self._names(draw, width, height)
        self._gaps(draw)
        for (row, column), cell in shown.items():
            self._cell(draw, row, column, cell)
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

    def _cell(self, draw: ImageDraw.ImageDraw, row: int, column: int, cell: _Shown) -> None:
        left, top = self._x[column], self._y[row]
        right, bottom = left + self._widths[column], top + self._heights[row]
        draw.rectangle((left, top, right, bottom), outline=RULE)
        font = letters(_SIZE)
        for index, line in enumerate(cell.lines):
            y = top + _PAD + index * _LINE
            colour = PALE if cell.pale else INK
            if cell.right:
                draw.text((right - _PAD, y), line, colour, font, anchor="ra")
            else:
                draw.text((left + _PAD, y), line, colour, font)
