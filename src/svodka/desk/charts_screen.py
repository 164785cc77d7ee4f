"""The picture of `svodka screen`: one series with its bounds, or last digits, or dispersion of one CSV."""

from __future__ import annotations

from pathlib import Path

from svodka.analyse import signals
from svodka.desk.charts import Drawn, Said
from svodka.desk.charts_regular import digits_drawn, dispersion_drawn, windows_drawn
from svodka.desk.charts_series import Judged, chosen, judged_drawn
from svodka.desk.screening import (
    SIGNALS,
    Lines,
    Options,
    given_parameters,
    lines_of,
    on_axis,
    table_of,
)
from svodka.model import BadArgument

_DIGITS = frozenset({"last-digit", "heaping"})


def screen_drawn(file: Path, options: Options, series: str | None, said: Said) -> Drawn:
    """One picture for the tests asked for.

    Raises:
        BadArgument: the tests have no picture, or not the same one.
    """
    tests = tuple(dict.fromkeys(options.tests))
    lines = lines_of(file)
    if all(test in SIGNALS for test in tests):
        return _rising(lines, tests, options, series, said)
    if all(test in _DIGITS for test in tests) and "age" not in lines.columns:
        return digits_drawn((table_of(lines, options.area_column),), said)
    if tests == ("evenness",):
        return dispersion_drawn((table_of(lines, options.area_column),), said)
    if tests == ("underdispersion",):
        return windows_drawn(table_of(lines, options.area_column), options.asked(), said)
    raise BadArgument(
        f"there is no picture for {', '.join(tests)}",
        hint="pictures: last-digit, heaping; evenness; underdispersion; methods that look for a rise",
    )


def _rising(
    lines: Lines, tests: tuple[str, ...], options: Options, series: str | None, said: Said
) -> Drawn:
    table, axis = on_axis(lines, options.area_column)
    at = chosen(table.names, series)
    name = table.names[at]
    given = given_parameters(options)
    judged = {
        test: tuple(
            one
            for one in signals(
                test, ((name,), table.counts[at : at + 1], axis), since=options.since, given=given
            )
            if options.since is None or one.start >= options.since
        )
        for test in tests
    }
    return judged_drawn(Judged(name or "value", judged), said)
