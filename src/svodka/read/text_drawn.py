"""A table drawn with bars: a field lies between two bars, a rule of dashes parts rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from svodka.lexicon.patterns import expression
from svodka.model import Grid, Span
from svodka.read.text_cells import Row, Written, grid_of, is_figure, joined, unwrapped
from svodka.read.text_lines import Line

_BARS = "|│┃║¦├┤┼╠╣╬┝┥┿╞╡╪╟╢╫┠┨╂┣┫╋┌┐└┘╔╗╚╝┬┴╦╩╤╧╥╨"
_BAR = expression(rf"[{_BARS}]|(?<=[-=])\+|\+(?=[-=])")
_RULED = expression(rf"[\s\-=_─━═:.+{_BARS}]*")
_RULE = expression("[-=_─━═]{3}")
_DASHES = expression(r"\s*:?[-=_─━═]{3,}:?\s*")
_WIDEST = 200
_FEWEST_UNRULED = 3
_FEWEST_RULED = 2
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class _Fields:
    """A line cut at its bars: where the bars stand, and the stretch of each field."""

    line: Line
    bars: tuple[int, ...]
    spans: tuple[Span, ...]

    def words(self, span: Span) -> str:
        return self.line.text[span.start - self.line.start : span.stop - self.line.start]


def is_rule(line: Line) -> bool:
    """Is this line drawn with nothing but dashes, bars and corners?"""
    return bool(_RULED.fullmatch(line.text) and _RULE.search(line.text))


def is_dashes(words: str) -> bool:
    """Is this a rule over some columns?"""
    return bool(_DASHES.fullmatch(words))


def is_drawn(line: Line) -> bool:
    """May this line be a row of a drawn table?"""
    return not line.blank and (bool(_BAR.search(line.text)) or is_rule(line))


def drawn_table(lines: Sequence[Line], text: str) -> Grid | None:
    """The grid that consecutive drawn lines make, None where they make none."""
    if any(len(_BAR.findall(line.text)) >= _WIDEST for line in lines):
        return None
    groups = list(_groups(lines))
    cut = [line for group in groups for line in group]
    if len(cut) < _FEWEST_RULED:
        return None
    positions = sorted({bar for line in cut for bar in line.bars})
    fullest = max(cut, key=lambda line: len(line.bars))
    placed = set(fullest.bars) == set(positions)
    width, lead = _width(cut, fullest, placed=placed)
    if width < 2:
        return None
    laid = [
        [_by_place(line, positions, lead) if placed else _by_count(line, width) for line in group]
        for group in groups
    ]
    rows = list(_rows(laid, text))
    least = min((row.indent for row in rows if 0 in row.cells), default=0)
    for row in rows:
        row.indent = row.indent - least if 0 in row.cells else 0
    ruled = any(is_rule(line) for line in lines)
    if not _convinces(rows, cut, ruled=ruled, text=text):
        return None
    return grid_of(rows, width, text)


def _groups(lines: Sequence[Line]) -> Iterator[list[_Fields]]:
    """What stands between two rules that go all the way across."""
    group: list[_Fields] = []
    for line in lines:
        if not is_rule(line):
            group.append(_cut(line))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _cut(line: Line) -> _Fields:
    bars = tuple(
        found.start() for found in _BAR.finditer(line.text) if not _escaped(line.text, found)
    )
    edges = (-1, *bars, len(line.text))
    spans = tuple(
        Span(line.start + left + 1, line.start + right) for left, right in pairwise(edges)
    )
    return _Fields(line, bars, spans)


def _escaped(line: str, bar: re.Match[str]) -> bool:
    return line[bar.start() - 1 : bar.start()] == "\\"


def _framed(line: _Fields) -> tuple[bool, bool]:
    """Does the line begin, and end, with a bar?"""
    words = [line.words(span) for span in line.spans]
    return not words[0].strip(), not words[-1].strip()


def _width(cut: Sequence[_Fields], fullest: _Fields, *, placed: bool) -> tuple[int, bool]:
    """How many columns there are, and whether one stands left of the first bar.

    Lines whose bars do not stand under each other must have equally many.
    """
    if placed:
        lead = not all(_framed(line)[0] for line in cut)
        trail = not all(_framed(line)[1] for line in cut)
        return len(fullest.bars) - 1 + lead + trail, lead
    counts = Counter(len(_inner(line)) for line in cut)
    usual, often = counts.most_common(1)[0]
    good = often >= _MOSTLY * len(cut) and max(counts) <= usual
    return (usual if good else 0), False


def _inner(line: _Fields) -> tuple[Span, ...]:
    """The fields without what lies outside the frame."""
    first, last = _framed(line)
    framed = first and last and len(line.spans) > 2
    return line.spans[1:-1] if framed else line.spans


def _by_count(line: _Fields, width: int) -> Row | None:
    fields = _inner(line)
    places = [span.start for span in fields]
    places += [line.line.stop] * (width - len(places))
    return _row(line, dict(enumerate(fields)), {}, tuple(places))


def _by_place(line: _Fields, positions: list[int], lead: bool) -> Row | None:
    """The fields at the columns over which they lie; one may lie over several."""
    columns = {bar: index for index, bar in enumerate(positions, 1 if lead else 0)}
    last = len(positions) - 1 + lead
    fields: dict[int, Span] = {}
    across: dict[int, int] = {}
    edges = (None, *line.bars, None)
    for left, right, span in zip(edges, edges[1:], line.spans, strict=False):
        column = columns[left] if left is not None else 0
        stop = columns[right] if right is not None else last + 1
        if left is None and not lead:
            continue
        fields[column] = span
        across[column] = stop - column
    inner = [line.line.start + min(bar + 1, len(line.line.text)) for bar in positions]
    places = ([line.line.start] if lead else []) + inner
    return _row(line, fields, across, tuple(places))


def _row(
    line: _Fields, fields: dict[int, Span], across: dict[int, int], places: tuple[int, ...]
) -> Row | None:
    """None for a line that draws rules in some fields and has words in none."""
    cells: dict[int, Written] = {}
    ruled = False
    indent = 0
    for column, span in fields.items():
        words = line.words(span)
        if not words.strip():
            continue
        if is_dashes(words) and 2 * len(words.strip()) > len(words):
            ruled = True
            continue
        start = span.start + len(words) - len(words.lstrip())
        cells[column] = Written(
            (Span(start, start + len(words.strip())),), max(1, across.get(column, 1))
        )
        if not column:
            indent = start - span.start
    row = Row(cells, places, indent)
    row.ruled = ruled
    return row if cells or not ruled else None


def _rows(groups: Sequence[Sequence[Row | None]], text: str) -> Iterator[Row]:
    """Rows: what two rules hold is one row where rules part most rows, else each line is one."""
    bodies = groups[1:]
    single = len(bodies) > 1 and all(_figure_lines(group, text) <= 1 for group in bodies)
    for index, group in enumerate(groups):
        if (index == 0 and len(groups) > 1 and not _figure_lines(group, text)) or single:
            yield from _stacked(group)
        else:
            yield from unwrapped([row for row in group if row is not None and row.cells], text)


def _stacked(group: Sequence[Row | None]) -> Iterator[Row]:
    """Lines of one row; where fields begin to part or to merge, or a rule runs, another begins."""
    made: Row | None = None
    for row in group:
        if row is None:
            if made is not None:
                yield made
            made = None
        elif made is None or row.ruled:
            if made is not None:
                yield made
            made = row
        elif _spread(made) == _spread(row):
            made = joined(made, row)
        else:
            yield made
            made = row
    if made is not None and made.cells:
        yield made


def _spread(row: Row) -> frozenset[int]:
    """Columns that are covered by a field which lies over several."""
    return frozenset(
        column + more for column, written in row.cells.items() for more in range(1, written.across)
    )


def _figure_lines(group: Sequence[Row | None], text: str) -> int:
    return sum(
        any(
            column and is_figure(text[written.parts[0].start : written.parts[-1].stop])
            for column, written in row.cells.items()
        )
        for row in group
        if row is not None
    )


def _convinces(rows: Sequence[Row], cut: Sequence[_Fields], *, ruled: bool, text: str) -> bool:
    """A frame or a rule makes a table of two rows; bars alone need figures under each other."""
    full = [row for row in rows if len(row.cells) > 1]
    if len(full) < _FEWEST_RULED:
        return False
    framed = all(any(_framed(line)) for line in cut)
    if ruled and framed:
        return True
    figures = Counter(
        column
        for row in full
        for column, written in row.cells.items()
        if column and is_figure(text[written.parts[0].start : written.parts[-1].stop])
    )
    enough = max(figures.values(), default=0) >= _MOSTLY * (len(full) - 1)
    return enough and (len(full) >= _FEWEST_UNRULED or ruled)
