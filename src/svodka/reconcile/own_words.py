"""A document against its own words: shares beyond the whole, a headline beside its text, a promise beside its pace."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from svodka.model.finding import Finding, Kind
from svodka.reconcile.told import PERCENT, Told, agree, between, bounds, name, same_place, told

_WHOLE = 100.0
# What several answers a person give is no breakdown any more.
_MOST = 130.0
_FEW_PARTS, _MANY_PARTS = 3, 15
_BREAKDOWN = r"структур|распредел|разбивк|breakdown|distribution|доля обращ|доля в общ"
_NESTED = re.compile(r"(?<!\w)(?:в том числе|из них|в т\. ?ч|of which|including|всего|итого|total)")
_CHANGE = re.compile(
    r"(?<!\w)(?:вырос|увелич|сниз|сокра|упал|рост|прирост|больше|меньше|выше|ниже|превы|годом ранее|по сравнению|"
    r"план|исполн|выполн|ставк|годовых|rose|fell|grew|increase|decrease|compared|higher|lower|plan)"
)
_OF_WHAT = re.compile(r"[% ]*([^\W\d]{4})")
_DIVIDED = re.compile(
    r"(?<!\w)(?:распредел|разбив|дел[ия]т|структур|состав|breakdown|divided|split)"
)
_ON = re.compile(r"(?<!\w)на\W*$")
_PLAN = re.compile(r"(?<!\w)(?:план|задани|норм[аыу]|квот|наряд|plan|quota|target)")
_PROMISE = re.compile(
    r"(?<!\w)(?:(?:по)?обеща|завери|гарантир|намечен|намерев|достигнет|составит|прогноз|ожида|планирует|рассчитыва|намерен|будет|предпол|должн|promis|forecast|expect|will)"
)
_FIGURE = re.compile(r"\d[\d.,]* ?%?|(?<!\w)(?:треть|четверть|половин)\w*|[.!?;] ")
_MONTH = re.compile(
    r"(?<!\w)(?:(январ\w+)|(феврал\w+)|(март[аеуо]?м?)|(апрел\w+)|(ма[йяею]|маем)|(июн\w+)|(июл\w+)|(август[аеуо]?м?)|"
    r"(сентябр\w+)|(октябр\w+)|(ноябр\w+)|(декабр\w+))(?!\w)"
    r"|(?<!\w)(?:конц\w+|исход\w*|итог\w+) (?:\d{4} )?год"
)
_QUARTERS = re.compile(
    r"(?<!\w)(?:(i|1-?го|перв\w+|трех) (?:квартал|месяц)|((?:1-?го |i |перв\w+ )?полугоди|шесть месяц|шести месяц)|"
    r"(девят[иь] месяц|iii квартал|треть\w+ квартал))"
)
_FASTER = 1.5
_LONGEST_HEADLINE = 160
# A headline stands at the head of a text, or over a short one, behind whatever a page has there.
_HEAD, _NEWS = 600, 30
_COUNTED = ("person", "event")
_FULL_STOP = re.compile(r"[.!?…]\W*$")


def in_itself(figures: Sequence[Told]) -> Iterator[Finding]:
    """Findings inside single documents."""
    documents: dict[int, list[Told]] = defaultdict(list)
    for one in figures:
        if one.context:
            documents[one.document].append(one)
    for held in documents.values():
        held.sort(key=lambda one: one.at)
        yield from _shares(held)
        yield from _headline(held)
    yield from _pace([one for held in documents.values() for one in held])


def _shares(held: Sequence[Told]) -> Iterator[Finding]:
    """Shares that a text lists one after another as what one thing consists of."""
    for parts in _listed(held):
        total = sum(one.value for one in parts)
        if len(parts) < _FEW_PARTS or not _WHOLE < total <= _MOST or _of_many(parts):
            continue
        lowest = sum(bounds(one)[0] for one in parts)
        why = (
            "rounding words, no error"
            if lowest <= _WHOLE
            else "more than rounding, answers may overlap"
        )
        yield _beyond(parts, total, why)


def _beyond(parts: Sequence[Told], total: float, why: str, *, flagged: bool = True) -> Finding:
    return Finding(
        kind=Kind.SHARES,
        words=f"shares of one breakdown in {name(parts[0].document)}: "
        f"{' + '.join(f'{one.value:.4g}' for one in parts)} = {total:.4g} %; {why}",
        cells=tuple(one.cell for one in parts),
        area=parts[0].area,
        flagged=flagged,
        statistic=total,
    )


def shares_in_tables(rows: pl.DataFrame) -> Iterator[Finding]:
    """Columns or rows of a table that calls them a breakdown and makes them more than the whole."""
    shares = rows.filter(
        (pl.col("unit") == PERCENT)
        & (pl.col("context") == "")
        & pl.col("value").is_between(0, _WHOLE, closed="right")
        & (pl.col("role") != "total")
    )
    # Words are looked at where there is a share: a million rows of titles cost seconds.
    words = pl.concat_str("title", "column_path", "row_path", "measure_label").str.to_lowercase()
    shares = shares.filter(words.str.contains(_BREAKDOWN))
    for part in shares.partition_by("document", "column_path", "area", maintain_order=True):
        held = list(told(part))
        total = sum(one.value for one in held)
        whole = any(one.value == _WHOLE or _NESTED.search(one.paths) for one in held)
        rows_of = len({one.paths for one in held})
        if whole or rows_of < len(held) or not _FEW_PARTS <= len(held) <= _MANY_PARTS:
            continue
        half = sum(bounds(one)[1] - one.value for one in held)
        if _WHOLE + half < total <= _MOST:
            yield _beyond(held, total, "more than rounding, answers may overlap")
        elif _WHOLE < total <= _WHOLE + half and total > _WHOLE + 0.5:
            yield _beyond(held, total, "rounding, no error", flagged=False)


def _listed(held: Sequence[Told]) -> Iterator[list[Told]]:
    """Runs of shares with nothing between them but the words of a list."""
    run: list[Told] = []
    for one in held:
        share = one.unit == PERCENT and 0 < one.value < _WHOLE and not _CHANGE.search(_own(one))
        share = share and not _ON.search(one.before)
        follows = bool(run) and one.at - run[-1].at < 120 and _one_sentence(run[-1], one)
        if run and not (share and follows):
            yield run
            run = []
        if share:
            run = [*run, one]
    if run:
        yield run


def _of_many(parts: Sequence[Told]) -> bool:
    """Whether the shares name wholes of their own: «23 % объёма, 40 % оборота» is no breakdown."""
    wholes = {found[1] for one in parts if (found := _OF_WHAT.match(one.after))}
    return len(wholes) > 1 and not _DIVIDED.search(_own(parts[0]))


def _own(one: Told) -> str:
    """The sentence of a figure without the one before it."""
    return re.split(r"[.!?] ", one.before)[-1] + one.after


def _one_sentence(one: Told, other: Told) -> bool:
    words = between(one, other)
    return words is not None and not re.search(r"[.!?] |\d", words)


def _headline(held: Sequence[Told]) -> Iterator[Finding]:
    """Figures of the first line, which has no full stop, that the text under it does not state."""
    top = held[0].context
    if len(top) > _LONGEST_HEADLINE or _FULL_STOP.search(top):
        return
    if held[0].at > _HEAD and len(held) > _NEWS:
        return
    first = {one.value: one for one in reversed(held) if one.context == top}
    heads = [one for one in first.values() if one.unit in _COUNTED]
    text = [one for one in held if one.context != top]
    for head in heads:
        like = [
            one
            for one in text
            if one.unit == head.unit
            and same_place(one, head)
            and (one.measure == head.measure or not one.measure or not head.measure)
        ]
        if not like or any(one.value == head.value for one in text):
            continue
        named = [one for one in like if one.measure and one.measure == head.measure]
        near = min(like, key=lambda one: (abs(one.value - head.value), one.cell))
        close = 0.75 <= near.value / head.value <= 1.33 if head.value else False
        if not close and not (len(named) == 1 and _sure(head) and _sure(named[0])):
            continue
        other = near if close else named[0]
        if agree(head, other) and abs(other.value - head.value) <= 0.05 * head.value:
            continue
        rounds = "; rounding words, no error" if _rounded(head, other) else ""
        yield Finding(
            kind=Kind.HEADLINE,
            words=f"headline of {name(head.document)}: {head.number} differs from {other.number} in its text{rounds}",
            cells=(head.cell, other.cell),
            area=head.area or other.area,
            measure=head.measure or other.measure,
        )


def _sure(one: Told) -> bool:
    return not one.doubt or one.doubt == "period unknown"


def _rounded(head: Told, text: Told) -> bool:
    """Whether the headline's number is the text's in round figures, and says so."""
    return head.qualifier == "~" and agree(head, text)


def _pace(figures: Sequence[Told]) -> Iterator[Finding]:
    """A share of a plan that is done, and one that is promised for later."""
    shares = [(one, _moment(one)) for one in figures if _of_plan(one)]
    done = [(one, month) for one, month in shares if month and not _promised(one)]
    later = [(one, month) for one, month in shares if month and _promised(one)]
    for promise, end in later:
        before = [(one, month) for one, month in done if month < end and _one_matter(one, promise)]
        if not before:
            continue
        one, month = max(before, key=lambda item: (item[1], item[0].cell))
        so_far, needed = one.value / month, (promise.value - one.value) / (end - month)
        if needed <= _FASTER * so_far:
            continue
        yield Finding(
            kind=Kind.PACE,
            words=f"forecast against pace in {name(one.document)}: {one.value:.4g} % of the plan by month {month}, "
            f"{promise.value:.4g} % promised by month {end}: {needed:.1f} points a month from there on, "
            f"{so_far:.1f} so far if the plan runs from January",
            cells=(one.cell, promise.cell),
            area=one.area or promise.area,
            measure=one.measure or promise.measure,
            statistic=needed / so_far,
        )


def _one_matter(one: Told, other: Told) -> bool:
    """Two shares of one text, or of one place that both name."""
    if one.document == other.document:
        return same_place(one, other)
    return bool(one.area) and one.area == other.area


def _of_plan(one: Told) -> bool:
    """A share whose sentence, or the one before it, speaks of a plan."""
    return one.unit == PERCENT and 0 < one.value <= _WHOLE and bool(_PLAN.search(one.context))


def _promised(one: Told) -> bool:
    return bool(_PROMISE.search(_near(one)))


def _near(one: Told) -> str:
    """The words that go with a figure: from the figure before it to the next break behind it."""
    return _FIGURE.split(one.before)[-1] + re.split(r"[.,;(\d]", one.after, maxsplit=1)[0]


def _moment(one: Told) -> int:
    """Number of the month that a share is said of: the nearest one named, else its period's end; 0 for none."""
    sentence = re.split(r"[.!?;] ", one.before)[-1]
    named = [*_MONTH.finditer(sentence)] or [*_MONTH.finditer(one.after.split(". ")[0])]
    if named:
        return named[-1].lastindex or 12
    if quarter := _QUARTERS.search(sentence):
        return 3 * (quarter.lastindex or 0)
    end: date | None = one.end
    return end.month if end else 0
