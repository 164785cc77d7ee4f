"""The head of an aligned table: words over the columns, some over several, wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from svodka.model import Span
from svodka.read.text_aligned import Columns, Stretch, column_at
from svodka.read.text_cells import Row, Written, joined
from svodka.read.text_lines import Line

Edges = Sequence[tuple[int, int]]


def head_row(line: Line, pieces: Sequence[Stretch], columns: Columns, *, last: bool) -> Row | None:
    """The words of a head line by column; None where they do not stand over columns.

    `last` says that body lines follow: then words over several columns are one for each.
    """
    edges = columns.edges
    if columns.counted:
        if len(pieces) != columns.width:
            return None
        claims = [[index] for index in range(columns.width)]
    else:
        if last:
            pieces = [part for piece in pieces for part in _split(piece, edges)]
        claims = _claims(pieces, edges)
    cells: dict[int, Written] = {}
    for piece, claim in zip(pieces, claims, strict=True):
        if not claim or claim[0] in cells:
            return None
        cells[claim[0]] = Written((Span(piece.start, piece.stop),), claim[-1] - claim[0] + 1)
    return Row(cells, places(line, columns))


def places(line: Line, columns: Columns) -> tuple[int, ...]:
    """Where an empty cell of each column lies in this line."""
    if columns.tabbed:
        starts = [0, *(found.end() for found in re.finditer("\t", line.text))]
        starts += [len(line.text)] * (columns.width - len(starts))
        return tuple(line.start + start for start in starts[: columns.width])
    return tuple(min(line.start + left, line.stop) for left, _ in columns.edges)


def _claims(pieces: Sequence[Stretch], edges: Edges) -> list[list[int]]:
    """The columns that each piece lies over; of two pieces over one column the nearer has it."""
    claims: list[list[int]] = []
    for piece in pieces:
        over = [
            column
            for column, (left, right) in enumerate(edges)
            if piece.left < right and left < piece.right
        ]
        claims.append(over or [column_at(piece, edges)])
    for column in range(len(edges)):
        rivals = [index for index, claim in enumerate(claims) if column in claim]
        if len(rivals) < 2:
            continue
        nearest = min(
            rivals, key=lambda index: (len(claims[index]), _away(pieces[index], edges[column]))
        )
        for index in rivals:
            if index != nearest and len(claims[index]) > 1:
                claims[index].remove(column)
    return claims


def _away(piece: Stretch, edge: tuple[int, int]) -> float:
    return abs((piece.left + piece.right) - (edge[0] + edge[1]))


def _split(piece: Stretch, edges: Edges) -> list[Stretch]:
    """One piece for each column where a word stands over each of them."""
    over = _claims([piece], edges)[0]
    words = _word_pieces(piece)
    if len(over) < 2 or 0 in over or not len(over) <= len(words) <= 2 * len(over):
        return [piece]
    groups: dict[int, list[Stretch]] = {}
    for word in words:
        groups.setdefault(column_at(word, edges), []).append(word)
    if sorted(groups) != over:
        return [piece]
    return [_together(groups[column], piece) for column in over]


def _word_pieces(piece: Stretch) -> list[Stretch]:
    found, at = [], 0
    for word in piece.words.split():
        at = piece.words.index(word, at)
        left, start, size = piece.left + at, piece.start + at, len(word)
        found.append(Stretch(left, left + size, start, start + size, word))
        at += size
    return found


def _together(words: Sequence[Stretch], whole: Stretch) -> Stretch:
    first, last = words[0], words[-1]
    shown = whole.words[first.start - whole.start : last.stop - whole.start]
    return replace(first, right=last.right, stop=last.stop, words=shown)


def stacked(rows: Sequence[Row]) -> list[Row]:
    """Head lines that only run over are one row; lines with words over several columns stay apart."""
    made: list[Row] = []
    for row in rows:
        if made and not _wide(row) and not _wide(made[-1]):
            made[-1] = joined(made[-1], row)
        else:
            made.append(row)
    return made


def _wide(row: Row) -> bool:
    return any(written.across > 1 for written in row.cells.values())
