"""Cells written in plain text become a grid in which every cell, be it empty, has a place of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svodka.lexicon.patterns import expression
from svodka.model import Grid, GridKind, Merge, Span, Value

_FIGURE = expression(
    r"[~≈<>≤≥]?\s?[-+−–—]?\s?\d[\d \u00a0\u202f\u2009'’]*(?:[.,]\d+)*(?:\s?[-–—]\s?\d+(?:[.,]\d+)?)?"
    r"\s?[%‰]?(?:\*{1,3}|\d?\))?"
)
_MARK = expression(
    r"[-–—−]{1,3}|…|\.{2,3}|[xXхХ]|н/д|н\.\s?д\.|нет данных|n/?a|\*{1,3}", re.IGNORECASE
)
_DATE = expression(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d")
_PART_OF = expression(
    r"в\s+т(?:ом|\.)\s*ч|из\s+(?:них|общего)|в\s+их\s+числе|including|of\s+which|of\s+whom"
)


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one cell, line by line; `across` columns wide."""

    parts: tuple[Span, ...]
    across: int = 1


@dataclass(slots=True)
class Row:
    """A row being made: words by column, where its empty cells lie, the indent of its stub.

    `ruled` says that its line draws a rule over other columns.
    """

    cells: dict[int, Written]
    places: tuple[int, ...]
    indent: int = 0
    ruled: bool = False


@lru_cache(maxsize=1 << 14)
def is_figure(words: str) -> bool:
    """Is this a number or a mark that stands for one? A date is neither."""
    return bool(_MARK.fullmatch(words)) or (
        bool(_FIGURE.fullmatch(words)) and not _DATE.fullmatch(words)
    )


def joined(above: Row, below: Row) -> Row:
    """Two lines of one row as that row."""
    cells = dict(above.cells)
    for column, written in below.cells.items():
        first = cells.get(column)
        cells[column] = (
            written
            if first is None
            else Written(first.parts + written.parts, max(first.across, written.across))
        )
    fuller = max(above, below, key=lambda row: len(row.cells))
    return Row(cells, fuller.places, above.indent)


def unwrapped(rows: Sequence[Row], text: str) -> list[Row]:
    """Rows whose words ran over into a second line are one row again."""
    made: list[Row] = []
    open_above = False
    for row in rows:
        if made and ((open_above and _goes_on(row, text)) or _is_tail(made[-1], row, text)):
            made[-1] = joined(made[-1], row)
        else:
            made.append(row)
        open_above = _is_open(made[-1], text)
    return made


def _is_open(row: Row, text: str) -> bool:
    return not _figures(row, text) and not any(
        _words(written, text).endswith(":") for written in row.cells.values()
    )


def _goes_on(row: Row, text: str) -> bool:
    """Does the stub of this row go on from a line that held nothing but a stub?"""
    return 0 in row.cells and _small(_words(row.cells[0], text))


def _is_tail(above: Row, row: Row, text: str) -> bool:
    if not 0 < len(row.cells) < len(above.cells) or _figures(row, text):
        return False
    words = [_words(written, text) for written in row.cells.values()]
    return all(_small(each) and not each.endswith(":") for each in words) and all(
        column in above.cells for column in row.cells
    )


def _small(words: str) -> bool:
    return words[:1].islower() and not _PART_OF.match(words)


def _figures(row: Row, text: str) -> bool:
    return any(column and is_figure(_words(written, text)) for column, written in row.cells.items())


def _words(written: Written, text: str) -> str:
    return "\n".join(text[part.start : part.stop] for part in written.parts)


def grid_of(rows: Sequence[Row], width: int, text: str) -> Grid | None:
    """The grid of these rows; None where two cells would have to share a place."""
    spans: dict[tuple[int, int], Span] = {}
    texts: dict[tuple[int, int], str] = {}
    values: list[list[Value]] = [[None] * width for _ in rows]
    for at, words, span in _written(rows, text):
        spans[at] = span
        values[at[0]][at[1]] = unicodedata.normalize("NFC", words)
        if values[at[0]][at[1]] != words:
            texts[at] = words
    taken = set(spans.values())
    for index, row in enumerate(rows):
        for column in range(width):
            if (index, column) in spans:
                continue
            free = _free(row.places[column], taken, len(text))
            if free is None:
                return None
            taken.add(free)
            spans[index, column] = free
    return Grid(
        kind=GridKind.TEXT,
        rows=tuple(map(tuple, values)),
        texts=texts,
        spans=spans,
        merges=tuple(
            Merge(index, column, index, column + written.across - 1)
            for index, row in enumerate(rows)
            for column, written in row.cells.items()
            if written.across > 1
        ),
        indents={(index, 0): row.indent for index, row in enumerate(rows) if row.indent},
    )


def _written(rows: Sequence[Row], text: str) -> Iterator[tuple[tuple[int, int], str, Span]]:
    """Words that run over lines have the place of all lines, or of the first if others stand between."""
    for index, row in enumerate(rows):
        for column, written in row.cells.items():
            words = _words(written, text)
            span = Span(written.parts[0].start, written.parts[-1].stop)
            if "".join(text[span.start : span.stop].split()) != "".join(words.split()):
                span = written.parts[0]
            yield (index, column), words, span


def _free(place: int, taken: set[Span], length: int) -> Span | None:
    """An empty span at a place, or the narrowest around it that no other cell has."""
    for start in range(place, -1, -1):
        if (span := Span(start, place)) not in taken:
            return span
    for stop in range(place + 1, length + 1):
        if (span := Span(0, stop)) not in taken:
            return span
    return None
