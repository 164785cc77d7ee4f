"""The thousand case files judged: which planted defects are decidable, and are they found where they are?

`python -m tests.reconcile.simulate FIRST LAST` prints one line of JSON a file. A knot is what
hangs together: broken rules that share cells, and the defects that touch them. It is decidable
where the independent search finds exactly one smallest repair.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass

from svodka.reconcile.figures import Figures, figures
from svodka.reconcile.localise import localise
from svodka.reconcile.problems import grouped
from svodka.reconcile.rules import System
from tests.reconcile.independent import Trying
from tests.reconcile.planted import WHOLE, Defect, Shape, case_file, rules


@dataclass(frozen=True, slots=True)
class Knot:
    """Broken rules and defects that hang together, and what the independent search says."""

    broken: frozenset[int]
    defects: tuple[Defect, ...]
    smallest: tuple[frozenset[int], ...] | None


def knots(filed: Figures, defects: list[Defect]) -> list[Knot]:
    """All knots; a defect that breaks no rule is one without rules."""
    system = filed.system
    broken = filed.broken().tolist()
    marks: list[frozenset[int]] = [frozenset(system.cells_of(rule).tolist()) for rule in broken]
    known = set(broken)
    for defect in defects:
        own = {rule for cell in defect.cells for rule in system.rules_of(cell).tolist()} & known
        marks.append(defect.cells | {c for rule in own for c in system.cells_of(rule).tolist()})
    found = []
    for group in grouped(marks):
        held = frozenset(broken[index] for index in group if index < len(broken))
        planted = tuple(defects[i - len(broken)] for i in group if i >= len(broken))
        smallest = _tried(filed, held) if held else ()
        found.append(Knot(held, planted, None if smallest is None else tuple(smallest)))
    return found


def _tried(filed: Figures, broken: frozenset[int]) -> list[frozenset[int]] | None:
    system = filed.system
    equal = {rule for rule in broken if filed.least[rule] == filed.most[rule]}
    impossible = {int(system.cells_of(rule)[0]) for rule in broken - equal}

    def rule(index: int) -> tuple[dict[int, int], int]:
        inside = slice(int(system.start[index]), int(system.start[index + 1]))
        cells, numbers = system.cell[inside].tolist(), system.coefficient[inside].astype(int)
        rest = int(filed.least[index] - filed.activity[index])
        return dict(zip(cells, numbers.tolist(), strict=True)), rest

    def rules_of(cell: int) -> list[int]:
        held = system.rules_of(cell).tolist()
        return [one for one in held if filed.least[one] == filed.most[one]]

    trying = Trying(rule, rules_of, lambda cell: int(filed.value[cell]))
    return trying.smallest(sorted(equal), impossible)


def judged(number: int, system: System, shape: Shape = WHOLE) -> dict[str, object]:
    """One file: by kind how many defects are decidable and right, and what else there is to count."""
    reported, defects = case_file(number, shape)
    began = time.process_time()
    filed = figures(system, reported.ravel().astype(float))
    findings = localise(filed)
    seconds = time.process_time() - began
    names = {system.names[cell]: cell for defect in defects for cell in defect.cells}
    accused: set[str] = set()
    listed: list[list[frozenset[str]]] = []
    for one in findings:
        sets = [frozenset(change.cell for change in repair.changes) for repair in one.repairs]
        if len(sets) == 1 and not one.limit_reached:
            accused |= sets[0]
        listed.append(sets)
    counts: dict[str, int] = {}
    kinds: dict[str, list[int]] = {}
    false = len(accused - names.keys())
    for knot in knots(filed, defects):
        state = _state(knot)
        for defect in knot.defects:
            cells = {system.names[cell] for cell in defect.cells}
            right = cells <= accused
            tally = kinds.setdefault(defect.kind, [0, 0, 0])
            tally[0] += 1
            tally[1] += state == "decidable"
            tally[2] += state == "decidable" and right
            counts[state] = counts.get(state, 0) + 1
            among = [sets for sets in listed if any(cells <= one for one in sets)]
            if state != "decidable" and among:
                counts[f"{state}: listed"] = counts.get(f"{state}: listed", 0) + 1
                first = any(cells <= sets[0] for sets in among)
                counts[f"{state}: first"] = counts.get(f"{state}: first", 0) + first
    return {
        "file": number,
        "planted": len(defects),
        "findings": len(findings),
        "undecided": sum(one.verdict.value == "undecided" for one in findings),
        "false": false,
        "seconds": round(seconds, 3),
        "counts": counts,
        "kinds": kinds,
    }


def _state(knot: Knot) -> str:
    if not knot.broken:
        return "unseen"
    if knot.smallest is None:
        return "not searched out"
    return "decidable" if len(knot.smallest) == 1 else "tied"


def main(first: int, last: int, step: int = 1) -> None:
    """Print what became of the files."""
    system = rules()
    for number in range(first, last, step):
        sys.stdout.write(json.dumps(judged(number, system)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
