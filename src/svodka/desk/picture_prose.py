"""Running text is set anew with one passage in a box, between the paragraphs around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from svodka.desk.picture import BOX, INK, PALE, PAPER, letters

_WIDTH = 860
_SIZE = 16
_LINE = 26
_AROUND = 600


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph, the code points of it that are meant, and what stands before and after."""

    text: str
    start: int
    stop: int
    before: str = ""
    after: str = ""


def draw_prose(excerpt: Excerpt) -> Image.Image:
    """The paragraph with the passage boxed; a very long one is cut around the passage."""
    low = max(0, excerpt.start - _AROUND)
    high = min(len(excerpt.text), excerpt.stop + _AROUND)
    parts = (
        (_last(excerpt.before), PALE, None),
        (excerpt.text[low:high], INK, (excerpt.start - low, excerpt.stop - low)),
        (excerpt.after[:_AROUND], PALE, None),
    )
    lines = [
        (line, colour, marked)
        for text, colour, span in parts
        if text.strip()
        for line, marked in _set(text, span)
    ]
    picture = Image.new("RGB", (_WIDTH, _LINE * len(lines) + 10), PAPER)
    draw = ImageDraw.Draw(picture)
    font = letters(_SIZE)
    for index, (line, colour, marked) in enumerate(lines):
        top = 5 + index * _LINE
        draw.text((0, top), line, fill=colour, font=font)
        if marked is not None:
            left = font.getlength(line[: marked[0]])
            right = font.getlength(line[: marked[1]])
            draw.rectangle((left - 2, top - 3, right + 2, top + _LINE - 5), outline=BOX, width=2)
    return picture


def _last(text: str) -> str:
    return text[-_AROUND:]


def _set(text: str, span: tuple[int, int] | None) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Lines of the text that fit, each with the part of it that is to be boxed."""
    font = letters(_SIZE)
    start = 0
    while start < len(text):
        stop = _line_end(text, start, font)
        line = text[start:stop].replace("\n", " ").replace("\t", " ")
        marked = None
        if span is not None and span[0] < stop and span[1] > start:
            marked = (max(span[0], start) - start, min(span[1], stop) - start)
        yield line, marked
        start = stop


def _line_end(text: str, start: int, font: ImageFont.FreeTypeFont) -> int:
    """Where the line that begins at `start` ends: after a space, or within a word too long for it."""
    newline = text.find("\n", start)
    most = len(text) if newline < 0 else newline + 1
    low, high = start + 1, min(most, start + _WIDTH)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(text[start:middle].rstrip()) <= _WIDTH - 4:
            low = middle
        else:
            high = middle - 1
    if low == most:
        return low
    space = text.rfind(" ", start, low)
    return space + 1 if space > start else low
