"""Tables without rules that part their columns: gutters that many rows leave free are the columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

from svodka.read.pdf_abutting import cell_starts
from svodka.read.pdf_ink import Rule, Token
from svodka.read.pdf_lines import Phrase, lines, phrase, phrases
from svodka.read.pdf_values import is_group, is_numeric, is_value, plain_number

_TIGHT = 0.35
"""Of the line height: two values further apart than this are two, be they no further."""
_REACH = 3.5
_MOST_LABELS = 5
_ALIGNED = 0.35
_MOST_CROSSING = 0.12
_LEAST_FILLED = 0.45
_SAME_EXTENT = 8.0


class Line(NamedTuple):
    """A line of a page as phrases from left to right; a data line has a value beside a label.

    `starts` are the left sides of phrases that begin a cell close to the one before.
    """

    parts: tuple[Phrase, ...]
    top: float
    bottom: float
    size: float
    data: bool
    starts: tuple[float, ...] = ()

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Column(NamedTuple):
    """What stands between two gutters, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines `first` to `last` of a page that share columns; `data` are those that showed them."""

    first: int
    last: int
    columns: tuple[Column, ...]
    data: tuple[int, ...]


def page_lines(rows: Sequence[Sequence[Phrase]]) -> list[Line]:
    """The lines of a page with phrases parted as values and cells stand apart."""
    begins = cell_starts([[token for part in row for token in part.tokens] for row in rows])
    found = []
    for row in rows:
        parts: list[Phrase] = []
        for wide in row:
            if len(wide.tokens) == 1:
                parts.append(wide)
            else:
                parts += _cells_apart(wide, begins)
        data = len(parts) >= 3 or (len(parts) == 2 and is_value(parts[1].text))
        starts = [part.left for part in parts if part.tokens[0].order in begins] if begins else ()
        found.append(line_of(parts, data=data and not _is_scale(parts), starts=starts))
    return found


def line_of(parts: Sequence[Phrase], *, data: bool, starts: Sequence[float] = ()) -> Line:
    """The line that phrases from left to right are."""
    _, _, tops, _, bottoms, sizes, _ = zip(*parts, strict=True)
    return Line(tuple(parts), min(tops), max(bottoms), max(sizes), data, tuple(starts))


def _is_scale(parts: Sequence[Phrase]) -> bool:
    """Are its words nothing but numbers in equal steps: an axis, years, numbers of columns?"""
    known: list[float] = []
    for part in parts:
        number = plain_number(part.text)
        if number is None:
            return False
        known.append(number)
    if len(known) < 4:
        return False
    steps = {round(b - a, 6) for a, b in pairwise(known)}
    return len(steps) == 1 and steps != {0.0}


def _cells_apart(wide: Phrase, begins: set[int]) -> list[Phrase]:
    tokens = wide.tokens
    cuts = [
        k
        for k in range(1, len(tokens))
        if tokens[k].order in begins or _stands_apart(tokens[k - 1], tokens[k])
    ]
    if not cuts:
        return [wide]
    return [phrase(tokens[a:b]) for a, b in zip([0, *cuts], [*cuts, len(tokens)], strict=True)]


def column_blocks(found: Sequence[Line], lying: Sequence[Rule]) -> list[Columns]:
    """Runs of lines that are rows of one table, with their columns."""
    blocks = []
    for run in _runs(found, _between_rules(found, lying)):
        blocks += _blocks_of(found, run, lying)
    return [
        block
        for block, below in zip_longest(blocks, blocks[1:])
        if below is None or not _is_head_of(found, block, below)
    ]


def _blocks_of(found: Sequence[Line], run: list[int], lying: Sequence[Rule]) -> list[Columns]:
    """The tables in a run of lines, one as a rule.

    Where a rule lies across the run, and one side of it has more columns than the whole, it
    parts two tables, such as the head of a form and the counts below it.
    """
    columns = _columns([found[k] for k in run])
    for at in _across(found, run, lying):
        sides = [k for k in run if found[k].middle < at], [k for k in run if found[k].middle > at]
        if min(map(len, sides)) < 2:
            continue
        apart = [len(_columns([found[k] for k in side])) for side in sides]
        if max(apart) > len(columns) and min(apart) > 1:
            return [block for side in sides for block in _blocks_of(found, side, lying)]
    columns = _both_sided(found[max(0, run[0] - _MOST_LABELS) : run[-1] + 1], columns)
    run = _trimmed(found, run, columns)
    if not _is_table(found, run, columns):
        return []
    return [Columns(run[0], run[-1], tuple(columns), tuple(run))]


def _across(found: Sequence[Line], run: Sequence[int], lying: Sequence[Rule]) -> list[float]:
    """Where rules lie across most of a run of lines."""
    left = min(found[k].parts[0].left for k in run)
    right = max(found[k].parts[-1].right for k in run)
    return [
        rule.at
        for rule in lying
        if found[run[0]].middle < rule.at < found[run[-1]].middle
        and min(rule.stop, right) - max(rule.start, left) > 0.75 * (right - left)
    ]


def _is_head_of(found: Sequence[Line], block: Columns, below: Columns) -> bool:
    """Are lines that share columns, all words, the head of the columns right below them?

    Heads are set to the middle and figures to the right, so that they do not stand under them.
    """
    head = found[block.first : block.last + 1]
    size = head[-1].size
    if found[below.first].top - head[-1].bottom > 2 * size:
        return False
    if any(is_numeric(part.text) for line in head for part in line.parts):
        return False
    over = [
        sum(
            column.left < other.right + size / 2 and other.left - size / 2 < column.right
            for other in below.columns
        )
        for column in block.columns
    ]
    return len(over) <= len(below.columns) and all(over) and 2 * over.count(1) > len(over)


def _stands_apart(before: Token, token: Token) -> bool:
    """Is it a value after another value, or after the dots that lead to it?"""
    if not is_value(token.text):
        return False
    if not before.text.strip("."):
        return is_numeric(token.text)
    gap = token.left - before.right
    return (
        gap > _TIGHT * token.size
        and is_value(before.text)
        and not is_group(before.text, token.text)
    )


def _trimmed(found: Sequence[Line], run: list[int], columns: Sequence[Column]) -> list[int]:
    """The run without lines at its ends whose words run from the labels over the values."""
    first, last = 0, len(run)
    while first < last and _is_crossed(found[run[first]], columns):
        first += 1
    while last > first and _is_crossed(found[run[last - 1]], columns):
        last -= 1
    return run[first:last]


def _is_crossed(line: Line, columns: Sequence[Column]) -> bool:
    return any(
        part.left < columns[0].right and sum(_overlaps(part, column) for column in columns) > 1
        for part in line.parts
    ) or any(sum(_overlaps(part, column) for column in columns) > 2 for part in line.parts)


def _overlaps(part: Phrase, column: Column) -> bool:
    return part.left < column.right - 1 and part.right > column.left + 1


def _between_rules(found: Sequence[Line], lying: Sequence[Rule]) -> set[int]:
    """Lines of two or more phrases within a stack of three or more rules of one extent."""
    inside: set[int] = set()
    stacks: list[list[Rule]] = []
    for rule in sorted(lying):
        if rule.stop - rule.start < 60:
            continue
        for stack in stacks:
            last = stack[-1]
            near = abs(last.start - rule.start) + abs(last.stop - rule.stop) < _SAME_EXTENT
            if near and rule.at - last.at > 6:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    for stack in stacks:
        if len(stack) >= 3:
            inside |= {
                k
                for k, line in enumerate(found)
                if len(line.parts) >= 2 and stack[0].at < line.middle < stack[-1].at
            }
    return inside


def _runs(found: Sequence[Line], ruled: set[int]) -> list[list[int]]:
    """Data lines near each other whose phrases stand under one another."""
    runs: list[list[int]] = []
    for k, line in enumerate(found):
        if not (line.data or k in ruled):
            continue
        if runs:
            run = runs[-1]
            if _near(found, run[-1], k) and any(
                _stands_under(found[above], line) for above in run[-4:]
            ):
                run.append(k)
                continue
        runs.append([k])
    return [run for run in runs if len(run) >= 2]


def _near(found: Sequence[Line], last: int, k: int) -> bool:
    """No wide gap between two lines; labels alone may stand between them."""
    if k - last > _MOST_LABELS + 1:
        return False
    if any(a.bottom + _REACH * b.size < b.top for a, b in pairwise(found[last : k + 1])):
        return False
    if found[k].top - found[last].bottom < _REACH * found[k].size:
        return True
    edge = found[last].parts[1].left if len(found[last].parts) > 1 else 0.0
    return all(line.parts[-1].right < edge for line in found[last + 1 : k])


def _stands_under(above: Line, line: Line) -> bool:
    wanted = (len(line.parts) - 1) / 2
    for place, part in enumerate(line.parts[1:], 1):
        if wanted <= 0:
            break
        # Most rows are alike, and the part of the same number is the one.
        wanted -= any(
            _are_aligned(part, other) for other in (*above.parts[place:], *above.parts[1:place])
        )
    return wanted <= 0


def _are_aligned(part: Phrase, other: Phrase) -> bool:
    """Do two phrases share a side or their middle, or most of the narrower one's width?"""
    _, left, _, right, _, size, _ = part
    _, start, _, stop, _, _, _ = other
    slack = _ALIGNED * size
    return (
        -slack < left - start < slack
        or -slack < right - stop < slack
        or -slack < (left + right - start - stop) / 2 < slack
        or min(right, stop) - max(left, start) > 0.6 * min(right - left, stop - start)
    )


