"""Cells of a table of which more is to be said than their headings do: ranges, notes, joint periods, doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from svodka.lexicon.periods import NO_YEAR, Found
from svodka.model import (
    Block,
    Count,
    Heading,
    Mark,
    Observation,
    Period,
    Role,
    Slot,
    Value,
    plain,
)
from svodka.recognise import marks, slots
from svodka.recognise.body import Body, Simple, covered
from svodka.recognise.numbers import PERCENT, Printed

Exceptions = dict[tuple[int, int], tuple[Observation, ...]]
_USUAL = frozenset((float, int, type(None)))
ZERO_AS_DASH = "stored 0, shown as -"
OVERLAID = "its words and the next cell's run over each other"
_NO_COUNT = Count(None, Mark.BLANK)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose figures they are, and who read them."""

    document: str
    method: str


def exceptions_of(
    block: Block,
    body: Body,
    broken: Mapping[tuple[int, int], str],
    joint: Mapping[tuple[int, int], Found],
    source: Source,
) -> Exceptions:
    """The cells of a block that its headings do not settle, by 0-based indices into the grid."""
    table = block.table
    unusual = _unusual(block, body)
    joint = _of_wholes(block, body, unusual) | dict(joint)
    cells = _Cells(block, body, source, joint)
    made: Exceptions = {}
    for at in joint:
        made |= cells.observed(at, _seen(block, body, *at))
    for i, j, value in unusual:
        made |= cells.observed((i, j), value)
    doubted = _overlaid(block) | _zeros_as_dashes(block, body) | dict(broken)
    for at, words in doubted.items():
        made |= cells.observed(at, _seen(block, body, *at), doubt=words)
    hidden = covered(table.grid)
    rows, columns = set(table.body_rows), set(table.body_columns)
    made |= {(r, c): () for r, c in hidden if r in rows and c in columns}
    return made | _outside(block, body, source, hidden)


def _unusual(block: Block, body: Body) -> list[tuple[int, int, Simple | Printed | Mark | None]]:
    """Cells of the body that hold neither a stored number nor a simple text."""
    table, read = block.table, body.texts.read
    made: list[tuple[int, int, Simple | Printed | Mark | None]] = []
    for i in body.mixed:
        values = table.grid.rows[table.body_rows[i]]
        for j, column in enumerate(table.body_columns):
            kind = type(value := values[column])
            if kind is str:
                found = read(value)  # type: ignore[arg-type]  # its type was just looked at
                if type(found) is not Simple:
                    made.append((i, j, found))
            elif kind not in _USUAL:
                made.append((i, j, None))
    return made


def _of_wholes(
    block: Block, body: Body, unusual: Sequence[tuple[int, int, Simple | Printed | Mark | None]]
) -> dict[tuple[int, int], Found]:
    """The time of cells in rows that are parts of a row above: a footnote on the whole is theirs too."""
    dated, paths = body.texts.dated, block.table.row_paths
    made: dict[tuple[int, int], Found] = {}
    if not dated:
        return made
    for i, j, value in unusual:
        notes = value.notes if isinstance(value, Printed) else ()
        stated = next((dated[note] for note in notes if note in dated), None)
        if stated is None:
            continue
        part = i + 1
        while part < len(paths) and _is_part(paths[part], paths[i]):
            made[part, j] = _by_note(stated, slots.cell_heading(block, part, j))
            part += 1
    return made


