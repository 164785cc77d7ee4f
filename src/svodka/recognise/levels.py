"""How deep each label of a stub stands: by indent, by labels that recur, by small first letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from svodka.lexicon.patterns import expression
from svodka.model import Grid
from svodka.recognise.labels import words_of

_WHOLE = (
    r"(?:в\s?том\s?числе|в\s?т\.\s?ч\.?|из\s(?:них|нее|неё|него)|из\sобщ\w+\s\w+|including|incl\.|"
    r"of\swhich|of\sthem|among\s(?:them|which))"
)
PARTS_ALONE = expression(rf"{_WHOLE}\s*[:\-–—,]?", re.IGNORECASE)
PARTS_WITHIN = expression(rf"{_WHOLE}\s*[:,\-–—]?\s*(?=\S)", re.IGNORECASE)
TOTAL = expression(
    r"(?:всего|итого|итог|totals?|grand total|overall|общий итог|всего по .*|итого по .*)\W*",
    re.IGNORECASE,
)


def indent_of(grid: Grid, row: int, column: int) -> int:
    """The level of a label: its indent in the file, or the spaces it is printed with."""
    level = grid.indents.get((row, column))
    value = grid.rows[row][column]
    if isinstance(value, str) and value[:1] in " \u00a0\t":
        spaces = len(value) - len(value.lstrip(" \u00a0\t"))
        return max(level or 0, spaces)
    return level or 0


def steady(levels: Sequence[int]) -> list[int]:
    """Levels without stray spaces: a level is one if it differs by two, or recurs, from the next."""
    counts = Counter(levels)
    known: list[int] = []
    for level in sorted(counts):
        stray = known and level - known[-1] == 1 and counts[level] * 20 < len(levels)
        if not stray:
            known.append(level)
    return [max((k for k in known if k <= level), default=known[0]) for level in levels]


def cycles(labels: Sequence[str]) -> list[int]:
    """1 for labels that recur under ever new labels («men, women» under each region), else 0.

    Labels recur if each stands more than once, no run holds one twice, and every run but the
    first has a label of its own before it.
    """
    counts = Counter(labels)
    recurring = [bool(label) and counts[label] > 1 for label in labels]
    if not any(recurring) or all(recurring) or recurring[0]:
        return [0] * len(labels)
    runs: list[list[str]] = []
    before = False
    for label, again in zip(labels, recurring, strict=True):
        if again and before:
            runs[-1].append(label)
        elif again:
            runs.append([label])
        before = again
    whole = len(runs) > 1 and all(len(set(run)) == len(run) for run in runs)
    alike = whole and len({frozenset(run) for run in runs}) * 2 <= len(runs) + 1
    return [int(again and alike) for again in recurring]


def begins_small(label: str) -> bool:
    """Whether a label begins with a small letter, as parts and continued lines do."""
    return label[:1].islower()


def word_at(grid: Grid, row: int, columns: Sequence[int]) -> tuple[int, str]:
    """The first stub column of a row that holds words, and the words."""
    for column in columns:
        words = words_of(grid.rows[row][column])
        if words:
            return column, words
    return -1, ""
