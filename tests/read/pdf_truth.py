"""The ICDAR 2013 truth and two scores: cells right with text, place and span; adjacency relations."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from svodka.model import Grid, PageBox

Relation = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell of a table: place and span 0-based, last ones included, box in tenths of a point."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    box: PageBox


@dataclass(frozen=True, slots=True)
class Score:
    """Right ones among what was found and what there is."""

    right: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.there + other.there)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 1.0


def bare(text: str) -> str:
    """Text without spaces, compatibility forms folded: ¹ is 1."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def icdar_truth(path: Path, heights: Sequence[float]) -> list[list[TrueCell]]:
    """The cells with text of every table region of an `X-str.xml`; `heights` of its pages."""
    tables = []
    for region in ElementTree.parse(path).getroot().iter("region"):
        page = int(region.attrib["page"])
        cells = [_true_cell(cell, page, heights[page - 1]) for cell in region.iter("cell")]
        tables.append([cell for cell in cells if cell.text])
    return [table for table in tables if table]


def _true_cell(cell: ElementTree.Element, page: int, height: float) -> TrueCell:
    row, column = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
    box = cell.find("bounding-box")
    assert box is not None
    x1, x2, y1, y2 = (float(box.attrib[name]) for name in ("x1", "x2", "y1", "y2"))
    return TrueCell(
        row,
        column,
        int(cell.attrib.get("end-row", row)),
        int(cell.attrib.get("end-col", column)),
        bare(cell.findtext("content") or ""),
        PageBox(
            page=page,
            left=round(10 * x1),
            top=round(10 * (height - y2)),
            right=round(10 * x2),
            bottom=round(10 * (height - y1)),
        ),
    )


def found_cells(grid: Grid) -> list[TrueCell]:
    """The cells of a grid that hold something, in the form of the truth."""
    spans = {(merge.row, merge.column): merge for merge in grid.merges}
    cells = []
    for (row, column), box in grid.boxes.items():
        span = spans.get((row, column))
        last = (span.last_row, span.last_column) if span else (row, column)
        cells.append(TrueCell(row, column, *last, bare(grid.text(row, column)), box))
    return [cell for cell in cells if cell.text]


def overlap(one: PageBox, other: PageBox) -> float:
    """Area that two boxes share, in square tenths of a point; 0 on different pages."""
    if one.page != other.page:
        return 0.0
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(width, 0) * max(height, 0)


def cell_score(truth: list[list[TrueCell]], found: list[list[TrueCell]]) -> Score:
    """Cells right in text, box and span, at the same place in their table.

    A table found answers the true table with which it shares most cells. Its cells are right
    when text and span are those of a true cell whose box they overlap, and their row and column
    differ from the true ones by what the upper left shared cell differs by: that shift is
    the most common one, so that a wrong line above a table costs that line only.
    """
    total = Score(0, sum(map(len, found)), sum(map(len, truth)))
    for table in found:
        shared = [
            (k, cell, partner)
            for cell in table
            for k, true in enumerate(truth)
            for partner in true
            if cell.text == partner.text and overlap(cell.box, partner.box) > 0
        ]
        if not shared:
            continue
        best = Counter(k for k, _, _ in shared).most_common(1)[0][0]
        pairs = [(cell, partner) for k, cell, partner in shared if k == best]
        total += Score(right=_at_same_place(pairs))
    return total


def _at_same_place(pairs: Iterable[tuple[TrueCell, TrueCell]]) -> int:
    shifts: Counter[tuple[int, ...]] = Counter()
    for cell, partner in pairs:
        rows, columns = cell.row - partner.row, cell.column - partner.column
        shifts[
            rows, columns, cell.last_row - partner.last_row, cell.last_column - partner.last_column
        ] += 1
    equal = {shift: n for shift, n in shifts.items() if shift[:2] == shift[2:]}
    return max(equal.values(), default=0)


def relations(cells: Sequence[TrueCell]) -> Counter[Relation]:
    """Adjacency relations: each cell with its nearest neighbours to the right and below.

    Source: Göbel, Hassan, Oro and Orsi (2012), "A methodology for evaluating algorithms for
    table understanding in PDF documents", https://doi.org/10.1145/2361354.2361365.
    """
    at = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.last_row + 1)
        for column in range(cell.column, cell.last_column + 1)
    }
    width = 1 + max((column for _, column in at), default=0)
    height = 1 + max((row for row, _ in at), default=0)
    found: set[tuple[int, int, str]] = set()
    pairs: Counter[Relation] = Counter()
    for (row, column), cell in sorted(at.items()):
        right = next(
            (at[row, k] for k in range(cell.last_column + 1, width) if (row, k) in at), None
        )
        below = next(
            (at[k, column] for k in range(cell.last_row + 1, height) if (k, column) in at), None
        )
        for other, way in ((right, "right"), (below, "below")):
            if other is not None and (id(cell), id(other), way) not in found:
                found.add((id(cell), id(other), way))
                pairs[cell.text, other.text, way] += 1
    return pairs


def relation_score(truth: list[list[TrueCell]], found: list[list[TrueCell]]) -> Score:
    """Adjacency relations that truth and finding share; each table found counts against the
    true table that its cells overlap most."""
    there = [relations(table) for table in truth]
    total = Score(0, 0, sum(sum(pairs.values()) for pairs in there))
    for table in found:
        pairs = relations(table)
        total += Score(found=sum(pairs.values()))
        areas = [sum(overlap(a.box, b.box) for a in table for b in true) for true in truth]
        if areas and max(areas) > 0:
            total += Score(right=sum((pairs & there[areas.index(max(areas))]).values()))
    return total
