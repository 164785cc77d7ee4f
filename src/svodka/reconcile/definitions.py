"""Headings that change from one issue of a return to the next: what stands under them is not one series any more."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from svodka.lexicon.folding import fold
from svodka.model import Area, Category, Codebook, Finding, Kind
from svodka.reconcile.findings import Cells
from svodka.reconcile.running import Step

# So much of the shorter list of rows must be the same in two issues of one return.
_SAME_ROWS = 0.8
_SAME_TITLE = 0.6
_LEAST_ROWS = 3
_MOST_NAMED = 3
# What an area is by its name: a district that became an okrug may have other borders.
_KINDS = (
    ("okrug", re.compile(r"(?<!\w)(?:округ|[мг]\. ?о)(?!\w)")),
    ("rayon", re.compile(r"(?<!\w)(?:район|р-н|м\. ?р)(?!\w)")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One code under other words from a day on. `field` is measure, category or area; rows are of the ledger."""

    voice: str
    field: str
    code: str
    before: str
    after: str
    last: int
    first: int
    since: date
    rows: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Issue:
    """One document of a return: its rows, and under which words each code stands, with a row of the ledger."""

    document: int
    voice: str
    day: date
    rows: frozenset[str]
    title: frozenset[str]
    words: Mapping[tuple[str, str], Mapping[str, int]]


def changes(ledger: pl.DataFrame) -> tuple[Change, ...]:
    """Every code that stands under other words in all later issues of a return, in order of code and day.

    Issues are documents of one voice with the same rows and title. Words that come and go are
    two tables or two scribes, and no change; figures of running text have no heading.
    """
    found: list[Change] = []
    for issues in _returns(ledger):
        codes = sorted({key for one in issues for key in one.words})
        for key in codes:
            found.extend(_of_code(key, [one for one in issues if key in one.words]))
    return tuple(sorted(found, key=lambda one: (one.field, one.code, one.since, one.first)))


def _of_code(key: tuple[str, str], issues: Sequence[_Issue]) -> Iterator[Change]:
    for at in range(1, len(issues)):
        earlier, later = issues[:at], issues[at:]
        old = set().union(*(one.words[key] for one in earlier))
        new = set().union(*(one.words[key] for one in later))
        if old & new or earlier[-1].day == later[0].day:
            continue
        before, after = min(earlier[-1].words[key]), min(later[0].words[key])
        yield Change(
            voice=later[0].voice,
            field=key[0],
            code=key[1],
            before=before,
            after=after,
            last=earlier[-1].document,
            first=later[0].document,
            since=later[0].day,
            rows=(earlier[-1].words[key][before], later[0].words[key][after]),
        )


def _returns(ledger: pl.DataFrame) -> list[list[_Issue]]:
    """Issues of one return after another, each in order of the day it is of."""
    chains: list[list[_Issue]] = []
    # Of a thousand tables only those that share a line of their title are looked at again.
    titled: dict[str, list[int]] = defaultdict(list)
    for one in sorted(_issues(ledger), key=lambda issue: (issue.day, issue.document)):
        near = {at for line in (*one.title, "") for at in titled[line]}
        fitting = next((at for at in sorted(near) if _follows(chains[at][-1], one)), None)
        if fitting is None:
            fitting = len(chains)
            chains.append([])
        chains[fitting].append(one)
        for line in one.title or ("",):
            if fitting not in titled[line][-1:]:
                titled[line].append(fitting)
    return chains


def _follows(before: _Issue, after: _Issue) -> bool:
    if before.voice != after.voice:
        return False
    shorter = min(len(before.rows), len(after.rows))
    if shorter < _LEAST_ROWS or len(before.rows & after.rows) < _SAME_ROWS * shorter:
        return False
    lines = min(len(before.title), len(after.title))
    return len(before.title & after.title) >= _SAME_TITLE * lines


def _issues(ledger: pl.DataFrame) -> Iterator[_Issue]:
    framed = ledger.with_row_index("at").filter(
        (pl.col("row_path") != "[]")
        & (pl.col("column_path") != "[]")
        & pl.col("role").is_in(["data", "total"])
        & pl.coalesce("end", "as_of").is_not_null()
    )
    for (document, voice), part in framed.group_by(["document", "voice"], maintain_order=True):
        day = part.select(pl.coalesce("end", "as_of").max()).item()
        rows = part.select(pl.when(pl.col("area") != "").then("area").otherwise("row_path"))
        titles = {line for text in part["title"].unique() for line in json.loads(text or "[]")}
        yield _Issue(
            document=int(str(document)),
            voice=str(voice),
            day=day,
            rows=frozenset(rows.to_series()),
            title=frozenset(filter(None, map(_bare, titles))),
            words=_words(part),
        )


