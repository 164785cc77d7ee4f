"""Maps from cells to words that cost a byte a cell, not an object: what most cells share is coded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from svodka.model import Value
from svodka.model.cutting import above
from svodka.read.sheet_formats import displayed

Place = tuple[int, int]
_T = TypeVar("_T")
_D = TypeVar("_D")


class CodedCells(Mapping[Place, _T]):
    """Words of cells, one small number a cell: 0 says nothing, n stands for `words[n - 1]`."""

    __slots__ = ("_codes", "_words")

    def __init__(self, codes: NDArray[np.unsignedinteger], words: tuple[_T, ...]) -> None:
        self._codes = codes
        self._words = words

    @property
    def words(self) -> tuple[_T, ...]:
        """Everything that may be said, each once."""
        return self._words

    def __getitem__(self, place: Place) -> _T:
        row, column = place
        height, width = self._codes.shape
        if 0 <= row < height and 0 <= column < width and (code := int(self._codes[row, column])):
            return self._words[code - 1]
        raise KeyError(place)

    @overload
    def get(self, place: Place, default: None = None, /) -> _T | None: ...
    @overload
    def get(self, place: Place, default: _T | _D, /) -> _T | _D: ...
    def get(self, place: Place, default: _T | _D | None = None, /) -> _T | _D | None:
        """Without the exception that the inherited way raises for every cell without words."""
        row, column = place
        height, width = self._codes.shape
        if 0 <= row < height and 0 <= column < width and (code := int(self._codes[row, column])):
            return self._words[code - 1]
        return default

    def in_row(self, row: int, width: int) -> list[_T | None]:
        """The words of every cell of a row, as wide as it is asked for."""
        words = (None, *self._words)
        if not 0 <= row < self._codes.shape[0]:
            return [None] * width
        found = [words[code] for code in self._codes[row, :width].tolist()]
        return found + [None] * (width - len(found))

    def __iter__(self) -> Iterator[Place]:
        for row in np.flatnonzero(self._codes.any(axis=1)).tolist():
            for column in np.flatnonzero(self._codes[row]).tolist():
                yield row, column

    def __len__(self) -> int:
        return int(np.count_nonzero(self._codes))

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self._codes, self._words)

    def first_rows(self, count: int) -> CodedCells[_T]:
        """The words of the first `count` rows."""
        return CodedCells(self._codes[:count], self._words)


class ShownCells(Mapping[Place, str]):
    """The words as displayed, made when asked for: `changed` first, then what the format prints."""

    __slots__ = ("_changed", "_formats", "_rows")

    def __init__(
        self,
        changed: Mapping[Place, str],
        formats: Mapping[Place, str],
        rows: tuple[tuple[Value, ...], ...],
    ) -> None:
        self._changed = changed
        self._formats = formats
        self._rows = rows

    def in_row(self, row: int) -> list[str | None]:
        """The words of every cell of a row, None where a cell is shown as it is."""
        values = self._rows[row]
        if isinstance(self._formats, CodedCells):
            codes = self._formats.in_row(row, len(values))
        else:
            codes = [self._formats.get((row, column)) for column in range(len(values))]
        made = [
            None if code is None else displayed(value, code)
            for value, code in zip(values, codes, strict=True)
        ]
        if self._changed:
            for column in range(len(values)):
                made[column] = self._changed.get((row, column), made[column])
        return made

    def _shown(self, place: Place) -> str | None:
        if (words := self._changed.get(place)) is not None:
            return words
        code = self._formats.get(place)
        return None if code is None else displayed(self._rows[place[0]][place[1]], code)

    def __getitem__(self, place: Place) -> str:
        shown = self._shown(place)
        if shown is None:
            raise KeyError(place)
        return shown

    @overload
    def get(self, place: Place, default: None = None, /) -> str | None: ...
    @overload
    def get(self, place: Place, default: str | _D, /) -> str | _D: ...
    def get(self, place: Place, default: str | _D | None = None, /) -> str | _D | None:
        """Without the exception that the inherited way raises for every cell shown as it is."""
        shown = self._shown(place)
        return default if shown is None else shown

    def __iter__(self) -> Iterator[Place]:
        yield from self._changed
        for place in self._formats:
            if place not in self._changed and self._shown(place) is not None:
                yield place

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self._changed, self._formats, self._rows)

    def first_rows(self, count: int) -> ShownCells:
        """The words of the first `count` rows."""
        changed, formats = above(self._changed, count), above(self._formats, count)
        return ShownCells(changed, formats, self._rows[:count])


class SheetFormulas(Mapping[Place, str]):
    """Formulas by cell; one that is shared is moved to its cell when asked for.

    `shared` says of a cell which shared formula it holds; `masters` give that formula's words and
    the cell they are written for; `corner` is the 1-based address of cell (0, 0).
    """

    __slots__ = ("_corner", "_masters", "_own", "_shared")

    def __init__(
        self,
        own: Mapping[Place, str],
        shared: Mapping[Place, str],
        masters: Mapping[str, tuple[str, Place]],
        corner: Place,
    ) -> None:
        self._own = own
        self._shared = shared
        self._masters = masters
        self._corner = corner

    def __getitem__(self, place: Place) -> str:
        if place in self._own:
            return self._own[place]
        words, origin = self._masters[self._shared[place]]
        return _moved(words, self._address(origin), self._address(place))

    def _address(self, place: Place) -> Place:
        return place[0] + self._corner[0], place[1] + self._corner[1]

    def __iter__(self) -> Iterator[Place]:
        yield from self._own
        yield from self._shared

    def __len__(self) -> int:
        return len(self._own) + len(self._shared)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self._own, self._shared, self._masters, self._corner)

    def first_rows(self, count: int) -> SheetFormulas:
        """The formulas of the first `count` rows."""
        own, shared = above(self._own, count), above(self._shared, count)
        return SheetFormulas(own, shared, self._masters, self._corner)


def _moved(formula: str, origin: Place, place: Place) -> str:
    """`formula` as it reads in another cell. Addresses are 1-based (row, column)."""
    from openpyxl.formula.translate import Translator, TranslatorError
    from openpyxl.utils import get_column_letter

    try:
        translator = Translator(formula, origin=f"{get_column_letter(origin[1])}{origin[0]}")
        moved = translator.translate_formula(f"{get_column_letter(place[1])}{place[0]}")
    except (TranslatorError, ValueError):
        return formula
    return str(moved)
