"""An ods workbook by our own pass over its XML; repeated rows and cells are counted before they are laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from lxml import etree

from svodka.model import Merge, Piece, Reason, Remark, UnreadableDocument, Value
from svodka.read.office_package import Package, damaged
from svodka.read.sheet_bounds import check_area
from svodka.read.sheet_grid import Sheet, sheet_pieces
from svodka.read.sheet_maps import Place
from svodka.read.sheet_scan import MAX_COLUMNS, Formula, Scan
from svodka.read.workbook_ods_cells import OFFICE, Head, count, differs, number_of, value_of
from svodka.read.workbook_ods_rows import TEXT, Cell, Row, walk
from svodka.read.workbook_ods_styles import TABLE, OdsStyles, read_ods_styles

_REPEATED = f"{TABLE}number-columns-repeated"
_PARAGRAPH = f"{TEXT}p"
MAX_REPEATED = 1 << 20


@dataclass(slots=True)
class _Draft:
    """A sheet while its rows come by; `stored` are rows, columns and styles of its cells."""

    name: str
    hidden: bool
    rows: dict[int, list[Value]] = field(default_factory=dict)
    stored: tuple[list[int], list[int], list[int]] = field(default_factory=lambda: ([], [], []))
    formulas: list[Formula] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    raised: dict[Place, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    column_styles: list[tuple[int, int]] = field(default_factory=list)
    style_of_column: dict[int, int] = field(default_factory=dict)
    columns: int = 0
    row: int = 0
    repeated: int = 0


def ods_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per sheet and its remarks, in the order of the workbook.

    Raises:
        UnreadableDocument: damaged, protected by a password, or a sheet too large.
    """
    package = Package(data)
    manifest = package.bytes("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise UnreadableDocument(
            Reason.ENCRYPTED,
            "the workbook is encrypted",
            hint="remove the password and give the file again",
        )
    content = package.bytes("content.xml")
    if content is None:
        raise damaged("the package lacks 'content.xml'")
    try:
        yield from _Walk(package, content).pieces()
    except etree.XMLSyntaxError as error:
        # Where it is broken is not told: the parser has not seen all of it.
        raise damaged(f"content.xml: {str(error).partition(', line')[0]}") from error
    yield from _remarks(package, content)