def _is_part(path: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(path) > len(whole) > 0 and path[: len(whole)] == whole


def _zeros_as_dashes(block: Block, body: Body) -> dict[tuple[int, int], str]:
    """Zeros that the number format prints as a dash (`[=0]"-"`): who looks at the file sees no zero."""
    table = block.table
    formats, shown = table.grid.number_formats, table.grid.texts
    if not formats:
        return {}
    made: dict[tuple[int, int], str] = {}
    for i, j in np.argwhere(body.numbers == 0).tolist():
        if Role.NOTE in (block.rows[i].role, block.columns[j].role):
            continue
        cell = (table.body_rows[i], table.body_columns[j])
        code = formats.get(cell)
        if code and ("-" in code or "–" in code) and marks.is_dash(shown.get(cell, "")):
            made[i, j] = ZERO_AS_DASH
    return made


def _overlaid(block: Block) -> dict[tuple[int, int], str]:
    """Cells whose words stand over another's: where one ends and the other begins is guessed."""
    table = block.table
    overlaid = table.grid.overlaid
    rows = {row: i for i, row in enumerate(table.body_rows)} if overlaid else {}
    columns = {column: j for j, column in enumerate(table.body_columns)}
    return {
        (rows[row], columns[column]): OVERLAID
        for row, column in sorted(overlaid)
        if row in rows and column in columns
    }


def _seen(block: Block, body: Body, i: int, j: int) -> Simple | Printed | Mark | None:
    """What stands in a cell, whatever its type."""
    table = block.table
    return seen(table.grid.rows[table.body_rows[i]][table.body_columns[j]], body)


def seen(value: Value, body: Body) -> Simple | Printed | Mark | None:
    """What a stored value says: a number as stored, or what its text says."""
    if value is None:
        return Simple("", Mark.BLANK.value, float("nan"))
    if type(value) is float or type(value) is int:
        return Simple(plain(float(value)), Mark.STATED.value, float(value))
    return body.texts.read(value) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class _Cells:
    """Makes the observations of single cells of a block."""

    block: Block
    body: Body
    source: Source
    joint: Mapping[tuple[int, int], Found]

    def observed(
        self, at: tuple[int, int], value: Simple | Printed | Mark | None, *, doubt: str = ""
    ) -> Exceptions:
        """What stands in the cell at these indices of the block's rows and columns."""
        table = self.block.table
        cell = (table.body_rows[at[0]], table.body_columns[at[1]])
        if value is None:
            return {cell: ()}
        heading = slots.cell_heading(self.block, *at)
        found = self.joint.get(at)
        if isinstance(value, Printed):
            dated = self.body.texts.dated
            found = next((_by_note(dated[n], heading) for n in value.notes if n in dated), found)
        if found is not None:
            kept = tuple(doubt for doubt in heading.doubts if doubt != NO_YEAR)
            heading = replace(
                heading,
                period=found.period,
                period_label=found.label,
                basis=found.basis,
                doubts=kept + found.doubts,
            )
        if doubt:
            heading = replace(heading, doubts=(*heading.doubts, doubt))
        paths = (table.row_paths[at[0]], table.column_paths[at[1]])
        return {cell: tuple(_observed(self.block, cell, heading, value, paths, self.source))}


def _by_note(stated: tuple[Found, ...], heading: Heading) -> Found:
    """Of the periods that a footnote names the one in the year that the headings name."""
    year = _year(heading.period)
    fitting = [found for found in stated if _year(found.period) == year]
    if len(stated) == 1 or len(fitting) == 1:
        return (fitting or list(stated))[0]
    return replace(stated[0], doubts=(*stated[0].doubts, "footnote names several periods"))


def _year(period: Period | None) -> int:
    day = period and (period.as_of or period.end)
    return day.year if day else 0


def _observed(
    block: Block,
    cell: tuple[int, int],
    heading: Heading,
    value: Simple | Printed | Mark,
    paths: tuple[tuple[str, ...], tuple[str, ...]],
    source: Source,
) -> list[Observation]:
    grid = block.table.grid
    first = Observation(
        document=source.document,
        anchor=grid.anchor(*cell),
        slot=slots.slot_of(heading),
        count=_NO_COUNT,
        role=heading.role or Role.DATA,
        raw=grid.text(*cell),
        row_path=paths[0],
        column_path=paths[1],
        title=block.table.title,
        area_label=heading.area_label,
        period_label=heading.period_label,
        category_label=heading.category_label,
        measure_label=heading.measure_label,
        doubt=heading.doubts,
        method=source.method,
    )
    match value:
        case Mark():
            return [replace(first, count=Count(None, value))]
        case Simple():
            number = Decimal(value.value) if value.value else None
            return [replace(first, count=Count(number, Mark(value.mark)))]
        case Printed():
            return [_part(first, value, index) for index in range(len(value.counts))]


def _part(first: Observation, printed: Printed, index: int) -> Observation:
    unit = printed.units[index] if index < len(printed.units) else ""
    role = first.role
    beside = index > 0 and unit == PERCENT
    if role in (Role.DATA, Role.TOTAL) and (printed.derived or beside):
        role = Role.DERIVED
    return replace(
        first,
        part=index + 1,
        count=printed.counts[index],
        slot=replace(first.slot, unit=unit) if unit else first.slot,
        role=role,
        doubt=tuple(dict.fromkeys(first.doubt + printed.doubts)),
    )


def _outside(
    block: Block, body: Body, source: Source, hidden: frozenset[tuple[int, int]]
) -> Exceptions:
    """Numbers of the table's rectangle that are no figures: rows of their own with role note."""
    made: Exceptions = {}
    grid = block.table.grid
    for cell in block.table.outside:
        value = seen(grid.rows[cell[0]][cell[1]], body)
        if cell in hidden or not _is_number(value):
            continue
        made[cell] = (_note(block, cell, value, source),)
    return made


def _is_number(value: Simple | Printed | Mark | None) -> bool:
    if isinstance(value, Simple):
        return value.mark == Mark.STATED.value
    return isinstance(value, Printed)


def _note(
    block: Block, cell: tuple[int, int], value: Simple | Printed | Mark | None, source: Source
) -> Observation:
    count = value.counts[0] if isinstance(value, Printed) else None
    if isinstance(value, Simple):
        count = Count(Decimal(value.value))
    assert count is not None
    grid = block.table.grid
    return Observation(
        document=source.document,
        anchor=grid.anchor(*cell),
        slot=Slot(),
        count=count,
        role=Role.NOTE,
        raw=grid.text(*cell),
        title=block.table.title,
        method=source.method,
    )
