"""Regularity drawn against chance: last digits with their band, indices of dispersion with their null quantiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from svodka.analyse import CAUTIONS, Asked, Table, regularities
from svodka.analyse.digits import DIGITS, LEAST_MEAN
from svodka.analyse.evenness import by_chi_square, by_total, index_of_dispersion
from svodka.analyse.repeats import local_means
from svodka.desk.charts import Drawn, Said
from svodka.desk.charts_marks import PALE, layered, names_down, of
from svodka.desk.regularity import LEAST_PERIODS, LEVEL
from svodka.model import Regularity, SvodkaError
from svodka.reconcile import bundles

Floats = NDArray[np.float64]

MOST = 200
_BAND = 0.05
_TICKS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 1000, 10000)
_ROW, _WIDTH = 15, 520
_SEE_ALL = "svodka checks --all says why each was refused"


@dataclass(frozen=True, slots=True)
class Dispersed:
    """A series with the index of dispersion of the whole, or of its windows, over its degrees of freedom.

    `low` and `high` are where an index of counts by chance lies in 90 of 100 cases at a level of .05; `even` says
    of each whether the test calls it too even, `flagged` of the series.
    """

    name: str
    indices: tuple[float, ...]
    even: tuple[bool, ...]
    low: float
    high: float
    flagged: bool


def of_case(ledger: pl.DataFrame) -> tuple[Table, ...]:
    """The series of a case that are long enough to be tested, a table a length of period."""
    return tuple(
        Table(tuple(bundle.label(at) for at in range(len(bundle.names))), bundle.counts)
        for bundle in bundles(ledger)
        if len(bundle.starts) >= LEAST_PERIODS
    )


def digits_drawn(tables: Iterable[Table], said: Said) -> Drawn:
    """Last digits of every value that the test judges, with a band that chance leaves 1 time in 20.

    Raises:
        SvodkaError: the test judges no series.
    """
    values: list[Floats] = []
    tested = judged = held = slots = 0
    for table in tables:
        held += int((~np.isnan(table.counts)).sum())
        slots += table.counts.size
        for answer, row in zip(_answers("last-digit", table), table.counts, strict=True):
            tested += 1
            if not answer.refused:
                judged += 1
                whole = row[~np.isnan(row)]
                values.append(whole[local_means(whole) >= LEAST_MEAN])
    if not values:
        raise SvodkaError(
            f"there is nothing to draw: last digits of none of {tested} series are judged",
            hint=_SEE_ALL,
        )
    seen = np.bincount(np.concatenate(values).astype(np.int64) % DIGITS, minlength=DIGITS)
    total = int(seen.sum())
    low, high = _band(total)
    caution = CAUTIONS["last-digit"]
    notes = (
        f"{total} values of {judged} of {tested} series, each with a mean of {LEAST_MEAN:.0f} or more",
        f"{held} of {slots} slots are in hand",
        f"dashed line: {total / DIGITS:.5g} of each digit; grey band: by chance a bar leaves it in 1 picture of 20",
        "all series in one: totals repeat the digits of their parts; the test itself judges each series alone",
        f"by chance would mean: {caution.null}",
        f"innocent causes: {caution.harmless}",
    )
    return Drawn(_digits(seen, low, high, said).to_dict(), "Last digits of counts", notes)


def _answers(test: str, table: Table) -> tuple[Regularity, ...]:
    return regularities(test, table, Asked(alpha=LEVEL))


def _band(total: int) -> tuple[float, float]:
    """Where all ten bars lie together in 95 of 100 pictures, at least."""
    each = _BAND / DIGITS / 2
    low, high = (float(stats.binom.ppf(q, total, 1 / DIGITS)) for q in (each, 1 - each))
    return low, high


def _digits(seen: NDArray[np.int64], low: float, high: float, said: Said) -> alt.LayerChart:
    bars = [
        {"digit": str(digit), "count": int(count), "band": low, "band2": high}
        for digit, count in enumerate(seen)
    ]
    beyond = [bar for bar in bars if not low <= float(str(bar["count"])) <= high]
    x = alt.X("digit:N", sort=None, axis=alt.Axis(title=said("last digit"), labelAngle=0))
    y = alt.Y("count:Q", axis=alt.Axis(title=said("how many values"), grid=True, gridColor=PALE))
    base = of(bars)
    layers = [
        base.mark_bar(fill="#5a8fb5", stroke="#1f3d54", size=24).encode(x=x, y=y),
        base.mark_rect(fill="#555", opacity=0.28).encode(
            x=x, y=alt.Y("band:Q"), y2=alt.Y2("band2:Q")
        ),
        of([{"even": float(seen.sum()) / DIGITS}])
        .mark_rule(strokeDash=[5, 4], stroke="#000", strokeWidth=1.3)
        .encode(y="even:Q"),
        of(beyond).mark_text(text="×", fontSize=18, fontWeight="bold", dy=-9).encode(x=x, y=y),
    ]
    return layered(layers, _WIDTH, 260)


def dispersion_drawn(tables: Iterable[Table], said: Said) -> Drawn:
    """The index of dispersion of each series, beside where counts by chance lie.

    Raises:
        SvodkaError: the test judges no series.
    """
    found: list[Dispersed] = []
    tested = held = slots = 0
    for table in tables:
        tested += len(table.names)
        held += int((~np.isnan(table.counts)).sum())
        slots += table.counts.size
        answers = _answers("evenness", table)
        for name, answer, row in zip(table.names, answers, table.counts, strict=True):
            if not answer.refused:
                whole = row[~np.isnan(row)]
                found.append(
                    _dispersed(
                        name, whole[None, :], (answer.flagged,), LEVEL, flagged=answer.flagged
                    )
                )
    note = f"{len(found)} of {tested} series are judged; {held} of {slots} slots are in hand"
    return strips_drawn(found, note, "evenness", said)


def windows_drawn(table: Table, asked: Asked, said: Said) -> Drawn:
    """The index of dispersion of every whole window of each series.

    Raises:
        SvodkaError: the test judges no series.
    """
    found = []
    count = table.counts.shape[1] // asked.window
    for answer, row in zip(
        regularities("underdispersion", table, asked), table.counts, strict=True
    ):
        if answer.refused:
            continue
        windows = np.maximum(row[: count * asked.window], 0).reshape(count, asked.window)
        windows = windows[~np.isnan(windows).any(axis=1)]
        windows = windows[windows.any(axis=1)]
        tail = by_total if asked.null == "conditional" else by_chi_square
        even = tuple(bool(one) for one in tail(windows) < asked.alpha)
        found.append(_dispersed(answer.series, windows, even, asked.alpha, flagged=answer.flagged))
    held = int((~np.isnan(table.counts)).sum())
    note = (
        f"{len(found)} of {len(table.names)} series are judged in windows of {asked.window} periods; "
        f"{held} of {table.counts.size} slots are in hand"
    )
    return strips_drawn(found, note, "underdispersion", said)


def _dispersed(
    name: str, windows: Floats, even: tuple[bool, ...], level: float, *, flagged: bool
) -> Dispersed:
    degrees = windows.shape[1] - 1
    low, high = (float(stats.chi2.ppf(q, degrees)) / degrees for q in (level, 1 - level))
    indices = tuple(float(one) / degrees for one in index_of_dispersion(windows))
    return Dispersed(name, indices, even, low, high, flagged)


def strips_drawn(found: Sequence[Dispersed], note: str, test: str, said: Said) -> Drawn:
    """One strip a series, in order of names; where there are too many, the unusually regular come first.

    Raises:
        SvodkaError: there is no series.
    """
    if not found:
        raise SvodkaError(
            "there is nothing to draw: no series has enough values for its dispersion",
            hint=_SEE_ALL,
        )
    first = [at for at, one in enumerate(found) if one.flagged][:MOST]
    rest = [at for at, one in enumerate(found) if not one.flagged][: MOST - len(first)]
    kept = [found[at] for at in sorted((*first, *rest))]
    caution = CAUTIONS[test]
    notes = (
        f"{note}; drawn: {len(kept)} of {len(found)}",
        "1: as counts of one mean vary by chance; grey bar: where 90 of 100 such counts lie by chi-square",
        f"a filled triangle: too even; a cross at the side: unusually regular after all {len(found)} tests, no verdict",
        "further right than the bar: counts vary more than by chance, as counts with a trend do",
        f"by chance would mean: {caution.null}",
        f"innocent causes: {caution.harmless}",
    )
    return Drawn(_strips(kept, said).to_dict(), "How evenly counts vary", notes)


def _strips(kept: Sequence[Dispersed], said: Said) -> alt.LayerChart:
    least = _TICKS[0]
    most = max(2.0, *(max(one.high, *one.indices) for one in kept))
    bands = [
        {"y": at + 0.15, "y2": at + 0.85, "x": one.low, "x2": one.high}
        for at, one in enumerate(kept)
    ]
    points = [
        {"y": at + 0.5, "x": max(index, least), "shape": "triangle-up" if even else "circle",
         "fill": "#d55e00" if even else "transparent"}
        for at, one in enumerate(kept)
        for index, even in zip(one.indices, one.even, strict=True)
    ]  # fmt: skip
    flagged = [{"y": at + 0.5} for at, one in enumerate(kept) if one.flagged]
    y = names_down([one.name for one in kept])
    x = alt.X(
        "x:Q",
        scale=alt.Scale(type="log", domain=[least * 0.8, most * 1.2], nice=False),
        axis=alt.Axis(
            title=said("index of dispersion over its degrees of freedom"),
            grid=True,
            gridColor=PALE,
            values=_TICKS,
            format="~g",
        ),
    )
    layers = [
        of(bands).mark_rect(fill="#cfcfcf").encode(x=x, x2="x2", y=y, y2="y2"),
        of([{"x": 1}]).mark_rule(strokeDash=[5, 4], stroke="#000").encode(x=x),
        of(points)
        .mark_point(size=34, stroke="#000", strokeWidth=1, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        ),
        of(flagged).mark_text(text="×", fontSize=17, fontWeight="bold", x=_WIDTH + 12).encode(y=y),
    ]
    return layered(layers, _WIDTH, _ROW * len(kept))
