"""Who filed what for which period: five states, and what we do not have is never what they did not file."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from svodka.model import Area, AreaKind, Codebook, Due, Filing, FilingState
from svodka.reconcile.dues import Owed, owed

# A stamp of the office that received the paper: «Вх. № 17 от 26.10.2023», "received 26.10.2023".
_STAMP = re.compile(
    r"(?:\bвх(?:од(?:ящий|\.)?)?\.?\s*(?:№|N)|поступил[оа]?|зарегистрирован[оа]?|received)\D{0,3}[^,;]*?"
    r"(?:от\s+|on\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})",
    re.IGNORECASE,
)
_COUNTED = ("flow", "to_date", "as_of", "unknown")
# A document that holds this share of the areas owed is the return of all of them.
_WHOLE_RETURN = 0.5
# A return is the shifted one of a period if it is no longer than so many of them.
_SHIFTED = 1.5
BESIDE = "no period that is owed ends that day"


@dataclass(frozen=True, slots=True)
class _Held:
    """What one document says of one area and period."""

    document: int
    area: str
    label: str
    start: date
    end: date
    basis: str
    state: FilingState


def filings(
    figures: pl.DataFrame,
    book: Codebook | None,
    until: date | None = None,
    in_part: frozenset[int] = frozenset(),
) -> tuple[Filing, ...]:
    """Every filing in hand and every period owed without one, by obligation, area and period.

    `figures` has the columns of a ledger. `until` is the last day looked at; without it the last
    day of any return in hand. `in_part` are documents that were not read to their end: what is
    not seen in them is our gap. Where the campaign states no obligation, only what is in hand
    is listed, its due unstated; and so is what is in hand beside what is owed. Order: obligation,
    area, period, version; nothing is ranked.
    """
    held = tuple(_held(figures))
    if not held and until is None:
        return ()
    stamps = filed_on(figures)
    obligations = [one for one in (book.obligations if book else ()) if one.frequency]
    if book is None or not obligations:
        return _ordered(_in_hand(held, stamps))
    unsure = in_part | _with_unknown_areas(figures)
    last = until or max(one.end for one in held)
    found: list[Filing] = []
    for obligation in obligations:
        weeks = [one.end for one in held if one.end - one.start == timedelta(days=6)]
        periods = owed(obligation, book, last, max(weeks, default=None))
        found.extend(_owed(obligation.code, periods, held, _areas(book, held), (stamps, unsure)))
    listed = {(one.document, one.area, one.end) for one in found if one.version}
    beside = [one for one in held if (one.document, one.area, one.end) not in listed]
    found.extend(replace(one, reason=one.reason or BESIDE) for one in _in_hand(beside, stamps))
    return _ordered(found)


def _held(figures: pl.DataFrame) -> Iterator[_Held]:
    counted = figures.filter(
        pl.col("role").is_in(["data", "total"])
        & pl.col("basis").is_in(_COUNTED)
        & (pl.col("area") != "")
        & (pl.col("unit") != "percent")
    ).with_columns(
        first=pl.coalesce("start", "as_of", "end"),
        last=pl.coalesce("end", "as_of"),
    )
    grouped = (
        counted.filter(pl.col("last").is_not_null())
        .group_by("document", "area", "first", "last", "basis")
        .agg(
            pl.col("area_label").first(),
            pl.col("value").is_not_null().any().alias("stated"),
            (pl.col("value") != 0).fill_null(value=False).any().alias("some"),
        )
        .sort("document", "area", "first", "last", "basis")
    )
    for row in grouped.iter_rows(named=True):
        state = FilingState.BLANK
        if row["stated"]:
            state = FilingState.REPORTED if row["some"] else FilingState.ZERO
        yield _Held(
            row["document"], row["area"], row["area_label"], row["first"], row["last"],
            row["basis"], state,
        )  # fmt: skip


def filed_on(figures: pl.DataFrame) -> dict[int, date]:
    """The day on which each document was received by its addressee, where a stamp in its head says so."""
    found: dict[int, date] = {}
    for document, title in (
        figures.select("document", "title").unique().sort("document").iter_rows()
    ):
        for line in json.loads(title) if title else ():
            if document not in found and (day := _stamped(line)):
                found[document] = day
    return found


def _stamped(line: str) -> date | None:
    seen = _STAMP.search(line)
    if seen is None:
        return None
    day, month, year = (int(part) for part in seen.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_unknown_areas(figures: pl.DataFrame) -> frozenset[int]:
    """Documents with a line whose area nobody knows: it may be the line that seems to be missing."""
    unknown = figures.filter(
        (pl.col("role") == "data") & (pl.col("area") == "") & (pl.col("row_path") != "[]")
    )
    return frozenset(unknown["document"].to_list())


def _areas(book: Codebook, held: Iterable[_Held]) -> Mapping[str, Area]:
    """The areas that owe: those of the codebook, else every area in hand."""
    if book.areas:
        return {area.code: area for area in book.areas}
    return {
        one.area: Area(
            code=one.area, kind=AreaKind.MUNICIPALITY, name_ru=one.label, name_en=one.label
        )
        for one in held
    }


def _in_hand(held: Sequence[_Held], stamps: Mapping[int, date]) -> Iterator[Filing]:
    places: dict[tuple[str, date, date], list[_Held]] = defaultdict(list)
    for one in held:
        places[one.area, one.start, one.end].append(one)
    for found in places.values():
        for filing in _versions(found, stamps):
            yield replace(filing, due=Due.UNSTATED)


def _owed(
    obligation: str,
    periods: Sequence[Owed],
    held: Sequence[_Held],
    areas: Mapping[str, Area],
    known: tuple[Mapping[int, date], frozenset[int]],
) -> Iterator[Filing]:
    stamps, unsure = known
    ends: dict[tuple[str, date], list[_Held]] = defaultdict(list)
    returns: dict[date, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    areas_held: dict[str, list[_Held]] = defaultdict(list)
    for one in held:
        areas_held[one.area].append(one)
        ends[one.area, one.end].append(one)
        returns[one.end][one.document].add(one.area)
    for period in periods:
        owing = [area for area in areas.values() if _is_there(area, period)]
        seen = {one: of for one, of in returns.get(period.end, {}).items() if one not in unsure}
        whole = _whole_returns(seen, {area.code for area in owing})
        for area in owing:
            common = Filing(
                area=area.code, area_label=area.name_ru, start=period.start, end=period.end,
                obligation=obligation, due=period.due, state=FilingState.NOT_OBTAINED,
                deadline=period.deadline,
            )  # fmt: skip
            found = _of_period(ends.get((area.code, period.end), []), period)
            if found:
                for filing in _versions(found, stamps):
                    yield _against(filing, common)
            elif shifted := _shifted(areas_held.get(area.code, ()), period):
                yield replace(common, reason=shifted)
            elif whole:
                yield replace(
                    common,
                    state=FilingState.MISSING,
                    document=whole[0],
                    reason="the return in hand has no line for it",
                )
            else:
                yield common


def _is_there(area: Area, period: Owed) -> bool:
    """An area owes nothing for a period in which it did not exist."""
    begun = area.valid_from is None or area.valid_from <= period.end
    return begun and (area.valid_to is None or area.valid_to >= period.start)


def _shifted(held: Sequence[_Held], period: Owed) -> str:
    """Which return covers part of a period that nobody filed as such: after a holiday weeks shift."""
    longest = _SHIFTED * ((period.end - period.start).days + 1)
    for one in held:
        within = one.start <= period.end and one.end >= period.start
        if within and one.basis == "flow" and (one.end - one.start).days + 1 <= longest:
            return f"D-{one.document:04d} covers part of it, from {one.start} to {one.end}"
    return ""


def _whole_returns(documents: Mapping[int, set[str]], owing: set[str]) -> list[int]:
    return sorted(
        document
        for document, areas in documents.items()
        if len(areas & owing) >= max(1.0, _WHOLE_RETURN * len(owing))
    )


def _of_period(found: Sequence[_Held], period: Owed) -> list[_Held]:
    """What was filed for the period: its own count, or a running total up to its last day."""
    return [
        one
        for one in found
        if one.start == period.start or one.basis in ("to_date", "as_of") or one.start == one.end
    ]


def _versions(found: Sequence[_Held], stamps: Mapping[int, date]) -> Iterator[Filing]:
    """One filing a document, in the order of the stamps, then of the numbers; none is preferred."""
    documents: dict[int, list[_Held]] = defaultdict(list)
    for one in found:
        documents[one.document].append(one)
    ordered = sorted(documents, key=lambda number: (stamps.get(number) or date.max, number))
    for version, document in enumerate(ordered, 1):
        said = documents[document]
        first = min(said, key=lambda one: (one.basis != "flow", one.start, one.basis))
        states = {one.state for one in said}
        best = next(
            state
            for state in (FilingState.REPORTED, FilingState.ZERO, FilingState.BLANK)
            if state in states
        )
        yield Filing(
            area=first.area, area_label=first.label, start=first.start, end=first.end,
            obligation="", due=Due.UNSTATED, state=best, document=document, version=version,
            versions=len(ordered), filed=stamps.get(document),
            reason="" if first.basis != "to_date" else "a running total in place of the period",
        )  # fmt: skip


def _against(filing: Filing, owing: Filing) -> Filing:
    """The filing with what was owed, and whether it came late."""
    late = (
        filing.filed > owing.deadline
        if filing.filed is not None and owing.deadline is not None
        else None
    )
    return replace(
        filing,
        area_label=owing.area_label or filing.area_label,
        start=owing.start,
        end=owing.end,
        obligation=owing.obligation,
        due=owing.due,
        deadline=owing.deadline,
        late=late,
    )


def _ordered(found: Iterable[Filing]) -> tuple[Filing, ...]:
    return tuple(
        sorted(
            found,
            key=lambda one: (one.obligation, one.area, one.start, one.end, one.version),
        )
    )
