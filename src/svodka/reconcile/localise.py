"""Rules and what was reported in; which cells cannot all be true, with every smallest repair, out.

Each problem begins with its broken rules. The lightest set of cells that has one of each bounds
every repair from below; where it does not let all rules hold, what is still wrong gives further
conflicts, until it does. So the repair that comes out is a smallest one of the whole system,
though only what hangs together with a broken rule was ever looked at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from svodka.model.repair import COUNT, CannotAllBeTrue, Domain, Repair, Rule
from svodka.reconcile.conflicts import Conflict, as_array, conflicts_left, of_rules, touching
from svodka.reconcile.cover import Cells, Cover
from svodka.reconcile.figures import Figures, figures
from svodka.reconcile.problems import Problem, first_problems, grouped, joined
from svodka.reconcile.repairs import (
    Around,
    contradicting,
    nothing_around,
    one_cell_repair,
    repair_of,
    repaired,
    undecided,
)
from svodka.reconcile.rules import Floats, system
from svodka.reconcile.values import Deadline, NotDecided, irreducible

_SAME = 1e-6
_TIME_OVER = "the time was over before every smallest repair was known"
_TOO_KNOTTY = "so many sets of cells almost do that no smallest one was found"
_TOO_MANY = "more cells hang together here than are looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How far to look: repairs listed a finding, seconds in all, cells taken into one problem, and
    sets tried before a problem is given up (or, once it has a smallest repair, before its list is
    called incomplete).

    `around` gives the values that may have been copied into a cell in place of its own; it only
    orders repairs that are equally small.
    """

    around: Callable[[str], Around] = nothing_around
    limit: int = 60
    seconds: float = 300.0
    cells: int = 12_000
    tries: int = 150
    further_tries: int = 12


WIDELY = Search()


def cannot_all_be_true(
    rules: Sequence[Rule],
    reported: Mapping[str, float | None],
    weights: Mapping[str, float] | None = None,
    domains: Mapping[str, Domain] | None = None,
    search: Search = WIDELY,
) -> tuple[CannotAllBeTrue, ...]:
    """Cells by name: what cannot all be true of `reported`, one finding for each knot of cells.

    None, or no entry, stands for a cell that nobody filled in. A cell weighs 1 unless said
    otherwise; one that may not differ weighs infinitely much. Cells are counts unless said
    otherwise. The order of rules and cells makes no difference.

    Raises:
        ValueError: a weight is not above 0.
    """
    held = system(rules, reported)
    names = held.names
    told = [reported.get(name) for name in names]
    heavy = np.array([(weights or {}).get(name, 1.0) for name in names], dtype=float)
    if not (heavy > 0).all():
        raise ValueError("a cell that weighs nothing says nothing: report it as None")
    domain = [(domains or {}).get(name, COUNT) for name in names]
    filed = figures(
        held,
        np.array([np.nan if value is None else float(value) for value in told], dtype=float),
        heavy,
        np.array([one.low for one in domain], dtype=float),
        np.array([one.high for one in domain], dtype=float),
        np.array([one.whole for one in domain], dtype=bool),
    )
    return localise(filed, search)


def localise(filed: Figures, search: Search = WIDELY) -> tuple[CannotAllBeTrue, ...]:
    """Every knot of cells that cannot all be true, in the order of their first cells.

    What is not decided within the time and size of `search` is said to be so.
    """
    deadline = Deadline(time.monotonic() + search.seconds)
    work = _Work(filed, search, deadline, frozenset(filed.broken().tolist()))
    found = [finding for one in work.problems() for finding in work.findings(one)]
    return tuple(sorted(found, key=lambda finding: (finding.cells, finding.verdict.value)))


