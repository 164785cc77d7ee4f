"""A table that ends before its last row: a total whose parts may stand below is not held to its sum.

Law: nothing changes but doubts, and only those of totals that no later total of their level closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svodka.model import Block, Grid, Observation, Role
from svodka.model.cutting import CUT_OFF
from svodka.recognise.roles import TOTAL_DIFFERS


def without_sums(block: Block, whole: Sequence[Grid]) -> Block:
    """The block with totals doubted that may have parts below, unless its grid is one of the `whole`."""
    table = block.table
    if any(table.grid is grid for grid in whole):
        return block
    opened = frozenset(_open(block))
    if not opened:
        return block
    places = {table.body_rows[index] for index in opened}
    return replace(
        block,
        rows=tuple(
            replace(row, doubts=(*row.doubts, CUT_OFF)) if index in opened else row
            for index, row in enumerate(block.rows)
        ),
        exceptions={
            (row, column): tuple(map(_unjudged, found)) if row in places else found
            for (row, column), found in block.exceptions.items()
        },
    )


def _open(block: Block) -> Iterator[int]:
    """Rows of totals after which none of their level or above it comes."""
    depths = block.table.row_depths or (0,) * len(block.rows)
    least: int | None = None
    for index in range(len(block.rows) - 1, -1, -1):
        if block.rows[index].role is Role.TOTAL and (least is None or depths[index] < least):
            least = depths[index]
            yield index


def _unjudged(one: Observation) -> Observation:
    said = [part for doubt in one.doubt for part in doubt.split("; ")]
    kept = [part for part in said if TOTAL_DIFFERS not in part and part != CUT_OFF]
    return replace(one, doubt=(*kept, CUT_OFF))
