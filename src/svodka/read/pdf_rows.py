"""Lines that share columns into the cells of a table: which lines are head, and rows of the body."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from svodka.read.pdf_cells import Draft, DraftCell
from svodka.read.pdf_gutters import Column, Columns, Line
from svodka.read.pdf_heads import (
    Ruling,
    apart,
    chains_of,
    each_over,
    in_order,
    level,
    middle_between,
)
from svodka.read.pdf_ink import Rule, Token
from svodka.read.pdf_lines import Phrase, bounds
from svodka.read.pdf_values import is_numeric, is_value

_HEAD_GAP = 1.3
_FAR = 2.5
_MOST_HEAD = 14
_CLOSER = 0.15
_ROW_GAP = 0.3
_CENTRAL = 1.5
_MOST_WORDS = 5
_COUNTED = 0.9
_MOST_BROKEN = 4


@dataclass(slots=True)
class Row:
    """A row of the body while it is put together."""

    cells: dict[int, list[Token]] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


def drafted(
    found: Sequence[Line],
    block: Columns,
    ruling: Ruling,
    floor: float,
) -> Draft:
    """The table that a block of lines is, with the head above it.

    `floor` is the y above which nothing of it stands: the end of what comes before.
    """
    columns = block.columns
    rules = _across(ruling.lying, columns)
    head = _head_lines(found, block, rules, floor)
    first = block.first
    if not head and (over := _head_over_section(found, block, floor)):
        head, first = over
    elif len(head) > 1 and _names_section(found, head[-1], block):
        first = head.pop()
    body = [k for k in range(first, _end(found, block, rules) + 1)]
    inner = _head_within(found, block, rules)
    if inner > block.first:
        head += [k for k in body if k < inner]
        body = [k for k in body if k >= inner]
    chains = chains_of(apart([found[k] for k in head], columns), columns, ruling)
    level(chains, columns, ruling)
    depth = 1 + max((chain.level for chain in chains), default=-1)
    cells = []
    for chain in chains:
        row = depth - 1 - chain.level
        cells.append(DraftCell(row, chain.first, row, chain.last, list(chain.tokens)))
    for number, line in enumerate(body_rows(found, body, block, rules), depth):
        for column, tokens in sorted(line.cells.items()):
            last = line.spans.get(column, column)
            cells.append(DraftCell(number, column, number, last, tokens))
    tokens = [token for cell in cells for token in cell.tokens]
    edges = (columns[0].left, *(middle_between(a, b) for a, b in pairwise(columns)))
    return Draft(cells=tuple(cells), box=bounds(tokens), edges=(*edges, columns[-1].right))


def _across(lying: Sequence[Rule], columns: Sequence[Column]) -> list[float]:
    """Where rules cross at least three quarters of the table, from the top down."""
    left, right = columns[0].left, columns[-1].right
    return sorted(
        rule.at
        for rule in lying
        if min(rule.stop, right) - max(rule.start, left) > 0.75 * (right - left)
        and rule.stop - rule.start < 1.6 * (right - left) + 40
    )


def _head_within(found: Sequence[Line], block: Columns, rules: Sequence[float]) -> int:
    """First line of the body where a rule parts it from head lines that look like data."""
    top, bottom = found[block.first].top, found[block.last].bottom
    inside = [at for at in rules if top < at < bottom]
    if not inside or len(inside) > 3:
        return _words_first(found, block)
    above = [k for k in range(block.first, block.last + 1) if found[k].middle < inside[0]]
    below = block.last + 1 - block.first - len(above)
    return above[-1] + 1 if above and len(above) <= 4 and below > len(above) else block.first


def _words_first(found: Sequence[Line], block: Columns) -> int:
    """First line of the body below lines of words only, if all others have a value: the lines of
    a head whose words are broken off stand under one another as rows do."""
    first = block.first
    while (
        first < min(block.last, block.first + _MOST_WORDS)
        and len(found[first].parts) > 1
        and not any(is_value(part.text) for part in found[first].parts)
    ):
        first += 1
    others = [k for k in block.data if k >= first]
    counted = sum(any(is_numeric(p.text) for p in found[k].parts[1:]) for k in others)
    return first if others and counted >= _COUNTED * len(others) else block.first


def _head_lines(
    found: Sequence[Line], block: Columns, rules: Sequence[float], floor: float
) -> list[int]:
    """Lines above the first data line that belong to the head, from the top down."""
    start = found[block.first]
    over = [at for at in rules if floor <= at < start.middle]
    if len(over) >= 2 and (bounded := _bounded_head(found, block, over, start)):
        return bounded
    head = _words_above(found, block, over[:-1], floor, _HEAD_GAP)
    if head or block.first == 0:
        return head
    # Set to the middle of a high row, a head of one or two lines stands further off.
    head = _words_above(found, block, over[:-1], floor, _FAR)
    places = [place for k in head for place in each_over(found[k].parts, block.columns)]
    headed = {column for place in places for column in place if column}
    worded = not any(is_value(part.text) for k in head for part in found[k].parts)
    return head if worded and 2 * len(headed) >= len(block.columns) else []


def _words_above(
    found: Sequence[Line], block: Columns, parting: Sequence[float], floor: float, gap: float
) -> list[int]:
    """Lines above the first data line that head columns, the lowest no further off than `gap`."""
    head: list[int] = []
    below = found[block.first]
    for k in range(block.first - 1, max(-1, block.first - 1 - _MOST_HEAD), -1):
        line = found[k]
        if line.top < floor or below.top - line.bottom > (_HEAD_GAP if head else gap) * line.size:
            break
        if any(line.bottom - 2 < at < below.top + 2 for at in parting):
            break
        # The head of the labels, set half way down the lines of the others, overlaps them.
        beside = bool(head) and line.bottom > below.top and len(line.parts) == 1
        if not (beside or _is_head(line, block.columns)):
            break
        head.insert(0, k)
        below = line
    return head


def _names_section(found: Sequence[Line], k: int, block: Columns) -> bool:
    """Is the line right above the first figures the name of a section, set to the middle of the
    table, as far from a head over every column as rows are from each other?"""
    line, above = found[k], found[k - 1]
    return (
        k == block.first - 1
        and len(above.parts) >= len(block.columns)
        and line.top - above.bottom > _ROW_GAP * line.size
        and _is_central(line, block.columns)
    )


def _is_central(line: Line, columns: Sequence[Column]) -> bool:
    """Are its only words set to the middle of the table, clear of the labels?"""
    if len(line.parts) != 1 or len(columns) < 3 or is_value(line.parts[0].text):
        return False
    part = line.parts[0]
    middle = (columns[0].left + columns[-1].right) / 2
    off = abs((part.left + part.right) / 2 - middle)
    return part.left > columns[0].right and off < _CENTRAL * part.size


def _head_over_section(
    found: Sequence[Line], block: Columns, floor: float
) -> tuple[list[int], int] | None:
    """The head that words over the labels part from the first figures, and the line of those words.

    They are the name of a first section, or the first lines of a label whose figures stand beside
    its last. The lines of such a head stand over every column of figures, each phrase of the
    lowest over a column of its own.
    """
    section = block.first - 1
    broken = _is_broken_off(found, block)
    while broken and section > 1 and block.first - section < _MOST_BROKEN:
        if not _goes_with(found, section, block):
            break
        section -= 1
    if section < 1 or len(found[section].parts) != 1:
        return None
    over = found[section - 1]
    near = found[block.first].top - found[block.first - 1].bottom <= _HEAD_GAP * over.size
    far = (_FAR if broken else _HEAD_GAP) * over.size
    if over.top < floor or not near or found[section].top - over.bottom > far:
        return None
    places = each_over(over.parts, block.columns)
    headed = {place[0] for place in places if place[0] > 0}
    if any(len(place) > 1 for place in places):
        return None
    if len(headed) + 1 < len(block.columns) and not broken:
        return None
    start = section - 1
    while (
        start > 0
        and found[start - 1].top >= floor
        and found[start].top - found[start - 1].bottom <= _HEAD_GAP * over.size
        and len(found[start - 1].parts) > 1
        and _is_head(found[start - 1], block.columns)
    ):
        start -= 1
    head = list(range(start, section))
    headed = {p[0] for k in head for p in each_over(found[k].parts, block.columns) if p[0] > 0}
    worded = not any(is_value(part.text) for k in head for part in found[k].parts)
    full = worded and len(headed) + 1 >= len(block.columns)
    return (head, section) if full or not broken else None


def _is_label(found: Sequence[Line], k: int, block: Columns) -> bool:
    """Is a line nothing but words that stand left of all figures?"""
    (part, *others) = found[k].parts
    edge = block.columns[1].left if len(block.columns) > 1 else inf
    return not others and part.right < edge and not is_value(part.text)


def _is_broken_off(found: Sequence[Line], block: Columns) -> bool:
    """Do the first figures stand beside the last line of a label that begins above them?"""
    if block.first == 0 or len(block.columns) < 2:
        return False
    part = found[block.first].parts[0]
    label = part.right < block.columns[1].left and part.text[:1].islower()
    return label and _is_label(found, block.first - 1, block)


def _goes_with(found: Sequence[Line], k: int, block: Columns) -> bool:
    """Does a line go on with the label that the line above it begins?"""
    return (
        _is_label(found, k, block)
        and _is_label(found, k - 1, block)
        and found[k].top - found[k - 1].bottom < _ROW_GAP * 2 * found[k].size
    )


def _bounded_head(
    found: Sequence[Line], block: Columns, over: Sequence[float], start: Line
) -> list[int]:
    for place in range(len(over) - 1, -1, -1):
        inside = [k for k in range(block.first) if over[place] < found[k].middle < start.top]
        if inside and start.top - over[place] < _MOST_HEAD * 1.5 * start.size:
            return inside if start.top - found[inside[-1]].bottom < 2 * start.size else []
    return []


def _is_head(line: Line, columns: Sequence[Column]) -> bool:
    """No phrase of it runs from the labels over the values, and something heads a value."""
    heads = 0
    for part, over in zip(line.parts, each_over(line.parts, columns), strict=True):
        if part.right > columns[-1].right + 4 * line.size:
            return False
        if over[0] == 0 and part.left < columns[0].right and len(over) > 1:
            return False
        heads += over[0] > 0 or part.left >= columns[0].right - 1
    return heads > 0


def _end(found: Sequence[Line], block: Columns, rules: Sequence[float]) -> int:
    """The last line: the last data line and what its label still runs on to."""
    end = block.last
    closest = _closest_wrap(found, block)
    while end + 1 < len(found):
        line = found[end + 1]
        tight = line.top - found[end].bottom < 0.35 * line.size
        parted = any(found[end].middle < at < line.middle for at in rules)
        if not tight or parted or len(line.parts) != 1:
            break
        place = _column_of(found[end], line, block.columns)
        most = closest if place == 0 else inf
        if place is None or not _runs_on(found, end, end + 1, block.columns[place], most):
            break
        end += 1
    return end


def _column_of(above: Line, line: Line, columns: Sequence[Column]) -> int | None:
    """The column in which all of a line stands; the last one is as wide as what is set there."""
    left, right = line.parts[0].left, line.parts[-1].right
    under = abs(above.parts[-1].left - left) < 0.4 * line.size
    end = max(right, columns[-1].right + 2) if under else columns[-1].right + 2
    over = [k for k, column in enumerate(columns) if left < column.right and column.left < right]
    return over[0] if len(over) == 1 and right <= end else None


def _closest_wrap(found: Sequence[Line], block: Columns) -> float:
    """The gap in which a label goes on with a capital, where the room of its column is full.

    The names of sections fill their column too. So lines of a label have to stand closer than
    rows do, if not a small letter shows that labels are broken off where rows are as close.
    """
    rows = sorted(
        found[below].top - found[above].bottom
        for above, below in pairwise(block.data)
        if below == above + 1
    )
    edge = block.columns[0].right
    small = any(
        line.parts[0].left < edge and line.parts[0].text[:1].islower()
        for line in found[block.first + 1 : block.last + 2]
    )
    if small or not rows:
        return inf
    return rows[len(rows) // 2] - _CLOSER * found[block.first].size


def _runs_on(found: Sequence[Line], above: int, below: int, column: Column, closest: float) -> bool:
    """Were the words of a column broken off because the next word did not fit?

    Words that begin with a capital have to be as near as `closest`.
    """
    upper = [p for p in found[above].parts if p.left < column.right and p.right > column.left]
    lower = [p for p in found[below].parts if p.left < column.right and p.right > column.left]
    if not upper or not lower:
        return False
    first, second = upper[0], lower[0]
    word = second.tokens[0]
    if first.tokens[0].bold != word.bold or max(first.size, second.size) > 1.6 * min(
        first.size, second.size
    ):
        return False
    if second.left < first.left - 2:
        return False
    if word.text[:1].islower() or first.text.endswith(("-", ",")):
        return True
    if found[below].top - found[above].bottom > closest:
        return False
    full = first.right + 0.25 * word.size + word.right - word.left > column.right
    return full and not first.text.endswith((":", "."))


def body_rows(
    found: Sequence[Line], body: Sequence[int], block: Columns, rules: Sequence[float]
) -> list[Row]:
    """The rows of words that make the body of a table, each with its own lines."""
    data = set(block.data)
    closest = _closest_wrap(found, block)
    rows: list[Row] = []
    open_row: Row | None = None
    for place, k in enumerate(body):
        above = body[place - 1] if place else None
        parted = above is not None and any(
            found[above].middle < at < found[k].middle for at in rules
        )
        joins = False
        if above is not None and open_row is not None and not parted:
            if k in data:
                joins = not (data & set(open_row.lines)) and _runs_on(
                    found, above, k, block.columns[0], closest
                )
            else:
                joins = _goes_on(found, above, k, block, closest)
        if not joins or open_row is None:
            open_row = Row()
            rows.append(open_row)
        open_row.lines.append(k)
        if not joins and k not in data and _is_central(found[k], block.columns):
            open_row.cells[0] = list(found[k].parts[0].tokens)
            open_row.spans[0] = len(block.columns) - 1
        else:
            _fill(open_row, found[k], block.columns)
    return rows


def _goes_on(found: Sequence[Line], above: int, k: int, block: Columns, closest: float) -> bool:
    """Does a line without values continue the row above?"""
    line = found[k]
    if line.top - found[above].bottom > 0.6 * line.size:
        return False
    if line.parts[0].left < block.columns[0].right:
        return _runs_on(found, above, k, block.columns[0], closest)
    return True


def _fill(row: Row, line: Line, columns: Sequence[Column]) -> None:
    if len(line.parts) == len(columns) and in_order(line.parts, columns):
        for place, part in enumerate(line.parts):
            row.cells.setdefault(place, []).extend(part.tokens)
        return
    for part, over in zip(line.parts, each_over(line.parts, columns), strict=True):
        first, last = over[0], over[-1]
        if first != last and _parts_fit(part, columns):
            edges = [middle_between(a, b) for a, b in pairwise(columns)]
            for token in part.tokens:
                place = bisect_left(edges, (token.left + token.right) / 2)
                row.cells.setdefault(place, []).append(token)
            continue
        row.cells.setdefault(first, []).extend(part.tokens)
        if last > first:
            row.spans[first] = last


def _parts_fit(part: Phrase, columns: Sequence[Column]) -> bool:
    """Does every token of a phrase over several columns stand within one of them?"""
    return all(
        any(column.left - 1 <= token.left and token.right <= column.right + 1 for column in columns)
        for token in part.tokens
    )