def _columns(run: Sequence[Line]) -> list[Column]:
    """The columns that the gutters leave; a few lines may cross one, as a spanning head does."""
    best: list[Column] = []
    events = sorted(
        [(part.left, 1) for line in run for part in line.parts]
        + [(part.right - 0.01, -1) for line in run for part in line.parts]
    )
    for most in sorted({0, int(len(run) > 4), int(_MOST_CROSSING * len(run))}):
        columns = _free_of(run, events, most)
        if len(columns) > len(best):
            best = columns
    return best


def _free_of(run: Sequence[Line], events: Sequence[tuple[float, int]], most: int) -> list[Column]:
    columns: list[Column] = []
    depth, left = 0, 0.0
    for x, step in events:
        if depth <= most < depth + step:
            left = x
        if depth > most >= depth + step:
            columns.append(Column(left, x))
        depth += step
    return _with_sparse(run, _wide_apart(columns, run), most)


def _wide_apart(columns: list[Column], run: Sequence[Line]) -> list[Column]:
    least = 0.25 * sorted(line.size for line in run)[len(run) // 2]
    found: list[Column] = []
    starts = [x for line in run for x in line.starts]
    for column in columns:
        begins = sum(abs(x - column.left) < 1.5 for x in starts) >= 2
        if found and not begins and column.left - found[-1].right < least:
            found[-1] = Column(found[-1].left, column.right)
        else:
            found.append(column)
    return found


def _both_sided(near: Sequence[Line], columns: list[Column]) -> list[Column]:
    """One column for two that no line fills both of: words set to the left, numbers to the right.

    A spreadsheet sets them so in one column; two columns would have a head each.
    """
    found: list[Column] = []
    for column in columns:
        if len(found) > 1 and _is_one(near, found[-1], column):
            found[-1] = Column(found[-1].left, column.right)
        else:
            found.append(column)
    return found


def _is_one(near: Sequence[Line], left: Column, right: Column) -> bool:
    words: list[Phrase] = []
    numbers: list[Phrase] = []
    for line in near:
        mine = [part for part in line.parts if _overlaps(part, left)]
        theirs = [part for part in line.parts if _overlaps(part, right)]
        if any(part not in mine for part in theirs) and mine:
            return False
        words += [part for part in mine if part not in theirs]
        numbers += [part for part in theirs if part not in mine]
    if not words or not numbers:
        return False
    slack = 0.2 * words[0].size
    return (
        max(part.left for part in words) - left.left < slack
        and right.right - min(part.right for part in numbers) < slack
        and all(is_numeric(part.text) for part in numbers)
        and not all(is_numeric(part.text) for part in words)
    )


def _with_sparse(run: Sequence[Line], columns: list[Column], most: int) -> list[Column]:
    """Also the columns that so few lines fill that they were taken for crossings."""
    if not most:
        return columns
    ends = [left + 1 for left, _ in columns], [right - 1 for _, right in columns]
    lonely = sorted(
        [
            (part.left, part.right)
            for line in run
            for part in line.parts
            if bisect_left(ends[0], part.right) <= bisect_right(ends[1], part.left)
        ]
    )
    found = list(columns)
    for left, right in lonely:
        if found and found[-1] not in columns and left < found[-1].right:
            found[-1] = Column(found[-1].left, max(right, found[-1].right))
        else:
            found.append(Column(left, right))
    return sorted(found, key=lambda column: column.left)


def several_values(tokens: Sequence[Token]) -> tuple[int, int]:
    """How many lines of a cell hold two values that are not one number in groups, or a value far
    from the words before it; and all its lines."""
    found = lines(tokens)
    return sum(map(_holds_several, found)), len(found)


def _holds_several(line: Sequence[Token]) -> bool:
    if len(line) > 1 and any(is_numeric(part.text) for part in phrases(line, 2.0)[1:]):
        return True
    return (
        len(line) > 1
        and all(is_numeric(token.text) for token in line)
        and all(
            b.left - a.right > _TIGHT * b.size and not is_group(a.text, b.text)
            for a, b in pairwise(line)
        )
    )


def _is_table(found: Sequence[Line], run: Sequence[int], columns: Sequence[Column]) -> bool:
    """Enough rows and columns, most places filled, and values beyond the first column."""
    if len(columns) < 2 or len(run) < (2 if len(columns) > 2 else 3):
        return False
    filled = [sum(_fills(found[k], column) for k in run) for column in columns]
    if sum(filled) < _LEAST_FILLED * len(run) * len(columns):
        return False
    # A chart has an axis on either side; three columns of running numbers are a list.
    if len(columns) < 3 and all(_is_axis([found[k] for k in run], column) for column in columns):
        return False
    values = sum(
        is_numeric(part.text) or is_value(part.text)
        for k in run
        for part in found[k].parts
        if part.right > columns[1].left
    )
    beyond = sum(filled[1:])
    longest = max(len(part.text) for k in run for part in found[k].parts[1:] or found[k].parts)
    return values * 2 >= beyond or (len(columns) > 2 and longest < 40)


def _is_axis(run: Sequence[Line], column: Column) -> bool:
    """Is the column nothing but numbers in equal steps, as beside a chart?"""
    inside = [
        part for line in run for part in line.parts if column.left <= part.left < column.right
    ]
    known = [number for part in inside if (number := plain_number(part.text)) is not None]
    steps = {round(b - a, 6) for a, b in pairwise(known)}
    return len(known) >= 3 and len(known) >= len(inside) - 1 and len(steps) == 1


def _fills(line: Line, column: Column) -> bool:
    return any(part.left < column.right and part.right > column.left for part in line.parts)
