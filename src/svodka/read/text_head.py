"""The head of an aligned table: words over the columns, some over several, wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from svodka.model import Span
from svodka.read.text_aligned import Columns, Stretch, column_at
from svodka.read.text_cells import Row, Written, joined
from svodka.read.text_lines import Line

Edges = Sequence[tuple[int, int]]
Groups = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head: its cells, and the words of each as they are printed."""

    row: Row
    pieces: dict[int, Stretch]

    @property
    def wide(self) -> bool:
        return any(written.across > 1 for written in self.row.cells.values())

    @property
    def covered(self) -> dict[int, int]:
        """For each column, the column of the words over it."""
        return {
            column + more: column
            for column, written in self.row.cells.items()
            for more in range(written.across)
        }


def head_line(
    line: Line, pieces: Sequence[Stretch], columns: Columns, *, last: bool
) -> HeadLine | None:
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
    at = {claim[0]: piece for piece, claim in zip(pieces, claims, strict=True)}
    return HeadLine(Row(cells, places(line, columns)), at)


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


def stacked(lines: Sequence[HeadLine]) -> list[Row]:
    """Head lines that only run over are one row; words over several columns are a row of their own."""
    made: list[HeadLine] = []
    for line in lines:
        groups = _groups(made[-1], line) if made else None
        if groups:
            made[-1] = _widened(made[-1], groups)
            made.append(line)
        elif made and not line.wide and not made[-1].wide:
            made[-1] = _joined(made[-1], line)
        else:
            made.append(line)
    return [line.row for line in made]


def _joined(above: HeadLine, below: HeadLine) -> HeadLine:
    pieces = dict(above.pieces)
    for column, piece in below.pieces.items():
        first = pieces.get(column, piece)
        left, right = min(first.left, piece.left), max(first.right, piece.right)
        pieces[column] = replace(piece, left=left, right=right)
    return HeadLine(joined(above.row, below.row), pieces)


def _widened(line: HeadLine, groups: Groups) -> HeadLine:
    cells, pieces = {}, {}
    for column, written in line.row.cells.items():
        first, last = groups.get(column, (column, column + written.across - 1))
        cells[first] = Written(written.parts, last - first + 1)
        pieces[first] = line.pieces[column]
    return HeadLine(Row(cells, line.row.places, line.row.indent), pieces)


def _groups(above: HeadLine, below: HeadLine) -> Groups | None:
    """First and last column of words that lie over several columns, parted in the line below.

    They do if the labels below repeat, or if words are centred over several or begin a label of
    their own below. None where the line below only goes on.
    """
    heads = [column for column in sorted(above.pieces) if column]
    labels = [column for column in sorted(below.pieces) if column]
    missing = [column for column in labels if column not in above.covered]
    if not heads or not missing:
        return None
    if repeated := _repeated(heads, labels, below):
        return repeated
    likely = [column for column in heads if _heads_a_group(column, above, below)]
    if not likely:
        return None
    reach = {column: {column, column + above.row.cells[column].across - 1} for column in likely}
    for column in missing:
        nearest = min(likely, key=lambda head: _gap(above.pieces[head], below.pieces[column]))
        reach[nearest].add(column)
    groups = {column: (min(found), max(found)) for column, found in reach.items()}
    taken = [groups.get(column, (column, column)) for column in heads]
    apart = all(one[1] < other[0] for one, other in pairwise(taken))
    return groups if apart else None


def _repeated(heads: list[int], labels: list[int], below: HeadLine) -> Groups | None:
    size, rest = divmod(len(labels), len(heads))
    words = [below.pieces[column].words for column in labels]
    if len(heads) == 1 or rest or size < 2 or words != words[:size] * len(heads):
        return None
    groups = [labels[index : index + size] for index in range(0, len(labels), size)]
    if any(head not in group for head, group in zip(heads, groups, strict=True)):
        return None
    return {head: (group[0], group[-1]) for head, group in zip(heads, groups, strict=True)}


def _heads_a_group(column: int, above: HeadLine, below: HeadLine) -> bool:
    own = below.pieces.get(column)
    if own is None:
        return False
    head = above.pieces[column]
    free = [
        below.pieces[beside]
        for beside in (column - 1, column + 1)
        if beside in below.pieces and beside and beside not in above.covered
    ]
    centred = any(
        abs(_middle(head) - (min(own.left, beside.left) + max(own.right, beside.right)) / 2)
        < abs(_middle(head) - _middle(own))
        for beside in free
    )
    return centred or bool(free and own.words[0].isupper())


def _middle(piece: Stretch) -> float:
    return (piece.left + piece.right) / 2


def _gap(head: Stretch, label: Stretch) -> float:
    return max(head.left - label.right, label.left - head.right)
