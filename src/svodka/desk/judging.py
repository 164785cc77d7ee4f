"""Every check of a case: contradictions with their cells, regularities with their nulls and innocent causes."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

import polars as pl

from svodka.analyse import CAUTIONS
from svodka.desk.campaign import book_in_force
from svodka.desk.case import Case
from svodka.desk.ledger import ledger_of
from svodka.desk.regularity import FAMILY, LEVEL, TO_PLAN, regular
from svodka.model import Finding, Kind, Protection
from svodka.reconcile import (
    Cells,
    apart,
    arithmetic,
    carried,
    changes,
    conflicts,
    defined,
    impossible,
    ordered,
    sheets,
    sums,
)

COLUMNS = (
    "kind", "area", "start", "end", "category", "measure", "words", "cells", "flagged", "refused", "test",
    "statistic", "p", "among", "null", "innocent", "settles",
)  # fmt: skip
RECORDED = "tests"
_SHOWN = 3
# One cell of a repair: what it states, what it would be, and the slip that explains it.
_REPAIR = re.compile(r"\(([^(),]+), would be ([^():]+)(?:: ([^()]+))?\)")
Said = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings in order of kind, area and period; `lines` says how many were tested and found."""

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    working_copy: bool

    def rows(self) -> Iterator[tuple[str, ...]]:
        """One row a finding under COLUMNS."""
        return map(_row, self.findings)


def checked(case: Case, *, every: bool = False) -> Checked:
    """All checks of what was built; which tests of regularity belong to them is recorded first.

    `every`: also what was tested and holds, or was refused.
    """
    ledger = ledger_of(case, contexts=True)
    _record_family(case)
    claimed = [one for sheet in sheets(ledger) for one in sums(sheet)]
    tested: Counter[Kind] = Counter()
    refused: Counter[Kind] = Counter()
    book = book_in_force(case)
    changed = changes(ledger)
    own = apart(ledger, changed)
    found = list(arithmetic(ledger, every=every, tested=tested, claimed=claimed, apart=own))
    more = chain(
        impossible(ledger, claimed),
        conflicts(ledger, book),
        defined(ledger, book, changed),
        carried(ledger),
        _sightings(case, ledger),
        regular(ledger, every=every),
    )
    for one in more:
        tested[one.kind] += 1
        refused[one.kind] += bool(one.refused)
        if every or one.flagged:
            found.append(one)
    findings = ordered(found)
    return Checked(findings, tuple(_lines(findings, tested, refused)), working_copy(case))


def working_copy(case: Case) -> bool:
    """Whether anything of the case is not public."""
    documents = case.holdings().documents
    return any(held.document.protection is not Protection.PUBLIC for held in documents)


def _record_family(case: Case) -> None:
    family = {
        "tests": ", ".join((*FAMILY, TO_PLAN)),
        "level": str(LEVEL),
        "over": "all tests of all series",
    }
    record_once(case, RECORDED, family)


def record_once(case: Case, kind: str, family: Mapping[str, str]) -> None:
    """Enter which tests are made unless the last entry of its kind says so already."""
    recorded = [
        {key: entry.payload.get(key) for key in family}
        for entry in case.record.entries()
        if entry.kind == kind and entry.payload is not None
    ]
    if family not in recorded[-1:] and os.access(case.places.case, os.W_OK):
        case.record.append(kind, {**family, "time": case.time()})


def _sightings(case: Case, ledger: pl.DataFrame) -> Iterator[Finding]:
    """Documents whose very bytes came under several paths; the paths themselves stay inside."""
    names = Cells(ledger)
    first = dict(
        ledger.with_row_index("at").group_by("document").agg(pl.col("at").min()).iter_rows()
    )
    for held in case.holdings().documents:
        times = len(held.document.names)
        if times > 1 and held.number in first:
            yield Finding(
                kind=Kind.SAME_FIGURES,
                words=f"the bytes of {held.label} came under {times} paths",
                cells=names.names([int(first[held.number])]),
            )


def _row(one: Finding) -> tuple[str, ...]:
    caution = CAUTIONS.get(one.test)
    return (
        one.kind.value,
        one.area,
        one.start,
        one.end,
        one.category,
        one.measure,
        one.words,
        json.dumps([str(cell) for cell in one.cells], ensure_ascii=False),
        str(int(one.flagged)),
        one.refused,
        one.test,
        "" if one.statistic is None else f"{one.statistic:.10g}",
        "" if one.p is None else f"{one.p:.6g}",
        str(one.among) if one.among else "",
        caution.null if caution else "",
        caution.harmless if caution else "",
        caution.settles if caution else "",
    )


def _lines(
    found: Sequence[Finding], tested: Counter[Kind], refused: Counter[Kind]
) -> Iterable[str]:
    """What was tested and what was found, by kind."""
    flagged = Counter(one.kind for one in found if one.flagged)
    for kind in sorted(tested, key=lambda one: one.value):
        line = f"{kind.value}: {flagged[kind]} found, {tested[kind]} tested"
        yield line + (f", {refused[kind]} not judged" if refused[kind] else "")


def told(found: Iterable[Finding], said: Said) -> Iterator[str]:
    """Every flagged finding for a person, with its first cells; each part is in words of its own."""
    for one in found:
        if not one.flagged:
            continue
        where = " ".join(word for word in (one.area, one.start, one.category, one.measure) if word)
        words = in_words(one.words, said)
        yield "  " + " · ".join(filter(None, (said(one.kind.value), where, unquote(words))))
        rest = len(one.cells) - _SHOWN
        more = f" {said(f'and {rest} more')}" if rest > 0 else ""
        yield f"      {', '.join(unquote(str(cell)) for cell in one.cells[:_SHOWN])}{more}"
        if one.test:
            yield f"      {said(f'innocent causes: {CAUTIONS[one.test].harmless}')}"


def in_words(words: str, said: Said) -> str:
    """The words of a finding in the language in force; repairs are told one by one."""

    def change(repair: re.Match[str]) -> str:
        slip = f": {said(repair[3])}" if repair[3] else ""
        return f"({repair[1]}, {said('would be')} {said(repair[2])}{slip})"

    whole = _REPAIR.sub(change, said(words))
    return whole.replace(") and D-", f") {said('and')} D-")
