"""What the pictures share: marks from rows, layers of one size, and an axis of names from top to bottom."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import altair as alt

Marks: TypeAlias = list[dict[str, object]]

_LABEL = 60
_WIDEST = 7.0
PALE = "#e6e6e6"


def of(marks: Sequence[Mapping[str, object]]) -> alt.Chart:
    """A chart of these rows, which stand in the picture itself."""
    return alt.Chart(alt.InlineData(values=[dict(mark) for mark in marks]))


def layered(
    layers: Sequence[alt.Chart | alt.LayerChart], width: float, height: float, title: str = ""
) -> alt.LayerChart:
    """Layers over each other in a field of this size."""
    return alt.LayerChart(layer=list(layers), width=width, height=height, title=title)


def words(labels: Sequence[str]) -> str:
    """Labels as a list in an expression of Vega, long ones shortened."""
    short = [one if len(one) <= _LABEL else f"{one[: _LABEL - 1]}…" for one in labels]
    return json.dumps(short, ensure_ascii=False)


def room_for(labels: Sequence[str]) -> int:
    """Pixels that the longest of these labels takes: the renderer measures labels before they are spelled."""
    return round(_WIDEST * max((min(len(one), _LABEL) for one in labels), default=0))


def names_down(labels: Sequence[str], *, grid: bool = False) -> alt.Y:
    """The vertical axis of a picture with one row a name, in the order given."""
    axis = alt.Axis(
        values=[at + 0.5 for at in range(len(labels))],
        labelExpr=f"{words(labels)}[floor(datum.value)]",
        labelOverlap=False,
        labelLimit=0,
        labelPadding=9,
        minExtent=room_for(labels) + 9,
        title=None,
        grid=grid,
        gridColor=PALE,
        domain=False,
        ticks=False,
    )
    return alt.Y(
        "y:Q", scale=alt.Scale(domain=[0, len(labels)], nice=False, reverse=True), axis=axis
    )
