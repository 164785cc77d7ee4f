"""A csv or tsv in, one grid out: a record is a row, blank lines count, values stay the words they are."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from svodka.lexicon.patterns import expression
from svodka.model import Grid, GridKind, Piece, Reason, Remark, UnreadableDocument, Value
from svodka.model.cutting import first_rows, most_rows
from svodka.read import media
from svodka.read.charset import decode
from svodka.read.delimiter import find_delimiter, is_column
from svodka.read.reader import Reader

_LONGEST_FIELD = 1 << 28
_DECLARED = expression(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_MOST_PADDING = 50_000_000
_FEWEST_RAGGED = 2
_BLANKS = (" ", "\u00a0", "\t", "\u2003", "\u2002")


def delimited_pieces(data: bytes) -> Iterator[Piece]:
    """The grid of a csv or tsv file; encoding and delimiter are found.

    Rows are the records of RFC 4180: a quoted field may hold line breaks. Short records are
    padded with None. The number of leading blanks of a row's first field is its indent.

    Raises:
        UnreadableDocument: the records differ so much in length that they fill no rectangle.
    """
    decoded = decode(data)
    if decoded.bad:
        yield Remark(f"{decoded.bad} characters could not be decoded as {decoded.encoding}")
    text = decoded.text
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else "" if is_column(text) else find_delimiter(text)
    records, remark = _records(text, delimiter)
    if remark:
        yield Remark(remark)
    yield from _ragged(records)
    grid = _grid(records, plain=text.isascii() or unicodedata.is_normalized("NFC", text))
    rows = most_rows(grid.width)
    yield first_rows(grid, rows)
    if grid.height > rows:
        raise UnreadableDocument(
            Reason.TOO_LARGE,
            f"done up to row {rows}",
            hint="split the document: only its first rows were done",
        )


def _records(text: str, delimiter: str) -> tuple[list[list[str]], str]:
    """The records, and what was wrong with the quotes."""
    csv.field_size_limit(_LONGEST_FIELD)
    if not delimiter:
        return _first([line] if line else [] for line in _lines(text)), ""
    try:
        return _first(csv.reader(_stream(text), delimiter=delimiter, strict=True)), ""
    except csv.Error as error:
        if "unexpected end" in str(error):
            bare = csv.reader(_stream(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
            return _first(bare), "a quotation mark is never closed: all are read as they stand"
        lenient = csv.reader(_stream(text), delimiter=delimiter)
        return _first(lenient), "a quotation mark stands inside a field: its line is uncertain"


def _first(records: Iterator[list[str]]) -> list[list[str]]:
    """As many records as could ever be worked on, and one more where there are more."""
    return list(itertools.islice(records, most_rows(0) + 1))


def _stream(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _lines(text: str) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in _stream(text))


def _ragged(records: list[list[str]]) -> Iterator[Remark]:
    """A remark where records that hold several fields differ in their number."""
    widths = Counter(len(record) for record in records if len(record) > 1)
    if len(widths) < _FEWEST_RAGGED:
        return
    usual = max(widths, key=lambda width: (widths[width], width))
    other = sum(often for width, often in widths.items() if width != usual)
    yield Remark(
        f"{other} of {sum(widths.values())} lines have another number of fields than {usual}"
    )


def _grid(records: list[list[str]], *, plain: bool) -> Grid:
    width = max(map(len, records), default=0)
    stored = sum(map(len, records))
    if width * len(records) > _MOST_PADDING + stored:
        raise UnreadableDocument(
            Reason.DAMAGED,
            "the lines differ too much in length to be one table",
            hint="check the file in a text editor",
        )
    texts: dict[tuple[int, int], str] = {}
    if not plain:
        texts = _normalise(records)
    rows: list[tuple[Value, ...]] = []
    for record in records:
        short = width - len(record)
        row = [field or None for field in record]
        rows.append((*row, *(None,) * short) if short else tuple(row))
    indents = {
        (index, 0): len(record[0]) - len(record[0].lstrip())
        for index, record in enumerate(records)
        if record and record[0][:1] in _BLANKS and record[0].strip()
    }
    return Grid(kind=GridKind.CSV, rows=tuple(rows), texts=texts, indents=indents)


def _normalise(records: list[list[str]]) -> dict[tuple[int, int], str]:
    """Put every field in NFC; the untouched characters of those that changed."""
    texts: dict[tuple[int, int], str] = {}
    for row, record in enumerate(records):
        for column, field in enumerate(record):
            if not unicodedata.is_normalized("NFC", field):
                texts[row, column] = field
                record[column] = unicodedata.normalize("NFC", field)
    return texts


READERS = tuple(
    Reader(name=name, version="1", media_type=media_type, pieces=delimited_pieces)
    for name, media_type in (("csv", media.CSV), ("tsv", media.TSV))
)
