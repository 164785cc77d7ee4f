"""Where the cells of a sheet's XML stand and what they carry beside their values, without parsing it all.

Cell tags are found and their attributes read by array operations on the bytes; markup of another
shape (prefixes, comments, cells without an address) is first written out anew in the usual shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from svodka.model import Merge
from svodka.model.anchor import column_letters, column_number
from svodka.read.office_package import damaged
from svodka.read.sheet_cursor import Cursor, Numbers, Text, begins

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_CHUNK = 1 << 23
_BATCH = 1 << 13
_SPACE, _SLASH, _CLOSE, _OPEN, _C, _F, _R, _MARK = b" /><cfr!"
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FORMULA = re.compile(
    rb"<f(?P<attributes>\s[^>]*?)?(?:/>|>(?P<words>[^<]*)</f>)\s*(?:<v(?:\s[^>]*)?>(?P<cached>[^<]*)</v>)?"
)
_ERROR = re.compile(rb't="e"[^>]*>(?:<f(?:[^>]*/>|[^>]*>[^<]*</f>))?\s*<v(?:\s[^>]*)?>([^<]*)</v>')
_COLUMN = re.compile(rb"<col\b([^>]*)>")
_MERGE = re.compile(rb"<mergeCell\b([^>]*)>")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_TRUE = ("1", "true")
# The types of a cell (ECMA-376 part 1, 18.18.11), each with the quote behind it; one has two more bytes.
_TYPES = (b's"', b'n"', b'b"', b'd"', b'e"', b'str"', b"inlineSt")
_NONE: Numbers = np.empty(0, np.int64)


class _UnusualError(Exception):
    """The markup has another shape than the fast way takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula as stored. `shared` is the number of a shared one; `words` stand at its master."""

    row: int
    column: int
    words: str = ""
    shared: str = ""
    cached: bool = True


@dataclass(slots=True, kw_only=True)
class Scan:
    """What a sheet's XML says of its cells; all indices are 0-based addresses of the file.

    `rows`, `columns`, `styles` and `stored` are parallel, one element a cell; `stored` tells cells
    that hold something from cells that are only formatted. So are `starts` and `inside`, where they
    are not empty: where in the XML the tag of a cell begins, and what it holds; -1 unless it is
    said to hold a number.
    """

    rows: Numbers
    columns: Numbers
    styles: Numbers
    stored: NDArray[np.bool_]
    formulas: list[Formula] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    starts: Numbers = field(default_factory=lambda: _NONE)
    inside: Numbers = field(default_factory=lambda: _NONE)

    @property
    def area(self) -> int:
        """Cells of the smallest rectangle around all that is stored."""
        if not self.stored.any():
            return 0
        rows, columns = self.rows[self.stored], self.columns[self.stored]
        return int((np.ptp(rows) + 1) * (np.ptp(columns) + 1))


def scan(xml: bytes) -> Scan:
    """Read one worksheet part.

    Raises:
        UnreadableDocument: the part is no XML, or a cell lies outside of any sheet.
    """
    try:
        if not xml.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _scan(xml)
    except _UnusualError:
        pass
    usual = _usual(xml)
    try:
        # Where its cells stand is no place of the part.
        return replace(_scan(usual), starts=_NONE, inside=_NONE)
    except _UnusualError as error:
        raise damaged("cells without an address in a sheet") from error


def _scan(xml: bytes) -> Scan:
    start, stop = _data_bounds(xml)
    text = Text(xml)
    tags = _tags(text, start, stop)
    found, errs = _cells(text, tags.cells)
    before, after = xml[:start], xml[stop:]
    places = _Places(found)
    for match in _FORMULA.finditer(xml, start, stop) if tags.formulas else ():
        found.formulas.append(_formula(match, places))
    for match in _ERROR.finditer(xml, start, stop) if errs else ():
        row, column, _ = places.at(match.start())
        found.errors[row, column] = unescape(match[1].decode("utf-8", "replace"))
    found.hidden_rows.update(_hidden_rows(xml, tags.rows))
    found.hidden_columns.extend(_hidden_columns(before))
    found.merges.extend(_merges(after))
    return found


class _Places:
    """Which cell a byte of the XML lies in."""

    def __init__(self, scan: Scan) -> None:
        self._starts = scan.starts
        self._scan = scan

    def at(self, position: int) -> tuple[int, int, int]:
        """Row and column of the cell, and where its tag begins."""
        index = int(np.searchsorted(self._starts, position, side="right")) - 1
        if index < 0:
            raise _UnusualError
        start = int(self._starts[index])
        return int(self._scan.rows[index]), int(self._scan.columns[index]), start


def _data_bounds(xml: bytes) -> tuple[int, int]:
    start, stop = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    # Between the two `_some_tags` looks at every tag anyway.
    if start < 0 or b"<!" in xml[:start] or b"<!" in xml[max(stop, 0) :]:
        raise _UnusualError
    if stop < 0:
        if xml.find(b"/>", start) != xml.find(b">", start) - 1:
            raise _UnusualError
        stop = xml.find(b">", start)
    return start, stop


@dataclass(frozen=True, slots=True)
class _Tags:
    """Where the tags of cells and rows begin, and whether there are formulas."""

    cells: Numbers
    rows: Numbers
    formulas: bool


def _tags(text: Text, start: int, stop: int) -> _Tags:
    """The tags that begin within [start, stop)."""
    found = [
        _some_tags(text.single, at, min(at + _CHUNK, stop)) for at in range(start, stop, _CHUNK)
    ]
    return _Tags(
        cells=np.concatenate([_NONE, *(one.cells for one in found)]),
        rows=np.concatenate([_NONE, *(one.rows for one in found)]),
        formulas=any(one.formulas for one in found),
    )


def _some_tags(view: NDArray[np.uint8], start: int, stop: int) -> _Tags:
    tags: Numbers = np.flatnonzero(view[start:stop] == _OPEN).astype(np.int64) + start
    second = view.take(tags + 1)
    if (second == _MARK).any():
        raise _UnusualError
    rows = tags[second == _R]
    formulas = bool((second == _F).any())
    tags = tags[second == _C]
    third = view.take(tags + 2)
    if np.any((third == _CLOSE) | (third == _SLASH)):
        raise _UnusualError
    return _Tags(tags[third == _SPACE], rows, formulas)


def _cells(text: Text, starts: Numbers) -> tuple[Scan, bool]:
    """What the tags of cells say, and whether some may hold an error."""
    pieces = [_attributes(text, starts[at : at + _BATCH]) for at in range(0, len(starts), _BATCH)]
    columns, rows, styles, stored, inside, errs = (
        (np.concatenate([_NONE, *part]) for part in zip(*pieces, strict=True))
        if pieces
        else (_NONE,) * 6
    )
    found = Scan(
        rows=rows,
        columns=columns,
        styles=styles,
        stored=stored.astype(np.bool_),
        starts=starts,
        inside=inside,
    )
    return found, bool(errs.any())


def _attributes(text: Text, starts: Numbers) -> tuple[Numbers, ...]:
    """Column, row, style, whether something is stored, where a number is, and whether it may be an error."""
    cursor = Cursor(text, starts + 3)
    usual, columns = cursor.address()
    rows = cursor.digits(7) - 1
    usual &= cursor.skip(b'"')
    if not usual.all() or (columns < 0).any() or (rows < 0).any():
        raise _UnusualError
    word = cursor.word()
    styles = np.zeros(len(starts), np.int64)
    if len(where := np.flatnonzero(begins(word, b' s="'))):
        said = Cursor(text, cursor.places[where] + 4)
        styles[where] = said.digits(5)
        said.skip(b'"')
        cursor.places[where], word[where] = said.places, said.word()
    typed = begins(word, b' t="')
    errs = np.zeros(len(starts), np.bool_)
    if len(where := np.flatnonzero(typed)):
        said = Cursor(text, cursor.places[where] + 4)
        kind = said.word()
        typed[where], errs[where] = ~begins(kind, b'n"'), begins(kind, b'e"')
        # What is none of these is an odd cell.
        for name in _TYPES:
            said.places = said.places + begins(kind, name) * len(name)
        said.skip(b'r"')
        cursor.places[where], word[where] = said.places, said.word()
    closed, opened = begins(word, b"/>"), begins(word, b">")
    inside = np.where(opened & ~typed, cursor.places + 1, -1)
    empty = closed | begins(word, b"></c>")
    for index in np.flatnonzero(~(closed | opened)).tolist():
        styles[index], empty[index] = _odd_cell(text.xml, int(starts[index]))
        errs[index] = True
    if columns.max(initial=0) >= MAX_COLUMNS or rows.max(initial=0) >= MAX_ROWS:
        raise damaged("a cell lies outside of any sheet")
    return columns, rows, styles, (~empty).astype(np.int64), inside, errs.astype(np.int64)


def _odd_cell(xml: bytes, start: int) -> tuple[int, bool]:
    """Style and emptiness of one cell whose attributes stand in another order."""
    stop = xml.find(b">", start)
    if b"'" in xml[start:stop]:
        raise _UnusualError
    said = _said(xml[start:stop])
    style = said.get("s", "0")
    empty = xml[stop - 1] == _SLASH or xml.startswith(b"></c>", stop)
    return (int(style) if style.isdecimal() else 0), empty


def _said(tag: bytes) -> dict[str, str]:
    return {
        match[1].decode(): unescape((match[2] or match[3] or b"").decode("utf-8", "replace"))
        for match in _ATTRIBUTE.finditer(tag)
    }


def _formula(match: re.Match[bytes], places: _Places) -> Formula:
    row, column, start = places.at(match.start())
    said = _said(match["attributes"] or b"")
    words = unescape((match["words"] or b"").decode("utf-8", "replace"))
    return Formula(
        row=row,
        column=column,
        words=f"={words}" if words else "",
        shared=said.get("si", "") if said.get("t") == "shared" else "",
        # An empty text is a result too.
        cached=bool(match["cached"]) or b't="str"' in match.string[start : match.start()],
    )


def _hidden_rows(xml: bytes, tags: Numbers) -> Iterator[int]:
    for start in tags.tolist():
        tag = xml[start : xml.find(b">", start)]
        if b"hidden=" in tag or b'ht="0' in tag:
            said = _said(tag)
            if said.get("hidden") in _TRUE or _is_nought(said.get("ht", "")):
                if not said.get("r", "").isdecimal():
                    raise _UnusualError
                yield int(said["r"]) - 1


def _hidden_columns(head: bytes) -> Iterator[tuple[int, int]]:
    for match in _COLUMN.finditer(head):
        said = _said(match[1])
        if said.get("hidden") in _TRUE or _is_nought(said.get("width", "")):
            first, last = said.get("min", ""), said.get("max", "")
            if first.isdecimal() and last.isdecimal():
                yield int(first) - 1, int(last) - 1


def _is_nought(size: str) -> bool:
    try:
        return float(size) == 0
    except ValueError:
        return False


def _merges(tail: bytes) -> Iterator[Merge]:
    for match in _MERGE.finditer(tail):
        ends = [place(part) for part in _said(match[1]).get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            (row, column), (last_row, last_column) = ends[0], ends[1]
            yield Merge(row, column, last_row, last_column)


def place(address: str) -> tuple[int, int] | None:
    """C17 → (16, 2): the 0-based place of an A1 address; None if it is none."""
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1]) - 1) if found else None


def _usual(xml: bytes) -> bytes:
    """The same sheet in the shape that the fast way takes.

    Raises:
        UnreadableDocument: the part is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(str(error)) from error
    columns, merges = (
        b"".join(_tag(tag, _attributes_of(found)) for found in root.iter(f"{{*}}{tag}"))
        for tag in ("col", "mergeCell")
    )
    return b"%s<sheetData>%s</sheetData>%s" % (columns, b"".join(_rows(root)), merges)


