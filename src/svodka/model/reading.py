"""What a reader gives: anchored text and grids, or the reason why not. Nothing hidden is skipped."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from svodka.model.anchor import Anchor, PageBox, SheetCell, Span, TableCell

Value = str | float | int | bool | date | datetime | time | timedelta | None


@lru_cache(maxsize=512)
def _places_of_texts(kinds: tuple[type, ...]) -> tuple[int, ...]:
    """Where texts stand in a row, by the types of its values: large tables have few such shapes."""
    return tuple(at for at, kind in enumerate(kinds) if kind is str)


def text_places(row: Sequence[Value]) -> tuple[int, ...]:
    """Where among the values of a row texts stand; most rows of a large table hold one, or none."""
    return _places_of_texts(tuple(map(type, row)))


def texts_in(row: Sequence[Value]) -> list[str]:
    """The texts among the values of a row."""
    return [row[at] for at in text_places(row)]  # type: ignore[misc]  # texts stand there


class GridKind(Enum):
    """How the file addresses the cells of a grid."""

    SHEET = "sheet"
    CSV = "csv"
    TABLE = "table"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Cells printed as one: 0-based indices into `Grid.rows`, last ones included."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell with all that the file says of it; made on demand by `Grid.cell`."""

    value: Value
    text: str
    anchor: Anchor
    formula: str = ""
    comment: str = ""
    number_format: str = ""
    hidden: bool = False
    merge: Merge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A rectangle of cells as the file addresses it; a million cells are no million objects.

    `rows` are equally long and hold the values as stored (NFC text); empty is None, never "".
    All indices are 0-based into `rows`; `top` and `left` are the 1-based file address of
    `rows[0][0]`. Sparse maps hold what only some cells have: `texts` the words as displayed
    where they differ from the value (the untouched characters where NFC changed them, the
    formatted number), `boxes` the place on the page (PAGE only, and then for every cell that
    holds something), `spans` the code points of a cell drawn in plain text (TEXT only, for every
    cell, no two alike; empty or narrow where the cell is), `indents` the indent level of a label
    (from formatting or, if leading spaces print it, from those), `bold` the cells in bold,
    `raised` the superscript stretches of a text (half-open offsets into the value), which are
    footnote marks as a rule. A value of a merged range stands at its top left only.
    `overlaid` are cells whose words run under those of the next, or over those before (PAGE only).
    `continues` says that the page grid goes on from the one before it.
    """

    kind: GridKind
    name: str = ""
    table: tuple[int, ...] = ()
    page: int = 0
    top: int = 1
    left: int = 1
    rows: tuple[tuple[Value, ...], ...]
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    boxes: Mapping[tuple[int, int], PageBox] = field(default_factory=dict)
    spans: Mapping[tuple[int, int], Span] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    number_formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    bold: frozenset[tuple[int, int]] = frozenset()
    raised: Mapping[tuple[int, int], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    overlaid: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    continues: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @property
    def height(self) -> int:
        return len(self.rows)

    def anchor(self, row: int, column: int) -> Anchor:
        """Where the file keeps the cell at these 0-based indices."""
        if self.kind is GridKind.PAGE:
            box = self.boxes.get((row, column))
            return Anchor(box if box is not None else self._empty_box(row, column))
        if self.kind is GridKind.TEXT:
            return Anchor(self.spans[row, column])
        if self.kind is GridKind.TABLE:
            return Anchor(TableCell(self.table, self.top + row, self.left + column))
        return Anchor(SheetCell(self.name, self.top + row, self.left + column))

    def _empty_box(self, row: int, column: int) -> PageBox:
        """Where an empty cell of a page lies: a line along the top of it.

        No two cells share an anchor: what is printed has a height, so a box without one is no
        printed cell's; and left and top grow with the column and the row.
        """
        right = 0
        lefts: dict[int, int] = {}
        tops: dict[int, int] = {}
        for (r, c), box in self.boxes.items():
            lefts[c] = min(lefts.get(c, box.left), box.left)
            tops[r] = min(tops.get(r, box.top), box.top)
            right = max(right, box.right if c == column else 0)
        left = max((at for c, at in lefts.items() if c <= column), default=0) + column + 1
        top = max((at for r, at in tops.items() if r <= row), default=0) + row + 1
        return PageBox(page=self.page, left=left, top=top, right=max(left, right), bottom=top)

    def text(self, row: int, column: int) -> str:
        """The words as displayed, untouched; empty for an empty cell."""
        shown = self.texts.get((row, column))
        if shown is not None:
            return shown
        value = self.rows[row][column]
        if value is None:
            return ""
        if isinstance(value, float):
            return format(value, ".15g")
        return str(value)

    def cell(self, row: int, column: int) -> Cell:
        """Everything that is known of one cell."""
        here = (row, column)
        return Cell(
            value=self.rows[row][column],
            text=self.text(row, column),
            anchor=self.anchor(row, column),
            formula=self.formulas.get(here, ""),
            comment=self.comments.get(here, ""),
            number_format=self.number_formats.get(here, ""),
            hidden=self.hidden or row in self.hidden_rows or column in self.hidden_columns,
            merge=next(
                (
                    merge
                    for merge in self.merges
                    if merge.row <= row <= merge.last_row
                    and merge.column <= column <= merge.last_column
                ),
                None,
            ),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a passage with its own box: offsets into the passage's `raw` text."""

    start: int
    stop: int
    box: PageBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph or line of running text.

    `raw` is the text untouched; `anchor` covers all of it, and is a `Span` where the file is
    text, a `PageBox` on a page (then `words` hold the boxes of its words). `kind` is one of
    text, heading, note, comment, header, footer, deleted, inserted, chart (words of a drawing,
    no sentence); `hidden` text is flagged here.
    """

    raw: str
    anchor: Anchor
    kind: str = "text"
    hidden: bool = False
    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """The words in NFC."""
        return unicodedata.normalize("NFC", self.raw)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a document that a person should know: hidden sheet, no cached value, …"""

    text: str
    anchor: Anchor | None = None


Piece = Passage | Grid | Remark


class Reason(Enum):
    """Why a document could not be read; the values are the words that are printed."""

    UNOPENED = "cannot be opened"
    EMPTY = "empty file"
    ENCRYPTED = "protected by a password"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    TOO_LARGE = "too large"
    SCAN = "scan, no text layer"
    PICTURE = "picture"
    MAIL = "mail"
    ARCHIVE = "archive"
    LEGACY_WORD = "old Word format"
    UNSUPPORTED = "format not supported"
    TIME = "out of time"
    MEMORY = "out of memory"
    CRASHED = "reader died"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a document, or the rest of it, was not read, by which reader of which version."""

    reason: Reason
    detail: str = ""
    hint: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader made of one document, in the order of the document.

    `unread` is set where the reader stopped early: then the pieces hold what was read so far,
    and the reading is partial.
    """

    document: str
    media_type: str
    reader: str
    passages: tuple[Passage, ...] = ()
    grids: tuple[Grid, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unread: Unread | None = None
