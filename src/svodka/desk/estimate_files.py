"""A file of estimates: inputs, formula and scenarios as a person states them; what is wrong is said with its key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from svodka.model import BadArgument

HINT = "docs/codebooks.md shows a file of estimates"
_KEYS = frozenset(
    ("name", "measure", "area", "start", "end", "as_of", "source", "over", "scenario")
)
_OVER = frozenset(("name", "value", "cell", "source"))
_SCENARIO = frozenset(("name", "under", "low", "high", "source"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One estimate under one scenario as a person states it. `cell` names the figure that `over` is taken from."""

    name: str
    measure: str
    area: str
    start: date | None
    end: date | None
    as_of: date
    source: str
    over: str
    value: float | None
    cell: str
    over_source: str
    scenario: str
    under: str
    low: float
    high: float
    scenario_source: str


def stated(data: bytes, label: str) -> tuple[Stated, ...]:
    """The estimates of a TOML file, one for each scenario, in its order.

    Raises:
        BadArgument: it is no such file; the message names estimate and key.
    """
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        raise BadArgument(f"{label!r} is no TOML in UTF-8: {failure}", hint=HINT) from failure
    found = raw.get("estimate")
    if set(raw) != {"estimate"} or not isinstance(found, list) or not found:
        raise BadArgument(f"{label!r} holds no [[estimate]], or more than that", hint=HINT)
    return tuple(
        one for place, table in enumerate(found, 1) for one in _of_table(_Table(place, table))
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of an estimate, able to say which key is wrong."""

    place: int
    keys: Any

    def wrong(self, key: str, expected: str) -> BadArgument:
        return BadArgument(f"estimate {self.place}, key {key!r}: expected {expected}", hint=HINT)

    def only(self, allowed: frozenset[str], within: str = "") -> None:
        if not isinstance(self.keys, Mapping):
            raise self.wrong(within or "estimate", "a table")
        for key in self.keys:
            if key not in allowed:
                raise self.wrong(f"{within}{key}", f"one of {', '.join(sorted(allowed))}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.keys.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.wrong(key, "words")
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self.keys.get(key)
        if (value is None and not required) or type(value) is date:
            return value
        raise self.wrong(key, "a date as 2024-08-01, without quotation marks")

    def number(self, key: str, *, required: bool = True) -> float | None:
        value = self.keys.get(key)
        if value is None and not required:
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 < value < float("inf"):
            raise self.wrong(key, "a number above 0")
        return float(value)


def _of_table(one: _Table) -> Iterator[Stated]:
    one.only(_KEYS)
    over = _Table(one.place, one.keys.get("over"))
    over.only(_OVER, "over.")
    value, cell = over.number("value", required=False), over.text("cell")
    if (value is None) == (not cell):
        raise one.wrong("over", "either a value or the cell of a figure")
    scenarios = one.keys.get("scenario")
    if not isinstance(scenarios, list) or not scenarios:
        raise one.wrong("scenario", "one [[estimate.scenario]] at least")
    for each in scenarios:
        how = _Table(one.place, each)
        how.only(_SCENARIO, "scenario.")
        low, high = how.number("low"), how.number("high")
        as_of = one.day("as_of", required=True)
        assert low is not None
        assert high is not None
        assert as_of is not None
        if low > high:
            raise one.wrong("scenario.low", "no more than scenario.high")
        yield Stated(
            name=one.text("name", required=True),
            measure=one.text("measure"),
            area=one.text("area"),
            start=one.day("start"),
            end=one.day("end"),
            as_of=as_of,
            source=one.text("source"),
            over=over.text("name", required=True),
            value=value,
            cell=cell,
            over_source=over.text("source"),
            scenario=how.text("name", required=True),
            under=how.text("under", required=True),
            low=low,
            high=high,
            scenario_source=how.text("source"),
        )
