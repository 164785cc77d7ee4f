"""A recognised table: where head, stub and body of a grid lie, and which texts govern each cell."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.model.reading import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Structure without meaning. Indices are 0-based into `grid.rows`.

    `row_paths[i]` holds the texts that govern body row `body_rows[i]`, outermost first (section
    titles, indent parents, "of which" parents, then the row's own stub); `column_paths` likewise
    for `body_columns`. Footnote marks are removed from paths and kept in `row_notes` and
    `column_notes`; `raw` words stay in the grid. `title` stands above (title lines, unit line),
    `notes` below (footnotes, sources). `row_depths[i]` is the level of the row in its stub (0
    outermost). `stub_heads` are the words over each column of the stub, where they stand on an
    earlier sheet or page. `transposed` says that the entities stand in the columns. `outside` are
    cells of the table's rectangle that hold numbers which are no figures (header years, header
    numbering).
    """

    grid: Grid
    body_rows: tuple[int, ...]
    body_columns: tuple[int, ...]
    row_paths: tuple[tuple[str, ...], ...]
    column_paths: tuple[tuple[str, ...], ...]
    row_notes: tuple[tuple[str, ...], ...] = ()
    column_notes: tuple[tuple[str, ...], ...] = ()
    row_depths: tuple[int, ...] = ()
    head_rows: tuple[int, ...] = ()
    stub_columns: tuple[int, ...] = ()
    stub_heads: tuple[tuple[str, ...], ...] = ()
    title: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    transposed: bool = False
    outside: tuple[tuple[int, int], ...] = ()
    doubts: tuple[str, ...] = ()
