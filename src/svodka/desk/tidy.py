"""One document to tidy figures: read in a child, sealed if it holds people, recognised in a child."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from svodka import jail, read, recognise
from svodka.desk import fitting, fitting_pages, frames
from svodka.desk.pace import AT_ONCE, Pace
from svodka.desk.sealing import place_of
from svodka.model import (
    Block,
    Codebook,
    Grid,
    Observation,
    Passage,
    Piece,
    Reading,
    Remark,
    Unread,
)
from svodka.recognise.cut_off import without_sums
from svodka.recognise.hidden import flagged, flagged_prose
from svodka.recognise.people import (
    SEALED_WORDS,
    judged,
    may_belong_to_a_list,
)
from svodka.recognise.people_prose import (
    is_a_list,
    names_somebody,
    passages_with_people,
    without_names_said,
)

# Cells that are written in a second, and of those whose words follow from a number format.
WRITTEN_A_SECOND = 500_000
SPELLED_A_SECOND = 70_000
RECOGNISING = recognise.VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A reading without what was sealed; `sealed` says where tables and lists of people stood.

    `cut` says that of its last table, if that was too long, there are only the first rows, or of
    very many pages only the first ones.
    """

    reading: Reading
    sealed: tuple[str, ...]
    cut: Unread | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What one document gave: one row of `frame` for every figure, in the order of the document.

    `coded` is the same with words of many rows as categories, as large documents are written out.
    `unread` says why there are no rows, or no more of them. `sealed` says where tables
    stand whose rows are people, by number: nothing of them is in any field.
    """

    digest: str
    media_type: str
    reader: str
    coded: pl.DataFrame
    remarks: tuple[Remark, ...]
    unread: Unread | None
    sealed: tuple[str, ...]

    @property
    def frame(self) -> pl.DataFrame:
        """The rows with every word written out; made anew each time it is asked for."""
        return frames.in_words(self.coded)


def opened(data: bytes, began: float | None = None, pace: Pace = AT_ONCE) -> Opened:
    """Read bytes in a child process and leave out whatever holds people.

    Who is in it is judged in a child too; where that fails nothing is left in. The document was
    begun at `began` (`time.monotonic`), if not now.
    """
    began = time.monotonic() if began is None else began
    described = read.describe(data)
    paged = described.media_type == read.PDF
    outcome = jail.run(read.pieces, data, _until(pace.read, began, pace, paged=paged))
    if paged:
        outcome = fitting_pages.read_whole(outcome)
    pieces = outcome.items
    limits = _until(pace.judged, began, pace, paged=paged)
    fit = fitting_pages.fitted(pieces, _judged, limits, most=pace.most)
    pieces, verdict = fit.pieces, fit.outcome
    left = _left(pieces, verdict.items) if verdict.unread is None else []
    return Opened(
        reading=Reading(
            document=hashlib.sha256(data).hexdigest(),
            media_type=described.media_type,
            reader=described.reader,
            passages=tuple(piece for piece in left if isinstance(piece, Passage)),
            grids=tuple(piece for piece in left if isinstance(piece, Grid)),
            remarks=tuple(_unnamed(piece) for piece in left if isinstance(piece, Remark)),
            unread=outcome.unread or verdict.unread,
        ),
        sealed=tuple(place_of(pieces, one.index) for one in verdict.items if one.lists),
        cut=not_recognised(fitting.where_cut(fit)),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece that may not stay as it was read: sealed, or `instead` with names blacked out.

    `lists` says that a list of people begins with it.
    """

    index: int
    lists: bool
    instead: Grid | Passage | None = None


def _judged(pieces: Sequence[Piece]) -> Iterator[Judged]:
    nameless: Grid | Passage | None
    lines = passages_with_people(piece for piece in pieces if isinstance(piece, Passage))
    found = {id(line) for line in lines}
    lists = is_a_list(lines)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Grid):
            nameless = None if lists and may_belong_to_a_list(piece) else judged(piece)
            if nameless is not piece:
                yield Judged(index, nameless is None, nameless)
    for index, piece in enumerate(pieces):
        if id(piece) in found:
            yield Judged(index, lists)
            lists = False
        elif isinstance(piece, Passage) and (nameless := without_names_said(piece)) is not piece:
            yield Judged(index, lists=False, instead=nameless)


