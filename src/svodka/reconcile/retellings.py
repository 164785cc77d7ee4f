"""A retelling keeps the number and changes what it is a number of: its whole, its group, its stage."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from svodka.model.finding import CellName, Finding, Kind
from svodka.reconcile.order import order
from svodka.reconcile.told import Told, between, name, same_place, same_time

APART, PART = "apart", "part"
_PART = re.compile(
    r"(?<!\w)(?:из них|из которых|из (?:этого )?числа|в том числе|в т\. ?ч\.|в (?:их|этом) числе|в числе которых|"
    r"включая|среди (?:них|которых|этих|поставленных)|of (?:them|whom|which|those|these)|including|among them)(?!\w)"
)
_APART = re.compile(
    r"(?<!\w)(?:кроме (?:того|этого|них|этих)|помимо|дополнительно|вдобавок|сверх|отдельно|наряду|не считая|"
    r"без учета|плюс|in addition|besides|separately|apart from|on top of|not counting)(?!\w)"
)
_BESIDES = re.compile(
    r"(?<!\w)(?:помимо|кроме|сверх|не считая|наряду с|besides|in addition to|"
    r"apart from|on top of)(?: [^\W\d]+){0,3}\W*$"
)
_ALSO = re.compile(r"(?<!\w)(?:еще|также|another|further|also)(?!\w)")
_OWN = re.compile(r"\W*(?:[^\W\d]+ ){0,2}(?:из них|из которых|of them|of whom|of those)(?!\w)")
_OF = re.compile(r"(?:из|of)(?: (?:почти|более|свыше|примерно|около|the|these|those|этих))?\W*")
_NEAR = 500
_LEAST = 20


def retold(figures: Sequence[Told]) -> Iterator[Finding]:
    """Findings about figures of running text; tables stand beside them where they hold the same number."""
    yield from _populations(figures)
    yield from _labels(figures)
    yield from _stages(figures)


def tie(small: Told, large: Told) -> str:
    """Whether a document makes one figure a part of another, or puts it apart, in so many words."""
    first, second = sorted((small, large), key=lambda one: one.at)
    if second.at - first.at > _NEAR:
        return ""
    words = between(first, second)
    words = second.before if words is None else words
    if _BESIDES.search(first.before):
        return APART
    if second is large:
        return PART if _OF.fullmatch(words.strip()) else _said(words, own="")
    return _said(words, own=second.after)


def _said(words: str, own: str) -> str:
    if own and _OWN.match(own):
        return PART
    part = max((found.end() for found in _PART.finditer(words)), default=-1)
    apart = max((found.end() for found in _APART.finditer(words)), default=-1)
    if part < 0 and apart < 0:
        return APART if _ALSO.search(words) else ""
    return PART if part > apart else APART


def _populations(figures: Sequence[Told]) -> Iterator[Finding]:
    """The same two numbers, apart in one document and one within the other in another."""
    said: dict[tuple[float, float, str], list[tuple[Told, Told]]] = defaultdict(list)
    for small, large in _pairs(figures):
        how = tie(small, large)
        if how:
            said[small.value, large.value, how].append((small, large))
    for few, many, how, pair in _in_tables(figures, {key[:2] for key in said}):
        said[few, many, how].append(pair)
    for (few, many, how), held in sorted(said.items()):
        if how != APART:
            continue
        for (small, large), (part, whole) in (
            (one, other) for one in held for other in said.get((few, many, PART), ())
        ):
            if small.document == part.document or not same_place(small, part):
                continue
            if few < _LEAST and not (small.area and small.area == part.area):
                continue
            yield Finding(
                kind=Kind.POPULATION,
                words=f"{name(small.document)} puts {small.number} apart from {large.number}, "
                f"{name(part.document)} makes {part.number} a part of {whole.number}; {order(small, part)}",
                cells=(small.cell, large.cell, part.cell, whole.cell),
                area=small.area or part.area,
                measure=small.measure or part.measure,
            )


def _in_tables(
    figures: Sequence[Told], wanted: set[tuple[float, float]]
) -> Iterator[tuple[float, float, str, tuple[Told, Told]]]:
    """The same pairs in tables, where a heading says that one is a part of the other, or is not."""
    cells: dict[tuple[int, float], list[Told]] = defaultdict(list)
    for one in figures:
        if not one.context:
            cells[one.document, one.value].append(one)
    for few, many in sorted(wanted):
        for (document, value), held in sorted(cells.items()):
            wholes = cells.get((document, many), [])
            for small in held if value == few else ():
                how = _said(small.paths, own="")
                if how and wholes:
                    yield few, many, how, (small, wholes[0])


def _pairs(figures: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Two figures of one text that stand near each other, the smaller one first."""
    texts: dict[int, list[Told]] = defaultdict(list)
    for one in figures:
        if one.context and one.unit != "percent":
            texts[one.document].append(one)
    for held in texts.values():
        held.sort(key=lambda one: one.at)
        for place, one in enumerate(held):
            for other in held[place + 1 : place + 5]:
                if one.value != other.value:
                    small, large = sorted((one, other), key=lambda figure: figure.value)
                    yield small, large


