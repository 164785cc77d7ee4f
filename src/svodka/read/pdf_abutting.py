"""Cells so close that no gap parts them: text objects that begin or end under one another are cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from svodka.read.pdf_ink import Token
from svodka.read.pdf_lines import WORD_GAP

_SAME = 0.4
_REACH = 8
_UNDER = 0.08
_LEAST = 3
"""Lines, of `_REACH` above and below, in which objects begin or end at one place."""

_Sides = dict[int, list[tuple[float, int]]]


def cell_starts(rows: Sequence[Sequence[Token]]) -> set[int]:
    """`order` of the tokens that begin a cell though no wide gap stands before them.

    A spreadsheet writes each cell as one text object, with the next cell's right beside it where
    a number is set to the right and its neighbour to the left, and draws no space between. Words
    of running text stand under one another by chance only.
    """
    candidates = [
        (k, before, token)
        for k, line in enumerate(rows)
        for before, token in pairwise(line)
        if token.apart and token.left - before.right <= WORD_GAP * min(token.size, before.size)
    ]
    if not candidates:
        return set()
    lefts: _Sides = defaultdict(list)
    rights: _Sides = defaultdict(list)
    for k, line in enumerate(rows):
        for place, token in enumerate(line):
            if token.apart:
                _put(lefts, token.left, k)
            if place + 1 == len(line) or line[place + 1].apart:
                _put(rights, token.right, k)
    return {
        token.order
        for k, before, token in candidates
        if _lines_at(lefts, token.left, k) >= _LEAST or _lines_at(rights, before.right, k) >= _LEAST
    }


def cut_off(found: Sequence[Token]) -> list[tuple[Token, Token]]:
    """The tokens that end under the text object after them in the content stream, each with that
    object's first token."""
    return [
        (before, token)
        for before, token in pairwise(found)
        if token.left < before.right
        and before.left < token.left < before.right - _UNDER * token.size
        and token.apart
        and not (before.turned or token.turned)
        and (token.text[:1].isupper() or token.text[:1].isdigit())
        and len(before.text) > 1
        and abs(token.middle - before.middle) < 0.2 * token.size
    ]


def _put(sides: _Sides, x: float, line: int) -> None:
    sides[round(x)].append((x, line))


def _lines_at(sides: _Sides, x: float, line: int) -> int:
    """How many of the near lines have a side at x."""
    near: set[int] = set()
    for place in (round(x) - 1, round(x), round(x) + 1):
        members = sides.get(place, [])
        first = bisect_left(members, line - _REACH, key=lambda one: one[1])
        last = bisect_right(members, line + _REACH, key=lambda one: one[1])
        near.update(k for at, k in members[first:last] if abs(at - x) < _SAME)
    return len(near)
