"""Rows of a stub one by one; a label printed on several lines is one label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from svodka.recognise.levels import PARTS_ALONE, PARTS_WITHIN, begins_small
from svodka.recognise.places import is_place


@dataclass(slots=True, kw_only=True)
class Line:
    """One row of a stub: its labels by column, marks removed, and how it stands."""

    row: int
    texts: tuple[str, ...]
    marks: tuple[str, ...]
    level: int
    section: bool
    bold: bool
    across: bool
    whole: Line | None = None
    path: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        return next((text for text in self.texts if text), "")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Labels printed on several lines made one: rows of words that a small letter continues."""
    counts = Counter(line.first for line in lines)
    result: list[Line] = []
    waiting: Line | None = None
    for position, line in enumerate(lines):
        if waiting is not None:
            line = _joined(waiting, line)
            waiting = None
        elif line.section and _continues(line, result):
            result[-1] = _joined(result[-1], line)
            continue
        after = lines[position + 1 : position + 3]
        once = counts[line.first] == 1 and all(counts[next_.first] == 1 for next_ in after[:1])
        if line.section and once and _is_continued(line, after):
            waiting = line
            continue
        result.append(line)
    return [*result, waiting] if waiting is not None else result


def _continues(line: Line, before: Sequence[Line]) -> bool:
    """Whether words alone under a row with figures go on with its label."""
    words = line.first
    return (
        bool(before)
        and not before[-1].section
        and begins_small(words)
        and not (line.across or is_place(words))
        and not words.endswith(":")
        and not PARTS_ALONE.fullmatch(words)
        and not before[-1].first.endswith(":")
    )


def _is_continued(line: Line, after: Sequence[Line]) -> bool:
    """Whether words alone end in the middle of a label that the next line completes."""
    words = line.first
    if not after or words.endswith((":", ".")) or PARTS_ALONE.fullmatch(words) or line.across:
        return False
    follows = after[0].first
    small = begins_small(follows) and not (PARTS_WITHIN.match(follows) or is_place(follows))
    several = len(after) > 1 and begins_small(after[1].first) and not after[1].section
    return small and not several


def _joined(upper: Line, lower: Line) -> Line:
    words = f"{upper.first} {lower.first}"
    texts = list(lower.texts if not lower.section else upper.texts)
    place = next((i for i, text in enumerate(texts) if text), 0)
    texts[place : place + 1] = [words]
    figures = lower if upper.section else upper
    return Line(
        row=figures.row,
        texts=tuple(texts),
        marks=upper.marks + lower.marks,
        level=upper.level,
        section=upper.section and lower.section,
        whole=figures.whole,
        bold=upper.bold,
        across=upper.across,
    )
