"""The lines of a text with their places: code points of the decoded file, ends left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from svodka.lexicon.patterns import expression

# What is longer is no line that anybody printed: it is cut, so that work on it stays in proportion.
_LONGEST = 1 << 16
_LINE = expression(
    rf"[^\r\n\f\v\x85\u2028\u2029]{{0,{_LONGEST}}}(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|\Z)?"
)

_LED = expression(r"(?:\.{4,}|(?:\. ){3,}\.|_{4,}) *([-–—]|\d[\d \u00a0\u202f]*(?:[.,]\d+)?)")
_LEADERS = expression(r"(?<=[\w).,%»\"]) ?(?:\.{4,}|(?:\. ){3,}\.|_{4,})(?= *[-–—\d])")


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


def without_leaders(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines with blanks for the dots that lead the eye from a label to its figure.

    Numbers that never fall are pages of a table of contents, which stays as it is.
    """
    led = {at: found for at, line in enumerate(lines) if (found := _led(line.text))}
    numbers = [found[1].replace(" ", "") for found in led.values()]
    pages = [int(number) for number in numbers if number.isdecimal()]
    if not led or (len(pages) == len(numbers) and pages == sorted(pages)):
        return lines
    return [
        replace(line, text=_LEADERS.sub(lambda found: " " * len(found[0]), line.text))
        if at in led
        else line
        for at, line in enumerate(lines)
    ]


def _led(text: str) -> re.Match[str] | None:
    if "...." not in text and "____" not in text and ". . . ." not in text:
        return None
    return _LED.search(text)
