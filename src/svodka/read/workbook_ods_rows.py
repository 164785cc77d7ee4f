"""Rows of an ods sheet: those of usual markup are taken from its bytes, only the rest is parsed.

A parser makes an object of every cell and paragraph, which costs more than all that is then done
with them. Where the markup is as spreadsheet programs write it, rows are cut at `<` instead, equal
attributes are understood once, and the parser sees the document without these rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from svodka.read.workbook_ods_cells import OFFICE, VALUE, Head, head
from svodka.read.workbook_ods_styles import TABLE

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_PARAGRAPH = f"{TEXT}p"
_TABLE_ROW = f"{TABLE}table-row"
_OPENED, _CLOSED = (b"table:table-cell", b"table:covered-table-cell"), b"/table:table-cell>"
_ROW, _ROW_END = b"<table:table-row", b"</table:table-row>"
_NUMBER = b' office:value="'
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITY = re.compile("&(?:lt|gt|quot|apos|amp);")
_SAID = rb' [a-z-]+:[a-zA-Z-]+="(?:[^"<>&\t\r\n]|&(?:lt|gt|quot|apos|amp);)*+"'
_TAG = re.compile(rb"(table:(?:covered-)?table-(?:cell|row))((?:" + _SAID + rb")*+)/?>")
_ATTRIBUTE = re.compile(r' ([a-z-]+):([a-zA-Z-]+)="([^"]*)"')
_UTF_8 = re.compile(rb"""\s*<\?xml[^>]*?encoding=["']utf-8["']|\s*<(?!\?)""", re.IGNORECASE)
_ROOT = re.compile(rb"<[\w:-]+\s[^<>]*>")
_DECLARED = re.compile(rb"""\sxmlns:([\w-]+)\s*=\s*("[^"<>&]*"|'[^'<>&]*')""")
_USUAL = {b"table": TABLE, b"office": OFFICE, b"text": TEXT}
_AT_ONCE = 1 << 16

# What a cell says, its number, its words where they are plain, and else the element they are in.
Cell: TypeAlias = tuple[Head, bytes | str, str, etree._Element | None]
Event: TypeAlias = tuple[str, etree._Element]


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, and its cells."""

    said: Mapping[str, str]
    cells: list[Cell]


class _UnusualError(Exception):
    """The markup has another shape than the fast way takes."""


def walk(content: bytes, tags: tuple[str, ...]) -> Iterator[Event | Row]:
    """Elements of `tags` as they begin and end, and rows, in the order of the document.

    Raises:
        XMLSyntaxError: the content is no XML; what was given before stands.
    """
    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=(*tags, _TABLE_ROW),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
    )
    given = 0
    for start, stop, row in _Usual(content).rows():
        yield from _parsed(parser, content, given, start)
        yield row
        given = stop
    yield from _parsed(parser, content, given, len(content))
    parser.close()


def _parsed(
    parser: etree.XMLPullParser, content: bytes, start: int, stop: int
) -> Iterator[Event | Row]:
    broken: etree.XMLSyntaxError | None = None
    for at in range(start, stop, _AT_ONCE):
        try:
            parser.feed(content[at : min(at + _AT_ONCE, stop)])
        except etree.XMLSyntaxError as error:
            broken = error
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element):
                continue
            if element.tag != _TABLE_ROW:
                yield event, element
            elif event == "end":
                said = {str(name): str(words) for name, words in element.items()}
                yield Row(said, [_cell(one) for one in element.iterchildren(*_CELLS)])
                element.clear()
        if broken is not None:
            raise broken


def _cell(element: etree._Element) -> Cell:
    said = {str(name): str(words) for name, words in element.items()}
    known, number = head(said), said.get(VALUE, "")
    if not len(element):
        return known, number, "", None
    if len(element) == 1 and element[0].tag == _PARAGRAPH and not len(element[0]):
        return known, number, element[0].text or "", None
    return known, number, "", element


class _Usual:
    """The rows of usual markup, where each begins and ends."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._heads: dict[tuple[bytes, bytes], Head] = {}
        self._rows: dict[bytes, Mapping[str, str]] = {}
        root = _ROOT.search(content, 0, 1 << 16)
        self._root = root[0] if root else b""
        self._names = {
            match[1]: f"{{{match[2][1:-1].decode('utf-8', 'replace')}}}"
            for match in _DECLARED.finditer(self._root)
        }

    def rows(self) -> Iterator[tuple[int, int, Row]]:
        content = self._content
        at = content.find(_ROW) if self._is_usual() else -1
        while at >= 0:
            stop = content.find(b">", at) + 1
            if not stop:
                return
            tag = content[at + 1 : stop]
            empty = tag.endswith(b"/>")
            end = stop if empty else content.find(_ROW_END, stop)
            try:
                row = Row(self._said(tag), self._cells(content[stop:end]))
            except (_UnusualError, UnicodeDecodeError):
                at = content.find(_ROW, stop)
                continue
            if end < 0:
                return
            stop = end if empty else end + len(_ROW_END)
            yield at, stop, row
            at = content.find(_ROW, stop)

    def _is_usual(self) -> bool:
        """Is every name what its prefix says, and every `<` the beginning of a tag?"""
        content = self._content
        return (
            _UTF_8.match(content) is not None
            and b"<!" not in content
            and content.count(b"xmlns:") == self._root.count(b"xmlns:")
            and all(self._names.get(prefix) == name for prefix, name in _USUAL.items())
        )

    def _said(self, tag: bytes) -> Mapping[str, str]:
        """The attributes of a row."""
        said = self._rows.get(tag)
        if said is None:
            said = self._rows[tag] = self._attributes(tag, (b"table:table-row",))
        return said

    def _head(self, before: bytes, after: bytes) -> Head:
        known = head(self._attributes(before + after, _OPENED))
        self._heads[before, after] = known
        return known

    def _attributes(self, tag: bytes, names: tuple[bytes, ...]) -> dict[str, str]:
        found = _TAG.fullmatch(tag)
        if found is None or found[1] not in names:
            raise _UnusualError
        said: dict[str, str] = {}
        for prefix, name, words in _ATTRIBUTE.findall(found[2].decode()):
            space = self._names.get(prefix.encode())
            if space is None or space + name in said:
                raise _UnusualError
            said[space + name] = _plain(words)
        return said

    def _cells(self, row: bytes) -> list[Cell]:
        tokens = row.split(b"<")
        if tokens[0]:
            raise _UnusualError
        # Three more, so that what a cell holds can be looked for without counting.
        last = len(tokens)
        tokens += (b"", b"", b"")
        heads = self._heads
        cells: list[Cell] = []
        odd: list[tuple[int, bytes]] = []
        at = 1
        while at < last:
            tag = tokens[at]
            words = ""
            if tokens[at + 3] == _CLOSED and tokens[at + 2] == b"/text:p>":
                held = tokens[at + 1]
                if held.startswith(b"text:p>") and b"\r" not in held:
                    words = held[7:].decode()
                    if "&" in words:
                        words = _plain(words)
                    step = 4
                else:
                    step = 0
            elif tag.endswith(b"/>"):
                step = 1
            elif tokens[at + 1] == _CLOSED:
                step = 2
            else:
                step = 0
            if not step:
                step = _length(tokens, at)
                odd.append((len(cells), b"<" + b"<".join(tokens[at : at + step])))
            before, mark, rest = tag.partition(_NUMBER)
            number, _, after = rest.partition(b'"') if mark else (b"", b"", b"")
            known = heads.get((before, after)) or self._head(before, after)
            cells.append((known, number, words, None))
            at += step
        if odd:
            self._parse(cells, odd)
        return cells

    def _parse(self, cells: list[Cell], odd: list[tuple[int, bytes]]) -> None:
        """Cells that hold more than one plain paragraph are parsed together."""
        name = self._root[1:].split(None, 1)[0]
        xml = b"%s%s</%s>" % (self._root, b"".join(cell for _, cell in odd), name)
        try:
            root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise _UnusualError from error
        if len(root) != len(odd):
            raise _UnusualError
        for (index, _), element in zip(odd, root, strict=True):
            known, number, words, _ = cells[index]
            cells[index] = known, number, words, element


def _length(tokens: list[bytes], start: int) -> int:
    """Of how many tokens a cell is."""
    for at in range(start + 1, len(tokens)):
        if tokens[at].startswith((_CLOSED, b"/table:covered-table-cell>")):
            return at - start + 1
        if tokens[at].startswith((b"table:", b"?")):
            raise _UnusualError
    raise _UnusualError


def _plain(words: str) -> str:
    """Words without the five entities of every XML document; there may be no others."""
    if "&" not in words:
        return words
    if words.count("&") != len(_ENTITY.findall(words)):
        raise _UnusualError
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], words)
