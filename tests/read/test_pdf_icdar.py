"""The ICDAR 2013 tables, found by ourselves and scored cell by cell; a second reader disagrees where?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2 as pdfium

from svodka.model import Grid
from svodka.read.pdf import pieces
from tests.read.pdf_truth import (
    Score,
    TrueCell,
    bare,
    cell_score,
    found_cells,
    icdar_truth,
    relation_score,
)

_PLUMBED = ("eu-001", "eu-004", "eu-005", "eu-007")


def _tables(path: Path) -> tuple[list[list[TrueCell]], list[list[TrueCell]]]:
    document = pdfium.PdfDocument(path)
    heights = [page.get_height() for page in document]
    truth = icdar_truth(path.with_name(f"{path.stem}-str.xml"), heights)
    grids = [piece for piece in pieces(path.read_bytes()) if isinstance(piece, Grid)]
    return truth, [found_cells(grid) for grid in grids]


def test_cells_and_relations_hold_their_floor(
    corpus: Callable[[str], Path], floors: dict[str, Any]
) -> None:
    cells, relations = Score(), Score()
    for path in sorted((corpus("table-ocr") / "icdar2013").glob("*.pdf")):
        truth, found = _tables(path)
        cells += cell_score(truth, found)
        relations += relation_score(truth, found)
    floor = floors["pdf"]["icdar2013"]
    assert cells.there == 2926
    assert cells.f1 >= floor["cells"]
    assert relations.f1 >= floor["relations"]


def test_a_shifted_row_or_a_wrong_span_costs_the_score(corpus: Callable[[str], Path]) -> None:
    truth, found = _tables(corpus("table-ocr") / "icdar2013" / "eu-002.pdf")
    table = found[0]
    assert cell_score(truth, [table]).f1 == 1.0
    shifted = [cell for cell in table if cell.row != 2]
    assert cell_score(truth, [shifted]).f1 < 1.0
    first = table[0]
    wider = TrueCell(first.row, first.column, 0, first.last_column + 1, first.text, first.box)
    assert cell_score(truth, [[wider, *table[1:]]]).f1 < 1.0


def test_a_second_reader_sees_the_same_cells_where_rules_show_them(
    corpus: Callable[[str], Path], floors: dict[str, Any]
) -> None:
    ours: Counter[tuple[str, int, str]] = Counter()
    theirs: Counter[tuple[str, int, str]] = Counter()
    for name in _PLUMBED:
        path = corpus("table-ocr") / "icdar2013" / f"{name}.pdf"
        for piece in pieces(path.read_bytes()):
            if isinstance(piece, Grid):
                texts = (bare(piece.text(*place)) for place in piece.boxes)
                ours.update((name, piece.page, text) for text in texts)
        with pdfplumber.open(path) as document:
            for number in sorted({page for source, page, _ in ours if source == name}):
                for table in document.pages[number - 1].extract_tables():
                    texts = (bare(text) for row in table for text in row if text)
                    theirs.update((name, number, text) for text in texts if text)
    agreed = sum((ours & theirs).values())
    assert agreed / sum(ours.values()) >= floors["pdf"]["second-reader"]["agreed"]
