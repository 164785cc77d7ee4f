"""What a file hides is not skipped: its figures stand, each with the doubt that says where it was hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from svodka.model import Block, Grid, Heading, Observation, PageBox, Passage, Span

HIDDEN_SHEET = "hidden sheet"
HIDDEN_ROW = "hidden row"
HIDDEN_COLUMN = "hidden column"
HIDDEN_TEXT = "hidden text"


def flagged(block: Block) -> Block:
    """The block with a doubt on every figure that its file does not show."""
    table = block.table
    grid = table.grid
    if not (grid.hidden or grid.hidden_rows or grid.hidden_columns):
        return block
    rows = [_row_doubts(grid, row) for row in table.body_rows]
    columns = [_column_doubts(grid, column) for column in table.body_columns]
    return replace(
        block,
        rows=tuple(_doubted(h, more) for h, more in zip(block.rows, rows, strict=True)),
        columns=tuple(_doubted(h, more) for h, more in zip(block.columns, columns, strict=True)),
        exceptions={
            (row, column): tuple(
                replace(
                    one,
                    doubt=_joined(one.doubt, _column_doubts(grid, column), _row_doubts(grid, row)),
                )
                for one in found
            )
            for (row, column), found in block.exceptions.items()
        },
    )


def flagged_prose(
    found: Iterable[Observation], passages: Sequence[Passage]
) -> Iterator[Observation]:
    """Figures of running text, those of hidden passages with a doubt."""
    hidden = [passage.anchor.place for passage in passages if passage.hidden]
    for one in found:
        if any(_within(one.anchor.place, place) for place in hidden):
            yield replace(one, doubt=_joined(one.doubt, (HIDDEN_TEXT,)))
        else:
            yield one


def _row_doubts(grid: Grid, row: int) -> tuple[str, ...]:
    sheet = (HIDDEN_SHEET,) if grid.hidden else ()
    return (*sheet, HIDDEN_ROW) if row in grid.hidden_rows else sheet


def _column_doubts(grid: Grid, column: int) -> tuple[str, ...]:
    return (HIDDEN_COLUMN,) if column in grid.hidden_columns else ()


def _doubted(heading: Heading, more: tuple[str, ...]) -> Heading:
    return replace(heading, doubts=_joined(heading.doubts, more)) if more else heading


def _joined(*doubts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason for some in doubts for reason in some))


def _within(place: object, whole: object) -> bool:
    """Whether a place lies in another of its kind."""
    match place, whole:
        case Span(), Span():
            return whole.start <= place.start and place.stop <= whole.stop
        case PageBox(), PageBox():
            return (
                place.page == whole.page
                and whole.left <= place.left
                and whole.top <= place.top
                and place.right <= whole.right
                and place.bottom <= whole.bottom
            )
    return place == whole
