"""Weeks against running totals: what a total grew by beside what its weeks make, step by step in order of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt
import polars as pl

from svodka.desk.charts import Drawn, Said
from svodka.desk.charts_marks import PALE, Marks, layered, names_down, of
from svodka.model import SvodkaError
from svodka.reconcile import Cells
from svodka.reconcile.running import Step, steps

MOST = 240
_ROW, _WIDTH = 15, 520
_STRETCHED = 10
_UP = [size * 10**power for power in range(9) for size in (1, 3)]
_TICKS = [*(-one for one in reversed(_UP)), 0, *_UP]


def steps_drawn(ledger: pl.DataFrame, said: Said) -> Drawn:
    """Every step tested that has weeks beside it; where there are too many, those that part come first.

    Raises:
        SvodkaError: no running total stands beside weeks.
    """
    tested = list(steps(ledger))
    beside = [one for one in tested if one.counted is not None or one.least or one.falls]
    if not beside:
        raise SvodkaError(
            "there is nothing to draw: no running total stands beside its weeks",
            hint="svodka checks --all lists what was tested",
        )
    kept = _kept(beside)
    names = Cells(ledger)
    # Stages stand apart, so that no row sets one beside another.
    by_measure: dict[str, list[Step]] = {}
    for one in kept:
        by_measure.setdefault(names.slot(one.later.at)["measure"], []).append(one)
    panels = [_panel(measure, by_measure[measure], names, said) for measure in sorted(by_measure)]
    chart = alt.vconcat(*panels, spacing=22)
    notes = tuple(_notes(tested, beside, kept))
    return Drawn(chart.to_dict(), "Weeks against running totals", notes)


def _kept(beside: list[Step]) -> list[Step]:
    """At most so many, in the order given, which is of names."""
    parting = [at for at, one in enumerate(beside) if not one.holds][:MOST]
    rest = [at for at, one in enumerate(beside) if one.holds][: MOST - len(parting)]
    return [beside[at] for at in sorted((*parting, *rest))]


def _notes(tested: Sequence[Step], beside: Sequence[Step], kept: Sequence[Step]) -> Iterator[str]:
    part = sum(not one.holds for one in tested)
    yield f"{len(tested)} steps of running totals tested, {part} part; drawn: {len(kept)} of {len(beside)}"
    whole = sum(one.counted is not None for one in beside)
    yield f"all weeks are in hand for {whole} of {len(beside)} steps; of the rest the weeks in hand cannot make more"
    yield "a ring: what the total grew by; a filled diamond: what all its weeks make"
    yield "an arrowhead: what the weeks in hand make, others are not in hand; a cross: the two part"
    yield "the scale is stretched near 0, so that small counts can be read"
    yield "steps in order of names, not of size; a step that parts is a finding, not a fault of anybody"


def _label(names: Cells, one: Step) -> str:
    slot = names.slot(one.later.at)
    words = (slot["area"], slot["category"], one.later.end.isoformat())
    return " · ".join(filter(None, words))


def _panel(measure: str, kept: Sequence[Step], names: Cells, said: Said) -> alt.LayerChart:
    spans: Marks = []
    rings: Marks = []
    weeks: Marks = []
    crosses: Marks = []
    for at, one in enumerate(kept):
        made = one.counted if one.counted is not None else one.least
        y = at + 0.5
        rings.append({"x": one.grown, "y": y})
        if one.counted is not None or one.least:
            shape = "diamond" if one.counted is not None else "triangle-right"
            weeks.append({"x": made, "y": y, "shape": shape})
            spans.append({"x": min(made, one.grown), "x2": max(made, one.grown), "y": y})
        if not one.holds:
            crosses.append({"y": y})
    y_at = names_down([_label(names, one) for one in kept], grid=True)
    x_at = alt.X(
        "x:Q",
        scale=alt.Scale(type="symlog", constant=_STRETCHED, nice=False),
        axis=alt.Axis(title=said("counts as reported"), values=_TICKS, grid=True, gridColor=PALE),
    )
    span = of(spans).mark_rule(stroke="#777", strokeWidth=1.4).encode(x=x_at, x2="x2", y=y_at)
    ring = (
        of(rings)
        .mark_point(shape="circle", size=60, stroke="#000", strokeWidth=1.5, opacity=1)
        .encode(x=x_at, y=y_at)
    )
    week = (
        of(weeks)
        .mark_point(size=38, filled=True, fill="#0072b2", stroke="#003a5c", opacity=1)
        .encode(x=x_at, y=y_at, shape=alt.Shape("shape:N", scale=None))
    )
    cross = (
        of(crosses)
        .mark_text(text="×", fontSize=17, fontWeight="bold", x=_WIDTH + 12)
        .encode(y=y_at)
    )
    return layered([span, ring, week, cross], _WIDTH, _ROW * len(kept), measure)
