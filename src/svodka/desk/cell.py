"""From a figure back to its cell: the words around it, and a picture with the box drawn, for every format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from svodka.desk.case import Case
from svodka.desk.identity import Meant, find, parse_identity, spelled
from svodka.desk.observations import NOTICE, figures_of
from svodka.desk.pace import IN_A_CASE
from svodka.desk.picture import Caption, framed
from svodka.desk.picture_page import draw_page
from svodka.desk.picture_prose import Excerpt, draw_prose
from svodka.desk.picture_table import draw_table
from svodka.desk.places import write_whole
from svodka.desk.tidy import Opened, opened
from svodka.model import (
    Anchor,
    BadArgument,
    Grid,
    GridKind,
    PageBox,
    Passage,
    Protection,
    SheetCell,
    Span,
    SvodkaError,
    TableCell,
    UnreadableDocument,
)
from svodka.recognise.people_names import HIDDEN

_AROUND = 4
_NOTHING = "nothing is shown there: no such place in the document, or it holds people and is sealed"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """The source cell in words; `working_copy` when its document is not public.

    `picture` is where it was drawn, None where no picture was asked for.
    """

    lines: tuple[str, ...]
    working_copy: bool
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class _InGrid:
    grid: Grid
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _InProse:
    passages: tuple[Passage, ...]
    index: int
    start: int
    stop: int


def source_cell(case: Case, figure: str, png: Path | None = None) -> SourceCell:
    """Find the place of a figure in its document; draw it into `png` where one is named.

    The picture of a document that is not public has the notice in its first line; its name is
    the one that was given, which whoever gave it looks for.

    Raises:
        BadArgument: `figure` names nothing, or several figures; `png` is no name for a picture.
        SvodkaError: nothing may be shown there.
        UnreadableDocument: the page cannot be rendered.
    """
    if png is not None:
        _is_picture(png)
    named = parse_identity(figure)
    meant = find(figures_of(case), named)
    document = meant.figures.held.document
    data = case.vault.read(document.digest)
    read = opened(data, pace=IN_A_CASE)
    place = _place(read, named.anchor)
    working_copy = document.protection is not Protection.PUBLIC
    if png is not None:
        identity = spelled(meant.figures.held.label, str(named.anchor), named.part or 1)
        title = " ".join((identity, *_sheet(named.anchor)))
        caption = Caption(title, NOTICE if working_copy else "")
        write_whole(png, framed(_picture(data, read, place, named.anchor), caption))
    return SourceCell(tuple(_lines(meant, place, named.anchor)), working_copy, png)


def _is_picture(png: Path) -> None:
    if png.suffix.lower() != ".png":
        raise BadArgument(f"the picture is a PNG, not {png.suffix!r}", hint="name a file .png")
    if not png.absolute().parent.is_dir():
        raise BadArgument(f"there is no folder {str(png.parent)!r}", hint="make it first")


def _place(read: Opened, anchor: Anchor) -> _InGrid | _InProse:
    found = _in_grids(read.reading.grids, anchor) or _in_passages(read.reading.passages, anchor)
    if found is None:
        raise SvodkaError(_NOTHING, hint="svodka observations lists the places of figures")
    return found


def _in_grids(grids: tuple[Grid, ...], anchor: Anchor) -> _InGrid | None:
    place = anchor.place
    for grid in grids:
        if isinstance(place, PageBox):
            here = next((at for at, box in grid.boxes.items() if box == place), None)
        elif isinstance(place, SheetCell):
            lettered = grid.kind in (GridKind.SHEET, GridKind.CSV)
            here = (
                _index(grid, place.row, place.column)
                if lettered and grid.name == place.sheet
                else None
            )
        elif isinstance(place, TableCell):
            tabled = grid.kind is GridKind.TABLE and grid.table == place.table
            here = _index(grid, place.row, place.column) if tabled else None
        else:
            here = next((at for at, span in grid.spans.items() if span == place), None)
        if here is not None:
            return _InGrid(grid, *here)
    return None


def _index(grid: Grid, row: int, column: int) -> tuple[int, int] | None:
    at = (row - grid.top, column - grid.left)
    return at if 0 <= at[0] < grid.height and 0 <= at[1] < grid.width else None


def excerpt(passages: tuple[Passage, ...], anchor: str) -> tuple[str, int, int] | None:
    """The text of the passage that a place of running text lies in, and from where to where it stands there."""
    found = _in_passages(passages, Anchor.parse(anchor))
    return None if found is None else (passages[found.index].raw, found.start, found.stop)


def _in_passages(passages: tuple[Passage, ...], anchor: Anchor) -> _InProse | None:
    place = anchor.place
    for index, passage in enumerate(passages):
        within = passage.anchor.place
        if isinstance(place, Span) and isinstance(within, Span):
            if within.start <= place.start and place.stop <= within.stop:
                start = place.start - within.start
                return _InProse(passages, index, start, start + place.stop - place.start)
        elif isinstance(place, PageBox) and isinstance(within, PageBox) and _holds(within, place):
            words = [word for word in passage.words if _holds(place, word.box)]
            start = min((word.start for word in words), default=0)
            stop = max((word.stop for word in words), default=len(passage.raw))
            return _InProse(passages, index, start, stop)
    return None


def _holds(outer: PageBox, inner: PageBox) -> bool:
    return (
        outer.page == inner.page
        and outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def _picture(data: bytes, read: Opened, place: _InGrid | _InProse, anchor: Anchor) -> Image.Image:
    """The page itself where there are pages; where people are sealed or named, only what is not theirs."""
    place_on_page = anchor.place if isinstance(anchor.place, PageBox) and not read.sealed else None
    if place_on_page is not None and not _names_on(read, place_on_page.page):
        drawn = draw_page(data, place_on_page)
        if isinstance(drawn, Image.Image):
            return drawn
        raise UnreadableDocument(
            drawn.reason,
            f"the page cannot be rendered: {drawn.reason.value}",
            hint="leave out --png: the words are shown all the same",
            anchor=anchor,
        )
    if isinstance(place, _InGrid):
        return draw_table(place.grid, place.row, place.column)
    before, here, after = _neighbours(place)
    return draw_prose(Excerpt(here, place.start, place.stop, before, after))


def _names_on(read: Opened, page: int) -> bool:
    """Whether somebody's name was blacked out on a page, which its picture would show."""
    said = [
        passage.raw
        for passage in read.reading.passages
        if isinstance(passage.anchor.place, PageBox) and passage.anchor.place.page == page
    ]
    for grid in read.reading.grids:
        if grid.kind is GridKind.PAGE and grid.page == page:
            said += [value for cells in grid.rows for value in cells if isinstance(value, str)]
    return any(HIDDEN in text for text in said)


