"""The records of an old workbook that no library tells of: its formulas, its sheets of other kinds, a password.

Source: [MS-XLS] 2.1.4 (records), 2.4.28 (BoundSheet8), 2.4.127 (Formula), 2.4.260 (ShrFmla).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from olefile import OleFileIO
from xlrd.biffh import XLRDError
from xlrd.formula import (
    FMLA_TYPE_ARRAY,
    FMLA_TYPE_CELL,
    FMLA_TYPE_SHARED,
    FormulaError,
    decompile_formula,
)

from svodka.read.sheet_scan import Formula

MOST_FORMULAS = 100_000
_OLE = b"\xd0\xcf\x11\xe0"
_STREAMS = ("Workbook", "Book")
_FORMULA, _EOF, _FILEPASS, _BOUNDSHEET = 0x0006, 0x000A, 0x002F, 0x0085
_ARRAY, _SUPBOOK, _SHARED, _BOF = 0x0221, 0x01AE, 0x04BC, 0x0809
_SHARED_REFERENCE = 0x01
_OTHER_KINDS = {1: "macro sheet", 2: "chart sheet", 6: "Visual Basic module"}
_UNTOLD = (
    XLRDError,
    FormulaError,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    struct.error,
)
_WHOLE = re.compile(r"(?<![\w.])(\d+)\.0(?![\d.])")
Tokens = tuple[bytes, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it: where its records begin, and its kind if it has no cells."""

    start: int
    other_kind: str


@dataclass(frozen=True, slots=True)
class Stream:
    """The records of a workbook; `storages` are the names beside it in its container."""

    data: bytes
    storages: tuple[str, ...] = ()

    def records(
        self, start: int = 0, *, wanted: tuple[int, ...] = ()
    ) -> Iterator[tuple[int, bytes]]:
        """Number and data of each wanted record from `start` on, up to the end of that part."""
        depth = 0
        data, end = self.data, len(self.data) - 4
        head = struct.Struct("<HH").unpack_from
        while start <= end:
            number, size = head(data, start)
            if number in wanted:
                yield number, data[start + 4 : start + 4 + size]
            start += 4 + size
            if number == _BOF:
                depth += 1
            elif number == _EOF:
                depth -= 1
                if depth <= 0:
                    return

    @property
    def encrypted(self) -> bool:
        return any(True for _ in self.records(wanted=(_FILEPASS,)))

    @property
    def outside_books(self) -> int:
        """Other workbooks that formulas refer to."""
        return sum(
            len(data) > 4 and data[2:4] not in (b"\x01\x04", b"\x01\x3a")
            for _, data in self.records(wanted=(_SUPBOOK,))
        )

    def sheets(self) -> list[Listed]:
        """The sheets of all kinds, in the order of the workbook."""
        return [
            Listed(struct.unpack_from("<I", data)[0], _OTHER_KINDS.get(data[5], ""))
            for _, data in self.records(wanted=(_BOUNDSHEET,))
            if len(data) > 6
        ]


def stream_of(data: bytes) -> Stream:
    """The workbook's records: a stream of its container, or the file itself if it has none.

    Raises:
        OSError: the container is broken.
    """
    if not data.startswith(_OLE):
        return Stream(data)
    with OleFileIO(BytesIO(data)) as container:
        storages = tuple("/".join(entry) for entry in container.listdir(storages=True))
        for name in _STREAMS:
            if container.exists(name):
                return Stream(container.openstream(name).read(), storages)
    return Stream(b"", storages)


def formulas(book: object, stream: Stream, start: int) -> Iterator[Formula]:
    """The formulas of the sheet whose records begin at `start`; words are empty where untold."""
    last = (0, 0)
    shared: dict[tuple[int, int], Tokens] = {}
    waiting: list[tuple[int, int]] = []
    borrowed: list[tuple[int, int, tuple[int, int]]] = []
    number = 0
    for kind, data in stream.records(start, wanted=(_FORMULA, _SHARED, _ARRAY)):
        if kind == _FORMULA and len(data) >= 22:
            number += 1
            if number > MOST_FORMULAS:
                return
            last = struct.unpack_from("<HH", data)
            tokens = _tokens(data, 20)
            if tokens[:1] == bytes([_SHARED_REFERENCE]) and len(tokens) >= 5:
                borrowed.append((*last, struct.unpack_from("<HH", tokens, 1)))
            else:
                yield _told(book, last, (tokens, FMLA_TYPE_CELL))
        elif kind == _SHARED and len(data) >= 10:
            shared[last] = (_tokens(data, 8), FMLA_TYPE_SHARED)
        elif kind == _ARRAY and len(data) >= 14:
            shared[last] = (_tokens(data, 12), FMLA_TYPE_ARRAY)
            waiting.append(last)
    for row, column, master in borrowed:
        tokens_of = shared.get(master)
        if tokens_of is None:
            yield Formula(row=row, column=column)
        elif tokens_of[1] == FMLA_TYPE_SHARED or (row, column) in waiting:
            yield _told(book, (row, column), tokens_of)


def _tokens(data: bytes, at: int) -> bytes:
    size = struct.unpack_from("<H", data, at)[0]
    return data[at + 2 : at + 2 + size]


def _told(book: object, place: tuple[int, int], tokens: Tokens) -> Formula:
    row, column = place
    try:
        words = decompile_formula(book, tokens[0], len(tokens[0]), tokens[1], row, column)
    except _UNTOLD:
        words = None
    return Formula(row=row, column=column, words=f"={_whole(words)}" if words else "")


def _whole(words: str) -> str:
    """Whole numbers as Excel prints them: 2, not 2.0; what stands in quotes is left alone."""
    pieces = words.split('"')
    pieces[::2] = [_WHOLE.sub(r"\1", piece) for piece in pieces[::2]]
    return '"'.join(pieces)
