"""A sheet that is named for one year, and not one of its head or its title: doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Found
from svodka.lexicon.periods_phrases import Shape, phrase
from svodka.model import Period, Table

OTHER_YEAR = "the sheet is named for another year: look which of the two is right"
_LAW = expression(
    r"\b(?:act|bill|law|appropriations?)\b|(?<![^\W_])(?:закон|приказ|постановлени|распоряжени)\w*"
)


def is_law(text: str) -> bool:
    """Whether a line speaks of a law, whose date is not that of figures."""
    return _LAW.search(fold(text)) is not None


def is_other(table: Table, lines: Iterable[Found | None]) -> bool:
    """Whether the sheet's name gives a year that neither the title nor any line is of."""
    named = phrase(table.grid.name)
    if named is None or not named.year or named.year != named.last_year:
        return False
    titled = [p for text in table.title if not is_law(text) and (p := phrase(text))]
    years = {year for p in titled if p.year for year in _around_year(p.shape, p.year, p.last_year)}
    for found in lines:
        if found is not None and found.period is not None:
            years.update(_years(found.period))
    fiscal = {p.year for p in titled if p.shape is Shape.FISCAL}
    same_kind = named.shape is not Shape.FISCAL or not fiscal or named.year in fiscal
    own = set(_around_year(named.shape, named.year, named.year))
    return bool(years) and not (same_kind and years & own)


def doubted(found: Found | None) -> Found | None:
    """A period with that doubt."""
    return found and replace(found, doubts=(*found.doubts, OTHER_YEAR))


def _around_year(shape: Shape, first: int, last: int) -> range:
    """Calendar years that a phrase of years touches; a fiscal year begins in the year before."""
    return range(first - (shape is Shape.FISCAL), last + 1)


def _years(period: Period) -> range:
    if period.as_of is not None:
        new_year = (period.as_of.month, period.as_of.day) == (1, 1)
        return range(period.as_of.year - new_year, period.as_of.year + 1)
    assert period.end is not None
    return range((period.start or period.end).year, period.end.year + 1)
