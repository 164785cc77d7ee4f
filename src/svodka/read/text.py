"""Plain text in, one passage a paragraph out, one grid a table: no sentence is cut, no figure stands twice.

Anchors count code points of the decoded file before any normalisation. A byte order mark is no
part of the decoded text, line ends are (a carriage return and a line feed are two code points).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.lexicon.patterns import expression
from svodka.model import Anchor, Grid, Passage, Piece, Remark, Span
from svodka.read import media
from svodka.read.charset import decode
from svodka.read.reader import Reader
from svodka.read.surroundings import Surroundings
from svodka.read.text_lines import Line, lines_of
from svodka.read.text_tables import parted

_NARROWEST_WRAP = 40
_WIDEST_WRAP = 130
_FULL = 0.75
_MOSTLY = 0.6
_FEWEST_WRAPPED = 3
_END = expression(r"[.!?…:;][»\"”’')\]]*\s*$")
_OPEN = expression(
    r"(?:[,(«„–—-]|\b(?:и|или|а|но|в|во|на|с|со|к|по|о|об|от|до|за|из|у|не|для|при|and|or|the|of|in|to))\s*$",
    re.IGNORECASE,
)
_ITEM = expression(r"\s*(?:[-–—•*·]\s|\d{1,3}[.)]\s|[а-яa-z]\)\s)")
# A row of a drawn table: bars, tabs, or a number that stands apart at its end.
_DRAWN = expression(
    r"[|│║┌├└╔╠╚]|\S\t+\S.*\t\S|(?:\t|(?<=\s)\s)[-–—−+]?[\d.,…%]+\s*$|(?<=\s)\s[-–—−]\s*$"
)


def paragraphs(lines: Iterator[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines that belong together, in order; blank lines part them and belong to none."""
    block: list[Line] = []
    for line in lines:
        if not line.blank:
            block.append(line)
        elif block:
            yield from _parted(block)
            block = []
    if block:
        yield from _parted(block)


def _parted(block: list[Line]) -> Iterator[tuple[Line, ...]]:
    width = max(len(line.text) for line in block)
    full = sum(len(line.text) >= _FULL * width for line in block[:-1])
    wrapped = (
        _NARROWEST_WRAP <= width <= _WIDEST_WRAP
        and len(block) >= _FEWEST_WRAPPED
        and full >= _MOSTLY * (len(block) - 1)
    )
    start = 0
    for index in range(1, len(block)):
        if not _together(block[index - 1].text, block[index].text, width if wrapped else 0):
            yield tuple(block[start:index])
            start = index
    yield tuple(block[start:])


def _together(line: str, following: str, width: int) -> bool:
    """Does a paragraph go on from one line to the next? `width` is 0 where lines are not wrapped."""
    if _DRAWN.search(line) and _DRAWN.search(following):
        return False
    if _OPEN.search(line) or following.lstrip()[:1].islower():
        return not _ITEM.match(following)
    if _ITEM.match(following):
        return False
    if not width:
        return False
    indented = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    ended = bool(_END.search(line))
    return not (ended and (indented or len(line) < _FULL * width))


def passage(lines: tuple[Line, ...], text: str, kind: str = "text") -> Passage:
    """The passage that these lines make; blanks around it are left out."""
    raw = text[lines[0].start : lines[-1].stop]
    start = lines[0].start + len(raw) - len(raw.lstrip())
    raw = raw.strip()
    return Passage(raw=raw, anchor=Anchor(Span(start, start + len(raw))), kind=kind)


def text_pieces(data: bytes) -> Iterator[Piece]:
    """The paragraphs and tables of a plain text file; the encoding is found."""
    decoded = decode(data)
    if decoded.bad:
        yield Remark(f"{decoded.bad} characters could not be decoded as {decoded.encoding}")
    around = Surroundings()
    for part in parted(tuple(lines_of(decoded.text)), decoded.text):
        if isinstance(part, Grid):
            yield from around.grid(part)
        else:
            found = (passage(lines, decoded.text) for lines in paragraphs(iter(part)))
            yield from around.passages(found)
    yield from around.rest()


READER = Reader(name="text", version="2", media_type=media.TEXT, pieces=text_pieces)
