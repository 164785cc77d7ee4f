"""Linear rules over cells: a million cells and all that ties them, as a few arrays.

A rule says why it holds and how sure that is. Only an exhaustive list of parts sums to its
total; parts that may be left out are at most the whole; categories that overlap give no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import gcd, inf

import numpy as np
from numpy.typing import NDArray

from svodka.model.repair import Relation, Rule, Sureness

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Sums of counts are exact in doubles; rules with shares are not, so a breach must exceed this.
TOLERANCE = 1e-9
ROUNDING = 1e-12
# What "more than" asks of cells that need not be whole.
STRICTLY = 1e-6


def sum_of_parts(
    total: str,
    parts: Sequence[str],
    why: str = "the parts are all there are",
    sure: Sureness = Sureness.STATED,
) -> Rule:
    """The parts, which are an exhaustive list, sum to the total."""
    terms = ((total, 1.0), *((part, -1.0) for part in parts))
    return Rule(terms=terms, relation=Relation.EQUAL, why=why, sure=sure)


def part_of_whole(
    part: str, whole: str, why: str = "a part of the whole", sure: Sureness = Sureness.STATED
) -> Rule:
    """A part is at most its whole."""
    terms = ((whole, 1.0), (part, -1.0))
    return Rule(terms=terms, relation=Relation.AT_LEAST, why=why, sure=sure)


def week_of_cumulative(
    week: str,
    now: str,
    before: str = "",
    why: str = "the week is the rise of the running total",
    sure: Sureness = Sureness.STATED,
) -> Rule:
    """A week's figure is the running total less the one before; without one before, the total."""
    terms = ((now, 1.0), (week, -1.0), *(((before, -1.0),) if before else ()))
    return Rule(terms=terms, relation=Relation.EQUAL, why=why, sure=sure)


def fulfilment(
    share: str, printed: Decimal, done: str, plan: str, sure: Sureness = Sureness.STATED
) -> tuple[Rule, Rule]:
    """Done ÷ plan × 100 rounds to the printed per cent, or the printed per cent is the wrong one.

    Two rules, linear in done and plan, from the half unit of the last printed digit either way.
    """
    exponent = printed.as_tuple().exponent
    half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    why = f"fulfilment is done ÷ plan, printed as {printed} %"
    least, most = float((printed - half) / 100), float((printed + half) / 100)
    return (
        Rule(
            terms=((done, 1.0), (plan, -least)),
            relation=Relation.AT_LEAST,
            why=why,
            sure=sure,
            unless=share,
        ),
        Rule(
            terms=((done, 1.0), (plan, -most)),
            relation=Relation.AT_MOST,
            why=why,
            sure=sure,
            unless=share,
        ),
    )


@dataclass(frozen=True, slots=True)
class Family:
    """Many rules of one shape. `cells` is rules × terms, of positions among the names."""

    cells: Integers
    coefficients: tuple[float, ...]
    relation: Relation
    bounds: Floats | float = 0.0
    why: str = ""
    sure: Sureness = Sureness.STATED


@dataclass(frozen=True, kw_only=True)
class System:
    """Rules in compressed rows: rule r has `cell[start[r]:start[r + 1]]` with `coefficient`.

    `unless` is a position or -1; `family` indexes `words`, which say why and how sure.
    """

    names: Sequence[str]
    start: Integers
    cell: Integers
    coefficient: Floats
    bound: Floats
    unless: Integers
    family: Integers
    words: tuple[tuple[Relation, str, Sureness], ...]

    def __len__(self) -> int:
        return len(self.bound)

    def rule(self, index: int) -> Rule:
        """One rule as a value."""
        inside = slice(self.start[index], self.start[index + 1])
        relation, why, sure = self.words[self.family[index]]
        terms = zip(self.cell[inside], self.coefficient[inside], strict=True)
        return Rule(
            terms=tuple((self.names[int(cell)], float(number)) for cell, number in terms),
            relation=relation,
            bound=float(self.bound[index]),
            why=why,
            sure=sure,
            unless=self.names[int(self.unless[index])] if self.unless[index] >= 0 else "",
        )

    def limits(self, whole: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """What the sum of each rule must lie between, ends included.

        Where cells and coefficients are whole, more than n is at least n + 1; elsewhere it is
        `STRICTLY` more, because no programme can say "more" without saying by how much.
        """
        codes = np.array([_CODES[relation] for relation, _, _ in self.words], dtype=np.int64)
        code = codes[self.family]
        broken = ~whole[self.cell] | (self.coefficient % 1 != 0)
        exact = (np.add.reduceat(broken, self.start[:-1]) == 0) if len(self) else np.zeros(0, bool)
        least = np.where(exact, np.floor(self.bound) + 1, self.bound + STRICTLY)
        most = np.where(exact, np.ceil(self.bound) - 1, self.bound - STRICTLY)
        low = np.where(code <= 1, self.bound, np.where(code == _MORE, least, -inf))
        high = np.where((code == 0) | (code == _AT_MOST), self.bound, inf)
        return low, np.where(code == _LESS, most, high)

    @cached_property
    def _by_cell(self) -> tuple[Integers, Integers]:
        """For every cell where its rules begin, and the rules in that order."""
        rules = np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.start))
        conditional = np.flatnonzero(self.unless >= 0)
        cells = np.concatenate((self.cell, self.unless[conditional]))
        rules = np.concatenate((rules, conditional))
        order = np.argsort(cells, kind="stable")
        edges = np.searchsorted(cells[order], np.arange(len(self.names) + 1))
        return edges, rules[order]

    def rules_of(self, cell: int) -> Integers:
        """The rules that a cell stands in, or whose condition it is."""
        edges, rules = self._by_cell
        return rules[edges[cell] : edges[cell + 1]]

    def cells_of(self, rule: int) -> Integers:
        """The cells of one rule, its condition included."""
        cells = self.cell[self.start[rule] : self.start[rule + 1]]
        return np.append(cells, self.unless[rule]) if self.unless[rule] >= 0 else cells


