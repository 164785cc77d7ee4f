"""A table of a page grows row by row; spans become merges, and a merged value stands top left only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from svodka.model import Grid, GridKind, Merge, Reason, UnreadableDocument, Value

# HTML standard, 4.9.11: user agents clamp rowspan to 65534 and colspan to 1000.
_MOST_ROWS_SPANNED = 65534
_MOST_COLUMNS_SPANNED = 1000
_MOST_EMPTY = 5_000_000
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
_SPACES = re.compile(r" {2,}")
RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻]+")
_INDENT = re.compile(r"[\u00a0\u2002\u2003]+(?=\S)")


@dataclass(slots=True)
class HtmlCell:
    """One td or th while its text is being collected; `shown` has raised digits as superscripts."""

    rows: int = 1
    columns: int = 1
    hidden: bool = False
    header: bool = False
    shown: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)

    def take(self, text: str, *, raised: bool = False) -> None:
        """More text of the cell; a note mark set above the line never joins a number."""
        self.plain.append(text)
        self.shown.append(text.translate(RAISED) if raised else text)


@dataclass(frozen=True, slots=True)
class _Placed:
    row: int
    column: int
    last_row: int
    cell: HtmlCell


@dataclass(slots=True)
class HtmlTable:
    """One table while it is being collected. `number` is its place, 1-based; nested is (2, 1)."""

    number: tuple[int, ...]
    hidden: bool = False
    caption: list[str] = field(default_factory=list)
    rows: list[list[HtmlCell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    section_ends: list[int] = field(default_factory=list)
    cell: HtmlCell | None = None
    in_row: bool = False
    in_caption: bool = False
    nested: int = 0

    def begin_row(self, *, hidden: bool) -> None:
        """A new row; the one before ends."""
        self.end_row()
        if hidden:
            self.hidden_rows.add(len(self.rows))
        self.rows.append([])
        self.in_row = True

    def begin_cell(self, cell: HtmlCell) -> None:
        """A new cell, in a new row if none is open; the cell before ends."""
        if not self.in_row:
            self.begin_row(hidden=False)
        self.rows[-1].append(cell)
        self.cell = cell

    def end_row(self) -> None:
        """The open row ends, if there is one."""
        self.cell = None
        self.in_row = False

    def end_section(self) -> None:
        """A row group ends: no cell reaches beyond it."""
        self.end_row()
        self.section_ends.append(len(self.rows))

    def hidden_cells(self) -> int:
        """How many cells with text are hidden though their row is not."""
        return sum(
            cell.hidden and bool("".join(cell.plain).strip())
            for index, row in enumerate(self.rows)
            if index not in self.hidden_rows
            for cell in row
        )

    def grid(self) -> Grid | None:
        """The rectangle of the table, None for a table without cells.

        Raises:
            UnreadableDocument: the table claims far more cells than it has.
        """
        placed = tuple(self._placed())
        if not placed:
            return None
        width = max(item.column + item.cell.columns for item in placed)
        height = len(self.rows)
        if height * width > _MOST_EMPTY + 20 * len(placed):
            raise UnreadableDocument(
                Reason.TOO_LARGE,
                f"a table of {len(placed)} cells claims {height * width}",
                hint="save it in another format, for example xlsx",
            )
        rows: list[list[Value]] = [[None] * width for _ in range(height)]
        texts: dict[tuple[int, int], str] = {}
        raised: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        for item in placed:
            value, words = displayed(item.cell)
            rows[item.row][item.column] = value or None
            if value and value != words:
                texts[item.row, item.column] = words
                if stretches := tuple(found.span() for found in _SUPERSCRIPTS.finditer(value)):
                    raised[item.row, item.column] = stretches
        return Grid(
            kind=GridKind.TABLE,
            table=self.number,
            rows=tuple(map(tuple, rows)),
            texts=texts,
            merges=tuple(_merges(placed)),
            indents=_indents(rows),
            bold=frozenset((item.row, item.column) for item in placed if item.cell.header),
            raised=raised,
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
        )

    def _placed(self) -> Iterator[_Placed]:
        """Every cell at its place (HTML standard, 4.9.12, forming a table)."""
        taken: dict[int, int] = {}
        for row, cells in enumerate(self.rows):
            limit = min((end for end in self.section_ends if end > row), default=len(self.rows))
            column = 0
            for cell in cells:
                while taken.get(column, -1) >= row:
                    column += 1
                last_row = min(row + cell.rows, limit) - 1 if cell.rows else limit - 1
                yield _Placed(row, column, last_row, cell)
                if last_row > row:
                    taken.update(dict.fromkeys(range(column, column + cell.columns), last_row))
                column += cell.columns


def span(text: str, most: int) -> int:
    """A rowspan or colspan as browsers take it: 1 where it is no number."""
    found = re.match(r"\s*\+?(\d{1,9})", text)
    return min(int(found[1]), most) if found else 1


def new_cell(rowspan: str, colspan: str, *, hidden: bool, header: bool) -> HtmlCell:
    """A cell with its spans; a rowspan of 0 reaches to the end of the row group."""
    return HtmlCell(
        rows=span(rowspan, _MOST_ROWS_SPANNED) if rowspan else 1,
        columns=max(1, span(colspan, _MOST_COLUMNS_SPANNED)) if colspan else 1,
        hidden=hidden,
        header=header,
    )


def displayed(cell: HtmlCell) -> tuple[str, str]:
    """The text as displayed, in NFC with superscripts, and the untouched characters."""
    return unicodedata.normalize("NFC", tidied(cell.shown)), tidied(cell.plain)


def tidied(parts: list[str]) -> str:
    """Spaces as a browser shows them; only a break is a line end, a no-break space stays."""
    words = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", "".join(parts))).strip(" \n")
    return words if words.strip() else ""


def _merges(placed: tuple[_Placed, ...]) -> Iterator[Merge]:
    for item in placed:
        last_column = item.column + item.cell.columns - 1
        if item.last_row > item.row or last_column > item.column:
            yield Merge(item.row, item.column, item.last_row, last_column)


def _indents(rows: list[list[Value]]) -> dict[tuple[int, int], int]:
    return {
        (row, column): found.end()
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and (found := _INDENT.match(value))
    }
