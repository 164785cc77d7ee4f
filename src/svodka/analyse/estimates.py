"""Estimates as objects with inputs, scenarios and bounds; they stand beside reported figures, never among them."""

from __future__ import annotations

from svodka.model import BadArgument, Estimate


def quotient(
    name: str,
    over: tuple[str, float],
    under: tuple[str, float, float],
    *,
    scenario: str,
    as_of: str,
    source: str = "",
) -> Estimate:
    """One input divided by another that is only known to lie between two bounds.

    `over` is a name and a value, `under` a name with its low and high: spending over the size of
    a bonus, names over the share of deaths that become known. The value is over the middle of
    the bounds; low and high follow from the bounds alone.

    Raises:
        BadArgument: a bound is not above 0, or low is above high.
    """
    low, high = under[1:]
    if not 0 < low <= high:
        raise BadArgument(
            f"{under[0]!r} lies between {low:g} and {high:g}",
            hint="both bounds are above 0, the low one first",
        )
    return Estimate(
        name=name,
        formula=f"{over[0]} / {under[0]}",
        scenario=scenario,
        inputs=(over, (f"{under[0]}, low", low), (f"{under[0]}, high", high)),
        value=over[1] / ((low + high) / 2),
        low=over[1] / high,
        high=over[1] / low,
        as_of=as_of,
        source=source,
    )
