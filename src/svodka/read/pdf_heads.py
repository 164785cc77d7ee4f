"""The head of a table without rules all over: phrases joined downwards, on levels, over columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from svodka.read.pdf_gutters import Column, Line
from svodka.read.pdf_ink import Box, Rule, Token
from svodka.read.pdf_lines import Phrase, phrase

_CENTRED = 0.8
"""Of the line height: what is set to the middle is no further from it."""


@dataclass(slots=True)
class Chain:
    """Phrases of a head under one another that are one cell; level 0 stands on the body."""

    first: int
    last: int
    tokens: list[Token]
    box: Box
    top: float = 0.0
    bottom: float = 0.0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a page that lie and that stand."""

    lying: Sequence[Rule]
    standing: Sequence[Rule]


def middle_between(left: Column, right: Column) -> float:
    """The x half way between two columns."""
    return (left.right + right.left) / 2


def overlapped(part: Phrase, columns: Sequence[Column]) -> list[int]:
    """The columns that a phrase stands over; the nearest if over none."""
    left, right = part.left + 0.5, part.right - 0.5
    over = []
    for k, (start, stop) in enumerate(columns):
        if start >= right:
            break
        if left < stop and stop - start > 0.5:
            over.append(k)
    if over and left < part.right:
        return over
    middles = [middle_between(a, b) for a, b in pairwise(columns)]
    return [bisect_left(middles, (part.left + part.right) / 2)]


def each_over(parts: Sequence[Phrase], columns: Sequence[Column]) -> list[list[int]]:
    """The columns that each phrase of a line stands over, none of them twice.

    A figure set to the right, or the head over it, may begin below the longest label; what stands
    to the left of it on its own line has the column of labels. As many phrases as columns, none
    of them over the column of another, are in order: heads set to the left of their figures.
    """
    if len(parts) == len(columns) and in_order(parts, columns):
        return [[k] for k in range(len(parts))]
    found = [overlapped(part, columns) for part in parts]
    if len(parts) == len(columns) and any(a[-1] >= b[0] for a, b in pairwise(found)):
        lefts = [column.left for column in columns[1:]]
        rights = [column.right for column in columns]
        if all(part.right < left for part, left in zip(parts, lefts, strict=False)) and all(
            part.left > right for part, right in zip(parts[1:], rights, strict=False)
        ):
            return [[k] for k in range(len(parts))]
    for place, (left, right) in enumerate(pairwise(found)):
        if left[-1] < right[0] or left[-1] not in right:
            continue
        shared = left[-1]
        if len(left) == 1 and len(right) > 1:
            found[place + 1] = [k for k in right if k > shared]
        elif len(right) == 1 and len(left) > 1:
            found[place] = left[:-1]
    return [over or overlapped(part, columns) for over, part in zip(found, parts, strict=True)]


def in_order(parts: Sequence[Phrase], columns: Sequence[Column]) -> bool:
    """Does each phrase stand over the column of its own number alone, as in most rows?"""
    before = -inf
    for part, (left, right) in zip(parts, columns, strict=True):
        if not (part.left >= before and part.left + 0.5 < right and left < part.right - 0.5):
            return False
        before = right
    return all(part.right <= column.left for part, column in zip(parts, columns[1:], strict=False))


