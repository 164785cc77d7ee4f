"""The thousand case files judged: which planted defects are decidable, and are they found where they are?

`python -m tests.reconcile.simulate FIRST LAST [STEP]` prints one line a file, as kept in
`planted.csv`. A knot is what hangs together: broken rules that share cells, and the defects that
touch them. It is decidable where trying, or else the plain programme, finds exactly one smallest
repair; both are written apart from what they test.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from svodka.model.repair import CannotAllBeTrue, Verdict
from svodka.reconcile.figures import Figures, figures
from svodka.reconcile.localise import localise
from svodka.reconcile.problems import grouped
from svodka.reconcile.rules import System
from tests.reconcile import plain
from tests.reconcile.independent import Trying
from tests.reconcile.planted import KINDS, WHOLE, Defect, Shape, case_file, rules

KEPT = Path(__file__).with_name("planted.csv")
FILES = 1000
# Kinds by letter, in the order of their names in the generator.
LETTERS = dict(zip(KINDS, "abcdefghijkl", strict=True))
_NODES = 20_000


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

    trying = Trying(rule, rules_of, lambda cell: int(filed.value[cell]), _NODES)
    found = trying.smallest(sorted(equal), impossible)
    return plain.smallest(filed, broken) if found is None else found


@dataclass(frozen=True, slots=True)
class Line:
    """One file. Each text has a letter a defect, by kind: what became of those that are decidable,
    tied, or undecided by the search; `alone` is the right set, listed as the only one.

    `accused` are right cells in a set that is listed as the only one, `named` those in the first
    of several sets.
    """

    file: int
    decidable_alone: str = ""
    decidable_first: str = ""
    decidable_not: str = ""
    tied_alone: str = ""
    tied_first: str = ""
    tied_not: str = ""
    undecided_alone: str = ""
    undecided_first: str = ""
    undecided_not: str = ""
    unseen: str = ""
    findings: int = 0
    given_up: int = 0
    accused: int = 0
    named: int = 0

    def letters(self, *names: str) -> str:
        """The letters of some columns together."""
        return "".join(str(getattr(self, name)) for name in names)

    @property
    def decidable(self) -> str:
        """All that is decidable."""
        return self.letters("decidable_alone", "decidable_first", "decidable_not")

    @property
    def planted(self) -> str:
        """All that was planted."""
        return self.letters(*(one.name for one in fields(self) if one.type == "str"))


def judged(number: int, system: System, shape: Shape = WHOLE) -> Line:
    """One file judged."""
    reported, defects = case_file(number, shape)
    filed = figures(system, reported.ravel().astype(float))
    return lined(filed.system, number, localise(filed), knots(filed, defects))


def lined(
    system: System, number: int, findings: Iterable[CannotAllBeTrue], found: Iterable[Knot]
) -> Line:
    """What the findings say beside what was planted."""
    findings, found = list(findings), list(found)
    wrong = {system.names[cell] for knot in found for one in knot.defects for cell in one.cells}
    alone: set[str] = set()
    first: set[str] = set()
    for one in findings:
        sets = [{change.cell for change in repair.changes} for repair in one.repairs]
        only = len(sets) == 1 and not one.limit_reached
        (alone if only else first).update(*sets[:1])
    columns: dict[str, list[str]] = {}
    for knot in found:
        state = _state(knot)
        for defect in knot.defects:
            cells = {system.names[cell] for cell in defect.cells}
            how = "alone" if cells <= alone else "first" if cells <= alone | first else "not"
            column = state if state == "unseen" else f"{state}_{how}"
            columns.setdefault(column, []).append(LETTERS[defect.kind])
    return Line(
        number,
        **{name: "".join(sorted(letters)) for name, letters in columns.items()},
        findings=len(findings),
        given_up=sum(one.verdict is Verdict.UNDECIDED for one in findings),
        accused=len(alone - wrong),
        named=len(first - wrong - alone),
    )


def _state(knot: Knot) -> str:
    if not knot.broken:
        return "unseen"
    if knot.smallest is None:
        return "undecided"
    return "decidable" if len(knot.smallest) == 1 else "tied"


def read(path: Path = KEPT) -> list[Line]:
    """Lines of a file; without one, what became of the thousand when they were last run."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    text = {one.name for one in fields(Line) if one.type == "str"}
    return [Line(**{k: v if k in text else int(v) for k, v in row.items()}) for row in rows]  # type: ignore[arg-type]


def written(lines: Iterable[Line]) -> str:
    """Lines as `planted.csv` holds them."""
    head = ",".join(one.name for one in fields(Line))
    return "".join(
        f"{row}\n" for row in (head, *(",".join(map(str, astuple(one))) for one in lines))
    )


def main(first: int, last: int, step: int = 1) -> None:
    """Print what became of the files."""
    system = rules()
    for number in range(first, last, step):
        sys.stdout.write(written([judged(number, system)]).partition("\n")[2])
        sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
