"""Tables too long for their time are worked on in their first rows, and where those end is told.

How long a table takes depends on what it holds and on how busy the machine is. So a few of its
rows are worked on first: by the time they took the rest is judged, and what they gave stands
where the rest fails.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from svodka import jail
from svodka.model import Grid, Piece, Reason, Unread
from svodka.model.cutting import ROW_WORK, first_rows, most_rows

T = TypeVar("T")

# So much is done in a second by a busy machine: where half the time would do for the whole, no
# first rows are tried.
SURELY_A_SECOND = 300_000
FIRST = 100_000
# What the whole may take of the time that is left by the speed of the first rows, and a part.
WHOLE_SHARE = 0.8
PART_SHARE = 0.6
SPLIT_HINT = "split the document: only its first rows were done"
PAGES_HINT = "split the document: only its first pages were done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted(Generic[T]):
    """What was worked on, what came of it, and why not on all: `cut` is the index of the piece
    that ends early, and the last; `page` the last page that was worked on, if there are more."""

    pieces: tuple[Piece, ...]
    outcome: jail.Outcome[T]
    cut: int | None = None
    page: int | None = None
    why: Reason = Reason.TIME


def size_of(pieces: Sequence[Piece]) -> int:
    """How much work the tables among pieces are, counted in cells."""
    return sum(_size(piece) for piece in pieces if isinstance(piece, Grid))


def first_of(pieces: Sequence[Piece], size: int) -> tuple[tuple[Piece, ...], int | None]:
    """Pieces with tables of about `size`: the table that is too much is cut, later ones are left out."""
    kept: list[Piece] = []
    cut: int | None = None
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Grid):
            kept.append(piece)
        elif cut is None:
            rows = most_rows(piece.width, size)
            cut = index if rows < piece.height else None
            kept.append(first_rows(piece, rows))
            size -= _size(piece)
    return tuple(kept), cut


def fitted(
    pieces: Sequence[Piece],
    work: Callable[[Sequence[Piece]], Iterator[T]],
    limits: jail.Limits,
    after: float = 0.0,
    most: int | None = None,
) -> Fitted[T]:
    """Work on pieces in a child, or on as much of their tables as its time is likely to allow.

    `after` is what there is to do with the whole after that, in seconds of the same time. Where
    `most` is given, tables are cut by that size (`size_of`) alone, whatever the time.
    """
    began = time.monotonic()
    size = size_of(pieces)
    whole = tuple(pieces)
    surely = 2 * size <= SURELY_A_SECOND * (limits.total - after)
    if most is not None or surely:
        some, cut = (whole, None) if most is None else first_of(whole, most)
        left = replace(limits, total=max(limits.total - after, limits.total / 2))
        outcome = worked_on(some, work, left)
        fit = Fitted(pieces=some, outcome=outcome, cut=cut, why=Reason.TOO_LARGE)
        why = outcome.unread
        if why is None or why.reason is Reason.TIME or size <= FIRST:
            return fit
        first = _first(whole, work, _less(limits, began))
        return fit if first.outcome.unread else replace(first, why=why.reason)
    first = _first(whole, work, limits)
    few, took = first.pieces, time.monotonic() - began
    left = _less(limits, began)
    if first.outcome.unread is not None:
        late = first.outcome.unread.reason is Reason.TIME
        return first if late else Fitted(pieces=whole, outcome=worked_on(whole, work, left))
    done = size_of(few)
    each = took / done
    if (each / WHOLE_SHARE) * size + after <= left.total:
        some, cut = whole, None
    else:
        some, cut = first_of(whole, int(left.total / (each / PART_SHARE + after / size)))
    left = replace(left, total=left.total - after * size_of(some) / size)
    if size_of(some) <= done:
        return first
    more = Fitted(pieces=some, outcome=worked_on(some, work, left), cut=cut)
    failed = more.outcome.unread
    return more if failed is None else replace(first, why=failed.reason)


def _first(
    whole: tuple[Piece, ...],
    work: Callable[[Sequence[Piece]], Iterator[T]],
    limits: jail.Limits,
) -> Fitted[T]:
    few, cut = first_of(whole, FIRST)
    return Fitted(pieces=few, outcome=worked_on(few, work, limits), cut=cut)


def _less(limits: jail.Limits, began: float) -> jail.Limits:
    """What is left of limits that ran from `began`."""
    return replace(limits, total=max(0.1, limits.total - (time.monotonic() - began)))


def where_cut(fit: Fitted[T]) -> Unread | None:
    """That only first rows or pages were done, and the last as the file counts; None for all."""
    if fit.page is not None:
        return Unread(reason=fit.why, detail=f"done up to page {fit.page}", hint=PAGES_HINT)
    if fit.cut is None:
        return None
    grids = [piece for piece in fit.pieces if isinstance(piece, Grid)]
    last = grids[-1]
    which = f"table {len(grids)}, " if len(grids) > 1 else ""
    return Unread(
        reason=fit.why,
        detail=f"done up to {which}row {last.top + last.height - 1}",
        hint=SPLIT_HINT,
    )


def worked_on(
    pieces: Sequence[Piece], work: Callable[[Sequence[Piece]], Iterator[T]], limits: jail.Limits
) -> jail.Outcome[T]:
    """What work on pieces in a child gives; grids that it gives back are those of the pieces."""
    grids = [piece for piece in pieces if isinstance(piece, Grid)]
    return jail.run(lambda _: work(pieces), b"", limits, known=grids)


def _size(grid: Grid) -> int:
    return grid.height * (grid.width + ROW_WORK)
