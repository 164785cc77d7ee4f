"""Ruled tables: each region that the rules enclose takes the tokens that stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.read.pdf_cells import Draft, DraftCell
from svodka.read.pdf_ink import Box, Token
from svodka.read.pdf_rules import Lattice, Region, regions

_LEAST_FILLED = 3


def ruled(lattice: Lattice, tokens: Sequence[Token]) -> tuple[Draft, list[Token]] | None:
    """The table that a lattice encloses and the tokens that it takes, or None if it is no table.

    A table has words in at least two rows and two columns.
    """
    found = regions(lattice)
    owner = {
        (row, column): number
        for number, region in enumerate(found)
        for row in range(region.row, region.last_row + 1)
        for column in range(region.column, region.last_column + 1)
    }
    cells = [
        DraftCell(region.row, region.column, region.last_row, region.last_column)
        for region in found
    ]
    taken = []
    for token in tokens:
        unit = lattice.unit((token.left + token.right) / 2, token.middle)
        if unit is not None:
            cells[owner[unit]].tokens.append(token)
            taken.append(token)
    filled = [cell for cell in cells if cell.tokens]
    if not _is_table(filled, found):
        return None
    box = Box(lattice.left, lattice.top, lattice.right, lattice.bottom)
    return Draft(cells=tuple(filled), box=box, edges=lattice.xs), taken


def _is_table(filled: Sequence[DraftCell], found: Sequence[Region]) -> bool:
    rows = {cell.row for cell in filled}
    columns = {cell.column for cell in filled}
    return (
        len(rows) >= 2
        and len(columns) >= 2
        and len(filled) >= _LEAST_FILLED
        and len(filled) * 8 >= len(found)
    )
