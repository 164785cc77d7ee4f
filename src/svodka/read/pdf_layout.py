"""One page into drafts of tables and paragraphs between them, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from operator import attrgetter

from svodka.read.pdf_bands import columns_apart, rows_apart
from svodka.read.pdf_beside import Seam, seam
from svodka.read.pdf_blocks import column_blocks
from svodka.read.pdf_cells import Draft, DraftCell
from svodka.read.pdf_charts import charted
from svodka.read.pdf_gutters import Columns, Line, page_lines
from svodka.read.pdf_heads import Ruling
from svodka.read.pdf_ink import Box, Drawn, Rule, Token
from svodka.read.pdf_lines import Phrase, bounds, lines, paragraphs, phrases
from svodka.read.pdf_rows import drafted
from svodka.read.pdf_ruled import ruled
from svodka.read.pdf_rules import lattices, merged
from svodka.read.pdf_values import is_value

_NEAR = 2.5
_MOST_BEFORE = 6
_MOST_AFTER = 12
_PROSE_GAP = 2.0
_ASIDE, _FEW_WORDS = 8.0, 4
_MATCH = 4.0
_MARGIN = 0.09
_OVERLAP = 0.2
_LEFT, _RIGHT = attrgetter("left"), attrgetter("right")
Span = tuple[float, float]
_CONTINUED = re.compile(r"продолжение|окончание|continued|cont[.']?d|^\W*\d+\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page holds: drafted tables, paragraphs as chains of lines, the words of a chart."""

    drafts: tuple[Draft, ...]
    paragraphs: tuple[tuple[Phrase, ...], ...]
    chart: tuple[Token, ...] = ()


def layout(tokens: Sequence[Token], drawn: Drawn) -> Layout:
    """Tables and paragraphs of one page."""
    chart = charted(tokens, drawn.shades)
    ruling = Ruling(merged(drawn.lying), merged(drawn.standing))
    apart = (*chart, *_beside(tokens, ruling.lying))
    rest = _without(tokens, apart)
    drafts: list[Draft] = []
    for lattice in lattices(ruling.lying, ruling.standing):
        if found := ruled(lattice, rest):
            draft, taken = found
            rest = _without(rest, taken)
            drafts.append(draft)
    known = set(map(id, drafts))
    drafts = _unruled(rest, ruling, drafts)
    fresh = [draft for draft in drafts if id(draft) not in known]
    gone = [token for draft in fresh for cell in draft.cells for token in cell.tokens]
    rest = [*apart, *_without(rest, gone)]
    chains = paragraphs([part for line in lines(rest) for part in phrases(line, _PROSE_GAP)])
    drafts.sort(key=lambda draft: (draft.box.top, draft.box.left))
    return Layout(
        tuple(_with_surroundings(draft, drafts, chains) for draft in drafts),
        tuple(tuple(chain) for chain in chains),
        chart,
    )


def _beside(tokens: Sequence[Token], lying: Sequence[Rule]) -> Iterator[Token]:
    """A number alone on its side of all that is written and ruled: a page turned to be read has
    its page number there, and no table has a column for it."""
    if not lying or len(tokens) < 2:
        return
    first, last = min(tokens, key=_LEFT), max(tokens, key=_RIGHT)
    if first.text.isdecimal():
        edge = first.right + first.size
        starts = (t.left for t in tokens if t is not first)
        if edge < min(rule.start for rule in lying) and all(edge < x for x in starts):
            yield first
    if last.text.isdecimal():
        edge = last.left - last.size
        stops = (t.right for t in tokens if t is not last)
        if edge > max(rule.stop for rule in lying) and all(edge > x for x in stops):
            yield last


def _without(tokens: Sequence[Token], gone: Iterable[Token]) -> list[Token]:
    out = set(map(id, gone))
    if not out:
        return list(tokens)
    return [token for token in tokens if id(token) not in out]


def ending(found: Layout, height: float) -> Draft | None:
    """The last table of a page, if nothing but a running foot is below it."""
    if not found.drafts:
        return None
    last = max(found.drafts, key=lambda draft: draft.box.bottom)
    below = any(
        item.top > last.box.bottom - 2 and item.bottom < (1 - _MARGIN) * height
        for chain in found.paragraphs
        for item in chain
    )
    return None if below else last


