"""Figures of different origin for one slot side by side, with what each origin can and cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import itemgetter

import polars as pl

from svodka.model import CellName
from svodka.reconcile.channels import SEES, joined_slots
from svodka.reconcile.told import Told, told

_COUNTED = ("person", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two origins of one slot. `refused` says why their ratio is none; the figures stand all the same."""

    area: str
    start: str
    end: str
    basis: str
    category: str
    measure: str
    unit: str
    origin: str
    value: str
    other: str
    other_value: str
    sees: str
    numbers: tuple[int, int] | None
    refused: str
    cells: tuple[CellName, ...]


def origins(figures: pl.DataFrame) -> Iterator[Beside]:
    """Every slot that two origins state, a pair of origins each, in order of area, day and names.

    Agreeing confirms neither: both may come from one paper. A ratio is given of exact counts only.
    """
    keys = [
        "area",
        "start",
        "end",
        "as_of",
        "basis",
        "category",
        "category_label",
        "measure",
        "unit",
    ]
    joined = joined_slots(figures)
    several = joined.filter(pl.col("voice").n_unique().over(keys) > 1)
    several = several.with_columns(_slot=pl.struct(keys).rank("dense"))
    several = several.sort("_slot", "document", "anchor", "part")
    for _, group in groupby(zip(several["_slot"], told(several), strict=True), itemgetter(0)):
        held = [one for _, one in group]
        voices = sorted({one.voice for one in held}, key=list(SEES).index)
        for one, other in combinations(voices, 2):
            yield _beside(
                [figure for figure in held if figure.voice == one],
                [figure for figure in held if figure.voice == other],
            )


def _beside(mine: Sequence[Told], theirs: Sequence[Told]) -> Beside:
    first = mine[0]
    why = _why_not([*mine, *theirs], mine, theirs)
    return Beside(
        area=first.area,
        start=str(first.start or ""),
        end=str(first.end or ""),
        basis=first.basis,
        category=first.category,
        measure=first.measure,
        unit=first.unit,
        origin=first.voice,
        value=_values(mine),
        other=theirs[0].voice,
        other_value=_values(theirs),
        sees=f"{SEES[first.voice]}; {SEES[theirs[0].voice]}",
        numbers=None if why else (int(first.value), int(theirs[0].value)),
        refused=why,
        cells=tuple(one.cell for one in (*mine, *theirs)),
    )


def _values(held: Sequence[Told]) -> str:
    """The different numbers that one origin states, in their order."""
    return ", ".join(dict.fromkeys(one.number for one in held))


def _why_not(held: Sequence[Told], mine: Sequence[Told], theirs: Sequence[Told]) -> str:
    reasons = {
        "units that are no counts": any(one.unit not in _COUNTED for one in held),
        "a figure is a bound or about, no exact count": any(
            one.qualifier != "=" or one.value % 1 for one in held
        ),
        "one origin states several numbers": max(
            len({one.value for one in mine}), len({one.value for one in theirs})
        )
        > 1,
        "there is nothing to divide by": theirs[0].value == 0,
    }
    return next((words for words, applies in reasons.items() if applies), "")
