"""Which came first, and which copies which, as far as dates and citations in the words around figures say."""

from __future__ import annotations

import re
from datetime import date

from svodka.reconcile.told import Told, name

UNKNOWN = "which came first is not said"
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_SPELLED = re.compile(
    r"(?<!\d)(\d{1,2}) (янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек)[а-я]* (\d{4})"
)
_PRINTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_CITES = re.compile(
    r"(?:со ссылкой на|по данным|как (?:сообщает|сообщил\w*|пишет|передает)|передает|citing|according to)"
    r" ((?:[\w-]+\.)+[a-z]{2,}|\w[\w-]{3,})"
)


def order(one: Told, other: Told) -> str:
    """What the words say about the order of two documents; by itself it makes none the original."""
    if one.document == other.document:
        return "both in one document"
    for first, second in ((one, other), (other, one)):
        cited = _CITES.search(_text(first))
        if cited and cited[1] in _text(second):
            return (
                f"{name(first.document)} cites {cited[1]}, which {name(second.document)} names too"
            )
    mine, theirs = dated(one), dated(other)
    if mine is None or theirs is None or mine == theirs:
        return UNKNOWN
    first, second = (one, other) if mine < theirs else (other, one)
    return f"{name(first.document)} speaks of {min(mine, theirs)}, {name(second.document)} of {max(mine, theirs)}"


def dated(one: Told) -> date | None:
    """The latest day that a figure or the words around it speak of; its document is no older."""
    text = _text(one)
    days = [_day(y, _MONTHS.index(m) + 1, d) for d, m, y in _SPELLED.findall(text)]
    days += [_day(y, int(m), d) for d, m, y in _PRINTED.findall(text)]
    return max((day for day in (*days, one.end) if day is not None), default=None)


def _text(one: Told) -> str:
    return f"{one.context} {one.paths} {one.says}"


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
