"""Sentences of a passage, and the words that belong to each of its numbers: to the nearest break between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from svodka.lexicon.patterns import expression
from svodka.recognise.prose_counted import Number

_LONGEST = 2000
_END = expression(r"[.!?…]+[\"')\]]*\s+|\n\s*\n|\n(?=\s*(?:[-•*]|\d+[.)]))|(?<=[;:])\s*\n")
_ABBREVIATION = expression(
    r"(?<![^\W_])(?:г|гг|тыс|млн|млрд|обл|респ|чел|ст|п|пп|им|ул|д|т|е|к|др|пр|см|руб|ед|проц|авт|р|с|стр|св|"
    r"мин|тел|исп|ч|н|[а-яa-z]|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mr|mrs|dr|no|st|approx)\.$"
)
_BREAK = expression(
    r"[,;:(]|\s[-–—]\s|\s(?:и|а|но|однако|при этом|в том числе|из них|из которых|из числа|"
    r"еще|and|but|while|of whom|of them|including)(?=\s)"
)


# Right after a number these words go with it: «42 из них заключили контракт».
_OWN = expression(r" (?:из них|из которых|из этого числа|of them|of whom)(?![^\W_])")


def sentences(shown: str, folded: str) -> tuple[tuple[int, int], ...]:
    """(start, stop) of every sentence; both texts are of one length, only `shown` has lines."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(shown):
        if end[0].startswith(".") and not _closes(shown, folded, end):
            continue
        found.append((start, end.end()))
        start = end.end()
    if start < len(folded):
        found.append((start, len(folded)))
    return tuple(piece for span in found for piece in _pieces(folded, *span))


def _pieces(folded: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A stretch that nothing ends for pages, in pieces that end between words."""
    while stop - start > _LONGEST:
        cut = folded.rfind(" ", start + 1, start + _LONGEST) + 1
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, stop


def single_spaced(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text with runs of spaces as one, and the offset of each letter that is left."""
    if "  " not in text:
        return text, None
    places = [
        place
        for place, letter in enumerate(text)
        if letter != " " or text[place - 1 : place] != " "
    ]
    return "".join(text[place] for place in places), (*places, len(text))


def _closes(shown: str, folded: str, end: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: what follows begins one, what stands before is no abbreviation."""
    following = shown[end.end() : end.end() + 1]
    if end[0].count("\n") > 1:
        return True
    if following and (following.islower() or following in ",;)"):
        return False
    before = folded[max(0, end.start() - 12) : end.start() + 1]
    return _ABBREVIATION.search(before) is None or (
        following.isupper()
        and re.search(r"(?:г|чел|руб|ед|т\.? ?д|т\.? ?п)\.$", before) is not None
    )


def territories(text: str, numbers: Sequence[Number]) -> tuple[tuple[int, int], ...]:
    """The stretch of the sentence that belongs to each number.

    Between two numbers it ends at the first break after the earlier one's noun, else right
    after that noun; both numbers of a range share one stretch.
    """
    edges = [0]
    for one, other in pairwise(numbers):
        if other.start <= one.start:
            edges.append(edges[-1])
            continue
        own = _OWN.match(text, one.after)
        broken = _BREAK.search(text, own.end() if own else one.after, other.start)
        edges.append(broken.start() if broken else one.after)
    stops = [*edges[1:], len(text)]
    for place, (one, other) in enumerate(pairwise(numbers)):
        if other.start <= one.start:
            stops[place] = stops[place + 1]
    return tuple(zip(edges, stops, strict=True))
