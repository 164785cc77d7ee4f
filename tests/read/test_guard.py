"""What is made to do harm, or needs a password, is named before any parser sees it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from svodka import jail, read
from svodka.model import Reason, UnreadableDocument
from svodka.read import media
from svodka.read.guard import guard

WORKBOOK = b"<Types><Override ContentType='x.spreadsheetml.sheet.main+xml'/></Types>"
MEGABYTE = 1 << 20


def package(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", WORKBOOK)
        for name, data in members.items():
            archive.writestr(f"xl/{name}.xml", data)
    return buffer.getvalue()


def lying(data: bytes) -> bytes:
    """The same archive, every stated size of inflated data made tiny."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark)
        while place >= 0:
            changed[place + at : place + at + 4] = struct.pack("<I", 100)
            place = data.find(mark, place + 4)
    return bytes(changed)


def reason(data: bytes) -> Reason:
    with pytest.raises(UnreadableDocument) as caught:
        list(read.pieces(data))
    assert caught.value.hint
    return caught.value.reason


def test_an_ordinary_package_passes() -> None:
    guard(package(sheet1=b"<a>" + b"<c>12</c>" * 1000 + b"</a>"), media.XLSX)


def test_an_expansion_bomb_is_too_large() -> None:
    bomb = package(sheet1=b"<a>" + b" " * (100 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    assert reason(bomb) is Reason.TOO_LARGE


def test_stated_sizes_are_not_believed() -> None:
    assert reason(lying(package(sheet1=b"<a>" + b" " * (100 * MEGABYTE)))) is Reason.TOO_LARGE


def test_a_part_that_compresses_well_but_is_small_passes() -> None:
    guard(package(sheet1=b"<a>" + b" " * (10 * MEGABYTE)), media.XLSX)


def test_more_parts_than_any_document_has_are_too_many() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", WORKBOOK)
        for number in range(20_001):
            archive.writestr(f"xl/{number}", b"")
    assert reason(buffer.getvalue()) is Reason.TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert reason(package(sharedStrings=text.encode(encoding))) is Reason.DAMAGED


def test_words_that_look_like_an_entity_are_no_entity() -> None:
    guard(package(sharedStrings=b"<a>&lt;!ENTITY b&gt;</a>"), media.XLSX)


def test_a_package_that_was_cut_off_is_truncated() -> None:
    whole = package(workbook=bytes(range(256)) * 40)
    assert reason(whole[: len(whole) // 2]) is Reason.TRUNCATED


def test_an_encrypted_member_means_a_password() -> None:
    whole = bytearray(package(workbook=b"<a/>"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(mark)
        while place >= 0:
            whole[place + at] |= 1
            place = whole.find(mark, place + 4)
    assert reason(bytes(whole)) is Reason.ENCRYPTED


def test_an_archive_without_files_is_empty() -> None:
    assert reason(b"PK\x05\x06" + bytes(18)) is Reason.EMPTY


def test_a_damaged_member_is_left_to_the_reader_to_tell() -> None:
    whole = package(workbook=b"<a>" + bytes(range(256)) * 40)
    place = whole.find(b"PK\x01\x02")
    guard(whole[: place - 20] + b"\xff" * 20 + whole[place:], media.XLSX)


def test_a_sheet_that_claims_seventeen_billion_cells_ends_at_once() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    )
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", WORKBOOK)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r" '
            f'Type="{main}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{main}"><sheets><sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="s" '
            f'Type="{main}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    data = buffer.getvalue()
    read.describe(data)
    outcome = jail.run(read.pieces, data)
    assert outcome.unread is not None
    assert outcome.unread.reason is Reason.TOO_LARGE
