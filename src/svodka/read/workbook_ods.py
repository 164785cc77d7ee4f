"""An ods workbook by our own pass over its XML; repeated rows and cells are counted before they are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

import numpy as np
from lxml import etree

from svodka.model import Merge, Piece, Reason, Remark, UnreadableDocument, Value
from svodka.read.office_package import Package, damaged
from svodka.read.sheet_bounds import check_area
from svodka.read.sheet_grid import Sheet, sheet_pieces
from svodka.read.sheet_maps import Place
from svodka.read.sheet_scan import Formula, Scan
from svodka.read.workbook_ods_styles import TABLE, OdsStyles, read_ods_styles

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_REPEATED = f"{TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_KIND, _FORMULA, _PARAGRAPH = f"{OFFICE}value-type", f"{TABLE}formula", f"{TEXT}p"
_TELLING = (_KIND, _FORMULA, _COLUMNS_SPANNED)
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_TIME = re.compile(r"-?P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.,]+)S)?")
_NUMERAL = re.compile(r"-?\d+(\.\d+)?")
_NUMBERS = ("float", "percentage", "currency")
_DAY = 24
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
        raise damaged(f"content.xml: {error}") from error
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
        tags = (f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column")
        events = etree.iterparse(
            BytesIO(self._content),
            events=("start", "end"),
            tag=(*tags, f"{OFFICE}automatic-styles"),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
        )
        draft: _Draft | None = None
        for event, element in events:
            if element.tag == f"{OFFICE}automatic-styles":
                if event == "end":
                    self._styles = read_ods_styles(iter([*self._roots, element]))
            elif element.tag == f"{TABLE}table" and event == "start" and draft is None:
                style = element.get(f"{TABLE}style-name", "")
                name = element.get(f"{TABLE}name", "")
                draft = _Draft(name, style in self._styles.hidden_tables)
            elif event == "end" and draft is not None:
                if element.tag == f"{TABLE}table":
                    yield from sheet_pieces(self._sheet(draft))
                    draft = None
                elif element.tag == f"{TABLE}table-column":
                    self._column(draft, element)
                else:
                    self._row(draft, element)
                element.clear()

    def _column(self, draft: _Draft, element: etree._Element) -> None:
        times = _number(element.get(_REPEATED, "1"))
        if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
            draft.hidden_columns.append((draft.columns, draft.columns + times - 1))
        draft.columns += times
        style = self._styles.numbers.get(element.get(f"{TABLE}default-cell-style-name", ""), 0)
        draft.column_styles.append((draft.columns, style))

    def _row(self, draft: _Draft, element: etree._Element) -> None:
        times = _number(element.get(f"{TABLE}number-rows-repeated", "1"))
        if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
            draft.hidden_rows.append(range(draft.row, draft.row + times))
        values: list[Value] = []
        columns: list[int] = []
        styles: list[int] = []
        column = 0
        for cell in element.iterchildren(*_CELLS):
            repeated = cell.get(_REPEATED)
            across = 1 if repeated is None else _number(repeated)
            if len(cell) or any(cell.get(name) is not None for name in _TELLING):
                value = self._cell(draft, (draft.row, column), cell)
                if value is not None:
                    draft.repeated += across * times - 1
                    check_area(draft.name, (column + across) * times)
                    _check_repeated(draft)
                    values.extend([None] * (column - len(values)))
                    values.extend([value] * across)
                    columns.extend(range(column, column + across))
                    styles.extend([self._style(draft, cell, column)] * across)
            column += across
        if values:
            for row in range(draft.row, draft.row + times):
                draft.rows[row] = values
                for kept, more in zip(
                    draft.stored, ([row] * len(columns), columns, styles), strict=True
                ):
                    kept.extend(more)
        draft.row += times

    def _style(self, draft: _Draft, cell: etree._Element, column: int) -> int:
        named = cell.get(f"{TABLE}style-name")
        if named is not None:
            return self._styles.numbers.get(named, 0)
        return next((style for beyond, style in draft.column_styles if column < beyond), 0)

    def _cell(self, draft: _Draft, place: Place, cell: etree._Element) -> Value:
        """The value of a cell; what else it carries goes to the draft."""
        row, column = place
        if cell.get(_ROWS_SPANNED) is not None or cell.get(_COLUMNS_SPANNED) is not None:
            down, right = (
                _number(cell.get(name, "1")) for name in (_ROWS_SPANNED, _COLUMNS_SPANNED)
            )
            draft.merges.append(Merge(row, column, row + down - 1, column + right - 1))
        for note in cell.iterchildren(f"{OFFICE}annotation") if len(cell) > 1 else ():
            draft.comments[place] = self._text(note)[0]
        words, raised = self._text(cell)
        value = _value(cell, words)
        formula = cell.get(_FORMULA)
        if formula:
            words_of = formula.partition(":")[2] if ":=" in formula[:8] else formula
            result = cell.get(_KIND) is not None
            draft.formulas.append(Formula(row=row, column=column, words=words_of, cached=result))
        if cell.get(f"{_CALC}value-type") == "error":
            draft.errors[place] = words
        if isinstance(value, str):
            if raised:
                draft.raised[place] = raised
        elif value is not None and _differs(words, value):
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


def _value(cell: etree._Element, words: str) -> Value:
    """The stored value.

    Source: OpenDocument 1.3 part 3, 19.385 (office:value-type).
    """
    kind = cell.get(_KIND, "")
    try:
        if kind in _NUMBERS:
            return float(cell.get(f"{OFFICE}value", ""))
        if kind == "date":
            return _date(cell.get(f"{OFFICE}date-value", ""))
        if kind == "time":
            return _time(cell.get(f"{OFFICE}time-value", ""))
    except ValueError:
        return words or None
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    return words or cell.get(f"{OFFICE}string-value") or None


def _date(text: str) -> date | datetime:
    moment = datetime.fromisoformat(text)
    return moment if "T" in text and moment.time() != time() else moment.date()


def _time(text: str) -> time | timedelta:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in found.groups()[:3])
    seconds = float((found[4] or "0").replace(",", "."))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if text.startswith("-") or length >= timedelta(hours=_DAY):
        return -length if text.startswith("-") else length
    hour, rest = divmod(length.seconds, 3600)
    return time(hour, rest // 60, rest % 60, length.microseconds)


def _check_repeated(draft: _Draft) -> None:
    if draft.repeated > MAX_REPEATED:
        raise UnreadableDocument(
            Reason.TOO_LARGE,
            f"sheet {draft.name!r} repeats its cells more than {MAX_REPEATED} times",
            hint="delete what was filled down to the end of the sheet and save it again",
        )


def _differs(words: str, value: Value) -> bool:
    """Do the words as displayed say something else than the value does?"""
    if not words:
        return False
    if not isinstance(value, float):
        return True
    if _NUMERAL.fullmatch(said := words.replace(",", ".")):
        return float(said) != value
    plain = re.sub(r"[\s\u00a0\u202f]", "", words).replace("\u2212", "-")
    readings = {plain.replace(",", ""), plain.replace(",", ".")}
    return not any(_NUMERAL.fullmatch(text) and float(text) == value for text in readings)


def _number(text: str) -> int:
    return max(1, min(int(text), 1 << 31)) if text.isdecimal() and len(text) < 12 else 1


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
