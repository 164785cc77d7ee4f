"""A table with heads of several levels: one column a level of its paths, one record a cell."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.model import Grid, Table
from svodka.recognise.relational_steps import Flat

_MOSTLY = 0.5
_NAMELESS = ("row", "column")


def has_plain_head(grid: Grid) -> bool:
    """Does the first row name most of the columns?"""
    if not grid.rows or not grid.width:
        return True
    filled = sum(bool(grid.text(0, column).strip()) for column in range(grid.width))
    return filled >= _MOSTLY * grid.width


def is_deep(tables: Sequence[Table]) -> bool:
    """Does a flat head not say enough: several head rows, several tables, or words above?"""
    return any(table.body_columns for table in tables) and (
        len(tables) > 1
        or len(tables[0].head_rows) > 1
        or bool(tables[0].title)
        or any(tables[0].row_depths)
    )


def unfolded(tables: Sequence[Table]) -> Flat:
    """Every body cell of the tables of one grid as a record: title, row path, column path, value.

    A shorter path leaves its inner levels empty. The title column stands only where there is
    a title.
    """
    deep = max(len(path) for table in tables for path in (*table.row_paths, ()))
    high = max(len(path) for table in tables for path in (*table.column_paths, ()))
    titled = any(table.title for table in tables)
    header = (
        *(("title",) if titled else ()),
        *_level_names(tables, deep),
        *_numbered(_NAMELESS[1], high),
        "value",
    )
    rows = []
    for table in tables:
        title = (" | ".join(table.title),) if titled else ()
        for row, path in zip(table.body_rows, table.row_paths, strict=True):
            levels = (*path, *[""] * (deep - len(path)))
            for column, above in zip(table.body_columns, table.column_paths, strict=True):
                outer = (*above, *[""] * (high - len(above)))
                rows.append((*title, *levels, *outer, table.grid.text(row, column)))
    return Flat(header, tuple(rows))


def _level_names(tables: Sequence[Table], deep: int) -> tuple[str, ...]:
    """The heads of the stub where it has one column a level, else row 1, row 2, …"""
    table = tables[0]
    if len(tables) == 1 and len(table.stub_columns) == deep and table.head_rows:
        heads = [
            next(
                (
                    text
                    for row in reversed(table.head_rows)
                    if (text := " ".join(table.grid.text(row, column).split()))
                ),
                "",
            )
            for column in table.stub_columns
        ]
        if all(heads) and len(set(heads)) == len(heads):
            return tuple(heads)
    return _numbered(_NAMELESS[0], deep)


def _numbered(word: str, count: int) -> tuple[str, ...]:
    return (word,) if count == 1 else tuple(f"{word} {level}" for level in range(1, count + 1))


def under_first_head(grid: Grid) -> tuple[Flat, int]:
    """The rows from the first that fills most of the width, empty edges cut; and what was above."""
    lines = [[grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)]
    kept = [column for column in range(grid.width) if any(line[column].strip() for line in lines)]
    lines = [[line[column] for column in kept] for line in lines]
    top = next(
        (
            index
            for index, line in enumerate(lines)
            if sum(bool(cell.strip()) for cell in line) >= _MOSTLY * len(kept)
        ),
        0,
    )
    body = [tuple(line) for line in lines[top:] if any(cell.strip() for cell in line)]
    if not body:
        return Flat((), ()), 0
    above = sum(any(cell.strip() for cell in line) for line in lines[:top])
    return Flat(body[0], tuple(body[1:])), above
