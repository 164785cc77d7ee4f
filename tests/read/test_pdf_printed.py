"""Official workbooks printed to PDF give back their cells, ruled and plain, over many pages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from svodka.model import Grid
from svodka.read.pdf import pieces
from tests.read.pdf_printing import office, printed, score, sheets
from tests.read.pdf_truth import Score


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ruled", "plain"])
def test_printed_workbooks_give_back_their_cells(
    corpus: Callable[[str], Path], floors: dict[str, Any], kind: str
) -> None:
    if office() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("needs LibreOffice: apt-get install libreoffice-calc")
        pytest.skip("needs LibreOffice: apt-get install libreoffice-calc")
    workbooks = sorted((corpus("ru-official-tables") / "rosstat-2016-01").glob("*.xls*"))
    read, covered = Score(), Score()
    for stem, path in printed(workbooks, ruled=kind == "ruled").items():
        grids = [piece for piece in pieces(path.read_bytes()) if isinstance(piece, Grid)]
        workbook = next(book for book in workbooks if book.stem == stem)
        right, there = score(grids, sheets(workbook))
        read += right
        covered += there
    precision, recall = read.right / read.found, covered.right / covered.there
    f1 = 2 * precision * recall / (precision + recall)
    assert f1 >= floors["pdf"][f"printed-{kind}"]["cells"], (precision, recall)
