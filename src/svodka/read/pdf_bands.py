"""Rows that no rule parts: where one ruled cell holds several values, it is several rows."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from svodka.read.pdf_cells import DraftCell
from svodka.read.pdf_gutters import Column, Columns, line_of
from svodka.read.pdf_ink import Token
from svodka.read.pdf_lines import lines, phrase
from svodka.read.pdf_rows import Row, body_rows
from svodka.read.pdf_values import is_value

Band = tuple[int, int]

_PADDING = 2.0
_LEAST = 3
"""Lines that a cell has to have for its band to be rows."""


def rows_apart(cells: Sequence[DraftCell], xs: Sequence[float]) -> list[DraftCell]:
    """Cells of a ruled table; a band whose cells stack values is cut into rows.

    A number is never wrapped, so a cell with a value on each of its lines is several cells.
    `xs` are the edges of the unit columns.
    """
    cells = [
        part
        for cell in cells
        for part in ((cell,) if cell.last_column == cell.column else columns_apart(cell, xs))
    ]
    bands: defaultdict[Band, list[DraftCell]] = defaultdict(list)
    for cell in cells:
        bands[cell.row, cell.last_row].append(cell)
    alone = _alone(bands)
    cuts = {
        band: rows
        for band, members in bands.items()
        if len(members) > 1 and band in alone and len(rows := _cut(members, xs)) > 1
    }
    if not cuts:
        return list(cells)

    def shift(row: int) -> int:
        return sum(
            len(rows) - 1 - last + first for (first, last), rows in cuts.items() if last < row
        )

    found = [
        DraftCell(
            cell.row + shift(cell.row),
            cell.column,
            cell.last_row + shift(cell.last_row),
            cell.last_column,
            cell.tokens,
        )
        for band, members in bands.items()
        if band not in cuts
        for cell in members
    ]
    for band, rows in cuts.items():
        spans = sorted((cell.column, cell.last_column) for cell in bands[band])
        start = band[0] + shift(band[0])
        for number, row in enumerate(rows, start):
            for place, tokens in row.cells.items():
                found.append(DraftCell(number, spans[place][0], number, spans[place][1], tokens))
    return found


def columns_apart(cell: DraftCell, xs: Sequence[float]) -> list[DraftCell]:
    """A cell over several unit columns cut at their edges, if lines of values stand in them.

    The head of such a table parts the columns, while below it only the frame is drawn.
    """
    if cell.last_column == cell.column or cell.last_row > cell.row:
        return [cell]
    parts: defaultdict[int, list[Token]] = defaultdict(list)
    cut = 0
    for token in cell.tokens:
        first = _unit(xs, token.left + 0.2 * token.size, cell)
        last = _unit(xs, token.right - 0.2 * token.size, cell)
        cut += first != last
        parts[first].append(token)
    stacks = sum(_is_stack(tokens) for tokens in parts.values())
    if stacks < 1 or stacks + 2 < len(parts) or cut * 20 > len(cell.tokens):
        return [cell]
    return [
        DraftCell(cell.row, column, cell.last_row, column, tokens)
        for column, tokens in sorted(parts.items())
    ]


def _unit(xs: Sequence[float], x: float, cell: DraftCell) -> int:
    return min(max(bisect_right(xs, x) - 1, cell.column), cell.last_column)


def _is_stack(tokens: Sequence[Token]) -> bool:
    """Are the words two lines or more, and nearly all of them values?"""
    if len(tokens) < 2:
        return False
    found = lines(tokens)
    values = sum(all(is_value(token.text) for token in line) for line in found)
    return len(found) > 1 and values >= 0.9 * len(found)


def _alone(bands: Iterable[Band]) -> set[Band]:
    """The bands that share no row with another one."""
    found: set[Band] = set()
    end = -1
    last: Band | None = None
    for band in sorted(bands):
        if band[0] > end:
            found.add(band)
            last = band
        else:
            found.discard(last or band)
            last = None
        end = max(end, band[1])
    return found


def _cut(members: list[DraftCell], xs: Sequence[float]) -> list[Row]:
    """The rows of a band, or nothing if it is one row."""
    if max([len(cell.tokens) for cell in members]) < _LEAST:
        return []
    members = sorted(members, key=lambda cell: cell.column)
    stacked = {place for place, cell in enumerate(members) if _is_stack(cell.tokens)}
    counts = [len(lines(members[place].tokens)) for place in stacked]
    if not counts or max(counts) < _LEAST or (len(counts) < 2 and len(members) > 2):
        return []
    owner = {id(token): place for place, cell in enumerate(members) for token in cell.tokens}
    found = []
    for row in lines([token for cell in members for token in cell.tokens]):
        by_cell: defaultdict[int, list[Token]] = defaultdict(list)
        for token in row:
            by_cell[owner[id(token)]].append(token)
        parts = [phrase(tokens) for _, tokens in sorted(by_cell.items())]
        found.append(line_of(parts, data=bool(stacked & set(by_cell))))
    columns = tuple(
        Column(xs[cell.column] + _PADDING, xs[cell.last_column + 1] - _PADDING) for cell in members
    )
    data = tuple(k for k, line in enumerate(found) if line.data)
    block = Columns(0, len(found) - 1, columns, data)
    return body_rows(found, range(len(found)), block, ())
