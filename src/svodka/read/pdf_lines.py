"""Tokens into lines, lines into phrases and paragraphs: reading order without judging tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from operator import attrgetter

from svodka.read.pdf_ink import Box, Token

WORD_GAP = 0.7
"""Of the line height: a wider gap parts two phrases of one line."""
_SAME_LINE = 0.4
_LINE_GAP = 0.75
_BY_HEIGHT = attrgetter("middle", "left", "order")
_BY_SIDE = attrgetter("left", "order")
_FEW = 12
_STRIP = 32.0
_MOST_OPEN = 24
"""Chains in one strip of a page, `_STRIP` points wide, that a phrase is held against: a page has
fewer above each other, a damaged one may not."""
_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True, eq=False)
class Phrase:
    """Tokens of one line with no more than a space between them; not frozen, as a token is not."""

    tokens: tuple[Token, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def phrase(tokens: Sequence[Token]) -> Phrase:
    """One phrase of tokens that are sorted from left to right."""
    if len(tokens) == 1:
        only = tokens[0]
        return Phrase((only,), only.left, only.top, only.right, only.bottom, only.size, only.text)
    text = " ".join([token.text for token in tokens])
    return Phrase(tuple(tokens), *bounds(tokens), max([token.size for token in tokens]), text)


def bounds(tokens: Iterable[Token]) -> Box:
    """The box around tokens."""
    left = top = inf
    right = bottom = -inf
    for token in tokens:
        # Written out, since most cells have two words and there are hundreds of cells.
        if token.left < left:
            left = token.left
        if token.top < top:
            top = token.top
        if token.right > right:
            right = token.right
        if token.bottom > bottom:
            bottom = token.bottom
    return Box(left, top, right, bottom)


def lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens by line from the top down, each line from left to right."""
    if len(tokens) < _FEW and _is_line(tokens):
        return [list(tokens)]
    found: list[list[Token]] = []
    line: list[Token] = []
    middle = size = 0.0
    for token in sorted(tokens, key=_BY_HEIGHT):
        at, here = token.middle, token.size
        if found and at - middle < _SAME_LINE * (size if size < here else here):
            line.append(token)
            middle += (at - middle) / len(line)
            if here > size:
                size = here
        else:
            line = [token]
            found.append(line)
            middle, size = at, here
    for line in found:
        if len(line) > 1:
            line.sort(key=_BY_SIDE)
    return found


def _is_line(tokens: Sequence[Token]) -> bool:
    """Are they on one line and in order already, as the words of most cells are?"""
    if not tokens:
        return False
    middle, left = tokens[0].middle, tokens[0].left
    for token in tokens:
        if token.middle != middle or token.left < left:
            return False
        left = token.left
    return True


def phrases(line: Sequence[Token], gap: float = WORD_GAP) -> list[Phrase]:
    """A line cut where the gap between two tokens is wider than `gap` of their height."""
    if len(line) == 1:
        return [phrase(line)]
    cuts = [0, *gaps(line, gap), len(line)]
    if len(cuts) == len(line) + 1:
        return [
            Phrase((one,), one.left, one.top, one.right, one.bottom, one.size, one.text)
            for one in line
        ]
    return [phrase(line[start:stop]) for start, stop in pairwise(cuts)]


def gaps(line: Sequence[Token], gap: float) -> list[int]:
    """Places of the tokens before which a gap is wider than `gap` of their height."""
    cuts = []
    right, before = line[0].right, line[0].size
    for place, token in enumerate(line):
        size = token.size
        if token.left - right > gap * (size if size < before else before):
            cuts.append(place)
        before = size
        if token.right > right:
            right = token.right
    return cuts


def joined(parts: Iterable[str]) -> str:
    """Lines as one text: a hyphen at a line's end is kept and joins without a space."""
    text = ""
    for part in parts:
        if not text:
            text = part
        elif text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + part
        elif text.endswith("-") and len(text) > 1 and text[-2].isalpha() and part[:1].islower():
            text += part
        else:
            text += " " + part
    return text


def paragraphs(found: Sequence[Phrase]) -> list[list[Phrase]]:
    """Phrases chained downwards: each goes on from the one above it that it stands under."""
    chains: list[list[Phrase]] = []
    strips: defaultdict[int, list[int]] = defaultdict(list)
    for item in sorted(found, key=lambda one: (one.top, one.left)):
        under = range(int(item.left // _STRIP), int(item.right // _STRIP) + 1)
        for strip in under:
            strips[strip] = [
                number
                for number in strips[strip][-_MOST_OPEN:]
                if item.top - chains[number][-1].bottom < 3 * item.size
            ]
        near = sorted({number for strip in under for number in strips[strip]})
        best = next((number for number in near if _goes_on(chains[number][-1], item)), None)
        if best is None:
            best = len(chains)
            chains.append([])
        chains[best].append(item)
        for strip in under:
            if best not in strips[strip]:
                strips[strip].append(best)
    return chains


def _goes_on(above: Phrase, item: Phrase) -> bool:
    size = min(above.size, item.size)
    if max(above.size, item.size) > 1.25 * size:
        return False
    gap = item.top - above.bottom
    shared = min(above.right, item.right) - max(above.left, item.left)
    indented = item.left - above.left > 1.5 * size and item.right > above.left
    return (
        -0.5 * size < gap < _LINE_GAP * size
        and shared > 0.5 * min(above.right - above.left, item.right - item.left)
        and not indented
    )
