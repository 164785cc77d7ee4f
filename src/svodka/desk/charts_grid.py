"""Heat map of filings: areas down in order of names, periods across, five states told apart by signs and greys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import altair as alt

from svodka.desk.charts import Drawn, Said
from svodka.desk.charts_marks import Marks, layered, names_down, of, room_for, words
from svodka.model import BadArgument, Due, FilingState, SvodkaError

MOST_SLOTS = 20_000
_CELL, _ROW = 18, 20
_FILLS = {
    FilingState.REPORTED: "#3c3c3c",
    FilingState.ZERO: "#c9c9c9",
    FilingState.BLANK: "#ffffff",
    FilingState.MISSING: "#ffffff",
    FilingState.NOT_OBTAINED: "#ececec",
}
_SIGNS = {FilingState.ZERO: "0", FilingState.BLANK: "–"}
_WORDS = {
    FilingState.REPORTED: "reported; a number in it: so many versions",
    FilingState.ZERO: "zero: a printed 0",
    FilingState.BLANK: "blank: a mark or an empty cell",
    FilingState.MISSING: "missing: known not to have been filed",
    FilingState.NOT_OBTAINED: "not obtained: we do not have it and cannot say",
}
_UNCERTAIN = "a dot: owed only if the obligation began early"
_NO_CELL = "no cell: nothing in hand, and nobody says that it was owed"


@dataclass(frozen=True, slots=True)
class _Slot:
    """One cell of the picture: column, row, its states over all versions."""

    column: float
    row: float
    states: tuple[FilingState, ...]
    uncertain: bool
    versions: int
    words: str


def grid_drawn(columns: Sequence[str], rows: Sequence[Sequence[str]], said: Said) -> Drawn:
    """The grid of filings, one panel an obligation.

    Raises:
        SvodkaError: there is nothing to draw.
        BadArgument: there are more slots than one picture can show.
    """
    filings = [dict(zip(columns, row, strict=True)) for row in rows]
    if not filings:
        raise SvodkaError("there is nothing to draw", hint="take documents first, then build")
    slots = len({_key(one) for one in filings})
    if slots > MOST_SLOTS:
        raise BadArgument(
            f"{slots} slots are too many for one picture, at most {MOST_SLOTS}",
            hint="--by area or --format csv shows them all the same",
        )
    by_obligation: dict[str, list[dict[str, str]]] = defaultdict(list)
    for filing in filings:
        by_obligation[filing["obligation"]].append(filing)
    panels = [_panel(name, by_obligation[name], said) for name in sorted(by_obligation)]
    chart = alt.vconcat(*panels, _legend(said), spacing=28)
    return Drawn(chart.to_dict(), "Who filed what for when", tuple(_notes(filings)))


def _key(one: dict[str, str]) -> tuple[str, ...]:
    return one["obligation"], one["area"] or one["area_label"], one["start"], one["end"]


def _notes(filings: Iterable[dict[str, str]]) -> Iterable[str]:
    states: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in filings:
        states[_key(one)].append(one["state"])
    absent = {FilingState.MISSING.value, FilingState.NOT_OBTAINED.value}
    held = sum(any(state not in absent for state in found) for found in states.values())
    yield f"{held} of {len(states)} slots are in hand; a gap in what we hold is no silence of theirs"
    count = Counter(state for found in states.values() for state in set(found))
    yield "; ".join(f"{state.value}: {count[state.value]}" for state in FilingState)
    yield "areas in order of their codes and names; nothing is ordered or shaded by yield or lateness"


def _panel(name: str, filings: list[dict[str, str]], said: Said) -> alt.LayerChart:
    periods = sorted({(one["start"], one["end"]) for one in filings})
    labels: dict[tuple[str, str], str] = {}
    slots: dict[tuple[tuple[str, str], tuple[str, str]], list[dict[str, str]]] = defaultdict(list)
    for one in filings:
        area = (one["area"], "" if one["area"] else one["area_label"])
        labels.setdefault(area, " ".join(filter(None, (one["area"], one["area_label"]))))
        slots[area, (one["start"], one["end"])].append(one)
    areas = sorted(labels)
    row, column = ({one: at for at, one in enumerate(axis)} for axis in (areas, periods))
    cells = [
        _slot(column[period], row[area], found, f"{labels[area]} · {period[0]}", said)
        for (area, period), found in slots.items()
    ]
    cells.sort(key=lambda one: (one.row, one.column))
    down = names_down([labels[one] for one in areas])
    layers = _layers(cells, len(periods), _across(periods, said), down)
    title = name or said("no obligation is known")
    return layered(layers, _CELL * len(periods), _ROW * len(areas), title)


def _slot(column: int, row: int, found: list[dict[str, str]], where: str, said: Said) -> _Slot:
    named = {one["state"] for one in found}
    states = tuple(state for state in FilingState if state.value in named)
    uncertain = any(one["due"] == Due.UNCERTAIN.value for one in found)
    told = ", ".join(state.value for state in states)
    if uncertain:
        told += f", {said('owed only if the obligation began early')}"
    return _Slot(column, row, states, uncertain, len(found), f"{where} · {told}")


def _across(periods: list[tuple[str, str]], said: Said) -> alt.Axis:
    lengths = {date.fromisoformat(end) - date.fromisoformat(start) for start, end in periods}
    one = len(lengths) == 1
    shown = [start if one else f"{start} – {end}" for start, end in periods]
    return alt.Axis(
        values=[at + 0.5 for at in range(len(periods))],
        labelExpr=f"{words(shown)}[floor(datum.value)]",
        labelAngle=-90,
        labelOverlap=False,
        labelLimit=0,
        minExtent=room_for(shown),
        title=said("periods by their first day") if one else None,
        orient="top",
        grid=False,
        domain=False,
        ticks=False,
    )


def _layers(
    cells: Sequence[_Slot], width: int, across: alt.Axis | None, y: alt.Y
) -> list[alt.Chart]:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=across)
    boxes, strokes, signs, dots = _marks(cells)
    box = (
        of(boxes)
        .mark_rect(stroke="#6b6b6b", strokeWidth=0.8, aria=True)
        .encode(
            x=x, x2="x2", y=y, y2="y2", fill=alt.Fill("fill:N", scale=None), description="words:N"
        )
    )
    stroke = (
        of(strokes)
        .mark_rule()
        .encode(
            x=x,
            x2="x2",
            y=y,
            y2="y2",
            stroke=alt.Stroke("ink:N", scale=None),
            strokeWidth=alt.StrokeWidth("weight:Q", scale=None),
        )
    )
    sign = (
        of(signs)
        .mark_text(fontSize=12, fontWeight="bold", baseline="middle")
        .encode(x=x, y=y, text="text:N", color=alt.Color("ink:N", scale=None))
    )
    dot = (
        of(dots)
        .mark_point(shape="circle", size=34, filled=True, fill="#000", stroke="#fff", opacity=1)
        .encode(x=x, y=y)
    )
    return [box, stroke, sign, dot]


def _marks(cells: Iterable[_Slot]) -> tuple[Marks, Marks, Marks, Marks]:
    boxes: Marks = []
    strokes: Marks = []
    signs: Marks = []
    dots: Marks = []
    for slot in cells:
        share = 0.88 / len(slot.states)
        for number, state in enumerate(slot.states):
            left, right = slot.column + 0.06, slot.column + 0.94
            top = slot.row + 0.06 + number * share
            box = {"x": left, "x2": right, "y": top, "y2": top + share}
            boxes.append({**box, "fill": _FILLS[state], "words": slot.words})
            strokes += _strokes(state, left, right, top, top + share)
            several = state is FilingState.REPORTED and slot.versions > 1
            text = str(slot.versions) if several else _SIGNS.get(state, "")
            ink = "#fff" if several else "#000"
            if text:
                middle = {"x": (left + right) / 2, "y": top + share / 2}
                signs.append({**middle, "text": text, "ink": ink})
        if slot.uncertain:
            dots.append({"x": slot.column + 0.74, "y": slot.row + 0.27})
    return boxes, strokes, signs, dots


def _strokes(state: FilingState, left: float, right: float, top: float, bottom: float) -> Marks:
    """A heavy cross for what was not filed; thin slanting lines for what we do not have."""
    if state is FilingState.MISSING:
        inset = 0.14
        ends = [(top + inset, bottom - inset), (bottom - inset, top + inset)]
        return [
            {"x": left + inset, "x2": right - inset, "y": y, "y2": y2, "ink": "#000", "weight": 2.6}
            for y, y2 in ends
        ]
    if state is FilingState.NOT_OBTAINED:
        across, down = (left + right) / 2, (top + bottom) / 2
        ends3 = [
            (left, across, down, top),
            (left, right, bottom, top),
            (across, right, bottom, down),
        ]
        return [
            {"x": x, "x2": x2, "y": y, "y2": y2, "ink": "#9b9b9b", "weight": 0.9}
            for x, x2, y, y2 in ends3
        ]
    return []


def _legend(said: Said) -> alt.LayerChart:
    rows = [_Slot(0, at, (state,), False, 1, "") for at, state in enumerate(FilingState)]
    rows.append(replace(rows[-1], row=len(rows), uncertain=True))
    meanings = [said(_WORDS[state]) for state in FilingState]
    meanings += [said(_UNCERTAIN)]
    texts: Marks = [{"x": 1.4, "y": at + 0.5, "text": text} for at, text in enumerate(meanings)]
    texts.append({"x": 1.4, "y": len(meanings) + 0.5, "text": said(_NO_CELL)})
    y = alt.Y("y:Q", scale=alt.Scale(domain=[len(texts), 0], nice=False), axis=None)
    layers = _layers(rows, 30, None, y)
    written = (
        of(texts)
        .mark_text(align="left", baseline="middle", fontSize=12)
        .encode(
            x=alt.X("x:Q", scale=alt.Scale(domain=[0, 30], nice=False), axis=None),
            y=y,
            text="text:N",
        )
    )
    return layered([*layers, written], 30 * _CELL, _ROW * len(texts))
