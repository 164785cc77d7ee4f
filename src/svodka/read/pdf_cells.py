"""A drafted table into a `Grid`: words of each cell in reading order, spans, indents, boxes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from operator import attrgetter

from svodka.model import Grid, GridKind, Merge
from svodka.read.pdf_ink import Box, Sides, Token, View
from svodka.read.pdf_lines import bounds, joined, lines

_STEP = 3.0
_MOST_LEVELS = 6
_LEAST = 4
_LEADERS = re.compile(r"^\W+$|[.…]{3}$")

Place = tuple[int, int]
"""Row and column of a cell."""


@dataclass(slots=True)
class DraftCell:
    """A cell while the table is drafted: 0-based, last ones included."""

    row: int
    column: int
    last_row: int
    last_column: int
    tokens: list[Token] = field(default_factory=list)


_PLACE = attrgetter("row", "column")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A table found on a page, before it is a grid. `edges` are the x of its column edges."""

    cells: tuple[DraftCell, ...]
    box: Box
    edges: tuple[float, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def in_order(tokens: Sequence[Token]) -> list[list[Token]]:
    """The lines of a cell as they are read, also where its words are turned."""
    turned = tokens[0].turned
    if not turned or any(token.turned != turned for token in tokens):
        return lines(tokens)
    upright = [_stood_up(token, turned) for token in tokens]
    by_place = {id(new): old for new, old in zip(upright, tokens, strict=True)}
    return [[by_place[id(token)] for token in line] for line in lines(upright)]


def _stood_up(token: Token, turned: int) -> Token:
    left, top, right, bottom = token.sides
    if turned == 90:
        sides = (-bottom, left, -top, right)
    elif turned == 270:
        sides = (top, -right, bottom, -left)
    else:
        sides = (-right, -bottom, -left, -top)
    return replace(
        token,
        left=sides[0],
        top=sides[1],
        right=sides[2],
        bottom=sides[3],
        middle=(sides[1] + sides[3]) / 2,
    )


def words(tokens: Sequence[Token]) -> tuple[str, str]:
    """The text of a cell, and its characters untouched."""
    if len(tokens) == 1:
        only = tokens[0]
        return _composed(only.text), only.plain
    found = in_order(tokens)
    text = joined([" ".join([token.text for token in line]) for line in found])
    if all([token.text is token.plain for token in tokens]):
        return _composed(text), text
    plain = joined([" ".join([token.plain for token in line]) for line in found])
    return _composed(text), plain


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def grid(draft: Draft, view: View, *, continues: bool = False, cut: Set[int] = frozenset()) -> Grid:
    """The draft as a grid of one page; rows and columns without any word are left out.

    `cut` are the `order` of tokens that run under the next one, or over the one before.
    """
    cells, height, width = _compact([cell for cell in draft.cells if cell.tokens])
    rows: list[list[str | None]] = [[None] * width for _ in range(height)]
    texts: dict[Place, str] = {}
    sides: dict[Place, Sides] = {}
    bold = set()
    merges: list[Merge] = []
    for cell in cells:
        tokens = cell.tokens
        only = tokens[0]
        place = row, column = cell.row, cell.column
        if cell.last_row > row or cell.last_column > column:
            merges.append(Merge(row, column, cell.last_row, cell.last_column))
        if len(tokens) == 1:
            # Most cells hold one word, which is all that is to be asked of them.
            text, plain, heavy = only.text, only.plain, only.bold
            text = text if text.isascii() else _composed(text)
            sides[place] = only.left, only.top, only.right, only.bottom
        else:
            text, plain = words(tokens)
            sides[place] = bounds(tokens)
            heavy = only.bold and all([token.bold for token in tokens])
        rows[row][column] = text
        if plain is not text and plain != text:
            texts[place] = plain
        if heavy:
            bold.add(place)
    return Grid(
        kind=GridKind.PAGE,
        page=view.page,
        rows=tuple(map(tuple, rows)),
        texts=texts,
        boxes=dict(zip(sides, view.boxes(list(sides.values())), strict=True)),
        merges=tuple(sorted(merges)),
        indents=_indents(cells),
        bold=frozenset(bold),
        overlaid=frozenset(
            (cell.row, cell.column)
            for cell in (cells if cut else ())
            if not cut.isdisjoint(token.order for token in cell.tokens)
        ),
        continues=continues,
        before=draft.before,
        after=draft.after,
    )


def _compact(cells: list[DraftCell]) -> tuple[list[DraftCell], int, int]:
    """Cells renumbered so that no row or column is left in which none begins or ends alone, and
    how many rows and columns that leaves."""
    rows, height = _kept({(cell.row, cell.last_row) for cell in cells})
    columns, width = _kept({(cell.column, cell.last_column) for cell in cells})
    if rows or columns:
        cells = [
            DraftCell(
                rows[cell.row][0] if rows else cell.row,
                columns[cell.column][0] if columns else cell.column,
                rows[cell.last_row][1] if rows else cell.last_row,
                columns[cell.last_column][1] if columns else cell.last_column,
                cell.tokens,
            )
            for cell in cells
        ]
    return sorted(cells, key=_PLACE), height, width


def _kept(distinct: set[tuple[int, int]]) -> tuple[dict[int, tuple[int, int]], int]:
    """For each old index the new one for a span that begins there and for one that ends there,
    nothing if all stay as they are; and how many new ones there are.

    An index at which no cell of one unit stands is kept only if it parts two spans.
    """
    singles = {first for first, last in distinct if first == last}
    firsts = {first for first, _ in distinct}
    lasts = {last for _, last in distinct}
    top = 1 + max(lasts)
    kept = sorted(singles | (firsts & lasts))
    if len(kept) == top:
        return {}, top
    for first, last in sorted(distinct):
        # A span that holds no kept index needs one of its own.
        if bisect_left(kept, first) == bisect_right(kept, last):
            insort(kept, first)
    renumbered = {
        index: (bisect_left(kept, index), bisect_right(kept, index) - 1) for index in range(top)
    }
    return renumbered, len(kept)


def _indents(cells: Sequence[DraftCell]) -> dict[Place, int]:
    """Levels of the labels in the first column, by how far they stand from its left edge."""
    stub = [cell for cell in cells if cell.column == 0 and cell.last_column == 0]
    if not stub or _set_elsewhere(stub):
        return {}
    offsets = sorted({min(token.left for token in cell.tokens) for cell in stub})
    levels: list[float] = []
    for offset in offsets:
        if not levels or offset - levels[-1] > _STEP:
            levels.append(offset)
    if not 2 <= len(levels) <= min(_MOST_LEVELS, max(2, len(stub) // 3)):
        return {}
    found = {}
    for cell in stub:
        level = bisect_right(levels, min(token.left for token in cell.tokens)) - 1
        if level:
            found[cell.row, cell.column] = level
    return found


def _set_elsewhere(stub: Sequence[DraftCell]) -> bool:
    """Are most labels set to the right or to the middle, so that their beginnings say nothing?

    The dots that lead to the figures end at one place too.
    """
    if len(stub) < _LEAST or any(_LEADERS.search(cell.tokens[-1].text) for cell in stub):
        return False
    boxes = [bounds(cell.tokens) for cell in stub]
    lefts, _, rights, _ = (sorted(side) for side in zip(*boxes, strict=True))
    middles = sorted(box.left + box.right for box in boxes)
    half = len(stub) // 2
    spread = lefts[-1 - half // 2] - lefts[half // 2]
    return spread > _STEP and any(
        sum(abs(x - sides[half]) < 1 for x in sides) * 2 > len(stub) for sides in (rights, middles)
    )
