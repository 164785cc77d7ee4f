"""Any table in its relational form: one record a row, one column a level; every step is said."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.model import Grid
from svodka.recognise.relational_columns import groups, stacks
from svodka.recognise.relational_lists import lists
from svodka.recognise.relational_rows import fills, records, titles, turned
from svodka.recognise.relational_steps import Candidate, Flat

_ENOUGH = 0.7
_SECOND = 0.85
_SECOND_LIST = 0.72


@dataclass(frozen=True, slots=True)
class Relation:
    """A table in relational form. `steps` say in words what was done, in order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def relational(grid: Grid) -> Relation:
    """The relational form of a grid whose first row is its header, all cells as text."""
    flat = flattened(grid)
    steps: list[str] = []
    done: list[str] = []
    while len(done) < 3:
        best = choose(flat, tuple(done))
        if best is None:
            break
        flat = best.apply(flat)
        steps.append(best.words)
        done.append(best.kind)
    return Relation(flat.header, flat.rows, tuple(steps))


def flattened(grid: Grid) -> Flat:
    """The cells as texts, the first row as header."""
    lines = [
        tuple(grid.text(row, column) for column in range(grid.width)) for row in range(grid.height)
    ]
    if not lines:
        return Flat((), ())
    return Flat(lines[0], tuple(lines[1:]))


def candidates(flat: Flat) -> list[Candidate]:
    """Every step on columns that could be due, with its evidence."""
    if not flat.rows or not flat.header:
        return []
    if exchanged := turned(flat):
        return exchanged
    makers = (groups, stacks, lists)
    return [candidate for make in makers for candidate in make(flat)]


_AFTER = {
    "": ("transpose", "wide_to_long", "stack", "explode"),
    "pivot": ("explode",),
    "subtitle": ("stack", "wide_to_long"),
    "ffill": ("stack", "wide_to_long", "explode"),
    "transpose": ("stack", "wide_to_long", "explode"),
}


def choose(flat: Flat, done: tuple[str, ...]) -> Candidate | None:
    """The step with the strongest evidence, if that is enough.

    Rows that are no records are mended before columns are judged, since what stands in them
    clouds every column; after a step the next one needs stronger evidence.
    """
    if not done:
        for make in (records, titles, fills):
            for mended in make(flat):
                if mended.score >= _ENOUGH:
                    return mended
    allowed = _AFTER.get(done[-1] if done else "", ())
    found = [
        one
        for one in candidates(flat)
        if one.kind in allowed and one.score >= (_again(one.kind) if done else _ENOUGH)
    ]
    return max(found, key=lambda one: one.score, default=None)


def _again(kind: str) -> float:
    return _SECOND_LIST if kind == "explode" else _SECOND
