"""A document of too many pages for its time is worked on in its first pages, and the last is told.

As with tables of too many rows, a few pages are worked on first, then more: by the time they took
the rest is judged, and what they gave stands where the rest fails. No page is cut.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from svodka import jail
from svodka.desk.fitting import PART_SHARE, WHOLE_SHARE, Fitted, T, worked_on
from svodka.desk.fitting import fitted as fitted_rows
from svodka.jail.outcome import too_much
from svodka.model import Grid, PageBox, Piece, Reason

# So many pages are done in two seconds by a busy machine: no first pages are tried.
SURELY_PAGES = 100
FIRST_PAGES = 50
# So many times as many are tried next: what a page takes grows with the number of pages.
STEP = 8
# What takes no more of its time than this by the speed so far is tried in one step of twice that.
SURE_SHARE = 0.4
TIME = Reason.TIME
_STOPPED = frozenset({Reason.TIME, Reason.MEMORY, Reason.CRASHED})


def last_page(pieces: Sequence[Piece]) -> int:
    """The last page that something was read of; 0 for none."""
    return max(map(_page, pieces), default=0)


def first_pages(pieces: Sequence[Piece], last: int) -> tuple[Piece, ...]:
    """The pieces up to page `last`; one that does not say its page goes with those before it."""
    return tuple(
        piece
        for piece, page in zip(pieces, accumulate(map(_page, pieces), _following), strict=True)
        if page <= last
    )


def _following(before: int, page: int) -> int:
    return page or before


def _page(piece: Piece) -> int:
    if isinstance(piece, Grid):
        return piece.page
    place = piece.anchor.place if piece.anchor is not None else None
    return place.page if isinstance(place, PageBox) else 0


def read_whole(outcome: jail.Outcome[Piece]) -> jail.Outcome[Piece]:
    """The pages that were read whole, and why no more, with the last of them.

    A reader that was stopped may have been in the middle of the page that it gave last.
    """
    unread, last = outcome.unread, last_page(outcome.items) - 1
    if unread is None or last < 1 or not (unread.reason in _STOPPED or unread == too_much()):
        return outcome
    detail = f"{unread.detail}; read up to page {last}"
    return jail.Outcome(first_pages(outcome.items, last), replace(unread, detail=detail))


def fitted(
    pieces: Sequence[Piece],
    work: Callable[[Sequence[Piece]], Iterator[T]],
    limits: jail.Limits,
    after: float = 0.0,
    most: int | None = None,
) -> Fitted[T]:
    """As much of a document as fits: of its pages, where it has its time page by page, else of the
    rows of its tables. Where `most` is given no page is left out, and tables are cut by that."""
    if limits.per_item and most is None:
        return fitted_pages(pieces, work, limits, after)
    return fitted_rows(pieces, work, limits, after, most)


def fitted_pages(
    pieces: Sequence[Piece],
    work: Callable[[Sequence[Piece]], Iterator[T]],
    limits: jail.Limits,
    after: float = 0.0,
) -> Fitted[T]:
    """Work on pieces in a child, or on as many of their pages as its time is likely to allow.

    `after` is what there is to do with the whole after that, in seconds of the same time.
    """
    ends = time.monotonic() + limits.total
    whole = tuple(pieces)
    pages = last_page(whole)
    if pages <= SURELY_PAGES:
        until = max(limits.total - after, limits.total / 2)
        return Fitted(pieces=whole, outcome=worked_on(whole, work, replace(limits, total=until)))
    best: Fitted[T] | None = None
    most, count = pages, FIRST_PAGES
    while True:
        began = time.monotonic()
        some = first_pages(whole, count) if count < pages else whole
        until = max(ends - began - after * count / pages, (ends - began) / 2)
        outcome = worked_on(some, work, replace(limits, total=until))
        failed, now = outcome.unread, time.monotonic()
        if best is None or failed is None:
            page = count if count < pages else None
            best = Fitted(pieces=some, outcome=outcome, page=page, why=best.why if best else TIME)
            each = (now - began) / count
        if failed is not None:
            best = replace(best, why=failed.reason)
            if failed.reason is TIME or count == FIRST_PAGES:
                return best
            most = count // 2
        if (each / WHOLE_SHARE) * pages + after > ends - now:
            most = min(most, int((ends - now) / (each / PART_SHARE + after / pages)))
        done = best.page or pages
        if most <= done:
            return best
        sure = each * most <= SURE_SHARE * (ends - now)
        count = min(most, (2 if sure else 1) * STEP * done)
