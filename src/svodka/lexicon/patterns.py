"""Regular expressions are compiled when first used: of the hundreds that there are a document needs some."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "sub",
    "split",
    "groups",
    "groupindex",
)


class _Expression:
    """Stands for a compiled pattern and becomes it at the first question that only that can answer."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Only what is not there yet comes here: from now on its methods are found at once.
        made = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


_ALL: list[_Expression] = []


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, for all that is done with it; for constants of modules."""
    made = _Expression(pattern, flags)
    _ALL.append(made)
    return cast(re.Pattern[str], made)


def compile_all() -> None:
    """Compile what is not yet: whoever forks a child for each of many documents does it once before."""
    while _ALL:
        assert _ALL.pop().search
