"""Figures without a head of their own go on under the table above them in the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.model import Grid
from svodka.recognise.kinds import Kinds
from svodka.recognise.labels import words_of
from svodka.recognise.notes import is_note
from svodka.recognise.regions import Block
from svodka.recognise.segments import Segment


def joined(grid: Grid, kinds: Kinds, segments: Sequence[Segment]) -> list[Segment]:
    """The segments, those without a head added to the one that they continue.

    Single words between the two are section titles; notes between them keep the two apart.
    """
    result: list[Segment] = []
    for segment in segments:
        at = _continued(result, segment)
        if at is None:
            result.append(segment)
            continue
        between = result[at + 1 :]
        if any(_is_barrier(grid, words, segment) for words in between):
            result.append(segment)
            continue
        words = [w for w in between if _overlaps(w.block, segment.block)]
        result = [s for s in result if s not in words]
        result[at] = _added(result[at], words, segment)
    return result


def _continued(earlier: Sequence[Segment], segment: Segment) -> int | None:
    """Which earlier segment a headless one continues: the last over the same columns of figures."""
    values = set(segment.columns.values)
    if not values or segment.head:
        return None
    for at in range(len(earlier) - 1, -1, -1):
        above = earlier[at]
        if not above.columns.values or not _overlaps(above.block, segment.block):
            continue
        whole = set(above.columns.values)
        same_stub = set(segment.columns.stub) <= {*above.columns.stub, *above.columns.numbering}
        fits = values <= whole and len(values) * 2 >= len(whole) and same_stub
        return at if fits and (above.head or len(values) == len(whole)) else None
    return None


def _overlaps(one: Block, other: Block) -> bool:
    return one.left < other.right and other.left < one.right


def _is_barrier(grid: Grid, words: Segment, segment: Segment) -> bool:
    if not _overlaps(words.block, segment.block):
        return False
    if words.body or len(words.above) > 2:
        return True
    lines = (
        words_of(grid.rows[r][c])
        for r in words.above
        for c in range(words.block.left, words.block.right)
    )
    return any(is_note(line) for line in lines if line)


def _added(upper: Segment, words: Sequence[Segment], lower: Segment) -> Segment:
    titles = tuple(row for segment in words for row in segment.above) + lower.above
    block = Block(
        upper.block.top,
        lower.block.bottom,
        min(upper.block.left, lower.block.left),
        max(upper.block.right, lower.block.right),
    )
    return replace(
        upper,
        block=block,
        body=(*upper.body, *upper.below, *titles, *lower.body),
        sections=upper.sections | frozenset(upper.below) | frozenset(titles) | lower.sections,
        skipped=upper.skipped + lower.skipped,
        below=lower.below,
    )