def _left(pieces: Sequence[Piece], judged: Sequence[Judged]) -> list[Piece]:
    instead = {one.index: one.instead for one in judged}
    kept = (instead.get(index, piece) for index, piece in enumerate(pieces))
    return [piece for piece in kept if piece is not None]


def _unnamed(remark: Remark) -> Remark:
    """Remarks may quote comments and headers; one that names somebody says only that."""
    return replace(remark, text=SEALED_WORDS) if names_somebody(remark.text) else remark


def _until(due: float, began: float, pace: Pace, *, paged: bool) -> jail.Limits:
    """What a step may take that is to be over `due` seconds after `began`.

    A document of very many pages has its time page by page, and for all of them together in the
    next step as much time again.
    """
    taken = time.monotonic() - began
    left = max(pace.least, due - taken, taken * paged)
    return jail.Limits(total=left, per_item=pace.page if paged else 0)


def time_left(began: float, reading: Reading, pace: Pace = AT_ONCE) -> jail.Limits:
    """What recognising may take of a document that was begun at `began` (`time.monotonic`)."""
    return _until(pace.recognised, began, pace, paged=reading.media_type == read.PDF)


def writing(reading: Reading) -> float:
    """The seconds that writing takes after recognising where there are very many cells."""
    cells = sum(len(row) - row.count(None) for grid in reading.grids for row in grid.rows)
    spelled = sum(len(grid.number_formats) for grid in reading.grids)
    return cells / WRITTEN_A_SECOND + spelled / SPELLED_A_SECOND


def not_recognised(unread: Unread | None) -> Unread | None:
    """A failure after reading, marked with the step that failed."""
    return None if unread is None else replace(unread, reader=RECOGNISING)


def _ended(grids: Sequence[Grid]) -> Sequence[Grid]:
    """The grids without the last table, which may have ended too early, on all pages it is on."""
    last = len(grids) - 1
    while last > 0 and grids[last].continues:
        last -= 1
    return grids[:last]


def figures(
    data: bytes,
    codebook: Codebook | None,
    *,
    name: str = "",
    published: date | None = None,
    began: float | None = None,
    pace: Pace = AT_ONCE,
) -> Tidied:
    """Every figure of a document as a frame with the columns of the contract.

    `name` is what the document was called, for the doubt about a name of another year;
    `published` dates phrases such as "last year" in running text, else the day in the name does.
    The time it may take is counted from `began` (`time.monotonic`), if not from now.
    """
    began = time.monotonic() if began is None else began
    document = opened(data, began, pace)
    reading = document.reading
    recognise.load(reading)

    def recognised(pieces: Sequence[Piece]) -> Iterator[Block | Observation]:
        grids = tuple(piece for piece in pieces if isinstance(piece, Grid))
        passages = tuple(piece for piece in pieces if isinstance(piece, Passage))
        some = replace(reading, grids=grids, passages=passages)
        ends = bool(grids) and (stopped or grids[-1] is not reading.grids[-1])
        for block in recognise.recognise(some, codebook, name=name):
            yield flagged(without_sums(block, _ended(grids)) if ends else block)
        found = recognise.running_text(some, codebook, name=name, published=published)
        yield from flagged_prose(found, passages)

    stopped = document.cut is not None or reading.unread is not None
    left = time_left(began, reading, pace)
    pieces: tuple[Piece, ...] = (*reading.grids, *reading.passages)
    fit = fitting_pages.fitted(pieces, recognised, left, writing(reading), most=pace.most)
    outcome, cut = fit.outcome, not_recognised(fitting.where_cut(fit)) or document.cut
    return Tidied(
        digest=reading.document,
        media_type=reading.media_type,
        reader=reading.reader,
        coded=frames.coded(
            reading.document,
            [item for item in outcome.items if isinstance(item, Block)],
            [item for item in outcome.items if isinstance(item, Observation)],
            method=recognise.method(reading.reader),
        ),
        remarks=(*reading.remarks, *([Remark(f"partial: {cut.detail}")] if cut else [])),
        # Of two reasons why there is no more the one that ends the rows first.
        unread=not_recognised(outcome.unread) or cut or reading.unread,
        sealed=document.sealed,
    )
