"""The texts that stand beside each row, outermost first: sections, groups, indents, parts of a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from svodka.model import Grid
from svodka.recognise.labels import Footnotes, words_of
from svodka.recognise.segments import Segment

_PARTS_ALONE = re.compile(
    r"(?:в\s?(?:том|т\.?)\s?(?:числе|ч\.?)|из\s(?:них|нее|неё|него)|из\sобщ\w+\s\w+|including|"
    r"of\swhich|of\sthem|among\sthem)\s*[:\-–—]?",
    re.IGNORECASE,
)
_PART = re.compile(rf"{_PARTS_ALONE.pattern}[\s:,\-–—]+\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHeads:
    """Paths, marks and depths, one for each body row that holds cells of its own."""

    rows: tuple[int, ...]
    paths: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, ...], ...]
    depths: tuple[int, ...]


@dataclass(slots=True)
class _Walk:
    """Where the reading of a stub stands: open section, open parents by level, last values."""

    section: tuple[str, ...] = ()
    parents: list[tuple[int, str]] = field(default_factory=list)
    filled: dict[int, str] = field(default_factory=dict)
    whole: str = ""
    in_parts: bool = False


def row_heads(grid: Grid, segment: Segment, footnotes: Footnotes) -> RowHeads:
    """The path of every body row; rows of words alone govern those under them and are left out."""
    owners = _vertical(grid, segment)
    walk = _Walk()
    rows: list[int] = []
    paths: list[tuple[str, ...]] = []
    notes: list[tuple[str, ...]] = []
    depths: list[int] = []
    for row in segment.body:
        cells = [(column, *owners.get((row, column), (row, column))) for column in segment.stub]
        labels: list[tuple[int, str]] = []
        marks: list[str] = []
        level = 0
        for column, at_row, at_column in cells:
            text = words_of(grid.rows[at_row][at_column])
            if text:
                text, found = footnotes.part(text)
                marks.extend(found)
                if not labels:
                    level = grid.indents.get((at_row, at_column), 0)
            labels.append((column, text))
        if row in segment.sections and segment.columns:
            _enter_section(walk, labels, level)
            continue
        path, depth = _path(walk, labels, level, segment)
        rows.append(row)
        paths.append(path)
        notes.append(tuple(marks))
        depths.append(depth)
    return RowHeads(rows=tuple(rows), paths=tuple(paths), notes=tuple(notes), depths=tuple(depths))


def _vertical(grid: Grid, segment: Segment) -> dict[tuple[int, int], tuple[int, int]]:
    stub = set(segment.stub)
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in grid.merges:
        if merge.column in stub and merge.last_row > merge.row:
            for row in range(merge.row + 1, merge.last_row + 1):
                owners[row, merge.column] = (merge.row, merge.column)
    return owners


def _enter_section(walk: _Walk, labels: list[tuple[int, str]], level: int) -> None:
    words = [text for _, text in labels if text]
    if not words:
        return
    if _PARTS_ALONE.fullmatch(words[0]):
        walk.in_parts = True
        return
    walk.section = tuple(words)
    walk.parents, walk.filled = [], {}
    walk.whole, walk.in_parts = "", False


def _path(
    walk: _Walk, labels: list[tuple[int, str]], level: int, segment: Segment
) -> tuple[tuple[str, ...], int]:
    filled = _fill_down(walk, labels)
    own = [text for text in filled if text]
    if not own:
        return walk.section, len(walk.section)
    while walk.parents and walk.parents[-1][0] >= level:
        walk.parents.pop()
    above = tuple(text for _, text in walk.parents)
    walk.parents.append((level, own[0]))
    if _PART.match(own[0]) and walk.whole and not above:
        above = (walk.whole,)
    elif not above:
        walk.whole = own[0]
    path = (*walk.section, *above, *own)
    return path, len(walk.section) + len(above)


def _fill_down(walk: _Walk, labels: list[tuple[int, str]]) -> list[str]:
    """A label printed once for several rows is taken from above where a later column goes on."""
    texts = [text for _, text in labels]
    last = max((i for i, text in enumerate(texts) if text), default=-1)
    result: list[str] = []
    for position, (column, text) in enumerate(labels):
        if text:
            walk.filled = {c: t for c, t in walk.filled.items() if c < column}
            walk.filled[column] = text
            result.append(text)
        elif position < last and column in walk.filled:
            result.append(walk.filled[column])
        else:
            result.append("")
    return result
