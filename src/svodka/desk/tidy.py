"""One document to tidy figures: read in a child, sealed if it holds people, recognised in a child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from svodka import jail, read, recognise
from svodka.desk import frames
from svodka.model import (
    Block,
    Codebook,
    Grid,
    Observation,
    Passage,
    Reading,
    Remark,
    Unread,
)
from svodka.recognise.people import holds_people, is_a_list, passages_with_people

READ_SECONDS = 11.0
RECOGNISE_SECONDS = 6.0
CELLS_A_SECOND = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A reading without what was sealed; `sealed` counts tables and lists of people left out."""

    reading: Reading
    sealed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What one document gave: one row of `frame` for every figure, in the order of the document.

    `unread` says why there are no rows, or no more of them. `sealed` counts tables whose rows
    are people: nothing of them is in any field.
    """

    digest: str
    media_type: str
    reader: str
    frame: pl.DataFrame
    remarks: tuple[Remark, ...]
    unread: Unread | None
    sealed: int


def opened(data: bytes) -> Opened:
    """Read bytes in a child process and leave out whatever holds people."""
    described = read.describe(data)
    outcome = jail.run(read.pieces, data, jail.Limits(total=READ_SECONDS))
    grids = [piece for piece in outcome.items if isinstance(piece, Grid)]
    passages = [piece for piece in outcome.items if isinstance(piece, Passage)]
    people = [grid for grid in grids if holds_people(grid)]
    lines = passages_with_people(passages)
    hidden = {id(piece) for piece in (*people, *lines)}
    reading = Reading(
        document=hashlib.sha256(data).hexdigest(),
        media_type=described.media_type,
        reader=described.reader,
        passages=tuple(one for one in passages if id(one) not in hidden),
        grids=tuple(one for one in grids if id(one) not in hidden),
        remarks=tuple(piece for piece in outcome.items if isinstance(piece, Remark)),
        unread=outcome.unread,
    )
    return Opened(reading=reading, sealed=len(people) + is_a_list(lines))


def figures(
    data: bytes, codebook: Codebook | None, *, name: str = "", published: date | None = None
) -> Tidied:
    """Every figure of a document as a frame with the columns of the contract.

    `name` is what the document was called, for the doubt about a name of another year;
    `published` dates phrases such as "last year" in running text.
    """
    document = opened(data)
    reading = document.reading
    cells = sum(grid.width * grid.height for grid in reading.grids)

    def recognised(_: bytes) -> Iterator[Block | Observation]:
        yield from recognise.recognise(reading, codebook, name=name)
        yield from recognise.prose(reading, codebook, published=published)

    seconds = RECOGNISE_SECONDS + cells / CELLS_A_SECOND
    outcome = jail.run(recognised, b"", jail.Limits(total=seconds), known=reading.grids)
    return Tidied(
        digest=reading.document,
        media_type=reading.media_type,
        reader=reading.reader,
        frame=frames.frame(
            reading.document,
            [item for item in outcome.items if isinstance(item, Block)],
            [item for item in outcome.items if isinstance(item, Observation)],
            method=recognise.method(reading.reader),
        ),
        remarks=reading.remarks,
        unread=reading.unread or outcome.unread,
        sealed=document.sealed,
    )
