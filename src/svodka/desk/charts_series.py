"""One series as it was reported, with the bounds that methods drew, alarms as marks and gaps as gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt
import numpy as np

from svodka.analyse import signals
from svodka.desk.case import Case
from svodka.desk.charts import Drawn, Said
from svodka.desk.charts_marks import PALE, Marks, layered, of, words
from svodka.desk.ledger import ledger_of
from svodka.desk.rising import GIVEN, LONG, SHORT, YEARS_OF_WEEKS
from svodka.model import BadArgument, Signal, SvodkaError
from svodka.reconcile import Bundle, bundles

_STEP, _NARROWEST, _WIDEST, _HEIGHT = 16, 520, 1200, 150
_NAMED = 5
_MEANINGS = (
    "a black point: what was reported; a grey column: nothing in hand, or versions disagree",
    "a bar: from what was expected to the upper bound, with a thick line at the bound",
    "a triangle with a ring: higher than the bound; a question mark: no bound, which is not 'no alarm'",
)


@dataclass(frozen=True, slots=True)
class Course:
    """One series to choose from: its name, and where its counts and judgements come from."""

    name: str
    bundle: Bundle
    row: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A series with what each method says of each period."""

    name: str
    by_method: dict[str, tuple[Signal, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The series of a case up to a day, in order of length of period and names."""

    courses: tuple[Course, ...]
    on: date | None


def series_of_case(case: Case, on: date | None) -> Choice:
    """All series of a case that have more than one period up to `on`."""
    found = []
    for bundle in bundles(ledger_of(case)):
        if sum(on is None or day <= on for day in bundle.starts) > 1:
            found += [Course(_name(bundle, row), bundle, row) for row in range(len(bundle.names))]
    return Choice(tuple(found), on)


def _name(bundle: Bundle, row: int) -> str:
    """Area, group and measure; the rest of the name only where another series is called the same."""
    same = [name for name in bundle.names if name[:3] == bundle.names[row][:3]]
    rest = bundle.names[row][3:] if len(same) > 1 else ()
    return " · ".join(filter(None, (bundle.label(row), *rest)))


def chosen(names: Sequence[str], asked: str | None) -> int:
    """Where the series stands that was asked for by its number, its name, or words of its name.

    Raises:
        SvodkaError: there is no series.
        BadArgument: none or several are meant.
    """
    if not names:
        raise SvodkaError(
            "there is no series to draw", hint="a series needs two periods of one length in hand"
        )
    if asked is None:
        found = list(range(len(names)))
    elif asked.isdecimal() and asked not in names:
        found = [int(asked) - 1] if 0 < int(asked) <= len(names) else []
    else:
        exact = [at for at, name in enumerate(names) if name == asked]
        wanted = _words(asked)
        found = exact or [at for at, name in enumerate(names) if wanted == _words(name)]
        found = found or [at for at, name in enumerate(names) if wanted <= _words(name)]
    if len(found) == 1:
        return found[0]
    some = "; ".join(f"{at + 1} {names[at]}" for at in (found or range(len(names)))[:_NAMED])
    raise BadArgument(
        f"one series makes a picture, and {len(found)} of {len(names)} are meant",
        hint=f"give --series a number or name, for example {some}",
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split()) - {"·"}


def series_drawn(choice: Choice, asked: str | None, said: Said) -> Drawn:
    """The series asked for, one panel a method."""
    course = choice.courses[chosen([one.name for one in choice.courses], asked)]
    bundle = course.bundle
    starts = [day for day in bundle.starts if choice.on is None or day <= choice.on]
    counts = bundle.counts[course.row : course.row + 1, : len(starts)]
    methods = (*SHORT, LONG) if len(starts) > YEARS_OF_WEEKS else SHORT
    judged = {
        method: signals(
            method,
            (["0"], counts, starts),
            given=GIVEN.get(method, {}),
        )
        for method in methods
    }
    return judged_drawn(Judged(course.name, judged), said)


def judged_drawn(judged: Judged, said: Said) -> Drawn:
    """A judged series as a picture."""
    *_, last = judged.by_method
    panels = [
        _panel(name, found, said, last=name == last) for name, found in judged.by_method.items()
    ]
    chart = alt.vconcat(*panels, spacing=14)
    return Drawn(
        chart.to_dict(), f"Reported counts and bounds: {judged.name}", tuple(_notes(judged))
    )


def _notes(judged: Judged) -> Iterator[str]:
    first = next(iter(judged.by_method.values()))
    held = sum(one.value is not None and not np.isnan(one.value) for one in first)
    yield f"{held} of {len(first)} periods are in hand; counts are of what was reported, not of what happened"
    yield from _MEANINGS
    reasons: set[str] = set()
    for method, found in judged.by_method.items():
        without = [one.refused for one in found if one.refused]
        reasons |= set(without)
        alarms, bounds = sum(one.alarm for one in found), len(found) - len(without)
        yield f"{method}: {alarms} of {bounds} periods above the bound, {len(without)} without a bound"
    yield from (f"why there is no bound: {reason}" for reason in sorted(reasons))


def _panel(method: str, found: Sequence[Signal], said: Said, *, last: bool) -> alt.LayerChart:
    many = len(found)
    width = min(max(many * _STEP, _NARROWEST), _WIDEST)
    x = _across(found, width, said, last=last)
    top = max([1.0, *_numbers(found)])
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, top * 1.18], nice=False),
        axis=alt.Axis(title=said("counts as reported"), grid=True, gridColor=PALE, tickCount=5),
    )
    layers = [
        of(_gaps(found, top * 1.18))
        .mark_rect(fill="#dcdcdc")
        .encode(x=x, x2="x2", y=y, y2="y2"),
        of(_bounds(found))
        .mark_rect(fill="#9ecae1", opacity=0.75)
        .encode(x=x, x2="x2", y=y, y2="y2"),
        of(_bounds(found))
        .mark_rule(stroke="#08519c", strokeWidth=2.4)
        .encode(x=x, x2="x2", y="y2:Q"),
        of(_points(found))
        .mark_line(stroke="#000", strokeWidth=1.2)
        .encode(x=x, y=y, detail="run:N"),
        of(_points(found))
        .mark_point(shape="circle", size=24, filled=True, fill="#000", opacity=1)
        .encode(x=x, y=y),
        of(_alarms(found))
        .mark_point(shape="circle", size=150, stroke="#d55e00", strokeWidth=2.2, opacity=1)
        .encode(x=x, y=y),
        of(_alarms(found))
        .mark_point(
            shape="triangle-up", size=70, filled=True, fill="#d55e00", stroke="#000", yOffset=-15,
            opacity=1,
        )
        .encode(x=x, y=y),
        of(_unbounded(found))
        .mark_text(text="?", fontSize=11, color="#555", y=8)
        .encode(x=x),
    ]  # fmt: skip
    return layered(layers, width, _HEIGHT, method)


def _across(found: Sequence[Signal], width: int, said: Said, *, last: bool) -> alt.X:
    many = len(found)
    every = max(1, -(-many * 15 // width))
    days = words([one.start.isoformat() for one in found])
    axis = alt.Axis(
        values=list(range(0, many, every)),
        labelExpr=f"{days}[datum.value]",
        labelAngle=-90,
        labelOverlap=False,
        labels=last,
        title=said("periods by their first day") if last else None,
        grid=False,
    )
    return alt.X("x:Q", scale=alt.Scale(domain=[-0.6, many - 0.4], nice=False), axis=axis)


def _known(number: float | None) -> bool:
    return number is not None and bool(np.isfinite(number))


def _numbers(found: Iterable[Signal]) -> Iterator[float]:
    for one in found:
        for number in (one.value, one.upper):
            if number is not None and np.isfinite(number):
                yield number


def _gaps(found: Sequence[Signal], top: float) -> Marks:
    return [
        {"x": at - 0.5, "x2": at + 0.5, "y": 0, "y2": top}
        for at, one in enumerate(found)
        if not _known(one.value)
    ]


def _bounds(found: Sequence[Signal]) -> Marks:
    """From the expected count, or from 0 where a method has none, up to the bound."""
    return [
        {
            "x": at - 0.42,
            "x2": at + 0.42,
            "y": max(one.expected, 0) if one.expected is not None and _known(one.expected) else 0,
            "y2": one.upper,
        }
        for at, one in enumerate(found)
        if _known(one.upper)
    ]


def _points(found: Sequence[Signal]) -> Marks:
    """Reported counts; `run` is one number between two gaps, so that no line crosses a gap."""
    run = 0
    points: Marks = []
    for at, one in enumerate(found):
        if _known(one.value):
            points.append({"x": at, "y": one.value, "run": run})
        else:
            run += 1
    return points


def _alarms(found: Sequence[Signal]) -> Marks:
    return [{"x": at, "y": one.value} for at, one in enumerate(found) if one.alarm]


def _unbounded(found: Sequence[Signal]) -> Marks:
    return [{"x": at} for at, one in enumerate(found) if not _known(one.upper)]
