"""Figures of one matter that differ because they count different things, or by different means.

People against money is a ratio with both operands, never a correction; totals of different
measures are listed, and neither is called wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from svodka.model.finding import Finding, Kind
from svodka.reconcile.order import order
from svodka.reconcile.told import PERCENT, Told, agree, name, same_days, same_place, same_time

_MONEY = re.compile(r"(?<!\w)(?:выплат|бонус|подъемн|пособи|перечислени|bonus|payment|payout)")
_CURRENCY = re.compile(r"руб|₽|rub|долл|евро|usd|eur|\$|€")
_LEAST = 100
_FARTHEST = 10.0


def other_methods(figures: Sequence[Told]) -> Iterator[Finding]:
    """Ratios of people to payments, and totals that differ by measure."""
    texts = [one for one in figures if one.context and one.unit != PERCENT]
    yield from _against_money(texts)
    yield from _by_measure(texts)


def is_payments(one: Told) -> bool:
    """Whether a figure is a number of payments: not of people, and not a sum of money."""
    near = re.split(r"\d|[.;]", one.after, maxsplit=1)[0][:40]
    if _CURRENCY.match(near.strip()) or _CURRENCY.search(one.raw) or one.unit in ("rub", "rouble"):
        return False
    ahead = re.split(r"\d|[.;] ", one.before)[-1]
    return bool(
        re.search(r"payment|bonus|paid", one.measure)
        or _MONEY.search(one.words)
        or (not one.measure and (_MONEY.search(near) or _MONEY.search(ahead)))
    )


def _against_money(texts: Sequence[Told]) -> Iterator[Finding]:
    payments = [one for one in texts if one.value >= _LEAST and is_payments(one)]
    people = [
        one
        for one in texts
        if one.value >= _LEAST and one.member[0] == "joined" and not is_payments(one)
    ]
    seen: set[tuple[float, float, str]] = set()
    for paid in payments:
        for claimed in people:
            near = one_text(claimed, paid)
            known = bool(paid.area) and paid.area == claimed.area and same_days(paid, claimed)
            ratio = claimed.value / paid.value
            if not (near or known) or not (same_place(paid, claimed) and same_time(paid, claimed)):
                continue
            if not 1 / _FARTHEST < ratio < _FARTHEST or agree(paid, claimed):
                continue
            key = (claimed.value, paid.value, claimed.area or paid.area)
            if key in seen:
                continue
            seen.add(key)
            yield Finding(
                kind=Kind.METHODS,
                words=f"{claimed.number} people stated in {name(claimed.document)}, {paid.number} payments in "
                f"{name(paid.document)}: ratio {ratio:.2f}; counted by two methods, neither corrects the other",
                cells=(claimed.cell, paid.cell),
                area=claimed.area or paid.area,
                start=str(claimed.start or ""),
                end=str(claimed.end or ""),
                measure=claimed.measure,
                statistic=ratio,
            )


def one_text(one: Told, other: Told) -> bool:
    """Whether one of the two stands in the words around the other."""
    return one.document == other.document and (one.raw in other.context or other.raw in one.context)


def _by_measure(texts: Sequence[Told]) -> Iterator[Finding]:
    """Different stages, or a group and no group, for one place and period in two documents."""
    slots: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    measured: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for one in texts:
        family, member = one.member
        if family and one.area and one.end is not None and not is_payments(one):
            slots[one.area, one.start, one.end, family].append(one)
            measured[one.document].add((member, one.group))
    pairs: dict[tuple[object, ...], list[tuple[Told, Told]]] = defaultdict(list)
    for slot, near in slots.items():
        for one, other in combinations(sorted(near, key=lambda figure: figure.cell), 2):
            mine, theirs = (one.member[1], one.group), (other.member[1], other.group)
            if one.document == other.document or mine[0] == theirs[0] or agree(one, other):
                continue
            if theirs in measured[one.document] or mine in measured[other.document]:
                continue
            pairs[slot, *sorted((mine[0], theirs[0]))].append((one, other))
    for held in pairs.values():
        one, other = held[0]
        yield Finding(
            kind=Kind.METHODS,
            words=f"differ by measure: {_named(one)} in {name(one.document)}, "
            f"{_named(other)} in {name(other.document)}; {order(one, other)}",
            cells=tuple(dict.fromkeys(figure.cell for pair in held for figure in pair)),
            area=one.area,
            start=str(one.start or ""),
            end=str(one.end or ""),
            measure=one.measure or other.measure,
            flagged=False,
            among=len(held),
        )


def _named(one: Told) -> str:
    return " ".join(filter(None, (one.number, one.member[1], one.group)))
