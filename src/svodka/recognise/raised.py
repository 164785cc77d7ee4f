"""Raised digits are footnote marks for certain: they are written as such before any word or number is read."""

from __future__ import annotations

from dataclasses import replace

from svodka.lexicon.patterns import expression
from svodka.model import Grid, Value

_MARK = expression(r"[\s,;]*(?:\(?\d{1,2}\)?|\*{1,5})(?:[\s,;]*(?:\(?\d{1,2}\)?|\*{1,5}))*[\s,;]*")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def with_marks(grid: Grid) -> Grid:
    """The grid with its raised digits as superscript characters; the texts as displayed stay."""
    if not grid.raised:
        return grid
    changed: dict[int, list[Value]] = {}
    texts = dict(grid.texts)
    for (row, column), stretches in grid.raised.items():
        value = grid.rows[row][column]
        if not isinstance(value, str):
            continue
        written = _written(value, stretches)
        if written != value:
            texts.setdefault((row, column), value)
            changed.setdefault(row, list(grid.rows[row]))[column] = written
    if not changed:
        return grid
    rows = tuple(
        tuple(changed[index]) if index in changed else row for index, row in enumerate(grid.rows)
    )
    return replace(grid, rows=rows, texts=texts)


def _written(value: str, stretches: tuple[tuple[int, int], ...]) -> str:
    for start, stop in stretches:
        mark = value[start:stop]
        if start and _MARK.fullmatch(mark):
            value = value[:start] + mark.translate(_RAISED) + value[stop:]
    return value
