"""A table without bars: figures stand under each other in at least three lines, parted by wide blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from svodka.lexicon.patterns import expression
from svodka.read.text_cells import is_figure
from svodka.read.text_lines import Line

_PIECE = expression(r"[^\s]+(?:[ \u00a0\u202f\u2009][^\s]+)*")
_SINGLE = expression(r"(?<=\S)[ \u00a0](?=\S)")
_GROUPED = expression(r"[-+−–]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?\D?")
_TAB = 8
FIELD = 1 << 10
_MOSTLY = 0.6
_FEWEST_LINES = 3
_FEWEST_RULED = 2
_MOST_COLUMNS = 60
_LONG_NUMBER = 8
_CODE = expression(r"[_={};#\\<>]|\w\(|\(\)|//|:$")
_LEADERS = expression(r"\.{4,}|(?:\. ){4,}|_{4,}")
_LETTER = expression(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words without a wide blank: columns of a monospaced print, code points of the file."""

    left: int
    right: int
    start: int
    stop: int
    words: str


@dataclass(frozen=True, slots=True)
class Columns:
    """How the lines of a body are cut: by place (left and right edge of each column), or by count.

    Where tabs part the fields the edges count fields, each `FIELD` wide.
    """

    edges: tuple[tuple[int, int], ...]
    counted: bool = False
    tabbed: bool = False

    @property
    def width(self) -> int:
        return len(self.edges)


@lru_cache(maxsize=1 << 16)
def stretches(line: Line) -> tuple[Stretch, ...]:
    """The words of a line, parted at tabs and at two blanks or more."""
    places = _places(line.text)
    return tuple(
        Stretch(
            places[found.start()],
            places[found.end() - 1] + 1,
            line.start + found.start(),
            line.start + found.end(),
            found[0],
        )
        for found in _PIECE.finditer(line.text)
    )


def _places(words: str) -> Sequence[int]:
    if "\t" not in words:
        return range(len(words))
    places, at = [], 0
    for letter in words:
        places.append(at)
        at += _TAB - at % _TAB if letter == "\t" else 1
    return places


def fields(line: Line) -> tuple[Stretch, ...]:
    """The words of a line, parted at its tabs alone."""
    found = []
    for index, field in enumerate(line.text.split("\t")):
        words = field.strip()
        if words:
            start = line.start + _field_start(line, index) + len(field) - len(field.lstrip())
            left = FIELD * index
            right = left + min(len(words), FIELD - 1)
            found.append(Stretch(left, right, start, start + len(words), words))
    return tuple(found)


def _field_start(line: Line, index: int) -> int:
    parts = line.text.split("\t", index)
    return len(line.text) - len(parts[-1])


def tabbed_columns(lines: Sequence[Line]) -> Columns | None:
    """The fields of lines that tabs alone part into equally many."""
    counts = {line.text.count("\t") for line in lines}
    if len(counts) > 1 or counts == {0} or max(counts) >= _MOST_COLUMNS:
        return None
    if any(len(stretches(line)) != len(fields(line)) for line in lines):
        return None
    width = counts.pop() + 1
    return Columns(tuple((FIELD * n, FIELD * n + FIELD - 1) for n in range(width)), tabbed=True)


@dataclass(frozen=True, slots=True)
class _Edges:
    """How many figures begin and end where; whether a blank between thousands may part columns."""

    lefts: Counter[int]
    rights: Counter[int]
    thousands: bool


def tightened(
    lines: Sequence[tuple[Stretch, ...]], *, thousands: bool
) -> list[tuple[Stretch, ...]]:
    """Pieces parted where one blank only is left between two columns of the other lines.

    The word before the blank, or the line, must not go on: what follows is a figure whose edge
    stands under the edge of figures in other lines. What may be one number with its thousands
    set apart is parted only if `thousands` says so.
    """
    figures = [piece for pieces in lines for piece in pieces[1:] if is_figure(piece.words)]
    edges = _Edges(
        Counter(piece.left for piece in figures),
        Counter(piece.right for piece in figures),
        thousands,
    )
    return [tuple(part for piece in pieces for part in _tight(piece, edges)) for pieces in lines]


