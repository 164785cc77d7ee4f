"""Where a head ends: rows of words, of years or of numbers that count stand above the first figures."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from svodka.lexicon import units
from svodka.lexicon.patterns import expression
from svodka.model import Grid, Merge
from svodka.recognise.columns import Columns
from svodka.recognise.headings import is_only_time
from svodka.recognise.kinds import DATE, EMPTY, LOOSE, MARK, NUMBER, TEXT, YEAR, Kinds, is_counting
from svodka.recognise.labels import words_of
from svodka.recognise.notes import is_note
from svodka.recognise.regions import Block

_STUB_HEAD = expression(
    r"(?:наименовани\w*|показател\w*|регион\w*|район\w*|субъект\w*|област\w*|территори\w*|категори\w*|"
    r"групп\w*|возраст\w*|name|region|item|category|group|indicator|area|county|state|country)(?:\W.*)?",
    re.IGNORECASE,
)
_SAYS_IT_COUNTS = expression(
    r"(?:код|номер|№|n)?\s*(?:графы?|гр|колонк[аи]|столб(?:ец|ца)|column(?:\s+(?:no|number|code))?)",
    re.IGNORECASE,
)
# «5 = 3 + 4», «6 (гр. 4 / гр. 2 * 100)», "2 = (3 to 6) + 14": a column's number with its formula.
_WITH_FORMULA = expression(
    r"(\d{1,3})\s*[=(][\s\d()+\-–—*/:×xх.,%]*(?:(?:гр|графа|графы|ст|стр|col|to|по|до)\.?"
    r"[\s\d()+\-–—*/:×xх.,%]*)*",
    re.IGNORECASE,
)
_MOST_HEAD_ROWS = 15
_LONG_WORDS = 45


def first_data(grid: Grid, kinds: Kinds, block: Block) -> int:
    """The first row that holds figures rather than a head of years or of numbers; else the end."""
    part = kinds[block.top : block.bottom, block.left : block.right]
    texts = (part == TEXT).sum(axis=1)
    values = ((part == NUMBER) | (part == MARK) | (part == LOOSE)).sum(axis=1)
    years = ((part == YEAR) | (part == DATE)).sum(axis=1)
    figures = values - (part == MARK).sum(axis=1)
    for offset in np.flatnonzero((values > 0) | (years > 0)):
        row = block.top + int(offset)
        if offset < _MOST_HEAD_ROWS:
            if not figures[offset] and texts[offset] > 1 and (figures[offset + 1 :] > 0).any():
                continue
            if _is_head_of_numbers(grid, kinds, block, row) or _is_unlike_below(part, int(offset)):
                continue
            if _is_head_of_ranges(part, int(offset)):
                continue
            after = slice(offset + 1, offset + 4)
            wordy = (
                (values[after] == 0)
                & (texts[after] >= 2 * max(1, values[offset]))
                & (texts[after] >= 3)
            )
            if (
                wordy.any()
                and texts[offset]
                and values[offset] <= 1
                and not years[after][wordy].any()
            ):
                continue
        return row
    return block.bottom


def _is_head_of_numbers(grid: Grid, kinds: Kinds, block: Block, row: int) -> bool:
    line = kinds[row, block.left : block.right]
    if row + 1 >= block.bottom:
        return False
    below = kinds[row + 1, block.left : block.right]
    years = (line == YEAR) | (line == DATE)
    others = (line == NUMBER) | (line == MARK) | (line == LOOSE)
    if years.any() and not others.any():
        return _is_head_of_years(line, below, years)
    if counts_columns(grid, kinds, block, row):
        return True
    if line[0] not in (TEXT, EMPTY) or _is_headed(kinds, block, row, others):
        return False
    if is_counting(grid, kinds, row, block.left, block.right):
        return not is_counting(grid, kinds, row + 1, block.left, block.right)
    rising = is_counting(grid, kinds, row, block.left, block.right, by_one=False)
    if rising and row == block.top and _STUB_HEAD.fullmatch(words_of(grid.rows[row][block.left])):
        return True
    return rising and not (below > TEXT).any() and bool((below[others] == TEXT).any())


def _is_headed(kinds: Kinds, block: Block, row: int, numbers: Kinds) -> bool:
    """Whether every number of a row beside a label stands under words of its own: it is a figure."""
    if row == block.top or kinds[row, block.left] != TEXT:
        return False
    above = kinds[row - 1, block.left : block.right]
    return bool(numbers.any() and ((above != EMPTY) & (above != NUMBER))[numbers].all())


def _is_unlike_below(part: Kinds, offset: int) -> bool:
    """Whether a first row with a number or two says words where nearly all below are numbers."""
    line, below = part[offset], part[offset + 1 : offset + 21]
    if offset and (part[:offset] != EMPTY).sum(axis=1).max() > 1:
        return False
    numbers = (below == NUMBER) | (below == YEAR)
    numeric = numbers.sum(axis=0) * 5 > (below != EMPTY).sum(axis=0) * 4
    numeric &= numbers.sum(axis=0) > 1
    unlike = numeric & (line != NUMBER) & (line != YEAR) & (line != EMPTY) & (line != MARK)
    alike = numeric & ((line == NUMBER) | (line == YEAR))
    return int(unlike.sum()) > max(1, 2 * int(alike.sum()))


def _is_head_of_ranges(part: Kinds, offset: int) -> bool:
    """Whether a row says only words and ranges («до 18», "15-24") over columns of plain numbers.

    It names no row: its stub is empty.
    """
    line, below = part[offset], part[offset + 1 : offset + 21]
    ranges = line == LOOSE
    if (
        line[0] != EMPTY
        or not ranges.any()
        or not np.isin(line, (LOOSE, TEXT, EMPTY)).all()
        or len(below) < 2
    ):
        return False
    columns = below[:, ranges]
    filled = (columns != EMPTY).sum(axis=0)
    return bool((filled > 1).all() and ((columns == NUMBER).sum(axis=0) * 5 > filled * 3).all())


def _is_head_of_years(
    line: Kinds, below: Kinds, years: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> bool:
    """Years or dates over columns: what stands under them is something else."""
    if (below[years] == line[years]).all():
        return False
    if years[0] and not years[line != EMPTY].all():
        return int(years.sum()) > 1 and bool((below[years] == NUMBER).all())
    words_only = not (below > TEXT).any()
    return words_only or int(years.sum()) > 1 or line[0] == EMPTY


def counts_columns(grid: Grid, kinds: Kinds, block: Block, row: int) -> bool:
    """Whether a row under words counts the columns («А, 1, 2, 3», «код графы, 1, 2, 3»)."""
    if row == block.top:
        return False
    cells = [grid.rows[row][c] for c in range(block.left, block.right) if kinds[row, c] != EMPTY]
    words = [words_of(cell).strip(" ().") for cell in cells]
    letters = 0
    while letters < len(words) and (
        (len(words[letters]) == 1 and words[letters].isalpha())
        or _SAYS_IT_COUNTS.fullmatch(words[letters])
    ):
        letters += 1
    counted = [_numbered(word) for word in words[letters:]]
    if counted == ["1"] and words[0] in {"А", "A"}:
        # A form of one column of figures; a list of groups A, B, C has another letter below.
        return row + 1 < block.bottom and len(words_of(grid.rows[row + 1][block.left])) > 1
    if len(counted) < 2 or not all(word.isdecimal() and len(word) < 4 for word in counted):
        return False
    first = int(counted[0])
    return first in (1, 2, 3) and all(int(word) == first + i for i, word in enumerate(counted))


def _numbered(word: str) -> str:
    """The number of a column without the formula beside it."""
    found = _WITH_FORMULA.fullmatch(word)
    return found[1] if found else word


def numbering_rows(grid: Grid, kinds: Kinds, block: Block, start: int) -> tuple[int, ...]:
    """Rows above the figures that count the columns."""
    return tuple(row for row in range(block.top, start) if counts_columns(grid, kinds, block, row))


def head_rows(
    grid: Grid, kinds: Kinds, above: Block, columns: Columns
) -> tuple[tuple[int, ...], int]:
    """Head rows among the rows above the figures, and the first row after them.

    The head ends with the last row that says something over a column of figures and begins
    below the last row that reads as a title.
    """
    bottom = above.bottom
    spoken = _spoken(grid, kinds, above, columns)
    while bottom > above.top and bottom - 1 not in spoken:
        bottom -= 1
    if bottom == above.top:
        return (), above.bottom
    merges = {(m.row, m.column): m for m in grid.merges if above.top <= m.row < bottom}
    top = bottom - 1
    if _is_section(kinds, above, top, columns):
        return head_rows(grid, kinds, replace(above, bottom=top), columns)[0], top
    remarks: set[int] = set()
    while top > above.top:
        if not _is_title(grid, kinds, replace(above, top=top - 1), columns, merges):
            top -= 1
        elif top - 1 > above.top and _is_remark_in_head(grid, kinds, above, top - 1, columns):
            remarks.add(top - 1)
            top -= 2
        else:
            break
    return tuple(row for row in range(top, bottom) if row not in remarks), bottom


def _spoken(grid: Grid, kinds: Kinds, above: Block, columns: Columns) -> set[int]:
    """Rows with something over a column of figures, be it under a merged cell that began before it."""
    part = kinds[above.top : above.bottom, list(columns.values)] != EMPTY
    spoken = {above.top + int(row) for row in np.flatnonzero(part.any(axis=1))}
    first, stub = columns.values[0], columns.stub[-1:] or (-1,)
    for merge in grid.merges:
        if (
            above.top <= merge.row < above.bottom
            and stub[0] < merge.column < first <= merge.last_column
        ):
            spoken.add(merge.row)
    return spoken


def _cells(kinds: Kinds, block: Block, row: int) -> list[int]:
    return [
        block.left + int(c) for c in np.flatnonzero(kinds[row, block.left : block.right] != EMPTY)
    ]


def _is_section(kinds: Kinds, block: Block, row: int, columns: Columns) -> bool:
    """Whether the last row above the figures is one text at the left, under a fuller head row."""
    cells = _cells(kinds, block, row)
    if len(cells) != 1 or row == block.top:
        return False
    at_left = cells[0] <= min((*columns.stub, *columns.numbering, columns.values[0]))
    fuller = len(_cells(kinds, block, row - 1)) > 1
    return at_left and fuller


def _is_remark_in_head(grid: Grid, kinds: Kinds, block: Block, row: int, columns: Columns) -> bool:
    """Whether a row is a source or a note at the left between bands of a head and their columns."""
    cells = _cells(kinds, block, row)
    if len(cells) != 1 or not is_note(words_of(grid.rows[row][cells[0]])):
        return False
    bands = [cell for cell in _cells(kinds, block, row - 1) if cell >= columns.values[0]]
    wide = any(
        merge.row == row - 1 and merge.last_column > merge.column >= columns.values[0]
        for merge in grid.merges
    )
    return len(bands) > 1 and wide


def _reaches_below(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether a merged cell over the columns of figures goes on from above an empty row into it.

    So a form whose groups of columns are two rows high keeps its outer heads.
    """
    return any(
        merge.row < row <= merge.last_row and merge.last_column >= columns.values[0]
        for merge in grid.merges
    )


