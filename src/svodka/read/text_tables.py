"""Tables in running text: drawn with bars, or aligned by blanks; whatever is unsure stays running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svodka.model import Grid, Span
from svodka.read.text_aligned import (
    Columns,
    Stretch,
    column_at,
    columns_of,
    convinces,
    fields,
    is_body_line,
    stretches,
    tabbed_columns,
    tightened,
)
from svodka.read.text_cells import Row, Written, grid_of, unwrapped
from svodka.read.text_drawn import drawn_table, is_dashes, is_drawn, is_rule
from svodka.read.text_head import HeadLine, head_line, places, stacked
from svodka.read.text_lines import Line, without_leaders

_MOST_HEAD_LINES = 10
_MOST_BETWEEN = 4
_LONGEST_LINE = 400
_SENTENCE = 60
_DEEPEST_INDENT = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A table and the lines that it takes: indices, half open."""

    start: int
    stop: int
    grid: Grid


def parted(lines: Sequence[Line], text: str) -> Iterator[Grid | tuple[Line, ...]]:
    """The tables of a text, and the lines between them, in order."""
    at = 0
    for found in _tables(without_leaders(lines), text):
        if found.start > at:
            yield tuple(lines[at : found.start])
        yield found.grid
        at = found.stop
    if at < len(lines):
        yield tuple(lines[at:])


def _tables(lines: Sequence[Line], text: str) -> Iterator[Found]:
    at = free = 0
    while at < len(lines):
        found = None
        end = at + 1
        if is_drawn(lines[at]):
            while end < len(lines) and is_drawn(lines[end]):
                end += 1
            found = _drawn(lines, at, end, text)
        if found is None and _is_body(lines[at]):
            body, end = _body(lines, at)
            found = _aligned(lines, body, free, text)
        if found is not None:
            yield found
            end = free = found.stop
        at = end if found is not None or not is_rule(lines[at]) else at + 1


def _drawn(lines: Sequence[Line], start: int, stop: int, text: str) -> Found | None:
    """Rules at the ends that belong to no row are left to what stands there, if no bar is in them."""
    grid = drawn_table(lines[start:stop], text)
    return Found(start, stop, grid) if grid is not None else None


def _is_body(line: Line) -> bool:
    return len(line.text) <= _LONGEST_LINE and is_body_line(stretches(line))


def _body(lines: Sequence[Line], start: int) -> tuple[list[int], int]:
    """The body lines that may belong together, and where to look on.

    Between two of them at most a few lines of one piece (sections, stubs that run over), rules
    and single blank lines may stand.
    """
    body, at, between = [start], start + 1, 0
    while at < len(lines) and between <= _MOST_BETWEEN:
        line = lines[at]
        if line.blank and (at + 1 == len(lines) or lines[at + 1].blank):
            break
        if _is_body(line):
            body.append(at)
            between = 0
        elif not line.blank and not is_rule(line):
            if len(line.text) > _LONGEST_LINE or len(stretches(line)) > 1:
                break
            between += 1
        at += 1
    return body, body[-1] + 1


def _aligned(lines: Sequence[Line], body: list[int], free: int, text: str) -> Found | None:
    """The table of these body lines with its head and what runs over below it."""
    columns = tabbed_columns([lines[at] for at in body])
    cut = {at: _cut(lines[at], columns) for at in range(body[0], body[-1] + 1)}
    if columns is None:
        body, cut, columns = _by_edges(body, cut)
    if columns is None or columns.width < 2 or len(body) < 2:
        return None
    start, head = _head(lines, body[0], free, columns)
    ruled = any(is_rule(line) for line in lines[start : body[0]])
    if not convinces([cut[at] for at in body], columns, headed=bool(head), ruled=ruled):
        return None
    stop = _tail(lines, body[-1] + 1, columns)
    rows = [
        _row(line, cut.get(at) or _cut(line, columns), columns)
        for at, line in enumerate(lines[body[0] : stop], body[0])
        if not line.blank and not is_rule(line)
    ]
    _indent(rows)
    grid = grid_of([*head, *unwrapped(rows, text)], columns.width, text)
    return Found(start, stop, grid) if grid is not None else None


def _by_edges(
    body: list[int], cut: dict[int, tuple[Stretch, ...]]
) -> tuple[list[int], dict[int, tuple[Stretch, ...]], Columns | None]:
    """The columns under which words stand; only if there are none do thousands part."""
    held = set(body)
    for thousands in (False, True):
        tight = dict(zip(cut, tightened(list(cut.values()), thousands=thousands), strict=True))
        full = [at for at, pieces in tight.items() if at in held or is_body_line(pieces)]
        columns = columns_of([tight[at] for at in full])
        if columns is not None:
            return full, tight, columns
    return body, cut, None


