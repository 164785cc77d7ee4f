"""Ruled tables: each region that the rules enclose takes the tokens that stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from svodka.read.pdf_bands import rows_apart
from svodka.read.pdf_cells import Draft, DraftCell
from svodka.read.pdf_gutters import several_values
from svodka.read.pdf_ink import Box, Token
from svodka.read.pdf_rules import Lattice, Region, regions

_LEAST_FILLED = 3
_LOW = 4.0
_MOST_EMPTY = 0.4
_SPACE = 0.5
_INTO = 0.2
_UNDER = 0.2
_PADDING = 8.0


def ruled(lattice: Lattice, tokens: Sequence[Token]) -> tuple[Draft, list[Token]] | None:
    """The table that a lattice encloses and the tokens that it takes, or None if it is no table.

    A table has words in at least two rows and two columns, and no more than two fifths of its
    rows are empty: the bars of a chart have as much room between them. Where a fifth of the lines in
    its cells hold several values beside each other, the rules part only groups of columns.
    """
    found = regions(lattice)
    owner = np.full((len(lattice.ys) + 1, len(lattice.xs) + 1), -1)
    for number, (row, column, last_row, last_column) in enumerate(found):
        owner[row + 1 : last_row + 2, column + 1 : last_column + 2] = number
    cells = [DraftCell(row, column, bottom, right, []) for row, column, bottom, right in found]
    taken, places = _placed(tokens, lattice, owner)
    held = [cell.tokens for cell in cells]
    for token, place in zip(taken, places, strict=True):
        held[place].append(token)
    if any([token.turned for token in taken]):
        _overflowing(cells, owner)
    filled = [cell for cell in cells if cell.tokens]
    if not _is_table(filled, found, lattice):
        return None
    box = Box(lattice.left, lattice.top, lattice.right, lattice.bottom)
    apart = rows_apart(filled, lattice.xs)
    return Draft(cells=tuple(apart), box=box, edges=lattice.xs), taken


def _overflowing(cells: Sequence[DraftCell], owner: npt.NDArray[np.int64]) -> None:
    """Turned words too long for their cell stand among upright words; they go back to it."""
    for cell in cells:
        turned = [token for token in cell.tokens if token.turned % 180]
        if not turned or len(turned) == len(cell.tokens):
            continue
        for row in (cell.row, cell.last_row + 2):
            place = int(owner[row, cell.column + 1])
            home = cells[place].tokens if place >= 0 else []
            if home and all(token.turned == turned[0].turned for token in home):
                home.extend(turned)
                cell.tokens[:] = [token for token in cell.tokens if not token.turned % 180]
                break


def _placed(
    tokens: Sequence[Token], lattice: Lattice, owner: npt.NDArray[np.int64]
) -> tuple[list[Token], list[int]]:
    """The tokens that stand in any region, and in which one each does.

    Text longer than its cell runs on over the rule: where a rule cuts a token, the run that it
    belongs to stands as a whole where it begins, or about its middle if it is centred. So does a
    run that ends under the next cell's words, be there no token that a rule cuts.
    """
    left = np.array([token.left for token in tokens])
    right = np.array([token.right for token in tokens])
    middle = np.array([token.middle for token in tokens])
    size = np.array([token.size for token in tokens])
    inset = _INTO * size
    xs, ys = np.array(lattice.xs), np.array(lattice.ys)
    rows = ys.searchsorted(middle, side="right")
    at = xs.searchsorted((left + right) / 2, side="right")
    place = owner[rows, at]
    begin_at = left + inset
    first = owner[rows, xs.searchsorted(begin_at, side="right")]
    last = owner[rows, xs.searchsorted(np.maximum(right - inset, begin_at), side="right")]
    cut = (first != last) & ((first >= 0) | (last >= 0))
    under = left[1:] < right[:-1] - _UNDER * size[1:]
    under &= (left[1:] > left[:-1]) & (np.abs(middle[1:] - middle[:-1]) < _UNDER * size[1:])
    cut[:-1] |= under & (place[:-1] >= 0)
    for start, stop in _runs(tokens, cut.nonzero()[0].tolist()):
        begin = int(np.searchsorted(xs, left[start] + inset[start], side="right"))
        if begin == 0 or left[start] - xs[begin - 1] > _PADDING:
            centre = (left[start] + right[stop - 1]) / 2
            begin = int(np.searchsorted(xs, centre, side="right"))
        if owner[rows[start], begin] >= 0:
            place[start:stop] = owner[rows[start], begin]
    _stand_together(tokens, place)
    inside = (place >= 0).nonzero()[0].tolist()
    return [tokens[k] for k in inside], place[inside].tolist()


def _stand_together(tokens: Sequence[Token], place: npt.NDArray[np.int64]) -> None:
    """Turned words in a line that a rule cuts go where most of the line stands."""
    if not any([token.turned for token in tokens]):
        return
    turned = [k for k, token in enumerate(tokens) if token.turned % 180]
    lines: list[list[int]] = []
    for k in sorted(turned, key=lambda k: tokens[k].bottom, reverse=True):
        line = next((one for one in lines if _goes_up(tokens[one[-1]], tokens[k])), None)
        if line is None:
            lines.append([k])
        else:
            line.append(k)
    for line in lines:
        weights: Counter[int] = Counter()
        for k in line:
            weights[int(place[k])] += len(tokens[k].text)
        place[line] = weights.most_common(1)[0][0]


def _goes_up(below: Token, token: Token) -> bool:
    size = min(below.size, token.size)
    beside = abs(token.left + token.right - below.left - below.right) / 2
    near = -0.1 * size < below.top - token.bottom < size
    return token.turned == below.turned and beside < 0.3 * size and near


def _runs(tokens: Sequence[Token], seeds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Tokens written one after another on one line with no more than a space between them."""
    done = -1
    for seed in seeds:
        if seed <= done:
            continue
        start, stop = seed, seed + 1
        while start > 0 and _follows(tokens[start - 1], tokens[start]):
            start -= 1
        while stop < len(tokens) and _follows(tokens[stop - 1], tokens[stop]):
            stop += 1
        done = stop - 1
        yield start, stop


def _follows(before: Token, token: Token) -> bool:
    size = min(before.size, token.size)
    gap = token.left - before.right
    return abs(token.middle - before.middle) < 0.3 * size and -0.1 * size < gap < _SPACE * size


def _is_table(filled: Sequence[DraftCell], found: Sequence[Region], lattice: Lattice) -> bool:
    rows = {cell.row for cell in filled}
    columns = {cell.column for cell in filled}
    if len(rows) < 2 or len(columns) < 2 or len(filled) < _LEAST_FILLED:
        return False
    tall = {row for row, (top, bottom) in enumerate(pairwise(lattice.ys)) if bottom - top > _LOW}
    higher = [cell for cell in filled if cell.last_row > cell.row]
    with_words = rows.union(row for cell in higher for row in range(cell.row, cell.last_row + 1))
    longer = [cell.tokens for cell in filled if len(cell.tokens) > 1]
    counts = [several_values(tokens) for tokens in longer]
    every = len(filled) - len(longer) + sum(every for _, every in counts)
    if sum(several for several, _ in counts) * 5 > every:
        return False
    return len(filled) * 8 >= len(found) and len(tall - with_words) <= _MOST_EMPTY * len(tall)
