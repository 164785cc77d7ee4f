"""Where in a document something was sealed, in words that hold numbers of places and never a name."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.model import Grid, GridKind, PageBox, Passage, Piece, Span, TableCell


def place_of(pieces: Sequence[Piece], index: int) -> str:
    """Where the piece at an index stands: a sheet, a table, a page, or a stretch of text."""
    piece = pieces[index]
    if isinstance(piece, Grid):
        return _of_a_grid(pieces, index, piece)
    place = piece.anchor.place if isinstance(piece, Passage) else None
    if isinstance(place, PageBox):
        return f"text on page {place.page}"
    if isinstance(place, TableCell):
        return f"table {'.'.join(map(str, place.table))}"
    return f"text at chars={place.start}-{place.stop}" if isinstance(place, Span) else "text"


def _of_a_grid(pieces: Sequence[Piece], index: int, grid: Grid) -> str:
    if grid.kind is GridKind.SHEET:
        # A sheet may be called after somebody: its number says as much.
        return f"sheet {1 + sum(isinstance(piece, Grid) for piece in pieces[:index])}"
    if grid.kind is GridKind.TABLE:
        return f"table {'.'.join(map(str, grid.table))}"
    if grid.kind is GridKind.PAGE:
        return f"table on page {grid.page}"
    spans = [span for span in grid.spans.values() if span.stop > span.start]
    if not spans:
        return "the table"
    return f"text at chars={min(s.start for s in spans)}-{max(s.stop for s in spans)}"
