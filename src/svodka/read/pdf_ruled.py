"""Ruled tables: each region that the rules enclose takes the tokens that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from svodka.read.pdf_bands import rows_apart
from svodka.read.pdf_cells import Draft, DraftCell
from svodka.read.pdf_ink import Box, Token
from svodka.read.pdf_rules import Lattice, Region, regions

_LEAST_FILLED = 3
_LOW = 4.0
_MOST_EMPTY = 0.4
_SPACE = 0.5
_INTO = 0.2
_PADDING = 8.0


def ruled(lattice: Lattice, tokens: Sequence[Token]) -> tuple[Draft, list[Token]] | None:
    """The table that a lattice encloses and the tokens that it takes, or None if it is no table.

    A table has words in at least two rows and two columns, and no more than two fifths of its
    rows are empty: the bars of a chart have as much room between them.
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
    for run in _runs(tokens):
        for token, place in _places(run, lattice, owner):
            cells[place].tokens.append(token)
            taken.append(token)
    filled = [cell for cell in cells if cell.tokens]
    if not _is_table(filled, found, lattice):
        return None
    box = Box(lattice.left, lattice.top, lattice.right, lattice.bottom)
    apart = rows_apart(filled, lattice.xs)
    return Draft(cells=tuple(apart), box=box, edges=lattice.xs), taken


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens written one after another on one line with no more than a space between them."""
    run: list[Token] = []
    for token in tokens:
        if run and not _follows(run[-1], token):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _follows(before: Token, token: Token) -> bool:
    size = min(before.size, token.size)
    gap = token.left - before.right
    return abs(token.middle - before.middle) < 0.3 * size and -0.1 * size < gap < _SPACE * size


def _places(
    run: list[Token], lattice: Lattice, owner: dict[tuple[int, int], int]
) -> Iterator[tuple[Token, int]]:
    """Which region each token stands in.

    Text longer than its cell runs on over the rule: where a rule cuts a token, the run that it
    belongs to stands as a whole where it begins, or about its middle if it is centred.
    """
    ends = [_ends(token, lattice, owner) for token in run]
    if any(first != last for first, last in ends):
        left, right = run[0].left, run[-1].right
        start = lattice.unit(left + _INTO * run[0].size, run[0].middle)
        unit = start
        if start is None or left - lattice.xs[start[1]] > _PADDING:
            unit = lattice.unit((left + right) / 2, run[0].middle) or start
        if unit is not None:
            yield from ((token, owner[unit]) for token in run)
            return
    for token in run:
        unit = lattice.unit((token.left + token.right) / 2, token.middle)
        if unit is not None:
            yield token, owner[unit]


def _ends(
    token: Token, lattice: Lattice, owner: dict[tuple[int, int], int]
) -> tuple[int | None, int | None]:
    inset = _INTO * token.size
    first = lattice.unit(token.left + inset, token.middle)
    last = lattice.unit(max(token.right - inset, token.left + inset), token.middle)
    return owner.get(first) if first else None, owner.get(last) if last else None


def _is_table(filled: Sequence[DraftCell], found: Sequence[Region], lattice: Lattice) -> bool:
    rows = {cell.row for cell in filled}
    columns = {cell.column for cell in filled}
    if len(rows) < 2 or len(columns) < 2 or len(filled) < _LEAST_FILLED:
        return False
    tall = {row for row, (top, bottom) in enumerate(pairwise(lattice.ys)) if bottom - top > _LOW}
    with_words = {row for cell in filled for row in range(cell.row, cell.last_row + 1)}
    return len(filled) * 8 >= len(found) and len(tall - with_words) <= _MOST_EMPTY * len(tall)
