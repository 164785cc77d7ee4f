"""Readings for tests of recognising: of files in the corpora, and of made-up grids."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from svodka.desk.frames import frame
from svodka.lexicon import codebooks
from svodka.model import Block, Grid, GridKind, Merge, Passage, Reading, Value
from svodka.read import describe, pieces
from svodka.recognise import method, recognise

Row = dict[str, str]


def reading_of(path: Path) -> Reading:
    """What the readers make of a file."""
    data = path.read_bytes()
    found = list(pieces(data))
    return Reading(
        document=hashlib.sha256(data).hexdigest(),
        media_type=describe(data).media_type,
        reader=describe(data).reader,
        grids=tuple(piece for piece in found if isinstance(piece, Grid)),
        passages=tuple(piece for piece in found if isinstance(piece, Passage)),
    )


def sheet(*rows: Sequence[Value], name: str = "Лист1", merges: tuple[Merge, ...] = ()) -> Reading:
    """A reading of one made-up sheet; short rows are filled up with empty cells."""
    width = max(map(len, rows))
    full = tuple((*row, *(None for _ in range(width - len(row)))) for row in rows)
    grid = Grid(kind=GridKind.SHEET, name=name, rows=full, merges=merges)
    return Reading(document="0" * 64, media_type="", reader="made-up/1", grids=(grid,))


def blocks_of(reading: Reading, codebook: str = "") -> tuple[Block, ...]:
    """The blocks of a reading, by a shipped codebook or none."""
    return recognise(reading, codebooks.load(codebook) if codebook else None)


def rows_of(reading: Reading, codebook: str = "") -> dict[str, Row]:
    """Rows of the contract by anchor; those of a range by anchor and part («…#2»)."""
    blocks = blocks_of(reading, codebook)
    made = frame(reading.document, blocks, [], method=method(reading.reader))
    found: dict[str, Row] = {}
    for row in made.iter_rows(named=True):
        part = row["part"]
        found[row["anchor"] if part == 1 else f"{row['anchor']}#{part}"] = row
    return found


def at(rows: dict[str, Row], cell: str) -> Row:
    """The row of one cell of the only sheet."""
    return next(row for anchor, row in rows.items() if anchor.endswith(f"cell={cell}"))
