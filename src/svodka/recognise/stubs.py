"""The texts that stand beside each row, outermost first: sections, groups, indents, parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from svodka.model import Grid
from svodka.recognise.kinds import DATE, kind_of_text
from svodka.recognise.labels import Footnotes, words_of
from svodka.recognise.levels import (
    PARTS_ALONE,
    PARTS_WITHIN,
    TOTAL,
    begins_small,
    cycles,
    indent_of,
    steady,
)
from svodka.recognise.parts import part_wholes
from svodka.recognise.segments import Segment
from svodka.recognise.stub_lines import Line, unwrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHeads:
    """Paths, marks and depths, one for each body row that holds cells of its own."""

    rows: tuple[int, ...]
    paths: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, ...], ...]
    depths: tuple[int, ...]
    walk: Walk


@dataclass(slots=True)
class Walk:
    """Where the reading of a stub stands; a continued table goes on from here.

    `sections` are open titles with how they are set; `parents` open labels by level; `filled`
    the last label of each stub column; `whole` the row whose parts follow.
    """

    sections: list[tuple[tuple[object, ...], str]] = field(default_factory=list)
    parents: list[tuple[int, str]] = field(default_factory=list)
    filled: dict[int, str] = field(default_factory=dict)
    whole: str = ""
    parts: str = ""
    parts_small: bool = False
    after_section: bool = False


def row_heads(
    grid: Grid,
    segment: Segment,
    footnotes: Footnotes,
    named: frozenset[str] = frozenset(),
    walk: Walk | None = None,
) -> RowHeads:
    """The path of every body row; rows of words alone govern those under them and are left out.

    `named` are labels that have figures elsewhere in the document: in a row without figures they
    are rows left blank, not section titles.
    """
    walk = walk or Walk()
    texts, marks = _labels(grid, segment, footnotes)
    levels = _levels(grid, segment, texts)
    _fill_groups(texts, segment, walk)
    if not walk.sections and not levels and not segment.sections and not _any_parts(texts):
        return _plain(segment, texts, marks, walk)
    lines = _lines(grid, segment, texts, marks, levels, named)
    wholes = part_wholes(
        grid,
        segment.body,
        [line.first for line in lines],
        levels,
        [line.section for line in lines],
        segment.columns.values,
    )
    for at, whole in wholes.items():
        lines[at].whole = lines[whole]
    return _walked(lines, walk)


def _plain(
    segment: Segment, texts: list[list[str]], marks: list[tuple[str, ...]], walk: Walk
) -> RowHeads:
    """A stub without levels: each row has its own labels."""
    paths = tuple(tuple(filter(None, labels)) for labels in zip(*texts, strict=True))
    paths = paths or ((),) * len(segment.body)
    walk.whole = paths[-1][0] if paths and paths[-1] else ""
    return RowHeads(
        rows=segment.body, paths=paths, notes=tuple(marks), depths=(0,) * len(paths), walk=walk
    )


def _walked(lines: list[Line], walk: Walk) -> RowHeads:
    totals = [line for line in lines if not line.section and TOTAL.fullmatch(line.first)]
    sections = sum(line.section and not PARTS_ALONE.fullmatch(line.first) for line in lines)
    lines = unwrapped(lines)
    kept: list[Line] = []
    paths: list[tuple[str, ...]] = []
    depths: list[int] = []
    for line in lines:
        if line.section:
            _enter(walk, line)
            continue
        closing = line is lines[-1] and bool(totals) and line.row == totals[-1].row
        if closing and sections and len(totals) != sections:
            walk.sections, walk.parents, walk.parts = [], [], ""
        path = line.path = _path(walk, line)
        kept.append(line)
        paths.append(path)
        depths.append(len(path) - max(1, sum(1 for text in line.texts if text)))
    return RowHeads(
        rows=tuple(line.row for line in kept),
        paths=tuple(paths),
        notes=tuple(line.marks for line in kept),
        depths=tuple(max(0, depth) for depth in depths),
        walk=walk,
    )


def _labels(
    grid: Grid, segment: Segment, footnotes: Footnotes
) -> tuple[list[list[str]], list[tuple[str, ...]]]:
    """The words of each stub column, row by row, without footnote marks; and the marks of each row."""
    owners = _under_merges(grid, segment.columns.stub)
    marks: list[tuple[str, ...]] = [()] * len(segment.body)
    texts: list[list[str]] = []
    part, rows = footnotes.part, grid.rows
    for column in segment.columns.stub:
        parted = [part(words_of(rows[row][column])) for row in segment.body]
        if owners:
            for i, row in enumerate(segment.body):
                if (row, column) in owners:
                    at = owners[row, column]
                    parted[i] = part(words_of(rows[at[0]][at[1]]))
        texts.append([text for text, _ in parted])
        for i, (_, found) in enumerate(parted):
            if found:
                marks[i] += found
    return texts, marks


def _levels(grid: Grid, segment: Segment, texts: list[list[str]]) -> list[int]:
    """The level of each row, or nothing where all stand alike."""
    levels: list[int] = []
    stub = _leading(segment)
    if len(stub) > 1 and any(column == stub[0] for _, column in _under_merges(grid, stub)):
        return []  # labels merged over several rows are groups, however they are aligned
    if stub:
        levels = [indent_of(grid, row, stub[0]) for row in segment.body]
        for i, (row, text) in enumerate(zip(segment.body, texts[0], strict=True)):
            if not text and len(stub) > 1:
                levels[i] = max((indent_of(grid, row, column) for column in stub[1:]), default=0)
        levels = _no_lone_totals(steady(levels), texts[0], segment)
    if len(set(levels)) > 1:
        return levels
    if len(stub) == 1 and not segment.sections:
        levels = cycles(texts[0])
    return levels if any(levels) and len(set(levels)) > 1 else []


def _no_lone_totals(levels: list[int], labels: Sequence[str], segment: Segment) -> list[int]:
    """Levels where a total set in from the row of figures above it is not the only part of that row."""
    made = list(levels)
    for i in range(1, len(levels)):
        above = levels[i - 1]
        alone = levels[i] > above and (i + 1 == len(levels) or levels[i + 1] <= above)
        if alone and TOTAL.fullmatch(labels[i]) and segment.body[i - 1] not in segment.sections:
            made[i] = above if i + 1 < len(levels) else min(levels)
    return made


def _leading(segment: Segment) -> tuple[int, ...]:
    """The stub columns left of the figures: words right of them are remarks on single rows."""
    columns = segment.columns
    first = min(columns.values, default=max(columns.stub, default=0) + 1)
    return tuple(c for c in columns.stub if c < first) or columns.stub


def _any_parts(texts: list[list[str]]) -> bool:
    return (
        any(PARTS_WITHIN.match(text) or PARTS_ALONE.fullmatch(text) for text in texts[0])
        if texts
        else False
    )


def _fill_groups(texts: list[list[str]], segment: Segment, walk: Walk) -> None:
    """Labels printed once for several rows, filled down; a section title ends them.

    Right of labels that tell every row apart nothing is printed for several: a blank says nothing.
    """
    rows = [i for i, row in enumerate(segment.body) if row not in segment.sections]
    for position, column in enumerate(texts[: max(0, len(_leading(segment)) - 1)]):
        said = {column[i] for i in rows}
        if len(said) == len(rows) > 1 and "" not in said:
            return
        if not _groups(column, texts[position + 1], segment, dated=position > 0):
            continue
        last = walk.filled.get(position, "")
        for i, row in enumerate(segment.body):
            if row in segment.sections:
                last = ""
            elif column[i]:
                last = column[i]
                for inner in range(position + 1, len(texts)):
                    walk.filled.pop(inner, None)
            elif any(texts[inner][i] for inner in range(position + 1, len(_leading(segment)))):
                before = (
                    texts[position - 1][i] == texts[position - 1][i - 1] if position and i else True
                )
                column[i] = last if before else ""
        if last:
            walk.filled[position] = last


def _groups(
    column: Sequence[str], following: Sequence[str], segment: Segment, *, dated: bool
) -> bool:
    """Whether a stub column prints its labels once for several rows of the next column.

    Dates do only where the same labels recur under each, and not inside other groups (`dated`).
    """
    rows = [i for i, row in enumerate(segment.body) if row not in segment.sections and following[i]]
    blank = [i for i in rows if not column[i]]
    if not blank:
        return False
    under = [following[i] for i in blank]
    recurring = len(set(under)) < len(under) * 0.6
    said = [text for text in column if text]
    if sum(kind_of_text(text) == DATE for text in said) * 2 > len(said):
        return recurring and not dated
    return len(blank) * 4 >= len(rows) or recurring


def _lines(
    grid: Grid,
    segment: Segment,
    texts: list[list[str]],
    marks: list[tuple[str, ...]],
    levels: list[int],
    named: frozenset[str],
) -> list[Line]:
    stub = segment.columns.stub
    across = {(m.row, m.column) for m in grid.merges if m.last_column > m.column}
    lines: list[Line] = []
    for i, row in enumerate(segment.body):
        own = tuple(column[i] for column in texts)
        section = row in segment.sections
        if section and not any(own):
            own = (_only_words(grid, row, segment), *own[1:])
        bold = any((row, column) in grid.bold for column in stub)
        wide = any((row, column) in across for column in stub)
        if section and next(filter(None, own), "") in named:
            section = wide or bold or _governs(i, texts, levels)
        lines.append(
            Line(
                row=row,
                texts=own,
                marks=marks[i],
                level=levels[i] if levels else 0,
                section=section,
                bold=bold,
                across=wide,
            )
        )
    return lines


def _governs(i: int, texts: list[list[str]], levels: list[int]) -> bool:
    """Whether a row of words, a known label, has rows under it that are deeper or recur."""
    if i + 1 >= len(texts[0]):
        return False
    deeper = bool(levels) and levels[i + 1] > levels[i]
    return deeper or texts[0].count(texts[0][i + 1]) > 1


def _only_words(grid: Grid, row: int, segment: Segment) -> str:
    block = segment.block
    words = (words_of(grid.rows[row][column]) for column in range(block.left, block.right))
    return " ".join(word for word in words if word)


def _under_merges(grid: Grid, stub: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """For stub cells under a merged range that is higher than a row, the cell with the words."""
    columns = set(stub)
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in grid.merges:
        if merge.column in columns and merge.last_row > merge.row:
            for row in range(merge.row + 1, merge.last_row + 1):
                owners[row, merge.column] = (merge.row, merge.column)
    return owners


def _enter(walk: Walk, line: Line) -> None:
    """Words alone in a row: the parts of the row above follow, or a section begins."""
    words = line.first
    if not words:
        return
    if PARTS_ALONE.fullmatch(words):
        return
    style = (line.bold, line.level, line.across, words.isupper())
    styles = [known for known, _ in walk.sections]
    if style in styles:
        del walk.sections[styles.index(style) :]
    elif walk.sections and not walk.after_section:
        del walk.sections[-1:]
    walk.sections.append((style, words.rstrip(" :") if len(words) > 1 else words))
    walk.parents, walk.filled = [], {}
    walk.whole = walk.parts = ""
    walk.parts_small = words.endswith(":")
    walk.after_section = True


def _path(walk: Walk, line: Line) -> tuple[str, ...]:
    walk.after_section = False
    own = [text for text in line.texts if text]
    if not own:
        return tuple(words for _, words in walk.sections)
    first, level = own[0], line.level
    if walk.parts_small and walk.sections and line.texts[:1] and first[:1].isupper():
        _leave_small(walk, level)
    while walk.parents and walk.parents[-1][0] >= level:
        walk.parents.pop()
    if line.whole is not None and line.whole.path:
        walk.parents.append((level, first))
        return (*line.whole.path, *own)
    above = [text for _, text in walk.parents]
    part = PARTS_WITHIN.match(first)
    if not above:
        above = _whole_of(walk, first, is_part=part is not None)
    walk.parents.append((level, first))
    return (*(words for _, words in walk.sections), *above, *own)


def _leave_small(walk: Walk, level: int) -> None:
    """A section that ended in a colon over small letters ends with the first great letter."""
    if walk.parents and any(begins_small(text) for _, text in walk.parents):
        walk.sections.pop()
        walk.parents = []
        walk.parts_small = False


def _whole_of(walk: Walk, first: str, *, is_part: bool) -> list[str]:
    """The row that a row is part of, said by words or by small letters after such words."""
    if is_part and walk.whole:
        walk.parts, walk.parts_small = walk.whole, True
        return [walk.whole]
    if walk.parts and begins_small(first):
        return [walk.parts]
    walk.parts = ""
    if not walk.sections:
        walk.parts_small = False
    walk.whole = first
    return []
