"""A docx in, passages and tables out, in the order of the document; what is not printed is flagged.

The decoded text, into which `chars=` anchors count, is one line for every paragraph of the body
outside tables, empty ones included, joined by a line feed. What does not stand in that flow
follows it, in this order, one line each: paragraphs of text boxes and deleted or hidden words
as met, then footnotes, endnotes, comments, headers and footers. A paragraph's line holds its
words as printed when all tracked changes are accepted; tabs and line breaks are one character.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree

from svodka.model import Anchor, Grid, Passage, Piece, Remark, Span, TableCell
from svodka.read.docx_styles import W, read_styles
from svodka.read.docx_table import Filling, Layout, Slot, grid, layout
from svodka.read.docx_text import Paragraph, Scribe
from svodka.read.office_package import Package, Relation

LINES_BEFORE = 5
LINES_AFTER = 12
_ASIDES = (
    ("footnotes", f"{W}footnote", "note"),
    ("endnotes", f"{W}endnote", "note"),
    ("comments", f"{W}comment", "comment"),
)
_MARGINS = (("header", "header"), ("footer", "footer"))
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def walked(data: bytes) -> Iterator[Piece]:
    """Passages with `Span` anchors, grids of kind TABLE, and remarks, of one docx.

    Raises:
        UnreadableDocument: damaged, protected by a password, or a table too large.
    """
    package = Package(data)
    main = package.main("word/document.xml")
    related = package.relations(main)
    root = package.xml(main)
    body = None if root is None else root.find(f"{W}body")
    walk = _Walk(package, related)
    if body is not None:
        walk.block(body)
    yield from walk.pieces()
    if body is not None and next(body.iter(f"{W}numPr"), None) is not None:
        yield Remark("numbers of lists are made when it is printed: not part of the text")
    yield from _package_remarks(related)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the decoded text, and what it is."""

    raw: str
    kind: str = "text"
    hidden: bool = False
    inserted: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Cells:
    """A table on its way: its number, its shape and what its cells hold."""

    number: tuple[int, ...]
    shape: Layout
    filling: Filling = field(default_factory=Filling)
    nested: int = 0


class _Walk:
    """Goes through the parts once and keeps flow and asides apart."""

    def __init__(self, package: Package, related: list[Relation]) -> None:
        self._package = package
        self._related = related
        self._styles = read_styles(self._part("styles"))
        self._scribe = Scribe(self._styles)
        self._notes = dict(self._comments())
        self._flow: list[_Line | Grid] = []
        self._asides: list[_Line] = []
        self._remarks: list[Remark] = []
        self._tables = 0

    def block(self, element: etree._Element, *, aside: str = "") -> None:
        """Read paragraphs and tables below `element`; `aside` is the kind of what stands apart."""
        for child in element.iterchildren(tag=etree.Element):
            if child.tag == f"{W}p":
                self._paragraph(child, aside)
            elif child.tag == f"{W}tbl" and not aside:
                self._tables += 1
                self._flow.extend(self._table(child, (self._tables,)))
            elif child.tag not in (f"{W}sectPr", f"{W}sdtPr"):
                self.block(child, aside=aside)

    def _paragraph(self, element: etree._Element, aside: str) -> None:
        found = self._scribe.paragraph(element)
        kind = aside or ("heading" if found.heading else "text")
        line = _Line(
            found.text, "inserted" if found.inserted else kind, False, tuple(found.insertions)
        )
        (self._asides if aside else self._flow).append(line)
        self._apart(found)

    def _apart(self, found: Paragraph) -> list[_Line]:
        lost = [
            _Line(stretch.text, "deleted" if stretch.deleted else "text", stretch.hidden)
            for stretch in found.lost()
        ]
        self._asides.extend(lost)
        for box in found.boxes:
            self._box(box)
        return lost

    def _box(self, box: etree._Element) -> None:
        """A text box: its tables join the flow where the box is tied, its words stand apart."""
        for child in box.iterchildren(tag=etree.Element):
            if child.tag == f"{W}tbl":
                self._tables += 1
                self._flow.extend(self._table(child, (self._tables,)))
            elif child.tag == f"{W}p":
                self._paragraph(child, "text")
            else:
                self._box(child)

    def _table(self, element: etree._Element, number: tuple[int, ...]) -> list[Grid]:
        cells = _Cells(number, layout(element))
        nested: list[Grid] = []
        for slot in cells.shape.slots:
            nested.extend(self._cell(cells, slot))
        return [grid(number, cells.shape, cells.filling), *nested]

    def _cell(self, cells: _Cells, slot: Slot) -> list[Grid]:
        place = (slot.row, slot.column)
        nested: list[Grid] = []
        paragraphs: list[Paragraph] = []
        for content in _contents(slot.element):
            if content.tag == f"{W}tbl":
                cells.nested += 1
                nested.extend(self._table(content, (*cells.number, cells.nested)))
            else:
                paragraphs.append(self._scribe.paragraph(content))
        cells.filling.put(place, paragraphs)
        self._cell_notes(cells, place, paragraphs)
        for covered in slot.covered:
            below = [self._scribe.paragraph(p) for p in _contents(covered) if p.tag == f"{W}p"]
            words = " ".join(p.text.strip() for p in below).strip()
            if words:
                self._remark(cells, place, f"words lie under a merged cell: {words!r}")
        return nested

    def _cell_notes(
        self, cells: _Cells, place: tuple[int, int], paragraphs: list[Paragraph]
    ) -> None:
        for paragraph in paragraphs:
            for line in self._apart(paragraph):
                state = "deleted by a tracked change" if line.kind == "deleted" else "hidden"
                self._remark(cells, place, f"{state}: {line.raw!r}")
            for start, stop in paragraph.insertions:
                words = paragraph.text[start:stop]
                self._remark(cells, place, f"inserted by a tracked change: {words!r}")
        ids = dict.fromkeys(id for paragraph in paragraphs for id in paragraph.comments)
        said = [self._notes[id] for id in ids if id in self._notes]
        if said:
            cells.filling.comments[place] = "\n".join(said)

    def _remark(self, cells: _Cells, place: tuple[int, int], text: str) -> None:
        here = TableCell(cells.number, place[0] + 1, place[1] + 1)
        self._remarks.append(Remark(text, Anchor(here)))

    def _comments(self) -> Iterator[tuple[str, str]]:
        root = self._part("comments")
        scribe = Scribe(self._styles)
        for comment in () if root is None else root.iterchildren(f"{W}comment"):
            lines = [scribe.paragraph(paragraph).text for paragraph in comment.iter(f"{W}p")]
            yield comment.get(f"{W}id", ""), "\n".join(lines)

    def _part(self, kind: str) -> etree._Element | None:
        """The first part that the document refers to as `kind`."""
        named = (r.target for r in self._related if r.kind == kind and not r.external)
        return self._package.xml(next(named, ""))

    def _outside(self) -> None:
        """Notes, comments, headers and footers."""
        for part, tag, kind in _ASIDES:
            root = self._part(part)
            for element in () if root is None else root.iterchildren(tag):
                if element.get(f"{W}type") not in _SEPARATORS:
                    self.block(element, aside=kind)
        for part, kind in _MARGINS:
            for name in dict.fromkeys(r.target for r in self._related if r.kind == part):
                root = self._package.xml(name)
                if root is not None:
                    self.block(root, aside=kind)

    def pieces(self) -> Iterator[Piece]:
        """The flow, then what stands apart, with their places in the decoded text."""
        self._outside()
        position = 0
        flow = _with_surroundings(self._flow)
        for piece in [*flow, *self._asides]:
            if isinstance(piece, Grid):
                yield piece
                continue
            if piece.raw.strip():
                yield _passage(piece, position)
                yield from _insertions(piece, position)
            position += len(piece.raw) + 1
        yield from self._remarks


