"""A step takes a flat table to a flat table and says what it did; it loses no filled cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression

_TOTAL = expression(r"(?:.*(?<![^\W_]))?(?:(?:sub-?)?totals?|всего|итого)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Flat:
    """A header and rows of texts; every row is as long as the header, an empty cell is ""."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return len(self.header)

    @property
    def height(self) -> int:
        return len(self.rows)

    def column(self, index: int) -> list[str]:
        """The cells of one column, top to bottom."""
        return [row[index] for row in self.rows]


def fill_down(flat: Flat, last: int) -> Flat:
    """A blank in columns 0 to `last` takes the value above it.

    Where nothing stands right of a label of a total, nothing was left out there, and nothing below
    goes on with that label.
    """
    above = [""] * (last + 1)
    rows = []
    for row in flat.rows:
        leading = row[: last + 1]
        stop = next((i for i in range(last) if _is_total(leading[i:])), last + 1)
        filled = [cell if cell.strip() else held for cell, held in zip(leading, above, strict=True)]
        above = [*filled[:stop], *above[stop:]]
        rows.append((*filled[:stop], *row[stop:]))
    return Flat(flat.header, tuple(rows))


def _is_total(cells: Sequence[str]) -> bool:
    """Whether a label of a total stands before blanks."""
    return _TOTAL.match(fold(cells[0])) is not None and not any(map(str.strip, cells[1:]))


def lift_titles(flat: Flat, titles: frozenset[int], name: str) -> Flat:
    """Rows `titles` become a first column `name` of the rows below each; empty columns go."""
    rows = []
    title = ""
    for index, row in enumerate(flat.rows):
        if index in titles:
            title = row[0]
        else:
            rows.append((title, *row))
    kept = [
        column
        for column in range(flat.width + 1)
        if column == 0 or any(row[column].strip() for row in rows)
    ]
    header = (name, *flat.header)
    return Flat(
        tuple(header[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in rows),
    )


def transpose(flat: Flat) -> Flat:
    """Rows become columns: the first column is the new header, the header the new first column."""
    if not flat.header:
        return flat
    turned = list(zip(flat.header, *flat.rows, strict=True))
    return Flat(turned[0], tuple(turned[1:]))


def stack(flat: Flat, start: int, stop: int, names: tuple[str, str]) -> Flat:
    """Columns `start` to `stop` (half open) become rows: one of headers, one of values."""
    heads = flat.header[start:stop]
    rows = [
        (*row[:start], *row[stop:], head, row[start + offset])
        for row in flat.rows
        for offset, head in enumerate(heads)
    ]
    return Flat((*flat.header[:start], *flat.header[stop:], *names), tuple(rows))


def gather(flat: Flat, keys: Sequence[tuple[str, str]], start: int, name: str) -> Flat:
    """Repeating groups from column `start` become rows.

    `keys[i]` says of column `start + i` which group it belongs to and which new column it
    fills; groups are named in a column `name`. Where no column is left to say which row a
    record came from, a column `record` counts them from 0.
    """
    stop = start + len(keys)
    groups = list(dict.fromkeys(group for group, _ in keys))
    stubs = list(dict.fromkeys(stub for _, stub in keys))
    place = {key: start + offset for offset, key in enumerate(keys)}
    sources = [[place.get((group, stub)) for stub in stubs] for group in groups]
    rows: list[tuple[str, ...]] = []
    for row in flat.rows:
        kept = (*row[:start], *row[stop:])
        for group, columns in zip(groups, sources, strict=True):
            cells = ["" if column is None else row[column] for column in columns]
            rows.append((*kept, group, *cells))
    header = (*flat.header[:start], *flat.header[stop:], name, *stubs)
    if len(keys) == flat.width:
        header = ("record", *header)
        rows = [(str(index // len(groups)), *row) for index, row in enumerate(rows)]
    return Flat(header, tuple(rows))


def split_cells(flat: Flat, column: int, delimiter: str) -> Flat:
    """A cell that lists several values becomes as many rows."""
    rows: list[tuple[str, ...]] = []
    for row in flat.rows:
        parts = [part.strip() for part in row[column].split(delimiter)]
        parts = [part for part in parts if part] or [""]
        rows.extend((*row[:column], part, *row[column + 1 :]) for part in parts)
    return Flat(flat.header, tuple(rows))


def join_records(records: Sequence[Sequence[tuple[str, str]]]) -> Flat:
    """One row a record, given as pairs of name and value; columns in the order first met."""
    names = list(dict.fromkeys(name for record in records for name, _ in record))
    held = [dict(record) for record in records]
    return Flat(
        tuple(names), tuple(tuple(record.get(name, "") for name in names) for record in held)
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step that could be due: how strong the evidence is in [0, 1], what it does, and doing it."""

    score: float
    kind: str
    words: str
    apply: Callable[[Flat], Flat]
