"""Tables side by side without a gap: one folded to save paper, or two with labels of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.lexicon import units
from svodka.model import Grid
from svodka.recognise.columns import Columns
from svodka.recognise.kinds import EMPTY, Kinds
from svodka.recognise.labels import words_of
from svodka.recognise.segments import Segment


def unfolded(grid: Grid, kinds: Kinds, segment: Segment) -> tuple[Segment, ...]:
    """The segment as one for each repetition of its columns, or as it is.

    A repetition has the same head texts in the same order and a stub of its own.
    """
    columns = segment.columns
    if not segment.head or not columns.stub or not columns.values:
        return (segment,)
    if columns.stub[-1] < columns.values[0]:
        return (segment,)
    whole = [*columns.numbering, *columns.stub, *columns.values]
    left, right = min(whole), max(whole) + 1
    texts = [words_of(grid.rows[segment.head[-1]][column]) for column in range(left, right)]
    width = _period(texts)
    if not width:
        return _beside(grid, kinds, segment, left, right)
    panels = [
        _panel(kinds, segment, start, start + width, leading=start == left)
        for start in range(left, right, width)
    ]
    if any(not panel.columns.stub or not panel.columns.values for panel in panels):
        return (segment,)
    return tuple(panels)


def _beside(
    grid: Grid, kinds: Kinds, segment: Segment, left: int, right: int
) -> tuple[Segment, ...]:
    """Two tables side by side: the second begins with labels of its own, under no head.

    They tell its rows apart, and no head reaches over both tables.
    """
    columns = segment.columns
    for column in columns.stub:
        if not columns.values[0] < column < columns.values[-1] or column - 1 in columns.stub:
            continue
        labels = [words_of(grid.rows[row][column]) for row in segment.body]
        said = [label for label in labels if label]
        if len(said) < 2 or len(set(said)) < len(said) or any(map(units.within, said)):
            continue
        over = any(
            merge.row in segment.head and merge.column < column <= merge.last_column
            for merge in grid.merges
        )
        if over or any(kinds[row, column] != EMPTY for row in segment.head):
            continue
        parts = ((left, column, True), (column, right, False))
        return tuple(
            _panel(kinds, segment, start, stop, leading=leading) for start, stop, leading in parts
        )
    return (segment,)


def _period(texts: Sequence[str]) -> int:
    """The length of the shortest run of head texts that the row repeats; 0 if it repeats none."""
    for width in range(2, len(texts) // 2 + 1):
        if len(texts) % width == 0 and texts == [*texts[:width]] * (len(texts) // width):
            return width
    return 0


def _panel(kinds: Kinds, segment: Segment, start: int, stop: int, *, leading: bool) -> Segment:
    within = range(start, stop)
    columns = Columns(
        values=tuple(c for c in segment.columns.values if c in within),
        stub=tuple(c for c in segment.columns.stub if c in within),
        numbering=tuple(c for c in segment.columns.numbering if c in within),
    )
    body = tuple(row for row in segment.body if (kinds[row, start:stop] != EMPTY).any())
    block = segment.block if leading else replace(segment.block, left=start, right=stop)
    return replace(
        segment,
        block=block,
        body=body,
        columns=columns,
        sections=segment.sections & frozenset(body),
        below=segment.below if leading else (),
    )
