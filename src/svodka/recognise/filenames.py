"""What a document was called tells its time only where nothing in it does; beside other words with a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from svodka.lexicon.patterns import expression
from svodka.lexicon.periods_phrases import phrase
from svodka.model import Basis, Block, Heading, Period
from svodka.model.observation import NO_PERIOD
from svodka.recognise.slots import has_period

FROM_NAME = "day taken from the file name: compare with a letter or another copy"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATES = (
    expression(rf"(?<!\d)(?P<y>{_YEAR})(?P<s>[-_. ]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    expression(rf"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])(?P<s>[-_. ]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<y>{_YEAR})(?!\d)"),
)  # fmt: skip
_AS_OF = expression(r"[\W_]*(?:(?:по состоянию )?на|as of|as at)?[\W_]*", re.IGNORECASE)
_LONE_YEAR = expression(rf"(?<!\d)({_YEAR})(?!\d)")
_SUFFIX = expression(r"(?:\.[A-Za-z]\w{0,4})+$")


def named(name: str) -> tuple[date | None, frozenset[int]]:
    """The one day that a file name gives, and the years that stand in it."""
    stem = _SUFFIX.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])
    days: set[date] = set()
    for pattern in _DATES:
        for found in pattern.finditer(stem):
            if (day := _day(found)) is not None:
                days.add(day)
        if days:
            break
    years = {int(year) for year in _LONE_YEAR.findall(stem)} | {day.year for day in days}
    return (next(iter(days)) if len(days) == 1 else None), frozenset(years)


def is_label(name: str) -> bool:
    """Whether a name is nothing but a day: then it labels the file, as the name of a sheet does.

    Beside other words the day may be that on which a copy was made.
    """
    stem = _SUFFIX.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])
    return any(
        _AS_OF.fullmatch(pattern.sub("", stem, count=1))
        for pattern in _DATES
        if pattern.search(stem)
    )


def published(name: str, texts: Iterable[str]) -> date | None:
    """The day on which running text was published, if its name gives one that the text allows.

    A name may also tell when a copy was made: so the last year printed in the text must be the
    year of that day or the one before, or no year be printed at all.
    """
    day, _ = named(name)
    if day is None:
        return None
    last = max((int(year) for text in texts for year in _LONE_YEAR.findall(text)), default=0)
    return day if not last or last in (day.year, day.year - 1) else None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def with_name(blocks: Sequence[Block], name: str) -> tuple[Block, ...]:
    """The blocks, doubted where the file is called after another year than they are of.

    Where not one of them states any time, figures are of the day that the name gives, doubted.
    """
    day, years = named(name)
    if not years or not blocks:
        return tuple(blocks)
    if not any(_states_time(block) for block in blocks):
        doubts = () if is_label(name) else (FROM_NAME,)
        return tuple(blocks if day is None else (_dated(block, day, doubts) for block in blocks))
    if len(years) > 1:
        return tuple(blocks)
    year = next(iter(years))
    if any(year in _years_of(block) for block in blocks):
        return tuple(blocks)
    doubt = (f"file name says {year}",)
    return tuple(_doubted(block, doubt) for block in blocks)


def _headings(block: Block) -> Iterable[Heading]:
    yield block.whole
    yield from block.columns
    yield from block.rows


def _states_time(block: Block) -> bool:
    if any(has_period(heading) for heading in _headings(block)):
        return True
    return any(one.slot.period != NO_PERIOD for found in block.exceptions.values() for one in found)


def _years_of(block: Block) -> set[int]:
    """Years of the figures, and those that the title or the sheet names."""
    periods = {heading.period for heading in _headings(block) if heading.period is not None}
    periods |= {one.slot.period for found in block.exceptions.values() for one in found}
    years = {year for period in periods for year in _touched(period)}
    for text in (*block.table.title, block.table.grid.name, *block.table.notes):
        found = phrase(text)
        if found is not None and found.year:
            years.update(range(found.year, found.last_year + 1))
    return years


def _touched(period: Period) -> range:
    last = period.as_of or period.end
    if last is None:
        return range(0)
    if period.as_of is not None and (last.month, last.day) == (1, 1):
        return range(last.year - 1, last.year + 1)
    return range((period.start or last).year, last.year + 1)


def _doubted(block: Block, doubt: tuple[str, ...]) -> Block:
    return replace(
        block,
        whole=_if_timed(block.whole, doubt),
        rows=tuple(_if_timed(row, doubt) for row in block.rows),
        columns=tuple(_if_timed(column, doubt) for column in block.columns),
        exceptions={
            cell: tuple(
                replace(one, doubt=tuple(dict.fromkeys(one.doubt + doubt)))
                if one.slot.period != NO_PERIOD
                else one
                for one in found
            )
            for cell, found in block.exceptions.items()
        },
    )


def _if_timed(heading: Heading, doubt: tuple[str, ...]) -> Heading:
    return replace(heading, doubts=heading.doubts + doubt) if has_period(heading) else heading


def _dated(block: Block, day: date, doubts: tuple[str, ...]) -> Block:
    """As of the day or counted on it: the name of a file does not say."""
    period = Period(as_of=day)
    whole = replace(
        block.whole,
        period=period,
        basis=Basis.UNKNOWN,
        doubts=block.whole.doubts + doubts,
    )
    exceptions = {
        cell: tuple(
            replace(one, slot=replace(one.slot, period=period), doubt=one.doubt + doubts)
            if one.role.value != "note"
            else one
            for one in found
        )
        for cell, found in block.exceptions.items()
    }
    return replace(block, whole=whole, exceptions=exceptions)