def _cut(line: Line, columns: Columns | None) -> tuple[Stretch, ...]:
    if len(line.text) > _LONGEST_LINE:
        return ()
    return fields(line) if columns is not None and columns.tabbed else stretches(line)


def _row(line: Line, pieces: tuple[Stretch, ...], columns: Columns) -> Row:
    cells: dict[int, Written] = {}
    if columns.counted and len(pieces) == columns.width:
        order = list(range(columns.width))
    elif len(pieces) == 1 and pieces[0].left < columns.edges[1][0]:
        order = [0]
    else:
        order = [column_at(piece, columns.edges) for piece in pieces]
    for column, piece in zip(order, pieces, strict=True):
        cells[column] = Written((Span(piece.start, piece.stop),))
    return Row(cells, places(line, columns), 0 if columns.tabbed else pieces[0].left)


def _indent(rows: Sequence[Row]) -> None:
    """Leading blanks print the level of a stub; a title set far in prints none."""
    least = min((row.indent for row in rows if 0 in row.cells), default=0)
    for row in rows:
        deep = row.indent - least if 0 in row.cells else 0
        row.indent = deep if deep <= _DEEPEST_INDENT else 0


def _tail(lines: Sequence[Line], stop: int, columns: Columns) -> int:
    """Where the table ends: a stub that runs over the last line, and a rule, belong to it."""
    while stop < len(lines) and _runs_over(lines[stop], columns):
        stop += 1
    if stop < len(lines) and is_rule(lines[stop]):
        stop += 1
    return stop


def _runs_over(line: Line, columns: Columns) -> bool:
    pieces = _cut(line, columns)
    if len(pieces) != 1:
        return False
    (piece,) = pieces
    return piece.words[:1].islower() and piece.right < columns.edges[1][1]


def _head(lines: Sequence[Line], first: int, free: int, columns: Columns) -> tuple[int, list[Row]]:
    """Where the table begins, and the rows of its head."""
    at, top = _below_rule(lines, first, free)
    start = at
    taken: list[tuple[int, HeadLine, tuple[Stretch, ...]]] = []
    while start > max(free, at - _MOST_HEAD_LINES) and not lines[start - 1].blank:
        line = lines[start - 1]
        pieces = tuple(piece for piece in _cut(line, columns) if not is_dashes(piece.words))
        if is_rule(line) or not pieces or not (top or _over(pieces, columns)):
            break
        row = head_line(line, pieces, columns, last=not taken)
        if row is None or _is_sentence(line):
            break
        start -= 1
        taken.append((start, row, pieces))
    closed = bool(taken) and start > free and is_rule(lines[start - 1])
    while taken and not closed and _is_title(taken):
        taken.pop()
    if not taken or (at < first and lines[at].blank and len(taken[0][1].row.cells) < 2):
        return first, []
    return taken[-1][0] - closed, stacked([row for _, row, _ in reversed(taken)])


def _below_rule(lines: Sequence[Line], first: int, free: int) -> tuple[int, bool]:
    """Where the head ends above the body, and whether rules close it above and below."""
    at = first
    if at > free and (is_rule(lines[at - 1]) or lines[at - 1].blank):
        at -= 1
    if at == first or lines[at].blank:
        return at, False
    above = at
    while above > max(free, at - _MOST_HEAD_LINES) and not lines[above - 1].blank:
        above -= 1
        if is_rule(lines[above]):
            return at, above < at - 1
    return at, False


def _over(pieces: tuple[Stretch, ...], columns: Columns) -> bool:
    """Several words side by side, or one that stands right of the stub."""
    return len(pieces) > 1 or pieces[0].left > columns.edges[0][1]


def _is_sentence(line: Line) -> bool:
    words = line.text.strip()
    return len(words) > _SENTENCE and words.endswith((".", ":", ";"))


def _is_title(taken: Sequence[tuple[int, HeadLine, tuple[Stretch, ...]]]) -> bool:
    """One piece at the top of an open head: a unit line or a title, unless it spans columns or goes on."""
    _, line, pieces = taken[-1]
    if len(pieces) > 1 or len(line.pieces) > 1:
        return False
    ((column, written),) = line.row.cells.items()
    words = pieces[0].words
    if not words[0].isupper() or words.isupper():
        return True
    below = taken[-2][1].pieces.get(column) if len(taken) > 1 else None
    return written.across < 2 and (below is None or not below.words[0].islower())