@dataclass(frozen=True, slots=True)
class _Work:
    filed: Figures
    search: Search
    deadline: Deadline
    broken: frozenset[int]

    def problems(self) -> list[Problem]:
        """All problems, settled: each has a smallest repair, or the reason why there is none."""
        try:
            held = first_problems(self.filed, self.deadline)
        except NotDecided:
            rules = self.filed.broken().tolist()
            whole = Problem(broken=frozenset(rules), conflicts=(of_rules(self.filed, rules),))
            return [replace(whole, said=_TIME_OVER)]
        while True:
            held = joined(self.filed, held)
            waiting = [index for index, one in enumerate(held) if not one.settled]
            if not waiting:
                return held
            home = {cell: index for index, one in enumerate(held) for cell in one.cells}
            for index in waiting:
                held[index] = self._looked_at(held[index], home, index)

    def _looked_at(self, one: Problem, home: dict[int, int], index: int) -> Problem:
        try:
            return self._settled(one, home, index)
        except NotDecided:
            return replace(one, said=_TIME_OVER)

    def _settled(self, one: Problem, home: dict[int, int], index: int) -> Problem:
        """The problem with all conflicts that are needed to know every cell of any smallest repair.

        As soon as a conflict reaches cells of another problem it is given back as it stands, to
        be looked at together: alone it would try every other cell of the rule first.
        """
        known = list(one.conflicts)
        best: Cells | None = None
        seen: set[int] = set()
        tries, further, more = one.tries, 0, False
        while True:
            empty = next((conflict for conflict in known if not conflict.cells), None)
            if empty is not None:
                return replace(one, contradicts=self._core(empty))
            cover = Cover(self.filed, [conflict.cells for conflict in known], self.deadline)
            if len(cover.cells) > self.search.cells:
                return replace(one, said=_TOO_MANY)
            if best is None and tries > self.search.tries:
                return replace(one, said=_TOO_KNOTTY)
            tries += 1
            if best is None:
                tried = cover.lightest(self._steer(cover.cells, tries))
            else:
                cover.not_above(cover.weight(best))
                rest = cover.within(cover.weight(best), set(cover.cells) - seen)
                further += 1
                tried, more = self._further(cover, rest, further)
            if tried is None:
                found = replace(one, conflicts=tuple(known), near=frozenset(seen), more=more)
                return replace(found, best=best or frozenset(), weight=cover.weight(best or ()))
            left = conflicts_left(self.filed, tried, self.deadline)
            if not left:
                best = tried if best is None else best
                seen |= tried
            known += left
            if any(home.get(cell, index) != index for more in left for cell in more.cells):
                return replace(one, conflicts=tuple(known), tries=tries)

    def _further(self, cover: Cover, rest: set[int], further: int) -> tuple[Cells | None, bool]:
        """A set of the same weight with cells not seen yet; and whether there may be one not found."""
        if rest and further > self.search.further_tries:
            return None, True
        try:
            return cover.with_most_of(rest) if rest else None, False
        except NotDecided:
            return None, True

    def _core(self, conflict: Conflict) -> tuple[int, ...]:
        """Of rules that contradict each other those of which none can be left out."""
        cells = {c for rule in conflict.rules for c in self.filed.system.cells_of(rule).tolist()}
        may = [c for c in cells if self.filed.unknown[c] or np.isfinite(self.filed.weight[c])]
        rules = as_array(conflict.rules)
        return tuple(irreducible(self.filed, as_array(may), rules, self.deadline).tolist())

    def _steer(self, cells: list[int], tries: int) -> Floats:
        """How many rules of a cell hold: one all of whose rules are broken is the first to try.

        Between equals the cells that stand together come together, by turns from either end: two
        columns changed places in this table or in that one, not half of each in both.
        """
        rules = [self.filed.system.rules_of(cell).tolist() for cell in cells]
        holding = [sum(rule not in self.broken for rule in held) for held in rules]
        order = np.linspace(0, 1, len(cells)) if tries % 2 else np.linspace(1, 0, len(cells))
        return np.array(holding, dtype=float) + order / 2

    def findings(self, one: Problem) -> list[CannotAllBeTrue]:
        """What there is to say of a settled problem; one finding for each part that stands alone."""
        broken = sorted(one.broken)
        if one.said:
            return [undecided(self.filed, broken, one.said)]
        if one.contradicts:
            return [contradicting(self.filed, broken, one.contradicts)]
        if one.alone:
            found = [one_cell_repair(self.filed, cell, self.search.around) for cell in one.alone]
            return [repaired(self.filed, broken, found, self.search.limit, more=False)]
        try:
            return self._parts(one)
        except NotDecided:
            return [undecided(self.filed, broken, _TIME_OVER)]

    def _parts(self, one: Problem) -> list[CannotAllBeTrue]:
        """Within all cells of its smallest repairs a problem falls into parts of their own."""
        conflicts = _shortest(conflict.cells & one.near for conflict in one.conflicts)
        cells = sorted(one.near)
        marks = [{("rule", rule) for rule in touching(self.filed, [cell])[0]} for cell in cells]
        for number, conflict in enumerate(conflicts):
            for index, cell in enumerate(cells):
                if cell in conflict:
                    marks[index].add(("conflict", number))
        # All cells of all smallest repairs together weigh no more than one: there is only one.
        only = self.filed.weight[as_array(one.near)].sum() <= one.weight + _SAME
        findings = []
        for group in grouped(marks):
            part = frozenset(cells[index] for index in group)
            rules = touching(self.filed, part)[0]
            mine = [conflict for conflict in conflicts if conflict <= part]
            held, more = self._only(part) if only else self._all_smallest(mine, one.best & part)
            broken = sorted(one.broken & rules)
            more = more or one.more
            findings.append(repaired(self.filed, broken, held, self.search.limit, more))
        return findings

    def _only(self, cells: Cells) -> tuple[list[Repair], bool]:
        rules = as_array(touching(self.filed, cells)[0])
        found = repair_of(self.filed, as_array(cells), rules, self.search.around, self.deadline)
        return [found] if found is not None else [], False

    def _all_smallest(self, conflicts: list[Cells], best: Cells) -> tuple[list[Repair], bool]:
        """Every repair of these conflicts as light as `best`; and whether there may be more."""
        known, tried = list(conflicts), [best]
        held = self._only(best)[0]
        failed = 0
        while len(held) <= self.search.limit and failed <= self.search.further_tries:
            cover = Cover(self.filed, known, self.deadline)
            cover.not_above(cover.weight(best))
            for cells in tried:
                cover.never(cells)
            further, more = self._further(cover, set(cover.cells), 0)
            if further is None:
                return held, more
            left = [one.cells & set(cover.cells) for one in self._left(further)]
            if left:
                known += left
                failed += 1
                continue
            tried.append(further)
            held += self._only(further)[0]
        return held, True

    def _left(self, cells: Cells) -> list[Conflict]:
        return conflicts_left(self.filed, cells, self.deadline)


def _shortest(conflicts: Iterable[Cells]) -> list[Cells]:
    """Those that say most: a conflict that holds another whole says nothing more."""
    kept: list[Cells] = []
    for conflict in sorted(set(conflicts), key=lambda one: (len(one), sorted(one))):
        if not any(other <= conflict for other in kept):
            kept.append(conflict)
    return kept
