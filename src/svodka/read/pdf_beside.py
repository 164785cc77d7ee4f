"""Tables without rules that stand beside each other on one page: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from svodka.read.pdf_gutters import Columns, Line
from svodka.read.pdf_heads import middle_between
from svodka.read.pdf_lines import Phrase
from svodka.read.pdf_values import is_numeric, is_value

_REACH = 2.5
_MOST_ABOVE = 4
_LEAST = 3
_LEAST_ALONE = 2
_SHARE = 0.15


class Seam(NamedTuple):
    """Between `top` and `bottom` everything left of `at` is one table, the rest another."""

    at: float
    top: float
    bottom: float


def seam(found: Sequence[Line], block: Columns) -> Seam | None:
    """The first gutter of a block with a table on either side of it, if there is one.

    Each side has its own labels and figures. That they are two shows in the head, which begins
    again with the same word, or in rows with figures that stand now on the one side only, now on
    the other.
    """
    data = [found[k] for k in block.data]
    if len(block.columns) < 4 or not (_same_word(found, block) or _has_words(data)):
        return None
    for place in range(2, len(block.columns) - 1):
        at = middle_between(block.columns[place - 1], block.columns[place])
        sides = [_sides(line.parts, at) for line in data]
        labelled = _has_labels(sides, 0) and _has_labels(sides, 1)
        if _head_again(found, block, place, whole=not labelled) or (
            labelled and _rows_apart(sides)
        ):
            first, last = _reach(found, block, at)
            return Seam(at, found[first].top - 1, found[last].bottom + 1)
    return None


def _has_words(data: Sequence[Line]) -> bool:
    """Have rows enough words beyond their labels?"""
    words = (line for line in data if not all([is_value(part.text) for part in line.parts[1:]]))
    return len(list(islice(words, _LEAST))) == _LEAST


def _same_word(found: Sequence[Line], block: Columns) -> bool:
    """Does a line of the head say its first words again?"""
    return any(
        line.parts[0].text in [part.text for part in line.parts[2:]]
        for line in found[max(0, block.first - _MOST_ABOVE) : block.first + 2]
    )


_Sides = tuple[list[Phrase], list[Phrase]]


def _sides(parts: Sequence[Phrase], at: float) -> _Sides:
    return [p for p in parts if (p.left + p.right) / 2 < at], [
        p for p in parts if (p.left + p.right) / 2 >= at
    ]


def _has_labels(sides: Sequence[_Sides], side: int) -> bool:
    """Do most lines of a side begin with words at one place?"""
    firsts = [pair[side][0] for pair in sides if pair[side]]
    if len(firsts) < _LEAST:
        return False
    left = min(part.left for part in firsts)
    words = [
        part for part in firsts if part.left - left < 2 * part.size and not is_value(part.text)
    ]
    return len(words) * 4 >= 3 * len(firsts)


def _head_again(found: Sequence[Line], block: Columns, place: int, *, whole: bool) -> bool:
    """Does a line of words begin on both sides with the same word, over two columns or more?

    If `whole`, the rest of the line has to be the same too.
    """
    start = max(0, block.first - _MOST_ABOVE)
    at = middle_between(block.columns[place - 1], block.columns[place])
    for line in found[start : block.first + 2]:
        left, right = _sides(line.parts, at)
        if len(left) < 2 or len(right) < 2 or left[0].text != right[0].text:
            continue
        if is_value(left[0].text) or left[0].left > block.columns[0].right:
            continue
        if not whole or [part.text for part in left] == [part.text for part in right]:
            return True
    return False


def _rows_apart(sides: Sequence[_Sides]) -> bool:
    """Are there rows with figures on either side beside which the other has none?"""
    counted = [pair for pair in sides if any(map(_is_row, pair))]
    alone = [
        sum(
            _is_row(pair[side]) and not any(is_value(p.text) for p in pair[1 - side])
            for pair in counted
        )
        for side in (0, 1)
    ]
    return min(alone) >= max(_LEAST_ALONE, _SHARE * len(counted)) and all(
        sum(_is_row(pair[side]) for pair in counted) * 4 >= len(counted) for side in (0, 1)
    )


def _is_row(parts: Sequence[Phrase]) -> bool:
    return (
        len(parts) > 1
        and not is_value(parts[0].text)
        and any(is_numeric(part.text) for part in parts[1:])
    )


def _reach(found: Sequence[Line], block: Columns, at: float) -> tuple[int, int]:
    """The lines that the seam parts: those of the block and near ones that do not cross it."""
    first, last = block.first, block.last
    while first > 0 and _parted(found[first - 1], at):
        if found[first].top - found[first - 1].bottom > _REACH * found[first].size:
            break
        first -= 1
    while last + 1 < len(found) and _parted(found[last + 1], at):
        if found[last + 1].top - found[last].bottom > _REACH * found[last].size:
            break
        last += 1
    return first, last


def _parted(line: Line, at: float) -> bool:
    return all(part.right < at or part.left > at for part in line.parts)