class _Walk:
    """Goes through the content once, row by row."""

    def __init__(self, package: Package, content: bytes) -> None:
        self._content = content
        named = package.xml("styles.xml")
        self._roots = [] if named is None else [named]
        self._styles = OdsStyles()

    def pieces(self) -> Iterator[Piece]:
        """The sheets as they end."""
        table, styles = f"{TABLE}table", f"{OFFICE}automatic-styles"
        draft: _Draft | None = None
        for found in walk(self._content, (table, f"{TABLE}table-column", styles)):
            if isinstance(found, Row):
                if draft is not None:
                    self._row(draft, found)
                continue
            event, element = found
            if element.tag == styles:
                if event == "end":
                    self._styles = read_ods_styles(iter([*self._roots, element]))
            elif element.tag == table and event == "start" and draft is None:
                style = element.get(f"{TABLE}style-name", "")
                name = element.get(f"{TABLE}name", "")
                draft = _Draft(name, style in self._styles.hidden_tables)
            elif event == "end" and draft is not None:
                if element.tag == table:
                    yield from sheet_pieces(self._sheet(draft))
                    draft = None
                else:
                    self._column(draft, element)
                element.clear()

    def _column(self, draft: _Draft, element: etree._Element) -> None:
        times = count(element.get(_REPEATED, "1"))
        if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
            draft.hidden_columns.append((draft.columns, draft.columns + times - 1))
        draft.columns += times
        style = self._styles.numbers.get(element.get(f"{TABLE}default-cell-style-name", ""), 0)
        draft.column_styles.append((draft.columns, style))
        draft.style_of_column.clear()

    def _row(self, draft: _Draft, row: Row) -> None:
        times = count(row.said.get(f"{TABLE}number-rows-repeated", "1"))
        if row.said.get(f"{TABLE}visibility") in ("collapse", "filter"):
            draft.hidden_rows.append(range(draft.row, draft.row + times))
        values: list[Value] = []
        columns: list[int] = []
        styles: list[int] = []
        column = 0
        for cell in row.cells:
            head = cell[0]
            across = head.across
            value = self._value(draft, column, cell)
            if value is not None:
                more = across * times
                if more > 1 or column > MAX_COLUMNS:
                    draft.repeated += more - 1
                    _check(draft, column * times + more)
                if column > len(values):
                    values.extend([None] * (column - len(values)))
                style = self._style(draft, head, column)
                if across == 1:
                    values.append(value)
                    columns.append(column)
                    styles.append(style)
                else:
                    values.extend([value] * across)
                    columns.extend(range(column, column + across))
                    styles.extend([style] * across)
            column += across
        if values:
            for at in range(draft.row, draft.row + times):
                draft.rows[at] = values
                for kept, found in zip(
                    draft.stored, ([at] * len(columns), columns, styles), strict=True
                ):
                    kept.extend(found)
        draft.row += times

    def _value(self, draft: _Draft, column: int, cell: Cell) -> Value:
        """The value of a cell of the row that is being read; most are numbers and nothing else."""
        head, number, words, element = cell
        if not (head.telling or words or element is not None):
            return None
        if not head.plain or element is not None:
            return self._cell(draft, (draft.row, column), cell)
        try:
            value = number_of(number)
        except ValueError:
            return words or None
        if words and differs(words, value):
            draft.shown[draft.row, column] = words
        return value

    def _style(self, draft: _Draft, head: Head, column: int) -> int:
        if head.style is not None:
            return self._styles.numbers.get(head.style, 0)
        known = draft.style_of_column.get(column)
        if known is None:
            known = next((style for beyond, style in draft.column_styles if column < beyond), 0)
            draft.style_of_column[column] = known
        return known

    def _cell(self, draft: _Draft, place: Place, cell: Cell) -> Value:
        """The value of a cell; what else it carries goes to the draft."""
        head, number, words, element = cell
        row, column = place
        if head.span is not None:
            down, right = head.span
            draft.merges.append(Merge(row, column, row + down - 1, column + right - 1))
        raised: tuple[tuple[int, int], ...] = ()
        if element is not None:
            for note in element.iterchildren(f"{OFFICE}annotation") if len(element) > 1 else ():
                draft.comments[place] = self._text(note)[0]
            words, raised = self._text(element)
        value = value_of(head, number, words)
        if head.formula:
            draft.formulas.append(
                Formula(row=row, column=column, words=head.formula, cached=head.typed)
            )
        if head.error:
            draft.errors[place] = words
        if isinstance(value, str):
            if raised:
                draft.raised[place] = raised
        elif value is not None and differs(words, value):
            draft.shown[place] = words
        return value

    def _text(self, element: etree._Element) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The paragraphs of a cell or note as lines, and which stretches are superscript."""
        if len(element) == 1 and element[0].tag == _PARAGRAPH and not len(element[0]):
            return element[0].text or "", ()
        pieces: list[str] = []
        raised: list[tuple[int, int]] = []
        for number, paragraph in enumerate(element.iterchildren(_PARAGRAPH)):
            if number:
                pieces.append("\n")
            self._words(paragraph, pieces, raised)
        return "".join(pieces), tuple(raised)

    def _words(
        self, element: etree._Element, pieces: list[str], raised: list[tuple[int, int]]
    ) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element.iterchildren(tag=etree.Element):
            if child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c", "1")
                pieces.append(" " * min(int(count), 1000) if count.isdecimal() else " ")
            elif child.tag == f"{TEXT}tab":
                pieces.append("\t")
            elif child.tag == f"{TEXT}line-break":
                pieces.append("\n")
            elif not str(child.tag).startswith(OFFICE):
                self._words(child, pieces, raised)
            pieces.append(child.tail or "")
        if element.get(f"{TEXT}style-name") in self._styles.raised:
            stop = sum(map(len, pieces))
            if "".join(pieces)[start:stop].strip():
                raised.append((start, stop))

    def _sheet(self, draft: _Draft) -> Sheet:
        top = min(draft.rows, default=0)
        height = max(draft.rows, default=-1) - top + 1
        width = max((len(values) for values in draft.rows.values()), default=0)
        check_area(draft.name, height * width)
        rows, columns, styles = (np.array(numbers, np.int64) for numbers in draft.stored)
        return Sheet(
            name=draft.name,
            hidden=draft.hidden,
            top=top,
            values=[draft.rows.get(row, []) for row in range(top, top + height)],
            marks=Scan(
                rows=rows,
                columns=columns,
                styles=styles,
                stored=np.ones(len(rows), np.bool_),
                formulas=draft.formulas,
                errors=draft.errors,
                merges=draft.merges,
                hidden_rows={
                    row
                    for hidden in draft.hidden_rows
                    for row in range(hidden.start, min(hidden.stop, top + height))
                },
                hidden_columns=draft.hidden_columns,
            ),
            looks=self._styles.looks,
            comments=draft.comments,
            raised=draft.raised,
            shown=draft.shown,
        )


def _check(draft: _Draft, area: int) -> None:
    """Refuse what would not fit.

    Raises:
        UnreadableDocument: cells that would be laid out too often or too far.
    """
    check_area(draft.name, area)
    if draft.repeated > MAX_REPEATED:
        raise UnreadableDocument(
            Reason.TOO_LARGE,
            f"sheet {draft.name!r} repeats its cells more than {MAX_REPEATED} times",
            hint="delete what was filled down to the end of the sheet and save it again",
        )


def _remarks(package: Package, content: bytes) -> Iterator[Remark]:
    if b"<table:tracked-changes" in content:
        yield Remark("holds tracked changes: the sheets are read as they stand now")
    for folder, words in (
        ("Basic/", "macros: not run"),
        ("Object ", "charts or embedded objects: not read"),
        ("Pictures/", "pictures: not read"),
    ):
        if any(name.startswith(folder) for name in package.names):
            yield Remark(f"holds {words}")
