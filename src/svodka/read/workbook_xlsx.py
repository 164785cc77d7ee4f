"""An xlsx workbook: values by calamine, everything else by our own pass over the package, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineWorkbook

from svodka.model import Anchor, Piece, Reason, Remark, SheetCell, UnreadableDocument
from svodka.read.office_package import Package, damaged
from svodka.read.sheet_bounds import check_area
from svodka.read.sheet_grid import Sheet, sheet_pieces
from svodka.read.sheet_scan import Scan, scan
from svodka.read.workbook_numbers import large_sheet_values
from svodka.read.workbook_parts import Part, Parts, page_words
from svodka.read.workbook_undated import undated_values
from svodka.read.workbook_values import Values, opened, sheet_values


def xlsx_pieces(data: bytes) -> Iterator[Piece]:
    """One grid per worksheet and its remarks, in the order of the workbook.

    A sheet that is damaged or too large is told at the end, after the others were given.

    Raises:
        UnreadableDocument: damaged, protected by a password, or a sheet too large.
    """
    package = Package(data)
    parts = Parts(package)
    book: CalamineWorkbook | None = None
    refused: UnreadableDocument | None = None
    for part in parts.sheets():
        if part.kind != "worksheet":
            yield Remark(f"sheet {part.name!r} holds no cells ({part.kind or 'missing'}): not read")
            continue
        try:
            xml, marks = _marks(package, part)
            if book is None:
                book = opened(BytesIO(data))
            place = (package.stored(part.part), xml)
            values = large_sheet_values(data, part.name, place, marks, parts.plain)
            try:
                values = values or sheet_values(book, part.name)
            except UnreadableDocument as error:
                values = undated_values(data, part.name, place, error)
            yield from _sheet(parts, part, (xml, marks), values)
        except UnreadableDocument as error:
            if error.reason is Reason.ENCRYPTED:
                raise
            refused = refused or error
            yield Remark(f"not read: {error}", Anchor(SheetCell(part.name, 1, 1)))
    yield from parts.remarks()
    if refused is not None:
        raise refused


def _marks(package: Package, part: Part) -> tuple[bytes, Scan]:
    xml = package.bytes(part.part)
    if xml is None:
        raise damaged(f"the package lacks {part.part!r}")
    marks = scan(xml)
    check_area(part.name, marks.area)
    return xml, marks


def _sheet(parts: Parts, part: Part, found: tuple[bytes, Scan], read: Values) -> Iterator[Piece]:
    xml, marks = found
    (top, left), values = read
    if part.state == "veryHidden":
        yield Remark(
            f"sheet {part.name!r} is hidden so that no menu shows it",
            Anchor(SheetCell(part.name, 1, 1)),
        )
    yield from parts.boxes(part)
    yield from page_words(part, xml)
    yield from sheet_pieces(
        Sheet(
            name=part.name,
            hidden=part.state != "visible",
            top=top,
            left=left,
            values=values,
            marks=marks,
            looks=parts.looks,
            comments=parts.comments(part.part),
            raised=parts.raised(xml),
        )
    )