def _rows(root: etree._Element) -> Iterator[bytes]:
    last = 0
    for row in root.iter("{*}row"):
        number = row.get("r", "")
        last = int(number) if number.isdecimal() else last + 1
        yield _tag("row", {**_attributes_of(row), "r": str(last)}, closed=False)
        column = 0
        for cell in row.iterchildren("{*}c"):
            known = place(cell.get("r", ""))
            column = known[1] + 1 if known else column + 1
            yield _cell(cell, f"{column_letters(column)}{known[0] + 1 if known else last}")
        yield b"</row>"


def _cell(cell: etree._Element, address: str) -> bytes:
    kept = {name: cell.get(name, "") for name in ("s", "t") if cell.get(name)}
    inner = b""
    for child in cell.iterchildren("{*}f", "{*}v", "{*}is"):
        tag = etree.QName(child).localname
        words = b"" if tag == "is" else _escaped(child.text or "")
        inner += _tag(tag, _attributes_of(child), closed=False) + words + b"</%s>" % tag.encode()
    return _tag("c", {"r": address, **kept}, closed=False) + inner + b"</c>"


def _attributes_of(element: etree._Element) -> dict[str, str]:
    return {str(name): str(words) for name, words in element.items()}


def _tag(name: str, attributes: dict[str, str], *, closed: bool = True) -> bytes:
    said = b"".join(
        b' %s="%s"' % (key.encode(), _escaped(words))
        for key, words in attributes.items()
        if not key.startswith("{")
    )
    return b"<%s%s%s>" % (name.encode(), said, b"/" if closed else b"")


def _escaped(words: str) -> bytes:
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace('"', "&quot;").encode("utf-8", "surrogatepass")
