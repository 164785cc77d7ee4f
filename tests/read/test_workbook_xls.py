"""An old workbook gives what an xlsx gives; its records are written here one by one."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from svodka.model import Grid, Merge, Piece, Reason, Remark, UnreadableDocument, Value
from svodka.read.workbook import xls_pieces

MOMENT = datetime.fromisoformat


def record(kind: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def pack(form: str, *values: float) -> bytes:
    return struct.pack("<" + form, *values)


def words(text: str, size: str = "H") -> bytes:
    """A string of BIFF8: its length, a flag for 16 bits a letter, its letters."""
    return pack(size + "B", len(text), 1) + text.encode("utf-16-le")


def bof(kind: int) -> bytes:
    return record(0x0809, pack("HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def font(*, bold: bool = False, raised: bool = False) -> bytes:
    head = pack("HHHHHBBBB", 200, 0, 0x7FFF, 700 if bold else 400, int(raised), 0, 0, 0, 0)
    return record(0x31, head, words("Arial", "B"))


def look(font_index: int = 0, code: int = 0, indent: int = 0) -> bytes:
    return record(0xE0, pack("HHHBBBBIIH", font_index, code, 1, 0, 0, indent, 0, 0, 0, 0))


def value(row: int, column: int, number: float, form: int = 0) -> bytes:
    return record(0x203, pack("HHHd", row, column, form, number))


def label(row: int, column: int, text: str, form: int = 0) -> bytes:
    return record(0x204, pack("HHH", row, column, form), words(text))


def formula(row: int, column: int, result: bytes, tokens: bytes) -> bytes:
    head = pack("HHH", row, column, 0) + result + pack("HI", 0, 0)
    return record(0x6, head, pack("H", len(tokens)), tokens)


def note(row: int, column: int, text: str) -> bytes:
    drawn = pack("HHHHHIII", 0x15, 0x12, 0x19, 1, 0, 0, 0, 0) + pack("HH", 0, 0)
    shape = record(0x1B6, pack("HHHHHHHI", 0x212, 0, 0, 0, 0, len(text), 16, 0))
    letters = record(0x3C, b"\x01" + text.encode("utf-16-le"))
    runs = record(0x3C, pack("HHI", 0, 0, 0), pack("HHI", len(text), 0, 0))
    place = record(0x1C, pack("HHHH", row, column, 0, 1), words("x"), b"\0")
    return record(0x5D, drawn) + shape + letters + runs + place


def xls(
    *records: bytes,
    looks: tuple[bytes, ...] = (look(),),
    codes: tuple[tuple[int, str], ...] = (),
    state: int = 0,
    base: int = 0,
    before: bytes = b"",
) -> bytes:
    """A workbook of one sheet, as a stream without a container."""
    head = bof(5) + before + record(0x42, pack("H", 0x04B0)) + record(0x22, pack("H", base))
    head += font() + font(bold=True) + font(raised=True)
    head += b"".join(record(0x41E, pack("H", code), words(text)) for code, text in codes)
    head += b"".join(looks)
    name = words("Лист", "B")
    size = len(head) + 4 + 6 + len(name) + 4
    head += record(0x85, pack("IBB", size, state, 0), name) + record(0x0A)
    return head + bof(0x10) + b"".join(records) + record(0x0A)


def read(data: bytes) -> list[Piece]:
    return list(xls_pieces(data))


def only(data: bytes) -> Grid:
    return next(piece for piece in read(data) if isinstance(piece, Grid))


def remarks(pieces: list[Piece]) -> str:
    return "\n".join(f"{p.text} {p.anchor or ''}" for p in pieces if isinstance(p, Remark))


def test_values_stand_at_their_addresses_with_their_looks() -> None:
    looks = (look(), look(font_index=1), look(code=164), look(indent=2))
    grid = only(
        xls(
            label(2, 1, "Всего", 1),
            value(2, 2, 0.157, 2),
            label(3, 1, "город", 3),
            value(3, 2, 7),
            looks=looks,
            codes=((164, "0.0%"),),
        )
    )
    assert (grid.top, grid.left) == (3, 2)
    assert grid.rows == (("Всего", 0.157), ("город", 7.0))
    assert grid.bold == {(0, 0)}
    assert grid.indents == {(1, 0): 2}
    assert grid.number_formats == {(0, 1): "0.0%"}
    assert grid.text(0, 1) == "15.7%"
    assert str(grid.anchor(1, 1)).endswith("cell=C4")


def test_what_is_hidden_merged_or_noted_is_kept() -> None:
    grid = only(
        xls(
            record(0x7D, pack("HHHHHH", 1, 1, 2000, 0, 1, 0)),
            record(0x208, pack("HHHHHHI", 1, 0, 3, 300, 0, 0, 0x20)),
            value(0, 0, 1),
            value(1, 1, 2),
            value(2, 2, 3),
            record(0xE5, pack("HHHHH", 1, 0, 0, 0, 1)),
            note(2, 2, "исправлено"),
            state=1,
        )
    )
    assert grid.hidden
    assert grid.hidden_rows == {1}
    assert grid.hidden_columns == {1}
    assert grid.merges == (Merge(0, 0, 0, 1),)
    assert grid.comments == {(2, 2): "исправлено"}


def test_a_formula_keeps_its_words_and_its_stored_result() -> None:
    # A1*2, then a shared formula of the cell on the left plus 1.5, in two cells.
    product = b"\x44" + pack("HH", 0, 0xC000) + b"\x1e" + pack("H", 2) + b"\x05"
    borrowed = b"\x01" + pack("HH", 1, 1)
    shared = b"\x4c" + pack("HH", 0, 0xC0FF) + b"\x1f" + pack("d", 1.5) + b"\x03"
    grid = only(
        xls(
            value(0, 0, 4),
            formula(0, 1, pack("d", 8), product),
            value(1, 0, 1),
            formula(1, 1, pack("d", 2.5), borrowed),
            record(0x4BC, pack("HHBBBB", 1, 2, 1, 1, 0, 2), pack("H", len(shared)), shared),
            value(2, 0, 2),
            formula(2, 1, pack("d", 3.5), borrowed),
        )
    )
    assert grid.rows == ((4.0, 8.0), (1.0, 2.5), (2.0, 3.5))
    assert grid.formulas == {(0, 1): "=A1*2", (1, 1): "=A2+1.5", (2, 1): "=A3+1.5"}


def test_a_formula_that_cannot_be_told_is_remarked() -> None:
    pieces = read(xls(formula(0, 0, pack("d", 8), b"\x18\x00\x00")))
    assert next(p for p in pieces if isinstance(p, Grid)).rows == ((8.0,),)
    assert "1 formulas that cannot be told in words sheet=" in remarks(pieces)


def test_an_error_is_a_text_with_a_remark() -> None:
    pieces = read(xls(record(0x205, pack("HHHBB", 0, 0, 0, 0x17, 1))))
    assert next(p for p in pieces if isinstance(p, Grid)).rows == (("#REF!",),)
    assert "1 cells that hold an error" in remarks(pieces)


@pytest.mark.parametrize(("base", "shift"), [(0, 0), (1, 1462)])
@pytest.mark.parametrize(
    ("number", "code", "moment"),
    [
        (44986, "dd.mm.yyyy", date(2023, 3, 1)),
        (44986.5, "dd.mm.yyyy hh:mm", MOMENT("2023-03-01T12:00")),
        (0.25, "hh:mm", time(6)),
        (1.25, "[hh]:mm", timedelta(hours=30)),
    ],
)
def test_dates_are_read_on_both_bases(
    base: int, shift: int, number: float, code: str, moment: Value
) -> None:
    stored = number - shift if number > 2 else number
    data = xls(
        value(0, 0, stored, 1), looks=(look(), look(code=164)), codes=((164, code),), base=base
    )
    assert only(data).rows == ((moment,),)


def test_a_password_is_told() -> None:
    with pytest.raises(UnreadableDocument) as failure:
        read(xls(value(0, 0, 1), before=record(0x2F, pack("HHH", 0, 1, 2))))
    assert failure.value.reason is Reason.ENCRYPTED


def test_a_sheet_of_another_kind_is_remarked() -> None:
    data = xls(value(0, 0, 1))
    chart = record(0x85, pack("IBB", 0, 0, 2), words("Диаграмма", "B"))
    position = data.index(struct.pack("<H", 0x85))
    start = struct.unpack_from("<I", data, position + 4)[0] + len(chart)
    moved = data[: position + 4] + pack("I", start) + data[position + 8 :]
    end = moved.index(record(0x0A))
    pieces = read(moved[:end] + chart + moved[end:])
    assert "holds a chart sheet: not read" in remarks(pieces)
    assert [piece.rows for piece in pieces if isinstance(piece, Grid)] == [((1.0,),)]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_workbook_ends_in_pieces_or_a_typed_failure(share: float) -> None:
    data = xls(*(value(row, 0, row) for row in range(50)))
    try:
        pieces = read(data[: int(len(data) * share)])
    except UnreadableDocument as failure:
        pieces = [Remark(failure.hint)]
    assert pieces


def test_formulas_of_a_real_book_are_told(corpus: Callable[[str], Path]) -> None:
    path = corpus("broken-files") / "poi-spreadsheet" / "42464-ExpPtg-bad.xls"
    grid = only(path.read_bytes())
    assert len(grid.formulas) > 600
    assert grid.formulas[36, 33] == "=2450000+190000"
    assert grid.rows[36][33] == 2640000
