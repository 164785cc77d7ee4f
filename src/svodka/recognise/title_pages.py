"""The title page of a form: its first sheet says once for which period all its sections are."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.lexicon import periods
from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.model import Grid
from svodka.recognise import headings
from svodka.recognise.labels import words_of

_NAMED = expression(r"титул|обложка|title|cover")
_SAYS_FORM = expression(r"статистическо\w+ наблюдени|(?<![^\W_])форма (?:№|n)|отчетность|form no")
_MOST_ROWS = 60
_LONG = 200


def period_line(grids: Sequence[Grid]) -> str:
    """The one line of a title page that names a period and nothing else, its cells as one text."""
    if len(grids) < 2:
        return ""
    first = grids[0]
    lines = [
        " ".join(words for cell in row if (words := words_of(cell)))
        for row in first.rows[:_MOST_ROWS]
    ]
    named = _NAMED.match(fold(first.name)) is not None
    if not (named or any(_SAYS_FORM.search(fold(line)) for line in lines)):
        return ""
    found = {line for line in lines if 0 < len(line) < _LONG and _is_period(line)}
    return found.pop() if len(found) == 1 else ""


def _is_period(line: str) -> bool:
    found = periods.find((line,), strict=True) if headings.is_only_time(line) else None
    return found is not None and found.period is not None and found.period.start is not None