def _is_unit_over_a_run(
    grid: Grid, rows: Block, columns: Columns, merge: Merge | None, words: str
) -> bool:
    """Whether a unit alone in its row, over some columns of a run of times, is one of them all.

    «в % к предыдущей дате» is merged as wide as it needs; what stands under it goes on beside it.
    """
    if merge is None or merge.last_column >= columns.values[-1] or not units.within(words):
        return False
    heads = [words_of(grid.rows[rows.bottom - 1][column]) for column in columns.values]
    timed = [head for head in heads if head and is_only_time(head)]
    return len(timed) == len(heads) == len(set(heads)) > 1


def _is_title(
    grid: Grid, kinds: Kinds, rows: Block, columns: Columns, merges: dict[tuple[int, int], Merge]
) -> bool:
    """Whether the top row of `rows`, which has head rows under it, is words above the table."""
    row = rows.top
    cells = _cells(kinds, rows, row)
    if not cells:
        return not _reaches_below(grid, row, columns)
    inside = [cell for cell in cells if cell >= columns.values[0]]
    merge = merges.get((row, cells[0]))
    if not inside:
        return merge is None or merge.last_row == row
    words = words_of(grid.rows[row][cells[-1]])
    if len(cells) == 1:
        if _is_unit_over_a_run(grid, rows, columns, merge, words):
            return True
        grouped = cells[0] == columns.values[0] or merge is not None
        return not grouped or len(words) > _LONG_WORDS
    if len(cells) == 2 and len(inside) == 1 and len(columns.values) > 2:
        first = words_of(grid.rows[row][cells[0]])
        numbered = first.rstrip(".").replace(".", "").isdecimal() or set(first) <= set("IVX.")
        unit_beside = len(first) > _LONG_WORDS * 2 // 3 and inside[0] > columns.values[-1] - 2
        return numbered or unit_beside
    return False
