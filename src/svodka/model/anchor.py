"""An anchor is a place in a document as the file itself addresses it; print and parse are inverses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

_LETTERS = 26


def column_letters(column: int) -> str:
    """1 → A, 27 → AA: the column as a spreadsheet prints it."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27: the inverse of `column_letters`."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class PageBox:
    """A box on a page: integers, tenths of a point (of a pixel for pictures), origin top left."""

    page: int
    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        return f"page={self.page}&box={self.left},{self.top},{self.right},{self.bottom}"


@dataclass(frozen=True, slots=True, order=True)
class SheetCell:
    """A cell of a sheet, 1-based. `sheet` is empty for csv, which has one nameless sheet."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        cell = f"cell={column_letters(self.column)}{self.row}"
        return f"sheet={quote(self.sheet, safe='')}&{cell}" if self.sheet else cell


@dataclass(frozen=True, slots=True, order=True)
class TableCell:
    """A cell of a table in running text, 1-based; `table` (2, 1) is the first within table 2."""

    table: tuple[int, ...]
    row: int
    column: int

    def __str__(self) -> str:
        return f"table={'.'.join(map(str, self.table))}&cell={self.row},{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points of the decoded file before any normalisation, 0-based, half open."""

    start: int
    stop: int

    def __str__(self) -> str:
        return f"chars={self.start}-{self.stop}"


Place = PageBox | SheetCell | TableCell | Span

_PAGE = re.compile(r"page=(\d+)&box=(-?\d+),(-?\d+),(-?\d+),(-?\d+)")
_SHEET = re.compile(r"(?:sheet=([^&]+)&)?cell=([A-Z]+)(\d+)")
_TABLE = re.compile(r"table=(\d+(?:\.\d+)*)&cell=(\d+),(\d+)")
_CHARS = re.compile(r"chars=(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place within one document; always used with that document's digest."""

    place: Place

    def __str__(self) -> str:
        return str(self.place)

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """The anchor that prints as `text`.

        Raises:
            ValueError: `text` is of none of the four forms.
        """
        if found := _PAGE.fullmatch(text):
            page, left, top, right, bottom = map(int, found.groups())
            return cls(PageBox(page=page, left=left, top=top, right=right, bottom=bottom))
        if found := _SHEET.fullmatch(text):
            sheet, letters, row = found.groups()
            return cls(SheetCell(unquote(sheet or ""), int(row), column_number(letters)))
        if found := _TABLE.fullmatch(text):
            table = tuple(int(part) for part in found[1].split("."))
            return cls(TableCell(table, int(found[2]), int(found[3])))
        if found := _CHARS.fullmatch(text):
            return cls(Span(int(found[1]), int(found[2])))
        raise ValueError(f"no anchor: {text!r}")
