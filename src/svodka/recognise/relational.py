"""Any table in its relational form: one record a row, one column a level; every step is said."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.model import Grid, GridKind
from svodka.recognise.relational_columns import groups, stacks
from svodka.recognise.relational_lists import lists
from svodka.recognise.relational_paths import has_plain_head, is_deep, under_first_head, unfolded
from svodka.recognise.relational_rows import fills, records, titles, turned
from svodka.recognise.relational_steps import Candidate, Flat
from svodka.recognise.tables import tables

_ENOUGH = 0.7
_SECOND = 0.85
_SECOND_LIST = 0.72
_AFTER_TURN = 0.92
_CERTAIN = 0.85
_THOUGHT_OF = 0.6
_MOST_STEPS = 3
_AFTER = {
    "": ("transpose", "wide_to_long", "stack", "explode"),
    "pivot": ("explode",),
    "subtitle": ("stack", "wide_to_long"),
    "ffill": ("stack", "wide_to_long", "explode"),
    "transpose": ("stack", "wide_to_long", "explode"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A table in relational form. `steps` say in words what was done, in order.

    `doubts` name steps taken, or not taken, on evidence that a person should look at.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def relational(grid: Grid) -> Relation:
    """The relational form of a grid, all cells as text.

    A first row that names the columns is the header of a flat table, whose rows and columns are
    judged by what they hold. Where heads have several levels, or words stand above, every body
    cell becomes a record under the texts of its row and column path.

    Source: the steps are the operators of Li et al. (2023), Auto-Tables, PVLDB 16(11),
    https://doi.org/10.14778/3611479.3611534; which are due is judged by rules, not learned.
    """
    steps: list[str] = []
    if grid.kind is GridKind.CSV and has_plain_head(grid):
        flat = flattened(grid)
    else:
        found = tables((grid,))
        if is_deep(found):
            words = "every cell became a record under the texts of its row and column"
            doubts = tuple(dict.fromkeys(doubt for table in found for doubt in table.doubts))
            flat = unfolded(found)
            return Relation(flat.header, flat.rows, (words,), doubts)
        flat, above = under_first_head(grid)
        if above:
            steps.append(f"{above} lines above the header were left out")
    return _mended(flat, steps)


def flattened(grid: Grid) -> Flat:
    """The cells as texts, the first row as header."""
    lines = [
        tuple(grid.text(row, column) for column in range(grid.width)) for row in range(grid.height)
    ]
    return Flat(lines[0], tuple(lines[1:])) if lines else Flat((), ())


def _mended(flat: Flat, said: list[str]) -> Relation:
    """Take steps while there is clear evidence for one."""
    steps = list(said)
    doubts = []
    done: list[str] = []
    while len(done) < _MOST_STEPS and flat.rows and flat.header:
        best = choose(flat, tuple(done))
        if best is None:
            break
        if best.score < _CERTAIN:
            doubts.append(f"weak evidence: {best.words}")
        flat = best.apply(flat)
        steps.append(best.words)
        done.append(best.kind)
    if not done and flat.rows and flat.header:
        missed = max(candidates(flat), key=lambda one: one.score, default=None)
        if missed is not None and missed.score >= _THOUGHT_OF:
            doubts.append(f"left as it is, though perhaps: {missed.words}")
    return Relation(flat.header, flat.rows, tuple(steps), tuple(doubts))


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
        if one.kind in allowed and one.score >= (_again(one.kind, done[-1]) if done else _ENOUGH)
    ]
    return max(found, key=lambda one: one.score, default=None)


def candidates(flat: Flat) -> list[Candidate]:
    """Every step on columns that could be due; exchanged axes come before all others."""
    if exchanged := turned(flat):
        return exchanged
    return [candidate for make in (groups, stacks, lists) for candidate in make(flat)]


def _again(kind: str, before: str) -> float:
    """Columns that were rows a moment ago are attributes: only their names can tell otherwise."""
    if kind == "explode":
        return _SECOND_LIST
    return _AFTER_TURN if before == "transpose" else _SECOND
