"""Markdown in, passages and pipe tables out: what is marked as heading, item or table is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from svodka.model import Grid, Piece, Remark, Span, Value
from svodka.read import media
from svodka.read.charset import decode
from svodka.read.reader import Reader
from svodka.read.surroundings import Surroundings
from svodka.read.text import paragraphs, passage
from svodka.read.text_cells import Row, Written, grid_of
from svodka.read.text_lines import Line, lines_of

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")


def markdown_pieces(data: bytes) -> Iterator[Piece]:
    """The paragraphs, headings and pipe tables (GitHub Flavored Markdown, 4.10) of a text.

    The rows of a table are its header line and its body lines; the rule between them is none.
    """
    decoded = decode(data)
    if decoded.bad:
        yield Remark(f"{decoded.bad} characters could not be decoded as {decoded.encoding}")
    around = Surroundings()
    running: list[Line] = []
    lines = tuple(lines_of(decoded.text))
    at = 0
    while at < len(lines):
        if not _opens_table(lines, at):
            running.append(lines[at])
            at += 1
            continue
        end = at + 2
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        grid = _grid((lines[at], *lines[at + 2 : end]), decoded.text)
        if grid is None:
            running.extend(lines[at:end])
        else:
            yield from around.passages(_passages(running, decoded.text))
            running = []
            yield from around.grid(grid)
        at = end
    yield from around.passages(_passages(running, decoded.text))
    yield from around.rest()


def _opens_table(lines: tuple[Line, ...], at: int) -> bool:
    if at + 1 == len(lines) or "|" not in lines[at].text:
        return False
    rule = lines[at + 1].text
    return bool(_RULE.fullmatch(rule)) and len(_fields(lines[at + 1])) == len(_fields(lines[at]))


def _fields(line: Line) -> list[Span]:
    """The fields between the bars of a line, blanks around them left out."""
    bare = line.text.strip()
    start = line.start + line.text.find(bare)
    stop = start + len(bare)
    start += bare.startswith("|")
    stop -= bare.endswith("|") and not bare.endswith("\\|") and stop > start
    inside = line.text[start - line.start : stop - line.start]
    fields, at = [], 0
    for bar in (*(found.start() for found in _BAR.finditer(inside)), len(inside)):
        words = inside[at:bar]
        left = start + at + len(words) - len(words.lstrip())
        fields.append(Span(left, left + len(words.strip())))
        at = bar + 1
    return fields


def _grid(lines: tuple[Line, ...], text: str) -> Grid | None:
    width = len(_fields(lines[0]))
    grid = grid_of([_row(line, width) for line in lines], width, text)
    if grid is None:
        return None
    rows = tuple(tuple(map(_plain, row)) for row in grid.rows)
    return replace(grid, rows=rows, texts={at: _bars(words) for at, words in grid.texts.items()})


def _row(line: Line, width: int) -> Row:
    """A line that is too short has its missing cells at its end; what is too much is no cell."""
    fields = _fields(line)[:width]
    places = (*(field.start for field in fields), *(line.stop,) * (width - len(fields)))
    held = {
        column: Written((field,)) for column, field in enumerate(fields) if field.start < field.stop
    }
    return Row(held, places)


def _plain(value: Value) -> Value:
    return _bars(value) if isinstance(value, str) else value


def _bars(words: str) -> str:
    return words.replace("\\|", "|")


def _passages(lines: list[Line], text: str) -> Iterator[Piece]:
    """Headings stand alone; what lies between them is parted as in plain text."""
    running: list[Line] = []
    for line in lines:
        if _HEADING.match(line.text):
            yield from (passage(block, text) for block in paragraphs(iter(running)))
            yield passage((line,), text, kind="heading")
            running = []
        elif not _UNDERLINE.fullmatch(line.text):
            running.append(line)
        elif running and not running[-1].blank:
            *running, heading = running
            yield from (passage(block, text) for block in paragraphs(iter(running)))
            yield passage((heading,), text, kind="heading")
            running = []
    yield from (passage(block, text) for block in paragraphs(iter(running)))


READER = Reader(name="markdown", version="2", media_type=media.MARKDOWN, pieces=markdown_pieces)
