"""Whether a table has its periods in the rows and its entities in the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.lexicon.patterns import expression

_PERIOD = expression(
    r"(?:(?:18|19|20)\d\d\b.*|.*\b(?:18|19|20)\d\d(?:\s?г(?:од\w*|\.)?)?|\d{1,2}\.\d{1,2}\.\d{2,4}|"
    r"(?:на\s\d{1,2}\s)?(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*\b.*|"
    r"(?:I{1,3}|IV|[1-4]|Q[1-4])\s?(?:квартал|полугодие|quarter|q)\b.*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b.*)",
    re.IGNORECASE,
)
_LOOKED_AT = 200


def is_transposed(rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> bool:
    """Whether most rows are named by a period and hardly a column is."""
    return _share(rows) > 0.8 and _share(columns) < 0.2


def _share(paths: Sequence[Sequence[str]]) -> float:
    looked = [path for path in paths[:_LOOKED_AT] if path]
    if not looked:
        return 0.0
    return sum(any(_PERIOD.fullmatch(text) for text in path) for path in looked) / len(looked)