def _neighbours(place: _InProse) -> tuple[str, str, str]:
    texts = [passage.raw for passage in place.passages]
    before = texts[place.index - 1] if place.index else ""
    after = texts[place.index + 1] if place.index + 1 < len(texts) else ""
    return before, texts[place.index], after


def _lines(meant: Meant, place: _InGrid | _InProse, anchor: Anchor) -> Iterator[str]:
    label = meant.figures.held.label
    if not meant.rows:
        yield spelled(label, str(anchor), 1)
        yield "  no figure stands here"
    for row in meant.rows:
        yield spelled(label, row["anchor"], row["part"])
        yield from (f"  {line}" for line in _figure(row))
    yield from (f"  {line}" for line in _sheet(anchor))
    yield "in the source:"
    yield from (f"  {line}" for line in _source(place))


def _sheet(anchor: Anchor) -> Iterator[str]:
    """The name of the sheet as people read it, where the anchor spells it in escapes."""
    place = anchor.place
    if isinstance(place, SheetCell) and place.sheet and f"sheet={place.sheet}&" not in str(anchor):
        yield f"(sheet {place.sheet!r})"


def _figure(row: dict[str, str]) -> Iterator[str]:
    number = f"{row['qualifier']} {row['value']}" if row["value"] else row["mark"]
    yield (
        f"value: {number} {row['unit']}".rstrip()
        + f"   role: {row['role']}   printed: {row['raw']!r}"
    )
    for name in ("title", "row_path", "column_path"):
        words = " › ".join(json.loads(row[name])) if row[name] else ""
        if words:
            yield f"{name.replace('_', ' ')}: {words}"
    for name in ("area", "category", "measure"):
        if row[name] or row[f"{name}_label"]:
            yield f"{name}: {row[name] or 'no code'}{_printed(row[f'{name}_label'])}"
    days = row["as_of"] or " … ".join(day for day in (row["start"], row["end"]) if day)
    if days or row["period_label"]:
        yield f"period: {days or 'unknown'}, {row['basis']}{_printed(row['period_label'])}"
    if row["doubt"]:
        yield f"doubt: {row['doubt']}"
    yield f"method: {row['method']}"


def _printed(label: str) -> str:
    return f" ({label})" if label else ""


def _source(place: _InGrid | _InProse) -> Iterator[str]:
    if isinstance(place, _InProse):
        passage = place.passages[place.index]
        text = passage.raw
        low, high = max(0, place.start - 300), place.stop + 300
        yield f"{text[low : place.start]}[{text[place.start : place.stop]}]{text[place.stop : high]}"
        return
    grid = place.grid
    last = min(grid.height, place.row + _AROUND + 1)
    for row in range(max(0, place.row - _AROUND), last):
        yield " | ".join(_around(grid, row, place))
    cell = grid.cell(place.row, place.column)
    for name in ("formula", "comment", "number_format"):
        if getattr(cell, name):
            yield f"{name.replace('_', ' ')}: {getattr(cell, name)}"
    if cell.hidden:
        yield "the cell is hidden in the file"


def _around(grid: Grid, row: int, place: _InGrid) -> Iterator[str]:
    """The stub and the neighbours of the cell's column in one row, the cell itself in brackets."""
    columns = sorted({0, *range(max(0, place.column - 2), min(grid.width, place.column + 3))})
    for column in columns:
        text = " ".join(grid.text(row, column).split())
        short = text if len(text) <= 60 else f"{text[:59]}…"
        yield f"[{short}]" if (row, column) == (place.row, place.column) else short
