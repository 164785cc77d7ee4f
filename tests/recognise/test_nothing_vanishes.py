"""Every number of every spreadsheet of the corpora is a row: data, total, derived or note."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from svodka.desk.frames import frame
from svodka.model import Grid, Reading
from svodka.read import describe, pieces
from svodka.recognise import method, recognise
from svodka.recognise.body import covered
from svodka.recognise.kinds import LOOSE, NUMBER, YEAR, kinds_of

Corpus = Callable[[str], Path]
TOPICS = ("ru-official-tables", "detention-returns", "ru-fatalities-aggregate", "returns",
          "ru-covid-bulletins", "atbench", "table-ocr")  # fmt: skip
KINDS = ("xlsx", "xls", "csv", "docx", "pdf")
LARGEST = 400_000
FILES_OF_A_KIND = 5


def sampled(corpus: Corpus) -> Iterator[Path]:
    """Files of every topic and kind, drawn by a fixed seed; the largest are left to other tests."""
    draw = random.Random(20)
    for topic in TOPICS:
        for kind in KINDS:
            found = sorted(
                path
                for path in corpus(topic).rglob(f"*.{kind}")
                if 0 < path.stat().st_size < LARGEST
            )
            yield from draw.sample(found, min(FILES_OF_A_KIND, len(found)))


def numbers_of(grid: Grid) -> set[str]:
    """Anchors of the cells that hold a number and are no covered part of a merged one."""
    kinds = kinds_of(grid)
    under = covered(grid)
    places = np.argwhere((kinds == NUMBER) | (kinds == YEAR) | (kinds == LOOSE)).tolist()
    return {str(grid.anchor(row, column)) for row, column in places if (row, column) not in under}


def test_every_number_of_a_grid_is_a_row(corpus: Corpus) -> None:
    lost: dict[str, list[str]] = {}
    numbers = 0
    for path in sampled(corpus):
        data = path.read_bytes()
        grids = tuple(piece for piece in pieces(data) if isinstance(piece, Grid))
        reading = Reading(
            document="0" * 64, media_type="", reader=describe(data).reader, grids=grids
        )
        made = frame("0" * 64, recognise(reading, None), [], method=method(reading.reader))
        wanted = set[str]().union(*map(numbers_of, grids))
        numbers += len(wanted)
        if missing := wanted - set(made["anchor"].to_list()):
            lost[path.name] = sorted(missing)[:5]
    assert not lost
    assert numbers > 10_000
