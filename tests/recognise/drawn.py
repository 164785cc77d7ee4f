"""Made-up sheets drawn with known paths in any of the layouts that real returns use."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.model import Grid, GridKind, Merge, Table, Value

Path = tuple[str, ...]
Figures = dict[tuple[Path, Path], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is set on its sheet."""

    merged: bool = True
    stub: str = "plain"
    numeric_years: bool = False
    numbered_rows: bool = False
    numbered_columns: bool = False
    top: int = 0
    left: int = 0
    title: tuple[str, ...] = ("Сведения по образцу", "человек")
    gap: int = 0
    notes: tuple[str, ...] = ("1) ОБРАЗЕЦ – вымышленные данные",)


class Sheet:
    """Cells put down one by one; a grid when all are down."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Value] = {}
        self.merges: list[Merge] = []
        self.indents: dict[tuple[int, int], int] = {}

    def put(self, row: int, column: int, value: Value) -> None:
        self.cells[row, column] = value

    def grid(self, *, name: str = "Лист1", merges: bool = True) -> Grid:
        height = 1 + max(row for row, _ in self.cells)
        width = 1 + max(column for _, column in self.cells)
        return Grid(
            kind=GridKind.SHEET,
            name=name,
            rows=tuple(
                tuple(self.cells.get((row, column)) for column in range(width))
                for row in range(height)
            ),
            merges=tuple(sorted(self.merges)) if merges else (),
            indents=self.indents,
        )


def draw(
    sheet: Sheet,
    layout: Layout,
    groups: dict[str, tuple[str, ...]],
    columns: dict[str, tuple[str, ...]],
    values: list[float],
) -> Figures:
    """Draws rows (group → labels) against columns (year → periods); what must be read back.

    `stub` is plain (labels of all groups in one column, groups unprinted), sections, indents,
    parts (the group is a row whose parts follow in small letters), or filled (two columns, the
    group printed once).
    """
    row = layout.top
    for line in layout.title:
        sheet.put(row, layout.left, line)
        row += 1
    row += layout.gap
    stub_width = (2 if layout.stub == "filled" else 1) + layout.numbered_rows
    first = layout.left + stub_width
    row, paths = _draw_head(sheet, layout, columns, row, first)
    return _draw_body(sheet, layout, groups, paths, values, row)


def _draw_head(
    sheet: Sheet, layout: Layout, columns: dict[str, tuple[str, ...]], row: int, first: int
) -> tuple[int, list[Path]]:
    paths: list[Path] = []
    column = first
    for year, periods in columns.items():
        sheet.put(row, column, float(year) if layout.numeric_years else f"{year} год")
        if layout.merged and len(periods) > 1:
            sheet.merges.append(Merge(row, column, row, column + len(periods) - 1))
        for period in periods:
            sheet.put(row + 1, column, period)
            paths.append((year if layout.numeric_years else f"{year} год", period))
            column += 1
    row += 2
    if layout.numbered_columns:
        for offset in range(first + len(paths) - layout.left):
            sheet.put(row, layout.left + offset, float(offset + 1))
        row += 1
    return row, paths


class _Body:
    """Writes rows of figures one under the other and remembers what must be read back."""

    def __init__(
        self, sheet: Sheet, layout: Layout, paths: list[Path], values: list[float], row: int
    ) -> None:
        self.sheet, self.layout, self.paths, self.values, self.row = (
            sheet,
            layout,
            paths,
            values,
            row,
        )
        self.left = layout.left + layout.numbered_rows
        self.first = self.left + (2 if layout.stub == "filled" else 1)
        self.count = 0
        self.figures: Figures = {}

    def write(self, path: Path, label: str, at: int) -> None:
        self.count += 1
        self.sheet.put(self.row, at, label)
        if self.layout.numbered_rows:
            self.sheet.put(self.row, self.layout.left, float(self.count))
        for offset, column_path in enumerate(self.paths):
            turn = (self.count * len(self.paths) + offset) % len(self.values)
            value = self.values[turn] + self.count
            self.sheet.put(self.row, self.first + offset, value)
            self.figures[path, column_path] = value
        self.row += 1

    def open_group(self, group: str) -> None:
        if self.layout.stub == "sections":
            self.sheet.put(self.row, self.left, group)
            self.row += 1
        elif self.layout.stub in ("indents", "parts"):
            self.write((group,), group, self.left)
        elif self.layout.stub == "filled":
            self.sheet.put(self.row, self.left, group)

    def write_member(self, group: str, label: str, *, is_first: bool) -> None:
        stub = self.layout.stub
        if stub == "plain":
            self.write((label,), label, self.left)
            return
        if stub == "indents":
            self.sheet.indents[self.row, self.left] = 1
        if stub == "parts":
            label = f"в том числе {label.lower()}" if is_first else label.lower()
        self.write((group, label), label, self.left + (stub == "filled"))


def _draw_body(
    sheet: Sheet,
    layout: Layout,
    groups: dict[str, tuple[str, ...]],
    paths: list[Path],
    values: list[float],
    row: int,
) -> Figures:
    body = _Body(sheet, layout, paths, values, row)
    for group, labels in groups.items():
        body.open_group(group)
        for position, label in enumerate(labels):
            body.write_member(group, label, is_first=not position)
    for position, line in enumerate(layout.notes, start=1):
        sheet.put(body.row + position, layout.left, line)
    return body.figures


def read_back(tables: tuple[Table, ...]) -> Figures:
    """Every cell of every body under its paths."""
    return {
        (row_path, column_path): table.grid.rows[row][column]
        for table in tables
        for row, row_path in zip(table.body_rows, table.row_paths, strict=True)
        for column, column_path in zip(table.body_columns, table.column_paths, strict=True)
    }
