"""Words that take of the period of a title its first or last day: «остаток на конец отчётного периода»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Found
from svodka.model import Basis, Period

_EDGE = expression(
    r"на (?P<ru>начало|конец) (?:отчетного|текущего|данного)? ?периода|"
    r"(?:at|as of) (?:the )?(?P<en>start|beginning|end) of (?:the )?(?:reporting |current )?period"
)
_FIRST = frozenset({"начало", "start", "beginning"})


def of_title(path: Sequence[str], whole: Found) -> Found | None:
    """A stock at an edge of the title's period, where the innermost text of a path says so."""
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