def goes_on(before: Draft | None, found: Layout, height: float) -> bool:
    """Does the first table of a page go on from the one with which the page before ends?

    The columns match, and but for a running head nothing stands above it.
    """
    if before is None or not found.drafts:
        return False
    first = found.drafts[0]
    if not _match(before, first):
        return False
    return all(
        _CONTINUED.search(item.text)
        for chain in found.paragraphs
        for item in chain
        if item.bottom < first.box.top + 2 and item.top > _MARGIN * height
    )


def _match(before: Draft, after: Draft) -> bool:
    """Are the columns as wide, or does on neither page a column reach into another one's place?

    Without rules the edges are half way between what is set, which differs from page to page.
    """
    if len(before.edges) != len(after.edges):
        return False
    widths = [b - a for a, b in pairwise(before.edges)], [b - a for a, b in pairwise(after.edges)]
    if all(abs(a - b) <= max(_MATCH, 0.2 * a) for a, b in zip(*widths, strict=True)):
        return True
    upper, lower = _filled(before), _filled(after)
    return len(upper) == len(lower) == len(widths[0]) and all(
        max(upper[k][1], lower[k][1]) < min(upper[k + 1][0], lower[k + 1][0])
        for k in range(len(upper) - 1)
    )


def _filled(draft: Draft) -> dict[int, Span]:
    """From where to where the columns are filled, by cells of one column."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for cell in draft.cells:
        column = cell.column
        if column == cell.last_column:
            for token in cell.tokens:
                if token.left < lefts.get(column, inf):
                    lefts[column] = token.left
                if token.right > rights.get(column, 0.0):
                    rights[column] = token.right
    return {column: (left, rights[column]) for column, left in lefts.items()}


def _unruled(rest: Sequence[Token], ruling: Ruling, ruled_ones: Sequence[Draft]) -> list[Draft]:
    """The ruled tables with the rows below them that have no rules, then the unruled tables."""
    rows = [phrases(row) for row in lines(rest)]
    if prose := _prose(rows):
        rows = [phrases(row) for row in lines(_without(rest, prose))]
    found = page_lines(_levelled(rows))
    blocks = column_blocks(found, ruling.lying)
    for block in blocks:
        if between := seam(found, block):
            return _parted_at(rest, between, ruling, ruled_ones)
    longer = list(ruled_ones)
    drafts: list[Draft] = []
    floor = 0.0
    for block in blocks:
        for place, head in enumerate(longer):
            if body := _body_under(head, found, block):
                longer[place] = body
                break
        else:
            draft = drafted(found, block, ruling, floor)
            drafts.append(draft)
            floor = draft.box.bottom
    return longer + drafts


def _parted_at(
    rest: Sequence[Token], between: Seam, ruling: Ruling, ruled_ones: Sequence[Draft]
) -> list[Draft]:
    """The tables around two that stand beside each other, and those two."""
    parts: tuple[list[Token], ...] = ([], [], [])
    around, left, right = parts
    for token in rest:
        inside = between.top <= token.middle <= between.bottom
        parts[1 + (token.left >= between.at) if inside else 0].append(token)
    drafts = _unruled(around, ruling, ruled_ones)
    for side in (left, right):
        drafts += _unruled(side, ruling, ())
    return drafts


def _levelled(rows: Sequence[Sequence[Phrase]]) -> list[Sequence[Phrase]]:
    """The lines of a page, with figures set half way down a label of two lines on the first one.

    Such a line of figures overlaps both lines of its label; the next row's stand clear of it.
    """
    found: list[Sequence[Phrase]] = []
    for place, row in enumerate(rows):
        if 0 < place < len(rows) - 1 and found and _is_half_way(found[-1], row, rows[place + 1]):
            found[-1] = (*found[-1], *row)
        else:
            found.append(row)
    return found


def _is_half_way(above: Sequence[Phrase], row: Sequence[Phrase], below: Sequence[Phrase]) -> bool:
    if len(above) > 1 or len(below) > 1 or max(above[0].right, below[0].right) > row[0].left:
        return False
    size = min(above[0].size, row[0].size)
    over, under = above[0].bottom - row[0].top, row[0].bottom - below[0].top
    aligned = abs(above[0].left - below[0].left) < 2 * size
    if not aligned or min(over, under) < _OVERLAP * size:
        return False
    return all(is_value(token.text) for part in row for token in part.tokens)


def _body_under(head: Draft, found: Sequence[Line], block: Columns) -> Draft | None:
    """A ruled head with the unruled rows under it, where they keep to its columns."""
    first = block.first
    size = found[first].size
    while first > 0 and block.first - first < 4 and found[first - 1].top > head.box.bottom - 2:
        first -= 1
    gap = found[first].top - head.box.bottom
    inside = [
        token
        for line in found[first : block.last + 1]
        for part in line.parts
        for token in part.tokens
    ]
    box = bounds(inside)
    if not -2 <= gap < 2 * size or box.left < head.box.left - 8 or box.right > head.box.right + 8:
        return None
    if len(block.columns) > len(head.edges) - 1:
        return None
    row = 1 + max(cell.last_row for cell in head.cells)
    wide = DraftCell(row, 0, row, len(head.edges) - 2, inside)
    if len(columns_apart(wide, head.edges)) < 2:
        return None
    cells = tuple(rows_apart([*head.cells, wide], head.edges))
    return replace(head, cells=cells, box=head.box._replace(bottom=box.bottom))


def _prose(rows: Sequence[Sequence[Phrase]]) -> list[Token]:
    """Tokens of paragraphs: four lines or more of five words that fill the measure."""
    found: list[Token] = []
    parts = [part for row in rows for part in row]
    if sum(len(part.tokens) >= 5 for part in parts) < 3:
        return found
    for chain in paragraphs(parts):
        if len(chain) < 4:
            continue
        width = max(item.right for item in chain) - min(item.left for item in chain)
        full = sum(item.right - item.left > 0.8 * width for item in chain)
        count = sum(any(map(str.isalnum, token.text)) for item in chain for token in item.tokens)
        if full >= len(chain) - 2 and count >= 5 * len(chain):
            found += [token for item in chain for token in item.tokens]
    return found


def _with_surroundings(
    draft: Draft, drafts: Sequence[Draft], chains: Sequence[Sequence[Phrase]]
) -> Draft:
    """The draft with the lines directly above and below it."""
    floor = max((d.box.bottom for d in drafts if _over(d.box, draft.box)), default=0.0)
    ceiling = min((d.box.top for d in drafts if _over(draft.box, d.box)), default=1e9)
    items = [item for chain in chains for item in chain]
    above = [i for i in items if floor - 3 < i.top and i.bottom <= draft.box.top + i.size / 2]
    below = [i for i in items if i.bottom < ceiling + 3 and i.top >= draft.box.bottom - i.size / 2]
    before = _adjoining(reversed(_rows(above)), draft.box.top, _MOST_BEFORE, draft.box)
    after = _adjoining(_rows(below), draft.box.bottom, _MOST_AFTER, draft.box)
    return replace(draft, before=tuple(reversed(before)), after=tuple(after))


def _over(upper: Box, lower: Box) -> bool:
    beside = min(upper.right, lower.right) - max(upper.left, lower.left) <= 0
    return upper is not lower and not beside and upper.bottom <= lower.top + 3


def _rows(items: Sequence[Phrase]) -> list[Phrase]:
    return sorted(items, key=lambda item: (item.middle, item.left))


def _adjoining(items: Iterable[Phrase], edge: float, most: int, box: Box) -> list[str]:
    found: list[str] = []
    for item in items:
        gap = max(edge - item.bottom, item.top - edge)
        if item.right < box.left or item.left > box.right:
            # «человек» at the margin over a narrower table lies between it and its title.
            beside = item.left - box.right < _ASIDE * item.size
            if beside and 0 <= gap <= _NEAR * item.size and len(item.tokens) <= _FEW_WORDS:
                found.append(item.text)
                edge = item.middle
            continue
        if gap > _NEAR * item.size or len(found) >= most:
            break
        found.append(item.text)
        edge = item.middle
    return found
