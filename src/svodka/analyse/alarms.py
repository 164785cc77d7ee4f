"""The methods that tell where something rises, by name, each with its parameters and what they may be."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from svodka.analyse.bayes import Bayes, bayes
from svodka.analyse.bounds import NOT_ASKED, SHORT, Bounds, Floats
from svodka.analyse.cusum import Cusum, cusum
from svodka.analyse.ears import Ears, c1, c2, c3
from svodka.analyse.farrington import ORIGINAL, Farrington, farrington
from svodka.analyse.glr import Glr, glr
from svodka.analyse.negative_binomial import NegativeBinomial, nb_cusum
from svodka.analyse.rki import Rki, rki
from svodka.model.errors import BadArgument
from svodka.model.signal import Signal

Run = Callable[[Floats, Sequence[date], int, Any], Bounds]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `allowed` words, or the `least` and `most` a number may be."""

    name: str
    default: str | int | float
    allowed: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 1e6

    def read(self, text: str) -> str | int | float:
        """The value that a text means.

        Raises:
            BadArgument: it is no such value; the hint says which there are.
        """
        if self.allowed:
            if text not in self.allowed:
                raise BadArgument(f"{self.name!r} cannot be {text!r}", hint=self.words())
            return text
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        whole = isinstance(self.default, int)
        if not self.least <= value <= self.most or (whole and value != int(value)):
            raise BadArgument(f"{self.name!r} cannot be {text!r}", hint=self.words())
        return int(value) if whole else value

    def words(self) -> str:
        """What the parameter may be, in words."""
        if self.allowed:
            return f"{self.name} is one of {', '.join(self.allowed)}"
        kind = "a whole number" if isinstance(self.default, int) else "a number"
        return f"{self.name} is {kind} from {self.least:g} to {self.most:g}"


