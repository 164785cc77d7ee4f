"""What each test assumes, which innocent causes give the same sign, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Printed with every finding of a test: its null, harmless causes, and what to ask for."""

    null: str
    harmless: str
    settles: str


CAUTIONS: dict[str, Caution] = {
    "underdispersion": Caution(
        null="independent counts of one mean (Poisson) within each window",
        harmless="a ceiling on what can be done in a week, smoothing, batches, a stable stock counted again",
        settles="the day books behind the counts, or the same counts from another office",
    ),
    "evenness": Caution(
        null="independent counts of one mean (Poisson), given their total",
        harmless="a ceiling on what can be done in a week, smoothing, batches, a stable stock counted again",
        settles="the day books behind the counts, or the same counts from another office",
    ),
    "last-digit": Caution(
        null="last digits of large counts are even",
        harmless="rounding by the form, counting in tens, prices or quotas that end alike",
        settles="the unrounded entries behind the return",
    ),
    "heaping": Caution(
        null="one count in five ends in 0 or 5",
        harmless="rounding by the form, estimates where a count was not possible",
        settles="the unrounded entries behind the return",
    ),
    "copied": Caution(
        null="independent counts whose means move slowly (Poisson)",
        harmless="a stable stock, a form filled in from last week's, a week without news",
        settles="the entries of both weeks, or the register that they were counted from",
    ),
    "plateau": Caution(
        null="independent counts whose means move slowly (Poisson)",
        harmless="a quota, a ceiling of capacity, a deadline that was met once for all",
        settles="the plan of those weeks, and the register",
    ),
    "duplicate-blocks": Caution(
        null="counts of two areas are independent (Poisson)",
        harmless="one office that files for two areas, a line copied while the form was filled in",
        settles="the returns of both areas as they were filed",
    ),
    "equal-to-plan": Caution(
        null="independent counts whose mean is the plan (Poisson)",
        harmless="a quota that closes when it is full, a plan set after the event",
        settles="the date on which the plan was set",
    ),
    "whole-percent": Caution(
        null="counts are binomial with the shares observed, independent within a unit",
        harmless="small units whose percentages are few, rounding by the form",
        settles="the protocols of the units named",
    ),
}
