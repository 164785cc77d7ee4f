"""A quarter that equals its months is a total over time: the periods tile it and the figures add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from svodka.model import Period, Role
from svodka.recognise.body import Numbers
from svodka.recognise.roles import SAME_SHARE, slack

_MOST_SPANS = 400
_DAY = timedelta(days=1)


def over_time(
    made: Numbers, spans: Sequence[Period | None], labels: Sequence[str], roles: list[Role | None]
) -> None:
    """Give lines of `made` the role total where others of their label tile their period and add up.

    Only lines of one label are parts of each other.
    """
    flows = [
        i for i, span in enumerate(spans) if span and span.start and span.end and roles[i] is None
    ]
    if len(flows) > _MOST_SPANS:
        return
    for index in flows:
        alike = {i: span for i in flows if labels[i] == labels[index] and (span := spans[i])}
        parts = _tiling(index, alike)
        if parts and _is_sum(made, index, parts):
            roles[index] = Role.TOTAL


def _tiling(index: int, spans: dict[int, Period]) -> list[int]:
    """The longest other periods that follow each other and fill that of `index`; or none."""
    whole = spans[index]
    assert whole.start is not None
    assert whole.end is not None
    inside: dict[date, tuple[date, int]] = {}
    for other, span in spans.items():
        if span == whole or span.start is None or span.end is None or span.end > whole.end:
            continue
        if span.start not in inside or inside[span.start][0] < span.end:
            inside[span.start] = (span.end, other)
    parts: list[int] = []
    day = whole.start
    while day in inside:
        end, other = inside[day]
        parts.append(other)
        day = end + _DAY
    return parts if len(parts) > 1 and day == whole.end + _DAY else []


def _is_sum(made: Numbers, index: int, parts: Sequence[int]) -> bool:
    block, total = made[list(parts)], made[index]
    usable = ~np.isnan(total) & ~np.isnan(block).any(axis=0) & (total != 0)
    if not usable.any():
        return False
    same = np.abs(block.sum(axis=0) - total) <= slack(block, total)
    return bool(same[usable].mean() >= SAME_SHARE)
