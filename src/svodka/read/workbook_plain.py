"""A workbook in, one grid per sheet out, addressed as in the file; hidden sheets are flagged, never skipped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from svodka.model import Grid, GridKind, Merge, Piece, Reason, Remark, UnreadableDocument, Value


def workbook_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per sheet of an xlsx, xlsm, xls or ods workbook, in the order of the workbook.

    Raises:
        UnreadableDocument: protected by a password, or not a workbook that can be read.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise UnreadableDocument(
            Reason.ENCRYPTED, str(error), hint="remove the password and take the file again"
        ) from error
    except CalamineError as error:
        raise UnreadableDocument(Reason.DAMAGED, str(error)) from error
    for index, sheet in enumerate(book.sheets_metadata):
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            yield Remark(f"sheet {sheet.name!r} is no worksheet: not read")
            continue
        hidden = sheet.visible is not SheetVisibleEnum.Visible
        yield _grid(book.get_sheet_by_index(index), sheet.name, hidden=hidden)


def _grid(sheet: CalamineSheet, name: str, *, hidden: bool) -> Grid:
    top, left = sheet.start or (0, 0)
    texts: dict[tuple[int, int], str] = {}
    rows: list[tuple[Value, ...]] = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=True)):
        for column, value in enumerate(values):
            if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
                texts[row, column] = value
                values[column] = unicodedata.normalize("NFC", value)
        rows.append(tuple([None if value == "" else value for value in values]))
    merges = tuple(
        Merge(r1 - top, c1 - left, r2 - top, c2 - left)
        for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()
    )
    return Grid(
        kind=GridKind.SHEET,
        name=name,
        top=top + 1,
        left=left + 1,
        rows=tuple(rows),
        texts=texts,
        merges=merges,
        hidden=hidden,
    )


xlsx_pieces = xls_pieces = ods_pieces = workbook_pieces
