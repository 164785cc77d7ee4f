"""Where the cells of a Word table lie: gridSpan and vMerge laid out on a rectangle of logical columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from svodka.model import Grid, GridKind, Merge, Reason, UnreadableDocument, Value
from svodka.read.docx_styles import W, on
from svodka.read.docx_text import Paragraph

MAX_COLUMNS = 4096
MAX_AREA = 4_000_000
TWIPS_PER_LEVEL = 142
SPACES_PER_LEVEL = 3
_ROW_WRAPS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}del")


@dataclass(slots=True)
class Slot:
    """One cell of the file at its place, 0-based, last ones included."""

    element: etree._Element
    row: int
    column: int
    last_row: int
    last_column: int
    covered: list[etree._Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of a table and the size of its rectangle."""

    slots: tuple[Slot, ...]
    height: int
    width: int
    hidden_rows: frozenset[int]


@dataclass(slots=True)
class Filling:
    """What was read out of the cells, by their 0-based place."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    raised: dict[tuple[int, int], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    bold: set[tuple[int, int]] = field(default_factory=set)

    def put(self, place: tuple[int, int], paragraphs: list[Paragraph]) -> None:
        """Take down one cell: its paragraphs are its lines."""
        lines = "\n".join(paragraph.text for paragraph in paragraphs)
        text = lines.strip("\n")
        if not text.strip():
            return
        self.texts[place] = text
        start = len(lines.lstrip("\n")) - len(lines)
        raised: list[tuple[int, int]] = []
        for paragraph in paragraphs:
            raised.extend((start + begin, start + end) for begin, end in paragraph.raised)
            start += len(paragraph.text) + 1
        if raised:
            self.raised[place] = tuple(raised)
        worded = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
        level = indent_level(worded[0])
        if level:
            self.indents[place] = level
        if all(paragraph.bold for paragraph in worded):
            self.bold.add(place)
        for code in (code for paragraph in paragraphs for code in paragraph.codes):
            if code.startswith("="):
                self.formulas[place] = code


def layout(table: etree._Element) -> Layout:
    """Lay the cells of `table` out on logical columns.

    Raises:
        UnreadableDocument: the spans claim more cells than a table can have.

    Source: ECMA-376 part 1, 17.4.17 (gridSpan), 17.4.84 (vMerge), 17.4.14 (gridBefore).
    """
    slots: list[Slot] = []
    above: dict[int, Slot] = {}
    hidden: set[int] = set()
    height = width = 0
    for height, row in enumerate(_children(table, f"{W}tr"), start=1):
        properties = row.find(f"{W}trPr")
        column = _number(properties, "gridBefore")
        if properties is not None and on(properties.find(f"{W}hidden")):
            hidden.add(height - 1)
        below: dict[int, Slot] = {}
        for cell in _children(row, f"{W}tc"):
            column = _place(cell, height - 1, column, (slots, above, below))
        above = below
        width = max(width, column)
        if height * width > MAX_AREA:
            raise _too_large(height, width)
    return Layout(tuple(slots), height, width, frozenset(hidden))


def _place(
    cell: etree._Element,
    row: int,
    column: int,
    known: tuple[list[Slot], dict[int, Slot], dict[int, Slot]],
) -> int:
    slots, above, below = known
    properties = cell.find(f"{W}tcPr")
    span = max(1, _number(properties, "gridSpan", 1))
    if column + span > MAX_COLUMNS:
        raise _too_large(row + 1, column + span)
    last = column + span - 1
    upper = above.get(column)
    left = slots[-1] if slots and slots[-1].row == row else None
    if _continues(properties, "vMerge") and upper is not None and upper.last_column == last:
        upper.last_row = row
        upper.covered.append(cell)
        below[column] = upper
    elif _continues(properties, "hMerge") and left is not None:
        left.last_column = last
        left.covered.append(cell)
    else:
        slot = Slot(cell, row, column, row, last)
        slots.append(slot)
        below[column] = slot
    return last + 1


def grid(number: tuple[int, ...], shape: Layout, filling: Filling) -> Grid:
    """The grid of a table whose cells have been read."""
    rows: list[list[Value]] = [[None] * shape.width for _ in range(shape.height)]
    changed = {}
    for (row, column), text in filling.texts.items():
        value = unicodedata.normalize("NFC", text)
        rows[row][column] = value
        if value != text:
            changed[row, column] = text
    return Grid(
        kind=GridKind.TABLE,
        table=number,
        rows=tuple(map(tuple, rows)),
        texts=changed,
        merges=tuple(
            Merge(slot.row, slot.column, slot.last_row, slot.last_column)
            for slot in shape.slots
            if (slot.row, slot.column) != (slot.last_row, slot.last_column)
        ),
        formulas=filling.formulas,
        comments=filling.comments,
        indents=filling.indents,
        bold=frozenset(filling.bold),
        raised=filling.raised,
        hidden_rows=shape.hidden_rows,
    )


def indent_level(paragraph: Paragraph) -> int:
    """Level of a label: a quarter of a centimetre of indent, or three leading spaces, is one."""
    text = paragraph.text
    spaces = len(text) - len(text.lstrip(" \u00a0"))
    return max(0, round(paragraph.indent / TWIPS_PER_LEVEL)) + (spaces + 1) // SPACES_PER_LEVEL


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also where content controls wrap them."""
    for child in element.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag in _ROW_WRAPS:
            yield from _children(child, tag)


def _continues(properties: etree._Element | None, name: str) -> bool:
    merge = None if properties is None else properties.find(f"{W}{name}")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _number(properties: etree._Element | None, name: str, default: int = 0) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), MAX_COLUMNS + 1) if text.isdecimal() else default


def _too_large(height: int, width: int) -> UnreadableDocument:
    return UnreadableDocument(
        Reason.TOO_LARGE, f"a table claims {height} rows of {width} columns or more"
    )
