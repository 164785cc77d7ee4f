"""Evidence that a cell lists several values: short alike parts whose number varies and that recur."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from svodka.lexicon.patterns import expression
from svodka.recognise.relational_kinds import kind_of
from svodka.recognise.relational_steps import Candidate, Flat, split_cells

DELIMITERS = (",", ";", "|", "/", "\n", "•", "&")
_OUTER = ("\n", ";", "|")
_CLEAR = 0.55
_DIGITS = expression(r"\d+")
_PLURAL = expression(r"(?:[^\W\d]{2,}(?:[^s\W]s|\(s\)|ies)|\w+(?:ы|и))\b", re.IGNORECASE)
_BRACKETS = expression(r"\([^()]*\)|\[[^\]]*\]")
_DIGITS_APART = expression(r"\d,\d{3}(?!\d)")


def lists(flat: Flat) -> list[Candidate]:
    """The columns whose cells list several values, each with its best delimiter."""
    found = []
    step = max(1, flat.height // 1500)
    for column in range(flat.width):
        cells = [row[column] for row in flat.rows[::step]]
        filled = [cell for cell in cells if kind_of(cell) != "blank"]
        score, delimiter = _delimiter(flat.header[column], filled)
        if score <= 0:
            continue
        if _PLURAL.search(flat.header[column]):
            score += 0.1
        found.append(_candidate(score, flat.header[column], column, delimiter))
    return found


def _delimiter(header: str, filled: Sequence[str]) -> tuple[float, str]:
    """The delimiter that reads best; where lists hold lists, the outer one."""
    scores = {
        delimiter: list_score(filled, delimiter)
        for delimiter in DELIMITERS
        if any(delimiter in cell for cell in filled) and not _announced(header, filled, delimiter)
    }
    for outer in _OUTER:
        share = sum(outer in cell for cell in filled)
        if scores.get(outer, 0.0) > _CLEAR and share > 0.5 * len(filled):
            return scores[outer], outer
    return max(((score, delimiter) for delimiter, score in scores.items()), default=(0.0, ""))


def _candidate(score: float, name: str, column: int, delimiter: str) -> Candidate:
    return Candidate(
        score,
        "explode",
        f"cells of column {name!r} that list several values became rows",
        lambda table: split_cells(table, column, delimiter),
    )


def list_score(filled: Sequence[str], delimiter: str) -> float:
    """How far the filled cells of one column read as lists parted by `delimiter`; 0 for no."""
    open_cells = [_BRACKETS.sub("", cell) for cell in filled]
    split = [[part.strip() for part in cell.split(delimiter)] for cell in open_cells]
    many = [parts for parts in split if len(parts) > 1]
    if not many:
        return 0.0
    share = len(many) / len(filled)
    kinds = Counter(kind_of(cell) for cell in filled)
    if kinds["date"] + kinds["money"] + kinds["time"] + kinds["address"] > 0.5 * len(filled):
        return 0.0
    if delimiter == "," and _thousands(filled):
        return 0.0
    if delimiter == "/" and _fractions(many):
        return 0.0
    parts = [part for each in many for part in each if part]
    if not parts:
        return 0.0
    words = sum(len(part.split()) for part in parts) / len(parts)
    lengths = Counter(len(each) for each in split)
    score = 0.35 + 0.25 * min(1.0, 2 * share)
    score += 0.15 * min(1.0, (len(lengths) - 1) / 2)
    usual = sum(map(len, many)) / len(many)
    if len(lengths) == 1:
        score -= 0.15 * min(1.0, 2 / usual)
    score -= 0.1 * max(0, 3 - len(set(map(tuple, many))))
    score += 0.3 * _reuse(list(dict.fromkeys(map(tuple, split)))) - 0.3 * _roles(many) * min(
        1.0, 2 / usual
    )
    score += 0.15 * _one_kind(parts)
    score -= 0.09 * max(0.0, words - 3.5)
    score -= 0.3 * sum(". " in cell for cell in filled) / len(filled)
    return score


def _announced(header: str, filled: Sequence[str], delimiter: str) -> bool:
    """The header names the parts of a compound in the same order: "Temp / Feels like"."""
    count = header.count(delimiter)
    return count > 0 and sum(cell.count(delimiter) == count for cell in filled) > 0.8 * len(filled)


def _thousands(filled: Sequence[str]) -> bool:
    """Commas that group digits, in most cells."""
    grouped = sum(kind_of(cell) == "number" and "," in cell for cell in filled)
    apart = sum(_DIGITS_APART.search(cell) is not None for cell in filled)
    return grouped > 0.5 * len(filled) or (apart > 0.8 * len(filled) and grouped > 0)


def _fractions(many: Sequence[Sequence[str]]) -> bool:
    """Two numbers with a stroke between are a ratio or a day and a month, not a list."""
    return sum(
        len(each) == 2 and each[0].isdigit() and each[1].isdigit() for each in many
    ) > 0.5 * len(many)


def _reuse(split: Sequence[Sequence[str]]) -> float:
    """Share of listed parts that also stand in another cell."""
    seen = Counter(part.lower() for each in split for part in set(each))
    parts = [part.lower() for each in split if len(each) > 1 for part in each]
    return sum(seen[part] > 1 for part in parts) / len(parts)


def _roles(many: Sequence[Sequence[str]]) -> float:
    """How far first and last parts are words of two kinds, as in "town, country": then no list."""
    if len(many) < 3:
        return 0.0
    first = Counter(_DIGITS.sub("#", each[0].lower()) for each in many)
    last = Counter(_DIGITS.sub("#", each[-1].lower()) for each in many)
    fewer = min(len(first), len(last))
    same = sum(len(each) == len(many[0]) for each in many) / len(many)
    shared = sum((first & last).values()) / len(many)
    floor = 0.4 if len(many[0]) < 4 else 0.0
    return same * max(0.0, 1.0 - 4 * shared) * (floor + (1 - floor) * (1.0 - fewer / len(many)))


def _one_kind(parts: Sequence[str]) -> float:
    kinds = Counter(kind_of(part) for part in parts)
    return max(kinds.values()) / len(parts)