@dataclass(frozen=True, slots=True)
class Method:
    """A method by name; `defaults` holds its parameters as it takes them."""

    name: str
    run: Run
    defaults: Any
    parameters: tuple[Parameter, ...]
    history: int

    def asked(self, given: Mapping[str, str]) -> Any:
        """The method's parameters with those that were given.

        Raises:
            BadArgument: the method has no such parameter, or a value is not allowed.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise BadArgument(
                    f"{self.name!r} has no parameter {name!r}", hint=f"it has {', '.join(known)}"
                )
        values = {field.name: getattr(self.defaults, field.name) for field in fields(self.defaults)}
        values |= {_field(name): known[name].read(text) for name, text in given.items()}
        return type(self.defaults)(**values)


def _field(name: str) -> str:
    return name.replace("-", "_")


_ALLOWED: dict[str, tuple[str, ...]] = {
    "trend": ("always", "p<0.05"),
    "threshold": ("delta", "nbPlugin", "muan"),
    "error": ("relative", "pearson"),
    "year": ("date", "52", "53", "12", "24", "36", "26"),
    "quantile": ("normal", "student", "exact"),
    "about": ("value", "mean"),
    "trans": ("rossi", "standard"),
    "reset": ("no", "yes"),
    "act_y": ("yes", "no"),
}
_RANGE: dict[str, tuple[float, float]] = {
    "alpha": (1e-9, 0.5),
    "b": (0, 50),
    "w": (0, 26),
    "periods": (1, 26),
    "weights_threshold": (0.1, 100),
    "past_weeks_not_included": (0, 104),
    "sides": (1, 2),
    "baseline": (3, 104),
    "k": (0, 100),
    "h": (0, 1000),
    "m": (0, 1e6),
    "s": (0, 4),
    "c_arl": (0.01, 1000),
    "factor": (1.01, 100),
    "arl": (2, 1e9),
    "dispersion": (-1, 100),
}


def _method(name: str, run: Run, defaults: Any, history: int = 0, **other: Any) -> Method:
    """A method whose parameters are the fields of its defaults; `other` overrules what they may be."""
    parameters = []
    for field in fields(defaults):
        least, most = other.get(f"{field.name}_range", _RANGE.get(field.name, (0.0, 1e6)))
        parameters.append(
            Parameter(
                field.name.replace("_", "-"),
                getattr(defaults, field.name),
                other.get(field.name, _ALLOWED.get(field.name, ())),
                least,
                most,
            )
        )
    return Method(name, run, defaults, tuple(parameters), history)


METHODS: tuple[Method, ...] = (
    _method("farrington", farrington, Farrington(), b_range=(1, 50)),
    _method("farrington-1996", farrington, ORIGINAL, b_range=(1, 50)),
    _method("ears-c1", lambda counts, _, first, how: c1(counts, first, how), Ears()),
    _method("ears-c2", lambda counts, _, first, how: c2(counts, first, how), Ears()),
    _method("ears-c3", lambda counts, _, first, how: c3(counts, first, how), Ears()),
    _method("cusum", lambda counts, _, first, how: cusum(counts, first, how), Cusum(), 20),
    _method(
        "nb-cusum",
        lambda counts, _, first, how: nb_cusum(counts, first, how),
        NegativeBinomial(),
        20,
    ),
    _method("glr", glr, Glr(), 20, alpha_range=(-1, 100), m_range=(1, 104), trend=("no", "yes")),
    _method("rki", rki, Rki()),
    _method("bayes", bayes, Bayes()),
)


def method(name: str) -> Method:
    """The method of a name.

    Raises:
        BadArgument: there is none; the hint lists those there are.
    """
    for known in METHODS:
        if known.name == name:
            return known
    raise BadArgument(
        f"no method {name!r}", hint=f"there are {', '.join(known.name for known in METHODS)}"
    )


def bounds(
    name: str,
    counts: Floats,
    starts: Sequence[date],
    *,
    since: date | None = None,
    given: Mapping[str, str] | None = None,
) -> Bounds:
    """Bounds and alarms of every series (a row of `counts`, NaN for a gap) by one method.

    `starts` rise without a period left out; `since` is the first day judged, without it all
    periods that have enough history. `given` holds parameters as texts.

    Raises:
        BadArgument: no such method, parameter or value, or starts that do not rise.
    """
    asked = method(name)
    how = asked.asked(given or {})
    if len(starts) != counts.shape[-1] or any(late <= early for early, late in pairwise(starts)):
        raise BadArgument(
            "periods have to follow each other, each once", hint="sort them by their start"
        )
    first = bisect_left(starts, since) if since else min(asked.history, len(starts))
    found = asked.run(np.asarray(counts, dtype=np.float64), starts, first, how)
    if since is None:
        # Nobody asked for a first period: what comes before it is the history of the rest.
        found.reason[found.reason == NOT_ASKED] = SHORT
    return found


def signals(
    name: str,
    table: tuple[Sequence[str], Floats, Sequence[date]],
    *,
    since: date | None = None,
    given: Mapping[str, str] | None = None,
) -> tuple[Signal, ...]:
    """As `bounds`, one signal for each period of each series (names, counts, starts), refused ones too."""
    names, counts, starts = table
    found = bounds(name, counts, starts, since=since, given=given)
    return tuple(found.signals(names, starts, counts))


def without_holes(starts: Sequence[date]) -> tuple[date, ...]:
    """The starts, and those of the periods left out between them, by the commonest step.

    A step of 28 to 31 days is a month. A table that leaves out a week has a gap there, not two
    weeks that follow each other.
    """
    ordered = sorted(set(starts))
    steps = Counter((late - early).days for early, late in pairwise(ordered))
    if not steps:
        return tuple(ordered)
    usual = min(steps, key=lambda days: (-steps[days], days))
    filled: list[date] = []
    for start in ordered:
        while filled and (start - (after := _next(filled[-1], usual))).days >= usual / 2:
            filled.append(after)
        filled.append(start)
    return tuple(filled)


def _next(start: date, usual: int) -> date:
    if 28 <= usual <= 31 and start.day <= 28:
        return (
            date(start.year + 1, 1, start.day)
            if start.month == 12
            else start.replace(month=start.month + 1)
        )
    return start + timedelta(days=usual)