def _passage(line: _Line, position: int) -> Passage:
    span = Span(position, position + len(line.raw))
    return Passage(raw=line.raw, anchor=Anchor(span), kind=line.kind, hidden=line.hidden)


def _insertions(line: _Line, position: int) -> Iterator[Remark]:
    if line.kind == "inserted":
        return
    for start, stop in line.inserted:
        yield Remark(
            f"inserted by a tracked change: {line.raw[start:stop]!r}",
            Anchor(Span(position + start, position + stop)),
        )


def _with_surroundings(flow: list[_Line | Grid]) -> list[_Line | Grid]:
    """Give each outer table the lines around it, up to the tables before and after it."""
    found = list(flow)
    outer = [i for i, piece in enumerate(flow) if isinstance(piece, Grid) and len(piece.table) == 1]
    ahead: Grid | None = None
    start = 0
    for index, stop in pairwise([*outer, len(flow)]):
        table = flow[index]
        if isinstance(table, Grid):
            before = _words(flow[start:index])
            found[index] = replace(
                table,
                before=before[-LINES_BEFORE:],
                after=_words(flow[index + 1 : stop])[:LINES_AFTER],
                continues=ahead is not None and not before and ahead.width == table.width,
            )
            ahead = table
        start = index + 1
    return found


def _words(flow: list[_Line | Grid]) -> tuple[str, ...]:
    return tuple(p.raw.strip() for p in flow if isinstance(p, _Line) and p.raw.strip())


def _contents(cell: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables directly in a cell, also where content controls wrap them."""
    for child in cell.iterchildren(tag=etree.Element):
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag not in (f"{W}tcPr", f"{W}sdtPr"):
            yield from _contents(child)


def _package_remarks(related: list[Relation]) -> Iterator[Remark]:
    if any(found.kind == "vbaProject" for found in related):
        yield Remark("holds macros: not run")
    embedded = sum(found.kind in ("oleObject", "package") for found in related)
    if embedded:
        yield Remark(f"holds {embedded} embedded objects: not read")
    pictures = sum(found.kind == "image" for found in related)
    if pictures:
        yield Remark(f"holds {pictures} pictures: not read")
    linked = [r for r in related if r.external and r.kind != "hyperlink"]
    if linked:
        yield Remark(f"refers to {len(linked)} outside files: not opened")
