"""How far a sheet reaches: the rectangle around what is stored, and rows laid out on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from svodka.model import Reason, UnreadableDocument, Value
from svodka.read.sheet_maps import Place

MAX_AREA = 1 << 24


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle of the sheet, 0-based, last ones included; empty when last is before first."""

    top: int
    left: int
    last_row: int
    last_column: int

    @property
    def height(self) -> int:
        return self.last_row - self.top + 1

    @property
    def width(self) -> int:
        return self.last_column - self.left + 1

    @property
    def area(self) -> int:
        return self.height * self.width

    def holds(self, place: Place) -> bool:
        return self.top <= place[0] <= self.last_row and self.left <= place[1] <= self.last_column

    def around(self, other: Bounds) -> Bounds:
        """The smallest rectangle around both."""
        return Bounds(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.last_row, other.last_row),
            max(self.last_column, other.last_column),
        )


def check_area(name: str, area: int) -> None:
    """Refuse a sheet that would not fit before anything is laid out for it.

    Raises:
        UnreadableDocument: the stored cells lie too far apart.
    """
    if area > MAX_AREA:
        raise UnreadableDocument(
            Reason.TOO_LARGE,
            f"sheet {name!r} claims {area} cells, more than {MAX_AREA}",
            hint="delete what lies far outside of the table and save it again",
        )


def trimmed(rows: list[Sequence[Value]], start: Place) -> tuple[list[Sequence[Value]], Place]:
    """Without empty rows above and below and empty columns on both sides."""
    first = next((i for i, row in enumerate(rows) if _holds(row)), len(rows))
    last = next((i for i in range(len(rows) - 1, -1, -1) if _holds(rows[i])), -1)
    rows = rows[first : last + 1]
    if not rows:
        return [], start
    width = max(map(len, rows))
    left = next(c for c in range(width) if any(len(r) > c and r[c] is not None for r in rows))
    right = next(
        c for c in range(width - 1, -1, -1) if any(len(r) > c and r[c] is not None for r in rows)
    )
    if left or right < width - 1:
        rows = [row[left : right + 1] for row in rows]
    return rows, (start[0] + first, start[1] + left)


def _holds(row: Sequence[Value]) -> bool:
    return any(value is not None for value in row)


def around_all(places: list[Place]) -> Bounds:
    """The smallest rectangle around all of `places`, of which there is at least one."""
    rows = [row for row, _ in places]
    columns = [column for _, column in places]
    return Bounds(min(rows), min(columns), max(rows), max(columns))


def laid_out(
    rows: list[Sequence[Value]], start: Place, bounds: Bounds, errors: Mapping[Place, str]
) -> tuple[tuple[Value, ...], ...]:
    """`rows`, which start at `start`, on the whole of `bounds`, with what errors print."""
    empty: tuple[Value, ...] = (None,) * bounds.width
    laid = [empty] * bounds.height
    before = [None] * (start[1] - bounds.left) if rows else []
    for number, row in enumerate(rows, start=start[0] - bounds.top):
        after = [None] * (bounds.width - len(before) - len(row))
        laid[number] = (*before, *row, *after)
    for (row_number, column), error in errors.items():
        number = row_number - bounds.top
        line = list(laid[number])
        line[column - bounds.left] = error
        laid[number] = tuple(line)
    return tuple(laid)