_CODES = {
    Relation.EQUAL: 0,
    Relation.AT_LEAST: 1,
    Relation.AT_MOST: 2,
    Relation.MORE: 3,
    Relation.LESS: 4,
    Relation.WHOLE: 5,
}
_AT_MOST, _MORE, _LESS = 2, 3, 4


def system(rules: Iterable[Rule], cells: Iterable[str] = ()) -> System:
    """The rules as arrays, over their cells and `cells`, in the order of their names."""
    held = sorted(rules, key=lambda rule: (sorted(rule.terms), rule.relation.value, rule.bound))
    names = sorted(
        set(cells)
        | {cell for rule in held for cell, _ in rule.terms}
        | {rule.unless for rule in held if rule.unless}
    )
    place = {name: position for position, name in enumerate(names)}
    words = tuple(dict.fromkeys((rule.relation, rule.why, rule.sure) for rule in held))
    known = {told: index for index, told in enumerate(words)}
    return System(
        names=names,
        start=np.cumsum([0, *(len(rule.terms) for rule in held)]).astype(np.int64),
        cell=np.array([place[c] for rule in held for c, _ in rule.terms], dtype=np.int64),
        coefficient=np.array([k for rule in held for _, k in rule.terms], dtype=np.float64),
        bound=np.array([rule.bound for rule in held], dtype=np.float64),
        unless=np.array([place[r.unless] if r.unless else -1 for r in held], dtype=np.int64),
        family=np.array([known[r.relation, r.why, r.sure] for r in held], dtype=np.int64),
        words=words,
    )


def system_of_families(names: Sequence[str], families: Sequence[Family]) -> System:
    """The same from whole tables at once, so that a million cells cost seconds and no objects."""
    lengths = [np.full(len(f.cells), f.cells.shape[1], dtype=np.int64) for f in families]
    bounds = [np.broadcast_to(np.asarray(f.bounds, dtype=float), len(f.cells)) for f in families]
    count = sum(len(f.cells) for f in families)
    return System(
        names=names,
        start=np.concatenate(([0], np.cumsum(np.concatenate(lengths)))).astype(np.int64),
        cell=np.concatenate([f.cells.ravel() for f in families]),
        coefficient=np.concatenate([np.tile(f.coefficients, len(f.cells)) for f in families]),
        bound=np.concatenate(bounds),
        unless=np.full(count, -1, dtype=np.int64),
        family=np.repeat(np.arange(len(families)), [len(f.cells) for f in families]),
        words=tuple((f.relation, f.why, f.sure) for f in families),
    )


def with_domains(old: System, rules: Sequence[tuple[int, Rule]]) -> System:
    """The same system and a few rules more, each over the one cell whose position stands before it."""
    if not rules:
        return old
    return System(
        names=old.names,
        start=np.concatenate((old.start, old.start[-1] + np.arange(1, len(rules) + 1))),
        cell=np.concatenate((old.cell, [cell for cell, _ in rules])),
        coefficient=np.append(old.coefficient, [rule.terms[0][1] for _, rule in rules]),
        bound=np.append(old.bound, [rule.bound for _, rule in rules]),
        unless=np.append(old.unless, [-1] * len(rules)),
        family=np.append(old.family, len(old.words) + np.arange(len(rules))),
        words=(*old.words, *((rule.relation, rule.why, rule.sure) for _, rule in rules)),
    )


def never_whole(coefficients: Floats, bound: float) -> bool:
    """Whether no whole numbers at all can satisfy an equality: 2 x = 5 has no answer."""
    if (coefficients % 1 != 0).any() or bound % 1 != 0:
        return False
    divisor = gcd(*(int(number) for number in coefficients))
    return divisor > 0 and int(bound) % divisor != 0
