"""Which lines of a page are rows of one table: data lines near each other that share columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from svodka.read.pdf_gutters import Column, Columns, Line, both_sided, overlaps, shared_columns
from svodka.read.pdf_ink import Rule
from svodka.read.pdf_lines import Phrase
from svodka.read.pdf_values import is_numeric, is_value, plain_number

_REACH = 3.5
_MOST_LABELS = 5
_ALIGNED = 0.35
_LEAST_FILLED = 0.45
_SAME_EXTENT = 8.0


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
    columns = shared_columns([found[k] for k in run])
    for at in _across(found, run, lying):
        sides = [k for k in run if found[k].middle < at], [k for k in run if found[k].middle > at]
        if min(map(len, sides)) < 2:
            continue
        apart = [len(shared_columns([found[k] for k in side])) for side in sides]
        if max(apart) > len(columns) and min(apart) > 1:
            return [block for side in sides for block in _blocks_of(found, side, lying)]
    for place in _heads_below(found, run):
        sides = run[:place], run[place:]
        if _disagree(*(shared_columns([found[k] for k in side]) for side in sides)):
            return [block for side in sides for block in _blocks_of(found, side, lying)]
    body = _without_head(found, run)
    if 3 <= len(body) < len(run):
        # Heads stand over gutters, where they are wider than what they head.
        shown = shared_columns([found[k] for k in body])
        full = [c for c in shown if 2 * sum(_fills(found[k], c) for k in body) >= len(body)]
        if len(shown) > len(columns) or _hide(columns, full):
            columns, run = shown, body
    columns = both_sided(found[max(0, run[0] - _MOST_LABELS) : run[-1] + 1], columns)
    run = _trimmed(found, run, columns)
    if not _is_table(found, run, columns):
        return []
    return [Columns(run[0], run[-1], tuple(columns), tuple(run))]


def _heads_below(found: Sequence[Line], run: Sequence[int]) -> list[int]:
    """Places in a run, two rows or more from its ends, where a line of words stands as a head
    does: right above or at the head of rows with figures, below others."""
    counted = [any(is_numeric(part.text) for part in found[k].parts[1:]) for k in run]
    places = []
    for place in range(2, len(run) - 1):
        heads = range(run[place - 1] + 1, run[place] + (not counted[place]))
        if counted[place - 1] and any(
            len(found[k].parts) > 1 and not any(is_numeric(p.text) for p in found[k].parts)
            for k in heads
        ):
            places.append(place)
    return places


def _disagree(upper: Sequence[Column], lower: Sequence[Column]) -> bool:
    """Has each of two tables a column where the other has none?"""
    if min(len(upper), len(lower)) < 2:
        return False
    return all(
        any(not any(a.left < b.right and b.left < a.right for b in others) for a in columns[1:])
        for columns, others in ((upper, lower), (lower, upper))
    )


def _hide(columns: Sequence[Column], others: Sequence[Column]) -> bool:
    """Does one of the columns hold two of the others?"""
    return any(
        sum(column.left <= other.left and other.right <= column.right for other in others) > 1
        for column in columns
    )


def _without_head(found: Sequence[Line], run: Sequence[int]) -> list[int]:
    """The lines from the first one that has a number beside its label."""
    start = next(
        (
            place
            for place, k in enumerate(run)
            if any(is_numeric(part.text) for part in found[k].parts[1:])
        ),
        len(run),
    )
    return list(run[start:])


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


def _trimmed(found: Sequence[Line], run: list[int], columns: Sequence[Column]) -> list[int]:
    """The run without lines at its ends whose words run from the labels over the values."""
    first, last = 0, len(run)
    while first < last and _is_crossed(found[run[first]], columns):
        first += 1
    while last > first and _is_crossed(found[run[last - 1]], columns):
        last -= 1
    return run[first:last]


def _is_crossed(line: Line, columns: Sequence[Column]) -> bool:
    if not columns:
        return False
    return any(
        part.left < columns[0].right and sum(overlaps(part, column) for column in columns) > 1
        for part in line.parts
    ) or any(sum(overlaps(part, column) for column in columns) > 2 for part in line.parts)


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
    # A label may stand behind its number.
    values = [part.left for part in found[last].parts[1:] if is_value(part.text)]
    edge = values[0] if values else next((p.left for p in found[last].parts[1:]), 0.0)
    return all(line.parts[-1].right < edge for line in found[last + 1 : k])


def _stands_under(above: Line, line: Line) -> bool:
    wanted = (len(line.parts) - 1) / 2
    for place, part in enumerate(line.parts[1:], 1):
        if wanted <= 0:
            break
        # Most rows are alike, and the part of the same number is the one.
        others = above.parts
        wanted -= (place < len(others) and _are_aligned(part, others[place])) or any(
            _are_aligned(part, other) for other in (*others[place + 1 :], *others[1:place])
        )
    return wanted <= 0


def _are_aligned(part: Phrase, other: Phrase) -> bool:
    """Do two phrases share a side or their middle, or most of the narrower one's width?"""
    left, right, start, stop = part.left, part.right, other.left, other.right
    slack = _ALIGNED * part.size
    return (
        -slack < left - start < slack
        or -slack < right - stop < slack
        or -slack < (left + right - start - stop) / 2 < slack
        or min(right, stop) - max(left, start) > 0.6 * min(right - left, stop - start)
    )


def _is_table(found: Sequence[Line], run: Sequence[int], columns: Sequence[Column]) -> bool:
    """Enough rows and columns, most places filled, and values beyond the first column."""
    if len(columns) < 2 or len(run) < (2 if len(columns) > 2 else 3):
        return False
    filled = _filled(found, run, columns)
    if sum(filled) < _LEAST_FILLED * len(run) * len(columns):
        return False
    # A chart has an axis on either side; three columns of running numbers are a list.
    if len(columns) < 3 and all(_is_axis([found[k] for k in run], column) for column in columns):
        return False
    values = sum(
        [
            is_value(part.text)
            for k in run
            for part in found[k].parts
            if part.right > columns[1].left
        ]
    )
    beyond = sum(filled[1:])
    if values * 2 >= beyond:
        return True
    longest = max(len(part.text) for k in run for part in found[k].parts[1:] or found[k].parts)
    return len(columns) > 2 and longest < 40


def _is_axis(run: Sequence[Line], column: Column) -> bool:
    """Is the column nothing but numbers in equal steps, as beside a chart?"""
    inside = [
        part for line in run for part in line.parts if column.left <= part.left < column.right
    ]
    known = [number for part in inside if (number := plain_number(part.text)) is not None]
    steps = {round(b - a, 6) for a, b in pairwise(known)}
    return len(known) >= 3 and len(known) >= len(inside) - 1 and len(steps) == 1


def _filled(found: Sequence[Line], run: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """For each column how many lines have something in it."""
    counts = [0] * len(columns)
    for k in run:
        place, parts = 0, found[k].parts
        for column, (left, right) in enumerate(columns):
            # Both go from left to right.
            while place < len(parts) and parts[place].right <= left:
                place += 1
            if place == len(parts):
                break
            counts[column] += parts[place].left < right
    return counts


def _fills(line: Line, column: Column) -> bool:
    return any(part.left < column.right and part.right > column.left for part in line.parts)
