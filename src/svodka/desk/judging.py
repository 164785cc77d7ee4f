"""Every check of a case: contradictions with their cells, regularities with their nulls and innocent causes."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import unquote

import numpy as np
import polars as pl

from svodka.analyse import CAUTIONS, Asked, Table, equal_to_plan, highest_flagged, regularities
from svodka.desk.campaign import book_in_force
from svodka.desk.case import Case
from svodka.desk.ledger import ledger_of
from svodka.model import CellName, Finding, Kind, Protection, Regularity
from svodka.reconcile import (
    Bundle,
    Cells,
    arithmetic,
    bundles,
    conflicts,
    impossible,
    ordered,
    sheets,
    sums,
)

COLUMNS = (
    "kind", "area", "start", "end", "category", "measure", "words", "cells", "flagged", "refused", "test",
    "statistic", "p", "among", "null", "innocent", "settles",
)  # fmt: skip
# The family of tests, recorded before anything of it is shown; a new family is a new entry.
FAMILY = ("evenness", "copied", "plateau", "last-digit", "heaping", "duplicate-blocks")
TO_PLAN = "equal-to-plan"
LEVEL = 0.05
LEAST_PERIODS = 8
RECORDED = "tests"
_SERIES_AT_MOST = 4000


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings in order of kind, area and period; `lines` sums them up for a person."""

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
    found = list(arithmetic(ledger, every=every, tested=tested, claimed=claimed))
    more = chain(
        impossible(ledger, claimed),
        conflicts(ledger, book_in_force(case)),
        _sightings(case, ledger),
        _regular(ledger, every=every),
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
    family = {"tests": ", ".join((*FAMILY, TO_PLAN)), "level": str(LEVEL)}
    recorded = [
        {key: entry.payload.get(key) for key in family}
        for entry in case.record.entries()
        if entry.kind == RECORDED and entry.payload is not None
    ]
    if family not in recorded[-1:] and os.access(case.places.case, os.W_OK):
        case.record.append(RECORDED, {**family, "time": case.time()})


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


def _regular(ledger: pl.DataFrame, *, every: bool) -> Iterator[Finding]:
    """Every test made; without `every` those that found nothing come without their cells."""
    names = Cells(ledger)
    for bundle in bundles(ledger):
        if len(bundle.starts) >= LEAST_PERIODS:
            yield from _of_bundle(bundle, names, every=every)
    yield from _to_plan(ledger, names)


def _of_bundle(bundle: Bundle, names: Cells, *, every: bool) -> Iterator[Finding]:
    labels = tuple(str(number) for number in range(len(bundle.names)))
    for test in FAMILY:
        table = Table(labels, bundle.counts)
        answers: Sequence[Regularity]
        if test == "duplicate-blocks":
            if len(labels) > _SERIES_AT_MOST:
                continue
            answers = _blocks(bundle)
        else:
            answers = regularities(test, table, Asked(alpha=LEVEL))
        judged = sum(not answer.refused for answer in answers)
        for at, answer in enumerate(answers):
            rows = [int(cell) for cell in bundle.cells[at] if cell >= 0]
            cells = names.names(rows) if every or answer.flagged else ()
            yield _finding(bundle, at, answer, judged, cells)


def _blocks(bundle: Bundle) -> list[Regularity]:
    """Equal stretches between areas: series of one group and measure are compared, totals apart."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, name in enumerate(bundle.names):
        groups.setdefault(name[1:], []).append(at)
    found: dict[int, Regularity] = {}
    for rows in groups.values():
        table = Table(tuple(map(str, rows)), bundle.counts[rows])
        answers = regularities("duplicate-blocks", table, Asked(alpha=LEVEL))
        found.update(zip(rows, answers, strict=True))
    p = np.array([one.p for one in found.values() if one.p is not None])
    bound = highest_flagged(p, LEVEL)
    return [
        replace(found[at], flagged=found[at].p is not None and (found[at].p or 0) <= bound)
        for at in range(len(bundle.names))
    ]


def _finding(
    bundle: Bundle, at: int, answer: Regularity, judged: int, cells: tuple[CellName, ...]
) -> Finding:
    area, category, measure = bundle.names[at][:3]
    if answer.refused:
        words = f"not judged: {answer.refused}"
    else:
        said = "unusually regular" if answer.flagged else "as regular as chance"
        words = f"{said}: {answer.test} {answer.statistic:.4g} over {answer.judged} values"
    return Finding(
        kind=Kind.REGULARITY,
        words=words,
        cells=cells,
        area=area,
        start=bundle.starts[0].isoformat(),
        end=bundle.starts[-1].isoformat(),
        category=category,
        measure=measure,
        flagged=answer.flagged,
        refused=answer.refused,
        statistic=answer.statistic,
        p=answer.p,
        among=judged,
        test=answer.test,
    )


def _to_plan(ledger: pl.DataFrame, names: Cells) -> Iterator[Finding]:
    """Totals agreed that equal the plan of their row, area by area."""
    keys = ("document", "area", "start", "end", "row_path", "title")
    framed = ledger.with_row_index("at").filter(
        pl.col("value").is_not_null() & (pl.col("qualifier") == "=") & (pl.col("area") != "")
    )
    plan = framed.filter((pl.col("basis") == "target") & (pl.col("measure") == "plan"))
    agreed = framed.filter((pl.col("measure") == "agreed") & (pl.col("role") == "total"))
    joined = (
        agreed.filter(pl.len().over(*keys) == 1)
        .select(*keys, "at", "value")
        .join(plan.select(*keys, plan_at="at", plan="value"), on=keys)
        .sort("area", "start", "document", "at")
        # Versions that differ are no one count.
        .filter(
            (pl.col("value").n_unique().over("area", "start", "end") == 1)
            & (pl.col("plan").n_unique().over("area", "start", "end") == 1)
        )
        .unique(["area", "start", "end"], keep="first", maintain_order=True)
    )
    answers: list[tuple[str, pl.DataFrame, tuple[int, float] | None]] = []
    for (area,), part in joined.group_by(["area"], maintain_order=True):
        enough = len(part) >= LEAST_PERIODS
        values, plans = part["value"].to_numpy(), part["plan"].to_numpy()
        answers.append((str(area), part, equal_to_plan(values, plans) if enough else None))
    p = np.array([judged[1] for _, _, judged in answers if judged is not None])
    bound = highest_flagged(p, LEVEL)
    for name, part, judged in answers:
        refused = "" if judged else f"fewer than {LEAST_PERIODS} periods with a plan"
        flagged = judged is not None and judged[1] <= bound
        words = f"not judged: {refused}"
        if judged is not None:
            said = "unusually regular" if flagged else "as regular as chance"
            words = f"{said}: {judged[0]} of {len(part)} periods equal the plan"
        yield Finding(
            kind=Kind.REGULARITY,
            words=words,
            cells=names.names(part["at"].to_list()),
            area=name,
            start=str(part["start"][0]),
            end=str(part["end"][-1]),
            measure="agreed",
            flagged=flagged,
            refused=refused,
            statistic=float(judged[0]) if judged else None,
            p=judged[1] if judged else None,
            among=len(p),
            test=TO_PLAN,
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
    """What was tested and what was found, by kind; every flagged finding with its first cells."""
    flagged = Counter(one.kind for one in found if one.flagged)
    for kind in sorted(tested, key=lambda one: one.value):
        line = f"{kind.value}: {flagged[kind]} found, {tested[kind]} tested"
        yield line + (f", {refused[kind]} not judged" if refused[kind] else "")
    for one in found:
        if not one.flagged:
            continue
        where = " ".join(word for word in (one.area, one.start, one.category, one.measure) if word)
        yield f"  {one.kind.value} · {where} · {unquote(one.words)}"
        more = f" and {len(one.cells) - 3} more" if len(one.cells) > 3 else ""
        yield f"      {', '.join(unquote(str(cell)) for cell in one.cells[:3])}{more}"
        if one.test:
            yield f"      innocent causes: {CAUTIONS[one.test].harmless}"
