"""An xls workbook: cells, formats, notes and what is hidden by xlrd, formulas by our own pass."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

import numpy as np
import xlrd
from xlrd.compdoc import CompDocError

from svodka.model import Anchor, Merge, Piece, Reason, Remark, SheetCell, UnreadableDocument, Value
from svodka.read.office_package import damaged
from svodka.read.sheet_formats import GENERAL
from svodka.read.sheet_grid import Look, Sheet, sheet_pieces
from svodka.read.sheet_scan import Scan
from svodka.read.workbook_biff import MOST_FORMULAS, Stream, formulas, stream_of

_BOLD = 600
_FORMULAS_SINCE = 50
_BROKEN = (
    xlrd.XLRDError,
    CompDocError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


def xls_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per worksheet and its remarks, in the order of the workbook.

    Raises:
        UnreadableDocument: damaged, or protected by a password.
    """
    stream = _stream(data)
    if stream.encrypted:
        raise UnreadableDocument(
            Reason.ENCRYPTED,
            "the workbook is encrypted",
            hint="remove the password and give the file again",
        )
    book = _opened(data)
    looks = tuple(_looks(book))
    listed = stream.sheets()
    starts = [sheet.start for sheet in listed if not sheet.other_kind]
    for sheet in (sheet for sheet in listed if sheet.other_kind):
        yield Remark(f"holds a {sheet.other_kind}: not read")
    for index, sheet in enumerate(book.sheets()):
        start = starts[index] if index < len(starts) else None
        yield from _sheet(book, sheet, looks, (stream, start))
    yield from _remarks(stream)


def _stream(data: bytes) -> Stream:
    try:
        return stream_of(data)
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error) as error:
        raise damaged(str(error)) from error


def _opened(data: bytes) -> Any:
    """xlrd's book; it warns into a text that nobody reads, as what it warns of is told by others."""
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO()
        )
    except _BROKEN as error:
        raise damaged(str(error) or type(error).__name__) from error


def _sheet(
    book: Any, sheet: Any, looks: tuple[Look, ...], records: tuple[Stream, int | None]
) -> Iterator[Piece]:
    stream, start = records
    marks = _marks(sheet)
    if start is not None and book.biff_version >= _FORMULAS_SINCE:
        marks.formulas.extend(formulas(book, stream, start))
    values = [_row(book, sheet, row, marks) for row in range(sheet.nrows)]
    if sheet.visibility == 2:
        yield Remark(
            f"sheet {sheet.name!r} is hidden so that no menu shows it",
            Anchor(SheetCell(sheet.name, 1, 1)),
        )
    yield from sheet_pieces(
        Sheet(
            name=sheet.name,
            hidden=sheet.visibility != 0,
            values=values,
            marks=marks,
            looks=looks,
            comments={place: note.text for place, note in sheet.cell_note_map.items()},
            raised=dict(_raised(book, sheet)),
        )
    )
    untold = [formula for formula in marks.formulas if not formula.words]
    if untold:
        first = SheetCell(sheet.name, untold[0].row + 1, untold[0].column + 1)
        yield Remark(f"{len(untold)} formulas that cannot be told in words", Anchor(first))
    if len(marks.formulas) >= MOST_FORMULAS:
        yield Remark(f"only the first {MOST_FORMULAS} formulas of {sheet.name!r} are told")
    if book.biff_version < _FORMULAS_SINCE:
        yield Remark("the format is older than 1993: formulas are not told")


def _marks(sheet: Any) -> Scan:
    rows = [np.empty(0, np.int64)]
    columns = [np.empty(0, np.int64)]
    styles = [np.empty(0, np.int64)]
    for row in range(sheet.nrows):
        kinds = np.array(sheet.row_types(row), np.uint8)
        stored = np.flatnonzero((kinds != xlrd.XL_CELL_EMPTY) & (kinds != xlrd.XL_CELL_BLANK))
        rows.append(np.full(len(stored), row, np.int64))
        columns.append(stored)
        # The public way makes an object of every cell: five times the time.
        styles.append(np.array(sheet._cell_xf_indexes[row], np.int64)[stored])
    places = np.concatenate(rows)
    return Scan(
        rows=places,
        columns=np.concatenate(columns),
        styles=np.concatenate(styles),
        stored=np.ones(len(places), np.bool_),
        merges=[
            Merge(top, left, below - 1, beyond - 1)
            for top, below, left, beyond in sheet.merged_cells
        ],
        hidden_rows={
            row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0
        },
        hidden_columns=[
            (column, column)
            for column, info in sheet.colinfo_map.items()
            if info.hidden or info.width == 0
        ],
    )


def _row(book: Any, sheet: Any, row: int, marks: Scan) -> list[Value]:
    values: list[Value] = sheet.row_values(row)
    kinds = sheet.row_types(row)
    if set(kinds) <= {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_TEXT}:
        return values
    for column, kind in enumerate(kinds):
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_TEXT):
            continue
        value = values[column]
        if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
            index = sheet.cell_xf_index(row, column)
            values[column] = _moment(value, book.datemode, _format(book, index))
        elif kind == xlrd.XL_CELL_BOOLEAN:
            values[column] = bool(value)
        elif kind == xlrd.XL_CELL_ERROR and isinstance(value, int):
            marks.errors[row, column] = xlrd.error_text_from_code.get(value, "#ERROR!")
            values[column] = None
        else:
            values[column] = None
    return values


def _moment(value: float, base: int, code: str) -> date | time | timedelta | float:
    """The date, time or length of time that a number stands for; the number if it is none."""
    if "[h" in code.lower():
        return timedelta(days=value)
    try:
        moment: datetime = xlrd.xldate.xldate_as_datetime(value, base)
    except (OverflowError, ValueError):
        return value
    if 0 <= value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def _looks(book: Any) -> Iterator[Look]:
    for index, form in enumerate(book.xf_list):
        font = book.font_list[form.font_index] if form.font_index < len(book.font_list) else None
        yield Look(
            format=_format(book, index),
            indent=form.alignment.indent_level if form.alignment else 0,
            bold=font is not None and (bool(font.bold) or font.weight >= _BOLD),
        )


def _format(book: Any, index: int) -> str:
    found = book.format_map.get(book.xf_list[index].format_key)
    return GENERAL if found is None else str(found.format_str)


def _raised(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, int], ...]]]:
    """Superscript stretches of texts, by place."""
    for place, runs in sheet.rich_text_runlist_map.items():
        text = str(sheet.cell_value(*place))
        # What stands before the first run has the font of the cell.
        whole = book.xf_list[sheet.cell_xf_index(*place)].font_index
        runs = [(0, whole), *runs]
        stops = [*(start for start, _ in runs[1:]), len(text)]
        stretches = tuple(
            (start, stop)
            for (start, font), stop in zip(runs, stops, strict=True)
            if font < len(book.font_list)
            and book.font_list[font].escapement == 1
            and text[start:stop].strip()
        )
        if stretches:
            yield place, stretches


def _remarks(stream: Stream) -> Iterator[Remark]:
    top = {name.partition("/")[0] for name in stream.storages}
    if "_VBA_PROJECT_CUR" in top:
        yield Remark("holds macros: not run")
    embedded = sum(name.startswith("MBD") for name in top)
    if embedded:
        yield Remark(f"holds {embedded} embedded objects: not read")
    if stream.outside_books:
        yield Remark(
            f"holds {stream.outside_books} outside workbooks: not opened, stored results kept"
        )
