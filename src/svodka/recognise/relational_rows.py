"""Evidence that rows are not records: section titles, values printed once, exchanged axes, pairs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from svodka.lexicon.patterns import expression
from svodka.recognise.relational_heads import is_statistic, value_class
from svodka.recognise.relational_kinds import NUMERIC, Profile, kind_of, number_of, profile
from svodka.recognise.relational_steps import (
    Candidate,
    Flat,
    fill_down,
    join_records,
    lift_titles,
    transpose,
)

_TURNED = 0.33
_TALL = 60
_PAIR = expression(r"\s*([^:=\t]{1,60}?)\s*[:=\t]\s*(.*)", re.DOTALL)


def _empty(cell: str) -> bool:
    return not cell.strip() or cell.strip().lower() == "nan"


def title_rows(flat: Flat) -> frozenset[int]:
    """Rows with nothing but a first cell, or with one text in every cell (a merge spelt out)."""
    found = set()
    for index, row in enumerate(flat.rows):
        if _empty(row[0]):
            continue
        if all(map(_empty, row[1:])) or (
            len(row) > 2 and len(set(row)) == 1 and _may_be_title(row[0])
        ):
            found.add(index)
    return frozenset(found)


def _may_be_title(text: str) -> bool:
    """Words, or a year; a row of one number throughout is a row of figures."""
    return kind_of(text) not in NUMERIC or value_class(text) == "year"


def titles(flat: Flat) -> list[Candidate]:
    """Section titles as rows of their own."""
    if flat.width < 2 or flat.height < 3:
        return []
    found = title_rows(flat)
    body = flat.height - len(found)
    if not found or not body or len(found) > 0.5 * flat.height:
        return []
    followed = sum(index + 1 < flat.height and index + 1 not in found for index in found)
    first = min(found)
    score = 0.55 + 0.4 * followed / len(found)
    if first > 0:
        score -= 0.25
    if len(found) == 1 and first > 0:
        score -= 0.3
    filled = [
        sum(not _empty(cell) for cell in row[1:]) / (flat.width - 1)
        for index, row in enumerate(flat.rows)
        if index not in found
    ]
    score -= 0.3 * max(0.0, 0.5 - sum(filled) / len(filled))
    return [
        Candidate(
            score,
            "subtitle",
            f"{len(found)} section titles became a column{_left_out(flat, found)}",
            lambda table: lift_titles(table, title_rows(table), "Subtitle"),
        )
    ]


def _left_out(flat: Flat, titles: frozenset[int]) -> str:
    """Columns in which no row but a title holds anything go with them."""
    empty = [
        name
        for column, name in enumerate(flat.header)
        if all(_empty(row[column]) for index, row in enumerate(flat.rows) if index not in titles)
    ]
    return f"; nothing stood in {', '.join(map(repr, empty))}" if empty else ""


def fills(flat: Flat) -> list[Candidate]:
    """Values printed once for several rows in the leading columns."""
    last = -1
    scores = []
    for column in range(min(flat.width - 1, 6)):
        score = _fill_score(flat, column)
        if score <= 0:
            break
        scores.append(score)
        last = column
    if last < 0:
        return []
    score = sum(scores) / len(scores)
    return [
        Candidate(
            score,
            "ffill",
            f"blanks in the first {last + 1} columns took the value above",
            lambda table: fill_down(table, last),
        )
    ]


def _fill_score(flat: Flat, column: int) -> float:
    cells = flat.column(column)
    blank = [_empty(cell) for cell in cells]
    share = sum(blank) / max(1, len(blank))
    if not 0.1 <= share < 1.0 or blank[0]:
        return 0.0
    other = [
        sum(not _empty(row[right]) for right in range(column + 1, flat.width))
        for row, hole in zip(flat.rows, blank, strict=True)
        if hole
    ]
    if sum(map(bool, other)) < 0.6 * len(other):
        return 0.0
    filled = [cell for cell, hole in zip(cells, blank, strict=True) if not hole]
    repeats = sum(one == two for one, two in pairwise(filled))
    score = 0.9 - 0.4 * repeats / max(1, len(filled) - 1)
    if len(filled) == 1:
        score -= 0.1
    rest = [
        1 - sum(map(_empty, flat.column(right))) / flat.height
        for right in range(column + 1, flat.width)
    ]
    fuller = sum(value > 1 - share for value in rest) / max(1, len(rest))
    return score - 0.3 * (1 - fuller)


def records(flat: Flat) -> list[Candidate]:
    """Pairs of name and value under each other, the names coming round again and again."""
    lines = [row for row in (flat.header, *flat.rows) if any(not _empty(cell) for cell in row)]
    if flat.width == 1:
        pairs = [found.groups() if (found := _PAIR.fullmatch(row[0])) else None for row in lines]
        if sum(pair is None for pair in pairs) > 0.05 * len(pairs):
            return []
        known = [pair for pair in pairs if pair is not None]
    elif flat.width == 2:
        known = [(row[0].strip(), row[1]) for row in lines]
    else:
        return []
    first = known[0][0]
    if kind_of(first) in NUMERIC or len(known) < 4:
        return []
    groups: list[list[tuple[str, str]]] = []
    for name, value in known:
        if name == first or not groups or name in dict(groups[-1]):
            groups.append([])
        groups[-1].append((name, value))
    names = Counter(name for name, _ in known)
    if len(groups) < 2 or len(names) < 2 or len(names) > 0.5 * len(known):
        return []
    usual = Counter(tuple(name for name, _ in group) for group in groups).most_common(1)[0][1]
    score = 0.55 + 0.45 * usual / len(groups)
    return [
        Candidate(
            score,
            "pivot",
            f"{len(groups)} groups of rows became one record each",
            lambda _: join_records(groups),
        )
    ]


def turned(flat: Flat) -> list[Candidate]:
    """Attributes down the first column and the things they describe across the header."""
    if flat.width < 3 or not 1 < flat.height <= 150:
        return []
    names = [row[0].strip() for row in flat.rows]
    if any(map(_empty, names)) or len(set(map(str.lower, names))) < 0.9 * len(names):
        return []
    if sum(value_class(name) != "" for name in names) > 0.5 * len(names):
        statistic = sum(is_statistic(name) for name in names)
        if statistic < 0.5 * len(names):
            return []
    step = max(1, (flat.width - 1) // 200)
    body = [row[1::step] for row in flat.rows]
    score = turn_score(names, body)
    if score < _TURNED:
        return []
    return [Candidate(1.1 + score, "transpose", "rows and columns changed places", transpose)]


def turn_score(names: Sequence[str], body: Sequence[Sequence[str]]) -> float:
    """How much more alike the cells of one row are than the cells of one column.

    Kinds, scales, decimals and constancy are compared; a table of statistics of columns, as
    libraries print it, has their names down the side.
    """
    across = [profile(row) for row in body]
    down = [profile(column) for column in zip(*body, strict=True)]
    score = 1.5 * (_mean([one.purity for one in across]) - _mean([one.purity for one in down]))
    score += 0.25 * _scale_evidence(body)
    score += 0.5 * (_constant(across) - _constant(down))
    score += 0.6 * (_uneven(across) - _uneven(down))
    if sum(is_statistic(name) for name in names) >= 0.6 * len(names):
        score += 0.6
    return score - (0.2 if len(names) > _TALL else 0.0)


def _constant(lines: Sequence[Profile]) -> float:
    """Share of lines that say one thing throughout."""
    return _mean([float(len(line.values) == 1 and line.filled > 2) for line in lines])


def _uneven(lines: Sequence[Profile]) -> float:
    """How far some lines hold whole numbers and others do not."""
    whole = [line.whole for line in lines if line.numeric > 0.5]
    middle = _mean(whole)
    return math.sqrt(_mean([(value - middle) ** 2 for value in whole]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _scale_evidence(body: Sequence[Sequence[str]]) -> float:
    """In [-1, 1]: scales differ between rows and not between columns, or the other way."""
    cells = []
    for row, line in enumerate(body):
        for column, cell in enumerate(line):
            number = number_of(cell)
            if number is not None:
                cells.append((row, column, math.log10(1 + abs(number))))
    if len(cells) < 6:
        return 0.0
    rows = _within([(row, value) for row, _, value in cells])
    columns = _within([(column, value) for _, column, value in cells])
    if rows + columns == 0:
        return 0.0
    return (columns - rows) / (columns + rows)


def _within(pairs: Sequence[tuple[int, float]]) -> float:
    """Mean square distance of values from the mean of their own group."""
    groups: dict[int, list[float]] = {}
    for group, value in pairs:
        groups.setdefault(group, []).append(value)
    total = 0.0
    for values in groups.values():
        middle = sum(values) / len(values)
        total += sum((value - middle) ** 2 for value in values)
    return total / len(pairs)
