"""Plain numbers of a large sheet are read off its XML by array operations; calamine reads all the rest.

Reading a cell by calamine takes ten times as long. It is given the same workbook with the sheet cut
down to the cells that are anything but a plain number, so that what they hold stays its to say.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from itertools import pairwise

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from svodka.lexicon.patterns import expression
from svodka.model import UnreadableDocument, Value
from svodka.read.sheet_cursor import Cursor, Numbers, Text, begins
from svodka.read.sheet_scan import Scan
from svodka.read.workbook_values import Values, opened, sheet_values

Flags = NDArray[np.bool_]
_FEWEST = 20_000
_BATCH = 1 << 13
# A whole number of so many digits, over a power of ten, gives the double nearest to the decimal.
_EXACT_DIGITS = 15
_TRIED = 1 << 9
_END = np.uint64(int.from_bytes(b"</v></c>", "little"))
# Built-in formats that are no dates; those of ids that no standard names may be.
_NUMERIC = frozenset((*range(14), 37, 38, 39, 40, 48, 49))
_SILENT = expression(
    r"\"[^\"]*\"|\\.|_.|\[(?:\$[^\]]*|[<>=][^\]]*|black|blue|cyan|green|magenta|red|white|yellow)\]",
    re.I,
)
_LETTER = expression(r"[^\W\d_]|[\"\\\[\]]")


def plain_styles(root: etree._Element | None) -> tuple[bool, ...]:
    """Of each cell format (`cellXfs`), in order, whether a number in it is for certain no date."""
    if root is None:
        return ()
    own = {
        found.get("numFmtId", ""): unescape(found.get("formatCode", ""))
        for found in root.iterfind("{*}numFmts/{*}numFmt")
    }
    named = (form.get("numFmtId", "") for form in root.iterfind("{*}cellXfs/{*}xf"))
    return tuple(
        _is_numeric(own[number])
        if number in own
        else number.isdecimal() and int(number) in _NUMERIC
        for number in named
    )


def _is_numeric(code: str) -> bool:
    rest = _SILENT.sub("", code)
    return rest.lower() == "general" or not _LETTER.search(rest)


def large_sheet_values(
    data: bytes, name: str, part: tuple[str, bytes], marks: Scan, plain: Sequence[bool]
) -> Values | None:
    """Where the values of a sheet begin and its rows, as `sheet_values` gives them.

    `part` is how the archive names the sheet, and its XML, which `marks` are of; `plain` tells of
    each style whether a number in it is no date. None where that is no shorter way.
    """
    told = np.flatnonzero(_may_be_read(marks, plain))
    if len(told) < _FEWEST or not _in_order(marks):
        return None
    stored, xml = part
    text = Text(xml)
    if not _mostly_short(text, marks.inside[told]):
        return None
    numbers, stops = _numbers(text, marks.inside[told])
    read = (stops >= 0) & np.isfinite(numbers)
    told, numbers, stops = told[read], numbers[read], stops[read]
    if len(told) * 2 < len(marks.starts):
        return None
    rest = _without(xml, marks.starts[told], stops)
    try:
        corner, others = sheet_values(opened(BytesIO(replaced(data, stored, rest))), name)
    except (UnreadableDocument, zipfile.BadZipFile, OSError, ValueError, KeyError):
        return None
    held = marks.stored.copy()
    held[told] = False
    return _laid(marks, (told, numbers), np.flatnonzero(held), (corner, others))


def _may_be_read(marks: Scan, plain: Sequence[bool]) -> Flags:
    if not len(marks.inside):
        return np.zeros(0, np.bool_)
    known = np.append(np.array(plain, np.bool_), False)
    styled: Flags = known[np.minimum(marks.styles, len(plain))]
    return styled & (marks.inside >= 0)


def _in_order(marks: Scan) -> bool:
    """Whether no cell stands twice, or before one that should come first."""
    return bool((np.diff((marks.rows << 15) + marks.columns) > 0).all())


def _numbers(text: Text, inside: Numbers) -> tuple[NDArray[np.float64], Numbers]:
    """The number in each cell, and where the cell ends; -1 where it holds anything else."""
    found = [_some_numbers(text, inside[at : at + _BATCH]) for at in range(0, len(inside), _BATCH)]
    numbers = np.concatenate([made for made, _ in found])
    stops = np.concatenate([stops for _, stops in found])
    return numbers, stops


def _mostly_short(text: Text, inside: Numbers) -> bool:
    """Whether most of a sample have no more digits than a double holds exactly: longer ones calamine reads as fast."""
    sample = inside[:: max(1, len(inside) // _TRIED)]
    _, stops = _some_numbers(text, sample)
    return bool(2 * np.count_nonzero(stops >= 0) > len(sample))


def _some_numbers(text: Text, inside: Numbers) -> tuple[NDArray[np.float64], Numbers]:
    cursor = Cursor(text, inside)
    word = cursor.word()
    usual, negative = begins(word, b"<v>"), begins(word, b"<v>-")
    cursor.places = inside + 3 + negative
    number, whole = cursor.number(np.zeros(len(inside), np.int64))
    pointed = cursor.skip(b".")
    number, decimals = cursor.number(number, pointed)
    usual &= (whole > 0) & (~pointed | (decimals > 0)) & (whole + decimals <= _EXACT_DIGITS)
    usual &= cursor.word() == _END
    made = number / 10.0**decimals
    return np.where(negative, -made, made), np.where(usual, cursor.places + 8, -1)


def _without(xml: bytes, starts: Numbers, stops: Numbers) -> bytes:
    """The XML without what lies between each start and its stop."""
    apart = starts[1:] != stops[:-1]
    first = starts[np.append(True, apart)].tolist()
    last = stops[np.append(apart, True)].tolist()
    edges = [0, *(edge for both in zip(first, last, strict=True) for edge in both), len(xml)]
    return b"".join(xml[start:stop] for start, stop in list(pairwise(edges))[::2])


def replaced(data: bytes, stored: str, part: bytes) -> bytes:
    """The archive with one part replaced; the bytes of the old one stay, and nothing names them.

    Raises:
        BadZipFile, OSError, ValueError, KeyError: it is no archive of the usual shape.
    """
    made = BytesIO()
    made.write(data)
    with zipfile.ZipFile(made, "a") as archive:
        old = archive.NameToInfo.pop(stored)
        archive.filelist.remove(old)
        archive.writestr(stored, part)
    return made.getvalue()


def _laid(
    marks: Scan, told: tuple[Numbers, NDArray[np.float64]], held: Numbers, others: Values
) -> Values:
    """Numbers and all other values on one rectangle, None where nothing is."""
    (above, before), lines = others
    flat: list[Value] = _spread(len(marks.rows), told).tolist()
    empty = ~marks.stored
    for index in np.flatnonzero(empty).tolist():
        flat[index] = None
    places = zip(
        held.tolist(), marks.rows[held].tolist(), marks.columns[held].tolist(), strict=True
    )
    for index, row, column in places:
        line: Sequence[Value] = lines[row - above] if 0 <= row - above < len(lines) else ()
        value = line[column - before] if 0 <= column - before < len(line) else None
        flat[index] = None if value == "" else value
    return _rows(marks.rows, marks.columns, flat)


def _spread(length: int, told: tuple[Numbers, NDArray[np.float64]]) -> NDArray[np.float64]:
    spread = np.zeros(length)
    spread[told[0]] = told[1]
    return spread


def _rows(rows: Numbers, columns: Numbers, flat: list[Value]) -> Values:
    """The values of cells in order as equally long rows, from the first row and column on."""
    top, left = int(rows[0]), int(columns.min())
    width = int(columns.max()) - left + 1
    edges = [0, *(np.flatnonzero(np.diff(rows)) + 1).tolist(), len(rows)]
    made: list[Sequence[Value]] = [()] * (int(rows[-1]) - top + 1)
    for start, stop in pairwise(edges):
        first, last = int(columns[start]) - left, int(columns[stop - 1]) - left
        if last - first == stop - 1 - start:
            line = [None] * first + flat[start:stop] + [None] * (width - 1 - last)
        else:
            line = [None] * width
            for column, value in zip(columns[start:stop].tolist(), flat[start:stop], strict=True):
                line[column - left] = value
        made[int(rows[start]) - top] = line
    return (top, left), made