def apart(head: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """The lines of a head with words apart that stand each over the middle of its own column.

    Heads of narrow columns are set so close that no gap parts them. From the line upon the body
    upwards, what is below a word is the word below it, or the column.
    """
    middles = [(left + right) / 2 for left, right in columns]
    found: list[Line] = []
    for line in reversed(head):
        parts: list[Phrase] = []
        for part in line.parts:
            parts += _each_over_its_own(part, columns, middles)
        for part in parts:
            over = overlapped(part, columns)
            if len(over) == 1:
                middles[over[0]] = (part.left + part.right) / 2
        found.insert(0, replace(line, parts=tuple(parts)))
    return found


def _each_over_its_own(
    part: Phrase, columns: Sequence[Column], middles: Sequence[float]
) -> list[Phrase]:
    tokens = part.tokens
    starts = [k for k in range(1, len(tokens)) if tokens[k].apart]
    if not starts or len(overlapped(part, columns)) < 2:
        return [part]
    words = [phrase(tokens[a:b]) for a, b in pairwise([0, *starts, len(tokens)])]
    places = []
    for word in words:
        middle = (word.left + word.right) / 2
        place = min(range(len(middles)), key=lambda k: abs(middles[k] - middle))
        if abs(middles[place] - middle) > _CENTRED * word.size:
            return [part]
        places.append(place)
    return words if all(a < b for a, b in pairwise(places)) else [part]


def chains_of(head: Sequence[Line], columns: Sequence[Column], ruling: Ruling) -> list[Chain]:
    """Head phrases joined downwards while they stand over the same columns."""
    chains: list[Chain] = []
    for line in head:
        for part, over in zip(line.parts, each_over(line.parts, columns), strict=True):
            first, last = over[0], over[-1]
            for chain in reversed(chains):
                if chain.last < first or chain.first > last:
                    continue
                same = (chain.first, chain.last) == (first, last)
                near = part.top - chain.bottom < 0.6 * part.size
                parted = _parted(chain, part, ruling.lying) or _is_group(
                    chain, line, columns, ruling
                )
                if same and near and not parted:
                    chain.tokens.extend(part.tokens)
                    chain.bottom = part.bottom
                    break
                chains.append(_new_chain(part, first, last))
                break
            else:
                chains.append(_new_chain(part, first, last))
    return chains


def _is_group(chain: Chain, below: Line, columns: Sequence[Column], ruling: Ruling) -> bool:
    """Do rules show a head over several columns that the line below it heads one by one?"""
    span = _between_rules(chain, columns, ruling)
    if span is None or span[0] == span[1]:
        return False
    left, right = columns[span[0]].left, columns[span[1]].right
    return sum(part.left < right and part.right > left for part in below.parts) > 1


def _new_chain(part: Phrase, first: int, last: int) -> Chain:
    box = Box(part.left, part.top, part.right, part.bottom)
    return Chain(first, last, list(part.tokens), box, part.top, part.bottom)


def _parted(chain: Chain, part: Phrase, lying: Sequence[Rule]) -> bool:
    return any(
        chain.bottom - 3 < rule.at < part.top + 3
        and rule.start < (part.left + part.right) / 2 < rule.stop
        for rule in lying
    )


def level(chains: list[Chain], columns: Sequence[Column], ruling: Ruling) -> None:
    """Each chain one level above the chains under it; what heads several columns spans them."""
    for chain in sorted(chains, key=lambda one: -one.top):
        under = [
            other.level
            for other in chains
            if other.top > chain.top + 1 and other.first <= chain.last and chain.first <= other.last
        ]
        chain.level = 1 + max(under, default=-1)
    by_level: dict[int, list[Chain]] = {}
    for chain in chains:
        by_level.setdefault(chain.level, []).append(chain)
    for number, siblings in by_level.items():
        if number:
            for chain in siblings:
                _widened(chain, siblings, columns, ruling)


def _widened(
    chain: Chain, siblings: Sequence[Chain], columns: Sequence[Column], ruling: Ruling
) -> None:
    """The span that rules show, else the one whose middle is nearest to that of the words; free
    of the siblings."""
    taken = {
        k for other in siblings if other is not chain for k in range(other.first, other.last + 1)
    }
    if span := _between_rules(chain, columns, ruling):
        first, last = span
        if first <= chain.first and chain.last <= last and not taken & set(range(first, last + 1)):
            chain.first, chain.last = span
            return
    middle = (chain.box.left + chain.box.right) / 2
    best = (abs((columns[chain.first].left + columns[chain.last].right) / 2 - middle), 0)
    span = (chain.first, chain.last)
    for first in range(chain.first, 0, -1):
        if first in taken:
            break
        for last in range(chain.last, len(columns)):
            if last in taken:
                break
            off = abs((columns[first].left + columns[last].right) / 2 - middle)
            if (off, first - last) < best:
                best, span = (off, first - last), (first, last)
    chain.first, chain.last = span


def _between_rules(
    chain: Chain, columns: Sequence[Column], ruling: Ruling
) -> tuple[int, int] | None:
    """First and last column between the rules that stand beside a head, or over the one below it."""
    middle, at = (chain.box.left + chain.box.right) / 2, (chain.top + chain.bottom) / 2
    left, right = columns[0].left, columns[-1].right
    beside = [rule.at for rule in ruling.standing if rule.start <= at <= rule.stop]
    before = [x for x in beside if left - 9 < x < middle]
    after = [x for x in beside if middle < x < right + 9]
    if before and (after or len(before) > 1):
        sides = max(before), min(after, default=right)
    else:
        size = chain.tokens[0].size
        under = [
            rule
            for rule in ruling.lying
            if -2 < rule.at - chain.bottom < size and rule.start < middle < rule.stop
        ]
        under = [rule for rule in under if rule.stop - rule.start < 0.75 * (right - left)]
        if not under:
            return None
        nearest = min(under)
        sides = nearest.start, nearest.stop
    inside = [
        k for k, one in enumerate(columns) if sides[0] < (one.left + one.right) / 2 < sides[1]
    ]
    return (inside[0], inside[-1]) if inside and inside[0] > 0 else None
