"""Which series of a case are too regular to be counts: one family of tests, one level over all that it judges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from svodka.analyse import Asked, Table, equal_to_plan, highest_flagged, regularities
from svodka.model import CellName, Finding, Kind, Regularity
from svodka.reconcile import Bundle, Cells, bundles, no_count

# The family of tests, recorded before anything of it is shown; a new family is a new entry.
FAMILY = ("evenness", "copied", "plateau", "last-digit", "heaping", "duplicate-blocks")
TO_PLAN = "equal-to-plan"
LEVEL = 0.05
LEAST_PERIODS = 8
_SERIES_AT_MOST = 4000
_TOO_MANY = f"more than {_SERIES_AT_MOST} series to compare in pairs"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One answer before anything is flagged: of what, with the rows of the ledger it stands on."""

    answer: Regularity
    rows: tuple[int, ...]
    area: str
    start: str
    end: str
    category: str
    measure: str
    periods: int = 0


def regular(ledger: pl.DataFrame, *, every: bool = True) -> Iterator[Finding]:
    """Every test of every series, flagged so that at most LEVEL of all flags of the case are false.

    Without `every` those that found nothing come without their cells.

    The level is over all tests and all series together: a case of a thousand series that is
    asked seven questions each would else be accused by chance some hundred times.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289.
    """
    names = Cells(ledger)
    asked = [*_of_bundles(ledger), *_to_plan(ledger)]
    p = np.array([one.answer.p for one in asked if one.answer.p is not None])
    bound = highest_flagged(p, LEVEL)
    for one in asked:
        flagged = one.answer.p is not None and one.answer.p <= bound
        cells = names.names(one.rows) if every or flagged else ()
        yield _finding(one, len(p), cells, flagged=flagged)


def _of_bundles(ledger: pl.DataFrame) -> Iterator[_Asked]:
    for bundle in bundles(ledger):
        if len(bundle.starts) < LEAST_PERIODS:
            continue
        rows = [tuple(held[held >= 0].tolist()) for held in bundle.cells]
        for test in FAMILY:
            for at, answer in enumerate(_answers(test, bundle)):
                area, category, measure = bundle.names[at][:3]
                yield _Asked(
                    answer=answer,
                    rows=rows[at],
                    area=area,
                    start=bundle.starts[0].isoformat(),
                    end=bundle.starts[-1].isoformat(),
                    category=category,
                    measure=measure,
                )


def _answers(test: str, bundle: Bundle) -> list[Regularity]:
    """One answer a series, in their order; what is measured and not counted is refused."""
    labels = tuple(str(number) for number in range(len(bundle.names)))
    refused = {at: reason for at, name in enumerate(bundle.names) if (reason := no_count(name[3]))}
    counted = [at for at in range(len(labels)) if at not in refused]
    if test == "duplicate-blocks" and len(counted) > _SERIES_AT_MOST:
        refused |= dict.fromkeys(counted, _TOO_MANY)
        counted = []
    found = {
        at: Regularity(test=test, series=labels[at], refused=reason)
        for at, reason in refused.items()
    }
    for rows in _together(test, bundle, counted):
        table = Table(tuple(labels[at] for at in rows), bundle.counts[rows])
        answers = regularities(test, table, Asked(alpha=LEVEL))
        found.update(zip(rows, answers, strict=True))
    return [found[at] for at in range(len(labels))]


def _together(test: str, bundle: Bundle, rows: Sequence[int]) -> list[list[int]]:
    """Which series are compared: for equal stretches those of one group and measure, totals apart."""
    if test != "duplicate-blocks":
        return [list(rows)] if rows else []
    groups: dict[tuple[str, ...], list[int]] = {}
    for at in rows:
        groups.setdefault(bundle.names[at][1:], []).append(at)
    return list(groups.values())


def _finding(one: _Asked, among: int, cells: tuple[CellName, ...], *, flagged: bool) -> Finding:
    answer = one.answer
    if answer.refused:
        words = f"not judged: {answer.refused}"
    else:
        said = "unusually regular" if flagged else "as regular as chance"
        words = f"{said}: {answer.test} {answer.statistic:.4g} over {answer.judged} values"
    if one.periods and not answer.refused:
        words = f"{said}: {answer.statistic:.0f} of {one.periods} periods equal the plan"
    return Finding(
        kind=Kind.REGULARITY,
        words=words,
        cells=cells,
        area=one.area,
        start=one.start,
        end=one.end,
        category=one.category,
        measure=one.measure,
        flagged=flagged,
        refused=answer.refused,
        statistic=answer.statistic,
        p=answer.p,
        among=among,
        test=answer.test,
    )


def _to_plan(ledger: pl.DataFrame) -> Iterator[_Asked]:
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
    for (area,), part in joined.group_by(["area"], maintain_order=True):
        answer = Regularity(
            test=TO_PLAN,
            series=str(area),
            refused=f"fewer than {LEAST_PERIODS} periods with a plan",
        )
        if len(part) >= LEAST_PERIODS:
            number, p = equal_to_plan(part["value"].to_numpy(), part["plan"].to_numpy())
            answer = replace(answer, statistic=float(number), p=p, judged=len(part), refused="")
        yield _Asked(
            answer=answer,
            rows=tuple(part["at"].to_list()),
            area=str(area),
            start=str(part["start"][0]),
            end=str(part["end"][-1]),
            category="",
            measure="agreed",
            periods=len(part),
        )
