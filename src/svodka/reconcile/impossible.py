"""The sums of a return as one system: which cells cannot all be true, and every smallest set that would settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import polars as pl

from svodka.model import Finding, Kind
from svodka.model.repair import CannotAllBeTrue, Repair, Rule, Verdict
from svodka.reconcile.findings import Cells, shown
from svodka.reconcile.localise import Search, cannot_all_be_true
from svodka.reconcile.rules import sum_of_parts
from svodka.reconcile.sums import Sum

_LISTED = 3


def impossible(
    ledger: pl.DataFrame, claimed: Sequence[Sum], *, seconds: float = 60.0
) -> Iterator[Finding]:
    """One finding for every knot of cells of a document whose sums cannot all hold."""
    names = Cells(ledger)
    values = ledger["value"].to_list()
    marks = ledger["mark"].to_list()
    documents = ledger["document"].to_list()
    of_document: dict[int, list[Sum]] = defaultdict(list)
    for one in claimed:
        of_document[documents[one.whole]].append(one)
    for document in sorted(of_document):
        found = of_document[document]
        if all(one.holds for one in found):
            continue
        rules = [_rule(one) for one in found]
        cells = {cell for one in found for cell in (one.whole, *one.parts)}
        # A dash says that there is nothing to add; any other mark says nothing.
        reported = {str(cell): 0.0 if marks[cell] == "dash" else values[cell] for cell in cells}
        if any(value is not None and value % 1 for value in reported.values()):
            yield _not_judged(names, found)
            continue
        for knot in cannot_all_be_true(rules, reported, search=Search(seconds=seconds)):
            yield _finding(names, knot)


def _not_judged(names: Cells, found: Sequence[Sum]) -> Finding:
    first = next(one for one in found if not one.holds)
    why = "values that are no whole numbers: the broken sums stand one by one"
    return Finding(
        kind=Kind.IMPOSSIBLE,
        words=f"not judged: {why}",
        cells=names.names((first.whole, *first.parts)),
        flagged=False,
        refused=why,
        **names.slot(first.whole),  # type: ignore[arg-type]
    )


def _rule(one: Sum) -> Rule:
    return sum_of_parts(str(one.whole), [str(part) for part in one.parts])


def _finding(names: Cells, knot: CannotAllBeTrue) -> Finding:
    if knot.verdict is Verdict.REPAIRS:
        more = " or more" if knot.limit_reached else ""
        words = (
            f"these cells cannot all be true; smallest sets that would settle it: {knot.ties}{more}"
        )
        said = "; ".join(_repair(names, one) for one in knot.repairs[:_LISTED])
        words = f"{words}: {said}"
    elif knot.verdict is Verdict.CONTRADICTION:
        words = "these cells cannot all be true, and no other values could make them so"
    else:
        words = f"these cells cannot all be true; which of them is not decided: {knot.why}"
    first = [int(change.cell) for one in knot.repairs for change in one.changes]
    rest = [int(cell) for cell in knot.cells]
    return Finding(
        kind=Kind.IMPOSSIBLE,
        words=words,
        cells=names.names([*first, *rest]),
        **names.slot((first or rest)[0]),  # type: ignore[arg-type]
    )


def _repair(names: Cells, repair: Repair) -> str:
    return " and ".join(
        f"{names.name(int(one.cell))} ({shown(one.reported)}, would be "
        f"{shown(one.value) if one.value is not None else 'another value'}"
        f"{f': {one.slip}' if one.slip else ''})"
        for one in repair.changes
    )
