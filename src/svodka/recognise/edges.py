"""Words that take of the period of a title its first or last day: «остаток на конец отчётного периода»."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Found
from svodka.model import Basis, Period

_EDGE = expression(
    r"на (?P<ru>начало|конец) (?:отчетного|текущего|данного)? ?периода|"
    r"(?:at|as of) (?:the )?(?P<en>start|beginning|end) of (?:the )?(?:reporting |current )?period"
)
_OF_UNIT = expression(
    r"на (?P<ru>начало|конец) (?:отчетно\w+ |текуще\w+ |данно\w+ )?(?P<unit>месяц|квартал|недел)"
)
_FIRST = frozenset({"начало", "start", "beginning"})

_WEEK = 8


def of_title(path: Sequence[str], whole: Found) -> Found | None:
    """A stock at an edge of the title's period, where the innermost text of a path says so."""
    if (inner := _of_unit(path, whole)) is not None:
        return inner
    flat = (fold(text) for text in reversed(path))
    period = (text for text in flat if "период" in text or "period" in text)
    found = next((f for text in period if (f := _EDGE.search(text))), None)
    if found is None or whole.period is None:
        return None
    first = (found["ru"] or found["en"]) in _FIRST
    day = whole.period.start if first else whole.period.end
    if day is None:
        return None
    return replace(whole, period=Period(as_of=day), basis=Basis.AS_OF, label=found[0])


def _of_unit(path: Sequence[str], whole: Found) -> Found | None:
    """«на начало месяца» beside a title of a day or of a stretch in it: the month that was reported."""
    found = next((f for text in reversed(path) if (f := _OF_UNIT.search(fold(text)))), None)
    if found is None or whole.period is None:
        return None
    stock = whole.period.as_of
    day = stock - timedelta(days=1) if stock else whole.period.end
    if day is None:
        return None
    if found["unit"] == "недел":
        exact = whole.period.start and (day - whole.period.start).days < _WEEK
        edge = (whole.period.start if found["ru"] in _FIRST else day) if exact else None
        return replace(whole, period=Period(as_of=edge), basis=Basis.AS_OF) if edge else None
    months = 1 if found["unit"] == "месяц" else 3
    first = date(day.year, months * ((day.month - 1) // months) + 1, 1)
    last_month = first.month + months - 1
    last = date(day.year, last_month, monthrange(day.year, last_month)[1])
    edge = first if found["ru"] in _FIRST else last
    return replace(whole, period=Period(as_of=edge), basis=Basis.AS_OF, label=found[0])