def _tight(piece: Stretch, edges: _Edges) -> list[Stretch]:
    lefts, rights = edges.lefts, edges.rights
    if not edges.thousands and _GROUPED.fullmatch(piece.words):
        return [piece]
    for blank in reversed(list(_SINGLE.finditer(piece.words))):
        before, after = piece.words[: blank.start()], piece.words[blank.end() :]
        if not is_figure(after):
            continue
        at = piece.right - len(after)
        middle = piece.left + len(before)
        if not _LETTER.search(before):
            by_right = rights[piece.right] > 1 and rights[middle] > 1
            by_left = lefts[at] > 1 and lefts[piece.left] > 1
        else:
            by_right, by_left = rights[piece.right] > 1, lefts[at] > 1
        if by_right or by_left:
            first = Stretch(piece.left, middle, piece.start, piece.start + len(before), before)
            second = Stretch(at, piece.right, piece.stop - len(after), piece.stop, after)
            return [*_tight(first, edges), second]
    return [piece]


def is_body_line(pieces: Sequence[Stretch]) -> bool:
    """Does the line hold a stub and mostly figures after it?"""
    if not 1 < len(pieces) <= _MOST_COLUMNS:
        return False
    figures = sum(is_figure(piece.words) for piece in pieces[1:])
    return figures >= max(1, _MOSTLY * (len(pieces) - 1) - 0.2)


def columns_of(lines: Sequence[tuple[Stretch, ...]]) -> Columns | None:
    """The columns under which the pieces of these lines stand; None where they stand at random."""
    edges = _merged(sorted((piece.left, piece.right) for pieces in lines for piece in pieces))
    if len(edges) > 1 and all(_one_each(pieces, edges) for pieces in lines):
        return Columns(tuple(edges))
    counts = {len(pieces) for pieces in lines}
    if len(counts) > 1:
        return None
    if not all(is_figure(piece.words) for pieces in lines for piece in pieces[1:]):
        return None
    bounds = [
        (
            min(pieces[index].left for pieces in lines),
            max(pieces[index].right for pieces in lines),
        )
        for index in range(counts.pop())
    ]
    return Columns(tuple(bounds), counted=True)


def _merged(stretched: list[tuple[int, int]]) -> list[tuple[int, int]]:
    edges: list[tuple[int, int]] = []
    for left, right in stretched:
        if edges and left < edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], right))
        else:
            edges.append((left, right))
    return edges


def _one_each(pieces: Sequence[Stretch], edges: Sequence[tuple[int, int]]) -> bool:
    places = [column_at(piece, edges) for piece in pieces]
    return all(before < after for before, after in pairwise(places))


def column_at(piece: Stretch, edges: Sequence[tuple[int, int]]) -> int:
    """The column that a piece of a body line lies in, or that it lies nearest to."""
    left, right = piece.left, piece.right
    around = [at for at, (first, last) in enumerate(edges) if first <= left and right <= last]
    if len(around) == 1 and left < right:
        return around[0]
    middle = (piece.left + piece.right) / 2
    return min(
        range(len(edges)),
        key=lambda column: (
            -max(0, min(piece.right, edges[column][1]) - max(piece.left, edges[column][0])),
            abs(middle - sum(edges[column]) / 2),
        ),
    )


def convinces(
    lines: Sequence[tuple[Stretch, ...]], columns: Columns, *, headed: bool, ruled: bool
) -> bool:
    """Do these lines print a table, and no letter head, list of contents, list of particulars or code?"""
    if len(lines) < (_FEWEST_RULED if ruled and headed else _FEWEST_LINES):
        return False
    if sum(map(len, lines)) < _MOSTLY * columns.width * len(lines):
        return False
    later = [piece for pieces in lines for piece in pieces[1:]]
    if sum(is_figure(piece.words) for piece in later) < _MOSTLY * len(later):
        return False
    often = Counter(column_at(piece, columns.edges) for piece in later if is_figure(piece.words))
    if max(often.values()) < _MOSTLY * len(lines):
        return False
    stubs = [pieces[0].words for pieces in lines]
    if sum(bool(_CODE.search(stub)) for stub in stubs) > len(stubs) / 3:
        return False
    if any(_LEADERS.search(stub) for stub in stubs):
        return False
    return columns.width > 2 or _pairs_convince(lines, headed=headed)


def _pairs_convince(lines: Sequence[tuple[Stretch, ...]], *, headed: bool) -> bool:
    """A stub and one figure a line: page numbers rise, account numbers are long."""
    figures = [pieces[1].words for pieces in lines if len(pieces) > 1]
    if sum(len(words) >= _LONG_NUMBER and words.isdigit() for words in figures):
        return False
    if sum(bool(_LETTER.search(pieces[0].words)) for pieces in lines) < _MOSTLY * len(lines):
        return False
    if headed:
        return True
    numbers = [int(words) for words in figures if words.isdigit()]
    rising = all(before <= after for before, after in pairwise(numbers))
    return not (rising and len(numbers) == len(figures))
