"""Lists whose rows are people though nobody is named: numbers of persons or cases beside what is said of each.

A row is a person where single values stand (a sex, an age in years, a day of birth, a citizenship), and a class
of people where rows add up, count something, or take every sex with everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from svodka.lexicon.patterns import expression
from svodka.model import Grid, Value
from svodka.recognise.people_case_words import (
    BODILY,
    LONGEST_HEAD,
    Number,
    Trait,
    is_measure,
    is_of_sport,
    is_sex,
    number_of,
    trait_of,
)
from svodka.recognise.people_look import names_a_body
from svodka.recognise.people_marks import text_of

_SEVERAL, _MANY = 3, 4
_ENOUGH = 2
_ROWS_TRIED, _COLUMNS_TRIED = 200, 3
_SAMPLE = 2000
_MOST, _PART = 0.8, 0.3
_OLDEST = 115
_WIDEST = 200
_AGE = expression(r"\d{1,3}(?:[.,]\d)?")
_BIRTH = expression(r"(?:.*\D)?(?:19|20)\d\d(?:\D.*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_YEAR = expression(r"(?:19|20)\d\d")
_FIGURE = expression(r"[-+]?\d[\d\s]*(?:[.,]\d+)?%?")

_Row = Sequence[Value]
_WORDS_ONLY = frozenset((str, type(None)))


def rows_are_cases(grid: Grid) -> bool:
    """Whether the rows (or columns) of a grid are persons, each with a number and what is said of one."""
    rows = grid.rows
    return _rows_below_a_head(rows, _ROWS_TRIED) or (
        len(rows) <= _WIDEST and _rows_below_a_head(list(zip(*rows, strict=True)), _COLUMNS_TRIED)
    )


def _rows_below_a_head(rows: Sequence[_Row], most: int) -> bool:
    """Whether below one of the first rows that may be heads each row is a person."""
    for index, cells in enumerate(rows):
        if not _may_be_heads(cells):
            continue
        most -= 1
        heads = {
            column: value
            for column, value in enumerate(cells)
            if type(value) is str and len(value) <= LONGEST_HEAD
        }
        traits = {column: trait for column, head in heads.items() if (trait := trait_of(head))}
        if (
            len(set(traits.values())) >= _ENOUGH
            and not BODILY.isdisjoint(traits.values())
            and _Table(heads, traits, rows[index + 1 : index + 1 + _SAMPLE]).is_of_people()
        ):
            return True
        if not most:
            return False
    return False


def _may_be_heads(cells: _Row) -> bool:
    """Whether a row is of words, with hardly a figure among them: only heads are looked up."""
    if not _WORDS_ONLY.issuperset(map(type, cells)):
        return False
    words = [value for value in cells if value]
    if len(words) < _ENOUGH:
        return False
    return _MANY * sum(type(v) is str and v[:1].isdigit() for v in words) <= len(words)


class _Table:
    """Rows below a head that speaks of persons."""

    __slots__ = ("heads", "rows", "traits")

    def __init__(
        self, heads: dict[int, str], traits: dict[int, Trait], rows: Sequence[_Row]
    ) -> None:
        self.heads = heads
        self.rows = [
            cells for cells in rows if 2 * sum(cells[c] is not None for c in traits) >= len(traits)
        ]
        self.traits = {
            column: trait
            for column, trait in traits.items()
            if _is_said(trait, self._texts(column))
        }

    def is_of_people(self) -> bool:
        """Whether what stands below the head is one person a row."""
        said = set(self.traits.values())
        bodily = len(said & BODILY)
        if not bodily or any(map(is_of_sport, self.heads.values())) or self._adds_up():
            return False
        numbers = {
            kind
            for column, head in self.heads.items()
            if (kind := number_of(head)) and self._are_numbers(column, kind)
        }
        if Number.PERSON in numbers:
            return len(said) >= _SEVERAL or (len(said) >= _ENOUGH and len(self.rows) >= _ENOUGH)
        if len(self.rows) < _ENOUGH:
            return False
        if Number.CASE in numbers and (bodily >= _ENOUGH or len(said) >= _SEVERAL):
            return True
        least = _SEVERAL if Number.ROW in numbers else _MANY
        return (
            len(said) >= least
            and Trait.SEX in said
            and not said.isdisjoint((Trait.AGE, Trait.BIRTH))
            and not self._counts()
            and not self._is_crossed()
            and not self._are_bodies()
        )

    def _texts(self, column: int) -> list[str]:
        return [text for cells in self.rows if (text := _text(cells[column]))]

    def _are_numbers(self, column: int, kind: Number) -> bool:
        """Whether a column holds numbers of many persons, of which one may stand in several rows."""
        texts = self._texts(column)
        least = 1 if kind is Number.ROW else _PART
        return (
            len(set(texts)) >= least * max(1, len(texts))
            and 2 * len(texts) >= len(self.rows) > 0
            and sum(any(map(str.isdigit, text)) for text in texts) >= _MOST * len(texts)
        )

    def _adds_up(self) -> bool:
        """Whether a sex is told in the plural, or as both: those are classes."""
        return any(
            trait_of(head) is Trait.SEX and column not in self.traits and self._texts(column)
            for column, head in self.heads.items()
        )

    def _counts(self) -> bool:
        """Whether a column holds counts or values."""
        return any(
            is_measure(head) and _mostly(_is_figure, self._texts(column))
            for column, head in self.heads.items()
        )

    def _is_crossed(self) -> bool:
        """Whether each sex stands beside the same classes, no class twice: so only classes are laid out."""
        sex = next(column for column, trait in self.traits.items() if trait is Trait.SEX)
        others = [
            column
            for column in self.heads
            if column != sex and (column in self.traits or self._is_class(column))
        ]
        counts = Counter(
            (_text(cells[sex]), tuple(_text(cells[c]) for c in others)) for cells in self.rows
        )
        beside: dict[tuple[str, ...], int] = Counter(rest for _, rest in counts)
        shared = sum(times > 1 for times in beside.values())
        repeated = counts.total() - len(counts)
        return 2 * shared >= len(beside) and _MANY * repeated <= len(counts)

    def _is_class(self, column: int) -> bool:
        """Whether a column holds words or years, and no measure."""
        texts = self._texts(column)
        return not _mostly(_is_figure, texts) or _mostly(lambda t: bool(_YEAR.fullmatch(t)), texts)

    def _are_bodies(self) -> bool:
        """Whether each row is a school or an office of its own."""
        for column in self.heads:
            if column in self.traits:
                continue
            texts = self._texts(column)
            if len(set(texts)) >= _MOST * len(self.rows) and 2 * sum(
                map(names_a_body, texts)
            ) >= len(texts):
                return True
        return False


def _is_said(trait: Trait, texts: Sequence[str]) -> bool:
    """Whether texts say of single persons what their head asks."""
    if not texts:
        return False
    if trait is Trait.SEX:
        return _mostly(is_sex, texts)
    if trait is Trait.AGE:
        return _mostly(_is_age, texts)
    if trait is Trait.BIRTH:
        return _mostly(lambda text: bool(_BIRTH.fullmatch(text)), texts)
    if trait in (Trait.OFFENCE, Trait.HEALTH):
        return True
    return _mostly(lambda text: not _is_figure(text), texts)


def _mostly(holds: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return sum(map(holds, texts)) >= _MOST * len(texts) > 0


def _is_age(text: str) -> bool:
    return bool(_AGE.fullmatch(text)) and float(text.replace(",", ".")) <= _OLDEST


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text))


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else text_of(value).strip()
