"""Sums, steps, versions and stages of a ledger as findings that name their cells; kept ones too, unflagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from svodka.model import CellName, Finding, Kind
from svodka.reconcile.running import Step, steps
from svodka.reconcile.sums import Sum, sums
from svodka.reconcile.tables import sheets
from svodka.reconcile.versions import Likeness, Pair, pairs

# A stage that cannot count more people than the stage before it, within one return.
_AT_MOST = (
    ("agreed", "approached"),
    ("agreed", "consulted"),
    ("signed", "agreed"),
    ("passed", "referred"),
    ("sent", "signed"),
    ("found", "checked"),
    ("delivered", "checked"),
    ("registered", "checked"),
)
_DOUBTS = {
    Kind.DATES: "another year",
}
_MOST_CELLS = 200
_SLOT = ("area", "area_label", "start", "end", "as_of", "category", "measure")


def arithmetic(
    ledger: pl.DataFrame,
    *,
    every: bool = True,
    tested: Counter[Kind] | None = None,
    claimed: Sequence[Sum] | None = None,
    apart: Callable[[Step], str] = lambda _: "",
) -> tuple[Finding, ...]:
    """Every sum, step of a running total, pair of versions, fulfilment and pair of stages that was tested.

    `flagged` tells those that do not hold; without `every` only those are given. `tested` is
    counted up by what was tested. `claimed` are the sums of its tables where they are known
    already; `apart` says why the two ends of a step that does not hold are not of one definition,
    if they are not. In order of kind, area, period, words: by name only.
    """
    names = Cells(ledger)
    tally = Counter[Kind]() if tested is None else tested
    found: list[Finding] = []
    if claimed is None:
        claimed = [one for sheet in sheets(ledger) for one in sums(sheet)]
    for total in claimed:
        tally[Kind.BROKEN_SUM] += 1
        if every or not total.holds:
            found.append(_sum(names, total))
    for step in steps(ledger):
        weekly = step.counted is not None or step.least
        tally[Kind.WEEKS_AGAINST_TOTAL if weekly else Kind.FALL] += 1
        why = "" if step.holds else apart(step)
        if every or not (step.holds or why):
            found.append(_step(names, step, why))
    found.extend(_pair(names, one) for one in pairs(ledger))
    found.extend(_dates(ledger, names))
    for one in found:
        if one.kind in (Kind.VERSIONS, Kind.SAME_FIGURES, Kind.DATES):
            tally[one.kind] += 1
    for finding in _fulfilments(ledger, names):
        tally[Kind.FULFILMENT] += 1
        if every or finding.flagged:
            found.append(finding)
    found.extend(_stages(ledger, names, tally, every=every))
    return ordered(found)


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """By kind, area, period, group, measure and words; never by size."""
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.kind.value, one.test, one.area, one.start, one.end, one.category, one.measure, one.words,
                one.cells,
            ),
        )
    )  # fmt: skip


class Cells:
    """Names and slots of the figures of a ledger by their row."""

    def __init__(self, ledger: pl.DataFrame) -> None:
        self._names = ledger.select("document", "anchor", "part")
        self._slots = ledger.select(_SLOT)

    def name(self, at: int) -> CellName:
        """The figure as `svodka cell` takes it."""
        return CellName(*self._names.row(at))

    def names(self, rows: Iterable[int]) -> tuple[CellName, ...]:
        """The figures, each once, in the order given; at most two hundred."""
        chosen = list(dict.fromkeys(rows))[:_MOST_CELLS]
        return tuple(map(self.name, chosen))

    def slot(self, at: int) -> dict[str, str]:
        """Area, period, category and measure of a figure, as fields of a finding."""
        row = zip(_SLOT, self._slots.row(at), strict=True)
        said = {name: "" if word is None else str(word) for name, word in row}
        day = said["as_of"]
        return {
            "area": said["area"] or said["area_label"],
            "start": said["start"] or day,
            "end": said["end"] or day,
            "category": said["category"],
            "measure": said["measure"],
        }


def shown(number: float) -> str:
    """A number as printed, without noise."""
    return f"{number:.15g}"


def _sum(names: Cells, one: Sum) -> Finding:
    said = "differs from" if not one.holds else "equals"
    return Finding(
        kind=Kind.BROKEN_SUM,
        words=f"total {shown(one.seen)} {said} the sum of its parts {shown(one.parts_sum)}",
        cells=names.names((one.whole, *one.parts)),
        flagged=not one.holds,
        **names.slot(one.whole),  # type: ignore[arg-type]
    )


def _step(names: Cells, one: Step, why: str) -> Finding:
    before = one.earlier.value if one.earlier else 0.0
    if one.falls:
        kind = Kind.FALL
        words = f"the running total falls from {shown(before)} to {shown(one.later.value)}"
    elif one.counted is not None:
        kind = Kind.WEEKS_AGAINST_TOTAL
        words = (
            f"the running total grows by {shown(one.grown)}, its weeks make {shown(one.counted)}"
        )
    elif one.least:
        kind = Kind.WEEKS_AGAINST_TOTAL
        words = f"the running total grows by {shown(one.grown)}, the weeks in hand make {shown(one.least)}"
    else:
        kind = Kind.FALL
        words = f"the running total does not fall: {shown(before)}, {shown(one.later.value)}"
    if one.versions and not one.holds:
        words += "; one of the two stands in several versions"
    return Finding(
        kind=kind,
        words=words,
        cells=names.names(one.cells),
        flagged=not one.holds and not why,
        refused=why,
        **names.slot(one.later.at),  # type: ignore[arg-type]
    )


def _pair(names: Cells, one: Pair) -> Finding:
    first, second = f"D-{one.earlier:04d}", f"D-{one.later:04d}"
    if one.likeness is Likeness.CHANGED:
        kind = Kind.VERSIONS
        words = f"{len(one.cells)} figures differ between {first} and {second}, of one period"
    elif one.likeness is Likeness.REISSUED:
        kind = Kind.SAME_FIGURES
        words = f"no figure differs between {first} and {second}, of one period"
    else:
        kind = Kind.SAME_FIGURES
        words = f"{one.equal} of {one.compared} figures of {first} stand again in {second}, of another period"
    slot = names.slot(one.cells[0][1])
    return Finding(
        kind=kind,
        words=words,
        cells=names.names(at for pair in one.cells for at in pair),
        start=slot["start"],
        end=slot["end"],
    )


def _fulfilments(ledger: pl.DataFrame, names: Cells) -> Iterator[Finding]:
    """Printed fulfilment against agreed over plan of the same row, to the digits printed."""
    keys = ("document", "area", "start", "end", "row_path", "title")
    framed = ledger.with_row_index("at").filter(pl.col("value").is_not_null())
    printed = framed.filter((pl.col("measure") == "fulfilment") & (pl.col("role") == "derived"))
    plan = framed.filter((pl.col("basis") == "target") & (pl.col("measure") == "plan"))
    agreed = framed.filter((pl.col("measure") == "agreed") & (pl.col("role") == "total"))
    joined = (
        printed.select(*keys, "at", "value", "raw")
        .join(plan.select(*keys, plan_at="at", plan="value"), on=keys)
        .join(agreed.select(*keys, agreed_at="at", agreed="value"), on=keys)
        .sort("at", "plan_at", "agreed_at")
    )
    # Where several totals stand in a row, one that fits will do.
    for (at,), part in joined.group_by(["at"], maintain_order=True):
        options = list(part.iter_rows(named=True))
        best = min(options, key=lambda row: _off(row["value"], row["agreed"], row["plan"]))
        yield _fulfilment(names, int(str(at)), best)


def _off(value: float, agreed: float, plan: float) -> float:
    return abs(value - 100 * agreed / plan) if plan else float("inf")


def _fulfilment(names: Cells, at: int, row: dict[str, float]) -> Finding:
    cells = names.names((at, row["agreed_at"], row["plan_at"]))  # type: ignore[arg-type]
    slot = names.slot(at)
    if not row["plan"]:
        return Finding(
            kind=Kind.FULFILMENT,
            words="the plan is 0: there is no fulfilment to compare",
            cells=cells,
            flagged=False,
            refused="a plan of 0",
            **slot,  # type: ignore[arg-type]
        )
    made = 100 * row["agreed"] / row["plan"]
    holds = abs(made - row["value"]) <= 0.5 * 10.0 ** -_decimals(str(row["raw"])) + 1e-9
    said = "equals" if holds else "differs from"
    return Finding(
        kind=Kind.FULFILMENT,
        words=f"printed {shown(row['value'])} % {said} {made:.4g} % of the plan",
        cells=cells,
        flagged=not holds,
        **slot,  # type: ignore[arg-type]
    )


def _decimals(raw: str) -> int:
    digits = raw.strip().rstrip("%").strip().replace(",", ".").partition(".")[2]
    return len(digits) if digits.isdigit() else 0


def _stages(
    ledger: pl.DataFrame, names: Cells, tally: Counter[Kind], *, every: bool
) -> Iterator[Finding]:
    """A later stage of people that counts more than an earlier one, in one document and slot."""
    for later, earlier, joined in staged(ledger):
        tally[Kind.STAGES] += len(joined)
        if not every:
            joined = joined.filter(pl.col("value") > pl.col("before"))
        for row in joined.iter_rows(named=True):
            holds = row["value"] <= row["before"]
            said = "not more" if holds else "more"
            yield Finding(
                kind=Kind.STAGES,
                words=f"{later} {shown(row['value'])}, {said} than {earlier} {shown(row['before'])}",
                cells=names.names((row["at"], row["before_at"])),
                flagged=not holds,
                **names.slot(row["at"]),  # type: ignore[arg-type]
            )


def staged(ledger: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Two stages and every pair of their figures that one return states for one slot, as `at` and `before_at`."""
    keys = ("document", "area", "area_label", "start", "end", "category", "row_path", "title")
    stated = ledger.with_row_index("at").filter(
        (pl.col("unit") == "person")
        & (pl.col("qualifier") == "=")
        & pl.col("value").is_not_null()
        & pl.col("role").is_in(["data", "total"])
        & (pl.col("basis") != "target")
    )
    for later, earlier in _AT_MOST:
        joined = (
            stated.filter(pl.col("measure") == later)
            .select(*keys, "at", "value", "role", "category_label")
            .join(
                stated.filter(pl.col("measure") == earlier).select(
                    *keys, "role", "category_label", before_at="at", before="value"
                ),
                on=[*keys, "role", "category_label"],
            )
            .sort("at", "before_at")
        )
        yield later, earlier, joined


def _dates(ledger: pl.DataFrame, names: Cells) -> Iterator[Finding]:
    """Tables whose name, file or head disagree about the date, one finding a document and doubt."""
    for kind, fragment in _DOUBTS.items():
        doubted = ledger.with_row_index("at").filter(
            pl.col("doubt").str.contains(fragment, literal=True)
        )
        words = (
            pl.col("doubt")
            .str.split("; ")
            .list.eval(pl.element().filter(pl.element().str.contains(fragment, literal=True)))
        )
        doubted = doubted.with_columns(words=words.list.first())
        table = pl.col("anchor").str.extract(r"^(sheet=[^&]*|table=[^&]*|page=)", 1).fill_null("")
        for (_, _, said), part in doubted.with_columns(table=table).group_by(
            ["document", "table", "words"], maintain_order=True
        ):
            yield Finding(kind=kind, words=str(said), cells=names.names(part["at"].to_list()))


def flagged(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that found something."""
    return tuple(one for one in found if one.flagged)