def _words(part: pl.DataFrame) -> dict[tuple[str, str], dict[str, int]]:
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for field in ("measure", "category"):
        held = part.filter((pl.col(field) != "") & (pl.col(f"{field}_label") != ""))
        names = [field, f"{field}_label", "unit"]
        first = held.group_by(names, maintain_order=True).agg(pl.col("at").min())
        for code, label, unit, at in first.iter_rows():
            said = _bare(label)
            if field == "measure" and unit:
                said = f"{said} ({unit})"
            if said:
                found[field, code].setdefault(said, at)
    areas = part.filter(pl.col("area") != "")
    first = areas.group_by(["area", "area_label"], maintain_order=True).agg(pl.col("at").min())
    for code, label, at in first.iter_rows():
        if kind := _kind(label):
            found["area", code].setdefault(kind, at)
    return found


def _kind(label: str) -> str:
    """What an area calls itself; empty where its name does not say."""
    words = fold(label)
    return next((kind for kind, form in _KINDS if form.search(words)), "")


def _bare(text: str) -> str:
    """Words without numbers, so that dates and numbers of letters tell nothing apart."""
    return " ".join(re.sub(r"[\W\d_]+", " ", fold(text)).split())


def apart(ledger: pl.DataFrame, found: Sequence[Change]) -> Callable[[Step], str]:
    """Why the two ends of a step of a running total are not of one definition; empty where they are."""
    columns = {name: ledger[name].to_list() for name in ("voice", "measure", "category")}
    headed = [one for one in found if one.field in columns]

    def why(step: Step) -> str:
        if step.earlier is None:
            return ""
        for one in headed:
            mine = columns["voice"][step.later.at] == one.voice
            mine = mine and columns[one.field][step.later.at] == one.code
            if mine and step.earlier.end < one.since <= step.later.end:
                return f"the heading of {one.field} {one.code} changes in between"
        return ""

    return why


def defined(
    ledger: pl.DataFrame, book: Codebook | None, found: Sequence[Change]
) -> Iterator[Finding]:
    """Changes as findings, many areas of one day as one; and figures of areas that did not exist then."""
    names = Cells(ledger)
    areas: dict[tuple[str, str, date, int], list[Change]] = defaultdict(list)
    for one in found:
        if one.field == "area":
            areas[one.before, one.after, one.since, one.first].append(one)
            continue
        slot = names.slot(one.rows[1])
        yield Finding(
            kind=Kind.DEFINITION,
            words=f"{one.field} {one.code} is headed «{one.before}» up to D-{one.last:04d} and «{one.after}» from "
            f"D-{one.first:04d} on: no difference is taken across it",
            cells=names.names(one.rows),
            **{**slot, "area": ""},  # type: ignore[arg-type]
        )
    for held in areas.values():
        yield _renamed(names, held)
    yield from _outside(ledger, book, names)


def _renamed(names: Cells, held: Sequence[Change]) -> Finding:
    first = held[0]
    codes = ", ".join(one.code for one in held[:_MOST_NAMED])
    more = f" and {len(held) - _MOST_NAMED} more" if len(held) > _MOST_NAMED else ""
    return Finding(
        kind=Kind.AREA,
        words=f"{first.before} becomes {first.after} from D-{first.first:04d} on: {codes}{more}; borders may differ",
        cells=names.names(row for one in held for row in one.rows),
        area=first.code,
        start=first.since.isoformat(),
        end=first.since.isoformat(),
    )


def _outside(ledger: pl.DataFrame, book: Codebook | None, names: Cells) -> Iterator[Finding]:
    """Figures of a campaign's area or group for a time in which it did not exist, one finding a document."""
    if book is None:
        return
    for field, held in (("area", book.areas), ("category", book.categories)):
        dated: dict[str, list[Area | Category]] = defaultdict(list)
        for one in held:
            dated[one.code].append(one)
        codes = [
            code for code in dated if all(one.valid_from or one.valid_to for one in dated[code])
        ]
        framed = ledger.with_row_index("at").filter(
            pl.col(field).is_in(sorted(codes)) & pl.col("role").is_in(["data", "total"])
        )
        outside: dict[tuple[str, int], list[int]] = defaultdict(list)
        columns = ("at", "document", field, "start", "end", "as_of")
        for at, document, code, start, end, as_of in framed.select(columns).iter_rows():
            span = start or as_of or end, end or as_of
            if not any(_within(one, *span) for one in dated[code]):
                outside[code, document].append(at)
        for (code, document), rows in sorted(outside.items()):
            spans = ", ".join(
                f"{one.valid_from or '…'} – {one.valid_to or '…'}" for one in dated[code]
            )
            yield Finding(
                kind=Kind.AREA if field == "area" else Kind.DEFINITION,
                words=f"D-{document:04d} states figures for {code}, which exists {spans} only",
                cells=names.names(rows),
                **{**names.slot(rows[0]), "measure": ""},  # type: ignore[arg-type]
            )


def _within(one: Area | Category, first: date | None, last: date | None) -> bool:
    """Whether nothing says that a time lies outside the dates of an area or group."""
    early = one.valid_from is not None and last is not None and last < one.valid_from
    late = one.valid_to is not None and first is not None and first > one.valid_to
    return not early and not late
