"""A paragraph of the length of a book is cut at ends of sentences or lines, so that work stays in proportion."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from svodka.model import Anchor, Passage, Span

LONGEST = 1 << 13
_ENDS = (re.compile(r"[.!?…]\s+"), re.compile(r"[\r\n\u2028\u2029]+"), re.compile(r"\s+"))


def cut(passage: Passage) -> Iterator[Passage]:
    """The passage, or its parts in order: each `LONGEST` code points at most, with its own span."""
    raw, place = passage.raw, passage.anchor.place
    if len(raw) <= LONGEST or not isinstance(place, Span) or place.stop - place.start != len(raw):
        yield passage
        return
    start = 0
    while start < len(raw):
        stop = _end(raw, start)
        part = raw[start:stop]
        first = start + len(part) - len(part.lstrip())
        if words := part.strip():
            span = Span(place.start + first, place.start + first + len(words))
            yield replace(passage, raw=words, anchor=Anchor(span))
        start = stop


def _end(raw: str, start: int) -> int:
    """Where the part that begins at `start` ends: as late as a sentence, a line or a word does."""
    limit = start + LONGEST
    if limit >= len(raw):
        return len(raw)
    for pattern in _ENDS:
        last = deque(pattern.finditer(raw, start + LONGEST // 2, limit), maxlen=1)
        if last:
            return last[0].end()
    return limit
