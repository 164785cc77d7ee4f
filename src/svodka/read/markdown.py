"""Markdown in, passages and pipe tables out: what is marked as heading, item or table is told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from svodka.model import Grid, GridKind, Piece, Remark, Value
from svodka.read import media
from svodka.read.charset import decode
from svodka.read.reader import Reader
from svodka.read.surroundings import Surroundings
from svodka.read.text import Line, lines_of, paragraphs, passage

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
    tables = 0
    lines = tuple(lines_of(decoded.text))
    at = 0
    while at < len(lines):
        if not _opens_table(lines, at):
            running.append(lines[at])
            at += 1
            continue
        yield from around.passages(_passages(running, decoded.text))
        running = []
        end = at + 2
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        tables += 1
        yield from around.grid(_grid((lines[at], *lines[at + 2 : end]), tables))
        at = end
    yield from around.passages(_passages(running, decoded.text))
    yield from around.rest()


def _opens_table(lines: tuple[Line, ...], at: int) -> bool:
    if at + 1 == len(lines) or "|" not in lines[at].text:
        return False
    rule = lines[at + 1].text
    return bool(_RULE.fullmatch(rule)) and len(_fields(rule)) == len(_fields(lines[at].text))


def _fields(line: str) -> list[str]:
    bare = line.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [field.strip().replace("\\|", "|") for field in _BAR.split(bare)]


def _grid(lines: tuple[Line, ...], number: int) -> Grid:
    width = len(_fields(lines[0].text))
    texts: dict[tuple[int, int], str] = {}
    rows: list[tuple[Value, ...]] = []
    for row, line in enumerate(lines):
        fields = _fields(line.text)[:width]
        for column, field in enumerate(fields):
            if not unicodedata.is_normalized("NFC", field):
                texts[row, column] = field
                fields[column] = unicodedata.normalize("NFC", field)
        padding = (None,) * (width - len(fields))
        rows.append((*(field or None for field in fields), *padding))
    return Grid(kind=GridKind.TABLE, table=(number,), rows=tuple(rows), texts=texts)


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


READER = Reader(name="markdown", version="1", media_type=media.MARKDOWN, pieces=markdown_pieces)
