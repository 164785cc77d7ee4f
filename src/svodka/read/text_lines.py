"""The lines of a text with their places: code points of the decoded file, ends left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svodka.lexicon.patterns import expression

# What is longer is no line that anybody printed: it is cut, so that work on it stays in proportion.
_LONGEST = 1 << 16
_LINE = expression(
    rf"[^\r\n\f\v\x85\u2028\u2029]{{0,{_LONGEST}}}(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|\Z)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end: code points of the decoded file, half open."""

    start: int
    stop: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text with their places."""
    for found in _LINE.finditer(text):
        words = found[0].rstrip("\r\n\f\v\x85\u2028\u2029")
        if found.end() > found.start():
            yield Line(found.start(), found.start() + len(words), words)
