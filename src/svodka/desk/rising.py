"""Where reported counts of a case rise, and which rises stay after allowing for all that was judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from svodka.analyse import highest_flagged, signals
from svodka.desk.case import Case
from svodka.desk.judging import record_once, working_copy
from svodka.desk.ledger import ledger_of
from svodka.desk.reckoning import Reckoned, number
from svodka.model import Signal
from svodka.reconcile import Bundle, bundles, no_count

SIGNALS = (
    "area", "category", "measure", "start", "value", "upper", "expected", "alarm", "history", "method", "refused",
    "coverage", "p", "among", "flagged",
)  # fmt: skip
SHORT = ("ears-c1", "ears-c2", "ears-c3", "cusum", "nb-cusum", "glr")
LONG = "farrington"
YEARS_OF_WEEKS = 4 * 52
LEVEL = 0.05
RECORDED = "signals"
# A short history shows no seasons; with them, and at the published limit, the likelihood ratio
# alarms in 7 of 100 honest periods (measured, 400 series of 60 weeks), so in 1 of 1000.
GIVEN = {
    "ears-c1": {"quantile": "exact"},
    "ears-c2": {"quantile": "exact"},
    "ears-c3": {"quantile": "exact"},
    "glr": {"s": "0", "c-arl": "7"},
}


@dataclass(frozen=True, slots=True)
class _Judged:
    """One signal, with the series of the case that it is of."""

    bundle: Bundle
    method: str
    signal: Signal


def signals_of(case: Case, on: date | None) -> Reckoned:
    """Every period of every series by every method; the methods are recorded before they are shown.

    Only periods up to `on` are judged; a gap is a gap, and too little history is said. `flagged`
    are the alarms of which at most LEVEL are chance, over all periods of all series by all
    methods that know a chance (Benjamini and Hochberg 1995): the negative binomial CUSUM and
    Farrington. The rest know none that holds where counts vary more than Poisson counts do (of
    80,000 honest periods of dispersion .5 that of EARS would flag 388): theirs stay alarms of one
    period each.
    """
    record_once(case, RECORDED, {"methods": ", ".join((*SHORT, LONG)), "level": str(LEVEL)})
    found = [one for bundle in bundles(ledger_of(case)) for one in _of_bundle(bundle, on)]
    p = np.array([one.signal.p for one in found if one.signal.p is not None])
    bound = highest_flagged(p, LEVEL)
    rows = sorted(
        (_row(one, bound, len(p)) for one in found),
        key=lambda row: (row[0], row[1], row[2], row[9], row[3]),
    )
    lines = tuple(_lines(found, bound, len(p)))
    return Reckoned(SIGNALS, tuple(rows), lines, working_copy(case))


def _of_bundle(bundle: Bundle, on: date | None) -> list[_Judged]:
    starts = [day for day in bundle.starts if on is None or day <= on]
    if not starts:
        return []
    reasons = [no_count(name[3]) for name in bundle.names]
    counted = [at for at, reason in enumerate(reasons) if not reason]
    methods = (*SHORT, LONG) if len(starts) > YEARS_OF_WEEKS else SHORT
    found = []
    for method in methods:
        table = (
            [str(at) for at in counted],
            bundle.counts[counted, : len(starts)],
            starts,
        )
        judged = list(signals(method, table, given=GIVEN.get(method, {}))) if counted else []
        judged += [
            Signal(series=str(at), start=day, refused=reasons[at])
            for at in range(len(reasons))
            if reasons[at]
            for day in starts
        ]
        found += [_Judged(bundle, method, one) for one in judged]
    return found


def _flagged(one: Signal, bound: float) -> bool:
    return one.alarm and one.p is not None and one.p <= bound


def _row(one: _Judged, bound: float, among: int) -> tuple[str, ...]:
    signal = one.signal
    area, category, measure = one.bundle.names[int(signal.series)][:3]
    known = signal.p is not None
    return (
        area,
        category,
        measure,
        signal.start.isoformat(),
        number(signal.value),
        number(signal.upper),
        number(signal.expected),
        str(int(signal.alarm)),
        str(signal.history),
        one.method,
        signal.refused,
        one.bundle.coverage,
        number(signal.p),
        str(among) if known else "",
        str(int(_flagged(signal, bound))) if known else "",
    )


def _lines(found: Sequence[_Judged], bound: float, among: int) -> list[str]:
    tally = Counter(
        word
        for one in found
        for word, holds in (
            ("alarms", one.signal.alarm),
            ("judged", not one.signal.refused),
            ("refused", bool(one.signal.refused)),
            ("flagged", _flagged(one.signal, bound)),
        )
        if holds
    )
    return [
        f"{tally['alarms']} of {tally['judged']} periods are higher than the methods let them be",
        f"allowing for the {among} periods that have a chance, {tally['flagged']} stay: "
        f"at most {LEVEL:.0%} of these by chance",
        f"not enough history, or nothing in hand: {tally['refused']} periods",
    ]
