"""A table in running text knows the last words before it and the first words after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from svodka.model import Grid, Passage, Piece

_BEFORE = 6
_AFTER = 6


class Surroundings:
    """Hands pieces on in their order, tables with the paragraphs around them.

    A table waits until enough words have followed it, or another table has begun; its own
    caption counts as the nearest words before it.
    """

    def __init__(self) -> None:
        self._before: list[Passage] = []
        self._after: list[str] = []
        self._waiting: list[Piece] = []
        self._table: Grid | None = None

    def passages(self, found: Iterable[Piece]) -> Iterator[Piece]:
        """Take running text; what need not wait is handed on."""
        for piece in found:
            if isinstance(piece, Passage) and not piece.hidden:
                self._before = [*self._before[1 - _BEFORE :], piece]
                if self._table is not None:
                    self._after.append(piece.text)
            if self._table is None:
                yield piece
                continue
            self._waiting.append(piece)
            if len(self._after) == _AFTER:
                yield from self.rest()

    def grid(self, grid: Grid, caption: tuple[str, ...] = ()) -> Iterator[Piece]:
        """Take a table; the table before it is handed on."""
        yield from self.rest()
        self._table = replace(grid, before=(*(one.text for one in self._before), *caption))
        self._before = []
        self._after = []

    def rest(self) -> Iterator[Piece]:
        """Hand on what waits."""
        if self._table is not None:
            yield replace(self._table, after=tuple(self._after))
            yield from self._waiting
        self._table = None
        self._waiting = []
