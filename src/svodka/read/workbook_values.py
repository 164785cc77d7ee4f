"""Values of a workbook's cells as calamine gives them; its failures get their reason here."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import isfinite
from typing import Literal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from svodka.model import Reason, UnreadableDocument, Value
from svodka.read.office_package import damaged

Values = tuple[tuple[int, int], Sequence[Sequence[Value]]]


def opened(data: BytesIO) -> CalamineWorkbook:
    """The workbook as calamine opens it.

    Raises:
        UnreadableDocument: protected by a password, or damaged.
    """
    try:
        with _Panic("the cells cannot be read"):
            return CalamineWorkbook.from_filelike(data)
    except PasswordError as error:
        raise UnreadableDocument(
            Reason.ENCRYPTED,
            str(error).lower(),
            hint="remove the password and give the file again",
        ) from error
    except CalamineError as error:
        raise damaged(f"the cells cannot be read ({error})") from error


def sheet_values(book: CalamineWorkbook, name: str) -> Values:
    """Where the values of a sheet begin (0-based row and column), and its rows from there.

    Raises:
        UnreadableDocument: the sheet is damaged.
    """
    try:
        with _Panic(f"the cells of sheet {name!r} cannot be read"):
            sheet = book.get_sheet_by_name(name)
            # Its iter_rows() begins at the first row of the sheet whatever its `start` says.
            if not sheet.start:
                return (0, 0), []
            return sheet.start, [_finite(row) for row in sheet.to_python(skip_empty_area=True)]
    except CalamineError as error:
        raise damaged(f"sheet {name!r}: {error}") from error


def _finite(row: Sequence[Value]) -> Sequence[Value]:
    """The row with numbers that nobody can count with (NaN, INF) as words."""
    if float not in set(map(type, row)):
        return row
    if isfinite(sum([value for value in row if type(value) is float])):
        return row
    odd = (type(value) is float and not isfinite(value) for value in row)
    return [str(value) if is_odd else value for value, is_odd in zip(row, odd, strict=True)]


class _Panic:
    """Tells a panic of calamine, which is no `Exception`; a number too large for a date is one."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: object, /
    ) -> Literal[False]:
        if kind is not None and kind.__name__ == "PanicException":
            raise damaged(self.words)
        return False
