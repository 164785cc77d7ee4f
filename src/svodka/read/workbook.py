"""The workbook formats: bytes in, one grid per sheet out, what is hidden flagged and never skipped."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.model import Piece
from svodka.read import media
from svodka.read.reader import Reader


def xlsx_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per sheet of an xlsx or xlsm workbook, and remarks, in the order of the workbook.

    Raises:
        UnreadableDocument: damaged, protected by a password, or too large.
    """
    from svodka.read import workbook_xlsx

    return workbook_xlsx.xlsx_pieces(data)


def xls_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per sheet of an xls workbook, and remarks, in the order of the workbook.

    Raises:
        UnreadableDocument: damaged, protected by a password, or too large.
    """
    from svodka.read import workbook_xls

    return workbook_xls.xls_pieces(data)


def ods_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per sheet of an ods workbook, and remarks, in the order of the workbook.

    Raises:
        UnreadableDocument: damaged, protected by a password, or too large.
    """
    from svodka.read import workbook_ods

    return workbook_ods.ods_pieces(data)


_XLSX_MODULES = ("svodka.read.workbook_xlsx",)

READERS: tuple[Reader, ...] = (
    Reader(
        name="xlsx",
        version="1",
        media_type=media.XLSX,
        pieces=xlsx_pieces,
        preload=_XLSX_MODULES,
    ),
    Reader(
        name="xlsm",
        version="1",
        media_type=media.XLSM,
        pieces=xlsx_pieces,
        preload=_XLSX_MODULES,
    ),
    Reader(
        name="xls",
        version="1",
        media_type=media.XLS,
        pieces=xls_pieces,
        preload=("svodka.read.workbook_xls",),
    ),
    Reader(
        name="ods",
        version="1",
        media_type=media.ODS,
        pieces=ods_pieces,
        preload=("svodka.read.workbook_ods",),
    ),
)
