"""Rows that no rule parts: where one ruled cell holds several values, it is several rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from svodka.read.pdf_cells import DraftCell
from svodka.read.pdf_gutters import Column, Columns, Line
from svodka.read.pdf_ink import Token
from svodka.read.pdf_lines import lines, phrase
from svodka.read.pdf_rows import Row, body_rows
from svodka.read.pdf_values import is_value

Band = tuple[int, int]

_PADDING = 2.0


def rows_apart(cells: Sequence[DraftCell], xs: Sequence[float]) -> list[DraftCell]:
    """Cells of a ruled table; a band whose cells stack values is cut into rows.

    A number is never wrapped, so a cell with a value on each of its lines is several cells.
    """
    bands: defaultdict[Band, list[DraftCell]] = defaultdict(list)
    for cell in cells:
        bands[cell.row, cell.last_row].append(cell)
    cuts = {
        band: rows
        for band, members in bands.items()
        if len(members) > 1 and _alone(band, bands) and len(rows := _cut(members, xs)) > 1
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


def _alone(band: Band, bands: dict[Band, list[DraftCell]]) -> bool:
    return not any(other != band and other[0] <= band[1] and band[0] <= other[1] for other in bands)


def _cut(members: list[DraftCell], xs: Sequence[float]) -> list[Row]:
    """The rows of a band, or nothing if it is one row."""
    members = sorted(members, key=lambda cell: cell.column)
    stacked = {
        place
        for place, cell in enumerate(members)
        if len(found := lines(cell.tokens)) > 1
        and all(is_value("".join(token.text for token in line)) for line in found)
    }
    counts = [len(lines(members[place].tokens)) for place in stacked]
    if not counts or max(counts) < 3 or (len(counts) < 2 and len(members) > 2):
        return []
    owner = {id(token): place for place, cell in enumerate(members) for token in cell.tokens}
    found = []
    for line in lines([token for cell in members for token in cell.tokens]):
        by_cell: defaultdict[int, list[Token]] = defaultdict(list)
        for token in line:
            by_cell[owner[id(token)]].append(token)
        parts = tuple(phrase(tokens) for _, tokens in sorted(by_cell.items()))
        found.append(
            Line(
                parts,
                min(part.top for part in parts),
                max(part.bottom for part in parts),
                max(part.size for part in parts),
                bool(stacked & set(by_cell)),
            )
        )
    columns = tuple(
        Column(xs[cell.column] + _PADDING, xs[cell.last_column + 1] - _PADDING) for cell in members
    )
    data = tuple(k for k, line in enumerate(found) if line.data)
    block = Columns(0, len(found) - 1, columns, data)
    return body_rows(found, range(len(found)), block, ())