def _same_number(figures: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Figures of one measure and number that name groups, at least one of them in running text."""
    numbers: dict[tuple[float, str], list[Told]] = defaultdict(list)
    for one in figures:
        if one.value >= _LEAST and one.unit != "percent" and one.member[1] and one.group:
            numbers[one.value, one.member[1]].append(one)
    for held in numbers.values():
        texts = [one for one in held if one.context]
        others = [one for one in held if not one.context]
        for one, other in [*combinations(texts, 2), *((a, b) for a in texts for b in others)]:
            if same_place(one, other) and same_time(one, other):
                yield one, other


def _labels(figures: Sequence[Told]) -> Iterator[Finding]:
    """One number of one measure under two names of a group."""
    has = {(one.document, one.value, one.group) for one in figures if one.context}
    pairs: dict[tuple[object, ...], list[tuple[Told, Told]]] = defaultdict(list)
    for one, other in _same_number(figures):
        first, second = sorted((one, other), key=lambda figure: figure.cell)
        if first.group == second.group or (
            first.document != second.document
            and (first.document, first.value, second.group) in has
            and (second.document, second.value, first.group) in has
        ):
            continue
        groups = tuple(sorted((first.group, second.group)))
        pairs[first.value, first.area or second.area, groups].append((first, second))
    for held in pairs.values():
        first, second = held[0]
        yield Finding(
            kind=Kind.WORDS,
            words=f"{first.number} is said of {first.group} in {name(first.document)} and of "
            f"{second.group} in {name(second.document)}; {order(first, second)}",
            cells=_cells(held),
            area=first.area or second.area,
            measure=first.measure or second.measure,
            among=len(held),
        )


def _cells(pairs: Sequence[tuple[Told, Told]]) -> tuple[CellName, ...]:
    """The cells of the pair that a finding speaks of, then of all others like it."""
    return tuple(dict.fromkeys(one.cell for pair in pairs for one in pair))


def _stages(figures: Sequence[Told]) -> Iterator[Finding]:
    """Stages that a later document replaces by a neighbour: neither number follows from the other."""
    texts = [one for one in figures if one.context and one.member[0] and one.unit != "percent"]
    holds: dict[int, set[str]] = defaultdict(set)
    by_area: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in texts:
        holds[one.document].add(one.member[1])
        by_area[one.area, one.member[0]].append(one)
    pairs: dict[tuple[str, ...], list[tuple[Told, Told]]] = defaultdict(list)
    for (area, _), near in by_area.items():
        for one, other in combinations(sorted(near, key=lambda figure: figure.cell), 2):
            mine, theirs = one.member[1], other.member[1]
            if mine == theirs or one.document == other.document:
                continue
            if theirs in holds[one.document] or mine in holds[other.document]:
                continue
            if _later_or_equal(one, other, area):
                pairs[area, *sorted((mine, theirs))].append((one, other))
    for (area, *_), held in pairs.items():
        one, other = held[0]
        yield Finding(
            kind=Kind.WORDS,
            words=f"not comparable as stated: {one.number} {one.member[1]} in {name(one.document)}, "
            f"{other.number} {other.member[1]} in {name(other.document)}; {order(one, other)}",
            cells=_cells(held),
            area=area,
            measure=one.measure or other.measure,
            start=str(min(filter(None, (one.end, other.end)), default="")),
            end=str(max(filter(None, (one.end, other.end)), default="")),
            among=len(held),
        )


def _later_or_equal(one: Told, other: Told, area: str) -> bool:
    """One number under two stages, or figures of one place over time."""
    if one.value == other.value and one.value >= _LEAST and same_time(one, other):
        return True
    known = one.end is not None and other.end is not None and bool(area)
    return known and one.end != other.end and min(one.value, other.value) >= _LEAST
